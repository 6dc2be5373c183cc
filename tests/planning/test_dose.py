"""Doses: the first entry of the menu that fits, contacts by steps, and the seconds a stopwatch would show."""

from __future__ import annotations

from itertools import pairwise
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from ironstride.catalogue import catalogue
from ironstride.model.exercise import BLOCKS, BlockName, Exercise, WatchName
from ironstride.model.plan import Phase
from ironstride.model.runner import Experience
from ironstride.model.session import Set
from ironstride.planning.dose import LINES, DoseEntry, contacts, dose, evening, lines, set_s, stopwatch_s, work_sets
from ironstride.rules.facts_items import exercise_words

LIFT = Exercise(
    id="lift",
    name="Lift",
    pattern="squat",
    plane="sagittal",
    blocks=("strength", "power"),
    muscles=("quadriceps",),
    cues=("Up.",),
    why="To test.",
    watch=WatchName(category="squat"),
    setup_s=60,
    seconds_per_rep=3.0,
    tempo="2-0-1",
)
HOP = replace(LIFT, id="hop", measure="contacts", contacts_per_rep=1, landing="low", traits=("elastic",))
JUMP = replace(HOP, id="jump", traits=())
FIVES = DoseEntry(line="full", block="strength", sets=3, reps=5, rir=2, rest_s=180)


def test_an_entry_fits_when_all_any_and_none_of_its_words_say_so() -> None:
    entry = replace(FIVES, all=("phase:base",), any=("level:none", "level:novice"), none=("down",))
    assert entry.fits(frozenset({"phase:base", "level:novice"}))
    assert not entry.fits(frozenset({"level:novice"}))
    assert not entry.fits(frozenset({"phase:base", "level:advanced"}))
    assert not entry.fits(frozenset({"phase:base", "level:novice", "down"}))


def test_work_sets_of_a_lift() -> None:
    sets = work_sets(FIVES, LIFT, 0)
    assert sets == (Set(reps=5, rir=2, rest_s=180, tempo="2-0-1"),) * 3
    both = work_sets(FIVES, replace(LIFT, unilateral=True), 0)
    assert all(one.side == "each" for one in both)


@pytest.mark.parametrize(
    ("measure", "amount"), [("seconds", {"seconds": 30}), ("metres", {"metres": 20}), ("reps", {"reps": 5})]
)
def test_a_set_holds_one_amount_only(measure: str, amount: dict[str, int]) -> None:
    entry = replace(FIVES, seconds=30, metres=20, contacts=12)
    (one, *_) = work_sets(entry, replace(LIFT, measure=measure), 0)
    found = {name: getattr(one, name) for name in ("reps", "seconds", "metres", "contacts")}
    assert {name: value for name, value in found.items() if value is not None} == amount


@pytest.mark.parametrize(("week", "sides", "each"), [(24, 1, 8), (24, 2, 4), (20, 1, 7), (0, 1, 1)])
def test_the_contacts_of_a_week_are_spread_over_sets_and_sides(week: int, sides: int, each: int) -> None:
    entry = replace(FIVES, block="power", contacts=99)
    made = work_sets(entry, replace(HOP, unilateral=sides == 2), week)
    assert [one.contacts for one in made] == [each] * 3
    assert all(one.rir is None for one in made)


@pytest.mark.parametrize(
    ("week", "changed", "sets", "each"),
    [
        (18, {}, 3, 6),  # what three crisp sets hold stays in three
        (19, {}, 4, 5),
        (30, {}, 5, 6),
        (60, {}, 5, 6),  # more jumps than that are no longer crisp
        (48, {"unilateral": True}, 4, 6),
        (30, {"traits": ("elastic", "drop"), "landing": "high"}, 5, 6),
        (33, {"traits": ("elastic",), "landing": "moderate"}, 4, 8),
        (60, {"traits": ("elastic",)}, 3, 20),
    ],
)
def test_jumps_of_full_effort_come_in_short_sets(week: int, changed: dict[str, Any], sets: int, each: int) -> None:
    made = work_sets(replace(FIVES, block="power", contacts=99), replace(JUMP, **changed), week)
    assert [one.contacts for one in made] == [each] * sets


@pytest.mark.parametrize("loadable", [False, True])
@given(week=st.integers(0, 100))
@settings(max_examples=40, deadline=None, derandomize=True)
def test_jumps_by_repetition_are_few_and_fewer_with_a_load(loadable: bool, week: int) -> None:
    jump = replace(HOP, measure="reps", loadable=loadable)
    (one, *_) = work_sets(replace(FIVES, block="power"), jump, week)
    assert one.reps is not None
    assert 3 <= one.reps <= (5 if loadable else 8)


@pytest.mark.parametrize("level", get_args(Experience))
def test_contacts_grow_by_small_steps_to_a_cap_and_halve_in_down_weeks(level: Experience) -> None:
    grown = [contacts(level, week, down=False) for week in range(40)]
    assert 20 <= grown[0] <= 40
    assert all(0 <= after - before <= 4 for before, after in pairwise(grown))
    assert grown[-1] == grown[-2] <= 60
    assert [contacts(level, week, down=True) for week in range(40)] == [number // 2 for number in grown]


def test_the_new_land_less_than_the_trained() -> None:
    for week in (0, 5, 30):
        numbers = [contacts(level, week, down=False) for level in ("none", "novice", "intermediate", "advanced")]
        assert numbers == sorted(numbers)


# ---------------------------------------------------------------- the stopwatch


@pytest.mark.parametrize(
    ("one", "seconds"),
    [
        (Set(reps=5), 15),
        (Set(reps=5, side="each"), 35),
        (Set(reps=5, tempo="3-1-1"), 25),
        (Set(seconds=40), 40),
        (Set(seconds=40, side="each"), 85),
        (Set(metres=24), 20),
        (Set(contacts=10), 30),
    ],
)
def test_one_set_by_the_clock(one: Set, seconds: float) -> None:
    assert set_s(one, LIFT) == pytest.approx(seconds)


def test_a_lift_by_the_clock() -> None:
    work = Set(reps=5, rest_s=180)
    warm = Set(reps=8, warmup=True)
    # set-up 60, two warm-ups of 75, three sets of 15, two rests of 180, change 30
    assert stopwatch_s((warm, warm, work, work, work), LIFT) == 645
    assert stopwatch_s((work,), LIFT) == 105
    assert stopwatch_s((replace(work, reps=6),), LIFT) == 120


def test_both_sides_take_both_their_times() -> None:
    one, each = (stopwatch_s((Set(reps=10, rest_s=60, side=side),) * 2, LIFT) for side in (None, "each"))
    assert each - one == 75  # two sets, ten repetitions of 3 s and 5 s to change each, on quarter minutes


# ---------------------------------------------------------------- the menu that ships


def words(level: Experience, phase: str, *more: str) -> frozenset[str]:
    return frozenset((f"level:{level}", f"phase:{phase}", *more))


@pytest.mark.parametrize("level", get_args(Experience))
@pytest.mark.parametrize("phase", get_args(Phase))
@pytest.mark.parametrize("more", [(), ("down",), ("entry",), ("down", "entry"), ("age:youth",)], ids="-".join)
def test_every_exercise_gets_a_dose_in_every_week(level: Experience, phase: str, more: tuple[str, ...]) -> None:
    for exercise in catalogue().exercises.values():
        here = words(level, phase, *more) | exercise_words(exercise)
        assert any(dose("full", block, here) is not None for block in exercise.blocks), exercise.id


def test_the_first_weeks_of_the_new_are_far_from_failure() -> None:
    for block in ("strength", "accessory"):
        for line in lines(block):
            entry = dose(line, block, words("novice", "base", "entry", "measure:reps")) or FIVES
            assert entry.rir >= 3 or line != "full"
            assert (entry.reps or 0) >= 6 or entry is FIVES


@pytest.mark.parametrize("phase", ["base", "build", "peak"])
def test_main_lifts_are_threes_to_sixes_with_a_reserve_and_real_rests(phase: str) -> None:
    for level in ("intermediate", "advanced"):
        entry = dose("full", "strength", words(level, phase, "measure:reps", "trait:heavy"))
        assert entry is not None
        assert 3 <= (entry.reps or 0) <= 6
        assert 1 <= entry.rir <= 3
        assert 180 <= entry.rest_s <= 300


@pytest.mark.parametrize("level", get_args(Experience))
def test_a_down_week_is_less_and_farther_from_failure(level: Experience) -> None:
    for phase in ("base", "build"):
        full, down = (
            dose("full", "strength", words(level, phase, "measure:reps", "trait:heavy", *more))
            for more in ((), ("down",))
        )
        assert full is not None
        assert down is not None
        assert down.sets < full.sets
        assert down.rir >= full.rir


def test_lines_come_in_order_and_full_is_always_one() -> None:
    for block in BLOCKS:
        assert lines(block)[0] == "full"
        assert list(lines(block)) == [line for line in LINES if line in lines(block)]


def test_a_whole_evening_takes_the_full_dose_beside_the_main_lifts_and_a_tight_one_the_short() -> None:
    assert [evening(minutes) for minutes in (60, 45, 44, 35, 34, 15)] == ["whole"] * 2 + ["half"] * 2 + ["tight"] * 2
    assert lines("strength", "whole") == lines("strength", "half") == lines("strength", "tight") == ("full", "short")
    assert lines("accessory", "whole") == ("full",)
    assert lines("accessory", "half") == ("full", "short")
    assert lines("accessory", "tight") == ("short",)


@pytest.mark.parametrize("block", ["accessory", "core", "mobility"])
def test_the_short_dose_is_never_more_work_than_the_full_one(block: BlockName) -> None:
    for level in get_args(Experience):
        for phase in get_args(Phase):
            full, short = (dose(line, block, words(level, phase, "measure:reps")) for line in LINES)
            assert full is not None
            assert short is None or short.sets * (short.reps or 0) <= full.sets * (full.reps or 0)
