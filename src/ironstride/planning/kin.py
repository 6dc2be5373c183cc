"""Carry the planned progress on a lift to its relatives, so that a variation does not begin from nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec import Struct

from ironstride.catalogue.tables import table
from ironstride.model.exercise import Exercise
from ironstride.model.session import Set
from ironstride.planning.bounds import Last, missed_between, nearest_kg
from ironstride.planning.task import Task
from ironstride.strength.ability import Belief
from ironstride.strength.progression import return_share
from ironstride.strength.relatives import are_kin, relatives
from ironstride.strength.repetitions import percent_1rm

#: the repetition table ends here; longer sets are prescribed by reserve alone
MOST_REPS = 15


class Carried(Struct, frozen=True):
    """The load, besides the body, that a relative's planned progress speaks for; the relative and its last day."""

    load_kg: float
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
            found.append(Carried(nearest_kg(relatives().share * full_kg, full_kg, loads), name, entry.day))
    return max(found, key=lambda one: (one.load_kg, one.day, one.exercise), default=None)
