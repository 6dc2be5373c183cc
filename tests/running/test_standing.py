"""Tests of keeping the blocks of weeks a plan was made with when the season changes under them."""

from __future__ import annotations

from collections.abc import Set
from datetime import date, timedelta
from itertools import groupby, pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from ironstride.model.plan import Phase, RunningLoad
from ironstride.running.season import QUIET, Season, SeasonWeek, is_fresh, mesocycles
from ironstride.running.standing import moved_weeks, numbered, with_bounds_kept

MONDAY = date(2027, 1, 4)
DAY = timedelta(days=1)
WEEK = 7 * DAY
LEAST, MOST = 3, 6


def season(phases: list[Phase], down: Set[int] = frozenset()) -> Season:
    """Read a season of these phases and down weeks."""
    numbers = mesocycles(phases, [n in down for n in range(len(phases))])
    weeks = tuple(
        SeasonWeek(
            start=MONDAY + n * WEEK,
            phase=phase,
            intense=False,
            down=n in down,
            load=RunningLoad(minutes=100),
            mesocycle=number,
        )
        for n, (phase, number) in enumerate(zip(phases, numbers, strict=True))
    )
    return Season(first_day=MONDAY, last_day=MONDAY + len(phases) * WEEK - DAY, weeks=weeks, a_races=())


def numbers(of: Season) -> list[int]:
    return [week.mesocycle for week in of.weeks]


def sizes(of: Season) -> list[int]:
    return [len(list(group)) for _, group in groupby(numbers(of))]


def race(build: int, peak: int, rest: int) -> list[Phase]:
    """Give the phases up to a race and the rest after it."""
    parts: tuple[tuple[Phase, int], ...] = (
        ("build", build),
        ("peak", peak),
        ("taper", 1),
        ("race", 1),
        ("transition", rest),
    )
    return [phase for phase, weeks in parts for _ in range(weeks)]


part = st.builds(race, st.integers(0, 9), st.integers(0, 5), st.integers(0, 3))
whole = st.lists(part, min_size=1, max_size=3).map(lambda parts: [phase for one in parts for phase in one])
downs = st.sets(st.integers(0, 50))


# ---------------------------------------------------------------- known answers


def test_other_down_weeks_move_nothing() -> None:
    stood, now = season(["base"] * 16), season(["base"] * 16, {1, 5, 9, 13})
    assert numbers(with_bounds_kept(now, stood, MONDAY)) == numbers(stood)


def test_a_race_in_the_middle_leaves_the_blocks_after_it() -> None:
    stood = season([*["base"] * 12, *["build"] * 8])
    changed: list[Phase] = [*["base"] * 3, *["peak"] * 3, "taper", "race", *["transition"] * 2, *["base"] * 2]
    now = season([*changed, *["build"] * 8])
    kept = with_bounds_kept(now, stood, MONDAY)
    assert sizes(stood) == [4] * 5
    assert sizes(kept) == [3, 7, 6, 4]
    assert moved_weeks(stood, kept) == {MONDAY + n * WEEK for n in (3, 8, 9, 10, 11)}


def test_a_longer_season_goes_on_behind_the_blocks_that_stood() -> None:
    stood, now = season(["build"] * 12), season(["build"] * 20)
    kept = with_bounds_kept(now, stood, MONDAY)
    assert sizes(kept) == [4, 4, 4, 4, 4]
    assert moved_weeks(stood, kept) == {MONDAY + n * WEEK for n in range(12, 20)}


def test_a_plan_that_does_not_know_every_week_says_nothing() -> None:
    read = season(["build"] * 8)
    assert numbered(read, {MONDAY: 3}) is read
    assert numbers(numbered(read, {MONDAY + n * WEEK: n // 5 for n in range(8)})) == [0] * 5 + [1] * 3


# ---------------------------------------------------------------- what always holds


@given(whole, downs, downs, st.integers(-1, 40))
@settings(max_examples=100, deadline=None, derandomize=True)
def test_where_the_phases_are_as_they_were_so_are_the_blocks(
    phases: list[Phase], before: set[int], after: set[int], gone: int
) -> None:
    stood = season(phases, before)
    kept = with_bounds_kept(season(phases, after), stood, MONDAY + gone * WEEK)
    assert numbers(kept) == numbers(stood)
    assert not moved_weeks(stood, kept)


@given(whole, whole, downs, st.integers(0, 30), st.integers(0, 6))
@settings(max_examples=300, deadline=None, derandomize=True)
def test_what_is_cut_anew_keeps_to_what_a_season_asks_for(
    old: list[Phase], new: list[Phase], down: set[int], gone: int, days: int
) -> None:
    gone %= len(old)
    today = MONDAY + gone * WEEK + days * DAY
    stood, now = season(old), season([*old[:gone], *new], down)
    kept = with_bounds_kept(now, stood, today)
    got, phases = numbers(kept), [week.phase for week in kept.weeks]
    open_ = [n for n, week in enumerate(kept.weeks) if week.start >= today or n >= len(old)]
    assert got[: len(got) - len(open_)] == numbers(stood)[: len(got) - len(open_)]
    assert all(after - before in (0, 1) for before, after in pairwise(got))
    for n in open_:
        begins = n == 0 or got[n] != got[n - 1]
        assert begins or not is_fresh(phases, n)
        if begins and n:
            assert phases[n] not in ("taper", "race")
        first = got.index(got[n])
        assert n - first < MOST or phases[n] in QUIET or first not in open_
        if begins and n and not is_fresh(phases, n):
            assert n - got.index(got[n - 1]) >= LEAST


@given(whole, whole, downs)
@settings(max_examples=200, deadline=None, derandomize=True)
def test_no_more_weeks_move_than_by_reading_the_season_anew(old: list[Phase], new: list[Phase], down: set[int]) -> None:
    stood, now = season(old), season(new, down)
    kept = with_bounds_kept(now, stood, MONDAY)
    assert len(moved_weeks(stood, kept)) <= len(moved_weeks(stood, now))
