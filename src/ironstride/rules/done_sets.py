"""Turns logged sets into a session's sets: sides paired, warm-ups told from work, rests read from the clock."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from msgspec.structs import replace

from ironstride.catalogue.tables import table
from ironstride.model.exercise import Exercise
from ironstride.model.log import LoggedSet
from ironstride.model.session import Set

#: seconds a repetition takes where the exercise is not known
USUAL_REP_S = 3.0


@cache
def numbers(part: str) -> Mapping[str, Any]:
    """Give one part of the table `done`."""
    found: Mapping[str, Any] = table("done")[part]
    return found


def rests_s(sets: Sequence[LoggedSet], exercises: Mapping[str, Exercise]) -> list[int]:
    """Give the rest before each set in seconds, 0 where it is not known.

    A rest that was logged stands; otherwise it is the time since the set before, less what the set itself took. Drop
    sets have none by definition, and equal time stamps (some watches give one to all sets) tell nothing.
    """
    return [
        0 if one.kind == "drop" or not index else _rest_s(one, sets[index - 1], exercises.get(one.exercise))
        for index, one in enumerate(sets)
    ]


def _rest_s(one: LoggedSet, before: LoggedSet, exercise: Exercise | None) -> int:
    if one.rest_s is not None:
        return one.rest_s
    if one.at is None or before.at is None or (one.at.tzinfo is None) != (before.at.tzinfo is None):
        return 0
    if one.at == before.at:
        return 0
    gap_s = (one.at - before.at).total_seconds() - _work_s(one, exercise)
    return round(gap_s) if 0 < gap_s <= numbers("rest")["longest_s"] else 0


def _work_s(one: LoggedSet, exercise: Exercise | None) -> float:
    if one.seconds is not None:
        return one.seconds
    return (one.reps or 0) * (exercise.seconds_per_rep if exercise is not None else USUAL_REP_S)


def session_sets(
    sets: Sequence[LoggedSet],
    rests: Sequence[int],
    exercise: Exercise | None,
    most_kg: float | None = None,
    moved_kg: float = 0.0,
) -> tuple[Set, ...]:
    """Turn the logged sets of one exercise into a session's: left and right become one set done on each side.

    Parameters
    ----------
    sets, rests : the sets in order, and the seconds of rest before each.
    exercise : the catalogue's; None for one nobody knows.
    most_kg : the believed one-rep maximum, the body's part included; without it no set has a share of it.
    moved_kg : the part of the body that every repetition moves.
    """
    made: list[Set] = []
    kinds: list[str | None] = []
    waiting: dict[str, list[int]] = {"left": [], "right": []}
    for one, rest in zip(sets, rests, strict=True):
        new = _set(one, rest, exercise, _share(one.load_kg, most_kg, moved_kg))
        other = {"left": "right", "right": "left"}.get(one.side or "", "")
        if other and waiting[other]:
            place = waiting[other].pop(0)
            made[place] = _both(made[place], new)
            continue
        if one.side is not None:
            waiting[one.side].append(len(made))
        made.append(new)
        kinds.append(one.kind)
    return _warmed(made, kinds)


def _share(load_kg: float | None, most_kg: float | None, moved_kg: float) -> float | None:
    """Say what share of the one-rep maximum a load is, in percent."""
    if load_kg is None or most_kg is None or most_kg <= 0 or (total_kg := load_kg + moved_kg) <= 0:
        return None
    return round(100 * total_kg / most_kg, 1)


def _set(one: LoggedSet, rest: int, exercise: Exercise | None, share: float | None) -> Set:
    """Keep the measure the exercise is counted in, or whichever the log has."""
    measure = exercise.measure if exercise is not None else "reps"
    side = one.side or ("each" if exercise is not None and exercise.unilateral else None)
    reps, seconds, contacts, metres = one.reps, one.seconds, one.contacts, one.metres
    if measure != "reps" or reps is None:
        amounts = {"reps": reps, "seconds": seconds, "contacts": contacts, "metres": metres}
        first = (measure, "reps", "contacts", "seconds", "metres")
        kept = next((name for name in first if amounts[name] is not None), measure)
        reps = reps if kept == "reps" else None
        seconds = seconds if kept == "seconds" else None
        contacts = contacts if kept == "contacts" else None
        metres = metres if kept == "metres" else None
    else:
        seconds = contacts = metres = None
    sure_end = one.to_failure or one.kind == "amrap"
    return Set(
        reps=reps,
        seconds=None if seconds is None else round(seconds),
        contacts=contacts,
        metres=None if metres is None else round(metres),
        warmup=one.kind == "warmup",
        side=side,
        load_kg=one.load_kg,
        percent_1rm=share,
        rir=0.0 if sure_end and one.rir is None else one.rir,
        rest_s=rest,
        note=one.note,
    )


def _both(one: Set, other: Set) -> Set:
    """Join the two sides of a set: the harder numbers count, the rest is the one before the first side."""
    reps = max((n for n in (one.reps, other.reps) if n is not None), default=None)
    loads = [kg for kg in (one.load_kg, other.load_kg) if kg is not None]
    shares = [share for share in (one.percent_1rm, other.percent_1rm) if share is not None]
    rirs = [n for n in (one.rir, other.rir) if n is not None]
    return replace(
        one,
        reps=reps,
        load_kg=max(loads, default=None),
        percent_1rm=max(shares, default=None),
        rir=min(rirs) if len(rirs) == 2 else None,
        side="each",
        warmup=one.warmup and other.warmup,
    )


def _warmed(sets: Sequence[Set], kinds: Sequence[str | None]) -> tuple[Set, ...]:
    """Mark the warm-ups of sets whose source does not say what they were."""
    loads = [one.load_kg or 0.0 for one, kind in zip(sets, kinds, strict=True) if kind != "warmup"]
    top_kg = max(loads, default=0.0)
    if top_kg <= 0 or min(loads) == top_kg or None not in kinds:
        return tuple(sets)
    limits = numbers("warmup")
    heaviest = [i for i, one in enumerate(sets) if not one.warmup and (one.load_kg or 0.0) == top_kg]
    top, straight = heaviest[0], len(heaviest) > 1
    most_reps = sets[top].reps or 0
    made = list(sets)
    for index, one in enumerate(sets[:top]):
        if kinds[index] is not None or one.load_kg is None:
            continue
        share = one.load_kg / top_kg
        ramp = share < limits["ramp_share"] and one.reps is not None and one.reps < most_reps + straight
        if share <= limits["light_share"] or ramp:
            made[index] = replace(one, warmup=True)
    return tuple(made)
