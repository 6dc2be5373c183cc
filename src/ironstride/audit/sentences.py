"""Fills a mistake's sentences with what was measured: how much, when, which lift, and what to do this week."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from ironstride.audit.log import Log
from ironstride.audit.measures import written
from ironstride.audit.tally import Unit
from ironstride.model.audit import Mistake, Part
from ironstride.model.rule import Rule, Verdict
from ironstride.model.words import day_text, name_of, plural, sentence

#: days named with a finding before the rest are only counted
MOST_DATES = 6


def said(mistake: Mistake, verdict: Verdict, words: Mapping[str, str]) -> str:
    """Say in a sentence what was found."""
    if verdict == "fail":
        return sentence(filled(mistake.found, words))
    return {
        "pass": sentence(mistake.kept),
        "unknown": "We don't know yet.",
        "not-applicable": "Nothing in your log this could be judged by.",
    }[verdict]


def facts(
    mistake: Mistake, parts: Sequence[Part], rules: Sequence[Rule], place: int, fails: Sequence[Unit], log: Log
) -> dict[str, str]:
    """Give what a mistake's sentences may ask for.

    Parameters
    ----------
    parts, rules : its rules over time, and the rules.
    place : which of them weighs most.
    fails : what failed under that one.
    """
    main, rule = parts[place], rules[place]
    broken = [part for part in parts if part.verdict == "fail"]
    marks = [mistake.marks.get(part.rule, "") for part in broken]
    dates = [day_text(date_of(log, day)) for day in reversed(days_of(fails))]
    return {
        "failing": str(main.failing),
        "judged": str(main.judged),
        "typical": "?" if main.typical is None else written(main.unit, main.typical),
        "worst": "?" if main.worst is None else written(main.unit, main.worst),
        "limit": "?" if main.limit is None else written(main.unit, main.limit),
        "broken": str(len(broken)),
        "of": str(len(parts)),
        "marks": ", ".join(marks),
        "last": dates[0] if dates else "",
        "dates": ", ".join(dates[:MOST_DATES]),
        "day": log.day,
        "lift": _lift(fails, log),
        "part": " ".join(_part_text(part, mistake) for part in broken[:2]),
        "mend": rule.explain.mend[:1].lower() + rule.explain.mend[1:].rstrip("."),
    }


def _part_text(part: Part, mistake: Mistake) -> str:
    """Say of one rule what it asks and how often it was not so."""
    judged = plural(part.judged, mistake.counts.removesuffix("s"), mistake.counts)
    return f"{sentence(part.claim)} Not so in {part.failing} of {judged}."


def _lift(fails: Sequence[Unit], log: Log) -> str:
    """Name the exercise it happened with most."""
    counts = Counter(fact.rpartition("/")[2] for unit in fails for fact in unit.facts if "/" in fact)
    if not counts:
        return "the main lift"
    most = min(counts, key=lambda name: (-counts[name], name))
    return name_of(most, log.names).lower()


def filled(template: str, words: Mapping[str, str]) -> str:
    """Put the words into a template and begin it with a capital."""
    text = template
    for name, value in words.items():
        text = text.replace("{" + name + "}", value)
    return text[:1].upper() + text[1:]


def days_of(fails: Sequence[Unit]) -> list[int]:
    """Give the days something failed on, each once."""
    return sorted({unit.day for unit in fails})


def rows_end(days: Sequence[int]) -> list[int]:
    """Give the last day of every row of days: stretches overlap, and what lasts a month is one thing, not thirty."""
    following = set(days)
    return [day for day in days if day + 1 not in following]


def date_of(log: Log, day: int) -> date:
    """Give the date of a day of the log."""
    return log.axis.days[min(day, len(log.axis.days) - 1)].date
