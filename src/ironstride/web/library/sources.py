"""Says what rests on a source: rules, exercises and numbers of the tables, and what becomes of each claim."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from msgspec import Struct

from ironstride.catalogue import catalogue
from ironstride.catalogue.tables import table, table_names
from ironstride.model.exercise import Exercise
from ironstride.model.rule import Position, Rule, Source
from ironstride.rules.coverage import Coverage, Standing, coverage
from ironstride.web.library.vocabulary import ARTICLES

#: longest list of numbers that is written out; longer ones are counted
MOST_WRITTEN = 8


class Number(Struct, frozen=True):
    """A number or word of a table and its place in it."""

    table: str
    place: str
    value: str


class Stands(Struct, frozen=True):
    """A rule and what a source says on its question."""

    rule: Rule
    position: Position


class Behind(Struct, frozen=True):
    """A source with all that names it."""

    source: Source
    rules: tuple[Stands, ...]
    exercises: tuple[Exercise, ...]
    numbers: dict[str, tuple[Number, ...]]


class Article(Struct, frozen=True):
    """An article the project began with and what becomes of its claims."""

    seed: str
    source: Source
    claims: tuple[Coverage, ...]


def found(text: str, kind: str, certainty: str) -> list[Source]:
    """Give the sources that fit, by author and year; what is empty does not matter."""
    words = text.casefold().split()
    held = [
        one
        for one in catalogue().sources.values()
        if kind in ("", one.kind)
        and certainty in ("", one.certainty)
        and all(word in f"{one.title} {one.authors} {one.year} {one.id}".casefold() for word in words)
    ]
    return sorted(held, key=lambda one: ((one.authors or one.title).casefold(), one.year or 0, one.id))


@lru_cache(maxsize=1)
def articles() -> tuple[Article, ...]:
    """Give the articles with their claims."""
    data = catalogue()
    held = covered()
    return tuple(
        Article(
            seed, data.sources[f"seed-{seed.lower()}"], tuple(one for name, one in held.items() if name[:2] == seed)
        )
        for seed in ARTICLES
    )


@lru_cache(maxsize=1)
def covered() -> dict[str, Coverage]:
    """Say what becomes of every claim."""
    return {one.claim.id: one for one in coverage(catalogue())}


@lru_cache(maxsize=1)
def standings() -> dict[Standing, int]:
    """Count claims by what becomes of them."""
    counts: dict[Standing, int] = {}
    for one in covered().values():
        counts[one.standing] = counts.get(one.standing, 0) + 1
    return counts


@lru_cache(maxsize=256)
def behind(name: str) -> Behind:
    """Gather all that names a source."""
    data = catalogue()
    rules = tuple(
        Stands(rule, position) for rule in data.rules.values() for position in rule.positions if position.source == name
    )
    exercises = tuple(one for one in data.exercises.values() if name in one.sources)
    return Behind(data.sources[name], rules, exercises, numbers_of(name))


def numbers_of(name: str) -> dict[str, tuple[Number, ...]]:
    """Give the values of the tables that rest on a source or a claim, by table."""
    by_table: dict[str, tuple[Number, ...]] = {}
    for number in all_numbers().get(name, ()):
        by_table[number.table] = (*by_table.get(number.table, ()), number)
    return by_table


@lru_cache(maxsize=1)
def all_numbers() -> dict[str, tuple[Number, ...]]:
    """Give every value of the tables by its source, which is the nearest `source` above it."""
    found: dict[str, list[Number]] = {}
    for name in table_names():
        for source, place, value in _walk(table(name), "", ""):
            if source:
                found.setdefault(source, []).append(Number(name.replace("_", " "), place, value))
    return {source: tuple(numbers) for source, numbers in found.items()}


def _walk(value: Any, place: str, source: str) -> Iterator[tuple[str, str, str]]:
    if hasattr(value, "items"):
        source = str(value.get("source", source))
        for name, inner in value.items():
            if name not in ("source", "note", "sources"):
                yield from _walk(inner, f"{place} {name}".strip().replace("_", " "), source)
    elif isinstance(value, (list, tuple)) and value and all(hasattr(one, "items") for one in value):
        for number, inner in enumerate(value, 1):
            yield from _walk(inner, f"{place} {inner.get('name', inner.get('id', number))}", source)
    elif isinstance(value, (list, tuple)):
        flat = [one for one in value if isinstance(one, (int, float, str)) and not isinstance(one, bool)]
        if any(isinstance(one, (int, float)) for one in flat):
            written = ", ".join(map(str, flat[:MOST_WRITTEN]))
            yield source, place, written + (", …" if len(flat) > MOST_WRITTEN else "")
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        yield source, place, f"{value:g}"
