"""Reads tables of activities: exports of Strava, Garmin Connect, intervals.icu, TrainingPeaks, and plain CSV."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, tzinfo
from statistics import median
from typing import Literal

from msgspec import Struct

from ironstride.formats.activity_values import (
    HEADERS,
    INDOOR_WORDS,
    RUN_WORDS,
    STRENGTH_WORDS,
    Order,
    durations,
    folded,
    moment,
    number,
    slash_order,
    sport_words,
)
from ironstride.formats.not_an_activity import NotAnActivity
from ironstride.model.errors import ImportFailure
from ironstride.model.running import OtherActivity, Run, Unread

Dialect = Literal["strava", "garmin", "intervals", "trainingpeaks", "plain"]
#: Words in a plain table's header that make it a log of sets and not of runs.
LIFTING_WORDS = frozenset({"reps", "weight", "exercise", "exercice", "repetitions", "poids", "sets"})
KILOMETRE_M, MILE_M = 1000.0, 1609.344
#: A row must last this long; longer than this it is a unit misread.
SHORTEST_S, LONGEST_S = 60.0, 7 * 86_400.0
#: Speeds that a median run can have, metres per second, to tell metres from kilometres.
LIKELY_MPS = (0.8, 8.0)
#: Nobody runs faster, metres per second.
FASTEST_MPS = 12.5


_UNIT_AT_END = re.compile(r"\s*[\[(][^\])]*[\])]$|\s+(?:in )?(?:km|mi|miles|m|meters|s|sec|min|minutes|h|hours|bpm)$")


class TableRead(Struct, frozen=True, kw_only=True):
    """What a table held: runs, other activities, and the rows that could not be read."""

    dialect: Dialect
    runs: tuple[Run, ...] = ()
    others: tuple[OtherActivity, ...] = ()
    unread: tuple[Unread, ...] = ()


class _Table(Struct, frozen=True):
    """Rows with the places of the columns that are known."""

    dialect: Dialect
    header: list[str]
    columns: dict[str, list[int]]
    rows: list[list[str]]
    line_numbers: list[int]

    def cell(self, row: Sequence[str], key: str, which: int = 0) -> str:
        """The row's value in a known column, '' when it has none."""
        places = self.columns.get(key, [])
        place = places[which] if which < len(places) else -1
        return row[place].strip() if 0 <= place < len(row) else ""

    def named(self, key: str, which: int = 0) -> str:
        """The folded header of a known column."""
        places = self.columns.get(key, [])
        return folded(self.header[places[which]]) if which < len(places) else ""


def read_table(data: bytes, where: str, zone: tzinfo = UTC, distance_unit: Literal["km", "mi"] = "km") -> TableRead:
    """Read a CSV table of activities.

    Parameters
    ----------
    data : the file's bytes; UTF-8, UTF-16 or Windows-1252; comma, semicolon or tab.
    where : its name, kept as `source` and used in errors.
    zone : time zone of dates without an offset; Strava's bulk export is in UTC whatever this says.
    distance_unit : unit of a distance that names none, as Garmin Connect's does not.

    Returns
    -------
    TableRead; rows that could not be read are in `unread` with the reason.

    Raises
    ------
    NotAnActivity
        A sound table of something else.
    ImportFailure
        The table cannot be read at all.
    """
    table = _table(data, where)
    seconds = _seconds(table)
    metres = _metres(table, seconds, distance_unit)
    order = slash_order(table.cell(r, "date") for r in table.rows)
    when = UTC if table.dialect == "strava" else zone
    runs: list[Run] = []
    others: list[OtherActivity] = []
    unread: list[Unread] = []
    for row, line, lasts_s, way_m in zip(table.rows, table.line_numbers, seconds, metres, strict=True):
        read = _row(table, row, lasts_s, way_m, _start(table, row, order, when), where)
        if isinstance(read, Run):
            runs.append(read)
        elif isinstance(read, OtherActivity):
            others.append(read)
        elif lasts_s or table.dialect != "trainingpeaks":  # there, a row without a time was planned and not done
            unread.append(Unread(where=f"{where}, line {line}", text=", ".join(row)[:200], why=read))
    return TableRead(dialect=table.dialect, runs=tuple(runs), others=tuple(others), unread=tuple(unread))


def _table(data: bytes, where: str) -> _Table:
    """Decode, split and find the known columns."""
    text = _decoded(data, where)
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text), delimiter=delimiter)
    rows: list[list[str]] = []
    lines: list[int] = []
    try:
        for row in reader:
            if any(c.strip() for c in row):
                rows.append(row)
                lines.append(reader.line_num)
    except csv.Error as error:
        raise ImportFailure("the table is malformed", f"{where}, line {reader.line_num}") from error
    if not rows:
        raise ImportFailure("the file is empty", where)
    header = rows[0]
    columns = _places(header, folded)
    bare = _places(header, _without_unit)
    columns = {**{key: places for key, places in bare.items() if key not in columns}, **columns}
    if "date" not in columns or not columns.keys() & {"moving", "time", "elapsed"}:
        raise NotAnActivity("the table has no columns for date and duration", where)
    if "distance" not in columns and "type" not in columns:
        raise NotAnActivity("the table has neither distances nor kinds of activity", where)
    dialect = _dialect(header)
    if dialect == "plain" and any(sport_words(h) & LIFTING_WORDS for h in header):
        raise NotAnActivity("this is a log of lifts and not of runs", where)
    return _Table(dialect, header, columns, rows[1:], lines[1:])


def _places(header: Sequence[str], told: Callable[[str], str]) -> dict[str, list[int]]:
    """The places of the columns that are known by what a header tells."""
    columns: dict[str, list[int]] = {}
    for place, title in enumerate(header):
        for key, names in HEADERS.items():
            if told(title) in names:
                columns.setdefault(key, []).append(place)
    return columns


def _without_unit(title: str) -> str:
    """A header without the unit at its end: `Distance [km]`, `distance km`, `duration_min`, `Time (h:m:s)`."""
    bare = folded(title).replace("_", " ")
    return _UNIT_AT_END.sub("", bare).strip()


def _decoded(data: bytes, where: str) -> str:
    if not data.strip():
        raise ImportFailure("the file is empty", where)
    is_wide = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    encodings = ["utf-16"] if is_wide else ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise ImportFailure("this is not a text file", where)


def _dialect(header: list[str]) -> Dialect:
    """Which maker's table this is, by its first columns."""
    names = [folded(h) for h in header]
    if "start_date_local" in names:
        return "intervals"
    if "workoutday" in names:
        return "trainingpeaks"
    if names[0] in ("activity id", "aktivitats-id") or names[:3] == ["id", "date", "name"]:
        return "strava"
    is_garmin = names[0] in HEADERS["type"] and len(names) > 3 and names[1] in HEADERS["date"]
    return "garmin" if is_garmin and names[3] in HEADERS["name"] else "plain"


def _seconds(table: _Table) -> list[float | None]:
    """Moving time of each row, else its duration, else the elapsed time."""
    best: list[float | None] = [None] * len(table.rows)
    for key in ("moving", "time", "elapsed"):
        if key in table.columns:
            column = durations((table.cell(r, key) for r in table.rows), _unit_s(table, key))
            best = [new if old is None else old for old, new in zip(best, column, strict=True)]
    return best


def _unit_s(table: _Table, key: str) -> float | None:
    """Seconds that a bare number in a duration column stands for, where its header or maker says."""
    if table.dialect in ("strava", "intervals"):
        return 1.0
    words = sport_words(table.named(key))
    if words & {"min", "minutes"}:
        return 60.0
    if words & {"h", "hours"} or "inhours" in table.named(key):
        return 3600.0
    return 1.0 if "s" in words else None


def _metres(table: _Table, seconds: list[float | None], distance_unit: str) -> list[float | None]:
    """Distance of each row in metres. Of Strava's two columns of one name the second is in metres."""
    which = min(1, len(table.columns.get("distance", [])) - 1) if table.dialect == "strava" else 0
    values = [number(table.cell(r, "distance", max(0, which))) for r in table.rows]
    words = sport_words(table.named("distance", max(0, which)))
    if words & {"km", "kilometers", "kilometres"}:
        unit_m = KILOMETRE_M
    elif words & {"mi", "miles"}:
        unit_m = MILE_M
    elif words & {"m", "meters", "metres", "distanceinmeters"} or table.dialect == "intervals":
        unit_m = 1.0
    else:
        unit_m = _likely_unit(table, values, seconds, MILE_M if distance_unit == "mi" else KILOMETRE_M)
    return [None if v is None or v < 0 else v * unit_m for v in values]


def _likely_unit(table: _Table, values: list[float | None], seconds: list[float | None], otherwise: float) -> float:
    """Metres when the runs' median speed makes sense in metres, else the runner's own long unit."""
    speeds = [
        v / s
        for row, v, s in zip(table.rows, values, seconds, strict=True)
        if v and s and ("type" not in table.columns or sport_words(table.cell(row, "type")) & RUN_WORDS)
    ]
    return 1.0 if speeds and LIKELY_MPS[0] <= median(speeds) <= LIKELY_MPS[1] else otherwise


def _start(table: _Table, row: Sequence[str], order: Order | None, zone: tzinfo) -> datetime | None:
    """The row's start. A plain table may give date and clock time in two columns."""
    texts = [table.cell(row, "date", i) for i in range(len(table.columns["date"]))]
    start = moment(texts[0], order)
    if start is None:
        return None
    if len(texts) > 1 and ":" not in texts[0] and ":" in texts[1]:
        start = moment(f"{start:%Y-%m-%d} {texts[1]}", order) or start
    try:
        return start if start.tzinfo else start.replace(tzinfo=zone)
    except OverflowError:
        return None


def _row(
    table: _Table, row: Sequence[str], lasts_s: float | None, way_m: float | None, start: datetime | None, where: str
) -> Run | OtherActivity | str:
    """One row as an activity, or why it is none."""
    if start is None:
        if "/" in table.cell(row, "date"):
            return "the date could be day first or month first; write it as 2026-03-04"
        return "the date could not be read"
    if not lasts_s or not SHORTEST_S <= lasts_s <= LONGEST_S:
        return "the duration is missing or cannot be right"
    sport = table.cell(row, "type") or ("running" if "type" not in table.columns else "unknown")
    words = sport_words(sport)
    stamp = f"{start.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    if not words & RUN_WORDS:
        is_strength = bool(words & STRENGTH_WORDS)
        name = "strength" if is_strength else folded(sport)
        slug = name.replace(" ", "-")
        return OtherActivity(
            id=f"{slug}-{stamp}", start=start, duration_s=lasts_s, sport=name, is_strength=is_strength, source=where
        )
    if (way_m or 0.0) > FASTEST_MPS * lasts_s:
        return "the distance cannot be right for the duration"
    return Run(
        id=f"run-{stamp}",
        start=start,
        duration_s=round(lasts_s, 1),
        distance_m=round(way_m or 0.0, 1),
        climb_m=max(0.0, number(table.cell(row, "climb")) or 0.0),
        mean_hr_bpm=_heart_rate(table, row, "mean_hr"),
        max_hr_bpm=_heart_rate(table, row, "max_hr"),
        indoor=bool(words & INDOOR_WORDS),
        title=table.cell(row, "name"),
        source=where,
    )


def _heart_rate(table: _Table, row: Sequence[str], key: str) -> float | None:
    """A heart rate that a heart can have; of two columns of one name the one that is filled."""
    for which in range(len(table.columns.get(key, []))):
        value = number(table.cell(row, key, which))
        if value is not None and 30 <= value <= 240:
            return value
    return None
