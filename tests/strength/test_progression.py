"""Steps: what two good sessions earn, what one bad one keeps, how a pause is come back from."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ironstride.strength.chance import Ask
from ironstride.strength.progression import Done, Exposure, earned, earned_kg, reps_over, return_share, step_kg

ASK = Ask(5, 2)
LOADS = tuple(20 + 2.5 * n for n in range(60))
MONDAY = date(2027, 1, 4)


def exposure(week: int, *sets: Done) -> Exposure:
    return Exposure(MONDAY + timedelta(days=7 * week), sets)


def at(load_kg: float, reps: int = 5, rir: float | None = 2, failed: bool = False) -> Done:
    return Done(load_kg, reps, rir, failed)


@pytest.mark.parametrize(
    ("one", "over"),
    [
        (at(60), 0),
        (at(60, rir=4), 2),
        (at(60, reps=7), 2),
        (at(60, reps=4, failed=True), -3),
        (at(60, rir=None), 0),
        (at(60, reps=6, rir=None), 1),
    ],
)
def test_repetitions_over_what_was_asked(one: Done, over: float) -> None:
    assert reps_over(exposure(0, one), ASK) == over


def test_the_hardest_set_at_the_heaviest_load_counts() -> None:
    assert reps_over(exposure(0, at(60, rir=4), at(60, rir=1), at(50, rir=0)), ASK) == -1


def test_two_for_two() -> None:
    good, fair = exposure(0, at(60, rir=3)), exposure(1, at(60, rir=2))
    assert earned([good, good], ASK)
    assert not earned([good], ASK)
    assert not earned([good, fair], ASK)
    assert not earned([fair, good], ASK)


def test_an_earned_step_is_free_another_is_the_smallest_and_a_missed_set_keeps_the_load() -> None:
    good, fair = exposure(0, at(60, rir=3)), exposure(1, at(60))
    short = exposure(1, at(60, reps=4, failed=True))
    assert earned_kg([good, good], ASK, LOADS) is None
    assert earned_kg([good, fair], ASK, LOADS) == 62.5
    assert earned_kg([good, short], ASK, LOADS) == 60
    assert earned_kg([], ASK, LOADS) is None


@given(load=st.sampled_from(LOADS), age=st.integers(16, 90))
def test_a_step_is_a_tenth_or_the_smallest_plate_and_half_that_from_sixty(load: float, age: int) -> None:
    most = 1.05 if age >= 60 else 1.10
    assert step_kg(load, LOADS, age) == pytest.approx(max(load * most, min(load + 2.5, LOADS[-1])))


@given(days=st.integers(0, 400), more=st.integers(0, 100))
def test_the_longer_the_pause_the_lower_the_start(days: int, more: int) -> None:
    assert return_share(days + more) <= return_share(days) <= 1
    assert return_share(days, missed=True) <= return_share(days)
    assert return_share(14) == 1
