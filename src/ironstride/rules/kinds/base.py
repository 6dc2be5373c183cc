"""What every kind of rule is: parameters, a specification (`check`) and an encoding (`constrain`)."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Generic, Literal, TypeVar

from msgspec import Struct

from ironstride.model.rule import Finding, Rule, Selector
from ironstride.model.timeline import Event, Timeline
from ironstride.rules.draft import Draft
from ironstride.rules.select import Window, applies, holds, words_asked, worked_out
from ironstride.rules.weighing import Sum

P = TypeVar("P", bound=Struct)
Scope = Literal["schedule", "composition", "prescription"]


class Kind(ABC, Generic[P]):
    """A kind of rule, written once and used by the planner (`constrain`) and by every audit (`check`).

    The two halves are written separately on purpose: `check` is the specification a coach can read, `constrain`
    is an encoding, and each is the other's test.
    """

    id: str
    params: type[P]

    def check(self, rule: Rule, params: P, timeline: Timeline) -> list[Finding]:
        """Judge the events that happened or are planned; one finding for each window judged."""
        report = Report(rule, timeline)
        self.tell(rule, params, timeline, report)
        return report.done()

    @abstractmethod
    def tell(self, rule: Rule, params: P, timeline: Timeline, report: Report) -> None:
        """Judge the events that happened or are planned, and tell the report of every window judged."""

    @abstractmethod
    def constrain(self, rule: Rule, params: P, draft: Draft) -> None:
        """Add the rule to the model over the draft's candidates."""

    @abstractmethod
    def scope(self, params: P) -> Scope:
        """Say which stage of planning decides it: days (`schedule`), exercises (`composition`) or loads
        (`prescription`)."""


def ordered(low: int | None, high: int | None) -> None:
    """Refuse limits that no number satisfies, or none at all.

    Raises
    ------
    ValueError : when both are missing or the lower one is above the upper one.
    """
    if low is None and high is None:
        raise ValueError("a lower or an upper limit is needed")
    if low is not None and high is not None and low > high:
        raise ValueError(f"the lower limit {low} is above the upper limit {high}")


def judged(rule: Rule, window: Window) -> bool | None:
    """Say whether the rule applies in the window: true, false, or None for unknown and skipped."""
    truth = applies(rule.when, window.tags)
    if truth is None:
        return True if rule.when.on_unknown == "cautious" else None
    return truth


def judgeable(rule: Rule, draft: Draft, selector: Selector, measure: str) -> list[tuple[Event, int, int]]:
    """Give the events a selector means whose measure (`count` is 1 each) is known, that measure, and how often each is
    judged: on how many scored days it stands in a context in which the rule applies.

    Events on the same days that share the words the rule asks about are asked about once.
    """
    axis, weighing = draft.timeline, draft.weighing
    asked = words_asked(rule.when) & weighing.words
    often: dict[tuple[int, frozenset[str]], int] = {}
    found = []
    for group in weighing.of(selector):
        heard = asked & group.tags
        for event, cell, _ in group.placed:
            value = 1 if measure == "count" else event.amounts.get(measure)
            if value is None:
                continue
            times = often.get((cell, heard))
            if times is None:
                days = [day for day in weighing.days[cell] if axis.scored_first <= day < axis.scored_end]
                times = often[cell, heard] = sum([bool(judged(rule, _on(axis, group.tags, day))) for day in days])
            if times:
                found.append((event, value, times))
    return found


def alike(
    rule: Rule, draft: Draft, laid: Sequence[Window], *sums: Sequence[Sum]
) -> list[tuple[Window, tuple[Sum, ...], int]]:
    """Give the windows in which the rule applies with their sums; those with the very same sums come once, counted.

    A window about a session that may be left out stands alone.
    """
    times: dict[tuple[object, ...], int] = {}
    found: dict[tuple[object, ...], tuple[Window, tuple[Sum, ...]]] = {}
    for window, *mine in zip(laid, *sums, strict=True):
        if judged(rule, window):
            key = (window.session if window.session in draft.open_sessions else "", *map(id, mine))
            times[key] = times.get(key, 0) + 1
            found.setdefault(key, (window, tuple(mine)))
    return [(window, mine, times[key]) for key, (window, mine) in found.items()]


def context(timeline: Timeline, event: Event) -> Window:
    """Give the one-day window an event stands in, with its own words, the day's and the runner's."""
    return _on(timeline, event.tags, event.day)


def _on(timeline: Timeline, tags: frozenset[str], day: int) -> Window:
    kept = worked_out(timeline)
    key = (day, id(tags))
    known: tuple[Window, frozenset[str]] | None = kept.get(key)
    if known is None:
        there = timeline.days[day].tags
        words = kept.setdefault((tags, there), tags | there | timeline.tags)
        # the event's words are kept beside the window, so that no others can take their id meanwhile
        known = kept[key] = (Window(day, day + 1, words), tags)
    window, _ = known
    return window


def scored(timeline: Timeline, event: Event) -> bool:
    """Say whether the event falls on a scored day."""
    return timeline.scored_first <= event.day < timeline.scored_end


class Report:
    """Builds the findings of one rule on one timeline."""

    def __init__(self, rule: Rule, timeline: Timeline) -> None:
        self.rule, self.timeline = rule, timeline
        self.findings: list[Finding] = []

    @property
    def silent(self) -> bool:
        """Say whether nothing has been judged yet."""
        return not self.findings

    def _date(self, day: int) -> date:
        """Give a day's date; where no day at all is scored, the last one is the first."""
        return self.timeline.days[max(day, 0)].date

    def verdict(
        self,
        window: Window,
        amount: int,
        observed: int | None,
        limit: int | None,
        unit: str,
        facts: Iterable[Event] = (),
    ) -> None:
        """Record pass (amount 0) or fail with its price."""
        price = amount * self.rule.weight if self.rule.level == "should" else 0
        self.findings.append(
            Finding(
                rule=self.rule.code,
                verdict="fail" if amount else "pass",
                first=self._date(window.first),
                last=self._date(window.end - 1),
                observed=observed,
                limit=limit,
                unit=unit,
                amount=amount,
                price=price,
                facts=tuple(event.id for event in facts),
            )
        )

    def unknown(self, window: Window, missing: str, facts: Iterable[Event] = ()) -> None:
        """Record that the rule could not be judged and what is missing."""
        self.findings.append(
            Finding(
                rule=self.rule.code,
                verdict="unknown",
                first=self._date(window.first),
                last=self._date(window.end - 1),
                missing=missing,
                facts=tuple(event.id for event in facts),
            )
        )

    def applies(self, window: Window) -> bool:
        """Say whether the rule is to be judged in the window; when that is unknown, record which words it lacks."""
        truth = judged(self.rule, window)
        if truth is None:
            when = self.rule.when
            words = (word for word in (*when.all, *when.any, *when.none) if holds(word, window.tags) is None)
            self.unknown(window, ", ".join(sorted({word.partition(":")[0] for word in words})))
        return bool(truth)

    def done(self) -> list[Finding]:
        """Give the findings; one `not applicable` over the season when nothing was judged."""
        if self.silent:
            first, end = self.timeline.scored_first, self.timeline.scored_end
            self.findings.append(
                Finding(
                    rule=self.rule.code, verdict="not-applicable", first=self._date(first), last=self._date(end - 1)
                )
            )
        return self.findings
