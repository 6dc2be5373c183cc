"""Answers for every claim of the seed articles: which rule plans and checks it, under which methods, or why not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from msgspec import Struct

from ironstride.catalogue import Catalogue
from ironstride.model.errors import InputError
from ironstride.model.rule import Claim, Level, Position, Relation, Rule, Switch, SwitchSide
from ironstride.rules.kinds.base import Scope
from ironstride.rules.ruleset import RuleSet, audit_set, bind

Standing = Literal["planned", "checked", "switched", "opposed", "reason", "open"]
Operational = Literal["yes", "partly", "no"]
#: what a claim can come to, best first, and what each means.
STANDINGS: Mapping[Standing, str] = {
    "planned": "a rule that stands on it shapes plans, and checks them",
    "checked": "a rule that stands on it checks plans and shapes none",
    "switched": "a switch acts on it for the runner who sides with it",
    "reason": "no rule, and the reason is given",
    "opposed": "rules only speak against it or pass it by",
    "open": "nothing answers for it yet",
}
#: claims are answered for when they stand here.
ANSWERED: frozenset[Standing] = frozenset({"planned", "checked", "switched", "reason"})


class Use(Struct, frozen=True):
    """What one rule makes of a claim.

    Attributes
    ----------
    rule : code of the rule.
    name : its name.
    says : what the claim says on the rule's question.
    relation : whether the claim supports, narrows, extrapolates or contradicts the rule.
    kind : kind of the rule.
    scope : stage of planning that decides it.
    levels : how severe it is, by method that has the rule.
    plans : methods under which it shapes plans: it is a must, or a wish that costs something.
    checks : methods under which it checks plans.
    brought_by : switch sides that add or change it, as `switch/side`.
    dropped_by : switch sides that drop it.
    """

    rule: str
    name: str
    says: str
    relation: Relation
    kind: str
    scope: Scope
    levels: dict[str, Level]
    plans: tuple[str, ...]
    checks: tuple[str, ...]
    brought_by: tuple[str, ...]
    dropped_by: tuple[str, ...]


class SideUse(Struct, frozen=True):
    """What a switch side that rests on a claim does: rules it adds, drops and changes."""

    side: str
    says: str
    adds: tuple[str, ...]
    drops: tuple[str, ...]
    changes: tuple[str, ...]


class Coverage(Struct, frozen=True):
    """What becomes of one claim.

    Attributes
    ----------
    claim : the claim; its `reason` says why no rule acts on it, or what the rules leave out.
    standing : see `STANDINGS`.
    uses : the rules that name it, those that plan it first.
    sides : the switch sides that rest on it.
    changed : rules a method changes on its word, as `method: rule`.
    """

    claim: Claim
    standing: Standing
    uses: tuple[Use, ...]
    sides: tuple[SideUse, ...]
    changed: tuple[str, ...]

    def by(self, *relations: Relation) -> tuple[Use, ...]:
        """Give the uses of these relations."""
        return tuple(use for use in self.uses if use.relation in relations)


class Count(Struct, frozen=True):
    """How many claims of one sort there are and where they stand."""

    operational: Operational
    claims: int
    standings: dict[Standing, int]

    @property
    def answered(self) -> int:
        """Claims that a rule or a switch acts on, or that say why not."""
        return sum(number for standing, number in self.standings.items() if standing in ANSWERED)

    @property
    def acted_on(self) -> int:
        """Claims that a rule or a switch acts on."""
        return self.answered - self.standings["reason"]


def coverage(catalogue: Catalogue) -> tuple[Coverage, ...]:
    """Answer for every claim, in the order of the articles.

    Raises
    ------
    CatalogueError : when a method or a rule does not hold together.
    """
    methods = {method: audit_set(catalogue, method) for method in catalogue.methods}
    named: dict[str, list[Use]] = {}
    for rule in catalogue.rules.values():
        for position in _strongest(rule, catalogue):
            named.setdefault(position.source, []).append(_use(rule, position, methods, catalogue.switches))
    return tuple(_coverage(catalogue, claim, named.get(claim.id, [])) for claim in catalogue.claims.values())


def coverage_of(catalogue: Catalogue, claim: str) -> Coverage:
    """Answer for one claim by its id, in any case of letters.

    Raises
    ------
    InputError : when there is no such claim.
    """
    found = next((one for one in coverage(catalogue) if one.claim.id.casefold() == claim.strip().casefold()), None)
    if found is None:
        near = [name for name in catalogue.claims if name[:2].casefold() == claim.strip()[:2].casefold()]
        mend = f"Claims of this article: {', '.join(near)}." if near else "Write it as S3.02a; --all lists them."
        raise InputError(f"there is no claim {claim.strip()!r}", "--claim", mend)
    return found


def counts(found: Iterable[Coverage]) -> tuple[Count, ...]:
    """Count claims by whether a machine can act on them, and by where they stand."""
    held = tuple(found)
    sorts: tuple[Operational, ...] = ("yes", "partly", "no")
    return tuple(_count(sort, [one for one in held if one.claim.operational == sort]) for sort in sorts)


def planned_under(found: Iterable[Coverage], methods: Iterable[str]) -> dict[str, int]:
    """Count, for each method, the claims a machine can act on whose rules shape its plans."""
    acted = [one for one in found if one.claim.operational == "yes"]
    return {method: sum(any(method in use.plans for use in one.by("supports")) for one in acted) for method in methods}


def sentence(catalogue: Catalogue) -> str:
    """Say in a sentence or two how much of the seed articles is answered for, for the README."""
    yes, partly, no = counts(coverage(catalogue))
    total = yes.claims + partly.claims + no.claims
    return (
        f"Of the {total} claims in the five articles the project began with, a machine can act on {yes.claims}: "
        f"{yes.standings['planned']} are planned and checked by a rule, {yes.standings['switched']} by a switch, and "
        f"{yes.standings['reason']} say why not. Of {partly.claims} more it can act on a part of, "
        f"{partly.acted_on} have a rule or a switch; the other {partly.answered - partly.acted_on} say why not."
    )


def _strongest(rule: Rule, catalogue: Catalogue) -> list[Position]:
    """Give the rule's positions on claims, once a claim: what supports before what narrows before what opposes."""
    order: tuple[Relation, ...] = ("supports", "narrows", "extrapolates", "contradicts", "silent")
    best: dict[str, Position] = {}
    for position in sorted(rule.positions, key=lambda position: order.index(position.relation)):
        if position.source in catalogue.claims:
            best.setdefault(position.source, position)
    return list(best.values())


def _use(rule: Rule, position: Position, methods: Mapping[str, RuleSet], switches: Mapping[str, Switch]) -> Use:
    here = {name: bound.rule for name, held in methods.items() for bound in held.rules if bound.rule.code == rule.code}
    sides = [(f"{switch.id}/{side.id}", side) for switch in switches.values() for side in switch.sides]
    return Use(
        rule=rule.code,
        name=rule.name,
        says=position.says,
        relation=position.relation,
        kind=rule.kind,
        scope=bind(rule).scope,
        levels={method: held.level for method, held in here.items()},
        plans=tuple(method for method, held in here.items() if plans(held)),
        checks=tuple(here),
        brought_by=tuple(name for name, side in sides if rule.code in side.rules or rule.code in side.change),
        dropped_by=tuple(name for name, side in sides if rule.code in side.without),
    )


def plans(rule: Rule) -> bool:
    """Say whether a rule shapes plans: it holds by force, or it is a wish that costs something."""
    return rule.level in ("safety", "must") or (rule.level == "should" and rule.weight > 0)


def _coverage(catalogue: Catalogue, claim: Claim, uses: list[Use]) -> Coverage:
    sides = [
        _side(switch, side)
        for switch in catalogue.switches.values()
        for side in switch.sides
        if claim.id in side.claims or any(change.source == claim.id for change in side.change.values())
    ]
    changed = [
        f"{method.id}: {code}"
        for method in catalogue.methods.values()
        for code, change in method.change.items()
        if change.source == claim.id
    ]
    ranked = sorted(uses, key=lambda use: (use.relation != "supports", not use.plans, -len(use.plans), use.rule))
    return Coverage(claim, _standing(claim, ranked, sides), tuple(ranked), tuple(sides), tuple(changed))


def _standing(claim: Claim, uses: list[Use], sides: list[SideUse]) -> Standing:
    supports = [use for use in uses if use.relation == "supports"]
    if any(use.plans for use in supports):
        return "planned"
    if any(use.checks for use in supports):
        return "checked"
    if sides:
        return "switched"
    if claim.reason:
        return "reason"
    return "opposed" if uses else "open"


def _side(switch: Switch, side: SwitchSide) -> SideUse:
    return SideUse(f"{switch.id}/{side.id}", side.says, side.rules, side.without, tuple(side.change))


def _count(sort: Operational, found: list[Coverage]) -> Count:
    standings = {standing: sum(one.standing == standing for one in found) for standing in STANDINGS}
    return Count(sort, len(found), standings)


__all__ = [
    "ANSWERED",
    "STANDINGS",
    "Count",
    "Coverage",
    "SideUse",
    "Use",
    "counts",
    "coverage",
    "coverage_of",
    "planned_under",
    "plans",
    "sentence",
]
