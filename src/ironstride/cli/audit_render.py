"""Judges what was gathered and writes the audit in the format asked for."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import msgspec

from ironstride.cli.audit_reading import Material
from ironstride.model.audit import Audit
from ironstride.model.rule import Method


def audited(material: Material, method: str | None, since: date | None) -> Audit:
    """Judge the log by a method; the runner's own, or the evidence, when none is named."""
    from ironstride.audit.audit import audit
    from ironstride.catalogue import catalogue
    from ironstride.rules.done import done_sessions, lay
    from ironstride.rules.done_strength import known_efforts

    exercises = catalogue().exercises
    mass_kg = material.who.runner.body_mass_kg
    strength = known_efforts(material.history.sessions, exercises, mass_kg)
    sessions = done_sessions(material.history.sessions, exercises, strength, mass_kg)
    done = lay(material.who, sessions, material.runs, exercises, max_hr_bpm=material.max_hr_bpm)
    name = material.who.runner.name if material.described else ""
    return audit(done, _method(method, material), name=name, since=since, notes=material.notes)


def _method(method: str | None, material: Material) -> str | Method:
    from ironstride.cli.prepare import named_method

    return named_method(method or material.who.runner.method, Path())


def render(audit: Audit, form: str, width: int, colour: bool, everything: bool) -> bytes:
    """Turn an audit into `terminal`, `json`, `html` or `pdf` bytes."""
    if form == "json":
        return msgspec.json.format(msgspec.json.encode(audit), indent=2) + b"\n"
    from ironstride.pictures.audit_terminal import audit_text

    return audit_text(audit, width, colour, everything).encode()
