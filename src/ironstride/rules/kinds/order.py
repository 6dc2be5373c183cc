"""Order: of two things on one day, which comes first."""

from __future__ import annotations

from msgspec import Struct

from ironstride.model.rule import Rule, Selector
from ironstride.model.timeline import Timeline
from ironstride.rules.draft import Draft
from ironstride.rules.kinds.base import Kind, Report, Scope, context, judged, scored
from ironstride.rules.select import Laid, chosen


class OrderParams(Struct, frozen=True, forbid_unknown_fields=True):
    """On one day, `then` starts only after `first` has ended."""

    first: Selector
    then: Selector


class Order(Kind[OrderParams]):
    """Same-day order."""

    id = "order"
    params = OrderParams

    def scope(self, params: OrderParams) -> Scope:
        return "schedule"

    def tell(self, rule: Rule, params: OrderParams, timeline: Timeline, report: Report) -> None:
        firsts = Laid(chosen(params.first, timeline.events))
        for then in chosen(params.then, timeline.events):
            here = context(timeline, then)
            if not (scored(timeline, then) and report.applies(here)):
                continue
            for first in firsts.here(here):
                if first.id == then.id:
                    continue
                if first.end_min is None or then.start_min is None:
                    report.unknown(here, "start", (first, then))
                else:
                    early = then.start_min < first.end_min
                    report.verdict(here, int(early), then.start_min, first.end_min, "min", (first, then))

    def constrain(self, rule: Rule, params: OrderParams, draft: Draft) -> None:
        timeline = draft.timeline
        firsts: dict[int, list[tuple[int, int]]] = {}
        events = timeline.events
        for index, event in enumerate(events):
            if event.end_min is not None and chosen(params.first, (event,)):
                firsts.setdefault(event.day, []).append((event.end_min, index))
        for then in chosen(params.then, events):
            if then.start_min is None or not scored(timeline, then) or not judged(rule, context(timeline, then)):
                continue
            for end_min, index in firsts.get(then.day, ()):
                if end_min > then.start_min and events[index].id != then.id:
                    draft.not_together(rule, (events[index], then))
