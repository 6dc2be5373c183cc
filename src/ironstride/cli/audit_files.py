"""Reads the files of strength logs an audit is given: loose, in folders or zipped, of any maker, every fault named."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec import Struct

from ironstride.formats.archive import MEGABYTE, Limits, Member, walk
from ironstride.model.errors import ImportFailure, InputError
from ironstride.model.log import History
from ironstride.model.running import Unread

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

    from ironstride.formats.decoding import Decoded
    from ironstride.formats.strength_logs import LogOptions, StrengthLog

#: what is looked at in folders and archives
LIMITS = Limits(suffixes=(".csv", ".tsv", ".txt", ".json", ".jsonl", ".fit"), file=100 * MEGABYTE)
PACKED = frozenset({".zip", ".gz"})
OWN_LOG = b'{"ironstride_log"'
#: files left out that are named one by one before the rest are counted
MOST_FAULTS = 3


class FilesRead(Struct):
    """What each file amounts to, what is worth saying of it, and the files that could not be read."""

    histories: list[History]
    notes: list[str]
    faults: list[InputError]
    #: activities of watches that are no lifting
    others: int = 0


def read_files(files: Sequence[Path], options: LogOptions) -> FilesRead:
    """Read every file named and those in the folders and archives named; watch files in worker processes.

    Raises
    ------
    InputError : when a file is not there, or none could be read.
    """
    from ironstride.formats.decoding import Task
    from ironstride.formats.workers import decode_all

    read = FilesRead([], [], [])

    def watch_files(bar: ProgressBar[int]) -> Iterator[tuple[tuple[str, bool], Task]]:
        """Hand out the watch files, reading all others on the way."""
        for member, named in _members(files, read.faults):
            if member.data[8:12] == b".FIT":
                yield (member.name, named), Task(".fit", member.data)
            else:
                _read_table(member, options, read)
            bar.update(1)

    with _bar(files) as bar:
        for (name, named), decoded in decode_all(watch_files(bar)):
            _read_watch(name, named, decoded, read)
    if not read.histories:
        told = InputError("no strength log stands here", str(files[0]), "Give a gym app's export or a watch's files.")
        raise read.faults[0] if read.faults else told
    return read


def left_out(faults: Sequence[InputError]) -> list[str]:
    """Say which files could not be read, a few by name."""
    told = [f"{fault.where} was left out: {fault.what}" for fault in faults[:MOST_FAULTS]]
    more = len(faults) - MOST_FAULTS
    return [*told, *([f"{more} more files could not be read"] if more > 0 else [])]


def _members(files: Sequence[Path], faults: list[InputError]) -> Iterator[tuple[Member, bool]]:
    """The files named, and those in the folders and archives named; whether it was named itself."""
    for path in files:
        if not path.exists():
            raise InputError("there is no such file or folder", str(path), "Check the path.")
        if not path.is_dir() and path.suffix.lower() not in PACKED:
            try:
                yield Member(path.name, path.suffix.lower(), _bytes(path)), True
            except InputError as fault:
                faults.append(fault)
            continue
        for member in walk([path], LIMITS):
            if isinstance(member, Unread):
                faults.append(InputError(member.why, member.where))
            else:
                yield member, False


def _bytes(path: Path) -> bytes:
    from ironstride.cli.output import read_bytes

    if not path.is_file():
        raise InputError("this is no regular file", str(path), "Give a file or a folder.")
    if path.stat().st_size > LIMITS.file:
        size = f"the file has {path.stat().st_size / MEGABYTE:,.0f} MB"
        raise InputError(size, str(path), "Export fewer years at a time.")
    return read_bytes(path)


def _bar(files: Sequence[Path]) -> ProgressBar[int]:
    """A progress bar on standard error; nothing when nobody looks at it."""
    count = sum(sum(1 for _ in path.rglob("*")) if path.is_dir() else 1 for path in files)
    return click.progressbar(length=count, label="Reading logs", file=sys.stderr, hidden=not sys.stderr.isatty())


def _read_table(member: Member, options: LogOptions, read: FilesRead) -> None:
    try:
        if member.data.lstrip()[: len(OWN_LOG)] == OWN_LOG:
            from ironstride.formats.log_file import log_entries
            from ironstride.strength.history import fold

            read.histories.append(fold(log_entries(member.data, member.name)))
            return
        from ironstride.formats.strength_logs import read_strength_log

        _add(member.name, read_strength_log(member.data, member.name, options), read)
    except InputError as fault:
        read.faults.append(fault)


def _read_watch(name: str, named: bool, decoded: Decoded, read: FilesRead) -> None:
    """Keep the strength sessions of a watch file; other training in a folder is only counted."""
    from ironstride.formats.watch_log import watch_log

    log = watch_log((*decoded.runs, *decoded.others), name)
    if log.sessions:
        _add(name, log, read)
    elif named or not (decoded.foreign or decoded.runs or decoded.others):
        what = decoded.fault or "it holds no strength session"
        read.faults.append(ImportFailure(what, name, "Give the strength activities themselves."))
    else:
        read.others += 1


def _add(name: str, log: StrengthLog, read: FilesRead) -> None:
    """Keep what a file held.

    Raises
    ------
    ImportFailure : when it held nothing that could be read.
    """
    asked = [question.text.rstrip(".") for question in log.questions]
    if not log.sessions and not log.body_mass:
        if asked:
            raise InputError(asked[0], mend="Say --day-first or --month-first.")
        raise ImportFailure("no set could be read", name, "Export the workouts themselves, with their sets.")
    read.histories.append(History(sessions=log.sessions, body_mass=log.body_mass))
    read.notes += [*log.notes, *asked]
    if log.unread:
        read.notes.append(f"{name}: {len(log.unread)} of {log.rows} rows hold no set")
