"""Reads log entries as they come over the wire, and says what each is about."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec
from msgspec import Raw, Struct

from ironstride.model.errors import InputError
from ironstride.model.log import (
    LogEntry,
    PutBodyMass,
    PutComplaint,
    PutScreen,
    PutSession,
    PutSet,
    Remove,
    Undo,
)

#: entries in one batch, bytes of one entry, sets in one session: more than anybody logs
MOST_ENTRIES, MOST_BYTES, MOST_SETS = 1_000, 200_000, 500
#: years a log may speak of
YEARS = (1970, 2200)
NO_CONSENT = "soreness, pain and self-tests are kept only with your consent; give it under Data"
_ENTRY = msgspec.json.Decoder(LogEntry)


class Batch(Struct, frozen=True, forbid_unknown_fields=True):
    """What a device sends: the account it believes to be its own, itself, and entries still to be read one by one."""

    account: str
    device: str
    entries: list[Raw]


class Named(Struct):
    """As much of an entry as tells its id."""

    entry: str = ""


class Rejected(Struct, frozen=True):
    """An entry that was not stored, by its id where it had one and its place in the batch, and why."""

    entry: str
    at: int
    why: str


def read_batch(body: bytes) -> Batch:
    """Read a batch.

    Raises
    ------
    InputError : it is no batch, or too many entries, on one line.
    """
    try:
        batch = msgspec.json.decode(body, type=Batch)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise InputError(f"not a batch of log entries: {error}", "sync") from None
    if len(batch.entries) > MOST_ENTRIES:
        raise InputError(f"{len(batch.entries)} entries at once", "sync", f"Send at most {MOST_ENTRIES}.")
    return batch


def read_entries(raw: Sequence[Raw], health: bool = True) -> tuple[list[LogEntry], list[Rejected]]:
    """Read entries one by one, so that a bad one holds up no other.

    Parameters
    ----------
    health : whether entries on soreness, pain and self-tests are taken: the owner's consent to them stands.
    """
    entries: list[LogEntry] = []
    rejected: list[Rejected] = []
    for at, one in enumerate(raw):
        try:
            entry = _ENTRY.decode(one)
            why = problem(entry, len(bytes(one)))
            why = why or ("" if health or not isinstance(entry, (PutComplaint, PutScreen)) else NO_CONSENT)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, ValueError) as error:
            rejected.append(Rejected(_name(one), at, f"not a log entry: {error}"))
            continue
        if why:
            rejected.append(Rejected(entry.entry, at, why))
        else:
            entries.append(entry)
    return entries, rejected


def problem(entry: LogEntry, size: int = 0) -> str:
    """Say why an entry that can be read is not taken all the same; nothing when it is."""
    if size > MOST_BYTES:
        return f"it is larger than {MOST_BYTES // 1000} kB"
    if not all(name.isprintable() for name in names(entry)):
        return "an id in it holds signs that cannot be printed"
    day = _date(entry)
    if day is not None and not YEARS[0] <= day.year <= YEARS[1]:
        return f"{day} is no day anybody trained on"
    if isinstance(entry, PutSession) and len(entry.session.sets) > MOST_SETS:
        return f"a session of {len(entry.session.sets)} sets"
    return ""


def subject(entry: LogEntry) -> str:
    """Name what an entry is about; for `Remove` the id it names, for `Undo` nothing yet."""
    match entry:
        case PutSession(session=session):
            return session.id
        case PutSet(session=session_id):
            return session_id
        case PutBodyMass(body_mass=mass):
            return mass.id
        case PutComplaint(complaint=complaint):
            return complaint.id
        case PutScreen(screen=screen):
            return screen.id
        case Remove(id=name):
            return name
        case Undo():
            return ""


def names(entry: LogEntry) -> set[str]:
    """Give every id an entry speaks of, its own apart."""
    found = {subject(entry)}
    if isinstance(entry, PutSession):
        found |= {one.id for one in entry.session.sets}
    elif isinstance(entry, PutSet):
        found.add(entry.set.id)
    elif isinstance(entry, Undo):
        found = {entry.undone}
    return found


def _date(entry: LogEntry) -> date | None:
    match entry:
        case PutSession(session=session):
            return session.date
        case PutBodyMass(body_mass=mass):
            return mass.date
        case PutComplaint(complaint=complaint):
            return complaint.date
        case PutScreen(screen=screen):
            return screen.date
        case _:
            return None


def _name(raw: Raw) -> str:
    try:
        return msgspec.json.decode(raw, type=Named).entry[:100]
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return ""
