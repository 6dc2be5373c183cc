"""Folds the entries of a training log, in the order they were accepted, into the history they amount to."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple, Protocol, TypeVar

from msgspec.structs import replace

from ironstride.model.log import (
    BodyMass,
    Complaint,
    History,
    LogEntry,
    LoggedSession,
    LoggedSet,
    PutBodyMass,
    PutComplaint,
    PutScreen,
    PutSession,
    PutSet,
    Remove,
    ScreenResult,
    Undo,
)

#: where a session of unknown start stands among those of its day: after the others.
_NO_START = 1440


class _Dated(Protocol):
    @property
    def id(self) -> str: ...

    @property
    def date(self) -> date: ...


D = TypeVar("D", bound=_Dated)


def fold(entries: Iterable[LogEntry]) -> History:
    """Say what a log amounts to. Pure: the same entries always give the same history.

    Parameters
    ----------
    entries : in the order they were accepted. The first of an entry id counts, its repetitions are nothing.

    Returns
    -------
    History
        For each id the last put that is not undone. What an entry `Remove` names is gone whatever else is put under
        its id, earlier or later, until that entry is undone; a session takes its sets with it. An undo holds before
        and after the entry it names is seen. A set in a session not yet seen waits for it. A set's own put counts
        more than what came inside a session, so that correcting a session never brings old sets back; of the sets
        inside several puts of a session each is taken from the first that holds it.

    Notes
    -----
    Sessions are ordered by date, start (unknown ones last) and id, the rest by date and id, so entries about different
    ids may come in any order. `Undo`s that undo one another in a circle undo nothing.
    """
    return _fold(entries)[0]


def waiting_sets(entries: Iterable[LogEntry]) -> tuple[PutSet, ...]:
    """Name the sets that wait for a session the log does not hold (yet), as their last put has them."""
    return _fold(entries)[1]


def _fold(entries: Iterable[LogEntry]) -> tuple[History, tuple[PutSet, ...]]:
    """Fold, and name the sets that wait."""
    alive = living(entries)
    gone = {entry.id for entry in alive if isinstance(entry, Remove)}
    heads: dict[str, LoggedSession] = {}
    sets = _Sets()
    masses: dict[str, BodyMass] = {}
    complaints: dict[str, Complaint] = {}
    screens: dict[str, ScreenResult] = {}
    for entry in alive:
        match entry:
            case PutSession(session=session):
                heads[session.id] = session
                sets.carry(session)
            case PutSet():
                sets.put(entry)
            case PutBodyMass(body_mass=mass):
                masses[mass.id] = mass
            case PutComplaint(complaint=complaint):
                complaints[complaint.id] = complaint
            case PutScreen(screen=screen):
                screens[screen.id] = screen
    by_session = sets.by_session(gone)
    sessions = [_with_sets(head, by_session.get(name, ())) for name, head in heads.items() if name not in gone]
    sessions.sort(key=lambda s: (s.date, _NO_START if s.start_min is None else s.start_min, s.id))
    history = History(
        sessions=tuple(sessions),
        body_mass=_by_date(masses, gone),
        complaints=_by_date(complaints, gone),
        screens=_by_date(screens, gone),
    )
    return history, tuple(p for p in sets.puts.values() if p.session not in heads and not gone & {p.session, p.set.id})


def _with_sets(head: LoggedSession, sets: tuple[LoggedSet, ...]) -> LoggedSession:
    return head if head.sets == sets else replace(head, sets=sets)


def _by_date(found: dict[str, D], gone: set[str]) -> tuple[D, ...]:
    return tuple(sorted((one for name, one in found.items() if name not in gone), key=lambda one: (one.date, one.id)))


def living(entries: Iterable[LogEntry]) -> list[LogEntry]:
    """Give each entry once, in order, and leave out what is undone and the undoing itself."""
    once: dict[str, LogEntry] = {}
    for entry in entries:
        once.setdefault(entry.entry, entry)
    undos = [entry for entry in once.values() if isinstance(entry, Undo)]
    if not undos:
        return list(once.values())
    dead = _undone(undos)
    return [entry for name, entry in once.items() if name not in dead and not isinstance(entry, Undo)]


def _undone(undos: list[Undo]) -> set[str]:
    """Name the entries that a living undo undoes; an undo lives when none that lives undoes it."""
    by_id = {undo.entry: undo for undo in undos}
    pending: dict[str, int] = {}
    for undo in undos:
        pending[undo.undone] = pending.get(undo.undone, 0) + 1
    dead: set[str] = set()
    ready = [undo for undo in undos if undo.entry not in pending]
    while ready:
        undo = ready.pop()
        if undo.entry not in dead:
            dead.add(undo.undone)
        pending[undo.undone] -= 1
        if not pending[undo.undone] and undo.undone in by_id:
            ready.append(by_id[undo.undone])
    return dead


class _Carried(NamedTuple):
    """A set that came inside a session, and the one of the same session it came after."""

    session: str
    set: LoggedSet
    before: str


class _Sets:
    """The sets of all sessions: as they came inside, and as they were put one by one."""

    def __init__(self) -> None:
        self.carried: dict[str, _Carried] = {}
        self.puts: dict[str, PutSet] = {}
        self.places: dict[str, str] = {}

    def carry(self, session: LoggedSession) -> None:
        """Take the sets inside a session that no session held before."""
        before = ""
        for one in session.sets:
            if self.carried.setdefault(one.id, _Carried(session.id, one, before)).session == session.id:
                before = one.id

    def put(self, entry: PutSet) -> None:
        """Take one set; naming another place than before moves it."""
        name = entry.set.id
        self.puts[name] = entry
        if name not in self.places or entry.after not in ("", self.places[name]):
            self.places.pop(name, None)
            self.places[name] = entry.after

    def by_session(self, gone: set[str]) -> dict[str, tuple[LoggedSet, ...]]:
        """Give each session its sets in order: those that came with it, then those put one by one."""
        orders: dict[str, _Order] = {}
        values = {name: carried.set for name, carried in self.carried.items()}
        values.update({name: put.set for name, put in self.puts.items()})
        for name, carried in self.carried.items():
            if not self._is_elsewhere(name):
                before = carried.before
                while before and self._is_elsewhere(before):
                    before = self.carried[before].before
                orders.setdefault(carried.session, _Order()).add(name, before)
        for name, after in self.places.items():
            if name not in self.carried or self._is_elsewhere(name):
                orders.setdefault(self.puts[name].session, _Order()).add(name, after)
        return {at: tuple(values[name] for name in o.names() if name not in gone) for at, o in orders.items()}

    def _is_elsewhere(self, name: str) -> bool:
        """Tell whether a set that came inside a session was later put into another, or at another place."""
        put, carried = self.puts.get(name), self.carried[name]
        return put is not None and (put.session != carried.session or self.places[name] not in ("", carried.before))


class _Order:
    """A chain of ids; one is added right after another, or at the end when that one is empty or never comes."""

    def __init__(self) -> None:
        self._next: dict[str, str] = {"": ""}
        self._last = ""
        self._waiting: dict[str, list[str]] = {}

    def add(self, name: str, after: str) -> None:
        """Add an id after another one, or let it wait for that one."""
        if after and after not in self._next:
            self._waiting.setdefault(after, []).append(name)
            return
        todo = [(name, after or self._last)]
        while todo:
            new, place = todo.pop()
            self._link(new, place)
            todo += [(one, new) for one in reversed(self._waiting.pop(new, []))]

    def _link(self, name: str, place: str) -> None:
        self._next[name] = self._next[place]
        self._next[place] = name
        if place == self._last:
            self._last = name

    def names(self) -> list[str]:
        """The chain, with those still waiting at its end in the order they came."""
        while self._waiting:
            first = next(iter(self._waiting))
            for name in self._waiting.pop(first):
                self.add(name, "")
        found, at = [], self._next[""]
        while at:
            found.append(at)
            at = self._next[at]
        return found
