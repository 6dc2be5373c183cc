"""Steady: the same weekdays week after week."""

from __future__ import annotations

from itertools import pairwise

from msgspec import Struct

from ironstride.model.rule import Finding, Rule, Selector
from ironstride.model.timeline import Event, Timeline
from ironstride.rules.draft import Draft
from ironstride.rules.kinds.base import Kind, Report, Scope, judged
from ironstride.rules.select import Window, chosen, inside, windows


class SteadyParams(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A weekday used in a week but not in the week before is one violation."""

    select: Selector


class Steady(Kind[SteadyParams]):
    """Habit: no new weekday without need; the condition is read in the later week."""

    id = "steady"
    params = SteadyParams

    def scope(self, params: SteadyParams) -> Scope:
        return "schedule"

    def check(self, rule: Rule, params: SteadyParams, timeline: Timeline) -> list[Finding]:
        report = Report(rule, timeline)
        selected = chosen(params.select, timeline.events)
        for before, after in pairwise(windows("week", timeline)):
            applicable = judged(rule, after)
            if applicable is None:
                report.condition_unknown(after)
            if not applicable:
                continue
            old, now = (
                {timeline.days[event.day].date.weekday() for event in selected if inside(event, window)}
                for window in (before, after)
            )
            report.verdict(after, len(now - old), len(now - old), 0, "days")
        return report.done()

    def constrain(self, rule: Rule, params: SteadyParams, draft: Draft) -> None:
        timeline = draft.timeline
        selected = chosen(params.select, timeline.events)
        for before, after in pairwise(windows("week", timeline)):
            if not judged(rule, after):
                continue
            old, now = self._by_weekday(timeline, selected, before), self._by_weekday(timeline, selected, after)
            for weekday, events in now.items():
                used = [(event, 1) for event in old.get(weekday, ())]
                clauses = []
                for event in events:
                    constant, terms = draft.sum([*used, (event, -1)])
                    clauses.append((terms, -constant))
                draft.all_or_one_slack(rule, clauses)

    @staticmethod
    def _by_weekday(timeline: Timeline, events: list[Event], window: Window) -> dict[int, list[Event]]:
        days: dict[int, list[Event]] = {}
        for event in events:
            if inside(event, window):
                days.setdefault(timeline.days[event.day].date.weekday(), []).append(event)
        return days
