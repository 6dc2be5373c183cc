"""Settings, coaches a runner asked in, and the runners a coach reads."""

from __future__ import annotations

import uuid

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ironstride.model.errors import InputError
from ironstride.model.words import MassUnit
from ironstride.web.accounts import coaching
from ironstride.web.accounts.access import reader
from ironstride.web.accounts.models import Coaching, User
from ironstride.web.runners.stored import DistanceUnit, runner_of, set_units

#: first days of the week there are: Monday, Saturday, Sunday
WEEK_STARTS = (0, 5, 6)


@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    """Show all settings of the account; take the language, the first day of the week and the units."""
    owner = reader(request)
    languages = dict(settings.LANGUAGES)
    if request.method == "POST":
        language, week_start = request.POST.get("language", ""), request.POST.get("week_start", "0")
        if language in ("", *languages) and week_start in map(str, WEEK_STARTS):
            User.objects.filter(pk=owner.pk).update(language=language, week_start=int(week_start))
            _take_units(owner, request.POST.get("mass_unit", ""), request.POST.get("distance_unit", ""))
            messages.success(request, _("Noted."))
        return redirect("accounts:account")
    week_starts = ((0, _("Monday")), (5, _("Saturday")), (6, _("Sunday")))
    context = {
        "languages": languages,
        "week_starts": week_starts,
        "runner": runner_of(owner),
        "mass_units": (("kg", _("kilograms")), ("lb", _("pounds"))),
        "distance_units": (("km", _("kilometres")), ("mi", _("miles"))),
    }
    return render(request, "accounts/account.html", context)


def _take_units(owner: User, mass_unit: str, distance_unit: str) -> None:
    """Take the units masses and distances are shown in, where both are named."""
    masses: dict[str, MassUnit] = {"kg": "kg", "lb": "lb"}
    distances: dict[str, DistanceUnit] = {"km": "km", "mi": "mi"}
    if mass_unit in masses and distance_unit in distances:
        set_units(owner, masses[mass_unit], distances[distance_unit])


@require_http_methods(["GET", "HEAD", "POST"])
def sessions(request: HttpRequest) -> HttpResponse:
    """Show where the account is logged in; end one of these logins, or all others."""
    owner = reader(request)
    listed = UserSession.objects.purge_and_list(owner)
    if request.method == "POST":
        named = request.POST.get("end", "")
        for one in listed:
            if str(one.pk) == named or (named == "others" and one.session_key != request.session.session_key):
                one.end()
        return redirect("accounts:sessions")
    shown = [(one, one.session_key == request.session.session_key) for one in listed]
    return render(request, "accounts/sessions.html", {"sessions": shown})


@require_http_methods(["GET", "HEAD", "POST"])
def coaches(request: HttpRequest) -> HttpResponse:
    """Show who was asked in; ask another one in, whose link is shown once."""
    owner = reader(request)
    link = ""
    if request.method == "POST":
        try:
            secret = coaching.invite(owner, request.POST.get("label", ""))
            link = request.build_absolute_uri(reverse("accounts:invitation", args=[secret]))
        except InputError as error:
            messages.error(request, str(error))
    standing = owner.coaches.filter(ended=None).order_by("-offered")
    return render(request, "accounts/coaches.html", {"coaches": standing, "link": link})


@require_POST
def end_coach(request: HttpRequest, pk: int) -> HttpResponse:
    """End a coach's right to read."""
    coaching.end(get_object_or_404(Coaching, pk=pk, owner=reader(request)))
    return redirect("accounts:coaches")


@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """Show an invitation and take the answer."""
    found = coaching.invitation(secret)
    if found is None:
        raise Http404
    if request.method == "POST":
        try:
            coaching.accept(reader(request), secret)
        except InputError as error:
            messages.error(request, str(error))
        return redirect("accounts:squad")
    runner = runner_of(found.owner)
    return render(request, "accounts/invitation.html", {"name": runner.name if runner else _("A runner")})


@require_safe
def squad(request: HttpRequest) -> HttpResponse:
    """Show the runners who asked this reader in."""
    held = reader(request).squad.filter(accepted__isnull=False, ended=None, owner__is_active=True)
    runners = [(one, runner_of(one.owner)) for one in held.select_related("owner").order_by("accepted")]
    shown = [(one.owner.public, runner.name if runner else _("No season yet")) for one, runner in runners]
    return render(request, "accounts/squad.html", {"runners": shown})


@require_POST
def leave(request: HttpRequest, runner: uuid.UUID) -> HttpResponse:
    """Stop reading a runner's pages."""
    coaching.end(get_object_or_404(Coaching, owner__public=runner, coach=reader(request), ended=None))
    return redirect("accounts:squad")
