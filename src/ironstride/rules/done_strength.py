"""Believes in a strength on a day from the logged sets of known effort of the weeks before it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from functools import cache

from ironstride.model.exercise import Exercise
from ironstride.model.log import LoggedSession, LoggedSet
from ironstride.rules.done_session import Strength
from ironstride.rules.done_sets import numbers
from ironstride.strength.repetitions import RepTable, estimate_one_rep_max

#: repetitions to failure a set may count for: longer ones tell no more than a set of so many
MOST_REPS = 15


def known_efforts(
    sessions: Iterable[LoggedSession], exercises: Mapping[str, Exercise], body_mass_kg: float = 0.0
) -> Strength:
    """Give the best estimate of the last weeks for every exercise; None without a set whose effort is known.

    A set of five with nothing said could have been five of five or five of fifteen, so it says nothing.
    """
    found: dict[str, list[tuple[int, float]]] = {}
    for session in sessions:
        for one in session.sets:
            exercise = exercises.get(one.exercise)
            most_kg = None if exercise is None else _estimate(one, exercise, body_mass_kg)
            if most_kg is not None:
                found.setdefault(one.exercise, []).append((session.date.toordinal(), most_kg))
    for estimates in found.values():
        estimates.sort()
    days = numbers("belief")["days"]

    @cache
    def best(name: str, today: int) -> float | None:
        estimates = found.get(name, [])
        first = bisect_left(estimates, (today - days, 0.0))
        last = bisect_right(estimates, (today, float("inf")))
        return max((most_kg for _, most_kg in estimates[first:last]), default=None)

    return lambda exercise, day: best(exercise.id, day.toordinal())


def _estimate(one: LoggedSet, exercise: Exercise, body_mass_kg: float) -> float | None:
    effort = 0.0 if one.to_failure or one.kind == "amrap" else one.rir
    if effort is None or not one.reps or one.load_kg is None or one.kind == "warmup":
        return None
    total_kg = one.load_kg + exercise.body_mass_share * body_mass_kg
    if total_kg <= 0:
        return None
    reps = min(one.reps, MOST_REPS)
    return total_kg * _times(reps, min(effort, MOST_REPS - reps) if effort else None, exercise.rep_table)


@cache
def _times(reps: int, rir: float | None, table: RepTable) -> float:
    """Say how many times the load of a set its estimated one-rep maximum is."""
    return estimate_one_rep_max(1.0, reps, rir, table)[0]
