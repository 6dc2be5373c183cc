"""Training load of a run: by heart rate (Banister, Edwards) or effort and minutes; all runs in one unit."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cache
from statistics import median
from typing import Literal

from msgspec import Struct

from ironstride.catalogue.tables import table, table_as
from ironstride.model.running import Run
from ironstride.running.classify import Classified, knows_heart
from ironstride.running.thresholds import Thresholds

Unit = Literal["edwards", "session-rpe"]


class Loads(Struct, frozen=True):
    """The load of each run by its id, all in one unit, and how they were got."""

    unit: Unit
    by_run: Mapping[str, float]
    how: str

    def total(self, runs: Sequence[str]) -> float:
        """Sum over runs; one that is not known counts nothing."""
        return round(sum(self.by_run.get(run, 0.0) for run in runs), 1)


class _Zone(Struct, frozen=True):
    from_hrmax_percent: float
    points_per_min: float


class _Edwards(Struct, frozen=True):
    zones: tuple[_Zone, ...]


class _Intensity(Struct, frozen=True):
    edwards: _Edwards


@cache
def _zones() -> tuple[_Zone, ...]:
    return table_as("intensity", _Intensity).edwards.zones


def banister_per_min(reserve_share: float, sex: Literal["female", "male"]) -> float:
    """Banister's training impulse of one minute.

    Parameters
    ----------
    reserve_share : (HR - HRrest) / (HRmax - HRrest), held between 0 and 1.
    sex : the weights differ.

    Notes
    -----
    x * 0.64 e^(1.92 x) for men, x * 0.86 e^(1.67 x) for women; Banister 1991, Morton et al. 1990 J Appl Physiol
    69:1171.
    """
    weights = table("intensity")["banister"]["men" if sex == "male" else "women"]
    share = max(0.0, min(1.0, reserve_share))
    return share * float(weights["factor"]) * math.exp(float(weights["rate"]) * share)


def banister_trimp(
    histogram_s: Mapping[int, float], max_hr_bpm: float, rest_hr_bpm: float, sex: Literal["female", "male"]
) -> float:
    """Banister's training impulse of a run from seconds at each heart rate (bpm)."""
    reserve = max_hr_bpm - rest_hr_bpm
    return sum(s / 60 * banister_per_min((bpm - rest_hr_bpm) / reserve, sex) for bpm, s in histogram_s.items())


def edwards_points(histogram_s: Mapping[int, float], max_hr_bpm: float) -> float:
    """Edwards' points: minutes times 1 to 5 in the tenths of maximal heart rate from 50 % up (Edwards 1993).

    Parameters
    ----------
    histogram_s : seconds at each heart rate, bpm.
    max_hr_bpm : maximal heart rate.
    """
    return sum(s / 60 * _points_at(100 * bpm / max_hr_bpm) for bpm, s in histogram_s.items())


def _points_at(percent: float) -> float:
    return max((z.points_per_min for z in _zones() if percent >= z.from_hrmax_percent), default=0.0)


def session_rpe_load(rpe: float, minutes: float) -> float:
    """Effort on the 0 to 10 scale times minutes (Foster et al. 2001, J Strength Cond Res 15:109)."""
    return rpe * minutes


def usual_rpe(classified: Classified) -> float:
    """The effort that a run of this class usually feels like, 0 to 10 (house value)."""
    return float(table("running")["usual_rpe"][classified.intensity or "unknown"])


def loads(
    runs: Sequence[Run],
    classified: Mapping[str, Classified],
    thresholds: Thresholds,
    rpe: Mapping[str, float] | None = None,
) -> Loads:
    """Give every run a load, all in one unit, so that weeks can be compared.

    Parameters
    ----------
    runs : recorded runs.
    classified : their classes by id.
    thresholds : for the maximal heart rate.
    rpe : effort 0 to 10 by run id, where the runner said it.

    Returns
    -------
    Edwards' points when at least 70 % of the runs know their heart rate; the others then get the runner's own usual
    points per minute for that class. Otherwise effort times minutes for all, with the class's usual effort where
    none was said.
    """
    known = [run for run in runs if knows_heart(run)]
    if runs and len(known) >= table("running")["load"]["heart_rate_share"] * len(runs):
        return _by_heart_rate(runs, known, classified, thresholds)
    said = rpe or {}
    by_run = {
        run.id: session_rpe_load(said.get(run.id, usual_rpe(classified[run.id])), run.duration_s / 60) for run in runs
    }
    return Loads("session-rpe", by_run, "effort (said, or usual for the kind of run) times minutes")


def _by_heart_rate(
    runs: Sequence[Run], known: Sequence[Run], classified: Mapping[str, Classified], thresholds: Thresholds
) -> Loads:
    """Edwards' points; runs without heart rate at the runner's own points per minute."""
    by_run: dict[str, float] = {}
    per_minute: dict[str | None, list[float]] = {}
    for run in known:
        seconds = sum(run.hr_histogram_s.values())
        each = edwards_points(run.hr_histogram_s, thresholds.max_hr_bpm.value) / (seconds / 60)
        by_run[run.id] = each * run.duration_s / 60
        per_minute.setdefault(classified[run.id].intensity, []).append(each)
    overall = median(each for group in per_minute.values() for each in group)
    for run in runs:
        if run.id not in by_run:
            usual = per_minute.get(classified[run.id].intensity)
            by_run[run.id] = (median(usual) if usual else overall) * run.duration_s / 60
    missing = len(runs) - len(known)
    rest = f"; {missing} runs without heart rate at the usual points of their kind" if missing else ""
    return Loads("edwards", by_run, f"minutes in five heart-rate zones{rest}")
