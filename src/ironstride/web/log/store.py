"""Adds entries to the log in the server's order, all of a batch in one transaction, and reads them back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from msgspec import Struct

from ironstride.model.log import History, LogEntry, Undo
from ironstride.strength.history import fold
from ironstride.web.accounts.models import User
from ironstride.web.data.models import Batch
from ironstride.web.log import rows
from ironstride.web.log.entries import Rejected, subject
from ironstride.web.log.models import LogHead, LogName, LogRecord
from ironstride.web.log.rows import Head, NewRecord
from ironstride.web.log.things import closure, remember, told_anew
from ironstride.web.site.prepared import Prepared

_ENTRY = msgspec.json.Decoder(LogEntry)
_HEAD = Prepared(lambda owner: LogHead.objects.filter(owner_id=owner).values_list("seq", "epoch"), 7_000_000_001)
#: bits of a mark that hold the number of entries; an epoch stands above them
EPOCH_SHIFT = 40


class Added(Struct, frozen=True):
    """What became of a batch: ids stored now or before, entries refused, the last number of the log and its epoch."""

    acked: tuple[str, ...]
    rejected: tuple[Rejected, ...]
    seq: int
    epoch: int


def append(owner: User, entries: Sequence[LogEntry], batch: Batch | None = None) -> Added:
    """Add entries in the order given. When this returns, they are on disk or were before.

    An entry whose id is stored already is acknowledged and not stored twice; with other content it is refused.

    Parameters
    ----------
    batch : the import that brought them, so that it can be undone.

    Raises
    ------
    django.db.OperationalError : the database cannot take them now (full, locked); nothing was stored.
    """
    with transaction.atomic(savepoint=False):
        head = rows.locked_head(owner.pk)
        stored = rows.contents(owner.pk, [entry.entry for entry in entries])
        fresh, acked, rejected = _sorted_out(entries, stored)
        records = [_record(head.seq + at, entry) for at, entry in enumerate(fresh, 1)]
        if records:
            rows.set_seq(owner.pk, head.seq + len(records))
            rows.add_records(owner.pk, None if batch is None else batch.pk, timezone.now(), records)
            remember(owner, fresh, records)
    return Added(tuple(dict.fromkeys(acked)), tuple(rejected), head.seq + len(records), head.epoch)


def _sorted_out(
    entries: Sequence[LogEntry], stored: Mapping[str, str]
) -> tuple[list[LogEntry], list[str], list[Rejected]]:
    """Part entries into new ones, ids to acknowledge, and those refused because their id says something else."""
    known = {name: _ENTRY.decode(content) for name, content in stored.items()}
    fresh: list[LogEntry] = []
    acked: list[str] = []
    rejected: list[Rejected] = []
    for at, entry in enumerate(entries):
        before = known.setdefault(entry.entry, entry)
        if before is entry:
            fresh.append(entry)
        if before == entry:
            acked.append(entry.entry)
        else:
            rejected.append(Rejected(entry.entry, at, "another entry of this id is stored already"))
    return fresh, acked, rejected


def _record(seq: int, entry: LogEntry) -> NewRecord:
    undone = entry.undone if isinstance(entry, Undo) else ""
    return NewRecord(seq, entry.entry, subject(entry), undone, msgspec.json.encode(entry).decode())


def entries_since(owner: User, seq: int, most: int) -> list[tuple[int, str]]:
    """Give number and JSON of the entries after a number, in order."""
    held = owner.log_records.filter(seq__gt=seq).order_by("seq").values_list("seq", "content")
    return list(held[:most])


def log_mark(owner: User) -> int:
    """Give a number that is another one whenever the log is: more was logged, or an import was undone. 0: never any."""
    head = head_of(owner)
    return head.seq + (head.epoch << EPOCH_SHIFT)


def head_of(owner: User) -> Head:
    """Give the last number of a log and its epoch; both 0 when there never was one."""
    found = _HEAD(owner.pk)
    return Head(*found[0]) if found else Head(0, 0)


def all_entries(owner: User) -> list[LogEntry]:
    """Give the whole log in order."""
    held = owner.log_records.order_by("seq").values_list("content", flat=True)
    return [_ENTRY.decode(content) for content in held.iterator()]


def history(owner: User) -> History:
    """Fold the whole log; pages read `things.logged` instead, which costs no folding."""
    return fold(all_entries(owner))


def withdraw(owner: User, batch: Batch) -> int:
    """Take the entries an import brought out of the log, for good; returns how many. Numbers are never reused."""
    return drop(owner, owner.log_records.filter(batch=batch))


def drop(owner: User, gone: QuerySet[LogRecord]) -> int:
    """Take entries out of the log for good, and tell what they spoke of anew; returns how many."""
    with transaction.atomic():
        head, _ = LogHead.objects.select_for_update().get_or_create(owner=owner)
        LogHead.objects.filter(pk=head.pk).update(epoch=head.epoch + 1)
        subjects = set(gone.exclude(subject="").values_list("subject", flat=True))
        concerned = closure(owner, subjects)  # before the names that tie them together are forgotten
        count, _ = gone.delete()
        names = LogName.objects.filter(owner=owner, subject__in=subjects)
        names.exclude(subject__in=owner.log_records.values("subject")).delete()
        told_anew(owner, concerned)
    return count
