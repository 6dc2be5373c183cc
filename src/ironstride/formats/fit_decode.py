"""Decodes the bytes of a FIT file into messages: fast with pyfitparsernative, with fitdecode whatever it refuses."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO

from ironstride.model.errors import ImportFailure

#: One message: `message_type` and its fields by profile name, in profile units.
Message = dict[str, object]

#: Time the slow reader is given; what it has read by then is used as a part.
SLOW_S = 3.0

#: The messages that a run or a strength session is made of; the slow reader leaves the others out.
WANTED = frozenset({
    "file_id", "activity", "session", "sport", "event", "record", "set", "exercise_title", "workout",
    "workout_step", "field_description",
})  # fmt: skip


def decode(data: bytes, where: str) -> tuple[list[Message], bool]:
    """Decode a FIT file, or several chained ones.

    Parameters
    ----------
    data : the file's bytes.
    where : its name, for errors.

    Returns
    -------
    The messages in file order, and whether the file was whole: False when it was cut short or its checksum is wrong.

    Raises
    ------
    ImportFailure
        The bytes are no FIT file, or no message could be decoded.
    """
    if not data:
        raise ImportFailure("the file is empty", where, "Copy it from the watch again.")
    if len(data) < 12 or data[0] not in (12, 14) or data[8:12] != b".FIT":
        raise ImportFailure("this is not a FIT file", where)
    messages = _decode_fast(data)
    whole = True
    if messages is None:
        messages, whole = _decode_slow(data)
    if not messages:
        raise ImportFailure("nothing in it could be decoded", where, "Copy it from the watch again.")
    return messages, whole


def _decode_fast(data: bytes) -> list[Message] | None:
    """All messages by the Rust reader, or None when it refuses the file."""
    import pyfitparsernative

    try:
        with _quiet_stderr():
            messages: list[Message] = pyfitparsernative.parse_fit_bytes(data)
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException:  # a panic of the Rust reader derives from BaseException
        return None
    return messages


@contextlib.contextmanager
def _quiet_stderr() -> Iterator[None]:
    """Keep the backtrace that a Rust panic writes to file descriptor 2 from the user."""
    try:
        kept = os.dup(2)
        sink = os.open(os.devnull, os.O_WRONLY)
    except OSError:
        yield
        return
    try:
        os.dup2(sink, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(sink)


def _decode_slow(data: bytes) -> tuple[list[Message], bool]:
    """What fitdecode yields before it fails, and whether it came to the end with a matching checksum."""
    import fitdecode

    messages: list[Message] = []
    whole = False
    deadline = time.monotonic() + SLOW_S
    try:
        with fitdecode.FitReader(
            BytesIO(data),
            check_crc=fitdecode.CrcCheck.READONLY,
            error_handling=fitdecode.ErrorHandling.IGNORE,
        ) as reader:
            for frame in reader:
                if isinstance(frame, fitdecode.FitDataMessage) and frame.name in WANTED:
                    messages.append(_as_message(frame.name, frame.fields))
                elif isinstance(frame, fitdecode.FitCRC):
                    whole = bool(frame.matched)
                if time.monotonic() > deadline:
                    return messages, False
    except MemoryError:
        raise
    except Exception:  # fitdecode leaks TypeError, struct.error and more besides its own
        whole = False
    return messages, whole


def _as_message(name: str, fields: list[object]) -> Message:
    """A fitdecode frame in the shape of the fast reader; the first field of a name wins, as native ones come first."""
    message: Message = {"message_type": name}
    for field in fields:
        value = getattr(field, "value", None)
        if value is not None:
            message.setdefault(str(getattr(field, "name", "")), value)
    return message


def number(message: Message, *names: str) -> float | None:
    """The first of the named fields that holds a number."""
    for name in names:
        value = message.get(name)
        if isinstance(value, (int, float)) and not isinstance(value, bool) and value == value:
            return float(value)
    return None


def text(message: Message, name: str) -> str:
    """A field as text: '' when it is missing, the first of an array."""
    value = message.get(name)
    if isinstance(value, (list, tuple)):
        value = next((v for v in value if v), None)
    return "" if value is None else str(value).strip("\x00 ")


def seconds(message: Message, name: str) -> float | None:
    """A time field as seconds since 1970 UTC; both readers' shapes are understood."""
    value = message.get(name)
    try:
        if isinstance(value, str):
            return datetime.fromisoformat(value + "+00:00").timestamp()
        if isinstance(value, datetime):
            return (value if value.tzinfo else value.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        return None
    return None


def array(message: Message, name: str) -> tuple[object, ...]:
    """A field that may be an array, as a tuple."""
    value = message.get(name)
    if isinstance(value, (list, tuple)):
        return tuple(value)
    return () if value is None else (value,)
