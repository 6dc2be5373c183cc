"""A cache that the processes share, for limits and codes used once: adding and counting are one step."""

from __future__ import annotations

import fcntl
import pickle
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.cache.backends.filebased import FileBasedCache


class Cache(FileBasedCache):
    """Files in a folder of the data folder; who adds or counts holds the others off."""

    _dir: str
    _key_to_file: Callable[[str, int | None], str]

    def add(self, *asked: Any, **more: Any) -> bool:
        """Add what is not there; gives whether it was not."""
        with self._alone():
            return super().add(*asked, **more)

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        """Count up without living longer; gives the new count.

        Raises
        ------
        ValueError : it is not there, or not any more.
        """
        with self._alone():
            count = self.get(key, None, version)
            if count is None:
                raise ValueError(f"{key} is not there")
            with open(self._key_to_file(key, version), "rb") as file:
                ends = pickle.load(file)
            self.set(key, count + delta, None if ends is None else ends - time.time(), version)
            return int(count + delta)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        folder = Path(self._dir)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with (folder / "lock").open("a") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield
