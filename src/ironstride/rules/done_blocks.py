"""Says which exercises of a logged session belong together and which block of a session each stood in."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from ironstride.model.exercise import BlockName, Exercise
from ironstride.model.log import LoggedSet
from ironstride.rules.done_sets import numbers

#: blocks that end the warm-up
TRAINING: frozenset[BlockName] = frozenset({"power", "strength", "accessory", "core", "transfer"})
#: where an exercise stands when nothing else speaks for a block
LAST_RESORT: tuple[BlockName, ...] = ("accessory", "power", "transfer", "core")


class Piece(Struct):
    """The sets of one exercise, by their places in the session, and how many exercises took turns with it."""

    exercise: str
    places: list[int]
    turns: int = 1


def pieces(sets: Sequence[LoggedSet]) -> list[Piece]:
    """Gather a session's sets by exercise, in the order they began.

    Sets in a row of one exercise belong together. So do sets done in turns: the exercise comes back after single sets
    of others, or shares their superset word. One that comes back after another's block of sets is a piece of its own.
    """
    found: list[Piece] = []
    runs: list[list[int]] = []
    owners: list[int] = []
    for place, one in enumerate(sets):
        key = one.exercise or one.name
        if runs and _key(sets, runs[-1]) == key:
            runs[-1].append(place)
            found[owners[-1]].places.append(place)
            continue
        back = _turn(sets, runs, owners, found, key, one.superset)
        if back is None:
            found.append(Piece(key, [place]))
            owners.append(len(found) - 1)
        else:
            owner, turns = back
            found[owner].places.append(place)
            found[owner].turns = max(found[owner].turns, turns)
            owners.append(owner)
        runs.append([place])
    return found


def _key(sets: Sequence[LoggedSet], run: Sequence[int]) -> str:
    one = sets[run[0]]
    return one.exercise or one.name


def _turn(
    sets: Sequence[LoggedSet],
    runs: Sequence[Sequence[int]],
    owners: Sequence[int],
    found: Sequence[Piece],
    key: str,
    superset: str,
) -> tuple[int, int] | None:
    """Find the piece a set goes on with, and how many exercises take turns; None when it begins anew."""
    between: set[str] = set()
    for run, owner in zip(reversed(runs), reversed(owners), strict=True):
        if found[owner].exercise == key:
            return owner, len(between) + 1
        same = bool(superset) and sets[run[0]].superset == superset
        if len(run) > 1 and not same:
            return None
        between.add(found[owner].exercise)
    return None


class Dosed(Struct, frozen=True):
    """What a block is read from: the exercise, its work sets, most repetitions, whether anything was loaded."""

    exercise: Exercise | None
    sets: int
    reps: int | None
    loaded: bool


def blocks_of(items: Sequence[Dosed]) -> list[BlockName]:
    """Give each exercise of a session its block.

    The catalogue says in which blocks an exercise may stand; order, load and repetitions choose among them. What
    nobody knows counts as accessory work, in which no rule asks for it.
    """
    tail = _tail(items)
    made: list[BlockName] = []
    for index, item in enumerate(items):
        made.append(_block(item, made, index >= tail, items[index + 1 :]))
    return made


def _tail(items: Sequence[Dosed]) -> int:
    """Give the place from which everything may be the way out: movement, or stretching after it."""
    tail = len(items)
    while tail and _may(items[tail - 1], "transfer", "mobility") and not _only(items[tail - 1], "power"):
        tail -= 1
    return tail


def _block(item: Dosed, before: Sequence[BlockName], in_tail: bool, after: Sequence[Dosed]) -> BlockName:
    if item.exercise is None:
        return "accessory"
    choices = item.exercise.blocks
    if len(choices) == 1:
        return choices[0]
    started = any(block in TRAINING for block in before)
    lifted = any(block in ("strength", "accessory", "core") for block in before)
    brief = not item.loaded and item.sets <= numbers("blocks")["warmup_sets"]
    follows = any(not _only(other, "mobility") for other in after)
    if "mobility" in choices and brief and not started and follows:
        return "mobility"
    if "transfer" in choices and in_tail and lifted:
        return "transfer"
    if "power" in choices and not lifted:
        return "power"
    if "strength" in choices:
        return _lift(item, before) if "accessory" in choices else "strength"
    if "core" in choices and not any(_only(other, "strength") for other in after):
        return "core"
    return next((block for block in LAST_RESORT if block in choices), choices[0])


def _lift(item: Dosed, before: Sequence[BlockName]) -> BlockName:
    """Tell a main lift from accessory work: a compound lift among the first, or a lift of few repetitions."""
    limits = numbers("blocks")
    traits = item.exercise.traits if item.exercise is not None else ()
    early = "compound" in traits and sum(block == "strength" for block in before) < limits["main_lifts"]
    few = item.reps is not None and item.reps <= limits["low_reps"] and ("compound" in traits or "heavy" in traits)
    return "strength" if early or few else "accessory"


def _may(item: Dosed, *blocks: BlockName) -> bool:
    return item.exercise is not None and any(block in item.exercise.blocks for block in blocks)


def _only(item: Dosed, block: BlockName) -> bool:
    return item.exercise is not None and item.exercise.blocks == (block,)
