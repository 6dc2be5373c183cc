"""Advice after each set: the table and the spot agree, harder never goes up, a heavy warm-up lowers the day."""

from __future__ import annotations

import math
from typing import Any

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ironstride.model.log import LoggedSet
from ironstride.model.session import Item, Set
from ironstride.strength.ability import Belief
from ironstride.strength.autoregulate import (
    AdviceTable,
    Lift,
    advice_table,
    advice_text,
    advise,
    is_heavy_day,
    look_up,
)
from ironstride.strength.chance import Likely

LOADS = tuple(20 + 2.5 * n for n in range(60))
FINE = Lift(Likely(Belief(math.log(100), 0.07, known=True)), LOADS)


def item(load_kg: float = 77.5, reps: int = 5, rir: float = 2, **more: Any) -> Item:
    work = Set(reps=reps, rir=rir, load_kg=load_kg, rest_s=180)
    warm = (Set(warmup=True, reps=5, load_kg=45.0), Set(warmup=True, reps=3, load_kg=60.0))
    return Item(exercise="back-squat", pattern="squat", sets=(*warm, work, work, work), **more)


def done(load_kg: float = 77.5, reps: int = 5, rir: float | None = 2, **more: Any) -> LoggedSet:
    return LoggedSet(id="x", exercise="back-squat", load_kg=load_kg, reps=reps, rir=rir, **{"kind": "work", **more})


def test_before_the_first_set_the_plan_stands() -> None:
    advice = advise(item(), FINE, [])
    assert (advice.load_kg, advice.reps, advice.why) == (77.5, 5, "planned")


def test_a_set_as_asked_is_repeated() -> None:
    assert advise(item(), FINE, [done()]).load_kg == 77.5
    assert advise(item(), FINE, [done(rir=None)]).load_kg == 77.5


def test_an_easy_set_goes_up_by_a_step_and_a_hard_one_down() -> None:
    easy, hard = advise(item(), FINE, [done(rir=5)]), advise(item(), FINE, [done(reps=4, rir=None, to_failure=True)])
    assert 77.5 < easy.load_kg <= 77.5 * 1.1
    assert easy.why == "easier"
    assert hard.load_kg < 77.5
    assert hard.why == "harder"


def test_a_held_lift_stays_however_easy() -> None:
    advice = advise(item(most_kg=77.5), FINE, [done(rir=5)])
    assert (advice.load_kg, advice.why) == (77.5, "kept")


def test_where_the_next_weight_is_too_far_repetitions_come_first() -> None:
    coarse = Lift(FINE.likely, (20.0, 40.0, 60.0, 80.0, 100.0))
    advice = advise(item(60.0), coarse, [done(60.0, rir=4)])
    assert (advice.load_kg, advice.reps, advice.why) == (60.0, 7, "more-reps")


def test_at_the_lightest_weight_repetitions_give_way() -> None:
    weak = Lift(Likely(Belief(math.log(22), 0.1, known=True)), LOADS)
    advice = advise(item(20.0), weak, [done(20.0, reps=2, rir=None, to_failure=True)])
    assert advice.load_kg == 20.0
    assert 1 <= advice.reps < 5
    assert advice.why == "fewer-reps"


def test_twice_short_ends_the_lift() -> None:
    short = done(reps=3, rir=None, to_failure=True)
    assert not advise(item(), FINE, [short]).stop
    assert advise(item(), FINE, [short, short]).stop
    assert not advise(item(), FINE, [short, done(72.5), short]).stop


def test_a_heavy_warm_up_lowers_the_start_and_a_light_one_changes_nothing() -> None:
    light, heavy = done(60.0, 3, 5, kind="warmup"), done(60.0, 3, 1, kind="warmup")
    assert advise(item(), FINE, [light]).load_kg == 77.5
    lowered = advise(item(), FINE, [heavy])
    assert lowered.load_kg < 77.5
    assert lowered.why == "warm-up"
    assert advise(item(), FINE, [heavy, light]).load_kg == lowered.load_kg


def test_a_lift_far_from_its_load_takes_longer_steps_until_it_is_found() -> None:
    unknown = Lift(Likely(Belief(math.log(100), 0.3, known=False)), LOADS)
    first = advise(item(40.0), unknown, [done(40.0, rir=5)])
    seeking = advise(item(40.0), msgspec.structs.replace(unknown, seeking=20.0), [done(40.0, rir=5)])
    assert first.load_kg == 42.5
    assert seeking.load_kg == 47.5


def test_the_day_is_heavy_when_its_lift_fell_far() -> None:
    assert is_heavy_day(item(), [done(72.5)])
    assert not is_heavy_day(item(), [done(77.5)])
    assert not is_heavy_day(item(), [])
    assert advise(item(), FINE, [], eased=True).load_kg == 75.0


def test_an_item_without_repetitions_is_refused() -> None:
    with pytest.raises(ValueError, match="not counted in repetitions"):
        advice_table(Item(exercise="front-plank", pattern="core", sets=(Set(seconds=30),)), FINE)


lifts = st.builds(
    Lift,
    likely=st.one_of(
        st.none(),
        st.builds(
            Likely,
            st.builds(Belief, st.floats(3.0, 5.5), st.floats(0.01, 0.4), st.booleans()),
            st.tuples(st.floats(0.8, 1.2), st.floats(0, 0.15)),
        ),
    ),
    loads=st.lists(st.sampled_from(LOADS), min_size=1, max_size=40, unique=True).map(
        lambda loads: tuple(sorted(loads))
    ),
    body_kg=st.sampled_from([0.0, 45.0]),
    age=st.sampled_from([30, 65]),
    seeking=st.sampled_from([None, 10.0, 20.0]),
)
items = st.builds(item, load_kg=st.sampled_from(LOADS), reps=st.integers(1, 12), rir=st.sampled_from([0.0, 1, 2, 3, 4]))
sets = st.builds(
    done,
    load_kg=st.sampled_from(LOADS),
    reps=st.integers(0, 20),
    rir=st.one_of(st.none(), st.sampled_from([0.0, 0.5, 1, 2, 3, 4, 5, 8])),
    to_failure=st.booleans(),
    kind=st.sampled_from([None, "work", "warmup", "amrap"]),
)


@given(lift=lifts, planned=items, history=st.lists(sets, max_size=4))
def test_the_table_survives_the_wire_and_says_the_same(lift: Lift, planned: Item, history: list[LoggedSet]) -> None:
    table = advice_table(planned, lift)
    sent = msgspec.json.decode(msgspec.json.encode(table), type=AdviceTable)
    assert sent == table
    advice = advise(planned, lift, history)
    assert look_up(sent, history) == advice
    assert advice.load_kg in lift.loads
    assert advice.reps >= 1
    assert advice_text(advice, table).endswith(".")


@example(
    # far beyond what was believed, where "at least so many" has no figures left
    lift=Lift(Likely(Belief(3.0, 0.21875, known=False), (1.125, 0.0)), loads=(62.5, 65.0), age=30),
    planned=item(load_kg=20.0, reps=5, rir=2.0),
)
@given(lift=lifts, planned=items)
def test_the_better_a_set_went_the_heavier_the_next(lift: Lift, planned: Item) -> None:
    table = advice_table(planned, lift)
    for index, row in enumerate(table.after):
        loads = [cell.load for cell in row]
        assert loads == sorted(loads)
        for over, cell in enumerate(row, table.least_over):
            assert cell.load <= index or over >= 0, "a set that fell short never makes the next heavier"


@given(lift=lifts, planned=items)
def test_no_step_up_is_larger_than_its_bound(lift: Lift, planned: Item) -> None:
    table = advice_table(planned, lift)
    most = 1 + max(10.0, lift.seeking or 0.0) / 100
    for index, row in enumerate(table.after):
        for cell in row:
            assert cell.load <= index + 1 or table.loads[cell.load] <= table.loads[index] * most + 1e-9
