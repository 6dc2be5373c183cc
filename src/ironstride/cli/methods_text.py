"""Writes methods for the terminal: the list, one in words, and seasons under several side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from ironstride.catalogue import Catalogue
from ironstride.model.exercise import BLOCKS
from ironstride.model.plan import Plan
from ironstride.model.rule import Method
from ironstride.model.words import DAYS, minutes_text
from ironstride.pictures.terminal_ink import Ink, fit, pad, wrap
from ironstride.planning.compare import MethodSeason, RuleDifference, rule_differences, season_of, weight
from ironstride.rules.ruleset import method_of, rule_set

WIDEST, LABEL, COLUMN = 100, 22, 10
#: what is shown without asking for detail
RULES, NAMES, DEAREST = 5, 6, 12
HOW = {
    "adds": "It also asks",
    "drops": "It does not ask",
    "asks more": "It asks more strongly",
    "asks less": "It asks less strongly",
    "asks otherwise": "It asks in another measure",
}


def list_text(data: Catalogue, width: int) -> str:
    """List the methods, each with its summary."""
    width = min(max(width, 40), WIDEST)
    lines = []
    for method in data.methods.values():
        lines += [fit(f"{method.id}: {method.name}", width), *wrap(method.summary, width, "  ")]
    return "\n".join(lines) + "\n"


def show_text(data: Catalogue, method: str | Method, width: int, colour: bool, detail: bool) -> str:
    """Say what a method asks for: against the one it extends, or by its weightiest rules when it extends none."""
    found, ink = method_of(data, method), Ink(colour)
    width = min(max(width, 40), WIDEST)
    lines = [ink(fit(found.name, width), "bold"), *wrap(found.summary, width)]
    if found.silent_on:
        lines += ["", *wrap(f"It says nothing on {', '.join(found.silent_on)}.", width)]
    if found.blocks:
        lines += ["", *wrap(f"A session is {', '.join(found.blocks)}, in this order.", width)]
    if found.extends is not None:
        base = method_of(data, found.extends).name
        lines += ["", *wrap(f"It takes over {base} and differs on these points, the weightiest first:", width)]
        differences = rule_differences(data, found.extends, found)
        lines += [line for one in differences for line in _difference(one, data, width, detail)]
        return "\n".join(lines) + "\n"
    rules = [bound.rule for bound in rule_set(data, found).rules if bound.rule.level != "info"]
    firm = [rule for rule in rules if rule.level in ("must", "safety")]
    wishes = sorted((rule for rule in rules if rule.level == "should"), key=lambda rule: (-rule.weight, rule.code))
    shown = wishes if detail else wishes[:DEAREST]
    for title, group in (("What must hold:", firm), ("What it wishes for most:", shown)):
        lines += ["", title]
        for rule in group:
            code = f" [{rule.code}, {weight(rule)}]" if detail else ""
            lines += wrap(rule.claim + code, width, "  ")
    if len(shown) < len(wishes):
        lines += wrap(f"({len(wishes) - len(shown)} more wishes with --detail.)", width, "  ")
    return "\n".join(lines) + "\n"


def compare_text(
    data: Catalogue, plans: Sequence[Plan], refused: Sequence[str], width: int, colour: bool, detail: bool
) -> str:
    """Set seasons side by side, then say what sets each apart from the first and who says so."""
    width, ink = min(max(width, 40), WIDEST), Ink(colour)
    seasons = [season_of(plan, data) for plan in plans]
    lines: list[str] = []
    across = max(1, (width - LABEL) // COLUMN)
    for first in range(0, len(seasons), across):
        lines += [*_table(seasons[first : first + across], ink), ""]
    for plan, season in zip(plans[1:], seasons[1:], strict=True):
        lines += [ink(fit(f"{season.name}, beside {seasons[0].name}", width), "bold")]
        lines += _exercises(data, seasons[0], season, width)
        before = plans[0].own_method or plans[0].method
        differences = rule_differences(data, before, plan.own_method or plan.method)
        shown = differences if detail else differences[:RULES]
        lines += [line for one in shown for line in _difference(one, data, width, detail)]
        if len(shown) < len(differences):
            lines += wrap(f"({len(differences) - len(shown)} smaller differences with --detail.)", width, "  ")
        lines.append("")
    for line in refused:
        lines += wrap(line, width)
    return "\n".join(lines).rstrip() + "\n"


def _table(seasons: Sequence[MethodSeason], ink: Ink) -> list[str]:
    def row(label: str, value: Callable[[MethodSeason], str]) -> str:
        return (pad(label, LABEL) + "".join(pad(value(one), COLUMN, right=True) for one in seasons)).rstrip()

    lines = [ink(row("", lambda one: one.method), "bold")]
    lines.append(row("sessions", lambda one: str(one.sessions)))
    lines.append(row("weeks with strength", lambda one: str(one.weeks_with)))
    lines.append(row("most in a week", lambda one: str(one.most_a_week)))
    lines.append(row("time in all", lambda one: f"{one.minutes // 60}:{one.minutes % 60:02d} h"))
    lines.append(row("a session", lambda one: minutes_text(round(one.minutes / max(one.sessions, 1)))))
    there = [block for block in BLOCKS if any(one.block_minutes.get(block) for one in seasons)]
    lines += [row(f"  {block}", partial(_block, block)) for block in there]
    lines.append(row("exercises", lambda one: str(len(one.exercises))))
    weights = (("heavy", "sets from 80 %"), ("medium", "sets from 65 %"), ("light", "lighter sets"))
    lines += [row(label, partial(_sets, name)) for name, label in weights]
    lines.append(row("sets by feel", lambda one: str(one.sets.get("unmeasured", 0))))
    lines.append(row("most often on", _usual_days))
    return lines


def _block(block: str, season: MethodSeason) -> str:
    minutes = season.block_minutes.get(block, 0)
    return f"{minutes} min" if minutes else "–"


def _sets(weight_class: str, season: MethodSeason) -> str:
    return str(season.sets.get(weight_class, 0))


def _usual_days(season: MethodSeason) -> str:
    most = sorted(season.days, key=lambda day: (-season.days[day], day))[:2]
    return " ".join(DAYS[day][:3] for day in sorted(most)) or "–"


def _exercises(data: Catalogue, one: MethodSeason, other: MethodSeason, width: int) -> list[str]:
    lines = []
    for label, mine, theirs in (("Only here", other, one), ("Missing here", one, other)):
        names = [data.exercises[name].name for name in mine.exercises if name not in theirs.exercises]
        more = f" and {len(names) - NAMES} more" if len(names) > NAMES else ""
        if names:
            lines += wrap(f"{label}: {', '.join(names[:NAMES])}{more}.", width, "  ")
    return lines


def _difference(one: RuleDifference, data: Catalogue, width: int, detail: bool) -> list[str]:
    said = ", ".join(_source(source, data) for source in one.sources)
    text = f"{HOW[one.how]}: {one.claim}" + (f" {one.why[:1].upper()}{one.why[1:].rstrip('.')}." if one.why else "")
    text += f" ({said})" if said else ""
    text += f" [{one.rule}, {one.before} → {one.after}]" if detail else ""
    first, *rest = wrap(text, width - 4)
    return [f"  {first}", *(f"    {line}" for line in rest)]


def _source(source: str, data: Catalogue) -> str:
    """Name a source in a few words: a seed claim by its article, a paper by its authors and year."""
    if source in data.claims:
        return f"seed article {source[:2]}"
    found = data.sources.get(source)
    if found is None:
        return source
    return f"{found.authors} {found.year}" if found.authors and found.year else found.title
