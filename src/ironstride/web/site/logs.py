"""Log lines as JSON that tell what happened and where in the code, never to whom: no addresses, ids or messages."""

from __future__ import annotations

import logging
import traceback
from datetime import UTC, datetime
from types import TracebackType

import msgspec

#: what a line may carry besides time, level, logger and event
FIELDS = ("route", "method", "status", "ms", "queries", "job", "entries", "rejected", "files", "version", "address")


class JsonLines(logging.Formatter):
    """One JSON object a line. The text of exceptions stays out, because it may hold what a user wrote."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "event": record.msg if isinstance(record.msg, str) else type(record.msg).__name__,
        }
        line |= {name: value for name in FIELDS if (value := getattr(record, name, None)) is not None}
        if record.exc_info and record.exc_info[0] is not None:
            line["fault"] = record.exc_info[0].__name__
            line["at_code"] = code_places(record.exc_info[2])
        return msgspec.json.encode(line).decode()


def code_places(trace: TracebackType | None, most: int = 12) -> list[str]:
    """Name file, line and function of the innermost frames, without the values in them."""
    frames = traceback.extract_tb(trace)[-most:]
    return [f"{frame.filename.rpartition('site-packages/')[2]}:{frame.lineno} {frame.name}" for frame in frames]
