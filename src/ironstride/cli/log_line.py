"""Reads sets as people type them in a terminal: `squat 3x5 100 @2, rdl 3x8 60`."""

from __future__ import annotations

import re

from msgspec import Struct
from msgspec.structs import replace

from ironstride.model.errors import InputError
from ironstride.model.log import LoggedSide, SetKind
from ironstride.model.words import LB_PER_KG, MassUnit

MEND = "Write it like: squat 3x5 100 @2 (sets x reps, load, repetitions in reserve)."
#: a first number above this before an x is a load, not a number of sets.
MOST_SETS = 20
_KINDS: dict[str, SetKind] = {
    "w": "warmup", "warmup": "warmup", "warm-up": "warmup", "drop": "drop", "d": "drop", "amrap": "amrap",
}  # fmt: skip
_SIDES: dict[str, LoggedSide] = {"l": "left", "left": "left", "r": "right", "right": "right"}
_NUMBER = r"\d+(?:[.,]\d+)?"


class TypedSet(Struct, frozen=True, kw_only=True):
    """One set as typed; what was not typed is None."""

    reps: int | None = None
    seconds: float | None = None
    metres: float | None = None
    load_kg: float | None = None
    rir: float | None = None
    side: LoggedSide | None = None
    kind: SetKind | None = None
    to_failure: bool = False


class TypedLift(Struct, frozen=True):
    """A lift by the name typed, and its sets."""

    name: str
    sets: tuple[TypedSet, ...]


def read_line(text: str, unit: MassUnit = "kg") -> tuple[TypedLift, ...]:
    """Read lifts apart by commas; a part without a name goes on with the lift before it.

    Parameters
    ----------
    text : such as `squat 5 60 w, 3x5 100 @2, plank 3x45s, lunge 8 20 left`.
    unit : of loads that name none.

    Raises
    ------
    InputError
        A part holds no sets, or a word nobody can read.
    """
    lifts: list[TypedLift] = []
    for part in re.split(r"[;\n]|(?<!\d),|,(?!\d{1,2}(?:\s|$|kg|lb))", text):
        if not part.strip():
            continue
        name, rest = _name(part)
        sets = read_sets(rest, unit)
        if not name and not lifts:
            raise InputError(f"{part.strip()!r} names no exercise", mend=MEND)
        if not name or (lifts and lifts[-1].name == name):
            lifts[-1] = TypedLift(lifts[-1].name, lifts[-1].sets + sets)
        else:
            lifts.append(TypedLift(name, sets))
    if not lifts:
        raise InputError("nothing to log", mend=MEND)
    return tuple(lifts)


def _name(part: str) -> tuple[str, str]:
    """The words before the first number, and the rest. A name with numbers stands in quotation marks."""
    if match := re.match(r"""\s*(["'“])(.+?)(["'”])\s*(.*)$""", part):
        return match[2].strip(), match[4]
    match = re.match(r"\s*((?:(?![+\-@]?\d|bw\b)\S+\s*)*)(.*)$", part, re.IGNORECASE)
    return (match[1].strip(), match[2]) if match else ("", part)


def read_sets(text: str, unit: MassUnit = "kg", like: TypedSet | None = None) -> tuple[TypedSet, ...]:
    """Read the numbers of one lift: `3x5 100 @2`, `5/5/4 60lb`, `8 +10 rpe8`, `45s`, `100x5`, `10 each`.

    Parameters
    ----------
    text : numbers and words in any order; of two bare numbers the first is repetitions, the second the load.
    unit : of loads that name none.
    like : what holds where nothing is typed (the set as planned).

    Raises
    ------
    InputError
        A word nobody can read, or neither repetitions, time nor distance.
    """
    typed = _Typed(unit, like)
    joined = re.sub(r"(?<=[\dgbs])\s*[x×*]\s*(?=\d)", "x", text.lower())
    joined = re.sub(r"@\s+(?=\d)", "@", joined)
    for word in joined.split():
        if not typed.take(word):
            raise InputError(f"{word!r} in {text.strip()!r} cannot be read", mend=MEND)
    return typed.sets(text)


class _Typed:
    """What has been read of one lift."""

    def __init__(self, unit: MassUnit, like: TypedSet | None) -> None:
        self._unit = unit
        self._base = like or TypedSet()
        self._amounts: list[int] = []
        self._many = 1
        self._each = False
        self._has_load = False

    def take(self, word: str) -> bool:
        """Take a word; False when it says nothing."""
        if word in _KINDS:
            self._set(kind=_KINDS[word])
        elif word in _SIDES:
            self._set(side=_SIDES[word])
        elif word in ("each", "e", "ea", "per", "side", "both"):
            self._each = True
        elif word in ("f", "fail", "failed", "failure"):
            self._set(to_failure=True, rir=0.0)
        elif word in ("bw", "bodyweight"):
            self._set(load_kg=None)
            self._has_load = True
        elif match := re.fullmatch(rf"@({_NUMBER})(?:rir)?|({_NUMBER})rir", word):
            self._set(rir=_value(match[1] or match[2]))
        elif match := re.fullmatch(rf"@?rpe({_NUMBER})", word):
            self._set(rir=max(0.0, 10 - _value(match[1])))
        else:
            return self._numbers(word)
        return True

    def _numbers(self, word: str) -> bool:
        match = re.fullmatch(r"(\d{1,2})x(\d+)(s|sec|m|min)?(?:x(\d+(?:[.,]\d+)?)(kg|lbs?)?)?", word)
        if match and int(match[1]) <= MOST_SETS:
            self._many = int(match[1])
            self._amount(int(match[2]), match[3] or "")
            if match[4]:
                self._load(_value(match[4]), match[5] or "")
            return self._many > 0
        if match := re.fullmatch(rf"([+-]?{_NUMBER})(kg|lbs?)?x(\d+)", word):
            self._load(_value(match[1]), match[2] or "")
            self._amounts = [int(match[3])]
        elif re.fullmatch(r"\d+(/\d+)+", word):
            self._amounts = [int(part) for part in word.split("/")][:MOST_SETS]
        elif match := re.fullmatch(rf"({_NUMBER})(s|sec|min|m|km)", word):
            self._amount(_value(match[1]), match[2])
        elif match := re.fullmatch(rf"([+-]?{_NUMBER})(kg|lbs?)", word):
            self._load(_value(match[1]), match[2])
        elif word.isdecimal() and not self._amounts and not self._timed:
            self._amounts = [int(word)]
        elif re.fullmatch(rf"[+-]?{_NUMBER}", word) and not self._has_load:
            self._load(_value(word), "")
        else:
            return False
        return True

    @property
    def _timed(self) -> bool:
        return self._base.seconds is not None or self._base.metres is not None

    def _set(self, **fields: object) -> None:
        self._base = replace(self._base, **fields)

    def _amount(self, value: float, measure: str) -> None:
        if measure in ("s", "sec", "min"):
            self._set(seconds=value * 60 if measure == "min" else float(value), reps=None)
        elif measure in ("m", "km"):
            self._set(metres=value * 1000 if measure == "km" else float(value), reps=None)
        else:
            self._amounts = [int(value)]

    def _load(self, value: float, unit: str) -> None:
        is_lb = (unit or self._unit).startswith("lb")
        self._set(load_kg=round(value / LB_PER_KG, 3) if is_lb else value)
        self._has_load = True

    def sets(self, text: str) -> tuple[TypedSet, ...]:
        """The sets read."""
        if not self._amounts and self._base.reps is None and not self._timed:
            raise InputError(f"{text.strip()!r} tells neither repetitions, time nor distance", mend=MEND)
        if any(reps > 1000 for reps in self._amounts):
            raise InputError(f"{max(self._amounts)} repetitions cannot be right", mend=MEND)
        if self._base.rir is not None and self._base.rir > 20:
            raise InputError(f"{self._base.rir:g} repetitions in reserve cannot be right", mend=MEND)
        found = [replace(self._base, reps=reps) for reps in self._amounts] or [self._base]
        if len(found) == 1:
            found = found * self._many
        if self._each:
            found = [replace(one, side=side) for one in found for side in _SIDES_IN_TURN]
        return tuple(found)


_SIDES_IN_TURN: tuple[LoggedSide, LoggedSide] = ("left", "right")


def _value(text: str) -> float:
    return float(text.replace(",", "."))
