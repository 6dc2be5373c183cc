"""Says the core's English sentences in another language: by the catalogue's texts, and by templates with places.

Plans, audits and pictures are made in English and stay so. Each of their sentences comes from a template known here,
so it is read back by that template's pattern, and what was filled in is translated in turn: names, dates, numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from msgspec import Struct

from ironstride.catalogue import german
from ironstride.catalogue.load import catalogue
from ironstride.catalogue.words import beside, languages, pairs, words_in

PLACE = re.compile(r"\{(\w+)\}")
#: places for a runner's own words, which stay as they are unless they are known; all others must be known
OWN = re.compile(r"own\d?|lift")
_KIND = re.compile(r"([nd]|own)\d?")
_ENDS = re.compile(r"(?<=[.!?…”]) (?=\S)")
_LISTS = (" · ", "; ", ", ", " and ", " or ", " → ", " + ", " @ ", " × ")
_JOINTS = {" and ": " und ", " or ": " oder "}
#: patterns of places called n, n2 …, d, d2 … and own …: numbers, dates, words of one sentence; others hold anything
_KINDS = {"n": r"[−+-]?\d[\d,.:]*½?|½", "d": german.ANY_DATE, "own": r"(?:(?![.;] |, \d| · ).)+?"}
#: texts remembered: what a few hundred plans and audits say
REMEMBERED = 65536


class Template(Struct, frozen=True):
    """A sentence with places: its pattern, the longest piece it must hold, and what is said instead."""

    pattern: re.Pattern[str]
    piece: str
    told: str
    weight: int


class Phrases(Struct, frozen=True):
    """What is known of a language: whole texts, and templates by the first word, the most exact first."""

    exact: dict[str, str]
    by_word: dict[str, list[Template]]
    open: list[Template]


def said(text: str, language: str) -> str:
    """Say a text in a language; one that is not known stays as it is, and so does everything in English."""
    if not text or language not in languages():
        return text
    return translated(text, language) or text


@lru_cache(maxsize=REMEMBERED)
def loosely(text: str, language: str) -> str:
    """Say as much of a text as is known: all of it, or else the sentences that are; the rest stays as it is."""
    found = translated(text, language)
    if found is not None:
        return found
    ends = [0, *(match.end() for match in _ENDS.finditer(text)), len(text)]
    out, at = [], 0
    while at < len(ends) - 1:
        for end in range(len(ends) - 1, at, -1):
            piece = translated(text[ends[at] : ends[end]], language)
            if piece is not None or end == at + 1:
                out.append(text[ends[at] : ends[end]] if piece is None else piece)
                at = end
                break
    return "".join(out)


@lru_cache(maxsize=REMEMBERED)
def translated(text: str, language: str) -> str | None:
    """Translate a text; None where some of it is not known.

    What fills a place must be known itself, but for places called `own` and `lift`, which hold a runner's own words;
    `n` and `d` hold numbers and dates only.
    """
    stripped = text.strip()
    if stripped != text:
        inner = translated(stripped, language) if stripped else text
        return None if inner is None else text.replace(stripped, inner) if stripped else text
    if not re.search(r"[A-Za-z]", text):
        return german.number_text(text)
    known = phrases(language)
    small = text[:1].lower() + text[1:]
    found = known.exact.get(text) or known.exact.get(small) or german.value_text(text)
    if found is None:
        found = _by_template(text, language, known) or _by_sentence(text, language) or _by_list(text, language)
    if found is None and small != text:
        found = _by_template(small, language, known)
    if found is None:
        return None
    return found[:1].upper() + found[1:] if text[:1].isupper() else found


def _by_template(text: str, language: str, known: Phrases) -> str | None:
    first = text.partition(" ")[0]
    for one in (*known.by_word.get(first, ()), *known.open):
        match = one.pattern.fullmatch(text) if one.piece in text else None
        if match is None:
            continue
        filled = {}
        for name, value in match.groupdict().items():
            inner = translated(value, language)
            if inner is None and not OWN.fullmatch(name):
                break
            filled[name] = value if inner is None else inner
        else:
            return PLACE.sub(lambda place, held=filled: held[place[1]], one.told)  # type: ignore[misc]
    return None


def _by_sentence(text: str, language: str) -> str | None:
    """Translate the longest known beginning and then the rest, sentence by sentence."""
    for end in reversed([match.start() for match in _ENDS.finditer(text)]):
        head = translated(text[:end], language)
        rest = translated(text[end + 1 :], language) if head is not None else None
        if rest is not None:
            return f"{head} {rest}"
    return None


def _by_list(text: str, language: str) -> str | None:
    for joint in _LISTS:
        if joint in text:
            parts = [translated(part, language) for part in text.split(joint)]
            if None not in parts:
                return _JOINTS.get(joint, joint).join(part for part in parts if part is not None)
    return None


@cache
def phrases(language: str) -> Phrases:
    """Gather what is known of a language."""
    exact: dict[str, str] = {}
    by_word: dict[str, list[Template]] = {}
    anywhere: list[Template] = []
    for english, told in _forms(language):
        if not PLACE.search(english):
            exact.setdefault(english, told)
            continue
        one = _template(english, told)
        if not one.weight:
            continue
        head = PLACE.split(english, maxsplit=1)[0]
        word, space, _ = head.partition(" ")
        (by_word.setdefault(word, []) if space else anywhere).append(one)
    for held in (*by_word.values(), anywhere):
        held.sort(key=lambda one: -one.weight)
    return Phrases(exact, by_word, anywhere)


def _forms(language: str) -> Iterator[tuple[str, str]]:
    """Give every text with its translation, also as it stands inside a sentence: small, or without its full stop."""
    words = words_in(language)
    both = [*words.sentences.items(), *words.phrases.items()]
    both += [(english, told) for english, told in pairs(catalogue(), words) if english]
    yield from both
    for rule, mine in beside(catalogue().rules, words.rules):
        bare, bare_told = rule.explain.mend.removesuffix("."), mine.mend.removesuffix(".")
        yield bare[:1].lower() + bare[1:], bare_told[:1].lower() + bare_told[1:]
    for english, told in both:
        bare, bare_told = english.removesuffix("."), told.removesuffix(".")
        yield bare, bare_told
        yield f"{bare}.", f"{bare_told}."
        yield bare[:1].lower() + bare[1:], bare_told
        yield bare.lower(), bare_told
    for exercise, named in beside(catalogue().exercises, words.exercises):
        yield exercise.name.lower(), named.name
        yield exercise.name.capitalize(), named.name


def _template(english: str, told: str) -> Template:
    pieces = PLACE.split(english)
    pattern, seen = "", set[str]()
    for number, piece in enumerate(pieces):
        if number % 2 == 0:
            pattern += re.escape(piece)
        elif piece in seen:
            pattern += f"(?P={piece})"
        else:
            seen.add(piece)
            kind = _KIND.fullmatch(piece)
            pattern += f"(?P<{piece}>{_KINDS[kind[1]] if kind else '.+?'})"
    literals = pieces[::2]
    weight = sum(map(len, literals))
    return Template(re.compile(pattern, re.DOTALL), max(literals, key=len), told, weight)
