"""Lays out in the terminal what becomes of the seed articles' claims: the numbers, the table, one claim in detail."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence

from ironstride.catalogue import Catalogue
from ironstride.rules.coverage import STANDINGS, Coverage, Standing, Use, counts

ACTS = {"yes": "all of it", "partly": "a part of it", "no": "nothing"}
HEADS: Mapping[Standing, str] = {
    "planned": "planned",
    "checked": "only checked",
    "switched": "by a switch",
    "reason": "reason given",
    "opposed": "only opposed",
    "open": "unanswered",
}
SCOPES = {"schedule": "days", "composition": "exercises", "prescription": "loads"}
LEVELS = {
    "safety": "never broken",
    "must": "holds by force",
    "should": "a wish with a price",
    "info": "checked only",
}
SAYS = {
    "supports": "stands on it",
    "narrows": "is narrowed by it",
    "extrapolates": "goes beyond it",
    "contradicts": "goes against it",
    "silent": "finds it silent",
}


def summary(found: Sequence[Coverage], under: Mapping[str, int], data: Catalogue) -> str:
    """The numbers: claims by what a machine can act on and where they stand, and what each method plans."""
    numbers = counts(found)
    shown = [name for name in HEADS if name == "open" or any(count.standings[name] for count in numbers)]
    lines = [f"{len(found)} claims of the five articles the project began with.", ""]
    lines.append(f"{'A machine can act on':<22}{'claims':>7}" + "".join(f"  {HEADS[name]}" for name in shown))
    for count in numbers:
        row = "".join(f"  {count.standings[name]:>{len(HEADS[name])}}" for name in shown)
        lines.append(f"{ACTS[count.operational]:<22}{count.claims:>7}{row}")
    lines += ["", *(f"{HEADS[name]}: {STANDINGS[name]}." for name in shown)]
    lines += ["", f"Of the {numbers[0].claims} claims a machine can act on, so many shape the plans of"]
    lines += [f"  {data.methods[method].name:<28}{number:>3}" for method, number in under.items()]
    lines += ["", "One claim in detail: ironstride sources --claim S3.02a. All of them: --all."]
    return "\n".join(lines) + "\n"


def table(found: Sequence[Coverage], columns: int) -> str:
    """Every claim: its id, where it stands, what it says and the rules that stand on it, or the reason for none."""
    lines: list[str] = []
    seed = ""
    for one in found:
        if lines and one.claim.id[:2] != seed:
            lines.append("")
        seed = one.claim.id[:2]
        lines += _wrapped(f"{one.claim.id:<8}{HEADS[one.standing]:<14}{_row(one)}", columns, " " * 22)
    return "\n".join(lines) + "\n"


def _row(one: Coverage) -> str:
    behind = ", ".join(use.rule for use in one.by("supports")) or ", ".join(side.side for side in one.sides)
    return f"{one.claim.says}. {f'({behind})' if behind else one.claim.reason}"


def detail(one: Coverage, data: Catalogue, columns: int) -> str:
    """One claim: what it says, where it stands, its rules with their methods, switches, reason and opponents."""
    claim = one.claim
    lines = [*_wrapped(f"{claim.id}  {claim.says}.", columns, "      "), ""]
    acts = f"A machine can act on {ACTS[claim.operational]}. It stands so: {STANDINGS[one.standing]}."
    lines += [*_wrapped(acts, columns), *_wrapped(_sure(one), columns)]
    for heading, uses in (
        ("Rules that stand on it", one.by("supports")),
        ("Rules it only touches", one.by("narrows", "extrapolates", "silent")),
        ("Rules that go against it", one.by("contradicts")),
    ):
        if uses:
            lines += ["", heading]
            lines += [line for use in uses for line in _use(use, data, columns)]
    if one.sides:
        lines += ["", "Sides of switches that rest on it"]
        lines += [line for side in one.sides for line in _wrapped(f"  {side.side}: {side.says}", columns, "    ")]
    if one.changed:
        lines += ["", "Methods that change a rule on its word", *_wrapped(f"  {', '.join(one.changed)}", columns, "  ")]
    if claim.reason:
        heading = "What is left out, and why" if one.standing in ("planned", "checked", "switched") else "Why no rule"
        lines += ["", heading, *_wrapped(f"  {claim.reason}", columns, "  ")]
    if claim.conflicts:
        lines += ["", *_wrapped(f"Disagrees with {', '.join(claim.conflicts)}.", columns)]
    return "\n".join(lines) + "\n"


def _sure(one: Coverage) -> str:
    evidence = f": {one.claim.evidence}" if one.claim.evidence else ""
    return f"Certainty in runners: {one.claim.certainty}{evidence}."


def _use(use: Use, data: Catalogue, columns: int) -> list[str]:
    """One rule: name and claim, then how it acts and under which methods, then the switches that move it."""
    levels = " or ".join(dict.fromkeys(LEVELS[level] for level in use.levels.values()))
    head = f"  {use.rule}  {data.rules[use.rule].claim}"
    lines = _wrapped(head, columns, "          ")
    idle = [method for method in use.checks if method not in use.plans]
    under = f"plans {SCOPES[use.scope]} and checks them under {', '.join(use.plans)}" if use.plans else "plans nowhere"
    if idle:
        under += f"; only checks under {', '.join(idle)}"
    lines += _wrapped(f"          {SAYS[use.relation]} ({levels}): {under}.", columns, "          ")
    for what, sides in (("brought or changed by", use.brought_by), ("dropped by", use.dropped_by)):
        if sides:
            lines += _wrapped(f"          {what} the switch {', '.join(sides)}", columns, "          ")
    return lines


def _wrapped(text: str, columns: int, indent: str = "") -> list[str]:
    return textwrap.wrap(text, max(columns, 40), subsequent_indent=indent, break_on_hyphens=False)
