"""Opens a training log for the commands: its entries and history, adding to it, taking back, and the names file."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from uuid import uuid4

import click

from ironstride.cli.output import deliver
from ironstride.formats.log_file import append, scan_log
from ironstride.formats.name_answers import StoredAnswer, name_answers_text, read_name_answers
from ironstride.model.errors import InputError
from ironstride.model.log import History, LogEntry, LoggedSession, LoggedSet, Undo
from ironstride.strength.exercise_names import NameAnswer
from ironstride.strength.history import fold

#: stands between what made an entry and the batch it belongs to.
BATCH = " #"


class LogStore:
    """One log file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        read = scan_log(path)
        for unread in read.unread:
            click.echo(f"{unread.where}: {unread.why}; it is left where it is", err=True)
        self.entries: list[LogEntry] = list(read.entries)
        self.batch = f"{BATCH}{uuid4().hex[:10]}"
        self._history: History | None = None

    @property
    def history(self) -> History:
        """What the log amounts to now."""
        if self._history is None:
            self._history = fold(self.entries)
        return self._history

    @property
    def device(self) -> str:
        """What entries typed here are noted with."""
        return f"terminal{self.batch}"

    def add(self, entries: Iterable[LogEntry]) -> None:
        """Put entries on disk."""
        fresh = list(entries)
        append(self.path, fresh)
        self.entries += fresh
        self._history = None

    def undo(self, redo: bool = False) -> list[LogEntry]:
        """Take back the last step (a command, an import) that is not taken back yet, or bring the last one back.

        Raises
        ------
        InputError : when there is nothing to take back.
        """
        dead = _undone(self.entries)
        undos = {entry.entry for entry in self.entries if isinstance(entry, Undo)}
        living = [
            entry
            for entry in self.entries
            if entry.entry not in dead and (entry.entry in undos) == redo and not _is_redo(entry, undos)
        ]
        if not living:
            raise InputError("there is nothing to take back", str(self.path))
        last = living[-1]
        step = [e for e in living if e.device == last.device] if BATCH in last.device else [last]
        self.add([Undo(entry=uuid4().hex, undone=e.entry, device=self.device, at=now()) for e in step])
        return step

    def session_of(self, day: date) -> LoggedSession | None:
        """The last session of a day that was typed here."""
        found = [s for s in self.history.sessions if s.date == day and s.source == "terminal"]
        return found[-1] if found else None

    def find_set(self, where: str) -> tuple[LoggedSession, LoggedSet]:
        """The set that `4` (of the last session) or `2027-03-01/4` names, numbered as `log show` does.

        Raises
        ------
        InputError : when there is none.
        """
        day, _, number = where.rpartition("/")
        sessions = [s for s in self.history.sessions if (not day or s.date.isoformat() == day) and s.sets]
        if day:
            numbered = [(session, one) for session in sessions for one in session.sets]
        else:
            numbered = [(session, one) for session in sessions[-1:] for one in session.sets]
        if not number.isdecimal() or not 1 <= int(number) <= len(numbered):
            count = f"It has {len(numbered)} sets." if numbered else "There is no session."
            raise InputError(f"no set {where!r}", str(self.path), f"{count} `ironstride log show` numbers them.")
        return numbered[int(number) - 1]

    @property
    def names_path(self) -> Path:
        """Where the answers on names are kept: beside the log."""
        return self.path.with_suffix(".names.toml")

    def names(self) -> dict[str, NameAnswer]:
        """What names mean, as answered before."""
        stored = read_name_answers(self.names_path)
        return {n: NameAnswer(a.exercise, a.load_times, a.load_plus_kg) for n, a in stored.items()}

    def remember(self, name: str, answer: NameAnswer) -> None:
        """Keep what a name means."""
        stored = read_name_answers(self.names_path)
        stored[name] = StoredAnswer(answer.exercise, answer.load_times, answer.load_plus_kg)
        deliver(name_answers_text(stored).encode(), self.names_path)


def now() -> datetime:
    """The time by this machine's clock, with its offset."""
    return datetime.now().astimezone().replace(microsecond=0)


def _is_redo(entry: LogEntry, undos: set[str]) -> bool:
    return isinstance(entry, Undo) and entry.undone in undos


def _undone(entries: list[LogEntry]) -> set[str]:
    """Ids of the entries that a living undo has taken back; an undo lives when no later one takes it back."""
    dead: set[str] = set()
    for entry in reversed(entries):
        if isinstance(entry, Undo) and entry.entry not in dead:
            dead.add(entry.undone)
    return dead
