"""The views of log, progress and audit. Each takes the runner's public id, None on one's own pages."""

from __future__ import annotations

from datetime import timedelta

import msgspec
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_http_methods, require_POST

from ironstride.catalogue import catalogue
from ironstride.model.errors import InputError
from ironstride.model.log import BodyMass, LoggedSession, ScreenResult
from ironstride.model.runner import Runner
from ironstride.model.words import MassUnit
from ironstride.web.accounts.access import RunnerId, Subject, reader, subject
from ironstride.web.accounts.consents import agreed
from ironstride.web.insight import auditing, corrections, screening, weighing
from ironstride.web.insight.models import ProgressReport
from ironstride.web.insight.progress import is_old, kept
from ironstride.web.insight.sessions import by_exercise, by_week
from ironstride.web.jobs.models import Job
from ironstride.web.jobs.queue import OPEN, start
from ironstride.web.log.store import log_mark
from ironstride.web.log.things import KINDS, logged, one
from ironstride.web.runners.auditing import AskAudit
from ironstride.web.runners.stored import runner_of, today

_LOGGED = msgspec.json.Decoder(LoggedSession)
#: sessions on one page of the log
PAGE = 20
#: how long what was worked out is left in peace though the log went on, and when a day makes a difference
WAIT = {"least": timedelta(minutes=5), "most": timedelta(days=1)}


@require_http_methods(["GET", "HEAD"])
def log(request: HttpRequest, runner: RunnerId = None) -> HttpResponse:
    """Show the sessions that were logged, the newest first, all or those that hold an exercise."""
    shown = subject(request, runner)
    unit = _unit(runner_of(shown.owner))
    asked = request.GET.get("exercise", "")[:100]
    rows = shown.owner.logged.filter(kind=KINDS[LoggedSession]).order_by("-date", "-pk")
    if asked in catalogue().exercises:
        rows = rows.filter(content__contains=f'"exercise":"{asked}"')
    pages = Paginator(rows.values_list("content", flat=True), PAGE)
    page = pages.get_page(request.GET.get("page"))
    contents = tuple(page.object_list)
    week_start = reader(request).week_start
    context = {
        "subject": shown,
        "page": page,
        "count": pages.count,
        "weeks": lambda: by_week(map(_LOGGED.decode, contents), unit, week_start),
        "shows": (shown.owner.public, shown.own, unit, week_start, contents),
        "asked": catalogue().exercises.get(asked),
    }
    return render(request, "insight/log.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def session(request: HttpRequest, session: str, runner: RunnerId = None) -> HttpResponse:
    """Show a session set by set, with what was entered about it; its owner corrects it here."""
    shown = subject(request, runner)
    held = one(shown.owner, LoggedSession, session)
    unit = _unit(runner_of(shown.owner))
    if request.method == "POST":
        return _corrected(request, shown, session, held, unit)
    entries = corrections.entered(shown.owner, session, unit)
    if held is None and not entries:
        raise Http404
    context = {
        "subject": shown,
        "session": held,
        "name": session,
        "lifted": by_exercise(held, unit) if held else [],
        "work": sum(entry.kind != "warmup" for entry in held.sets) if held else 0,
        "entries": entries,
        "unit": unit,
    }
    return render(request, "insight/session.html", context)


def _corrected(
    request: HttpRequest, shown: Subject, name: str, held: LoggedSession | None, unit: MassUnit
) -> HttpResponse:
    """Take a correction of one's own session."""
    if not shown.own:
        raise Http404
    try:
        if request.POST.get("do") == "undo":
            corrections.undo(shown.owner, name, request.POST.get("id", ""))
        elif held is None:
            raise Http404
        else:
            corrections.correct(shown.owner, held, request.POST.dict(), unit)
    except InputError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Noted. Nothing is lost: it can be undone below."))
    return redirect("insight:session", session=name)


@require_http_methods(["GET", "HEAD"])
@gzip_page
def progress(request: HttpRequest, runner: RunnerId = None) -> HttpResponse:
    """Show how strength is going; on one's own page what is out of date is worked out anew meanwhile."""
    shown = subject(request, runner)
    who = runner_of(shown.owner)
    report = ProgressReport.objects.filter(owner=shown.owner).first()
    mark = log_mark(shown.owner)
    old = report is None or is_old(report, mark, WAIT)
    made = None if report is None else kept(report)
    context = {
        "subject": shown,
        "report": report,
        "progress": made,
        "job": _working(shown, "progress", None) if old and mark else None,
        "logged": mark > 0,
        "unit": _unit(who),
        "screens": screening.screens(who, logged(shown.owner, ScreenResult), today(who)) if who else [],
        "may_screen": shown.own and agreed(shown.owner, "body"),
        "weighed": weighing.weighed(who, logged(shown.owner, BodyMass)) if who else None,
    }
    return render(request, "insight/progress.html", context)


@require_POST
def add_screen(request: HttpRequest) -> HttpResponse:
    """Log the result of a self-test, with consent to keep such."""
    owner = reader(request)
    try:
        if not agreed(owner, "body"):
            raise InputError("self-tests are kept only with your yes", "screen", "Give it under Data.")
        screening.add(owner, request.POST.dict(), today(runner_of(owner)))
    except InputError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Noted."))
    return redirect("insight:progress")


@require_POST
def add_mass(request: HttpRequest) -> HttpResponse:
    """Log today's body mass, with consent to keep one's training."""
    owner = reader(request)
    try:
        if not agreed(owner, "training"):
            raise InputError(_("body mass is kept only with your yes"), "", _("Give it under Data."))
        weighing.add(owner, request.POST.get("mass", ""))
    except InputError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Noted."))
    return redirect("insight:progress")


@require_http_methods(["GET", "HEAD", "POST"])
def audit(request: HttpRequest, runner: RunnerId = None) -> HttpResponse:
    """Show what a log shows of the known mistakes; on one's own page what is out of date is judged anew meanwhile."""
    shown = subject(request, runner)
    method = (request.POST if request.method == "POST" else request.GET).get("method", "")
    if method not in ("", "all", *catalogue().methods):
        method = ""
    if request.method == "POST":
        if not shown.own:
            raise Http404
        start(shown.owner, "audit", AskAudit(method))
        return redirect(f"{request.path}?method={method}" if method else request.path)
    report = shown.owner.audits.filter(method=method).first()
    mark = log_mark(shown.owner)
    old = report is None or (mark != report.log_seq and timezone.now() - report.made > WAIT["least"])
    context = {
        "subject": shown,
        "report": report,
        "shown": None if report is None else auditing.shown(report),
        "job": _working(shown, "audit", AskAudit(method)) if old and mark else None,
        "logged": mark > 0,
        "method": method,
        "methods": catalogue().methods.values(),
        "behind": report is not None and mark != report.log_seq,
    }
    return render(request, "insight/audit.html", context)


@require_POST
def plan_from_audit(request: HttpRequest) -> HttpResponse:
    """Start planning from what the audit found."""
    return redirect("jobs:job", pk=start(reader(request), "audit-plan").pk)


def _working(shown: Subject, kind: str, asked: msgspec.Struct | None) -> Job | None:
    """Give the job that works something out; on one's own page it is begun where none is under way.

    One that failed a short while ago is given as it is, so that a page that reloads does not try for ever.
    """
    if not shown.own:
        return None
    last = shown.owner.jobs.filter(kind=kind).order_by("-made").first()
    if last is not None and last.state in OPEN:
        return last
    if last is not None and last.state == Job.State.FAILED and timezone.now() - last.made < WAIT["least"]:
        return last
    return start(shown.owner, kind, asked)


def _unit(runner: Runner | None) -> MassUnit:
    return runner.mass_unit if runner else "kg"
