"""What must hold because the runner says so: wishes as constraints with a name of their own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from msgspec import Struct

from ironstride.model.runner import Runner, Wish
from ironstride.model.session import Session
from ironstride.running.season import QUIET, Season, monday


class Demand(Struct, frozen=True):
    """At least `low` and at most `high` of these sessions happen."""

    sessions: tuple[str, ...]
    low: int
    high: int


def wish_name(number: int) -> str:
    """Name a wish by its place in the runner's list, from 1."""
    return f"wish {number}"


def demands(wish: Wish, season: Season, sessions: Sequence[Session]) -> list[Demand]:
    """Turn one wish into demands on the candidate sessions; a date outside the season asks for nothing."""
    if wish.per_week is not None:
        weeks = [week.start for week in season.weeks if week.full and week.phase not in QUIET]
        by_week = {start: tuple(s.id for s in sessions if monday(s.date) == start) for start in weeks}
        return [_at_least(names, wish.per_week) for names in by_week.values()]
    day = wish.on or wish.rest_on
    if day is None or not season.first_day <= day <= season.last_day:
        return []
    names = tuple(s.id for s in sessions if s.date == day and (not wish.legs or s.template == "full"))
    return [Demand(names, 0, 0)] if wish.rest_on else [_at_least(names, 1)]


def _at_least(names: tuple[str, ...], low: int) -> Demand:
    return Demand(names, low, max(low, len(names)))


def wish_words(wish: Wish) -> str:
    """Say a wish back in the runner's words."""
    if wish.per_week is not None:
        return f"{wish.per_week} sessions every week"
    if wish.rest_on is not None:
        return f"a day without strength on {day_words(wish.rest_on)}"
    assert wish.on is not None
    return f"{'a leg session' if wish.legs else 'a session'} on {day_words(wish.on)}"


def wish_change(wish: Wish) -> str:
    """Spell a wish as a change that asks for it."""
    if wish.per_week is not None:
        return f"wish per-week {wish.per_week}"
    if wish.rest_on is not None:
        return f"wish rest {wish.rest_on.isoformat()}"
    assert wish.on is not None
    return f"wish on {wish.on.isoformat()}{' legs' if wish.legs else ''}"


def named_wishes(runner: Runner) -> Mapping[str, Wish]:
    """Give the runner's wishes by name."""
    return {wish_name(number): wish for number, wish in enumerate(runner.wishes, 1)}


def short_weeks(wish: Wish, season: Season, sessions: Iterable[Session]) -> list[date]:
    """Give the weeks that have fewer free days than the wish asks sessions for."""
    if wish.per_week is None:
        return []
    free: dict[date, set[date]] = {}
    for session in sessions:
        free.setdefault(monday(session.date), set()).add(session.date)
    weeks = [week.start for week in season.weeks if week.full and week.phase not in QUIET]
    return [start for start in weeks if len(free.get(start, ())) < wish.per_week]


def day_words(day: date) -> str:
    """Name a day as Tuesday 12 January."""
    return f"{day:%A} {day.day} {day:%B}"


def week_words(start: date) -> str:
    """Name a week by its span."""
    last = start + timedelta(days=6)
    return f"{start.day} {start:%B} to {last.day} {last:%B}"
