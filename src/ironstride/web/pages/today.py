"""What Today shows: the run, the session and the hours between them, what comes next, and the one thing to press."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from django.utils.translation import gettext as _
from msgspec import Struct

from ironstride.catalogue import catalogue
from ironstride.model.log import LoggedSession
from ironstride.model.plan import Plan
from ironstride.model.running import KEY, PlannedRun
from ironstride.model.session import Item, Session
from ironstride.model.timeline import DAY_MIN
from ironstride.model.words import MassUnit, load_text, name_of, session_name, times_text, work_groups
from ironstride.pictures.day import day_marks, gap_text
from ironstride.pictures.season import timed_runs
from ironstride.web.site.words import WORDS

#: days behind whose sessions may still be made up for
LATE = timedelta(days=2)
#: days behind in which a session may have been done before its day
EARLY = timedelta(days=14)
#: hours over which a run that matters tomorrow is told of
SOON_MIN = 36 * 60


class Line(Struct, frozen=True):
    """An exercise of a session in one line."""

    name: str
    sets: str


class ShownSession(Struct, frozen=True):
    """A session as Today shows it: what became of it, and one reason."""

    session: Session
    title: str
    lines: tuple[Line, ...]
    because: str
    state: str
    sets: int


class ShownFree(Struct, frozen=True):
    """A session without a plan that was logged today."""

    title: str
    sets: int
    finished: bool


class Day(Struct, frozen=True):
    """A day as Today shows it."""

    date: date
    lead: str
    sessions: tuple[ShownSession, ...]
    runs: tuple[PlannedRun, ...]
    free: tuple[ShownFree, ...]
    late: tuple[Session, ...]
    coming: Session | None
    tomorrow: str


def shown_day(plan: Plan, day: date, logged: list[LoggedSession]) -> Day:
    """Say what there is to do on a day.

    Parameters
    ----------
    logged : the sessions logged of the days around it.
    """
    answers = {one.planned: one for one in logged if one.planned}
    today = [one for one in plan.sessions if one.date == day]
    return Day(
        date=day,
        lead=_lead(plan, day),
        sessions=tuple(_shown(plan, one, answers.get(one.id)) for one in today),
        runs=tuple(run for run in plan.runs if run.date == day),
        free=tuple(
            ShownFree(one.title, work_sets(one), one.finished)
            for one in logged
            if one.date == day and one.planned not in {session.id for session in today}
        ),
        late=tuple(one for one in plan.sessions if day - LATE <= one.date < day and one.id not in answers),
        coming=next((one for one in plan.sessions if one.date > day), None),
        tomorrow=_tomorrow(plan, day),
    )


def _shown(plan: Plan, session: Session, answer: LoggedSession | None) -> ShownSession:
    names = catalogue().names
    lines = tuple(Line(name_of(item.exercise, names), _sets(item, plan.runner.mass_unit)) for item in session.items)
    state = "planned" if answer is None else "done" if answer.finished else "under-way"
    because = session.because[0].text if session.because else ""
    return ShownSession(session, session_name(session), lines, because, state, work_sets(answer) if answer else 0)


def work_sets(session: LoggedSession) -> int:
    """Count the work sets of a session as people do: both sides of one are one."""
    work = [one for one in session.sets if one.kind != "warmup"]
    return len(work) - sum(one.side == "left" and other.side == "right" for one, other in pairwise(work))


def _sets(item: Item, unit: MassUnit) -> str:
    """Put the work sets into words, loads and amounts alone: `3 × 5 @ 12.5 kg`."""
    groups = ((count, one, load_text(one, unit)) for count, one in work_groups(item.sets))
    return "; ".join(times_text(count, one) + (f" @ {load}" if load else "") for count, one, load in groups)


def _lead(plan: Plan, day: date) -> str:
    """Say the day in one sentence."""
    marks = day_marks(plan, day)
    kinds = [mark.kind for mark in marks]
    gap = next((other.start - one.end for one, other in pairwise(marks) if one.kind != other.kind), None)
    if not marks:
        return _("Nothing to do today, and that is part of the plan: rest is when the work takes hold.")
    if "lift" not in kinds:
        return _("A day for running. The iron can wait.")
    if "run" not in kinds:
        return _("A day for the iron alone.")
    if gap is None or gap <= 0:
        return _("Run and iron, one after the other.")
    if kinds[0] == "run":
        return _("Run first, then the iron %(hours)s later.") % {"hours": gap_text(gap)}
    return _("The iron first, then the run %(hours)s later.") % {"hours": gap_text(gap)}


def _tomorrow(plan: Plan, day: date) -> str:
    """Tell of a run that matters on the next day, and how far the last lift is from it."""
    runs = [timed for timed in timed_runs(plan, day + timedelta(1), day + timedelta(1)) if timed.run.intensity in KEY]
    if not runs:
        return ""
    first = min(runs, key=lambda timed: timed.start_min)
    what = first.run.title or str(WORDS[first.run.intensity])
    lifts = [mark.end for mark in day_marks(plan, day) if mark.kind == "lift"]
    if not lifts or DAY_MIN + first.start_min - max(lifts) > SOON_MIN:
        return _("Tomorrow matters: %(run)s, %(minutes)d min.") % {"run": what, "minutes": first.run.minutes}
    hours = gap_text(DAY_MIN + first.start_min - max(lifts))
    told = {"run": what, "minutes": first.run.minutes, "hours": hours}
    return _("Tomorrow matters: %(run)s, %(minutes)d min, %(hours)s after the last set.") % told
