"""A fault of the catalogue: where it is, what it is and how to mend it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from ironstride.catalogue import Catalogue


class Problem(Struct, frozen=True):
    """One fault. `where` names the entry (a rule's code, an exercise's id, a table); `mend` may be empty."""

    where: str
    what: str
    mend: str = ""


def cited(catalogue: Catalogue, source: str) -> bool:
    """Say whether a source id or a seed's claim id exists."""
    return source in catalogue.sources or source in catalogue.claims


def sources_in(table: object) -> Iterator[str]:
    """Give every `source` a table names, at any depth."""
    if isinstance(table, Mapping):
        if isinstance(source := table.get("source"), str):
            yield source
        for value in table.values():
            yield from sources_in(value)
    elif isinstance(table, list):
        for value in table:
            yield from sources_in(value)
