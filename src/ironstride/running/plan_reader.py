"""Joins calendars, tables and the weekly pattern of a runner file into one running plan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from ironstride.formats.ics_lines import known_zone
from ironstride.model.errors import InputError
from ironstride.model.runner import WEEKDAYS, Runner
from ironstride.model.running import Intensity, OtherTraining, PlannedRun, RunningPlan, Unread
from ironstride.running.plan_entries import PlanEntry, digest, entry_id, late, merged, plan_files, read_entries
from ironstride.running.races import is_goal
from ironstride.running.title_words import fold, tables
from ironstride.running.titles import TitleReading, read_title, split_title, title_key

_Item = TypeVar("_Item", PlannedRun, OtherTraining)

_MAX_RUNS_A_DAY = 6
_MAX_MINUTES = 1200
_NO_EFFORT = "no word of effort"


class _Paces(Struct, frozen=True):
    """Seconds per kilometre of easy running, of hard work and of racing; `known` when the runner gave a pace."""

    easy: float
    hard: float
    race: float
    known: bool


class _Placed(Struct, frozen=True):
    """A run with the reading it rests on; `open_length` when no time or distance was given."""

    run: PlannedRun
    reading: TitleReading
    open_length: bool


def read_running_plan(
    runner: Runner,
    folder: Path,
    calendars: Sequence[Path] = (),
    *,
    first: date,
    last: date,
    easy_pace_s_per_km: float | None = None,
) -> RunningPlan:
    """Read everything a runner's file says about planned running between two dates.

    Parameters
    ----------
    runner : its `running.calendar` and `running.pattern` are read; `running.titles` decides titles by hand.
    folder : folder of the runner file, to which its paths are relative.
    calendars : further calendars or tables.
    first, last : first and last date, both included.
    easy_pace_s_per_km : turns distances into minutes; from threshold or goal pace, else experience, when None.

    Returns
    -------
    RunningPlan : sorted by date. A run whose class or length had to be assumed is placed and also listed under
        `unread`, once for each wording, with the assumption; what could not be placed at all is listed there only.

    Raises
    ------
    InputError
        For files that cannot be read or hold nothing in these dates, more than 6 runs on a day, runs over 20 hours,
        and an unknown time zone.
    """
    if known_zone(runner.time_zone) is None:
        raise InputError(f"“{runner.time_zone}” is no time zone", "time_zone", "Use a name such as Europe/Paris")
    if first > last:
        raise InputError(f"the season ends ({last}) before it begins ({first})", "", "Check first_day and weeks")
    paces = _paces(runner, easy_pace_s_per_km)
    entries: list[PlanEntry] = []
    for name, path in plan_files(runner, folder, calendars):
        entries += read_entries(path, name, runner, first, last)
    found = _understand(merged(entries), runner, paces)
    placed = _with_long_runs(found.placed)
    runs = [one.run for one in placed]
    runs += _pattern(runner, runs, first, last)
    _check(runs)
    return RunningPlan(
        runs=_numbered(runs),
        others=_numbered(found.others),
        rest_days=tuple(sorted(found.rests - {run.date for run in runs})),
        unread=tuple(sorted(_lost(found) + _questions(placed), key=lambda one: (one.where, one.text, one.why))),
    )


def _paces(runner: Runner, easy: float | None) -> _Paces:
    table = tables().easy_pace
    threshold, goal = runner.running.threshold_pace_s_per_km, runner.goal_pace_s_per_km
    known = easy is not None or threshold is not None or goal is not None
    if easy is None and threshold is not None:
        easy = threshold * table.over_threshold
    if easy is None and goal is not None:
        easy = goal * table.over_goal[runner.event]
    if easy is None:
        easy = table.usual[runner.running_experience]
    hard = threshold or easy / table.over_threshold
    return _Paces(easy, hard, goal or easy / table.over_goal[runner.event], known)


class _Understood(Struct):
    """What the entries turned out to be; `lost` holds the unread ones by wording."""

    placed: list[_Placed] = []
    others: list[OtherTraining] = []
    rests: set[date] = set()
    lost: dict[str, list[tuple[PlanEntry, TitleReading]]] = {}


def _understand(entries: list[PlanEntry], runner: Runner, paces: _Paces) -> _Understood:
    found = _Understood()
    for entry in entries:
        for part in _parts(entry):
            reading = _reading(part, runner, paces)
            if reading.kind == "run":
                found.placed.append(_placed(part, reading, runner, paces))
            elif reading.kind == "rest":
                found.rests |= {part.date + timedelta(days=n) for n in range(part.days)}
            elif reading.kind == "unread":
                found.lost.setdefault(fold(part.title), []).append((part, reading))
            else:
                found.others.append(_other(part, reading))
    return found


def _parts(entry: PlanEntry) -> list[PlanEntry]:
    """Part an entry that holds two workouts; the hour and the length of the whole belong to neither for sure."""
    titles = (entry.title,) if entry.kind else split_title(entry.title)
    if len(titles) == 1:
        return [entry]
    return [
        replace(entry, title=title, uid=f"{entry.uid}/{at}", minutes=None, slot=None, distance_m=None, climb_m=None)
        for at, title in enumerate(titles)
    ]


def _reading(entry: PlanEntry, runner: Runner, paces: _Paces) -> TitleReading:
    description = f"Workout type: {entry.kind}\n{entry.description}" if entry.kind else entry.description
    reading = read_title(entry.title, description, runner.running.titles, hard_pace_s_per_km=paces.hard)
    if entry.kind and reading.confidence < tables().ask_below:  # an intensity column may say what the title does not
        column = read_title(f"{entry.kind} {entry.title}", entry.description, hard_pace_s_per_km=paces.hard)
        reading = column if column.confidence > reading.confidence else reading
    named = [race for race in runner.races if race.date == entry.date and len(race.name) >= 4]
    if reading.confidence < 1 and any(fold(race.name) in fold(entry.title) for race in named):
        return replace(reading, kind="run", intensity="race", confidence=0.95, reasons=("your race's name",))
    if reading.kind == "run" and paces.known and reading.pace_s_per_km and _NO_EFFORT in reading.reasons:
        return _by_pace(reading, paces)
    return reading


def _by_pace(reading: TitleReading, paces: _Paces) -> TitleReading:
    table = tables().easy_pace
    share = (reading.pace_s_per_km or paces.easy) / paces.easy
    intensity: Intensity = "easy" if share >= table.easy_from else "tempo" if share >= table.tempo_from else "interval"
    return replace(reading, intensity=intensity, confidence=0.75, reasons=("its pace beside your easy pace",))


def _length(entry: PlanEntry, reading: TitleReading, runner: Runner, paces: _Paces) -> tuple[int, bool]:
    """Minutes of a run, and whether they had to be assumed; what is stated outranks what is reckoned."""
    usual = tables()
    stated = entry.minutes or reading.minutes
    distance = entry.distance_m or reading.distance_m
    if stated:
        return max(1, round(stated)), False
    if distance:
        pace = reading.pace_s_per_km or (paces.race if reading.intensity == "race" else paces.easy)
        return max(1, round(distance * pace / 60000)), False
    hard = reading.hard_minutes or 0
    if entry.slot:
        return max(entry.slot, hard), False
    if reading.intensity == "race" and (metres := _race_metres(entry, runner)):
        return max(1, round(metres * paces.race / 60000)), True
    if hard and reading.intensity == "long":
        return max(hard + usual.around_work.minutes, usual.usual_minutes["long"]), True
    if hard:
        between = hard * usual.around_work.recovery_share if reading.repetitions else 0.0
        return round(hard + between) + usual.around_work.minutes, False
    return usual.usual_minutes[reading.intensity or "easy"], True


def _race_metres(entry: PlanEntry, runner: Runner) -> float | None:
    """Give a race's length where its line says none: what the runner says of it, else the event's for "Race day"."""
    own = next((race.distance_km for race in runner.races if race.date == entry.date), None)
    if own:
        return 1000 * own
    return tables().races.event_m.get(runner.event) if is_goal(entry.title) else None


def _placed(entry: PlanEntry, reading: TitleReading, runner: Runner, paces: _Paces) -> _Placed:
    minutes, open_length = _length(entry, reading, runner, paces)
    run = PlannedRun(
        id=entry_id(entry),
        date=entry.date,
        intensity=reading.intensity or "easy",
        minutes=minutes,
        title=entry.title,
        start_min=entry.start_min,
        distance_m=entry.distance_m or reading.distance_m,
        climb_m=entry.climb_m,
        hard_minutes=min(minutes, reading.hard_minutes) if reading.hard_minutes else None,
        source=entry.source,
    )
    return _Placed(run, reading, open_length)


def _other(entry: PlanEntry, reading: TitleReading) -> OtherTraining:
    strength = reading.kind == "strength"
    minutes = entry.minutes or reading.minutes or entry.slot
    return OtherTraining(
        id=entry_id(entry),
        date=entry.date,
        sport="strength" if strength else reading.sport or "other",
        minutes=max(1, round(minutes or tables().usual_minutes["strength" if strength else "other"])),
        title=entry.title,
        start_min=entry.start_min,
        is_strength=strength,
        source=entry.source,
    )


def _with_long_runs(placed: list[_Placed]) -> list[_Placed]:
    """Take the longest of a week's runs as its long run where no title names an effort and it stands out."""
    table = tables().longest_of_week
    weeks: dict[date, list[_Placed]] = defaultdict(list)
    for one in placed:
        weeks[one.run.date - timedelta(days=one.run.date.weekday())].append(one)
    chosen: set[str] = set()
    for week in weeks.values():
        longest, *shorter = sorted(week, key=lambda one: (-one.run.minutes, one.run.id))
        stands_out = all(longest.run.minutes >= table.factor * one.run.minutes for one in shorter) and bool(shorter)
        if stands_out and longest.run.minutes >= table.minutes and _NO_EFFORT in longest.reading.reasons:
            chosen.add(longest.run.id)
    return [
        _Placed(
            replace(one.run, intensity="long"),
            replace(one.reading, intensity="long", reasons=("the longest run of its week",), guesses=("easy", "tempo")),
            one.open_length,
        )
        if one.run.id in chosen
        else one
        for one in placed
    ]


def _questions(placed: list[_Placed]) -> list[Unread]:
    """Ask once for each wording whose class or length was assumed."""
    by_class: dict[tuple[str, str], list[_Placed]] = defaultdict(list)
    by_length: dict[tuple[str, str], list[_Placed]] = defaultdict(list)
    for one in placed:
        key = title_key(one.run.title)
        if one.reading.confidence < tables().ask_below:
            by_class[key, one.run.intensity].append(one)
        if one.open_length:
            by_length[key, one.run.intensity].append(one)
    asked = [
        _asked(
            [one.run for one in group], f"taken as {taken}: {group[0].reading.reasons[-1]}", group[0].reading.guesses
        )
        for (_, taken), group in by_class.items()
    ]
    return asked + [
        _asked([one.run for one in group], f"no time or distance: taken as {group[0].run.minutes} min", ())
        for group in by_length.values()
    ]


def _lost(found: _Understood) -> list[Unread]:
    return [
        _asked([entry for entry, _ in group], f"not placed: {group[0][1].reasons[-1]}", group[0][1].guesses)
        for group in found.lost.values()
    ]


def _asked(group: Sequence[PlanEntry | PlannedRun], why: str, guesses: tuple[str, ...]) -> Unread:
    ordered: list[PlanEntry | PlannedRun] = sorted(group, key=lambda one: (one.date, one.title, one.source))
    more = f" and {len(group) - 1} more" if len(group) > 1 else ""
    where = f"{ordered[0].source}, {ordered[0].date}{more}"
    return Unread(where=where, text=ordered[0].title[:200] or "(no title)", why=why, guesses=guesses)


def _pattern(runner: Runner, runs: list[PlannedRun], first: date, last: date) -> list[PlannedRun]:
    """Spread the weekly pattern over the season; a calendar's run of the same class on the day takes its place."""
    taken = {(run.date, run.intensity) for run in runs}
    found: list[PlannedRun] = []
    for one in runner.running.pattern:
        start = None if one.start is None else min(1439, 60 * int(one.start[:2]) + int(one.start[3:]))
        begin = one.first or first
        begin += timedelta(days=(WEEKDAYS.index(one.day) - begin.weekday()) % 7)
        for week in range((min(last, one.last or last) - begin).days // 7 + 1):
            at = begin + timedelta(weeks=week)
            minutes = min(max(5, one.minutes + week * one.grow_minutes), one.max_minutes or _MAX_MINUTES + 1)
            if at >= first and (at, one.intensity) not in taken:
                found.append(
                    PlannedRun(
                        id=f"{at}-m-{digest('pattern', one.day, one.intensity, str(one.start), str(at))}",
                        date=at,
                        intensity=one.intensity,
                        minutes=minutes,
                        title=one.title,
                        start_min=start,
                        source="running.pattern",
                    )
                )
    return found


def _numbered(items: list[_Item]) -> tuple[_Item, ...]:
    """Sort by date and hour, otherwise as they came, and tell apart items of one name by a number."""
    seen: dict[str, int] = {}
    numbered: list[_Item] = []
    for item in sorted(items, key=lambda one: (one.date, late(one.start_min))):
        seen[item.id] = seen.get(item.id, 0) + 1
        numbered.append(item if seen[item.id] == 1 else replace(item, id=f"{item.id}-{seen[item.id]}"))
    return tuple(numbered)


def _check(runs: list[PlannedRun]) -> None:
    days: dict[date, list[PlannedRun]] = defaultdict(list)
    for run in runs:
        days[run.date].append(run)
        if run.minutes > _MAX_MINUTES:
            raise InputError(
                f"“{run.title[:60]}” on {run.date} would take {run.minutes / 60:.0f} h, more than 20 h",
                run.source,
                "Mend its length, or name it in running.titles as rest or other",
            )
    for day, group in sorted(days.items()):
        if len(group) > _MAX_RUNS_A_DAY:
            sources = ", ".join(sorted({run.source for run in group}))
            raise InputError(
                f"{len(group)} runs on {day}, more than {_MAX_RUNS_A_DAY}", sources, "Check the dates in the calendar"
            )
