"""Repetitions possible at a share of the one-repetition maximum (1RM), and the 1RM that a set speaks for."""

from __future__ import annotations

import math
from functools import cache
from itertools import pairwise
from typing import Literal, TypeAlias

from msgspec import Struct

from ironstride.catalogue.tables import table_as

RepTable: TypeAlias = Literal["general", "bench-press", "leg-press"]

#: the slope of the table is averaged this far to either side, so that the spread of an estimate does not jump where
#: one printed cell ends and the next begins.
SLOPE_WINDOW_REPS = 4.0


class _Cell(Struct, frozen=True):
    percent_1rm: float
    reps: float


class _Column(Struct, frozen=True):
    cells: tuple[_Cell, ...]


class _SpreadCell(Struct, frozen=True):
    percent_1rm: float
    sd_reps: float


class _Spread(Struct, frozen=True):
    intercept_reps: float
    slope_reps_per_percent: float
    cells: tuple[_SpreadCell, ...]


class _DayToDay(Struct, frozen=True):
    cv_percent: float


class _Repetitions(Struct, frozen=True):
    single: _Cell
    reps: dict[str, _Column]
    spread: _Spread
    day_to_day: _DayToDay


class _Mean(Struct, frozen=True):
    mean_reps: float


class _Sd(Struct, frozen=True):
    sd_reps: float


class _Effort(Struct, frozen=True):
    under_report: _Mean
    under_report_spread: _Sd


@cache
def _repetitions() -> _Repetitions:
    return table_as("repetitions", _Repetitions)


@cache
def _effort() -> _Effort:
    return table_as("rir", _Effort)


@cache
def _curve(table: RepTable) -> tuple[_Cell, ...]:
    """The cells of a column from one rep at 100 % down to its lightest load."""
    data = _repetitions()
    if table not in data.reps:
        raise ValueError(f"there is no repetition table {table!r}; known: {', '.join(data.reps)}")
    return (data.single, *sorted(data.reps[table].cells, key=lambda cell: cell.reps))


def most_reps(table: RepTable = "general") -> float:
    """The most repetitions to failure a table prints, at its lightest load."""
    return _curve(table)[-1].reps


def reps_to_failure(percent_1rm: float, table: RepTable = "general") -> float:
    """Mean repetitions people can do to failure at a load.

    Piecewise linear through the printed cells of Nuzzo et al. 2024 (`nuzzo-2024`). Above 95 % the line to one rep at
    100 % is drawn, not measured; in the leg press do not lean on it.

    Parameters
    ----------
    percent_1rm : load in % of the 1RM, 65–100 (leg press 70–100).
    table : `bench-press`, `leg-press`, or `general` for every other exercise.

    Raises
    ------
    ValueError : the load lies outside the table, or the table is unknown.
    """
    curve = _curve(table)
    for heavy, light in pairwise(curve):
        if light.percent_1rm <= percent_1rm <= heavy.percent_1rm:
            share = (heavy.percent_1rm - percent_1rm) / (heavy.percent_1rm - light.percent_1rm)
            return heavy.reps + share * (light.reps - heavy.reps)
    raise ValueError(f"{percent_1rm} %1RM lies outside the {table} table ({curve[-1].percent_1rm:g}–100 %)")


def percent_1rm(reps_to_failure: float, table: RepTable = "general") -> float:
    """Load in % of the 1RM at which people on average fail after so many repetitions: the inverse of
    `reps_to_failure`.

    Parameters
    ----------
    reps_to_failure : repetitions to failure, 1–17.1 (bench press 16.6, leg press 19.0; leg press below 7 is a drawn
        line only).
    table : as in `reps_to_failure`.

    Raises
    ------
    ValueError : the repetitions lie outside the table, or the table is unknown.
    """
    curve = _curve(table)
    for heavy, light in pairwise(curve):
        if heavy.reps <= reps_to_failure <= light.reps:
            share = (reps_to_failure - heavy.reps) / (light.reps - heavy.reps)
            return heavy.percent_1rm + share * (light.percent_1rm - heavy.percent_1rm)
    raise ValueError(f"{reps_to_failure:g} reps to failure lie outside the {table} table (1–{curve[-1].reps:g})")


def reps_sd(percent_1rm: float) -> float:
    """Standard deviation between people of the repetitions to failure at a load, in reps.

    `nuzzo-2024` models it as linear in %1RM and prints it at 80 and 60 %; the line goes through both.

    Parameters
    ----------
    percent_1rm : load in % of the 1RM, 60–100.

    Raises
    ------
    ValueError : the load lies outside 60–100 %.
    """
    spread = _repetitions().spread
    lightest = min(cell.percent_1rm for cell in spread.cells)
    if not lightest <= percent_1rm <= 100:
        raise ValueError(f"{percent_1rm} %1RM lies outside {lightest:g}–100 %")
    return spread.intercept_reps + spread.slope_reps_per_percent * percent_1rm


def estimate_one_rep_max(
    load_kg: float, reps: float, rir: float | None = None, table: RepTable = "general"
) -> tuple[float, float]:
    """Estimate the 1RM from one set, with its uncertainty.

    Repetitions to failure are those done, plus those the lifter rated as left, plus the 0.95 that people report too
    few (`halperin-2022`). The uncertainty joins the spread of repetitions between people and of the rating, carried to
    load by the slope of the table, with the day-to-day variation of a 1RM of 4.2 % (`grgic-2020`).

    Parameters
    ----------
    load_kg : load moved in kg, above 0; body mass included where the exercise moves it.
    reps : repetitions done, at least 1.
    rir : repetitions in reserve as rated; None when the set went to failure, so that nothing was guessed.
    table : as in `reps_to_failure`.

    Returns
    -------
    mean_kg, sd_log : the 1RM in kg at the centre of the belief, and the SD of its natural logarithm.

    Raises
    ------
    ValueError : load, repetitions or reserve are not positive, or the set is too long for the table (more than 17
        repetitions to failure in general).
    """
    if not (0 < load_kg < math.inf and reps >= 1 and (rir is None or rir >= 0)):
        raise ValueError(f"a set needs load, reps and reserve of a real lift, not {load_kg} kg × {reps}, RIR {rir}")
    to_failure, rating_sd = float(reps), 0.0
    if rir is not None:
        effort = _effort()
        to_failure += rir + effort.under_report.mean_reps
        rating_sd = effort.under_report_spread.sd_reps
    percent = percent_1rm(to_failure, table)
    count_sd = math.hypot(reps_sd(percent), rating_sd)
    rep_sd_log = count_sd * _log_slope(to_failure, table)
    return load_kg / (percent / 100), math.hypot(rep_sd_log, _repetitions().day_to_day.cv_percent / 100)


def _log_slope(reps: float, table: RepTable) -> float:
    """Relative load given up for each further rep, averaged over the printed cells around a count."""
    curve = _curve(table)
    # The drawn line to the single says nothing about people, so the window begins at the first printed cell.
    low = max(curve[1].reps, min(reps, curve[-1].reps - SLOPE_WINDOW_REPS) - SLOPE_WINDOW_REPS)
    high = min(max(reps, low) + SLOPE_WINDOW_REPS, curve[-1].reps)
    return math.log(percent_1rm(low, table) / percent_1rm(high, table)) / (high - low)
