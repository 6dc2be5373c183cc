"""Reads the cells that gym apps write: loads, durations, distances, effort, kinds and sides of a set."""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import Literal

from ironstride.formats.activity_values import clock_parts, folded, number, united_s
from ironstride.formats.log_units import Unit
from ironstride.model.log import LoggedSide, SetKind

#: a log writes the same few cells over and over.
_KEPT = lru_cache(maxsize=8192)
_METRES = {
    "m": 1.0, "meter": 1.0, "meters": 1.0, "metre": 1.0, "metres": 1.0, "km": 1000.0, "kms": 1000.0, "mi": 1609.344,
    "mile": 1609.344, "miles": 1609.344, "ft": 0.3048, "feet": 0.3048, "yd": 0.9144, "yards": 0.9144, "cm": 0.01,
    "in": 0.0254,
}  # fmt: skip
_UNITS: dict[str, Unit] = {
    "kg": "kg", "kgs": "kg", "kilo": "kg", "kilos": "kg", "kilogram": "kg", "kilograms": "kg",
    "lb": "lb", "lbs": "lb", "pound": "lb", "pounds": "lb", "livre": "lb", "libras": "lb",
}  # fmt: skip
_KINDS: dict[str, SetKind] = {
    "w": "warmup", "warmup": "warmup", "warm-up": "warmup", "warm up": "warmup", "echauffement": "warmup",
    "aufwarmen": "warmup", "calentamiento": "warmup", "riscaldamento": "warmup", "aquecimento": "warmup",
    "d": "drop", "drop": "drop", "dropset": "drop", "drop set": "drop", "drop-set": "drop",
    "amrap": "amrap",
    "f": "work", "failure": "work", "normal": "work", "regular": "work", "working": "work", "work": "work",
}  # fmt: skip
#: ratings that tell a number of repetitions, and the most repetitions a set can have in reserve
LEAST_RPE, MOST_RPE, MOST_RIR = 6, 10, 20
#: words for no load
_NO_LOAD = frozenset({"", "-", "--", "bw", "bodyweight", "body weight", "nan", "none", "null", "na", "n/a"})
_FAILURES = frozenset({"f", "failure", "echec", "fallo", "muskelversagen"})
_SIDES: dict[str, LoggedSide] = {"l": "left", "left": "left", "r": "right", "right": "right"}


@_KEPT
def amount(text: str) -> float | None:
    """A number that may be missing; what is no number is missing too."""
    return number(text)


@_KEPT
def load(text: str) -> float | None:
    """A load; 0 means that none was typed in, not a number that what was typed in is none."""
    found = amount(text)
    if found is None and folded(text) not in _NO_LOAD:
        return math.nan
    return found or None


@_KEPT
def duration_s(text: str, unit_s: float = 1.0) -> float | None:
    """A duration in seconds: `0:32:06`, `1:15`, `2h 18m`, `35min`, `75.0` in the unit given."""
    bare = folded(text)
    parts = clock_parts(bare)
    if parts:
        seconds = 0.0
        for part in parts:
            seconds = 60 * seconds + part
        return seconds
    return united_s(bare, unit_s)


def minutes(text: str, unit_s: float = 1.0) -> float | None:
    """A session's duration in minutes; None when it is missing, nothing or longer than a day."""
    seconds = duration_s(text, unit_s)
    return round(seconds / 60, 2) if seconds and 0 < seconds <= 86_400 else None


@_KEPT
def metres(text: str, unit: str) -> float | None:
    """A distance in metres; a unit that is not known, or none, counts as kilometres."""
    value = number(text)
    return None if value is None else round(value * _METRES.get(folded(unit), 1000.0), 2)


@_KEPT
def unit_of(text: str) -> Unit | Literal[""]:
    """The unit that a cell or heading names (`kgs`, `Weight (lbs)`, `weight_kg`); empty for none."""
    words = re.findall(r"[a-z]+", folded(text))
    return next((_UNITS[word] for word in words if word in _UNITS), "")


def rir_of(rpe: float | None) -> float | None:
    """Repetitions in reserve of a rating of perceived exertion from 6 to 10 (helms-2016: RIR = 10 - RPE).

    Lower ratings say light and no number, so they are None; one off the scale of 10 is NaN.
    """
    if rpe is None or 0 <= rpe < LEAST_RPE:
        return None
    return round(10 - rpe, 2) if LEAST_RPE <= rpe <= MOST_RPE else math.nan


@_KEPT
def rir(text: str) -> float | None:
    """Repetitions in reserve as written; None when missing, NaN when no set can have so many."""
    value = number(text)
    return value if value is None or 0 <= value <= MOST_RIR else math.nan


@_KEPT
def kind_of(text: str) -> SetKind | None:
    """The kind of a set in an app's word (`warmup`, `W2`, `dropset`); None for a number or an unknown word."""
    return _KINDS.get(re.sub(r"\d+$", "", folded(text)).strip())


@_KEPT
def is_failure(text: str) -> bool:
    """Tell whether an app's word says that the set went to failure."""
    return folded(text) in _FAILURES


def is_true(text: str) -> bool:
    """Tell whether a cell says yes."""
    return folded(text) in ("1", "true", "yes", "y", "ja", "oui", "x")


def sides(text: str) -> list[tuple[float | None, LoggedSide | None]]:
    """Repetitions of one cell by side: `8`, `8|7` and `8/7` (left, right), `8 each`, `8/side`, `8L`."""
    bare = folded(text)
    if match := re.fullmatch(r"(\d+)\s*[|/]\s*(\d+)", bare):
        return [(float(match[1]), "left"), (float(match[2]), "right")]
    if match := re.fullmatch(r"(\d+)\s*(?:/|per|each|e\b|x)?\s*(?:side|leg|arm|each|e|ea)", bare):
        return [(float(match[1]), "left"), (float(match[1]), "right")]
    if match := re.fullmatch(r"(\d+)\s*(l|left|r|right)", bare):
        return [(float(match[1]), _SIDES[match[2]])]
    return [(number(bare), None)]


def side_of(text: str) -> LoggedSide | None:
    """The side a cell names; None for both or none."""
    return _SIDES.get(folded(text))


#: first letters that make a spreadsheet take a cell for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def safe_text(text: str) -> str:
    """A text that no spreadsheet takes for a formula: with an apostrophe before it where one might."""
    return f"'{text}" if text.startswith((*_FORMULA, "'")) else text


def plain_text(text: str) -> str:
    """The text that `safe_text` was given."""
    return text[1:] if text.startswith("'") and text[1:].startswith((*_FORMULA, "'")) else text
