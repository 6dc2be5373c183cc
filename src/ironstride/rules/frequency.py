"""How many sessions a week a method asks for, read from its own rules."""

from __future__ import annotations

from datetime import date

from ironstride.model.rule import Selector
from ironstride.model.timeline import Timeline
from ironstride.rules.kinds.base import judged
from ironstride.rules.kinds.bound import BoundParams
from ironstride.rules.ruleset import RuleSet
from ironstride.rules.select import Window, windows

ANY_SESSION = Selector(of="session")
#: no week of a plan is asked more than two sessions a day
MOST = 14


def sessions_asked(rules: RuleSet, timeline: Timeline) -> dict[date, int]:
    """Give the sessions each scored week asks for, by its first day.

    It is the number that costs least by the rules that count a week's sessions, whatever they hold; the fewest where
    several cost the same. What a season asks for in all (24 sessions before the race) is not spread over the weeks.
    """
    counted = [
        (bound.rule, bound.params)
        for bound in rules.rules
        if isinstance(bound.params, BoundParams)
        and bound.params.window == "week"
        and bound.params.measure == "count"
        and bound.params.select == ANY_SESSION
    ]

    def price(window: Window, number: int) -> tuple[int, int]:
        """Give the rules that must hold and do not, and what the others cost."""
        broken = cost = 0
        for rule, params in counted:
            if not judged(rule, window):
                continue
            short = 0 if params.min is None else max(0, params.min - number)
            over = 0 if params.max is None else max(0, number - params.max)
            amount = -(-(short + over) // params.unit)
            if rule.level == "should":
                cost += amount * rule.weight
            elif rule.level in ("must", "safety"):
                broken += amount
        return broken, cost

    return {
        timeline.days[window.first].date: min(range(MOST + 1), key=lambda number: price(window, number))
        for window in windows("week", timeline)
    }
