"""Maximal heart rate, first and second threshold, and threshold speed, each with how it was got."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from statistics import median
from typing import Any, Literal

from msgspec import Struct
from msgspec.structs import replace

from ironstride.catalogue.tables import table
from ironstride.model.runner import Runner
from ironstride.model.running import Run
from ironstride.running.efforts import all_out, best_effort, best_efforts, critical_speed

Sex = Literal["female", "male"]


class Figure(Struct, frozen=True):
    """A number with how it was got, in a sentence's words, and the sources behind it."""

    value: float
    how: str
    sources: tuple[str, ...] = ()


class Thresholds(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What separates easy from hard for one runner: heart rates in bpm, speeds in metres per second on the flat."""

    max_hr_bpm: Figure
    lt1_hr_bpm: Figure
    lt2_hr_bpm: Figure
    rest_hr_bpm: Figure | None = None
    lt1_speed_mps: Figure | None = None
    lt2_speed_mps: Figure | None = None


def estimate_thresholds(runs: Sequence[Run], runner: Runner, on: date) -> Thresholds:
    """Estimate a runner's thresholds.

    Parameters
    ----------
    runs : recorded runs, any order.
    runner : age, sex, and whatever the runner has set by hand, which always wins.
    on : the day the estimate is for.
    """
    given = runner.running
    max_hr = max_heart_rate(runs, on.year - runner.birth_year, given.max_hr_bpm)
    rest = None
    if given.rest_hr_bpm is not None:
        rest = Figure(float(given.rest_hr_bpm), "set in the runner file")
    lt1, lt2 = heart_rate_thresholds(max_hr.value, given.rest_hr_bpm, runner.sex)
    speed = threshold_speed(runs, lt2.value, runner.sex, on, given.threshold_pace_s_per_km)
    return Thresholds(
        max_hr_bpm=max_hr,
        lt1_hr_bpm=lt1,
        lt2_hr_bpm=lt2,
        rest_hr_bpm=rest,
        lt1_speed_mps=None if speed is None else _first_from_second(speed, runner.sex),
        lt2_speed_mps=speed,
    )


def at_date(thresholds: Thresholds, runs: Sequence[Run], runner: Runner, on: date) -> Thresholds:
    """The same heart rates with the threshold speed as it was on another day; `thresholds` if none is known then."""
    sex = runner.sex
    speed = threshold_speed(runs, thresholds.lt2_hr_bpm.value, sex, on, runner.running.threshold_pace_s_per_km)
    if speed is None:
        return thresholds
    return replace(thresholds, lt1_speed_mps=_first_from_second(speed, sex), lt2_speed_mps=speed)


def expected_max_hr(age_years: float) -> float:
    """Maximal heart rate expected at an age, bpm: 208 - 0.7 * age, SD about 10 (Tanaka et al. 2001)."""
    hrmax = table("intensity")["hrmax"]
    return float(hrmax["intercept_bpm"] + hrmax["slope_bpm_per_year"] * age_years)


def max_heart_rate(runs: Sequence[Run], age_years: float, given_bpm: int | None = None) -> Figure:
    """Maximal heart rate: as given, else the history's, else age's.

    Parameters
    ----------
    runs : recorded runs.
    age_years : age.
    given_bpm : what the runner has set.

    Notes
    -----
    From the history counts the third-highest peak held for 10 s. Peaks more than 2.5 SD above age's expectation are
    sensor faults. A peak below the expectation counts when it comes from runs with fast parts and is not more than
    1.5 SD below; otherwise nobody knows how much higher it could go, and the expectation stands.
    """
    if given_bpm is not None:
        return Figure(float(given_bpm), "set in the runner file")
    expected, sd = expected_max_hr(age_years), float(table("intensity")["hrmax"]["sd_bpm"])
    rule = _values("max_heart_rate")
    believable = expected + rule["above_age_sd"] * sd
    count = int(rule["runs"])
    every = _peaks(runs, rule["held_s"], believable)
    fast = _peaks(_with_fast_parts(runs, rule["fast_ratio"]), rule["held_s"], believable)
    if len(fast) >= count and fast[count - 1] >= expected - rule["below_age_sd"] * sd:
        how = f"the {count} highest peaks of runs with fast parts reach it"
        return Figure(float(fast[count - 1]), how, ("house-heuristic",))
    if len(every) >= count and every[count - 1] > expected:
        return Figure(
            float(every[count - 1]), f"the {count} highest peaks of the history reach it", ("house-heuristic",)
        )
    return Figure(round(expected, 1), "expected at this age; give or take 10 bpm", ("tanaka-2001",))


def _peaks(runs: Sequence[Run], held_s: float, believable_bpm: float) -> list[int]:
    """The highest heart rate of each run that was held so long, highest first; faults left out."""
    peaks = [peak for run in runs if (peak := held_peak(run, held_s, believable_bpm)) is not None]
    return sorted(peaks, reverse=True)


def held_peak(run: Run, held_s: float, believable_bpm: float = 240.0) -> int | None:
    """The highest heart rate (bpm) at or above which a run spent `held_s` seconds; None when it knows none."""
    seconds = 0.0
    for bpm in sorted((b for b in run.hr_histogram_s if b <= believable_bpm), reverse=True):
        seconds += run.hr_histogram_s[bpm]
        if seconds >= held_s:
            return bpm
    return None


def _with_fast_parts(runs: Sequence[Run], ratio: float) -> list[Run]:
    """Runs whose best three minutes are well above the runner's usual speed."""
    usual = [v for run in runs for v in run.graded_speed_mps if v]
    if not usual:
        return []
    limit = ratio * median(usual)
    return [run for run in runs if (best_effort(run.graded_speed_mps, 180) or 0.0) >= limit]


def heart_rate_thresholds(max_hr: float, rest_hr: float | None, sex: Sex | None) -> tuple[Figure, Figure]:
    """First and second threshold, bpm.

    Parameters
    ----------
    max_hr, rest_hr : bpm; with a resting rate the share of heart-rate reserve is used, else that of the maximum.
    sex : shares differ; without it the value midway between women's and men's is taken, and said.

    Notes
    -----
    Nuuttila et al. 2025, Eur J Appl Physiol 125:2161: recreational runners, n = 165; the second threshold was met
    within 2.8 to 4.9 bpm.
    """
    key = "hrmax_percent" if rest_hr is None else "hrr_percent"
    of = "maximal heart rate" if rest_hr is None else "heart-rate reserve"
    figures = []
    for name in ("lt1", "lt2"):
        share = _by_sex(name, key, sex)
        base = rest_hr or 0.0
        bpm = base + share / 100 * (max_hr - base)
        figures.append(Figure(round(bpm, 1), f"{share:.1f} % of {of}{_said(sex)}", ("nuuttila-2025",)))
    return figures[0], figures[1]


def _by_sex(threshold: str, key: str, sex: Sex | None) -> float:
    part = table("intensity")[threshold]
    women, men = float(part["women"][key]), float(part["men"][key])
    return women if sex == "female" else men if sex == "male" else (women + men) / 2


def _said(sex: Sex | None) -> str:
    return "" if sex else ", midway between women and men as no sex is given"


def threshold_speed(
    runs: Sequence[Run], lt2_hr_bpm: float, sex: Sex | None, on: date, given_s_per_km: float | None = None
) -> Figure | None:
    """Speed at the second threshold, metres per second on the flat; None when the history tells nothing.

    Parameters
    ----------
    runs : recorded runs; those of the last 120 days before `on` count, or before the last run if that is earlier.
    lt2_hr_bpm : second threshold, to tell honest efforts from easy ones.
    given_s_per_km : threshold pace as set by the runner.
    """
    if given_s_per_km is not None:
        return Figure(1000 / given_s_per_km, "set in the runner file")
    recent = _recent(runs, on)
    rule = _values("efforts")
    bounds = (rule["reserve_low_m"], rule["reserve_high_m"])
    efforts = all_out(honest_efforts(recent, lt2_hr_bpm), rule["off_the_line"], bounds)
    line = critical_speed(efforts) if len(efforts) >= rule["fewest"] else None
    if line is not None:
        minutes = f"{min(efforts) // 60} to {max(efforts) // 60} min"
        how = f"critical speed through the best efforts of {minutes}, with {line.reserve_m:.0f} m in reserve"
        return Figure(round(line.speed_mps, 3), how, ("lipkova-2025",))
    return _from_usual_speed(recent, lt2_hr_bpm, sex)


def _recent(runs: Sequence[Run], on: date) -> list[Run]:
    """Runs of the days that count, up to `on`."""
    past = [run for run in runs if run.start.date() <= on]
    if not past:
        return []
    first = max(run.start.date() for run in past) - timedelta(days=int(_values("efforts")["recent_days"]))
    return [run for run in past if run.start.date() >= first]


def honest_efforts(runs: Sequence[Run], lt2_hr_bpm: float) -> dict[int, float]:
    """Best speed (metres per second) by effort length (seconds), from runs that were hard there.

    A run with heart rate counts when its heart spent half the effort's time near the second threshold; one without
    counts when the next best run comes within 8 %, so that one fault of a receiver is not a record.
    """
    rule = _values("efforts")
    found: dict[int, float] = {}
    efforts_s = table("running")["critical_speed"]["effort_s"]
    for effort_s, ranked in best_efforts(runs, efforts_s, rule["steady"]).items():
        for place, (speed, run) in enumerate(ranked):
            if run.hr_histogram_s:
                near_s = seconds_from(run, lt2_hr_bpm - rule["near_lt2_bpm"])
                if near_s >= rule["hard_share"] * effort_s:
                    found[effort_s] = speed
                    break
            elif place + 1 < len(ranked) and speed <= rule["lone_ratio"] * ranked[place + 1][0]:
                found[effort_s] = speed
                break
    return found


def seconds_from(run: Run, bpm: float) -> float:
    """Seconds a run spent at or above a heart rate."""
    return sum(s for b, s in run.hr_histogram_s.items() if b >= bpm)


def _from_usual_speed(runs: Sequence[Run], lt2_hr_bpm: float, sex: Sex | None) -> Figure | None:
    """Second-threshold speed from ordinary runs, the higher of two: as if they were at the first threshold, and scaled
    by heart rate. Nobody's usual runs are hard for want of hard ones to compare with.
    """
    rule = _values("usual_speed")
    long_enough = [run for run in runs if run.duration_s >= 60 * rule["shortest_run_min"] and run.distance_m > 0]
    if len(long_enough) < rule["fewest_runs"]:
        return None
    usual = median([mean_speed(run) for run in long_enough]) / first_to_second(sex)
    by_heart = [mean_speed(run) * lt2_hr_bpm / run.mean_hr_bpm for run in long_enough if run.mean_hr_bpm]
    scaled = median(by_heart) if len(by_heart) >= rule["fewest_runs"] else 0.0
    if scaled > usual:
        how = "usual speed scaled to the second threshold by heart rate; no hard efforts found"
        return Figure(round(scaled, 3), how, ("house-heuristic",))
    how = "usual speed taken as the first threshold's; no hard efforts found"
    return Figure(round(usual, 3), how, ("house-heuristic", "nuuttila-2025"))


def mean_speed(run: Run) -> float:
    """Mean grade-adjusted speed while moving, metres per second; without pieces distance over time."""
    pieces = [v for v in run.graded_speed_mps if v]
    if pieces:
        return sum(pieces) / len(pieces)
    return run.distance_m / run.duration_s if run.duration_s else 0.0


def first_to_second(sex: Sex | None) -> float:
    """Speed at the first threshold as a share of that at the second (Nuuttila et al. 2025, shares of peak speed)."""
    return _by_sex("lt1", "peak_speed_percent", sex) / _by_sex("lt2", "peak_speed_percent", sex)


def _first_from_second(second: Figure, sex: Sex | None) -> Figure:
    share = first_to_second(sex)
    how = f"{100 * share:.0f} % of threshold speed{_said(sex)}"
    return Figure(round(second.value * share, 3), how, ("nuuttila-2025",))


@cache
def _values(part: str) -> Mapping[str, Any]:
    """One part of the table of house values."""
    values: Mapping[str, Any] = table("running")[part]
    return values
