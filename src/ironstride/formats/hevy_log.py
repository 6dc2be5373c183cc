"""Reads the exports of Hevy, and our own in its shape: kilograms or pounds, kilometres or miles, in any mixture."""

from __future__ import annotations

from ironstride.formats.log_values import (
    amount,
    duration_s,
    is_failure,
    kind_of,
    load,
    metres,
    plain_text,
    rir,
    rir_of,
    side_of,
)
from ironstride.formats.strength_rows import LogOptions, Reading, SetRow, StrengthLog, When
from ironstride.formats.strength_table import Line, Sheet

POUNDS = ("weight_lbs", "weight_lb")
MILES = ("distance_miles", "distance_mi")


def is_hevy(sheet: Sheet) -> bool:
    """Tell whether a table is Hevy's."""
    return sheet.has("exercise_title", "start_time") and sheet.place("set_index", "set_type") is not None


def read_hevy(sheet: Sheet, options: LogOptions) -> StrengthLog:
    """Read Hevy's rows: local times, set types, supersets; an exercise's notes go to its first set."""
    reading = Reading("hevy", sheet.where, options)
    order = reading.order(sheet.cell(line, "start_time") for line in sheet.lines)
    noted: set[tuple[When, str, str]] = set()
    for line in sheet.lines:
        when = reading.when(sheet.cell(line, "start_time"), order)
        if isinstance(when, str):
            reading.refuse(line, when)
            continue
        end = reading.when(sheet.cell(line, "end_time"), order)
        note = sheet.cell(line, "exercise_notes")
        if (here := (when, sheet.cell(line, "exercise_title"), note)) in noted:
            note = ""
        noted.add(here)
        reading.take(line, _row(sheet, line, when, end if isinstance(end, When) else None, note))
    return reading.log()


def _row(sheet: Sheet, line: Line, when: When, end: When | None, note: str) -> SetRow:
    kind = sheet.cell(line, "set_type")
    lasts = (end.at - when.at).total_seconds() / 60 if end and end.at and when.at else 0.0
    pounds = load(sheet.cell(line, *POUNDS))
    superset = sheet.cell(line, "superset_id")
    miles = sheet.cell(line, *MILES)
    spare = rir(sheet.cell(line, "rir"))
    return SetRow(
        when=when,
        name=plain_text(sheet.cell(line, "exercise_title")),
        title=plain_text(sheet.cell(line, "title")),
        key="" if when.start_min is not None else sheet.cell(line, "title"),
        minutes=round(lasts, 2) if 0 < lasts <= 1440 else None,
        session_note=plain_text(sheet.cell(line, "description")),
        reps=amount(sheet.cell(line, "reps")),
        seconds=duration_s(sheet.cell(line, "duration_seconds")),
        metres=metres(miles, "mi") if miles else metres(sheet.cell(line, "distance_km"), "km"),
        load=pounds if pounds is not None else load(sheet.cell(line, "weight_kg")),
        unit="lb" if pounds is not None else "kg",
        kind=kind_of(kind),
        to_failure=is_failure(kind),
        rir=spare if spare is not None else 0.0 if is_failure(kind) else rir_of(amount(sheet.cell(line, "rpe"))),
        side=side_of(sheet.cell(line, "side")),
        superset=plain_text(superset),
        note=plain_text(note),
    )
