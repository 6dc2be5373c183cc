"""Reads the plain-text export of LiftLog."""

from __future__ import annotations

from msgspec.structs import replace

from ironstride.formats.log_values import amount, load, unit_of
from ironstride.formats.strength_rows import LogOptions, Reading, SetRow, StrengthLog, When
from ironstride.formats.strength_table import Line, Sheet


def is_liftlog(sheet: Sheet) -> bool:
    """Tell whether a table is LiftLog's."""
    return sheet.has("sessionid", "timestamp") and sheet.place("exercise", "exercise name") is not None


def read_liftlog(sheet: Sheet, options: LogOptions) -> StrengthLog:
    """Read LiftLog's rows: a session has an id of its own, every set its time; asked repetitions stand beside done."""
    reading = Reading("liftlog", sheet.where, options)
    rows: list[tuple[Line, SetRow]] = []
    first: dict[str, When] = {}
    for line in sheet.lines:
        when = reading.when(sheet.cell(line, "timestamp"), None)
        if isinstance(when, str):
            reading.refuse(line, when)
            continue
        session = sheet.cell(line, "sessionid")
        known = first.get(session)
        if known is None or (when.at and known.at and when.at.replace(tzinfo=None) < known.at.replace(tzinfo=None)):
            first[session] = when
        rows.append((line, _row(sheet, line, when, session)))
    for line, row in rows:
        reading.take(line, replace(row, when=first[row.key]))
    return reading.log()


def _row(sheet: Sheet, line: Line, when: When, session: str) -> SetRow:
    planned = amount(sheet.cell(line, "targetreps", "target reps"))
    return SetRow(
        when=when,
        name=sheet.cell(line, "exercise", "exercise name"),
        key=session,
        reps=amount(sheet.cell(line, "reps")),
        load=load(sheet.cell(line, "weight")),
        unit=unit_of(sheet.cell(line, "weightunit", "weight units", "weight unit")),
        planned_reps=int(planned) if planned else None,
        at=when.at,
        note=sheet.cell(line, "notes"),
    )
