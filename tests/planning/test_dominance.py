"""Candidates left out as needless, and what is demanded besides, never change the cheapest price."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Struct

from ironstride.planning.dominance import Dominance, dominance
from ironstride.planning.solve import solve
from ironstride.rules.draft import Draft
from ironstride.rules.model import Model
from rules.edges import line

pytestmark = pytest.mark.slow

Literals = list[int]


class Case(Struct, frozen=True):
    """A model and its candidates by group."""

    model: Model
    groups: tuple[Literals, ...]


def numbers(low: int, high: int, count: int) -> st.SearchStrategy[list[int]]:
    return st.lists(st.integers(low, high), min_size=count, max_size=count)


@st.composite
def models(draw: st.DrawFn) -> Case:
    """Draw what the kinds write: sums with and without slack, literals that others decide, clauses that share one."""
    model = Model()
    sizes = draw(st.lists(st.integers(1, 7), min_size=1, max_size=2))
    groups = tuple([model.literal(f"{group}/{n}") for n in range(size)] for group, size in enumerate(sizes))
    every = [literal for group in groups for literal in group]
    draft = Draft(line(()), {}, model)
    model.clauses = 1
    for group in groups if draw(st.booleans()) else ():
        for at in range(0, len(group) - 1, draw(st.integers(1, 4))):
            model.linear([(literal, 1) for literal in group[at : at + 2]], high=1)
    for literal in every:
        model.charge(literal, draw(st.integers(-2, 1)), "price")
    chosen = st.lists(st.sampled_from(every), min_size=1, max_size=len(every), unique=True)
    derived: Literals = []
    for _ in range(draw(st.integers(0, 3))):
        members = sorted({*draw(chosen), *derived[-draw(st.integers(0, 1)) :]})
        if len(members) > 1 and draw(st.booleans()):
            derived.append(draft.both(members[0], members[-1]))
        elif len(members) > 1:
            derived.append(model.literal("any"))
            draft.either(derived[-1], members)
    some = st.lists(st.sampled_from([*every, *derived]), min_size=1, max_size=6, unique=True)
    for kind in draw(st.lists(st.sampled_from(("room", "sum", "slack", "clauses", "guard")), max_size=4)):
        _constrained(draw, model, kind, every, draw(some))
    return Case(model, groups)


def _constrained(draw: st.DrawFn, model: Model, kind: str, every: Literals, some: Literals) -> None:
    if kind == "room":
        weights = draw(numbers(1, 3, len(every)))
        model.linear(zip(every, [-w for w in weights], strict=True), low=-draw(st.integers(2, 9)))
        return
    terms = [*zip(some, draw(numbers(-1, 1, len(some))), strict=True)]
    if kind == "sum":
        model.linear(terms, low=-draw(st.integers(0, 4)), high=draw(st.integers(0, 3)))
    elif kind == "slack":
        model.slack(terms, draw(st.integers(-1, 3)), draw(st.integers(1, 9)), "ABC101", draw(st.integers(1, 3)))
    elif kind == "guard":
        model.linear(terms, low=draw(st.integers(-2, 2)), guard=model.literal("guard"))
    else:
        asked = draw(st.lists(st.sampled_from(every), min_size=1, max_size=5, unique=True))
        nested = [some[:size] for size in draw(numbers(0, len(some), len(asked)))]
        clauses = [
            ([(literal, -1), *((one, 1) for one in needed)], 0) for literal, needed in zip(asked, nested, strict=True)
        ]
        model.shared_slack(clauses, draw(st.integers(1, 9)), "ABC102")


@settings(max_examples=400)
@given(case=models())
def test_the_cheapest_price_stays(case: Case) -> None:
    found = dominance(case.model, case.groups)
    free = solve(case.model)
    bound = solve(case.model, dict.fromkeys(found.needless, 0), kept=found.demands)
    assert (free is None) == (bound is None)
    if free is not None and bound is not None:
        assert free.objective == bound.objective == case.model.value(dict(enumerate(bound.values)))


def spent(prices: list[int], most: int | None = None) -> tuple[Model, Dominance]:
    model = Model()
    model.clauses = 1
    literals = [model.literal(f"A/{n}") for n in range(len(prices))]
    for literal, price in zip(literals, prices, strict=True):
        model.charge(literal, price, "price")
    if most is not None:
        model.linear([(literal, -1) for literal in literals], low=-most)
    return model, dominance(model, [literals])


def test_the_dearer_one_comes_only_beside_the_cheaper_one() -> None:
    _, found = spent([2, 5])
    assert not found.needless
    assert [linear.terms for linear in found.demands] == [((0, 1), (1, -1))]


def test_where_two_are_equally_good_the_earlier_one_stays() -> None:
    _, found = spent([3, 3, 3], most=1)
    assert found.needless == {1, 2}


def test_what_never_fits_beside_all_that_are_better_is_needless() -> None:
    _, found = spent([1, 2, 3, 4], most=2)
    assert found.needless == {2, 3}


def test_of_two_that_exclude_each_other_the_dearer_one_is_needless() -> None:
    model = Model()
    model.clauses = 1
    a, b = model.literal("A/a"), model.literal("A/b")
    model.linear([(a, 1), (b, 1)], low=1)
    model.linear([(a, 1), (b, 1)], high=1)
    model.charge(a, 5, "price")
    assert dominance(model, [[a, b]]).needless == {a}


def pair(better: int = -6, worse: int = -5) -> tuple[Model, int, int]:
    """Two candidates of which one alone may stand."""
    model = Model()
    model.clauses = 1
    a, b = model.literal("A/a"), model.literal("A/b")
    model.linear([(a, 1), (b, 1)], high=1)
    for literal, price in ((a, better), (b, worse)):
        model.charge(literal, price, "price")
    return model, a, b


def priced(model: Model, price: int) -> int:
    literal = model.literal("A/other")
    model.charge(literal, price, "price")
    return literal


def asks_for_more() -> tuple[Model, int]:
    """The cheaper one asks for something dear, the other one for that or something cheap."""
    model, a, b = pair()
    dear, cheap = priced(model, 10), priced(model, 1)
    model.linear([(a, -1), (dear, 1)], low=0)
    model.linear([(b, -1), (dear, 1), (cheap, 1)], low=0)
    return model, -4


def is_asked_for() -> tuple[Model, int]:
    """A third one, worth a lot, asks for the dearer one."""
    model, _, b = pair()
    model.linear([(priced(model, -9), -1), (b, 1)], low=0)
    return model, -14


def is_part_of_something_wanted() -> tuple[Model, int]:
    """What the dearer one brings about is worth a lot."""
    model, _, b = pair()
    wanted = model.literal("any")
    Draft(line(()), {}, model).either(wanted, [b, priced(model, 20)])
    model.slack([(wanted, 1)], 1, 9, "ABC101")
    return model, -5


def is_part_of_something_refused() -> tuple[Model, int]:
    """What the cheaper one brings about must not be."""
    model, a, _ = pair()
    refused = model.literal("any")
    Draft(line(()), {}, model).either(refused, [a, priced(model, 1)])
    model.linear([(refused, 1)], high=0)
    return model, -5


def is_half_of_something_refused() -> tuple[Model, int]:
    """The cheaper one and one worth more must not stand together."""
    model, a, _ = pair()
    model.linear([(Draft(line(()), {}, model).both(a, priced(model, -9)), 1)], high=0)
    return model, -14


@pytest.mark.parametrize(
    "made",
    [
        asks_for_more,
        is_asked_for,
        is_part_of_something_wanted,
        is_part_of_something_refused,
        is_half_of_something_refused,
    ],
)
def test_the_dearer_one_of_two_stays_where_it_is_the_better_one(made: Callable[[], tuple[Model, int]]) -> None:
    model, cheapest = made()
    found = dominance(model, [[literal for literal, name in enumerate(model.names) if name.startswith("A/")]])
    solution = solve(model, dict.fromkeys(found.needless, 0), kept=found.demands)
    assert solution is not None
    assert solution.objective == cheapest
