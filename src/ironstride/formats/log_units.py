"""Tells kilograms from pounds by the loads themselves, and words the questions a file leaves open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from ironstride.model.log_question import Answer, Question, question_id
from ironstride.model.words import KG_PER_LB

Unit = Literal["kg", "lb"]
#: loads that plates of one system make and those of the other hardly do (45 lb bar and pairs of 45, 25, 10, 5 and
#: 2.5 lb; 20 kg bar and pairs of 20, 15, 10, 5, 2.5 and 1.25 kg). Which of them tell is a heuristic of ours.
_LB_LOADS = frozenset((45, 65, 95, 115, 135, 145, 155, 165, 175, 185, 195, 205, 225, 245, 275, 295, 315, 365, 405))
_KG_LOADS = frozenset((40, 60, 80, 100, 120, 140, 160, 180, 200))
#: a converted load lies this close to a step of the other system's scale.
_CLOSE = 0.006


def likely_unit(loads: Sequence[float]) -> Unit | None:
    """Guess the unit of loads that name none; None when nothing in them tells.

    Odd loads come first: 6.80388555 is 15 lb kept in kilograms, 77.16 is 35 kg shown in pounds. Else the loads that
    only one system's plates make are counted.
    """
    odd = [load for load in loads if load > 0 and abs(load * 4 - round(load * 4)) > _CLOSE]
    from_pounds = sum(_on_scale(load / KG_PER_LB) for load in odd)
    from_kilograms = sum(_on_scale(load * KG_PER_LB) for load in odd)
    if from_pounds != from_kilograms:
        return "kg" if from_pounds > from_kilograms else "lb"
    pounds, kilograms = (
        sum(load in _LB_LOADS for load in loads),
        sum(load in _KG_LOADS or (load > 20 and load % 5 == 2.5) for load in loads),
    )
    if pounds == kilograms:
        return None
    return "lb" if pounds > kilograms else "kg"


def _on_scale(load: float) -> bool:
    return abs(load * 2 - round(load * 2)) < 2 * _CLOSE


def unit_question(where: str, guess: Unit | None, loads: Sequence[float]) -> Question:
    """Ask whether the loads of a file are kilograms or pounds."""
    looks = f" They look like {'kilograms' if guess == 'kg' else 'pounds'}." if guess else ""
    largest = max(loads)
    return Question(
        id=question_id("unit", where),
        kind="unit",
        text=f"{where} names no unit for its {len(loads):,} loads (the largest is {largest:g}). kg or lb?{looks}",
        count=len(loads),
        guess=guess or "",
        answers=(Answer(word="kg", does="reads them as kilograms"), Answer(word="lb", does="reads them as pounds")),
    )


def date_question(where: str, example: str, count: int) -> Question:
    """Ask whether dates with slashes put the day or the month first."""
    return Question(
        id=question_id("date-order", where),
        kind="date-order",
        text=f"{where} writes dates like {example[:20]}; nothing in it tells whether the day or the month comes first.",
        count=count,
        answers=(
            Answer(word="day", does="reads the day first"),
            Answer(word="month", does="reads the month first"),
        ),
    )
