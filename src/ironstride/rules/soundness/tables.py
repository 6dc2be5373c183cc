"""Tables: every number stands under a source, and the source exists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ironstride.catalogue import Catalogue
from ironstride.rules.soundness.problem import Problem, cited, sources_in


def table_sources(catalogue: Catalogue, tables: Mapping[str, Mapping[str, Any]]) -> Iterator[Problem]:
    """Check each part of each table; a `source` holds for everything inside its own part."""
    for name, table in tables.items():
        here = isinstance(table.get("source"), str)
        for key, value in table.items():
            if not here and _bare_number(value):
                yield Problem(f"table {name}, {key}", "holds numbers without a source", "Name the source above them.")
        for source in sorted(set(sources_in(table))):
            if not cited(catalogue, source):
                yield Problem(f"table {name}", f"cites {source!r}, which is neither a source nor a claim", "Add it.")


def _bare_number(value: object) -> bool:
    """Say whether a number stands inside with no source on the way to it."""
    if isinstance(value, bool):
        return False
    if isinstance(value, int | float):
        return True
    if isinstance(value, Mapping):
        return not isinstance(value.get("source"), str) and any(map(_bare_number, value.values()))
    return isinstance(value, list) and any(map(_bare_number, value))
