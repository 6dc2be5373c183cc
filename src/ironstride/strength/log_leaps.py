"""Finds loads far above those of every other day of an exercise: a slip of the finger, another unit or machine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

import msgspec
from msgspec import Struct

from ironstride.catalogue.tables import table
from ironstride.model.log import LoggedSession, LoggedSet
from ironstride.model.log_question import POUNDS, REMOVE, RIGHT, Question, question_id
from ironstride.model.words import KG_PER_LB


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
                by_name.setdefault(one.exercise or one.name, []).append(one)
        for name, sets in by_name.items():
            days.setdefault(name, []).append(_Day(session, max(one.load_kg or 0.0 for one in sets), tuple(sets)))
    for _, known in sorted(days.items()):
        yield from _of_exercise(known)


def _of_exercise(days: list[_Day]) -> Iterator[Question]:
    """Ask about the few days that stand apart from all others; several of them do not hide each other."""
    limits = _limits()
    ranked = sorted(days, key=lambda day: -day.top_kg)
    for count in range((len(days) + 1) // 3, 0, -1):
        apart, others = ranked[:count], ranked[count:]
        if len(others) < limits.least_days or any(one.confirmed for day in apart for one in day.sets):
            continue
        others_kg = others[0].top_kg
        most_kg = max(others_kg * limits.times, others_kg + limits.more_kg)
        if apart[-1].top_kg >= most_kg:
            for day in sorted(apart, key=lambda day: (day.session.date, day.session.id)):
                yield _question(day, [one for one in day.sets if (one.load_kg or 0.0) >= most_kg], others_kg)
            return


def _question(day: _Day, sets: list[LoggedSet], others_kg: float) -> Question:
    heaviest = max(one.load_kg or 0.0 for one in sets)
    many = f"{len(sets)} sets up to " if len(sets) > 1 else ""
    return Question(
        id=question_id("load", sets[0].id, f"{heaviest:g}", "leap"),
        kind="load",
        text=(
            f"{day.session.date}, {sets[0].name or sets[0].exercise}, {many}{heaviest:g} kg: "
            f"on every other day it was {others_kg:g} kg at most. Is that right?"
        ),
        about=tuple(one.id for one in sets),
        name=sets[0].name,
        count=len(sets),
        guess="lb" if heaviest * KG_PER_LB <= others_kg else "",
        answers=(RIGHT, POUNDS, REMOVE),
    )
