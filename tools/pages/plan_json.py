"""The pages of the plan's JSON and the audit's, read from their published schemas."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ironstride.catalogue.load import DATA

from .markdown import anchor, code, codes, page, sentence, table

#: parts of a plan that are a runner file's and stand on its page
RUNNER = "runner-file.md"
SCHEMA = DATA / "schema" / "plan.schema.json"
AUDIT = DATA / "schema" / "audit.schema.json"
INTRO = """\
`ironstride plan … --format json` writes a plan, `ironstride show` and `ironstride check` read one, whoever wrote it.
Its JSON Schema is published with the package as `ironstride/catalogue/data/schema/plan.schema.json`. `schema` is the
version of the format: it rises when a reader would have to change.

What is “filled in” is always there in a plan of ours; a plan written by hand, or by another program, may leave it out.

The same plan is always the same bytes. Loads are kilograms, lengths metres, times seconds or minutes as the name says,
dates local to the runner's time zone. [How to read it](../how-to/read-a-plan-json.md) shows it at work."""

AUDIT_INTRO = """\
`ironstride audit … --format json` writes what an audit found. Its JSON Schema is published with the package as
`ironstride/catalogue/data/schema/audit.schema.json`. `schema` is the version of the format: it rises when a reader
would have to change.

The same log is always the same bytes, whatever the order of its files. Fields at their usual value are left out. What
is measured is a whole number in the unit `unit` names; [measures](kinds.md#measures) says what each counts.
[Audit your own log](../how-to/audit-your-own-log.md) shows it at work."""


def plan_json_page() -> str:
    """Give the page of the plan's JSON."""
    return _page("The plan as JSON", INTRO, SCHEMA)


def audit_json_page() -> str:
    """Give the page of the audit's JSON."""
    return _page("The audit as JSON", AUDIT_INTRO, AUDIT)


def _page(title: str, intro: str, path: Path) -> str:
    schema = json.loads(path.read_text(encoding="utf-8"))
    defs: dict[str, dict[str, Any]] = schema["$defs"]
    top = schema["$ref"].rpartition("/")[2]
    runners = _reached(defs, "Runner") if "Runner" in defs else []
    order = [name for name in _reached(defs, top) if name not in runners or name in ("Race",)]
    parts = [intro, *(_table(name, defs, runners) for name in order if "properties" in defs[name] and name != "Race")]
    return page(title, *parts)


def _reached(defs: dict[str, dict[str, Any]], name: str) -> list[str]:
    """Give a definition and all it refers to, in the order they are met."""
    found = [name]
    for one in found:
        for other in _references(defs[one]):
            if other not in found:
                found.append(other)
    return found


def _references(part: object) -> list[str]:
    if isinstance(part, dict):
        here = [part["$ref"].rpartition("/")[2]] if "$ref" in part else []
        return here + [name for value in part.values() for name in _references(value)]
    return [name for value in part for name in _references(value)] if isinstance(part, list) else []


def _table(name: str, defs: dict[str, dict[str, Any]], runners: list[str]) -> str:
    entry = defs[name]
    required = entry.get("required", [])
    rows = [
        (code(field), _type(value, runners), _otherwise(field, value, required), sentence(value.get("description", "")))
        for field, value in entry["properties"].items()
    ]
    head = f"{anchor(name)}\n## {name}\n\n{sentence(entry.get('description', ''))}"
    return f"{head}\n\n{table(('field', 'holds', 'if left out', 'what it is'), rows)}"


def _otherwise(field: str, value: dict[str, Any], required: list[str]) -> str:
    if field in required:
        return "always there"
    return code(json.dumps(value["default"], ensure_ascii=False)) if "default" in value else "filled in"


def _type(value: dict[str, Any], runners: list[str]) -> str:
    if "$ref" in value:
        name = value["$ref"].rpartition("/")[2]
        return f"[{name}]({RUNNER})" if name in runners and name != "Race" else f"[{name}](#{name})"
    if "anyOf" in value:
        return " or ".join(_type(part, runners) for part in value["anyOf"])
    if "enum" in value:
        return codes(value["enum"], " · ")
    kind = str(value.get("type", "anything"))
    if kind == "array":
        return f"list of {_type(value.get('items', {}), runners)}"
    if kind == "object":
        return f"object of {_type(value.get('additionalProperties') or {}, runners)}"
    return {"string": str(value.get("format", "text")), "integer": "whole number"}.get(kind, kind)
