"""Writes the running plans of two examples: a book's calendar without UIDs, and a training log's export.

Run `python tools/make_example_calendars.py`; the same bytes come out every time.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
HALF_FIRST, HALF_WEEKS = date(2026, 11, 30), 18
TRACK_FIRST, TRACK_WEEKS = date(2027, 6, 7), 14

#: Minutes of the Sunday run, week by week; every fourth week is a down week, the last is race week.
LONG_MIN = (70, 75, 80, 60, 80, 90, 95, 75, 95, 100, 105, 85, 110, 115, 120, 90, 75)
#: Thursdays: title and minutes; easy before week 6.
THURSDAYS = (
    *(("Easy 35'", 35), ("Easy 35'", 35), ("Easy 40'", 40), ("Easy 30'", 30), ("Easy 40' + 4 strides", 40)),
    *(('6x400m w/ 90" jog', 45), ("5x3' w/ 2' jog", 45), ("Easy 30' + 4 strides", 30), ('8x400m w/ 90" jog', 50)),
    *(("4x5' w/ 2' jog", 50), ("5x1k w/ 2' jog", 55), ('5x400m w/ 90" jog', 40), ("3x8' HMP w/ 2' jog", 55)),
    *(("6x1k w/ 2' jog", 60), ("3x10' HMP w/ 2' jog", 60), ("4x3' w/ 2' jog", 40), ('4x400m w/ 90" jog', 35)),
    ("Easy 20' + 4 strides", 20),
)


class Event(NamedTuple):
    """An event of the book's calendar; `start` None stands for all day."""

    day: date
    start: str | None
    minutes: int
    title: str


def half_marathon_events() -> Iterator[Event]:
    """Yield the novice's eighteen weeks: Tuesday easy, Thursday intervals from week 6, Friday rest, Sunday long."""
    for week in range(HALF_WEEKS):
        monday = HALF_FIRST + timedelta(weeks=week)
        down, last = week % 4 == 3, week == HALF_WEEKS - 1
        easy = 30 if down or last else 40
        yield Event(monday + timedelta(days=1), "18:30", easy, f"Easy {easy}'")
        title, minutes = THURSDAYS[week]
        yield Event(monday + timedelta(days=3), "18:30", minutes, title)
        yield Event(monday + timedelta(days=4), None, 0, "Rest day")
        if last:
            yield Event(monday + timedelta(days=6), "10:00", 150, "Race day: Spring Hills Half")
        else:
            yield Event(monday + timedelta(days=6), "09:00", LONG_MIN[week], f"Long run {LONG_MIN[week]} min")


def book_calendar() -> bytes:
    """Write the events as books do: floating times, no UID, no DTSTAMP."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Half Marathon Book//EN"]
    for event in half_marathon_events():
        lines.append("BEGIN:VEVENT")
        if event.start is None:
            lines.append(f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}")
        else:
            start = datetime.fromisoformat(f"{event.day} {event.start}")
            end = start + timedelta(minutes=event.minutes)
            lines += [f"DTSTART:{start:%Y%m%dT%H%M%S}", f"DTEND:{end:%Y%m%dT%H%M%S}"]
        lines += [f"SUMMARY:{event.title}", "END:VEVENT"]
    return ("\r\n".join([*lines, "END:VCALENDAR"]) + "\r\n").encode()


COLUMNS = (
    *("Title", "WorkoutType", "WorkoutDescription", "PlannedDuration", "PlannedDistanceInMeters", "WorkoutDay"),
    *("CoachComments", "DistanceInMeters", "PowerAverage", "PowerMax", "Energy", "AthleteComments"),
    *("TimeTotalInHours", "VelocityAverage", "VelocityMax", "CadenceAverage", "CadenceMax", "HeartRateAverage"),
    *("HeartRateMax", "TorqueAverage", "TorqueMax", "IF", "TSS"),
    *(f"HRZone{zone}Minutes" for zone in range(1, 11)),
    *(f"PWRZone{zone}Minutes" for zone in range(1, 11)),
    *("Rpe", "Feeling"),
)


class Workout(NamedTuple):
    """A row of the export; minutes 0 stands for none planned."""

    day: int
    title: str
    kind: str = "Run"
    minutes: int = 0
    description: str = ""
    metres: int = 0
    comment: str = ""


#: Tuesdays on the track and Thursday tempo, week by week: title, minutes.
TRACK = (
    *(("10x400 @ 5k w/ 60s jog", 65), ("6x600 @ 3k w/ 2' jog", 60), ("5x1k @ 5k w/ 90s jog", 70)),
    *(("8x300 @ 1500 w/ 100m walk", 55), ("12x400 @ 5k w/ 60s jog", 70), ("3x(4x400) @ 3k w/ 60s jog", 70)),
    *(("6x1k @ 5k w/ 90s jog", 75), ("8x300 @ 1500 w/ 100m walk", 55), ("16x400 @ 5k w/ 60s jog", 80)),
    *(("4x1200 @ 5k w/ 2' jog", 70), ("5x1k @ 5k w/ 2' jog", 70), ("6x400 @ 3k w/ 90s jog", 50)),
    *(("3x1 mile @ 5k w/ 3' jog", 65), ("5x400 @ 5k w/ 90s jog", 45)),
)
TEMPO = (
    *(("Tempo 20'", 55), ("Threshold 3x8' (90s)", 60), ("Cruise intervals 5x1 mile (60s)", 70), ("Tempo 15'", 45)),
    *(("Tempo 25'", 60), ("Threshold 3x10' (2')", 65), ("Tempo 2x15' (3')", 65), ("Tempo 15'", 45)),
    *(("Threshold 4x8' (90s)", 65), ("Tempo 20'", 55), ("Threshold 3x10' (2')", 65), ("Tempo 15'", 45)),
    *(("Tempo 20'", 55), ("Easy 30' + 4x100m strides", 30)),
)
HILLS = ('Hills 10x45" jog down', "Hill repeats 8x60s", 'Hills 12x45" jog down', "Hill repeats 10x60s")
RACES = {
    2: ("Open meeting 1 - 3000 m", 3000),
    4: ("Open meeting 2 - 5000 m", 5000),
    6: ("County league 1 - 3000 m", 3000),
    8: ("County league 2 - 5000 m", 5000),
    10: ("Open meeting 3 - 3000 m", 3000),
    12: ("Open meeting 4 - 5000 m", 5000),
    14: ("Track 5 km final", 5000),
}
LONG_TRACK_MIN = (80, 80, 85, 70, 85, 85, 90, 70, 90, 85, 90, 70, 75)


def track_week(number: int) -> Iterator[Workout]:
    """Yield the workouts of week 1 to 14 in the order an export lists them."""
    down, last = number in (4, 8, 12), number == TRACK_WEEKS
    easy = 30 if down or last else 40
    if number % 4 == 1:
        yield Workout(0, "Easy swim, mostly pull", "Swim", 30, "Loosen up: 4x200 pull, 4x50 easy kick.", 1400)
    else:
        yield Workout(0, "Rest", "Day Off")
    if number == 1:
        note = "Read me first: how to use the zones. Ask when anything hurts for more than two days."
        yield Workout(0, "Welcome to the season block", "Other", description=note)
    yield Workout(1, f"AM easy {easy - 5}'", minutes=easy - 5, description="Zone 1-2, before breakfast.")
    track, minutes = TRACK[number - 1]
    warm = "2 mi warm-up, drills, 4 strides. Main set as titled, 10' cool-down."
    yield Workout(1, f"Track: {track}", minutes=minutes, description=warm, comment="Even splits, please!")
    yield Workout(2, f"Easy {easy + 10}'" + (" + strides" if number % 2 else ""), minutes=easy + 10)
    yield Workout(3, f"AM easy {easy - 5}'", minutes=easy - 5)
    tempo, minutes = TEMPO[number - 1]
    yield Workout(3, tempo, minutes=minutes, description="15' easy first, 10' easy after.")
    if number % 4 == 3:
        yield Workout(4, "Recovery spin 40' Z1", "Bike", 40, "Light on the pedals, cadence above 90.")
    else:
        yield Workout(4, "Day off", "Day Off")
    if number in RACES:
        title, metres = RACES[number]
        yield Workout(5, f"RACE: {title}", minutes=50, metres=metres, description="Warm-up 20', strides, race.")
    else:
        yield Workout(5, HILLS[number // 2 % len(HILLS)], minutes=60, description="Tall, quick feet. Walk if it fades.")
    if not last:
        yield Workout(6, f"Long run {LONG_TRACK_MIN[number - 1]} min", minutes=LONG_TRACK_MIN[number - 1])


def training_log() -> bytes:
    """Write the season as a training log exports it: days without hours, durations in hours, bikes and swims too."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS, restval="", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writeheader()
    for number in range(1, TRACK_WEEKS + 1):
        monday = TRACK_FIRST + timedelta(weeks=number - 1)
        for workout in track_week(number):
            writer.writerow(
                {
                    "Title": workout.title,
                    "WorkoutType": workout.kind,
                    "WorkoutDescription": workout.description,
                    "PlannedDuration": f"{workout.minutes / 60:.15g}" if workout.minutes else "",
                    "PlannedDistanceInMeters": workout.metres or "",
                    "WorkoutDay": (monday + timedelta(days=workout.day)).isoformat(),
                    "CoachComments": workout.comment,
                }
            )
    return text.getvalue().encode()


def main() -> None:
    """Write both files."""
    for path, data in (
        (EXAMPLES / "novice-half" / "plan.ics", book_calendar()),
        (EXAMPLES / "club-5k" / "trainingpeaks.csv", training_log()),
    ):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


if __name__ == "__main__":
    main()
