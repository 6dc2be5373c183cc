"""Adds up a measure over the events of windows; what stands alike on several dates is looked at only once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from msgspec import Struct

from ironstride.model.rule import Selector
from ironstride.model.timeline import Event, Timeline
from ironstride.rules.select import Window, grouped


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
        self._sums: dict[tuple[Selector, int, str], tuple[Sequence[Window], list[Sum]]] = {}
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
        self._grouped = grouped(self.events)
        self._groups = [Group(events, self.where) for events in self._grouped.groups]

    def sums(self, selector: Selector, laid: Sequence[Window], measure: str) -> list[Sum]:
        """Add up a measure (`count` is 1 each) of the events a selector means, window by window.

        Windows in which the same things stand share one sum.
        """
        asked = (selector, id(laid), measure)
        known = self._sums.get(asked)
        if known is None:
            # the windows are kept beside their sums, so that no others can take their id meanwhile
            known = self._sums[asked] = (laid, self._added(selector, laid, measure))
        return known[1]

    def _added(self, selector: Selector, laid: Sequence[Window], measure: str) -> list[Sum]:
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

    def of(self, selector: Selector) -> list[Group]:
        """Give the groups of events a selector means."""
        made = self._groups
        return [made[number] for number in self._grouped.numbers(selector)]

    def _parts(self, selector: Selector, measure: str) -> dict[int, Sum]:
        constants: defaultdict[int, int] = defaultdict(int)
        terms: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
        blanks: defaultdict[int, list[Event]] = defaultdict(list)
        for group in self.of(selector):
            for cell, part in group.measured(measure).items():
                terms[cell] += part.terms
                if part.constant:
                    constants[cell] += part.constant
                if part.blank:
                    blanks[cell] += part.blank
        return {
            cell: Sum(constants.get(cell, 0), tuple(found), tuple(blanks.get(cell, ())))
            for cell, found in terms.items()
        }


class Group:
    """Events that share sort and words, each with the number of where it stands and its literal if it has one."""

    def __init__(self, events: Sequence[Event], where: Mapping[str, tuple[int, int | None]]) -> None:
        self.tags = events[0].tags
        self.placed = [(event, *where[event.id]) for event in events]
        self._measured: dict[str, dict[int, Sum]] = {}

    def measured(self, measure: str) -> dict[int, Sum]:
        """Give what the events bring of a measure (`count` is 1 each), by where they stand."""
        known = self._measured.get(measure)
        if known is None:
            known = self._measured[measure] = self._adding_up(measure)
        return known

    def _adding_up(self, measure: str) -> dict[int, Sum]:
        found: dict[int, tuple[list[int], list[tuple[int, int]], list[Event]]] = {}
        for event, cell, literal in self.placed:
            constants, terms, blanks = found.setdefault(cell, ([], [], []))
            value = 1 if measure == "count" else event.amounts.get(measure)
            if value is None:
                blanks.append(event)
            elif literal is None:
                constants.append(value)
            elif value:
                terms.append((literal, value))
        return {cell: Sum(sum(c), tuple(terms), tuple(blanks)) for cell, (c, terms, blanks) in found.items()}


def _together(parts: Sequence[Sum]) -> Sum:
    listed = [term for part in parts for term in part.terms]
    terms = dict(listed)
    if len(terms) < len(listed):
        terms = {}
        for literal, weight in listed:
            terms[literal] = terms.get(literal, 0) + weight
    blank = tuple([event for part in parts for event in part.blank])
    return Sum(sum([part.constant for part in parts]), tuple(sorted(terms.items())), blank)
