"""Set one runner's seasons under several methods side by side: how much, of what, how heavy, and what differs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from ironstride.catalogue import Catalogue
from ironstride.model.plan import Plan
from ironstride.model.rule import Method, Rule
from ironstride.rules.ruleset import chain, rule_set

#: per cent of the believed best single from which a work set counts as heavy or medium (convention)
HEAVY_PCT, MEDIUM_PCT = 80.0, 65.0


class MethodSeason(Struct, frozen=True, kw_only=True):
    """One season under one method.

    `block_minutes` and `sets` (heavy, medium, light, unmeasured) count the whole season; `exercises` is how often each
    is done; `days` are weekdays by how often they hold a session, Monday 0.
    """

    method: str
    name: str
    sessions: int
    minutes: int
    weeks_with: int
    most_a_week: int
    block_minutes: dict[str, int]
    exercises: dict[str, int]
    sets: dict[str, int]
    days: dict[int, int]


class RuleDifference(Struct, frozen=True, kw_only=True):
    """One rule on which a method differs from another: it has it, has not, or asks for more or less of it."""

    rule: str
    claim: str
    how: Literal["adds", "drops", "asks more", "asks less", "asks otherwise"]
    before: int
    after: int
    sources: tuple[str, ...]
    why: str = ""


def season_of(plan: Plan, data: Catalogue) -> MethodSeason:
    """Count what a plan holds."""
    blocks: Counter[str] = Counter()
    exercises: Counter[str] = Counter()
    sets: Counter[str] = Counter()
    for session in plan.sessions:
        for block in session.blocks:
            blocks[block.block] += sum(item.seconds for item in block.items)
            for item in block.items:
                exercises[item.exercise] += 1
                sets.update(_weight(entry.percent_1rm) for entry in item.sets if not entry.warmup)
    by_week = Counter(session.week for session in plan.sessions)
    method = plan.own_method or data.methods.get(plan.method)
    return MethodSeason(
        method=plan.method,
        name=method.name if method else plan.method,
        sessions=len(plan.sessions),
        minutes=sum(session.minutes for session in plan.sessions),
        weeks_with=len(by_week),
        most_a_week=max(by_week.values(), default=0),
        block_minutes={name: round(seconds / 60) for name, seconds in blocks.items()},
        exercises=dict(exercises.most_common()),
        sets=dict(sets),
        days=dict(sorted(Counter(session.date.weekday() for session in plan.sessions).items())),
    )


def rule_differences(data: Catalogue, one: str | Method, other: str | Method) -> tuple[RuleDifference, ...]:
    """Say on which rules a method differs from another, the weightiest first, and on whose word.

    Parameters
    ----------
    data : the catalogue.
    one : the method compared with.
    other : the method whose differences are told.
    """
    before = {bound.rule.code: bound.rule for bound in rule_set(data, one).rules}
    after = {bound.rule.code: bound.rule for bound in rule_set(data, other).rules}
    found = [
        _difference(before.get(code), after.get(code), chain(data, other))
        for code in sorted(before.keys() | after.keys())
        if before.get(code) != after.get(code)
    ]
    heard = [one for one in found if one.before != one.after or one.how == "asks otherwise"]
    return tuple(sorted(heard, key=lambda one: (-abs(one.after - one.before), one.rule)))


def weight(rule: Rule | None) -> int:
    """Give how much a rule counts: its price, nothing when it is silent, and more than any price when it must hold."""
    if rule is None or rule.level == "info":
        return 0
    return rule.weight if rule.level == "should" else 100_000


def _difference(before: Rule | None, after: Rule | None, methods: Sequence[Method]) -> RuleDifference:
    rule = after or before
    assert rule is not None
    by = next((method for method in methods if rule.code in method.change), None)
    change = by.change[rule.code] if by else None
    old, new = weight(before), weight(after)
    how: Literal["adds", "drops", "asks more", "asks less", "asks otherwise"]
    if before is None or after is None:
        how = "adds" if before is None else "drops"
    else:
        how = "asks more" if new > old else "asks less" if new < old else "asks otherwise"
    sources = tuple(p.source for p in rule.positions if p.relation == ("contradicts" if after is None else "supports"))[
        :1
    ]
    if by is not None and change is not None:
        sources = (change.source or by.name,)
    why = change.why if change else ""
    return RuleDifference(rule=rule.code, claim=rule.claim, how=how, before=old, after=new, sources=sources, why=why)


def _weight(percent: float | None) -> str:
    if percent is None:
        return "unmeasured"
    return "heavy" if percent >= HEAVY_PCT else "medium" if percent >= MEDIUM_PCT else "light"
