"""The chance to complete a set's repetitions at a load, and the loads that have a chance."""

from __future__ import annotations

import math
from functools import cache
from statistics import NormalDist

from msgspec import Struct

from ironstride.catalogue.tables import table_as
from ironstride.model.exercise import Exercise
from ironstride.model.session import Set
from ironstride.strength.ability import Belief
from ironstride.strength.repetitions import RepTable
from ironstride.strength.state_curve import log_share

_NORMAL = NormalDist()


class _Chance(Struct, frozen=True):
    complete: float


class _Numbers(Struct, frozen=True):
    chance: _Chance


@cache
def usual_chance() -> float:
    """Give the chance a method takes that names none of its own."""
    return table_as("progression", _Numbers).chance.complete


class Ask(Struct, frozen=True):
    """What is asked of a set: repetitions, those to keep in reserve, and the repetition table that fits the lift."""

    reps: int
    rir: float = 0.0
    table: RepTable = "general"

    @property
    def log_share(self) -> float:
        """The share of the one-rep maximum, its logarithm, that allows it on average (`nuzzo-2024`)."""
        return log_share(self.reps + self.rir, self.table)


class Likely(Struct, frozen=True):
    """What a lift is believed to be on a day to come, with the runner's own endurance in repetitions.

    `endurance` is the mean and the standard deviation of the personal factor on the log of the repetition table.
    """

    belief: Belief
    endurance: tuple[float, float] = (1.0, 0.0)

    def chance(self, total_kg: float, ask: Ask) -> float:
        """Give the chance to complete the repetitions asked at a load, the body's share included.

        It is that of `Ability.chance` with nothing kept in reserve: the reserve is asked on average (`asked_kg`). The
        endurance and its spread are in it; the scatter of days and sets is in the belief. 1 for a load of nothing.
        """
        return self.kept(total_kg, _bare(ask))

    def kept(self, total_kg: float, ask: Ask) -> float:
        """Give the chance that the whole reserve asked for is still there when the repetitions are done."""
        if total_kg <= 0:
            return 1.0
        middle, spread = self._margin(ask)
        return 1 - _NORMAL.cdf((math.log(total_kg) - middle) / spread)

    def heaviest_kg(self, ask: Ask, chance: float) -> float:
        """Give the heaviest load, the body's share included, whose repetitions can be completed with this chance."""
        middle, spread = self._margin(_bare(ask))
        return math.exp(middle - _NORMAL.inv_cdf(chance) * spread)

    def asked_kg(self, ask: Ask) -> float:
        """Give the load, the body's share included, that leaves the reserve asked for on average: the phase's ask."""
        return math.exp(self._margin(ask)[0])

    def _margin(self, ask: Ask) -> tuple[float, float]:
        """Give mean and standard deviation of the log of the load that just allows what is asked."""
        share, (factor, unsure) = ask.log_share, self.endurance
        return self.belief.log_mean + factor * share, math.hypot(self.belief.log_sd, unsure * share)


def _bare(ask: Ask) -> Ask:
    return Ask(ask.reps, 0.0, ask.table)


def ask_of(work: Set, exercise: Exercise) -> Ask | None:
    """Read what a work set asks for; None where repetitions are not counted."""
    return None if work.reps is None else Ask(work.reps, work.rir or 0.0, exercise.rep_table)
