"""A plan is a witness: limits it satisfies are feasible, and the solver's optimum is the best plan by `check`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Struct
from msgspec.structs import replace

from ironstride.model.rule import Finding, Rule, When
from ironstride.planning.solve import solve
from ironstride.rules.kinds import kinds
from ironstride.rules.model import Model

from .pinned import encoded, price, rule
from .strategies import EXAMPLES, PARAMS, WHENS, WITNESSES, Plan, examples, parameters, plans

#: plans with no more literals than this are compared with every other choice of candidates
ALL_CHOICES_UP_TO = 4


def loosened(kind: str, params: Struct, findings: list[Finding]) -> Struct:
    """Move the limits of a kind just far enough that the plan these findings judge satisfies them."""
    seen = [finding.observed for finding in findings if finding.observed is not None]
    if not seen:
        return params
    least, most = min(seen), max(seen)
    excess = max(finding.amount for finding in findings)
    changes: Mapping[str, Mapping[str, int]] = {
        "bound": {"min": least, "max": most},
        "range": {"min": least, "max": most},
        "gap": {"min_h": max(1, least)},
        # an observed share is rounded down to whole percents
        "share": {"min_pct": min(100, least), "max_pct": min(100, most + 1)},
        "overlap": {"min_pct": least, "max_pct": min(100, most + 1)},
        "ramp": {"allowance": getattr(params, "allowance", 0) + excess * getattr(params, "unit", 1)},
    }
    return replace(params, **changes.get(kind, {}))


def free(rule: Rule, params: Struct, plan: Plan) -> tuple[Model, dict[str, int]]:
    """Encode a rule with all candidates free but for items, which need their session."""
    model, names = encoded(rule, params, plan.timeline, plan.literals)
    for event in plan.timeline.events:
        if event.session in plan.literals:
            own, session = names[plan.literals[event.id]], names[plan.literals[event.session]]
            model.linear([(session, 1), (own, -1)], low=0)
    return model, names


def choices(plan: Plan) -> Iterator[Plan]:
    """Give the plan with every choice of candidates that keeps items in their sessions."""
    names = sorted(set(plan.literals.values()))
    for values in product((False, True), repeat=len(names)):
        other = replace(plan, true=frozenset(name for name, value in zip(names, values, strict=True) if value))
        happening = {event.id for event in other.timeline.events if other.happens(event)}
        if all(not event.session or event.session in happening for event in other.concrete().events):
            yield other


@pytest.mark.parametrize("kind", sorted(PARAMS))
def test_limits_a_plan_satisfies_are_feasible(kind: str) -> None:
    witnessed(kind, limits_it_satisfies_are_feasible)


@pytest.mark.parametrize("kind", sorted(PARAMS))
def test_the_optimum_is_the_best_plan_by_check(kind: str) -> None:
    witnessed(kind, the_optimum_is_the_best_by_check)


def witnessed(kind: str, holds: Callable[[str, Plan, Struct, When], None]) -> None:
    """Hold many plans to a property, and count that they were many."""
    cases = 0

    @examples(WITNESSES)
    @given(data=st.data())
    def look(data: st.DataObject) -> None:
        nonlocal cases
        cases += 1
        holds(kind, data.draw(plans(kind)), data.draw(parameters(kind)), data.draw(WHENS))

    look()
    assert cases >= round(EXAMPLES * WITNESSES)


def limits_it_satisfies_are_feasible(kind: str, plan: Plan, params: Struct, when: When) -> None:
    """The model of limits that a plan satisfies has a solution, and `check` passes it."""
    hard = rule(kind, "must", 0, when)
    check = kinds()[kind].check
    params = loosened(kind, params, check(hard, params, plan.concrete()))
    satisfied = all(finding.verdict != "fail" for finding in check(hard, params, plan.concrete()))
    assert satisfied or kind not in {"bound", "range", "ramp"}
    model, names = free(hard, params, plan)
    solution = solve(model)
    if satisfied:
        assert solution is not None
    if solution is not None:
        found = replace(plan, true=frozenset(name for name, variable in names.items() if solution.values[variable]))
        assert all(finding.verdict != "fail" for finding in check(hard, params, found.concrete()))


def the_optimum_is_the_best_by_check(kind: str, plan: Plan, params: Struct, when: When) -> None:
    """What the solver pays is what `check` charges for its plan, and no other choice costs less."""
    wish = rule(kind, "should", 5, when)

    def paid(plan: Plan) -> int:
        return sum(finding.price for finding in kinds()[kind].check(wish, params, plan.concrete()))

    model, names = free(wish, params, plan)
    solution = solve(model)
    assert solution is not None
    assert solution.status == "OPTIMAL"
    found = replace(plan, true=frozenset(name for name, variable in names.items() if solution.values[variable]))
    assert paid(found) == solution.objective == solution.bound == model.value(dict(enumerate(solution.values)))
    assert solution.objective <= paid(plan)
    if len(names) <= ALL_CHOICES_UP_TO:
        assert solution.objective == min(paid(other) for other in choices(plan))


@pytest.mark.parametrize("kind", sorted(PARAMS))
@examples(1 / 16)
@given(data=st.data(), level=st.sampled_from(("safety", "should")))
def test_the_judge_of_these_tests_agrees_with_the_solver(kind: str, data: st.DataObject, level: str) -> None:
    plan, params = data.draw(plans(kind)), data.draw(parameters(kind))
    model, names = encoded(rule(kind, level, 2), params, plan.timeline, plan.literals)
    pinned = {variable: int(name in plan.true) for name, variable in names.items()}
    solution = solve(model, assumptions=pinned)
    assert price(model, pinned) == (None if solution is None else solution.objective)
