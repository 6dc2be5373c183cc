"""Weekly load of a running history and what it says of habits: days and hours, climb, longest run, thresholds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta, tzinfo
from statistics import median as middle
from statistics import median_high, median_low, mode
from zoneinfo import ZoneInfo

from msgspec import Struct

from ironstride.catalogue.tables import table
from ironstride.model.plan import RunningLoad
from ironstride.model.runner import WEEKDAYS, Runner, Weekday
from ironstride.model.running import HARD, Intensity, Run
from ironstride.model.words import clock
from ironstride.running.classify import Classified, classify, context_of
from ironstride.running.impulse import Loads, Unit, loads
from ironstride.running.season import monday
from ironstride.running.thresholds import Thresholds, at_date, estimate_thresholds

WEEK = timedelta(days=7)
#: The first months of a history are judged by what its first so many days showed.
FIRST_DAYS = 120
#: More runs than anybody does in eight weeks.
MOST_RUNS = 150


class TrainingWeek(Struct, frozen=True, kw_only=True):
    """A Monday week as it was run.

    Attributes
    ----------
    start : its Monday.
    running : minutes in all and by class; runs without a class are under `unknown`.
    runs : how many.
    distance_m, climb_m : metres.
    hard_minutes : minutes at or above the first threshold, of the runs that know.
    above_lt2_runs : runs with time above the second threshold that makes them hard (class tempo or harder).
    longest_min : the longest run.
    load : in the summary's unit.
    down : at most the down-week share of the larger of the two weeks before.
    """

    start: date
    running: RunningLoad
    runs: int
    distance_m: float
    climb_m: float
    hard_minutes: float
    above_lt2_runs: int
    longest_min: float
    load: float
    down: bool


#: starts further apart than this, minutes, are two habits and not one
APART_MIN = 120


class TypicalDay(Struct, frozen=True, kw_only=True):
    """What a weekday usually holds: the share of weeks it is run on, the usual class, minutes and clock times."""

    share: float
    intensity: Intensity | None
    minutes: float
    start: str | None
    second_start: str | None = None


class HistorySummary(Struct, frozen=True, kw_only=True):
    """What the planner and the interview want to know of a history.

    Attributes
    ----------
    first, last : dates of the first and the last run; None without runs.
    classified : every run's class, by start.
    weeks : Monday weeks from the first run to the last, empty ones too.
    thresholds : with how each was got.
    load_unit, load_how : the unit of `TrainingWeek.load`.
    days : weekdays that are usually run on.
    weekdays : the same, in order; None when nothing is usual.
    long_run_day : weekday of most of the long runs, else of the longest runs.
    weekly_minutes : median of the recent weeks that were run in.
    runs_per_week : mean of the recent weeks.
    usual_start, usual_second_start : median clock time of a day's first and second run, HH:MM.
    climb_m_per_km : climb of the recent runs.
    longest_30d_min, longest_30d_m : the longest run of the last thirty days.
    max_hr_bpm : maximal heart rate from the history, None when it is only expected by age.
    """

    first: date | None
    last: date | None
    classified: tuple[Classified, ...]
    weeks: tuple[TrainingWeek, ...]
    thresholds: Thresholds
    load_unit: Unit
    load_how: str
    days: dict[Weekday, TypicalDay]
    weekdays: tuple[Weekday, ...] | None
    long_run_day: Weekday | None
    weekly_minutes: float | None
    runs_per_week: float
    usual_start: str | None
    usual_second_start: str | None
    climb_m_per_km: float | None
    longest_30d_min: float | None
    longest_30d_m: float | None
    max_hr_bpm: int | None


def summarise(runs: Sequence[Run], runner: Runner, on: date) -> HistorySummary:
    """Sum a history up.

    Parameters
    ----------
    runs : recorded runs, any order; those after `on` are left out.
    runner : age, sex, time zone and whatever was set by hand.
    on : the day the summary is for. Habits are those of the twelve weeks before it, or before the last run.
    """
    zone = ZoneInfo(runner.time_zone)
    past = sorted((r for r in runs if local_date(r, zone) <= on), key=lambda r: r.start)
    thresholds = estimate_thresholds(past, runner, on)
    classified = classify_all(past, thresholds, runner)
    by_id = {c.run: c for c in classified}
    run_loads = loads(past, by_id, thresholds)
    weeks = training_weeks(past, by_id, run_loads, zone)
    usual_weeks = weeks[-int(table("running")["habits"]["weeks"]) :]
    recent = [r for r in past if local_date(r, zone) >= usual_weeks[0].start]
    starts = _starts(recent, zone).values()
    days = typical_days(recent, by_id, len(usual_weeks), zone)
    longest = _longest_recent(past, on, zone)
    return HistorySummary(
        first=local_date(past[0], zone) if past else None,
        last=local_date(past[-1], zone) if past else None,
        classified=classified,
        weeks=weeks,
        thresholds=thresholds,
        load_unit=run_loads.unit,
        load_how=run_loads.how,
        days=days,
        weekdays=tuple(days) or None,
        long_run_day=_long_run_day(recent, by_id, zone),
        weekly_minutes=middle([w.running.minutes for w in usual_weeks if w.runs]) if recent else None,
        runs_per_week=round(len(recent) / len(usual_weeks), 1) if usual_weeks else 0.0,
        usual_start=usual_clock([min(day) for day in starts]),
        usual_second_start=usual_clock([sorted(day)[1] for day in starts if len(day) > 1]),
        climb_m_per_km=_climb_m_per_km(recent),
        longest_30d_min=round(longest.duration_s / 60, 1) if longest else None,
        longest_30d_m=longest.distance_m if longest else None,
        max_hr_bpm=_seen_max_hr(thresholds),
    )


def classify_all(runs: Sequence[Run], thresholds: Thresholds, runner: Runner) -> tuple[Classified, ...]:
    """Class every run against the eight weeks before it and the threshold speed of its own month.

    Parameters
    ----------
    runs : ascending by start.
    thresholds : today's; their heart rates hold throughout.
    runner : for whose sake `thresholds` were made.
    """
    found: list[Classified] = []
    then, month = thresholds, (0, 0)
    for i, run in enumerate(runs):
        if (run.start.year, run.start.month) != month:
            month = (run.start.year, run.start.month)
            known_by = max(run.start.date() + timedelta(days=31), runs[0].start.date() + timedelta(days=FIRST_DAYS))
            then = at_date(thresholds, runs, runner, known_by)
        found.append(classify(run, then, context_of(run, runs[max(0, i - MOST_RUNS) : i])))
    return tuple(found)


def local_date(run: Run, zone: tzinfo) -> date:
    """The date a run began on where the runner lives."""
    return run.start.astimezone(zone).date()


def training_weeks(
    runs: Sequence[Run], classified: Mapping[str, Classified], run_loads: Loads, zone: tzinfo
) -> tuple[TrainingWeek, ...]:
    """Monday weeks from the first run to the last.

    Parameters
    ----------
    runs : ascending by start.
    classified : classes by run id.
    run_loads : loads by run id.
    zone : where the runner's weeks begin.
    """
    if not runs:
        return ()
    by_monday: dict[date, list[Run]] = {}
    for run in runs:
        by_monday.setdefault(monday(local_date(run, zone)), []).append(run)
    weeks: list[TrainingWeek] = []
    start = min(by_monday)
    while start <= max(by_monday):
        minutes_before = [w.running.minutes for w in weeks[-2:]]
        weeks.append(_week(start, by_monday.get(start, []), classified, run_loads, minutes_before))
        start += WEEK
    return tuple(weeks)


def _week(
    start: date,
    runs: Sequence[Run],
    classified: Mapping[str, Classified],
    run_loads: Loads,
    minutes_before: Sequence[int],
) -> TrainingWeek:
    """One week; it is a down week by the share of the table `season`, once two weeks stand before it."""
    seconds: dict[str, float] = {}
    for run in runs:
        name = classified[run.id].intensity or "unknown"
        seconds[name] = seconds.get(name, 0.0) + run.duration_s
    minutes = round(sum(seconds.values()) / 60)
    share = float(table("season")["down_week"]["share_max"])
    return TrainingWeek(
        start=start,
        running=RunningLoad(minutes=minutes, by_intensity={k: round(s / 60) for k, s in sorted(seconds.items())}),
        runs=len(runs),
        distance_m=round(sum(r.distance_m for r in runs), 1),
        climb_m=round(sum(r.climb_m for r in runs), 1),
        hard_minutes=round(sum(classified[r.id].hard_minutes or 0.0 for r in runs), 1),
        above_lt2_runs=sum(classified[r.id].intensity in HARD for r in runs),
        longest_min=round(max((r.duration_s for r in runs), default=0.0) / 60, 1),
        load=run_loads.total([r.id for r in runs]),
        down=len(minutes_before) == 2 and minutes <= share * max(minutes_before),
    )


def typical_days(
    runs: Sequence[Run], classified: Mapping[str, Classified], weeks: int, zone: tzinfo
) -> dict[Weekday, TypicalDay]:
    """Weekdays run on in at least half of the weeks, with what they usually hold.

    Parameters
    ----------
    runs : runs of the weeks looked at.
    weeks : how many weeks those are.
    """
    least = float(table("running")["habits"]["weekday_share"])
    dates: dict[Weekday, dict[date, list[Run]]] = {}
    for run in runs:
        day = local_date(run, zone)
        dates.setdefault(WEEKDAYS[day.weekday()], {}).setdefault(day, []).append(run)
    found: dict[Weekday, TypicalDay] = {}
    for weekday in WEEKDAYS:
        held = dates.get(weekday, {})
        if not weeks or len(held) < least * weeks:
            continue
        mains = [max(day, key=lambda r: (classified[r.id].intensity in HARD, r.duration_s)) for day in held.values()]
        clocks = _starts([r for day in held.values() for r in day], zone).values()
        found[weekday] = TypicalDay(
            share=round(len(held) / weeks, 2),
            intensity=mode(classified[r.id].intensity for r in mains),
            minutes=round(middle([sum(r.duration_s for r in day) / 60 for day in held.values()])),
            start=usual_clock([min(day) for day in clocks]),
            second_start=usual_clock([sorted(day)[1] for day in clocks if len(day) > 1]),
        )
    return found


def _starts(runs: Sequence[Run], zone: tzinfo) -> dict[date, list[int]]:
    """Minutes after midnight at which each day's runs began; midnight itself means that no hour was written."""
    starts: dict[date, list[int]] = {}
    for run in runs:
        at: datetime = run.start.astimezone(zone)
        if run.start.hour or run.start.minute or run.start.second:
            starts.setdefault(at.date(), []).append(60 * at.hour + at.minute)
    return starts


def usual_clock(minutes: Sequence[int]) -> str | None:
    """Median of clock times in minutes after midnight as HH:MM, to five minutes; None without any.

    Half mornings and half evenings have no middle that anybody runs at: then it is the earlier of the two.
    """
    if not minutes:
        return None
    low, high = median_low(minutes), median_high(minutes)
    return clock(min(5 * round(((low + high) / 2 if high - low <= APART_MIN else low) / 5), 1435))


def _long_run_day(runs: Sequence[Run], classified: Mapping[str, Classified], zone: tzinfo) -> Weekday | None:
    """Weekday of most long runs; without any, of most weeks' longest runs."""
    long_runs = [r for r in runs if classified[r.id].intensity == "long"]
    if not long_runs:
        by_week: dict[date, Run] = {}
        for run in runs:
            week = monday(local_date(run, zone))
            if week not in by_week or run.duration_s > by_week[week].duration_s:
                by_week[week] = run
        long_runs = list(by_week.values())
    return mode([WEEKDAYS[local_date(r, zone).weekday()] for r in long_runs]) if long_runs else None


def _longest_recent(runs: Sequence[Run], on: date, zone: tzinfo) -> Run | None:
    """The longest run by distance, else by time, of the thirty days up to `on`."""
    first = on - timedelta(days=int(table("running")["habits"]["longest_days"]))
    return max(
        (r for r in runs if local_date(r, zone) >= first), key=lambda r: (r.distance_m, r.duration_s), default=None
    )


def _climb_m_per_km(runs: Sequence[Run]) -> float | None:
    """Climb over distance of the runs under the open sky."""
    distance_m = sum(r.distance_m for r in runs if not r.indoor)
    return round(1000 * sum(r.climb_m for r in runs if not r.indoor) / distance_m, 1) if distance_m else None


def _seen_max_hr(thresholds: Thresholds) -> int | None:
    figure = thresholds.max_hr_bpm
    return None if "tanaka-2001" in figure.sources else round(figure.value)
