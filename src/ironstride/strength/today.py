"""What one rated set says of a lift today, joined with what was believed of it."""

from __future__ import annotations

import math
from functools import cache
from statistics import NormalDist

from msgspec import Struct

from ironstride.catalogue.tables import table_as
from ironstride.strength.ability import Belief
from ironstride.strength.chance import Ask, Likely
from ironstride.strength.session_numbers import session_numbers
from ironstride.strength.state_curve import log_share
from ironstride.strength.state_numbers import numbers as state_numbers

#: a set of nothing is taken as this little
LEAST_KG = 0.5
#: a chance below this is as good as none
TINY = 1e-12


class _Row(Struct, frozen=True):
    rir_high: float


class _Scale(Struct, frozen=True):
    rows: tuple[_Row, ...]


class _Effort(Struct, frozen=True):
    scale: _Scale


@cache
def most_rated() -> float:
    """Give the largest reserve that the scale of `helms-2016` tells apart from larger ones."""
    return max(row.rir_high for row in table_as("rir", _Effort).scale.rows)


def seen_today(likely: Likely | None, ask: Ask, total_kg: float, to_failure: float, beyond: bool = False) -> Likely:
    """Join a belief with a set by their precisions.

    Parameters
    ----------
    likely : what was believed; None when nothing was.
    ask : what is asked of the lift; its table and its place on it.
    total_kg : the load of the set, the body's share included.
    to_failure : repetitions done and those rated as left; people rate about one too few (`halperin-2022`).
    beyond : the rating lay beyond the scale: so many, at least.

    Returns
    -------
    Likely
        The belief for the next set: the day's form is in what was seen, the scatter of a set is added again.
    """
    numbers, day = session_numbers(), state_numbers().day
    endurance = likely.endurance if likely is not None else (1.0, 0.0)
    count = max(1.0, to_failure + numbers.bias.mean_reps)
    said = math.log(max(total_kg, LEAST_KG)) - endurance[0] * log_share(count, ask.table)
    # one slope for all counts, so that a better set never says less
    asked = ask.reps + ask.rir
    slope = endurance[0] * (log_share(asked, ask.table) - log_share(asked + 1, ask.table))
    noise = math.hypot(day.set, numbers.rating_sd_reps * slope)
    if likely is None:
        return Likely(Belief(said, math.hypot(noise, day.set), known=False), endurance)
    spread = math.sqrt(max(TINY, likely.belief.log_sd**2 - day.set**2))
    join = _at_least if beyond else _measured
    mean, left = join(likely.belief.log_mean, spread, said, noise)
    return Likely(Belief(mean, math.hypot(left, day.set), known=True), endurance)


def _measured(mean: float, spread: float, said: float, noise: float) -> tuple[float, float]:
    """Join a normal belief with a measurement."""
    gain = spread**2 / (spread**2 + noise**2)
    return mean + gain * (said - mean), spread * math.sqrt(1 - gain)


def _at_least(mean: float, spread: float, said: float, noise: float) -> tuple[float, float]:
    """Join a normal belief with what it is at least: mean and spread of the probit posterior."""
    total = math.hypot(spread, noise)
    margin = (mean - said) / total
    below = NormalDist().cdf(margin)
    if below < TINY:
        return _measured(mean, spread, said, noise)  # so far above the belief, at least is as good as measured
    pull = NormalDist().pdf(margin) / below
    gain = (spread / total) ** 2
    return mean + gain * total * pull, spread * math.sqrt(max(0.0, 1 - gain * pull * (pull + margin)))
