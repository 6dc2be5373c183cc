"""One server, or one restoring, to a data folder at a time."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ironstride.model.errors import InputError


@contextmanager
def locked(folder: Path) -> Iterator[int]:
    """Hold a data folder, for as long as anybody has the file open that is given by its number.

    Raises
    ------
    InputError : somebody else does, or it cannot be written to.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = (folder / "lock").open("a")
    except OSError as error:
        raise InputError(f"cannot be written to: {error.strerror}", str(folder), "Name another with --data.") from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise InputError("a server runs on this folder", str(folder), "Stop it first.") from None
        yield file.fileno()
