"""Makes the strength log of the example club runner: invented, in the manner of a gym app's export, with real habits.

Run `python tools/make_example_log.py`; the same file comes out every time. With `--check` it only says whether the file
in `examples/` is this one. Tom lifts tens on machines through the summer, loses five weeks to a cold and a move, and
comes back in January with fewer, heavier lifts on track evenings.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "examples" / "club-5k" / "strong.csv"
HEAD = "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE"
MON, TUE, WED, FRI = 0, 1, 2, 4
SUMMER = (date(2026, 6, 8), 22)
SPRING = (date(2027, 1, 4), 22)
#: weeks of the summer and the spring in which a session was missed
MISSED = frozenset({3, 9, 10, 31, 37})

Lift = tuple[str, int, int, float, str]


def summer(day: int) -> list[Lift]:
    """Tens on machines, the same weights all summer."""
    if day == MON:
        return [
            ("Leg Press", 3, 10, 120.0, ""), ("Leg Extension (Machine)", 3, 12, 40.0, ""),
            ("Seated Leg Curl (Machine)", 3, 12, 35.0, ""), ("Bench Press (Barbell)", 3, 10, 45.0, ""),
            ("Bicep Curl (Dumbbell)", 3, 12, 10.0, ""), ("Crunch", 3, 15, 0.0, ""),
        ]  # fmt: skip
    return [
        ("Squat (Barbell)", 3, 10, 60.0, ""), ("Lat Pulldown (Cable)", 3, 10, 45.0, ""),
        ("Triceps Pushdown (Cable)", 3, 12, 20.0, ""), ("Lateral Raise (Dumbbell)", 3, 12, 6.0, ""),
        ("Plank", 3, 60, 0.0, ""),
    ]  # fmt: skip


def spring(day: int, week: int) -> list[Lift]:
    """Threes to fives that climb, jumps before them, calves after; he writes down how hard it was."""
    climb = 1.0 * week
    if day == TUE:
        return [
            ("Box Jump", 3, 5, 0.0, ""), ("Squat (Barbell)", 3, 5, round((68 + climb) / 2.5) * 2.5, "8"),
            ("Reverse Lunge (Dumbbell)", 3, 6, 14.0 + 2 * (week // 6), "7.5"),
            ("Pull Up", 3, 6, 0.0, "8"), ("Standing Calf Raise (Machine)", 3, 8, 60.0 + 2.5 * (week // 3), "8"),
        ]  # fmt: skip
    return [
        ("Deadlift (Barbell)", 3, 5, round((88 + climb) / 2.5) * 2.5, "8"),
        ("Step-up", 3, 8, 12.0 + 2 * (week // 6), "7"), ("Bench Press (Barbell)", 3, 6, 47.5 + 2.5 * (week // 5), "8"),
        ("Seated Calf Raise (Machine)", 3, 10, 40.0 + 2.5 * (week // 3), "8"), ("Dead Bug", 2, 10, 0.0, ""),
    ]  # fmt: skip


def lines(rng: random.Random) -> Iterator[str]:
    """Give every line of the export."""
    yield HEAD
    for (first, weeks), days in ((SUMMER, (MON, WED)), (SPRING, (TUE, FRI))):
        for week in range(weeks):
            for day in days:
                number = week + (0 if first == SUMMER[0] else SUMMER[1])
                if number in MISSED and day == days[-1]:
                    continue
                lifts = summer(day) if first == SUMMER[0] else spring(day, week)
                yield from _session(first + timedelta(days=7 * week + day), lifts, rng)


def _session(day: date, lifts: list[Lift], rng: random.Random) -> Iterator[str]:
    at = datetime.combine(day, time(18, 20)) + timedelta(minutes=rng.randint(0, 35), seconds=rng.randint(0, 59))
    name, length = ("Evening Workout", f"{rng.randint(44, 62)}m")
    for lift, sets, amount, load, rpe in lifts:
        held = lift == "Plank"
        for order in range(1, sets + 1):
            reps = 0 if held else amount - (rng.random() < 0.12)
            seconds = amount - rng.choice((0, 0, 5)) if held else 0
            yield f'{at:%Y-%m-%d %H:%M:%S},"{name}",{length},"{lift}",{order},{load},{reps},0,{seconds},"","",{rpe}'


def main(arguments: list[str]) -> int:
    """Write the file, or with `--check` only say whether it is stale."""
    text = "\n".join(lines(random.Random(7))) + "\n"
    if "--check" in arguments:
        fresh = TARGET.exists() and TARGET.read_text(encoding="utf-8") == text
        print("fresh" if fresh else f"stale: {TARGET.name}")
        return 0 if fresh else 1
    TARGET.write_text(text, encoding="utf-8")
    print(f"written: {TARGET.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
