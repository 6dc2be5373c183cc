"""Finds loads far above those of every other day of an exercise: a slip of the finger, another unit or machine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from heapq import nlargest

import msgspec
from msgspec import Struct

from ironstride.catalogue.tables import table
from ironstride.model.log import LoggedSession, LoggedSet
from ironstride.model.log_question import POUNDS, REMOVE, RIGHT, Question, question_id
from ironstride.strength.log_jumps import KG_PER_LB


class _Leap(Struct, frozen=True):
    times: float
    more_kg: float
    least_days: int


class _Day(Struct, frozen=True):
    """One exercise in one session: its heaviest load and its loaded sets."""

    session: LoggedSession
    top_kg: float
    sets: tuple[LoggedSet, ...]


@cache
def _limits() -> _Leap:
    return msgspec.convert(table("log_checks")["leap"], _Leap)


def leaps(sessions: Iterable[LoggedSession]) -> Iterator[Question]:
    """Ask about loads that lie far above the heaviest of all other days of their exercise.

    Parameters
    ----------
    sessions : without the sets that are asked about already.

    Yields
    ------
    A question for each exercise of a session; none where too few other days tell, nor about confirmed sets.
    """
    days: dict[str, list[_Day]] = {}
    for session in sessions:
        by_name: dict[str, list[LoggedSet]] = {}
        for one in session.sets:
            if one.load_kg and one.load_kg > 0:
                by_name.setdefault(one.name or one.exercise, []).append(one)
        for name, sets in by_name.items():
            days.setdefault(name, []).append(_Day(session, max(one.load_kg or 0.0 for one in sets), tuple(sets)))
    for name, known in sorted(days.items()):
        yield from _of_exercise(name, known)


def _of_exercise(name: str, days: list[_Day]) -> Iterator[Question]:
    limits = _limits()
    if len(days) <= limits.least_days:
        return
    top, second = nlargest(2, (day.top_kg for day in days))
    most_kg = max(second * limits.times, second + limits.more_kg)
    if top < most_kg:
        return
    for day in days:
        sets = [one for one in day.sets if (one.load_kg or 0.0) >= most_kg and not one.confirmed]
        if sets:
            yield _question(name, day, sets, second)


def _question(name: str, day: _Day, sets: list[LoggedSet], others_kg: float) -> Question:
    heaviest = max(one.load_kg or 0.0 for one in sets)
    many = f"{len(sets)} sets up to " if len(sets) > 1 else ""
    return Question(
        id=question_id("load", sets[0].id, f"{heaviest:g}", "leap"),
        kind="load",
        text=(
            f"{day.session.date}, {name}, {many}{heaviest:g} kg: on every other day it was {others_kg:g} kg at most. "
            "Is that right?"
        ),
        about=tuple(one.id for one in sets),
        name=sets[0].name,
        count=len(sets),
        guess="lb" if heaviest * KG_PER_LB <= others_kg else "",
        answers=(RIGHT, POUNDS, REMOVE),
    )
