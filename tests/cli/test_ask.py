"""Tests the interview: proposals, answers as people type them, mistakes, and the runner that comes of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Struct

from ironstride.cli.answers import propose_days, read_choice, read_days, read_mass, read_running, read_sore
from ironstride.cli.ask import Question, build_runner, local_time_zone, questions, run_interview
from ironstride.cli.presets import PRESETS
from ironstride.formats.runner_file import problems, read_runner, write_runner
from ironstride.model.errors import InputError
from ironstride.model.runner import WEEKDAYS, PatternRun, Weekday
from ironstride.strength.loads import offers

TODAY = date(2026, 11, 25)
NEEDED = {"body_mass": "68", "birth_year": "1992"}


class Watch(Struct):
    """A history that knows a little."""

    weekdays: tuple[Weekday, ...] = ("mon", "wed", "fri", "sat")
    long_run_day: Weekday = "sat"
    weekly_minutes: float = 270.0
    usual_start: str = "06:15"
    max_hr_bpm: int = 187


class Silent(Struct):
    """A history that knows nothing."""


def test_two_numbers_are_enough() -> None:
    runner = build_runner(NEEDED, today=TODAY)
    assert (runner.event, runner.body_mass_kg, runner.birth_year) == ("10k", 68.0, 1992)
    assert runner.first_day == date(2026, 11, 30)
    assert runner.races[0].date == date(2027, 3, 21)
    assert runner.races[0].date.weekday() == 6
    assert runner.weeks == 16
    assert list(problems(runner)) == []


@pytest.mark.parametrize("preset", PRESETS)
@pytest.mark.parametrize("mass", ["68", "150 lb"])
def test_every_preset_makes_a_file_that_reads_back(preset: str, mass: str, tmp_path: Path) -> None:
    runner = build_runner({**NEEDED, "body_mass": mass, "equipment": preset}, today=TODAY)
    (tmp_path / "runner.toml").write_text(write_runner(runner), encoding="utf-8")
    assert read_runner(tmp_path) == runner
    assert runner.mass_unit == ("lb" if "lb" in mass else "kg")
    place = runner.places[runner.availability[0].place]
    assert ("barbell" in offers(place)) == (preset in ("barbell at home", "full gym"))


def test_every_question_says_why_in_a_sentence() -> None:
    asked = questions(None, TODAY)
    assert len({question.id for question in asked}) == len(asked) <= 12
    for question in asked:
        assert question.text[-1] in ".?"
        assert question.why.endswith(".")
        assert question.proposal in question.choices or not question.choices


def test_the_watch_proposes_the_week() -> None:
    by_id = {question.id: question for question in questions(Watch(), TODAY)}  # type: ignore[arg-type]
    assert by_id["running"].proposal == "mon easy 60, wed easy 60, fri easy 60, sat long 90"
    runner = build_runner(NEEDED, Watch(), TODAY)  # type: ignore[arg-type]
    assert runner.running.usual_start == "06:15"
    assert runner.running.max_hr_bpm == 187
    assert runner.running_experience == "intermediate"


def test_a_silent_watch_is_no_trouble() -> None:
    assert build_runner(NEEDED, Silent(), TODAY) == build_runner(NEEDED, None, TODAY)  # type: ignore[arg-type]


def test_the_interview_asks_again_and_says_what_was_wrong() -> None:
    asked: list[Question] = []
    answers = {
        "body_mass": ["heavy", "68,5 kg"],
        "birth_year": ["92", "1992"],
        "running": ["tue interval 50, sat long 90"],
    }

    def ask(question: Question) -> str:
        asked.append(question)
        return answers.get(question.id, [""]).pop(0) if answers.get(question.id) else ""

    runner = run_interview(ask, today=TODAY)
    assert runner.body_mass_kg == 68.5
    assert [question.problem for question in asked if question.id == "body_mass"] == [
        "",
        "'heavy' is not a body mass. Write it as 68, or 150 lb.",
    ]
    days = next(question for question in asked if question.id == "days")
    assert days.proposal == "tue thu"
    assert runner.availability[0].days == ("tue", "thu")
    assert runner.time_zone == local_time_zone()


def test_the_interview_gives_up_on_silence() -> None:
    with pytest.raises(InputError, match="body_mass: '' is not a body mass"):
        run_interview(lambda question: "", today=TODAY)


def test_no_race_is_twelve_weeks() -> None:
    runner = build_runner({**NEEDED, "race_date": "none"}, today=TODAY)
    assert (runner.races, runner.weeks) == ((), 12)


def test_a_race_this_sunday_begins_today() -> None:
    runner = build_runner({**NEEDED, "race_date": "2026-11-29"}, today=TODAY)
    assert (runner.first_day, runner.weeks) == (TODAY, 1)
    assert list(problems(runner)) == []


def test_a_calendar_instead_of_days() -> None:
    runner = build_runner({**NEEDED, "running": "my plan.ics"}, today=TODAY)
    assert (runner.running.calendar, runner.running.pattern) == (("my plan.ics",), ())


@pytest.mark.parametrize(
    ("id", "answer", "said"),
    [
        ("name", "x" * 201, "name: a name of 201 letters. Give one of 200 at most."),
        ("event", "6k", "event: '6k' is not one of 800m"),
        ("race_date", "soon", "race_date: 'soon' is not a date. Write it as 2027-04-04, or none."),
        ("race_date", "2026-11-25", "race_date: 2026-11-25 is not after today"),
        ("race_date", "2030-01-01", "race_date: 2030-01-01 is more than two years away"),
        ("running", "tue esy 40", "running: 'esy' in 'tue esy 40' is neither day, kind nor minutes"),
        ("running", "easy 40", "running: 'easy 40' lacks a day or its minutes. Write it as: tue easy 40."),
        ("running", ",", "running: no runs"),
        ("body_mass", "680", "body_mass: 680 kg is not between 25 and 250. Write pounds as 150 lb."),
        ("birth_year", "2026", "birth_year: '2026' is not a year of birth"),
        ("sore", "soul", "sore: 'soul' names no place known here"),
        ("sore", "knee until Friday", "sore: 'friday' is not a date"),
        ("days", "someday", "days: 'someday' is not a list of weekdays"),
        ("start", "25:00", "start: '25:00' is not a clock time"),
        ("minutes", "5", "minutes: '5' is not a number of minutes from 10 to 180"),
        ("equipment", "spaceship", "equipment: 'spaceship' is not one of nothing"),
    ],
)
def test_wrong_answers_are_told(id: str, answer: str, said: str) -> None:
    with pytest.raises(InputError) as caught:
        build_runner({**NEEDED, id: answer}, today=TODAY)
    assert str(caught.value).startswith(said)


def test_a_window_past_midnight_is_told() -> None:
    with pytest.raises(InputError, match="minutes: 60 minutes from 23:30 run past midnight"):
        build_runner({**NEEDED, "start": "23:30", "minutes": "60"}, today=TODAY)


def test_answers_as_people_type_them() -> None:
    assert read_choice("2", ("none", "novice")) == "novice"
    assert read_choice(" Nov", ("none", "novice")) == "novice"
    assert read_days("Monday, thurs and sundays") == ("mon", "thu", "sun")
    assert read_mass("150 lbs") == (pytest.approx(68.0388555), "lb")
    assert read_mass("68,5") == (68.5, "kg")
    assert [(spot.site, spot.side) for spot in read_sore("my left Achilles and both knee")] == [
        ("achilles", "left"),
        ("knee", "both"),
    ]
    assert [spot.until for spot in read_sore("achilles, left knee until 2027-01-24")] == [None, date(2027, 1, 24)]
    assert read_running("Tuesday 40, thu intervals 50min at 18:00; sun long 90") == (
        PatternRun(day="tue", minutes=40, intensity="easy"),
        PatternRun(day="thu", minutes=50, intensity="interval", start="18:00"),
        PatternRun(day="sun", minutes=90, intensity="long"),
    )


runs = st.lists(
    st.builds(
        PatternRun,
        day=st.sampled_from(WEEKDAYS),
        minutes=st.just(40),
        intensity=st.sampled_from(["easy", "long", "tempo", "interval"]),
    ),
    max_size=7,
).map(tuple)


@given(runs)
def test_two_days_are_proposed_well_apart(week: tuple[PatternRun, ...]) -> None:
    first, second = (WEEKDAYS.index(day) for day in propose_days(week))
    assert 2 <= (second - first) % 7 <= 5


@given(st.text(max_size=30), st.sampled_from([question.id for question in questions(None, TODAY)]))
@settings(max_examples=200)
def test_whatever_is_typed_makes_a_good_runner_or_is_told(text: str, id: str) -> None:
    try:
        runner = build_runner({**NEEDED, id: text}, today=TODAY)
    except InputError as error:
        assert "\n" not in str(error)  # noqa: PT017
    else:
        assert list(problems(runner)) == []
