"""Says what sort of run a recorded run was: by heart rate, grade-adjusted pace, climb and, failing them, title."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from statistics import median
from typing import Literal

from msgspec import Struct

from ironstride.model.running import HARD, Intensity, Run
from ironstride.running.class_limits import limits
from ironstride.running.efforts import PIECE_S
from ironstride.running.patterns import bouts, repeated
from ironstride.running.thresholds import Thresholds, mean_speed, seconds_from
from ironstride.running.title_words import tables as title_tables
from ironstride.running.titles import read_title

Basis = Literal["pace and heart rate", "pace", "heart rate", "averages", "title", "duration", "nothing"]


class Context(Struct, frozen=True):
    """What the runner did in the eight weeks before: longest and usual (median) run, minutes; None without any."""

    longest_min: float | None = None
    usual_min: float | None = None


class Classified(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A run with its class.

    Attributes
    ----------
    run : the run's id.
    intensity : None when nothing tells.
    minutes : moving time.
    hard_minutes : minutes at or above the first threshold; None when not known.
    zones_min : minutes below the first threshold, between the two, above the second; None when not known.
    basis : what the class rests on.
    why : the reason in a few words.
    unknown : what could not be judged and why.
    """

    run: str
    intensity: Intensity | None
    minutes: float
    hard_minutes: float | None = None
    zones_min: tuple[float, float, float] | None = None
    basis: Basis = "nothing"
    why: str = ""
    unknown: tuple[str, ...] = ()


def context_of(run: Run, history: Sequence[Run]) -> Context:
    """The eight weeks before a run.

    Parameters
    ----------
    run : the run to be judged; it does not count itself.
    history : runs, any order.
    """
    first = run.start - timedelta(days=limits().classes.window_days)
    minutes = [r.duration_s / 60 for r in history if first <= r.start < run.start and r.id != run.id]
    return Context(max(minutes), median(minutes)) if minutes else Context()


def classify(run: Run, thresholds: Thresholds, context: Context) -> Classified:
    """Class a recorded run.

    Parameters
    ----------
    run : the run.
    thresholds : heart rates and speeds that separate easy from hard.
    context : the runner's recent longest and usual run, which say what `long` means.

    Returns
    -------
    Classified. Pace decides where 30 s pieces and a threshold speed are known, heart rate must not contradict it;
    then heart rate alone, then averages, then the title, then the duration. A run that knows none of them has no
    intensity and says why.

    Notes
    -----
    The limits of the classes are house values of the table `running`.
    """
    zones = zones_min(run, thresholds)
    by_pace, by_heart = bool(run.graded_speed_mps and thresholds.lt2_speed_mps), knows_heart(run)
    if by_pace:
        intensity, why = _by_pace(run, thresholds, context)
        basis: Basis = "pace and heart rate" if by_heart else "pace"
    elif by_heart:
        intensity, why = _by_heart(run, thresholds, context, zones)
        basis = "heart rate"
    else:
        return _by_less(run, thresholds, context)
    unknown = () if by_pace and by_heart else ("no heart rate",) if by_pace else (_why_no_pace(run),)
    return Classified(
        run=run.id,
        intensity=intensity,
        minutes=round(run.duration_s / 60, 1),
        hard_minutes=None if zones is None else round(zones[1] + zones[2], 1),
        zones_min=zones,
        basis=basis,
        why=why,
        unknown=unknown,
    )


def knows_heart(run: Run) -> bool:
    """Heart rate was recorded for at least half of the run."""
    return sum(run.hr_histogram_s.values()) >= run.duration_s / 2 > 0


def zones_min(run: Run, thresholds: Thresholds) -> tuple[float, float, float] | None:
    """Minutes below the first threshold, between the two and above the second: by heart rate, else by pace."""
    if knows_heart(run):
        total = sum(run.hr_histogram_s.values())
        above_first = seconds_from(run, thresholds.lt1_hr_bpm.value)
        above_second = seconds_from(run, thresholds.lt2_hr_bpm.value)
    elif run.graded_speed_mps and thresholds.lt1_speed_mps and thresholds.lt2_speed_mps:
        pieces = [v for v in run.graded_speed_mps if v]
        total = PIECE_S * len(pieces)
        above_first = PIECE_S * sum(v >= thresholds.lt1_speed_mps.value for v in pieces)
        above_second = PIECE_S * sum(v >= thresholds.lt2_speed_mps.value for v in pieces)
    else:
        return None
    cuts = (total - above_first, above_first - above_second, above_second)
    low, middle, high = (round(s / 60, 1) for s in cuts)
    return low, middle, high


def _by_pace(run: Run, thresholds: Thresholds, context: Context) -> tuple[Intensity, str]:
    """Class by the pattern of 30 s pieces; heart rate, where known, may overrule a tempo or an easy run."""
    classes = limits().classes
    second = thresholds.lt2_speed_mps.value if thresholds.lt2_speed_mps else 1.0
    shares = [v / second for v in run.graded_speed_mps]
    race = _race(run, thresholds, second)
    if race:
        return "race", race
    fast = bouts(shares, classes.fast)
    fast_min = sum(b.minutes for b in fast)
    high_min = _high_minutes(run, thresholds)
    pattern = repeated(fast, shares, classes)
    if is_hilly(run) and (pattern or max(fast_min, high_min) >= classes.hills_hard_min):
        return "hills", f"{_climb_per_km(run):.0f} m climbed per km and {max(fast_min, high_min):.0f} min hard"
    if pattern:
        return pattern
    steady = [b for b in bouts(shares, classes.tempo) if b.minutes >= classes.tempo_bout_min]
    steady_min = sum(b.minutes for b in steady)
    if steady_min >= classes.tempo_total_min and _heart_agrees(run, thresholds, steady_min):
        return "tempo", f"{steady_min:.0f} min at {100 * classes.tempo:.0f} % of threshold speed or faster"
    if high_min >= classes.tempo_lt2_min:
        return "tempo", f"{high_min:.0f} min above the second threshold by heart rate"
    return _long_or_easy(run, context)


def _heart_agrees(run: Run, thresholds: Thresholds, steady_min: float) -> bool:
    """A tempo run by pace must have cost something: half its fast time at or above the first threshold."""
    if not knows_heart(run):
        return True
    return seconds_from(run, thresholds.lt1_hr_bpm.value) / 60 >= steady_min / 2


def _high_minutes(run: Run, thresholds: Thresholds) -> float:
    return seconds_from(run, thresholds.lt2_hr_bpm.value) / 60


def _by_heart(
    run: Run, thresholds: Thresholds, context: Context, zones: tuple[float, float, float] | None
) -> tuple[Intensity, str]:
    """Class by time in zones alone; intervals and tempo cannot be told apart, so the title may say."""
    classes = limits().classes
    high = zones[2] if zones else 0.0
    race = _race(run, thresholds, None)
    if race:
        return "race", race
    if is_hilly(run) and high >= classes.hills_hard_min:
        return "hills", f"{_climb_per_km(run):.0f} m climbed per km and {high:.0f} min above the second threshold"
    if high >= classes.tempo_lt2_min:
        named = titled(run)
        chosen: Intensity = named if named in HARD else "tempo"
        return chosen, f"{high:.0f} min above the second threshold by heart rate"
    return _long_or_easy(run, context)


def _by_less(run: Run, thresholds: Thresholds, context: Context) -> Classified:
    """Class a run that holds neither pieces nor a histogram: by averages, by title, by duration, or not at all."""
    classes = limits().classes
    minutes = round(run.duration_s / 60, 1)
    unknown = ["no heart rate over time", _why_no_pace(run)]
    race = _race(run, thresholds, thresholds.lt2_speed_mps.value if thresholds.lt2_speed_mps else None)
    named = titled(run)
    share = _mean_share(run, thresholds)
    if race:
        found: tuple[Intensity | None, Basis, str] = ("race", "averages" if share else "title", race)
    elif named in HARD:
        found = (named, "title", f"its title says {named}")
    elif share is not None and share >= classes.tempo:
        found = ("tempo", "averages", f"{100 * share:.0f} % of the second threshold on average")
    elif _is_long(run, context):
        found = ("long", "duration", _long_or_easy(run, context)[1])
    elif share is not None:
        found = ("easy", "averages", f"{100 * share:.0f} % of the second threshold on average")
        unknown.append("intervals would not show in averages")
    elif named is not None:
        found = (named, "title", f"its title says {named}")
    else:
        found = (None, "nothing", "neither heart rate nor pace nor title tell")
    intensity, basis, why = found
    return Classified(
        run=run.id, intensity=intensity, minutes=minutes, basis=basis, why=why, unknown=tuple(filter(None, unknown))
    )


def _mean_share(run: Run, thresholds: Thresholds) -> float | None:
    """Mean effort as a share of the second threshold: heart rate on the scale of speed, else speed.

    Heart rate at the first threshold is taken as the speed share there, so that both scales meet at both thresholds.
    """
    first, second = thresholds.lt1_speed_mps, thresholds.lt2_speed_mps
    if run.mean_hr_bpm:
        low, high = thresholds.lt1_hr_bpm.value, thresholds.lt2_hr_bpm.value
        share_at_first = first.value / second.value if first and second else low / high
        return 1.0 - (high - run.mean_hr_bpm) / (high - low) * (1.0 - share_at_first)
    if second and run.distance_m:
        return mean_speed(run) / second.value
    return None


def _race(run: Run, thresholds: Thresholds, second_mps: float | None) -> str:
    """Why the run was a race, '' when it was none: its title, or a race distance at a race's effort."""
    if titled(run) == "race":
        return "its title says race"
    races = limits().races
    for distance_m, least in zip(races.distances_m, races.least_speed, strict=True):
        if not -races.short <= run.distance_m / distance_m - 1 <= races.over:
            continue
        fast = second_mps is not None and mean_speed(run) >= least * second_mps
        heart = run.mean_hr_bpm
        low = thresholds.lt1_hr_bpm.value if distance_m > 30_000 else thresholds.lt2_hr_bpm.value - 6
        if fast and (heart is None or heart >= low):
            return f"{distance_m / 1000:g} km at a race's effort"
    return ""


def titled(run: Run) -> Intensity | None:
    """The class the title names, when it is sure."""
    if not run.title:
        return None
    reading = read_title(run.title)
    return reading.intensity if reading.kind == "run" and reading.confidence >= title_tables().ask_below else None


def _is_long(run: Run, context: Context) -> bool:
    """Long for this runner: near the longest of eight weeks, well above the usual run; alone, an hour and a half."""
    classes = limits().classes
    minutes = run.duration_s / 60
    if context.longest_min is None or context.usual_min is None:
        return minutes >= classes.long_alone_min
    is_near_longest = minutes >= classes.long_share_of_longest * context.longest_min
    is_unusual = minutes >= classes.long_times_usual * context.usual_min
    return minutes >= classes.long_least_min and is_near_longest and is_unusual


def _long_or_easy(run: Run, context: Context) -> tuple[Intensity, str]:
    minutes = run.duration_s / 60
    if _is_long(run, context):
        if context.longest_min is None:
            return "long", f"{minutes:.0f} min"
        return "long", f"{minutes:.0f} min; the longest of the eight weeks before took {context.longest_min:.0f} min"
    return "easy", "little or nothing above the thresholds"


def is_hilly(run: Run) -> bool:
    """Climb per kilometre at or above the limit for hills."""
    return _climb_per_km(run) >= limits().classes.hills_m_per_km


def _climb_per_km(run: Run) -> float:
    return 1000 * run.climb_m / run.distance_m if run.distance_m >= 1000 else 0.0


def _why_no_pace(run: Run) -> str:
    if run.graded_speed_mps:
        return "no threshold speed"
    return "only its total distance is known" if run.distance_m else "no distance"
