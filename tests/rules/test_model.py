"""The integer program and its solver: merging, sharing, constants, known optima and what cannot be solved."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ironstride.model.errors import NoPlan
from ironstride.planning.solve import solve, version
from ironstride.rules.draft import Draft
from ironstride.rules.model import Linear, Model

from .edges import lift, line
from .pinned import price, rule
from .strategies import examples


def literals(model: Model, count: int) -> list[int]:
    return [model.literal(f"x{index}") for index in range(count)]


def test_terms_of_one_variable_are_added_up() -> None:
    model = Model()
    a, b = literals(model, 2)
    model.linear([(b, 1), (a, 2), (b, 3), (a, -2)], low=1, high=4)
    assert list(model.constraints) == [Linear(((b, 4),), 1, 4)]


def test_equal_constraints_are_kept_once() -> None:
    model = Model()
    a, b = literals(model, 2)
    model.linear([(a, 1), (b, 1)], low=1)
    model.linear([(b, 1), (a, 1)], low=1)
    assert len(model.constraints) == 1
    model.linear([(a, 1), (b, 1)], low=1, guard=b)
    model.linear([(a, 1), (b, 1)], low=0)
    assert len(model.constraints) == 3


def test_equal_slacks_of_one_rule_share_a_variable_and_add_their_prices() -> None:
    model = Model()
    a, b = literals(model, 2)
    for terms in ([(a, 1), (b, 1)], [(b, 1), (a, 1)]):
        model.slack(terms, 2, 5, "ABC101")
    assert len(model.bounds) == 3
    assert len(model.constraints) == 1
    assert model.prices == {2: 10}
    for low, owner, scale in ((2, "ABC102", 1), (1, "ABC101", 1), (2, "ABC101", 2)):
        model.slack([(a, 1), (b, 1)], low, 5, owner, scale)
    assert len(model.bounds) == 6
    assert [price(model, {a: 0, b: n}) for n in (0, 1)] == [2 * 10 + 2 * 5 + 5 + 5, 10 + 5 + 0 + 5]


@pytest.mark.parametrize(("total", "units"), [(0, 4), (1, 3), (3, 3), (4, 2), (9, 1), (10, 0)])
def test_a_slack_counts_begun_units(total: int, units: int) -> None:
    model = Model()
    x = model.integer(0, 20, "x")
    model.slack([(x, 1)], 10, 7, "ABC101", scale=3)
    assert model.bounds[1] == (0, 4)
    assert price(model, {x: total}) == 7 * units
    solution = solve(model, assumptions={x: total})
    assert solution is not None
    assert solution.objective == 7 * units


def test_constants_cost_at_once_and_need_no_variable() -> None:
    model = Model()
    model.slack([], 7, 10, "ABC101", scale=3)
    assert (model.constant, model.bounds, model.prices) == (30, [], {})
    model.slack([], 0, 10, "ABC101")
    model.slack([], 1, 0, "ABC101")
    assert model.constant == 30
    a = model.literal("a")
    model.slack([(a, 1), (a, -1)], 1, 5, "ABC101")
    assert model.constant == 35
    model.slack([(a, -1)], -1, 5, "ABC101")
    assert (len(model.bounds), model.constant, model.prices) == (1, 35, {})
    model.price(a, 2)
    assert model.value({a: 1}) == 37
    solution = solve(model)
    assert solution is not None
    assert (solution.objective, solution.bound, solution.values) == (35, 35, (0,))


def test_a_shared_slack_is_paid_once_for_all_that_fail_together() -> None:
    model = Model()
    a, b, c = literals(model, 3)
    for clauses in ([([(a, -1)], 0), ([(b, -1), (c, 1)], 0)], [([(c, 1), (b, -1)], 0), ([(a, -1)], 0)]):
        model.shared_slack(clauses, 5, "ABC101")
    assert len(model.bounds) == 4
    assert model.prices == {3: 10}
    paid = {values: price(model, dict(enumerate(values))) for values in ((0, 0, 0), (1, 0, 0), (1, 1, 0), (0, 1, 1))}
    assert paid == {(0, 0, 0): 0, (1, 0, 0): 10, (1, 1, 0): 10, (0, 1, 1): 0}


def test_a_shared_slack_of_constants() -> None:
    model = Model()
    a = model.literal("a")
    model.shared_slack([([], 1), ([(a, -1)], 0)], 5, "ABC101")
    assert (model.constant, len(model.bounds)) == (5, 1)
    model.shared_slack([([], 0), ([(a, -1)], -1), ([(a, 1)], 0)], 5, "ABC101")
    model.shared_slack([([(a, -1)], 0)], 0, "ABC101")
    model.shared_slack([], 5, "ABC101")
    assert (model.constant, len(model.bounds), model.constraints) == (5, 1, {})


def test_what_is_chosen_says_what_the_rest_is() -> None:
    model = Model()
    a, b, c = (model.literal(name) for name in "abc")
    some, every = model.literal("some"), model.literal("every")
    model.derived |= {some: ("any", (a, b)), every: ("all", (some, c))}
    model.slack([(a, 2), (c, 1)], 8, 10, "ABC101", scale=3)
    model.shared_slack([([(a, 1)], 1), ([(b, 1)], 1)], 7, "ABC102")
    least = model.integer(2, 5, "least")
    short, shared = (v for v, name in enumerate(model.names) if name.startswith("slack:"))
    assert model.completed({a: 1, c: 1}) == {a: 1, b: 0, c: 1, some: 1, every: 1, short: 2, shared: 1, least: 2}
    assert model.completed({}) == {a: 0, b: 0, c: 0, some: 0, every: 0, short: 3, shared: 1, least: 2}
    assert model.value(model.completed({a: 1, b: 1, c: 1})) == 20


def test_the_least_of_a_sum() -> None:
    model = Model()
    a, b = model.integer(-2, 3, "a"), model.integer(1, 4, "b")
    assert model.least([(a, 2), (b, -1)]) == -8
    assert model.least([(a, -2), (b, 3)]) == -3
    assert model.least([(a, 2), (b, 1), (a, -2)]) == 1
    assert model.least([]) == 0


def test_the_literal_that_is_always_1() -> None:
    model = Model()
    assert model.one() == model.one()
    assert model.bounds == [(1, 1)]


def test_known_optima() -> None:
    knapsack = Model()
    items = literals(knapsack, 4)
    knapsack.linear(list(zip(items, (5, 4, 3, 2), strict=True)), high=7)
    for variable, worth in zip(items, (10, 40, 30, 20), strict=True):
        knapsack.slack([(variable, 1)], 1, worth, f"left out {variable}")
    solution = solve(knapsack)
    assert solution is not None
    assert (solution.objective, solution.values[:4], solution.status) == (30, (0, 1, 1, 0), "OPTIMAL")

    cover = Model()
    x = literals(cover, 3)
    for pair in ((0, 1), (1, 2), (0, 2)):
        cover.linear([(x[index], 1) for index in pair], low=1)
    for variable, cost in zip(x, (3, 4, 6), strict=True):
        cover.price(variable, cost)
    solution = solve(cover, hint={x[2]: 1})
    assert solution is not None
    assert (solution.objective, solution.bound, solution.values) == (7, 7, (1, 1, 0))


def test_an_empty_model_has_an_empty_plan() -> None:
    solution = solve(Model())
    assert solution is not None
    assert (solution.values, solution.objective) == ((), 0)


def test_what_cannot_hold_has_no_plan() -> None:
    model = Model()
    a, b = literals(model, 2)
    model.linear([(a, 1), (b, 1)], low=2)
    assert solve(model) is not None
    assert solve(model, assumptions={a: 0}) is None
    model.linear([(a, 1), (b, 1)], high=1)
    assert solve(model) is None
    constant = Model()
    constant.linear([], low=1)
    assert solve(constant) is None


def test_an_assumption_outside_a_variables_bounds_cannot_hold() -> None:
    model = Model()
    a, one = model.literal("a"), model.one()
    assert solve(model, assumptions={a: 1, one: 1}) is not None
    assert solve(model, assumptions={a: 2}) is None
    assert solve(model, assumptions={a: -1}) is None
    assert solve(model, assumptions={one: 0}) is None


def test_a_guarded_constraint_holds_where_its_guard_does() -> None:
    model = Model()
    a, guard = literals(model, 2)
    model.linear([(a, 1)], low=1, guard=guard)
    model.linear([], low=1, guard=guard)
    free = solve(model, assumptions={a: 0})
    assert free is not None
    assert free.values[guard] == 0
    assert solve(model, assumptions={guard: 1}) is None


def test_a_solver_that_gets_no_time_says_so() -> None:
    model = Model()
    pigeons = [literals(model, 9) for _ in range(10)]
    for pigeon in pigeons:
        model.linear([(hole, 1) for hole in pigeon], low=1)
    for hole in range(9):
        model.linear([(pigeon[hole], 1) for pigeon in pigeons], high=1)
    with pytest.raises(NoPlan):
        solve(model, limit=0.0)


@st.composite
def models(draw: st.DrawFn) -> Model:
    """Draw a small model with a few constraints and wishes."""
    model = Model()
    variables = literals(model, 6)
    terms = st.lists(st.tuples(st.sampled_from(variables), st.integers(-3, 3)), max_size=5)
    for sum_, low in draw(st.lists(st.tuples(terms, st.integers(-4, 3)), max_size=4)):
        model.linear(sum_, low=low)
    for sum_, low, scale in draw(st.lists(st.tuples(terms, st.integers(-2, 6), st.integers(1, 3)), max_size=5)):
        model.slack(sum_, low, 1 + low % 3, "ABC101", scale)
    return model


@examples(1 / 8)
@given(models())
def test_the_optimum_is_the_least_of_all_choices_and_always_the_same(model: Model) -> None:
    every = [{v: bits >> v & 1 for v in range(6)} for bits in range(64)]
    paid = [cost for values in every if (cost := price(model, values)) is not None]
    solution, again = solve(model), solve(model)
    assert (solution is None) == (not paid)
    if solution is not None and again is not None:
        assert solution.objective == solution.bound == min(paid)
        assert solution.values == again.values


def test_the_version_of_the_solver_is_known() -> None:
    assert version()[0].isdigit()


@pytest.mark.parametrize("constant", [(), (0,), (0, 1)])
def test_any_and_both_follow_their_events(constant: tuple[int, ...]) -> None:
    events = [lift(day) for day in range(3)]
    model = Model()
    variables = {event.id: model.literal(event.id) for index, event in enumerate(events) if index not in constant}
    draft = Draft(line(events), variables, model)
    none, first, some = draft.any_of([]), draft.any_of(events[:1]), draft.any_of(events[:2])
    both, same = draft.both(some, draft.any_of(events[2:])), draft.both(some, some)
    assert same == some
    assert draft.any_of([events[2], events[2]]) == variables[events[2].id]
    assert (first == model.one()) == (0 in constant)
    for bits in range(1 << len(variables)):
        pinned = {variable: bits >> variable & 1 for variable in variables.values()}
        happens = [index in constant or bool(pinned[variables[event.id]]) for index, event in enumerate(events)]
        for literal, truth in (
            (none, False),
            (first, happens[0]),
            (some, happens[0] or happens[1]),
            (both, (happens[0] or happens[1]) and happens[2]),
        ):
            fixed = {**pinned, literal: int(truth)}
            assert literal in pinned or price(model, fixed) == 0
            if model.bounds[literal] == (0, 1) and literal not in pinned:
                assert price(model, {**pinned, literal: int(not truth)}) is None


def test_together_costs_its_amount_and_only_together() -> None:
    events = [lift(0), lift(1)]
    model = Model()
    variables = {event.id: model.literal(event.id) for event in events}
    draft = Draft(line(events), variables, model)
    draft.not_together(rule("gap", "should", 2), events, 5)
    assert [price(model, {0: a, 1: b}) for a, b in ((0, 0), (1, 0), (0, 1), (1, 1))] == [0, 0, 0, 10]
    draft.not_together(rule("gap", "must"), events, 5)
    assert [price(model, {0: a, 1: b}) for a, b in ((0, 0), (1, 0), (0, 1), (1, 1))] == [0, 0, 0, None]


def test_a_sum_is_asked_only_when_something_given_happens_and_nothing_excused_does() -> None:
    part, given, excuse = lift(0), lift(1), lift(2)
    for level in ("must", "should"):
        model = Model()
        variables = {event.id: model.literal(event.id) for event in (part, given, excuse)}
        draft = Draft(line([part, given, excuse]), variables, model)
        draft.at_least(rule("bound", level, 3), [(part, 2)], 3, 2, [given], [excuse])
        draft.at_least(rule("bound", level, 3), [(part, 1)], 0)
        costs = {bits: price(model, {v: bits >> v & 1 for v in variables.values()}) for bits in range(8)}
        if level == "must":
            assert {bits for bits, cost in costs.items() if cost is None} == {0b010, 0b011}
        else:
            assert {bits: cost for bits, cost in costs.items() if cost} == {0b010: 2 * 3, 0b011: 3}


@pytest.mark.parametrize(("level", "chosen"), [("must", None), ("safety", None), ("should", 6), ("info", 0)])
def test_an_event_refused_is_forbidden_or_costs_its_units(level: str, chosen: int | None) -> None:
    open_, fixed = lift(0), lift(1)
    for event in (open_, fixed):
        model = Model()
        draft = Draft(line([open_, fixed]), {open_.id: model.literal("open")}, model)
        draft.refuse(rule("avoid", level, 3), [(event, 0)])
        assert (price(model, {0: 0}), price(model, {0: 1})) == (0, 0)
        draft.refuse(rule("avoid", level, 3), [(event, 2)])
        assert price(model, {0: 1}) == chosen
        assert price(model, {0: 0}) == (0 if event is open_ else chosen)


def test_a_wish_on_one_literal_is_charged_to_it() -> None:
    model = Model()
    a = model.literal("a")
    model.slack([(a, -7)], -1, 5, "ABC101", scale=3)
    model.slack([(a, -1)], 0, 5, "ABC101")
    assert (model.charges, model.prices, len(model.bounds)) == ({("ABC101", a): 15}, {a: 15}, 1)
    model.slack([(a, 1)], 1, 2, "ABC101")
    assert [price(model, {a: 0}), price(model, {a: 1})] == [2, 15]
