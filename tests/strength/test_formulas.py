"""The 1RM formulas give the printed percentages for 1 to 15 repetitions and refuse what they cannot take."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ironstride.strength.formulas import FORMULAS, brzycki, epley, lander, mayhew, rts, wathen

COLUMNS = ("epley", "brzycki", "lombardi", "mayhew", "wathen", "oconner", "lander")
#: %1RM by repetitions to failure, one row for each count from 1 to 15, columns as above.
PRINTED = """
100.0 100.0 100.0 91.9 98.7 97.6 98.6
93.8 97.2 93.3 89.7 95.1 95.2 96.0
90.9 94.4 89.6 87.7 91.8 93.0 93.3
88.2 91.7 87.1 85.8 88.7 90.9 90.6
85.7 88.9 85.1 84.0 85.8 88.9 87.9
83.3 86.1 83.6 82.3 83.1 87.0 85.3
81.1 83.3 82.3 80.7 80.6 85.1 82.6
78.9 80.6 81.2 79.2 78.3 83.3 79.9
76.9 77.8 80.3 77.7 76.2 81.6 77.3
75.0 75.0 79.4 76.4 74.2 80.0 74.6
73.2 72.2 78.7 75.1 72.4 78.4 71.9
71.4 69.4 78.0 73.9 70.7 76.9 69.2
69.8 66.7 77.4 72.7 69.1 75.5 66.6
68.2 63.9 76.8 71.6 67.6 74.1 63.9
66.7 61.1 76.3 70.6 66.3 72.7 61.2
"""
CELLS = [
    (name, reps, float(cell))
    for reps, line in enumerate(PRINTED.split("\n")[1:-1], start=1)
    for name, cell in zip(COLUMNS, line.split(), strict=True)
]
RTS = (100, 95.5, 92.2, 89.2, 86.3, 83.7, 81.1, 78.6, 76.2, 73.9)


@pytest.mark.parametrize(("name", "reps", "percent"), CELLS)
def test_printed_percentages(name: str, reps: int, percent: float) -> None:
    """Each printed cell, to the decimal printed."""
    assert 100 * 100 / FORMULAS[name](100, reps) == pytest.approx(percent, abs=0.0501)


def test_the_whole_table_is_there() -> None:
    assert len(CELLS) == 15 * len(COLUMNS)
    assert set(COLUMNS) | {"rts"} == set(FORMULAS)


@pytest.mark.parametrize(("reps", "percent"), list(enumerate(RTS, start=1)))
def test_rts_chart(reps: int, percent: float) -> None:
    assert rts(percent, reps) == pytest.approx(100)


def test_rts_half_points_interpolate() -> None:
    assert 100 * 100 / rts(100, 4.5) == pytest.approx((89.2 + 86.3) / 2)


def test_a_single_is_the_maximum_itself() -> None:
    """Raw Epley would read 96.8 % for a single; the guard keeps what was lifted."""
    assert epley(140, 1) == 140
    assert brzycki(140, 1) == pytest.approx(140)


@pytest.mark.parametrize(
    ("formula", "percent", "reps", "reached"),
    [(epley, 70, 14, 102.7), (wathen, 70, 14, 103.5), (brzycki, 70, 14, 109.6)],
)
def test_high_reps_run_hot(formula: object, percent: float, reps: int, reached: float) -> None:
    """70 % for 14 reads above the true maximum, 90 % for 4 within about 3 %."""
    assert callable(formula)
    assert formula(percent, reps) == pytest.approx(reached, abs=0.1)
    assert formula(90, 4) == pytest.approx(100, abs=3)


@pytest.mark.parametrize("name", FORMULAS)
@given(load_kg=st.floats(1, 400), reps=st.integers(1, 9))
def test_more_reps_mean_a_higher_maximum(name: str, load_kg: float, reps: int) -> None:
    formula = FORMULAS[name]
    assert formula(load_kg, reps) < formula(load_kg, reps + 1)
    assert formula(2 * load_kg, reps) == pytest.approx(2 * formula(load_kg, reps))


@pytest.mark.parametrize("name", FORMULAS)
@pytest.mark.parametrize(
    ("load_kg", "reps"), [(0, 5), (-20, 5), (100, 0), (100, 0.5), (float("nan"), 5), (100, float("nan"))]
)
def test_no_lift_no_maximum(name: str, load_kg: float, reps: float) -> None:
    with pytest.raises(ValueError, match="at least one repetition"):
        FORMULAS[name](load_kg, reps)


def test_each_formula_ends_somewhere() -> None:
    with pytest.raises(ValueError, match="too many"):
        brzycki(60, 37)
    with pytest.raises(ValueError, match="too many"):
        lander(60, 38)
    with pytest.raises(ValueError, match="ends at 10"):
        rts(60, 11)
    assert mayhew(60, 60) < 60 / 0.5
