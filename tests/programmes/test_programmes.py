"""Published programmes pass the audit of the evidence method, apart from exceptions that are named and argued."""

from __future__ import annotations

import re
from datetime import timedelta
from functools import cache

import pytest
from msgspec.structs import replace

from doc_tools import DOCS, text
from ironstride.audit.check import check_plan
from ironstride.catalogue import catalogue
from ironstride.formats.plan_json import plan_bytes, read_plan
from ironstride.model.plan import Plan
from ironstride.rules.ruleset import RuleSet, rule_set
from programmes.protocols import HARD_WEEK, MON, SPRINT_WEEK, TUE, Protocol, build
from programmes.trials import BEATTIE, COMPLETENESS, ENGEROFF, NOT_IN_NOTES, PAAVOLAINEN, STOREN, TRIALS

each_trial = pytest.mark.parametrize("trial", TRIALS, ids=lambda trial: trial.source)
SESSIONS = {
    "storen-2008": 24,
    "beattie-2017": 60,
    "zanini-2025": 20,
    "vikmoen-2016": 22,
    "engeroff-2023": 42,
    "sedano-2013": 24,
}


@cache
def evidence() -> RuleSet:
    """Give the rules of the method that speaks for the trials."""
    return rule_set(catalogue(), "evidence")


def failing(plan: Plan, *levels: str) -> set[str]:
    """Give the codes of the rules of these levels that fail, ties among equals left out."""
    failed = {finding.rule for finding in check_plan(plan, evidence()) if finding.verdict == "fail"}
    return {code for code in failed if evidence().rule(code).level in levels and not evidence().rule(code).quiet}


@each_trial
def test_round_trip(trial: Protocol) -> None:
    plan = build(trial)
    data = plan_bytes(plan)
    assert read_plan(data) == plan
    assert plan_bytes(read_plan(data)) == data


@each_trial
def test_nothing_that_must_hold_fails(trial: Protocol) -> None:
    assert failing(read_plan(plan_bytes(build(trial))), "safety", "must") == set()


@each_trial
def test_only_named_exceptions(trial: Protocol) -> None:
    found = failing(build(trial), "should") - set(COMPLETENESS)
    assert found == set(trial.unusual) | trial.silent


@each_trial
def test_exceptions_are_argued(trial: Protocol) -> None:
    assert trial.ours.endswith(".")
    assert all(why.endswith(".") and len(why.split()) >= 5 for why in trial.unusual.values())
    assert trial.silent <= set(NOT_IN_NOTES)
    assert not set(trial.unusual) & (trial.silent | set(COMPLETENESS))


@each_trial
def test_catalogue_knows_it(trial: Protocol) -> None:
    assert trial.source in catalogue().sources
    for part in (part for span in trial.spans for part in span.parts):
        assert catalogue().exercises[part.exercise].pattern == part.pattern


def test_every_way_out_is_needed() -> None:
    assert {code for trial in TRIALS for code in trial.silent} == set(NOT_IN_NOTES)
    assert set(COMPLETENESS) <= set(catalogue().methods["evidence"].rules)


def test_numbers_of_the_trials() -> None:
    assert {trial.source: len(build(trial).sessions) for trial in TRIALS if trial.source in SESSIONS} == SESSIONS
    lifting = PAAVOLAINEN.minutes * len(PAAVOLAINEN.spans[0].days)
    explosive = lifting + sum(run.minutes for run in SPRINT_WEEK if run.intensity == "sprint")
    share = explosive / (lifting + sum(run.minutes for run in SPRINT_WEEK))
    assert share == pytest.approx(0.32, abs=0.005)


def test_a_session_less_in_the_harder_half_is_what_we_plan_too() -> None:
    """Twice a week while the running is easy, once while it is hard: no rule on frequency has a word to say."""
    assert BEATTIE.spans[1].runs == HARD_WEEK
    assert [week.intense for week in build(BEATTIE).weeks] == [False] * 20 + [True] * 20
    assert not {code for code in failing(build(BEATTIE), "should") if code.startswith("FRQ")}


def test_the_same_lifts_on_the_eve_of_a_hard_run_do_not_pass() -> None:
    plan = build(STOREN)
    eve = [
        replace(session, date=session.date + timedelta(days=TUE - MON)) if session.date.weekday() == MON else session
        for session in plan.sessions
    ]
    assert "GAP101" in failing(replace(plan, sessions=tuple(eve)), "must")


def test_nobody_hops_with_a_red_flag() -> None:
    plan = build(ENGEROFF)
    hurt = replace(plan, runner=replace(plan.runner, red_flags=("pain-changes-gait",)))
    assert "SAF101" in failing(hurt, "safety")


@each_trial
def test_the_page_names_the_same_exceptions(trial: Protocol) -> None:
    rows = [line for line in text(DOCS / "explanation" / "programmes.md").splitlines() if f"#{trial.source})" in line]
    assert len(rows) == 1
    assert set(re.findall(r"\[([A-Z]{3}\d{3})\]", rows[0])) == set(trial.unusual)
