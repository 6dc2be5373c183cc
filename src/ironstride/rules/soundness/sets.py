"""Every method and every side of every switch makes a rule set, and the sides differ on every method."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from ironstride.catalogue import Catalogue
from ironstride.model.errors import IronstrideError
from ironstride.rules.ruleset import RuleSet, rule_set
from ironstride.rules.soundness.problem import Problem

MEND = "Add the rule it names, or take the name out."


def rule_sets(catalogue: Catalogue) -> Iterator[Problem]:
    """Bind every method alone and with every side thrown; sides that make the same set are no conflict."""
    for method in catalogue.methods:
        try:
            rule_set(catalogue, method)
        except IronstrideError as error:
            yield Problem(f"method {method}", error.what, error.mend or MEND)
            continue
        for switch in catalogue.switches.values():
            made: dict[str, RuleSet] = {}
            for side in switch.sides:
                try:
                    made[side.id] = rule_set(catalogue, method, {switch.id: side.id})
                except IronstrideError as error:
                    where = f"switch {switch.id}, side {side.id}, method {method}"
                    yield Problem(where, error.what, error.mend or MEND)
            for one, other in combinations(made, 2):
                if made[one].rules == made[other].rules:
                    yield Problem(
                        f"switch {switch.id}, method {method}",
                        f"sides {one!r} and {other!r} make the same rules",
                        "Let each change what its words say.",
                    )
