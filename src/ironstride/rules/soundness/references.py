"""References both ways: everything named exists, everything that exists is named somewhere."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ironstride.catalogue import Catalogue
from ironstride.model.errors import CatalogueError
from ironstride.model.exercise import BLOCKS
from ironstride.model.rule import Method, RuleChange
from ironstride.rules.ruleset import bind
from ironstride.rules.soundness.problem import Problem, cited, sources_in

#: the seed article a claim belongs to: S3.02a is of the source seed-s3
SEED_OF = re.compile(r"^S(\d)\.")
ADD_SOURCE = "Add the source, or name another."


def rule_references(catalogue: Catalogue) -> Iterator[Problem]:
    """Check what each rule names: sources, rules it overrides, its kind and its parameters."""
    for code, rule in catalogue.rules.items():
        for position in rule.positions:
            if not cited(catalogue, position.source):
                yield Problem(code, f"cites {position.source!r}, which is neither a source nor a claim", ADD_SOURCE)
        for other in rule.exception_to:
            if other not in catalogue.rules:
                yield Problem(code, f"is an exception to {other}, which is no rule", "Name a rule that exists.")
        try:
            bind(rule)
        except CatalogueError as error:
            yield Problem(code, error.what, error.mend)


def method_references(catalogue: Catalogue) -> Iterator[Problem]:
    """Check what each method names: the method it extends, rules, changes, blocks and switches."""
    for method in catalogue.methods.values():
        where = f"method {method.id}"
        inherited = _inherited(catalogue, method)
        if inherited is None:
            yield Problem(where, f"extends {method.extends!r}, which is no method", "Name a method that exists.")
            continue
        yield from _unknown_rules(catalogue, where, (*method.rules, *method.audits, *method.without, *method.change))
        for code in method.audits:
            if code in catalogue.rules and catalogue.rules[code].level != "info":
                yield Problem(where, f"only audits by {code}, which would shape plans", "Make it info, or let it plan.")
        for code in method.without:
            if code in catalogue.rules and code not in inherited | set(method.rules):
                yield Problem(where, f"drops {code}, which it does not have", "Take it out of the list.")
        yield from _changes(catalogue, where, method.change)
        yield from _blocks(where, method)
        for switch, side in method.switches.items():
            if not _has_side(catalogue, switch, side):
                yield Problem(
                    where, f"takes side {side!r} of switch {switch!r}, which does not exist", "Mend the name."
                )


def switch_references(catalogue: Catalogue) -> Iterator[Problem]:
    """Check what each switch names: claims, rules, methods, its default, and that its changes bind on any method."""
    shared = _in_every_method(catalogue)
    dropped = {code for switch in catalogue.switches.values() for side in switch.sides for code in side.without}
    for switch in catalogue.switches.values():
        where = f"switch {switch.id}"
        if switch.default not in {side.id for side in switch.sides}:
            yield Problem(where, f"defaults to {switch.default!r}, which is not one of its sides", "Name one of them.")
        for method, side_id in switch.methods.items():
            if method not in catalogue.methods or not _has_side(catalogue, switch.id, side_id):
                yield Problem(where, f"says {method!r} takes {side_id!r}; one of them does not exist", "Mend the name.")
        for side in switch.sides:
            place = f"{where}, side {side.id}"
            for claim in side.claims:
                if claim not in catalogue.claims:
                    yield Problem(place, f"rests on claim {claim!r}, which does not exist", "Name a claim that exists.")
            yield from _unknown_rules(catalogue, place, (*side.rules, *side.without, *side.change))
            yield from _changes(catalogue, place, side.change)
            for code in side.change:
                if code not in side.rules and (code not in shared or code in dropped):
                    yield Problem(place, f"changes {code}, which not every method has", "Let the side add it, too.")
            if not (side.rules or side.without or side.change):
                yield Problem(place, "changes nothing", "Say which rules it adds, drops or changes.")


def names(catalogue: Catalogue) -> Iterator[Problem]:
    """Check that no name stands for two things."""
    groups: Mapping[str, Iterable[str]] = {
        "rule": (rule.name for rule in catalogue.rules.values()),
        "method": (method.name for method in catalogue.methods.values()),
        "switch": (switch.topic for switch in catalogue.switches.values()),
        "source": (f"{source.title} ({source.authors}, {source.year})" for source in catalogue.sources.values()),
        "exercise": (exercise.name.casefold() for exercise in catalogue.exercises.values()),
    }
    for sort, given in groups.items():
        for name, count in Counter(given).items():
            if count > 1:
                yield Problem(f"{sort} {name!r}", f"{count} {sort}s have this name", "Give each a name of its own.")
    own = {exercise.name.casefold(): exercise.id for exercise in catalogue.exercises.values()}
    said: dict[str, str] = {}
    for exercise in catalogue.exercises.values():
        for alias in exercise.aliases:
            other = own.get(alias.casefold(), exercise.id)
            other = said.setdefault(alias.casefold(), exercise.id) if other == exercise.id else other
            if other != exercise.id:
                yield Problem(f"exercise {exercise.id}", f"alias {alias!r} is also {other}", "Leave it with one.")


def used_sources(
    catalogue: Catalogue, tables: Mapping[str, Mapping[str, Any]], background: Mapping[str, str]
) -> Iterator[Problem]:
    """Check that each source is used by a rule, an exercise, a table, a claim or a change, or is marked background."""
    used = {position.source for rule in catalogue.rules.values() for position in rule.positions}
    used |= {source for exercise in catalogue.exercises.values() for source in exercise.sources}
    used |= {source for table in tables.values() for source in sources_in(table)}
    used |= {change.source for change in _all_changes(catalogue)}
    used |= {f"seed-s{match[1]}" for claim in catalogue.claims if (match := SEED_OF.match(claim))}
    for source in catalogue.sources:
        if source not in used and source not in background:
            yield Problem(f"source {source}", "nothing uses it", "Cite it, or mark it in background.toml.")
        if source in used and source in background:
            yield Problem(f"source {source}", "is marked background and is used", "Take it out of background.toml.")
    for source in background:
        if source not in catalogue.sources:
            yield Problem("background.toml", f"names {source!r}, which is no source", "Mend the name.")


def covered_claims(catalogue: Catalogue) -> Iterator[Problem]:
    """Check that every claim a machine can act on stands behind a rule or says why not."""
    named = {position.source for rule in catalogue.rules.values() for position in rule.positions}
    for claim in catalogue.claims.values():
        if claim.operational == "yes" and claim.id not in named and not claim.reason:
            yield Problem(
                f"claim {claim.id}", "a machine can act on it, and no rule does", "Cite it, or give a reason."
            )


def _unknown_rules(catalogue: Catalogue, where: str, codes: Iterable[str]) -> Iterator[Problem]:
    for code in codes:
        if code not in catalogue.rules:
            yield Problem(where, f"names {code}, which is no rule", "Name a rule that exists.")


def _changes(catalogue: Catalogue, where: str, changes: Mapping[str, RuleChange]) -> Iterator[Problem]:
    for code, change in changes.items():
        if change.source and not cited(catalogue, change.source):
            yield Problem(where, f"changes {code} on the word of {change.source!r}, which does not exist", ADD_SOURCE)
        if not (change.source or change.why):
            yield Problem(where, f"changes {code} and does not say why", "Name a source or a reason.")


def _blocks(where: str, method: Method) -> Iterator[Problem]:
    blocks = method.blocks or ()
    for block in dict.fromkeys(blocks):
        if block not in BLOCKS:
            yield Problem(where, f"has a block {block!r}", f"Blocks are {', '.join(BLOCKS)}.")
        if blocks.count(block) > 1:
            yield Problem(where, f"has the block {block!r} twice", "Keep it once.")


def _inherited(catalogue: Catalogue, method: Method) -> set[str] | None:
    """Give the codes of the method extended; None when the chain is broken or runs in a ring."""
    chain: list[Method] = []
    seen = {method.id}
    while method.extends is not None:
        parent = catalogue.methods.get(method.extends)
        if parent is None or parent.id in seen:
            return None
        seen.add(parent.id)
        chain.append(parent)
        method = parent
    codes: set[str] = set()
    for parent in reversed(chain):
        codes = (codes | set(parent.rules)) - set(parent.without)
    return codes


def _in_every_method(catalogue: Catalogue) -> set[str]:
    sets = []
    for method in catalogue.methods.values():
        inherited = _inherited(catalogue, method)
        if inherited is not None:
            sets.append((inherited | set(method.rules)) - set(method.without))
    return set.intersection(*sets) if sets else set()


def _has_side(catalogue: Catalogue, switch: str, side: str) -> bool:
    found = catalogue.switches.get(switch)
    return found is not None and any(one.id == side for one in found.sides)


def _all_changes(catalogue: Catalogue) -> Iterator[RuleChange]:
    for method in catalogue.methods.values():
        yield from method.change.values()
    for switch in catalogue.switches.values():
        for side in switch.sides:
            yield from side.change.values()
