"""The season's pages for reading: the ribbon with its weeks, a week with its days, a day questioned, prices of days."""

from __future__ import annotations

from datetime import date, timedelta

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ironstride.model.errors import InputError
from ironstride.model.plan import Plan
from ironstride.web.accounts.access import RunnerId, Subject, reader, subject
from ironstride.web.runners.stored import KeptPlan, newest_plan, runner_of
from ironstride.web.runners.stored import today as runners_today
from ironstride.web.season import reading
from ironstride.web.season.changing import target_words
from ironstride.web.season.proposed import read
from ironstride.web.season.reading import DESK, PHONE
from ironstride.web.season.ribbons import ribbons
from ironstride.web.season.targets import answered, targets
from ironstride.web.season.words import changes_words
from ironstride.web.site.told import spoken


@require_safe
def season(request: HttpRequest, runner: RunnerId = None) -> HttpResponse:
    """Show the season: the ribbon, and its weeks phase by phase."""
    shown = subject(request, runner)
    kept = newest_plan(shown.owner)
    if kept is None:
        return render(request, "season/empty.html", {"subject": shown})
    plan, day = kept.plan, runners_today(runner_of(shown.owner))
    states = reading.became(shown.owner, plan, day)
    done = [name for name, state in states.items() if state == "done"]
    target = next((one for one in plan.runner.races if one.priority == "A" and one.date >= day), None)
    last = shown.owner.proposals.filter(number=kept.number).first() if shown.own else None
    context = {
        "subject": shown,
        "plan": plan,
        "day": day,
        "phases": lambda: reading.phases(kept, shown.owner, states, day),
        "shows": (kept.pk, shown.owner.public, shown.own, day, tuple(states.items())),
        "done": len(done),
        "left": sum(state in ("today", "planned") for state in states.values()),
        "race": target,
        "found": _found(plan, day) if shown.own else [],
        "unclear": tuple(dict.fromkeys(one.text for one in plan.unread if one.text)) if shown.own else (),
        "weeks_to_go": (target.date - day).days // 7 if target else None,
        "last": last,
        "last_words": changes_words(read(last).changes) if last else [],
        "ribbons": ribbons(kept, shown.owner, done),
        "follows": shown.own and kept.plan.last_day >= day,
    }
    return render(request, "season/season.html", context)


@require_safe
def week(request: HttpRequest, day: date, runner: RunnerId = None) -> HttpResponse:
    """Show the week of a day: in hours, and day by day; sessions to come can be moved."""
    from ironstride.pictures.week import week_in_hours

    shown, kept = _kept(request, runner)
    plan, now = kept.plan, runners_today(runner_of(shown.owner))
    if not plan.weeks or not plan.weeks[0].start - reading.WEEK < day < plan.weeks[-1].start + reading.WEEK:
        raise Http404
    first = reader(request).week_from(min(max(day, plan.first_day), plan.last_day))
    if day != first:
        return redirect(_address(shown, "week", first))
    held = reading.drawn(kept, shown.owner, first, reading.became(shown.owner, plan, now), now)
    if held is None:
        raise Http404
    found, sessions = held
    said = reading.voices_of(kept, shown.owner, [one.session for one in sessions])
    pictures = {
        key: mark_safe(week_in_hours(plan, first, width, standalone=False, key=key, live=shown.own))
        for key, width in (("desk", DESK), ("phone", PHONE))
    }
    context = {
        "subject": shown,
        "plan": plan,
        "found": found,
        "first": first,
        "last": first + timedelta(days=6),
        "days": reading.days_of(plan, first, sessions, said, now),
        "before": _address(shown, "week", first - reading.WEEK) if first > plan.first_day else "",
        "after": _address(shown, "week", first + reading.WEEK) if first + reading.WEEK <= plan.last_day else "",
        "all": _address(shown, "season"),
        "movable": shown.own and any(one.movable for one in sessions),
        "pictures": pictures,
        "move_address": reverse("season:move", args=(first,)).replace(first.isoformat(), "0000-00-00"),
        "move_words": {
            "let_go": _("Let go to move it here."),
            "shut": _("It cannot go here."),
            "ask": _("Let go to see the ways out."),
        },
    }
    return render(request, "season/week.html", context)


@require_safe
def ask(request: HttpRequest, day: date, runner: RunnerId = None) -> HttpResponse:
    """Answer for a day: why its session stands there, or an exercise in it; or why there is none."""
    shown, kept = _kept(request, runner)
    if not kept.plan.first_day <= day <= kept.plan.last_day:
        raise Http404
    here = [one for one in kept.plan.sessions if one.date == day]
    exercise = request.GET.get("exercise", "")[:80] or None
    answer, problem = None, None
    try:
        answer = answered(kept, shown.owner, day, exercise)
    except InputError as error:
        problem = error
    context = {
        "subject": shown,
        "day": day,
        "session": here[0] if here else None,
        "exercise": exercise or "",
        "exercises": reading.exercises_of(here[0]) if here else [],
        "answer": answer,
        "also": [one for one in answer.because if one.text not in answer.text] if answer else [],
        "problem": problem,
        "voices": reading.heard(answer.voices) if answer else None,
        "week": _address(shown, "week", reader(request).week_from(day)),
    }
    return render(request, "season/day.html", context)


@require_safe
def prices(request: HttpRequest, day: date) -> JsonResponse:
    """Say what the days of its training week would cost each session that may still move of the seven days drawn."""
    owner = reader(request)
    kept = newest_plan(owner)
    if kept is None:
        return JsonResponse({"problem": _("There is no plan yet.")}, status=404)
    try:
        first, now = owner.week_from(day), runners_today(runner_of(owner))
        found = targets(kept, owner, first, now) | targets(kept, owner, first + timedelta(days=6), now)
    except InputError as error:
        return JsonResponse({"problem": spoken(str(error))}, status=409)

    told = {of.isoformat(): {one.date.isoformat(): target_words(one) for one in days} for of, days in found.items()}
    return JsonResponse({"version": kept.number, "sessions": told})


def _found(plan: Plan, day: date) -> list[str]:
    """Say what races of the calendar are taken as, as long as one of them is to come."""
    from ironstride.planning.notes import found_notes

    if not any(race.found and race.date >= day for race in plan.runner.races):
        return []
    return found_notes(plan.runner, plan.first_day, plan.last_day)


def _kept(request: HttpRequest, runner: RunnerId) -> tuple[Subject, KeptPlan]:
    shown = subject(request, runner)
    kept = newest_plan(shown.owner)
    if kept is None:
        raise Http404
    return shown, kept


def _address(shown: Subject, page: str, *arguments: date) -> str:
    if shown.own:
        return reverse(f"season:{page}", args=arguments)
    return reverse(f"season:squad-{page}", args=(shown.owner.public, *arguments))
