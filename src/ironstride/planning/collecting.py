"""Leaves Python's collector of cycles alone while a plan is made: it finds nothing there and takes a quarter of it."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

_LOCK = Lock()
_UNDER_WAY: list[bool] = []


@contextmanager
def uncollected() -> Iterator[None]:
    """Collect no cycles meanwhile; whoever comes first notes whether it was done before, whoever goes last restores it.

    What a plan is made of refers one way only and is freed as soon as nobody needs it.
    """
    with _LOCK:
        _UNDER_WAY.append(gc.isenabled() if not _UNDER_WAY else _UNDER_WAY[0])
        gc.disable()
    try:
        yield
    finally:
        with _LOCK:
            before = _UNDER_WAY.pop()
            if before and not _UNDER_WAY:
                gc.enable()
