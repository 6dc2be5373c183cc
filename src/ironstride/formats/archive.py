"""Walks folders, zip archives and gzipped files and hands out their activity files, safely and one at a time."""

from __future__ import annotations

import gzip
import os
import re
import stat
import tempfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import IO, NamedTuple, Protocol

from msgspec import Struct

from ironstride.model.running import Unread

#: Formats found by being there: `diary_activities.py` reads `.diary`.
FOUND = "_activities"
#: Files that may hold activities; anything else in a folder or archive is passed over in silence.
SUFFIXES = (
    ".fit",
    ".gpx",
    ".tcx",
    ".csv",
    *sorted(f".{path.stem.removesuffix(FOUND)}" for path in Path(__file__).parent.glob(f"*{FOUND}.py")),
)
CHUNK = 1 << 20
MEGABYTE = 1 << 20


class Limits(Struct, frozen=True, kw_only=True):
    """How much is read before something is taken for an attack or a mistake. Sizes in bytes, after unpacking."""

    members: int = 50_000
    file: int = 25 * MEGABYTE
    total: int = 4096 * MEGABYTE
    #: unpacked to packed size of one file, judged beyond the first megabyte.
    ratio: int = 200
    #: files handed out; anything else is passed over in silence.
    suffixes: tuple[str, ...] = SUFFIXES


class Member(NamedTuple):
    """One file: the name to show, the name's suffix without `.gz`, and its bytes."""

    name: str
    suffix: str
    data: bytes


class _Refused(Exception):
    """Why a file is left out."""


class _Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


class _Budget:
    """What has been used of the limits."""

    def __init__(self, limits: Limits) -> None:
        self.limits, self.members, self.total = limits, 0, 0

    @property
    def spent(self) -> bool:
        """Nothing more will be read."""
        return self.members > self.limits.members or self.total > self.limits.total

    def count(self) -> None:
        """One more file looked at."""
        self.members += 1
        if self.members > self.limits.members:
            raise _Refused(f"more than {self.limits.members} files; the rest was left out")

    def read(self, stream: _Readable, packed_size: int | None) -> bytes:
        """All bytes of a stream, unless they break a limit; `packed_size` is None for what is not compressed."""
        data = bytearray()
        while chunk := stream.read(CHUNK):
            data += chunk
            self.total += len(chunk)
            if len(data) > self.limits.file:
                raise _Refused(f"it is larger than {self.limits.file // MEGABYTE} MB")
            if packed_size is not None and len(data) > max(MEGABYTE, packed_size * self.limits.ratio):
                raise _Refused("it unpacks to far more than an activity file would (a zip bomb)")
            if self.total > self.limits.total:
                raise _Refused(f"more than {self.limits.total // MEGABYTE} MB in all; the rest was left out")
        return bytes(data)


def walk(paths: Iterable[Path], limits: Limits | None = None) -> Iterator[Member | Unread]:
    """Hand out the activity files of folders, archives and single files.

    Parameters
    ----------
    paths : files or folders. Folders are walked to the bottom in order of name; a symbolic link that leads out of
        its folder is not followed. Zip archives are opened, and zip archives inside those once more, as a Garmin
        account export has them; `.gz` is unpacked.
    limits : how much is read at most.

    Yields
    ------
    Member for each file that may hold activities, Unread for each that cannot be handed out, with the reason.
    Nothing is ever written to where an archive's names point.
    """
    budget = _Budget(limits or Limits())
    for path in paths:
        if path.is_dir():
            base = path.name or path.resolve().name
            for file in _files(path):
                yield from _file(file, f"{base}/{file.relative_to(path).as_posix()}", budget)
                if budget.spent:
                    return
        elif path.exists():
            yield from _file(path, path.name, budget)
        else:
            yield _unread(path.name, "there is no such file or folder")


def shown(name: str) -> str:
    """A name fit to be shown and kept: printable, not endless, without the e-mail address Garmin puts into it."""
    printable = "".join(c if c.isprintable() else "?" for c in name)
    masked = re.sub(r"[^/\s_]+@[^/\s_]+", "…", printable)
    return masked if len(masked) <= 200 else "…" + masked[-199:]


def _unread(name: str, why: str) -> Unread:
    return Unread(where=shown(name), text="", why=why)


def _files(folder: Path) -> Iterator[Path]:
    """Regular files below a folder, in order of name; links only when they stay inside."""
    inside = folder.resolve()
    for here, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            file = Path(here) / name
            if file.is_symlink() and not file.resolve().is_relative_to(inside):
                continue
            yield file


def _suffix(name: str) -> str:
    """The suffix in small letters, that before `.gz` for a gzipped file."""
    return PurePosixPath(name.lower().removesuffix(".gz")).suffix


def _wanted(name: str, budget: _Budget) -> bool:
    base = PurePosixPath(name).name
    return _suffix(name) in budget.limits.suffixes and not base.startswith("._")


def _file(path: Path, name: str, budget: _Budget) -> Iterator[Member | Unread]:
    """One file of the disk: an archive's members, or itself."""
    is_archive = path.suffix.lower() == ".zip"
    if not is_archive and not _wanted(name, budget):
        return
    try:
        budget.count()
        if not stat.S_ISREG(path.stat().st_mode):
            raise _Refused("it is not a regular file")
        with path.open("rb") as stream:
            if is_archive:
                yield from _members(stream, name, budget, depth=1)
            else:
                yield _member(stream, name, budget, packed_size=path.stat().st_size)
    except _Refused as why:
        yield _unread(name, str(why))
    except OSError as error:
        yield _unread(name, f"it could not be opened ({error.strerror or type(error).__name__})")


def _member(stream: IO[bytes], name: str, budget: _Budget, packed_size: int) -> Member:
    """The bytes of one file, unpacked when it is gzipped."""
    if not name.lower().endswith(".gz"):
        return Member(shown(name), _suffix(name), budget.read(stream, None))
    try:
        with gzip.GzipFile(fileobj=stream) as unpacked:
            return Member(shown(name), _suffix(name), budget.read(unpacked, packed_size))
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise _Refused("its gzip wrapping is damaged") from error


def _members(stream: IO[bytes], name: str, budget: _Budget, depth: int) -> Iterator[Member | Unread]:
    """The members of a zip archive; an archive inside it is opened when `depth` allows."""
    try:
        archive = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, ValueError, NotImplementedError) as error:
        raise _Refused("it is not a readable zip archive") from error
    with archive:
        for entry in sorted(archive.infolist(), key=lambda e: e.filename):
            is_archive = entry.filename.lower().endswith(".zip") and depth > 0
            if entry.is_dir() or not (is_archive or _wanted(entry.filename, budget)):
                continue
            budget.count()
            full = f"{name}/{entry.filename}"
            try:
                if is_archive:
                    yield from _inner_archive(archive, entry, full, budget, depth - 1)
                else:
                    yield _zip_member(archive, entry, full, budget)
            except _Refused as why:
                yield _unread(full, str(why))
                if budget.spent:
                    return
            except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, OSError):
                yield _unread(full, "it is damaged or encrypted")


def _check_entry(entry: zipfile.ZipInfo) -> None:
    """Refuse names and sorts of entry that no honest archive needs."""
    path = PurePosixPath(entry.filename.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or re.match(r"^[A-Za-z]:", entry.filename):
        raise _Refused("its name leads out of the archive")
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise _Refused("it is a link and not a file")
    if entry.flag_bits & 0x1:
        raise _Refused("it is encrypted")


def _zip_member(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, full: str, budget: _Budget) -> Member:
    """A plain or gzipped member. A member that is gzipped is not compressed again, so its own ratio counts."""
    _check_entry(entry)
    with archive.open(entry) as stream:
        if full.lower().endswith(".gz"):
            return _member(stream, full, budget, entry.compress_size)
        return Member(shown(full), _suffix(full), budget.read(stream, entry.compress_size))


def _inner_archive(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, full: str, budget: _Budget, depth: int
) -> Iterator[Member | Unread]:
    """The members of an archive inside an archive, by way of a temporary file that nobody else sees."""
    _check_entry(entry)
    with archive.open(entry) as packed, tempfile.TemporaryFile() as copy:
        size = 0
        while chunk := packed.read(CHUNK):
            size += len(chunk)
            if size > budget.limits.total:
                raise _Refused("the archive inside is too large")
            if size > max(MEGABYTE, entry.compress_size * budget.limits.ratio):
                raise _Refused("it unpacks to far more than an archive would (a zip bomb)")
            copy.write(chunk)
        copy.seek(0)
        yield from _members(copy, full, budget, depth)
