"""What a place offers a runner: what can be done, with which loads, what is too light and what too heavy."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from ironstride.catalogue import catalogue
from ironstride.model.equipment import Bar, Place, Steps
from ironstride.model.runner import Experience, KnownLift, Runner
from ironstride.planning.kit import Kit
from ironstride.strength.ability import ability

from .strategies import places

EXERCISES = catalogue().exercises
EMPTY = Place()
STEP = Place(box_heights_cm=(30,))
LIGHT = Place(dumbbells=Steps(from_kg=2.5, to_kg=20, step_kg=2.5), box_heights_cm=(30,))
HEAVY = Place(dumbbells=Steps(from_kg=20, to_kg=40, step_kg=5), box_heights_cm=(30,))
RACK = Place(barbell=Bar(step_kg=2.5, max_kg=200), has=("rack",))


def kit(place: Place, level: Experience = "novice", *lifts: KnownLift, mass: float = 60) -> Kit:
    runner = Runner(
        name="T", event="10k", lifting_experience=level, body_mass_kg=mass, birth_year=1990, known_lifts=lifts
    )
    return Kit({"here": place}, ability(runner, EXERCISES, 2027))


@pytest.mark.parametrize(
    ("exercise", "place", "can"),
    [
        ("back-squat", RACK, True),
        ("back-squat", replace(RACK, has=()), False),
        ("bench-press", RACK, False),
        ("split-squat", EMPTY, True),
        ("step-up", EMPTY, False),
        ("step-up", STEP, True),
        ("goblet-squat", LIGHT, True),
        ("goblet-squat", EMPTY, False),
    ],
)
def test_a_place_must_have_everything_one_way_of_doing_it_needs(exercise: str, place: Place, can: bool) -> None:
    assert kit(place).can(EXERCISES[exercise], "here") is can


def test_loads_are_those_the_place_makes() -> None:
    assert kit(LIGHT).loads_kg(EXERCISES["goblet-squat"], "here") == (2.5, 5, 7.5, 10, 12.5, 15, 17.5, 20)
    assert kit(RACK).loads_kg(EXERCISES["back-squat"], "here")[:3] == (20, 22.5, 25)
    assert kit(EMPTY).loads_kg(EXERCISES["split-squat"], "here") == ()
    assert kit(LIGHT).loads_kg(EXERCISES["pogo"], "here") == ()


def test_dumbbells_end_before_strong_legs_do() -> None:
    deadlift = EXERCISES["dumbbell-deadlift"]
    assert not kit(LIGHT, "none").too_light(deadlift, "here")
    assert kit(LIGHT, "advanced", mass=90).too_light(deadlift, "here")
    strong = KnownLift(exercise="back-squat", load_kg=160, reps=5)
    assert not kit(RACK, "advanced", strong).too_light(EXERCISES["back-squat"], "here")
    short = replace(RACK, barbell=Bar(plates_kg=(20, 15), max_kg=90))
    assert kit(short, "advanced", strong).too_light(EXERCISES["back-squat"], "here")


def test_what_nothing_is_believed_of_is_never_too_light() -> None:
    assert not kit(EMPTY).too_light(EXERCISES["table-row"], "here")


def test_a_bar_heavier_than_a_safe_start_is_too_heavy_until_strength_is_known() -> None:
    press = EXERCISES["overhead-press"]
    assert kit(RACK, "none", mass=50).too_heavy(press, "here")
    assert not kit(RACK, "advanced", mass=80).too_heavy(press, "here")
    known = KnownLift(exercise="overhead-press", load_kg=40, reps=5)
    assert not kit(RACK, "none", known, mass=50).too_heavy(press, "here")


def test_who_has_lifted_for_a_block_may_take_up_an_empty_trap_bar() -> None:
    bar = kit(Place(trap_bar=Bar(bar_kg=40, step_kg=2.5, max_kg=140)), mass=64)
    lift = EXERCISES["trap-bar-deadlift"]
    assert bar.too_heavy(lift, "here")
    assert not bar.too_heavy(lift, "here", practised=True)


def test_what_takes_no_load_and_is_no_heavy_lift_is_done_slowly_instead_of_in_fives() -> None:
    assert kit(EMPTY).unloaded(EXERCISES["bodyweight-squat"], "here")
    assert kit(EMPTY).unloaded(EXERCISES["push-up"], "here")
    assert not kit(LIGHT).unloaded(EXERCISES["reverse-lunge"], "here")
    assert not kit(EMPTY).unloaded(EXERCISES["nordic-hamstring"], "here")


@pytest.mark.parametrize("lift", ["pull-up", "chin-up", "triceps-dip"])
def test_the_whole_body_is_too_hard_for_the_new_until_they_have_done_it(lift: str) -> None:
    exercise = EXERCISES[lift]
    assert kit(EMPTY, "novice").too_hard(exercise)
    assert not kit(EMPTY, "advanced").too_hard(exercise)
    assert not kit(EMPTY, "novice", KnownLift(exercise=lift, load_kg=0, reps=6, rir=1)).too_hard(exercise)


def test_what_nothing_is_believed_of_is_never_too_hard() -> None:
    assert not any(kit(EMPTY, "none").too_hard(EXERCISES[name]) for name in ("push-up", "table-row", "split-squat"))


def test_heavy_dumbbells_take_no_exercise_away_that_body_mass_allows() -> None:
    assert not kit(HEAVY, "none").too_heavy(EXERCISES["split-squat"], "here")
    assert not kit(HEAVY, "none").too_heavy(EXERCISES["step-up"], "here")
    assert kit(HEAVY, "none").too_heavy(EXERCISES["goblet-squat"], "here")
    assert kit(HEAVY, "none").too_heavy(EXERCISES["dumbbell-overhead-press"], "here")


@given(place=places(), level=st.sampled_from(("none", "advanced")))
@settings(max_examples=60, deadline=None, derandomize=True)
def test_what_body_mass_allows_nothing_at_the_place_takes_away(place: Place, level: Experience) -> None:
    bare = Place(box_heights_cm=place.box_heights_cm, has=place.has)
    with_loads, without = kit(place, level), kit(bare, level)
    for exercise in EXERCISES.values():
        if without.can(exercise, "here") and exercise.body_mass_share and exercise.start_share:
            assert with_loads.can(exercise, "here")
            assert not with_loads.too_heavy(exercise, "here")
