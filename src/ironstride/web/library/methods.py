"""Sets the methods side by side: what each asks, what it leaves out, and which side of each switch it takes."""

from __future__ import annotations

from functools import lru_cache

from msgspec import Struct

from ironstride.catalogue import catalogue
from ironstride.model.rule import Claim, Method, Rule, Switch, SwitchSide
from ironstride.planning.compare import RuleDifference, rule_differences
from ironstride.rules.coverage import coverage, planned_under
from ironstride.rules.ruleset import method_of, rule_set

#: what is shown of a method before one asks for more
MOST_SHOWN = 4


class Column(Struct, frozen=True):
    """One method beside the others: rules by severity, claims of the articles that shape its plans, what it differs
    in most from the one it extends."""

    method: Method
    must: int
    wishes: int
    claims: int
    most: tuple[RuleDifference, ...]


class Side(Struct, frozen=True):
    """One side of a switch: what it says, the claims it rests on, and the methods that take it."""

    side: SwitchSide
    claims: tuple[Claim, ...]
    methods: tuple[Method, ...]
    default: bool

    @property
    def short(self) -> str:
        """Its id as words, for a table."""
        return self.side.id.replace("-", " ")


class Question(Struct, frozen=True):
    """A switch with its sides."""

    switch: Switch
    sides: tuple[Side, ...]


class Asked(Struct, frozen=True):
    """All a method asks: its differences from the one it extends, by how it differs; else its own rules."""

    method: Method
    base: Method | None
    differences: dict[str, tuple[RuleDifference, ...]]
    must: tuple[Rule, ...]
    wishes: tuple[Rule, ...]
    sides: tuple[tuple[Switch, SwitchSide], ...]


@lru_cache(maxsize=1)
def columns() -> tuple[Column, ...]:
    """Give all methods, the evidence first."""
    data = catalogue()
    under = planned_under(coverage(data), data.methods)
    return tuple(_column(method, under[name]) for name, method in data.methods.items())


def _column(method: Method, claims: int) -> Column:
    data = catalogue()
    rules = [bound.rule for bound in rule_set(data, method.id).rules]
    most = rule_differences(data, method.extends, method.id)[:MOST_SHOWN] if method.extends else ()
    return Column(
        method=method,
        must=sum(rule.level in ("must", "safety") for rule in rules),
        wishes=sum(rule.level == "should" and rule.weight > 0 and not rule.quiet for rule in rules),
        claims=claims,
        most=most,
    )


@lru_cache(maxsize=1)
def questions() -> tuple[Question, ...]:
    """Give all switches with both sides and who says so."""
    data = catalogue()
    return tuple(
        Question(switch, tuple(_side(switch, side) for side in switch.sides)) for switch in data.switches.values()
    )


def _side(switch: Switch, side: SwitchSide) -> Side:
    data = catalogue()
    claims = tuple(data.claims[name] for name in side.claims if name in data.claims)
    taken = tuple(method for name, method in data.methods.items() if switch.methods.get(name) == side.id)
    return Side(side, claims, taken, switch.default == side.id)


@lru_cache(maxsize=16)
def asked(name: str) -> Asked:
    """Give all a method asks."""
    data = catalogue()
    method = data.methods[name]
    rules = [bound.rule for bound in rule_set(data, name).rules if not bound.rule.quiet]
    firm = [rule for rule in rules if rule.level in ("must", "safety")]
    wishes = sorted((r for r in rules if r.level == "should" and r.weight), key=lambda r: (-r.weight, r.code))
    differences: dict[str, tuple[RuleDifference, ...]] = {}
    if method.extends:
        for one in rule_differences(data, method.extends, name):
            differences[one.how] = (*differences.get(one.how, ()), one)
    sides = tuple(
        (switch, side)
        for switch in data.switches.values()
        for side in switch.sides
        if switch.methods.get(name) == side.id
    )
    base = method_of(data, method.extends) if method.extends else None
    return Asked(method, base, differences, tuple(firm), tuple(wishes), sides)
