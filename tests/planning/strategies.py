"""Hypothesis strategies for runners and their running: everything a runner file and a calendar may say, kept small."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date, timedelta
from typing import Literal, TypeVar, get_args

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from msgspec import Struct

from ironstride.catalogue import catalogue
from ironstride.model.body import Sore
from ironstride.model.equipment import HAS_WORDS, Bar, Place, Steps
from ironstride.model.exercise import Condition, Site
from ironstride.model.runner import (
    WEEKDAYS,
    Availability,
    DateException,
    Event,
    Experience,
    KnownLift,
    RedFlag,
    Rota,
    Runner,
    Running,
    Wish,
)
from ironstride.model.running import INTENSITIES, Intensity, OtherTraining, PlannedRun, Race, RunningPlan

T = TypeVar("T")
Draw = Callable[[st.SearchStrategy[T]], T]

MONDAY = date(2027, 1, 4)
DAY = timedelta(days=1)
METHODS = ("evidence", "s0", "s1", "s2", "s3", "s4")
EXERCISES = tuple(sorted(catalogue().exercises))
NAMES = tuple(catalogue().exercises[name].name for name in EXERCISES)
LIFTS = tuple(name for name in EXERCISES if catalogue().exercises[name].load_type != "bodyweight")
PATTERNS = ("lunge", "carry", "plyometric", "pull", "core-flexion")
STARTS = ("06:00", "06:30", "07:15", "12:00", "16:00", "17:30", "18:00", "19:00", "20:45")
GYM = Place(
    barbell=Bar(step_kg=2.5, max_kg=200),
    dumbbells=Steps(from_kg=2, to_kg=40, step_kg=2),
    machines=Steps(from_kg=5, to_kg=150, step_kg=5),
    cables=Steps(from_kg=2.5, to_kg=80, step_kg=2.5),
    medicine_balls_kg=(3, 5),
    bands=True,
    box_heights_cm=(30, 60),
    has=("rack", "bench", "pull-up-bar", "cable", "leg-press", "leg-curl", "calf-machine", "lat-pulldown"),
)


class Case(Struct, frozen=True):
    """A runner with the running they mean to do, and the weeks to plan (None: as long as the running asks)."""

    runner: Runner
    running: RunningPlan
    weeks: int | None


def plans(examples: int) -> settings:
    """Give settings for tests that plan a whole season for each example: few, the same ones every time.

    A failing example is shown as it is: shrinking it would plan for minutes. HYPOTHESIS_PROFILE=shrink does it anyway.
    """
    phases = tuple(Phase) if os.environ.get("HYPOTHESIS_PROFILE") == "shrink" else (Phase.explicit, Phase.generate)
    return settings(
        max_examples=examples,
        deadline=None,
        database=None,
        phases=phases,
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )


def some(values: tuple[T, ...], most: int) -> st.SearchStrategy[tuple[T, ...]]:
    """Draw up to `most` different values, often none."""
    return st.just(()) | st.lists(st.sampled_from(values), max_size=most, unique=True).map(tuple)


def rarely(strategy: st.SearchStrategy[T], of: int = 4) -> st.SearchStrategy[T | None]:
    """Draw from the strategy one time in `of`, else None."""
    return st.integers(1, of).flatmap(lambda n: strategy if n == of else st.none())


@st.composite
def places(draw: Draw) -> Place:
    """Draw a place from an empty room to a gym of odds and ends."""
    kind = draw(st.sampled_from(("nothing", "step", "dumbbells", "garage", "odd", "gym")))
    if kind == "nothing":
        return Place(has=draw(st.sampled_from(((), ("no-space",), ("stairs",)))))
    if kind == "step":
        return Place(box_heights_cm=(draw(st.integers(15, 60)),), bands=draw(st.booleans()))
    if kind == "dumbbells":
        step = draw(st.sampled_from((1.0, 2.0, 2.5, 5.0)))
        first = draw(st.sampled_from((1.0, 2.5, 4.0, 10.0)))
        steps = Steps(from_kg=first, to_kg=first + step * draw(st.integers(0, 12)), step_kg=step)
        return Place(dumbbells=steps, dumbbell_pairs=draw(st.booleans()), box_heights_cm=(30,))
    if kind == "garage":
        plates = draw(st.lists(st.sampled_from((20.0, 15.0, 10.0, 5.0, 2.5, 1.25)), min_size=1, max_size=6))
        bar = Bar(bar_kg=draw(st.sampled_from((10.0, 15.0, 20.0))), plates_kg=tuple(plates))
        return Place(barbell=bar, has=draw(some(("rack", "bench", "landmine"), 3)))
    if kind == "odd":
        return Place(
            kettlebells=draw(rarely(st.just(Steps(kg=(12, 16, 24))), 2)),
            kettlebell_pairs=draw(st.booleans()),
            trap_bar=draw(rarely(st.just(Bar(bar_kg=40, step_kg=5, max_kg=140)), 2)),
            pack_kg=draw(rarely(st.just(Steps(from_kg=4, to_kg=16, step_kg=2)), 2)),
            medicine_balls_kg=draw(some((2.0, 3.0, 6.0), 2)),
            machines=draw(rarely(st.just(Steps(from_kg=5, to_kg=60, step_kg=5)), 2)),
            bands=draw(st.booleans()),
            has=draw(some(HAS_WORDS, 6)),
        )
    return GYM


@st.composite
def windows(draw: Draw, names: tuple[str, ...], rota: bool) -> Availability:
    """Draw a window of availability at one of the places."""
    start = draw(st.sampled_from(STARTS))
    length = draw(st.sampled_from((20, 25, 30, 45, 60, 75, 120, 240)))
    opens = int(start[:2]) * 60 + int(start[3:])
    closes = min(opens + length, 24 * 60)
    return Availability(
        days=tuple(draw(st.lists(st.sampled_from(WEEKDAYS), min_size=1, max_size=4, unique=True))),
        start=start,
        end=f"{closes // 60:02d}:{closes % 60:02d}",
        place=draw(st.sampled_from(names)),
        minutes=draw(rarely(st.sampled_from((15, 20, 30, 40, 90)))),
        first=draw(rarely(st.integers(0, 21).map(lambda n: MONDAY + n * DAY), 6)),
        on=draw(st.sampled_from(("any", "night", "off"))) if rota else "any",
    )


@st.composite
def exceptions(draw: Draw, names: tuple[str, ...], days: int) -> DateException:
    """Draw a stretch of dates away, elsewhere or short of time."""
    first = MONDAY + draw(st.integers(0, days)) * DAY
    last = first + draw(st.integers(0, 13)) * DAY
    kind = draw(st.sampled_from(("unavailable", "place", "minutes")))
    return DateException(
        first=first,
        last=last,
        reason="away",
        unavailable=kind == "unavailable",
        place=draw(st.sampled_from(names)) if kind == "place" else None,
        only_place=draw(rarely(st.sampled_from(names))),
        minutes=draw(st.integers(15, 40)) if kind == "minutes" else None,
    )


@st.composite
def rotas(draw: Draw) -> Rota:
    """Draw night shifts that repeat."""
    cycle = draw(st.sampled_from((7, 9, 28)))
    nights = draw(st.lists(st.integers(0, cycle - 1), max_size=cycle // 2, unique=True))
    return Rota(start=MONDAY - draw(st.integers(0, 9)) * DAY, cycle_days=cycle, nights=tuple(sorted(nights)))


@st.composite
def known_lifts(draw: Draw) -> KnownLift:
    """Draw a set somebody may remember, the light and the very long ones among them."""
    return KnownLift(
        exercise=draw(st.sampled_from(("back-squat", "conventional-deadlift", "bench-press", "pull-up", *LIFTS[::7]))),
        load_kg=draw(st.sampled_from((0.0, 5.0, 20.0, 42.5, 80.0, 120.0))),
        reps=draw(st.integers(1, 20)),
        rir=draw(rarely(st.sampled_from((0.0, 2.0, 5.0)), 2)),
    )


@st.composite
def races(draw: Draw, first: date, days: int) -> tuple[Race, ...]:
    """Draw up to three races of any priority on different days."""
    found = []
    for at in sorted(draw(some(tuple(range(days)), 3))):
        distance = draw(st.sampled_from((None, 0.8, 5.0, 21.0975, 60.0)))
        climb = draw(st.sampled_from((None, 0.0, 900.0)))
        start = draw(st.sampled_from((None, "09:00", "17:00", "22:30")))
        priority: Literal["A", "B", "C"] = draw(st.sampled_from(("A", "B", "C")))
        found.append(Race(date=first + at * DAY, priority=priority, distance_km=distance, climb_m=climb, start=start))
    return tuple(found)


@st.composite
def calendars(draw: Draw, first: date, weeks: int) -> RunningPlan:
    """Draw a running plan: a weekly pattern with weeks eased or left out, two runs on some days, other sports."""
    pattern: list[tuple[int, Intensity, int, int | None]] = [
        (
            draw(st.integers(0, 6)),
            draw(st.sampled_from(INTENSITIES[:6])),
            draw(st.sampled_from((25, 40, 60, 95, 150))),
            draw(st.sampled_from((None, None, 390, 450, 1080, 1170))),
        )
        for _ in range(draw(st.integers(1, 8)))
    ]
    runs, others = [], []
    for week in range(weeks):
        share = draw(st.sampled_from((100, 100, 110, 70, 0)))
        kept = [entry for entry in pattern if share and entry[2] * share >= 1500] if week else pattern
        for number, (day, intensity, minutes, start) in enumerate(kept):
            runs.append(
                PlannedRun(
                    id=f"run-{week:02d}-{number}",
                    date=first + (7 * week + day) * DAY,
                    intensity=intensity,
                    minutes=minutes * max(share, 1) // 100 if week else minutes,
                    start_min=start,
                )
            )
        if draw(rarely(st.just(1))):
            day = first + (7 * week + draw(st.integers(0, 6))) * DAY
            strength = draw(st.booleans())
            others.append(
                OtherTraining(
                    id=f"other-{week:02d}",
                    date=day,
                    sport="strength" if strength else "ride",
                    minutes=draw(st.sampled_from((30, 90))),
                    start_min=draw(st.sampled_from((None, 420, 1110))),
                    is_strength=strength,
                )
            )
    by_time = sorted(runs, key=lambda run: (run.date, run.start_min or 0, run.id))
    return RunningPlan(runs=tuple(by_time), others=tuple(others))


def wishes(first: date, days: int) -> st.SearchStrategy[tuple[Wish, ...]]:
    """Draw a wish or two that must hold, sensible or not."""
    day = st.integers(0, days).map(lambda n: first + n * DAY)
    wish = (
        st.builds(lambda on, legs: Wish(on=on, legs=legs), day, st.booleans())
        | day.map(lambda on: Wish(rest_on=on))
        | st.integers(1, 3).map(lambda n: Wish(per_week=n))
    )
    return rarely(st.lists(wish, min_size=1, max_size=2).map(tuple)).map(lambda drawn: drawn or ())


@st.composite
def cases(draw: Draw) -> Case:
    """Draw a runner and their running."""
    weeks = draw(st.sampled_from((2, 3, 3, 4, 4, 5, 6, 8, 10)))
    first = MONDAY + draw(st.sampled_from((0, 0, 0, 2, 6))) * DAY
    there = {"home": draw(places()), "gym": draw(places()), "hotel": draw(places())}
    names = tuple(there)
    rota = draw(rarely(st.lists(rotas(), min_size=1, max_size=2).map(tuple))) or ()
    switch = draw(rarely(st.sampled_from(sorted(catalogue().switches))))
    sides = {switch: draw(st.sampled_from([s.id for s in catalogue().switches[switch].sides]))} if switch else {}
    runner = Runner(
        name="Anybody",
        event=draw(st.sampled_from(get_args(Event))),
        running_experience=draw(st.sampled_from(get_args(Experience))),
        lifting_experience=draw(st.sampled_from(get_args(Experience))),
        body_mass_kg=draw(st.sampled_from((38.0, 52.0, 63.0, 71.5, 92.0, 130.0))),
        birth_year=2027 - draw(st.integers(13, 75)),
        method=draw(st.sampled_from(METHODS)),
        switches=sides,
        first_day=draw(st.just(first) | st.none()),
        home_climb_m_per_km=draw(st.sampled_from((None, 2.0, 40.0))),
        goal_pace_s_per_km=draw(st.sampled_from((None, 170.0, 360.0))),
        races=draw(races(first, 7 * weeks)),
        sore=draw(sore_spots(first, 7 * weeks)),
        conditions=draw(some(get_args(Condition), 1)),
        red_flags=tuple(filter(None, (draw(rarely(st.sampled_from(get_args(RedFlag)), 12)),))),
        places=there,
        availability=tuple(draw(st.lists(windows(names, bool(rota)), min_size=1, max_size=4))),
        exceptions=tuple(draw(st.lists(exceptions(names, 7 * weeks), max_size=2))),
        rota=rota,
        known_lifts=tuple(draw(st.lists(known_lifts(), max_size=3))),
        dislikes=draw(some((*EXERCISES[::6], *NAMES[1::6], *PATTERNS, "Zercher nothing"), 4)),
        favourites=draw(some((*EXERCISES[2::6], *NAMES[3::6]), 2)),
        wishes=draw(st.just(()) | wishes(first, 7 * weeks)),
        wanted_sessions_per_week=draw(rarely(st.integers(1, 5))),
        running=Running(strength_in_plan=draw(st.sampled_from(("keep", "replace", "merge")))),
    )
    running = draw(calendars(first - first.weekday() * DAY, weeks))
    return Case(runner, running, draw(st.just(weeks) | st.none()))


def sore_spots(first: date, days: int) -> st.SearchStrategy[tuple[Sore, ...]]:
    """Draw a few sore spots, with and without an end, or old injuries, often none."""
    spot = st.builds(
        Sore,
        site=st.sampled_from(get_args(Site)),
        state=st.sampled_from(("sore", "injured", "healed")),
        since=st.none() | st.integers(-20, -1).map(lambda day: first + day * DAY),
        until=st.none() | st.integers(0, days + 7).map(lambda day: first + day * DAY),
    )
    return st.just(()) | st.lists(spot, max_size=3, unique_by=lambda one: (one.site, one.state)).map(tuple)
