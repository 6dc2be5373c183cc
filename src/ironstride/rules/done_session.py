"""Turns a logged session into one the rules can judge: blocks inferred, sides paired, warm-ups told from work."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from itertools import groupby
from statistics import median

from msgspec import Struct

from ironstride.model.exercise import BlockName, Exercise
from ironstride.model.log import LoggedSession
from ironstride.model.session import Block, Item, Session
from ironstride.model.words import clock
from ironstride.rules.done_blocks import Dosed, Piece, blocks_of, pieces
from ironstride.rules.done_sets import rests_s, session_sets
from ironstride.rules.facts_items import is_leg_lift
from ironstride.rules.select import MERGED

#: believed one-rep maximum of an exercise on a day, kilograms, the body's share included; None when nobody knows
Strength = Callable[[Exercise, date], float | None]
#: what a session without any known lift is called; no rule asks for it
OTHER = "other"


class DoneSession(Struct, frozen=True, kw_only=True):
    """A session as it was done.

    Attributes
    ----------
    session : its blocks, items and sets; `start` is empty and the minutes are 0 where the log does not tell them.
    hr_bpm : mean heart rate of the whole session.
    rest_s : usual (median) rest between work sets, whatever the exercise.
    turns : most exercises done in turns; 1 when each was finished before the next.
    unread : exercise names nobody knows, as the log spelt them.
    """

    session: Session
    hr_bpm: int | None = None
    rest_s: int | None = None
    turns: int = 1
    unread: tuple[str, ...] = ()


def done_session(
    logged: LoggedSession,
    exercises: Mapping[str, Exercise],
    strength: Strength = lambda exercise, day: None,
    body_mass_kg: float = 0.0,
) -> DoneSession:
    """Read a logged session.

    Parameters
    ----------
    logged : the session; its sets in the order they were done.
    exercises : the catalogue's, by id.
    strength : believed one-rep maxima; without them no set has a share of one.
    body_mass_kg : for the body's share of lifts that move it.

    Returns
    -------
    DoneSession. What the log leaves unsaid stays unsaid: a set without reserve has none, a session without an hour has
    an empty `start`. A session without sets is counted and not judged.
    """
    gathered = pieces(logged.sets)
    rests = rests_s(logged.sets, exercises)
    known = [exercises.get(piece.exercise) for piece in gathered]
    items = [
        _item(piece, logged, rests, exercise, strength, body_mass_kg)
        for piece, exercise in zip(gathered, known, strict=True)
    ]
    dosed = [_dosed(item, exercise) for item, exercise in zip(items, known, strict=True)]
    blocks = _blocks(items, blocks_of(dosed))
    minutes = 0 if logged.minutes is None else max(1, round(logged.minutes))
    session = Session(
        id=logged.id,
        date=logged.date,
        start="" if logged.start_min is None else clock(logged.start_min),
        minutes=minutes,
        slot_minutes=minutes,
        place=logged.place or "gym",
        phase="",
        template=_template(blocks, exercises),
        blocks=blocks,
        title=logged.title,
    )
    known_rests = [rest for rest, one in zip(rests, logged.sets, strict=True) if rest and one.kind != "warmup"]
    return DoneSession(
        session=session,
        hr_bpm=logged.mean_hr_bpm,
        rest_s=round(median(known_rests)) if known_rests else None,
        turns=max((piece.turns for piece in gathered), default=1),
        unread=tuple(dict.fromkeys(piece.exercise for piece in gathered if piece.exercise not in exercises)),
    )


def _item(
    piece: Piece,
    logged: LoggedSession,
    rests: Sequence[int],
    exercise: Exercise | None,
    strength: Strength,
    body_mass_kg: float,
) -> Item:
    """Read the sets of one exercise, each with its share of the one-rep maximum, in percent, where that is known."""
    mine = [logged.sets[place] for place in piece.places]
    waited = [rests[place] for place in piece.places]
    if exercise is None:
        return Item(exercise=piece.exercise, pattern="?", sets=session_sets(mine, waited, None))
    loaded = exercise.measure == "reps" and any(one.load_kg is not None for one in mine)
    most_kg = strength(exercise, logged.date) if loaded else None
    moved_kg = exercise.body_mass_share * body_mass_kg
    return Item(
        exercise=piece.exercise,
        pattern=exercise.pattern,
        sets=session_sets(mine, waited, exercise, most_kg, moved_kg),
    )


def _dosed(item: Item, exercise: Exercise | None) -> Dosed:
    work = [one for one in item.sets if not one.warmup]
    reps = [one.reps for one in work if one.reps is not None]
    return Dosed(exercise, len(work), max(reps, default=None), any(one.load_kg for one in work))


def _blocks(items: Sequence[Item], names: Sequence[BlockName]) -> tuple[Block, ...]:
    """Put neighbours of one block together, in the order they were done."""
    pairs = zip(names, items, strict=True)
    return tuple(
        Block(block=name, items=tuple(item for _, item in group)) for name, group in groupby(pairs, key=lambda p: p[0])
    )


def _template(blocks: Sequence[Block], exercises: Mapping[str, Exercise]) -> str:
    """Say what the session trained: `full` with a leg lift, `upper` with lifts that leave the legs out."""
    if not blocks:
        return MERGED.partition(":")[2]
    lifts = [exercises.get(item.exercise) for block in blocks if block.block == "strength" for item in block.items]
    if any(lift is not None and is_leg_lift(lift) for lift in lifts):
        return "full"
    return "upper" if any(lift is not None and "upper" in lift.traits for lift in lifts) else OTHER
