"""Builds hand-written timelines by the clock and judges them by both halves of a kind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta

from msgspec import Struct

from ironstride.model.rule import Finding, Selector, When
from ironstride.model.timeline import Day, Event, Timeline, Week
from ironstride.rules.kinds import kinds

from .pinned import encoded, price, rule
from .strategies import DAY_MIN, MONDAY

RUN, SESSION, ITEM = Selector("run"), Selector("session"), Selector("item")


def minute(day: int, clock: str) -> int:
    """Turn a day and `18:30` into minutes since the midnight that opens day 0."""
    hours, minutes = clock.split(":")
    return day * DAY_MIN + 60 * int(hours) + int(minutes)


def run(day: int, clock: str = "", lasts_min: int = 60, *words: str, id: str = "", **amounts: int) -> Event:
    """Give a run; without a clock its hour is not known."""
    start = minute(day, clock) if clock else None
    end = None if start is None else start + lasts_min
    return Event(id or f"r{day}{clock}", "run", day, start, end, frozenset(words), amounts)


def lift(day: int, clock: str = "", lasts_min: int = 60, *words: str, id: str = "", **amounts: int) -> Event:
    """Give a strength session."""
    start = minute(day, clock) if clock else None
    end = None if start is None else start + lasts_min
    return Event(id or f"s{day}{clock}", "session", day, start, end, frozenset(words), amounts)


def item(session: Event, position: int, *words: str, exercise: str = "squat", **amounts: int) -> Event:
    """Give an item of a session."""
    return Event(
        f"{session.id}/{position}",
        "item",
        session.day,
        session.start_min,
        session.end_min,
        frozenset(words),
        amounts,
        session.id,
        position,
        exercise,
    )


def workout(day: int, *items: tuple[str, ...], clock: str = "18:00", **amounts: int) -> list[Event]:
    """Give a session and its items, each as `(exercise, *words)`, all with the same amounts."""
    session = lift(day, clock)
    return [
        session,
        *(item(session, at, *words, exercise=name, **amounts) for at, (name, *words) in enumerate(items)),
    ]


def line(
    events: Iterable[Event],
    days: int = 28,
    scored: tuple[int, int] | None = None,
    mesocycle_weeks: int = 1,
    words: Mapping[int, Iterable[str]] | None = None,
    runner: Iterable[str] = (),
) -> Timeline:
    """Lay events on days from a Monday; `words` holds those of a week by its number."""
    first, end = scored or (0, days)
    weeks = tuple(
        Week(
            index,
            7 * index,
            min(7 * index + 7, days),
            frozenset((words or {}).get(index, ())),
            index // mesocycle_weeks,
            7 * index >= first and 7 * index + 7 <= end,
        )
        for index in range((days + 6) // 7)
    )
    dated = tuple(Day(MONDAY + timedelta(days=day), day // 7, weeks[day // 7].tags) for day in range(days))
    return Timeline(dated, weeks, tuple(events), frozenset(runner), scored_first=first, scored_end=end)


def findings(kind: str, params: Struct, timeline: Timeline, when: When = When()) -> list[Finding]:  # noqa: B008
    """Judge a timeline by `check`, and hold the encoding to the same answer on constants and on pinned candidates."""
    wish, must = rule(kind, "should", 1, when), rule(kind, "must", 0, when)
    found = kinds()[kind].check(wish, params, timeline)
    for literals in ({}, {event.id: event.id for event in timeline.events}):
        model, names = encoded(wish, params, timeline, literals)
        assert price(model, dict.fromkeys(names.values(), 1)) == sum(finding.price for finding in found)
        model, names = encoded(must, params, timeline, literals)
        feasible = price(model, dict.fromkeys(names.values(), 1)) is not None
        assert feasible == all(finding.verdict != "fail" for finding in found)
    return found


def failures(kind: str, params: Struct, timeline: Timeline) -> list[tuple[int, int | None, int | None]]:
    """Give amount, observed and limit of every failure."""
    return [(f.amount, f.observed, f.limit) for f in findings(kind, params, timeline) if f.verdict == "fail"]
