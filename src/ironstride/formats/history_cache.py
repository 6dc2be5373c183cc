"""Keeps what activity files held, by the content of the file, so that a history is decoded only once."""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from pathlib import Path

import msgspec
from msgspec import Struct

from ironstride.formats.decoding import Decoded, Settings

#: Raised whenever a reader or the nouns change, so that old summaries are made anew.
VERSION = 3
#: The oldest entries go first beyond this many.
MOST_ENTRIES = 20_000


class _Stored(Struct, frozen=True):
    version: int
    entries: dict[str, Decoded]


def default_folder() -> Path:
    """Where the cache lies: `IRONSTRIDE_CACHE`, else the user's cache folder."""
    if given := os.environ.get("IRONSTRIDE_CACHE"):
        return Path(given)
    base = os.environ.get("LOCALAPPDATA") if os.name == "nt" else os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "ironstride"


class HistoryCache:
    """Summaries of files by the digest of their bytes.

    Parameters
    ----------
    folder : where the cache file lies; None keeps everything in memory only.

    Notes
    -----
    A cache that cannot be read, is damaged or of another version counts as empty; one that cannot be written is
    done without. It holds health data, so only its owner may read it.
    """

    def __init__(self, folder: Path | None) -> None:
        self._file = None if folder is None else folder / "history.json"
        self._entries = self._load()
        self._changed = False

    @staticmethod
    def key(data: bytes, suffix: str, settings: Settings) -> str:
        """Digest of a file's bytes; for tables together with the settings their reading depends on."""
        digest = hashlib.sha256(data).hexdigest()
        return (
            f"{digest}{suffix}" if suffix != ".csv" else f"{digest}.csv {settings.time_zone} {settings.distance_unit}"
        )

    def get(self, key: str) -> Decoded | None:
        """The summary kept under a key; using it makes it young again."""
        found = self._entries.pop(key, None)
        if found is not None:
            self._entries[key] = found
        return found

    def put(self, key: str, decoded: Decoded) -> None:
        """Keep a summary."""
        self._entries[key] = decoded
        self._changed = True

    def save(self) -> None:
        """Write the cache if anything is new: beside the old one first, then in its place."""
        if self._file is None or not self._changed:
            return
        kept = dict(list(self._entries.items())[-MOST_ENTRIES:])
        with contextlib.suppress(OSError):
            self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=self._file.parent, prefix="history-", delete=False) as fresh:
                try:
                    fresh.write(msgspec.json.encode(_Stored(VERSION, kept)))
                    fresh.flush()
                    os.fsync(fresh.fileno())
                except OSError:
                    Path(fresh.name).unlink(missing_ok=True)
                    raise
            Path(fresh.name).replace(self._file)
            self._changed = False

    def _load(self) -> dict[str, Decoded]:
        if self._file is None:
            return {}
        try:
            stored = msgspec.json.decode(self._file.read_bytes(), type=_Stored)
        except (OSError, msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            return {}
        return stored.entries if stored.version == VERSION else {}
