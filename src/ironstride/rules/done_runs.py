"""Turns recorded runs into runs on the timeline, with how far each reached past the month before it."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from msgspec import Struct

from ironstride.model.running import PlannedRun, Run
from ironstride.rules.done_sets import numbers
from ironstride.running.classify import Classified

#: the longest run is that of so many days (frandsen-2025)
MONTH_DAYS = 30


class DoneRuns(Struct, frozen=True, kw_only=True):
    """Runs as they were done, by date and hour.

    Attributes
    ----------
    runs : the runs; one that nothing tells the class of stands as an easy one.
    unclassed : ids of those.
    reach_permille : by id, its length in thousandths of the longest of the thirty days before, where a month is known.
    first, last : the days between which the absence of a run means that none was run; None without runs.
    silent : days between them on which it does not, for they lie in weeks without any run.
    """

    runs: tuple[PlannedRun, ...] = ()
    unclassed: frozenset[str] = frozenset()
    reach_permille: Mapping[str, int] = {}
    first: date | None = None
    last: date | None = None
    silent: frozenset[date] = frozenset()

    def knows(self, day: date) -> bool:
        """Say whether the absence of a run on a day means that none was run."""
        within = self.first is not None and self.last is not None and self.first <= day <= self.last
        return within and day not in self.silent


def done_runs(runs: Iterable[Run], classified: Iterable[Classified], time_zone: str = "UTC") -> DoneRuns:
    """Put recorded runs on local dates.

    Parameters
    ----------
    runs : as watch files hold them.
    classified : their classes; a run without one is unclassed.
    time_zone : where the runner's days begin.
    """
    classes = {one.run: one.intensity for one in classified}
    zone = ZoneInfo(time_zone)
    found = []
    for run in runs:
        start = run.start.astimezone(zone)
        timed = bool(run.start.hour or run.start.minute or run.start.second)
        found.append(
            PlannedRun(
                id=run.id,
                date=start.date(),
                intensity=classes.get(run.id) or "easy",
                minutes=max(1, round(run.duration_s / 60)),
                title=run.title,
                start_min=60 * start.hour + start.minute if timed else None,
                distance_m=run.distance_m or None,
                climb_m=run.climb_m,
                source=run.source,
            )
        )
    unclassed = frozenset(run.id for run in found if classes.get(run.id) is None)
    return as_done(found, unclassed)


def as_done(runs: Iterable[PlannedRun], unclassed: frozenset[str] = frozenset()) -> DoneRuns:
    """Take runs that are on dates already, such as those of a calendar that was followed."""
    ordered = tuple(sorted(runs, key=lambda run: (run.date, run.start_min or 0, run.id)))
    if not ordered:
        return DoneRuns()
    return DoneRuns(
        runs=ordered,
        unclassed=unclassed,
        reach_permille=reaches(ordered),
        first=ordered[0].date,
        last=ordered[-1].date,
        silent=_silent([run.date for run in ordered]),
    )


def _silent(dates: Sequence[date]) -> frozenset[date]:
    """Give the days between two runs that lie weeks apart."""
    most = int(numbers("runs")["silent_days"])
    apart = [(one, (other - one).days) for one, other in pairwise(dates) if (other - one).days > most]
    return frozenset(one + timedelta(days=after) for one, days in apart for after in range(1, days))


def reaches(runs: Sequence[PlannedRun]) -> dict[str, int]:
    """Give each run's length in thousandths of the longest of the thirty days before it.

    By distance where both know it, else by time. The first month of a history says nothing, nor does a run after a
    month without any.
    """
    found: dict[str, int] = {}
    month: deque[PlannedRun] = deque()
    for run in runs:
        while month and (run.date - month[0].date).days > MONTH_DAYS:
            month.popleft()
        before = [other for other in month if other.date < run.date]
        if before and (run.date - runs[0].date).days >= MONTH_DAYS:
            if run.distance_m and all(other.distance_m for other in before):
                longest = max(other.distance_m or 0.0 for other in before)
                found[run.id] = round(1000 * run.distance_m / longest)
            else:
                found[run.id] = round(1000 * run.minutes / max(other.minutes for other in before))
        month.append(run)
    return found
