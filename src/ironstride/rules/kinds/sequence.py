"""Sequence: the blocks of a session come in one order."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from typing import Annotated

from msgspec import Meta, Struct

from ironstride.model.rule import Rule
from ironstride.model.timeline import Event, Timeline
from ironstride.rules.draft import Draft
from ironstride.rules.kinds.base import Kind, Report, Scope, judged
from ironstride.rules.select import Laid, windows


class SequenceParams(Struct, frozen=True, forbid_unknown_fields=True):
    """Items carrying an earlier word stand before items carrying a later one; items with none stand anywhere."""

    order: Annotated[tuple[str, ...], Meta(min_length=2)]


class Sequence(Kind[SequenceParams]):
    """Block order inside a session; each pair the wrong way round is one violation."""

    id = "sequence"
    params = SequenceParams

    def scope(self, params: SequenceParams) -> Scope:
        return "composition"

    def tell(self, rule: Rule, params: SequenceParams, timeline: Timeline, report: Report) -> None:
        items = Laid(event for event in timeline.events if event.of == "item")
        for window in windows("session", timeline):
            if not report.applies(window):
                continue
            here = sorted(items.here(window), key=lambda event: event.position)
            placed = [(event.position, rank) for event in here if (rank := self._rank(params, event)) is not None]
            wrong = sum(at < later_at and rank > later for (at, rank), (later_at, later) in combinations(placed, 2))
            report.verdict(window, wrong, wrong, 0, "pairs", here)

    def constrain(self, rule: Rule, params: SequenceParams, draft: Draft) -> None:
        ranked: dict[frozenset[str], int | None] = {}
        weighing = draft.weighing
        by_cell: dict[int, list[tuple[int, int, Event]]] = {}
        for event in weighing.events:
            if event.of == "item":
                if event.tags not in ranked:
                    ranked[event.tags] = self._rank(params, event)
                rank = ranked[event.tags]
                if rank is not None:
                    by_cell.setdefault(weighing.where[event.id][0], []).append((event.position, rank, event))
        laid = (window for window in windows("session", draft.timeline) if judged(rule, window))
        for cells, times in Counter(tuple(weighing.cells(window)) for window in laid).items():
            placed = sorted([entry for cell in cells for entry in by_cell.get(cell, ())], key=lambda entry: entry[0])
            ranks = [rank for _, rank, _ in placed]
            if ranks == sorted(ranks):
                continue
            for (at, rank, event), (later_at, later_rank, later) in combinations(placed, 2):
                if rank > later_rank and at < later_at:
                    draft.not_together(rule, (event, later), times=times)

    @staticmethod
    def _rank(params: SequenceParams, event: Event) -> int | None:
        return next((rank for rank, word in enumerate(params.order) if word in event.tags), None)
