"""Worked examples: a case in shorthand becomes a tiny timeline, and its rule must give the verdict it names.

Shorthand, beyond `model.rule.Case`: days and weeks count from 0, day 0 is Monday 4 January 2027 and week 0 its week. A
day carries its week's words too. Two words of a week steer the timeline itself: `unscored` (head or tail, not judged)
and `mesocycle:2` (the block of weeks it belongs to). An event may say `times` and `every` (days between) for a row of
equal ones, and `at = "?"` for an hour nobody knows. An item stands in the session listed last, on its day and after
its earlier items, unless it names a `session` or a `day` of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from ironstride.model.errors import CatalogueError
from ironstride.model.rule import Case, Rule, Verdict
from ironstride.model.timeline import DAY_MIN, Day, Event, Timeline, Week
from ironstride.model.words import minutes_of
from ironstride.rules.ruleset import bind

FIRST_MONDAY = date(2027, 1, 4)
UNSCORED = "unscored"
MESOCYCLE = "mesocycle:"
NOT_AMOUNTS = frozenset(
    {"of", "id", "day", "at", "minutes", "tags", "session", "position", "exercise", "kin", "times", "every"}
)
WORST_FIRST: tuple[Verdict, ...] = ("fail", "unknown", "pass", "not-applicable")


def run_case(rule: Rule, case: Case) -> Verdict:
    """Judge a case by its rule: the worst verdict of all findings, fail before unknown before pass.

    Raises
    ------
    CatalogueError : when the case cannot be read or the rule's parameters do not fit its kind.
    """
    found = {finding.verdict for finding in bind(rule).check(case_timeline(case))}
    return next(verdict for verdict in WORST_FIRST if verdict in found)


def case_timeline(case: Case) -> Timeline:
    """Build the timeline a case describes; every day is scored unless its week says `unscored`.

    Raises
    ------
    CatalogueError : naming the case, when its shorthand cannot be read.
    """
    weeks = tuple(_week(case, first) for first in range(0, case.days_total, 7))
    days = tuple(
        Day(
            date=FIRST_MONDAY + timedelta(days=day),
            week=day // 7,
            tags=weeks[day // 7].tags | frozenset(case.days.get(str(day), ())),
        )
        for day in range(case.days_total)
    )
    scored = [week for week in weeks if week.scored]
    return Timeline(
        days=days,
        weeks=weeks,
        events=tuple(_events(case)),
        tags=frozenset(case.tags),
        scored_first=scored[0].first if scored else 0,
        scored_end=scored[-1].end if scored else 0,
    )


def _week(case: Case, first: int) -> Week:
    words = frozenset(case.weeks.get(str(first // 7), ()))
    blocks = [word.removeprefix(MESOCYCLE) for word in words if word.startswith(MESOCYCLE)]
    return Week(
        index=first // 7,
        first=first,
        end=min(first + 7, case.days_total),
        tags=frozenset(word for word in words if word != UNSCORED and not word.startswith(MESOCYCLE)),
        mesocycle=int(blocks[0]) if blocks else -1,
        scored=UNSCORED not in words,
    )


def _events(case: Case) -> Iterator[Event]:
    sessions: dict[str, Event] = {}
    items: dict[str, int] = {}
    made = 0
    for shorthand in case.events:
        for time in range(shorthand.get("times", 1)):
            made += 1
            event = _event(case, shorthand, time, made, sessions, items)
            if event.of == "session":
                sessions[event.id] = event
            elif event.of == "item":
                items[event.session] = event.position + 1
            yield event


def _event(
    case: Case,
    shorthand: Mapping[str, Any],
    time: int,
    number: int,
    sessions: dict[str, Event],
    items: Mapping[str, int],
) -> Event:
    of = shorthand.get("of")
    if of not in ("run", "session", "item"):
        raise CatalogueError(f"an event is a run, a session or an item, not {of!r}", f"case {case.name!r}")
    session = _session(case, shorthand, sessions) if of == "item" else None
    day = shorthand.get("day", session.day if session else 0) + time * shorthand.get("every", 0)
    if not 0 <= day < case.days_total:
        raise CatalogueError(f"day {day} lies outside the case's {case.days_total} days", f"case {case.name!r}")
    start_min = _start(case, shorthand, session)
    minutes = shorthand.get("minutes", 60)
    amounts = {name: value for name, value in shorthand.items() if name not in NOT_AMOUNTS}
    if of != "item":
        amounts["minutes"] = minutes
    return Event(
        id=shorthand.get("id", f"{of}-{number}") if time == 0 else f"{of}-{number}",
        of=of,
        day=day,
        start_min=None if start_min is None else day * DAY_MIN + start_min,
        end_min=None if start_min is None else day * DAY_MIN + start_min + minutes,
        tags=frozenset(shorthand.get("tags", ())),
        amounts=amounts,
        session=session.id if session else "",
        position=shorthand.get("position", items.get(session.id if session else "", 0)),
        exercise=shorthand.get("exercise", ""),
        kin=shorthand.get("kin", ""),
    )


def _session(case: Case, shorthand: Mapping[str, Any], sessions: dict[str, Event]) -> Event | None:
    wanted = shorthand.get("session")
    if wanted is None:
        return None if "day" in shorthand else next(reversed(sessions.values()), None)
    if wanted not in sessions:
        raise CatalogueError(f"no session {wanted!r} stands before its item", f"case {case.name!r}")
    return sessions[wanted]


def _start(case: Case, shorthand: Mapping[str, Any], session: Event | None) -> int | None:
    """Give minutes after the day's midnight; an item starts with its session."""
    at = shorthand.get("at")
    if at is None and session is not None:
        return None if session.start_min is None else session.start_min - session.day * DAY_MIN
    if at == "?":
        return None
    try:
        return minutes_of(at or "18:00")
    except ValueError:
        raise CatalogueError(f'{at!r} is no clock time such as "18:00"', f"case {case.name!r}") from None
