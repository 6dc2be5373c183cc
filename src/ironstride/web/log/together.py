"""Writes of several requests as one transaction, so that they share the wait for the disk.

SQLite has one writer. Without this, requests that write stand in line for the lock, each for a flush of its own. Here
whoever finds nobody writing takes all that wait along; none returns before what it wrote is on disk.
"""

from __future__ import annotations

import fcntl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Generic, TypeVar

from django.conf import settings
from django.db import connection, transaction

T = TypeVar("T")
#: whose lock is the turn to write
TURN_FILE = "writing"


class _Wanted(Generic[T]):
    """A piece of work that waits, and what came of it."""

    def __init__(self, work: Callable[[], T]) -> None:
        self.work = work
        self.settled = False
        self.problem: Exception | None = None
        self.result: list[T] = []

    def given(self) -> T:
        """Give what came of it, or raise what went wrong."""
        if self.problem is not None:
            raise self.problem
        return self.result[0]


_changed = threading.Condition()
_waiting: list[_Wanted[object]] = []
_writing = False


def written(work: Callable[[], T]) -> T:
    """Do a short piece of writing in a transaction, with others that wait; when this returns, it is on disk.

    A piece that fails takes nobody along: each is then done in a transaction of its own. Inside a transaction, and on
    PostgreSQL, which has many writers and gathers their flushes itself, it is done at once.

    Raises
    ------
    Exception : whatever the work raises, or the database; then nothing of it is stored.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        with transaction.atomic():
            return work()
    wanted = _Wanted(work)
    if _is_mine(wanted):
        group: list[_Wanted[object]] = []
        try:
            with _turn():
                group = _taken()
                _write(group)
        finally:
            _done(group or [wanted])  # type: ignore[list-item]
    return wanted.given()


def _is_mine(wanted: _Wanted[T]) -> bool:
    """Wait until a piece of work is settled, or until it is on us to write."""
    global _writing
    with _changed:
        _waiting.append(wanted)  # type: ignore[arg-type]
        while _writing and not wanted.settled:
            _changed.wait()
        _writing = _writing or not wanted.settled
        return not wanted.settled


def _taken() -> list[_Wanted[object]]:
    """Take all that waits, now that it can be written."""
    with _changed:
        group = list(_waiting)
        _waiting.clear()
        return group


def _done(group: list[_Wanted[object]]) -> None:
    """Let those go on whose work is settled, and the next one write."""
    global _writing
    with _changed:
        for one in group:
            one.settled = True
            if one in _waiting:  # it never came to its turn
                _waiting.remove(one)
        _writing = False
        _changed.notify_all()


def _write(group: list[_Wanted[object]]) -> None:
    try:
        with transaction.atomic():
            results = [one.work() for one in group]
    except Exception as error:
        if len(group) == 1:
            group[0].problem = error
            return
        for one in group:
            _write([one])
    else:
        for one, result in zip(group, results, strict=True):
            one.result = [result]


@contextmanager
def _turn() -> Iterator[None]:
    """Wait in line with the other web processes: SQLite's own wait looks again ever more seldom, and starves some."""
    with (settings.GIVEN.data / TURN_FILE).open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
