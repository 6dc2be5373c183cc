"""Bound: how much of something may, or must, happen in every window."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from ironstride.model.rule import Rule, Selector
from ironstride.model.timeline import Timeline
from ironstride.rules.draft import Draft
from ironstride.rules.kinds.base import Kind, Report, Scope, judged, known, ordered
from ironstride.rules.select import Laid, WindowSpec, chosen, split, windows


class BoundParams(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Between `min` and `max` of a measure of the selected events in each window; `unit` of it is one violation."""

    select: Selector
    window: WindowSpec
    measure: str = "count"
    min: int | None = None
    max: int | None = None
    unit: Annotated[int, Meta(ge=1)] = 1

    def __post_init__(self) -> None:
        ordered(self.min, self.max)


class Bound(Kind[BoundParams]):
    """Window bound, fixed or rolling."""

    id = "bound"
    params = BoundParams

    def scope(self, params: BoundParams) -> Scope:
        return "composition" if params.select.of == "item" else "schedule"

    def tell(self, rule: Rule, params: BoundParams, timeline: Timeline, report: Report) -> None:
        selected = Laid(chosen(params.select, timeline.events))
        for window in windows(params.window, timeline):
            if not report.applies(window):
                continue
            here = selected.here(window)
            total = selected.total(window, params.measure)
            if total is None:
                report.unknown(window, params.measure, here)
                continue
            short = 0 if params.min is None else max(0, params.min - total)
            over = 0 if params.max is None else max(0, total - params.max)
            limit = params.max if over or params.min is None else params.min
            report.verdict(window, -(-(short + over) // params.unit), total, limit, params.measure, here)

    def constrain(self, rule: Rule, params: BoundParams, draft: Draft) -> None:
        timeline = draft.timeline
        selected = chosen(params.select, timeline.events)
        laid = windows(params.window, timeline)
        by_session = params.window == "session"
        sessions = {event.id: (event,) for event in timeline.events if event.of == "session"} if by_session else {}
        for window, here in zip(laid, split(selected, laid), strict=True):
            if not judged(rule, window):
                continue
            parts, blank = known(here, params.measure)
            if params.min is not None:
                # a session that is left out owes nothing
                draft.at_least(rule, parts, params.min, params.unit, sessions.get(window.session), blank)
            if params.max is not None:
                draft.at_most(rule, parts, params.max, params.unit, unless=blank)
