"""Findings as text: the few that matter first, in plain words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from textwrap import wrap

from ironstride.model.rule import Finding, Rule
from ironstride.model.words import plural
from ironstride.rules.ruleset import RuleSet

#: dates named under one rule before the rest is counted
DATES_SHOWN = 4
LEVELS = ("safety", "must", "should", "info")


def report_text(findings: Sequence[Finding], rules: RuleSet, width: int, colour: bool, everything: bool) -> str:
    """Group findings by rule: broken ones by weight, then what could not be judged, then (if asked) what passes."""
    findings = [finding for finding in findings if not rules.rule(finding.rule).quiet]
    failed = _by_rule(findings, "fail")
    unknown = _by_rule(findings, "unknown")
    passed = [code for code in _by_rule(findings, "pass") if code not in failed]
    order = sorted(failed, key=lambda code: (LEVELS.index(rules.rule(code).level), -_price(failed[code]), code))
    lines = [_summary(order, rules, unknown, passed), ""]
    for code in order:
        lines += _entry(rules.rule(code), failed[code], width, colour)
    for code, group in unknown.items():
        missing = ", ".join(sorted({finding.missing for finding in group if finding.missing})) or "facts"
        lines += wrap(f"? {rules.rule(code).claim} Not judged: {missing} not known.", width, subsequent_indent="  ")
    if everything:
        lines += [f"  {rules.rule(code).claim}" for code in passed]
    return "\n".join(lines).rstrip() + "\n"


def filled(template: str, finding: Finding, when: str) -> str:
    """Fill a rule's sentence with a finding's numbers."""
    words = {"observed": finding.observed, "limit": finding.limit, "when": when, "what": finding.unit}
    text = template
    for name, value in words.items():
        text = text.replace("{" + name + "}", str(value))
    return text


def day_words(day: date) -> str:
    """Write a date as Tue 5 Jan."""
    return f"{day:%a} {day.day} {day:%b}"


def _entry(rule: Rule, group: Sequence[Finding], width: int, colour: bool) -> list[str]:
    dates = [day_words(finding.first) for finding in group[:DATES_SHOWN]]
    more = f" and {len(group) - DATES_SHOWN} more" if len(group) > DATES_SHOWN else ""
    when = ", ".join(dates) + more
    worst = max(group, key=lambda finding: finding.amount)
    head = f"{'x' if rule.level in ('must', 'safety') else '-'} {rule.claim}"
    lines = wrap(head, width, subsequent_indent="  ")
    if colour:
        lines = [f"\x1b[1m{line}\x1b[0m" for line in lines]
    said = f"{filled(rule.explain.flagged, worst, when)} ({when})"
    lines += wrap(said, width, initial_indent="  ", subsequent_indent="  ")
    if rule.explain.mend:
        lines += wrap(filled(rule.explain.mend, worst, when), width, initial_indent="  ", subsequent_indent="  ")
    return [*lines, ""]


def _summary(order: Sequence[str], rules: RuleSet, unknown: dict[str, list[Finding]], passed: Sequence[str]) -> str:
    broken = sum(rules.rule(code).level in ("must", "safety") for code in order)
    wishes = len(order) - broken
    parts = [
        f"{plural(len(passed), 'rule')} kept",
        f"{plural(wishes, 'wish', 'wishes')} given up in part",
        f"{len(unknown)} not judged",
    ]
    kept = ", ".join(parts) + "."
    if not broken:
        return kept
    return f"{plural(broken, 'rule')} that must hold {'is' if broken == 1 else 'are'} broken; {kept}"


def _by_rule(findings: Sequence[Finding], verdict: str) -> dict[str, list[Finding]]:
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.verdict == verdict:
            groups.setdefault(finding.rule, []).append(finding)
    return groups


def _price(group: Sequence[Finding]) -> int:
    return sum(finding.price for finding in group)
