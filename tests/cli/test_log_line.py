"""Lines as people type them are read as they mean them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ironstride.cli.log_line import TypedSet, read_line, read_sets
from ironstride.model.errors import InputError

WORK = TypedSet(reps=5, load_kg=100.0, rir=2.0)


@pytest.mark.parametrize(
    ("text", "sets"),
    [
        ("squat 3x5 100 @2", [WORK] * 3),
        ("squat 5 100 @2", [WORK]),
        ("squat 3 x 5 100kg rpe8", [WORK] * 3),
        ("squat 100x5 @2", [WORK]),
        ("squat 100kg x 5 2rir", [WORK]),
        ("squat 2x5x100 @2", [WORK] * 2),
        ("squat 5 102,5", [TypedSet(reps=5, load_kg=102.5)]),
        ("squat 5/4/3 60", [TypedSet(reps=n, load_kg=60.0) for n in (5, 4, 3)]),
        ("squat 5 45lb w", [TypedSet(reps=5, load_kg=20.412, kind="warmup")]),
        ("plank 3x45s", [TypedSet(seconds=45.0)] * 3),
        ("plank 2min", [TypedSet(seconds=120.0)]),
        ("carry 2x40m 24", [TypedSet(metres=40.0, load_kg=24.0)] * 2),
        ("pull-up 5 -20", [TypedSet(reps=5, load_kg=-20.0)]),
        ("pull-up 5 +10 fail", [TypedSet(reps=5, load_kg=10.0, to_failure=True, rir=0.0)]),
        (
            "lunge 8 20 each",
            [TypedSet(reps=8, load_kg=20.0, side="left"), TypedSet(reps=8, load_kg=20.0, side="right")],
        ),
        ("lunge 8 20 left", [TypedSet(reps=8, load_kg=20.0, side="left")]),
        ("dip 10 bw amrap", [TypedSet(reps=10, kind="amrap")]),
        ("'90/90 switch' 2x10", [TypedSet(reps=10)] * 2),
    ],
)
def test_one_lift(text: str, sets: list[TypedSet]) -> None:
    (lift,) = read_line(text)
    assert list(lift.sets) == sets


def test_several_lifts_and_parts_that_go_on() -> None:
    squat, rdl, plank = read_line("squat 5 60 w, 3x5 100 @2, rdl 3x8 60; plank 45s")
    assert (squat.name, len(squat.sets), rdl.name, len(rdl.sets), plank.name) == ("squat", 4, "rdl", 3, "plank")


def test_pounds_by_option_and_the_plan_where_nothing_is_typed() -> None:
    assert read_line("squat 5 225", "lb")[0].sets[0].load_kg == pytest.approx(102.058)
    planned = TypedSet(reps=8, load_kg=60.0, kind="work")
    assert read_sets("6", "kg", planned) == (TypedSet(reps=6, load_kg=60.0, kind="work"),)
    assert read_sets("@1", "kg", planned) == (TypedSet(reps=8, load_kg=60.0, kind="work", rir=1.0),)
    assert read_sets("6 62.5 @1", "kg", planned) == (TypedSet(reps=6, load_kg=62.5, kind="work", rir=1.0),)


@pytest.mark.parametrize("text", ["", "squat", "5 100", "squat 5 6 7 8", "squat 5 100 @", "squat 5 zzz", "squat 9999"])
def test_what_cannot_be_read_is_one_line(text: str) -> None:
    with pytest.raises(InputError) as told:
        read_line(text)
    assert "\n" not in str(told.value)


@given(st.text(alphabet="squat 0123456789x@/,;.+-kglbsm'\"", max_size=30))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        lifts = read_line(text)
    except InputError:
        return
    for lift in lifts:
        assert lift.name
        assert lift.sets
