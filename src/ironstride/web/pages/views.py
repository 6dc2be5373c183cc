"""The pages' views: Today, by the runner's public id or, for oneself, None; the front page; the first run."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_http_methods, require_safe

from ironstride.model.errors import InputError
from ironstride.model.log import LoggedSession
from ironstride.web.accounts.access import RunnerId, reader, subject
from ironstride.web.accounts.consents import QUESTIONS, set_consent
from ironstride.web.accounts.models import User
from ironstride.web.data.models import Batch
from ironstride.web.data.spool import spool
from ironstride.web.jobs.queue import start
from ironstride.web.log.things import logged
from ironstride.web.pages.first_run import answers_of, checked, form_rows
from ironstride.web.pages.first_season import FirstRun
from ironstride.web.pages.today import EARLY, shown_day
from ironstride.web.runners.stored import newest_plan, runner_of
from ironstride.web.runners.stored import today as runners_today
from ironstride.web.season.changing import flags_up
from ironstride.web.season.reading import PHONE, became
from ironstride.web.season.ribbons import ribbons
from ironstride.web.season.words import FLAGS


@require_safe
@login_not_required
def home(request: HttpRequest) -> HttpResponse:
    """Show what there is to do today; strangers get the front page."""
    return today(request) if request.user.is_authenticated else render(request, "pages/front.html")


@require_safe
def today(request: HttpRequest, runner: RunnerId = None) -> HttpResponse:
    """Show what there is to do today, one's own or for a runner one coaches."""
    shown = subject(request, runner)
    kept = newest_plan(shown.owner)
    if kept is None:
        return render(request, "pages/empty.html", {"subject": shown})
    from ironstride.pictures.day import day_in_hours

    plan, now = kept.plan, runners_today(runner_of(shown.owner))
    near = logged(shown.owner, LoggedSession, now - EARLY, now)
    flags = flags_up(shown.owner, plan, now)
    day = shown_day(plan, now, near)
    done = {one.planned for one in near if one.finished}
    settled = [name for name, state in became(shown.owner, plan, now).items() if state == "done"]
    context = {
        "subject": shown,
        "plan": plan,
        "day": day,
        "hours": mark_safe(day_in_hours(plan, now, PHONE, done=done, standalone=False, key="day")),
        "ribbons": ribbons(kept, shown.owner, settled),
        "flags": [FLAGS[one] for one in flags],
        "planned": any(one.date >= now for one in plan.sessions),
    }
    return render(request, "pages/today.html", context)


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
    return render(request, "pages/first_run.html", context, status=400 if problem else 200)


def _dropped(owner: User, files: list[UploadedFile[Any]]) -> int | None:
    """Keep dropped files for the job; gives the import they make up."""
    if not files:
        return None
    batch = Batch.objects.create(owner=owner)
    spool(batch.pk, files)
    return batch.pk
