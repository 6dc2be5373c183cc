"""Checks what one field of a runner says against another: places, dates, clock times, names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from math import isfinite

from ironstride.formats.toml_errors import Trouble, nearest, quoted
from ironstride.model.equipment import HAS_WORDS
from ironstride.model.runner import Runner

#: what a place has by a field of its own, because it comes with loads.
_OWN_FIELD: dict[str, str] = {
    "barbell": "barbell", "plate": "barbell", "trap-bar": "trap_bar", "safety-bar": "safety_bar",
    "dumbbell": "dumbbells", "dumbbells": "dumbbells", "dumbbell-pair": "dumbbell_pairs", "kettlebell": "kettlebells",
    "kettlebells": "kettlebells", "kettlebell-pair": "kettlebell_pairs", "band": "bands", "bands": "bands",
    "medicine-ball": "medicine_balls_kg", "pack": "pack_kg", "backpack": "pack_kg", "machines": "machines",
}  # fmt: skip
#: nobody over 16 who runs weighs less; a file in pounds that says so was written in kilograms.
_LIGHTEST_IN_POUNDS_KG = 35.0

#: years a season may lie in.
_YEARS = (1970, 2200)


def problems(runner: Runner) -> Iterator[Trouble]:
    """Yield what contradicts itself in a runner whose single fields are each well formed.

    Parameters
    ----------
    runner : as read from a file or built by hand.

    Yields
    ------
    Trouble
        The way to the field, what is wrong and how to mend it, most basic first.
    """
    yield from _person(runner)
    yield from _time_zone(runner.time_zone)
    yield from _years(runner)
    yield from _places(runner)
    yield from _availability(runner)
    yield from _races(runner)
    yield from _phases(runner)
    yield from _lifts(runner)


def _person(runner: Runner) -> Iterator[Trouble]:
    """Check the name, and that masses are in the unit the file claims."""
    if not runner.name.strip():
        yield Trouble(("name",), "the name is empty", "Any name will do; the plan calls you by it.")
    if runner.mass_unit == "lb" and runner.body_mass_kg < _LIGHTEST_IN_POUNDS_KG:
        mass = f'with mass_unit = "lb" this is {runner.body_mass_kg:.0f} kg'
        yield Trouble(("body_mass_kg",), mass, 'Write every mass in pounds, or set mass_unit = "kg".')


def _time_zone(name: str) -> Iterator[Trouble]:
    """Check that a time zone is one the tz database knows."""
    from zoneinfo import ZoneInfo, available_timezones

    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        near = nearest(name, tuple(sorted(available_timezones())))
        mend = f"Did you mean {quoted(near)}?" if near else 'Give its tz database name, such as "Europe/Berlin".'
        yield Trouble(("time_zone",), f"no time zone is called {quoted(name)}", mend)


def _years(runner: Runner) -> Iterator[Trouble]:
    """Check that the plan begins, and its races lie, in years a plan is made for."""
    dated = [(("first_day",), runner.first_day)] if runner.first_day is not None else []
    for trail, day in [*dated, *((("races", n, "date"), race.date) for n, race in enumerate(runner.races))]:
        if not _YEARS[0] <= day.year <= _YEARS[1]:
            yield Trouble(trail, f"{day} is no day to plan for", f"Give a date from {_YEARS[0]} to {_YEARS[1]}.")


def _places(runner: Runner) -> Iterator[Trouble]:
    """Check the names of things, and that every place spoken of exists."""
    for name, place in runner.places.items():
        for n, word in enumerate(place.has):
            if word not in HAS_WORDS:
                yield Trouble(("places", name, "has", n), f"{quoted(word)} is not a known thing", _known_thing(word))
    spoken = [(("availability", n, "place"), slot.place) for n, slot in enumerate(runner.availability)]
    for n, exception in enumerate(runner.exceptions):
        for field, value in (("place", exception.place), ("only_place", exception.only_place)):
            if value is not None:
                spoken.append((("exceptions", n, field), value))
    for trail, value in spoken:
        if value not in runner.places:
            near = nearest(value, tuple(runner.places))
            mend = f"Add [places.{_bare(value)}]; it may stay empty, for body mass alone."
            yield Trouble(
                trail, f"no place is called {quoted(value)}", f"Did you mean {quoted(near)}?" if near else mend
            )


def _known_thing(word: str) -> str:
    """Say how a thing is named, or which field it has of its own."""
    field = _OWN_FIELD.get(word.lower().replace(" ", "-").replace("_", "-"))
    if field:
        return f"Use the place's own field `{field}`, which says what loads there are."
    near = nearest(word, HAS_WORDS)
    return f"Did you mean {quoted(near)}?" if near else f"Known are {', '.join(HAS_WORDS)}."


def _bare(name: str) -> str:
    """Return a table name as TOML writes it."""
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else quoted(name)


def _availability(runner: Runner) -> Iterator[Trouble]:
    """Check that windows bound to a rota have one, and that no weekday stands twice in a window."""
    for n, slot in enumerate(runner.availability):
        if slot.on != "any" and not runner.rota:
            yield Trouble(
                ("availability", n, "on"), f"{quoted(slot.on)} needs a rota", "Add [[rota]], or leave `on` out."
            )
        if len(set(slot.days)) < len(slot.days):
            yield Trouble(("availability", n, "days"), "a weekday stands twice in one window", "Keep each day once.")


def _races(runner: Runner) -> Iterator[Trouble]:
    """Check the races' dates, starts and distances."""
    seen: dict[date, int] = {}
    for n, race in enumerate(runner.races):
        if race.date in seen:
            what = f"{race.date} already has a race (races[{seen[race.date]}])"
            yield Trouble(("races", n, "date"), what, "Keep one race a day.")
        seen.setdefault(race.date, n)
        if runner.first_day is not None and race.date < runner.first_day:
            what = f"{race.date} is before the first day of the plan, {runner.first_day}"
            yield Trouble(("races", n, "date"), what, "Leave out races gone by, or begin the plan earlier.")
        if race.start is not None and not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", race.start):
            what = f'expected a time in quotes such as "10:00", found {quoted(race.start)}'
            yield Trouble(("races", n, "start"), what)
        if race.distance_km is not None and not (0 < race.distance_km <= 1000 and isfinite(race.distance_km)):
            what = f"expected a distance in kilometres above 0 and up to 1000, found {quoted(race.distance_km)}"
            yield Trouble(("races", n, "distance_km"), what)
        if race.climb_m is not None and not 0 <= race.climb_m <= 50_000:
            what = f"expected metres of ascent from 0 to 50000, found {quoted(race.climb_m)}"
            yield Trouble(("races", n, "climb_m"), what)


def _phases(runner: Runner) -> Iterator[Trouble]:
    """Check that phases set by hand do not overlap."""
    order = sorted(range(len(runner.phases)), key=lambda n: runner.phases[n].first)
    for before, after in pairwise(order):
        if runner.phases[after].first <= runner.phases[before].last:
            what = f"{runner.phases[after].first} lies in phases[{before}] too"
            yield Trouble(("phases", after, "first"), what, "Let one phase end the day before the next begins.")


def _lifts(runner: Runner) -> Iterator[Trouble]:
    """Check that lifts have names and that nothing is liked and disliked at once."""
    for n, lift in enumerate(runner.known_lifts):
        if not lift.exercise.strip():
            yield Trouble(("known_lifts", n, "exercise"), "the exercise has no name", "Name it as the catalogue does.")
    for n, name in enumerate(runner.favourites):
        if name in runner.dislikes:
            yield Trouble(("favourites", n), f"{quoted(name)} stands among the dislikes too", "Keep it in one of them.")
