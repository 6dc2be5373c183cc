"""A reason is true only if the plan would change without its rule; prices only if `check` says the same."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, reject, seed
from hypothesis import strategies as st

from ironstride.model.session import Session
from ironstride.planning.prices import Change, Prices
from ironstride.planning.reasons import IN_PART, WISH, because, with_reasons
from personas import persona_paths

from .stages import Clash, Schedule, from_file, laid, scheduled
from .strategies import Case, cases, plans

PATHS = {path.parent.name: path for path in persona_paths()}
TOLD = ("novice-half", "club-5k", "06-night-shift-nurse")
#: together, more than 300 different plans
SHARDS, EACH, DIFFERENT = 2, 185, 150
Data = st.DataObject


@pytest.mark.slow
@pytest.mark.parametrize("name", TOLD)
def test_every_reason_of_a_persona_is_decisive(name: str) -> None:
    made = read(PATHS[name])
    assert decisive(made) >= 3


@pytest.mark.slow
@pytest.mark.parametrize("shard", range(SHARDS))
def test_every_reason_of_a_generated_plan_is_decisive(shard: int) -> None:
    different, reasons = set[bytes](), 0

    @seed(shard)
    @plans(EACH)
    @given(case=cases())
    def every_reason_is_decisive(case: Case) -> None:
        nonlocal reasons
        made = of(case)
        different.add(msgspec.json.encode(case))
        reasons += decisive(made)

    every_reason_is_decisive()
    assert len(different) >= DIFFERENT
    assert reasons > 2 * len(different)


def test_a_rule_that_gets_less_than_it_asks_for_is_named_where_no_other_is_and_said_to_be_so() -> None:
    rules = read(PATHS["novice-half"]).rules
    met = Change({"LEG101": 4, "DAY103": -3}, frozenset())
    short = Change({"LEG102": 5, "DAY103": -3}, frozenset(), frozenset({"LEG102"}))
    both = Change({"LEG101": 4, "LEG102": 4, "DAY103": -3}, frozenset(), frozenset({"LEG102"}))
    said = [[one.text for one in because(rules, changes)] for changes in ([met, short], [short], [both])]
    legs, second = rules.rule("LEG101"), rules.rule("LEG102")
    assert said[0] == [legs.explain.because]
    assert said[1] == [f"{second.claim} {IN_PART}"]
    assert said[2] == [f"{legs.explain.because} {second.claim} {IN_PART}"]


def test_what_is_short_is_what_the_solver_pays_for() -> None:
    made = read(PATHS["novice-half"])
    prices = Prices(made.draft, [made.draft.literals[session.id] for session in made.chosen])
    paid = {rule for rule, price in prices.by_rule().items() if price}
    changes = [prices.change((made.draft.literals[session.id],)) for session in made.chosen]
    assert set().union(*(change.short for change in changes)) <= paid
    assert any(change.short for change in changes)


@pytest.mark.parametrize("name", ["10-school-runner", pytest.param("04-ultra-flatlander", marks=pytest.mark.slow)])
def test_every_session_of_a_persona_says_why_it_is_there(name: str) -> None:
    made = read(PATHS[name])
    reasoned = with_reasons(made.rules, made.draft, made.chosen)
    assert reasoned
    assert all(session.because for session in reasoned)


def decisive(made: Schedule) -> int:
    """Take the rules of each reason out and plan again; give how many reasons there were."""
    told = {one.rule for session in with_reasons(made.rules, made.draft, made.chosen) for one in session.because} - {""}
    for reason in sorted(told):
        codes = reason.split("+")
        wishes = [code for code in codes if code.startswith(WISH)]
        rules = made.rules.without(codes)
        cheapest = made.without(codes, wishes)
        assert cheapest.objective < made.price(made.chosen, rules), reason
    return len(told)


@pytest.mark.parametrize("name", ["10-school-runner", "08-returning"])
def test_prices_add_up_to_the_solvers(name: str) -> None:
    adds_up(read(PATHS[name]))


@pytest.mark.slow
def test_prices_of_generated_plans_add_up_and_changes_are_differences() -> None:
    @seed(5)
    @plans(25)
    @given(case=cases(), data=st.data())
    def agrees_with_check(case: Case, data: Data) -> None:
        made = of(case)
        adds_up(made)
        if made.offered:
            flips = data.draw(st.lists(st.sampled_from(made.offered), min_size=1, max_size=3, unique=True))
            differs_as_check_says(made, flips)

    agrees_with_check()


def adds_up(made: Schedule) -> None:
    """Prices settle the chosen sessions to the values, and the price, the solver found."""
    prices = Prices(made.draft, [made.draft.literals[session.id] for session in made.chosen])
    assert prices.total() == made.solution.objective == made.price(made.chosen)
    assert list(made.solution.values) == prices.values
    charged = Counter[str]()
    for finding in made.rules.check(laid(made.task, made.chosen), "schedule"):
        charged[finding.rule] += finding.price
    assert all(price <= charged[rule] for rule, price in prices.by_rule().items())
    assert sum(prices.by_rule().values()) + made.draft.model.constant == prices.total()


def differs_as_check_says(made: Schedule, flips: list[Session]) -> None:
    """What a change costs, and what forbids it, is what `check` says of the changed sessions."""
    literals = made.draft.literals
    change = Prices(made.draft, [literals[s.id] for s in made.chosen]).change([literals[s.id] for s in flips])
    kept = {session.id for session in made.chosen} ^ {session.id for session in flips}
    after = [session for session in made.offered if session.id in kept]
    assert change.price == made.price(after) - made.price(made.chosen)
    broken = {name for name in change.forbidden if name and not name.startswith(WISH)}
    assert broken == made.broken(after)


def of(case: Case) -> Schedule:
    """Schedule a generated case; one whose wishes clash has no schedule to ask about."""
    try:
        return scheduled(case.runner, case.running, case.weeks)
    except Clash:
        reject()


def read(path: Path) -> Schedule:
    """Schedule a runner file."""
    return scheduled(*from_file(path))
