"""Reads strength logs of any maker for an audit: names resolved, doubts kept out, every fault named."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from ironstride.cli.audit_files import left_out, read_files
from ironstride.model.errors import InputError
from ironstride.model.log import BodyMass, Complaint, History, LoggedSession, ScreenResult
from ironstride.model.runner import Runner
from ironstride.model.words import plural

if TYPE_CHECKING:
    from ironstride.strength.exercise_names import NameAnswer

T = TypeVar("T", BodyMass, Complaint, ScreenResult)
#: questions told one by one before the rest are counted
MOST_ASKED = 3
#: names told one by one before the rest are counted
MOST_NAMES = 4


class Options(Struct, frozen=True, kw_only=True):
    """What logs leave open: the unit of loads that name none, the order of dates like 3/4/2026, columns of a table of
    one's own, what names mean, and the time zone of a runner nobody described."""

    unit: Literal["kg", "lb"] | None = None
    day_first: bool | None = None
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
    from ironstride.formats.strength_logs import LogOptions
    from ironstride.strength.log_names import name_sets

    zone = options.time_zone if runner is None else runner.time_zone
    unit = options.unit or ("likely" if runner is None else runner.mass_unit)
    given = LogOptions(unit=unit, day_first=options.day_first, time_zone=zone, columns=dict(options.columns))
    read = read_files(files, given)
    histories = read.histories
    sessions = name_sets(once(session for history in histories for session in history.sessions), answers(options))
    whole = History(
        sessions=sessions,
        body_mass=_by_id(mass for history in histories for mass in history.body_mass),
        complaints=_by_id(complaint for history in histories for complaint in history.complaints),
        screens=_by_id(screen for history in histories for screen in history.screens),
    )
    others = [f"{plural(read.others, 'activity', 'activities')} of the watch are no lifting"] if read.others else []
    notes = [*read.notes, *left_out(read.faults), *others]
    return LogsRead(history=whole, notes=tuple(dict.fromkeys(notes)), guesses=_guesses(sessions))


def settled(
    history: History, today: date, answers: Mapping[str, NameAnswer] | None = None
) -> tuple[History, tuple[str, ...]]:
    """Leave out what is no strength work, and what cannot be right until the runner has been asked; say what that is.

    Parameters
    ----------
    today : what lies after it has not happened; the last day run, where a watch knows a later one.
    answers : what the runner said names mean.
    """
    from ironstride.strength.log_checks import HOLDING, log_questions, trusted
    from ironstride.strength.log_names import strength_alone
    from ironstride.strength.log_twins import with_watches

    sessions, other = strength_alone(history.sessions, answers or {})
    sessions, watched = with_watches(sessions)
    history = replace(history, sessions=sessions)
    held = [question for question in log_questions(history, today) if question.kind in HOLDING]
    told = [f"Asked about, and left out until answered: {question.text}" for question in held[:MOST_ASKED]]
    more = len(held) - MOST_ASKED
    told += [f"{plural(more, 'more such question')}"] if more > 0 else []
    told += ["To answer, bring the files into a log: ironstride log import, then log check --ask"] if held else []
    both = [f"{plural(watched, 'session')} stood in watch and app and counted once"] if watched else []
    return trusted(history, today), (*_other(other), *both, *told)


def _other(counts: Counter[str]) -> tuple[str, ...]:
    """Say which sets are no strength work."""
    if not counts:
        return ()
    names = ", ".join(f"“{name}”" for name, _ in counts.most_common(MOST_NAMES))
    more = ", …" if len(counts) > MOST_NAMES else ""
    return (f"{plural(counts.total(), 'set')} left out, for they are no strength work: {names}{more}",)


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


def answers(options: Options) -> dict[str, NameAnswer]:
    """Read what the runner said names mean: in the file named, or else what their own log remembers.

    Raises
    ------
    InputError : when the file named is not there or cannot be read.
    """
    from ironstride.formats.name_answers import read_name_answers
    from ironstride.strength.exercise_names import NameAnswer

    if options.names is not None and not options.names.exists():
        raise InputError("there is no such file", str(options.names), "Check --names.")
    remembered = Path(os.environ.get("IRONSTRIDE_LOG") or "log.jsonl").with_suffix(".names.toml")
    told = read_name_answers(options.names or remembered)
    return {name: NameAnswer(one.exercise, one.load_times, one.load_plus_kg) for name, one in told.items()}


def _guesses(sessions: Iterable[LoggedSession]) -> dict[str, tuple[str, ...]]:
    """Give the best guesses for every name nobody knows, as the catalogue calls them."""
    from ironstride.catalogue import catalogue
    from ironstride.strength.exercise_names import resolve

    names = {one.name for session in sessions for one in session.sets if not one.exercise and one.name}
    known = catalogue().exercises
    return {name: tuple(known[guess.exercise].name for guess in resolve(name).guesses) for name in sorted(names)}
