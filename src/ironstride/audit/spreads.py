"""How often the main lifts were done in so many repetitions, with so much rest and so near the maximum."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from ironstride.model.audit import Bin, Spread
from ironstride.model.exercise import Exercise
from ironstride.model.rule import Rule
from ironstride.model.session import Set
from ironstride.rules.done_session import DoneSession
from ironstride.rules.ruleset import RuleSet
from ironstride.rules.select import applies

#: what is spread: name, unit, width of a bin, the measure of the rules that ask for a band
SPREADS = (
    ("repetitions", "reps", 1, "reps_max"),
    ("rest", "s", 30, "rest_s"),
    ("share of the one-rep maximum", "%", 5, "percent_tenths"),
)
#: longer and larger than these stands in the last bin
MOST = {"reps_max": 20, "rest_s": 300, "percent_tenths": 100}


def spreads(
    sessions: Iterable[DoneSession], exercises: Mapping[str, Exercise], rules: RuleSet, tags: frozenset[str]
) -> tuple[Spread, ...]:
    """Count the work sets of the main lifts, and give the band that the method asks this runner for beside them."""
    sets = list(_main_sets(sessions, exercises))
    asked = [bound.rule for bound in rules.rules if applies(bound.rule.when, tags) is not False]
    return tuple(_spread(name, unit, step, measure, sets, asked) for name, unit, step, measure in SPREADS)


def _main_sets(sessions: Iterable[DoneSession], exercises: Mapping[str, Exercise]) -> Iterator[tuple[int, Set]]:
    """Give the work sets of heavy lifts with their place among those of the item."""
    for one in sessions:
        for block in one.session.blocks:
            for item in block.items if block.block == "strength" else ():
                exercise = exercises.get(item.exercise)
                if exercise is not None and "heavy" in exercise.traits and exercise.pattern != "calf":
                    yield from enumerate(entry for entry in item.sets if not entry.warmup)


def _spread(
    name: str, unit: str, step: int, measure: str, sets: Iterable[tuple[int, Set]], rules: Iterable[Rule]
) -> Spread:
    counts: Counter[int] = Counter()
    unknown = 0
    for place, one in sets:
        value = _value(one, measure, place)
        if value is None:
            unknown += measure != "rest_s" or place > 0
        else:
            counts[min(value, MOST[measure]) // step * step] += 1
    low, high = _band(rules, measure)
    return Spread(
        name=name,
        unit=unit,
        step=step,
        bins=tuple(Bin(low, counts[low]) for low in sorted(counts)),
        low=low,
        high=high,
        unknown=unknown,
    )


def _value(one: Set, measure: str, place: int) -> int | None:
    if measure == "reps_max":
        return one.reps
    if measure == "rest_s":
        return one.rest_s or None if place else None
    return None if one.percent_1rm is None else round(one.percent_1rm)


def _band(rules: Iterable[Rule], measure: str) -> tuple[int | None, int | None]:
    """Give the narrowest band rules ask of a main lift."""
    lows: list[int] = []
    highs: list[int] = []
    for rule in rules:
        params = rule.params
        heavy = {"block:strength", "trait:heavy"} <= set(params.get("select", {}).get("all", ()))
        if rule.kind == "range" and params.get("amount") == measure and heavy:
            scale = 10 if measure == "percent_tenths" else 1
            lows += [params["min"] // scale] if "min" in params else []
            highs += [params["max"] // scale] if "max" in params else []
    return max(lows, default=None), min(highs, default=None)
