"""Puts what rules measure into a runner's words: seconds of rest, kilograms, percent, repetitions in reserve."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ironstride.model import words
from ironstride.model.words import MassUnit

#: measure -> its name, and how a number of it is written
_WRITTEN: Mapping[str, tuple[str, Callable[[int], str]]] = {
    "rest_s": ("rest", words.seconds_text),
    "hold_s": ("held still", words.seconds_text),
    "reps_max": ("repetitions", str),
    "rir_tenths": ("in reserve", lambda n: words.number(n / 10)),
    "percent_tenths": ("of the one-rep maximum", lambda n: f"{n // 10} %"),
    "reach_permille": ("of the month's longest", lambda n: f"{round(n / 10)} %"),
    "hr_permille": ("of the maximal heart rate", lambda n: f"{round(n / 10)} %"),
    "slot_permille": ("of the time there is", lambda n: f"{round(n / 10)} %"),
    "%": ("", lambda n: f"{n} %"),
    "h": ("", lambda n: f"{n} h"),
    "sets": ("sets", str),
    "contacts": ("contacts", str),
    "turns": ("exercises in turns", str),
    "sessions_before": ("sessions before the race", str),
    "weeks_before": ("weeks with lifting before the race", str),
}


def written(measure: str, value: int, unit: MassUnit = "kg") -> str:
    """Write a number of a measure: `75 s`, `82 %`, `60 kg`."""
    if measure in ("load_g", "below_g"):
        return words.mass_text(value / 1000, unit)
    return _WRITTEN.get(measure, ("", str))[1](value)


def named(measure: str) -> str:
    """Give a measure's name in words; empty where the number says it."""
    return "load" if measure == "load_g" else _WRITTEN.get(measure, ("", str))[0]


#: what is missing, as rules name it -> what would tell
MISSING: Mapping[str, str] = {
    "rir_tenths": "repetitions in reserve",
    "rest_s": "rests between sets",
    "percent_tenths": "sets of known effort (reserve, or to failure)",
    "reps_max": "repetitions of every set",
    "load_g": "the load of every set",
    "hr_permille": "heart rate with your maximum",
    "contacts": "contacts of the jumps",
    "hold_s": "seconds held",
    "start": "the hour of sessions and runs",
    "age": "your year of birth",
    "level": "how long you have lifted",
    "running": "how long you have run",
    "event": "your event",
    "terrain": "the climb of your race and of your runs",
    "mass": "your body mass",
    "phase": "your running in those weeks",
    "intense": "your running in those weeks",
    "down": "your running in those weeks",
    "low-intensity": "your running in those weeks",
    "run-day": "your runs on those days",
    "rest-day": "your runs on those days",
    "easy-day": "your runs on those days",
    "hard-day": "your runs on those days",
    "stability": "a plank test",
    "slot_permille": "the time there was",
    "duration_s": "the minutes of each exercise",
    "reach_permille": "a month of runs before",
    "sets": "what the sessions held",
}


def missing_words(missing: str) -> tuple[str, ...]:
    """Say what is missing in words, once each."""
    found = (MISSING.get(word.strip(), word.strip()) for word in missing.split(",") if word.strip())
    return tuple(dict.fromkeys(found))
