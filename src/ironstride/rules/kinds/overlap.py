"""Overlap: how many exercises one mesocycle takes over from the one before."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated

from msgspec import Meta, Struct

from ironstride.model.rule import Rule, Selector
from ironstride.model.timeline import Event, Timeline
from ironstride.rules.draft import Draft
from ironstride.rules.kinds.base import Kind, Report, Scope, judged, ordered
from ironstride.rules.select import Laid, Window, chosen, inside, windows

Percent = Annotated[int, Meta(ge=0, le=100)]


class OverlapParams(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Of a mesocycle's selected exercises, between `min_pct` and `max_pct` percent stood in the one before; each
    exercise too few or too many is one violation."""

    select: Selector
    min_pct: Percent = 0
    max_pct: Percent = 100

    def __post_init__(self) -> None:
        ordered(self.min_pct, self.max_pct)


class Overlap(Kind[OverlapParams]):
    """Variety with enough repetition to progress."""

    id = "overlap"
    params = OverlapParams

    def scope(self, params: OverlapParams) -> Scope:
        return "composition"

    def tell(self, rule: Rule, params: OverlapParams, timeline: Timeline, report: Report) -> None:
        selected = Laid(event for event in chosen(params.select, timeline.events) if event.exercise)
        for before, after in pairwise(windows("mesocycle", timeline)):
            if not report.applies(after):
                continue
            old = {event.exercise for event in selected.here(before)}
            new = {event.exercise for event in selected.here(after)}
            if not old or not new:
                continue
            kept = len(old & new)
            short = max(0, params.min_pct * len(new) - 100 * kept)
            over = max(0, 100 * kept - params.max_pct * len(new))
            limit = params.max_pct if over else params.min_pct
            report.verdict(after, -(-short // 100) - (-over // 100), 100 * kept // len(new), limit, "%")

    def constrain(self, rule: Rule, params: OverlapParams, draft: Draft) -> None:
        selected = [event for event in chosen(params.select, draft.weighing.events) if event.exercise]
        for before, after in pairwise(windows("mesocycle", draft.timeline)):
            if not judged(rule, after) or rule.level == "info":
                continue
            old, new = self._used(draft, selected, before), self._used(draft, selected, after)
            some = draft.model.literal("some before")
            draft.either(some, list(old.values()))
            both = {exercise: draft.both(old[exercise], new[exercise]) for exercise in new if exercise in old}
            kept = [(literal, 100) for literal in both.values()]
            whole = list(new.values())
            reach = 100 * len(whole)
            low = [*kept, *((literal, -params.min_pct) for literal in whole), (some, -reach)]
            draft.require(rule, low, -reach, 100)
            high = [*((v, -c) for v, c in kept), *((v, params.max_pct) for v in whole), (some, -reach)]
            draft.require(rule, high, -reach, 100)

    @staticmethod
    def _used(draft: Draft, selected: list[Event], window: Window) -> dict[str, int]:
        by_exercise: dict[str, list[Event]] = {}
        for event in selected:
            if inside(event, window):
                by_exercise.setdefault(event.exercise, []).append(event)
        return {exercise: draft.any_of(events) for exercise, events in by_exercise.items()}
