"""Every kind's `check` and `constrain` agree on any plan: pinned feasible exactly when it passes, at the same price."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Struct

from ironstride.model.rule import When
from ironstride.rules.kinds import kinds

from .pinned import draft, encoded, price, rule
from .strategies import CASES, EXAMPLES, PARAMS, WHENS, WITNESSES, Plan, examples, parameters, plans

WEIGHT = 3


def test_every_kind_has_parameters_to_draw() -> None:
    assert set(PARAMS) == set(kinds())


def test_ci_judges_1500_cases_a_kind_and_solves_400() -> None:
    assert (CASES["ci"], round(CASES["ci"] * WITNESSES)) == (1500, 400)
    makefile = Path(__file__).parents[2] / "Makefile"
    assert "HYPOTHESIS_PROFILE=ci $(BIN)/pytest" in makefile.read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", sorted(PARAMS))
def test_check_and_constrain_agree(kind: str) -> None:
    cases = 0

    @examples()
    @given(data=st.data())
    def agree(data: st.DataObject) -> None:
        nonlocal cases
        cases += 1
        check_and_constrain_agree(kind, data.draw(plans(kind)), data.draw(parameters(kind)), data.draw(WHENS))

    agree()
    assert cases >= EXAMPLES


def check_and_constrain_agree(kind: str, plan: Plan, params: Struct, when: When) -> None:
    """A plan passes `check` exactly when the model takes it, and both name one price."""
    wish = rule(kind, "should", WEIGHT, when)
    findings = kinds()[kind].check(wish, params, plan.concrete())
    assert all((finding.verdict == "fail") == (finding.amount > 0) for finding in findings)
    assert all(finding.price == WEIGHT * finding.amount for finding in findings)

    model, names = encoded(rule(kind, "must", 0, when), params, plan.timeline, plan.literals)
    feasible = price(model, {variable: int(name in plan.true) for name, variable in names.items()}) is not None
    assert feasible == all(finding.verdict != "fail" for finding in findings)

    model, names = encoded(wish, params, plan.timeline, plan.literals)
    paid = price(model, {variable: int(name in plan.true) for name, variable in names.items()})
    assert paid == sum(finding.price for finding in findings)


@pytest.mark.parametrize("kind", sorted(PARAMS))
@examples(1 / 16)
@given(data=st.data())
def test_a_hard_rule_holds_only_under_its_guard(kind: str, data: st.DataObject) -> None:
    plan, params, hard = data.draw(plans(kind)), data.draw(parameters(kind)), rule(kind, "must")
    drafted, names = draft(plan.timeline, plan.literals, hard.code)
    kinds()[kind].constrain(hard, params, drafted)
    pinned = {variable: int(name in plan.true) for name, variable in names.items()}
    free, names = encoded(hard, params, plan.timeline, plan.literals)
    unguarded = {variable: int(name in plan.true) for name, variable in names.items()}
    guard = drafted.guards[hard.code]
    assert price(drafted.model, {**pinned, guard: 0}) == 0
    assert price(drafted.model, {**pinned, guard: 1}) == price(free, unguarded)


@pytest.mark.parametrize("kind", sorted(PARAMS))
@examples(1 / 16)
@given(data=st.data())
def test_a_remark_costs_and_forbids_nothing(kind: str, data: st.DataObject) -> None:
    plan, params = data.draw(plans(kind)), data.draw(parameters(kind))
    model, names = encoded(rule(kind, "info"), params, plan.timeline, plan.literals)
    assert not model.constraints
    assert not model.prices
    assert len(model.bounds) == len(names)
