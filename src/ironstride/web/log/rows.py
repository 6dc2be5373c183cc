"""The statements every set that is logged goes through, written out: the same for SQLite and PostgreSQL.

They are what a phone waits for, and what others wait for while the write lock is held; built from models they cost
several times the processor time of their execution.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db import connection
from msgspec import Struct

#: ids asked about at once
MANY = 400


class Head(Struct, frozen=True):
    """The last number given out in a log, and its epoch."""

    seq: int
    epoch: int


class NewRecord(Struct, frozen=True):
    """A row of `LogRecord` to be."""

    seq: int
    entry: str
    subject: str
    undone: str
    content: str


class NewThing(Struct, frozen=True):
    """A row of `Logged` to be."""

    kind: str
    name: str
    date: date
    content: str


def locked_head(owner: int) -> Head:
    """Give the head of a log, which is made where there is none, and hold it until the transaction ends."""
    ask = "SELECT seq, epoch FROM log_loghead WHERE owner_id = %s"
    ask += " FOR UPDATE" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(ask, [owner])
        found = cursor.fetchone()
        if found is None:
            make = "INSERT INTO log_loghead (owner_id, seq, epoch) VALUES (%s, 0, 0) ON CONFLICT DO NOTHING"
            cursor.execute(make, [owner])
            cursor.execute(ask, [owner])
            found = cursor.fetchone()
    return Head(*found)


def set_seq(owner: int, seq: int) -> None:
    """Write down the last number given out."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE log_loghead SET seq = %s WHERE owner_id = %s", [seq, owner])


def contents(owner: int, entries: Sequence[str]) -> dict[str, str]:
    """Give the content of the entries among these ids that are stored."""
    return dict(_among("SELECT entry, content FROM log_logrecord WHERE owner_id = %s AND entry", owner, entries))


def undoings(owner: int, entries: Sequence[str]) -> dict[str, str]:
    """Give the undoings of these entries: their id, and the entry they undo."""
    ask = "SELECT entry, undone FROM log_logrecord WHERE owner_id = %s AND NOT (undone = '') AND undone"
    return dict(_among(ask, owner, entries))


def add_records(owner: int, batch: int | None, accepted: datetime, records: Iterable[NewRecord]) -> None:
    """Store entries under their numbers."""
    at = connection.ops.adapt_datetimefield_value(accepted)
    rows = [(owner, one.seq, one.entry, one.subject, one.undone, batch, at, one.content) for one in records]
    columns = "owner_id, seq, entry, subject, undone, batch_id, accepted, content"
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO log_logrecord ({columns}) VALUES (%s, %s, %s, %s, %s, %s, %s, %s)", rows)


def add_names(owner: int, named: Iterable[tuple[str, str]]) -> None:
    """Store which name is spoken of by which subject, where that is not stored already."""
    add = "INSERT INTO log_logname (owner_id, name, subject) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING"
    with connection.cursor() as cursor:
        cursor.executemany(add, [(owner, name, subject) for name, subject in named])


def together(owner: int, subjects: Sequence[str]) -> tuple[set[str], dict[int, str]]:
    """Give subjects and all that share a name with them, directly or by way of others; and their entries by number."""
    names: set[str] = set()
    found: dict[int, str] = {}
    with connection.cursor() as cursor:
        for chunk in chunks(subjects):
            given = ", ".join(["(CAST(%s AS text))"] * len(chunk))
            cursor.execute(_TOGETHER.replace("{given}", given), [*chunk, owner, owner, owner])
            for name, seq, content in cursor.fetchall():
                names.add(name)
                if seq is not None:
                    found[seq] = content
    return names, found


_TOGETHER = """
WITH RECURSIVE near(subject) AS (
    SELECT * FROM (VALUES {given}) AS given
    UNION
    SELECT CAST(other.subject AS text)
    FROM near CROSS JOIN log_logname AS own CROSS JOIN log_logname AS other
    WHERE own.owner_id = %s AND own.subject = near.subject AND other.owner_id = %s AND other.name = own.name
)
SELECT near.subject, record.seq, record.content
FROM near LEFT JOIN log_logrecord AS record ON record.owner_id = %s AND record.subject = near.subject
"""


def replace_things(owner: int, kinds: Sequence[str], names: Sequence[str], things: Iterable[NewThing]) -> None:
    """Store what subjects amount to now in place of what they amounted to."""
    rows = [(owner, one.kind, one.name, connection.ops.adapt_datefield_value(one.date), one.content) for one in things]
    with connection.cursor() as cursor:
        for chunk in chunks(names):
            delete = f"DELETE FROM log_logged WHERE owner_id = %s AND kind IN ({_marks(kinds)})"
            cursor.execute(f"{delete} AND name IN ({_marks(chunk)})", [owner, *kinds, *chunk])
        if rows:
            add = "INSERT INTO log_logged (owner_id, kind, name, date, content) VALUES (%s, %s, %s, %s, %s)"
            cursor.executemany(add, rows)


def _among(ask: str, owner: int, names: Sequence[str]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    with connection.cursor() as cursor:
        for chunk in chunks(names):
            cursor.execute(f"{ask} IN ({_marks(chunk)})", [owner, *chunk])
            found += cursor.fetchall()
    return found


def _marks(values: Sequence[str]) -> str:
    return ", ".join(["%s"] * len(values))


def chunks(names: Sequence[str]) -> Iterable[Sequence[str]]:
    """Give ids in pieces as large as are asked about at once."""
    return (names[start : start + MANY] for start in range(0, len(names), MANY))
