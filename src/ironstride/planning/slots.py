"""The places in the calendar where a strength session could go: day, hour, minutes and place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from msgspec import Struct

from ironstride.model.runner import WEEKDAYS, Availability, Runner
from ironstride.model.running import OtherTraining, PlannedRun
from ironstride.model.timeline import DAY_MIN
from ironstride.model.words import minutes_of
from ironstride.running.season import Season

#: longest session worth planning when the window is longer
LONGEST_MIN = 60
SHORTEST_MIN = 15
#: hours after a run worth trying as a start, and the grid starts are rounded up to
AFTER_RUN_H = (3, 6)
GRID_MIN = 15


class Slot(Struct, frozen=True, order=True):
    """A candidate start: minutes after midnight, minutes available, place."""

    date: date
    start_min: int
    minutes: int
    place: str


def slots(
    runner: Runner, season: Season, runs: Sequence[PlannedRun], others: Sequence[OtherTraining] = ()
) -> tuple[Slot, ...]:
    """Give every slot of the season, in order, none overlapping a run or other training.

    A window offers its own start, and starts three and six hours after a run of that day where the window is still
    long enough for a whole session. Days that hold strength already offer none.
    Where windows offer the same start at the same place, the longest counts.
    """
    busy = _busy(runs, others)
    taken = {other.date for other in others if other.is_strength}
    found: dict[tuple[date, int, str], Slot] = {}
    day = season.first_day
    while day <= season.last_day:
        for window in runner.availability:
            if day not in taken and WEEKDAYS[day.weekday()] in window.days and _on(runner, window, day):
                for slot in _in_window(runner, window, day, busy.get(day, ())):
                    at = slot.date, slot.start_min, slot.place
                    found[at] = max(slot, found.get(at, slot))
        day += timedelta(days=1)
    return tuple(sorted(found.values()))


def _busy(runs: Iterable[PlannedRun], others: Iterable[OtherTraining]) -> dict[date, list[tuple[int, int]]]:
    """Give the minutes taken on each date; what runs past midnight takes some of the next dates, too."""
    busy: dict[date, list[tuple[int, int]]] = {}
    everything: list[PlannedRun | OtherTraining] = [*runs, *others]
    for taken in everything:
        if taken.start_min is None:
            continue
        end = taken.start_min + taken.minutes
        for later in range(-(-end // DAY_MIN)):
            span = (taken.start_min - later * DAY_MIN, end - later * DAY_MIN)
            busy.setdefault(taken.date + timedelta(days=later), []).append(span)
    return busy


def _on(runner: Runner, window: Availability, day: date) -> bool:
    if (window.first and day < window.first) or (window.last and day > window.last):
        return False
    if window.on == "any" or not runner.rota:
        return True
    tonight, last_night = (
        any((on - rota.start).days % rota.cycle_days in rota.nights for rota in runner.rota)
        for on in (day, day - timedelta(days=1))
    )
    return tonight if window.on == "night" else not tonight and not last_night


def _in_window(runner: Runner, window: Availability, day: date, busy: Sequence[tuple[int, int]]) -> Iterable[Slot]:
    place, cap = window.place, window.minutes or LONGEST_MIN
    for span in runner.exceptions:
        if not span.first <= day <= span.last or (span.only_place and span.only_place != place):
            continue
        if span.unavailable:
            return
        place = span.place or place
        cap = min(cap, span.minutes or cap)
    if place not in runner.places:
        return
    opens, closes = minutes_of(window.start), minutes_of(window.end)
    starts = {opens} | {_grid(end + 60 * hours) for _, end in busy for hours in AFTER_RUN_H}
    starts |= {_grid(end) for start, end in busy if start < opens + cap and end > opens}
    whole = min(cap, LONGEST_MIN, closes - opens)
    for start in starts:
        free_until = min([closes, *(begin for begin, end in busy if end > start)])
        minutes = min(cap, LONGEST_MIN, free_until - start)
        if start >= opens and minutes >= SHORTEST_MIN and (start == opens or minutes >= whole * 3 // 4):
            yield Slot(day, start, minutes, place)


def _grid(minutes: int) -> int:
    return -(-minutes // GRID_MIN) * GRID_MIN
