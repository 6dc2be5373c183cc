"""Sessions a week asked: each method's own number, and never more dear than any other by the audit's own prices."""

from __future__ import annotations

from itertools import product

import pytest

from ironstride.catalogue import catalogue
from ironstride.model.rule import Case
from ironstride.model.timeline import Timeline
from ironstride.rules.cases import case_timeline
from ironstride.rules.frequency import ANY_SESSION, sessions_asked
from ironstride.rules.kinds.bound import BoundParams
from ironstride.rules.ruleset import RuleSet, rule_set

METHODS = ("evidence", "s0", "s1", "s2", "s3", "s4")
PHASES = ("base", "build", "peak", "taper", "race", "transition")


def week(*words: str, sessions: int = 0, age: str = "") -> Timeline:
    events = tuple({"of": "session", "day": number} for number in range(sessions))
    return case_timeline(
        Case(name="a week", verdict="pass", tags=(age,) * bool(age), weeks={"0": words}, events=events, days_total=7)
    )


def asked(rules: RuleSet, *words: str, age: str = "") -> int:
    (number,) = sessions_asked(rules, week(*words, age=age)).values()
    return number


@pytest.mark.parametrize(
    ("method", "numbers"),
    [("evidence", (2, 1, 1, 1, 0)), ("s3", (2, 1, 1, 1, 0)), ("s4", (1, 1, 1, 1, 0))],
)
def test_each_method_asks_its_own_number(method: str, numbers: tuple[int, ...]) -> None:
    rules = rule_set(catalogue(), method)
    weeks = (("phase:base",), ("phase:build", "intense"), ("phase:base", "down"), ("phase:peak",), ("phase:taper",))
    assert tuple(asked(rules, *words) for words in weeks) == numbers


def test_from_sixty_two_are_asked_in_season_too() -> None:
    rules = rule_set(catalogue(), "evidence")
    assert asked(rules, "phase:peak", age="age:60+") == 2
    assert asked(rules, "phase:build", "intense", age="age:60+") == 2


def test_a_switch_changes_the_number() -> None:
    often = rule_set(catalogue(), "evidence", {"frequency": "two-to-three"})
    assert asked(often, "phase:build", "intense") == 2
    assert asked(rule_set(catalogue(), "evidence", {"frequency": "once"}), "phase:base") == 1


@pytest.mark.parametrize("method", METHODS)
def test_no_other_number_costs_less_by_the_audit(method: str) -> None:
    rules = rule_set(catalogue(), method)
    counted = RuleSet(
        rules.method,
        tuple(
            bound
            for bound in rules.rules
            if isinstance(bound.params, BoundParams)
            and bound.params.window == "week"
            and bound.params.select == ANY_SESSION
        ),
    )
    for phase, more in product(PHASES, ((), ("intense",), ("down",), ("intense", "down"))):
        words = (f"phase:{phase}", *more)
        prices = [sum(f.price for f in counted.check(week(*words, sessions=number))) for number in range(5)]
        assert asked(rules, *words) == prices.index(min(prices)), words
