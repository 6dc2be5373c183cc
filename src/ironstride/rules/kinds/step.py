"""Step: how much heavier the same lift may get from one time to the next."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from msgspec import Meta, Struct

from ironstride.model.rule import Rule, Selector
from ironstride.model.timeline import Event, Timeline
from ironstride.rules.draft import Draft
from ironstride.rules.kinds.base import Kind, Report, Scope, context, judged, scored
from ironstride.rules.select import chosen


class StepParams(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The load grows by at most `max_pct` percent between two times, or by the equipment's smallest step.

    `load_g` is the load, `below_g` the next lighter one the equipment makes. A time is a session: what is lifted in it
    is held against the heaviest of the session before that had the same exercise, and of all sessions that had it in
    the `within_days` before: what was lifted then, in a week eased since, is no jump. A lift away for more than
    `anew_after_days`, in whose place a relative was lifted no longer ago than that, begins anew: how heavy it is
    follows from the relative, and no step is judged. 0: never.
    """

    select: Selector
    max_pct: Annotated[int, Meta(ge=1, le=100)]
    within_days: Annotated[int, Meta(ge=0, le=400)] = 0
    anew_after_days: Annotated[int, Meta(ge=0, le=400)] = 0


class Step(Kind[StepParams]):
    """Progression step; each too large step is one violation."""

    id = "step"
    params = StepParams

    def scope(self, params: StepParams) -> Scope:
        return "prescription"

    def tell(self, rule: Rule, params: StepParams, timeline: Timeline, report: Report) -> None:
        families = self._families(params, timeline)
        for times in self._times(params, timeline):
            for number, after in enumerate(times[1:], 1):
                since = after[0].day - params.within_days
                away = after[0].day - times[number - 1][0].day > params.anew_after_days
                remembered = [event for time in times[: number - 1] for event in time if event.day >= since]
                for item in after:
                    if away and self._relatives(params, families, item):
                        continue
                    here = context(timeline, item)
                    if scored(timeline, item) and report.applies(here):
                        self._judge(report, params, [*remembered, *times[number - 1]], item)

    @staticmethod
    def _judge(report: Report, params: StepParams, before: list[Event], item: Event) -> None:
        here, facts = context(report.timeline, item), (*before, item)
        loads = [load for event in before if (load := event.amounts.get("load_g")) is not None]
        new = item.amounts.get("load_g")
        if new is None or len(loads) < len(before):
            report.unknown(here, "load_g", facts)
            return
        old = max(loads)
        limit = max(old * (100 + params.max_pct) // 100, old)
        next_step = item.amounts.get("below_g", new) <= old
        report.verdict(here, int(new > limit and not next_step), new, limit, "load_g", facts)

    def constrain(self, rule: Rule, params: StepParams, draft: Draft) -> None:
        timeline = draft.timeline
        families = self._families(params, timeline)
        for times in self._times(params, timeline):
            for number, after in enumerate(times):
                for item in after:
                    if scored(timeline, item) and judged(rule, context(timeline, item)):
                        relatives = self._relatives(params, families, item)
                        draft.all_or_one_slack(rule, list(self._bans(params, draft, times[:number], item, relatives)))

    def _bans(
        self, params: StepParams, draft: Draft, times: list[list[Event]], item: Event, relatives: list[Event]
    ) -> Iterator[tuple[list[tuple[int, int]], int]]:
        """Forbid the item together with each earlier event it is too far from.

        The ban is lifted by an event that is remembered and near enough, or not known; and where the earlier one is
        forgotten, by anything done since. What lies too far back is lifted by a relative, too: with anything done
        since, that has a ban of its own.
        """
        since = item.day - params.within_days
        near = [[event for event in time if not self._too_far(params, event, item)] for time in times]
        remembered = [event for time in near for event in time if event.day >= since]
        for number, time in enumerate(times):
            for event in time:
                if event in near[number]:
                    continue
                later = [other for between in times[number + 1 :] for other in between]
                free = remembered if event.day >= since else [*near[number], *later]
                if item.day - event.day > params.anew_after_days:
                    free = [*free, *relatives]
                constant, terms = draft.sum([(event, -1), (item, -1), *((other, 1) for other in free)])
                yield terms, -1 - constant

    @staticmethod
    def _too_far(params: StepParams, before: Event, after: Event) -> bool:
        old, new = before.amounts.get("load_g"), after.amounts.get("load_g")
        if old is None or new is None or new <= old:
            return False
        return 100 * (new - old) > params.max_pct * old and after.amounts.get("below_g", new) > old

    @staticmethod
    def _families(params: StepParams, timeline: Timeline) -> dict[str, list[Event]]:
        families: dict[str, list[Event]] = {}
        for event in chosen(params.select, timeline.events):
            if event.kin:
                families.setdefault(event.kin, []).append(event)
        return families

    @staticmethod
    def _relatives(params: StepParams, families: dict[str, list[Event]], item: Event) -> list[Event]:
        """Give what was lifted of an item's relatives on the days before, not as long ago as `anew_after_days`."""
        first = item.day - params.anew_after_days
        family = families.get(item.kin, ())
        return [event for event in family if event.exercise != item.exercise and first <= event.day < item.day]

    @staticmethod
    def _times(params: StepParams, timeline: Timeline) -> Iterator[list[list[Event]]]:
        """Give, for every exercise, its items a session each, in the order of the sessions."""
        starts = {event.id: event.start_min or 0 for event in timeline.events if event.of == "session"}
        by_exercise: dict[str, dict[tuple[int, int, str], list[Event]]] = {}
        for event in chosen(params.select, timeline.events):
            if event.exercise:
                time = (event.day, starts.get(event.session, 0), event.session)
                by_exercise.setdefault(event.exercise, {}).setdefault(time, []).append(event)
        for times in by_exercise.values():
            yield [times[time] for time in sorted(times)]
