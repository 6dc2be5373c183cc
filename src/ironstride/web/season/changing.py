"""Changing a plan: moving a session with the price of each day seen first, other changes, keeping, undoing."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Mapping
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ironstride.model.errors import InputError
from ironstride.model.log import Complaint, History
from ironstride.model.plan import Plan
from ironstride.model.runner import RedFlag
from ironstride.planning.change_text import parse_change
from ironstride.planning.differences import HEADINGS, Difference, Sort
from ironstride.planning.moving import Target, Verdict
from ironstride.strength.readiness import raised
from ironstride.web.accounts.access import reader
from ironstride.web.accounts.consents import QUESTIONS, agreed, set_consent
from ironstride.web.accounts.models import User
from ironstride.web.jobs.queue import start
from ironstride.web.log.things import logged
from ironstride.web.runners.stored import KeptPlan, newest_plan, runner_of, today
from ironstride.web.season import proposed
from ironstride.web.season.forms import ChangeForm, filled, form_of, groups, spelt
from ironstride.web.season.models import Proposal
from ironstride.web.season.proposed import AskChange, Proposed
from ironstride.web.season.reading import DESK, PHONE, WEEK
from ironstride.web.season.targets import targets
from ironstride.web.season.words import Words, changes_words, day_words
from ironstride.web.site.told import spoken

#: what a day's price is called
VERDICTS: Mapping[Verdict, Words] = {
    "here": gettext_lazy("where it stands"),
    "taken": gettext_lazy("holds a session already"),
    "closed": gettext_lazy("no room"),
    "never": gettext_lazy("not possible"),
    "better": gettext_lazy("better by the rules"),
    "same": gettext_lazy("just as good"),
    "little": gettext_lazy("a little worse"),
    "worse": gettext_lazy("worse"),
    "much": gettext_lazy("much worse"),
}
#: what a difference is about: the body, days, what is in sessions, what the log says
BODY: tuple[Sort, ...] = ("body",)
DAYS: tuple[Sort, ...] = ("moved", "dropped", "added", "week", "session")
WITHIN: tuple[Sort, ...] = ("exercise", "dose", "load")
LOG: tuple[Sort, ...] = ("missed", "done", "why")
#: a form that asks for no change, but to follow the log
FOLLOW = "follow"
ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
#: days that cannot be chosen at all, and plates drawn for a price
SHUT = frozenset({"here", "taken", "closed"})
PLATES: Mapping[str, int] = {"little": 1, "worse": 2, "much": 3}


def target_words(one: Target) -> dict[str, object]:
    """Put a day's price as pages and scripts show it."""
    other = _("as %(kind)s") % {"kind": spoken(one.other)} if one.other else ""
    return {
        "day": day_words(one.date),
        "verdict": one.verdict,
        "words": str(VERDICTS[one.verdict]),
        "at": ", ".join(part for part in (one.start, other) if part),
        "minds": [spoken(mind) for mind in one.minds],
        "open": one.verdict not in SHUT,
        "plates": PLATES.get(one.verdict, 0),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, day: date) -> HttpResponse:
    """Offer a day's session every other day of its week by price; move it and keep what comes of it."""
    owner = reader(request)
    kept = newest_plan(owner)
    now = today(runner_of(owner))
    try:
        offered = targets(kept, owner, day, now).get(day, ()) if kept else ()
    except InputError as error:
        return _refused(request, str(error))
    session = next((one for one in kept.plan.sessions if one.date == day), None) if kept else None
    if session is None or not offered:
        raise Http404
    problem = ""
    if request.method == "POST":
        chosen = next((one for one in offered if one.date.isoformat() == request.POST.get("to")), None)
        if chosen is not None and chosen.verdict not in SHUT:
            change = f"move-session {day.isoformat()} {chosen.date.isoformat()}"
            return redirect("jobs:job", pk=start(owner, "change", AskChange((change,), keep=True)).pk)
        problem = _("Choose a day that has room.")
    context = {
        "session": session,
        "day": day,
        "week": owner.week_from(day),
        "targets": [(one, target_words(one)) for one in offered],
        "problem": problem,
    }
    return render(request, "season/move.html", context, status=400 if problem else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest) -> HttpResponse:
    """Offer all other changes; work out the one asked for, or the way out that was chosen."""
    owner = reader(request)
    kept = newest_plan(owner)
    if kept is None:
        return (
            redirect("pages:first-run") if request.method != "POST" else _refused(request, _("There is no plan yet."))
        )
    day = today(runner_of(owner))
    found = groups(kept.plan, day, flags_up(owner, kept.plan, day))
    given = request.POST if request.method == "POST" else request.GET
    form = form_of(found, given.get("do", ""))
    problem: InputError | None = None
    if request.method == "POST":
        try:
            asked = _asked(request, form)
        except InputError as error:
            problem = error
        else:
            return redirect("jobs:job", pk=start(owner, "change", AskChange(asked)).pk)
    context = {
        "groups": found if form is None else filled(found, form, given),
        "form": form,
        "problem": problem,
        "consent": None if agreed(owner, "body") else QUESTIONS["body"],
    }
    return render(request, "season/change.html", context, status=400 if problem else 200)


def flags_up(owner: User, plan: Plan, day: date) -> tuple[RedFlag, ...]:
    """Give the signs that stop training until a professional has looked: the plan's, and those told of since."""
    told = raised(History(complaints=tuple(logged(owner, Complaint))), plan.runner.cleared, day)
    return tuple(dict.fromkeys((*plan.runner.red_flags, *(one.flag for one in told))))


def _asked(request: HttpRequest, form: ChangeForm | None) -> tuple[str, ...]:
    """Read what is asked for: a form, or changes as they stand behind a way out's button."""
    changes = tuple(request.POST.getlist("change"))[:10]
    if form is None and changes:
        body = [text for text in changes if text.startswith("sore")]
        for text in changes:
            parse_change(text)
    elif form is not None:
        changes, body = (spelt(form, request.POST),), [form.name] if form.body else []
    elif request.POST.get("do") == FOLLOW:
        return ()
    else:
        raise InputError(_("nothing was chosen"), "", _("Choose what changes."))
    owner = reader(request)
    if body and not agreed(owner, "body"):
        if request.POST.get("consent") != "body":
            raise InputError(_("what is sore is kept only with your yes"), "", _("Tick it, or leave it."))
        set_consent(owner, "body", yes=True)
    return changes


@require_safe
def proposal(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Show what a change does, rule by rule, or why it cannot be and what could be instead."""
    owner = reader(request)
    found = get_object_or_404(Proposal, pk=pk, owner=owner)
    newest = newest_plan(owner)
    told = proposed.read(found)
    first = _first(told)
    context = {
        "found": found,
        "told": told,
        "changes": changes_words(told.changes),
        "groups": _groups(told, (*BODY, *DAYS)),
        "rules": [one for one in told.differences if one.sort == "rule"],
        "within": _groups(told, WITHIN),
        "log": _groups(told, LOG),
        "open": found.plan is not None,
        "current": newest is not None and newest.number in (found.base, found.number),
        "undoable": newest is not None and newest.number == found.number,
        "week": first and owner.week_from(first),
        "pictures": _pictures(found, newest, first and owner.week_from(first)),
    }
    return render(request, "season/proposal.html", context)


def _groups(told: Proposed, sorts: Iterable[Sort]) -> list[tuple[str, list[Difference]]]:
    found = [(HEADINGS[sort], [one for one in told.differences if one.sort == sort]) for sort in sorts]
    return [(title, ones) for title, ones in found if ones]


def _first(told: Proposed) -> date | None:
    """Give the first day a change speaks of, or else the first that is different."""
    moved = [one.first for one in told.differences if one.sort in DAYS]
    words = [word.partition("..")[0] for text in told.changes for word in text.split()[1:]]
    named = [date.fromisoformat(word) for word in words if ISO.fullmatch(word)]
    return min(named or moved, default=None)


def _pictures(found: Proposal, newest: KeptPlan | None, first: date | None) -> dict[str, str]:
    """Draw the week of the first difference, given by its first day, as it would be or is now."""
    from ironstride.pictures.week import week_in_hours

    plan = proposed.plan_after(found)
    if plan is None and newest is not None and newest.number == found.number:
        plan = newest.plan
    if plan is None or first is None or first > plan.last_day or first + WEEK <= plan.first_day:
        return {}
    return {
        key: mark_safe(week_in_hours(plan, first, width, standalone=False, key=key))
        for key, width in (("desk", DESK), ("phone", PHONE))
    }


@require_POST
def keep(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Make a proposal the plan."""
    found = get_object_or_404(Proposal, pk=pk, owner=reader(request))
    try:
        proposed.keep(found)
    except InputError as error:
        messages.error(request, str(error))
    return redirect("season:proposal", pk=pk)


@require_POST
def drop(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Forget a proposal that was not kept."""
    found = get_object_or_404(Proposal, pk=pk, owner=reader(request))
    if found.number is None:
        found.delete()
        messages.success(request, _("Nothing was changed."))
    return redirect("season:season")


@require_POST
def undo(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Put the plan before a change back, as a new version."""
    found = get_object_or_404(Proposal, pk=pk, owner=reader(request))
    try:
        proposed.undo(found)
    except InputError as error:
        messages.error(request, str(error))
        return redirect("season:proposal", pk=pk)
    messages.success(request, _("Undone: the plan is as it was."))
    return redirect("season:season")


def _refused(request: HttpRequest, problem: str) -> HttpResponse:
    return render(request, "season/refused.html", {"problem": problem}, status=409)
