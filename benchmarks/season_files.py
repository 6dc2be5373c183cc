"""Writes runner files of any length: a club runner with a barbell gym, a weekly pattern in phases and ten lifts."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

FIRST_DAY = date(2027, 1, 4)
#: weeks from one A race to the next at most; every fourth week is an easy one
CYCLE_WEEKS, EASY_EVERY = 26, 4
BASE_SHARE, BUILD_SHARE = 0.4, 0.8

HEAD = """\
name = "Kim"
event = "half-marathon"
running_experience = "intermediate"
lifting_experience = "intermediate"
body_mass_kg = 68
birth_year = 1992
time_zone = "Europe/Berlin"
first_day = {first}
weeks = {weeks}

[places.gym]
barbell = {{ bar_kg = 20, step_kg = 2.5, max_kg = 200 }}
dumbbells = {{ from_kg = 2, to_kg = 40, step_kg = 2 }}
kettlebells = {{ kg = [8, 12, 16, 20, 24] }}
machines = {{ from_kg = 5, to_kg = 150, step_kg = 5 }}
cables = {{ from_kg = 2.5, to_kg = 80, step_kg = 2.5 }}
medicine_balls_kg = [3, 5]
bands = true
box_heights_cm = [30, 45, 60]
has = ["rack", "bench", "pull-up-bar", "dip-bars", "cable", "leg-press", "leg-curl", "calf-machine", "lat-pulldown"]

[[availability]]
days = ["tue", "thu"]
start = "18:00"
end = "20:30"
place = "gym"

[[availability]]
days = ["sat"]
start = "10:00"
end = "12:30"
place = "gym"

[[known_lifts]]
exercise = "back-squat"
load_kg = 80
reps = 5
rir = 2

[[known_lifts]]
exercise = "conventional-deadlift"
load_kg = 95
reps = 5
rir = 2

[running]
usual_start = "06:30"
usual_start_by_day = {{ sun = "09:00" }}
pattern = [
{pattern}]
"""
RACE = """
[[races]]
date = {day}
name = "Half marathon {number}"
priority = "A"
distance_km = 21.1
start = "10:00"
"""
RUN = '    {{ day = "{day}", minutes = {minutes}, intensity = "{intensity}", first = {first}, last = {last} }},\n'
LONG = ("sun", 100, "long")
#: the runs of a week by its phase: weekday, minutes in a full week, intensity
RUNS: dict[str, tuple[tuple[str, int, str], ...]] = {
    "base": (("mon", 45, "easy"), ("wed", 50, "easy"), ("fri", 45, "easy"), ("sun", 85, "long")),
    "build": (("mon", 45, "easy"), ("tue", 55, "interval"), ("wed", 50, "easy"), ("fri", 45, "easy"), LONG),
    "peak": (("mon", 40, "easy"), ("tue", 55, "interval"), ("wed", 40, "easy"), ("thu", 50, "tempo"), LONG),
    "race": (("tue", 30, "tempo"), ("thu", 25, "easy")),
}


def write_season(folder: Path, weeks: int) -> Path:
    """Write `runner.toml` for a season of so many weeks into a folder and return its path."""
    pattern = "".join(_week_runs(number, weeks) for number in range(weeks))
    races = [number for number in range(weeks) if phase(number, weeks) == "race"]
    text = HEAD.format(first=FIRST_DAY, weeks=weeks, pattern=pattern)
    for number, week in enumerate(races, 1):
        text += RACE.format(day=FIRST_DAY + timedelta(weeks=week, days=6), number=number)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "runner.toml"
    path.write_text(text, encoding="utf-8")
    return path


def phase(week: int, weeks: int) -> str:
    """Say what a week is for, counted from 0: cycles of base, build and peak, each ending with a race week."""
    within = week % CYCLE_WEEKS
    length = min(CYCLE_WEEKS, weeks - (week - within))
    if within == length - 1:
        return "race"
    share = within / length
    return "base" if share < BASE_SHARE else "build" if share < BUILD_SHARE else "peak"


def _week_runs(week: int, weeks: int) -> str:
    """Write the runs of a week; an easy week has two thirds of the minutes."""
    first = FIRST_DAY + timedelta(weeks=week)
    easy = week % EASY_EVERY == EASY_EVERY - 1
    return "".join(
        RUN.format(
            day=day,
            minutes=minutes * 2 // 3 if easy else minutes,
            intensity=intensity,
            first=first,
            last=first + timedelta(days=6),
        )
        for day, minutes, intensity in RUNS[phase(week, weeks)]
    )
