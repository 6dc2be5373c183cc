"""Where a session could go: windows, what is taken, nights, days away, and a name of its own for every choice."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from ironstride.catalogue import catalogue
from ironstride.model.equipment import Place
from ironstride.model.errors import InputError
from ironstride.model.runner import Availability, DateException, Rota, Runner, Running
from ironstride.model.running import Intensity, OtherTraining, PlannedRun, Race, RunningPlan
from ironstride.model.words import minutes_of
from ironstride.planning import plan
from ironstride.planning.menu import Menu, leg_places
from ironstride.planning.names import with_ids
from ironstride.planning.plan import make_task
from ironstride.planning.schedule import candidates
from ironstride.planning.slots import Slot, slots
from ironstride.planning.task import Task

DATA = catalogue()
MONDAY = date(2027, 1, 4)
DAY = timedelta(days=1)
EVENING = Availability(days=("mon",), start="18:00", end="19:00")


def run(day: int, start: int | None, minutes: int = 60, intensity: Intensity = "easy") -> PlannedRun:
    name = f"run-{day}-{start}"
    return PlannedRun(id=name, date=MONDAY + day * DAY, intensity=intensity, minutes=minutes, start_min=start)


def task(
    *windows: Availability, runs: tuple[PlannedRun, ...] = (), others: tuple[OtherTraining, ...] = (), **more: Any
) -> Task:
    """Give a season of two weeks with a run on its first Saturday at least."""
    places = {name: Place() for name in ("home", "gym", "hotel")}
    needed = {"name": "T", "event": "10k", "lifting_experience": "novice", "body_mass_kg": 70.0, "birth_year": 1990}
    first = more.pop("first_day", MONDAY)
    runner = Runner(**{**needed, "places": places, "availability": windows, "first_day": first, **more})
    return make_task(runner, RunningPlan(runs=(*runs, run(5, 480)), others=others), DATA, 2)


def offered(season: Task) -> list[tuple[int, str, int, str]]:
    """Give day of the season, start, minutes and place of each slot."""
    found = slots(season.runner, season.season, season.runs, season.others)
    return [
        ((s.date - MONDAY).days, f"{s.start_min // 60:02d}:{s.start_min % 60:02d}", s.minutes, s.place) for s in found
    ]


def test_a_window_offers_its_start_every_week() -> None:
    assert offered(task(EVENING)) == [(0, "18:00", 60, "home"), (7, "18:00", 60, "home")]


def test_a_long_window_holds_an_hour_and_a_cap_holds() -> None:
    long = Availability(days=("mon",), start="08:00", end="20:00")
    assert offered(task(long))[0] == (0, "08:00", 60, "home")
    capped = Availability(days=("mon",), start="08:00", end="20:00", minutes=25)
    assert offered(task(capped))[0] == (0, "08:00", 25, "home")


def test_a_window_holds_from_its_first_to_its_last_date() -> None:
    later = Availability(days=("mon",), start="18:00", end="19:00", first=MONDAY + DAY)
    assert [day for day, *_ in offered(task(later))] == [7]


@pytest.mark.parametrize(
    ("start", "minutes", "told"),
    [
        (12 * 60, 60, ["16:00", "19:00"]),
        (10 * 60, 45, ["10:00", "10:45", "13:45", "16:45"]),
        (21 * 60, 60, ["10:00"]),
    ],
)
def test_the_hours_after_a_run_are_offered_three_and_six_hours_later(start: int, minutes: int, told: list[str]) -> None:
    window = Availability(days=("mon",), start="10:00", end="20:30")
    found = [clock for day, clock, *_ in offered(task(window, runs=(run(0, start, minutes),))) if day == 0]
    assert set(found) <= {"10:00", *told}
    assert set(told) - {"10:00"} <= set(found)


def test_no_slot_stands_in_a_run_or_in_other_training() -> None:
    window = Availability(days=("mon",), start="18:00", end="21:00")
    ride = OtherTraining(id="ride", date=MONDAY, sport="ride", minutes=60, start_min=18 * 60 + 30)
    busy = task(window, runs=(run(7, 18 * 60),), others=(ride,))
    assert [slot for slot in offered(busy) if slot[0] == 0] == [(0, "18:00", 30, "home"), (0, "19:30", 60, "home")]
    assert [slot for slot in offered(busy) if slot[0] == 7] == [(7, "19:00", 60, "home")]


def test_what_runs_past_midnight_takes_the_morning_too() -> None:
    morning = Availability(days=("tue",), start="05:00", end="09:00")
    ultra = run(0, 20 * 60, minutes=11 * 60, intensity="race")
    assert [clock for day, clock, *_ in offered(task(morning, runs=(ultra,))) if day == 1] == ["07:00"]
    longer = run(0, 5 * 60, minutes=30 * 60, intensity="race")
    assert not [slot for slot in offered(task(morning, runs=(longer,))) if slot[0] == 1 and slot[1] < "11:00"]


def test_a_day_with_strength_of_its_own_offers_none() -> None:
    lesson = OtherTraining(id="class", date=MONDAY, sport="strength", minutes=45, start_min=600, is_strength=True)
    assert [day for day, *_ in offered(task(EVENING, others=(lesson,)))] == [7]
    replaced = task(EVENING, others=(lesson,), running=Running(strength_in_plan="replace"))
    assert [day for day, *_ in offered(replaced)] == [0, 7]


def test_nights_and_days_free_of_them() -> None:
    every = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    rota = Rota(start=MONDAY, cycle_days=7, nights=(1, 2))
    on, off = (Availability(days=every, start="16:00", end="17:00", on=on) for on in ("night", "off"))
    assert [day for day, *_ in offered(task(on, rota=(rota,))) if day < 7] == [1, 2]
    assert [day for day, *_ in offered(task(off, rota=(rota,))) if day < 7] == [0, 4, 5, 6]


@pytest.mark.parametrize(
    ("exception", "told"),
    [
        ({"unavailable": True}, []),
        ({"place": "hotel"}, [(0, "18:00", 60, "hotel")]),
        ({"minutes": 20}, [(0, "18:00", 20, "home")]),
        ({"unavailable": True, "only_place": "gym"}, [(0, "18:00", 60, "home")]),
    ],
)
def test_dates_that_differ(exception: dict[str, Any], told: list[tuple[int, str, int, str]]) -> None:
    span = DateException(first=MONDAY, last=MONDAY, **exception)
    assert [slot for slot in offered(task(EVENING, exceptions=(span,))) if slot[0] == 0] == told


def test_the_longest_of_two_windows_with_one_start_counts() -> None:
    short = Availability(days=("mon",), start="18:00", end="18:30")
    assert offered(task(short, EVENING, short))[0] == (0, "18:00", 60, "home")
    assert len(offered(task(short, EVENING, short))) == 2


def test_two_places_at_one_hour_are_two_choices_with_names_of_their_own() -> None:
    gym = Availability(days=("mon",), start="18:00", end="19:30", place="gym")
    season = task(EVENING, gym)
    made = candidates(season, slots(season.runner, season.season, season.runs), leg_places(season, Menu(season)))
    assert len({session.id for session in made}) == len(made) == 8
    assert {session.place for session in made} == {"home", "gym"}
    assert plan(season.runner, RunningPlan(runs=season.runs), weeks=2).solver.status == "OPTIMAL"


def test_slots_come_in_order() -> None:
    found = slots(task(EVENING).runner, task(EVENING).season, task(EVENING).runs)
    assert list(found) == sorted(found)
    assert found[0] == Slot(MONDAY, minutes_of("18:00"), 60, "home")


# ---------------------------------------------------------------- what a season begins and ends with


def test_a_race_gone_by_does_not_begin_the_season() -> None:
    old = Race(date=MONDAY - 60 * DAY, priority="A")
    assert task(EVENING, first_day=None, races=(old,)).season.first_day == MONDAY


def test_a_season_that_ends_before_it_begins_is_refused() -> None:
    runner = Runner(
        name="T",
        event="10k",
        lifting_experience="novice",
        body_mass_kg=70,
        birth_year=1990,
        first_day=MONDAY + 60 * DAY,
    )
    with pytest.raises(InputError, match="first day"):
        plan(runner, RunningPlan(runs=(run(0, 420),)))
    with pytest.raises(InputError, match="no planned run"):
        plan(runner, RunningPlan())


# ---------------------------------------------------------------- names


def test_exercises_are_found_by_id_name_and_alias() -> None:
    squat = DATA.exercises["back-squat"]
    named = task(
        EVENING,
        dislikes=("Split squat", "lunge", "PLYOMETRIC"),
        favourites=(squat.name.upper(), *squat.aliases[:1], "no such lift"),
    ).runner
    found, unread = with_ids(named, DATA.exercises)
    assert found.dislikes == ("split-squat", "lunge", "plyometric")
    assert set(found.favourites) == {"back-squat", "no such lift"}
    assert [(one.where, one.text) for one in unread] == [("favourites", "no such lift")]
    assert with_ids(found, DATA.exercises) == (found, unread)


def test_every_name_of_the_catalogue_is_its_own() -> None:
    for exercise in DATA.exercises.values():
        for name in (exercise.id, exercise.name, *exercise.aliases):
            found, unread = with_ids(task(EVENING, favourites=(name,)).runner, {exercise.id: exercise})
            assert (found.favourites, unread) == ((exercise.id,), ())
