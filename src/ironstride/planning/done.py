"""Write logged sets down as a session's blocks: each exercise where it was planned, or where it belongs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import zip_longest

from msgspec.structs import replace

from ironstride.model.exercise import BLOCKS, BlockName, Exercise
from ironstride.model.log import LoggedSet
from ironstride.model.session import Block, Item, Set
from ironstride.planning.dose import stopwatch_s
from ironstride.rules.facts_items import is_leg_lift


def done_blocks(
    sets: Sequence[LoggedSet], planned: Sequence[Block], exercises: Mapping[str, Exercise]
) -> tuple[Block, ...]:
    """Give the blocks of a session as it was done, in session order.

    Parameters
    ----------
    sets : in the order they were done; those of exercises nobody knows, and of nothing done, are left out. Without
        any, the session was done as planned as far as anybody knows.
    planned : the blocks it had in the plan.
    exercises : the catalogue's.
    """
    by_exercise: dict[str, list[LoggedSet]] = {}
    for one in sets:
        if one.exercise in exercises and any((one.reps, one.seconds, one.contacts, one.metres)):
            by_exercise.setdefault(one.exercise, []).append(one)
    if not sets:
        return tuple(planned)
    places = {item.exercise: (block.block, item) for block in planned for item in block.items}
    found: dict[BlockName, list[Item]] = {}
    for name, mine in by_exercise.items():
        exercise = exercises[name]
        block, item = places.get(name, (_usual(exercise), None))
        found.setdefault(block, []).append(_item(exercise, mine, item))
    return tuple(Block(block=block, items=tuple(found[block])) for block in BLOCKS if block in found)


def is_leg_session(blocks: Sequence[Block], exercises: Mapping[str, Exercise]) -> bool:
    """Say whether a session trains the big muscles of the legs."""
    lifts = [item.exercise for block in blocks if block.block == "strength" for item in block.items]
    return any(name in exercises and is_leg_lift(exercises[name]) for name in lifts)


def _usual(exercise: Exercise) -> BlockName:
    return exercise.blocks[0]


def _item(exercise: Exercise, mine: Sequence[LoggedSet], planned: Item | None) -> Item:
    asked = next((one for one in planned.sets if not one.warmup), None) if planned else None
    sets = [_set(exercise, one, asked) for one in _sides_joined(mine)]
    item = Item(exercise=exercise.id, pattern=exercise.pattern, sets=tuple(sets), seconds=stopwatch_s(sets, exercise))
    return item if planned is None else replace(item, lighter_kg=planned.lighter_kg)


def _sides_joined(mine: Sequence[LoggedSet]) -> list[LoggedSet]:
    """Make one of a left and a right set in turn: the lesser of the two counts, as both sides are asked for."""
    both = [one for one in mine if one.side is None]
    left, right = ([one for one in mine if one.side == side] for side in ("left", "right"))
    for one, other in zip_longest(left, right):
        first, second = one or other, other or one
        less = min((first, second), key=lambda each: ((each.load_kg or 0.0), each.reps or 0, each.rir or 0.0))
        both.append(replace(less, side=None))
    return both


def _set(exercise: Exercise, one: LoggedSet, asked: Set | None) -> Set:
    reps, seconds, contacts, metres = one.reps, one.seconds, one.contacts, one.metres
    told = {
        "reps": reps,
        "seconds": None if seconds is None else round(seconds),
        "contacts": contacts,
        "metres": None if metres is None else round(metres),
    }
    measure = exercise.measure if told[exercise.measure] else next(name for name, value in told.items() if value)
    rest_s = one.rest_s if one.rest_s is not None else asked.rest_s if asked else 0
    return Set(
        **{measure: told[measure]},
        warmup=one.kind == "warmup",
        side="each" if exercise.unilateral else None,
        load_kg=one.load_kg,
        rir=one.rir,
        rest_s=rest_s,
        tempo=asked.tempo if asked else "",
        note=one.note,
        failed=one.to_failure,
    )
