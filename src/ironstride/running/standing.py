"""Keep the blocks of weeks a plan was made with, where the season that changed under them still allows it."""

from __future__ import annotations

from bisect import bisect
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from ironstride.catalogue.tables import table
from ironstride.model.plan import Plan
from ironstride.running.season import QUIET, Season, SeasonWeek, is_due, is_fresh, may_begin, read_season

#: a way to cut the weeks to come: weeks that change their block, how far from what a block should be, where it cuts
Way = tuple[int, int, tuple[int, ...]]


def standing_season(plan: Plan) -> Season:
    """Read the season of a stored plan anew from its running, in the mesocycles its weeks stand in."""
    season = read_season(plan.runner, (*plan.runs, *plan.after), plan.first_day, plan.last_day)
    return numbered(season, {week.start: week.mesocycle for week in plan.weeks})


def numbered(season: Season, numbers: Mapping[date, int]) -> Season:
    """Give the season with the mesocycles a plan says its weeks belong to, by Monday; as it was read where the plan
    does not say it of every week."""
    if any(week.start not in numbers for week in season.weeks):
        return season
    return season.with_mesocycles(numbers[week.start] for week in season.weeks)


def with_bounds_kept(season: Season, stood: Season, today: date) -> Season:
    """Cut a season that was read anew into mesocycles with as few weeks as can be in another one than before.

    Parameters
    ----------
    season : as it is now.
    stood : the season the plan was made for, with its mesocycles.
    today : weeks that began before it stay in the mesocycle they were in.

    Returns
    -------
    Season
        What is cut anew keeps to what reading a season asks for: three to six weeks, no beginning in a taper or a race
        week, a beginning after a race. Among equals the blocks nearest the usual length win. Where nothing has to be
        cut anew, the mesocycles are the ones that stood; so they are wherever the phases are as they were.
    """
    weeks = season.weeks
    before = {week.start: week.mesocycle for week in stood.weeks}
    if [(week.start, week.phase) for week in weeks] == [(week.start, week.phase) for week in stood.weeks]:
        return numbered(season, before)
    old = [before.get(week.start, -1) for week in weeks]
    open_from = next((n for n, week in enumerate(weeks) if week.start >= today or old[n] < 0), len(weeks))
    starts = [n for n in range(open_from) if not n or old[n] != old[n - 1]]
    cuts = (*starts[:-1], *_Cutting(weeks, old, open_from).from_week(starts[-1] if starts else 0))
    return season.with_mesocycles(bisect(cuts, n) - 1 for n in range(len(weeks)))


def moved_weeks(was: Season, now: Season) -> frozenset[date]:
    """Give the Mondays of weeks that are in another mesocycle than before.

    A mesocycle goes on as the old one that begins in it and of which it has most weeks; only weeks that come to it
    from another one, or are new, have moved.
    """
    before = {week.start: week.mesocycle for week in was.weeks}
    old = [before.get(week.start, -1) for week in now.weeks]
    spans: dict[int, list[int]] = {}
    for n, week in enumerate(now.weeks):
        spans.setdefault(week.mesocycle, []).append(n)
    moved: set[date] = set()
    for span in spans.values():
        stays = _goes_on(old, span[0], span[-1] + 1)
        moved |= {now.weeks[n].start for n in span if old[n] == -1 or old[n] != stays}
    return frozenset(moved)


def _goes_on(old: Sequence[int], first: int, end: int) -> int | None:
    """Give the old mesocycle that goes on in the weeks from `first` up to `end`; None where none begins in them."""
    counted = Counter(old[first:end])
    begun = [block for block in counted if block >= 0 and old.index(block) >= first]
    return max(begun, key=lambda block: (counted[block], -block), default=None)


class _Cutting:
    """Finds the best way to cut weeks, from the last one backwards."""

    def __init__(self, weeks: Sequence[SeasonWeek], old: Sequence[int], open_from: int) -> None:
        self._weeks, self._old, self._open_from = weeks, old, open_from
        self._phases, self._down = [week.phase for week in weeks], [week.down for week in weeks]
        self._sizes = table("season")["mesocycle"]

    def from_week(self, first: int) -> tuple[int, ...]:
        """Give where mesocycles begin, the one that begins with week `first` among them."""
        count = len(self._weeks)
        best: dict[int, Way] = {count: (0, 0, ())}
        for begin in sorted({first, *range(self._open_from, count)}, reverse=True):
            ways = [self._with(begin, end, best[end]) for end in self._ends(begin) if end in best]
            if ways:
                best[begin] = min(ways)
        return best[first][2]

    def _with(self, begin: int, end: int, rest: Way) -> Way:
        moved, odd, cuts = rest
        stays = _goes_on(self._old, begin, end)
        for n in range(max(begin, self._open_from), end):
            # a week the old season did not have is nobody's loss
            moved += self._old[n] >= 0 and self._old[n] != stays
        if self._old.count(stays) != end - begin or set(self._old[begin:end]) != {stays}:
            due = end == len(self._weeks) or is_due(self._phases, self._down, end)
            odd += abs(end - begin - self._sizes["target_weeks"]) + (not due)
        return moved, odd, (begin, *cuts)

    def _ends(self, begin: int) -> Iterable[int]:
        """Give where a mesocycle that begins with a week may end."""
        for end in range(max(begin + 1, self._open_from), len(self._weeks)):
            if may_begin(self._phases, end, end - begin):
                yield end
            longest = end - begin >= self._sizes["max_weeks"] and self._phases[end] not in QUIET
            if longest or is_fresh(self._phases, end):
                return
        yield len(self._weeks)
