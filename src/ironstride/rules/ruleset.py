"""The rule set a method makes: which rules hold, with which values, and what kind judges each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from ironstride.catalogue import Catalogue
from ironstride.catalogue.tables import table
from ironstride.model.errors import CatalogueError, InputError
from ironstride.model.rule import Finding, Method, Rule, RuleChange
from ironstride.model.timeline import Timeline
from ironstride.rules.draft import Draft
from ironstride.rules.kinds import kinds
from ironstride.rules.kinds.base import Kind, Scope
from ironstride.rules.select import words_asked
from ironstride.strength.progression import Aims


class Bound(Struct, frozen=True):
    """A rule with its kind and its decoded parameters."""

    rule: Rule
    kind: Kind[Struct]
    params: Struct

    def check(self, timeline: Timeline) -> list[Finding]:
        """Judge a timeline."""
        return self.kind.check(self.rule, self.params, timeline)

    def constrain(self, draft: Draft) -> None:
        """Add the rule to a draft's model."""
        self.kind.constrain(self.rule, self.params, draft)

    @property
    def scope(self) -> Scope:
        """The stage of planning that decides it."""
        return self.kind.scope(self.params)


class RuleSet(Struct, frozen=True):
    """The rules of one method, by code in order."""

    method: str
    rules: tuple[Bound, ...]

    def check(self, timeline: Timeline, scope: Scope | None = None) -> list[Finding]:
        """Judge a timeline by every rule (of one scope, if given)."""
        return [finding for bound in self.of(scope) for finding in bound.check(timeline)]

    def constrain(self, draft: Draft, scope: Scope) -> None:
        """Add every rule of a scope to a draft."""
        for bound in self.of(scope):
            bound.constrain(draft)

    def of(self, scope: Scope | None) -> tuple[Bound, ...]:
        """Give the rules decided at one stage, or all."""
        return tuple(bound for bound in self.rules if scope is None or bound.scope == scope)

    def rule(self, code: str) -> Rule:
        """Give a rule by its code.

        Raises
        ------
        InputError : when the method has no such rule.
        """
        for bound in self.rules:
            if bound.rule.code == code:
                return bound.rule
        raise InputError(f"the method {self.method!r} has no rule {code!r}", "rule")

    def without(self, codes: Iterable[str]) -> RuleSet:
        """Give the set with some rules taken out."""
        gone = frozenset(codes)
        return RuleSet(self.method, tuple(bound for bound in self.rules if bound.rule.code not in gone))


def asked_words(rules: RuleSet, scope: Scope) -> frozenset[str]:
    """Give every word that the rules decided at one stage ask about: where they apply, what they select and order."""
    words: set[str] = set()
    for bound in rules.of(scope):
        words |= words_asked(bound.rule.when)
        words |= _texts(msgspec.to_builtins(bound.params))
    return frozenset(words)


def _texts(value: object) -> set[str]:
    if isinstance(value, str):
        return {value}
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ()
    return {text for part in parts for text in _texts(part)}


def bind(rule: Rule) -> Bound:
    """Decode a rule's parameters for its kind.

    Raises
    ------
    CatalogueError : when the kind is unknown or a parameter does not fit.
    """
    kind = kinds().get(rule.kind)
    if kind is None:
        raise CatalogueError(f"unknown kind {rule.kind!r}", rule.code, f"Known kinds: {', '.join(sorted(kinds()))}.")
    try:
        params = msgspec.convert(rule.params, kind.params)
    except msgspec.ValidationError as error:
        raise CatalogueError(str(error), rule.code, "Mend the parameter named.") from error
    return Bound(rule, kind, params)


def rule_set(catalogue: Catalogue, method: str | Method, switches: Mapping[str, str] | None = None) -> RuleSet:
    """Make the rule set of a method with the runner's switches thrown.

    What the catalogue holds for safety is in every set, as it stands there, whatever a method or a switch says.

    Raises
    ------
    InputError : for a method, switch or side that does not exist.
    """
    wanted = method_of(catalogue, method)
    rules = _rules_of(catalogue, wanted)
    for switch_id, side_id in {**wanted.switches, **(switches or {})}.items():
        switch = catalogue.switches.get(switch_id)
        if switch is None:
            raise InputError(
                f"unknown switch {switch_id!r}", "switches", f"Known: {', '.join(sorted(catalogue.switches))}."
            )
        side = next((side for side in switch.sides if side.id == side_id), None)
        if side is None:
            known = ", ".join(side.id for side in switch.sides)
            raise InputError(f"switch {switch_id!r} has no side {side_id!r}", "switches", f"Known: {known}.")
        rules = _changed(catalogue, rules, side.rules, side.without, side.change)
    rules.update({code: rule for code, rule in catalogue.rules.items() if rule.level == "safety"})
    return RuleSet(wanted.id, tuple(bind(rules[code]) for code in sorted(rules)))


def audit_set(catalogue: Catalogue, method: str | Method, switches: Mapping[str, str] | None = None) -> RuleSet:
    """Make the rule set that looks back: the rules that plan, and those that only audit.

    Raises
    ------
    InputError : for a method, switch or side that does not exist.
    CatalogueError : for a rule that does not exist.
    """
    planning = rule_set(catalogue, method, switches)
    only: dict[str, Rule] = {}
    for one in reversed(chain(catalogue, method)):
        only = _changed(catalogue, only, one.audits, one.without, {})
    held = {code: bind(rule) for code, rule in only.items()} | {bound.rule.code: bound for bound in planning.rules}
    return RuleSet(planning.method, tuple(held[code] for code in sorted(held)))


def method_of(catalogue: Catalogue, method: str | Method) -> Method:
    """Give a method by its id; one that is given whole is given back.

    Raises
    ------
    InputError : for an id that is not in the catalogue.
    """
    if isinstance(method, Method):
        return method
    found = catalogue.methods.get(method)
    if found is None:
        raise InputError(f"unknown method {method!r}", "method", f"Known: {', '.join(sorted(catalogue.methods))}.")
    return found


def chain(catalogue: Catalogue, method: str | Method) -> tuple[Method, ...]:
    """Give a method and those it takes over, itself first."""
    found = [method_of(catalogue, method)]
    while (above := found[-1].extends) is not None:
        found.append(method_of(catalogue, above))
    return tuple(found)


def aims_of(catalogue: Catalogue, method: str | Method, switches: Mapping[str, str] | None = None) -> Aims:
    """Say what a method, with the runner's switches, wants of loads and doses: the chance taken, whether strength
    ends, and which of its rules the menu of doses asks about."""
    line = chain(catalogue, method)
    chance = next((one.chance for one in line if one.chance is not None), None)
    switch = catalogue.switches["aim"]
    side = {**line[0].switches, **(switches or {})}.get(switch.id)
    side = side or next((switch.methods[one.id] for one in line if one.id in switch.methods), switch.default)
    weighing = rule_set(catalogue, method, switches or {}).rules
    named = {f"rule:{bound.rule.code}" for bound in weighing if bound.rule.level != "info"}
    asked = {word for entry in table("doses")["dose"] for word in entry.get("all", ())}
    return Aims(chance, enough=side != "max-strength", asks=frozenset(named & asked))


def _rules_of(catalogue: Catalogue, method: Method, above: tuple[str, ...] = ()) -> dict[str, Rule]:
    if method.id in above:
        raise CatalogueError(f"extends itself ({' → '.join((*above, method.id))})", "method")
    base = (
        _rules_of(catalogue, method_of(catalogue, method.extends), (*above, method.id))
        if method.extends is not None
        else {}
    )
    return _changed(catalogue, base, method.rules, method.without, method.change)


def _changed(
    catalogue: Catalogue,
    rules: Mapping[str, Rule],
    added: Iterable[str],
    removed: Iterable[str],
    changes: Mapping[str, RuleChange],
) -> dict[str, Rule]:
    result = dict(rules)
    for code in added:
        if code not in catalogue.rules:
            raise CatalogueError(f"no rule {code}", "method")
        result[code] = catalogue.rules[code]
    for code in removed:
        result.pop(code, None)
    for code, change in changes.items():
        rule = result.get(code)
        if rule is None:
            raise CatalogueError(f"changes {code}, which is not in the method", "method")
        result[code] = changed_rule(rule, change)
    return result


def changed_rule(rule: Rule, change: RuleChange) -> Rule:
    """Give a rule with a method's changes."""
    params: dict[str, Any] = {**rule.params, **change.params}
    weight = rule.weight if change.weight is None else change.weight
    return replace(rule, params=params, level=change.level or rule.level, weight=weight)
