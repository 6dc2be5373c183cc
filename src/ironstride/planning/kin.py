"""Carry the planned progress on a lift to its relatives, so that a variation does not begin from nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from msgspec import Struct

from ironstride.catalogue.tables import table
from ironstride.model.exercise import Exercise
from ironstride.model.session import Set
from ironstride.planning.bounds import Last, missed_between, nearest_kg, undisturbed_since
from ironstride.planning.task import Task
from ironstride.strength.ability import Belief
from ironstride.strength.progression import return_share
from ironstride.strength.relatives import are_kin, relatives
from ironstride.strength.repetitions import percent_1rm

#: the repetition table ends here; longer sets are prescribed by reserve alone
MOST_REPS = 15


class Carried(Struct, frozen=True):
    """What a relative's planned progress speaks for, besides the body: the load to begin with, and all of it; the
    relative and its last day."""

    load_kg: float
    full_kg: float
    exercise: str
    day: date


def asked_share(work: Set) -> float:
    """Give the share of the one-rep maximum a set asks for, its reserve kept; carries and holds have their own."""
    if work.reps is None:
        return float(table("ability")["prescription"]["carry_share"])
    return percent_1rm(min(work.reps + (work.rir or 0), MOST_REPS)) / 100


def believed_kg(task: Task, exercise: Exercise, work: Set, belief: Belief) -> float:
    """Give the load besides the body that the middle of a belief allows for a set as asked."""
    return asked_share(work) * belief.one_rep_max_kg - exercise.body_mass_share * task.runner.body_mass_kg


def way(load_kg: float, goal_kg: float) -> float:
    """Give how far a load besides the body is on its way to what the middle of the belief allows, from 0 to 1."""
    return min(1.0, load_kg / goal_kg) if goal_kg > 0 else 0.0


def carried(
    task: Task,
    day: date,
    exercise: Exercise,
    goal_kg: float,
    loads: tuple[float, ...],
    last: Mapping[tuple[str, str], Last],
) -> Carried | None:
    """Give what the relatives' planned progress speaks for on a day; None where no relative went any way.

    Parameters
    ----------
    task, day, exercise : what is lifted, and when.
    goal_kg : what the middle of the belief allows of it, besides the body.
    loads : what the place makes, lightest first; the nearest one is taken that the relative's load speaks for in full.
    last : the last time of each lift; a pause since takes what it takes of the lift itself.
    """
    found: list[Carried] = []
    for (name, _), entry in last.items():
        if entry.way and are_kin(task.exercises[name], exercise):
            kept = return_share((day - entry.day).days, missed_between(task.runner, entry.day, day))
            full_kg = kept * entry.way * goal_kg
            begun_kg = nearest_kg(relatives().share * full_kg, full_kg, loads)
            found.append(Carried(begun_kg, full_kg, name, entry.day))
    return max(found, key=lambda one: (one.load_kg, one.day, one.exercise), default=None)


class Back(Struct, frozen=True):
    """How a lift comes back after a relative was trained in its place: what it keeps of its last load however long it
    was away, and whether it begins anew where the relative has come."""

    kept_kg: float
    is_anew: bool
    kin: Carried


def back(
    task: Task,
    day: date,
    exercise: Exercise,
    goal_kg: float,
    loads: tuple[float, ...],
    last: Mapping[tuple[str, str], Last],
    earlier: Last,
) -> Back | None:
    """Say what relatives trained since a lift's last time, and lately, speak for; None where there was none.

    A relative counts that was trained in the days of the table `ability` (relatives), after any pause or journey in
    them: what it speaks for is not lost, so the lift keeps that much of its own last load. Away for longer than these
    days, and nothing felt in between, the lift goes on where the relative has come.
    """
    lately = max(earlier.day, day - timedelta(days=relatives().away_days + 1))
    since = undisturbed_since(task.runner, lately, day)
    kin = carried(task, day, exercise, goal_kg, loads, {key: one for key, one in last.items() if since < one.day < day})
    if kin is None:
        return None
    is_away = (day - earlier.day).days > relatives().away_days and since == lately
    return Back(min(earlier.load_kg, kin.full_kg), is_away and kin.load_kg > earlier.load_kg, kin)
