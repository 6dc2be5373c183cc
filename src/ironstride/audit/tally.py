"""Judges a log by every rule once and keeps what was found by day, so that any span of it can be summed up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec
from msgspec import Struct

from ironstride.model.audit import Count, Side
from ironstride.model.rule import Rule, Selector, Verdict
from ironstride.model.timeline import Event, Timeline
from ironstride.rules.kinds.base import Report
from ironstride.rules.ruleset import Bound
from ironstride.rules.select import MERGED, Window, applies, holds, matches

#: kinds that speak of what is wrong or of close pairs only: they are counted by the session
BY_SESSION = frozenset({"avoid", "gap", "order"})
#: kinds in which an exercise nobody knows could be the one that is missing
MAY_BE_MET = frozenset({"share", "follow", "overlap"})
UNREAD = "what some exercises are"


class Unit(Struct, frozen=True, gc=False):
    """One thing judged: the day it ended on, the verdict, what was measured and asked, and which events it was."""

    day: int
    verdict: Verdict
    observed: int | None = None
    limit: int | None = None
    facts: tuple[str, ...] = ()
    missing: str = ""


class Tally(Report):
    """A report that keeps little: no finding for what passes, and unknown conditions are unknown, never cautious."""

    def __init__(self, rule: Rule, timeline: Timeline) -> None:
        super().__init__(rule, timeline)
        self.units: list[Unit] = []
        self.unit = ""
        when = rule.when
        self._always = not (when.all or when.any or when.none)
        # the words are kept beside the answer, so that no others can take their id meanwhile
        self._answers: dict[int, tuple[frozenset[str], bool, str]] = {}

    @property
    def silent(self) -> bool:
        return not self.units

    def applies(self, window: Window) -> bool:
        """Say whether the rule holds there; a condition nobody can tell is reported and the window left alone."""
        if self._always:
            return True
        tags = window.tags
        answer = self._answers.get(id(tags))
        if answer is None:
            answer = self._answers[id(tags)] = (tags, *self._answer(tags))
        if answer[2]:
            self.units.append(Unit(window.end - 1, "unknown", facts=_session(window), missing=answer[2]))
        return answer[1]

    def _answer(self, tags: frozenset[str]) -> tuple[bool, str]:
        """Say whether the condition holds, and which words it would need where nobody can tell."""
        when = self.rule.when
        truth = applies(when, tags)
        if truth is not None:
            return truth, ""
        words = {word for word in (*when.all, *when.any, *when.none) if holds(word, tags) is None}
        return False, ", ".join(sorted({word.partition(":")[0] for word in words}))

    def verdict(
        self,
        window: Window,
        amount: int,
        observed: int | None,
        limit: int | None,
        unit: str,
        facts: Iterable[Event] = (),
    ) -> None:
        """Keep what failed with its facts, and of what passed the measure alone."""
        self.unit = unit
        if amount:
            names = tuple(event.id for event in facts) or _session(window)
            self.units.append(Unit(window.end - 1, "fail", observed, limit, names))
        else:
            self.units.append(Unit(window.end - 1, "pass", observed, limit, _session(window)))

    def unknown(self, window: Window, missing: str, facts: Iterable[Event] = ()) -> None:
        """Keep what could not be judged, and why."""
        names = tuple(event.id for event in facts) or _session(window)
        self.units.append(Unit(window.end - 1, "unknown", facts=names, missing=missing))


def _session(window: Window) -> tuple[str, ...]:
    return (window.session,) if window.session else ()


class Judged(Struct, frozen=True):
    """A rule with everything it said of a log, by day; `unit` names what was measured."""

    rule: Rule
    units: tuple[Unit, ...]
    unit: str


def judge(bound: Bound, axis: Timeline, sessions: Mapping[str, Event]) -> Judged:
    """Judge a log by one rule.

    Parameters
    ----------
    bound : the rule.
    axis : what was done.
    sessions : the axis' sessions by id.
    """
    tally = Tally(bound.rule, axis)
    bound.kind.tell(bound.rule, bound.params, axis, tally)
    units: Iterable[Unit] = tally.units
    if "runs:?" in axis.tags and _of(bound.rule.params, "run"):
        units = _blind(units)
    elif bound.rule.kind in BY_SESSION and not _only_runs(bound.rule.params):
        units = _by_session(bound, units, axis, sessions)
    if any("exercise:?" in event.tags for event in sessions.values()):
        units = _doubted(bound, units, sessions)
    return Judged(bound.rule, tuple(sorted(units, key=lambda unit: unit.day)), tally.unit)


def beyond(judged: Judged, side: Side) -> Judged:
    """Count as wrong only what lies beyond one of a rule's limits: `above` or `below`."""

    def right(unit: Unit) -> bool:
        if unit.verdict != "fail" or unit.observed is None or unit.limit is None:
            return False
        return unit.observed < unit.limit if side == "above" else unit.observed > unit.limit

    units = (Unit(unit.day, "pass", unit.observed, unit.limit) if right(unit) else unit for unit in judged.units)
    return Judged(judged.rule, tuple(units), judged.unit)


def _blind(units: Iterable[Unit]) -> list[Unit]:
    """Without any run nothing that speaks of runs can be judged."""
    day = max((unit.day for unit in units), default=0)
    return [Unit(day, "unknown", missing="your runs")]


def _by_session(bound: Bound, units: Iterable[Unit], axis: Timeline, sessions: Mapping[str, Event]) -> Iterator[Unit]:
    """Give one unit a session: wrong when anything in it was, unknown when that could not be told, else right.

    A condition nobody can tell is a day's: it touches every session of it. One that holds on no day at all (no race, no
    taper) leaves nothing to judge.
    """
    if not _ever(bound.rule, axis, sessions):
        return
    worst: dict[str, Unit] = {}
    by_day: dict[int, list[str]] = {}
    for name, event in sessions.items():
        by_day.setdefault(event.day, []).append(name)
    for unit in units:
        about = [fact.partition("/")[0] for fact in unit.facts] if unit.facts else by_day.get(unit.day, [])
        for name in about:
            if name in sessions and _worse(unit, worst.get(name)):
                worst[name] = unit
    selectors = list(_selectors(bound.rule.params, "session"))
    unrun = _unrun(bound, axis)
    for name, event in sessions.items():
        if not axis.scored_first <= event.day < axis.scored_end:
            continue
        found = worst.get(name)
        if found is not None:
            yield Unit(event.day, found.verdict, found.observed, found.limit, found.facts, found.missing)
        elif any(matches(selector, event) for selector in selectors) or (not selectors and MERGED not in event.tags):
            if event.day in unrun:
                yield Unit(event.day, "unknown", facts=(name,), missing="run-day")
            else:
                yield Unit(event.day, "pass", facts=(name,))


def _unrun(bound: Bound, axis: Timeline) -> frozenset[int]:
    """Give the days on which nobody knows what a rule on runs asks: whether there was one, that day or the next."""
    params = bound.rule.params
    if not _of(params, "run"):
        return frozenset()
    days = {number for number, day in enumerate(axis.days) if "run-day:?" in day.tags}
    ahead = bound.rule.kind == "gap" and not params.get("same_day") and params["then"].get("of") == "run"
    return frozenset(days | {day - 1 for day in days} if ahead else days)


def _ever(rule: Rule, axis: Timeline, sessions: Mapping[str, Event]) -> bool:
    """Say whether a rule's condition might hold on any day that is judged."""
    carried = axis.tags.union(*(event.tags for event in sessions.values()))
    days = {day.tags for day in axis.days[axis.scored_first : axis.scored_end]}
    return any(applies(rule.when, tags | carried) is not False for tags in days)


def _worse(unit: Unit, other: Unit | None) -> bool:
    order = ("pass", "unknown", "fail")
    if other is None:
        return True
    if order.index(unit.verdict) != order.index(other.verdict):
        return order.index(unit.verdict) > order.index(other.verdict)
    return (unit.observed or 0) < (other.observed or 0)


def _doubted(bound: Bound, units: Iterable[Unit], sessions: Mapping[str, Event]) -> Iterator[Unit]:
    """Take back what an exercise nobody knows might have mended: it could be the very one that is missing."""
    params = bound.rule.params
    short = bound.rule.kind in MAY_BE_MET or (bound.rule.kind == "bound" and params.get("min") is not None)
    if not short or not _of(params, "item"):
        yield from units
        return
    unread_days = {event.day for event in sessions.values() if "exercise:?" in event.tags}
    weekly = params.get("window") == "week"
    unread_weeks = {day // 7 for day in unread_days}
    for unit in units:
        near = unit.day // 7 in unread_weeks if weekly else unit.day in unread_days
        if unit.verdict == "fail" and near:
            yield Unit(unit.day, "unknown", unit.observed, unit.limit, unit.facts, UNREAD)
        else:
            yield unit


def _selectors(params: Mapping[str, Any], of: str) -> Iterator[Selector]:
    for value in params.values():
        if isinstance(value, Mapping) and value.get("of") == of:
            yield msgspec.convert(value, Selector)


def _of(params: Mapping[str, Any], of: str) -> bool:
    return any(isinstance(value, Mapping) and value.get("of") == of for value in params.values())


def _only_runs(params: Mapping[str, Any]) -> bool:
    return _of(params, "run") and not _of(params, "session") and not _of(params, "item")


def counted(bound: Bound) -> Count:
    """Say what a rule's units are."""
    params = bound.rule.params
    if bound.rule.kind in BY_SESSION or params.get("window") == "session" or bound.rule.kind in ("follow", "sequence"):
        return "runs" if _only_runs(params) else "sessions"
    if bound.rule.kind in ("range", "step"):
        return "lifts" if _of(params, "item") else "sessions" if _of(params, "session") else "runs"
    return "stretches" if isinstance(params.get("window"), Mapping) else "weeks"
