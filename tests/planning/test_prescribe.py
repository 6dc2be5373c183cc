"""Loads with known answers: what is believed, what the bar makes, how it rises, eases and comes back."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from statistics import NormalDist
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from ironstride.catalogue import catalogue
from ironstride.model.equipment import Bar, Place, Steps
from ironstride.model.exercise import BlockName
from ironstride.model.runner import DateException, KnownLift, Runner
from ironstride.model.running import PlannedRun, Race, RunningPlan
from ironstride.model.session import Block, Item, Session, Set
from ironstride.planning.kin import believed_kg
from ironstride.planning.memory import grown
from ironstride.planning.plan import make_task
from ironstride.planning.prescribe import prescribe
from ironstride.planning.race_eve import NOTE
from ironstride.planning.task import Task
from ironstride.strength.chance import Ask, Likely
from ironstride.strength.loads import makeable_loads_kg, nearest_at_most, next_above
from ironstride.strength.progression import Aims, step_kg
from ironstride.strength.relatives import relatives
from ironstride.strength.repetitions import estimate_one_rep_max, percent_1rm

DATA = catalogue()
MONDAY = date(2027, 1, 4)
DAY = timedelta(days=1)
GYM = Place(
    barbell=Bar(step_kg=2.5, max_kg=200), dumbbells=Steps(from_kg=2, to_kg=40, step_kg=2), has=("rack", "bench")
)
SQUATS = KnownLift(exercise="back-squat", load_kg=100, reps=5, rir=2)


def task(*lifts: KnownLift, easy: tuple[int, ...] = (), weeks: int = 16, place: Place = GYM, **more: Any) -> Task:
    """Give a season of a run a week, shorter in the weeks of `easy`."""
    needed = {"name": "T", "event": "10k", "lifting_experience": "intermediate", "body_mass_kg": 70.0}
    runner = Runner(**{**needed, "birth_year": 1990, "places": {"here": place}, "known_lifts": lifts, **more})
    runs = tuple(
        PlannedRun(id=f"r{n}", date=MONDAY + 7 * n * DAY, intensity="easy", minutes=50 if n in easy else 100)
        for n in range(weeks)
    )
    return make_task(runner, RunningPlan(runs=runs), DATA, weeks)


def lifted(
    season: Task,
    days: list[int],
    exercise: str = "back-squat",
    block: BlockName = "strength",
    warm: int = 0,
    **dose: Any,
) -> list[Item]:
    """Prescribe one lift on these days of the season."""
    return followed(season, days, [exercise] * len(days), block, warm, **dose)


def followed(
    season: Task, days: list[int], exercises: list[str], block: BlockName = "strength", warm: int = 0, **dose: Any
) -> list[Item]:
    """Prescribe a lift on each of these days of the season."""
    work = Set(**(dose or {"reps": 5, "rir": 2.0, "rest_s": 180}))
    sets = (*(Set(warmup=True, reps=5),) * warm, *(work,) * 3)
    sessions = [
        Session(
            id=f"s{day}",
            date=MONDAY + day * DAY,
            start="18:00",
            minutes=30,
            slot_minutes=60,
            place="here",
            phase="base",
            template="full",
            blocks=(Block(block=block, items=(Item(exercise=exercise, pattern="squat", sets=sets),)),),
        )
        for day, exercise in zip(days, exercises, strict=True)
    ]
    return [session.blocks[0].items[0] for session in prescribe(season, sessions)]


def loads(items: list[Item]) -> list[float | None]:
    return [next(one.load_kg for one in item.sets if not one.warmup) for item in items]


# ---------------------------------------------------------------- a lift that is known


def surely_lifted(reps: float, chance: float = 0.85) -> float:
    """Give the load the known squat allows for so many repetitions to failure with this chance, on any day."""
    mean_kg, sd = estimate_one_rep_max(100, 5, 2)
    return percent_1rm(reps) / 100 * math.exp(math.log(mean_kg) - NormalDist().inv_cdf(chance) * sd)


def test_the_load_is_the_heaviest_the_bar_makes_that_can_be_done_as_asked() -> None:
    mean_kg, _ = estimate_one_rep_max(100, 5, 2)
    (item,) = lifted(task(SQUATS, body_mass_kg=90.0), [0])
    most = min(surely_lifted(5), percent_1rm(7) / 100 * mean_kg)
    (load,) = loads([item])
    assert load is not None
    assert most - 2.5 < load <= most + 1e-9
    assert load % 2.5 == 0
    assert item.sets[0].percent_1rm == pytest.approx(100 * load / mean_kg, abs=0.05)
    assert not item.first_time
    assert item.lighter_kg == load - 2.5


@given(
    known_kg=st.floats(30, 150),
    told=st.tuples(st.integers(1, 10), st.none() | st.integers(0, 4)),
    dose=st.tuples(st.integers(2, 10), st.sampled_from([0.0, 1.0, 2.0, 3.0])),
    step=st.sampled_from([1.25, 2.5, 5.0, 10.0]),
    gap=st.integers(2, 14),
    year=st.sampled_from([1950, 1990]),
)
def test_anything_heavier_is_too_unlikely_more_than_asked_or_more_than_a_step(
    known_kg: float, told: tuple[int, int | None], dose: tuple[int, float], step: float, gap: int, year: int
) -> None:
    """The next load the bar makes breaks the chance, the phase's reserve, or the step; and the load breaks none."""
    bar = Place(barbell=Bar(step_kg=step, max_kg=300), has=("rack",))
    lift = KnownLift(exercise="back-squat", load_kg=known_kg, reps=told[0], rir=told[1])
    season = replace(task(lift, place=bar, birth_year=year), aims=Aims(enough=False))
    makes = makeable_loads_kg("barbell", bar)
    days = [0, gap, 2 * gap]
    squat, ask, before = DATA.exercises["back-squat"], Ask(*dose), None
    for day, load in zip(days, loads(lifted(season, days, reps=dose[0], rir=dose[1], rest_s=180)), strict=True):
        belief = grown(season, squat, MONDAY + day * DAY)
        assert load in makes
        assert belief is not None
        likely, body_kg = season.likely(belief), squat.body_mass_share * 70
        above, largest = next_above(makes, load), math.inf if before is None else step_kg(before, makes, 2027 - year)

        def is_allowed(kg: float, likely: Likely = likely, body: float = body_kg, largest: float = largest) -> bool:
            sure = likely.chance(kg + body, ask) >= 0.85 - 1e-9
            return sure and kg + body <= likely.asked_kg(ask) + 1e-6 and kg <= largest + 1e-6

        assert load == makes[0] or is_allowed(load)
        assert above is None or not is_allowed(above)
        before = load


def test_the_chance_shown_is_the_chance_taken() -> None:
    season = task(SQUATS)
    (item,) = lifted(season, [0])
    (load,) = loads([item])
    assert load is not None
    assert item.chance == pytest.approx(season.ability.chance(DATA.exercises["back-squat"], load, 5, 0), abs=0.005)
    assert item.chance >= 0.85


def test_a_method_may_take_another_chance() -> None:
    season = task(SQUATS, body_mass_kg=90.0)
    (careful,) = loads(lifted(replace(season, aims=Aims(0.97)), [0]))
    (usual,) = loads(lifted(season, [0]))
    assert careful is not None
    assert usual is not None
    assert surely_lifted(5, 0.97) - 2.5 < careful <= surely_lifted(5, 0.97)
    assert careful < usual


@pytest.mark.parametrize("reps", [3, 5, 8])
def test_fewer_repetitions_are_heavier_and_a_reserve_makes_lighter(reps: int) -> None:
    season = task(SQUATS)
    (more,), (fewer,) = (loads(lifted(season, [0], reps=n, rir=2.0)) for n in (reps, reps - 2))
    (far,), (near,) = (loads(lifted(season, [0], reps=reps, rir=rir)) for rir in (4.0, 1.0))
    assert fewer is not None
    assert more is not None
    assert far is not None
    assert near is not None
    assert fewer > more
    assert near >= far


def test_the_bar_ends_where_it_ends() -> None:
    short = Place(barbell=Bar(plates_kg=(10, 5, 5), max_kg=60), has=("rack",))
    assert loads(lifted(task(SQUATS, place=short), [0])) == [60]


def test_a_known_lift_rises_by_what_a_season_brings_and_no_more_than_a_tenth_at_once() -> None:
    season = [load or 0 for load in loads(lifted(task(SQUATS, body_mass_kg=90.0), list(range(0, 98, 7))))]
    assert season == sorted(season)
    assert all(after <= max(before * 1.1, before + 2.5) for before, after in pairwise(season))
    expected = (1 + 0.006) ** 12
    assert season[-1] / season[0] == pytest.approx(expected, abs=0.035)


def test_growth_ends_after_twelve_weeks() -> None:
    season = loads(lifted(task(SQUATS, weeks=26), [84, 91, 98, 105, 119, 133]))
    assert len(set(season)) == 1


# ---------------------------------------------------------------- warming up


def test_three_warm_up_sets_lead_to_the_bar() -> None:
    (item,) = lifted(task(SQUATS), [0], warm=3)
    (load,) = loads([item])
    assert load is not None
    warm = [(one.load_kg, one.reps) for one in item.sets if one.warmup]
    assert warm == [(math.floor(load * share / 2.5) * 2.5, reps) for share, reps in ((0.4, 8), (0.6, 5), (0.8, 3))]


def test_no_warm_up_set_is_done_twice_or_as_heavy_as_the_work() -> None:
    light = task(KnownLift(exercise="back-squat", load_kg=22.5, reps=5, rir=2))
    (item,) = lifted(light, [0], warm=3)
    warm = [one.load_kg or 0 for one in item.sets if one.warmup]
    assert warm == sorted(set(warm))
    assert all(load < (loads([item])[0] or 0) for load in warm)


# ---------------------------------------------------------------- a lift nobody has logged


def test_the_first_load_of_the_new_is_the_catalogues_safe_start() -> None:
    season = task(lifting_experience="none")
    (item,) = lifted(season, [0], exercise="goblet-squat")
    assert DATA.exercises["goblet-squat"].start_share == 0.12
    assert loads([item]) == [8]  # 0.12 of 70 kg is 8.4
    assert item.first_time
    assert "8 kg is a safe start" in item.note
    assert item.chance is None
    assert item.sets[0].percent_1rm is None


def test_the_practised_start_a_new_lift_higher_than_the_new() -> None:
    new, old = (
        loads(lifted(task(lifting_experience=level), [0], exercise="romanian-deadlift"))[0] or 0
        for level in ("novice", "advanced")
    )
    assert new < old


def test_an_unknown_lift_climbs_in_steps_and_says_first_time_once() -> None:
    items = lifted(task(lifting_experience="novice"), [3 * n for n in range(16)], exercise="goblet-squat")
    climbed = [load or 0 for load in loads(items)]
    assert climbed == sorted(climbed)
    assert climbed[0] < climbed[-1]
    assert all(after <= max(before * 1.1, before + 2) for before, after in pairwise(climbed))
    assert [item.first_time for item in items] == [True, *[False] * 15]


def test_body_mass_alone_when_every_dumbbell_is_too_heavy() -> None:
    heavy = Place(dumbbells=Steps(from_kg=20, to_kg=40, step_kg=5))
    assert loads(lifted(task(place=heavy, lifting_experience="none"), [0], exercise="split-squat")) == [None]


def test_jumps_and_mobility_carry_no_load() -> None:
    assert loads(lifted(task(), [0], exercise="pogo", block="power", contacts=12)) == [None]
    assert loads(lifted(task(), [0], exercise="cossack-squat", block="mobility")) == [None]


def test_what_takes_no_load_is_not_warmed_up_with_one() -> None:
    (item,) = lifted(task(place=Place()), [0], exercise="split-squat", warm=1)
    assert not [one for one in item.sets if one.warmup]


def test_a_known_carry_is_half_of_what_could_be_lifted_once() -> None:
    pulled = KnownLift(exercise="conventional-deadlift", load_kg=140, reps=3, rir=1)
    season = task(pulled)
    (load,) = loads(lifted(season, [0], exercise="farmer-carry", block="transfer", metres=20))
    belief = season.ability.of(DATA.exercises["farmer-carry"])
    assert belief is not None
    assert load == math.floor(belief.one_rep_max_kg / 2 / 2) * 2


# ---------------------------------------------------------------- easing and coming back


def test_a_down_week_is_lighter_and_the_week_after_goes_on_in_a_step_a_body_can_follow() -> None:
    season = task(SQUATS, easy=(2,))
    before, down, after, later = (load or 0 for load in loads(lifted(season, [7, 14, 21, 28])))
    assert down == pytest.approx(0.92 * before, abs=2.5)
    assert down < before <= after <= down * 1.1
    assert later >= after


@pytest.mark.parametrize(("days", "share"), [(14, 1), (21, 0.97), (22, 0.95), (29, 0.9), (43, 0.8), (85, 0.7)])
def test_the_longer_without_it_the_lower_a_lift_comes_back(days: int, share: float) -> None:
    before, after = (load or 0 for load in loads(lifted(task(SQUATS), [0, days])))
    assert share * before - 2.5 < after <= share * before * 1.08


def test_strength_that_is_enough_keeps_its_load_and_a_method_may_want_more() -> None:
    season = task(SQUATS, body_mass_kg=60.0)
    kept = loads(lifted(season, list(range(0, 90, 7))))
    assert len(set(kept)) == 1
    more = loads(lifted(replace(season, aims=Aims(enough=False)), list(range(0, 90, 7))))
    assert (more[-1] or 0) > (kept[-1] or 0)


def test_where_the_next_lighter_dumbbell_is_far_lighter_a_down_week_eases_by_its_sets() -> None:
    coarse = Place(dumbbells=Steps(kg=(10, 20)))
    known = KnownLift(exercise="goblet-squat", load_kg=40, reps=8, rir=1)
    season = task(known, easy=(2,), place=coarse)
    assert loads(lifted(season, [7, 14, 21], exercise="goblet-squat", reps=8, rir=2.0)) == [20, 20, 20]


@pytest.mark.parametrize("step", [1.0, 2.0, 2.5, 5.0])
@pytest.mark.parametrize("known_kg", [30, 45, 60, 97.5, 150])
def test_whatever_the_steps_of_the_bar_a_down_week_is_one_step_from_the_next(step: float, known_kg: float) -> None:
    place = Place(barbell=Bar(step_kg=step, max_kg=250), has=("rack",))
    season = task(KnownLift(exercise="back-squat", load_kg=known_kg, reps=5), easy=(2, 5, 8), place=place)
    made = [load or 0 for load in loads(lifted(season, list(range(0, 77, 7))))]
    assert all(after <= max(before * 1.1, before + step) + 1e-9 for before, after in pairwise(made))
    assert made[3] >= made[1] - step


def test_the_last_heavy_day_before_a_race_says_so() -> None:
    race = Race(date=MONDAY + 48 * DAY, distance_km=10)
    items = lifted(task(SQUATS, races=(race,)), [7, 28, 35], block="strength")
    assert [NOTE in item.note for item in items] == [False, False, True]
    far = lifted(task(SQUATS, races=(race,)), [7, 14])
    assert not any(NOTE in item.note for item in far)


def test_nothing_heavier_in_the_two_weeks_before_a_race_and_while_the_running_is_hard() -> None:
    race = Race(date=MONDAY + 48 * DAY, distance_km=10)
    season = [
        load or 0 for load in loads(lifted(task(SQUATS, races=(race,), body_mass_kg=90.0), [0, 7, 14, 21, 28, 35, 42]))
    ]
    assert max(season[5:]) <= max(season[:5])


def test_from_sixty_steps_are_half() -> None:
    young, old = (
        [
            load or 0
            for load in loads(lifted(task(birth_year=year, lifting_experience="intermediate"), list(range(0, 56, 7))))
        ]
        for year in (1990, 1960)
    )
    assert all(after <= max(before * 1.05, before + 2.5) for before, after in pairwise(old))
    assert old[-1] <= young[-1]


# ---------------------------------------------------------------- small weights


def test_a_carry_no_lift_speaks_for_climbs_to_twice_its_start_and_no_further() -> None:
    bag = Place(pack_kg=Steps(from_kg=4, to_kg=30, step_kg=2), has=("space",))
    days = [7 * n for n in range(14)]
    found = lifted(task(place=bag), days, exercise="pack-carry", block="core", metres=25, rest_s=60)
    carried = [load or 0 for load in loads(found)]
    assert carried == sorted(carried)
    assert all(after - before <= 2 for before, after in pairwise(carried))
    start_kg = 70 * (DATA.exercises["pack-carry"].start_share or 0)
    assert start_kg - 2 < carried[0] <= start_kg
    assert 2 * start_kg - 2 < carried[-1] <= 2 * start_kg


def test_a_throw_stays_as_light_as_it_began() -> None:
    ball = Place(medicine_balls_kg=(2, 3, 4, 5, 6, 8, 10))
    days = [7 * n for n in range(10)]
    found = lifted(task(place=ball), days, exercise="medicine-ball-slam", block="power", reps=5, rest_s=75)
    assert len(set(loads(found))) == 1


@pytest.mark.parametrize("days", [15, 25, 40])
def test_a_short_pause_does_not_take_the_lightest_dumbbell_away(days: int) -> None:
    hands = Place(dumbbells=Steps(from_kg=2, to_kg=20, step_kg=2))
    new = task(place=hands, lifting_experience="novice")
    first, again = loads(lifted(new, [0, days], exercise="reverse-lunge", reps=8, rir=4.0, rest_s=90))
    assert first
    assert again
    assert again >= first


def test_a_load_nobody_measured_is_never_higher_after_a_pause() -> None:
    hands = Place(dumbbells=Steps(kg=(4, 7, 12, 20, 32)))
    new = task(place=hands, lifting_experience="novice")
    for days in (16, 23, 30, 45, 90):
        first, again = loads(lifted(new, [0, days], exercise="goblet-squat", reps=8, rir=2.0))
        assert (again or 0) <= (first or 0)


# ---------------------------------------------------------------- a variation


RELATIVES = [
    ("goblet-squat", "goblet-split-squat"),
    ("goblet-step-up", "step-up"),
    ("back-squat", "front-squat"),
    ("conventional-deadlift", "romanian-deadlift"),
    ("one-arm-dumbbell-row", "barbell-row"),
    ("dumbbell-floor-press", "single-arm-floor-press"),
]


@given(
    pair=st.sampled_from(RELATIVES),
    turned=st.booleans(),
    times=st.integers(1, 14),
    step=st.sampled_from((1.0, 2.0, 2.5, 5.0)),
    level=st.sampled_from(("none", "novice", "intermediate", "advanced")),
    mass=st.sampled_from((52.0, 68.0, 92.0)),
)
def test_a_variation_goes_on_where_its_relative_was(
    pair: tuple[str, str], turned: bool, times: int, step: float, level: str, mass: float
) -> None:
    """It begins at the stated share of what the relative's load implies, or nearer, and never above that load."""
    before, after = reversed(pair) if turned else pair
    hands = Steps(from_kg=step, to_kg=60, step_kg=step)
    place = Place(barbell=Bar(bar_kg=10, step_kg=step, max_kg=200), dumbbells=hands, has=("rack", "bench"))
    season = task(place=place, lifting_experience=level, body_mass_kg=mass)
    days = [*range(0, 4 * times, 4), 4 * times]
    items = followed(season, days, [*[before] * times, after])
    old, new = (DATA.exercises[name] for name in (before, after))
    old_kg, new_kg = (next(one.load_kg or 0.0 for one in item.sets) for item in items[-2:])
    old_goal, new_goal = (
        believed_kg(season, lift, items[-1].sets[0], belief)
        for lift, day in ((old, days[-2]), (new, days[-1]))
        if (belief := grown(season, lift, MONDAY + day * DAY)) is not None
    )
    if new_goal > 0 and old_goal > 0:
        implied = min(1.0, old_kg / old_goal) * new_goal
        there = season.kit.loads_kg(new, "here")
        assert new_kg >= (nearest_at_most(there, relatives().share * implied) or 0.0)
        alone = loads(lifted(season, days[-1:], exercise=after))[0] or 0.0
        assert new_kg <= max(implied, alone, there[0])
    assert items[-1].first_time


def test_the_relative_is_named() -> None:
    season = task(lifting_experience="novice", place=Place(dumbbells=Steps(from_kg=2, to_kg=40, step_kg=2)))
    item = followed(season, [*range(0, 40, 4), 40], [*["goblet-step-up"] * 10, "step-up"])[-1]
    assert "follows from your planned goblet step-up, not a measured load" in item.note


def test_a_relative_long_left_says_less_and_one_of_another_kind_nothing() -> None:
    hands = Place(dumbbells=Steps(from_kg=1, to_kg=40, step_kg=1))
    season = task(lifting_experience="novice", place=hands, weeks=40)
    days = [*range(90, 130, 4)]
    soon, late = (
        loads(followed(season, [*days, last], [*["goblet-step-up"] * 10, "step-up"]))[-1] or 0 for last in (130, 220)
    )
    assert late < soon
    (alone,) = loads(lifted(season, [130], exercise="dumbbell-romanian-deadlift"))
    other = followed(season, [*days, 130], [*["goblet-step-up"] * 10, "dumbbell-romanian-deadlift"])[-1]
    assert loads([other]) == [alone]


def test_a_variation_climbs_on_from_where_it_began() -> None:
    season = task(lifting_experience="novice", place=Place(dumbbells=Steps(from_kg=1, to_kg=40, step_kg=1)))
    names = [*["goblet-step-up"] * 4, *["step-up"] * 8]
    climbed = [load or 0 for load in loads(followed(season, [4 * n for n in range(12)], names))][4:]
    assert climbed == sorted(climbed)
    assert climbed[-1] > climbed[0]
    assert all(after <= max(before * 1.1, before + 1) for before, after in pairwise(climbed))


# ---------------------------------------------------------------- a lift that comes back


BLOCK = relatives().away_days
HANDS = Place(
    barbell=Bar(bar_kg=10, step_kg=1, max_kg=200),
    dumbbells=Steps(from_kg=1, to_kg=60, step_kg=1),
    has=("rack", "bench"),
)


def back_again(meanwhile: str, days: Sequence[int], on: int, **more: Any) -> tuple[float, Item]:
    """Plan step-ups on days 0, 4 and 8, another lift on some days, and a step-up again; give the last step-up's load
    before, and the one again."""
    season = task(lifting_experience="novice", place=HANDS, **more)
    names = [*["step-up"] * 3, *[meanwhile] * len(days), "step-up"]
    items = followed(season, [0, 4, 8, *days, on], names)
    return loads(items)[2] or 0.0, items[-1]


def heaviest(item: Item) -> float:
    return loads([item])[0] or 0.0


@given(
    pair=st.sampled_from(RELATIVES),
    turned=st.booleans(),
    own=st.integers(1, 4),
    times=st.integers(1, 10),
    every=st.integers(2, 7),
    level=st.sampled_from(("none", "novice", "intermediate", "advanced")),
    known=st.booleans(),
)
def test_a_lift_begins_anew_where_its_relative_has_come_after_a_block_and_climbs_by_steps_before(
    pair: tuple[str, str], turned: bool, own: int, times: int, every: int, level: str, known: bool
) -> None:
    """At the stated share of what the relative's load implies at least, and never above all of it."""
    lift, meanwhile = (DATA.exercises[name] for name in (reversed(pair) if turned else pair))
    season = task(*((SQUATS,) if known else ()), place=HANDS, lifting_experience=level)
    days = [*range(0, 4 * own, 4), *(4 * (own - 1) + every * n for n in range(1, times + 2))]
    items = followed(season, days, [*[lift.id] * own, *[meanwhile.id] * times, lift.id])
    old_kg, kin_kg, new_kg = (heaviest(items[at]) for at in (own - 1, -2, -1))
    beliefs = [grown(season, one, MONDAY + day * DAY) for one, day in ((meanwhile, days[-2]), (lift, days[-1]))]
    kin_goal, goal = (
        believed_kg(season, one, items[-1].sets[-1], belief)
        for one, belief in zip((meanwhile, lift), beliefs, strict=True)
        if belief is not None
    )
    implied_kg = min(1.0, kin_kg / kin_goal) * goal if kin_goal > 0 else 0.0
    there = season.kit.loads_kg(lift, "here")
    a_step_kg = max(old_kg * 1.1, next_above(there, old_kg) or 0.0)
    if days[-1] - days[own - 1] <= BLOCK:
        assert new_kg <= a_step_kg
        return
    assert new_kg <= max(a_step_kg, implied_kg)
    if not known and goal > 0:
        assert new_kg >= (nearest_at_most(there, relatives().share * implied_kg) or 0.0)


def test_a_lift_that_begins_anew_says_who_brought_it_there() -> None:
    before_kg, again = back_again("goblet-step-up", range(12, 33, 4), 36)
    assert heaviest(again) > 1.5 * before_kg
    assert again.note == f"Back after 28 days: your goblet step-up has brought you to {heaviest(again):g} kg."
    assert not again.first_time


def test_it_begins_anew_only_after_a_block_with_a_relative_in_it() -> None:
    away = back_again("goblet-step-up", range(12, 29, 4), 8 + BLOCK + 1)
    sooner = back_again("goblet-step-up", range(12, 29, 4), 8 + BLOCK)
    for before_kg, again in (
        sooner,
        back_again("goblet-step-up", range(12, 33, 4), 32 + BLOCK + 1),
        back_again("dumbbell-romanian-deadlift", range(12, 33, 4), 36),
    ):
        assert heaviest(again) <= max(1.1 * before_kg, before_kg + 1) < heaviest(away[1])


@pytest.mark.parametrize("away", [{"unavailable": True, "reason": "missed: ill"}, {"place": "here", "reason": "hotel"}])
@pytest.mark.parametrize("days", [4, 5])
def test_after_a_pause_or_a_journey_that_is_felt_it_comes_back_no_heavier(away: dict[str, Any], days: int) -> None:
    span = DateException(first=MONDAY + 24 * DAY, last=MONDAY + (24 + days - 1) * DAY, **away)
    before_kg, again = back_again("goblet-step-up", range(12, 33, 4), 36, exceptions=(span,))
    assert (heaviest(again) <= before_kg) == (days == 5)


def test_no_pause_takes_what_a_relative_kept_up() -> None:
    season, days = task(place=HANDS, weeks=30), [*range(0, 36, 4), 60, 66, 76]
    last_kg, kept_kg, lost_kg = (
        heaviest(followed(season, days, [*["goblet-squat"] * 9, other, other, "goblet-squat"])[at])
        for other, at in (("goblet-split-squat", 8), ("goblet-split-squat", -1), ("one-arm-dumbbell-row", -1))
    )
    assert lost_kg < kept_kg <= last_kg
