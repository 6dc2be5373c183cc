"""Races that stand in a runner's calendar: told from tests, joined with the runner's own races, or taken as found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from msgspec import Struct
from msgspec.structs import replace

from ironstride.model.runner import Runner
from ironstride.model.running import PlannedRun, Race
from ironstride.running.title_words import fold, is_another, tables, tokens

#: source of the runs that the weekly pattern spreads over the season
PATTERN = "running.pattern"
#: races this near each other are one race whose day two time zones, or two people, write differently
NEAR = timedelta(days=1)
_LONGEST_NAME = 60


class Joined(Struct, frozen=True):
    """A race of the calendar that is the runner's own race: it stood on `was` and is run on `race.date`."""

    race: Race
    was: date


class FoundRaces(Struct, frozen=True):
    """The runner with the races of the calendar, the runs, and the races that stood a day off the runner's own."""

    runner: Runner
    runs: tuple[PlannedRun, ...]
    joined: tuple[Joined, ...]


def with_found_races(runner: Runner, runs: Sequence[PlannedRun]) -> FoundRaces:
    """Take the races of calendars and tables that the runner did not name among the runner's races.

    A race within a day of one the runner named is that race, and is run on the named date. Of the others the goal is
    taken as an A race if the runner named no A race from the season's first day on, and the rest as B races. Tests
    and parkruns are no races. Races found before are looked for anew.

    Parameters
    ----------
    runner : its races without `found` are its own.
    runs : from calendars, tables and pattern; only runs of the first two are looked at.
    """
    own = own_races(runner)
    kept, joined = _joined(own, runs)
    here = _raced(kept, {race.date for race in own})
    first = runner.first_day or min((run.date for run in runs), default=date.min)
    has_goal = any(race.priority == "A" and race.date >= first for race in own)
    goals = frozenset() if has_goal else _goals(runner, here)
    found = tuple(_race(run, run.date in goals) for run in here)
    return FoundRaces(replace(runner, races=in_order((*own, *found))), kept, joined)


def own_races(runner: Runner) -> tuple[Race, ...]:
    """Give the races the runner named, without those a calendar did."""
    return tuple(race for race in runner.races if not race.found)


def in_order(races: Iterable[Race]) -> tuple[Race, ...]:
    """Give races by date."""
    return tuple(sorted(races, key=lambda race: race.date))


def entered(
    new: Race, races: Sequence[Race], runs: Sequence[PlannedRun]
) -> tuple[tuple[Race, ...], tuple[PlannedRun, ...]]:
    """Enter a race among the others and its run among the runs: what the runner says outranks what a calendar held.

    A found race within a day of it is the same race, and an A race takes the place of the goal that was found.
    """
    same = {race.date for race in races if race.found and abs(race.date - new.date) <= NEAR}
    kept = [race for race in races if race.date not in same]
    if new.priority == "A":
        kept = [replace(race, priority="B") if race.found else race for race in kept]
    moved = [
        replace(run, date=new.date) if run.date in same and run.intensity == "race" and not is_test(run.title) else run
        for run in runs
    ]
    return in_order((*kept, new)), tuple(moved)


def for_training(runs: Sequence[PlannedRun], races: Sequence[Race]) -> list[PlannedRun]:
    """Give the tests, parkruns and the like among the runs: raced, but no race of the season."""
    days = {race.date for race in races}
    return [run for run in runs if run.intensity == "race" and run.date not in days]


def _joined(own: Sequence[Race], runs: Sequence[PlannedRun]) -> tuple[tuple[PlannedRun, ...], tuple[Joined, ...]]:
    """Move a calendar's race that stands a day off the runner's own race onto that race's date."""
    kept = list(runs)
    joined = []
    days = {race.date for race in own}
    for race in own:
        if any(run.date == race.date and run.intensity == "race" for run in kept):
            continue
        near = [run for run in _raced(kept, days) if abs(run.date - race.date) <= NEAR]
        if near:
            moved = max(near, key=lambda run: run.minutes)
            kept[kept.index(moved)] = replace(moved, date=race.date)
            joined.append(Joined(race, moved.date))
    return tuple(sorted(kept, key=lambda run: (run.date, run.start_min is None, run.start_min or 0))), tuple(joined)


def _raced(runs: Sequence[PlannedRun], without: set[date]) -> list[PlannedRun]:
    """Give the longest race of each day that comes from a file and is no test, days `without` left out."""
    days: dict[date, PlannedRun] = {}
    for run in runs:
        from_file = bool(run.source) and run.source != PATTERN
        if run.intensity != "race" or not from_file or run.date in without or is_test(run.title):
            continue
        if run.date not in days or run.minutes > days[run.date].minutes:
            days[run.date] = run
    return [days[day] for day in sorted(days)]


def _goals(runner: Runner, races: Sequence[PlannedRun]) -> frozenset[date]:
    """Choose the races the season is for: those named so, else the last that is not plainly of another distance than
    the event, else the last."""
    table = tables().races
    named = [run.date for run in races if _says(run.title, table.goal)]
    if named:
        return frozenset(named)
    open_ = [run for run in races if not _says(run.title, table.tune_up)]
    wanted = table.event_m.get(runner.event)
    fitting = [run for run in open_ if not is_another(run.distance_m, wanted)]
    return frozenset(run.date for run in (fitting or open_)[-1:])


def _race(run: PlannedRun, goal: bool) -> Race:
    return Race(
        date=run.date,
        name=" ".join(run.title.split())[:_LONGEST_NAME].rstrip(),
        priority="A" if goal else "B",
        distance_km=round(run.distance_m / 1000, 4) if run.distance_m else None,
        climb_m=run.climb_m,
        found=True,
    )


def is_goal(title: str) -> bool:
    """Tell whether a title names the goal, or nothing but a race: "Race day"."""
    table = tables().races
    return _says(title, table.goal) or " ".join(tokens(fold(title))) in table.plain


def is_test(title: str) -> bool:
    """Tell whether a title names a test or a parkrun: raced, but no race of the season."""
    return _says(title, tables().races.training)


def _says(title: str, phrases: Sequence[str]) -> bool:
    """Tell whether a title holds one of the phrases, word by word."""
    words = f" {' '.join(tokens(fold(title)))} "
    return any(f" {' '.join(tokens(fold(phrase)))} " in words for phrase in phrases)
