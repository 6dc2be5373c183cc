"""Reads the exports of Fitbod, and the shorter table that scripts around it make."""

from __future__ import annotations

from datetime import datetime, timedelta

from msgspec.structs import replace

from ironstride.formats.log_values import amount, duration_s, is_true, load, metres, unit_of
from ironstride.formats.strength_rows import LogOptions, Reading, SetRow, StrengthLog, When
from ironstride.formats.strength_table import Line, Sheet

#: sets further apart than this belong to two sessions.
GAP = timedelta(hours=2)
#: nobody does more sets of one exercise in a row of the short table.
MOST_SETS = 30


def is_fitbod(sheet: Sheet) -> bool:
    """Tell whether a table is Fitbod's."""
    return sheet.has("date", "exercise", "reps", "iswarmup")


def read_fitbod(sheet: Sheet, options: LogOptions) -> StrengthLog:
    """Read Fitbod's rows. It names no sessions: sets less than two hours apart are one."""
    reading = Reading("fitbod", sheet.where, options)
    order = reading.order(sheet.cell(line, "date") for line in sheet.lines)
    rows: list[tuple[Line, SetRow]] = []
    for line in sheet.lines:
        when = reading.when(sheet.cell(line, "date"), order)
        if isinstance(when, str):
            reading.refuse(line, when)
            continue
        many = int(amount(sheet.cell(line, "sets")) or 1)
        if not 1 <= many <= MOST_SETS:
            reading.refuse(line, f"{many} sets cannot be right")
            continue
        rows += [(line, _row(sheet, line, when))] * many
    starts = _starts([row.when for _, row in rows])
    rows.sort(key=lambda numbered: (numbered[1].when.date, numbered[1].when.start_min or 0))
    for line, row in rows:
        reading.take(line, replace(row, when=starts.get(row.when, row.when)))
    return reading.log()


def _starts(whens: list[When]) -> dict[When, When]:
    """The start of the session that each moment belongs to."""
    starts: dict[When, When] = {}
    start: When | None = None
    last: datetime | None = None
    timed = {when: when.at.replace(tzinfo=None) for when in whens if when.at is not None}
    for when, at in sorted(timed.items(), key=lambda pair: pair[1]):
        if start is None or last is None or at - last > GAP or when.date != start.date:
            start = when
        starts[when], last = start, at
    return starts


def _row(sheet: Sheet, line: Line, when: When) -> SetRow:
    heading = next((name for name in sheet.places if name.startswith("weight")), "weight")
    return SetRow(
        when=when,
        name=sheet.cell(line, "exercise"),
        reps=amount(sheet.cell(line, "reps")),
        seconds=duration_s(sheet.cell(line, "duration(s)", "duration")),
        metres=metres(sheet.cell(line, "distance(m)"), "m"),
        load=load(sheet.cell(line, heading)),
        unit=unit_of(heading),
        kind="warmup" if is_true(sheet.cell(line, "iswarmup")) else "work",
        at=when.at,
        note=sheet.cell(line, "note"),
    )
