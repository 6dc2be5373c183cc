"""The same log seen by every method: what each one's own article says of it, and whom it follows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ironstride.audit.findings import found_in
from ironstride.audit.log import Log
from ironstride.audit.voices import stance
from ironstride.catalogue import Catalogue
from ironstride.model.audit import AuditFinding, Family, MethodView
from ironstride.rules.ruleset import RuleSet

#: the family of mistakes that is an article's own
OWN: Mapping[str, Family] = {"s0": "pitfalls", "s1": "template", "s2": "coverage", "s3": "mistakes", "s4": "timing"}
#: with fewer of its own questions answered nobody can say that an article is followed
FEWEST_ASKED = 3
#: nor with a smaller share of them kept
LEAST_KEPT_PCT = 90


def views(data: Catalogue, log: Log) -> tuple[MethodView, ...]:
    """Judge the log under each of its rule sets."""
    return tuple(view(data, rules, found_in(data, rules, log)) for rules in log.rules)


def view(data: Catalogue, rules: RuleSet, found: Sequence[AuditFinding]) -> MethodView:
    """Give what a method says: verdicts of what its source asks for, and what it opposes."""
    asked = [one for one in found if one.stance == "asks"]
    told = [one for one in asked if one.verdict in ("pass", "fail")]
    method = data.methods.get(rules.method)
    return MethodView(
        method=rules.method,
        name=rules.method if method is None else method.name,
        verdicts={one.mistake: one.verdict for one in asked},
        stances={
            mistake.id: stance(rules.method, [data.rules[code] for code in mistake.rules])
            for mistake in data.mistakes.values()
        },
        kept=sum(one.verdict == "pass" for one in told),
        judged=len(told),
    )


def followed(data: Catalogue, seen: Sequence[MethodView]) -> tuple[str, ...]:
    """Name the articles whose own questions a log answers well: it looks like what they ask for, best first."""
    shares: dict[str, tuple[float, int]] = {}
    for one in seen:
        own = [name for name in one.verdicts if data.mistakes[name].family == OWN.get(one.method)]
        told = [one.verdicts[name] for name in own if one.verdicts[name] in ("pass", "fail")]
        if len(told) >= FEWEST_ASKED and 100 * told.count("pass") >= LEAST_KEPT_PCT * len(told):
            shares[one.method] = (-told.count("pass") / len(told), -len(told))
    return tuple(sorted(shares, key=lambda method: (shares[method], method)))
