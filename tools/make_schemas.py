"""Makes the JSON Schemas of runner file, plan, log and audit, and the page of the runner file, from the model.

Run `python tools/make_schemas.py` after a change of the model; with `--check` it only says what is stale.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct, inspect

from ironstride.formats.field_docs import choices, field_docs, summary
from ironstride.formats.log_file import LogHeader
from ironstride.formats.plan_by_hand import OPTIONAL
from ironstride.formats.struct_errors import expected_text, plain
from ironstride.model.audit import Audit
from ironstride.model.body import Sore
from ironstride.model.equipment import Bar, Place, Steps
from ironstride.model.log import PutBodyMass, PutComplaint, PutScreen, PutSession, PutSet, Remove, Undo
from ironstride.model.plan import Plan
from ironstride.model.runner import (
    Availability,
    Clearance,
    DateException,
    KnownLift,
    PatternRun,
    PhaseOverride,
    Rota,
    Runner,
    Running,
    Screened,
    Wish,
)
from ironstride.model.running import Race
from ironstride.model.words import KG_PER_LB

ROOT = Path(__file__).resolve().parent.parent
SCHEMAS = ROOT / "src" / "ironstride" / "catalogue" / "data" / "schema"
PAGE = ROOT / "docs" / "reference" / "runner-file.md"
EXAMPLE = ROOT / "examples" / "novice-half" / "runner.toml"
DRAFT = "https://json-schema.org/draft/2020-12/schema"

HOUR = {
    "type": "string",
    "pattern": r"^([01]\d|2[0-3]):[0-5]\d$",
    "description": "the local hour, such as 06:30; None when the plan gives a day only. It or `start_min` will do.",
}

#: what a section of the file is headed by, its noun, and a word on where it goes.
SECTIONS: tuple[tuple[str, type[Struct], str], ...] = (
    ("Top of the file", Runner, "These stand before the first heading."),
    ("[[races]]", Race, "One block a race, in any order; two races on one day are refused."),
    ("[running]", Running, ""),
    ("pattern", PatternRun, "Under `[running]`: `pattern = [ { … }, { … } ]`, one line a run."),
    ("[places.NAME]", Place, "NAME is yours: home, gym, hotel. Every place spoken of below needs one."),
    ("Bars", Bar, "`barbell = { bar_kg = 20, plates_kg = [10, 5] }`."),
    ("Loads", Steps, "`dumbbells = { from_kg = 2, to_kg = 20, step_kg = 2 }`, `kettlebells = { kg = [12, 16] }`."),
    ("[[availability]]", Availability, ""),
    ("[[exceptions]]", DateException, ""),
    ("[[rota]]", Rota, ""),
    ("[[known_lifts]]", KnownLift, ""),
    ("[[sore]]", Sore, ""),
    ("[[cleared]]", Clearance, ""),
    ("[[screens]]", Screened, "`ironstride screens` lists the tests."),
    ("[[wishes]]", Wish, ""),
    ("[[phases]]", PhaseOverride, ""),
)

INTRO = """\
# The runner file

<!-- Made by tools/make_schemas.py from the model; change the docstrings there, not this page. -->

`runner.toml` holds one runner: who you are, what you train for, what you can lift with and when. It is plain text in
[TOML](https://toml.io): text and clock times stand in quotes, dates, numbers and `true` / `false` do not, and a line
after `#` is for people. Ironstride reads a file or a folder that holds `runner.toml`; `ironstride init` writes one
from a two-minute interview. Editors that know JSON Schema can check it as you type with `runner.schema.json`.

Only `name`, `event`, `lifting_experience`, `body_mass_kg` and `birth_year` must be there, and a session needs a place
and some availability. Everything else has a usual value.

**Units.** Masses are kilograms. With `mass_unit = "lb"` every mass of the file is in pounds instead, and may be spelt
so: `body_mass_lb`, `plates_lb`, `load_lb`, `lb = [ … ]`. Names that end in `_km` are always kilometres and paces are
seconds for one kilometre (divide seconds for a mile by 1.609); `distance_unit = "mi"` only makes plans show miles.

**Mistakes** are told on one line: the file, the line, the field, what was expected and how to mend it.

```text
runner.toml, line 4, body_mass_kg: expected a number from 25 to 250, found "heavy"
```

Entries are counted from 0: `availability[0]` is the first `[[availability]]` of the file.
"""


def runner_schema() -> dict[str, Any]:
    """Return the JSON Schema of the runner file, with masses in kilograms or in pounds."""
    schema = _schema(Runner)
    for table in schema["$defs"].values():
        _add_pounds(table)
    return {"$schema": DRAFT, "title": "Ironstride runner file", **schema}


def plan_schema() -> dict[str, Any]:
    """Return the JSON Schema of a stored plan: runs tell their hour, too, and a hand may leave things out."""
    schema = _schema(Plan)
    for name in ("PlannedRun", "OtherTraining"):
        fields = schema["$defs"][name]["properties"]
        schema["$defs"][name]["properties"] = {
            "id": fields.pop("id"),
            "date": fields.pop("date"),
            "start": HOUR,
            **fields,
        }
    for name, may_lack in OPTIONAL.items():
        noun = schema["$defs"][name]
        noun["required"] = [field for field in noun["required"] if field not in may_lack]
    return {"$schema": DRAFT, "title": "Ironstride plan", **schema}


def log_schema() -> dict[str, Any]:
    """Return the JSON Schema of one line of a log: the version line, or an entry by its `do`."""
    lines = (LogHeader, PutSession, PutSet, PutBodyMass, PutComplaint, PutScreen, Remove, Undo)
    schemas = [_schema(line) for line in lines]
    return {
        "$schema": DRAFT,
        "title": "One line of an Ironstride training log",
        "anyOf": [{"$ref": schema["$ref"]} for schema in schemas],
        "$defs": {name: table for schema in schemas for name, table in schema["$defs"].items()},
    }


def audit_schema() -> dict[str, Any]:
    """Return the JSON Schema of an audit."""
    return {"$schema": DRAFT, "title": "An audit of a training log by Ironstride", **_schema(Audit)}


def reference() -> str:
    """Return the reference page of the runner file as Markdown."""
    parts = [INTRO]
    for heading, struct, word in SECTIONS:
        text = f"\n## {heading}\n\n{summary(struct)}{' ' + word if word else ''}\n\n"
        parts.append(text + "| field | holds | if left out | what it is |\n|---|---|---|---|\n" + _rows(struct))
    example = EXAMPLE.read_text(encoding="utf-8")
    parts.append(f"\n## A whole file\n\nThis is `examples/novice-half/runner.toml`.\n\n```toml\n{example}```\n")
    return "".join(parts)


def _schema(struct: type[Struct]) -> dict[str, Any]:
    """Return msgspec's schema with the docstrings' sentences on tables and fields."""
    schema = msgspec.json.schema(struct)
    known = {kind.__name__: kind for kind in _structs(inspect.type_info(struct), {})}
    for name, table in schema["$defs"].items():
        if name in known and "properties" in table:
            table["description"] = summary(known[name])
            docs = field_docs(known[name])
            for field, entry in table["properties"].items():
                if field in docs:
                    entry["description"] = docs[field]
    return schema


def _structs(kind: inspect.Type, seen: dict[type[Struct], None]) -> list[type[Struct]]:
    """Return every Struct a type is made of."""
    if isinstance(kind, inspect.StructType) and kind.cls not in seen:
        seen[kind.cls] = None
        for field in kind.fields:
            _structs(field.type, seen)
    for part in getattr(kind, "types", ()):
        _structs(part, seen)
    for part in ("item_type", "value_type"):
        if hasattr(kind, part):
            _structs(getattr(kind, part), seen)
    return list(seen)


def _add_pounds(table: dict[str, Any]) -> None:
    """Let every mass of a table be spelt in pounds as well."""
    masses = [name for name in table.get("properties", {}) if name == "kg" or name.endswith("_kg")]
    for name in masses:
        entry = table["properties"][name]
        if "$ref" in json.dumps(entry):
            continue
        twin = f"{name[:-2]}lb"
        words = entry.get("description", "")
        table["properties"][twin] = {**_in_pounds(entry), "description": f'in pounds, with mass_unit = "lb": {words}'}
        if name in table.get("required", ()):
            table["required"].remove(name)
            table.setdefault("allOf", []).append({"anyOf": [{"required": [name]}, {"required": [twin]}]})


def _in_pounds(entry: Any) -> Any:
    """Return a field's schema with its bounds in pounds."""
    bounds = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")
    if isinstance(entry, dict):
        return {
            name: round(value / KG_PER_LB, 2) if name in bounds else _in_pounds(value)
            for name, value in entry.items()
            if name != "default" or not value
        }
    return [_in_pounds(part) for part in entry] if isinstance(entry, list) else entry


def _rows(struct: type[Struct]) -> str:
    """Return the table rows of a noun's fields."""
    docs, rows = field_docs(struct), []
    for field in inspect.type_info(struct).fields:  # type: ignore[attr-defined]
        words = docs[field.encode_name]
        cells = (f"`{field.encode_name}`", _holds(struct, field), _default(field), f"{words[0].upper()}{words[1:]}")
        rows.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n")
    return "".join(rows)


def _holds(struct: type[Struct], field: inspect.Field) -> str:
    """Say what a field may hold."""
    kind = plain(field.type)
    item = kind.item_type if isinstance(kind, inspect.VarTupleType) else kind
    words = choices(struct, field.encode_name)
    many = "list of " if isinstance(kind, inspect.VarTupleType) and not isinstance(item, inspect.StructType) else ""
    if isinstance(kind, inspect.DictType):
        return "tables, by name" if isinstance(kind.value_type, inspect.StructType) else "table of `name = value`"
    if words:
        return f"{many or 'one of '}{', '.join(f'`{word}`' for word in words)}"
    if isinstance(item, inspect.StructType):
        return f"see {next(f'`{heading}`' for heading, noun, _ in SECTIONS if noun is item.cls)}"
    text = expected_text(item)
    return many + text.replace("a number", "numbers").replace("a whole number", "whole numbers") if many else text


def _default(field: inspect.Field) -> str:
    """Say what holds when a field is left out."""
    if field.required:
        return "must be there"
    if field.default is msgspec.NODEFAULT or field.default in (None, "", ()) or isinstance(field.default, Struct):
        return "–"
    return f"`{json.dumps(field.default)}`"


def _json(make: Callable[[], dict[str, Any]]) -> Callable[[], str]:
    """Return a function that gives a schema as text."""
    return lambda: json.dumps(make(), indent=2, ensure_ascii=False) + "\n"


FILES: dict[Path, Callable[[], str]] = {
    SCHEMAS / "runner.schema.json": _json(runner_schema),
    SCHEMAS / "plan.schema.json": _json(plan_schema),
    SCHEMAS / "log.schema.json": _json(log_schema),
    SCHEMAS / "audit.schema.json": _json(audit_schema),
    PAGE: reference,
}


def stale() -> list[Path]:
    """Return the files that are not what the model makes of them."""
    return [path for path, make in FILES.items() if not path.exists() or path.read_text(encoding="utf-8") != make()]


def main(arguments: list[str]) -> int:
    """Write the files that are stale, or with `--check` only name them."""
    found = stale()
    for path in found:
        if "--check" not in arguments:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(FILES[path](), encoding="utf-8")
        print(f"{'stale' if '--check' in arguments else 'written'}: {path.relative_to(ROOT)}")
    return 1 if found and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
