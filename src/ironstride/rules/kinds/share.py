"""Share: how large a part of something must, or may, be of a certain sort."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from ironstride.model.rule import Rule, Selector
from ironstride.model.timeline import Event, Timeline
from ironstride.rules.draft import Draft
from ironstride.rules.kinds.base import Kind, Report, Scope, alike, ordered
from ironstride.rules.select import Laid, Window, WindowSpec, chosen, inside, matches, windows

Percent = Annotated[int, Meta(ge=0, le=100)]


class ShareParams(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """`part` is between `min_pct` and `max_pct` percent of `whole` in each window; one violation is one unit of the
    measure that is missing or too many."""

    part: Selector
    whole: Selector
    window: WindowSpec
    measure: str = "count"
    min_pct: Percent | None = None
    max_pct: Percent | None = None

    def __post_init__(self) -> None:
        ordered(self.min_pct, self.max_pct)


class Share(Kind[ShareParams]):
    """Share of the work by trait."""

    id = "share"
    params = ShareParams

    def scope(self, params: ShareParams) -> Scope:
        return "composition" if params.whole.of == "item" else "schedule"

    def tell(self, rule: Rule, params: ShareParams, timeline: Timeline, report: Report) -> None:
        parts, wholes = (Laid(chosen(select, timeline.events)) for select in (params.part, params.whole))
        for window in windows(params.window, timeline):
            if not report.applies(window):
                continue
            have, of = parts.total(window, params.measure), wholes.total(window, params.measure)
            if have is None or of is None:
                report.unknown(window, params.measure)
                continue
            if of == 0:
                continue
            short = 0 if params.min_pct is None else max(0, params.min_pct * of - 100 * have)
            over = 0 if params.max_pct is None else max(0, 100 * have - params.max_pct * of)
            limit = params.max_pct if over or params.min_pct is None else params.min_pct
            units = -(-short // 100) - (-over // 100)
            report.verdict(window, units, 100 * have // of, limit, "%", parts.here(window))

    def constrain(self, rule: Rule, params: ShareParams, draft: Draft) -> None:
        laid = windows(params.window, draft.timeline)
        parts, wholes = (draft.weighing.sums(select, laid, params.measure) for select in (params.part, params.whole))
        belongs = all(matches(params.whole, event) for event in chosen(params.part, draft.weighing.events))
        for window, (part, whole), times in alike(rule, draft, laid, parts, wholes):
            if params.min_pct is not None:
                draft.ask(rule, part.times(100).plus(whole.times(-params.min_pct)), 0, 100, times=times)
            if params.max_pct is not None:
                # a part that does not belong to the whole says nothing where the whole is nothing
                given = None if belongs else self._given(params, draft, window)
                draft.ask(rule, part.times(-100).plus(whole.times(params.max_pct)), 0, 100, given, times)

    @staticmethod
    def _given(params: ShareParams, draft: Draft, window: Window) -> list[Event] | None:
        """Give what makes the whole of a window more than nothing; None where the parts are parts of it."""
        part, whole = (
            {event.id: event for event in chosen(select, draft.timeline.events) if inside(event, window)}
            for select in (params.part, params.whole)
        )
        if part.keys() <= whole.keys():
            return None
        return [event for event in whole.values() if params.measure == "count" or event.amounts.get(params.measure)]
