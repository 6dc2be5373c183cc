"""The chance to do what a plan asks: so many sets of so many repetitions with so many left, at a load, on a day."""

from __future__ import annotations

import math
from functools import cache
from statistics import NormalDist

from msgspec import Struct

from ironstride.catalogue.tables import table_as
from ironstride.model.exercise import Exercise
from ironstride.model.session import Set
from ironstride.strength.ability import Belief
from ironstride.strength.repetitions import RepTable, percent_1rm

#: the repetition tables are asked no further; longer sets are prescribed by reserve alone
MOST_REPS = 15.0
_NORMAL = NormalDist()


class _Chance(Struct, frozen=True):
    complete: float
    reserve_rounding_reps: float


class _Day(Struct, frozen=True):
    cv_percent: float


class _Numbers(Struct, frozen=True):
    chance: _Chance
    day: _Day


@cache
def _numbers() -> _Numbers:
    return table_as("progression", _Numbers)


class Ask(Struct, frozen=True):
    """What is asked of a lift: repetitions, those to keep in reserve, and the repetition table that fits it."""

    reps: int
    rir: float = 0.0
    table: RepTable = "general"

    @property
    def to_failure(self) -> float:
        """Repetitions to failure a load must allow on average, so that the reserve asked for is kept."""
        return min(self.reps + self.rir, MOST_REPS)

    @property
    def surely(self) -> float:
        """Repetitions to failure that a set needs to count as done: a reserve of 2 is anything from 1.5."""
        spared = max(0.0, self.rir - _numbers().chance.reserve_rounding_reps)
        return min(self.reps + spared, MOST_REPS)


def ask_of(work: Set, exercise: Exercise) -> Ask | None:
    """Read what a work set asks for; None where repetitions are not counted.

    The leg-press table says nothing of short sets, so there the general one, which is lighter, is taken.
    """
    if work.reps is None:
        return None
    fitting: RepTable = "bench-press" if exercise.rep_table == "bench-press" else "general"
    return Ask(work.reps, work.rir or 0.0, fitting)


def usual_chance() -> float:
    """Give the chance a method takes that names none of its own."""
    return _numbers().chance.complete


def day_sd() -> float:
    """Give the standard deviation of the logarithm of a one-rep maximum from one day to the next (`grgic-2020`)."""
    return _numbers().day.cv_percent / 100


def chance_to_complete(belief: Belief, total_kg: float, ask: Ask) -> float:
    """Give the chance that a load can be lifted as asked on a day, reserve included.

    Parameters
    ----------
    belief : the one-rep maximum believed, body share included.
    total_kg : the load with the body's share, above 0.
    ask : repetitions and reserve.

    Notes
    -----
    The repetitions to failure a load allows are read from the table of `nuzzo-2024`; what is uncertain is the maximum
    and its size today, both normal on the log scale.
    """
    needed_kg = total_kg / (percent_1rm(ask.surely, ask.table) / 100)
    spread = math.hypot(belief.log_sd, day_sd())
    return 1 - _NORMAL.cdf((math.log(needed_kg) - belief.log_mean) / spread)


def heaviest_kg(belief: Belief, ask: Ask, chance: float) -> float:
    """Give the heaviest load, body share included, that can be lifted as asked with this chance: the inverse of
    `chance_to_complete`."""
    spread = math.hypot(belief.log_sd, day_sd())
    surely_kg = math.exp(belief.log_mean - _NORMAL.inv_cdf(chance) * spread)
    return surely_kg * percent_1rm(ask.surely, ask.table) / 100


def asked_kg(belief: Belief, ask: Ask) -> float:
    """Give the load, body share included, that leaves the reserve asked for if the belief is right: the phase's ask."""
    return belief.one_rep_max_kg * percent_1rm(ask.to_failure, ask.table) / 100
