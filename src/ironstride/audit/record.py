"""Gives what was done the shape of a plan, so that every picture of a season can draw it."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from ironstride.catalogue import Catalogue, catalogue
from ironstride.model.plan import Plan, PlanWeek, Solver, Versions
from ironstride.model.session import Session
from ironstride.rules.done import Done
from ironstride.running.season import monday
from ironstride.version import __version__

SCHEMA = 1
#: minutes a set takes with its rest, for drawing a session whose length the log does not tell
SET_MIN = 2.5


def record(done: Done, first: date, data: Catalogue | None = None) -> Plan:
    """Give the weeks from a day on as a plan whose sessions are all done; nothing of it was solved.

    Parameters
    ----------
    done : the log on the timeline.
    first : the first day shown; the whole weeks from its own on are.
    data : the catalogue.
    """
    start = monday(first)
    season = done.season
    weeks = [week for week in season.weeks if week.start >= start]
    sessions = [one.session for one in done.sessions if one.session.date >= start]
    per_week: dict[date, int] = {}
    for session in sessions:
        per_week[monday(session.date)] = per_week.get(monday(session.date), 0) + 1
    numbers = {week.start: number for number, week in enumerate(weeks)}
    return Plan(
        schema=SCHEMA,
        runner=done.who.runner,
        method="evidence",
        first_day=max(start, season.first_day),
        last_day=season.last_day,
        weeks=tuple(
            PlanWeek(
                start=week.start,
                phase=week.phase,
                intense=week.intense,
                down=week.down,
                running=week.load,
                sessions_target=0,
                sessions_placed=per_week.get(week.start, 0),
                mesocycle=week.mesocycle,
            )
            for week in weeks
        ),
        runs=tuple(run for run in done.runs.runs if run.date >= start),
        others=(),
        sessions=tuple(
            replace(session, week=numbers[monday(session.date)], minutes=session.minutes or _minutes(session))
            for session in sessions
        ),
        findings=(),
        unread=(),
        notes=(),
        solver=Solver(objective=0, bound=0, status="FEASIBLE"),
        versions=Versions(
            schema=SCHEMA, ironstride=__version__, catalogue=(data or catalogue()).version, ortools="", seed=0
        ),
    )


def _minutes(session: Session) -> int:
    """Estimate the length of a session nobody timed, so that it can be drawn."""
    sets = sum(len(item.sets) for item in session.items)
    return max(5, round(SET_MIN * sets))
