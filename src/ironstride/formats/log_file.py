"""Reads and appends a training log: JSON Lines, one entry a line, on disk before anything is acknowledged."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator
from io import BufferedRandom
from pathlib import Path

import msgspec
from msgspec import Struct

from ironstride.model.errors import InputError
from ironstride.model.log import LogEntry
from ironstride.model.running import Unread

#: the version of our log format this reads and writes.
SCHEMA = 1
#: a log this large is something else; ten years of sets are a tenth of it.
MAX_BYTES = 256_000_000
#: so much of a log's end is read before something is added, bytes; more when no line ends there.
TAIL = 65_536
_ENTRY = msgspec.json.Decoder(LogEntry)


class LogHeader(Struct, frozen=True, kw_only=True):
    """The first line of a log: which version of the format the other lines are written in."""

    ironstride_log: int


class LogRead(Struct, frozen=True, kw_only=True):
    """What a log file holds: its entries in order, and the lines that could not be read with the reason."""

    entries: tuple[LogEntry, ...] = ()
    unread: tuple[Unread, ...] = ()


def read_log(path: Path) -> tuple[LogEntry, ...]:
    """Read the entries of a log in the order they were accepted; a file that is not there is an empty log.

    A last line that was cut off while being written was never acknowledged and is left out; the next `append` puts
    it aside. Use `scan_log` to see it.

    Raises
    ------
    InputError
        The file cannot be read, is no log, has another version, or holds a damaged line before its end.
    """
    return log_entries(_bytes(path), str(path))


def log_entries(data: bytes, where: str) -> tuple[LogEntry, ...]:
    """Read the entries of a log from bytes; errors as in `read_log`."""
    read = scan(data, where)
    if read.unread and (len(read.unread) > 1 or not read.unread[0].why.startswith(CUT_OFF)):
        first = read.unread[0]
        raise InputError(first.why, first.where, "Mend the line or take it out; keep a copy of the file.")
    return read.entries


def scan_log(path: Path) -> LogRead:
    """Read a log line by line and name the lines that cannot be read, a cut-off last one among them.

    Raises
    ------
    InputError
        The file cannot be read, is no log, or has another version.
    """
    return scan(_bytes(path), str(path))


CUT_OFF = "the last line was cut off while it was written"


def scan(data: bytes, where: str) -> LogRead:
    """Read a log from bytes, as `scan_log` does from a file."""
    if not data:
        return LogRead()
    lines = data.split(b"\n")
    _check_header(lines[0], where, is_cut=len(lines) == 1)
    entries: list[LogEntry] = []
    unread: list[Unread] = []
    for number, line in enumerate(lines[1:], 2):
        if not line.strip():
            continue
        try:
            entries.append(_ENTRY.decode(line))
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, ValueError) as error:
            is_torn = number == len(lines)
            why = CUT_OFF if is_torn else f"not an entry of a log ({_short(error)})"
            text = line[:200].decode("utf-8", errors="replace")
            unread.append(Unread(where=f"{where}, line {number}", text=text, why=why))
    return LogRead(entries=tuple(entries), unread=tuple(unread))


def log_bytes(entries: Iterable[LogEntry]) -> bytes:
    """A whole log: the version line and a line for each entry."""
    return _header_line() + b"".join(entry_line(entry) for entry in entries)


def entry_line(entry: LogEntry) -> bytes:
    """One entry as a line of JSON in UTF-8.

    Raises
    ------
    InputError
        A text in it is not Unicode.
    """
    try:
        return msgspec.json.encode(entry) + b"\n"
    except UnicodeEncodeError:
        raise InputError("a text in it is not Unicode", f"log entry {entry.entry}") from None


def append(path: Path, entries: Iterable[LogEntry]) -> None:
    """Add entries to a log, all of them or none, and return when they are on disk. Makes the file when needed.

    Other processes that append wait. A last line that was cut off earlier is first moved to a file beside the log
    that ends in `.torn`.

    Parameters
    ----------
    path : the log.
    entries : in order.

    Raises
    ------
    InputError
        The file cannot be written (nothing was added), is no log, or has another version.
    """
    lines = b"".join(entry_line(entry) for entry in entries)
    try:
        with _locked(path) as file:
            end = _mended_end(file, path)
            _write(file, end, lines if end else _header_line() + lines)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise InputError(
            f"cannot be written, nothing was added: {reason}", str(path), "Check disk and path."
        ) from error


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[BufferedRandom]:
    """Open a log for reading and writing while nobody else does; a new one is made, and known to its folder."""
    is_new = not path.exists()
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(descriptor, "r+b") as file:
        _lock(file)
        if is_new:
            _sync_folder(path.parent)
        yield file


def _lock(file: BufferedRandom) -> None:
    """Wait until the file is ours; closing it gives it back."""
    try:
        import fcntl
    except ImportError:
        return  # without advisory locks the system itself keeps a second writer out or the two take turns
    fcntl.flock(file, fcntl.LOCK_EX)


def _sync_folder(folder: Path) -> None:
    """Put a new name on disk, where a folder can be opened."""
    with contextlib.suppress(OSError, AttributeError):
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _mended_end(file: BufferedRandom, path: Path) -> int:
    """Where to write; a last line without its end is completed when it is an entry, else put aside."""
    size = os.fstat(file.fileno()).st_size
    _check_size(size, str(path))
    if not size:
        return 0
    first = file.readline(MAX_BYTES)
    _check_header(first.rstrip(b"\n"), str(path), is_cut=not first.endswith(b"\n"))
    tail = _last_line(file, size)
    whole = size - len(tail)
    if not tail:
        return whole
    if whole and _is_entry(tail):
        _write(file, size, b"\n")
        return size + 1
    with path.with_name(path.name + ".torn").open("ab") as aside:
        aside.write(tail + b"\n")
        aside.flush()
        os.fsync(aside.fileno())
    file.truncate(whole)
    return whole


def _last_line(file: BufferedRandom, size: int) -> bytes:
    """What stands after the last line's end; empty when every line has one."""
    span = TAIL
    while True:
        begin = max(0, size - span)
        file.seek(begin)
        data = file.read(size - begin)
        if not begin or b"\n" in data:
            return data[data.rfind(b"\n") + 1 :]
        span *= 16


def _is_entry(line: bytes) -> bool:
    try:
        _ENTRY.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, ValueError):
        return False
    return True


def _write(file: BufferedRandom, at: int, data: bytes) -> None:
    """Write at a place and wait for the disk; when that fails take back what was written."""
    try:
        file.seek(at)
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    except OSError:
        with contextlib.suppress(OSError):
            os.ftruncate(file.fileno(), at)
            os.fsync(file.fileno())
        raise


def _header_line() -> bytes:
    return msgspec.json.encode(LogHeader(ironstride_log=SCHEMA)) + b"\n"


def _check_header(line: bytes, where: str, is_cut: bool) -> None:
    """Refuse a file whose first line is not ours; one cut off while its very first line was written is."""
    if is_cut and _header_line().startswith(line):
        return
    try:
        version = msgspec.json.decode(line, type=LogHeader).ironstride_log
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, ValueError):
        what = "the first line does not say that this is a training log"
        raise InputError(what, where, "Import other files with `ironstride log import`.") from None
    if version != SCHEMA:
        mend = "Update Ironstride to read it." if version > SCHEMA else "Write it anew from its source."
        raise InputError(f"log format {version} is not the {SCHEMA} this version reads", where, mend)


def _check_size(size: int, where: str) -> None:
    if size > MAX_BYTES:
        raise InputError(f"the log has {size / 1e6:.0f} MB", where, "Begin a new one.")


def _bytes(path: Path) -> bytes:
    try:
        _check_size(path.stat().st_size, str(path))
        return path.read_bytes()
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", str(path), "Check the path.") from error


def _short(error: Exception) -> str:
    text = " ".join(str(error).split())
    return text if len(text) <= 120 else text[:119] + "…"
