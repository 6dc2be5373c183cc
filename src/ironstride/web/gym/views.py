"""Gym mode's pages and its pack; the page works without script, too, as a plain form."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_POST, require_safe

from ironstride.web.accounts.access import reader
from ironstride.web.accounts.consents import agreed
from ironstride.web.gym.form import PlainForm, plain_form, read_form
from ironstride.web.gym.offline import shell_context
from ironstride.web.gym.pack import now_of, pack_of
from ironstride.web.log.store import append
from ironstride.web.log.views import json_answer
from ironstride.web.runners.stored import plan_of, runner_of, today

#: where a login remembers the device id it logs with
DEVICE = "gym_device"


@require_safe
def gym(request: HttpRequest) -> HttpResponse:
    """Show the session to do, by the address' `session`, else the next one; script makes it gym mode."""
    owner = reader(request)
    form: PlainForm = plain_form(plan_of(owner), runner_of(owner), request.GET.get("session", ""))
    return render(request, "gym/gym.html", {**shell_context(), "form": form})


@require_POST
def log(request: HttpRequest) -> HttpResponse:
    """Log a session by the plain form; sending it twice logs it once."""
    owner = reader(request)
    if not agreed(owner, "training"):
        return redirect("data:data")
    entry = read_form(request.POST, today(runner_of(owner)))
    added = append(owner, [entry])
    if added.acked:
        count = len(entry.session.sets)
        messages.success(request, ngettext("Saved: %(count)d set.", "Saved: %(count)d sets.", count) % {"count": count})
    return redirect("gym:gym")


@require_safe
def leaving(request: HttpRequest) -> HttpResponse:
    """Hold up a logout while sets are on this phone alone; the script knows how many."""
    reader(request)
    return render(request, "gym/leaving.html", shell_context())


@require_safe
@gzip_page
def pack(request: HttpRequest) -> HttpResponse:
    """Give all a phone takes along. `device`: the id it logs by, empty when its storage holds none."""
    owner = reader(request)
    return json_answer(pack_of(owner, timezone.now().isoformat(), _is_missed(request)))


@require_safe
def now(request: HttpRequest) -> HttpResponse:
    """Give what the server holds of the days around today."""
    return json_answer(now_of(reader(request), timezone.now().isoformat(), _is_missed(request)))


def _is_missed(request: HttpRequest) -> bool:
    """Remember the device of this login; one that has forgotten who it was had its storage thrown away."""
    device, before = request.GET.get("device", "")[:100], request.session.get(DEVICE, "")
    if device and device != before:
        request.session[DEVICE] = device
    return bool(before) and not device
