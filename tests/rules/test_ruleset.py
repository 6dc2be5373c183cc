"""A method's rule set: what it takes over, leaves out and changes, and what it refuses."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from ironstride.catalogue import Catalogue
from ironstride.catalogue import catalogue as everything
from ironstride.model.errors import CatalogueError, InputError
from ironstride.model.rule import Method, Rule, RuleChange, Switch, SwitchSide
from ironstride.rules.kinds import kinds
from ironstride.rules.kinds.bound import BoundParams
from ironstride.rules.ruleset import aims_of, bind, rule_set
from ironstride.strength.progression import Aims

from .edges import failures, lift, line
from .pinned import draft, rule

SESSION = {"of": "session"}
LIMIT: dict[str, Any] = {"select": SESSION, "window": "week", "max": 2}


def made(code: str, kind: str = "bound", **params: object) -> Rule:
    return replace(rule(kind, "should", 7), code=code, params=params or LIMIT)


def method(id: str, **fields: object) -> Method:
    return Method(id=id, name=id, summary="", **fields)  # type: ignore[arg-type]


def side(id: str, **fields: object) -> SwitchSide:
    return SwitchSide(id, "", (), **fields)  # type: ignore[arg-type]


RULES = (made("AAA101"), made("BBB101", "avoid", select={"of": "item"}), made("CCC101", "avoid", select=SESSION))
METHODS = (
    method("base", rules=("CCC101", "AAA101")),
    method("child", extends="base", rules=("BBB101",), without=("CCC101", "BBB999")),
    method("grandchild", extends="child", change={"AAA101": RuleChange({"max": 3}, "must")}),
    method("cheaper", extends="base", change={"AAA101": RuleChange(weight=0)}),
    method("circle", extends="other-circle"),
    method("other-circle", extends="circle"),
    method("orphan", extends="nobody"),
    method("misspelt", rules=("ZZZ101",)),
    method("wrong-change", change={"AAA101": RuleChange()}),
    method("wrong-value", extends="base", change={"AAA101": RuleChange({"max": "many"})}),
    method("upside-down", extends="base", change={"AAA101": RuleChange({"min": 3})}),
)
SWITCH = Switch(
    id="once",
    topic="",
    question="",
    sides=(side("yes", rules=("BBB101",), change={"AAA101": RuleChange({"max": 1})}), side("no", without=("AAA101",))),
    default="yes",
    reason="",
)


def catalogue() -> Catalogue:
    return Catalogue(
        exercises={},
        rules={rule.code: rule for rule in RULES},
        methods={method.id: method for method in METHODS},
        sources={},
        claims={},
        switches={SWITCH.id: SWITCH},
        version="",
    )


def codes(method: str, switches: dict[str, str] | None = None) -> list[str]:
    return [bound.rule.code for bound in rule_set(catalogue(), method, switches).rules]


def test_rules_come_by_code_in_order() -> None:
    assert codes("base") == ["AAA101", "CCC101"]
    assert codes("child") == ["AAA101", "BBB101"]
    assert codes("grandchild") == ["AAA101", "BBB101"]


def test_changes_go_on_top_of_what_is_taken_over() -> None:
    changed = rule_set(catalogue(), "grandchild").rules[0]
    assert changed.params == BoundParams(select=changed.params.select, window="week", max=3)  # type: ignore[attr-defined]
    assert (changed.rule.level, changed.rule.weight) == ("must", 7)
    assert rule_set(catalogue(), "cheaper").rule("AAA101").weight == 0
    assert rule_set(catalogue(), "base").rule("AAA101").params == LIMIT


def test_a_method_of_ones_own_needs_no_name_in_the_catalogue() -> None:
    own = method("mine", extends="base", without=("AAA101",))
    assert [bound.rule.code for bound in rule_set(catalogue(), own).rules] == ["CCC101"]


def test_switches_add_take_away_and_change() -> None:
    assert codes("base", {"once": "yes"}) == ["AAA101", "BBB101", "CCC101"]
    assert codes("base", {"once": "no"}) == ["CCC101"]
    assert rule_set(catalogue(), "base", {"once": "yes"}).rule("AAA101").params["max"] == 1


@pytest.mark.parametrize(
    ("name", "switches", "error", "says"),
    [
        ("nothing", {}, InputError, "unknown method 'nothing'"),
        ("orphan", {}, InputError, "unknown method 'nobody'"),
        ("base", {"twice": "yes"}, InputError, "unknown switch 'twice'"),
        ("base", {"once": "maybe"}, InputError, "no side 'maybe'.*Known: yes, no"),
        ("circle", {}, CatalogueError, "extends itself .circle → other-circle → circle"),
        ("misspelt", {}, CatalogueError, "no rule ZZZ101"),
        ("wrong-change", {}, CatalogueError, "changes AAA101"),
        ("wrong-value", {}, CatalogueError, r"AAA101: Expected `int \| null`, got `str`.*max"),
        ("upside-down", {}, CatalogueError, "AAA101: the lower limit 3 is above the upper limit 2"),
    ],
)
def test_what_does_not_exist_is_named(name: str, switches: dict[str, str], error: type[Exception], says: str) -> None:
    with pytest.raises(error, match=says):
        rule_set(catalogue(), name, switches)


@pytest.mark.parametrize(
    ("kind", "params", "says"),
    [
        ("bounds", LIMIT, "unknown kind 'bounds'.*avoid, bound"),
        ("bound", {**LIMIT, "maks": 1}, "unknown field `maks`"),
        ("bound", {"select": SESSION, "max": 1}, "missing required field `window`"),
        ("bound", {**LIMIT, "window": "month"}, "window"),
        ("bound", {**LIMIT, "window": {"days": 0}}, "window.days"),
        ("bound", {**LIMIT, "unit": 0}, "unit"),
        ("bound", {"select": SESSION, "window": "week"}, "a lower or an upper limit is needed"),
        ("bound", {**LIMIT, "select": {"of": "race"}}, "select.of"),
        ("range", {"select": SESSION, "amount": "minutes", "min": 2, "max": 1}, "lower limit 2 is above"),
        ("share", {"part": SESSION, "whole": SESSION, "window": "week"}, "a lower or an upper limit"),
        ("share", {"part": SESSION, "whole": SESSION, "window": "week", "max_pct": 101}, "max_pct"),
        ("overlap", {"select": SESSION, "min_pct": 60, "max_pct": 40}, "lower limit 60 is above"),
        ("overlap", {"select": SESSION, "min_pct": -1}, "min_pct"),
        ("gap", {"first": SESSION, "then": SESSION, "min_h": 0}, "min_h"),
        ("step", {"select": SESSION, "max_pct": 0}, "max_pct"),
        ("sequence", {"order": ["one"]}, "order"),
    ],
)
def test_parameters_that_do_not_fit_are_named(kind: str, params: dict[str, Any], says: str) -> None:
    with pytest.raises(CatalogueError, match=says) as caught:
        bind(made("AAA101", kind, **params))
    assert str(caught.value).startswith("AAA101: ")


@pytest.mark.parametrize(
    ("kind", "params"),
    [
        ("share", {"part": SESSION, "whole": SESSION, "window": "week", "min_pct": 0, "max_pct": 100}),
        ("overlap", {"select": SESSION, "min_pct": 0, "max_pct": 100}),
        ("gap", {"first": SESSION, "then": SESSION, "min_h": 336}),
        ("step", {"select": SESSION, "max_pct": 1}),
        ("ramp", {"select": SESSION, "window": "week", "measure": "minutes", "max_increase_pct": 0, "unit": 1}),
        ("bound", {"select": SESSION, "window": {"days": 400}, "min": 0}),
    ],
)
def test_parameters_at_the_edge_fit(kind: str, params: dict[str, Any]) -> None:
    assert bind(made("AAA101", kind, **params)).kind.id == kind


def test_equal_limits_are_limits() -> None:
    params = bind(made("AAA101", **LIMIT, min=2)).params
    assert failures("bound", params, line([lift(0), lift(1)], days=7)) == []
    assert failures("bound", params, line([lift(0)], days=7)) == [(1, 1, 2)]


def test_a_set_judges_and_plans_by_scope() -> None:
    rules = rule_set(catalogue(), "base", {"once": "yes"})
    assert [bound.rule.code for bound in rules.of("composition")] == ["BBB101"]
    assert [bound.rule.code for bound in rules.of(None)] == ["AAA101", "BBB101", "CCC101"]
    timeline = line([lift(0), lift(1)], days=7)
    assert [finding.rule for finding in rules.check(timeline)] == ["AAA101", "BBB101", "CCC101", "CCC101"]
    assert [finding.rule for finding in rules.check(timeline, "composition")] == ["BBB101"]
    drafted, _ = draft(timeline, {event.id: event.id for event in timeline.events})
    rules.constrain(drafted, "composition")
    assert not drafted.model.prices
    rules.constrain(drafted, "schedule")
    assert sum(drafted.model.prices.values()) == 3 * 7


def test_rules_can_be_taken_out_and_looked_up() -> None:
    rules = rule_set(catalogue(), "base")
    assert [bound.rule.code for bound in rules.without(["AAA101", "ZZZ101"]).rules] == ["CCC101"]
    assert rules.rule("CCC101").kind == "avoid"
    with pytest.raises(InputError, match="has no rule 'ZZZ101'"):
        rules.rule("ZZZ101")


def test_every_kind_is_found_by_its_id() -> None:
    found = kinds()
    assert list(found) == [kind.id for kind in found.values()]
    assert set(found) == {
        "avoid", "bound", "follow", "gap", "order", "overlap", "ramp", "range", "sequence", "share", "steady", "step",
    }  # fmt: skip


def test_a_method_names_its_chance_and_whether_strength_ends() -> None:
    shipped = everything()
    own = Method(id="own", name="Own", summary="s", extends="s3", chance=0.95)
    fives = frozenset({"rule:SEV304"})  # the menu of doses asks whether the method wants threes to fives
    assert aims_of(shipped, own) == Aims(0.95, enough=False, asks=fives)
    assert aims_of(shipped, "evidence") == Aims(None, enough=True)
    assert aims_of(shipped, "evidence", {"aim": "max-strength"}) == Aims(None, enough=False, asks=fives)
    assert aims_of(shipped, own, {"reps": "high-for-imbalance"}).asks == frozenset()
    below = Method(id="below", name="Below", summary="s", extends="own")
    known = replace(shipped, methods={**shipped.methods, "own": own})
    assert aims_of(known, below).chance == 0.95
