"""Follow: when one sort of work is done, another must come later in the session."""

from __future__ import annotations

from msgspec import Struct

from ironstride.model.rule import Rule, Selector
from ironstride.model.timeline import Event, Timeline
from ironstride.rules.draft import Draft
from ironstride.rules.kinds.base import Kind, Report, Scope, judged
from ironstride.rules.select import Laid, chosen, split, windows


class FollowParams(Struct, frozen=True, forbid_unknown_fields=True):
    """After every `first` item of a session stands a `then` item; a session where one is missing is one violation."""

    first: Selector
    then: Selector


class Follow(Kind[FollowParams]):
    """What a piece of work must be followed by: the lunge after the squat, moving through space at the end."""

    id = "follow"
    params = FollowParams

    def scope(self, params: FollowParams) -> Scope:
        return "composition"

    def tell(self, rule: Rule, params: FollowParams, timeline: Timeline, report: Report) -> None:
        firsts, thens = (Laid(chosen(select, timeline.events)) for select in (params.first, params.then))
        for window in windows("session", timeline):
            if not report.applies(window):
                continue
            first = firsts.here(window)
            if not first:
                continue
            then = thens.here(window)
            alone = [event for event in first if not any(other.position > event.position for other in then)]
            report.verdict(window, int(bool(alone)), len(alone), 0, "items", alone or first)

    def constrain(self, rule: Rule, params: FollowParams, draft: Draft) -> None:
        timeline = draft.timeline
        firsts, thens = chosen(params.first, timeline.events), chosen(params.then, timeline.events)
        laid = windows("session", timeline)
        known: dict[tuple[int, ...], int] = {}
        for window, mine, then in zip(laid, split(firsts, laid), split(thens, laid), strict=True):
            if not judged(rule, window) or rule.level == "info":
                continue
            clauses = []
            some: list[int] = []
            waiting = sorted(then, key=lambda event: event.position)
            for first in sorted(mine, key=lambda event: event.position, reverse=True):
                fresh = []
                while waiting and waiting[-1].position > first.position:
                    fresh.append(waiting.pop())
                if fresh:
                    some = [self._any(draft, known, fresh, some)]
                constant, terms = draft.sum([(first, -1)])
                clauses.append(([*terms, *((literal, 1) for literal in some)], -constant))
            draft.all_or_one_slack(rule, clauses)

    @staticmethod
    def _any(draft: Draft, known: dict[tuple[int, ...], int], events: list[Event], more: list[int]) -> int:
        """Give a literal that is 1 exactly when one of the events happens or one of the literals more is 1."""
        literals = sorted({draft.any_of((event,)) for event in events} | set(more))
        if len(literals) == 1:
            return literals[0]
        key = tuple(literals)
        if key not in known:
            known[key] = draft.model.literal("any")
            draft.either(known[key], literals)
        return known[key]
