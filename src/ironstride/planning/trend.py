"""Strength over time as the log tells it: what was believed of a lift on each day it was done, and now."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from ironstride.catalogue import Catalogue
from ironstride.model.log import History
from ironstride.model.plan import Plan
from ironstride.planning.follow import run_ends
from ironstride.strength.ability_learned import learn_on

#: standard deviations to either side that hold four of five
FOUR_OF_FIVE = 1.2816
#: days a belief is asked for at most
MOST_DAYS = 60


class Strength(Struct, frozen=True):
    """What was believed of a lift's one-rep maximum on a day, besides the body: the middle, and the span that holds it
    four times of five."""

    day: date
    low_kg: float
    middle_kg: float
    high_kg: float


def has_changed(first: Strength, last: Strength) -> bool:
    """Say whether what is believed now differs from what was by more than both spans together leave to chance."""
    rising = last.middle_kg > first.middle_kg
    one = first.high_kg - first.middle_kg if rising else first.middle_kg - first.low_kg
    other = last.middle_kg - last.low_kg if rising else last.high_kg - last.middle_kg
    return abs(last.middle_kg - first.middle_kg) > math.hypot(one, other)


def lifts_done(history: History, data: Catalogue, first: date = date.min, last: date = date.max) -> list[str]:
    """Name the lifts whose course is worth showing: done in two sessions, and such as take a load.

    Parameters
    ----------
    history : the log.
    data : the catalogue.
    first, last : the days looked at.

    Returns
    -------
    list of str
        Exercises; heavy lifts before others, then those done most often.
    """
    sessions = [one for one in history.sessions if first <= one.date <= last]
    counts = Counter(name for session in sessions for name in {entry.exercise for entry in session.sets})
    known = (name for name, count in counts.items() if count > 1 and name in data.exercises)
    return sorted(
        (name for name in known if data.exercises[name].loadable),
        key=lambda name: ("heavy" not in data.exercises[name].traits, -counts[name], name),
    )


def strength_over_time(
    plan: Plan, history: History, lifts: Sequence[str], today: date, data: Catalogue
) -> dict[str, tuple[Strength, ...]]:
    """Give the course of each lift.

    Parameters
    ----------
    plan : the plan, for the runner and the runs.
    history : the log.
    lifts : exercises.
    today : the last day asked for.
    data : the catalogue.

    Returns
    -------
    dict
        By lift, oldest first; a lift without a set of its own has no course.
    """
    days = sorted({one.date for one in history.sessions if plan.first_day <= one.date <= today} | {today})
    if len(days) > MOST_DAYS:
        days = [*days[:: -(-len(days) // MOST_DAYS)], days[-1]]
    ends = run_ends(plan.runs, today)
    found: dict[str, list[Strength]] = {name: [] for name in lifts}
    days = list(dict.fromkeys(days))
    for day, able in zip(days, learn_on(history, plan.runner, data.exercises, days, ends), strict=True):
        before = (session for session in history.sessions if session.date <= day)
        done = {entry.exercise for session in before for entry in session.sets if entry.reps}
        for name in lifts:
            exercise = data.exercises[name]
            belief = able.of(exercise) if name in done else None
            if belief is not None and belief.known:
                body_kg = exercise.body_mass_share * able.body_mass_kg
                low, middle, high = (
                    max(0.0, math.exp(belief.log_mean + side * FOUR_OF_FIVE * belief.log_sd) - body_kg)
                    for side in (-1, 0, 1)
                )
                found[name].append(Strength(day, low, middle, high))
    return {name: tuple(course) for name, course in found.items() if course}
