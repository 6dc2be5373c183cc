"""Self-tests: how they are done, what others reach, what counts as a difference or a change, what they speak for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from typing import Any, Literal

from msgspec import Struct

from ironstride.catalogue.tables import table, table_as
from ironstride.model.errors import InputError
from ironstride.model.log import ScreenResult
from ironstride.model.runner import Runner, Screened
from ironstride.model.words import day_text, number

Side = Literal["left", "right"]
SIDES: tuple[Side, ...] = ("left", "right")
UNITS: Mapping[str, str] = {"cm": " cm", "s": " s", "reps": "", "rating": ""}
RATINGS = ("good", "fair", "poor")
#: the test that decides when loaded rotation begins
GATE = "front_plank"


class SelfTest(Struct, frozen=True):
    """A test in words; no result lies above `most`, and `emphasis` are the exercises it speaks for when a side falls
    behind."""

    id: str
    name: str
    asks: str
    most: float
    sides: bool
    needs: str
    steps: tuple[str, ...]
    stop: str
    emphasis: tuple[str, ...]
    source: str

    @property
    def unit(self) -> str:
        """The unit its values are in: cm, s, reps or rating."""
        return str(_numbers(self.id)["unit"])


class _Unknown(Struct, frozen=True):
    change_over_percent: float


class _Tests(Struct, frozen=True):
    test: tuple[SelfTest, ...]
    unknown_error: _Unknown


class Who(Struct, frozen=True):
    """What of a runner the tables ask for."""

    sex: Literal["female", "male"] | None
    birth_year: int


class Norm(Struct, frozen=True):
    """What others reach: the middle, or a span, in words, with its source; `low` is where a value is worth work."""

    text: str
    source: str
    low: float | None = None
    uncertain: bool = False


class Reading(Struct, frozen=True):
    """What the results of one test say.

    Attributes
    ----------
    test : the test.
    latest : the last value of each side ("" for tests of no side).
    weaker : the side that is behind, by more than the test's error, on as many days as it takes; None when none is.
    low : below what others reach by more than the error.
    sentences : all of it in words, what is not known included.
    """

    test: SelfTest
    latest: Mapping[str, float]
    weaker: Side | None
    low: bool
    sentences: tuple[str, ...]


@cache
def _tests() -> _Tests:
    return table_as("self_tests", _Tests)


@cache
def self_tests() -> Mapping[str, SelfTest]:
    """Give all tests by id, in the order they are told."""
    return {test.id: test for test in _tests().test}


def believable(test: SelfTest, value: float) -> float:
    """Give a result back.

    Raises
    ------
    InputError : a result nobody can have.
    """
    if 0 <= value <= test.most:
        return value
    raise InputError(f"{value:g} cannot be the result of {test.name.lower()}", "value", f"Write it in {test.unit}.")


def canonical(name: str) -> str:
    """Write a test's name as its id: `Knee to wall`, `knee-to-wall` and `knee_to_wall` are one."""
    return name.strip().lower().replace("-", "_").replace(" ", "_")


def joined(told: Iterable[Screened], logged: Iterable[ScreenResult], until: date = date.max) -> tuple[Screened, ...]:
    """Join the tests a runner told of with those of a log, each once, by date; results of unknown tests are left out.

    Parameters
    ----------
    told : of the runner file; where both have one of a day, the log's stands.
    logged : of the log.
    until : the last day whose results count.
    """
    found = {(canonical(one.screen), one.date, one.side): one for one in told}
    for result in logged:
        name = canonical(result.screen)
        if name in self_tests() and result.date <= until:
            one = Screened(screen=name, date=result.date, value=result.value, side=result.side)
            found[name, result.date, result.side] = one
    return tuple(found[key] for key in sorted(found, key=lambda key: (key[1], key[0], key[2] or "")))


def read_screens(results: Iterable[Screened], who: Runner | Who, on: date) -> tuple[Reading, ...]:
    """Say what the results up to a day mean, test by test; results of unknown tests are left out."""
    by_test: dict[str, list[Screened]] = {}
    for one in sorted(results, key=lambda result: result.date):
        if one.date <= on and canonical(one.screen) in self_tests():
            by_test.setdefault(canonical(one.screen), []).append(one)
    return tuple(_reading(self_tests()[name], by_test[name], who, on) for name in self_tests() if name in by_test)


def is_steady(results: Iterable[Screened], who: Runner | Who) -> bool | None:
    """Say whether the trunk is steady enough for loaded rotation; None when the plank was never tried.

    The gate is the lowest quarter of front planks (`brigham-chase-2014`); where the sex is not said, the men's, which
    is the longer one.
    """
    tried = sorted((one for one in results if canonical(one.screen) == GATE), key=lambda one: one.date)
    return tried[-1].value >= gate_s(who) if tried else None


def gate_s(who: Runner | Who) -> float:
    """Give the seconds of front plank from which loaded rotation begins."""
    flag = _numbers(GATE)["flag"]
    return float(flag["women_below_s" if who.sex == "female" else "men_below_s"])


@lru_cache(maxsize=64)
def _emphasis(results: tuple[Screened, ...], who: Who) -> Mapping[str, Side | None]:
    last = max(one.date for one in results)
    found: dict[str, Side | None] = {}
    for reading in read_screens(results, who, last):
        if reading.weaker is not None or reading.low:
            for name in reading.test.emphasis:
                found.setdefault(name, reading.weaker)
    return found


def emphasis(runner: Runner) -> Mapping[str, Side | None]:
    """Give the exercises the runner's tests speak for, each with the side that gets more, None for both."""
    return _emphasis(runner.screens, Who(runner.sex, runner.birth_year)) if runner.screens else {}


def norm(test: SelfTest, who: Runner | Who, on: date) -> Norm | None:
    """Say what others reach in a test; None where nothing solid is known."""
    numbers, age = _numbers(test.id), on.year - who.birth_year
    women = who.sex == "female"
    match test.id:
        case "heel_raise":
            row = next((row for row in reversed(numbers["medians"]) if row["from_age"] <= age), None)
            if row is None:
                return None
            told = {"male": (row["men"],), "female": (row["women"],)}.get(who.sex or "", (row["men"], row["women"]))
            people = {"male": "men", "female": "women"}.get(who.sex or "", "men and of women")
            middle = " and ".join(str(value) for value in told)
            low = min(told) - float(numbers["flag"]["below_median_by_over_reps"])
            return Norm(f"The middle of {people} in their {row['from_age']}s: {middle}.", test.source, low)
        case "knee_to_wall":
            typical = numbers["typical"]
            text = f"Adults reach about {number(typical['low_cm'])} to {number(typical['high_cm'])} cm."
            return Norm(text, typical["source"], typical["restricted_below_low_cm"], uncertain=True)
        case "side_plank":
            mixed = numbers["mixed_adults"]
            mean, sd = mixed["sides"][0]["mean_s"], mixed["sides"][0]["sd_s"]
            return Norm(f"Adults of 18 to 55: {mean} ± {sd} s.", mixed["source"], None)
        case "front_plank":
            first, middle, _ = numbers["quartiles"]["women_s" if women else "men_s"]
            text = f"Half of the students tested held {middle} s, a quarter less than {first} s."
            return Norm(text, numbers["quartiles"]["source"], first)
        case "single_leg_bridge":
            men = numbers["active_men"]
            return Norm(f"Active men: {men['mean_reps']} ± {men['sd_reps']}.", test.source, None)
        case "single_leg_stand":
            return Norm(f"{numbers['pass_s']} s is the old gate for jumps on one leg.", test.source, numbers["pass_s"])
        case _:
            return None


def _numbers(test: str) -> Mapping[str, Any]:
    held: Mapping[str, Any] = table("screens")[test]
    return held


def _reading(test: SelfTest, results: Sequence[Screened], who: Runner | Who, on: date) -> Reading:
    by_side: dict[str, list[Screened]] = {}
    for one in results:
        by_side.setdefault(one.side or "", []).append(one)
    latest = {side: values[-1].value for side, values in by_side.items()}
    weaker = _weaker(test, by_side)
    reference = norm(test, who, on)
    low = reference is not None and reference.low is not None and min(latest.values()) < reference.low
    sentences = [_latest_text(test, by_side)]
    if reference is not None:
        sure = " (not well known)" if reference.uncertain else ""
        sentences.append(f"{reference.text}{sure}")
    sentences += _side_text(test, by_side, weaker)
    sentences += [text for side, values in by_side.items() if (text := _trend(test, side, values))]
    if low:
        sentences.append("That is low enough to be worth some work; it says nothing about injury.")
    return Reading(test, latest, weaker, low, tuple(sentences))


def value_text(test: SelfTest, value: float) -> str:
    """Put a value into words with its unit."""
    if test.unit == "rating":
        return RATINGS[min(max(round(value), 0), len(RATINGS) - 1)]
    return f"{number(value)}{UNITS[test.unit]}"


def _latest_text(test: SelfTest, by_side: Mapping[str, Sequence[Screened]]) -> str:
    parts = [f"{side} {value_text(test, values[-1].value)}".strip() for side, values in sorted(by_side.items())]
    last = max(values[-1].date for values in by_side.values())
    return f"{test.name}: {', '.join(parts)} ({day_text(last)})."


def _weaker(test: SelfTest, by_side: Mapping[str, Sequence[Screened]]) -> Side | None:
    """Name the side that was behind by more than the error on enough days in a row, the same one each time."""
    days = 1 if test.unit == "rating" else int(table("screens")["asymmetry"]["flag"]["days"])
    pairs = _pairs(by_side)[-days:]
    behind = {_behind(test, left, right) for left, right in pairs}
    return behind.pop() if len(pairs) == days and len(behind) == 1 else None


def _pairs(by_side: Mapping[str, Sequence[Screened]]) -> list[tuple[float, float]]:
    """Give left and right of each day that has both, oldest first."""
    left, right = ({one.date: one.value for one in by_side.get(side, ())} for side in SIDES)
    return [(left[day], right[day]) for day in sorted(left.keys() & right.keys())]


def _behind(test: SelfTest, left: float, right: float) -> Side | None:
    """Name the side behind on one day, by more than the test's own error; None within it."""
    if test.unit == "rating":
        poor = len(RATINGS) - 1
        return None if (left >= poor) == (right >= poor) else "left" if left >= poor else "right"
    flag = _numbers(test.id).get("flag", {})
    apart, larger = abs(left - right), max(abs(left), abs(right), 1e-9)
    limits = []
    if (absolute := flag.get(f"side_difference_over_{test.unit}")) is not None:
        limits.append(apart > absolute)
    percent = flag.get("side_difference_over_percent")
    if percent is None and "symmetry_below_percent" in flag:
        percent = 100 - flag["symmetry_below_percent"]
    if percent is not None:
        limits.append(100 * apart / larger > percent)
    if not limits or not all(limits):
        return None
    return "left" if left < right else "right"


def _side_text(test: SelfTest, by_side: Mapping[str, Sequence[Screened]], weaker: Side | None) -> list[str]:
    pairs = _pairs(by_side)
    if not test.sides or not pairs:
        return []
    if weaker is not None:
        return [f"The {weaker} is behind, by more than the test's own error: its side gets an extra set."]
    if _behind(test, *pairs[-1]) is not None:
        return ["The sides differ by more than the test's error; test again another day before it changes anything."]
    return ["The sides are within the test's own error of each other."]


def _trend(test: SelfTest, side: str, values: Sequence[Screened]) -> str:
    """Say how the last value stands to the first; nothing for a single one."""
    if len(values) < 2 or test.unit == "rating":
        return ""
    numbers = _numbers(test.id)
    error = numbers.get("flag", {}).get(f"drop_over_{test.unit}") or numbers.get(f"day_to_day_limits_{test.unit}")
    known = error is not None
    if error is None:
        error = _tests().unknown_error.change_over_percent / 100 * abs(values[0].value)
    change = values[-1].value - values[0].value
    where = f"{side.capitalize()}: " if side else ""
    since = f"since {day_text(values[0].date)}"
    doubt = "" if known else " (the test's own error is not known; a fifth is our guess)"
    if abs(change) <= error:
        return f"{where}no change beyond the test's error {since}{doubt}."
    way = "up" if change > 0 else "down"
    return f"{where}{way} {number(abs(change))}{UNITS[test.unit]} {since}{doubt}."
