"""Merges what was imported into a log: what is new is added, what is known is left, what the runner mended stays."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from ironstride.model.log import (
    BodyMass,
    LogEntry,
    LoggedSession,
    LoggedSet,
    PutBodyMass,
    PutSession,
    PutSet,
    Remove,
)
from ironstride.strength.history import fold

#: how the device of an import's entries begins; undoing one of them undoes the import.
IMPORT = "import:"


class Merged(Struct, frozen=True, kw_only=True):
    """What an import adds to a log.

    Attributes
    ----------
    entries : to be appended, in order.
    new_sessions, new_sets : what they add.
    changed_sets : sets known from an earlier import that the file now tells differently; they follow the file.
    known_sets : sets that are there already.
    kept_sets : sets that the runner put otherwise by hand or took away; they stay so.
    """

    entries: tuple[LogEntry, ...] = ()
    new_sessions: int = 0
    new_sets: int = 0
    changed_sets: int = 0
    known_sets: int = 0
    kept_sets: int = 0


def merge(
    log: Sequence[LogEntry],
    sessions: Iterable[LoggedSession],
    body_mass: Iterable[BodyMass] = (),
    source: str = "",
) -> Merged:
    """Compare imported sessions with a log by their ids, which are made of what they are.

    Parameters
    ----------
    log : the log's entries so far.
    sessions, body_mass : what a file held; the same file again gives the same ids.
    source : the file's name, shown as the entries' device.

    Returns
    -------
    Merged
        Merging the same sessions a second time adds nothing.
    """
    return _Merge(log, source).of(sessions, body_mass)


class _Merge:
    def __init__(self, log: Sequence[LogEntry], source: str) -> None:
        history = fold(log)
        self._ids = {entry.entry for entry in log}
        self._heads = {session.id: session for session in history.sessions}
        self._sets = {one.id: one for session in history.sessions for one in session.sets}
        self._masses = {mass.id: mass for mass in history.body_mass}
        self._gone = {entry.id for entry in log if isinstance(entry, Remove)}
        self._by_hand = {
            entry.set.id for entry in log if isinstance(entry, PutSet) and not entry.device.startswith(IMPORT)
        }
        self._device = f"{IMPORT}{source}"[:100]
        self._entries: list[LogEntry] = []

    def of(self, sessions: Iterable[LoggedSession], body_mass: Iterable[BodyMass]) -> Merged:
        new_sessions = new_sets = changed = known = kept = 0
        for session in sessions:
            head = self._heads.get(session.id)
            if head is None and session.id in self._gone:
                kept += len(session.sets)
            elif head is None:
                self._add(PutSession(entry="-", session=session))
                new_sessions += 1
                new_sets += len(session.sets)
            else:
                before = ""
                for one in session.sets:
                    had = self._sets.get(one.id)
                    if had is not None and _same(had, one):
                        known += 1
                    elif one.id in self._by_hand or one.id in self._gone:
                        kept += 1
                    else:
                        self._add(PutSet(entry="-", session=session.id, set=one, after="" if had else before))
                        changed += had is not None
                        new_sets += had is None
                    before = one.id
        for mass in body_mass:
            if mass.id not in self._gone and self._masses.get(mass.id) != mass:
                self._add(PutBodyMass(entry="-", body_mass=mass))
        return Merged(
            entries=tuple(self._entries),
            new_sessions=new_sessions,
            new_sets=new_sets,
            changed_sets=changed,
            known_sets=known,
            kept_sets=kept,
        )

    def _add(self, entry: PutSession | PutSet | PutBodyMass) -> None:
        """Add an entry under an id made of its content; one that was undone comes again under the next."""
        digest = hashlib.sha256(msgspec.json.encode(entry)).hexdigest()[:32]
        name, times = f"imp-{digest}", 1
        while name in self._ids:
            times += 1
            name = f"imp-{digest}-{times}"
        self._ids.add(name)
        self._entries.append(replace(entry, entry=name, device=self._device))


def _same(had: LoggedSet, one: LoggedSet) -> bool:
    """Tell whether a set says what it said, but for an answer given since."""
    return had == one or (
        replace(had, confirmed=False, exercise="", side=one.side)
        == replace(one, confirmed=False, exercise="", side=one.side)
        and (had.exercise == one.exercise or not one.exercise)
    )
