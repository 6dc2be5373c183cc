"""The repetition tables give the printed cells both ways, behave between them, and carry their doubt into the 1RM."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ironstride.strength.repetitions import RepTable, estimate_one_rep_max, percent_1rm, reps_sd, reps_to_failure

TABLES: tuple[RepTable, ...] = ("general", "bench-press", "leg-press")
LIGHTEST = {"general": 65.0, "bench-press": 65.0, "leg-press": 70.0}
MOST_REPS = {"general": 17.11, "bench-press": 16.59, "leg-press": 18.96}

#: %1RM, then mean repetitions: general, bench press, leg press (Nuzzo et al. 2024).
MEANS = """
95  3.28  2.59  7.04
90  4.94  4.11  8.69
85  7.15  6.23 10.69
80  9.75  8.82 13.05
75 12.37 11.51 15.79
70 14.80 14.08 18.96
65 17.11 16.59 -
"""
#: repetitions to failure, then %1RM: general, bench press, leg press. Below 7 reps the leg press is not to be used.
INVERSE = """
1 100.0 100.0 -
2  97.8  96.9 -
3  95.6  93.7 -
4  92.8  90.4 -
5  89.9  87.9 -
6  87.6  85.5 -
7  85.3  83.5 -
8  83.4  81.6 92.1
9  81.4  79.7 89.2
10 79.5  77.8 86.7
11 77.6  75.9 84.3
12 75.7  74.0 82.2
13 73.7  72.1 80.1
14 71.6  70.2 78.3
15 69.6  68.2 76.4
"""
SPREAD = [(95, 1.12), (90, 1.59), (85, 2.05), (80, 2.51), (75, 2.97), (70, 3.44), (65, 3.90), (60, 4.36)]


def cells(block: str) -> list[tuple[RepTable, float, float]]:
    """Rows of a printed table as (table, row head, cell)."""
    found: list[tuple[RepTable, float, float]] = []
    for line in block.strip().split("\n"):
        head, *printed = line.split()
        found += [(table, float(head), float(cell)) for table, cell in zip(TABLES, printed, strict=True) if cell != "-"]
    return found


def heavier_and_lighter(table: RepTable) -> st.SearchStrategy[tuple[float, float]]:
    loads = st.floats(LIGHTEST[table], 100)
    return st.tuples(loads, loads).filter(lambda pair: pair[0] > pair[1] + 1e-6)


@pytest.mark.parametrize(("table", "percent", "reps"), cells(MEANS))
def test_printed_means(table: RepTable, percent: float, reps: float) -> None:
    assert reps_to_failure(percent, table) == pytest.approx(reps, abs=1e-9)
    assert percent_1rm(reps, table) == pytest.approx(percent, abs=1e-9)


@pytest.mark.parametrize(("table", "reps", "percent"), cells(INVERSE))
def test_printed_inverse(table: RepTable, reps: float, percent: float) -> None:
    assert percent_1rm(reps, table) == pytest.approx(percent, abs=0.0501)


def test_general_is_the_default() -> None:
    assert reps_to_failure(80) == 9.75
    assert round(percent_1rm(5), 1) == 89.9


@pytest.mark.parametrize(("percent", "sd"), SPREAD)
def test_printed_spread(percent: float, sd: float) -> None:
    assert reps_sd(percent) == pytest.approx(sd, abs=0.0051)


@pytest.mark.parametrize("table", TABLES)
@given(data=st.data())
def test_lighter_loads_allow_more_reps(table: RepTable, data: st.DataObject) -> None:
    heavy, light = data.draw(heavier_and_lighter(table))
    assert reps_to_failure(heavy, table) < reps_to_failure(light, table)
    assert reps_sd(heavy) < reps_sd(light)


@pytest.mark.parametrize("table", TABLES)
@given(data=st.data())
def test_there_and_back(table: RepTable, data: st.DataObject) -> None:
    percent = data.draw(st.floats(LIGHTEST[table], 100))
    assert percent_1rm(reps_to_failure(percent, table), table) == pytest.approx(percent)


@pytest.mark.parametrize("table", TABLES)
def test_a_single_at_the_maximum(table: RepTable) -> None:
    assert reps_to_failure(100, table) == 1
    assert percent_1rm(1, table) == 100


@pytest.mark.parametrize("table", TABLES)
def test_never_outside_the_table(table: RepTable) -> None:
    for percent in (LIGHTEST[table] - 0.01, 100.01, -5.0, float("nan"), float("inf")):
        with pytest.raises(ValueError, match="outside"):
            reps_to_failure(percent, table)
    for reps in (0.99, 0.0, MOST_REPS[table] + 0.01, float("nan")):
        with pytest.raises(ValueError, match="outside"):
            percent_1rm(reps, table)


def test_spread_ends_where_it_was_measured() -> None:
    assert reps_sd(60) == pytest.approx(4.36)
    for percent in (59.9, 100.1, float("nan")):
        with pytest.raises(ValueError, match="outside"):
            reps_sd(percent)


def test_an_unknown_table_names_the_known_ones() -> None:
    with pytest.raises(ValueError, match="bench-press"):
        reps_to_failure(80, "squat")  # type: ignore[arg-type]


def test_a_set_to_failure_reads_the_table() -> None:
    """100 kg for 5 to failure is 89.9 % of the maximum."""
    mean_kg, sd_log = estimate_one_rep_max(100, 5)
    assert mean_kg == pytest.approx(100 / 0.899, rel=1e-3)
    assert 0.05 < sd_log < 0.07


def test_a_rating_adds_the_reps_people_leave_out() -> None:
    """5 reps with 2 in reserve stand for 7.95 to failure, 83.5 %, and a rating is one more doubt."""
    mean_kg, sd_log = estimate_one_rep_max(100, 5, rir=2)
    assert mean_kg == pytest.approx(100 / (percent_1rm(7.95) / 100))
    assert mean_kg == pytest.approx(119.8, abs=0.2)
    assert sd_log > estimate_one_rep_max(100, 7.95)[1]


def test_a_single_is_known_no_better_than_a_retest() -> None:
    mean_kg, sd_log = estimate_one_rep_max(140, 1)
    assert mean_kg == 140
    assert 0.042 < sd_log < 0.05


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("rir", [None, 0.0, 1.5])
@given(data=st.data())
def test_doubt_and_maximum_grow_with_reps(table: RepTable, rir: float | None, data: st.DataObject) -> None:
    longest = MOST_REPS[table] - (0 if rir is None else rir + 0.95) - 0.01
    fewer, more = sorted(data.draw(st.tuples(st.floats(1, longest), st.floats(1, longest))))
    small, doubt = estimate_one_rep_max(100, fewer, rir, table)
    large, more_doubt = estimate_one_rep_max(100, more, rir, table)
    assert large >= small
    assert more_doubt >= doubt - 1e-9
    assert 0.042 < doubt < 0.2


@given(load_kg=st.floats(1, 500), factor=st.floats(0.1, 10))
def test_the_maximum_scales_with_the_load(load_kg: float, factor: float) -> None:
    once, sd_once = estimate_one_rep_max(load_kg, 6, 1)
    scaled, sd_scaled = estimate_one_rep_max(load_kg * factor, 6, 1)
    assert scaled == pytest.approx(once * factor)
    assert sd_scaled == sd_once


@pytest.mark.parametrize(
    ("load_kg", "reps", "rir"),
    [
        (0, 5, 1),
        (-60, 5, 1),
        (60, 0, 1),
        (60, 5, -1),
        (float("nan"), 5, 1),
        (float("inf"), 5, 1),
        (60, 5, float("nan")),
    ],
)
def test_no_lift_no_estimate(load_kg: float, reps: float, rir: float) -> None:
    with pytest.raises(ValueError, match="real lift"):
        estimate_one_rep_max(load_kg, reps, rir)


def test_long_sets_say_nothing_of_the_maximum() -> None:
    with pytest.raises(ValueError, match="outside the general table"):
        estimate_one_rep_max(20, 25, 2)
