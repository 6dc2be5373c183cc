"""Adds up a measure over the events of windows; what stands alike on several dates is looked at only once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from msgspec import Struct

from ironstride.model.rule import Selector
from ironstride.model.timeline import Event, Timeline
from ironstride.rules.select import Window, chosen


class Sum(Struct, frozen=True):
    """A weighted sum over events: what is constant, a weight for each literal, and events whose measure is unknown."""

    constant: int
    terms: tuple[tuple[int, int], ...]
    blank: tuple[Event, ...] = ()

    def times(self, factor: int) -> Sum:
        """Give the sum so many times over."""
        terms = tuple([(literal, factor * weight) for literal, weight in self.terms])
        return Sum(factor * self.constant, terms, self.blank)

    def plus(self, other: Sum) -> Sum:
        """Give both sums together."""
        return Sum(self.constant + other.constant, (*self.terms, *other.terms), (*self.blank, *other.blank))


class Weighing:
    """The events of a draft by the sessions and days they stand in.

    Parameters
    ----------
    timeline : with every candidate on it.
    literals : of the candidates, by event.
    copies : events that are, but for their session and day, another one (the same literal, words and numbers), with
        that other one; only the other one is looked at, and counts wherever its copies stand.
    """

    def __init__(self, timeline: Timeline, literals: Mapping[str, int], copies: Mapping[str, str]) -> None:
        spans: dict[str, list[tuple[str, int]]] = {}
        for event in timeline.events:
            spans.setdefault(copies.get(event.id, event.id), []).append((event.session or event.id, event.day))
        #: every event but the copies
        self.events = timeline.events if not copies else tuple([e for e in timeline.events if e.id not in copies])
        #: every word an event carries
        self.words = frozenset([word for tags in {event.tags for event in self.events} for word in tags])
        #: by number, the days of what stands in the same sessions on the same days
        self.days: list[list[int]] = []
        #: by event, the number of that, and its literal if it is a candidate
        self.where: dict[str, tuple[int, int | None]] = {}
        self._by_session: defaultdict[str, list[int]] = defaultdict(list)
        self._by_day: defaultdict[int, list[int]] = defaultdict(list)
        self._spans: dict[tuple[int, int], list[int]] = {}
        cells: dict[tuple[tuple[str, int], ...], int] = {}
        for event in self.events:
            span = spans[event.id]
            cell = cells.setdefault(tuple(span), len(cells))
            if cell == len(self.days):
                self.days.append([day for _, day in span])
                for session, day in span:
                    self._by_session[session].append(cell)
                    self._by_day[day].append(cell)
            self.where[event.id] = (cell, literals.get(event.id))

    def sums(self, selector: Selector, laid: Sequence[Window], measure: str) -> list[Sum]:
        """Add up a measure (`count` is 1 each) of the events a selector means, window by window.

        Windows in which the same things stand share one sum.
        """
        parts = self._parts(selector, measure)
        known: dict[tuple[int, ...], Sum] = {}
        result = []
        for window in laid:
            key = tuple([cell for cell in self.cells(window) if cell in parts])
            if key not in known:
                known[key] = _together([parts[cell] for cell in key])
            result.append(known[key])
        return result

    def cells(self, window: Window) -> list[int]:
        """Give the numbers of what stands in a window."""
        if window.session:
            return self._by_session.get(window.session, [])
        span = (window.first, window.end)
        if span not in self._spans:
            self._spans[span] = [cell for day in range(*span) for cell in self._by_day.get(day, ())]
        return self._spans[span]

    def _parts(self, selector: Selector, measure: str) -> dict[int, Sum]:
        constants: defaultdict[int, int] = defaultdict(int)
        terms: defaultdict[int, dict[int, int]] = defaultdict(dict)
        blanks: defaultdict[int, list[Event]] = defaultdict(list)
        for event in chosen(selector, self.events):
            cell, literal = self.where[event.id]
            value = 1 if measure == "count" else event.amounts.get(measure)
            if value is None:
                blanks[cell].append(event)
            elif literal is None:
                constants[cell] += value
            elif value:
                mine = terms[cell]
                mine[literal] = mine.get(literal, 0) + value
        filled = dict.fromkeys([*terms, *constants, *blanks])
        return {
            cell: Sum(constants.get(cell, 0), tuple(terms.get(cell, {}).items()), tuple(blanks.get(cell, ())))
            for cell in filled
        }


def _together(parts: Sequence[Sum]) -> Sum:
    terms: dict[int, int] = {}
    for part in parts:
        for literal, weight in part.terms:
            terms[literal] = terms.get(literal, 0) + weight
    blank = tuple([event for part in parts for event in part.blank])
    return Sum(sum([part.constant for part in parts]), tuple(sorted(terms.items())), blank)
