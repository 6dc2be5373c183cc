"""The season read from races and running: phases, intensity, down weeks and mesocycles with known answers."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import groupby
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ironstride.model.plan import Phase
from ironstride.model.runner import Event, PhaseOverride, Runner
from ironstride.model.running import Intensity, PlannedRun, Race
from ironstride.running.season import Season, hard_minutes, is_intense, mesocycles, monday, read_season

MONDAY = date(2027, 1, 4)
WEEK = timedelta(days=7)
DAY = timedelta(days=1)

#: weeks of taper, peak and build before the race week and of transition after it, as the house table prints them
LENGTHS: dict[Event, tuple[int, int, int, int]] = {
    "800m": (1, 4, 6, 1),
    "1500m": (1, 4, 6, 1),
    "5k": (1, 4, 6, 1),
    "10k": (1, 4, 6, 1),
    "half-marathon": (1, 4, 8, 2),
    "marathon": (2, 4, 8, 2),
    "ultra": (2, 4, 8, 3),
}


def runner(event: Event = "10k", races: tuple[Race, ...] = (), phases: tuple[PhaseOverride, ...] = ()) -> Runner:
    return Runner(
        name="T",
        event=event,
        lifting_experience="novice",
        body_mass_kg=60,
        birth_year=1990,
        races=races,
        phases=phases,
    )


def run(day: date, minutes: int, intensity: Intensity = "easy", hard: int | None = None) -> PlannedRun:
    name = f"{day}-{intensity}-{minutes}"
    return PlannedRun(id=name, date=day, intensity=intensity, minutes=minutes, hard_minutes=hard)


def weekly(minutes: list[int], hard_from: int = 0) -> list[PlannedRun]:
    """Give a run a week with these minutes, a hill run of ten from one week on."""
    runs = [run(MONDAY + n * WEEK, total) for n, total in enumerate(minutes) if total]
    return runs + [run(MONDAY + n * WEEK + DAY, 10, "hills") for n in range(hard_from, len(minutes))]


def season(who: Runner, runs: list[PlannedRun], weeks: int, first: date = MONDAY) -> Season:
    return read_season(who, runs, first, monday(first) + weeks * WEEK - DAY)


def phases(read: Season) -> list[Phase]:
    return [week.phase for week in read.weeks]


@pytest.mark.parametrize("event", get_args(Event))
def test_phases_count_back_from_the_race(event: Event) -> None:
    taper, peak, build, transition = LENGTHS[event]
    race = Race(date=MONDAY + 20 * WEEK + 5 * DAY, priority="A")
    read = season(runner(event, (race,)), weekly([100] * 26), 26)
    before = ["base"] * (20 - taper - peak - build) + ["build"] * build + ["peak"] * peak + ["taper"] * taper
    assert phases(read) == [*before, "race", *["transition"] * transition, *["build"] * (5 - transition)]


def test_weeks_before_the_first_hard_run_are_base() -> None:
    race = Race(date=MONDAY + 10 * WEEK, priority="A")
    read = season(runner("half-marathon", (race,)), weekly([100] * 11, hard_from=4), 11)
    assert phases(read) == [*["base"] * 4, "build", *["peak"] * 4, "taper", "race"]


def test_without_an_a_race_the_running_alone_decides() -> None:
    races = (Race(date=MONDAY + 2 * WEEK, priority="B"), Race(date=MONDAY + 3 * WEEK, priority="C"))
    read = season(runner("5k", races), weekly([100] * 6, hard_from=3), 6)
    assert phases(read) == [*["base"] * 3, *["build"] * 3]
    assert read.a_races == ()


def test_two_a_races_close_together_leave_no_transition_between() -> None:
    races = tuple(Race(date=MONDAY + n * WEEK, priority="A") for n in (2, 7, 20))
    read = season(runner("5k", races), weekly([100] * 21), 21)
    assert phases(read)[:8] == ["peak", "taper", "race", *["peak"] * 3, "taper", "race"]
    assert phases(read)[8] == "transition"


def test_a_race_just_before_the_first_day_still_asks_for_rest() -> None:
    just, long_ago = (Race(date=MONDAY - days * DAY, priority="A") for days in (3, 29))
    assert phases(season(runner("marathon", (just,)), weekly([100] * 4), 4)) == ["transition"] * 2 + ["build"] * 2
    assert phases(season(runner("marathon", (long_ago,)), weekly([100] * 4), 4)) == ["build"] * 4


def test_a_phase_set_by_hand_wins_where_it_holds_on_thursday() -> None:
    by_hand = PhaseOverride(first=MONDAY + 3 * DAY, last=MONDAY + WEEK + 2 * DAY, phase="peak")
    assert phases(season(runner(phases=(by_hand,)), weekly([100] * 3), 3)) == ["peak", "build", "build"]


@pytest.mark.parametrize(
    ("minutes", "down"),
    [
        ([100, 82], [False, True]),
        ([100, 83], [False, False]),
        ([100, 80, 82], [False, True, True]),
        ([100, 90, 90, 73], [False, False, False, True]),
        ([100, 90, 90, 74], [False, False, False, False]),
        ([50, 100], [False, False]),
        ([100, 0, 100], [False, False, False]),
    ],
)
def test_down_weeks_have_at_most_82_percent_of_the_larger_of_two_weeks(minutes: list[int], down: list[bool]) -> None:
    runs = [run(MONDAY + n * WEEK, total) for n, total in enumerate(minutes) if total]
    assert [week.down for week in season(runner(), runs, len(minutes)).weeks] == down


def test_a_taper_is_no_down_week() -> None:
    race = Race(date=MONDAY + 2 * WEEK, priority="A")
    read = season(runner("10k", (race,)), weekly([100, 50, 20]), 3)
    assert [(week.phase, week.down) for week in read.weeks] == [("peak", False), ("taper", False), ("race", False)]


@pytest.mark.parametrize(
    ("runs", "intense"),
    [
        ([], False),
        ([(100, "easy", None)], False),
        ([(300, "long", None)], False),
        ([(60, "easy", None), (40, "tempo", None)], False),
        ([(59, "easy", None), (41, "tempo", None)], True),
        ([(90, "easy", None), (10, "interval", 21)], True),
        ([(80, "easy", None), (20, "interval", 20)], False),
        ([(300, "easy", None), (10, "sprint", 1)], False),
        ([(300, "easy", None), (10, "sprint", 1), (10, "hills", 1)], True),
        ([(60, "race", None)], True),
    ],
)
def test_a_week_is_intense_past_one_hard_run_or_a_fifth_of_its_minutes(
    runs: list[tuple[int, Intensity, int | None]], intense: bool
) -> None:
    assert is_intense([run(MONDAY + n * DAY, *made) for n, made in enumerate(runs)]) is intense


def test_hard_minutes_are_those_stated_or_the_usual_share() -> None:
    assert hard_minutes(run(MONDAY, 60, "tempo", 25)) == 25
    assert [hard_minutes(run(MONDAY, 100, kind)) for kind in ("easy", "long", "tempo", "interval")] == [0, 5, 50, 45]
    assert [hard_minutes(run(MONDAY, 100, kind)) for kind in ("sprint", "hills", "race")] == [25, 40, 90]


def test_running_load_adds_minutes_by_intensity() -> None:
    runs = [run(MONDAY, 40), run(MONDAY + DAY, 50, "tempo"), run(MONDAY + 2 * DAY, 20)]
    (week,) = season(runner(), runs, 1).weeks
    assert (week.load.minutes, week.load.by_intensity) == (110, {"easy": 60, "tempo": 50})


@pytest.mark.parametrize(("start", "full"), [(0, True), (2, True), (3, False), (6, False)])
def test_a_week_with_fewer_than_five_days_is_partial(start: int, full: bool) -> None:
    read = season(runner(), weekly([100] * 2), 2, first=MONDAY + start * DAY)
    assert [week.full for week in read.weeks] == [full, True]
    assert read.weeks[0].start == MONDAY
    assert read.week_of(MONDAY + 8 * DAY) == read.weeks[1]


def test_a_last_week_may_be_partial_too() -> None:
    read = read_season(runner(), weekly([100] * 3), MONDAY, MONDAY + 2 * WEEK + 3 * DAY)
    assert [week.full for week in read.weeks] == [True, True, False]


# ---------------------------------------------------------------- mesocycles


def blocks(of: list[Phase], down: set[int]) -> list[int]:
    numbers = mesocycles(of, [n in down for n in range(len(of))])
    assert numbers == sorted(numbers)
    return list(Counter(numbers).values())


@pytest.mark.parametrize(
    ("weeks", "down", "sizes"),
    [
        (3, set(), [3]),
        (6, set(), [6]),
        (7, set(), [4, 3]),
        (12, set(), [4, 4, 4]),
        (12, {2, 5, 8, 11}, [3, 3, 3, 3]),
        (12, {3, 7, 11}, [4, 4, 4]),
        (12, {1}, [4, 4, 4]),
    ],
)
def test_blocks_are_four_weeks_or_end_with_a_down_week(weeks: int, down: set[int], sizes: list[int]) -> None:
    assert blocks(["base"] * weeks, down) == sizes


def test_a_new_phase_begins_a_block_once_the_old_one_has_three_weeks() -> None:
    assert blocks(["base"] * 3 + ["build"] * 5, set()) == [3, 5]
    assert blocks(["base"] * 2 + ["build"] * 6, set()) == [4, 4]


def test_taper_and_race_go_on_with_the_block_before() -> None:
    assert blocks(["build"] * 4 + ["peak"] * 3 + ["taper"] * 2 + ["race"], set()) == [4, 6]


@pytest.mark.parametrize(("peak", "sizes"), [(3, [4, 5]), (4, [4, 6]), (5, [4, 7]), (6, [4, 8]), (7, [4, 4, 5])])
def test_no_block_begins_with_a_week_or_two_before_the_taper(peak: int, sizes: list[int]) -> None:
    assert blocks(["build"] * 4 + ["peak"] * peak + ["taper", "race"], set()) == sizes


def test_after_the_race_everything_begins_anew() -> None:
    season_phases: list[Phase] = ["peak", "taper", "race", "transition", "transition", "base", "base", "base"]
    assert blocks(season_phases, set()) == [5, 3]


@given(st.tuples(*[st.integers(0, 12)] * 3), st.sets(st.integers(0, 35)))
@settings(max_examples=300, deadline=None, derandomize=True)
def test_blocks_of_a_season_without_a_race_have_three_to_six_weeks(
    lengths: tuple[int, int, int], down: set[int]
) -> None:
    names: tuple[Phase, ...] = ("base", "build", "peak")
    of: list[Phase] = [phase for phase, length in zip(names, lengths, strict=True) for _ in range(length)]
    sizes = [len(list(group)) for _, group in groupby(mesocycles(of, [n in down for n in range(len(of))]))]
    if len(of) >= 3:
        assert min(sizes) >= 3
        assert max(sizes) <= 6
