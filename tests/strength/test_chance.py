"""The chance to complete a set's repetitions: the ability's own, and its inverse."""

from __future__ import annotations

import math
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ironstride.catalogue import catalogue
from ironstride.model.log import BodyMass, History, LoggedSession, LoggedSet
from ironstride.model.runner import KnownLift, Runner
from ironstride.strength.ability import Belief, ability
from ironstride.strength.ability_learned import learn, learn_on
from ironstride.strength.chance import Ask, Likely, usual_chance
from ironstride.strength.repetitions import percent_1rm

DATA = catalogue()
SQUAT = DATA.exercises["back-squat"]
RUNNER = Runner(
    name="T",
    event="10k",
    lifting_experience="intermediate",
    body_mass_kg=70,
    birth_year=1990,
    known_lifts=(KnownLift(exercise="back-squat", load_kg=100, reps=5, rir=2),),
)
beliefs = st.builds(Belief, log_mean=st.floats(2.0, 6.0), log_sd=st.floats(0.01, 0.4), known=st.just(True))
likelies = st.builds(Likely, beliefs, st.tuples(st.floats(0.7, 1.4), st.floats(0.0, 0.2)))
asks = st.builds(Ask, reps=st.integers(1, 12), rir=st.floats(0, 5))


def test_the_chance_is_the_one_the_ability_gives() -> None:
    sets = tuple(LoggedSet(id=f"s{n}", exercise="back-squat", reps=5, load_kg=95, rir=2) for n in range(3))
    log = History(sessions=(LoggedSession(id="a", date=date(2027, 1, 4), sets=sets),))
    for able in (ability(RUNNER, DATA.exercises, 2027), learn(log, RUNNER, DATA.exercises, date(2027, 1, 5))):
        belief = able.of(SQUAT)
        assert belief is not None
        for load in (60.0, 95.0, 120.0):
            assert Likely(belief, able.endurance).chance(load, Ask(5, 2)) == pytest.approx(
                able.chance(SQUAT, load, 5, 0), abs=1e-9
            )


def test_with_everything_known_the_phase_asks_what_the_table_says() -> None:
    sure = Likely(Belief(math.log(100), 0.0, known=True))
    assert sure.asked_kg(Ask(5, 2)) == pytest.approx(percent_1rm(7))


@given(likely=likelies, ask=asks, chance=st.floats(0.5, 0.99))
def test_the_heaviest_load_has_just_the_chance(likely: Likely, ask: Ask, chance: float) -> None:
    assert likely.chance(likely.heaviest_kg(ask, chance), ask) == pytest.approx(chance, abs=1e-6)
    assert likely.heaviest_kg(ask, chance) <= likely.asked_kg(Ask(ask.reps, 0, ask.table)) * (1 + 1e-9)


@given(likely=likelies, ask=asks, load=st.floats(1, 300))
def test_more_of_anything_is_less_likely(likely: Likely, ask: Ask, load: float) -> None:
    chance = likely.chance(load, ask)
    assert likely.chance(load * 1.05, ask) <= chance
    assert likely.chance(load, Ask(ask.reps + 1, ask.rir)) <= chance
    assert likely.chance(load, Ask(ask.reps, ask.rir + 1)) <= chance


def test_a_load_of_nothing_is_certain_and_the_usual_chance_is_the_table_s() -> None:
    assert Likely(Belief(4.0, 0.1, known=True)).chance(0.0, Ask(5)) == 1.0
    assert usual_chance() == 0.85


def test_several_days_are_learned_in_one_pass() -> None:
    sessions = tuple(
        LoggedSession(
            id=f"a{n}",
            date=date(2027, 1, 4) + timedelta(days=3 * n),
            sets=tuple(
                LoggedSet(id=f"s{n}-{k}", exercise="back-squat", reps=5, load_kg=90 + n, rir=2) for k in range(3)
            ),
        )
        for n in range(6)
    )
    log = History(sessions=sessions, body_mass=(BodyMass(id="m", date=date(2027, 1, 8), kg=72),))
    days = [date(2027, 1, 1) + timedelta(days=4 * n) for n in range(8)]
    together = learn_on(log, RUNNER, DATA.exercises, days)
    for day, able in zip(days, together, strict=True):
        alone = learn(log, RUNNER, DATA.exercises, day)
        one, other = able.of(SQUAT), alone.of(SQUAT)
        assert one is not None
        assert other is not None
        assert one.log_mean == pytest.approx(other.log_mean, abs=1e-9)
        assert one.log_sd == pytest.approx(other.log_sd, abs=1e-9)
        assert able.body_mass_kg == alone.body_mass_kg
