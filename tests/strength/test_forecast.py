"""Forecasts of the next set: fair chances, no peeking, habits learned, effort told apart."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from ironstride.catalogue import catalogue
from ironstride.model.log import LoggedSession, LoggedSet
from ironstride.model.runner import Runner
from ironstride.strength.state_effort import effort_known
from ironstride.strength.state_forecast import Forecast, Forecaster, shortest
from ironstride.strength.state_habits import Done

EXERCISES = catalogue().exercises
RUNNER = Runner(name="T", event="10k", lifting_experience="intermediate", body_mass_kg=70.0, birth_year=1990)
DAY = date(2027, 3, 1)
Sets = list[tuple[float, int]]


def after(*days: Sets, following: tuple[float, int | None] = (60.0, None), **more: Any) -> Forecast:
    """The forecast of a set after whole days of sets, the last of which it belongs to."""
    forecaster = Forecaster(RUNNER, EXERCISES, DAY)
    session = LoggedSession(id="", date=DAY)
    for at, sets in enumerate(days):
        session = LoggedSession(id=str(at), date=DAY + timedelta(days=4 * at))
        for load, reps in sets:
            forecaster.next(session, LoggedSet(id="s", exercise="back-squat", load_kg=load), reps)
    entry = LoggedSet(id="n", exercise="back-squat", load_kg=following[0], reps=following[1], **more)
    found = forecaster.next(session, entry)
    assert found is not None
    return found


@settings(max_examples=15)
@given(
    days=st.lists(
        st.lists(st.tuples(st.floats(20, 120), st.integers(1, 70)), min_size=1, max_size=4), min_size=1, max_size=4
    ),
    load=st.floats(5, 300),
)
def test_chances_are_chances(days: list[Sets], load: float) -> None:
    found = after(*days, following=(load, None))
    assert sum(found.chances) == pytest.approx(1.0)
    assert min(found.chances[1:]) > 0
    assert found.chances[0] < 0.01
    assert 1 <= found.low <= found.high <= 60
    assert sum(found.shares.values()) == pytest.approx(1.0)


def test_a_forecast_does_not_look_at_the_count_to_come() -> None:
    days: list[Sets] = [[(60, 8), (60, 8)], [(60, 8)]]
    assert after(*days, following=(60, 3)) == after(*days, following=(60, 20))


def test_five_by_five_is_expected_to_be_five() -> None:
    found = after(*[[(60.0, 5)] * 5] * 6, [(60, 5), (60, 5)])
    assert found.middle == 5
    assert found.chance(5) > 0.8


def test_falling_counts_are_expected_to_fall_on() -> None:
    days: list[Sets] = [[(60, 10), (60, 8), (60, 7)]] * 5
    found = after(*days, [(60, 10), (60, 8)])
    assert found.middle == 7
    assert found.effort_known


def test_a_heavier_load_is_expected_to_go_fewer_times() -> None:
    days: list[Sets] = [[(60, 10), (60, 9), (60, 8)]] * 3
    light, heavy = (after(*days, [], following=(load, None)).middle for load in (60, 72))
    assert heavy < light


def test_a_better_day_is_followed_by_a_better_set() -> None:
    days: list[Sets] = [[(60, 10), (60, 9)]] * 4
    good, bad = (after(*days, [(60, first)]).middle for first in (12, 7))
    assert good > bad


def test_nothing_is_said_of_a_lift_never_done() -> None:
    forecaster = Forecaster(RUNNER, EXERCISES, DAY)
    session = LoggedSession(id="0", date=DAY)
    assert forecaster.next(session, LoggedSet(id="s", name="mystery", load_kg=20), 8) is None
    assert forecaster.next(session, LoggedSet(id="s", exercise="back-squat", load_kg=-90), 8) is None
    assert forecaster.next(session, LoggedSet(id="s", name="mystery", load_kg=20)) is not None


def test_the_interval_is_the_shortest_of_about_that_chance() -> None:
    chances = np.array([0.0, 0.05, 0.1, 0.5, 0.2, 0.1, 0.05])
    assert shortest(chances, 0.8) == (2, 4)
    assert shortest(np.array([0.0, 0.0, 1.0, 0.0]), 0.8) == (2, 2)


def done(*sets: tuple[int, float, int]) -> list[Done]:
    return [Done(session, at, load, reps, float("nan")) for at, (session, load, reps) in enumerate(sets)]


PLAIN = LoggedSet(id="s", load_kg=60.0)


@pytest.mark.parametrize(
    ("entry", "log_load", "now", "before", "known"),
    [
        (replace(PLAIN, rir=2.0), 4.0, [], [], True),
        (replace(PLAIN, rir=5.0), 4.0, [], [], False),
        (replace(PLAIN, kind="amrap"), 4.0, [], [], True),
        (replace(PLAIN, kind="warmup", rir=2.0), 4.0, [], [], False),
        (replace(PLAIN, to_failure=True), 4.0, [], [], True),
        (PLAIN, 4.0, done((1, 4.0, 8), (1, 4.0, 7)), [], True),
        (PLAIN, 4.0, done((1, 4.0, 8), (1, 4.0, 8)), [], False),
        (PLAIN, 4.0, done((1, 4.0, 8), (1, 4.1, 5), (1, 4.0, 6)), [], False),
        (PLAIN, 4.0, [], done((0, 4.0, 8), (0, 4.0, 7)), True),
        (PLAIN, 3.9, [], done((0, 4.0, 8), (0, 4.0, 7)), False),
        (PLAIN, 4.1, done((1, 4.3, 3)), done((0, 4.0, 8), (0, 4.0, 7)), False),
        (PLAIN, 4.0, [], done((0, 4.0, 8), (0, 4.0, 7), (1, 4.0, 8), (1, 4.0, 8)), False),
    ],
)
def test_effort_is_known_from_what_is_logged_and_from_sets_before(
    entry: LoggedSet, log_load: float, now: list[Done], before: list[Done], known: bool
) -> None:
    assert effort_known(entry, log_load, now, before, 4.0) is known
