"""Reads the exports of StrongLifts: one row an exercise, its sets side by side, body mass with every session."""

from __future__ import annotations

import re

from ironstride.formats.activity_values import Order
from ironstride.formats.log_values import amount, duration_s, load, minutes, unit_of
from ironstride.formats.strength_rows import LogOptions, Reading, SetRow, StrengthLog, When
from ironstride.formats.strength_table import Line, Sheet
from ironstride.model.words import KG_PER_LB

MOST_SETS = 40
#: body mass that a scale may show, kilograms.
BODY_MASS = (20.0, 300.0)
_SET = re.compile(r"set (\d+) \((.+)\)")


def is_stronglifts(sheet: Sheet) -> bool:
    """Tell whether a table is StrongLifts'."""
    return sheet.has("set 1 (reps)") and sheet.place("exercise") is not None


def read_stronglifts(sheet: Sheet, options: LogOptions) -> StrengthLog:
    """Read StrongLifts' rows. `5/5/0/-`: two sets of five, one that failed at once, one left out."""
    reading = Reading("stronglifts", sheet.where, options)
    heading = next((name for name in sheet.places if name.startswith("date")), "date")
    order = _order(heading) or reading.order(sheet.cell(line, heading) for line in sheet.lines)
    for line in sheet.lines:
        day = sheet.cell(line, heading)
        clock = sheet.cell(line, "start time (h:mm)", "start time")
        when = reading.when(f"{day} {clock}".strip(), order)
        if isinstance(when, str):
            reading.refuse(line, when)
            continue
        _weigh(reading, sheet, line, when)
        rows = _rows(sheet, line, when)
        if not rows:
            reading.refuse(line, "none of its sets was done")
        for row in rows:
            reading.take(line, row)
    return reading.log()


def _order(heading: str) -> Order | None:
    """The order of the date that its heading spells out, such as `Date (dd/mm/yyyy)`."""
    shape = heading.partition("(")[2]
    return "dmy" if shape.startswith("d") else "mdy" if shape.startswith("m") else None


def _weigh(reading: Reading, sheet: Sheet, line: Line, when: When) -> None:
    """Keep the day's body mass, in the unit of its heading."""
    heading = next((name for name in sheet.places if name.startswith("body weight")), "")
    mass = amount(sheet.cell(line, heading)) if heading else None
    kg = mass * KG_PER_LB if mass and unit_of(heading) == "lb" else mass
    if kg and BODY_MASS[0] < kg < BODY_MASS[1]:
        reading.masses[when.date] = round(kg, 3)
    elif kg:
        reading.notes["Body masses that nobody can have are left out."] = None


def _rows(sheet: Sheet, line: Line, when: When) -> list[SetRow]:
    marks = sheet.cell(line, "sets×reps", "setsxreps").split("/")
    has_marks = len(marks) > 1
    rows = []
    for number in range(1, MOST_SETS):
        if f"set {number} (reps)" not in sheet.places:
            break
        text = sheet.cell(line, f"set {number} (reps)")
        mark = marks[number - 1].strip() if has_marks and number <= len(marks) else text
        heading = next((n for n in sheet.places if (m := _SET.match(n)) and int(m[1]) == number and unit_of(m[2])), "")
        reps = amount(text)
        timed = duration_s(sheet.cell(line, f"set {number} (time)", f"set {number} (seconds)"))
        if mark == "-" or (reps is None and not timed) or (reps == 0 and not has_marks and not timed):
            continue
        rows.append(
            SetRow(
                when=when,
                name=sheet.cell(line, "exercise"),
                title=sheet.cell(line, "workout name"),
                key=sheet.cell(line, "workout"),
                minutes=minutes(sheet.cell(line, "duration (hours)"), 3600.0),
                session_note=sheet.cell(line, "notes"),
                reps=reps,
                seconds=timed,
                load=load(sheet.cell(line, heading)) if heading else None,
                unit=unit_of(heading),
                kind="work",
                to_failure=reps == 0 and not timed,
            )
        )
    return rows
