"""Believes in a strength on each day something was lifted: as sets of known effort tell, else as all sets teach."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache

from ironstride.model.exercise import Exercise
from ironstride.model.log import LoggedSession, LoggedSet
from ironstride.model.runner import Runner
from ironstride.model.running import PlannedRun
from ironstride.rules.done_session import Strength
from ironstride.rules.done_sets import numbers
from ironstride.strength.repetitions import RepTable, estimate_one_rep_max

HOUR_MIN = 60
#: repetitions to failure a set may count for: longer ones tell no more than a set of so many
MOST_REPS = 15


def strength_of(
    sessions: Sequence[LoggedSession],
    runner: Runner,
    exercises: Mapping[str, Exercise],
    runs: Iterable[PlannedRun] = (),
    since: date | None = None,
) -> Strength:
    """Believe in a lift's one-rep maximum by its sets of known effort; without any, by what all its sets teach.

    What somebody rated stands before what is inferred. Parameters as in `learned_strength`.
    """
    told = known_efforts(sessions, exercises, runner.body_mass_kg)

    @cache
    def taught() -> Strength:
        return learned_strength(sessions, runner, exercises, runs, since)

    return lambda exercise, day: told(exercise, day) or taught()(exercise, day)


def learned_strength(
    sessions: Iterable[LoggedSession],
    runner: Runner,
    exercises: Mapping[str, Exercise],
    runs: Iterable[PlannedRun] = (),
    since: date | None = None,
) -> Strength:
    """Learn a lifter's one-rep maxima session by session.

    Parameters
    ----------
    sessions : the log.
    runner : experience, age, body mass and remembered lifts make the first belief.
    exercises : the catalogue's, by id.
    runs : legs are tired for hours after one, so that what was lifted then says less.
    since : sessions before it are left out, to save time; their sets have no share of a maximum.

    Returns
    -------
    Strength
        None for a lift on a day it was not done, and while the belief about it is wider than the table `done` allows.
    """
    from ironstride.strength.state import StrengthState
    from ironstride.strength.state_numbers import numbers as state_numbers

    ordered = sorted(
        (one for one in sessions if one.finished and (since is None or one.date >= since)),
        key=lambda one: (one.date, one.start_min or 0, one.id),
    )
    if not ordered:
        return lambda exercise, day: None
    hours = state_numbers().after_run.hours
    ends = _ends(runs)
    most_sd = float(numbers("belief")["most_sd"])
    state = StrengthState(runner, exercises, ordered[0].date)
    found: dict[tuple[str, date], float] = {}
    for session in ordered:
        tired = _tired(session, ends, hours)
        last: dict[str, LoggedSet] = {}
        for one in session.sets:
            if state.update(session, one, tired) is not None and one.exercise:
                last[one.exercise] = one
        for name, one in last.items():
            block = state.look(session, one, tired)
            if block is not None and math.sqrt(max(block.cov[0], 0.0)) <= most_sd:
                found[name, session.date] = math.exp(block.means[0])
    return lambda exercise, day: found.get((exercise.id, day))


def _ends(runs: Iterable[PlannedRun]) -> dict[date, list[int]]:
    """Give the minutes after midnight at which each day's runs ended."""
    found: dict[date, list[int]] = {}
    for run in runs:
        if run.start_min is not None:
            found.setdefault(run.date, []).append(run.start_min + run.minutes)
    return found


def _tired(session: LoggedSession, ends: Mapping[date, Sequence[int]], hours: float) -> bool:
    if session.start_min is None:
        return False
    start = session.start_min
    return any(0 <= start - end <= hours * HOUR_MIN for end in ends.get(session.date, ()))


def known_efforts(
    sessions: Iterable[LoggedSession], exercises: Mapping[str, Exercise], body_mass_kg: float = 0.0
) -> Strength:
    """Give the best estimate of the last weeks for every exercise; None without a set whose effort is known.

    A set of five with nothing said could have been five of five or five of fifteen, so it says nothing.
    """
    found: dict[str, dict[int, float]] = {}
    for session in sessions:
        today = session.date.toordinal()
        for one in session.sets:
            exercise = exercises.get(one.exercise)
            most_kg = None if exercise is None else _estimate(one, exercise, body_mass_kg)
            if most_kg is not None:
                days = found.setdefault(one.exercise, {})
                days[today] = max(most_kg, days.get(today, 0.0))
    ordered = {name: sorted(days) for name, days in found.items()}
    values = {name: [found[name][day] for day in days] for name, days in ordered.items()}
    span = numbers("belief")["days"]

    def best(exercise: Exercise, day: date) -> float | None:
        days, today = ordered.get(exercise.id, []), day.toordinal()
        lately = values.get(exercise.id, [])[bisect_left(days, today - span) : bisect_right(days, today)]
        return max(lately, default=None)

    return best


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
