"""The ten personas under all six methods: proven, clean by their own rules, and planned as the table of them asks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import cache

import pytest

from ironstride.audit.check import check_plan
from ironstride.catalogue import catalogue
from ironstride.cli.prepare import plan_for
from ironstride.model.exercise import Exercise
from ironstride.model.plan import Plan
from ironstride.model.running import KEY, PlannedRun
from ironstride.model.session import Item, Session, Set
from ironstride.model.words import minutes_of
from ironstride.planning.load_reasons import load_lines
from ironstride.planning.stored import opened
from ironstride.rules.facts_items import is_leg_lift
from ironstride.rules.ruleset import rule_set
from ironstride.running.season import monday
from ironstride.strength.loads import makeable_loads_kg, offers
from personas import persona_paths

from .stages import is_hard, price
from .strategies import METHODS

DATA = catalogue()
PATHS = {path.parent.name: path for path in persona_paths()}
NOVICE, CLUB, MASTER, ULTRA, MIDDLE, NURSE, TRAVELLER, RETURNING, LIFTER, SCHOOL = PATHS
DAY = timedelta(days=1)
WEEK = timedelta(days=7)
QUIET = ("taper", "race", "transition")


@cache
def made(name: str, method: str = "evidence") -> Plan:
    """Plan a persona from its files."""
    return plan_for(PATHS[name], method=method)


@pytest.mark.slow
@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("name", PATHS)
def test_every_persona_is_planned_under_every_method(name: str, method: str) -> None:
    plan = made(name, method)
    rules = rule_set(DATA, method, plan.runner.switches)
    assert plan.solver.status == "OPTIMAL"
    assert plan.solver.bound == plan.solver.objective
    found = check_plan(plan, rules)
    assert not [one for one in found if one.verdict == "fail" and is_hard(rules, one.rule)]
    solved = {bound.rule.code for bound in rules.rules if bound.scope != "prescription"}
    assert price([one for one in found if one.rule in solved]) == plan.solver.objective
    assert all(session.minutes <= session.slot_minutes for session in plan.sessions)


# ---------------------------------------------------------------- what the table of personas asks, under evidence


@pytest.mark.slow
class TestNovice:
    def test_hills_are_trained_on_steps_every_full_week(self) -> None:
        for week, sessions in whole_weeks(made(NOVICE)):
            patterns = {one.pattern for one in chosen(sessions)}
            assert "step-up" in patterns, week
            assert any("step-down" in one.id for one in chosen(sessions)), week

    def test_she_is_let_in_gently_before_the_intervals(self) -> None:
        first = [session for session in made(NOVICE).sessions if session.week <= 3]
        assert len(first) >= 4
        assert min(one.rir for _, _, one in work(first) if one.rir is not None) >= 3
        assert max(session.minutes for session in first) <= 35

    def test_calves_and_single_legs_every_full_week(self) -> None:
        for week, sessions in whole_weeks(made(NOVICE)):
            assert any(one.pattern == "calf" for one in chosen(sessions)), week
            assert any(one.unilateral and is_leg_lift(one) for one in chosen(sessions)), week

    def test_loads_are_her_dumbbells(self) -> None:
        loads = {one.load_kg for _, _, one in work(made(NOVICE).sessions) if one.load_kg is not None}
        assert loads
        assert all(load % 2.5 == 0 and 2.5 <= load <= 20 for load in loads)

    def test_nothing_on_monday_that_tuesday_would_feel(self) -> None:
        assert not legs_before(made(NOVICE), KEY)

    def test_loads_climb(self) -> None:
        first: dict[str, float] = {}
        rises = Counter[str]()
        for _, item, one in work(made(NOVICE).sessions):
            if one.load_kg is not None:
                rises[item.exercise] += one.load_kg > first.setdefault(item.exercise, one.load_kg)
        assert sum(1 for count in rises.values() if count) >= 3


@pytest.mark.slow
class TestClubRunner:
    def test_he_lifts_on_track_evenings_six_hours_after(self) -> None:
        plan = made(CLUB)
        days = Counter(session.date.weekday() for session in plan.sessions if session.week <= 8)
        assert days[1] + days[3] > days.total() / 2
        for session in filter(trains_legs, plan.sessions):
            after = [begins(session) - ends(run) for run in plan.runs if run.date == session.date]
            assert all(gap >= timedelta(hours=6) for gap in after if gap > timedelta()), session.id

    def test_legs_are_left_alone_for_ten_days_before_the_final(self) -> None:
        final = date(2027, 9, 11)
        assert [race.date for race in made(CLUB).runner.races if race.priority == "A"] == [final]
        assert not [one for one in made(CLUB).sessions if trains_legs(one) and final - 10 * DAY <= one.date <= final]

    def test_nobody_lifts_in_a_closed_gym(self) -> None:
        closed = date(2027, 8, 16), date(2027, 8, 31)
        assert not [one for one in made(CLUB).sessions if closed[0] <= one.date <= closed[1]]

    def test_b_races_do_not_cost_the_week(self) -> None:
        plan = made(CLUB)
        lifted = {monday(session.date) for session in plan.sessions}
        b_races = [race.date for race in plan.runner.races if race.priority == "B" and race.date < date(2027, 8, 14)]
        assert len(b_races) == 4
        assert all(monday(day) in lifted for day in b_races)

    def test_from_week_nine_he_maintains(self) -> None:
        plan = made(CLUB)
        later = [week for week in plan.weeks[8:] if week.sessions_placed]
        assert all(week.sessions_placed == 1 for week in later)
        early, late = (
            [sets for session in plan.sessions if test(session.week) for sets in [leg_sets(session)] if sets]
            for test in ((lambda week: week <= 6), (lambda week: week >= 9))
        )
        assert mean(late) < mean(early)

    def test_heavy_lifts_and_jumps(self) -> None:
        strength = [
            one.percent_1rm
            for session in made(CLUB).sessions
            for block in session.blocks
            for item in block.items
            for one in item.sets
            if block.block == "strength" and one.percent_1rm and not one.warmup
        ]
        assert sum(percent >= 80 for percent in strength) > len(strength) / 2
        jumps = [session for session in made(CLUB).sessions if contacts(session)]
        assert len(jumps) >= len(made(CLUB).sessions) // 2


@pytest.mark.slow
class TestMaster:
    def test_nothing_lands_on_a_sore_achilles(self) -> None:
        assert all(one.landing == "none" for one in chosen(made(MASTER).sessions))

    def test_two_days_are_kept_in_season(self) -> None:
        plan = made(MASTER)
        season = [week for week in plan.weeks if week.phase not in QUIET and not week.down]
        assert all(week.sessions_placed == 2 for week in season)

    def test_he_lifts_before_easy_runs(self) -> None:
        plan = made(MASTER)
        intensities = {run.date: run.intensity for run in plan.runs}
        assert {intensities.get(session.date, "easy") for session in plan.sessions} == {"easy"}

    def test_calves_are_slow_every_full_week(self) -> None:
        for week, sessions in whole_weeks(made(MASTER)):
            calves = [item for session in sessions for item in items(session) if item.pattern == "calf"]
            assert calves, week
            assert all(one.tempo for item in calves for one in item.sets if not one.warmup), week


@pytest.mark.slow
class TestUltraRunner:
    def test_braking_strength_trunk_and_carries_every_full_week(self) -> None:
        for week, sessions in whole_weeks(made(ULTRA)):
            exercises = chosen(sessions)
            assert any({"eccentric", "downhill"} & set(one.traits) for one in exercises), week
            assert any(one.pattern == "carry" for one in exercises), week

    def test_short_evenings_are_real_to_the_minute(self) -> None:
        for session in made(ULTRA).sessions:
            assert session.minutes <= (50 if session.date.weekday() == 2 else 25)

    def test_what_gave_way_is_said(self) -> None:
        scopes = {bound.rule.code: bound.scope for bound in rule_set(DATA, "evidence").rules}
        assert "composition" in {scopes[one.rule] for one in made(ULTRA).findings if one.verdict == "fail"}


@pytest.mark.slow
class TestMiddleDistance:
    def test_heavier_faster_springier_than_the_ultra_runner(self) -> None:
        sprung, long = made(MIDDLE), made(ULTRA)
        assert power(sprung) > power(long)
        heavy = [one.percent_1rm for _, _, one in work(sprung.sessions) if one.percent_1rm]
        assert max(heavy) >= 85
        common = names(sprung) & names(long) - {one.id for one in DATA.exercises.values() if one.pattern == "mobility"}
        assert len(common) < len(names(sprung)) / 3

    def test_what_he_likes_is_there(self) -> None:
        assert "power-clean" in names(made(MIDDLE))


@pytest.mark.slow
class TestNurse:
    def test_nobody_lifts_after_the_last_night(self) -> None:
        plan = made(NURSE)
        assert not [one for one in plan.sessions if works(plan, one.date - DAY) and not works(plan, one.date)]

    def test_days_follow_the_rota(self) -> None:
        assert len({session.date.weekday() for session in made(NURSE).sessions}) >= 3

    def test_hours_follow_sleep(self) -> None:
        plan = made(NURSE)
        assert all(session.start >= ("16:30" if works(plan, session.date) else "13:00") for session in plan.sessions)

    def test_once_the_first_weeks_are_done_she_lifts_her_trap_bar(self) -> None:
        later = [one for one in made(NURSE).sessions if one.mesocycle > 0 and trains_legs(one)]
        barred = {one.week for one in later if "trap-bar-deadlift" in names_of(one)}
        assert barred == {one.week for one in later}


@pytest.mark.slow
class TestTraveller:
    def test_away_only_what_the_hotel_has(self) -> None:
        plan = made(TRAVELLER)
        for session in plan.sessions:
            away = [span.place for span in plan.runner.exceptions if span.first <= session.date <= span.last]
            assert session.place == (away[0] if away else "home")
            place = plan.runner.places[session.place]
            for item in items(session):
                exercise = DATA.exercises[item.exercise]
                assert any(offers(place).issuperset(needed) for needed in exercise.equipment)
                makeable = makeable_loads_kg(exercise.load_type, place)
                assert all(one.load_kg is None or one.load_kg in makeable for one in item.sets)

    def test_the_same_patterns_go_on_away(self) -> None:
        plan = made(TRAVELLER)
        for week, sessions in whole_weeks(plan):
            patterns = {one.pattern for one in chosen(sessions)}
            assert patterns & {"squat", "lunge", "step-up"}, week
            assert patterns & {"hinge"} or "home" not in {session.place for session in sessions}, week

    def test_no_hour_is_called_the_only_one_in_a_week_of_two(self) -> None:
        plan = made(TRAVELLER)
        lifted = Counter(monday(session.date) for session in plan.sessions)
        for session in plan.sessions:
            told = " ".join(one.text for one in session.because)
            assert "only hour" not in told or lifted[monday(session.date)] == 1, session.id
            assert "the hour that is left" not in told or lifted[monday(session.date)] > 1, session.id

    def test_after_two_light_weeks_the_bar_comes_back_no_heavier(self) -> None:
        last: dict[str, tuple[date, float]] = {}
        for session, item, one in work(made(TRAVELLER).sessions):
            if session.place == "home" and one.load_kg is not None:
                before = last.get(item.exercise)
                if before and (session.date - before[0]).days > 14:
                    assert one.load_kg <= before[1], (session.date, item.exercise)
                last[item.exercise] = session.date, one.load_kg


@pytest.mark.slow
class TestReturning:
    def test_strength_first_while_running_is_little(self) -> None:
        assert all(week.sessions_placed == 2 for week in made(RETURNING).weeks[:8])

    def test_landings_are_low(self) -> None:
        assert {one.landing for one in chosen(made(RETURNING).sessions)} <= {"none", "low"}

    @pytest.mark.parametrize("method", METHODS)
    def test_contacts_begin_at_none(self, method: str) -> None:
        first = [one for one in made(RETURNING, method).sessions if one.week <= 3]
        assert {one.landing for one in chosen(first)} <= {"none"}

    def test_nothing_is_diagnosed_and_no_flag_is_raised(self) -> None:
        told = " ".join((*made(RETURNING).notes, *(one.text for one in made(RETURNING).findings))).lower()
        assert "diagnos" not in told
        assert not [one for one in made(RETURNING).findings if one.rule.startswith("SAF")]


@pytest.mark.slow
class TestLifter:
    def test_two_or_three_days_and_why_not_four(self) -> None:
        plan = made(LIFTER)
        placed = [week.sessions_placed for week in plan.weeks if week.phase not in QUIET and not week.down]
        assert set(placed) <= {1, 2, 3}
        assert max(placed) >= 2
        assert any("4 sessions" in note for note in plan.notes)

    def test_strength_and_no_bodybuilding(self) -> None:
        squats = [one for _, item, one in work(made(LIFTER).sessions) if item.exercise == "back-squat"]
        assert squats
        assert max(one.reps or 0 for one in squats) <= 6
        assert max(one.reps or 0 for _, _, one in work(made(LIFTER).sessions)) <= 12

    @pytest.mark.parametrize("method", METHODS)
    def test_he_hinges_with_a_bar_in_the_weeks_that_build(self, method: str) -> None:
        plan = made(LIFTER, method)
        building = {week.start for week in plan.weeks if week.phase in ("base", "build") and not week.down}
        legs = [one for one in plan.sessions if monday(one.date) in building and trains_legs(one)]
        assert legs
        barred = [one for one in legs if any(lift.pattern == "hinge" and is_barred(lift) for lift in chosen([one]))]
        assert {one.week for one in barred} == {one.week for one in legs}

    def test_legs_are_kept_away_from_long_runs(self) -> None:
        assert not legs_before(made(LIFTER), frozenset({"long"}))


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in PATHS if name != SCHOOL])
def test_under_s3_legs_are_lifted_in_threes_to_fives_with_three_minutes(name: str) -> None:
    for session, item, one in work(made(name, "s3").sessions):
        lift = DATA.exercises[item.exercise]
        new = made(name, "s3").runner.lifting_experience in ("none", "novice") and session.week <= 3
        if not new and is_barred(lift) and is_leg_lift(lift) and one.rir is not None:
            assert 3 <= (one.reps or 0) <= 5, (session.id, item.exercise)
            assert one.rest_s >= 180, (session.id, item.exercise)


@pytest.mark.slow
@pytest.mark.parametrize("name", [NOVICE, RETURNING])
def test_a_lift_that_begins_anew_says_the_same_why_in_its_note_and_its_reasons(name: str) -> None:
    plan = made(name)
    anew = [(at, item) for at in plan.sessions for item in items(at) if item.note.startswith("Back after")]
    task = opened(plan).task if anew else None
    for session, item in anew:
        kin = item.note.partition("your ")[2].partition(" has brought")[0]
        assert task is not None
        told = " ".join(load_lines(task, plan.sessions, session, item))
        assert f"It begins where your {kin} has brought you, not at its own" in told


@pytest.mark.slow
class TestSchoolRunner:
    def test_no_maximal_loads_and_nothing_to_failure(self) -> None:
        assert not [one.id for one in chosen(made(SCHOOL).sessions) if "max-load" in one.traits]
        assert min(one.rir for _, _, one in work(made(SCHOOL).sessions) if one.rir is not None) >= 2

    def test_jumps_are_low_and_few(self) -> None:
        for session in made(SCHOOL).sessions:
            assert {one.landing for one in chosen([session])} <= {"none", "low"}
            assert contacts(session) <= 40

    def test_under_s1_the_ball_is_thrown(self) -> None:
        assert any(name.startswith("medicine-ball") for name in names(made(SCHOOL, "s1")))

    def test_both_afternoons_with_the_team(self) -> None:
        assert {session.date.weekday() for session in made(SCHOOL).sessions} == {1, 3}


# ---------------------------------------------------------------- reading a plan


def items(session: Session) -> list[Item]:
    """Give the items of all blocks."""
    return [item for block in session.blocks for item in block.items]


def work(sessions: tuple[Session, ...] | list[Session]) -> Iterator[tuple[Session, Item, Set]]:
    """Give every work set with its session and item."""
    for session in sessions:
        for item in items(session):
            for one in item.sets:
                if not one.warmup:
                    yield session, item, one


def chosen(sessions: tuple[Session, ...] | list[Session]) -> list[Exercise]:
    """Give the exercises of sessions."""
    return [DATA.exercises[item.exercise] for session in sessions for item in items(session)]


def names(plan: Plan) -> set[str]:
    """Give the ids of all exercises of a plan."""
    return {item.exercise for session in plan.sessions for item in items(session)}


def names_of(session: Session) -> set[str]:
    """Give the ids of a session's exercises."""
    return {item.exercise for item in items(session)}


def is_barred(exercise: Exercise) -> bool:
    """Say whether a lift is done with a bar."""
    return exercise.load_type in ("barbell", "trap-bar")


def whole_weeks(plan: Plan) -> list[tuple[date, list[Session]]]:
    """Give the weeks of two or more sessions that are neither eased nor quiet."""
    found = []
    for week in plan.weeks:
        mine = [session for session in plan.sessions if monday(session.date) == week.start]
        if len(mine) >= 2 and week.phase not in QUIET and not week.down:
            found.append((week.start, mine))
    assert found
    return found


def trains_legs(session: Session) -> bool:
    """Say whether a session's strength block works the big muscles of the legs."""
    strength = [item for block in session.blocks if block.block == "strength" for item in block.items]
    return any(is_leg_lift(DATA.exercises[item.exercise]) for item in strength)


def leg_sets(session: Session) -> int:
    """Count the work sets of leg lifts in the strength block."""
    strength = [item for block in session.blocks if block.block == "strength" for item in block.items]
    legs = [item for item in strength if is_leg_lift(DATA.exercises[item.exercise])]
    return sum(not one.warmup for item in legs for one in item.sets)


def legs_before(plan: Plan, kinds: frozenset[str]) -> list[tuple[str, str]]:
    """Give leg sessions that end less than 24 hours before a run of these kinds starts."""
    return [
        (session.id, run.id)
        for session in plan.sessions
        for run in plan.runs
        if run.intensity in kinds
        and trains_legs(session)
        and begins(session) < starts(run) < begins(session) + timedelta(minutes=session.slot_minutes) + DAY
    ]


def contacts(session: Session) -> int:
    """Count a session's jumps, both sides."""
    return sum(
        (one.contacts or 0) * (2 if one.side == "each" else 1)
        for item in items(session)
        for one in item.sets
        if not one.warmup
    )


def power(plan: Plan) -> float:
    """Give the items of the power block a session."""
    blocks = [block for session in plan.sessions for block in session.blocks if block.block == "power"]
    return sum(len(block.items) for block in blocks) / len(plan.sessions)


def mean(numbers: list[int]) -> float:
    """Give the mean."""
    return sum(numbers) / len(numbers)


def works(plan: Plan, day: date) -> bool:
    """Say whether the night of a day is worked."""
    return any((day - rota.start).days % rota.cycle_days in rota.nights for rota in plan.runner.rota)


def begins(session: Session) -> datetime:
    """Give the start of a session."""
    return datetime.combine(session.date, time()) + timedelta(minutes=minutes_of(session.start))


def starts(run: PlannedRun) -> datetime:
    """Give the start of a run."""
    assert run.start_min is not None
    return datetime.combine(run.date, time()) + timedelta(minutes=run.start_min)


def ends(run: PlannedRun) -> datetime:
    """Give the end of a run."""
    return starts(run) + timedelta(minutes=run.minutes)
