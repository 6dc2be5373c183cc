"""A log judged by every rule that a mistake is made of, once, so that any span of it can be summed up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from msgspec import Struct

from ironstride.audit.tally import Judged, beyond, judge
from ironstride.catalogue import Catalogue
from ironstride.model.audit import Side
from ironstride.model.timeline import Timeline
from ironstride.model.words import DAYS
from ironstride.rules.done import Done
from ironstride.rules.ruleset import Bound, RuleSet

#: how far back the verdicts look; the months before stay in the trend
YEAR_DAYS = 364
#: sessions that say which day is usual
RECENT = 24


class Log(Struct, frozen=True):
    """What was said of a log, and the span of days that is looked at.

    Attributes
    ----------
    axis : what was done.
    rules : the rule sets it was judged by.
    judged : what was said under each rule, by its `id()`; a rule two methods share is judged once.
    first, end : days of the axis, the last not included.
    months : the first day of every month from the first day judged to the last.
    month_of : by day of the axis, which of them it falls into.
    day : the runner's usual day for lifting, in words: `Tuesday`.
    names : exercises' names by id.
    """

    axis: Timeline
    rules: tuple[RuleSet, ...]
    judged: Mapping[int, Judged]
    first: int
    end: int
    months: tuple[date, ...]
    month_of: tuple[int, ...]
    day: str
    names: Mapping[str, str]

    def under(self, bound: Bound, side: Side | None = None) -> Judged:
        """Give what was said under a rule of one of the rule sets; with a side, only what lies there is wrong."""
        judged = self.judged[id(bound.rule)]
        return judged if side is None else beyond(judged, side)


def judged_log(done: Done, sets: Sequence[RuleSet], data: Catalogue, since: date | None = None) -> Log:
    """Judge a log by every rule of some rule sets that a mistake is made of.

    Parameters
    ----------
    since : the first day that counts for the verdicts; a year before the last day if not given.
    """
    axis = done.axis
    sessions = {event.id: event for event in axis.events if event.of == "session"}
    asked = {code for mistake in data.mistakes.values() for code in mistake.rules}
    judged: dict[int, Judged] = {}
    for bound in (bound for rules in sets for bound in rules.rules):
        if bound.rule.code in asked and id(bound.rule) not in judged:
            judged[id(bound.rule)] = judge(bound, axis, sessions)
    start = since or axis.days[axis.scored_end - 1].date - timedelta(days=YEAR_DAYS)
    first = min(max(axis.scored_first, (start - axis.days[0].date).days), axis.scored_end - 1)
    months, month_of = _months(axis)
    return Log(axis, tuple(sets), judged, first, axis.scored_end, months, month_of, usual_day(done), data.names)


def _months(axis: Timeline) -> tuple[tuple[date, ...], tuple[int, ...]]:
    first, last = axis.days[axis.scored_first].date, axis.days[axis.scored_end - 1].date
    numbers = range(12 * first.year + first.month - 1, 12 * last.year + last.month)
    months = tuple(date(number // 12, number % 12 + 1, 1) for number in numbers)
    return months, tuple(12 * day.date.year + day.date.month - 1 - numbers.start for day in axis.days)


def usual_day(done: Done) -> str:
    """Name the weekday most sessions stood on lately; Tuesday when nothing is usual."""
    recent = [one.session.date for one in done.sessions][-RECENT:]
    counts = Counter(day.weekday() for day in recent)
    return DAYS[min(counts, key=lambda day: (-counts[day], day))] if counts else DAYS[1]
