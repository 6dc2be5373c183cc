"""The plain form of gym mode, for browsers without script: the session to read, fields to write down what was done."""

from __future__ import annotations

import math
import uuid
from collections.abc import Iterator, Mapping
from datetime import date

from msgspec import Struct

from ironstride.catalogue import catalogue
from ironstride.model.errors import InputError
from ironstride.model.log import LoggedSession, LoggedSet, PutSession
from ironstride.model.plan import Plan
from ironstride.model.runner import Runner
from ironstride.model.session import Session, Set
from ironstride.model.words import LB_PER_KG, MassUnit, amount_text, details, load_text, mass, session_name
from ironstride.web.runners.stored import today
from ironstride.web.site.told import spoken

#: fields of a row, and the most a number in them may be
AMOUNTS = {"reps": 1000, "seconds": 36_000, "contacts": 10_000, "metres": 100_000}
MOST_LOAD, MOST_RESERVE = 2000, 20
#: rows of a session without a plan
FREE_ROWS = 12


class Row(Struct, frozen=True):
    """A set to write down: the name its fields begin with, what is asked in words, and what stands in them first."""

    name: str
    exercise: str
    title: str
    asked: str
    measure: str
    load: str
    warmup: bool
    each: bool


class PlainForm(Struct, frozen=True):
    """A session to read and write down, others near it, and the unit of loads."""

    token: str
    session: Session | None
    title: str
    unit: MassUnit
    rows: tuple[Row, ...]
    near: tuple[Session, ...]
    choices: tuple[str, ...]


def plain_form(plan: Plan | None, runner: Runner | None, asked: str) -> PlainForm:
    """Make the form for the session asked for, else that of today or the next; `free` asks for one without a plan."""
    unit: MassUnit = "kg" if runner is None else runner.mass_unit
    day = today(runner)
    sessions = () if plan is None else plan.sessions
    coming = tuple(one for one in sessions if one.date >= day)[:4]
    chosen = next((one for one in sessions if one.id == asked), None)
    if chosen is None and asked != "free" and coming and coming[0].date == day:
        chosen = coming[0]
    rows = tuple(_free_rows() if chosen is None else _rows(chosen, unit))
    choices = () if chosen is not None else tuple(sorted(spoken(one.name) for one in catalogue().exercises.values()))
    title = "" if chosen is None else session_name(chosen)
    return PlainForm(uuid.uuid4().hex, chosen, title, unit, rows, coming, choices)


def _rows(session: Session, unit: MassUnit) -> Iterator[Row]:
    names = catalogue().exercises
    for at, item in enumerate(session.items):
        exercise = names.get(item.exercise)
        title = exercise.name if exercise else item.exercise.replace("-", " ").capitalize()
        for number, one in enumerate(item.sets):
            load = load_text(one, unit)
            asked = " · ".join((amount_text(one), *([load] if load else []), *details(one)))
            shown = "" if one.load_kg is None else f"{mass(one.load_kg, unit):g}"
            name = f"{at}-{number}"
            yield Row(name, item.exercise, title, asked, _measure(one), shown, one.warmup, one.side == "each")


def _measure(one: Set) -> str:
    return next((name for name in AMOUNTS if getattr(one, name) is not None), "reps")


def _free_rows() -> Iterator[Row]:
    return (Row(f"0-{number}", "", "", "", "reps", "", warmup=False, each=False) for number in range(FREE_ROWS))


def read_form(given: Mapping[str, str], day: date) -> PutSession:
    """Read what was written down.

    Raises
    ------
    InputError : a number is none, or nothing was written down at all.
    """
    token = given.get("token", "")[:60]
    if not token.isalnum():
        raise InputError("the form has lost its number", "gym", "Open it again.")
    sets = tuple(one for name in _row_names(given) for one in _sets(given, name, token))
    if not sets:
        raise InputError("no set was written down", "gym", "Fill in how many you did of at least one.")
    planned, rpe = given.get("planned", "")[:100], _number(given, "rpe", 10)
    session = LoggedSession(
        id=f"form-{token}", date=day, planned=planned, title=given.get("title", "")[:200],
        place=given.get("place", "")[:100], rpe=rpe, note=given.get("note", "")[:2000], sets=sets,
    )  # fmt: skip
    return PutSession(entry=f"form-{token}", device="form", session=session)


def _row_names(given: Mapping[str, str]) -> list[str]:
    names = {key.rsplit(".", 1)[0] for key in given if key.endswith(".exercise")}
    return sorted(names, key=lambda name: [int(part) if part.isdecimal() else 0 for part in name.split("-")])


def _sets(given: Mapping[str, str], name: str, token: str) -> Iterator[LoggedSet]:
    named = given.get(f"{name}.exercise", "")
    measure = given.get(f"{name}.measure", "reps")
    amount = _number(given, f"{name}.amount", AMOUNTS.get(measure, 0))
    if amount is None:
        return
    exercise = _exercise(named)
    load = _number(given, f"{name}.load", MOST_LOAD)
    pounds = given.get("unit") == "lb"
    counted = amount if measure in ("seconds", "metres") else int(amount)
    for side in ("left", "right") if given.get(f"{name}.each") else (None,):
        yield LoggedSet(
            id=f"form-{token}-{name}" + (f"-{side[0]}" if side else ""),
            exercise=exercise,
            load_kg=load if load is None or not pounds else load / LB_PER_KG,
            kind="warmup" if given.get(f"{name}.warmup") else "work",
            rir=_number(given, f"{name}.rir", MOST_RESERVE),
            side=side,
            **{measure: counted},  # type: ignore[arg-type]
        )


def _exercise(named: str) -> str:
    """Give the id of an exercise by its id or its name."""
    exercises = catalogue().exercises
    wanted = named.strip().casefold()
    found = (
        named
        if named in exercises
        else next((e.id for e in exercises.values() if wanted in (e.name.casefold(), spoken(e.name).casefold())), "")
    )
    if not found:
        raise InputError(f"{named[:60]!r} is no exercise we know", "gym", "Go back and choose one from the list.")
    return found


def _number(given: Mapping[str, str], name: str, most: float) -> float | None:
    """Read a number, with comma or point; None for an empty field."""
    text = given.get(name, "").strip().replace(",", ".")
    if not text:
        return None
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not 0 <= value <= most:
        raise InputError(f"{text[:20]!r} is no number from 0 to {most:g}", "gym", "Go back and mend it.")
    return value
