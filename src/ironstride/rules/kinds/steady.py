"""Steady: the same weekdays week after week."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from ironstride.model.rule import Rule, Selector
from ironstride.model.timeline import Event, Timeline
from ironstride.rules.draft import Draft
from ironstride.rules.kinds.base import Kind, Report, Scope, judged
from ironstride.rules.select import Laid, chosen, split, windows


class SteadyParams(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A weekday used in a week but in none of the `weeks` weeks before is one violation."""

    select: Selector
    weeks: Annotated[int, Meta(ge=1, le=8)] = 1


class Steady(Kind[SteadyParams]):
    """Habit: no new weekday without need; the condition is read in the later week."""

    id = "steady"
    params = SteadyParams

    def scope(self, params: SteadyParams) -> Scope:
        return "schedule"

    def tell(self, rule: Rule, params: SteadyParams, timeline: Timeline, report: Report) -> None:
        selected = Laid(chosen(params.select, timeline.events))
        laid = windows("week", timeline)
        for number, after in enumerate(laid[1:], 1):
            if not report.applies(after):
                continue
            before = laid[max(0, number - params.weeks) : number]
            old, now = (
                {timeline.days[event.day].date.weekday() for window in span for event in selected.here(window)}
                for span in (before, [after])
            )
            report.verdict(after, len(now - old), len(now - old), 0, "days")

    def constrain(self, rule: Rule, params: SteadyParams, draft: Draft) -> None:
        timeline = draft.timeline
        selected = chosen(params.select, timeline.events)
        laid = windows("week", timeline)
        used_on = [self._by_weekday(timeline, week) for week in split(selected, laid)]
        for number, after in enumerate(laid[1:], 1):
            if not judged(rule, after):
                continue
            before = used_on[max(0, number - params.weeks) : number]
            for weekday, events in used_on[number].items():
                used = [(event, 1) for week in before for event in week.get(weekday, ())]
                clauses = []
                for event in events:
                    constant, terms = draft.sum([*used, (event, -1)])
                    clauses.append((terms, -constant))
                draft.all_or_one_slack(rule, clauses)

    @staticmethod
    def _by_weekday(timeline: Timeline, events: list[Event]) -> dict[int, list[Event]]:
        days: dict[int, list[Event]] = {}
        for event in events:
            days.setdefault(timeline.days[event.day].date.weekday(), []).append(event)
        return days
