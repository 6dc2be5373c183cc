"""Finds exercises by what one looks for, and says of one who recommends it, who does not, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from msgspec import Struct

from ironstride.catalogue import Catalogue, catalogue, translated
from ironstride.model.exercise import Caution, Exercise
from ironstride.web.library.vocabulary import ARTICLES, PATTERNS

#: what stands for "needs nothing" among things
NOTHING = "nothing"


class Wanted(Struct, frozen=True):
    """What somebody looks for; what is empty does not matter.

    Attributes
    ----------
    text : words that all stand in its name, another name of it, or a muscle.
    pattern : its movement.
    thing : what it can be done with, or `nothing`.
    verdict : what an article says of it.
    article : whose verdict that is; any article's when empty.
    """

    text: str = ""
    pattern: str = ""
    thing: str = ""
    verdict: str = ""
    article: str = ""


class Group(Struct, frozen=True):
    """The exercises of one movement."""

    pattern: str
    exercises: tuple[Exercise, ...]


class Said(Struct, frozen=True):
    """What an article says of an exercise: its catalogue id, its title, the verdict and a note."""

    source: str
    title: str
    verdict: str
    note: str


@lru_cache(maxsize=256)
def found(wanted: Wanted, language: str = "") -> tuple[Group, ...]:
    """Give the exercises that fit, by movement, by name within, as the names are in the reader's language."""
    by_pattern: dict[str, list[Exercise]] = {}
    for one in sorted(catalogue().exercises.values(), key=lambda exercise: translated.said(exercise.name, language)):
        if _fits(one, wanted, language):
            by_pattern.setdefault(one.pattern, []).append(one)
    return tuple(Group(name, tuple(by_pattern[name])) for name in PATTERNS if name in by_pattern)


def _fits(one: Exercise, wanted: Wanted, language: str) -> bool:
    if wanted.pattern and one.pattern != wanted.pattern:
        return False
    if wanted.thing == NOTHING and () not in one.equipment:
        return False
    if wanted.thing not in ("", NOTHING) and not any(wanted.thing in things for things in one.equipment):
        return False
    if wanted.verdict or wanted.article:
        heard = {seed: verdict.verdict for seed, verdict in one.seeds.items() if wanted.article in ("", seed)}
        if wanted.verdict not in heard.values() if wanted.verdict else not heard:
            return False
    told = [translated.said(text, language) for text in (one.name, *one.muscles)]
    held = " ".join((one.name, *one.aliases, *one.muscles, one.id, *told)).casefold()
    return all(word in held for word in wanted.text.casefold().split())


@lru_cache(maxsize=1)
def things() -> tuple[str, ...]:
    """Name all things exercises are done with, those of many exercises first."""
    counts: dict[str, int] = {}
    for one in catalogue().exercises.values():
        for thing in {thing for things in one.equipment for thing in things}:
            counts[thing] = counts.get(thing, 0) + 1
    return tuple(sorted(counts, key=lambda thing: (-counts[thing], thing)))


def verdicts(one: Exercise) -> tuple[Said, ...]:
    """Say what each article makes of an exercise, in the articles' order."""
    data = catalogue()
    return tuple(
        Said(f"seed-{seed.lower()}", article_title(data, seed), said.verdict, said.note)
        for seed in ARTICLES
        if (said := one.seeds.get(seed)) is not None
    )


def article_title(data: Catalogue, seed: str) -> str:
    """Name an article by its title."""
    source = data.sources.get(f"seed-{seed.lower()}")
    return source.title if source else seed


def named(ids: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Give exercises as id and name."""
    held: Mapping[str, Exercise] = catalogue().exercises
    return ((name, held[name].name) for name in ids if name in held)


def in_words(one: Exercise) -> list[str]:
    """Say what it can be done with: each alternative as a phrase, empty for nothing at all."""
    return [", ".join(thing.replace("-", " ") for thing in things) for things in one.equipment]


def cautions(one: Exercise) -> tuple[list[Caution], list[Caution]]:
    """Part its cautions into those that leave it out and those that ask for care."""
    avoid = [caution for caution in one.cautions if caution.action == "avoid"]
    return avoid, [caution for caution in one.cautions if caution.action != "avoid"]
