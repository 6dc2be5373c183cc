"""The catalogue's texts in another language, from data files beside it, by the ids of what they say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from functools import cache
from pathlib import Path
from typing import TypeVar

from msgspec import Struct

from ironstride.catalogue.figures import figures
from ironstride.catalogue.load import DATA, Catalogue, decode, read_toml
from ironstride.catalogue.tables import table

T = TypeVar("T", bound=Struct)
E = TypeVar("E")
V = TypeVar("V")


class ExerciseWords(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An exercise's texts; as many cues as the English has, in the same order."""

    name: str
    why: str
    cues: tuple[str, ...]


class RuleWords(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A rule's claim and why, and the sentences of its `explain`."""

    claim: str
    why: str
    because: str
    flagged: str
    mend: str
    blocked: str = ""


class MistakeWords(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is said of a mistake."""

    name: str
    claim: str
    found: str
    kept: str
    action: str


class MethodWords(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A method's name and summary."""

    name: str
    summary: str


class SwitchWords(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A conflict's texts and what each side says, by the side's id."""

    topic: str
    question: str
    reason: str
    sides: dict[str, str]


class Words(Struct, frozen=True, kw_only=True):
    """All texts of a language.

    `phrases` are the catalogue's short texts (muscles, cautions, self-tests …) by their English; `sentences` are those
    the core makes, by their English with `{places}` for what is filled in (see `ironstride.catalogue.translated`).
    """

    exercises: dict[str, ExerciseWords]
    rules: dict[str, RuleWords]
    mistakes: dict[str, MistakeWords]
    methods: dict[str, MethodWords]
    switches: dict[str, SwitchWords]
    phrases: dict[str, str]
    sentences: dict[str, str]


@cache
def languages() -> tuple[str, ...]:
    """Name the languages the catalogue speaks besides English: its folders with two letters."""
    return tuple(sorted(path.name for path in DATA.iterdir() if path.is_dir() and len(path.name) == len("de")))


@cache
def words_in(language: str) -> Words:
    """Load the texts of a language.

    Raises
    ------
    CatalogueError : naming the file and the field that does not fit.
    """
    folder = DATA / language

    def by_id(name: str, kind: type[T]) -> dict[str, T]:
        return {key: decode(folder / name, one, kind) for key, one in read_toml(folder / name).items()}

    return Words(
        exercises=by_id("exercises.toml", ExerciseWords),
        rules=by_id("rules.toml", RuleWords),
        mistakes=by_id("mistakes.toml", MistakeWords),
        methods=by_id("methods.toml", MethodWords),
        switches=by_id("switches.toml", SwitchWords),
        phrases=_flat(folder / "phrases.toml"),
        sentences={key: one for path in sorted(folder.glob("sentences*.toml")) for key, one in _flat(path).items()},
    )


def _flat(path: Path) -> dict[str, str]:
    return {key: str(value) for key, value in read_toml(path).items()}


def short_texts(data: Catalogue) -> frozenset[str]:
    """Give the catalogue's short texts that a page shows and that have no id of their own."""
    found = {name for method in data.methods.values() for name in (*method.silent_on, *(method.blocks or ()))}
    for one in data.exercises.values():
        found |= {*one.muscles, *(caution.note for caution in one.cautions)}
    changes = [method.change for method in data.methods.values()]
    changes += [side.change for switch in data.switches.values() for side in switch.sides]
    found |= {change.why for by_rule in changes for change in by_rule.values()}
    found |= {mark for mistake in data.mistakes.values() for mark in mistake.marks.values()}
    found |= {figure.says for figure in figures().values()}
    found |= {str(ladder["name"]) for ladder in table("ladders")["ladder"]}
    for test in table("self_tests")["test"]:
        found |= {test["name"], test["asks"], test["needs"], test["stop"], *test["steps"]}
    return frozenset(found - {""} - {one.name for one in data.exercises.values()})


def pairs(data: Catalogue, words: Words) -> Iterator[tuple[str, str]]:
    """Give every English text that has one beside its translation; some of both hold `{places}`."""
    for exercise, told in beside(data.exercises, words.exercises):
        yield from ((exercise.name, told.name), (exercise.why, told.why))
        yield from zip(exercise.cues, told.cues, strict=False)
    for rule, mine in beside(data.rules, words.rules):
        said = rule.explain
        yield from ((rule.claim, mine.claim), (rule.why, mine.why), (said.because, mine.because))
        yield from ((said.flagged, mine.flagged), (said.mend, mine.mend), (said.blocked, mine.blocked))
    for mistake, heard in beside(data.mistakes, words.mistakes):
        yield from ((mistake.name, heard.name), (mistake.claim, heard.claim), (mistake.found, heard.found))
        yield from ((mistake.kept, heard.kept), (mistake.action, heard.action))
    for method, one in beside(data.methods, words.methods):
        yield from ((method.name, one.name), (method.summary, one.summary))
    for switch, turned in beside(data.switches, words.switches):
        yield from ((switch.topic, turned.topic), (switch.question, turned.question), (switch.reason, turned.reason))
        yield from beside({side.id: side.says for side in switch.sides}, turned.sides)


def beside(english: Mapping[str, E], translated: Mapping[str, V]) -> Iterator[tuple[E, V]]:
    """Give what is in both, side by side, in the order of the English."""
    return ((one, translated[name]) for name, one in english.items() if name in translated)


def _sorts(data: Catalogue, words: Words) -> Iterator[tuple[str, Set[str], Set[str]]]:
    """Give every sort of text with the names it has in English and in translation."""
    yield "exercise", data.exercises.keys(), words.exercises.keys()
    yield "rule", data.rules.keys(), words.rules.keys()
    yield "mistake", data.mistakes.keys(), words.mistakes.keys()
    yield "method", data.methods.keys(), words.methods.keys()
    yield "switch", data.switches.keys(), words.switches.keys()
    yield "short text", short_texts(data), words.phrases.keys()


def untranslated(data: Catalogue, words: Words) -> list[str]:
    """Name what has no translation yet, and so is shown in English."""
    return [f"{sort} {name}" for sort, asked, told in _sorts(data, words) for name in sorted(asked - told)]


def unfit(data: Catalogue, words: Words) -> Iterator[tuple[str, str]]:
    """Name what is translated and does not fit the English: where, and what."""
    for sort, asked, told in _sorts(data, words):
        yield from ((f"{sort} {name}", "is translated and exists no more") for name in sorted(told - asked))
    for name in sorted(data.exercises.keys() & words.exercises.keys()):
        if len(data.exercises[name].cues) != len(words.exercises[name].cues):
            yield f"exercise {name}", "has another number of cues in translation"
    for name in sorted(data.switches.keys() & words.switches.keys()):
        if {side.id for side in data.switches[name].sides} != words.switches[name].sides.keys():
            yield f"switch {name}", "has other sides in translation"
