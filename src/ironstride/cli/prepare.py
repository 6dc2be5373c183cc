"""Gather what a plan needs from files: the runner, the running plan, the history."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from os.path import relpath
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from ironstride.model.errors import InputError
from ironstride.model.plan import Plan
from ironstride.model.rule import Method
from ironstride.model.runner import Event, Runner
from ironstride.model.running import Race, RunningPlan, Unread

if TYPE_CHECKING:
    from ironstride.formats.history import HistoryRead
    from ironstride.running.load import HistorySummary

#: how far ahead calendars are read when the season's length is not known yet
HORIZON_DAYS = 371


def plan_for(
    path: Path,
    runs: Sequence[Path] = (),
    calendars: Sequence[Path] = (),
    weeks: int | None = None,
    method: str | Method | None = None,
    progress: Callable[[str], None] = lambda stage: None,
    changes: Sequence[str] = (),
) -> Plan:
    """Read everything, apply changes spelt as `replan` takes them, and plan.

    Raises
    ------
    InputError, NoPlan : one line each, see there.
    """
    from ironstride.formats.runner_file import read_runner
    from ironstride.planning import plan

    progress("runner file")
    runner = read_runner(path)
    folder = path if path.is_dir() else path.parent
    progress("history")
    history, skipped = history_of(runner, folder, runs)
    progress("calendar")
    running = running_plan(runner, folder, calendars, weeks)
    running = replace(running, unread=(*running.unread, *skipped))
    runner, running = _changed(runner, running, changes)
    chosen = method or named_method(runner.method, folder)
    return plan(runner, running, history, method=chosen, weeks=weeks, progress=progress)


def _changed(runner: Runner, running: RunningPlan, changes: Sequence[str]) -> tuple[Runner, RunningPlan]:
    if not changes:
        return runner, running
    from ironstride.planning.change import apply
    from ironstride.planning.change_text import parse_change
    from ironstride.running.races import with_found_races

    races = with_found_races(runner, running.runs)
    runner, runs, others = races.runner, races.runs, running.others
    today = runner.first_day or date.today()
    for text in changes:
        runner, runs, others = apply(parse_change(text), runner, runs, others, today=today)
    return runner, replace(running, runs=runs, others=others)


def named_method(name: str, folder: Path = Path()) -> str | Method:
    """Give a method by its id in the catalogue, or read it from the file of one's own that is named.

    Parameters
    ----------
    name : an id, or the path of a `.toml` file.
    folder : what a path is relative to.

    Raises
    ------
    InputError : for a file that cannot be read or does not fit the catalogue, on one line.
    """
    if not name.endswith(".toml"):
        return name
    from functools import partial

    from ironstride.catalogue import catalogue
    from ironstride.formats.method_file import read_method
    from ironstride.rules.own_method import problems

    return read_method(folder / name, partial(problems, catalogue()))


def running_plan(runner: Runner, folder: Path, calendars: Sequence[Path], weeks: int | None) -> RunningPlan:
    """Read calendars, tables and patterns over the season's dates."""
    from ironstride.running.plan_reader import read_running_plan

    first = runner.first_day or date.today()
    length = weeks or runner.weeks
    last = first + timedelta(days=7 * (length + 1) if length else HORIZON_DAYS)
    races = [race.date for race in runner.races if race.date >= first]
    if not length and races:
        last = max(races) + timedelta(days=21)
    return read_running_plan(runner, folder, calendars, first=first, last=last)


def calendar_races(folder: Path, name: str, event: Event) -> tuple[str, tuple[Race, ...]]:
    """Find a calendar or table, and the races it holds from today on, before there is a runner.

    Parameters
    ----------
    folder : where the runner file will lie, to which its paths are relative.
    name : as typed, from there or from the working directory.

    Returns
    -------
    name, races : the name as the runner file needs it; races with the one it leads to as the A race.

    Raises
    ------
    InputError : for a file that is not there, cannot be read or holds nothing to come.
    """
    from ironstride.running.races import with_found_races

    typed = Path(name).expanduser()
    path = folder / typed
    if not path.exists() and typed.exists():
        typed, path = Path(relpath(typed, folder)), typed
    nobody = Runner(name="", event=event, lifting_experience="none", body_mass_kg=70, birth_year=1990)
    return str(typed), with_found_races(nobody, running_plan(nobody, folder, (path,), None).runs).runner.races


def history_of(runner: Runner, folder: Path, runs: Sequence[Path]) -> tuple[HistorySummary | None, tuple[Unread, ...]]:
    """Read and summarise the watch files the runner names and those given; None when there are none.

    Raises
    ------
    InputError : for a path that is not there, and for a file (not a folder) of which nothing can be read.
    """
    paths = [folder / name for name in runner.running.history] + list(runs)
    if not paths:
        return None, ()
    from ironstride.running.load import summarise

    read = watch_files(runner, paths)
    for path in paths:
        _refuse_unread(path, read)
    return summarise(read.runs, runner, runner.first_day or date.today()), read.skipped


def watch_files(runner: Runner, paths: Sequence[Path]) -> HistoryRead:
    """Read files and folders of a watch, counting aloud for someone who looks on.

    Raises
    ------
    InputError : for a path that is not there.
    """
    missing = next((path for path in paths if not path.exists()), None)
    if missing is not None:
        raise InputError("there is no such file or folder", str(missing), "Check running.history or --runs.")
    from ironstride.formats.history import read_history
    from ironstride.formats.history_cache import default_folder

    return read_history(
        paths,
        counted if sys.stderr.isatty() else None,
        time_zone=runner.time_zone,
        distance_unit=runner.distance_unit,
        cache_folder=default_folder(),
    )


def _refuse_unread(path: Path, read: HistoryRead) -> None:
    """Refuse a file named by itself of which nothing could be read; in a folder it would be named and skipped."""
    sources = {run.source for run in read.runs} | {other.source for other in read.others}
    if path.is_dir() or any(source.startswith(path.name) for source in sources):
        return
    for fault in read.skipped:
        if fault.where.startswith(path.name):
            why, _, mend = fault.why.partition(". ")
            raise InputError(why, fault.where, mend or "Name another file, or leave it out.")
    raise InputError(
        "it holds no activity", path.name, "Give .fit, .gpx, .tcx, an archive of such, or a table of activities."
    )


def watch_summary(runs: Sequence[Path]) -> HistorySummary | None:
    """Summarise watch files before there is a runner: what is asked of it does not depend on who ran."""
    nobody = Runner(name="", event="10k", lifting_experience="none", body_mass_kg=70, birth_year=1990)
    return history_of(nobody, Path(), runs)[0]


def counted(files: int) -> None:
    """Show how many watch files were read."""
    sys.stderr.write(f"\rReading watch files: {files} ")
    sys.stderr.flush()
