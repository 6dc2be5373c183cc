"""Reads the exports of FitNotes, old and new, Android and iOS: one day is one session."""

from __future__ import annotations

from ironstride.formats.log_values import amount, duration_s, kind_of, load, metres, unit_of
from ironstride.formats.strength_rows import LogOptions, Reading, SetRow, StrengthLog, When
from ironstride.formats.strength_table import Line, Sheet

KILOGRAMS = ("weight (kgs)", "weight (kg)")
POUNDS = ("weight (lbs)", "weight (lb)")


def is_fitnotes(sheet: Sheet) -> bool:
    """Tell whether a table is FitNotes'."""
    return sheet.has("date", "exercise", "category", "reps") and sheet.place("weight", *KILOGRAMS, *POUNDS) is not None


def read_fitnotes(sheet: Sheet, options: LogOptions) -> StrengthLog:
    """Read FitNotes' rows. A name with a comma stands there without quotation marks and is put together again."""
    reading = Reading("fitnotes", sheet.where, options)
    order = reading.order(sheet.cell(line, "date") for line in sheet.lines)
    categories = {sheet.cell(line, "category") for line in sheet.lines if len(line.cells) == len(sheet.header)}
    for line in sheet.lines:
        whole = _mended(sheet, line, categories)
        when = reading.when(sheet.cell(line, "date"), order)
        if isinstance(when, str):
            reading.refuse(line, when)
        elif whole is None:
            reading.refuse(line, "it has more cells than the table has columns")
        else:
            reading.take(line, _row(sheet, whole, When(when.date, None, None)))
    return reading.log()


def _mended(sheet: Sheet, line: Line, categories: set[str]) -> Line | None:
    """The row with its cells under their headings; None when the surplus cells are not those of a name."""
    surplus = len(line.cells) - len(sheet.header)
    while surplus > 0 and not line.cells[-1].strip() and _category(sheet, line, 0) in categories:
        line = Line(line.number, line.cells[:-1])
        surplus -= 1
    if surplus <= 0:
        return line
    name, category = sheet.places["exercise"], _category(sheet, line, surplus)
    if sheet.places["category"] != name + 1 or (categories and category not in categories):
        return None
    cells = line.cells
    return Line(line.number, [*cells[:name], ",".join(cells[name : name + surplus + 1]), *cells[name + surplus + 1 :]])


def _category(sheet: Sheet, line: Line, surplus: int) -> str:
    place = sheet.places["category"] + surplus
    return line.cells[place].strip() if place < len(line.cells) else ""


def _row(sheet: Sheet, line: Line, when: When) -> SetRow:
    kilograms, pounds = load(sheet.cell(line, *KILOGRAMS)), load(sheet.cell(line, *POUNDS))
    unit = "kg" if kilograms is not None else "lb" if pounds is not None else sheet.cell(line, "weight unit")
    return SetRow(
        when=when,
        name=sheet.cell(line, "exercise"),
        reps=amount(sheet.cell(line, "reps")),
        seconds=duration_s(sheet.cell(line, "time")),
        metres=metres(sheet.cell(line, "distance"), sheet.cell(line, "distance unit")),
        load=kilograms or pounds or load(sheet.cell(line, "weight")),
        unit=unit_of(unit),
        kind=kind_of(sheet.cell(line, "kind")),
        note=sheet.cell(line, "comment", "notes"),
    )
