"""Fills in what a plan written by hand need not say: names, bookkeeping, and the hours of runs in minutes."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from ironstride.model.errors import InputError
from ironstride.model.timeline import DAY_MIN
from ironstride.model.words import clock, minutes_of

#: where a plan holds what may have an hour: told as `start` for people, as `start_min` for reckoning
TIMED = ("runs", "others", "after")
CLOCK = re.compile(r"^([01]\d|2[0-3]):[0-5]\d$")
#: days near enough to reckon with; others are left for the reader to refuse
_DATE = re.compile(r"^(19|2[01])\d\d-\d\d-\d\d$")
#: what a program notes beside its plan, as it is where there was none
BESIDE: dict[str, Any] = {
    "method": "evidence", "weeks": [], "runs": [], "others": [], "findings": [], "unread": [], "notes": [],
    "solver": {"objective": 0, "bound": 0, "status": "FEASIBLE"},
    "versions": {"schema": 1, "ironstride": "", "catalogue": "", "ortools": "", "seed": 0},
}  # fmt: skip
#: fields that need not be given, by the noun that holds them
OPTIONAL: dict[str, frozenset[str]] = {
    "Plan": frozenset({*BESIDE, "first_day", "last_day"}),
    "PlannedRun": frozenset({"id"}),
    "OtherTraining": frozenset({"id"}),
    "Session": frozenset({"id", "slot_minutes", "place", "phase", "template"}),
    "Item": frozenset({"pattern"}),
}


def with_start(one: dict[str, Any]) -> dict[str, Any]:
    """Put the hour of a run after its date; one past midnight is not an hour of that day."""
    minutes = one.get("start_min")
    if minutes is None or not 0 <= minutes < DAY_MIN:
        return one
    head = {name: one[name] for name in ("id", "date")}
    return {**head, "start": clock(minutes), **one}


def filled(tree: dict[str, Any], where: str) -> dict[str, Any]:
    """Give a plan with all its fields, from one that holds a runner, runs and sessions; what is there stays.

    Weeks, the phases of sessions and the patterns of items stay empty: they follow from the season and the catalogue.

    Raises
    ------
    InputError : an hour that is no time of day, or that says another one than `start_min`.
    """
    out = {**{name: value for name, value in BESIDE.items() if name not in tree}, **tree}
    for name in TIMED:
        for number, one in enumerate(_tables(out.get(name))):
            _in_minutes(one, f"{where}, {name}[{number}].start")
            one.setdefault("id", f"{one.get('date')}-{number}")
    runner = out.get("runner")
    places = runner.get("places") if isinstance(runner, dict) else None
    for session in _tables(out.get("sessions")):
        session.setdefault("template", "full")
        session.setdefault("id", f"{session.get('date')}-{str(session.get('start')).replace(':', '')}")
        session.setdefault("slot_minutes", session.get("minutes"))
        session.setdefault("place", next(iter(places), "") if isinstance(places, dict) else "")
        session.setdefault("phase", "")
        for block in _tables(session.get("blocks")):
            for item in _tables(block.get("items")):
                item.setdefault("pattern", "")
    if days := sorted(_days(out)):
        first, last = days[0] - timedelta(days=days[0].weekday()), days[-1] + timedelta(days=6 - days[-1].weekday())
        out = {"first_day": first.isoformat(), "last_day": last.isoformat(), **out}
    return out


def _tables(held: object) -> Iterator[dict[str, Any]]:
    """Give the tables of a list; what is no list, or no table, is left for the reader to refuse."""
    return (one for one in (held if isinstance(held, list) else ()) if isinstance(one, dict))


def _in_minutes(one: dict[str, Any], at: str) -> None:
    start = one.get("start")
    if start is None:
        return
    if not isinstance(start, str) or not CLOCK.match(start):
        raise InputError(f"{start!r} is not a time of day", at, "Write it like 18:30.")
    if one.setdefault("start_min", minutes_of(start)) != minutes_of(start):
        what = f"{start} is {minutes_of(start)} minutes after midnight, and start_min says {one['start_min']}"
        raise InputError(what, at, "Mend one, or leave it out.")


def _days(tree: dict[str, Any]) -> Iterator[date]:
    for name in ("runs", "sessions"):
        for one in _tables(tree.get(name)):
            text = str(one.get("date"))
            if _DATE.match(text):
                with contextlib.suppress(ValueError):
                    yield date.fromisoformat(text)
