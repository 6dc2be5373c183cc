"""Finds loads that jump by the pounds of a kilogram between neighbouring sessions of one exercise."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache
from itertools import pairwise
from statistics import median

import msgspec
from msgspec import Struct

from ironstride.catalogue.tables import table
from ironstride.model.log import LoggedSession, LoggedSet
from ironstride.model.log_question import POUNDS, RIGHT, Question, question_id


class _Jump(Struct, frozen=True):
    ratio: float
    within: float
    round_within: float
    round_sessions: int
    middle_within: float
    spread: float
    least_load_kg: float
    least_sessions: int


class _Visit(Struct, frozen=True):
    """One exercise in one session: its heaviest load and its loaded sets."""

    date: date
    top_kg: float
    sets: tuple[LoggedSet, ...]


@cache
def _limits() -> _Jump:
    return msgspec.convert(table("log_checks")["unit_jump"], _Jump)


def unit_jumps(sessions: Iterable[LoggedSession]) -> tuple[Question, ...]:
    """Ask about spells of an exercise whose loads are 2.2 times those around them: pounds read as kilograms.

    Parameters
    ----------
    sessions : in order of date.

    Returns
    -------
    One question a spell. A spell begins (or ends) with a jump by 2.2046 within 2 % between two sessions of the
    exercise, or begins and ends with one within 10 % (other plates, a step up) and lasts some sessions; it lasts until
    the load jumps back. Its loads must be alike, its middle one about 2.2 times the middle of
    what lies around it, and at least two sessions must lie outside: a load that was once two fifths as heavy is no
    proof. Confirmed sets are not asked about.
    """
    visits: dict[str, list[_Visit]] = {}
    for session in sessions:
        by_name: dict[str, list[LoggedSet]] = {}
        for one in session.sets:
            if one.load_kg and one.load_kg >= _limits().least_load_kg and one.kind not in ("warmup", "drop"):
                by_name.setdefault(one.name or one.exercise, []).append(one)
        for name, sets in by_name.items():
            top = max(one.load_kg or 0.0 for one in sets)
            visits.setdefault(name, []).append(_Visit(session.date, top, tuple(sets)))
    return tuple(question for name, series in sorted(visits.items()) for question in _spells(name, series))


def _spells(name: str, series: list[_Visit]) -> list[Question]:
    """The spells of one exercise that are heavy by pounds."""
    marks = [_mark(before.top_kg, after.top_kg) for before, after in pairwise(series)]
    if not any(marks):
        return []
    found: list[Question] = []
    begin: int | None = 0 if next(mark for mark in marks if mark) < 0 else None
    for place, mark in enumerate(marks):
        if mark > 0 and begin is None:
            begin = place + 1
        elif mark < 0 and begin is not None:
            found += _asked(name, series, begin, place + 1)
            begin = None
    if begin is not None:
        found += _asked(name, series, begin, len(series))
    return found


def _mark(before_kg: float, after_kg: float) -> int:
    """1 for a jump up by about the pounds of a kilogram, -1 for one down, else 0."""
    limits = _limits()
    ratio = after_kg / before_kg
    if abs(ratio / limits.ratio - 1) <= limits.round_within:
        return 1
    return -1 if abs(ratio * limits.ratio - 1) <= limits.round_within else 0


def _is_exact(low_kg: float, high_kg: float) -> bool:
    limits = _limits()
    return abs(high_kg / low_kg / limits.ratio - 1) <= limits.within


def _is_spell(series: list[_Visit], begin: int, end: int) -> bool:
    """Whether the jumps at the ends of a spell tell of pounds: one of them exactly, or both about and for a while."""
    exact = [
        _is_exact(series[outside].top_kg, series[inside].top_kg)
        for outside, inside in ((begin - 1, begin), (end, end - 1))
        if 0 <= outside < len(series)
    ]
    return any(exact) or (len(exact) == 2 and end - begin >= _limits().round_sessions)


def _asked(name: str, series: list[_Visit], begin: int, end: int) -> list[Question]:
    limits = _limits()
    sets = [one for visit in series[begin:end] for one in visit.sets if not one.confirmed]
    inside = [visit.top_kg for visit in series[begin:end]]
    outside = [visit.top_kg for visit in (*series[:begin], *series[end:])]
    if not _is_spell(series, begin, end):
        return []
    if not sets or len(outside) < limits.least_sessions or max(inside) > limits.spread * min(inside):
        return []
    if abs(median(inside) / median(outside) / limits.ratio - 1) > limits.middle_within:
        return []
    first, last = series[begin], series[end - 1]
    when = f"on {first.date}" if first.date == last.date else f"from {first.date} to {last.date}"
    around = series[begin - 1] if begin else series[end]
    return [
        Question(
            id=question_id("unit-jump", name, str(first.date), str(last.date)),
            kind="unit-jump",
            text=(
                f"{name} {when}: {first.top_kg:g} kg beside {around.top_kg:g} kg on {around.date}, a jump by 2.2. "
                f"Are these {len(sets)} sets pounds?"
            ),
            about=tuple(one.id for one in sets),
            name=name,
            count=len(sets),
            guess="lb",
            answers=(POUNDS, RIGHT),
        )
    ]
