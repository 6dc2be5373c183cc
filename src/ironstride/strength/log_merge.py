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
from ironstride.strength.history import fold, living

#: how the device of an import's entries begins; undoing one of them undoes the import.
IMPORT = "import:"
#: exports of one app in kilograms and in pounds differ by this much at most (a tenth of a pound).
ROUNDING_KG = 0.05


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
    """Compare the sessions of one file with a log by their ids, which are made of what they are.

    Parameters
    ----------
    log : the log's entries so far.
    sessions, body_mass : what a file held; the same file again gives the same ids.
    source : what the entries' device is called after `import:`.

    Returns
    -------
    Merged
        Merging the same sessions a second time adds nothing.
    """
    return Merger(log).add(sessions, body_mass, source)


class Merger:
    """Merges file after file into one log; each sees what those before it added.

    Parameters
    ----------
    log : the log's entries so far.
    """

    def __init__(self, log: Sequence[LogEntry]) -> None:
        history, alive = fold(log), living(log)
        self._ids = {entry.entry for entry in log}
        self._heads = {session.id for session in history.sessions}
        self._sets = {one.id: one for session in history.sessions for one in session.sets}
        self._masses = {mass.id: mass for mass in history.body_mass}
        self._gone = {entry.id for entry in alive if isinstance(entry, Remove)}
        self._by_hand: set[str] = set()
        self._earlier: dict[str, list[LoggedSet]] = {}
        for entry in alive:
            if isinstance(entry, PutSession):
                for one in entry.session.sets:
                    self._earlier.setdefault(one.id, []).append(one)
            elif isinstance(entry, PutSet) and entry.device.startswith(IMPORT):
                self._earlier.setdefault(entry.set.id, []).append(entry.set)
            elif isinstance(entry, PutSet):
                self._by_hand.add(entry.set.id)
        self._device = IMPORT
        self._entries: list[LogEntry] = []

    def add(self, sessions: Iterable[LoggedSession], body_mass: Iterable[BodyMass], source: str) -> Merged:
        """Give what one file adds to the log and the files before it."""
        self._device, self._entries = f"{IMPORT}{source}"[:100], []
        new_sessions = new_sets = changed = known = kept = 0
        for session in sessions:
            if session.id not in self._heads and session.id in self._gone:
                kept += len(session.sets)
                continue
            if session.id not in self._heads:
                self._put(PutSession(entry="-", session=session))
                self._heads.add(session.id)
                self._sets.update({one.id: one for one in session.sets})
                self._earlier.update({one.id: [one] for one in session.sets})
                new_sessions += 1
                new_sets += len(session.sets)
                continue
            before = ""
            for one in session.sets:
                had = self._sets.get(one.id)
                if had is not None and self._is_known(had, one):
                    known += 1
                elif one.id in self._by_hand or one.id in self._gone:
                    kept += 1
                else:
                    self._put(PutSet(entry="-", session=session.id, set=one, after="" if had else before))
                    self._sets[one.id] = one
                    self._earlier.setdefault(one.id, []).append(one)
                    changed += had is not None
                    new_sets += had is None
                before = one.id
        for mass in body_mass:
            if mass.id not in self._gone and self._masses.get(mass.id) != mass:
                self._put(PutBodyMass(entry="-", body_mass=mass))
                self._masses[mass.id] = mass
        return Merged(
            entries=tuple(self._entries),
            new_sessions=new_sessions,
            new_sets=new_sets,
            changed_sets=changed,
            known_sets=known,
            kept_sets=kept,
        )

    def _is_known(self, had: LoggedSet, one: LoggedSet) -> bool:
        """Tell whether the set says this now, or a file said it before another told it otherwise."""
        return _same(had, one) or any(_same(earlier, one) for earlier in self._earlier.get(one.id, ()) if had.exercise)

    def _put(self, entry: PutSession | PutSet | PutBodyMass) -> None:
        """Add an entry under an id made of its content; one that was undone comes again under the next."""
        digest = hashlib.sha256(msgspec.json.encode(entry)).hexdigest()[:32]
        name, times = f"imp-{digest}", 1
        while name in self._ids:
            times += 1
            name = f"imp-{digest}-{times}"
        self._ids.add(name)
        self._entries.append(replace(entry, entry=name, device=self._device))


def _same(had: LoggedSet, one: LoggedSet) -> bool:
    """Tell whether a set says what it said, but for an answer given since and the rounding of another unit."""
    if had == one:
        return True
    if (had.load_kg is None) != (one.load_kg is None) or abs((had.load_kg or 0) - (one.load_kg or 0)) > ROUNDING_KG:
        return False
    if one.exercise and had.exercise != one.exercise:
        return False
    return _told(had) == _told(one)


def _told(one: LoggedSet) -> LoggedSet:
    """A set without what a name's meaning or an answer puts into it."""
    return replace(one, confirmed=False, exercise="", side=None, load_kg=None, contacts=None)
