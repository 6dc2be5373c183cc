"""Reduces the spelling of an exercise to the words that tell which one it is."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from msgspec import Struct

from ironstride.catalogue.tables import table_as
from ironstride.model.log import LoggedSide


class _Words(Struct, frozen=True):
    words: frozenset[str]


class _Manner(Struct, frozen=True):
    words: frozenset[str]
    posture: frozenset[str]
    posture_matters: frozenset[str]


class Near(Struct, frozen=True):
    """Names taken as the nearest exercise there is, and what is different."""

    names: tuple[str, ...]
    exercise: str
    note: str


class _Names(Struct, frozen=True):
    names: tuple[str, ...]


class NameTable(Struct, frozen=True):
    """The table `exercise_names`."""

    phrases: dict[str, str]
    words: dict[str, str]
    equipment: dict[str, tuple[str, ...] | str]
    noise: _Words
    manner: _Manner
    not_strength: _Names
    near: tuple[Near, ...]
    translated: dict[str, str]


class Spelling(Struct, frozen=True):
    """A name in words.

    Attributes
    ----------
    movement : what is done, without equipment and noise, in alphabetical order.
    equipment : words of equipment in it.
    side : the one side it names.
    each_side : it says that loads or repetitions are those of each side.
    """

    movement: tuple[str, ...]
    equipment: frozenset[str]
    side: LoggedSide | None = None
    each_side: bool = False


@cache
def names_table() -> NameTable:
    """The table of spellings that ships with the catalogue."""
    return table_as("exercise_names", NameTable)


@cache
def _phrases() -> tuple[tuple[re.Pattern[str], str], ...]:
    phrases = sorted(names_table().phrases.items(), key=lambda pair: -len(pair[0]))
    return tuple((re.compile(rf"\b{re.escape(old)}s?\b"), new) for old, new in phrases)


def plain(name: str) -> str:
    """Letters and digits alone, small, without accents: in what logs spell alike."""
    folded = unicodedata.normalize("NFKD", name.casefold())
    return "".join(c for c in folded if c.isalnum())


def loose(name: str) -> str:
    """Small words without accents and marks, apart by one blank."""
    folded = unicodedata.normalize("NFKD", name.casefold())
    bare = "".join(c for c in folded if not unicodedata.combining(c))
    return " ".join(re.findall(r"[^\W_]+", bare))


@lru_cache(maxsize=4096)
def spelling(name: str) -> Spelling:
    """Take a name apart: abbreviations written out, plurals made single, equipment and sides set aside."""
    known = names_table()
    text = loose(name)
    side = _side(name)
    each_side = bool(re.search(r"\b(each|per) (side|arm|leg|hand)\b", text))
    text = re.sub(r"\b(each|per) (side|arm|leg|hand)\b", " ", text)
    if side:
        text = re.sub(r"\b(left|right)\b( (arm|leg|side|hand))?|\b[lr]$", " ", text)
    words = " ".join(known.words.get(word, word) for word in text.split())
    for pattern, new in _phrases():
        words = pattern.sub(new, words)
    singles = [_single(known.words.get(word, word)) for word in words.split()]
    equipment = frozenset(word for word in singles if word in known.equipment and word != "source")
    movement = sorted({w for w in singles if w not in equipment and w not in known.noise.words})
    return Spelling(tuple(movement), equipment, side, each_side)


def _side(name: str) -> LoggedSide | None:
    """The one side a name speaks of: `(Left)`, `Left Leg`, `- R`."""
    found = {word.lower() for word in re.findall(r"\b(left|right)\b", name, re.IGNORECASE)}
    if not found and (match := re.search(r"(?:[-–(,]\s*)([LR])\)?\s*$", name)):
        return "left" if match[1] == "L" else "right"
    if found == {"left"}:
        return "left"
    return "right" if found == {"right"} else None


def _single(word: str) -> str:
    """A word without the s of its plural: raises, presses, curls; not press, triceps, abs."""
    if len(word) <= 3 or word.endswith(("ss", "ceps", "us", "is")) or not word.endswith("s"):
        return word
    if word.endswith(("sses", "ches", "shes", "xes")):
        return word[:-2]
    return word[:-1]
