"""Says which words hold for a runner all season."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from ironstride.catalogue.tables import table
from ironstride.model.runner import Runner
from ironstride.running.season import Season
from ironstride.strength.screens import emphasis, is_steady

#: whether the trunk is steady; until a plank has been tested, nobody knows
STABILITY: Mapping[bool | None, str] = {True: "stability:passed", False: "stability:not-yet", None: "stability:?"}
LONG_EVENTS = frozenset({"half-marathon", "marathon", "ultra"})
HEAVY_RUNNERS_KG = 90.0


def runner_words(runner: Runner, season: Season, unknown: frozenset[str] = frozenset()) -> frozenset[str]:
    """Give the words that hold for the runner all season.

    A sore spot that has an end is not among them: `spot_words` tells of it by its days. Groups (`level`) and single
    words (`age:60+`) that are unknown say so: `level:?`, `age:60+:?`.
    """
    age = season.first_day.year - runner.birth_year
    words = {
        f"level:{runner.lifting_experience}",
        f"running:{runner.running_experience}",
        f"event:{runner.event}",
        f"terrain:{_terrain(runner, season)}",
        f"pace:{_pace(runner)}",
        STABILITY[is_steady(runner.screens, runner)],
    }
    words |= {f"{spot.state}:{spot.site}" for spot in runner.sore if not spot.passing}
    words |= {f"condition:{condition}" for condition in runner.conditions}
    words |= {f"red-flag:{flag}" for flag in runner.red_flags}
    checks = {
        "red-flag": bool(runner.red_flags),
        "age:youth": age < 16,
        "age:60+": age >= 60,
        "mass:over-90": runner.body_mass_kg > HEAVY_RUNNERS_KG,
        "long-event": runner.event in LONG_EVENTS,
        "has-favourites": bool(runner.favourites),
        "has-practised": bool(runner.known_lifts),
        "has-emphasis": bool(emphasis(runner)),
        "has-bar": any(place.barbell or place.trap_bar for place in runner.places.values()),
        "has-ball": any(place.medicine_balls_kg for place in runner.places.values()),
        "a-race": any(season.first_day <= race.date <= season.last_day for race in season.a_races),
    }
    words |= {word for word, holds in checks.items() if holds}
    known = {word for word in words if word.partition(":")[0] not in unknown and word not in unknown}
    return frozenset(known | {f"{group}:?" for group in unknown})


def spot_words(runner: Runner, first: date, last: date) -> frozenset[str]:
    """Give the words of sore spots with an end that complain on any day from the first to the last."""
    return frozenset(f"{spot.state}:{spot.site}" for spot in runner.sore if spot.passing and spot.holds(first, last))


def _terrain(runner: Runner, season: Season) -> str:
    races = [race for race in season.a_races if race.climb_m is not None and race.distance_km]
    if runner.home_climb_m_per_km is None or not races:
        return "?" if races else "matched"
    steepest = max((race.climb_m or 0) / (race.distance_km or 1) for race in races)
    return "gap" if steepest - runner.home_climb_m_per_km >= table("season")["terrain"]["gap_m_per_km"] else "matched"


def _pace(runner: Runner) -> str:
    if runner.goal_pace_s_per_km is None:
        return "?"
    return "fast" if runner.goal_pace_s_per_km < table("season")["pace"]["s_per_km"] else "slow"
