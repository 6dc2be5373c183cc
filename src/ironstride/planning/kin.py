"""Carry the planned progress on a lift to its relatives, so that a variation does not begin from nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache

from msgspec import Struct

from ironstride.catalogue.tables import table, table_as
from ironstride.model.exercise import Exercise
from ironstride.model.session import Set
from ironstride.planning.bounds import Last, missed_between, nearest_kg
from ironstride.planning.task import Task
from ironstride.strength.ability import Belief
from ironstride.strength.progression import return_share
from ironstride.strength.repetitions import percent_1rm

#: the repetition table ends here; longer sets are prescribed by reserve alone
MOST_REPS = 15


class Carried(Struct, frozen=True):
    """The load, besides the body, that a relative's planned progress speaks for; the relative and its last day."""

    load_kg: float
    exercise: str
    day: date


class _Relatives(Struct, frozen=True):
    share: float
    alike: tuple[tuple[str, ...], ...]


class _Table(Struct, frozen=True):
    relatives: _Relatives


@cache
def relatives() -> _Relatives:
    """Read what carries over: the share of a relative's progress, and the patterns that count as one."""
    return table_as("ability", _Table).relatives


def are_kin(one: Exercise, other: Exercise) -> bool:
    """Say whether progress on one lift speaks for another: one reference lift, one kind of movement, neither ballistic.

    A lift is no kin of itself.
    """
    families = {lift.reference or lift.id for lift in (one, other)}
    ballistic = any("power" in lift.blocks for lift in (one, other))
    return one.id != other.id and len(families) == 1 and not ballistic and _are_alike(one.pattern, other.pattern)


def _are_alike(one: str, other: str) -> bool:
    return one == other or any({one, other} <= set(patterns) for patterns in relatives().alike)


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
