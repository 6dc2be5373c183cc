"""Forecasts the repetitions of the next set from the sets before it: habit, effort and strength, weighted by what came
true."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache

import numpy as np
from msgspec import Struct

from ironstride.catalogue.tables import table_as
from ironstride.model.exercise import Exercise
from ironstride.model.log import LoggedSession, LoggedSet
from ironstride.model.runner import Runner
from ironstride.strength.state import StrengthState
from ironstride.strength.state_block import Block
from ironstride.strength.state_curve import log_shares
from ironstride.strength.state_effort import effort_known
from ironstride.strength.state_habits import WAYS, Counts, Expected, Habits, Next, Vector, Way
from ironstride.strength.state_lifts import Lift
from ironstride.strength.state_likelihood import normal_cdf


class Capacity(Struct, frozen=True):
    """The reckoning with strength alone."""

    left_over: float
    scatter: float
    odd_share: float
    odd_scatter: float


class Weights(Struct, frozen=True):
    """First weights of the ways, and how fast they follow what comes true."""

    repeat: dict[Way, float]
    other: dict[Way, float]
    rate: float
    kept: float
    most_per_set: float


class Sharpness(Struct, frozen=True):
    """Powers of the mixture that compete."""

    powers: tuple[float, ...]
    first: tuple[float, ...]
    rate: float
    kept: float
    floor: float


class IntervalNumbers(Struct, frozen=True):
    """How wide the intervals are."""

    share: float
    first: float
    rate: float
    narrowest: float
    widest: float


class ForecastNumbers(Struct, frozen=True):
    """The parts of the table `strength_forecast` that are about the mixture."""

    capacity: Capacity
    weights: Weights
    sharpness: Sharpness
    interval: IntervalNumbers
    counts: Counts


class Forecast(Struct, frozen=True):
    """What is expected of the next set.

    Attributes
    ----------
    chances : of 0, 1, 2 … repetitions; the last one is that of so many or more.
    low, high : counts between which about four in five outcomes fall.
    effort_known : whether the set's effort is known beforehand (`state_effort.effort_known`).
    shares : how much each way to expect a count weighs.
    by_strength : the chances by the believed strength alone, habits left aside.
    """

    chances: tuple[float, ...]
    low: int
    high: int
    effort_known: bool
    shares: Mapping[Way, float]
    by_strength: tuple[float, ...]

    @property
    def middle(self) -> int:
        """The count that is as likely to be beaten as not reached."""
        return middle(self.chances)

    def chance(self, reps: int) -> float:
        """Chance of a count."""
        return self.chances[min(reps, len(self.chances) - 1)]


class Forecaster:
    """Forecasts set after set and learns from each; arguments as of `StrengthState`."""

    def __init__(self, runner: Runner, exercises: Mapping[str, Exercise], on: date) -> None:
        self.state = StrengthState(runner, exercises, on)
        self._habits = Habits()
        self._trust: dict[str, Vector] = {}
        self._sharp = np.log(np.array(forecast_numbers().sharpness.first))
        self._level = {known: forecast_numbers().interval.first for known in (True, False)}

    def next(self, session: LoggedSession, entry: LoggedSet, reps: int | None = None) -> Forecast | None:
        """Forecast a set given its load (and its rated reserve, where it has one); learn from it if its count is given.

        Parameters
        ----------
        session : the session it belongs to.
        entry : the set; its repetitions are not looked at.
        reps : what came of it, at least 1; None to forecast only.

        Returns
        -------
        Forecast
            None for the first set of a lift, and where nothing is known of the mass it moves.
        """
        blind = _blind(entry)
        lift = self.state.lifts.of(blind)
        total = self.state.lifts.total_kg(lift, blind.load_kg, self.state.body_mass_kg)
        if total <= 0:
            return None
        rated = blind.rir is not None and blind.rir < self.state.numbers.rating.sure_below
        reserve = float(blind.rir) if rated and blind.rir is not None else math.nan
        following = Next(lift.key, session.id, math.log(total), reserve, lift.table)
        now, before = self._habits.sets(following.lift, following.session)
        expected = self._habits.expect(following)
        block = self.state.look(session, blind)
        if block is not None:
            expected.chances["capacity"] = self._capacity(block, lift, following)
        mixed = self._mixed(expected)
        known = effort_known(blind, following.log_load, now, before, self.state.numbers.rating.sure_below)
        low, high = shortest(mixed.chances, self._level[known])
        if reps is not None:
            self._learn(following, expected, mixed, reps, known, low <= reps <= high)
            self.state.update(session, entry)
        if not now and not before:
            return None
        by_strength = expected.chances.get("capacity", mixed.chances)
        chances = tuple(mixed.chances.tolist())
        return Forecast(chances, low, high, known, mixed.shares, tuple(by_strength.tolist()))

    def _capacity(self, block: Block, lift: Lift, following: Next) -> Vector:
        """Chances of counts by strength alone, a little left over, or by the rated reserve."""
        numbers, fixed = forecast_numbers(), self.state.numbers
        own = numbers.capacity
        if math.isnan(following.reserve):
            left, noise = own.left_over, 0.0
        else:
            left = fixed.rating.log_per_rep * (following.reserve + fixed.rating.under_report)
            noise = fixed.rating.log_per_rep * fixed.rating.spread
        reached, last = [1.0, 1.0], 1.0
        for share in log_shares(lift.table)[2 : numbers.counts.most + 1]:
            mean, variance, _ = block.along(share, block.tired * (share - fixed.fatigue.single), 0.0)
            margin = mean - following.log_load - left
            total = variance + fixed.day.set**2 + own.scatter**2 + noise**2
            usual, odd = margin / math.sqrt(total), margin / math.sqrt(total + own.odd_scatter**2)
            last = min(last, (1 - own.odd_share) * normal_cdf(usual) + own.odd_share * normal_cdf(odd))
            reached.append(last)
        chances = -np.diff(np.array([*reached, 0.0]))
        chances[0] = 0.0
        return _floored(chances)

    def _mixed(self, expected: Expected) -> _Mixed:
        """Weigh the ways that have something to say, then the sharper versions of the mixture."""
        numbers = forecast_numbers()
        ways = [way for way in WAYS if way in expected.chances]
        first = numbers.weights.repeat if expected.step == "same" else numbers.weights.other
        at = np.array([WAYS.index(way) for way in ways])
        trust = self._trust_in("")[at] + self._trust_in(_situation(expected))[at]
        logs = np.log([first[way] for way in ways]) + trust
        weights = np.exp(logs - logs.max())
        weights /= weights.sum()
        table = np.array([expected.chances[way] for way in ways])
        blunt = weights @ table
        versions = np.array([_floored(blunt**power) for power in numbers.sharpness.powers])
        sharp = np.exp(self._sharp - self._sharp.max())
        sharp /= sharp.sum()
        return _Mixed(at, table, blunt, versions, sharp @ versions, dict(zip(ways, weights.tolist(), strict=True)))

    def _learn(self, following: Next, expected: Expected, mixed: _Mixed, reps: int, known: bool, held: bool) -> None:
        numbers = forecast_numbers()
        count = min(reps, numbers.counts.most)
        gain = np.log(np.maximum(mixed.table[:, count], 1e-6) / max(mixed.blunt[count], 1e-6))
        gain = np.clip(gain, -numbers.weights.most_per_set, numbers.weights.most_per_set)
        for situation in ("", _situation(expected)):
            trust = self._trust_in(situation)
            trust *= numbers.weights.kept
            trust[mixed.at] += numbers.weights.rate * gain
        sharp, first = numbers.sharpness, np.log(np.array(numbers.sharpness.first))
        came = np.log(mixed.versions[:, count] / mixed.chances[count])
        self._sharp = sharp.kept * self._sharp + (1 - sharp.kept) * first + sharp.rate * came
        interval = numbers.interval
        level = self._level[known] + interval.rate * (interval.share - held)
        self._level[known] = min(max(level, interval.narrowest), interval.widest)
        self._habits.add(following, reps, expected)

    def _trust_in(self, situation: str) -> Vector:
        return self._trust.setdefault(situation, np.zeros(len(WAYS)))


class _Mixed(Struct, frozen=True):
    """A mixture and what it is made of: indices of the ways, their chances, the blunt mixture, its sharper versions,
    the result, and the weights by name."""

    at: Vector
    table: Vector
    blunt: Vector
    versions: Vector
    chances: Vector
    shares: dict[Way, float]


def middle(chances: Sequence[float] | Vector) -> int:
    """The count at which half of the chance is reached."""
    return int(np.searchsorted(np.cumsum(chances), 0.5))


def shortest(chances: Vector, share: float) -> tuple[int, int]:
    """The counts of the interval whose chance is nearest to a share, the shorter of two as near."""
    sums = np.concatenate(([0.0], np.cumsum(chances)))
    low = np.arange(1, len(chances))
    reach = np.searchsorted(sums, sums[low] + share)
    best = (math.inf, 1, 1)
    for ends in (reach - 1, np.minimum(reach, len(chances))):
        miss = np.abs(sums[ends] - sums[low] - share) + 0.01 * (ends - low)
        miss[ends <= low] = math.inf
        at = int(np.argmin(miss))
        best = min(best, (float(miss[at]), int(low[at]), int(ends[at]) - 1))
    return best[1], best[2]


@cache
def forecast_numbers() -> ForecastNumbers:
    """The numbers that ship.

    Raises
    ------
    CatalogueError : the table is broken.
    """
    return table_as("strength_forecast", ForecastNumbers)


def _floored(chances: Vector) -> Vector:
    """Make chances sum to one, with a little for every count."""
    floor = forecast_numbers().sharpness.floor
    found: Vector = (1.0 - floor) * chances / chances.sum()
    found[1:] += floor / (len(found) - 1)
    return found


def _situation(expected: Expected) -> str:
    return f"{expected.step} {'known' if expected.known_load else 'new'}"


def _blind(entry: LoggedSet) -> LoggedSet:
    from msgspec.structs import replace

    return replace(entry, reps=None)
