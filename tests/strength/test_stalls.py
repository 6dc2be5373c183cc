"""Stalls are found by what is believed over weeks, and answered one thing after another."""

from __future__ import annotations

import math
from datetime import date, timedelta

import pytest

from ironstride.strength.ability import Belief
from ironstride.strength.progression import Done, Exposure
from ironstride.strength.stalls import stalled, window, window_start
from ironstride.strength.state_numbers import numbers

FIRST = date(2027, 1, 4)


def weeks(count: int, rise: float = 0.0) -> list[Exposure]:
    return [Exposure(FIRST + timedelta(days=7 * n), (Done(60 + rise * n, 5, 2),)) for n in range(count)]


def belief(kg: float, sd: float = 0.02) -> Belief:
    """Believe in a lift, the scatter of days and sets added to what is not known of it."""
    day = numbers().day
    return Belief(math.log(kg), math.hypot(sd, day.shared, day.lift, day.set), known=True)


def on(count: int) -> date:
    return FIRST + timedelta(days=7 * (count - 1))


def test_a_lift_that_does_not_grow_has_stalled_and_one_that_does_has_not() -> None:
    flat = stalled(weeks(8), belief(80), belief(80), "novice", on(8))
    assert flat is not None
    assert flat.chance > 0.7
    assert stalled(weeks(8), belief(80), belief(88), "novice", on(8)) is None
    assert stalled(weeks(8, rise=2.5), belief(80), belief(80), "novice", on(8)) is None


def test_nobody_knows_with_few_sessions_or_wide_beliefs() -> None:
    assert stalled(weeks(3), belief(80), belief(78), "novice", on(3)) is None
    assert stalled(weeks(8), belief(80, 0.15), belief(80, 0.15), "novice", on(8)) is None
    assert stalled(weeks(8), None, belief(80), "novice", on(8)) is None
    assert stalled(weeks(8), belief(80), Belief(math.log(80), 0.06, known=False), "novice", on(8)) is None


def test_one_bad_day_is_no_stall() -> None:
    assert stalled(weeks(8), belief(80), belief(84.5), "novice", on(8)) is None


@pytest.mark.parametrize(
    ("count", "answer"), [(6, "smaller-step"), (8, "reps-first"), (10, "variation"), (12, "variation"), (13, "deload")]
)
def test_answers_follow_one_another(count: int, answer: str) -> None:
    found = stalled(weeks(count), belief(80), belief(79), "none", on(count))
    assert found is not None
    assert found.answer == answer


def test_only_the_last_weeks_count() -> None:
    assert len(window(weeks(20), on(20))) == 13
    assert window_start({"squat": weeks(20), "press": weeks(2)}, on(20)) == on(8)
    assert window_start({"press": weeks(2)}, on(2)) is None
