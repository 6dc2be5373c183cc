"""Reads the exports of GymRun: a clock time with every set, no unit."""

from __future__ import annotations

from msgspec.structs import replace

from ironstride.formats.log_values import amount, duration_s, load, metres
from ironstride.formats.strength_rows import LogOptions, Reading, SetRow, StrengthLog, When
from ironstride.formats.strength_table import Line, Sheet


def is_gymrun(sheet: Sheet) -> bool:
    """Tell whether a table is GymRun's."""
    return sheet.has("date", "time", "routine", "exercise", "set", "weight", "reps")


def read_gymrun(sheet: Sheet, options: LogOptions) -> StrengthLog:
    """Read GymRun's rows. The sets of a routine on a day are one session that begins with the first of them."""
    reading = Reading("gymrun", sheet.where, options)
    order = reading.order(sheet.cell(line, "date") for line in sheet.lines)
    rows: list[tuple[Line, SetRow]] = []
    for line in sheet.lines:
        when = reading.when(f"{sheet.cell(line, 'date')} {sheet.cell(line, 'time')}".strip(), order)
        if isinstance(when, str):
            reading.refuse(line, when)
        else:
            rows.append((line, _row(reading, sheet, line, when)))
    first: dict[tuple[object, str], When] = {}
    for _, row in rows:
        at = (row.when.date, row.title)
        first[at] = min(first.get(at, row.when), row.when, key=lambda when: when.start_min or 0)
    for line, row in rows:
        reading.take(line, replace(row, when=first[row.when.date, row.title]))
    return reading.log()


def _row(reading: Reading, sheet: Sheet, line: Line, when: When) -> SetRow:
    seconds = duration_s(sheet.cell(line, "duration"), 60.0)
    if seconds:
        reading.notes["GymRun's durations are read as minutes."] = None
    return SetRow(
        when=when,
        name=sheet.cell(line, "exercise"),
        title=sheet.cell(line, "routine"),
        key=sheet.cell(line, "routine"),
        reps=amount(sheet.cell(line, "reps")),
        seconds=seconds,
        metres=metres(sheet.cell(line, "distance"), "km"),
        load=load(sheet.cell(line, "weight")),
        at=when.at,
        note=sheet.cell(line, "note"),
    )
