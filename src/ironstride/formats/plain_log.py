"""Reads a strength log kept as a table of one's own: columns by their usual names or by a mapping."""

from __future__ import annotations

import re

from msgspec.structs import replace

from ironstride.formats.activity_values import folded
from ironstride.formats.log_values import (
    amount,
    duration_s,
    is_failure,
    is_true,
    kind_of,
    load,
    metres,
    minutes,
    rir,
    rir_of,
    side_of,
    sides,
    unit_of,
)
from ironstride.formats.strength_rows import LogOptions, Reading, SetRow, StrengthLog, When
from ironstride.formats.strength_table import Line, Sheet
from ironstride.formats.stronglifts_log import BODY_MASS
from ironstride.model.errors import ImportFailure
from ironstride.model.log import LoggedSide
from ironstride.model.words import KG_PER_LB

#: our word for each column and the headings it is known by, folded and without a unit in brackets.
COLUMNS: dict[str, tuple[str, ...]] = {
    "date": ("date", "day", "workout date", "start_time", "start time", "datum", "fecha", "data", "dato", "jour"),
    "time": ("time", "start", "clock", "uhrzeit", "heure", "hora", "ora"),
    "exercise": ("exercise", "exercise name", "exercise title", "exercise_name", "lift", "movement", "ubung",
                 "exercice", "ejercicio", "esercizio", "exercicio", "oefening", "ovelse", "ovning"),
    "load": ("load", "weight", "load_kg", "weight_kg", "weight_lb", "weight_lbs", "kg", "lb", "lbs", "gewicht",
             "poids", "peso", "charge", "carga", "vekt", "vikt"),
    "unit": ("unit", "weight unit", "units", "einheit", "unite"),
    "reps": ("reps", "repetitions", "rep", "wiederholungen", "wdh", "repeticiones", "repeticoes", "ripetizioni"),
    "sets": ("sets", "satze", "series", "serie"),
    "seconds": ("seconds", "duration_seconds", "secs", "duration", "hold", "sekunden", "secondes"),
    "distance": ("distance", "distance_m", "distance_km", "metres", "meters", "distanz", "distancia"),
    "rir": ("rir", "reps in reserve", "reserve"),
    "rpe": ("rpe",),
    "side": ("side", "seite", "cote", "lado"),
    "kind": ("kind", "type", "set type", "set_type", "art"),
    "warmup": ("warmup", "warm-up", "is warmup"),
    "rest": ("rest", "rest_s", "pause"),
    "session": ("session", "workout", "workout name", "title", "routine", "training", "entrainement"),
    "minutes": ("minutes", "session minutes"),
    "note": ("note", "notes", "comment", "comments", "notizen", "remarques"),
}  # fmt: skip
MOST_SETS = 50


def is_plain(sheet: Sheet, options: LogOptions) -> bool:
    """Tell whether a table has, by name or mapping, dates, exercises and something that was done."""
    places = _places(sheet, options)
    return {"date", "exercise"} <= places.keys() and bool(places.keys() & {"reps", "seconds", "distance"})


def is_body_mass(sheet: Sheet) -> bool:
    """Tell whether a table holds dates and body masses and nothing more, as wger and scales export it."""
    names = [folded(heading) for heading in sheet.header]
    return len(names) == 2 and names[0] in COLUMNS["date"] and _bare(names[1]) in (*COLUMNS["load"], "body weight")


def read_body_mass(sheet: Sheet, options: LogOptions) -> StrengthLog:
    """Read a table of body masses; one without a unit is in the option's, else in kilograms."""
    reading = Reading("table", sheet.where, options)
    order = reading.order(line.cells[0] for line in sheet.lines)
    is_lb = (unit_of(sheet.header[1]) or options.unit) == "lb"
    for line in sheet.lines:
        when = reading.when(line.cells[0], order)
        mass = amount(line.cells[1]) if len(line.cells) > 1 else None
        kg = mass * KG_PER_LB if mass and is_lb else mass
        if isinstance(when, str):
            reading.refuse(line, when)
        elif not kg or not BODY_MASS[0] < kg < BODY_MASS[1]:
            reading.refuse(line, "it holds no body mass that a person can have")
        else:
            reading.use(line)
            reading.masses[when.date] = round(kg, 3)
    return reading.log()


def read_plain(sheet: Sheet, options: LogOptions) -> StrengthLog:
    """Read a table of sets. A cell may hold several: `3x5`, `5/5/4` or `5,5,4`; `8|7` is left and right.

    Raises
    ------
    ImportFailure
        The mapping names a column the table lacks.
    """
    for word, heading in options.columns.items():
        if word not in COLUMNS or folded(heading) not in sheet.places:
            wrong = heading if word in COLUMNS else word
            known = ", ".join(COLUMNS) if word not in COLUMNS else ", ".join(sheet.header)
            raise ImportFailure(f"there is no column {wrong!r}", sheet.where, f"Known: {known}.")
    places = _places(sheet, options)
    sheet = sheet._replace(places=places)
    reading = Reading("table", sheet.where, options)
    order = reading.order(sheet.cell(line, "date") for line in sheet.lines)
    for line in sheet.lines:
        clock = sheet.cell(line, "time")
        day = sheet.cell(line, "date")
        when = reading.when(f"{day} {clock}" if ":" in clock and ":" not in day else day, order)
        if isinstance(when, str):
            reading.refuse(line, when)
            continue
        for reps, side in _repetitions(sheet.cell(line, "reps"), sheet.cell(line, "sets")):
            row = _row(sheet, line, when)
            reading.take(line, replace(row, reps=reps, side=side or row.side))
    return reading.log()


def _places(sheet: Sheet, options: LogOptions) -> dict[str, int]:
    """The place of each of our columns."""
    found = {
        word: sheet.places[folded(heading)]
        for word, heading in options.columns.items()
        if folded(heading) in sheet.places
    }
    for heading, place in sheet.places.items():
        for word, names in COLUMNS.items():
            if word not in found and place not in found.values() and (heading in names or _bare(heading) in names):
                found[word] = place
                break
    return found


def _bare(heading: str) -> str:
    return re.sub(r"\s*[(\[/].*$", "", heading).strip(" .:#")


def _repetitions(text: str, sets: str) -> list[tuple[float | None, LoggedSide | None]]:
    """The sets of a row: repetitions and side of each."""
    bare = folded(text)
    many = int(amount(sets) or 1)
    if match := re.fullmatch(r"(\d{1,2})\s*[x×]\s*(\d{1,3})", bare):
        return [(float(match[2]), None)] * min(MOST_SETS, int(match[1]))
    parts = re.split(r"[/,; +]+", bare)
    if len(parts) > 1 and all(part.isdecimal() for part in parts) and (len(parts) > 2 or many == len(parts) > 1):
        return [(float(part), None) for part in parts[:MOST_SETS]]
    return sides(text) * max(1, min(MOST_SETS, many))


def _row(sheet: Sheet, line: Line, when: When) -> SetRow:
    def cell(word: str) -> str:
        return sheet.cell(line, word)

    def heading(word: str) -> str:
        return sheet.header[sheet.places[word]] if word in sheet.places else ""

    kind = cell("kind")
    spare = rir(cell("rir"))
    rest = duration_s(cell("rest"))
    distance_unit = (
        "km" if "km" in heading("distance").lower() else "mi" if "mi" in heading("distance").lower() else "m"
    )
    return SetRow(
        when=when,
        name=cell("exercise"),
        title=cell("session"),
        key="" if when.start_min is not None else cell("session"),
        minutes=minutes(cell("minutes"), 60.0),
        seconds=duration_s(cell("seconds")),
        metres=metres(cell("distance"), distance_unit),
        load=load(cell("load")),
        unit=unit_of(cell("load")) or unit_of(cell("unit")) or unit_of(heading("load").replace("_", " ")),
        kind="warmup" if is_true(cell("warmup")) else kind_of(kind),
        side=side_of(cell("side")),
        to_failure=is_failure(kind),
        rir=spare if spare is not None else rir_of(amount(cell("rpe"))),
        rest_s=int(rest) if rest else None,
        note=cell("note"),
    )
