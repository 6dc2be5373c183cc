"""Mistakes: made of rules that exist, explained by mistakes that exist, and told in words that can be filled in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from ironstride.catalogue import Catalogue
from ironstride.model.errors import IronstrideError
from ironstride.rules.ruleset import audit_set
from ironstride.rules.soundness.evidence import CODE, PROMISE
from ironstride.rules.soundness.problem import Problem

PLACEHOLDER = re.compile(r"\{([^}]*)\}")
#: what a finding fills in
FILLED = frozenset(
    {
        "failing", "judged", "typical", "worst", "limit", "broken", "of", "marks", "last", "dates", "day", "lift",
        "part", "mend",
    }
)  # fmt: skip


def mistakes(catalogue: Catalogue) -> Iterator[Problem]:
    """Check every mistake of the table."""
    for mistake in catalogue.mistakes.values():
        where = f"mistake {mistake.id}"
        for code in mistake.rules:
            if code not in catalogue.rules:
                yield Problem(where, f"is made of {code}, which is no rule", "Name a rule that exists.")
        for code in sorted((mistake.sides.keys() | mistake.marks.keys()) - set(mistake.rules)):
            yield Problem(where, f"speaks of {code}, which it is not made of", "Name one of its rules.")
        if "{marks}" in mistake.found and mistake.marks.keys() != set(mistake.rules):
            yield Problem(where, "tells of its marks and does not name each", "Give every rule a few words in `marks`.")
        if mistake.needs > len(mistake.rules):
            yield Problem(where, f"needs {mistake.needs} of {len(mistake.rules)} rules", "Lower it, or name more.")
        for other in mistake.behind:
            if other not in catalogue.mistakes or other == mistake.id:
                yield Problem(where, f"stands behind {other!r}, which is no other mistake", "Mend the name.")
        read = " ".join(
            (mistake.name, mistake.claim, mistake.found, mistake.kept, mistake.action, *mistake.marks.values())
        )
        for name in sorted(set(PLACEHOLDER.findall(read)) - FILLED):
            yield Problem(where, f"has the placeholder {{{name}}}", f"Known: {', '.join(sorted(FILLED))}.")
        if code_said := CODE.search(read):
            yield Problem(where, f"says {code_said[0]} to a runner", "Say it in plain words.")
        if PROMISE.search(read):
            yield Problem(where, "speaks of injury to a runner", "Say what it does for the running.")
    for name, count in Counter(mistake.name for mistake in catalogue.mistakes.values()).items():
        if count > 1:
            yield Problem(f"mistake {name!r}", f"{count} mistakes have this name", "Give each a name of its own.")


def judged_somewhere(catalogue: Catalogue) -> Iterator[Problem]:
    """Check that a method judges each mistake, and that each rule that only audits makes one."""
    try:
        held = [{bound.rule.code for bound in audit_set(catalogue, method).rules} for method in catalogue.methods]
    except IronstrideError:  # a method that makes no set is told where methods are
        return
    for mistake in catalogue.mistakes.values():
        if not any(mistake.rules[0] in codes and len(codes & set(mistake.rules)) >= mistake.needs for codes in held):
            yield Problem(f"mistake {mistake.id}", "is judged under no method", "Name its rules in one.")
    asked = {code for mistake in catalogue.mistakes.values() for code in mistake.rules}
    only = {code for method in catalogue.methods.values() for code in method.audits}
    for code in sorted(only - asked):
        yield Problem(code, "only audits, and no mistake is made of it", "Put it into one, or let it plan.")
