"""A training log of ten years: imported from an app's export, folded, checked and read from disk."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path

from benchmarks.measure import Row, timed
from ironstride.formats.log_file import append, read_log
from ironstride.formats.strength_logs import LogOptions, read_strength_log
from ironstride.strength.history import fold
from ironstride.strength.log_checks import trusted
from ironstride.strength.log_merge import merge
from ironstride.strength.log_names import name_sets

SETS, RUNS = 50_000, 3
HEADER = "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE\n"
LIFTS = (
    "Squat (Barbell)", "Bench Press (Barbell)", "Deadlift (Barbell)", "Lat Pulldown (Cable)", "Leg Press",
    "Bicep Curl (Dumbbell)", "Romanian Deadlift (Barbell)", "Seated Row (Cable)",
)  # fmt: skip


def export() -> bytes:
    """An export of 50,000 sets in sessions of twenty."""
    draw = random.Random(1)
    start, rows = datetime(2016, 1, 4, 18), [HEADER]
    while len(rows) <= SETS:
        for lift in draw.sample(LIFTS, 5):
            rows += [
                f'{start},"Full",1h,"{lift}",{n},{draw.choice((20, 40, 62.5))},{n + 4},0,0,,,\n' for n in range(1, 5)
            ]
        start += timedelta(hours=draw.choice((24, 36, 48)))
    return "".join(rows).encode()


def logs(folder: Path) -> Iterator[Row]:
    """Time each step of an import, and what a log costs afterwards."""
    data, file = export(), folder / "log.jsonl"
    seconds, read = timed(partial(read_strength_log, data, "strong.csv", LogOptions(unit="kg")), RUNS)
    yield Row("50,000 sets read from an app's export", seconds, "s")
    seconds, named = timed(partial(name_sets, read.sessions), RUNS)
    yield Row("… given the catalogue's exercises", seconds, "s")
    seconds, merged = timed(lambda: merge((), named), RUNS)
    yield Row("… merged into an empty log", seconds, "s")
    seconds, again = timed(lambda: merge(merged.entries, named), RUNS)
    yield Row("… and merged again", seconds, "s", None, f"{again.known_sets:,} known")
    append(file, merged.entries)
    seconds, entries = timed(partial(read_log, file), RUNS)
    yield Row("The log read from disk", seconds, "s", None, f"{file.stat().st_size / 1e6:.0f} MB")
    seconds, history = timed(partial(fold, entries), RUNS)
    yield Row("… folded into a history", seconds, "s")
    seconds, _ = timed(lambda: trusted(history, date(2030, 1, 1)), RUNS)
    yield Row("… checked for what cannot be right", seconds, "s")
