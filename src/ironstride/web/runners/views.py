"""The demo, the runner file, and planning anew."""

from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from ironstride.formats.runner_text import write_runner
from ironstride.model.errors import InputError
from ironstride.web.accounts.access import reader
from ironstride.web.accounts.consents import QUESTIONS, set_consent
from ironstride.web.accounts.limits import within
from ironstride.web.jobs.queue import start
from ironstride.web.runners.demo import demo_account
from ironstride.web.runners.stored import keep_runner, runner_of, runner_of_text

#: demo accounts one machine may open in an hour
DEMOS_AN_HOUR = 20
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@require_POST
@login_not_required
def demo(request: HttpRequest) -> HttpResponse:
    """Make an account to play with, log in to it, and start the job that fills it."""
    if not settings.GIVEN.demo:
        raise Http404
    if not within(request, "demo", DEMOS_AN_HOUR, 3600):
        return HttpResponse("Enough demos for now. Try again in an hour.", status=429, content_type="text/plain")
    user = demo_account()
    for kind in QUESTIONS:
        set_consent(user, kind, yes=True)
    login(request, user, backend=BACKEND)
    UserSession.objects.create_from_request(request)
    return redirect("jobs:job", pk=start(user, "demo").pk)


@require_http_methods(["GET", "HEAD", "POST"])
def runner_file(request: HttpRequest) -> HttpResponse:
    """Show the runner file as text; take a changed one and plan anew from it."""
    owner = reader(request)
    runner = runner_of(owner)
    if runner is None:
        return redirect("pages:first-run")
    text, problem = write_runner(runner), ""
    if request.method == "POST":
        text = request.POST.get("text", "")
        try:
            keep_runner(owner, runner_of_text(text), "changed by hand")
        except InputError as error:
            problem = str(error)
        else:
            return redirect("jobs:job", pk=start(owner, "plan").pk)
    context = {"text": text, "problem": problem}
    return render(request, "runners/runner.html", context, status=400 if problem else 200)


@require_POST
def plan_anew(request: HttpRequest) -> HttpResponse:
    """Start planning from the newest runner, calendars and history."""
    owner = reader(request)
    if runner_of(owner) is None:
        return redirect("pages:first-run")
    return redirect("jobs:job", pk=start(owner, "plan").pk)
