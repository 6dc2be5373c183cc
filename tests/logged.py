"""Writes training logs in shorthand for tests: `sets("back-squat 3x5 @80 rest 180 rir 2")`."""

from __future__ import annotations

import itertools
import re
from datetime import date, timedelta
from typing import Any

from ironstride.model.log import History, LoggedSession, LoggedSet

MONDAY = date(2026, 1, 5)
DAY = timedelta(days=1)
_COUNT = itertools.count(1)
_SETS = re.compile(r"^(?P<name>[^ ]+) (?P<sets>\d+)x(?P<amount>\d+)(?P<unit>s|m|c|)$")
_UNITS = {"": "reps", "s": "seconds", "m": "metres", "c": "contacts"}
_NUMBERS = {"rest": ("rest_s", int), "rir": ("rir", float)}


def sets(*lines: str) -> tuple[LoggedSet, ...]:
    """Read lines such as `back-squat 3x5 @80 rest 180 rir 2 warmup`, `front-plank 2x60s`, `pogo 2x20c`."""
    return tuple(one for line in lines for one in _line(line))


def _line(line: str) -> list[LoggedSet]:
    head, *words = re.split(r" (?=@|rest |rir |warmup|drop|work|amrap|failure|left|right|super )", line)
    match = _SETS.match(head)
    assert match is not None, f"cannot read {line!r}"
    more: dict[str, Any] = {_UNITS[match["unit"]]: int(match["amount"])}
    for word in words:
        name, _, value = word.partition(" ")
        if word.startswith("@"):
            more["load_kg"] = float(word[1:])
        elif name in _NUMBERS:
            field, kind = _NUMBERS[name]
            more[field] = kind(value)
        elif name == "super":
            more["superset"] = value
        elif name == "failure":
            more["to_failure"] = True
        elif name in ("left", "right"):
            more["side"] = name
        else:
            more["kind"] = name
    name = match["name"]
    return [
        LoggedSet(id=f"set-{next(_COUNT)}", exercise="" if name.startswith("?") else name, name=name.strip("?"), **more)
        for _ in range(int(match["sets"]))
    ]


def session(
    day: int, *lines: str, start: int | None = 18 * 60, minutes: float | None = 50, **more: Any
) -> LoggedSession:
    """A logged session on a day counted from the first Monday."""
    return LoggedSession(
        id=more.pop("id", f"session-{day}"),
        date=MONDAY + day * DAY,
        start_min=start,
        minutes=minutes,
        sets=sets(*lines),
        **more,
    )


def history(*sessions: LoggedSession, **more: Any) -> History:
    """A history of sessions by date."""
    return History(sessions=tuple(sorted(sessions, key=lambda one: (one.date, one.start_min or 0, one.id))), **more)
