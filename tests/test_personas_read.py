"""Tests that the ten personas' files read, and say of each runner what the table of personas says."""

from __future__ import annotations

import json
import tomllib
from datetime import date, timedelta
from pathlib import Path

import jsonschema
import pytest

from ironstride.formats.runner_file import read_runner, write_runner
from ironstride.model.runner import WEEKDAYS, Runner
from ironstride.strength.loads import makeable_loads_kg, offers
from personas import persona_paths

SCHEMA = Path(__file__).parents[1] / "src/ironstride/catalogue/data/schema/runner.schema.json"
RUNNERS = {path.parent.name: read_runner(path) for path in persona_paths()}


def persona(number: int) -> Runner:
    """Return a persona by its number in the table."""
    return list(RUNNERS.values())[number - 1]


def minutes_of(runner: Runner, week: int) -> int:
    """Return the minutes the pattern gives in a week, counted from 0."""
    assert runner.first_day is not None
    total = 0
    for run in runner.running.pattern:
        day = runner.first_day + timedelta(weeks=week, days=WEEKDAYS.index(run.day))
        if (run.first or day) <= day <= (run.last or day):
            total += run.minutes + run.grow_minutes * ((day - (run.first or runner.first_day)).days // 7)
    return total


def test_there_are_ten() -> None:
    assert len(RUNNERS) == 10
    assert list(RUNNERS)[:2] == ["novice-half", "club-5k"]


@pytest.mark.parametrize("name", RUNNERS)
def test_a_persona_is_written_and_read_again(name: str, tmp_path: Path) -> None:
    (tmp_path / "runner.toml").write_text(write_runner(RUNNERS[name]), encoding="utf-8")
    assert read_runner(tmp_path) == RUNNERS[name]


@pytest.mark.parametrize("path", persona_paths(), ids=list(RUNNERS))
def test_a_persona_fits_the_published_schema(path: Path) -> None:
    tree = tomllib.loads(path.read_text(encoding="utf-8"))
    plain = json.loads(json.dumps(tree, default=lambda value: value.isoformat()))
    jsonschema.validate(plain, json.loads(SCHEMA.read_text(encoding="utf-8")), jsonschema.Draft202012Validator)


@pytest.mark.parametrize("name", RUNNERS)
def test_the_plan_begins_on_a_monday_and_holds_its_races(name: str) -> None:
    runner = RUNNERS[name]
    assert runner.first_day is not None
    assert runner.weeks is not None
    assert runner.first_day.weekday() == 0
    last = runner.first_day + timedelta(weeks=runner.weeks, days=-1)
    assert all(race.date <= last for race in runner.races)
    assert [race.priority for race in runner.races].count("A") == (0 if name == "08-returning" else 1)
    assert bool(runner.running.pattern) != bool(runner.running.calendar)


def test_ages_and_masses() -> None:
    years = [(runner.first_day or date.min).year - runner.birth_year for runner in RUNNERS.values()]
    assert years == [34, 27, 62, 41, 20, 38, 45, 30, 33, 14]
    masses = [runner.body_mass_kg for runner in RUNNERS.values()]
    assert [masses[n] for n in (0, 1, 2, 3, 4, 8, 9)] == [68, 61, 74, 57, 70, 92, 52]


def test_weeks_to_the_race() -> None:
    assert [persona(n).weeks for n in (1, 2, 3, 4, 6)] == [18, 14, 20, 24, 12]
    assert (persona(1).races[0].date, persona(1).races[0].climb_m) == (date(2027, 4, 4), 420)
    b_races = [race.date for race in persona(2).races if race.priority == "B"]
    assert b_races == [date(2027, 6, 19) + timedelta(weeks=2 * n) for n in range(6)]
    assert (persona(4).races[0].distance_km, persona(4).races[0].climb_m) == (100, 5800)


def test_what_they_lift_with() -> None:
    novice = persona(1).places["home"]
    assert makeable_loads_kg("dumbbell-pair", novice) == (2.5, 5, 7.5, 10, 12.5, 15, 17.5, 20)
    assert offers(novice) == {"wall", "mat", "space", "dumbbell", "dumbbell-pair", "box", "step", "band"}
    ultra = persona(4).places["home"]
    assert makeable_loads_kg("kettlebell", ultra) == (12, 16, 24)
    assert makeable_loads_kg("kettlebell-pair", ultra) == ()
    assert makeable_loads_kg("pack", ultra) == (4, 6, 8, 10, 12, 14, 16)
    nurse = makeable_loads_kg("trap-bar", persona(6).places["gym"])
    assert (nurse[0], nurse[-1]) == (40, 140)
    home, hotel = persona(7).places["home"], persona(7).places["hotel"]
    assert makeable_loads_kg("barbell", home)[-1] == 160
    assert makeable_loads_kg("dumbbell", hotel)[-1] == 20
    assert offers(persona(10).places["school"]) == {"wall", "mat", "space", "medicine-ball"}


def test_the_ultra_runs_eight_to_thirteen_hours_before_the_taper() -> None:
    hours = [minutes_of(persona(4), week) / 60 for week in range(21)]
    assert (min(hours), max(hours)) == (8, 13)


def test_the_nurse_works_four_nights_a_week_on_other_weekdays() -> None:
    runner = persona(6)
    (rota,) = runner.rota
    weeks = [{night % 7 for night in rota.nights if night // 7 == week} for week in range(4)]
    assert [len(week) for week in weeks] == [4] * 4
    assert len({frozenset(week) for week in weeks}) == 4
    worked = [day for day in range(3 * rota.cycle_days) if day % rota.cycle_days in rota.nights]
    assert not any(all(day + n in worked for n in range(5)) for day in worked)
    assert {window.on for window in runner.availability} == {"night", "off"}


def test_the_nurse_does_not_run_before_the_sleep_after_a_night() -> None:
    runner = persona(6)
    (rota,) = runner.rota
    for run in runner.running.pattern:
        assert run.first is not None
        assert run.start is not None
        day = run.first + timedelta(days=WEEKDAYS.index(run.day))
        night_before = (day - timedelta(days=1) - rota.start).days % rota.cycle_days in rota.nights
        assert not night_before or run.start >= "14:00"


def test_the_traveller_is_away_two_weeks_each_month() -> None:
    away = persona(7).exceptions
    assert [span.first.month for span in away] == [1, 2, 3, 4]
    assert all((span.last - span.first).days == 13 for span in away)


def test_the_rest_of_the_table() -> None:
    assert [(spot.site, spot.side, spot.state) for spot in persona(3).sore] == [("achilles", "left", "sore")]
    assert [window.minutes for window in persona(4).availability] == [25, 50]
    assert [(lift.load_kg, lift.reps, lift.rir) for lift in persona(2).known_lifts] == [(90, 5, 2), (110, 5, 2)]
    assert [(lift.load_kg, lift.reps) for n in (5, 9) for lift in persona(n).known_lifts] == [(130, 3), (160, 5)]
    assert (persona(2).exceptions[0].first, persona(2).exceptions[0].last) == (date(2027, 8, 16), date(2027, 8, 31))
    assert [spot.state for spot in persona(8).sore] == ["healed"]
    assert persona(8).conditions == ()
    assert persona(9).wanted_sessions_per_week == 4
    assert persona(10).conditions == ("growth-spurt",)
