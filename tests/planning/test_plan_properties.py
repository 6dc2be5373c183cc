"""What must hold of every plan, held to over generated runners: any week, any kit, any method."""

from __future__ import annotations

import math
import os
import subprocess
import sys
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, seed
from msgspec.structs import replace

from ironstride.audit.check import check_plan
from ironstride.catalogue import catalogue
from ironstride.cli.plan_command import FORMATS
from ironstride.cli.render import render
from ironstride.formats.plan_json import plan_bytes, read_plan
from ironstride.model.errors import InputError, IronstrideError, NoPlan
from ironstride.model.plan import Plan
from ironstride.model.runner import WEEKDAYS, Availability, RedFlag, Runner
from ironstride.model.session import Item, Session
from ironstride.model.words import minutes_of
from ironstride.planning import plan
from ironstride.planning.bounds import undisturbed_since
from ironstride.planning.dose import stopwatch_s
from ironstride.planning.kin import believed_kg
from ironstride.planning.memory import grown
from ironstride.planning.names import with_ids
from ironstride.planning.plan import blocks_of, make_task
from ironstride.planning.slots import LONGEST_MIN
from ironstride.rules.ruleset import rule_set
from ironstride.strength.loads import makeable_loads_kg, nearest_at_most, next_above, offers
from ironstride.strength.relatives import are_kin, relatives

from .stages import from_file, is_hard, laid, price
from .strategies import Case, cases, plans

SHARDS, EACH = 6, 12
DATA = catalogue()
DAY_MIN = 1440
SCHOOL_RUNNER = Path(__file__).parents[1] / "personas" / "10-school-runner" / "runner.toml"


@pytest.mark.slow
@pytest.mark.parametrize("shard", range(SHARDS))
def test_every_plan_keeps_every_promise(shard: int) -> None:
    @seed(shard)
    @plans(EACH)
    @given(case=cases())
    def keeps_every_promise(case: Case) -> None:
        made = planned(case)
        if isinstance(made, IronstrideError):
            says_why(made)
            return
        passes_its_own_audit(case, made)
        is_proven_optimal(made)
        stays_inside_the_windows(made)
        overlaps_nothing(made)
        fits_its_slots(made)
        can_be_done_there(made)
        respects_the_runner(made)
        climbs_in_steps(made)
        goes_on_in_variations(case, made)
        is_gentle_with_the_new(made)
        counts_right(made)
        survives_the_file(made)

    keeps_every_promise()


@pytest.mark.slow
def test_the_same_input_gives_the_same_bytes() -> None:
    @seed(99)
    @plans(8)
    @given(case=cases())
    def gives_the_same_bytes(case: Case) -> None:
        first, second = planned(case), planned(case)
        if isinstance(first, Plan) and isinstance(second, Plan):
            assert plan_bytes(first) == plan_bytes(second)
        else:
            assert str(first) == str(second)

    gives_the_same_bytes()


@pytest.mark.slow
def test_a_fresh_process_gives_the_same_bytes() -> None:
    command = [sys.executable, "-m", "ironstride.cli.main", "plan", str(SCHOOL_RUNNER), "--format", "json"]
    here = plan_bytes(plan(*from_file(SCHOOL_RUNNER)))
    for hash_seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
        done = subprocess.run(command, capture_output=True, check=True, env=environment)
        assert done.stdout == here


@pytest.mark.parametrize("flag", get_args(RedFlag))
def test_a_red_flag_stops_everything(flag: RedFlag) -> None:
    runner, running = from_file(SCHOOL_RUNNER)
    made = plan(replace(runner, red_flags=(flag,)), running)
    assert made.sessions == ()
    assert any("professional" in note for note in made.notes)
    passes_its_own_audit(Case(made.runner, running, None), made)


def planned(case: Case) -> Plan | IronstrideError:
    """Plan, or give the refusal; any other exception is a failure of the planner."""
    try:
        return plan(case.runner, case.running, weeks=case.weeks)
    except (NoPlan, InputError) as refusal:
        return refusal


# ---------------------------------------------------------------- what every plan promises


def says_why(refusal: IronstrideError) -> None:
    """A refusal is one line with a way out; clashing wishes are named."""
    assert "\n" not in str(refusal)
    assert refusal.mend
    assert not isinstance(refusal, NoPlan) or refusal.conflict


def passes_its_own_audit(case: Case, made: Plan) -> None:
    """No rule that must hold is broken, the stored plan is judged as the fresh one was, and prices agree."""
    rules = rule_set(DATA, made.method, made.runner.switches)
    assert not [one for one in made.findings if one.verdict == "fail" and is_hard(rules, one.rule)]
    task = make_task(made.runner, case.running, DATA, case.weeks, blocks_of(DATA, made.method))
    axis = laid(task, made.sessions)
    stages = made.solver.stages
    assert price(rules.check(axis, "schedule")) == stages[0].objective
    assert price(rules.check(axis, "composition")) == sum(stage.objective for stage in stages[1:])
    again = [one for one in check_plan(made, rules) if one.verdict in ("fail", "unknown")]
    assert Counter(one for one in again if not rules.rule(one.rule).quiet) == Counter(made.findings)


def is_proven_optimal(made: Plan) -> None:
    """Every stage is solved to the end."""
    for stage in (made.solver, *made.solver.stages):
        assert stage.status == "OPTIMAL"
        assert stage.bound == stage.objective


def stays_inside_the_windows(made: Plan) -> None:
    """Sessions lie where and when the runner offered, and one a day at most."""
    for session in made.sessions:
        assert made.first_day <= session.date <= made.last_day
        assert any(_offered(made.runner, window, session) for window in made.runner.availability), session.id
    assert len({session.date for session in made.sessions}) == len(made.sessions)


def _offered(runner: Runner, window: Availability, session: Session) -> bool:
    day = session.date
    if WEEKDAYS[day.weekday()] not in window.days or not (window.first or day) <= day <= (window.last or day):
        return False
    tonight, last_night = (_works(runner, day - timedelta(days=n)) for n in (0, 1))
    if runner.rota and {"any": False, "night": not tonight, "off": tonight or last_night}[window.on]:
        return False
    place, most = window.place, window.minutes or LONGEST_MIN
    for span in runner.exceptions:
        if span.first <= day <= span.last and span.only_place in (None, place):
            if span.unavailable:
                return False
            place, most = span.place or place, min(most, span.minutes or most)
    begin = minutes_of(session.start)
    inside = minutes_of(window.start) <= begin and begin + session.slot_minutes <= minutes_of(window.end)
    return inside and place == session.place and session.slot_minutes <= most


def _works(runner: Runner, day: date) -> bool:
    return any((day - rota.start).days % rota.cycle_days in rota.nights for rota in runner.rota)


def overlaps_nothing(made: Plan) -> None:
    """No session stands in the hours of a run or of other training, those of the day before included."""
    taken = [
        (run.id, _minutes(made, run.date) + run.start_min, run.minutes)
        for run in (*made.runs, *made.others)
        if run.start_min is not None
    ]
    for session in made.sessions:
        begin = _minutes(made, session.date) + minutes_of(session.start)
        for name, start, minutes in taken:
            assert begin + session.slot_minutes <= start or begin >= start + minutes, (session.id, name)


def _minutes(made: Plan, day: date) -> int:
    return (day - made.first_day).days * DAY_MIN


def fits_its_slots(made: Plan) -> None:
    """A session takes no longer than its slot, and its items no longer than they say."""
    for session in made.sessions:
        assert 0 < session.minutes <= session.slot_minutes
        assert sum(item.seconds for item in items(session)) <= 60 * session.minutes
        for item in items(session):
            assert stopwatch_s(item.sets, DATA.exercises[item.exercise]) <= item.seconds


def can_be_done_there(made: Plan) -> None:
    """The place has what each exercise needs and makes every load; without one, the body is the load."""
    for session in made.sessions:
        place = made.runner.places[session.place]
        there = offers(place)
        for block in session.blocks:
            for item in block.items:
                exercise = DATA.exercises[item.exercise]
                assert any(there.issuperset(needed) for needed in exercise.equipment), (session.id, exercise.id)
                loads = makeable_loads_kg(exercise.load_type, place)
                for one in item.sets:
                    assert one.load_kg is None or one.load_kg in loads, (session.id, exercise.id, one)
                    bare = one.load_kg is None and any(loads) and block.block != "mobility"
                    assert not bare or exercise.body_mass_share > 0, (session.id, exercise.id, one)


def respects_the_runner(made: Plan) -> None:
    """Nothing disliked, nothing that loads a sore spot or that a condition forbids."""
    runner, _ = with_ids(made.runner, DATA.exercises)
    for session in made.sessions:
        sites = {spot.site for spot in runner.sore if spot.holds(session.date, session.date)}
        for item in items(session):
            exercise = DATA.exercises[item.exercise]
            assert exercise.id not in runner.dislikes
            assert exercise.pattern not in runner.dislikes
            for caution in exercise.cautions:
                if caution.action == "avoid":
                    assert caution.site not in sites, (exercise.id, caution)
                    assert caution.condition not in runner.conditions, (exercise.id, caution)


def climbs_in_steps(made: Plan) -> None:
    """From one time of a lift to the next the load grows by a tenth or by the smallest step there is.

    Left apart is a lift that was away longer than a block while a relative was lifted: it begins anew.
    """
    last: dict[str, tuple[date, float]] = {}
    for session in made.sessions:
        for item in items(session):
            loads = [one.load_kg for one in item.sets if one.load_kg is not None and not one.warmup]
            if not loads:
                continue
            new, (day, old) = max(loads), last.get(item.exercise, (session.date, math.inf))
            exercise, weeks = DATA.exercises[item.exercise], timedelta(days=relatives().away_days)
            there = makeable_loads_kg(exercise.load_type, made.runner.places[session.place])
            if new > old * 1.1 + 1e-9 and new != next_above(there, old):
                kin = [at for name, (at, _) in last.items() if are_kin(DATA.exercises[name], exercise)]
                assert day + weeks < session.date <= max(kin, default=day) + weeks, (session.id, exercise.id, old, new)
            last[item.exercise] = session.date, new


def goes_on_in_variations(case: Case, made: Plan) -> None:
    """A lift begins at no less than the stated share of what a relative planned in the fortnight before implies, and
    so does one that was away longer than a block.

    Left apart are lifts that were logged, eased weeks, what no equipment makes, and coming back from elsewhere.
    """
    task = make_task(made.runner, case.running, DATA, case.weeks, blocks_of(DATA, made.method))
    done: dict[str, tuple[date, float]] = {}
    stood: dict[str, date] = {}
    for session in made.sessions:
        before, stood_before = dict(done), dict(stood)
        stood |= {item.exercise: session.date for item in items(session)}
        for item in items(session):
            exercise, work = DATA.exercises[item.exercise], next(one for one in item.sets if not one.warmup)
            belief = grown(task, exercise, session.date)
            if belief is None or belief.known or work.load_kg is None:
                continue
            goal_kg = believed_kg(task, exercise, work, belief)
            there = task.kit.loads_kg(exercise, session.place)
            block = session.date - timedelta(days=relatives().away_days + 1)
            since = stood_before.get(exercise.id, date.min)
            if since > block or (since > date.min and undisturbed_since(made.runner, block, session.date) > block):
                continue
            for name, (day, way) in before.items():
                if task.season.week_of(session.date).down or (session.date - day).days > 14:
                    continue
                if are_kin(DATA.exercises[name], exercise) and goal_kg > 0:
                    implied_kg = relatives().share * min(1.0, way) * goal_kg
                    assert work.load_kg >= (nearest_at_most(there, implied_kg) or 0.0), (session.id, exercise.id, name)
            if goal_kg > 0 and not task.season.week_of(session.date).down:
                done[exercise.id] = session.date, work.load_kg / goal_kg


def is_gentle_with_the_new(made: Plan) -> None:
    """The first three weeks of somebody new to lifting stop three or more short of failure."""
    if made.runner.lifting_experience not in ("none", "novice"):
        return
    for session in made.sessions:
        if session.week <= 3:
            reserve = [one.rir for item in items(session) for one in item.sets if one.rir is not None]
            assert min(reserve, default=3) >= 3, session.id


def counts_right(made: Plan) -> None:
    """Names are unique, sessions stand in order, weeks count them, reasons belong to the method."""
    assert len({session.id for session in made.sessions}) == len(made.sessions)
    assert list(made.sessions) == sorted(made.sessions, key=lambda session: (session.date, session.start))
    by_week = Counter(session.week for session in made.sessions)
    assert [week.sessions_placed for week in made.weeks] == [by_week[n + 1] for n in range(len(made.weeks))]
    rules = rule_set(DATA, made.method, made.runner.switches)
    reasons = {one.rule for session in made.sessions for one in session.because if one.rule}
    assert all(rules.rule(code) for codes in reasons for code in codes.split("+") if not code.startswith("wish"))
    assert not made.runner.red_flags or not made.sessions


def survives_the_file(made: Plan) -> None:
    """JSON comes back as it was, and every format can show the plan."""
    assert read_plan(plan_bytes(made)) == made
    assert all(render(made, form) for form in FORMATS)


def items(session: Session) -> list[Item]:
    """Give the items of all blocks."""
    return [item for block in session.blocks for item in block.items]
