"""Notes of a plan: where no day suits the method, one line names the evenings to free and the methods to take."""

from __future__ import annotations

from datetime import timedelta
from typing import Literal

import pytest
from msgspec.structs import replace

from ironstride.catalogue.translated import said
from ironstride.model.equipment import Place
from ironstride.model.runner import Availability, Runner, Running, Weekday
from ironstride.model.running import OtherTraining, PlannedRun, RunningPlan
from ironstride.planning import plan
from planning.strategies import GYM, MONDAY

SUNDAY = 6
RUN_DAYS = (1, 3, SUNDAY)


def runner(*days: Weekday, place: Place = GYM) -> Runner:
    return Runner(
        name="T",
        event="10k",
        lifting_experience="intermediate",
        body_mass_kg=70,
        birth_year=1990,
        method="s4",
        first_day=MONDAY,
        places={"home": place},
        availability=(Availability(days=days, start="19:00", end="20:00"),),
    )


RUNNING = RunningPlan(
    runs=tuple(
        PlannedRun(
            id=f"run-{week}-{day}",
            date=MONDAY + timedelta(days=7 * week + day),
            intensity="interval" if day == RUN_DAYS[0] else "easy",
            minutes=50,
            start_min=7 * 60,
        )
        for week in range(4)
        for day in RUN_DAYS
    )
)


def test_evenings_on_rest_days_alone_are_told_the_ways_out_in_one_line() -> None:
    made = plan(runner("wed", "fri"), RUNNING)
    assert made.sessions == ()
    (line,) = (note for note in made.notes if "do not suit" in note)
    assert "\n" not in line
    assert "free an hour on Tuesday" in line
    assert "or plan by Evidence" in line


@pytest.mark.parametrize("way", ["evening", "method"])
def test_each_way_out_leads_out(way: str) -> None:
    freed = runner("wed", "fri", "tue") if way == "evening" else replace(runner("wed", "fri"), method="evidence")
    assert plan(freed, RUNNING).sessions


def test_a_method_that_places_sessions_says_nothing_of_ways_out() -> None:
    assert not [note for note in plan(runner("tue"), RUNNING).notes if "do not suit" in note]


def test_without_hours_for_lifting_the_plan_asks_for_them() -> None:
    made = plan(replace(runner("tue"), method="evidence", availability=()), RUNNING)
    assert [note for note in made.notes if "[[availability]]" in note]
    assert not [note for note in made.notes if "No day suits" in note]


@pytest.mark.parametrize(("mode", "done"), [("keep", "kept"), ("replace", "replaced"), ("merge", "counted")])
def test_strength_that_the_calendar_holds_is_never_handled_in_silence(
    mode: Literal["keep", "replace", "merge"], done: str
) -> None:
    gym = OtherTraining(id="gym", date=MONDAY, sport="strength", minutes=45, is_strength=True, source="plan.ics")
    who = replace(runner("tue"), method="evidence", running=Running(strength_in_plan=mode))
    (note,) = (one for one in plan(who, replace(RUNNING, others=(gym,))).notes if "already holds" in one)
    assert f"1 strength session: {done}" in note
    assert "strength_in_plan" in note
    assert said(note, "de").startswith("In deinem Kalender steh")


def test_a_season_of_hardly_any_sessions_is_told_the_ways_out_too() -> None:
    with_one_evening = runner("wed", "fri")
    once = Availability(days=("tue",), start="19:00", end="20:00", first=MONDAY, last=MONDAY + timedelta(days=6))
    made = plan(replace(with_one_evening, availability=(*with_one_evening.availability, once)), RUNNING)
    assert len(made.sessions) == 1
    assert [note for note in made.notes if "do not suit" in note]
