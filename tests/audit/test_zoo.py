"""The zoo: each written log is caught by exactly the findings it was written for, on one side of the edge only."""

from __future__ import annotations

import pytest

from ironstride.audit.audit import audit
from ironstride.catalogue import catalogue
from ironstride.model.audit import Audit

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
    assert caught(one, audit(done(one), one.method)) == set(one.then)


def test_every_mistake_has_a_log_of_its_own() -> None:
    assert {mistake for name in animals() for mistake in animal(name).caught} == set(catalogue().mistakes)


def test_a_clean_log_is_clean_in_every_family_of_its_method() -> None:
    for name, method in (("clean", "evidence"), ("clean", "s3"), ("clean", "s2"), ("clean", "s4")):
        report = audit(done(animal(name)), method)
        made = {found.mistake for found in report.findings if found.verdict == "fail" and found.stance == "asks"}
        assert made <= {"terrain-gap"}, (name, method)
