"""Writes the published programmes out as training logs, as if a subject had logged every set."""

from __future__ import annotations

from datetime import timedelta

from ironstride.audit.audit import audit
from ironstride.catalogue import catalogue
from ironstride.model.audit import Audit
from ironstride.model.log import History, LoggedSession, LoggedSet
from ironstride.model.session import Item, Session, Set
from ironstride.model.words import minutes_of
from ironstride.rules.done import Who, done_sessions, lay
from ironstride.rules.done_runs import as_done
from ironstride.rules.done_strength import strength_of
from ironstride.strength.repetitions import percent_1rm
from programmes.protocols import Protocol, build

#: the maximum every lift is taken to have at the test before the trial, and how much heavier it gets a week, kilograms
TESTED_KG, GAIN_KG = 100.0, 1.0


def written(protocol: Protocol) -> History:
    """Write a trial's sessions as a log: a test of each lift first, then every set with the load its share asks."""
    plan = build(protocol)
    first = plan.sessions[0].date
    tested = {item.exercise for block in plan.sessions[0].blocks for item in block.items if _lifted(item)}
    test = LoggedSession(
        id="test",
        date=first - timedelta(days=3),
        start_min=18 * 60,
        minutes=30.0,
        sets=tuple(
            LoggedSet(id=f"test-{name}", exercise=name, name=name, reps=1, load_kg=TESTED_KG, to_failure=True)
            for name in sorted(tested)
        ),
    )
    sessions = [_session(session, protocol, (session.date - first).days // 7) for session in plan.sessions]
    return History(sessions=(*((test,) if tested else ()), *sessions))


def _lifted(item: Item) -> bool:
    return any(one.percent_1rm is not None or one.rir is not None for one in item.sets)


def _session(session: Session, protocol: Protocol, week: int) -> LoggedSession:
    sets = [
        _set(one, item.exercise, f"{session.id}-{block.block}-{item.exercise}-{number}", week)
        for block in session.blocks
        for item in block.items
        for number, one in enumerate(item.sets or (Set(),))
    ]
    return LoggedSession(
        id=session.id,
        date=session.date,
        start_min=minutes_of(session.start),
        minutes=float(protocol.minutes),
        sets=tuple(sets),
    )


def _set(one: Set, exercise: str, name: str, week: int) -> LoggedSet:
    """A set as the notes give it: of a share of the maximum, or to a repetition maximum; what they leave open is."""
    share = one.percent_1rm or (percent_1rm(one.reps or 1) if one.rir == 0.0 else None)
    load_kg = None if share is None else round(share / 100 * (TESTED_KG + GAIN_KG * week), 1)
    return LoggedSet(
        id=name,
        exercise=exercise,
        name=exercise,
        reps=one.reps,
        seconds=one.seconds,
        contacts=one.contacts,
        load_kg=load_kg,
        rir=one.rir,
        to_failure=one.rir == 0.0,
        rest_s=one.rest_s or None,
    )


def audited(protocol: Protocol, method: str = "evidence") -> Audit:
    """Audit a trial as a log, with the runner and the running the programme was built on."""
    plan, log = build(protocol), written(protocol)
    exercises = catalogue().exercises
    runner = plan.runner
    strength = strength_of(log.sessions, runner, exercises)
    sessions = done_sessions(log.sessions, exercises, strength, runner.body_mass_kg)
    done = lay(Who(runner=runner), sessions, as_done(plan.runs), exercises, first=plan.first_day, last=plan.last_day)
    return audit(done, method)
