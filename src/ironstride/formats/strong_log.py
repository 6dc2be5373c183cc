"""Reads the exports of Strong: with commas or semicolons, old and new columns, in the languages met."""

from __future__ import annotations

import re

from ironstride.formats.activity_values import folded
from ironstride.formats.log_values import (
    amount,
    duration_s,
    is_failure,
    kind_of,
    load,
    metres,
    minutes,
    rir_of,
    unit_of,
)
from ironstride.formats.strength_rows import LogOptions, Reading, SetRow, StrengthLog
from ironstride.formats.strength_table import Line, Sheet

#: folded headings of each column.
DATE = ("date", "datum", "fecha", "data")
TITLE = ("workout name", "nom de l'entrainement", "name des trainings", "trainingsname", "nombre del entrenamiento",
         "nome do treino", "nome dell'allenamento", "nome allenamento")  # fmt: skip
LASTS = ("duration", "duration (sec)", "duree", "dauer", "duracion", "duracao", "durata")
NAME = ("exercise name", "nom de l'exercice", "name der ubung", "ubungsname", "nombre del ejercicio",
        "nome do exercicio", "nome dell'esercizio", "nome esercizio")  # fmt: skip
ORDER = ("set order", "ordre de la serie", "ordre des series", "satzreihenfolge", "satz-reihenfolge",
         "orden de la serie", "orden de series", "ordem da serie", "ordine della serie", "ordine serie")  # fmt: skip
WEIGHT = ("weight", "weight (kg)", "weight (lb)", "weight (lbs)", "poids", "gewicht", "peso")
REPS = ("reps", "wiederholungen", "wdh", "repeticiones", "repeticoes", "ripetizioni", "repetitions")
DISTANCE = ("distance", "distance (meters)", "distanz", "entfernung", "distancia", "distanza")
SECONDS = ("seconds", "secondes", "sekunden", "segundos", "secondi")
NOTES = ("notes", "notizen", "notas", "note")
SESSION_NOTES = ("workout notes", "notes d'entrainement", "trainingsnotizen", "notas del entrenamiento",
                 "notas do treino", "note allenamento")  # fmt: skip
#: the columns in their order, for a language whose headings are not known.
IN_ORDER = (DATE, TITLE, LASTS, NAME, ORDER, WEIGHT, REPS, DISTANCE, SECONDS, NOTES, SESSION_NOTES, ("rpe",))
REST, NOTE = "rest timer", "note"


def is_strong(sheet: Sheet) -> bool:
    """Tell whether a table is Strong's: by its headings, or by the shape of its first row."""
    if sheet.place(*NAME) is not None and sheet.place(*ORDER) is not None:
        return True
    first = sheet.lines[0].cells if sheet.lines else []
    if len(sheet.header) != len(IN_ORDER) or len(first) != len(IN_ORDER) or sheet.header[-1].strip() != "RPE":
        return False
    is_dated = re.match(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$", first[0])
    return bool(is_dated) and first[4].isdecimal() and all(amount(first[n]) is not None for n in (5, 6, 7, 8))


def read_strong(sheet: Sheet, options: LogOptions) -> StrengthLog:
    """Read Strong's rows. A zero is what Strong writes for nothing typed in; older exports name no unit of load."""
    if sheet.place(*NAME) is None:
        sheet = sheet._replace(places={headings[0]: place for place, headings in enumerate(IN_ORDER)})
    reading = Reading("strong", sheet.where, options)
    order = reading.order(sheet.cell(line, *DATE) for line in sheet.lines)
    rest_s: int | None = None
    for line in sheet.lines:
        mark = folded(sheet.cell(line, *ORDER))
        if mark == REST:
            rest = duration_s(sheet.cell(line, *SECONDS))
            rest_s = int(rest) if rest else None
            reading.use(line)
        elif mark.rstrip("s") == NOTE:
            reading.notes["Notes that Strong keeps on rows of their own are left in the export."] = None
            reading.refuse(line, "it is a note and no set")
        else:
            when = reading.when(sheet.cell(line, *DATE), order)
            if isinstance(when, str):
                reading.refuse(line, when)
            else:
                reading.take(line, _row(sheet, line, SetRow(when=when, name="", rest_s=rest_s)))
            rest_s = None
    return reading.log()


def _row(sheet: Sheet, line: Line, begun: SetRow) -> SetRow:
    def cell(headings: tuple[str, ...]) -> str:
        return sheet.cell(line, *headings)

    weight = sheet.place(*WEIGHT)
    distance = sheet.place(*DISTANCE)
    is_metres = distance is not None and "meter" in sheet.header[distance].lower()
    mark = cell(ORDER)
    named = unit_of(cell(("weight unit",))) or (unit_of(sheet.header[weight]) if weight is not None else "")
    return SetRow(
        when=begun.when,
        name=cell(NAME),
        title=cell(TITLE),
        key="" if begun.when.start_min is not None else cell(TITLE),
        minutes=minutes(cell(LASTS)),
        session_note=cell(SESSION_NOTES),
        reps=amount(cell(REPS)),
        seconds=duration_s(cell(SECONDS)),
        metres=metres(cell(DISTANCE), "m" if is_metres else cell(("distance unit",))),
        load=load(cell(WEIGHT)),
        unit=named,
        kind=kind_of(mark) if mark and not mark.isdecimal() else None,
        to_failure=is_failure(mark),
        rir=0.0 if is_failure(mark) else rir_of(amount(cell(("rpe",)))),
        rest_s=begun.rest_s,
        note=cell(NOTES),
    )
