"""Every answer of a plan is true: reasons by solving again without the rule, prices by what `check` adds up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from functools import cache
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given, seed
from msgspec.structs import replace

from ironstride.catalogue import catalogue
from ironstride.formats.plan_json import plan_bytes, read_plan
from ironstride.model.errors import InputError, NoPlan
from ironstride.model.plan import Plan
from ironstride.model.rule import Method, RuleChange
from ironstride.model.runner import DateException
from ironstride.model.session import Session
from ironstride.planning import plan
from ironstride.planning.answer import Answer
from ironstride.planning.load_reasons import binding, planned_before
from ironstride.planning.memory import grown
from ironstride.planning.moving import moved_here
from ironstride.planning.plan import must
from ironstride.planning.prescribe import limits
from ironstride.planning.question import why, whynot
from ironstride.planning.reasons import WISH
from ironstride.planning.schedule import draft_schedule
from ironstride.planning.solve import solve
from ironstride.planning.stored import Opened, bare, days, exercises, opened
from ironstride.rules.ruleset import rule_set

from .stages import from_file, laid, price, solved
from .strategies import Case, cases, plans

DATA = catalogue()
FILES = tuple(
    Path(__file__).parents[1] / "personas" / name / "runner.toml"
    for name in ("03-marathon-master", "06-night-shift-nurse", "10-school-runner")
)
SHARDS, EACH = 6, 6


@cache
def made(path: Path) -> Plan:
    """Plan a persona; as stored, so that what is asked is asked of a file."""
    return read_plan(plan_bytes(plan(*from_file(path))))


@pytest.mark.slow
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.name)
def test_a_stored_plan_has_the_prices_it_was_made_with(path: Path) -> None:
    asked = opened(made(path))
    assert asked.changed == ""
    assert days(asked).prices.total() == asked.plan.solver.stages[0].objective
    numbers = sorted({session.mesocycle for session in asked.plan.sessions})
    for number, stage in zip(numbers, asked.plan.solver.stages[1:], strict=True):
        model = exercises(asked, number)
        assert model.prices.total() - model.composer.baseline == stage.objective


@pytest.mark.slow
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.name)
def test_the_reasons_are_those_the_plan_shows(path: Path) -> None:
    for session in made(path).sessions[:6]:
        answer = why(made(path), session.date)
        assert answer.because == tuple(one for one in session.because if one.rule)
        no_choice_is_better(answer)


@pytest.mark.slow
@pytest.mark.parametrize("shard", range(SHARDS))
def test_every_reason_of_every_answer_is_true(shard: int) -> None:
    """Over fifty generated seasons, some three hundred answers; each is priced, and its first reason solved again."""

    @seed(300 + shard)
    @plans(EACH)
    @given(case=cases())
    def is_true(case: Case) -> None:
        try:
            season = plan(case.runner, case.running, weeks=case.weeks)
        except (NoPlan, InputError):
            return
        asked = opened(season)
        if not season.sessions:
            return
        assert days(asked).prices.total() == season.solver.stages[0].objective
        for session in season.sessions[:: max(1, len(season.sessions) // 3)]:
            answer = why(season, session.date)
            no_choice_is_better(answer)
            assert answer.because == tuple(one for one in session.because if one.rule)
            for one in answer.because[:1]:
                without_it_the_days_change(asked, one.rule)
        session = season.sessions[len(season.sessions) // 2]
        for item in islice(session.items, 1, 4):
            answer = why(season, session.date, item.exercise)
            no_choice_is_better(answer)
            for one in answer.because[:1]:
                without_it_the_exercises_change(asked, session, one.rule)
            what_binds_the_load_is_true(asked, session)

    is_true()


@pytest.mark.parametrize("path", FILES[2:], ids=lambda path: path.parent.name)
def test_a_reason_for_an_exercise_is_true(path: Path) -> None:
    asked = opened(made(path))
    for session in asked.plan.sessions[2:3]:
        for item in session.items:
            answer = why(asked.plan, session.date, item.exercise)
            assert answer.text.startswith(DATA.exercises[item.exercise].name)
            assert answer.options
            no_choice_is_better(answer)
            for one in answer.because[:1]:
                without_it_the_exercises_change(asked, session, one.rule)


@pytest.mark.slow
@pytest.mark.parametrize("path", FILES[:2], ids=lambda path: path.parent.name)
def test_whynot_costs_what_check_says(path: Path) -> None:
    season = made(path)
    asked = opened(season)
    offered = days(asked).offered
    before = {session.id: session for session in season.sessions}
    for answer in whynots(season):
        lent = {new.id: new for _, new, _ in moved_here(asked, answer.day)}
        for one in answer.options:
            gone = {name[1:] for name in one.sessions if name[0] == "-"}
            put = [bare((lent | offered)[name[1:]]) for name in one.sessions if name[0] == "+"]
            kept = [session for name, session in before.items() if name not in gone]
            both = [sum_by_rule(asked, sessions) for sessions in (season.sessions, [*kept, *put])]
            codes = both[0].keys() | both[1].keys()
            differences = {code: both[1].get(code, 0) - both[0].get(code, 0) for code in codes}
            assert {code: extra for code, extra in differences.items() if extra} == one.by_rule
            assert sum(differences.values()) == one.price
            broken = broken_rules(asked, [*kept, *put]) - broken_rules(asked, season.sessions)
            assert broken == {code for code in one.forbidden if not code.startswith(WISH)}


def test_whynot_says_what_keeps_a_day_free() -> None:
    season = made(FILES[0])
    assert "outside the season" in whynot(season, season.last_day + timedelta(days=1)).text
    assert "Ask `why`" in whynot(season, season.sessions[0].date).text
    assert "You offer no time on a Sunday" in whynot(season, season.last_day).text
    lent = whynot(season, season.sessions[0].date + timedelta(days=4))
    assert lent.text.startswith("You offer no time on a Sunday. With the hours of another day of that week: ")
    assert lent.options[-1].text in lent.text
    free = next(answer for answer in whynots(season))
    away = DateException(first=free.day, last=free.day, reason="a wedding", unavailable=True)
    there = replace(season, runner=replace(season.runner, exceptions=(away,)))
    assert "You are away" in whynot(there, free.day).text
    assert "a wedding" in whynot(there, free.day).text


def test_a_plan_of_an_older_catalogue_says_so() -> None:
    season = made(FILES[2])
    older = replace(season, versions=replace(season.versions, catalogue="0123456789ab"))
    answer = why(older, season.sessions[0].date)
    assert "0123456789ab" in answer.notes[0]
    assert DATA.version in answer.notes[0]


def test_what_cannot_be_answered_says_what_can() -> None:
    season = made(FILES[2])
    with pytest.raises(InputError, match="no session on"):
        why(season, season.first_day - timedelta(days=400))
    with pytest.raises(InputError, match="It holds"):
        why(season, season.sessions[0].date, "flying")


def test_a_session_moved_by_hand_is_answered_too() -> None:
    season = made(FILES[2])
    first = season.sessions[0]
    moved = replace(first, id=f"{first.date.isoformat()}-0505-full", start="05:05")
    by_hand = replace(season, sessions=(moved, *season.sessions[1:]))
    answer = why(by_hand, first.date)
    assert "05:05" in answer.text
    better = [one for one in answer.options if not one.forbidden and one.price < 0]
    assert bool(better) == ("it stands as it was planned" in answer.text)
    edited = replace(first, blocks=tuple(replace(b, items=b.items[:1]) for b in first.blocks))
    edited = replace(
        edited,
        blocks=tuple(replace(b, items=tuple(replace(i, sets=i.sets[:1]) for i in b.items)) for b in edited.blocks),
    )
    answer = why(replace(season, sessions=(edited, *season.sessions[1:])), first.date, edited.items[-1].exercise)
    assert any("by hand" in note for note in answer.notes)


def test_a_method_of_ones_own_is_kept_and_explained() -> None:
    runner, running = from_file(FILES[2])
    change = RuleChange(weight=900, why="twice, whatever happens")
    mine = Method(id="mine", name="Mine", summary="", extends="evidence", change={"FRQ101": change})
    season = plan(runner, running, method=mine)
    again = read_plan(plan_bytes(season))
    assert again == season
    assert (again.method, again.own_method) == ("mine", mine)
    assert days(opened(again)).prices.total() == season.solver.stages[0].objective
    said = [voice.says for session in again.sessions for voice in why(again, session.date).voices]
    assert any("twice, whatever happens" in words for words in said)


# ---------------------------------------------------------------- what makes an answer true


def no_choice_is_better(answer: Answer) -> None:
    """No other choice is allowed and cheaper, they stand worst first, and every price is the sum of its parts."""
    ranks = [(-len(one.forbidden), -one.price) for one in answer.options]
    assert ranks == sorted(ranks)
    for one in answer.options:
        assert one.forbidden or one.price >= 0, one
        assert sum(one.by_rule.values()) == one.price
    assert "\n" not in answer.text


def without_it_the_days_change(asked: Opened, codes: str) -> None:
    """Without the rules the season can be had for less than the plan as it stands would then cost."""
    gone = codes.split("+")
    if any(code.startswith(WISH) for code in gone):
        return
    rules = asked.rules.without(gone)
    task = asked.task
    draft = draft_schedule(task, list(days(asked).offered.values()), rules, guarded=must(rules))
    assert solved(draft).objective < price(rules.check(laid(task, asked.plan.sessions), "schedule")), codes


def without_it_the_exercises_change(asked: Opened, session: Session, codes: str) -> None:
    """Without the rules the block's exercises can be had for less than the plan's would then cost."""
    rules = asked.rules.without(codes.split("+"))
    model = exercises(replace(asked, rules=rules), session.mesocycle)
    draft, _ = model.composer.draft()
    solution = solve(draft.model)
    assert solution is not None
    assert solution.objective < model.prices.total(), codes


def what_binds_the_load_is_true(asked: Opened, session: Session) -> None:
    """The loads follow from their limits, and without what is said to bind they would be heavier."""
    task = asked.task
    for block in session.blocks:
        for item in block.items:
            exercise = task.exercises[item.exercise]
            work = next(entry for entry in item.sets if not entry.warmup)
            loads = task.kit.loads_kg(exercise, session.place)
            if work.load_kg is None or not loads:
                continue
            last = planned_before(task, asked.plan.sessions, session, exercise)
            bounds = limits(task, session, exercise, work, grown(task, exercise, session.date), loads, last)
            assert bounds.load_kg(loads) == work.load_kg, (session.id, item.exercise)
            caps = binding(bounds, loads)
            if len(caps) == 1 and len(bounds.caps) > 1:
                rest = replace(bounds, caps=tuple(cap for cap in bounds.caps if cap not in caps))
                assert (rest.load_kg(loads) or 0) > work.load_kg


def whynots(season: Plan) -> Iterator[Answer]:
    """Ask of the season's first weeks why not, as long as something could stand there."""
    for number in range(7):
        day = season.first_day + timedelta(days=number)
        answer = whynot(season, day)
        if answer.options:
            yield answer


def sum_by_rule(asked: Opened, sessions: list[Session] | tuple[Session, ...]) -> dict[str, int]:
    """Add up by rule what `check` charges for the days."""
    by_rule: dict[str, int] = {}
    for one in asked.rules.check(laid(asked.task, sessions), "schedule"):
        by_rule[one.rule] = by_rule.get(one.rule, 0) + one.price
    return by_rule


def broken_rules(asked: Opened, sessions: list[Session] | tuple[Session, ...]) -> set[str]:
    """Name the rules of the days that must hold and are broken."""
    hard = {
        bound.rule.code for bound in rule_set(DATA, asked.plan.method).rules if bound.rule.level in ("must", "safety")
    }
    found = asked.rules.check(laid(asked.task, sessions), "schedule")
    return {one.rule for one in found if one.verdict == "fail" and one.rule in hard}
