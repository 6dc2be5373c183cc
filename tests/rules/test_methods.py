"""Methods and switches: six rule sets, every side of every switch on each of them, and what makes the seeds differ."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest
from msgspec.structs import replace

from ironstride.catalogue import catalogue
from ironstride.model.errors import InputError
from ironstride.model.rule import Method, RuleChange
from ironstride.rules.ruleset import RuleSet, rule_set

CATALOGUE = catalogue()
METHODS = ("evidence", "s0", "s1", "s2", "s3", "s4")
SIDES = [(switch.id, side.id) for switch in CATALOGUE.switches.values() for side in switch.sides]


def made(method: str, **switches: str) -> dict[str, tuple[Any, ...]]:
    """A rule set as what can differ: the level, weight and parameters of each rule."""
    return {
        bound.rule.code: (bound.rule.level, bound.rule.weight, repr(bound.rule.params))
        for bound in rule_set(CATALOGUE, method, switches).rules
    }


def changed(method: str, switch: str, side: str) -> set[str]:
    before, after = made(method), made(method, **{switch: side})
    return {code for code in before.keys() | after.keys() if before.get(code) != after.get(code)}


def rule(rules: RuleSet, code: str) -> Any:
    return rules.rule(code)


# Methods


def test_six_methods() -> None:
    assert set(CATALOGUE.methods) >= set(METHODS)


@pytest.mark.parametrize("method", METHODS)
def test_a_method_makes_a_rule_set_that_binds(method: str) -> None:
    rules = rule_set(CATALOGUE, method)
    codes = [bound.rule.code for bound in rules.rules]
    assert codes == sorted(set(codes))
    assert {"GAP101", "EXC102", "EXC118", "SAF101", "CAP101"} <= set(codes)
    assert all(rules.of(scope) for scope in ("schedule", "composition"))


@pytest.mark.parametrize("method", [method for method in METHODS if method != "evidence"])
def test_a_seed_is_not_the_evidence(method: str) -> None:
    evidence, seed = made("evidence"), made(method)
    assert seed != evidence
    own = {code for code in seed if code not in evidence}
    assert own, "a seed brings rules of its own"


def test_no_two_methods_are_alike() -> None:
    for one, other in combinations(METHODS, 2):
        assert made(one) != made(other), (one, other)


def test_the_seeds_say_what_they_are_known_for() -> None:
    s0, s1, s2, s3, s4 = (rule_set(CATALOGUE, f"s{n}") for n in range(5))
    assert rule(s0, "SEV001").params["select"]["all"] == ["trait:core-still"]
    assert rule(s1, "SEV104").name == "crunches-under-s1"
    assert rule(s2, "COV205").weight > rule(rule_set(CATALOGUE, "evidence"), "COV205").weight
    assert rule(s3, "EXC108").params["max_pct"] < rule(rule_set(CATALOGUE, "evidence"), "EXC108").params["max_pct"]
    assert rule(s3, "TAP104").level == "should"
    assert rule(s4, "FRQ114").params["max"] == 1
    assert "FRQ101" not in {bound.rule.code for bound in s4.rules}


def test_safety_and_the_runners_word_hold_under_every_method() -> None:
    for method in METHODS:
        rules = rule_set(CATALOGUE, method)
        for code in ("SAF101", "EXC101", "EXC102", "EXC112", "EXC118"):
            assert rule(rules, code).level in ("must", "safety"), (method, code)


def test_a_seventh_method_from_a_file() -> None:
    mine = Method(
        id="mine",
        name="Mine",
        summary="One change",
        extends="s3",
        without=("TAP104",),
        change={"FRQ101": RuleChange(params={"min": 1}, weight=7, why="one is what I manage")},
    )
    rules = rule_set(CATALOGUE, mine)
    assert rule(rules, "FRQ101").params["min"] == 1
    assert rule(rules, "FRQ101").weight == 7
    assert "TAP104" not in {bound.rule.code for bound in rules.rules}
    assert "SEV304" in {bound.rule.code for bound in rules.rules}


# Switches


@pytest.mark.parametrize(("switch", "side"), SIDES)
def test_every_side_binds_on_every_method(switch: str, side: str) -> None:
    for method in METHODS:
        assert made(method, **{switch: side})


@pytest.mark.parametrize("switch", sorted(CATALOGUE.switches))
def test_the_sides_of_a_switch_differ_on_every_method(switch: str) -> None:
    sides = [side.id for side in CATALOGUE.switches[switch].sides]
    for method in METHODS:
        for one, other in combinations(sides, 2):
            assert made(method, **{switch: one}) != made(method, **{switch: other}), (method, one, other)


def test_all_twelve_defaults_together_bind_on_every_method() -> None:
    defaults = {switch.id: switch.default for switch in CATALOGUE.switches.values()}
    for method in METHODS:
        assert rule_set(CATALOGUE, method, defaults).rules


def test_any_two_sides_of_different_switches_bind_together() -> None:
    for (switch, side), (other, second) in combinations(SIDES, 2):
        if switch != other:
            assert rule_set(CATALOGUE, "s4", {switch: side, other: second}).rules


#: what throwing a side must do, in the side's own sense
SENSE = [
    ("aim", "max-strength", "evidence", {"SEV304", "SEV301", "DOS106"}),
    ("aim", "better-running", "s3", {"SEV304", "SEV301", "SEV203"}),
    ("core-still", "avoid", "s1", {"SEV001", "SEV102"}),
    ("core-still", "do", "s0", {"SEV001", "SEV006", "SEV102"}),
    ("frequency", "once", "evidence", {"FRQ114", "FRQ101", "LEG103"}),
    ("frequency", "two-to-three", "s4", {"FRQ114", "FRQ101", "FRQ105"}),
    ("hard-day", "lift-on-hard-days", "s3", {"DAY106", "FRQ111"}),
    ("hard-day", "less-in-hard-weeks", "s4", {"DAY106", "FRQ111"}),
    ("leg-strength", "not-needed", "evidence", {"LEG101", "LEG102", "LEG103"}),
    ("leg-strength", "needed", "s4", {"LEG102", "LEG103"}),
    ("machines", "avoid", "s0", {"EXC108", "SEV005"}),
    ("machines", "allow-if-followed", "s3", {"SEV005", "SEV302", "EXC108"}),
    ("mobility", "include", "s3", {"SEV107"}),
    ("mobility", "not-resilience", "s1", {"SEV107", "COV208"}),
    ("reps", "low-only", "s1", {"SEV304", "SEV106"}),
    ("reps", "high-for-imbalance", "s3", {"SEV304", "SEV106"}),
    ("rotation", "from-start", "s1", {"SEV105"}),
    ("rotation", "after-stability", "s2", {"SEV105", "COV211"}),
    ("same-day", "after-hard-run", "evidence", {"ORD101", "DAY102"}),
    ("same-day", "between-runs", "s4", {"DAY106", "DAY101"}),
    ("session-end", "running-like-last", "s1", {"SEV003", "SEV102"}),
    ("session-end", "core-last", "s0", {"SEV003", "SEV102", "BLK101"}),
    ("taper", "drop", "evidence", {"TAP104"}),
    ("taper", "stay-consistent", "s3", {"TAP104", "TAP101", "FRQ112"}),
]


@pytest.mark.parametrize(("switch", "side", "method", "codes"), SENSE)
def test_a_side_changes_what_it_speaks_of(switch: str, side: str, method: str, codes: set[str]) -> None:
    assert codes <= changed(method, switch, side)


@pytest.mark.parametrize("switch", sorted(set(CATALOGUE.switches) - {"rotation"}))
def test_the_evidence_already_takes_the_default_side(switch: str) -> None:
    assert changed("evidence", switch, CATALOGUE.switches[switch].default) == set()


def test_unknown_names_are_told() -> None:
    with pytest.raises(InputError, match="unknown switch 'coffee'"):
        rule_set(CATALOGUE, "evidence", {"coffee": "black"})
    with pytest.raises(InputError, match="has no side 'sometimes'"):
        rule_set(CATALOGUE, "evidence", {"taper": "sometimes"})
    with pytest.raises(InputError, match="unknown method 'mine'"):
        rule_set(CATALOGUE, "mine")


def test_a_change_of_a_rule_that_is_not_there_is_told() -> None:
    from ironstride.model.errors import CatalogueError

    broken = replace(CATALOGUE.methods["s4"], change={"FRQ101": RuleChange(weight=1, why="gone")})
    with pytest.raises(CatalogueError, match="changes FRQ101"):
        rule_set(CATALOGUE, broken)
