"""Gap: hours that must lie between the end of one thing and the start of a later one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from msgspec import Meta, Struct

from ironstride.model.rule import Rule, Selector
from ironstride.model.timeline import DAY_MIN, Event, Timeline
from ironstride.rules.draft import Draft
from ironstride.rules.kinds.base import Kind, Report, Scope, context, judged, scored
from ironstride.rules.select import Laid, Window, chosen

HOUR_MIN = 60


class GapParams(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """At least `min_h` hours from the end of `first` to the start of `then`; each missing or begun hour counts."""

    first: Selector
    then: Selector
    min_h: Annotated[int, Meta(ge=1, le=336)]
    same_day: bool = False


class Gap(Kind[GapParams]):
    """Directional minimum gap; what starts before the first thing starts is not its business."""

    id = "gap"
    params = GapParams

    def scope(self, params: GapParams) -> Scope:
        return "schedule"

    def tell(self, rule: Rule, params: GapParams, timeline: Timeline, report: Report) -> None:
        later = Laid(chosen(params.then, timeline.events))
        for first in chosen(params.first, timeline.events):
            here = context(timeline, first)
            if not report.applies(here):
                continue
            for then in later.here(self._reach(params, first)):
                if then.id == first.id or not (scored(timeline, first) or scored(timeline, then)):
                    continue
                self._judge(report, params, first, then)

    @staticmethod
    def _reach(params: GapParams, first: Event) -> Window:
        """Give the days on which something could begin too soon, or at an hour that must be known to tell."""
        last = first.day if params.same_day else first.day - (-params.min_h // (DAY_MIN // HOUR_MIN))
        if first.end_min is not None and not params.same_day:
            last = max(last, (first.end_min + params.min_h * HOUR_MIN - 1) // DAY_MIN)
        return Window(first.day, last + 1, frozenset())

    def _judge(self, report: Report, params: GapParams, first: Event, then: Event) -> None:
        window = Window(first.day, then.day + 1, frozenset())
        if first.start_min is None or first.end_min is None or then.start_min is None:
            report.unknown(window, "start", (first, then))
        elif then.start_min >= first.start_min:
            gap_h = max(0, then.start_min - first.end_min) // HOUR_MIN
            report.verdict(window, max(0, params.min_h - gap_h), gap_h, params.min_h, "h", (first, then))

    def constrain(self, rule: Rule, params: GapParams, draft: Draft) -> None:
        timeline = draft.timeline
        by_day: dict[int, list[Event]] = {}
        for event in chosen(params.then, timeline.events):
            by_day.setdefault(event.day, []).append(event)
        for first in chosen(params.first, timeline.events):
            if not judged(rule, context(timeline, first)):
                continue
            for then, hours in self._close(params, first, by_day):
                if scored(timeline, first) or scored(timeline, then):
                    draft.not_together(rule, (first, then), hours)

    @staticmethod
    def _close(params: GapParams, first: Event, by_day: dict[int, list[Event]]) -> Iterator[tuple[Event, int]]:
        if first.start_min is None or first.end_min is None:
            return
        free_from = first.end_min + params.min_h * HOUR_MIN
        last_day = first.day if params.same_day else (free_from - 1) // DAY_MIN
        for day in range(first.day, last_day + 1):
            for then in by_day.get(day, ()):
                start = then.start_min
                if then.id != first.id and start is not None and first.start_min <= start < free_from:
                    yield then, (free_from - max(start, first.end_min) + HOUR_MIN - 1) // HOUR_MIN
