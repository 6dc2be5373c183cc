"""Decodes one file of any activity format, and serves as the worker process in which unknown files are decoded."""

from __future__ import annotations

import importlib
import os
import struct
import sys
from typing import IO, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec
from msgspec import Struct

from ironstride.formats.archive import FOUND, SUFFIXES
from ironstride.formats.not_an_activity import NotAnActivity
from ironstride.model.errors import ImportFailure
from ironstride.model.running import OtherActivity, Run, Unread

#: Memory a worker may use, bytes of address space; 25 MB of FIT need about a third of it.
MEMORY = 1 << 30


class Settings(Struct, frozen=True):
    """What reading a table needs to know about the runner."""

    time_zone: str = "UTC"
    distance_unit: Literal["km", "mi"] = "km"


class Task(Struct, frozen=True):
    """A file to decode; it bears no name, so that the same bytes always give the same answer."""

    suffix: str
    data: bytes
    settings: Settings = Settings()


class Decoded(Struct, frozen=True, omit_defaults=True):
    """What one file held. `fault` says why it could not be read; `foreign` that it is sound but no activity."""

    runs: tuple[Run, ...] = ()
    others: tuple[OtherActivity, ...] = ()
    unread: tuple[Unread, ...] = ()
    fault: str = ""
    foreign: bool = False


def decode(task: Task) -> Decoded:
    """Decode one file by its suffix (`.fit`, `.gpx`, `.tcx`, `.csv` or an added one); faults are told, never raised."""
    try:
        return _decode(task)
    except NotAnActivity as refusal:
        return Decoded(fault=_sentence(refusal), foreign=True)
    except ImportFailure as failure:
        return Decoded(fault=_sentence(failure))
    except MemoryError:
        return Decoded(fault="it needs too much memory")


def _sentence(failure: ImportFailure) -> str:
    return f"{failure.what}. {failure.mend}" if failure.mend else failure.what


def _decode(task: Task) -> Decoded:
    activities: tuple[Run | OtherActivity, ...]
    if task.suffix == ".csv":
        from ironstride.formats.activity_table import read_table

        zone = _zone(task.settings.time_zone)
        table = read_table(task.data, "", zone, task.settings.distance_unit)
        return Decoded(table.runs, table.others, table.unread)
    if task.suffix == ".fit":
        from ironstride.formats.fit import read_fit_all

        activities = read_fit_all(task.data, "")
    elif task.suffix == ".gpx":
        from ironstride.formats.gpx import read_gpx

        activities = read_gpx(task.data, "")
    elif task.suffix == ".tcx":
        from ironstride.formats.tcx import read_tcx

        activities = read_tcx(task.data, "")
    elif task.suffix in SUFFIXES:
        module = importlib.import_module(f"ironstride.formats.{task.suffix[1:]}{FOUND}")
        activities = module.read_activities(task.data, "", task.settings.time_zone)
    else:
        raise ImportFailure(f"files of type {task.suffix} are not read")
    runs = tuple(a for a in activities if isinstance(a, Run))
    return Decoded(runs, tuple(a for a in activities if isinstance(a, OtherActivity)))


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


def write_frame(stream: IO[bytes], payload: bytes) -> None:
    """Write a length and so many bytes."""
    stream.write(struct.pack("<I", len(payload)) + payload)
    stream.flush()


def read_frame(stream: IO[bytes]) -> bytes | None:
    """Read what `write_frame` wrote; None when the other side has gone."""
    head = stream.read(4)
    if len(head) < 4:
        return None
    size = struct.unpack("<I", head)[0]
    payload = stream.read(size)
    return payload if len(payload) == size else None


def _limit_memory() -> None:
    """Keep a hostile file from taking the machine down; where the system has no such limit, do without."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def serve() -> None:
    """Decode tasks from standard input to standard output until the input ends.

    Answers are JSON, because MessagePack would lose the offset of a start.
    """
    _limit_memory()
    tasks, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not end up among the answers
    reader = msgspec.msgpack.Decoder(Task)
    while (frame := read_frame(tasks)) is not None:
        write_frame(answers, msgspec.json.encode(decode(reader.decode(frame))))


if __name__ == "__main__":
    serve()
