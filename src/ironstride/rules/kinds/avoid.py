"""Avoid: things that should not happen, or not there."""

from __future__ import annotations

from msgspec import Struct

from ironstride.model.rule import Rule, Selector
from ironstride.model.timeline import Timeline
from ironstride.rules.draft import Draft
from ironstride.rules.kinds.base import Kind, Report, Scope, context, judgeable, judged, scored
from ironstride.rules.select import chosen, windows


class AvoidParams(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Selected events count against the rule by a measure (each by 1 unless said otherwise)."""

    select: Selector
    measure: str = "count"


class Avoid(Kind[AvoidParams]):
    """Exclusion by trait, day or flag; with level `safety` it is stop-and-refer."""

    id = "avoid"
    params = AvoidParams

    def scope(self, params: AvoidParams) -> Scope:
        return "composition" if params.select.of == "item" else "schedule"

    def tell(self, rule: Rule, params: AvoidParams, timeline: Timeline, report: Report) -> None:
        for event in chosen(params.select, timeline.events):
            if not scored(timeline, event):
                continue
            here = context(timeline, event)
            if not report.applies(here):
                continue
            amount = 1 if params.measure == "count" else event.amounts.get(params.measure)
            if amount is None:
                report.unknown(here, params.measure, (event,))
            else:
                report.verdict(here, amount, amount, 0, params.measure, (event,))
        if report.silent and rule.level != "info":
            for window in windows("season", timeline):
                if judged(rule, window):
                    report.verdict(window, 0, 0, 0, params.measure)

    def constrain(self, rule: Rule, params: AvoidParams, draft: Draft) -> None:
        found = judgeable(rule, draft, params.select, params.measure)
        draft.refuse(rule, [(event, value * times) for event, value, times in found])
