"""The short spelling of changes, one line each: `move-run 2027-01-17 2027-01-16`, `sore calf left`."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Literal, get_args

from ironstride.model.body import Side
from ironstride.model.errors import InputError
from ironstride.model.exercise import Site
from ironstride.model.runner import RedFlag, Wish
from ironstride.model.running import INTENSITIES, Race
from ironstride.planning.change import (
    AddedRun,
    Away,
    CancelledRace,
    CancelledRun,
    Change,
    Cleared,
    ClearedFlag,
    DroppedWish,
    Minutes,
    Missed,
    MovedRace,
    MovedRun,
    MovedSession,
    NewRace,
    NewWish,
    OtherMethod,
    SoreSpot,
)

#: how each change is spelt; square brackets hold what may be left out
SPELLING = {
    "missed": "missed DATE[..DATE] [REASON]",
    "move-session": "move-session DATE DATE",
    "move-run": "move-run DATE DATE [HH:MM]",
    "cancel-run": "cancel-run DATE",
    "add-run": "add-run DATE KIND MINUTES [HH:MM]",
    "race": "race DATE [A|B|C] [km=KM] [NAME]",
    "move-race": "move-race DATE DATE",
    "cancel-race": "cancel-race DATE",
    "sore": "sore SITE [left|right|both] [until=DATE]",
    "clear": "clear SITE",
    "cleared": "cleared FLAG DATE",
    "away": "away DATE[..DATE] [place=NAME]",
    "minutes": "minutes DATE MINUTES",
    "method": "method NAME",
    "wish": "wish on DATE [legs] | wish rest DATE | wish per-week N",
    "drop-wish": "drop-wish N",
}
_CLOCK = re.compile(r"^([01]?\d|2[0-3]):([0-5]\d)$")


def parse_change(text: str) -> Change:
    """Read one change.

    Parameters
    ----------
    text : a word of `SPELLING` and what it speaks of; dates are YYYY-MM-DD, hours HH:MM.

    Raises
    ------
    InputError : one line that shows how the change is spelt.
    """
    words = text.split()
    if not words or words[0] not in SPELLING:
        raise InputError(
            f"unknown change {words[0]!r}" if words else "an empty change", "change", f"Known: {', '.join(SPELLING)}."
        )
    name, rest = words[0], words[1:]
    try:
        return _READERS[name](rest)
    except (ValueError, IndexError) as error:
        detail = str(error) if type(error) is ValueError and str(error) else "something is missing or too much"
        raise InputError(f"{text!r}: {detail}", "change", f"It is spelt: {SPELLING[name]}.") from None


def _exactly(rest: Sequence[str], least: int, most: int) -> Sequence[str]:
    if not least <= len(rest) <= most:
        raise ValueError("something is missing or too much")
    return rest


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{text!r} is not a date like 2027-01-11") from None


def _span(text: str) -> tuple[date, date]:
    first, dots, last = text.partition("..")
    span = _day(first), _day(last) if dots else _day(first)
    if span[1] < span[0]:
        raise ValueError(f"{last} is before {first}")
    return span


def _hour(text: str) -> int:
    match = _CLOCK.match(text)
    if match is None:
        raise ValueError(f"{text!r} is not an hour like 18:30")
    return int(match[1]) * 60 + int(match[2])


def _count(text: str, low: int, high: int) -> int:
    if not text.isdecimal() or not low <= int(text) <= high:
        raise ValueError(f"{text!r} is not a whole number from {low} to {high}")
    return int(text)


def _one_of(text: str, known: Sequence[str], what: str) -> str:
    if text not in known:
        raise ValueError(f"{text!r} is no {what}; known are {', '.join(known)}")
    return text


def _site(text: str) -> Site:
    site: Site = _one_of(text, get_args(Site), "site")  # type: ignore[assignment]
    return site


def _missed(rest: Sequence[str]) -> Change:
    first, last = _span(rest[0])
    return Missed(first, last, " ".join(rest[1:]))


def _move_run(rest: Sequence[str]) -> Change:
    _exactly(rest, 2, 3)
    return MovedRun(_day(rest[0]), _day(rest[1]), _hour(rest[2]) if len(rest) > 2 else None)


def _add_run(rest: Sequence[str]) -> Change:
    _exactly(rest, 3, 4)
    kind = next(known for known in INTENSITIES if known == _one_of(rest[1], INTENSITIES, "kind of run"))
    return AddedRun(_day(rest[0]), kind, _count(rest[2], 5, 1440), _hour(rest[3]) if len(rest) > 3 else None)


def _race(rest: Sequence[str]) -> Change:
    day, left = _day(rest[0]), list(rest[1:])
    priority: Literal["A", "B", "C"] = "A"
    if left and left[0] in ("A", "B", "C"):
        priority = left.pop(0)  # type: ignore[assignment]
    distance_km = None
    if left and left[0].startswith("km="):
        distance_km = float(left.pop(0)[3:])
        if not 0 < distance_km <= 1000:
            raise ValueError("a race is up to 1000 km long")
    return NewRace(Race(date=day, name=" ".join(left), priority=priority, distance_km=distance_km))


def _sore(rest: Sequence[str]) -> Change:
    _exactly(rest, 1, 3)
    left = list(rest[1:])
    until = _day(left.pop().removeprefix("until=")) if left and left[-1].startswith("until=") else None
    side: Side = "both"
    if left:
        side = _one_of(_alone(left), get_args(Side), "side")  # type: ignore[assignment]
    return SoreSpot(_site(rest[0]), side, until)


def _cleared(rest: Sequence[str]) -> Change:
    _exactly(rest, 2, 2)
    flag: RedFlag = _one_of(rest[0], get_args(RedFlag), "red flag")  # type: ignore[assignment]
    return ClearedFlag(flag, _day(rest[1]))


def _away(rest: Sequence[str]) -> Change:
    _exactly(rest, 1, 2)
    first, last = _span(rest[0])
    if len(rest) == 1:
        return Away(first, last)
    name, equals, place = rest[1].partition("=")
    if name != "place" or not equals or not place:
        raise ValueError(f"{rest[1]!r} is not place=NAME")
    return Away(first, last, place)


def _wish(rest: Sequence[str]) -> Change:
    _exactly(rest, 2, 3)
    if rest[0] == "on":
        legs = len(rest) > 2 and _one_of(rest[2], ("legs",), "part of a wish") == "legs"
        return NewWish(Wish(on=_day(rest[1]), legs=legs))
    _exactly(rest, 2, 2)
    if rest[0] == "rest":
        return NewWish(Wish(rest_on=_day(rest[1])))
    _one_of(rest[0], ("per-week",), "wish")
    return NewWish(Wish(per_week=_count(rest[1], 1, 7)))


def _days(rest: Sequence[str]) -> tuple[date, date]:
    _exactly(rest, 2, 2)
    return _day(rest[0]), _day(rest[1])


def _alone(rest: Sequence[str]) -> str:
    return _exactly(rest, 1, 1)[0]


def _minutes(rest: Sequence[str]) -> Change:
    _exactly(rest, 2, 2)
    return Minutes(_day(rest[0]), _count(rest[1], 10, 180))


_READERS: dict[str, Callable[[Sequence[str]], Change]] = {
    "missed": _missed,
    "move-session": lambda rest: MovedSession(*_days(rest)),
    "move-run": _move_run,
    "cancel-run": lambda rest: CancelledRun(_day(_alone(rest))),
    "add-run": _add_run,
    "race": _race,
    "move-race": lambda rest: MovedRace(*_days(rest)),
    "cancel-race": lambda rest: CancelledRace(_day(_alone(rest))),
    "sore": _sore,
    "clear": lambda rest: Cleared(_site(_alone(rest))),
    "cleared": _cleared,
    "away": _away,
    "minutes": _minutes,
    "method": lambda rest: OtherMethod(_alone(rest)),
    "wish": _wish,
    "drop-wish": lambda rest: DroppedWish(_count(_alone(rest), 1, 99)),
}
