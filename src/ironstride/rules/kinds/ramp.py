"""Ramp: how fast something may grow from one window to the next."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated, Literal

from msgspec import Meta, Struct

from ironstride.model.rule import Rule, Selector
from ironstride.model.timeline import Timeline
from ironstride.rules.draft import Draft
from ironstride.rules.kinds.base import Kind, Report, Scope, judged
from ironstride.rules.select import Laid, chosen, windows


class RampParams(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The measure grows by at most `max_increase_pct` percent plus `allowance` on the window before; `unit` of excess
    is one violation."""

    select: Selector
    window: Literal["week", "mesocycle"]
    measure: str
    max_increase_pct: Annotated[int, Meta(ge=0, le=400)]
    allowance: Annotated[int, Meta(ge=0)] = 0
    unit: Annotated[int, Meta(ge=1)] = 1


class Ramp(Kind[RampParams]):
    """Growth limit between neighbouring windows; the condition is read in the later one."""

    id = "ramp"
    params = RampParams

    def scope(self, params: RampParams) -> Scope:
        return "composition" if params.select.of == "item" else "schedule"

    def tell(self, rule: Rule, params: RampParams, timeline: Timeline, report: Report) -> None:
        selected = Laid(chosen(params.select, timeline.events))
        for before, after in pairwise(windows(params.window, timeline)):
            if not report.applies(after):
                continue
            base, value = selected.total(before, params.measure), selected.total(after, params.measure)
            if base is None or value is None:
                report.unknown(after, params.measure)
                continue
            limit = (base * (100 + params.max_increase_pct) + 100 * params.allowance) // 100
            over = max(0, 100 * value - base * (100 + params.max_increase_pct) - 100 * params.allowance)
            report.verdict(after, -(-over // (100 * params.unit)), value, limit, params.measure)

    def constrain(self, rule: Rule, params: RampParams, draft: Draft) -> None:
        laid = windows(params.window, draft.timeline)
        sums = draft.weighing.sums(params.select, laid, params.measure)
        for (_, earlier), (after, now) in pairwise(zip(laid, sums, strict=True)):
            if judged(rule, after):
                room = earlier.times(100 + params.max_increase_pct).plus(now.times(-100))
                draft.ask(rule, room, -100 * params.allowance, 100 * params.unit)
