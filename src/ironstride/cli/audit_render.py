"""Judges what was gathered and writes the audit in the format asked for."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

from msgspec import Struct

from ironstride.cli.audit_reading import Material
from ironstride.cli.output import json_bytes
from ironstride.model.audit import Audit
from ironstride.model.rule import Method
from ironstride.rules.done import Done


class Audited(Struct, frozen=True):
    """The audit, and what it was made of, for the pictures."""

    audit: Audit
    done: Done


@contextmanager
def uncollected() -> Iterator[None]:
    """Let the search for reference cycles rest: an audit makes none, and looking for them costs a tenth of its time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


@uncollected()
def audited(material: Material, method: str | None, since: date | None, split: date | None) -> Audited:
    """Judge the log by a method, or by `all` side by side; the runner's own, or the evidence, when none is named."""
    from ironstride.audit.audit import audit
    from ironstride.catalogue import catalogue
    from ironstride.rules.done import done_sessions, lay
    from ironstride.rules.done_strength import strength_of

    exercises = catalogue().exercises
    mass_kg = material.who.runner.body_mass_kg
    strength = strength_of(
        material.history.sessions, material.who.runner, exercises, material.runs.runs, _learned_from(material, since)
    )
    sessions = done_sessions(material.history.sessions, exercises, strength, mass_kg)
    done = lay(material.who, sessions, material.runs, exercises, max_hr_bpm=material.max_hr_bpm)
    name = material.who.runner.name if material.described else ""
    beside = method == "all"
    made = audit(
        done,
        _method(None if beside else method, material),
        name=name,
        since=since,
        split=split or _first_planned(material),
        beside=beside,
        notes=material.notes,
        guesses=material.guesses,
    )
    return Audited(made, done)


def _learned_from(material: Material, since: date | None) -> date:
    """Give the day from which strength is learned: some months before the span that is judged."""
    from ironstride.audit.log import YEAR_DAYS
    from ironstride.rules.done_sets import numbers

    dates = [session.date for session in material.history.sessions] or [date.today()]
    return (since or max(dates) - timedelta(days=YEAR_DAYS)) - timedelta(days=int(numbers("belief")["learn_days"]))


def _first_planned(material: Material) -> date | None:
    """Give the day of the first session that answered a plan."""
    return min((session.date for session in material.history.sessions if session.planned), default=None)


def _method(method: str | None, material: Material) -> str | Method:
    from ironstride.cli.prepare import named_method

    return named_method(method or material.who.runner.method, Path())


def render(made: Audited, form: str, width: int, colour: bool, everything: bool) -> bytes:
    """Turn an audit into `terminal`, `json`, `html` or `pdf` bytes."""
    if form == "json":
        return json_bytes(made.audit)
    from ironstride.audit.record import record

    year = record(made.done, made.audit.judged_from)
    if form == "terminal":
        from ironstride.pictures.audit_terminal import audit_text

        return audit_text(made.audit, width, colour, everything, year).encode()
    if form == "html":
        from ironstride.pictures.audit_html import audit_html

        return audit_html(made.audit, year).encode()
    from ironstride.pictures.audit_pdf import audit_pdf

    return audit_pdf(made.audit, year)
