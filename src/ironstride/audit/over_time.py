"""Sums a rule up over a span of days: how much was judged, how much of it failed, and whether that is a habit."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median_low

from msgspec import Struct

from ironstride.audit.measures import missing_words
from ironstride.audit.tally import Judged, Unit
from ironstride.model.audit import Mistake, Part
from ironstride.model.rule import Verdict

#: what could be judged speaks for the rest when it is at least this share of all
ENOUGH_PCT = 50


class Habit(Struct, frozen=True):
    """When a rule counts as broken over time: in more than this share of what was judged, with so much judged."""

    pct: int
    fewest: int

    @staticmethod
    def of(mistake: Mistake) -> Habit:
        """Give a mistake's."""
        return Habit(mistake.habit_pct, mistake.fewest)


def summed(judged: Judged, habit: Habit, first: int, end: int) -> tuple[Part, tuple[Unit, ...]]:
    """Sum a rule up over days `first` to `end` (not included).

    Returns
    -------
    Part, units
        The rule's part of a finding, and what failed, by day.
    """
    units = [unit for unit in judged.units if first <= unit.day < end]
    fails = tuple(unit for unit in units if unit.verdict == "fail")
    passes = [unit for unit in units if unit.verdict == "pass"]
    unknown = [unit for unit in units if unit.verdict == "unknown"]
    verdict = decided(len(fails), len(passes), len(unknown), habit)
    observed = [unit.observed for unit in (fails or passes) if unit.observed is not None]
    limits = [unit.limit for unit in (*fails, *passes) if unit.limit is not None]
    limit = limits[0] if limits else None
    part = Part(
        rule=judged.rule.code,
        claim=judged.rule.claim,
        verdict=verdict,
        failing=len(fails),
        judged=len(fails) + len(passes),
        unknown=len(unknown),
        typical=median_low(observed) if observed else None,
        worst=_worst(observed, limit),
        limit=limit,
        unit=judged.unit,
        missing=tuple(dict.fromkeys(word for unit in unknown for word in missing_words(unit.missing)))
        if verdict == "unknown"
        else (),
    )
    return part, fails


def decided(fails: int, passes: int, unknown: int, habit: Habit) -> Verdict:
    """Say whether failing is a habit, whatever the unknown might be; what was judged speaks for it when it is half.

    Nothing at all is not applicable; too little is unknown.
    """
    told, all_ = fails + passes, fails + passes + unknown
    if not all_:
        return "not-applicable"
    if told >= habit.fewest and 100 * fails > habit.pct * all_:
        return "fail"
    if all_ >= habit.fewest and 100 * (fails + unknown) <= habit.pct * all_:
        return "pass"
    if told >= habit.fewest and 100 * told >= ENOUGH_PCT * all_:
        return "fail" if 100 * fails > habit.pct * told else "pass"
    return "unknown"


def together(parts: Sequence[Part], needs: int) -> Verdict:
    """Say whether enough of the parts fail for the whole to, whatever the unknown ones might be."""
    return every([part.verdict for part in parts], needs)


def every(verdicts: Sequence[Verdict], needs: int) -> Verdict:
    """Say whether enough of some verdicts are a failure, whatever the unknown ones might be."""
    fails, unknown = verdicts.count("fail"), verdicts.count("unknown")
    if verdicts.count("not-applicable") == len(verdicts):
        return "not-applicable"
    if fails >= needs:
        return "fail"
    told = fails + verdicts.count("pass")
    return "unknown" if fails + unknown >= needs or not told else "pass"


def _worst(observed: Sequence[int], limit: int | None) -> int | None:
    if not observed:
        return None
    return max(observed, key=lambda value: abs(value - (limit or 0)))
