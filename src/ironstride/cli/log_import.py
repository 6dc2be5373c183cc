"""Imports strength logs of other apps and watches into a log: reads, asks what is open, merges, tells."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import click
from msgspec.structs import replace

from ironstride.cli.ask import local_time_zone
from ironstride.cli.log_store import LogStore
from ironstride.cli.log_text import merged_text, read_text
from ironstride.formats.archive import SUFFIXES, Limits, Member, walk
from ironstride.formats.decoding import Task
from ironstride.formats.strength_logs import LogOptions, StrengthLog, read_strength_log
from ironstride.formats.watch_log import watch_log
from ironstride.formats.workers import decode_all
from ironstride.model.errors import ImportFailure, InputError
from ironstride.model.log_question import Question
from ironstride.model.running import Unread
from ironstride.strength.log_merge import Merger
from ironstride.strength.log_names import name_sets

#: files passed over because they hold no strength log are named one by one up to this many.
FEW = 3
#: a file this large is named while it is read, bytes.
LONG = 500_000
LIMITS = Limits(suffixes=(*SUFFIXES, ".json"), file=100 * 1024 * 1024)
Read = tuple[str, StrengthLog]


def import_files(store: LogStore, files: Sequence[Path], options: LogOptions, show_all: bool) -> None:
    """Import files, folders and archives into a log; nothing is written when a question must be answered first.

    Raises
    ------
    InputError : no file could be read, or an answer is missing and nobody is there to be asked.
    """
    if not options.columns:
        options = replace(options, time_zone=local_time_zone() if options.time_zone == "UTC" else options.time_zone)
    logs, skipped = _read(files, options)
    if not logs:
        first = skipped[0] if skipped else Unread(where=", ".join(map(str, files)), text="", why="no file to read")
        raise InputError(first.why, first.where)
    for name, log in logs:
        shown = read_text(name, log if not show_all else replace(log, unread=()))
        click.echo(shown)
        if show_all:
            for unread in log.unread:
                click.echo(f"  left out {unread.where}: {unread.why}: {unread.text}")
    for unread in skipped[:FEW]:
        click.echo(f"{unread.where}: skipped, {unread.why}", err=True)
    if len(skipped) > FEW:
        click.echo(f"{len(skipped) - FEW} more files hold no strength log and were skipped.", err=True)
    _merge(store, logs)


def _merge(store: LogStore, logs: Iterable[Read]) -> None:
    """Add what is new in one step, so that one undo takes the whole import back."""
    names = store.names()
    merger = Merger(store.entries)
    merged = [
        merger.add(name_sets(log.sessions, names), log.body_mass, f"{name[-60:]}{store.batch}") for name, log in logs
    ]
    entries = [entry for one in merged for entry in one.entries]
    device = next((entry.device for entry in entries), "")
    store.add(replace(entry, device=device) for entry in entries)
    click.echo(merged_text(merged, store.history))


def _read(files: Sequence[Path], options: LogOptions) -> tuple[list[Read], list[Unread]]:
    """Read every file; watch files in worker processes, for they come from anywhere."""
    logs: list[Read] = []
    skipped: list[Unread] = []
    watch: list[tuple[tuple[str, int], Task]] = []
    members = list(_members(files, skipped))
    with _Progress([len(member.data) for member in members]) as step:
        for member in members:
            if len(member.data) > LONG and sys.stderr.isatty():
                click.echo(f"Reading {member.name} …", err=True)
            if member.data[8:12] == b".FIT":
                watch.append(((member.name, len(member.data)), Task(".fit", member.data)))
                continue
            try:
                logs.append((member.name, _asked(member, options)))
            except ImportFailure as failure:
                skipped.append(Unread(where=failure.where, text="", why=_sentence(failure)))
            step(len(member.data))
        for (name, size), decoded in decode_all(iter(watch)):
            log = watch_log((*decoded.runs, *decoded.others), name)
            if log.sessions:
                logs.append((name, log))
            else:
                skipped.append(Unread(where=name, text="", why=decoded.fault or "it holds no strength session"))
            step(size)
    logs.sort(key=lambda read: read[0])
    return logs, skipped


def _members(files: Sequence[Path], skipped: list[Unread]) -> Iterator[Member]:
    """The files named, and those in the folders and archives named."""
    for file in files:
        if file.is_file() and file.suffix.lower() not in (".zip", ".gz"):
            yield Member(file.name, file.suffix.lower(), _bytes(file))
            continue
        for member in walk([file], LIMITS):
            if isinstance(member, Unread):
                skipped.append(member)
            else:
                yield member


def _bytes(file: Path) -> bytes:
    from ironstride.cli.output import read_bytes

    return read_bytes(file)


def _asked(member: Member, options: LogOptions) -> StrengthLog:
    """Read a file, asking what it leaves open when somebody is there."""
    log = read_strength_log(member.data, member.name, options)
    for question in log.questions:
        answer = _ask(question)
        if question.kind == "unit":
            options = replace(options, unit=answer)
        else:
            options = replace(options, day_first=answer == "day")
    return read_strength_log(member.data, member.name, options) if log.questions else log


def _ask(question: Question) -> str:
    words = [answer.word for answer in question.answers]
    if not sys.stdin.isatty():
        option = "--unit kg or --unit lb" if question.kind == "unit" else "--day-first or --month-first"
        raise InputError(question.text.rstrip("."), mend=f"Say {option}; nothing was written.")
    answer: str = click.prompt(question.text, type=click.Choice(words), default=question.guess or None)
    return answer


class _Progress:
    """A bar on a terminal, by the bytes read; nothing elsewhere, and nothing for one file."""

    def __init__(self, sizes: Sequence[int]) -> None:
        several = len(sizes) > 1
        self._bar = click.progressbar(length=sum(sizes), label="Reading", file=sys.stderr) if several else None

    def __enter__(self) -> Callable[[int], None]:
        if self._bar is None or not sys.stderr.isatty():
            return lambda n: None
        self._bar.__enter__()
        return self._bar.update

    def __exit__(self, *_: object) -> None:
        if self._bar is not None and sys.stderr.isatty():
            self._bar.render_finish()


def _sentence(failure: ImportFailure) -> str:
    return f"{failure.what}. {failure.mend}".rstrip(". ") if failure.mend else failure.what
