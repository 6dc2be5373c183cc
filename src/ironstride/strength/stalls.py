"""Lifts that stand still: found by what is believed over weeks, never by one bad day, and what to try next."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from statistics import NormalDist
from typing import Literal

from msgspec import Struct

from ironstride.catalogue.tables import table, table_as
from ironstride.model.runner import Experience
from ironstride.strength.ability import Belief
from ironstride.strength.progression import Exposure
from ironstride.strength.state_numbers import numbers as state_numbers

Answer = Literal["smaller-step", "reps-first", "variation", "deload"]
#: what a lift that stands still is to try, in the session
STALLED: Mapping[Answer, str] = {
    "smaller-step": "It has stood still: go up by the smallest plate there is.",
    "reps-first": "It has stood still: add repetitions first, two more in every set, then the next weight.",
    "variation": "It has stood still: the next block brings a variation.",
    "deload": "It has stood still for long: a lighter week, then again.",
}


class _Stall(Struct, frozen=True):
    exposures: int
    days: int
    most_days: int
    chance: float
    share: float
    answers: tuple[Answer, ...]
    tries: int
    reps_more: int


class _Numbers(Struct, frozen=True):
    stall: _Stall


@cache
def numbers() -> _Stall:
    """Read what counts as a stall."""
    return table_as("progression", _Numbers).stall


class Stall(Struct, frozen=True):
    """A lift that stands still.

    `chance` is the chance that it grew by less than half of what such a stretch usually brings; `answer` is what to
    try now: one after the other, each for a few sessions.
    """

    since: date
    exposures: int
    chance: float
    answer: Answer


def window(exposures: Sequence[Exposure], on: date) -> tuple[Exposure, ...]:
    """Give the exposures a judgement may stand on: those of the last weeks, oldest first."""
    return tuple(one for one in exposures if 0 <= (on - one.day).days <= numbers().most_days)


def stalled(
    exposures: Sequence[Exposure], before: Belief | None, now: Belief | None, level: Experience, on: date
) -> Stall | None:
    """Say whether a lift stands still; None when it does not, or when nobody can know yet.

    Parameters
    ----------
    exposures : the lift's exposures outside eased weeks, oldest first.
    before, now : what was believed on the day of the first exposure of the window, and what is believed now.
    level : experience in lifting, which says what growth is usual.
    on : the day asked for.

    Notes
    -----
    The two beliefs are taken as independent, which makes the growth look less certain than it is: a stall that is
    found is there, one that is not found may be.
    """
    limits, recent = numbers(), window(exposures, on)
    if before is None or now is None or not now.known or len(recent) < limits.exposures:
        return None
    first = recent[0].day
    if (recent[-1].day - first).days < limits.days or _rose(recent):
        return None
    weekly = math.log1p(float(table("ability")["growth_per_week"][level]))
    wanted = limits.share * weekly * (recent[-1].day - first).days / 7
    spread = math.hypot(_lasting_sd(before), _lasting_sd(now))
    chance = NormalDist(now.log_mean - before.log_mean, max(spread, 1e-6)).cdf(wanted)
    if chance < limits.chance:
        return None
    tried = (len(recent) - limits.exposures) // limits.tries
    return Stall(first, len(recent), chance, limits.answers[min(tried, len(limits.answers) - 1)])


def _lasting_sd(belief: Belief) -> float:
    """Give the spread of a belief without the scatter of days and sets, which comes and goes."""
    day = state_numbers().day
    return math.sqrt(max(0.0, belief.log_sd**2 - day.shared**2 - day.lift**2 - day.set**2))


def _rose(recent: Sequence[Exposure]) -> bool:
    """Say whether the loads of the later half are above those of the earlier one."""
    half = len(recent) // 2
    return max(one.load_kg for one in recent[half:]) > max(one.load_kg for one in recent[:half])


def window_start(exposures: Mapping[str, Sequence[Exposure]], on: date) -> date | None:
    """Give the first day any lift's judgement stands on; None when none has enough exposures."""
    limits = numbers()
    firsts = [recent[0].day for one in exposures.values() if len(recent := window(one, on)) >= limits.exposures]
    return min(firsts, default=None)
