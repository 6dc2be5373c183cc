"""Gathers what an audit needs from files: strength logs, runs, the calendar of races, and perhaps the runner."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from ironstride.cli.audit_logs import Options, answers, read_logs, settled
from ironstride.model.errors import InputError
from ironstride.model.log import History
from ironstride.model.runner import Runner
from ironstride.model.running import PlannedRun, Race, Run

if TYPE_CHECKING:
    from ironstride.rules.done import Who
    from ironstride.rules.done_runs import DoneRuns


#: the share of sessions dated ahead of today up to which they are slips
SLIPS_SHARE = 0.1


class Material(Struct, frozen=True, kw_only=True):
    """What was read: the log, the runs, whose they are, the day taken for today, and what is worth saying of it."""

    history: History
    runs: DoneRuns
    who: Who
    today: date
    max_hr_bpm: float | None = None
    described: bool = False
    guesses: Mapping[str, tuple[str, ...]] = {}
    notes: tuple[str, ...] = ()


def gathered(
    files: Sequence[Path],
    runs: Sequence[Path],
    calendars: Sequence[Path],
    runner_file: Path | None,
    options: Options | None = None,
) -> Material:
    """Read everything an audit is given.

    Parameters
    ----------
    files : strength logs: exports of gym apps, watch files, tables, our own; or folders of them.
    runs : watch files of runs.
    calendars : of races and runs.
    runner_file : the runner, if there is one.
    options : what the logs leave open.

    Raises
    ------
    InputError : for a file that is not there or cannot be used, on one line.
    """
    from ironstride.rules.done import guessed

    runner = _runner(runner_file)
    options = options or Options()
    _known_zone(options.time_zone)
    read = read_logs(files, options, runner)
    history = read.history
    who = _described(runner, history) if runner is not None else guessed(history, (), options.time_zone)
    planned = _calendar(who.runner, calendars, history)
    if runner is None and planned:
        races = [Race(date=run.date, name=run.title) for run in planned if run.intensity == "race"]
        who = guessed(history, races, options.time_zone)
    done, max_hr_bpm, told = _runs(who, runs, runner_file, planned)
    today, ahead = _today(history, done, date.today())
    history, asked = settled(history, today, answers(options))
    if not history.sessions and not done.runs:
        raise InputError("no session of strength stands in these files", str(files[0]), "Give a log with one at least.")
    return Material(
        history=history,
        runs=done,
        who=_ran(who, done),
        today=today,
        max_hr_bpm=max_hr_bpm,
        described=runner is not None,
        notes=(*read.notes, *ahead, *asked, *told, *_assumed(runner, done)),
        guesses=read.guesses,
    )


def _today(history: History, runs: DoneRuns, today: date) -> tuple[date, tuple[str, ...]]:
    """Give the day after which nothing has happened: today, the last day run, or the log's last day.

    One date ahead is a slip of the pen and is asked about; many of them are a computer whose clock is behind.
    """
    today = max([today, *([runs.last] if runs.last else [])])
    dates = [session.date for session in history.sessions]
    if sum(day > today for day in dates) <= SLIPS_SHARE * len(dates):
        return today, ()
    told = f"Your log runs to {max(dates)}; this computer takes today for {today}. The log was read as it stands"
    return max(dates), (told,)


def _known_zone(name: str) -> None:
    """Refuse a time zone nobody knows.

    Raises
    ------
    InputError : for one that is not in the tz database.
    """
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise InputError(f"no time zone {name!r}", "--time-zone", "Write it as Europe/Berlin.") from None


def _runner(path: Path | None) -> Runner | None:
    if path is None:
        return None
    from ironstride.formats.runner_file import read_runner

    return read_runner(path)


def _described(runner: Runner, history: History) -> Who:
    from ironstride.catalogue import catalogue
    from ironstride.planning.names import with_ids
    from ironstride.rules.done import described

    return described(with_ids(runner, catalogue().exercises)[0], history)


def _ran(who: Who, runs: DoneRuns) -> Who:
    """Mark that nobody knows the running when there is none."""
    return who if runs.runs else replace(who, unknown=who.unknown | {"runs"})


def _calendar(runner: Runner, calendars: Sequence[Path], history: History) -> tuple[PlannedRun, ...]:
    """Read runs and races of the calendars over the days of the log."""
    if not calendars:
        return ()
    from ironstride.running.plan_reader import read_running_plan

    dates = [session.date for session in history.sessions] or [date.today()]
    first, last = min(dates), max(dates)
    return read_running_plan(runner, Path(), calendars, first=first, last=last).runs


def _runs(
    who: Who, paths: Sequence[Path], runner_file: Path | None, planned: Iterable[PlannedRun]
) -> tuple[DoneRuns, float | None, tuple[str, ...]]:
    """Read and class recorded runs; without any, the calendar's stand for what was run."""
    from ironstride.rules.done_runs import as_done, done_runs

    runner = who.runner
    folder = Path() if runner_file is None else runner_file if runner_file.is_dir() else runner_file.parent
    given = [*paths, *(folder / name for name in runner.running.history)]
    if not given:
        done = as_done(planned)
        told = ("Your runs are taken from the calendar, as if all of them were run",) if done.runs else ()
        return done, _max_hr(who, ()), told
    from ironstride.cli.prepare import watch_files
    from ironstride.running.load import classify_all
    from ironstride.running.thresholds import estimate_thresholds

    read = watch_files(runner, given)
    runs = sorted(read.runs, key=lambda run: run.start)
    if not runs:
        return as_done(planned), None, ("The watch files hold no run that could be read",)
    thresholds = estimate_thresholds(runs, runner, runs[-1].start.date())
    classified = classify_all(runs, thresholds, runner)
    told = (f"{len(read.skipped)} files could not be read",) if read.skipped else ()
    return done_runs(runs, classified, runner.time_zone), _max_hr(who, runs), told


def _max_hr(who: Who, runs: Sequence[Run]) -> float | None:
    """Give the maximal heart rate; one that is only expected of an age nobody told is not known."""
    from ironstride.running.thresholds import max_heart_rate

    age = (runs[-1].start.year if runs else date.today().year) - who.runner.birth_year
    figure = max_heart_rate(runs, age, who.runner.running.max_hr_bpm)
    expected = "tanaka-2001" in figure.sources
    return None if expected and any(word.startswith("age") for word in who.unknown) else figure.value


def _assumed(runner: Runner | None, runs: DoneRuns) -> tuple[str, ...]:
    told = []
    if runner is None:
        told.append("Nobody told us who you are: we took you for an adult; --runner tells age, event and races")
    if not runs.runs:
        told.append("Without your runs we cannot judge the days and hours; --runs reads a watch's files")
    if runs.unclassed:
        told.append(f"{len(runs.unclassed)} runs could not be classed and count as neither easy nor hard")
    return tuple(told)
