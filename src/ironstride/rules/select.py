"""Which events and windows a rule means: selectors, three-valued conditions and windows of days."""

from __future__ import annotations

from bisect import bisect_left
from collections import OrderedDict, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import Annotated, Any, Literal
from weakref import WeakKeyDictionary

from msgspec import Meta, Struct

from ironstride.model.rule import Selector, When
from ironstride.model.timeline import Event, Timeline, Week

Truth = bool | None
#: a session of the runner's own, counted and kept clear of; what is in it is not known and not judged
MERGED = "template:merged"
#: fewer events than this are not worth grouping; groups of this many timelines are remembered
FEW, REMEMBERED_MOST = 64, 4
#: likenesses of timelines that are remembered, for each selector, with what it means
LIKENESSES_MOST = 64
_WORKED_OUT: OrderedDict[int, tuple[Timeline, dict[Hashable, Any]]] = OrderedDict()


def matches(selector: Selector, event: Event) -> bool:
    """Say whether the event is of the sort and carries the words the selector asks for."""
    tags = event.tags
    return (
        event.of == selector.of
        and tags.issuperset(selector.all)
        and (not selector.any or not tags.isdisjoint(selector.any))
        and tags.isdisjoint(selector.none)
    )


class Groups:
    """The events of a timeline in groups that share sort and words, in the order they first appear.

    The events are kept beside their groups, so that no other tuple can take their id meanwhile.
    """

    def __init__(self, events: tuple[Event, ...]) -> None:
        self.events = events
        groups: dict[tuple[str, frozenset[str]], list[Event]] = {}
        for event in events:
            groups.setdefault((event.of, event.tags), []).append(event)
        self.groups = list(groups.values())
        self._likeness = _likeness(tuple(groups))
        self._having: dict[str, list[int]] = {}
        for number, (_, tags) in enumerate(groups):
            for word in tags:
                self._having.setdefault(word, []).append(number)

    def numbers(self, selector: Selector) -> list[int]:
        """Give the numbers of the groups a selector means, in order."""
        known = _remembered_numbers(selector)
        found = known.get(self._likeness)
        if found is None:
            near = min((self._having.get(word, []) for word in selector.all), key=len, default=range(len(self.groups)))
            found = known[self._likeness] = [n for n in near if matches(selector, self.groups[n][0])]
        return found

    def chosen(self, selector: Selector) -> list[Event]:
        """Give the events a selector means, group by group."""
        return [event for number in self.numbers(selector) for event in self.groups[number]]


class Likeness:
    """Stands for all timelines whose groups are of the same sorts in the same order; compared by identity."""


@lru_cache(maxsize=LIKENESSES_MOST)
def _likeness(sorts: tuple[tuple[str, frozenset[str]], ...]) -> Likeness:
    return Likeness()


@lru_cache(maxsize=1024)
def _remembered_numbers(selector: Selector) -> WeakKeyDictionary[Likeness, list[int]]:
    """Give a place to keep what a selector means, by likeness: block after block asks the same."""
    return WeakKeyDictionary()


_REMEMBERED: OrderedDict[int, Groups] = OrderedDict()


def chosen(selector: Selector, events: Iterable[Event]) -> list[Event]:
    """Keep the events the selector means; events that share their words are judged once and come together."""
    if not isinstance(events, tuple) or len(events) < FEW:
        return [event for event in events if matches(selector, event)]
    return grouped(events).chosen(selector)


def grouped(events: tuple[Event, ...]) -> Groups:
    """Group events by their words, remembering the last timelines asked about: every rule asks of the same ones."""
    remembered = _REMEMBERED.get(id(events))
    if remembered is None:
        remembered = _REMEMBERED[id(events)] = Groups(events)
        if len(_REMEMBERED) > REMEMBERED_MOST:
            _REMEMBERED.popitem(last=False)
    return remembered


def worked_out(timeline: Timeline) -> dict[Hashable, Any]:
    """Give a place to keep what was worked out about a timeline: every rule asks the same of it."""
    kept = _WORKED_OUT.get(id(timeline))
    if kept is None:
        # the timeline is kept beside it, so that no other can take its id meanwhile
        kept = _WORKED_OUT[id(timeline)] = (timeline, {})
        if len(_WORKED_OUT) > REMEMBERED_MOST:
            _WORKED_OUT.popitem(last=False)
    return kept[1]


def holds(word: str, tags: frozenset[str]) -> Truth:
    """Say whether a word holds; None when its group or the word itself is marked unknown (`level:?`, `rest-day:?`)."""
    if word in tags:
        return True
    return None if f"{word.partition(':')[0]}:?" in tags or f"{word}:?" in tags else False


def words_asked(when: When) -> frozenset[str]:
    """Give the words on which a condition depends, those that mark them unknown among them."""
    words = [*when.all, *when.any, *when.none]
    return frozenset([*words, *(f"{word}:?" for word in words), *(f"{word.partition(':')[0]}:?" for word in words)])


def applies(when: When, tags: frozenset[str]) -> Truth:
    """Evaluate a rule's condition: true, false, or None when a word it needs is unknown."""
    if not (when.all or when.any or when.none):
        return True
    answers: list[Truth] = [holds(word, tags) for word in when.all]
    answers += [None if (truth := holds(word, tags)) is None else not truth for word in when.none]
    if when.any:
        truths = [holds(word, tags) for word in when.any]
        answers.append(True if True in truths else None if None in truths else False)
    if False in answers:
        return False
    return None if None in answers else True


def never(when: When, everywhere: frozenset[str], anywhere: frozenset[str]) -> bool:
    """Say whether a condition is false in every window, by the words all windows carry and those any window may carry.

    A window's words lie between the two. What is not among those any window may carry, nor marked unknown there, holds
    in none (so in none does a condition that must have it); what all carry holds in each.
    """
    return (
        any(holds(word, anywhere) is False for word in when.all)
        or not everywhere.isdisjoint(when.none)
        or (bool(when.any) and all(holds(word, anywhere) is False for word in when.any))
    )


class Rolling(Struct, frozen=True, forbid_unknown_fields=True):
    """Every run of this many consecutive days."""

    days: Annotated[int, Meta(ge=1, le=400)]


WindowSpec = Literal["day", "week", "mesocycle", "season", "session"] | Rolling


class Window(Struct, frozen=True, gc=False):
    """Days `first` up to but not including `end`, the words that hold there, and the session it is about, if one."""

    first: int
    end: int
    tags: frozenset[str]
    session: str = ""


def windows(spec: WindowSpec, timeline: Timeline) -> list[Window]:
    """Lay the windows of a kind over the scored days; the list is shared, do not change it.

    Days and weeks are taken when scored; rolling windows lie wholly between the first day known and the last
    scored one and touch a scored day; a mesocycle runs over its weeks; the season is all scored days. Words are
    those of the day or week and of the runner; a mesocycle has those of the week it begins with, longer
    windows the runner's alone.
    """
    kept = worked_out(timeline)
    if spec not in kept:
        kept[spec] = _windows(spec, timeline)
    laid: list[Window] = kept[spec]
    return laid


def _windows(spec: WindowSpec, timeline: Timeline) -> list[Window]:
    if isinstance(spec, Rolling):
        last_start = timeline.scored_end - spec.days
        return [
            Window(first, first + spec.days, timeline.tags)
            for first in range(max(0, timeline.scored_first - spec.days + 1), last_start + 1)
        ]
    if spec == "day":
        return [
            Window(day, day + 1, timeline.days[day].tags | timeline.tags)
            for day in range(timeline.scored_first, timeline.scored_end)
        ]
    if spec == "week":
        return [Window(w.first, w.end, w.tags | timeline.tags) for w in timeline.weeks if w.scored]
    if spec == "mesocycle":
        return _mesocycles(timeline)
    if spec == "season":
        return [Window(timeline.scored_first, timeline.scored_end, timeline.tags)]
    assert spec == "session"
    return [
        Window(event.day, event.day + 1, event.tags | timeline.days[event.day].tags | timeline.tags, event.id)
        for event in timeline.events
        if event.of == "session" and MERGED not in event.tags
        if timeline.scored_first <= event.day < timeline.scored_end
    ]


def _mesocycles(timeline: Timeline) -> list[Window]:
    spans: dict[int, list[Week]] = {}
    for week in timeline.weeks:
        if week.scored and week.mesocycle >= 0:
            spans.setdefault(week.mesocycle, []).append(week)
    return [
        Window(
            min(week.first for week in weeks),
            max(week.end for week in weeks),
            timeline.tags | weeks[0].tags,
        )
        for _, weeks in sorted(spans.items())
    ]


def split(events: Iterable[Event], windows: Sequence[Window]) -> list[list[Event]]:
    """Give the events of each window of one sort, as `inside` would, in one pass over the events."""
    if any(window.session for window in windows):
        by_session: defaultdict[str, list[Event]] = defaultdict(list)
        for event in events:
            by_session[event.session or event.id].append(event)
        return [by_session.get(window.session, []) for window in windows]
    by_day: defaultdict[int, list[Event]] = defaultdict(list)
    for event in events:
        by_day[event.day].append(event)
    return [[event for day in range(window.first, window.end) for event in by_day.get(day, ())] for window in windows]


def inside(event: Event, window: Window) -> bool:
    """Say whether the event falls into the window (for a session window: is the session or an item of it)."""
    if window.session:
        return window.session in (event.session, event.id)
    return window.first <= event.day < window.end


class Laid:
    """Events laid out so that what falls into a window, as `inside` says, is found without looking at all of them."""

    def __init__(self, events: Iterable[Event]) -> None:
        self.events = sorted(events, key=_day)
        self._days = [event.day for event in self.events]
        self._by_session: dict[str, list[Event]] | None = None
        self._sums: dict[str, tuple[list[int], list[int]]] = {}

    def here(self, window: Window) -> list[Event]:
        """Give the events of a window, by day."""
        if window.session:
            return self._of_session(window.session)
        return self.events[bisect_left(self._days, window.first) : bisect_left(self._days, window.end)]

    def total(self, window: Window, measure: str) -> int | None:
        """Add up a measure (`count` is 1 each) over a window; None when one of its events lacks it."""
        if window.session:
            values = [1 if measure == "count" else event.amounts.get(measure) for event in self.here(window)]
            return None if None in values else sum(value for value in values if value is not None)
        first, end = bisect_left(self._days, window.first), bisect_left(self._days, window.end)
        if measure == "count":
            return end - first
        if measure not in self._sums:
            values = [event.amounts.get(measure) for event in self.events]
            sums = list(accumulate((value or 0 for value in values), initial=0))
            blanks = list(accumulate((value is None for value in values), initial=0))
            self._sums[measure] = (sums, blanks)
        sums, blanks = self._sums[measure]
        return None if blanks[end] > blanks[first] else sums[end] - sums[first]

    def _of_session(self, session: str) -> list[Event]:
        if self._by_session is None:
            self._by_session = {}
            for event in self.events:
                self._by_session.setdefault(event.session or event.id, []).append(event)
        return self._by_session.get(session, [])


def _day(event: Event) -> int:
    return event.day
