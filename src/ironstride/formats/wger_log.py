"""Reads workout logs of wger as its API gives them: JSON with numbered units and, where it is told, names."""

from __future__ import annotations

import msgspec

from ironstride.formats.log_units import Unit
from ironstride.formats.log_values import amount, load, rir, unit_of
from ironstride.formats.strength_rows import LogOptions, Reading, SetRow, StrengthLog, When
from ironstride.formats.strength_table import Line
from ironstride.model.errors import ImportFailure

Entry = dict[str, object]
#: wger's numbers for units of load and of repetitions.
_LOAD_UNITS: dict[str, Unit] = {"1": "kg", "2": "lb"}
_UNTIL_FAILURE, _SECONDS, _MINUTES, _MILES, _KILOMETRES, _MAX_REPS = "2", "3", "4", "5", "6", "7"
_NAMES = ("exercise_name", "exercise_base_name", "name")


def read_wger(data: bytes, where: str, options: LogOptions) -> StrengthLog:
    """Read a list of wger's `workoutlog` entries, bare or as a page of its API (`results`).

    An exercise of which only wger's number is told is called `wger 73` and asked about.

    Raises
    ------
    ImportFailure
        It is no JSON, or holds no workout log.
    """
    try:
        tree = msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ImportFailure("this is no JSON that can be read", where, "Export it again.") from error
    entries = _entries(tree)
    if not entries:
        raise ImportFailure("this JSON holds no workout log of wger", where, "Give the answer of /api/v2/workoutlog/.")
    reading = Reading("wger", where, options)
    for number, entry in enumerate(entries, 1):
        line = Line(number, [f"{name}: {value}" for name, value in entry.items() if value not in (None, "")])
        when = reading.when(_text(entry, "date"), None)
        if isinstance(when, str):
            reading.refuse(line, when)
        else:
            reading.take(line, _row(entry, when))
    return reading.log()


def _entries(tree: object) -> list[Entry]:
    """The entries of a list, or of the first list in a page, that look like wger's."""
    if isinstance(tree, dict):
        tree = next((tree[key] for key in ("results", "workoutlog", "workout_logs", "logs") if key in tree), None)
    entries = [entry for entry in tree if isinstance(entry, dict)] if isinstance(tree, list) else []
    known = [e for e in entries if "date" in e and ("repetitions" in e or "reps" in e)]
    return known if len(known) == len(entries) else []


def _text(entry: Entry, *names: str) -> str:
    """The first of the named fields as text; an object is told by its name or number."""
    for name in names:
        value = entry.get(name)
        if isinstance(value, dict):
            value = value.get("name") or value.get("id")
        if value is not None and not isinstance(value, (list, bool)):
            return str(value).strip()
    return ""


def _row(entry: Entry, when: When) -> SetRow:
    measured = _text(entry, "repetitions_unit", "repetition_unit").lower()
    count = amount(_text(entry, "repetitions", "reps"))
    unit_name = _text(entry, "weight_unit")
    exercise = _text(entry, *_NAMES) or _text(entry, "exercise", "exercise_base")
    seconds = {_SECONDS: 1.0, "seconds": 1.0, _MINUTES: 60.0, "minutes": 60.0}.get(measured)
    way = {_MILES: 1609.344, "miles": 1609.344, _KILOMETRES: 1000.0, "kilometers": 1000.0}.get(measured)
    rest = amount(_text(entry, "rest"))
    to_failure = measured in (_UNTIL_FAILURE, "until failure", _MAX_REPS, "max reps")
    return SetRow(
        when=When(when.date, when.start_min if _text(entry, "session") == "" else None, when.at),
        name=f"wger {exercise}" if exercise.isdecimal() else exercise,
        key=_text(entry, "session", "workout"),
        reps=None if seconds or way else count,
        seconds=count * seconds if count and seconds else None,
        metres=count * way if count and way else None,
        load=load(_text(entry, "weight")),
        unit=_LOAD_UNITS.get(unit_name) or unit_of(unit_name),
        to_failure=to_failure,
        rir=0.0 if to_failure else rir(_text(entry, "rir")),
        planned_reps=int(amount(_text(entry, "repetitions_target")) or 0) or None,
        rest_s=int(rest) if rest and rest > 0 else None,
        at=when.at,
    )
