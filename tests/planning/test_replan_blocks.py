"""Tests that a changed season keeps its blocks of weeks: what a change does not touch keeps days and exercises."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from ironstride.formats.plan_json import plan_bytes, read_plan
from ironstride.model.plan import Plan
from ironstride.model.running import PlannedRun, Race
from ironstride.planning.change import CancelledRace, CancelledRun, Change, MovedRace, NewRace
from ironstride.planning.replan import replan
from ironstride.planning.stored import opened
from ironstride.running.season import monday, read_season
from ironstride.running.standing import moved_weeks

from .anew import PATHS, halfway, holds, names, planned

DAY = timedelta(days=1)
WEEK = 7 * DAY
QUICK = ("novice-half", "07-traveller")
#: a week is eased by the two weeks before it, and the week after it knows
REACH = 3


def easy_runs(made: Plan, today: date) -> list[PlannedRun]:
    """Give easy and long runs to come, each the only run of its day."""
    days = [run.date for run in made.runs]
    calm = [run for run in made.runs if run.intensity in ("easy", "long") and run.date > today]
    return [run for run in calm if days.count(run.date) == 1]


def shapes(made: Plan) -> dict[date, list[object]]:
    """Give what stands in each week: dates, hours and exercises."""
    found: dict[date, list[object]] = {}
    for session in made.sessions:
        what = (session.date, session.start, session.place, names(session))
        found.setdefault(monday(session.date), []).append(what)
    return found


def blocks(made: Plan) -> dict[date, int]:
    return {week.start: week.mesocycle for week in made.weeks}


def as_read_anew(made: Plan) -> dict[date, int]:
    season = read_season(made.runner, (*made.runs, *made.after), made.first_day, made.last_day)
    return {week.start: week.mesocycle for week in season.weeks}


def cancelled(made: Plan, every: int) -> Iterator[tuple[PlannedRun, Plan]]:
    """Give one easy run of so many with the plan made anew without it, whose blocks are as they were."""
    for run in easy_runs(made, made.first_day)[::every]:
        again = replan(made, [CancelledRun(run.date)], made.first_day)
        holds(made, again, made.first_day)
        assert blocks(again.plan) == blocks(made)
        yield run, again.plan


def test_a_cancelled_run_changes_no_week_but_those_it_is_near() -> None:
    made = planned("novice-half")
    before, otherwise = shapes(made), 0
    for run, again in cancelled(made, 7):
        otherwise += as_read_anew(again) != blocks(again)
        near = {monday(run.date) + n * WEEK for n in range(-1, REACH + 1)}
        far, after = [start for start in blocks(made) if start not in near], shapes(again)
        assert [before.get(start) for start in far] == [after.get(start) for start in far]
    assert otherwise, "some cancelled run would have cut the season anew"


@pytest.mark.slow
@pytest.mark.parametrize("name", PATHS)
def test_a_cancelled_run_leaves_the_blocks_as_they_are_for_anybody(name: str) -> None:
    assert list(cancelled(planned(name), 9))


def race_changes(made: Plan, today: date) -> Iterator[Change]:
    """Give what may happen to races."""
    race = made.runner.races[-1].date
    yield CancelledRace(race)
    yield MovedRace(race, race - WEEK)
    yield MovedRace(race, race + WEEK)
    yield NewRace(Race(date=today + 34 * DAY, priority="A", distance_km=10))


@pytest.mark.parametrize("name", QUICK)
@pytest.mark.slow
def test_a_changed_race_leaves_weeks_whose_block_and_words_stay(name: str) -> None:
    made = planned(name)
    today = halfway(made)
    for change in race_changes(made, today):
        again = replan(made, [change], today)
        holds(made, again, today)
        was, now = opened(made).task.season, opened(again.plan).task.season
        assert [week.mesocycle for week in now.weeks] == list(blocks(again.plan).values())
        moved = moved_weeks(was, now)
        kept = {week.start for week in now.weeks if week in was.weeks} - moved
        before, after = shapes(made), shapes(again.plan)
        far = [start for start in kept if {start - WEEK, start + WEEK} <= kept]
        assert all(before.get(start) == after.get(start) for start in far)


@pytest.mark.parametrize("name", QUICK)
@pytest.mark.slow
def test_a_plan_with_kept_blocks_can_be_kept_read_and_changed_again(name: str) -> None:
    made = planned(name)
    today = halfway(made)
    for change in race_changes(made, today):
        once = replan(made, [change], today).plan
        assert read_plan(plan_bytes(once)) == once
        assert replan(read_plan(plan_bytes(once)), [], today).plan == once
        run = easy_runs(once, today)[3]
        twice = replan(read_plan(plan_bytes(once)), [CancelledRun(run.date)], today)
        holds(once, twice, today)
