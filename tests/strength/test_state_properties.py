"""What must hold of beliefs learned from sets, whatever the sets are."""

from __future__ import annotations

import math
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ironstride.catalogue import catalogue
from ironstride.model.log import BodyMass, History, LoggedSession, LoggedSet
from ironstride.model.runner import KnownLift, Runner
from ironstride.strength.ability import Belief
from ironstride.strength.ability_learned import learn
from ironstride.strength.state import StrengthState
from ironstride.strength.state_curve import log_share

EXERCISES = catalogue().exercises
RUNNER = Runner(name="T", event="10k", lifting_experience="intermediate", body_mass_kg=70.0, birth_year=1990)
DAY = date(2027, 3, 1)
KG_PER_LB = 0.45359237


def lift(load_kg: float | None, reps: int, exercise: str = "back-squat", **more: Any) -> LoggedSet:
    return LoggedSet(id="s", exercise=exercise, load_kg=load_kg, reps=reps, **more)


def sessions(*days: list[LoggedSet], gap: int = 4) -> tuple[LoggedSession, ...]:
    return tuple(
        LoggedSession(id=str(at), date=DAY + timedelta(days=gap * at), sets=tuple(sets)) for at, sets in enumerate(days)
    )


def state(*days: list[LoggedSet], runner: Runner = RUNNER) -> StrengthState:
    found = StrengthState(runner, EXERCISES, DAY)
    for session in sessions(*days):
        for entry in session.sets:
            found.update(session, entry)
    return found


def believed(*days: list[LoggedSet], exercise: str = "back-squat", runner: Runner = RUNNER) -> Belief:
    last = DAY + timedelta(days=4 * (len(days) - 1))
    belief = state(*days, runner=runner).ability(last).of(EXERCISES[exercise])
    assert belief is not None
    return belief


@pytest.fixture(scope="module")
def trained() -> list[list[LoggedSet]]:
    return [[lift(70, 6, rir=2.0), lift(70, 6, rir=1.0)], [lift(72.5, 6, rir=2.0), lift(72.5, 5, rir=1.0)]]


@settings(max_examples=15)
@given(off=st.floats(-0.12, 0.10), more=st.floats(0.002, 0.05), reps=st.integers(1, 10))
def test_a_heavier_set_to_failure_is_believed_at_least_as_strong(off: float, more: float, reps: int) -> None:
    fair = believed([lift(70, 6, rir=2.0)]).one_rep_max_kg * math.exp(log_share(reps, "general"))
    loads = (fair * math.exp(off), fair * math.exp(off + more))
    light, heavy = (believed([lift(70, 6, rir=2.0)], [lift(kg, reps, to_failure=True)]) for kg in loads)
    assert heavy.log_mean >= light.log_mean - 1e-9


@settings(max_examples=15)
@given(load=st.floats(20, 200), reps=st.integers(1, 20))
def test_a_warm_up_never_lowers_the_belief(load: float, reps: int) -> None:
    days = [lift(70, 6, rir=2.0)]
    before, after = believed(days, []), believed(days, [lift(load, reps, kind="warmup")])
    assert after.log_mean >= before.log_mean - 0.006


@settings(max_examples=15)
@given(beyond=st.floats(0.0, 0.15), reps=st.integers(1, 8))
def test_a_set_beyond_what_was_believed_never_lowers_it(beyond: float, reps: int) -> None:
    before = believed([lift(70, 6, rir=2.0)], [lift(20, 5, kind="warmup")])
    load = before.one_rep_max_kg * math.exp(beyond)
    assert believed([lift(70, 6, rir=2.0)], [lift(load, reps)]).log_mean >= before.log_mean


@settings(max_examples=15)
@given(loads=st.lists(st.floats(64, 67), min_size=1, max_size=4), reserve=st.floats(1, 3))
def test_sets_of_one_day_that_agree_never_widen_the_belief(loads: list[float], reserve: float) -> None:
    day: list[LoggedSet] = []
    spread = believed([lift(70, 6, rir=2.0)], [lift(65, 5, rir=2.0)]).log_sd
    for load in loads:
        day.append(lift(load, 5, rir=reserve))
        narrower = believed([lift(70, 6, rir=2.0)], [lift(65, 5, rir=2.0), *day]).log_sd
        assert narrower <= spread + 1e-9
        spread = narrower


@settings(max_examples=15)
@given(pounds=st.lists(st.sampled_from([95, 135, 155, 185, 205]), min_size=1, max_size=6), reps=st.integers(3, 10))
def test_pounds_and_kilograms_say_the_same(pounds: list[int], reps: int) -> None:
    name = "a lift nobody knows"
    log = [LoggedSet(id="s", name=name, load_kg=lb * KG_PER_LB, reps=reps) for lb in pounds]
    raw = [LoggedSet(id="s", name=name, load_kg=float(lb), reps=reps) for lb in pounds]
    kilograms, units = state(log), state(raw)
    found = [one.lifts.of(log[0]).log_max(one.closed().joint) for one in (kilograms, units)]
    assert found[1] - found[0] == pytest.approx(-math.log(KG_PER_LB), abs=1e-9)


def test_a_slip_of_the_pen_moves_nothing(trained: list[list[LoggedSet]]) -> None:
    right = believed(*trained, [lift(72.5, 6)])
    slipped = believed(*trained, [lift(72.5, 6), lift(725, 6)])
    assert slipped.log_mean == pytest.approx(right.log_mean, abs=0.01)


def test_a_new_level_is_believed_when_it_stays(trained: list[list[LoggedSet]]) -> None:
    again = believed(*trained, [lift(140, 6), lift(145, 5)], [lift(145, 6, rir=1.0), lift(145, 5, rir=1.0)])
    assert again.one_rep_max_kg > 150


def test_a_lighter_machine_is_believed_after_some_sessions(trained: list[list[LoggedSet]]) -> None:
    light = [[lift(40, 8), lift(40, 7), lift(40, 6)] for _ in range(6)]
    assert believed(*trained, *light).one_rep_max_kg < 80


def test_asking_changes_nothing(trained: list[list[LoggedSet]]) -> None:
    asked, quiet = StrengthState(RUNNER, EXERCISES, DAY), state(*trained)
    for session in sessions(*trained):
        for entry in session.sets:
            asked.update(session, entry)
            asked.ability(session.date + timedelta(days=30))
    on = DAY + timedelta(days=9)
    assert asked.ability(on) == quiet.ability(on)


def test_sets_done_in_turns_say_about_the_same_as_one_after_the_other() -> None:
    squats, presses = [lift(70, 6, rir=1.0)] * 2, [lift(60, 6, "bench-press", rir=1.0)] * 2
    for name in ("back-squat", "bench-press"):
        straight = believed([*squats, *presses], exercise=name)
        turns = believed([squats[0], presses[0], squats[1], presses[1]], exercise=name)
        assert turns.log_mean == pytest.approx(straight.log_mean, abs=0.02)


def test_falling_repetitions_tell_more_than_repeated_ones() -> None:
    first = [lift(70, 8), lift(70, 8)]
    fallen = believed(first, [lift(70, 8), lift(70, 7), lift(70, 6)])
    repeated = believed(first, [lift(70, 8), lift(70, 8), lift(70, 8)])
    assert fallen.log_mean < repeated.log_mean
    assert fallen.log_sd < repeated.log_sd


def test_drop_sets_do_not_look_like_weakness(trained: list[list[LoggedSet]]) -> None:
    without = believed(*trained, [lift(72.5, 6, rir=1.0)])
    dropped = believed(*trained, [lift(72.5, 6, rir=1.0), lift(50, 5), lift(35, 5)])
    assert dropped.log_mean >= without.log_mean - 0.01


def test_legs_after_a_run_say_little() -> None:
    start = LoggedSession(id="b", date=DAY + timedelta(days=4), start_min=600, sets=(lift(70, 3, to_failure=True),))
    log = History(sessions=(*sessions([lift(70, 8, to_failure=True)]), start))
    ends = [datetime(2027, 3, 5, 8, 0)]
    rested, tired = (
        learn(log, RUNNER, EXERCISES, start.date, run_ends).of(EXERCISES["back-squat"]) for run_ends in ([], ends)
    )
    assert rested is not None
    assert tired is not None
    assert tired.log_mean > rested.log_mean
    assert tired.log_sd > rested.log_sd


def test_help_and_body_mass_count(trained: list[list[LoggedSet]]) -> None:
    helped, alone = (believed([lift(kg, 5, "pull-up", to_failure=True)], exercise="pull-up") for kg in (-20, 0))
    assert alone.one_rep_max_kg > helped.one_rep_max_kg
    log = History(
        sessions=sessions([lift(0, 5, "pull-up", to_failure=True)]),
        body_mass=(BodyMass(id="m", date=DAY - timedelta(days=1), kg=80.0),),
    )
    heavier = learn(log, RUNNER, EXERCISES, DAY).of(EXERCISES["pull-up"])
    assert heavier is not None
    assert heavier.one_rep_max_kg > alone.one_rep_max_kg


def test_one_side_tells_of_the_other_and_the_weaker_counts() -> None:
    name = "split-squat"
    left, right = ([lift(kg, 8, name, side=side, rir=1.0)] for kg, side in ((20, "left"), (26, "right")))
    alike = [lift(26, 8, name, side=side, rir=1.0) for side in ("left", "right")]
    weak, strong = believed(left, exercise=name), believed(right, exercise=name)
    assert weak.log_mean < strong.log_mean
    assert believed([*left, *right], exercise=name).log_mean < believed(alike, exercise=name).log_mean


def test_a_remembered_lift_is_where_the_log_begins() -> None:
    known = Runner(
        **{
            name: getattr(RUNNER, name)
            for name in ("name", "event", "lifting_experience", "body_mass_kg", "birth_year")
        },
        known_lifts=(KnownLift(exercise="back-squat", load_kg=100, reps=5, rir=2.0),),
    )
    light = [lift(40, 5, kind="warmup")]
    assert believed(light, runner=known).one_rep_max_kg > 1.1 * believed(light).one_rep_max_kg


def test_personal_endurance_is_learned_from_failure() -> None:
    enduring = [[lift(90, 1, to_failure=True)], [lift(70, 18, to_failure=True)]] * 3
    spent = [[lift(90, 1, to_failure=True)], [lift(70, 5, to_failure=True)]] * 3
    factors = [state(*days).ability(DAY + timedelta(days=30)).endurance[0] for days in (enduring, spent)]
    assert factors[0] < 1 < factors[1]


def test_an_attempt_that_failed_says_the_load_was_too_heavy() -> None:
    without, failed = believed([lift(70, 5, rir=1.0)]), believed([lift(70, 5, rir=1.0), lift(85, 0, to_failure=True)])
    assert failed.log_mean < without.log_mean
    assert believed([lift(70, 5, rir=1.0), lift(85, 0)]) == without


def test_the_chance_falls_with_load_repetitions_and_reserve(trained: list[list[LoggedSet]]) -> None:
    ability, squat = state(*trained).ability(DAY + timedelta(days=4)), EXERCISES["back-squat"]
    chances = [
        ability.chance(squat, kg, reps, rir) for kg, reps, rir in ((60, 5, 0), (70, 5, 0), (70, 8, 0), (70, 8, 2))
    ]
    assert chances == sorted((one for one in chances if one is not None), reverse=True)
    assert ability.chance(EXERCISES["pogo"], 10, 5) is None


@pytest.mark.parametrize("load", [25, 40, 50])
def test_a_bound_that_was_met_says_nothing_when_it_is_met_again(load: float) -> None:
    easy = lift(load, 5, rir=5.0)
    once, often = believed([easy]), believed([easy] * 12)
    assert often.log_mean <= once.log_mean + 0.01
    assert often.log_sd == pytest.approx(once.log_sd, rel=0.05)


def test_what_nobody_knows_the_maximum_of_tells_nothing_of_other_lifts() -> None:
    before = believed([lift(70, 6, rir=2.0)])
    more = [lift(kg, 8, exercise="nobody-knows-it", name="Odd machine") for kg in (10, 20, 40, 60)]
    assert believed([lift(70, 6, rir=2.0), *more]).log_mean == pytest.approx(before.log_mean, abs=0.005)


def test_a_set_that_ended_where_the_plan_said_is_no_failure() -> None:
    asked = lift(50, 8, planned_reps=8)
    assert believed([asked]).log_mean > believed([lift(50, 8)]).log_mean
