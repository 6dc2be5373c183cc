"""Lay a training log over a plan: which planned sessions were done and how, which were missed, what came on top."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from msgspec import Struct
from msgspec.structs import replace

from ironstride.model.exercise import Exercise
from ironstride.model.log import History, LoggedSession
from ironstride.model.plan import Plan
from ironstride.model.session import Session
from ironstride.model.words import clock, minutes_of
from ironstride.planning.done import done_blocks, is_leg_session
from ironstride.planning.schedule import LETTERS
from ironstride.running.season import monday

#: a session done this many days off its date still answers the planned one, when it holds its exercises
NEAR_DAYS = 3
#: share of the planned exercises that must be in it then
SAME_SHARE = 0.5
#: start of a session nobody told the hour of
NOON = "12:00"


class Settled(Struct, frozen=True):
    """What became of a plan up to a day.

    `past` are the sessions that were done, as they were done, in order; `missed` those that were not; `answers` says
    which planned session each done one answers (None: it came on top), by the done one's id.
    """

    past: tuple[Session, ...]
    missed: tuple[Session, ...]
    answers: Mapping[str, Session | None]


def settle(plan: Plan, history: History, today: date, exercises: Mapping[str, Exercise]) -> Settled:
    """Match the sessions of a log with those of a plan.

    Parameters
    ----------
    plan : the plan; sessions it holds as done are settled anew, so that a corrected log corrects them.
    history : the log.
    today : the day it is; a session of today that is not logged yet is still to come.
    exercises : the catalogue's; sets of others stay in the log alone.

    Notes
    -----
    A logged session answers the planned one it names, else the one of its date, else one a few days off that held
    most of the same exercises.
    """
    logged = [one for one in history.sessions if _counts(plan, one, today)]
    due = [session for session in plan.sessions if session.date <= today]
    pairs = _paired(plan, due, logged)
    past: list[Session] = []
    answers: dict[str, Session | None] = {}
    for one in logged:
        planned = pairs.get(one.id)
        done = _done(plan, one, planned, exercises, {session.id for session in past})
        answers[done.id] = planned
        past.append(done)
    past.sort(key=lambda session: (session.date, session.start))
    matched = {planned.id for planned in pairs.values()}
    missed = tuple(session for session in due if session.id not in matched and session.date < today)
    return Settled(_lettered(past, answers), missed, answers)


def _counts(plan: Plan, one: LoggedSession, today: date) -> bool:
    """Say whether a logged session is part of what happened: inside the plan's days, not under way, not empty."""
    inside = plan.first_day <= one.date <= min(today, plan.last_day)
    over = one.finished or one.date < today
    return inside and over and bool(one.sets or one.planned)


def _paired(plan: Plan, due: Sequence[Session], logged: Sequence[LoggedSession]) -> dict[str, Session]:
    """Find for each logged session, by its id, the planned one it answers."""
    by_id = {session.id: session for session in plan.sessions}
    pairs = {one.id: by_id[one.planned] for one in logged if one.planned in by_id}
    free = {session.id: session for session in due}
    for taken in pairs.values():
        free.pop(taken.id, None)
    for one in logged:
        same_day = [session for session in free.values() if session.date == one.date]
        if one.id not in pairs and same_day:
            pairs[one.id] = free.pop(min(same_day, key=lambda session: _hours_off(session, one)).id)
    for one in logged:
        if one.id in pairs:
            continue
        near = [session for session in free.values() if abs((session.date - one.date).days) <= NEAR_DAYS]
        alike = max(near, key=lambda session: (_shared(session, one), session.id), default=None)
        if alike is not None and _shared(alike, one) >= SAME_SHARE:
            pairs[one.id] = free.pop(alike.id)
    return pairs


def _hours_off(session: Session, one: LoggedSession) -> int:
    return 0 if one.start_min is None else abs(minutes_of(session.start) - one.start_min)


def _shared(session: Session, one: LoggedSession) -> float:
    """Give the share of a planned session's exercises that a logged one holds."""
    planned = {item.exercise for item in session.items}
    return len(planned & {entry.exercise for entry in one.sets}) / len(planned) if planned else 0.0


def _done(
    plan: Plan,
    one: LoggedSession,
    planned: Session | None,
    exercises: Mapping[str, Exercise],
    taken: Iterable[str],
) -> Session:
    """Write down a session as it was done, under its planned one's name where its date stayed."""
    blocks = done_blocks(one.sets, planned.blocks if planned else (), exercises)
    start = clock(one.start_min) if one.start_min is not None else planned.start if planned else NOON
    minutes = max(1, round(one.minutes)) if one.minutes else planned.minutes if planned else 1
    place = one.place if one.place in plan.runner.places else planned.place if planned else ""
    if planned is not None:
        first = planned.planned_date or planned.date
        moved = one.date != planned.date
        name = f"{one.date.isoformat()}-{start.replace(':', '')}-{planned.template}" if moved else planned.id
        return replace(
            planned,
            id=_unused(name, taken),
            date=one.date,
            start=start,
            minutes=minutes,
            slot_minutes=max(planned.slot_minutes, minutes),
            place=place,
            blocks=blocks,
            week=_week(plan, one.date),
            planned_date=None if first == one.date else first,
            done=True,
        )
    template = "full" if is_leg_session(blocks, exercises) else "upper"
    week = next((week for week in plan.weeks if week.start == monday(one.date)), plan.weeks[0])
    return Session(
        id=_unused(f"{one.date.isoformat()}-{start.replace(':', '')}-{template}", taken),
        date=one.date,
        start=start,
        minutes=minutes,
        slot_minutes=minutes,
        place=place or next(iter(plan.runner.places), ""),
        phase=week.phase,
        template=template,
        letter="",
        week=_week(plan, one.date),
        mesocycle=week.mesocycle,
        blocks=blocks,
        title=one.title,
        done=True,
    )


def _unused(name: str, taken: Iterable[str]) -> str:
    names = set(taken)
    return next(one for one in (name, *(f"{name}-{n}" for n in range(2, len(names) + 3))) if one not in names)


def _week(plan: Plan, day: date) -> int:
    return (monday(day) - plan.weeks[0].start) // timedelta(days=7) + 1


def _lettered(past: Sequence[Session], answers: Mapping[str, Session | None]) -> tuple[Session, ...]:
    """Give sessions that came on top, or went to another week, a letter no other session of the week has."""
    used: dict[date, set[str]] = {}
    stays = {
        session.id
        for session in past
        if (planned := answers[session.id]) is not None and monday(planned.date) == monday(session.date)
    }
    for session in past:
        if session.id in stays:
            used.setdefault(monday(session.date), set()).add(session.letter)
    result = []
    for session in past:
        if session.id not in stays:
            here = used.setdefault(monday(session.date), set())
            # letters of sessions still to come in the week lie at the front of the alphabet
            letter = next((one for one in reversed(LETTERS) if one not in here), LETTERS[-1])
            here.add(letter)
            session = replace(session, letter=letter)
        result.append(session)
    return tuple(result)
