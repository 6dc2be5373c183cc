"""Writes FIT activities: runs with their records, and strength sessions with their sets."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from ironstride.model.running import DoneSet

#: FIT counts seconds from 1989-12-31 UTC.
EPOCH_S = 631_065_600
#: Base types: the number in a definition, the struct code, the value that means "not known".
BASES: dict[str, tuple[int, str, int]] = {
    "enum": (0x00, "B", 0xFF),
    "uint8": (0x02, "B", 0xFF),
    "sint8": (0x01, "b", 0x7F),
    "uint16": (0x84, "H", 0xFFFF),
    "sint32": (0x85, "i", 0x7FFFFFFF),
    "uint32": (0x86, "I", 0xFFFFFFFF),
    "uint32z": (0x8C, "I", 0),
}
STRING = 0x07


class Field(NamedTuple):
    """A field of the profile: its number, base type, and how a value is scaled."""

    num: int
    base: str
    scale: float = 1.0
    offset: float = 0.0


MESSAGES: dict[str, tuple[int, dict[str, Field]]] = {
    "file_id": (0, {
        "type": Field(0, "enum"), "manufacturer": Field(1, "uint16"), "product": Field(2, "uint16"),
        "serial_number": Field(3, "uint32z"), "time_created": Field(4, "uint32"),
    }),
    "sport": (12, {"sport": Field(0, "enum"), "sub_sport": Field(1, "enum"), "name": Field(3, "string")}),
    "session": (18, {
        "timestamp": Field(253, "uint32"), "event": Field(0, "enum"), "event_type": Field(1, "enum"),
        "start_time": Field(2, "uint32"), "sport": Field(5, "enum"), "sub_sport": Field(6, "enum"),
        "total_elapsed_time": Field(7, "uint32", 1000), "total_timer_time": Field(8, "uint32", 1000),
        "total_distance": Field(9, "uint32", 100), "avg_heart_rate": Field(16, "uint8"),
        "max_heart_rate": Field(17, "uint8"), "total_ascent": Field(22, "uint16"),
        "total_descent": Field(23, "uint16"), "num_laps": Field(26, "uint16"),
    }),
    "lap": (19, {
        "timestamp": Field(253, "uint32"), "event": Field(0, "enum"), "event_type": Field(1, "enum"),
        "start_time": Field(2, "uint32"), "total_elapsed_time": Field(7, "uint32", 1000),
        "total_timer_time": Field(8, "uint32", 1000), "total_distance": Field(9, "uint32", 100),
    }),
    "record": (20, {
        "timestamp": Field(253, "uint32"), "position_lat": Field(0, "sint32"), "position_long": Field(1, "sint32"),
        "altitude": Field(2, "uint16", 5, 500), "heart_rate": Field(3, "uint8"), "cadence": Field(4, "uint8"),
        "distance": Field(5, "uint32", 100), "stance_time": Field(41, "uint16", 10),
    }),
    "event": (21, {
        "timestamp": Field(253, "uint32"), "event": Field(0, "enum"), "event_type": Field(1, "enum"),
    }),
    "workout": (26, {"sport": Field(4, "enum"), "wkt_name": Field(8, "string")}),
    "activity": (34, {
        "timestamp": Field(253, "uint32"), "total_timer_time": Field(0, "uint32", 1000),
        "num_sessions": Field(1, "uint16"), "type": Field(2, "enum"), "event": Field(3, "enum"),
        "event_type": Field(4, "enum"), "local_timestamp": Field(5, "uint32"),
    }),
    "set": (225, {
        "timestamp": Field(254, "uint32"), "duration": Field(0, "uint32", 1000), "repetitions": Field(3, "uint16"),
        "weight": Field(4, "uint16", 16), "set_type": Field(5, "uint8"), "start_time": Field(6, "uint32"),
        "category": Field(7, "uint16"), "category_subtype": Field(8, "uint16"), "message_index": Field(10, "uint16"),
    }),
}  # fmt: skip

Value = float | str | tuple[float, ...] | None
RUNNING, TREADMILL, TRAINING, STRENGTH_TRAINING = 1, 1, 10, 20
START, STOP, STOP_ALL = 0, 1, 4
TIMER, SESSION, LAP, ACTIVITY = 0, 8, 9, 26


class Record(NamedTuple):
    """One sample of a run: seconds after its start and what the watch read then."""

    at_s: float
    distance_m: float | None = None
    altitude_m: float | None = None
    hr_bpm: int | None = None
    cadence_spm: float | None = None
    lat_deg: float | None = None
    lon_deg: float | None = None
    contact_time_ms: float | None = None


def encode(messages: Sequence[tuple[str, Mapping[str, Value]]]) -> bytes:
    """Encode messages as one FIT file with header and checksums.

    Parameters
    ----------
    messages : name and fields in profile units; None leaves a field out; times in seconds since 1970 UTC must be
        given by `stamp`; a tuple becomes an array.

    Raises
    ------
    KeyError
        A message or field that is not in `MESSAGES`.
    struct.error
        A value outside its field's range.
    """
    body, locals_ = bytearray(), dict[tuple[object, ...], int]()
    for name, fields in messages:
        num, known = MESSAGES[name]
        packed = [(known[f].num, *_pack(known[f], v)) for f, v in fields.items() if v is not None]
        shape = (num, *((n, base, len(raw)) for n, base, raw in packed))
        if shape not in locals_:
            locals_[shape] = len(locals_) % 16
            for other in [s for s, k in locals_.items() if k == locals_[shape] and s != shape]:
                del locals_[other]
            body += struct.pack("<BBBHB", 0x40 | locals_[shape], 0, 0, num, len(packed))
            body += b"".join(struct.pack("<BBB", n, len(raw), base) for n, base, raw in packed)
        body += bytes([locals_[shape]]) + b"".join(raw for _, _, raw in packed)
    header = struct.pack("<BBHI4s", 14, 0x20, 21_158, len(body), b".FIT")
    header += struct.pack("<H", checksum(header))
    return header + bytes(body) + struct.pack("<H", checksum(header + bytes(body)))


def stamp(when: datetime, after_s: float = 0.0) -> int:
    """An aware time, or so many seconds after it, in FIT's count."""
    return round(when.timestamp() + after_s) - EPOCH_S


def checksum(data: bytes) -> int:
    """FIT's 16-bit checksum (CRC-16/ARC, polynomial 0xA001)."""
    crc = 0
    for byte in data:
        crc = (crc >> 8) ^ CRC_TABLE[(crc ^ byte) & 0xFF]
    return crc


def _crc_of(byte: int) -> int:
    for _ in range(8):
        byte = (byte >> 1) ^ (0xA001 if byte & 1 else 0)
    return byte


CRC_TABLE = tuple(_crc_of(byte) for byte in range(256))


def _pack(field: Field, value: Value) -> tuple[int, bytes]:
    """Base type number and bytes of a value."""
    if isinstance(value, str):
        return STRING, value.encode()[:63] + b"\x00"
    number, code, unknown = BASES[field.base]
    values = value if isinstance(value, tuple) else (value,)
    raw = [unknown if v is None else round((v + field.offset) * field.scale) for v in values]
    return number, struct.pack(f"<{len(raw)}{code}", *raw)


def encode_run(
    start: datetime,
    records: Sequence[Record],
    *,
    pauses: Sequence[tuple[float, float]] = (),
    laps_s: Sequence[float] = (),
    indoor: bool = False,
    workout: str = "",
) -> bytes:
    """Encode a run as a watch would write it.

    Parameters
    ----------
    start : aware start; its offset becomes the watch's local time.
    records : samples, ascending.
    pauses : spans (from, to) in seconds after the start in which the timer stands.
    laps_s : ends of laps, seconds after the start; the end of the run closes the last one.
    indoor : a treadmill run.
    workout : name of the structured workout the watch guided, if any.
    """
    end_s = records[-1].at_s
    timer_s = end_s - sum(to - begin for begin, to in pauses)
    kind: dict[str, Value] = {"sport": RUNNING, "sub_sport": TREADMILL if indoor else 0}
    totals: dict[str, Value] = {"total_distance": records[-1].distance_m, "num_laps": len(laps_s) + 1}
    named: list[tuple[str, Mapping[str, Value]]] = [("workout", {"sport": RUNNING, "wkt_name": workout})]
    return encode([
        ("file_id", _file_id(start)),
        ("sport", kind),
        *(named if workout else []),
        *_timeline(start, records, pauses, laps_s),
        ("session", _span(start, 0.0, end_s, timer_s) | {"event": SESSION} | kind | totals),
        ("activity", _activity(start, end_s, timer_s)),
    ])  # fmt: skip


def _timeline(
    start: datetime, records: Sequence[Record], pauses: Sequence[tuple[float, float]], laps_s: Sequence[float]
) -> list[tuple[str, Mapping[str, Value]]]:
    """What is written while the run goes on, in the order of time."""
    end_s = records[-1].at_s
    timeline: list[tuple[float, str, dict[str, Value]]] = [(0.0, "event", _event(start, 0.0, START))]
    for begin, to in pauses:
        timeline += [(begin, "event", _event(start, begin, STOP_ALL)), (to, "event", _event(start, to, START))]
    timeline += [(r.at_s, "record", _record(start, r)) for r in records]
    timeline += [(end_s, "event", _event(start, end_s, STOP_ALL))]
    previous_s = 0.0
    for lap_s in [*(s for s in laps_s if s < end_s), end_s]:
        timeline.append((lap_s, "lap", _span(start, previous_s, lap_s, lap_s - previous_s) | {"event": LAP}))
        previous_s = lap_s
    timeline.sort(key=lambda item: item[0])
    return [(name, fields) for _, name, fields in timeline]


def encode_strength(
    start: datetime,
    sets: Sequence[DoneSet],
    *,
    categories: Mapping[str, int] | None = None,
    subtypes: Mapping[str, int] | None = None,
) -> bytes:
    """Encode a strength session, its sets one after the other.

    Parameters
    ----------
    start : aware start.
    sets : work and rest sets; a missing load is written as 0.0, as watches do, and a duration as 30 s.
    categories : FIT numbers of the category names used; unknown names are written as 65534.
    subtypes : FIT numbers of the exercise names used.
    """
    messages: list[tuple[str, Mapping[str, Value]]] = []
    at_s = 0.0
    for index, done in enumerate(sets):
        lasts_s = done.duration_s or 30.0
        times = {"start_time": stamp(start, at_s), "timestamp": stamp(start, at_s + lasts_s), "duration": lasts_s}
        at_s += lasts_s
        messages.append(("set", times | {"message_index": index} | _set(done, categories or {}, subtypes or {})))
    kind: dict[str, Value] = {"sport": TRAINING, "sub_sport": STRENGTH_TRAINING}
    return encode([
        ("file_id", _file_id(start)),
        ("sport", kind),
        ("event", _event(start, 0.0, START)),
        *messages,
        ("event", _event(start, at_s, STOP_ALL)),
        ("session", _span(start, 0.0, at_s, at_s) | {"event": SESSION} | kind),
        ("activity", _activity(start, at_s, at_s)),
    ])  # fmt: skip


def _set(done: DoneSet, categories: Mapping[str, int], subtypes: Mapping[str, int]) -> dict[str, Value]:
    """The fields of a set that are not times."""
    return {
        "repetitions": done.reps,
        "weight": (done.load_kg or 0.0) if done.active else None,
        "set_type": int(done.active),
        "category": tuple(categories.get(c, 65534) for c in done.categories) or None,
        "category_subtype": subtypes.get(done.exercise),
    }


def _file_id(start: datetime) -> dict[str, Value]:
    """An activity file by a maker in development (255), so that it is never taken for a real watch's."""
    return {"type": 4, "manufacturer": 255, "product": 1, "serial_number": 1, "time_created": stamp(start)}


def _event(start: datetime, at_s: float, event_type: int) -> dict[str, Value]:
    return {"timestamp": stamp(start, at_s), "event": TIMER, "event_type": event_type}


def _span(start: datetime, begin_s: float, end_s: float, timer_s: float) -> dict[str, Value]:
    return {
        "timestamp": stamp(start, end_s),
        "event_type": STOP,
        "start_time": stamp(start, begin_s),
        "total_elapsed_time": end_s - begin_s,
        "total_timer_time": timer_s,
    }


def _record(start: datetime, r: Record) -> dict[str, Value]:
    return {
        "timestamp": stamp(start, r.at_s),
        "position_lat": None if r.lat_deg is None else r.lat_deg * 2**31 / 180,
        "position_long": None if r.lon_deg is None else r.lon_deg * 2**31 / 180,
        "altitude": r.altitude_m,
        "heart_rate": r.hr_bpm,
        "cadence": None if r.cadence_spm is None else r.cadence_spm / 2,
        "distance": r.distance_m,
        "stance_time": r.contact_time_ms,
    }


def _activity(start: datetime, end_s: float, timer_s: float) -> dict[str, Value]:
    offset = start.utcoffset()
    return {
        "timestamp": stamp(start, end_s),
        "total_timer_time": timer_s,
        "num_sessions": 1,
        "type": 0,
        "event": ACTIVITY,
        "event_type": STOP,
        "local_timestamp": stamp(start, end_s + (offset.total_seconds() if offset else 0.0)),
    }
