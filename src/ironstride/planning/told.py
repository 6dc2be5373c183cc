"""Say what a log told: how each session went beside what was asked, and why the loads to come are what they are."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from ironstride.model.exercise import Exercise
from ironstride.model.plan import Plan
from ironstride.model.session import Item, Session, Set
from ironstride.model.words import MassUnit, day_text, mass_text, name_of, number, plural, session_name
from ironstride.planning.differences import Difference, items_of, work_load_kg
from ironstride.planning.exchange import Swapped
from ironstride.planning.follow import Logged
from ironstride.planning.least import Match
from ironstride.planning.load_reasons import load_lines
from ironstride.planning.memory import exposure
from ironstride.planning.task import Task
from ironstride.strength.ability import Ability
from ironstride.strength.chance import ask_of
from ironstride.strength.progression import reps_over

#: a set counts as easier or harder than asked from this many repetitions on
FELT_REPS = 2
#: lifts named with a session before the others are only counted
MOST_NAMED = 4
#: a belief that moved by less than this is not worth a word
MOVED_LOG = 0.01


def sessions_told(old: Plan, logged: Logged, exercises: Mapping[str, Exercise]) -> list[Difference]:
    """Say how each session went that the plan did not know of yet."""
    names = {name: exercise.name for name, exercise in exercises.items()}
    before = {session.id: session for session in old.sessions}
    found = []
    for session in logged.settled.past:
        if before.get(session.id) == session:
            continue
        planned = logged.settled.answers[session.id]
        if planned is None or planned.done:
            parts = ["it came on top of the plan"] if planned is None else ["the log was corrected"]
        else:
            parts = _went(session, planned, exercises, names, old.runner.mass_unit) or ["as planned"]
        text = f"{day_text(session.date)}, {session_name(session).lower()}: {'; '.join(parts)}."
        found.append(Difference(sort="done", text=text, first=session.date))
    return found


def loads_told(
    task: Task, sessions: Sequence[Session], matches: Sequence[Match], before: Ability, unit: MassUnit
) -> list[Difference]:
    """Say for each lift whose load changes what is believed of it now, and what keeps the load where it is.

    Parameters
    ----------
    task : what loads stand on now.
    sessions : all sessions of the new plan, in order.
    matches : the new sessions to come with the ones they stand for.
    before : what was believed when the old loads were set.
    """
    found: dict[str, Difference] = {}
    for match in matches:
        was = {} if match.old is None else items_of(match.old)
        for name, item in items_of(match.session).items():
            if name in found or name not in was or work_load_kg(was[name]) == work_load_kg(item):
                continue
            exercise = task.exercises[name]
            lines = load_lines(task, sessions, match.session, item)
            if lines:
                text = f"{exercise.name}: {_moved(task.ability, before, exercise, unit)}{' '.join(lines[:-1])}"
                found[name] = Difference(sort="why", text=text, first=match.session.date)
    return list(found.values())


def swaps_told(swapped: Sequence[Swapped], exercises: Mapping[str, Exercise]) -> list[Difference]:
    """Say why exercises gave way to others."""
    found = []
    for one in swapped:
        went = exercises[one.swap.exercise].name
        came = f"{exercises[one.came].name} for {went.lower()}" if one.came else f"{went} is left out"
        text = f"{came}: {one.swap.why}."
        found.append(Difference(sort="why", text=text, first=one.dates[0]))
    return found


def _moved(now: Ability, before: Ability, exercise: Exercise, unit: MassUnit) -> str:
    """Say how far the belief in a lift moved, when it did."""
    new, old = now.of(exercise), before.of(exercise)
    if new is None or old is None or not new.known or abs(new.log_mean - old.log_mean) < MOVED_LOG:
        return ""
    percent = round(100 * math.expm1(abs(new.log_mean - old.log_mean)))
    how = "stronger" if new.log_mean > old.log_mean else "less"
    return f"The sets say {percent} % {how} than thought. " if percent else ""


def _went(
    session: Session,
    planned: Session,
    exercises: Mapping[str, Exercise],
    names: Mapping[str, str],
    unit: MassUnit,
) -> list[str]:
    """Give what was different from the plan, lift by lift."""
    done, asked = items_of(session), items_of(planned)
    parts = [f"{day_text(planned.date)} was the day"] if planned.date != session.date else []
    lifts = []
    for name, item in done.items():
        if name in asked:
            said = _compared(session, exercises[name], item, asked[name], unit)
            if said:
                lifts.append(f"{name_of(name, names)} {said}")
    parts += lifts[:MOST_NAMED]
    if len(lifts) > MOST_NAMED:
        parts.append(f"{plural(len(lifts) - MOST_NAMED, 'lift')} more differed")
    parts += _listed("left out", [name_of(name, names) for name in asked if name not in done])
    parts += _listed("on top", [name_of(name, names) for name in done if name not in asked])
    return parts


def _compared(session: Session, exercise: Exercise, item: Item, asked: Item, unit: MassUnit) -> str:
    """Say how a lift went beside what was asked; nothing when it went so."""
    work, done = _work(asked), exposure(session, item)
    ask = ask_of(work, exercise) if work is not None else None
    if work is None or work.rir is None or ask is None or done is None:
        return ""
    parts = []
    if work.load_kg is not None and done.load_kg != work.load_kg:
        parts.append(f"{mass_text(done.load_kg, unit)} instead of {mass_text(work.load_kg, unit)}")
    over = reps_over(done, ask)
    if over is not None and over >= FELT_REPS:
        parts.append(f"easier than asked, about {number(over)} repetitions more were there")
    elif over is not None and over <= -FELT_REPS:
        parts.append(f"harder than asked, about {number(-over)} repetitions short")
    return ", ".join(parts)


def _listed(what: str, names: Sequence[str]) -> list[str]:
    if not names:
        return []
    if len(names) > MOST_NAMED:
        return [f"{plural(len(names), 'exercise')} {what}"]
    return [f"{', '.join(names)} {what}"]


def _work(item: Item) -> Set | None:
    return next((one for one in item.sets if not one.warmup), None)
