"""Worked examples: every rule has cases on both sides of its edge, and each case gets the verdict it names."""

from __future__ import annotations

from collections.abc import Iterator

from ironstride.catalogue import Catalogue
from ironstride.model.errors import IronstrideError
from ironstride.model.rule import Case, Rule, Verdict
from ironstride.rules.cases import run_case
from ironstride.rules.soundness.problem import Problem

MEND = "Add a worked example."


def worked_examples(catalogue: Catalogue) -> Iterator[Problem]:
    """Check that the cases are there and come out as they say."""
    for rule in catalogue.rules.values():
        if rule.status == "removed":
            continue
        yield from _kinds_of_case(rule)
        yield from _edges(rule)
        named = [case.name for case in rule.cases]
        for name in sorted({name for name in named if named.count(name) > 1}):
            yield Problem(rule.code, f"has two cases named {name!r}", "Name each case for what it shows.")
        for case in rule.cases:
            yield from _verdict(rule, case)


def possible(rule: Rule) -> frozenset[Verdict]:
    """Say which verdicts a rule can give at all.

    An exclusion without a condition that counts whole events always applies and can always be judged; one for
    information only finds something or says nothing.
    """
    every: frozenset[Verdict] = frozenset({"pass", "fail", "unknown", "not-applicable"})
    if rule.kind != "avoid":
        return every
    if rule.level == "info":
        return every - {"pass"}
    when = rule.when
    always = not (when.all or when.any or when.none) and rule.params.get("measure", "count") == "count"
    return every - {"unknown", "not-applicable"} if always else every


def _kinds_of_case(rule: Rule) -> Iterator[Problem]:
    given = {case.verdict for case in rule.cases}
    may = possible(rule)
    for verdict in ("pass", "fail"):
        if verdict in may and verdict not in given:
            yield Problem(rule.code, f"has no case that gives {verdict}", MEND)
    aside = {"unknown", "not-applicable"}
    if aside & may and not aside & given:
        yield Problem(rule.code, "has no case that is unknown or not applicable", MEND)


def _edges(rule: Rule) -> Iterator[Problem]:
    edges: dict[str, list[Verdict]] = {}
    for case in rule.cases:
        if case.edge:
            edges.setdefault(case.edge, []).append(case.verdict)
    if not edges:
        yield Problem(rule.code, "has no pair of cases on both sides of its edge", MEND)
    for name, verdicts in edges.items():
        if len(verdicts) != 2 or verdicts.count("fail") != 1:
            yield Problem(
                rule.code, f"edge {name!r} is no pair of one that fails and one that does not", "Mend the pair."
            )


def _verdict(rule: Rule, case: Case) -> Iterator[Problem]:
    try:
        verdict = run_case(rule, case)
    except IronstrideError as error:
        yield Problem(rule.code, f"case {case.name!r} cannot be read: {error.what}", error.mend or "Mend its events.")
        return
    if verdict != case.verdict:
        yield Problem(
            rule.code, f"case {case.name!r} gives {verdict}, not {case.verdict}", "Mend the case or the rule."
        )
