"""The classic formulas that turn a load and the repetitions to failure into a one-repetition maximum (1RM).

They are kept to compare with and to read other people's logs; the belief about strength stands on the table in
`ironstride.strength.repetitions`. Each takes the load in kg and the repetitions to failure, at least 1, gives the 1RM
in kg, and raises ValueError for a load or a count it cannot take. The constants are in the table `formulas`, each with
its source; every one of them underestimates the deadlift (`lesuer-1997`), and above 10 repetitions they run hot.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cache
from itertools import pairwise

from msgspec import Struct

from ironstride.catalogue.tables import table_as


class _Epley(Struct, frozen=True):
    reps_scale: float


class _Brzycki(Struct, frozen=True):
    numerator: float
    limit_reps: float


class _Lombardi(Struct, frozen=True):
    exponent: float


class _Exponential(Struct, frozen=True):
    floor_percent: float
    span_percent: float
    decay_per_rep: float


class _Oconner(Struct, frozen=True):
    gain_per_rep: float


class _Lander(Struct, frozen=True):
    intercept_percent: float
    slope_percent_per_rep: float


class _Constants(Struct, frozen=True):
    epley: _Epley
    brzycki: _Brzycki
    lombardi: _Lombardi
    mayhew: _Exponential
    wathen: _Exponential
    oconner: _Oconner
    lander: _Lander


class _ChartCell(Struct, frozen=True):
    reps: float
    percent_1rm: float


class _Chart(Struct, frozen=True):
    cells: tuple[_ChartCell, ...]


class _Effort(Struct, frozen=True):
    rts: _Chart


@cache
def _constants() -> _Constants:
    return table_as("formulas", _Constants)


@cache
def _rts_cells() -> tuple[_ChartCell, ...]:
    return table_as("rir", _Effort).rts.cells


def epley(load_kg: float, reps: float) -> float:
    """1RM in kg by Epley 1985, w (1 + r/30); a single is taken as it is."""
    _check(load_kg, reps)
    return load_kg if reps == 1 else load_kg * (1 + reps / _constants().epley.reps_scale)


def brzycki(load_kg: float, reps: float) -> float:
    """1RM in kg by Brzycki 1993, 36w/(37 − r); up to fewer than 37 repetitions."""
    _check(load_kg, reps)
    constants = _constants().brzycki
    return load_kg * constants.numerator / _positive(constants.limit_reps - reps, reps)


def lombardi(load_kg: float, reps: float) -> float:
    """1RM in kg by Lombardi 1989, w r^0.10."""
    _check(load_kg, reps)
    return float(load_kg * reps ** _constants().lombardi.exponent)


def mayhew(load_kg: float, reps: float) -> float:
    """1RM in kg by Mayhew 1992, 100w/(52.2 + 41.9 e^(−0.055r)); overstates a single by 9 %."""
    return _exponential(load_kg, reps, _constants().mayhew)


def wathen(load_kg: float, reps: float) -> float:
    """1RM in kg by Wathen 1994, 100w/(48.8 + 53.8 e^(−0.075r))."""
    return _exponential(load_kg, reps, _constants().wathen)


def oconner(load_kg: float, reps: float) -> float:
    """1RM in kg by O'Conner 1989, w (1 + 0.025r)."""
    _check(load_kg, reps)
    return load_kg * (1 + _constants().oconner.gain_per_rep * reps)


def lander(load_kg: float, reps: float) -> float:
    """1RM in kg by Lander 1985, 100w/(101.3 − 2.67123r); up to 37 repetitions."""
    _check(load_kg, reps)
    constants = _constants().lander
    return 100 * load_kg / _positive(constants.intercept_percent - constants.slope_percent_per_rep * reps, reps)


def rts(load_kg: float, reps: float) -> float:
    """1RM in kg by the chart of Tuchscherer's Reactive Training Systems, for 1–10 of reps done + reps in reserve.

    Between whole counts the chart is interpolated, as its half points are.
    """
    _check(load_kg, reps)
    for fewer, more in pairwise(_rts_cells()):
        if fewer.reps <= reps <= more.reps:
            share = (reps - fewer.reps) / (more.reps - fewer.reps)
            percent = fewer.percent_1rm + share * (more.percent_1rm - fewer.percent_1rm)
            return 100 * load_kg / percent
    raise ValueError(f"the chart ends at {_rts_cells()[-1].reps:g} repetitions, not {reps:g}")


#: all formulas by name, in the order of the published comparison.
FORMULAS: dict[str, Callable[[float, float], float]] = {
    "epley": epley,
    "brzycki": brzycki,
    "lombardi": lombardi,
    "mayhew": mayhew,
    "wathen": wathen,
    "oconner": oconner,
    "lander": lander,
    "rts": rts,
}


def _exponential(load_kg: float, reps: float, constants: _Exponential) -> float:
    _check(load_kg, reps)
    decayed = constants.span_percent * math.exp(-constants.decay_per_rep * reps)
    return 100 * load_kg / (constants.floor_percent + decayed)


def _check(load_kg: float, reps: float) -> None:
    if not (0 < load_kg < math.inf and 1 <= reps < math.inf):
        raise ValueError(f"a 1RM needs a load above 0 and at least one repetition, not {load_kg} kg × {reps}")


def _positive(denominator: float, reps: float) -> float:
    if denominator <= 0:
        raise ValueError(f"{reps:g} repetitions are too many for this formula")
    return denominator
