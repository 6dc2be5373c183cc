"""Reads strength logs of any maker for an audit: names resolved, doubts kept out, every fault named."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeVar

import click
from msgspec import Struct

from ironstride.model.errors import ImportFailure, InputError
from ironstride.model.log import BodyMass, Complaint, History, LoggedSession, ScreenResult
from ironstride.model.runner import Runner

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

    from ironstride.strength.exercise_names import NameAnswer

T = TypeVar("T", BodyMass, Complaint, ScreenResult)
#: what is looked at in a folder of logs
SUFFIXES = frozenset({".csv", ".tsv", ".txt", ".json", ".jsonl", ".fit"})
#: questions told one by one before the rest are counted
MOST_ASKED = 3
OWN_LOG = b'{"ironstride_log"'


class Options(Struct, frozen=True, kw_only=True):
    """What logs leave open: the unit of loads that name none, columns of a table of one's own, what names mean, and the
    time zone of a runner nobody described."""

    unit: Literal["kg", "lb"] | None = None
    columns: Mapping[str, str] = {}
    names: Path | None = None
    time_zone: str = "UTC"


class LogsRead(Struct, frozen=True, kw_only=True):
    """The history the files amount to, what is worth saying of the reading, and guesses for names nobody knows."""

    history: History
    notes: tuple[str, ...] = ()
    guesses: Mapping[str, tuple[str, ...]] = {}


def read_logs(files: Sequence[Path], options: Options, runner: Runner | None) -> LogsRead:
    """Read strength logs.

    Parameters
    ----------
    files : files and folders.
    options : what the files leave open.
    runner : whose unit holds where neither file nor option tells it.

    Returns
    -------
    LogsRead
        The same whatever the order of the files: a session found twice counts once, the fuller one. What is in doubt
        is still in it, see `settled`.

    Raises
    ------
    InputError : when a file is not there, or none could be read.
    """
    from ironstride.strength.log_names import name_sets

    parts, faults = _parts(list(_found(files)), options, runner)
    if not parts and faults:
        raise faults[0]
    histories = [history for history, _ in parts]
    sessions = name_sets(once(session for history in histories for session in history.sessions), _answers(options))
    whole = History(
        sessions=sessions,
        body_mass=_by_id(mass for history in histories for mass in history.body_mass),
        complaints=_by_id(complaint for history in histories for complaint in history.complaints),
        screens=_by_id(screen for history in histories for screen in history.screens),
    )
    notes = [note for _, told in parts for note in told]
    notes += [f"{fault.where} was left out: {fault.what}" for fault in faults]
    return LogsRead(history=whole, notes=tuple(dict.fromkeys(notes)), guesses=_guesses(sessions))


def settled(history: History, today: date) -> tuple[History, tuple[str, ...]]:
    """Leave out what cannot be right until the runner has been asked, and say what that is.

    Parameters
    ----------
    today : what lies after it has not happened; the last day run, where a watch knows a later one.
    """
    from ironstride.strength.log_checks import HOLDING, log_questions, trusted

    held = [question for question in log_questions(history, today) if question.kind in HOLDING]
    told = [f"Asked about, and left out until answered: {question.text}" for question in held[:MOST_ASKED]]
    more = len(held) - MOST_ASKED
    return trusted(history, today), (*told, *((f"{more} more such questions",) if more > 0 else ()))


def _found(files: Iterable[Path]) -> Iterator[Path]:
    """Give the files named and those in the folders named, by name."""
    for path in files:
        if not path.exists():
            raise InputError("there is no such file or folder", str(path), "Check the path.")
        if path.is_dir():
            yield from sorted(one for one in path.rglob("*") if one.suffix.lower() in SUFFIXES and one.is_file())
        else:
            yield path


def _parts(
    paths: Sequence[Path], options: Options, runner: Runner | None
) -> tuple[list[tuple[History, tuple[str, ...]]], list[InputError]]:
    """Read every file; what cannot be read is told and left out."""
    parts: list[tuple[History, tuple[str, ...]]] = []
    faults: list[InputError] = []
    with _bar(paths) as bar:
        for path in bar:
            try:
                parts.append(_read(path, options, runner))
            except InputError as fault:
                faults.append(fault)
    return parts, faults


def _bar(paths: Sequence[Path]) -> ProgressBar[Path]:
    """A progress bar on standard error; nothing when nobody looks at it."""
    return click.progressbar(paths, label="Reading logs", file=sys.stderr, hidden=not sys.stderr.isatty())


def _read(path: Path, options: Options, runner: Runner | None) -> tuple[History, tuple[str, ...]]:
    from ironstride.cli.output import read_bytes

    data = read_bytes(path)
    if data.lstrip()[: len(OWN_LOG)] == OWN_LOG:
        from ironstride.formats.log_file import log_entries
        from ironstride.strength.history import fold

        return fold(log_entries(data, path.name)), ()
    from ironstride.formats.strength_logs import LogOptions, read_strength_log

    zone = options.time_zone if runner is None else runner.time_zone
    unit = options.unit or ("likely" if runner is None else runner.mass_unit)
    given = LogOptions(unit=unit, time_zone=zone, columns=dict(options.columns))
    log = read_strength_log(data, path.name, given)
    if not log.sessions and not log.body_mass:
        raise ImportFailure("no set could be read", path.name, "Export the workouts themselves, with their sets.")
    unread = (f"{path.name}: {len(log.unread)} of {log.rows} rows hold no set",) if log.unread else ()
    return History(sessions=log.sessions, body_mass=log.body_mass), (*log.notes, *unread)


def once(sessions: Iterable[LoggedSession]) -> tuple[LoggedSession, ...]:
    """Keep each session once, the fuller one of two with the same id, by date and hour."""
    kept: dict[str, LoggedSession] = {}
    for session in sessions:
        had = kept.get(session.id)
        if had is None or (len(had.sets), repr(had)) < (len(session.sets), repr(session)):
            kept[session.id] = session
    return tuple(sorted(kept.values(), key=lambda one: (one.date, one.start_min or 0, one.id)))


def _by_id(entries: Iterable[T]) -> tuple[T, ...]:
    kept = {entry.id: entry for entry in sorted(entries, key=repr)}
    return tuple(sorted(kept.values(), key=lambda entry: (entry.date, entry.id)))


def _answers(options: Options) -> dict[str, NameAnswer]:
    """Read what the runner said names mean."""
    if options.names is None:
        return {}
    from ironstride.formats.name_answers import read_name_answers
    from ironstride.strength.exercise_names import NameAnswer

    if not options.names.exists():
        raise InputError("there is no such file", str(options.names), "Check --names.")
    told = read_name_answers(options.names)
    return {name: NameAnswer(one.exercise, one.load_times, one.load_plus_kg) for name, one in told.items()}


def _guesses(sessions: Iterable[LoggedSession]) -> dict[str, tuple[str, ...]]:
    """Give the best guesses for every name nobody knows, as the catalogue calls them."""
    from ironstride.catalogue import catalogue
    from ironstride.strength.exercise_names import resolve

    names = {one.name for session in sessions for one in session.sets if not one.exercise and one.name}
    known = catalogue().exercises
    return {name: tuple(known[guess.exercise].name for guess in resolve(name).guesses) for name in sorted(names)}
