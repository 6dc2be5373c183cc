"""What a plan wants its reader to know: notes, what could not be read, and what gave way."""

from __future__ import annotations

from collections.abc import Iterable
from textwrap import wrap

from ironstride.catalogue import catalogue
from ironstride.model.plan import Plan
from ironstride.model.rule import Finding
from ironstride.model.running import Unread

#: lines of each sort; the rest is counted
MOST_UNREAD, MOST_GIVEN_UP = 6, 3


def summary(plan: Plan, width: int) -> str:
    """Write the notes, the questions and the wishes given up as wrapped lines; where no session could be placed the
    notes say why, and nothing else gave way."""
    parts = [_section("Worth knowing", plan.notes, width)]
    parts.append(_section("Please check", _questions(plan.unread), width))
    parts.append(_section("What gave way", _given_up(plan.findings) if plan.sessions else (), width))
    return "\n".join(part for part in parts if part)


def _section(heading: str, lines: Iterable[str], width: int) -> str:
    text = [part for line in lines for part in wrap(line, width, initial_indent="- ", subsequent_indent="  ")]
    return "\n".join([heading, *text]) + "\n" if text else ""


def _questions(unread: tuple[Unread, ...]) -> list[str]:
    """Put what could not be read into lines; what is hardly training at all (a dentist) comes last."""
    lines = []
    ordered = sorted(unread, key=lambda entry: not entry.guesses and entry.why.startswith("not placed"))
    for entry in ordered[:MOST_UNREAD]:
        guesses = f" Perhaps {' or '.join(entry.guesses)}?" if entry.guesses else ""
        said = f" \u201c{entry.text}\u201d:" if entry.text else ""
        lines.append(f"{entry.where}:{said} {entry.why.rstrip('.')}.{guesses}")
    if len(unread) > MOST_UNREAD:
        lines.append(f"and {len(unread) - MOST_UNREAD} more.")
    return lines


def _given_up(findings: tuple[Finding, ...]) -> list[str]:
    rules = catalogue().rules
    prices: dict[str, int] = {}
    times: dict[str, int] = {}
    for finding in findings:
        if finding.verdict == "fail" and finding.rule in rules:
            prices[finding.rule] = prices.get(finding.rule, 0) + finding.price
            times[finding.rule] = times.get(finding.rule, 0) + 1
    worst = sorted(prices, key=lambda code: (-prices[code], code))[:MOST_GIVEN_UP]
    return [f"{rules[code].claim} Given up {_often(times[code])}." for code in worst]


def _often(times: int) -> str:
    return {1: "once", 2: "twice"}.get(times, f"{times} times")
