"""Range: a number every selected event carries must lie between two limits."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from ironstride.model.rule import Rule, Selector
from ironstride.model.timeline import Timeline
from ironstride.rules.draft import Draft
from ironstride.rules.kinds.base import Kind, Report, Scope, context, judgeable, known, ordered
from ironstride.rules.select import chosen

#: numbers that are known only when the load is
LOAD_AMOUNTS = frozenset({"percent_tenths", "load_g"})


class RangeParams(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Each selected event's `amount` between `min` and `max`; every `unit` outside is one violation."""

    select: Selector
    amount: str
    min: int | None = None
    max: int | None = None
    unit: Annotated[int, Meta(ge=1)] = 1

    def __post_init__(self) -> None:
        ordered(self.min, self.max)


class Range(Kind[RangeParams]):
    """Dose limits: repetitions, reserve, rest, intensity."""

    id = "range"
    params = RangeParams

    def scope(self, params: RangeParams) -> Scope:
        if params.amount in LOAD_AMOUNTS:
            return "prescription"
        return "composition" if params.select.of == "item" else "schedule"

    def tell(self, rule: Rule, params: RangeParams, timeline: Timeline, report: Report) -> None:
        first, end = timeline.scored_first, timeline.scored_end
        for event in chosen(params.select, timeline.events):
            if not first <= event.day < end:
                continue
            here = context(timeline, event)
            if not report.applies(here):
                continue
            value = event.amounts.get(params.amount)
            if value is None:
                report.unknown(here, params.amount, (event,))
                continue
            below = params.min is not None and value < params.min
            limit = params.min if below or params.max is None else params.max
            report.verdict(here, outside(params, value), value, limit, params.amount, (event,))

    def constrain(self, rule: Rule, params: RangeParams, draft: Draft) -> None:
        measured, _ = known(
            judgeable(rule, draft.timeline, chosen(params.select, draft.timeline.events)), params.amount
        )
        units = {value: self._units(params, value) for _, value in measured}
        draft.refuse(rule, [(event, units[value]) for event, value in measured])

    @staticmethod
    def _units(params: RangeParams, value: int) -> int:
        short = (params.min if params.min is not None else value) - value
        over = value - (params.max if params.max is not None else value)
        return -(-max(short, over) // params.unit)


def outside(params: RangeParams, value: int) -> int:
    """Count the whole or begun units by which a value lies outside the range."""
    if params.min is not None and value < params.min:
        return -((value - params.min) // params.unit)
    if params.max is not None and value > params.max:
        return -((params.max - value) // params.unit)
    return 0
