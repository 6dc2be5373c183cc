"""Finds sessions that are in a log twice: the same sets by two exports or two apps, or a watch's beside an app's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations

from msgspec import Struct
from msgspec.structs import replace

from ironstride.catalogue.tables import table
from ironstride.model.log import LoggedSession, LoggedSet
from ironstride.model.log_question import Answer, Question, question_id
from ironstride.strength.name_words import plain

#: the source of what a watch recorded
WATCH = "watch"
Mark = tuple[str, int | None, int | None]


class _Limits(Struct, frozen=True):
    same_share: float
    least_sets: int
    near_kg: float
    start_apart_min: float


@cache
def _limits() -> _Limits:
    found = table("log_checks")["duplicate"]
    return _Limits(found["same_share"], found["least_sets"], found["near_kg"], found["start_apart_min"])


def twins(sessions: Sequence[LoggedSession]) -> Iterator[Question]:
    """Ask about pairs of sessions of one day that hold the same sets.

    Parameters
    ----------
    sessions : in order of date.

    Yields
    ------
    A question for each later session of a pair in which at least 70 % of the smaller one's sets (three at least) are
    in the other: same exercise, same repetitions, loads equal to about half a kilogram (an export in pounds rounds).
    Both confirmed: never asked again. The fuller session comes first in `about`, the one to remove second.
    """
    by_day: dict[object, list[LoggedSession]] = {}
    for session in sessions:
        by_day.setdefault(session.date, []).append(session)
    for day in by_day.values():
        doubled: set[str] = set()
        for one, other in combinations(day, 2) if len(day) > 1 else ():
            if other.id in doubled or one.id in doubled or (one.confirmed and other.confirmed):
                continue
            if _same(one, other):
                kept, twin = (other, one) if len(other.sets) > len(one.sets) else (one, other)
                doubled.add(twin.id)
                yield _question(kept, twin)


def _same(one: LoggedSession, other: LoggedSession) -> bool:
    limits = _limits()
    smaller = min(len(one.sets), len(other.sets))
    if smaller < limits.least_sets:
        return False
    both_known = one.start_min is not None and other.start_min is not None
    if both_known and abs((one.start_min or 0) - (other.start_min or 0)) > limits.start_apart_min:
        return False
    return _shared(one.sets, other.sets) >= limits.same_share * smaller


def _shared(some: Sequence[LoggedSet], others: Sequence[LoggedSet]) -> int:
    """Count the sets of one list that have a partner in the other."""
    waiting: dict[Mark, list[float | None]] = {}
    for one in others:
        waiting.setdefault(_mark(one), []).append(one.load_kg)
    count = 0
    for one in some:
        loads = waiting.get(_mark(one), [])
        place = next((n for n, load_kg in enumerate(loads) if _near(load_kg, one.load_kg)), None)
        if place is not None:
            loads.pop(place)
            count += 1
    return count


def _mark(one: LoggedSet) -> Mark:
    return one.exercise or plain(one.name), one.reps, None if one.seconds is None else round(one.seconds)


def _near(a_kg: float | None, b_kg: float | None) -> bool:
    return abs((a_kg or 0.0) - (b_kg or 0.0)) <= _limits().near_kg


def _question(kept: LoggedSession, twin: LoggedSession) -> Question:
    shared = _shared(twin.sets, kept.sets)
    return Question(
        id=question_id("duplicate-session", *sorted((kept.id, twin.id))),
        kind="duplicate-session",
        text=(
            f"Two sessions of {kept.date} share {shared} sets: {_called(kept)} with {len(kept.sets)} and "
            f"{_called(twin)} with {len(twin.sets)}. Is it one session?"
        ),
        about=(kept.id, twin.id),
        count=len(twin.sets),
        guess="same",
        answers=(
            Answer(word="same", does="takes the second out; undo brings it back"),
            Answer(word="two", does="keeps both and asks no more"),
        ),
    )


def _called(session: LoggedSession) -> str:
    names = Counter(filter(None, (session.title, session.source)))
    return f"“{' from '.join(names)}”" if names else f"“{session.id}”"


def with_watches(sessions: Sequence[LoggedSession]) -> tuple[tuple[LoggedSession, ...], int]:
    """Take what a watch recorded of a session that an app holds as well for that session.

    An app knows the sets and a watch the heart: of a watch's and an app's session of one day the app's is kept, with
    the watch's heart rate, and its hour and length where the app has none; the watch's when only it holds sets. With
    both hours known they begin within hours of each other (some apps tell UTC).

    Returns
    -------
    The sessions, and how many of a watch's went into another.
    """
    watches: dict[object, list[LoggedSession]] = {}
    for session in sessions:
        if session.source == WATCH:
            watches.setdefault(session.date, []).append(session)
    kept: dict[str, LoggedSession] = {session.id: session for session in sessions}
    count = 0
    for session in sessions if watches else ():
        here = [] if session.source == WATCH else watches.get(session.date, [])
        found = next((one for one in here if _together(one, session)), None)
        if found is not None:
            here.remove(found)
            del kept[found.id]
            kept[session.id] = _joined(session, found)
            count += 1
    return tuple(kept.values()), count


def _together(one: LoggedSession, other: LoggedSession) -> bool:
    if one.start_min is None or other.start_min is None:
        return True
    return abs(one.start_min - other.start_min) <= _limits().start_apart_min


def _joined(session: LoggedSession, watch: LoggedSession) -> LoggedSession:
    return replace(
        session,
        sets=session.sets or watch.sets,
        start_min=watch.start_min if session.start_min is None else session.start_min,
        minutes=watch.minutes if session.minutes is None else session.minutes,
        mean_hr_bpm=watch.mean_hr_bpm if session.mean_hr_bpm is None else session.mean_hr_bpm,
    )
