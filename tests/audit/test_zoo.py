"""The zoo: each written log is caught by exactly the findings it was written for, on one side of the edge only."""

from __future__ import annotations

from collections import Counter

import pytest

from ironstride.audit.audit import audit
from ironstride.audit.tally import Tally
from ironstride.catalogue import catalogue
from ironstride.model.audit import Audit
from ironstride.rules.ruleset import audit_set

from .zoo import Animal, animal, animals, done

each = pytest.mark.parametrize("name", animals())


def caught(one: Animal, report: Audit) -> set[str]:
    """What a log is caught by, of its own family; what another finding explains is named beside that one."""
    return {
        found.mistake
        for found in report.findings
        if found.family == one.family and found.verdict == "fail" and not found.behind
    }


@each
def test_caught_by_what_it_was_written_for_and_nothing_else(name: str) -> None:
    one = animal(name)
    report = audit(done(one), one.method)
    assert caught(one, report) == set(one.caught)
    for found in report.findings:
        if found.mistake in one.caught:
            assert found.dates
            assert found.failing <= found.judged
            assert found.voices
            assert found.action.endswith((".", "?"))
            assert "{" not in found.said + found.action


@pytest.mark.parametrize("name", [name for name in animals() if animal(name).edge])
def test_a_step_further_it_is_not(name: str) -> None:
    one = animal(name, other_side=True)
    assert set(one.then).isdisjoint(one.caught)
    assert caught(one, audit(done(one), one.method)) == set(one.then)


def test_every_log_that_is_caught_has_an_edge() -> None:
    assert [name for name in animals() if bool(animal(name).caught) != bool(animal(name).edge)] == []


@each
def test_what_audits_is_what_plans(name: str) -> None:
    """An audit counts what the planner's own kinds say of the same days, window for window."""
    one = animal(name)
    axis = done(one).axis
    asked = {code for mistake in catalogue().mistakes.values() for code in mistake.rules}
    for bound in audit_set(catalogue(), one.method).rules:
        rule = bound.rule
        if rule.code not in asked:
            continue
        tally = Tally(rule, axis)
        bound.kind.tell(rule, bound.params, axis, tally)
        told = Counter((unit.verdict, axis.days[unit.day].date, unit.observed) for unit in tally.units)
        checked = Counter(
            (found.verdict, found.last, found.observed)
            for found in bound.check(axis)
            if found.verdict != "not-applicable"
        )
        if rule.when.on_unknown == "cautious":
            # a plan keeps such a rule when nobody knows whether it holds; an audit says that nobody knows
            assert {key: n for key, n in told.items() if key[0] != "unknown"}.items() <= checked.items(), rule.code
        else:
            assert told == checked, rule.code


def test_every_mistake_has_a_log_of_its_own() -> None:
    assert {mistake for name in animals() for mistake in animal(name).caught} == set(catalogue().mistakes)


def test_a_clean_log_is_clean_in_every_family_of_its_method() -> None:
    for name, method in (("clean", "evidence"), ("clean", "s3"), ("clean", "s2"), ("clean", "s4")):
        report = audit(done(animal(name)), method)
        made = {found.mistake for found in report.findings if found.verdict == "fail" and found.stance == "asks"}
        assert made <= {"terrain-gap"}, (name, method)
