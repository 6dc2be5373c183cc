"""Share: how large a part of something must, or may, be of a certain sort."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from ironstride.model.rule import Rule, Selector
from ironstride.model.timeline import Timeline
from ironstride.rules.draft import Draft
from ironstride.rules.kinds.base import Kind, Report, Scope, judged, known, ordered
from ironstride.rules.select import Laid, WindowSpec, chosen, split, windows

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
        timeline = draft.timeline
        parts, wholes = chosen(params.part, timeline.events), chosen(params.whole, timeline.events)
        laid = windows(params.window, timeline)
        for window, mine, all_ in zip(laid, split(parts, laid), split(wholes, laid), strict=True):
            if not judged(rule, window):
                continue
            part, part_blank = known(mine, params.measure)
            whole, whole_blank = known(all_, params.measure)
            blank = [*part_blank, *whole_blank]
            if params.min_pct is not None:
                low = [(e, 100 * n) for e, n in part] + [(e, -params.min_pct * n) for e, n in whole]
                draft.at_least(rule, low, 0, 100, unless=blank)
            if params.max_pct is not None:
                high = [(e, 100 * n) for e, n in part] + [(e, -params.max_pct * n) for e, n in whole]
                # a part that does not belong to the whole says nothing where the whole is nothing
                belongs = {event.id for event, _ in part} <= {event.id for event, _ in whole}
                given = None if belongs else [event for event, n in whole if n]
                draft.at_most(rule, high, 0, 100, given, blank)
