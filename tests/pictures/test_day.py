"""The day in hours shows what stands on the day, and the hours between a run and the iron."""

from __future__ import annotations

from datetime import timedelta

from ironstride.pictures.day import day_in_hours, day_marks, gap_text
from ironstride.pictures.season import sessions_between, timed_runs
from sample_plan import sample_plan

from .svg_tools import lines, parsed, tips


def test_every_day_shows_its_runs_and_lifts_and_fits() -> None:
    plan = sample_plan()
    for number in range((plan.last_day - plan.first_day).days + 1):
        day = plan.first_day + timedelta(number)
        root = parsed(day_in_hours(plan, day))
        expected = len(timed_runs(plan, day, day)) + len(sessions_between(plan, day, day))
        assert len(tips(root)) == expected == len(day_marks(plan, day))


def test_the_hours_between_are_told() -> None:
    plan = sample_plan()
    day = next(one.date for one in plan.sessions if any(run.date == one.date for run in plan.runs))
    marks = day_marks(plan, day)
    between = gap_text(marks[1].start - marks[0].end)
    assert between in lines(parsed(day_in_hours(plan, day)))
    assert f"{between} between them" in day_in_hours(plan, day)


def test_a_session_that_was_done_is_solid() -> None:
    plan = sample_plan()
    session = plan.sessions[0]
    hollow, solid = day_in_hours(plan, session.date), day_in_hours(plan, session.date, done={session.id})
    assert 'class="f-press' not in hollow
    assert 'class="f-press' in solid


def test_gaps_read_as_people_say_them() -> None:
    assert [gap_text(minutes) for minutes in (45, 119, 120, 380, 675)] == [
        "45 min",
        "1 h 59 min",
        "2 h",
        "6½ h",
        "11 h",
    ]
