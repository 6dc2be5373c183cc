"""First run, demo, and planning anew."""

from __future__ import annotations

from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from ironstride.formats.runner_text import write_runner
from ironstride.model.errors import InputError
from ironstride.web.accounts.access import reader
from ironstride.web.accounts.consents import QUESTIONS, set_consent
from ironstride.web.accounts.limits import within
from ironstride.web.accounts.models import User
from ironstride.web.data.models import Batch
from ironstride.web.data.spool import spool
from ironstride.web.jobs.queue import start
from ironstride.web.runners.demo import demo_account
from ironstride.web.runners.first_run import answers_of, checked, form_rows
from ironstride.web.runners.planning import FirstRun
from ironstride.web.runners.stored import keep_runner, runner_of, runner_of_text

#: demo accounts one machine may open in an hour
DEMOS_AN_HOUR = 20
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@require_http_methods(["GET", "HEAD", "POST"])
def first_run(request: HttpRequest) -> HttpResponse:
    """Ask for the running week and three things, and start the job that makes a season of them."""
    owner = reader(request)
    problem: InputError | None = None
    if request.method == "POST":
        answers = answers_of(request.POST)
        files = [] if "running" in answers else request.FILES.getlist("files")
        try:
            told = checked(answers)
            if told.sore and "body" not in request.POST.getlist("consent"):
                raise InputError(
                    "what is sore is kept only with your yes", "sore", "Tick it below, or leave this empty."
                )
            if "running" not in answers and not files:
                raise InputError("no file was chosen", "running", "Choose one, or fill in your week.")
            if "training" not in request.POST.getlist("consent"):
                raise InputError("your yes is missing", "consent", "Without keeping your training there is no season.")
        except InputError as error:
            problem = error
        else:
            for kind in QUESTIONS:
                set_consent(owner, kind, kind in request.POST.getlist("consent"))
            job = start(owner, "first-run", FirstRun(answers, _dropped(owner, files)))
            return redirect("jobs:job", pk=job.pk)
    context = {"rows": form_rows(request.POST, owner.week_start), "problem": problem, "questions": QUESTIONS}
    return render(request, "runners/first_run.html", context, status=400 if problem else 200)


def _dropped(owner: User, files: list[UploadedFile[Any]]) -> int | None:
    """Keep dropped files for the job; gives the import they make up."""
    if not files:
        return None
    batch = Batch.objects.create(owner=owner)
    spool(batch.pk, files)
    return batch.pk


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
        return redirect("runners:first-run")
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
        return redirect("runners:first-run")
    return redirect("jobs:job", pk=start(owner, "plan").pk)
