"""Reads the history that Liftosaur exports as a table, with its older columns as well."""

from __future__ import annotations

from ironstride.formats.log_values import amount, is_true, load, rir_of, sides, unit_of
from ironstride.formats.strength_rows import LogOptions, Reading, SetRow, StrengthLog, When
from ironstride.formats.strength_table import Line, Sheet

NOT_DONE = "it was planned and not marked as done"


def is_liftosaur(sheet: Sheet) -> bool:
    """Tell whether a table is Liftosaur's."""
    return sheet.has("workout datetime", "exercise", "completed reps")


def read_liftosaur(sheet: Sheet, options: LogOptions) -> StrengthLog:
    """Read Liftosaur's rows: times in UTC, what was asked beside what was done. Sets without a tick were not done."""
    reading = Reading("liftosaur", sheet.where, options)
    for line in sheet.lines:
        when = reading.when(sheet.cell(line, "workout datetime"), None)
        if isinstance(when, str):
            reading.refuse(line, when)
        elif not sheet.cell(line, "completed reps"):
            reading.refuse(line, NOT_DONE)
        else:
            for row in _rows(reading, sheet, line, when):
                reading.take(line, row)
    return reading.log()


def _rows(reading: Reading, sheet: Sheet, line: Line, when: When) -> list[SetRow]:
    is_amrap = is_true(sheet.cell(line, "is amrap?"))
    is_warmup = is_true(sheet.cell(line, "is warmup set?"))
    planned = amount(sheet.cell(line, "required reps"))
    done = reading.when(sheet.cell(line, "completed reps time"), None)
    rpe = amount(sheet.cell(line, "completed rpe")) if sheet.has("completed rpe") else None
    return [
        SetRow(
            when=when,
            name=sheet.cell(line, "exercise"),
            title=sheet.cell(line, "day name"),
            key=sheet.cell(line, "workout datetime"),
            reps=reps,
            side=side,
            load=load(sheet.cell(line, "completed weight value", "weight value")),
            unit=unit_of(sheet.cell(line, "completed weight unit", "weight unit")),
            kind="warmup" if is_warmup else "amrap" if is_amrap else "work",
            rir=rir_of(rpe),
            planned_reps=int(planned) if planned else None,
            at=done.at if isinstance(done, When) else None,
            note=sheet.cell(line, "notes"),
        )
        for reps, side in sides(sheet.cell(line, "completed reps"))
    ]
