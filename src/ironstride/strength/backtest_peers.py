"""What lifters use today, made into fair forecasters: five formulas and "same as last time", each tuned on the past."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import cache
from typing import Literal, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from ironstride.strength.formulas import FORMULAS
from ironstride.strength.state_habits import SAME

Vector: TypeAlias = NDArray[np.float64]
Law: TypeAlias = Literal["normal", "laplace"]
#: formulas compared, by name
COMPARED = ("epley", "brzycki", "lombardi", "wathen", "rts")
LAST = "last-time"
#: the longest set told apart, and the most repetitions a formula may expect
MOST, MOST_EXPECTED = 60, 40.0
#: sessions over which "the best recent set" is sought, factors on its repetitions, and spreads a + b x expected: every
#: combination is tried on the earlier half, the best is kept
WINDOWS = (1, 2, 3, 5)
FACTORS = (0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1)
SPREADS = tuple((base, share) for base in (0.3, 0.6, 1.0, 1.5, 2.0, 3.0) for share in (0.0, 0.05, 0.1, 0.2, 0.3, 0.45))
#: ways to say "the same as last time"
MEANINGS = ("same load", "nearest load", "same place", "set before", "set before, else same place")
#: chance spread evenly over all counts, so that nothing is impossible to a peer
FLOOR = 0.01


class Past(NamedTuple):
    """A set done: the how-manieth session of its lift, mass moved, repetitions, and those with its rated reserve."""

    session: int
    total_kg: float
    reps: int
    to_failure: float


class Tuned(NamedTuple):
    """The best of all variants on the earlier half: which one, the factor, and the law of its error."""

    variant: int
    factor: float
    law: Law
    base: float
    share: float


def expected_counts(
    past: Sequence[Past], session: int, total_kg: float, reserve: float
) -> dict[str, tuple[float, ...]]:
    """Repetitions each peer expects of a set, one number per variant (`WINDOWS`, or `MEANINGS` for last time).

    Parameters
    ----------
    past : earlier sets of the lift in order, at least one.
    session : the how-manieth session of the lift the set is in.
    total_kg : mass it moves.
    reserve : rated reserve; 0 when not rated.
    """
    found: dict[str, tuple[float, ...]] = {}
    for name in COMPARED:
        counts = []
        for window in WINDOWS:
            earlier = [one.session for one in past if one.session != session]
            first = sorted(set(earlier))[-window:]
            pool = [one for one in past if one.session == session or one.session in first]
            best_kg: float = max(one.total_kg / _share(name, one.to_failure) for one in pool)
            counts.append(max(_count(name, total_kg / best_kg) - reserve, 0.5))
        found[name] = tuple(counts)
    found[LAST] = _last(past, session, total_kg)
    return found


def tune(expected: Sequence[tuple[float, ...]], reps: Sequence[int], with_factor: bool) -> Tuned:
    """Choose the variant, the factor and the spread with the best log score.

    Parameters
    ----------
    expected : of each set, the variants' counts.
    reps : what came.
    with_factor : whether counts may be scaled (formulas expect failure, sets stop earlier).
    """
    came = np.array(reps, dtype=np.float64)
    table = np.array(expected)
    best: tuple[float, Tuned] = (-math.inf, Tuned(0, 1.0, "laplace", 2.0, 0.1))
    laws: tuple[Law, ...] = ("normal", "laplace")
    bases, shares = (np.array(column)[:, None] for column in zip(*SPREADS, strict=True))
    for variant in range(table.shape[1] if len(table) else 0):
        for factor in FACTORS if with_factor else (1.0,):
            centre = np.maximum(table[:, variant] * factor, 0.5)
            for law in laws:
                scores = np.log(_chance(centre, bases + shares * centre, law, came)).sum(axis=1)
                at = int(np.argmax(scores))
                if scores[at] > best[0]:
                    best = float(scores[at]), Tuned(variant, factor, law, *SPREADS[at])
    return best[1]


def chances(tuned: Tuned, expected: tuple[float, ...]) -> Vector:
    """Chances of 0, 1 … `MOST` repetitions of a tuned peer."""
    centre = np.array([max(expected[tuned.variant] * tuned.factor, 0.5)])
    counts = np.arange(MOST + 1, dtype=np.float64)
    found = _chance(centre, tuned.base + tuned.share * centre, tuned.law, counts)
    found[0] = 0.0
    return found


def _chance(centre: Vector, spread: Vector, law: Law, counts: Vector) -> Vector:
    """Chance of counts from 1 to `MOST` under a law around a centre, with the floor."""
    reach = _cumulative(MOST + 0.5, centre, spread, law) - _cumulative(0.5, centre, spread, law)
    inside = _cumulative(counts + 0.5, centre, spread, law) - _cumulative(counts - 0.5, centre, spread, law)
    found: Vector = (1 - FLOOR) * inside / np.maximum(reach, 1e-9) + FLOOR / MOST
    return found


def _cumulative(at: Vector | float, centre: Vector, spread: Vector, law: Law) -> Vector:
    away = (at - centre) / spread
    if law == "normal":
        return _normal(away)
    scaled = away * math.sqrt(2.0)
    half = 0.5 * np.exp(-np.abs(scaled))
    return np.where(scaled < 0, half, 1.0 - half)


def _last(past: Sequence[Past], session: int, total_kg: float) -> tuple[float, ...]:
    """The count of last time in each of its meanings."""
    now = [one for one in past if one.session == session]
    before = [one for one in past if one.session != session]
    log = math.log(total_kg)
    same = [one for one in past if abs(math.log(one.total_kg) - log) < SAME] or list(past)
    nearest = min(reversed(past[-12:]), key=lambda one: abs(math.log(one.total_kg) - log))
    then = [one for one in before if one.session == before[-1].session]
    place = then[min(len(now), len(then) - 1)] if then else past[-1]
    previous = now[-1] if now else then[0]
    repeated = bool(now) and abs(math.log(now[-1].total_kg) - log) < SAME
    chosen = (same[-1], nearest, place, previous, now[-1] if repeated else place)
    return tuple(float(one.reps) for one in chosen)


def _share(name: str, reps: float) -> float:
    """Load as a share of the one-rep maximum for repetitions to failure, by a formula."""
    table = _shares(name)
    at = min(max(reps, 1.0), float(len(table)))
    return float(np.interp(at, np.arange(1, len(table) + 1), table))


def _count(name: str, share: float) -> float:
    """Repetitions to failure a formula expects at a share of the one-rep maximum: the inverse of `_share`."""
    table = _shares(name)
    first, second = float(table[0]), float(table[1])
    if share >= first:
        return max(1.0 - (share - first) / max(first - second, 1e-6), 0.5)
    return float(np.interp(-share, -table, np.arange(1.0, len(table) + 1)))


@cache
def _shares(name: str) -> Vector:
    """Shares of the maximum for 1, 2 … repetitions; past its end a formula's last step goes on."""
    formula: Callable[[float, float], float] = FORMULAS[name]
    found: list[float] = []
    for reps in range(1, int(MOST_EXPECTED) + 1):
        try:
            share = 1.0 / formula(1.0, float(reps))
        except ValueError:
            share = found[-1] + (found[-1] - found[-2])
        if share <= 0.02:
            break
        found.append(share)
    return np.array(found)


def _normal(x: Vector) -> Vector:
    """Standard normal distribution function, to seven digits (Abramowitz and Stegun 1964, 26.2.17)."""
    t = 1.0 / (1.0 + 0.2316419 * np.abs(x))
    series = t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))))
    tail = np.exp(-0.5 * x * x) / math.sqrt(2.0 * math.pi) * series
    return np.where(x > 0, 1.0 - tail, tail)
