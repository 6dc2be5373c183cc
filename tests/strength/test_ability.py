"""Beliefs about strength: priors by experience and age, remembered sets, and what one lift tells of another."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ironstride.catalogue import catalogue
from ironstride.model.runner import KnownLift, Runner
from ironstride.strength.ability import Ability, ability
from ironstride.strength.repetitions import estimate_one_rep_max, percent_1rm

EXERCISES = catalogue().exercises
YEAR = 2027
SQUAT, HINGE, GOBLET, CALF = (
    EXERCISES[name] for name in ("back-squat", "conventional-deadlift", "goblet-squat", "standing-calf-raise")
)


def believed(*lifts: KnownLift, **more: Any) -> Ability:
    needed = {"name": "T", "event": "10k", "lifting_experience": "novice", "body_mass_kg": 70.0, "birth_year": 1990}
    return ability(Runner(**{**needed, "known_lifts": lifts, **more}), EXERCISES, YEAR)


def lift(exercise: str, load_kg: float, reps: int, rir: float | None = None) -> KnownLift:
    return KnownLift(exercise=exercise, load_kg=load_kg, reps=reps, rir=rir)


def kg(who: Ability, exercise: Any) -> float:
    belief = who.of(exercise)
    assert belief is not None
    return belief.one_rep_max_kg


@pytest.mark.parametrize(("level", "share"), [("none", 0.6), ("novice", 0.8), ("intermediate", 1.1), ("advanced", 1.5)])
def test_the_first_belief_is_a_share_of_body_mass(level: str, share: float) -> None:
    belief = believed(lifting_experience=level).of(SQUAT)
    assert belief is not None
    assert belief.one_rep_max_kg == pytest.approx(70 * share)
    assert belief.log_sd == 0.30
    assert not belief.known


@pytest.mark.parametrize(
    ("born", "factor"), [(2012, 0.7), (2011, 1.0), (1968, 1.0), (1967, 0.8)], ids=["15", "16", "59", "60"]
)
def test_the_young_and_the_old_begin_lower(born: int, factor: float) -> None:
    assert kg(believed(birth_year=born), SQUAT) == pytest.approx(70 * 0.8 * factor)


def test_age_is_that_of_the_year_planned_for() -> None:
    runner = Runner(name="T", event="10k", lifting_experience="novice", body_mass_kg=70, birth_year=1970)
    young, old = (ability(runner, EXERCISES, year) for year in (2029, 2030))
    assert kg(old, SQUAT) == pytest.approx(0.8 * kg(young, SQUAT))


def test_a_related_lift_follows_its_reference_and_the_body_counts_in_full_at_eight_repetitions() -> None:
    squat = kg(believed(), SQUAT)
    at_eight = percent_1rm(8) / 100
    load_kg = at_eight * kg(believed(), GOBLET) - GOBLET.body_mass_share * 70
    assert load_kg == pytest.approx(GOBLET.reference_ratio * at_eight * squat)
    assert load_kg > 0
    belief = believed().of(GOBLET)
    assert belief is not None
    assert belief.log_sd == pytest.approx(math.hypot(0.30, 0.15))


def test_what_has_no_reference_is_not_believed() -> None:
    assert believed().of(EXERCISES["pogo"]) is None


def test_a_remembered_set_is_what_its_estimate_says() -> None:
    mean_kg, sd = estimate_one_rep_max(100.0, 5, 2.0)
    belief = believed(lift("back-squat", 100, 5, 2)).of(SQUAT)
    assert belief is not None
    assert (belief.one_rep_max_kg, belief.log_sd) == (pytest.approx(mean_kg), pytest.approx(sd))
    assert belief.known


def test_two_sets_of_a_lift_tell_more_than_one() -> None:
    one, both = believed(lift("back-squat", 100, 5)), believed(lift("back-squat", 100, 5), lift("back-squat", 110, 3))
    known, surer = one.of(SQUAT), both.of(SQUAT)
    assert known is not None
    assert surer is not None
    assert surer.log_sd < known.log_sd
    assert known.one_rep_max_kg < surer.one_rep_max_kg < kg(believed(lift("back-squat", 110, 3)), SQUAT)


def test_a_known_squat_tells_something_of_the_deadlift_and_nothing_for_certain() -> None:
    plain, strong = believed(), believed(lift("back-squat", 120, 3))
    told = strong.of(HINGE)
    assert told is not None
    assert not told.known
    assert told.log_sd == 0.22
    assert kg(plain, HINGE) < told.one_rep_max_kg
    gained = math.log(strong.base["back-squat"].one_rep_max_kg / kg(plain, SQUAT))
    assert math.log(told.one_rep_max_kg / kg(plain, HINGE)) == pytest.approx(0.6 * gained)


def test_a_known_goblet_squat_tells_of_the_squat() -> None:
    strong = believed(lift("goblet-squat", 40, 8, 1))
    assert strong.base["back-squat"].known
    assert kg(strong, SQUAT) > kg(believed(), SQUAT)
    assert strong.own.keys() == {"goblet-squat"}


def test_the_less_of_a_set_lay_outside_the_body_the_less_it_tells_of_a_bar() -> None:
    spreads = [believed(lift("goblet-squat", load, 10)).base["back-squat"].log_sd for load in (0, 10, 20, 40)]
    assert spreads == sorted(spreads, reverse=True)
    assert 0.2 < spreads[0] < believed().base["back-squat"].log_sd


@pytest.mark.parametrize("reps", [18, 30, 50])
def test_a_long_set_counts_as_one_of_fifteen(reps: int) -> None:
    assert kg(believed(lift("back-squat", 60, reps)), SQUAT) == kg(believed(lift("back-squat", 60, 15)), SQUAT)
    assert kg(believed(lift("back-squat", 60, reps, 5)), SQUAT) == kg(believed(lift("back-squat", 60, 15, 0)), SQUAT)


def test_what_moved_nothing_and_what_nobody_knows_tell_nothing() -> None:
    plain = believed()
    assert believed(lift("back-squat", 0, 5)) == plain
    assert believed(lift("somebody-elses-lift", 100, 5)) == plain


@given(
    st.sampled_from(sorted(EXERCISES)),
    st.floats(0, 600),
    st.integers(1, 50),
    st.none() | st.floats(0, 10),
    st.floats(25, 250),
)
@settings(max_examples=300, deadline=None, derandomize=True)
def test_any_set_anybody_writes_down_leaves_sound_beliefs(
    name: str, load: float, reps: int, rir: float | None, mass: float
) -> None:
    who = believed(lift(name, load, reps, rir), body_mass_kg=mass)
    beliefs = [belief for belief in map(who.of, EXERCISES.values()) if belief is not None]
    assert beliefs
    assert all(0 < belief.one_rep_max_kg < math.inf and 0 < belief.log_sd < math.inf for belief in beliefs)
