"""Judges a plan by the encoding: the least price of a model whose candidates are all pinned."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from msgspec import Struct

from ironstride.model.rule import Chosen, Explain, Position, Rule, When
from ironstride.model.timeline import Timeline
from ironstride.rules.draft import Draft
from ironstride.rules.kinds import kinds
from ironstride.rules.model import Linear, Model


@cache
def rule(kind: str, level: Any = "must", weight: int = 0, when: When = When(), code: str = "TST101") -> Rule:  # noqa: B008
    """Give a rule of a kind with nothing said but what the engine reads."""
    return Rule(
        code=code,
        name="test",
        kind=kind,
        level=level,
        weight=weight,
        params={},
        when=when,
        claim="",
        why="",
        positions=(Position("test", "", "supports", "convention"),),
        chosen=Chosen("", date(2026, 1, 1), date(2027, 1, 1)),
        explain=Explain("", ""),
        cases=(),
    )


def draft(timeline: Timeline, literals: Mapping[str, str], guarded: str = "") -> tuple[Draft, dict[str, int]]:
    """Give an empty draft over a timeline, and its variables by literal name; one rule's code may be guarded."""
    model = Model()
    names = {name: model.literal(name) for name in sorted(set(literals.values()))}
    guards = {guarded: model.literal(f"guard:{guarded}")} if guarded else None
    return Draft(timeline, {event: names[name] for event, name in literals.items()}, model, guards), names


def encoded(
    rule: Rule, params: Struct, timeline: Timeline, literals: Mapping[str, str]
) -> tuple[Model, dict[str, int]]:
    """Encode one rule over a timeline with named literals; also give the variables by literal name."""
    drafted, names = draft(timeline, literals)
    kinds()[rule.kind].constrain(rule, params, drafted)
    return drafted.model, names


def price(model: Model, values: Mapping[int, int]) -> int | None:
    """Give the least price with these variables pinned, or None when nothing satisfies the model.

    Bounds are tightened until nothing moves; that decides what hangs on the pinned candidates, and what is left
    are slacks, each cheapest at its lower bound. The outcome is verified against every constraint.
    """
    lows = [values.get(index, low) for index, (low, _) in enumerate(model.bounds)]
    highs = [values.get(index, high) for index, (_, high) in enumerate(model.bounds)]
    moved = True
    while moved:
        moved = False
        for constraint in model.constraints:
            if constraint.guard >= 0 and not lows[constraint.guard]:
                continue
            tightened = _tighten(constraint, lows, highs)
            if tightened is None:
                return None
            moved |= tightened
    for constraint in model.constraints:
        total = sum(c * lows[v] for v, c in constraint.terms)
        assert (constraint.guard >= 0 and not lows[constraint.guard]) or constraint.low <= total <= constraint.high
    return model.value(dict(enumerate(lows)))


def _tighten(constraint: Linear, lows: list[int], highs: list[int]) -> bool | None:
    least = sum(c * (lows[v] if c > 0 else highs[v]) for v, c in constraint.terms)
    most = sum(c * (highs[v] if c > 0 else lows[v]) for v, c in constraint.terms)
    if least > constraint.high or most < constraint.low:
        return None
    if least >= constraint.low and most <= constraint.high:
        return False
    moved = False
    for v, c in constraint.terms:
        if lows[v] == highs[v]:
            continue
        size = abs(c)
        # how far the term may still move up from its least, and down from its most
        up, down = (constraint.high - least) // size, (most - constraint.low) // size
        low, high = (highs[v] - down, lows[v] + up) if c > 0 else (highs[v] - up, lows[v] + down)
        if low > lows[v] or high < highs[v]:
            lows[v], highs[v] = max(low, lows[v]), min(high, highs[v])
            return True
    return moved
