"""Tests of planning anew: the past stays, nothing changes without need, and life's usual changes have an answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import strategies as st
from msgspec.structs import replace

from ironstride.audit.check import check_plan
from ironstride.catalogue import catalogue
from ironstride.formats.plan_json import plan_bytes
from ironstride.model.errors import NoPlan
from ironstride.model.plan import Plan
from ironstride.model.runner import Wish
from ironstride.model.running import Race
from ironstride.model.session import Session
from ironstride.planning import plan
from ironstride.planning.change import (
    AddedRun,
    Away,
    CancelledRace,
    CancelledRun,
    Change,
    Minutes,
    Missed,
    MovedRace,
    MovedRun,
    MovedSession,
    NewRace,
    NewWish,
    OtherMethod,
    SoreSpot,
)
from ironstride.planning.change_text import parse_change
from ironstride.planning.differences import difference_text
from ironstride.planning.prescribe import prescribe
from ironstride.planning.recompose import unprescribed
from ironstride.planning.replan import replan
from ironstride.planning.stored import opened
from ironstride.rules.facts_items import personal_words
from ironstride.rules.ruleset import rule_set
from ironstride.running.season import monday

from .anew import PATHS, coming, halfway, holds, names, planned, told
from .stages import from_file
from .strategies import Draw

DATA = catalogue()
DAY = timedelta(days=1)
QUICK = ("novice-half", "07-traveller")


def loads(sessions: Sequence[Session], exercise: str) -> list[float]:
    """Give the work loads of an exercise, date by date."""
    return [
        max(one.load_kg or 0 for one in item.sets)
        for session in sessions
        for block in session.blocks
        for item in block.items
        if item.exercise == exercise
    ]


# ---------------------------------------------------------------- nothing, and the past


@pytest.mark.parametrize("name", QUICK)
def test_nothing_changed_is_the_same_plan(name: str) -> None:
    made = planned(name)
    again = replan(made, [], halfway(made))
    assert plan_bytes(again.plan) == plan_bytes(made)
    assert again.differences == ()


@pytest.mark.parametrize("name", QUICK)
def test_loads_set_again_are_the_same(name: str) -> None:
    made = planned(name)
    today = halfway(made)
    raw = [unprescribed(session, DATA.exercises) for session in coming(made, today)]
    past = [session for session in made.sessions if session.date < today]
    assert list(prescribe(opened(made).task, raw, past)) == coming(made, today)


@pytest.mark.slow
def test_the_same_change_gives_the_same_bytes_and_nothing_more_to_do() -> None:
    made = planned("novice-half")
    today = halfway(made)
    change = SoreSpot("calf", "left")
    first, second = (replan(made, [change], today) for _ in range(2))
    assert plan_bytes(first.plan) == plan_bytes(second.plan)
    assert replan(first.plan, [change], today).differences == ()


@st.composite
def lives(draw: Draw, made: Plan) -> tuple[Change, date]:
    """Draw something that may happen to a plan, and the day it is told."""
    days = (made.last_day - made.first_day).days
    today = made.first_day + draw(st.integers(3, days - 7)) * DAY
    sessions, runs = coming(made, today), [run for run in made.runs if run.date >= today]
    day = today + draw(st.integers(0, 20)) * DAY
    run = draw(st.sampled_from(runs))
    other = run.date + draw(st.sampled_from((-2, -1, 1, 2))) * DAY
    kinds: list[Change] = [
        Missed(today - draw(st.integers(1, 9)) * DAY, today - DAY, "flu"),
        Missed(day, day + draw(st.integers(0, 6)) * DAY),
        MovedRun(run.date, other),
        CancelledRun(run.date),
        AddedRun(day, draw(st.sampled_from(("easy", "interval", "long"))), 60, 1080),
        NewRace(Race(date=day + 14 * DAY, priority=draw(st.sampled_from(("A", "B", "C"))), distance_km=10)),
        SoreSpot(draw(st.sampled_from(("calf", "knee", "achilles", "back"))), until=draw(st.none() | st.just(day))),
        Away(day, day + 6 * DAY),
        Away(day, day + 6 * DAY, draw(st.sampled_from(sorted(made.runner.places)))),
        OtherMethod(draw(st.sampled_from(("s0", "s1", "s2", "s3", "s4")))),
        NewWish(Wish(rest_on=day)),
    ]
    kinds += [CancelledRace(race.date) for race in made.runner.races if race.date >= today]
    if sessions:
        at = draw(st.sampled_from(sessions)).date
        kinds += [Minutes(at, 20), MovedSession(at, at + DAY)]
    return draw(st.sampled_from(kinds)), today


# ---------------------------------------------------------------- each kind of change


@pytest.mark.slow
@pytest.mark.parametrize("name", QUICK)
def test_each_kind_of_change_has_a_plan(name: str) -> None:
    made = planned(name)
    today = halfway(made)
    ahead = [session.date for session in coming(made, today)]
    run = next(run for run in made.runs if run.date > today and run.intensity == "long")
    race = made.runner.races[0].date
    for change in (
        f"missed {ahead[1]}",
        f"move-session {ahead[0]} {_free(made, ahead[0])}",
        f"move-run {run.date} {run.date - DAY}",
        f"cancel-run {run.date}",
        f"add-run {ahead[1]} tempo 45 07:00",
        f"race {today + 21 * DAY} B km=10",
        f"move-race {race} {race + 7 * DAY}",
        f"cancel-race {race}",
        "sore knee right",
        f"away {ahead[1]}..{ahead[1] + 6 * DAY}",
        f"minutes {ahead[1]} 20",
        "method s3",
        f"wish rest {ahead[1]}",
    ):
        holds(made, replan(made, [parse_change(change)], today), today)


def _free(made: Plan, day: date) -> date:
    """Give the next date without a session and without a hard run around it."""
    taken = {session.date for session in made.sessions}
    taken |= {run.date - n * DAY for run in made.runs if run.intensity != "easy" for n in (0, 1)}
    return next(there for there in (day + n * DAY for n in range(1, 14)) if there not in taken)


def test_a_missed_session_is_made_up_for_and_remembers_its_day() -> None:
    made = planned("novice-half")
    monday_ = next(s for s in made.sessions if s.date >= halfway(made) and s.letter == "A")
    today = monday_.date + DAY
    again = replan(made, [Missed(monday_.date, monday_.date)], today)
    holds(made, again, today, (monday_.date, monday_.date))
    moved = [session for session in again.plan.sessions if session.planned_date is not None]
    assert [session.planned_date for session in moved] == [monday_.date]
    assert "Moved" in difference_text(again.differences)


def test_a_session_done_on_another_day_stands_there() -> None:
    made = planned("novice-half")
    done = [session for session in made.sessions if session.date < halfway(made)][-1]
    today = done.date + 2 * DAY
    again = replan(made, [MovedSession(done.date, done.date + DAY)], today)
    there = next(session for session in again.plan.sessions if session.date == done.date + DAY)
    assert there.planned_date == done.date
    assert there.blocks == done.blocks
    assert all(session.date != done.date for session in again.plan.sessions)


@pytest.mark.slow
def test_a_flu_week_lowers_loads_then_they_climb() -> None:
    made = planned("club-5k")
    today = halfway(made)
    first = monday(today) - 7 * DAY
    again = replan(made, [Missed(first, today - DAY, "flu")], today)
    holds(made, again, today, (first, today - DAY))
    before = [session for session in made.sessions if session.date < first]
    after = coming(again.plan, today)
    lifts = {name for session in before for name in names(session) if len(loads(after, name)) > 1}
    lifts = {name for name in lifts if max(loads(before, name))}
    stood = coming(made, today)
    eased = {name for name in lifts if loads(after, name)[0] < max(loads(before, name))}
    assert eased
    # a lift that relatives brought past its own old loads comes back lower than it stood
    assert all(
        loads(after, name)[0] <= max(loads(before, name)) or loads(after, name)[0] < loads(stood, name)[0]
        for name in lifts
    )
    assert any(max(loads(after, name)) > loads(after, name)[0] for name in eased)


@pytest.mark.slow
def test_a_sore_calf_takes_out_what_it_must_and_the_jumps() -> None:
    made = planned("04-ultra-flatlander")
    today = halfway(made)
    again = replan(made, [SoreSpot("calf", "left")], today)
    holds(made, again, today)
    until = today + 14 * DAY
    near = [session for session in coming(again.plan, today) if session.date <= until]
    now = [DATA.exercises[name] for session in near for name in names(session)]
    assert not [one.id for one in now if "contraindicated" in personal_words(one, again.plan.runner, today)]
    jumps = {name for session in coming(made, today) for name in names(session) if _jumps(name)}
    assert jumps
    assert not jumps & {one.id for one in now}
    assert jumps & {name for session in coming(again.plan, until + DAY) for name in names(session)}
    fine = replan(again.plan, [parse_change("clear calf")], today)
    assert fine.plan.runner == made.runner


def _jumps(name: str) -> bool:
    cautions = DATA.exercises[name].cautions
    return any(caution.site == "calf" and caution.action == "avoid" for caution in cautions)


@pytest.mark.parametrize("name", QUICK)
def test_a_cancelled_race_turns_the_taper_into_training(name: str) -> None:
    made = planned(name)
    today = halfway(made)
    race = made.runner.races[-1].date
    again = replan(made, [CancelledRace(race)], today)
    holds(made, again, today)
    assert {week.phase for week in again.plan.weeks[-2:]} <= {"base", "build"}
    fortnight = race - 14 * DAY
    assert len(coming(again.plan, fortnight)) > len(coming(made, fortnight))


def test_a_short_evening_shortens_no_other() -> None:
    made = planned("07-traveller")
    today = halfway(made)
    at = coming(made, today)[1]
    again = replan(made, [Minutes(at.date, 15)], today)
    holds(made, again, today)
    before, after = ({s.date: s for s in p.sessions} for p in (made, again.plan))
    assert at.date not in after or after[at.date].minutes <= 15
    far = [day for day in before if day >= today and monday(day) != monday(at.date)]
    assert all(names(before[day]) == names(after[day]) for day in far)


@pytest.mark.slow
@pytest.mark.parametrize("name", QUICK)
def test_another_method_is_kept_to(name: str) -> None:
    made = planned(name)
    today = made.first_day
    again = replan(made, [OtherMethod("s3")], today)
    holds(made, again, today)
    assert again.plan.method == again.plan.runner.method == "s3"
    fresh = plan(*from_file(PATHS[name]), method="s3")
    rules = rule_set(DATA, "s3", made.runner.switches)
    judged = [{f.rule for f in check_plan(one, rules)} for one in (again.plan, fresh)]
    assert judged[0] == judged[1]


@pytest.mark.slow
def test_notes_of_the_method_left_behind_go_and_others_stay() -> None:
    watch = "Your watch shows two runs."
    made = replace(planned("novice-half"), notes=(watch, *planned("novice-half").notes))
    today = halfway(made)
    then = replan(made, [OtherMethod("s3")], today).plan
    says = DATA.methods["s3"].name
    assert [note for note in then.notes if says in note]
    assert then.notes[0] == watch
    back = replan(then, [OtherMethod("evidence")], today).plan
    assert sorted(back.notes) == sorted(made.notes)


def test_notes_on_a_red_flag_go_with_it() -> None:
    runner, running = from_file(PATHS["10-school-runner"])
    stopped = plan(replace(runner, red_flags=("night-pain",)), running)
    assert [note for note in stopped.notes if "professional" in note]
    today = stopped.first_day + 7 * DAY
    cleared = replan(stopped, [parse_change(f"cleared night-pain {today}")], today).plan
    assert cleared.sessions
    assert not [note for note in cleared.notes if "professional" in note or "suit" in note]


def test_what_cannot_be_names_the_clash() -> None:
    made = planned("novice-half")
    today = halfway(made)
    # Thursday's intervals leave Wednesday evening no leg strength: that rule must hold
    wednesday = next(session.date for session in coming(made, today) if session.template == "upper")
    with pytest.raises(NoPlan) as caught:
        replan(made, [NewWish(Wish(on=wednesday, legs=True))], today)
    assert "GAP101" in caught.value.conflict
    told(caught.value)


def test_a_race_beyond_the_end_makes_the_season_longer() -> None:
    made = planned("novice-half")
    today = halfway(made)
    race = made.runner.races[0].date
    again = replan(made, [MovedRace(race, race + 14 * DAY)], today)
    holds(made, again, today)
    assert again.plan.last_day == made.last_day + 14 * DAY
    assert again.plan.weeks[-1].phase == "race"


# ---------------------------------------------------------------- least change


@pytest.mark.parametrize("name", QUICK)
def test_moving_a_run_in_its_week_moves_nothing_far_away(name: str) -> None:
    made = planned(name)
    today = halfway(made)
    movable = [run for run in made.runs if today < run.date < made.last_day - 14 * DAY and run.intensity != "race"]
    for run in movable[:: max(1, len(movable) // 5)]:
        to = run.date - DAY if run.date.weekday() else run.date + DAY
        again = replan(made, [MovedRun(run.date, to)], today)
        holds(made, again, today)
        near = {monday(day + n * DAY) for day in (run.date, to) for n in (-2, 0, 2)}
        before, after = (
            [(s.date, s.start, names(s)) for s in p.sessions if monday(s.date) not in near] for p in (made, again.plan)
        )
        assert before == after
