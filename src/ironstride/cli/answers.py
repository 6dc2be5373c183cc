"""Reads the answers of the interview as people type them."""

from __future__ import annotations

import re
from datetime import date
from typing import get_args

from ironstride.cli.presets import Unit
from ironstride.model.body import Side, Sore
from ironstride.model.errors import InputError
from ironstride.model.exercise import Site
from ironstride.model.runner import WEEKDAYS, PatternRun, Weekday
from ironstride.model.running import HARD, INTENSITIES, KEY, Intensity
from ironstride.model.words import KG_PER_LB

_NONE = ("none", "no", "nothing", "-")
_MOST_WEEKS = 104
_LONGEST_NAME = 200


def read_name(answer: str) -> str:
    """Return the runner's name."""
    if len(answer.strip()) > _LONGEST_NAME:
        raise InputError(f"a name of {len(answer.strip())} letters", mend=f"Give one of {_LONGEST_NAME} at most.")
    return answer.strip()


def read_choice(answer: str, choices: tuple[str, ...]) -> str:
    """Return the choice that an answer names, by its word, its beginning or its number."""
    word = answer.strip().lower()
    if word.isdecimal() and 1 <= int(word) <= len(choices) and word not in choices:
        return choices[int(word) - 1]
    found = [choice for choice in choices if choice.lower() == word] or [
        c for c in choices if word and c.startswith(word)
    ]
    if len(found) != 1:
        raise InputError(f"{answer.strip()!r} is not one of {', '.join(choices)}", mend="Type the word or its number.")
    return found[0]


def read_race_date(answer: str, today: date) -> date | None:
    """Return the day of the race, None for no race."""
    if answer.strip().lower() in _NONE:
        return None
    try:
        day = date.fromisoformat(answer.strip())
    except ValueError:
        raise InputError(f"{answer.strip()!r} is not a date", mend="Write it as 2027-04-04, or none.") from None
    if day <= today:
        raise InputError(f"{day} is not after today, {today}", mend="Give the next race, or none.")
    if (day - today).days > 7 * (_MOST_WEEKS - 1):
        raise InputError(f"{day} is more than two years away", mend="Give an earlier race, or none.")
    return day


def read_running(answer: str) -> tuple[PatternRun, ...] | str:
    """Return the runs of a week typed as `tue easy 40, thu interval 50 18:00, sun long 90`, or a calendar's name."""
    if re.search(r"\.(ics|csv)$", answer.strip(), re.IGNORECASE):
        return answer.strip()
    runs = tuple(_read_run(part) for part in re.split(r"[,;\n]", answer) if part.strip())
    if not runs:
        raise InputError("no runs", mend="Write them as: tue easy 40, sun long 60.")
    return runs


def _read_run(part: str) -> PatternRun:
    """Return one run of the week."""
    day: Weekday | None = None
    minutes, start = 0, None
    intensity: Intensity = "easy"
    for word in part.lower().split():
        if (named := _weekday(word)) is not None:
            day = named
        elif match := re.fullmatch(r"(\d{1,4})(?:'|min|minutes|m)?", word):
            minutes = int(match[1])
        elif kinds := [known for known in INTENSITIES if known.rstrip("s") == word.rstrip("s")]:
            intensity = kinds[0]
        elif re.fullmatch(r"\d{1,2}:\d\d", word):
            start = read_clock(word)
        elif word not in ("min", "minutes", "run", "at"):
            mend = f"Kinds of run are {', '.join(INTENSITIES)}."
            raise InputError(f"{word!r} in {part.strip()!r} is neither day, kind nor minutes", mend=mend)
    if day is None or not 5 <= minutes <= 1440:
        raise InputError(f"{part.strip()!r} lacks a day or its minutes", mend="Write it as: tue easy 40.")
    return PatternRun(day=day, minutes=minutes, intensity=intensity, start=start)


def read_mass(answer: str) -> tuple[float, Unit]:
    """Return body mass in kilograms and the unit it was typed in."""
    match = re.fullmatch(r"(\d{1,3}(?:[.,]\d+)?)\s*(kg|lbs?|pounds?)?", answer.strip().lower())
    if match is None:
        raise InputError(f"{answer.strip()!r} is not a body mass", mend="Write it as 68, or 150 lb.")
    unit: Unit = "lb" if match[2] and match[2][0] in "lp" else "kg"
    mass = float(match[1].replace(",", "."))
    kg = round(mass * KG_PER_LB, 10) if unit == "lb" else mass
    if not 25 <= kg <= 250:
        raise InputError(f"{kg:g} kg is not between 25 and 250", mend="Write pounds as 150 lb.")
    return kg, unit


def read_birth_year(answer: str, today: date) -> int:
    """Return the year of birth."""
    if not re.fullmatch(r"\d{4}", answer.strip()) or not 1910 <= int(answer) <= min(2020, today.year - 8):
        raise InputError(f"{answer.strip()!r} is not a year of birth", mend="Write all four digits, such as 1992.")
    return int(answer)


def read_sore(answer: str) -> tuple[Sore, ...]:
    """Return the sore spots typed as `left achilles, knee until 2027-01-24`; without a day they have no end."""
    if answer.strip().lower() in _NONE:
        return ()
    sore = []
    for part in re.split(r"[,;]|\band\b", answer.lower()):
        words = part.replace("'s", "").split()
        site = next((site for site in get_args(Site) if site in words), None)
        if site is None:
            sites = ", ".join(get_args(Site))
            raise InputError(f"{part.strip()!r} names no place known here", mend=f"Known are {sites}; or none.")
        sides = [side for side in ("left", "right") if side in words]
        side: Side = "left" if sides == ["left"] else "right" if sides == ["right"] else "both"
        sore.append(Sore(site=site, side=side, until=_until(words)))
    return tuple(sore)


def _until(words: list[str]) -> date | None:
    """Return the day after the word until."""
    if "until" not in words:
        return None
    day = "".join(words[words.index("until") + 1 :])
    try:
        return date.fromisoformat(day)
    except ValueError:
        raise InputError(f"{day!r} is not a date", mend="Write it as: knee until 2027-01-24.") from None


def read_days(answer: str) -> tuple[Weekday, ...]:
    """Return the weekdays of an answer, in the week's order."""
    days = {_weekday(word) for word in re.split(r"[\s,;]+|and", answer.strip().lower()) if word}
    if not days or None in days:
        raise InputError(f"{answer.strip()!r} is not a list of weekdays", mend="Write them as: mon thu.")
    return tuple(day for day in WEEKDAYS if day in days)


def read_clock(answer: str) -> str:
    """Return a clock time as HH:MM."""
    match = re.fullmatch(r"([01]?\d|2[0-3])(?::([0-5]\d))?", answer.strip())
    if match is None:
        raise InputError(f"{answer.strip()!r} is not a clock time", mend="Write it as 18:30.")
    return f"{int(match[1]):02d}:{match[2] or '00'}"


def read_minutes(answer: str) -> int:
    """Return the minutes of a session."""
    match = re.fullmatch(r"(\d{1,3})\s*(?:'|min|minutes)?", answer.strip().lower())
    if match is None or not 10 <= int(match[1]) <= 180:
        raise InputError(f"{answer.strip()!r} is not a number of minutes from 10 to 180", mend="Write it as 45.")
    return int(match[1])


def propose_days(runs: tuple[PatternRun, ...]) -> tuple[Weekday, Weekday]:
    """Return two days to lift on: none before a key run or on the long run's day, hard days first, well apart.

    Parameters
    ----------
    runs : the running week.
    """
    key = {run.day for run in runs if run.intensity in KEY}
    hard = {run.day for run in runs if run.intensity in HARD}
    long = {run.day for run in runs if run.intensity == "long"}
    free = [n for n, day in enumerate(WEEKDAYS) if day not in long and WEEKDAYS[(n + 1) % 7] not in key]
    order = sorted(free or range(7), key=lambda n: (WEEKDAYS[n] not in hard, n))
    first = order[0]
    apart = [n for n in order if 2 <= (n - first) % 7 <= 5] or [(first + 3) % 7]
    second = min(apart, key=lambda n: (WEEKDAYS[n] not in hard, abs((n - first) % 7 - 3.5)))
    return WEEKDAYS[min(first, second)], WEEKDAYS[max(first, second)]


def _weekday(word: str) -> Weekday | None:
    """Return the weekday a word begins with, None for other words."""
    if word.endswith("s") and len(word) > 3:
        word = word[:-1]
    full = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    return next(
        (day for day, name in zip(WEEKDAYS, full, strict=True) if len(word) >= 2 and name.startswith(word)), None
    )
