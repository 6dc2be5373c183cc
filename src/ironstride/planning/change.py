"""What can change under a plan: sessions, runs, races, sore spots, places, minutes, method; each a typed noun."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from ironstride.model.body import Side
from ironstride.model.errors import InputError
from ironstride.model.exercise import Site
from ironstride.model.runner import (
    MISSED,
    WEEKDAYS,
    Availability,
    Clearance,
    DateException,
    RedFlag,
    Runner,
    Wish,
)
from ironstride.model.running import HARD, Intensity, OtherTraining, PlannedRun, Race
from ironstride.planning.sore_spots import with_spot, without_spot
from ironstride.running.races import entered, in_order

#: ids of the runs that planning adds for races the calendar does not hold
RACE_RUN = "race-"
Facts = tuple[Runner, tuple[PlannedRun, ...], tuple[OtherTraining, ...]]


class Missed(Struct, frozen=True, tag="missed"):
    """Sessions of these dates did not, or will not, happen."""

    first: date
    last: date
    reason: str = ""


class MovedSession(Struct, frozen=True, tag="move-session"):
    """The session of one date is done on another, at its hours where that date offers none; it holds like a wish."""

    of: date
    to: date


class MovedRun(Struct, frozen=True, tag="move-run"):
    """The run of one date (its most important one) goes to another, at its old hour or a new one."""

    of: date
    to: date
    start_min: int | None = None


class CancelledRun(Struct, frozen=True, tag="cancel-run"):
    """The run of a date (its most important one) is off."""

    on: date


class AddedRun(Struct, frozen=True, tag="add-run"):
    """A run the calendar did not hold."""

    on: date
    intensity: Intensity
    minutes: int
    start_min: int | None = None


class NewRace(Struct, frozen=True, tag="race"):
    """A race is entered."""

    race: Race


class MovedRace(Struct, frozen=True, tag="move-race"):
    """A race has a new date; it takes the place of that date's runs."""

    of: date
    to: date


class CancelledRace(Struct, frozen=True, tag="cancel-race"):
    """A race is off, and so is its run."""

    on: date


class SoreSpot(Struct, frozen=True, tag="sore"):
    """Something hurts, and what loads it waits up to a day; without one, as many days as after pain told in the log.

    Nothing is diagnosed.
    """

    site: Site
    side: Side = "both"
    until: date | None = None


class Cleared(Struct, frozen=True, tag="clear"):
    """What was sore is fine again; what was injured counts as healed."""

    site: Site


class ClearedFlag(Struct, frozen=True, tag="cleared"):
    """A professional has looked at a red flag and cleared it."""

    flag: RedFlag
    on: date


class Away(Struct, frozen=True, tag="away"):
    """Another place on these dates, or none."""

    first: date
    last: date
    place: str | None = None


class Minutes(Struct, frozen=True, tag="minutes"):
    """No more than this many minutes on a date."""

    on: date
    minutes: int


class OtherMethod(Struct, frozen=True, tag="method"):
    """Plan by another method from here on."""

    method: str


class NewWish(Struct, frozen=True, tag="wish"):
    """One more thing that must hold."""

    wish: Wish


class DroppedWish(Struct, frozen=True, tag="drop-wish"):
    """A wish, by its number from 1, is given up."""

    number: int


Change = (
    Missed
    | MovedSession
    | MovedRun
    | CancelledRun
    | AddedRun
    | NewRace
    | MovedRace
    | CancelledRace
    | SoreSpot
    | Cleared
    | ClearedFlag
    | Away
    | Minutes
    | OtherMethod
    | NewWish
    | DroppedWish
)


def apply(
    change: Change,
    runner: Runner,
    runs: Sequence[PlannedRun],
    others: Sequence[OtherTraining] = (),
    *,
    today: date,
) -> Facts:
    """Change the facts a plan stands on.

    Parameters
    ----------
    change : what happened or will.
    runner, runs, others : the facts before.
    today : the day a sore spot is told of.

    Returns
    -------
    runner, runs, others : the facts after; what the change does not speak of is the same.

    Raises
    ------
    InputError : the change speaks of a run, race, place, sore spot or wish that is not there, or of a day that is past.
    """
    step = partial(_sore, today=today) if isinstance(change, SoreSpot) else _STEPS[type(change)]
    runner, changed = step(change, runner, tuple(runs))
    return runner, tuple(sorted(changed, key=lambda run: (run.date, run.start_min or 0, run.id))), tuple(others)


Step = tuple[Runner, tuple[PlannedRun, ...]]
Runs = tuple[PlannedRun, ...]


def _missed(change: Missed, runner: Runner, runs: Runs) -> Step:
    reason = f"{MISSED}: {change.reason}" if change.reason else MISSED
    return _with_exception(runner, first=change.first, last=change.last, reason=reason, unavailable=True), runs


def _moved_session(change: MovedSession, runner: Runner, runs: Runs) -> Step:
    kept = [wish for wish in runner.wishes if wish.on != change.of and wish.rest_on != change.to]
    runner = replace(runner, wishes=(*kept, Wish(on=change.to), Wish(rest_on=change.of)))
    return replace(runner, availability=(*runner.availability, *time_on(runner, change))), runs


def time_on(runner: Runner, change: MovedSession) -> list[Availability]:
    """Give the old date's hours to the new one, when the new one has none: who moves a session has the time."""
    if _windows(runner, change.to):
        return []
    weekday = WEEKDAYS[change.to.weekday()]
    return [
        replace(window, days=(weekday,), first=change.to, last=change.to, on="any")
        for window in _windows(runner, change.of)
    ]


def _windows(runner: Runner, day: date) -> list[Availability]:
    return [
        window
        for window in runner.availability
        if WEEKDAYS[day.weekday()] in window.days
        and not (window.first and day < window.first)
        and not (window.last and day > window.last)
    ]


def _moved_run(change: MovedRun, runner: Runner, runs: Runs) -> Step:
    run = main_run(runs, change.of)
    if run.intensity == "race" and not any(race.date == change.to for race in runner.races):
        races = (replace(race, date=change.to) if _found_on(race, change.of) else race for race in runner.races)
        runner = replace(runner, races=in_order(races))
    start_min = run.start_min if change.start_min is None else change.start_min
    return runner, (*_without(runs, run), replace(run, date=change.to, start_min=start_min))


def _cancelled_run(change: CancelledRun, runner: Runner, runs: Runs) -> Step:
    run = main_run(runs, change.on)
    if run.intensity == "race":
        runner = replace(runner, races=tuple(race for race in runner.races if not _found_on(race, change.on)))
    return runner, _without(runs, run)


def _found_on(race: Race, day: date) -> bool:
    """Tell whether a race that only the calendar named stands on a day: it goes where its run goes."""
    return race.found and race.date == day


def _added_run(change: AddedRun, runner: Runner, runs: Runs) -> Step:
    taken = {run.id for run in runs}
    stem = f"added-{change.on.isoformat()}"
    name = next(name for name in (stem, *(f"{stem}-{n}" for n in range(2, len(taken) + 3))) if name not in taken)
    run = PlannedRun(
        id=name, date=change.on, intensity=change.intensity, minutes=change.minutes, start_min=change.start_min
    )
    return runner, (*runs, run)


def _new_race(change: NewRace, runner: Runner, runs: Runs) -> Step:
    day = change.race.date
    if any(race.date == day and not race.found for race in runner.races):
        raise InputError("there is a race already", day.isoformat(), "Cancel or move that one first.")
    races, runs = entered(change.race, runner.races, runs)
    return replace(runner, races=races), runs


def _moved_race(change: MovedRace, runner: Runner, runs: Runs) -> Step:
    race = _race_on(runner, change.of)
    if any(other.date == change.to for other in runner.races if other is not race):
        raise InputError("there is a race already", change.to.isoformat(), "Choose another date.")
    run = next((run for run in runs if run.date == change.of and run.intensity == "race"), None)
    left = (other for other in runner.races if other is not race)
    races = in_order((*left, replace(race, date=change.to, found=False)))
    if run is None:
        return replace(runner, races=races), runs
    name = f"{RACE_RUN}{change.to.isoformat()}" if run.id.startswith(RACE_RUN) else run.id
    kept = tuple(other for other in runs if other is not run and other.date != change.to)
    return replace(runner, races=races), (*kept, replace(run, id=name, date=change.to))


def _cancelled_race(change: CancelledRace, runner: Runner, runs: Runs) -> Step:
    race = _race_on(runner, change.on)
    left = tuple(run for run in runs if run.date != change.on or run.intensity != "race")
    return replace(runner, races=tuple(other for other in runner.races if other is not race)), left


def _sore(change: SoreSpot, runner: Runner, runs: Runs, today: date) -> Step:
    return with_spot(runner, change.site, change.side, change.until, today), runs


def _cleared(change: Cleared, runner: Runner, runs: Runs) -> Step:
    return without_spot(runner, change.site), runs


def _cleared_flag(change: ClearedFlag, runner: Runner, runs: Runs) -> Step:
    if change.flag not in runner.red_flags:
        up = ", ".join(runner.red_flags) or "none"
        raise InputError(f"{change.flag} is not among your red flags", "cleared", f"Up now: {up}.")
    kept = tuple(flag for flag in runner.red_flags if flag != change.flag)
    cleared = (*runner.cleared, Clearance(flag=change.flag, on=change.on))
    return replace(runner, red_flags=kept, cleared=cleared), runs


def _away(change: Away, runner: Runner, runs: Runs) -> Step:
    if change.place is not None and change.place not in runner.places:
        raise InputError(f"no place {change.place!r}", "away", f"Known: {', '.join(sorted(runner.places))}.")
    nowhere = change.place is None
    span = {"first": change.first, "last": change.last, "place": change.place, "unavailable": nowhere}
    return _with_exception(runner, reason="away", **span), runs


def _minutes(change: Minutes, runner: Runner, runs: Runs) -> Step:
    return _with_exception(runner, first=change.on, last=change.on, reason="less time", minutes=change.minutes), runs


def _method(change: OtherMethod, runner: Runner, runs: Runs) -> Step:
    return replace(runner, method=change.method), runs


def _wish(change: NewWish, runner: Runner, runs: Runs) -> Step:
    return replace(runner, wishes=(*runner.wishes, change.wish)), runs


def _dropped_wish(change: DroppedWish, runner: Runner, runs: Runs) -> Step:
    if not 1 <= change.number <= len(runner.wishes):
        known = f"There are {len(runner.wishes)}, counted from 1." if runner.wishes else "There are none."
        raise InputError(f"no wish {change.number}", "drop-wish", known)
    return replace(runner, wishes=tuple(w for n, w in enumerate(runner.wishes, 1) if n != change.number)), runs


_STEPS: dict[type, Callable[..., Step]] = {
    Missed: _missed,
    MovedSession: _moved_session,
    MovedRun: _moved_run,
    CancelledRun: _cancelled_run,
    AddedRun: _added_run,
    NewRace: _new_race,
    MovedRace: _moved_race,
    CancelledRace: _cancelled_race,
    Cleared: _cleared,
    ClearedFlag: _cleared_flag,
    Away: _away,
    Minutes: _minutes,
    OtherMethod: _method,
    NewWish: _wish,
    DroppedWish: _dropped_wish,
}


def main_run(runs: Sequence[PlannedRun], day: date) -> PlannedRun:
    """Give the run that matters most on a date: a hard one before a long one before an easy one, the longest of these.

    Raises
    ------
    InputError : when there is no run that day.
    """
    there = [run for run in runs if run.date == day]
    if not there:
        near = sorted({run.date for run in runs}, key=lambda other: (abs((other - day).days), other))[:2]
        mend = f"The nearest are on {' and '.join(str(other) for other in sorted(near))}." if near else ""
        raise InputError("there is no run that day", day.isoformat(), mend)
    return max(there, key=lambda run: (run.intensity in HARD, run.intensity == "long", run.minutes))


def _without(runs: Runs, gone: PlannedRun) -> Runs:
    return tuple(run for run in runs if run is not gone)


def _race_on(runner: Runner, day: date) -> Race:
    for race in runner.races:
        if race.date == day:
            return race
    known = ", ".join(str(race.date) for race in runner.races) or "none"
    raise InputError("there is no race that day", day.isoformat(), f"Races: {known}.")


def _with_exception(runner: Runner, **fields: Any) -> Runner:
    try:
        span = DateException(**fields)
    except ValueError as error:
        raise InputError(str(error), "change") from None
    return runner if span in runner.exceptions else replace(runner, exceptions=(*runner.exceptions, span))
