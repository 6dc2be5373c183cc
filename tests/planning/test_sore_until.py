"""A sore spot with an end: what loads it waits up to its last day, and nothing later is touched."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from ironstride.catalogue import catalogue
from ironstride.model.body import Sore
from ironstride.model.plan import Plan
from ironstride.planning import plan
from ironstride.planning.change import CancelledRun, Cleared, SoreSpot
from ironstride.planning.differences import difference_text
from ironstride.planning.menu import Menu, leg_places
from ironstride.planning.replan import replan
from ironstride.planning.stored import opened
from ironstride.planning.touched import Touched, touched_weeks
from ironstride.rules.facts_items import personal_words
from ironstride.running.season import monday

from .anew import DAY, PATHS, coming, halfway, holds, names, planned
from .stages import from_file, laid, price

DATA = catalogue()
WEEK = 7 * DAY
SPOTS = (
    SoreSpot("knee", "left"),
    pytest.param(SoreSpot("achilles"), marks=pytest.mark.slow),
    pytest.param(SoreSpot("back"), marks=pytest.mark.slow),
    pytest.param(SoreSpot("shoulder"), marks=pytest.mark.slow),
)


def spared(made: Plan, first: date) -> list[tuple[date, str]]:
    """Give what stands on a day on which it is contraindicated."""
    return [
        (session.date, name)
        for session in coming(made, first)
        for name in names(session)
        if "contraindicated" in personal_words(DATA.exercises[name], made.runner, session.date)
    ]


def cost(made: Plan) -> int:
    """Give what the rules charge for a plan."""
    was = opened(made)
    return price(was.rules.check(laid(was.task, made.sessions)))


def touched(made: Plan, *sore: Sore) -> Touched:
    """Give the weeks that other sore spots touch."""
    was = opened(made)
    return touched_weeks(was, replace(was.task, runner=replace(was.task.runner, sore=sore)), was.rules, ())


# ---------------------------------------------------------------- planned anew


@pytest.mark.parametrize("spot", SPOTS)
@pytest.mark.parametrize("later", [0, 3])
def test_what_loads_it_waits_and_comes_back_as_it_stood(spot: SoreSpot, later: int) -> None:
    made = planned("club-5k")
    today = halfway(made) + later * DAY
    again = replan(made, [spot], today)
    holds(made, again, today)
    until = again.plan.runner.sore[-1].until
    assert until == today + 14 * DAY
    assert not spared(again.plan, today)
    open_ = monday(until) + WEEK
    before, after = ([(s.date, s.start, names(s)) for s in coming(one, open_)] for one in (made, again.plan))
    assert before == after


def test_a_day_of_ones_own_ends_it() -> None:
    made = planned("novice-half")
    today = halfway(made)
    again = replan(made, [SoreSpot("calf", until=today)], today)
    holds(made, again, today)
    week = monday(today)
    assert not spared(again.plan, today)
    after = [[names(s) for s in coming(one, week + WEEK)] for one in (made, again.plan)]
    assert after[0] == after[1]


@pytest.mark.parametrize("spot", SPOTS)
def test_fine_the_same_day_costs_the_rules_no_more_than_before(spot: SoreSpot) -> None:
    made = planned("club-5k")
    today = halfway(made)
    again = replan(made, [spot], today).plan
    fine = replan(again, [Cleared(spot.site)], today)
    holds(again, fine, today)
    assert fine.plan.runner == made.runner
    assert cost(fine.plan) <= cost(made)


def test_it_is_said_once_until_when_and_what_then() -> None:
    made = planned("novice-half")
    today = halfway(made)
    again = replan(made, [SoreSpot("calf", "left")], today)
    text = " ".join(difference_text(again.differences).split())
    assert text.count("What loads the calf waits until Wed 20 Jan 2027") == 1
    assert "or have it looked at" in text
    assert "--change “clear calf”" in text
    note = [one for one in again.plan.notes if "What loads the calf waits" in one]
    assert len(note) == 1
    unchanged = replan(again.plan, [SoreSpot("calf", "left")], today)
    assert not unchanged.differences
    fine = replan(again.plan, [Cleared("calf")], today)
    assert not [one for one in fine.plan.notes if "calf" in one]
    later = today + 4 * WEEK
    run = next(run for run in made.runs if run.date > later)
    over = replan(again.plan, [CancelledRun(run.date)], later)
    assert not [one for one in over.plan.notes if "calf" in one]
    assert over.plan.runner == again.plan.runner


# ---------------------------------------------------------------- a fresh plan


def test_a_fresh_plan_spares_the_days_it_is_sore_on_and_says_so() -> None:
    runner, running = from_file(PATHS["club-5k"])
    first = planned("club-5k").first_day
    made = plan(replace(runner, sore=(Sore(site="knee", until=first + 9 * DAY),)), running)
    assert not spared(made, first)
    later = [name for session in coming(made, first + 10 * DAY) for name in names(session)]
    assert [one for one in later if _loads(one)]
    assert [one for one in made.notes if "What loads the knee waits until" in one]


def _loads(name: str) -> bool:
    return any(one.site == "knee" and one.action == "avoid" for one in DATA.exercises[name].cautions)


def test_a_spot_that_ended_before_the_season_changes_nothing() -> None:
    runner, running = from_file(PATHS["novice-half"])
    made = planned("novice-half")
    ended = Sore(site="knee", until=made.first_day - made.first_day.weekday() * DAY - DAY)
    again = plan(replace(runner, sore=(ended,)), running)
    assert again.sessions == made.sessions
    assert again.notes == made.notes


# ---------------------------------------------------------------- what it touches


def test_the_weeks_it_is_sore_in_are_touched_and_no_other() -> None:
    made = planned("club-5k")
    start = made.weeks[3].start
    spot = Sore(site="calf", since=start + 2 * DAY, until=start + 9 * DAY)
    assert touched(made, spot).items == {start, start + WEEK}
    assert touched(made, replace(spot, until=spot.since)).items == {start}
    every = {week.start for week in made.weeks}
    assert touched(made, Sore(site="calf")).items == every
    assert touched(made, replace(spot, state="healed")).items == every


def test_another_last_day_in_the_same_week_touches_that_week() -> None:
    made = planned("club-5k")
    start = made.weeks[3].start
    spot = Sore(site="calf", since=start, until=start + 8 * DAY)
    with_spot = replace(made, runner=replace(made.runner, sore=(spot,)))
    assert touched(with_spot, replace(spot, until=start + 10 * DAY)).items == {start + WEEK}
    assert touched(with_spot, replace(spot, side="left")) == Touched(frozenset(), frozenset())


def test_a_menu_leaves_out_what_any_of_the_dates_spares() -> None:
    made = planned("club-5k")
    was = opened(made)
    until = made.weeks[3].start
    task = replace(was.task, runner=replace(was.task.runner, sore=(Sore(site="knee", until=until),)))
    menu, place = Menu(task), made.sessions[0].place
    left, back = menu.usable(place, until), menu.usable(place, until + DAY)
    assert back == Menu(was.task).usable(place, until)
    assert {one.id for one in back} - {one.id for one in left} == {one.id for one in back if _loads(one.id)}
    assert leg_places(task, menu)(until + DAY) == leg_places(was.task, was.menu)(until)
    dated = [session for session in made.sessions if session.letter == "A" and session.mesocycle == 0]
    dated = [session for session in dated if session.place == place][:2]
    mixed = [replace(dated[0], date=until), replace(dated[0], date=until + WEEK)]
    assert not [choice for choice in menu.choices("A", mixed) if _loads(choice.exercise)]
