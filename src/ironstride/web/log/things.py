"""Keeps what the log amounts to, thing by thing: only what new entries speak of is folded anew.

Folding a log is a matter of ids: what `fold` says of a session depends on the entries that speak of its id, of its
sets' ids, and on undoings of those. So entries are grouped by subject, subjects that share an id are folded together,
and the result equals the fold of the whole log. A property test holds it to that.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TypeVar

import msgspec

from ironstride.model.log import BodyMass, Complaint, History, LogEntry, LoggedSession, ScreenResult, Undo
from ironstride.model.timeline import DAY_MIN
from ironstride.strength.history import fold
from ironstride.web.accounts.models import User
from ironstride.web.log import rows
from ironstride.web.log.entries import names
from ironstride.web.log.models import Logged
from ironstride.web.log.rows import NewRecord, NewThing, chunks
from ironstride.web.site.prepared import Prepared

Thing = LoggedSession | BodyMass | Complaint | ScreenResult
T = TypeVar("T", LoggedSession, BodyMass, Complaint, ScreenResult)
KINDS: dict[type[Thing], str] = {
    LoggedSession: "session",
    BodyMass: "mass",
    Complaint: "complaint",
    ScreenResult: "screen",
}
_BETWEEN = Prepared(
    lambda owner, kind, first, last: Logged.objects.filter(
        owner_id=owner, kind=kind, date__gte=first, date__lte=last
    ).order_by("date", "pk").values_list("content"),
    7_000_000_001, "-no kind-", date(1970, 1, 1), date(1970, 1, 2),
)  # fmt: skip
_ENTRY = msgspec.json.Decoder(LogEntry)


def logged(
    owner: User, kind: type[T], first: date | None = None, last: date | None = None, newest: int | None = None
) -> list[T]:
    """Give things of a kind by date, as the log amounts to them; one query.

    Parameters
    ----------
    first, last : dates, both included.
    newest : only so many, the last ones.
    """
    if newest is None:
        between = _BETWEEN(owner.pk, KINDS[kind], first or date.min, last or date.max)
        content = [row[0] for row in between]
    else:
        held = owner.logged.filter(kind=KINDS[kind], date__gte=first or date.min, date__lte=last or date.max)
        content = list(held.order_by("-date", "-pk").values_list("content", flat=True)[:newest])[::-1]
    found = [msgspec.json.decode(one, type=kind) for one in content]
    return sorted(found, key=_order)


def one(owner: User, kind: type[T], name: str) -> T | None:
    """Give a thing by its id; None when the log holds no such thing (any more)."""
    content = owner.logged.filter(kind=KINDS[kind], name=name).values_list("content", flat=True).first()
    return None if content is None else msgspec.json.decode(content, type=kind)


def history(owner: User) -> History:
    """Give all that the log amounts to; the same as folding it, and quicker."""
    return History(
        sessions=tuple(logged(owner, LoggedSession)),
        body_mass=tuple(logged(owner, BodyMass)),
        complaints=tuple(logged(owner, Complaint)),
        screens=tuple(logged(owner, ScreenResult)),
    )


def _order(thing: Thing) -> tuple[date, int, str]:
    """The order a fold gives things in."""
    start = thing.start_min if isinstance(thing, LoggedSession) else 0
    return thing.date, DAY_MIN if start is None else start, thing.id


def remember(owner: User, entries: Sequence[LogEntry], records: Sequence[NewRecord]) -> None:
    """Take new records into account; they are stored already, in this transaction."""
    spoken = [
        (name, record.subject)
        for record, entry in zip(records, entries, strict=True)
        if not isinstance(entry, Undo)
        for name in sorted(names(entry))
    ]
    rows.add_names(owner.pk, spoken)
    subjects = {record.subject for record in records if not record.undone}
    told_anew(owner, subjects | _settle_undos(owner, records))


def _settle_undos(owner: User, records: Sequence[NewRecord]) -> set[str]:
    """Give undoings the subject of what they undo, whichever came first; returns the subjects concerned."""
    known = {record.entry: record.subject for record in records if not record.undone}
    open_undos = {record.entry: record.undone for record in records if record.undone}
    open_undos |= rows.undoings(owner.pk, [record.entry for record in records])
    for chunk in chunks(sorted(set(open_undos.values()) - set(known))):
        known.update(owner.log_records.filter(entry__in=chunk).exclude(subject="").values_list("entry", "subject"))
    settled: dict[str, str] = {}
    todo = dict(open_undos)
    while todo:
        ready = {entry: known[undone] for entry, undone in todo.items() if undone in known}
        if not ready:
            break
        known.update(ready)
        settled.update(ready)
        todo = {entry: undone for entry, undone in todo.items() if entry not in ready}
        waiting = rows.undoings(owner.pk, sorted(ready))
        todo.update({entry: undone for entry, undone in waiting.items() if entry not in settled})
    for entry, name in settled.items():
        owner.log_records.filter(entry=entry).update(subject=name)
    return set(settled.values())


def told_anew(owner: User, subjects: Iterable[str]) -> None:
    """Fold subjects, with all that share an id with them, and store what they amount to."""
    together, contents = rows.together(owner.pk, sorted(name for name in subjects if name))
    amounts = fold([_ENTRY.decode(contents[seq]) for seq in sorted(contents)])
    things: list[Thing] = [*amounts.sessions, *amounts.body_mass, *amounts.complaints, *amounts.screens]
    made = [NewThing(KINDS[type(thing)], thing.id, thing.date, msgspec.json.encode(thing).decode()) for thing in things]
    rows.replace_things(owner.pk, tuple(KINDS.values()), sorted(together), made)


def closure(owner: User, subjects: set[str]) -> set[str]:
    """Give these subjects and those that share an id with them, directly or by way of others."""
    return rows.together(owner.pk, sorted(subjects))[0]
