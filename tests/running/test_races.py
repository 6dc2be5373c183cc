"""Tests of the races a calendar holds: which is the goal, which are tests, and which are the runner's own."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ironstride.model.runner import Event, Runner
from ironstride.model.running import PlannedRun, Race
from ironstride.running.races import entered, for_training, with_found_races
from ironstride.running.titles import read_title

START = date(2027, 1, 4)


def runner(*races: Race, event: Event = "10k") -> Runner:
    """Give a runner with these races and nothing to lift with."""
    return Runner(
        name="Ann",
        event=event,
        lifting_experience="none",
        body_mass_kg=60,
        birth_year=1990,
        first_day=START,
        races=races,
    )


def raced(day: int, title: str = "Race", metres: float | None = None, source: str = "plan.ics") -> PlannedRun:
    """Give a race of the calendar on a day of the season."""
    on = START + timedelta(days=day)
    return PlannedRun(
        id=f"{on}-{title}", date=on, intensity="race", minutes=50, title=title, distance_m=metres, source=source
    )


def taken(who: Runner, *runs: PlannedRun) -> list[tuple[int, str, str]]:
    """Give day, title and priority of the races found."""
    found = with_found_races(who, runs).runner.races
    return [((race.date - START).days, race.name, race.priority) for race in found if race.found]


def test_the_last_race_is_the_goal() -> None:
    runs = raced(20, "XC race"), raced(60, "City race")
    assert taken(runner(), *runs) == [(20, "XC race", "B"), (60, "City race", "A")]


def test_a_race_named_as_the_goal_is_it() -> None:
    assert [one[2] for one in taken(runner(), raced(20, "A race: Rome"), raced(60, "Fun race"))] == ["A", "B"]
    assert [one[2] for one in taken(runner(), raced(20, "Zielwettkampf"), raced(60, "Volkslauf"))] == ["A", "B"]


def test_a_race_over_the_event_is_the_goal_before_a_later_other_one() -> None:
    runs = raced(20, "Half marathon", 21097.5), raced(41, "10 km race", 10000.0)
    assert [one[2] for one in taken(runner(event="half-marathon"), *runs)] == ["A", "B"]
    assert [one[2] for one in taken(runner(event="ultra"), *runs)] == ["B", "A"]
    assert [one[2] for one in taken(runner(event="marathon"), *runs)] == ["B", "A"]
    unknown = raced(20, "10 km race", 10000.0), raced(41, "City race")
    assert [one[2] for one in taken(runner(), *unknown)] == ["B", "A"]


def test_races_on_the_way_are_no_goal() -> None:
    assert [one[2] for one in taken(runner(), raced(20, "Tune-up race 10k"))] == ["B"]
    assert [one[2] for one in taken(runner(), raced(20, "Race"), raced(60, "B race"))] == ["A", "B"]


@pytest.mark.parametrize("title", ["parkrun", "5k time trial", "Cooper test", "Parkrun #12"])
def test_tests_and_parkruns_are_no_races(title: str) -> None:
    assert read_title(title).intensity == "race"
    assert taken(runner(), raced(20, title)) == []
    assert for_training([raced(20, title)], ()) == [raced(20, title)]


def test_the_weekly_pattern_holds_no_races() -> None:
    assert taken(runner(), raced(20, "", source="running.pattern"), raced(27, "", source="")) == []


def test_with_an_a_race_of_ones_own_the_calendar_holds_b_races() -> None:
    who = runner(Race(date=START + timedelta(days=90)))
    assert taken(who, raced(20), raced(60)) == [(20, "Race", "B"), (60, "Race", "B")]


def test_with_b_races_only_the_calendar_still_leads_somewhere() -> None:
    who = runner(Race(date=START + timedelta(days=20), priority="B"))
    assert taken(who, raced(20), raced(60)) == [(60, "Race", "A")]


def test_an_a_race_gone_by_leaves_the_goal_open() -> None:
    assert taken(runner(Race(date=START - timedelta(days=9))), raced(60)) == [(60, "Race", "A")]


@pytest.mark.parametrize("off", [-1, 0, 1])
def test_a_race_a_day_off_is_the_runners_own(off: int) -> None:
    own = Race(date=START + timedelta(days=60), name="Rome")
    found = with_found_races(runner(own), [raced(60 + off)])
    assert found.runner.races == (own,)
    assert [run.date for run in found.runs] == [own.date]
    assert [one.was for one in found.joined] == ([] if off == 0 else [own.date + timedelta(days=off)])


def test_a_race_beside_ones_own_in_the_calendar_is_another() -> None:
    who = runner(Race(date=START + timedelta(days=60)))
    assert taken(who, raced(59, "5 km race"), raced(60)) == [(59, "5 km race", "B")]


def test_a_parkrun_on_the_eve_stays_where_it_is() -> None:
    own = Race(date=START + timedelta(days=60))
    assert with_found_races(runner(own), [raced(59, "parkrun")]).runs == (raced(59, "parkrun"),)


def test_what_the_runner_enters_later_wins() -> None:
    found = with_found_races(runner(), [raced(20), raced(60)])
    new = Race(date=START + timedelta(days=61), name="Rome")
    races, runs = entered(new, found.runner.races, found.runs)
    assert [(race.priority, race.found) for race in races] == [("B", True), ("A", False)]
    assert [run.date for run in runs] == [START + timedelta(days=20), new.date]
    anew = with_found_races(runner(new), found.runs).runner.races
    assert anew == races


RUNS = st.lists(
    st.builds(raced, st.integers(0, 80), st.sampled_from(["Race", "A race", "B race", "parkrun", "10 km race"])),
    max_size=5,
    unique_by=lambda run: (run.date, run.title),
)
OWN = st.lists(
    st.builds(Race, date=st.integers(0, 80).map(lambda n: START + timedelta(days=n)), priority=st.sampled_from("ABC")),
    max_size=2,
    unique_by=lambda race: race.date,
)


@given(RUNS, OWN)
def test_every_race_is_somebodys_and_looking_twice_changes_nothing(runs: list[PlannedRun], own: list[Race]) -> None:
    who = runner(*sorted(own, key=lambda race: race.date))
    once = with_found_races(who, runs)
    days = {race.date for race in once.runner.races}
    tests = {run.title for run in for_training(once.runs, once.runner.races)}
    assert tests <= {"parkrun"}
    assert {run.date for run in once.runs if run.title != "parkrun"} <= days
    assert with_found_races(once.runner, once.runs).runner == once.runner
    assert [race for race in once.runner.races if not race.found] == list(who.races)
    assert sorted(run.id for run in once.runs) == sorted(run.id for run in runs)
