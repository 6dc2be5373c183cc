"""Says of each exercise done whether it topped the weeks before, and which loads a log ever shows."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from functools import cache

from ironstride.model.exercise import Exercise
from ironstride.model.session import Item, Set
from ironstride.rules.done_session import DoneSession
from ironstride.rules.done_sets import numbers
from ironstride.strength.repetitions import percent_1rm

#: longer sets tell no more of strength than a set of so many
MOST_REPS = 15


def progress(
    sessions: Sequence[DoneSession], exercises: Mapping[str, Exercise], body_mass_kg: float
) -> dict[tuple[str, int], bool]:
    """Say of each item whether it topped every time of the same exercise in the weeks before.

    Parameters
    ----------
    sessions : by date.

    Returns
    -------
    dict by session and place of the item in it; an item with nothing to be held against is not in it.
    """
    limits = numbers("beats")
    best: dict[str, deque[tuple[int, float]]] = {}
    found: dict[tuple[str, int], bool] = {}
    for one in sessions:
        today = one.session.date.toordinal()
        for position, item in enumerate(one.session.items):
            exercise = exercises.get(item.exercise)
            score = None if exercise is None else _score(item, exercise, body_mass_kg)
            if score is None:
                continue
            past = best.setdefault(item.exercise, deque())
            while past and past[0][0] < today - limits["days"]:
                past.popleft()
            earlier = [value for day, value in past if day < today]
            if earlier:
                found[one.session.id, position] = score > max(earlier) * (1 + limits["by_percent"] / 100)
            past.append((today, score))
    return found


def _score(item: Item, exercise: Exercise, body_mass_kg: float) -> float | None:
    """Give the best of an item's work sets: an estimated one-rep maximum, or seconds, or metres."""
    scores = [_set_score(one, exercise, body_mass_kg) for one in item.sets if not one.warmup]
    return max((score for score in scores if score is not None), default=None)


def _set_score(one: Set, exercise: Exercise, body_mass_kg: float) -> float | None:
    if one.reps:
        total_kg = (one.load_kg or 0.0) + exercise.body_mass_share * body_mass_kg
        return 100 * total_kg / _percent(min(one.reps, MOST_REPS)) if total_kg > 0 else float(one.reps)
    return float(one.seconds or one.metres or 0) or None


@cache
def _percent(reps: int) -> float:
    return percent_1rm(reps)


def ladders(sessions: Sequence[DoneSession], exercises: Mapping[str, Exercise]) -> dict[str, list[float]]:
    """Give, by sort of load (`barbell`, `dumbbell-pair`), every load the log shows, lightest first, in kilograms."""
    seen: dict[str, set[float]] = {}
    for one in sessions:
        for item in one.session.items:
            exercise = exercises.get(item.exercise)
            if exercise is not None:
                loads = seen.setdefault(exercise.load_type, set())
                loads.update(entry.load_kg for entry in item.sets if entry.load_kg)
    return {kind: sorted(loads) for kind, loads in seen.items()}
