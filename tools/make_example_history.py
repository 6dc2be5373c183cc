"""Makes the recorded runs of the two example runners: invented, with the noise and faults of real watches.

Run `python tools/make_example_history.py`; the same files come out every time. With `--check` it only says whether
the files in `examples/` are these. Places are loops around a point in the open ocean.
"""

from __future__ import annotations

import gzip
import math
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from ironstride.formats.fit_write import Record, encode_run, encode_strength
from ironstride.model.running import DoneSet

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
CATEGORIES = {"squat": 28, "deadlift": 8, "calf_raise": 1}
SUBTYPES = {"barbell_back_squat": 6, "barbell_deadlift": 0, "standing_calf_raise": 18}


class Part(NamedTuple):
    """A stretch of a run: seconds at a share of threshold speed; standing at 0."""

    seconds: float
    share: float


@dataclass(frozen=True)
class Body:
    """Who runs: heart rates in bpm, threshold speed in metres per second at the first and the last day."""

    max_hr: float
    rest_hr: float
    first_speed: float
    last_speed: float
    cadence_spm: float


@dataclass(frozen=True)
class Plan:
    """One run to be made: when, of what parts, where; it may end at a distance."""

    start: datetime
    parts: tuple[Part, ...]
    climb_m_per_km: float = 1.0
    indoor: bool = False
    position: bool = True
    workout: str = ""
    distance_m: float | None = None
    pause_at_s: float | None = None


NORA = Body(max_hr=186, rest_hr=58, first_speed=2.95, last_speed=3.1, cadence_spm=162)
TOM = Body(max_hr=194, rest_hr=46, first_speed=4.75, last_speed=4.95, cadence_spm=178)


def steady_hr(body: Body, share: float) -> float:
    """Heart rate that a share of threshold speed settles at: 88 % of the reserve at threshold, 76 % at 0.82 of it."""
    reserve = 0.88 + (share - 1.0) * 0.67 if share > 0.3 else 0.35
    return body.rest_hr + min(1.0, reserve) * (body.max_hr - body.rest_hr)


def records(body: Body, plan: Plan, speed_mps: float, rng: random.Random) -> Iterator[Record]:
    """Samples every eight seconds or so: heart rate that lags and drifts, speed and altitude that wander."""
    hr, wander, way_m, clock_s, next_s = body.rest_hr + 25.0, 0.0, 0.0, 0, 0
    centre = (-48.0 + rng.uniform(-0.5, 0.5), -123.0 + rng.uniform(-0.5, 0.5))
    loop_m, day_bpm = rng.uniform(1800, 3200), rng.gauss(0, 2)
    for part in plan.parts:
        for _ in range(round(part.seconds)):
            if plan.distance_m is not None and way_m >= plan.distance_m:
                break
            wander = 0.96 * wander + rng.gauss(0, 0.008)
            grade = plan.climb_m_per_km / 1000 * math.pi * math.sin(2 * math.pi * way_m / 1000)
            speed = max(0.0, part.share * speed_mps * (1 + wander - 3 * grade)) if part.share else 0.0
            way_m += speed
            target = steady_hr(body, part.share) + day_bpm + 0.07 * clock_s / 60
            hr += (target - hr) / (28 if target > hr else 40)
            if clock_s >= next_s:
                yield _sample(body, plan, clock_s, way_m, hr, speed, centre, loop_m, rng)
                next_s = clock_s + rng.randint(6, 10)
            clock_s += 1
    yield _sample(body, plan, clock_s, way_m, hr, 0.0, centre, loop_m, rng)


def _sample(
    body: Body,
    plan: Plan,
    clock_s: int,
    way_m: float,
    hr: float,
    speed: float,
    centre: tuple[float, float],
    loop_m: float,
    rng: random.Random,
) -> Record:
    """What the watch writes at one moment."""
    angle, radius = 2 * math.pi * way_m / loop_m, loop_m / (2 * math.pi)
    has_place = plan.position and not plan.indoor
    cycle = plan.climb_m_per_km / 2 * (1 - math.cos(2 * math.pi * way_m / 1000))
    running = speed > 1.2
    return Record(
        at_s=float(clock_s),
        distance_m=round(way_m, 1),
        altitude_m=round(12 + cycle + rng.gauss(0, 0.15), 1) if not plan.indoor else None,
        hr_bpm=round(hr + rng.gauss(0, 0.8)),
        cadence_spm=2 * round((body.cadence_spm + 6 * (speed - 3) + rng.gauss(0, 1.5)) / 2) if running else 0,
        lat_deg=centre[0] + radius * math.sin(angle) / 111_320 if has_place else None,
        lon_deg=centre[1] + radius * math.cos(angle) / 74_500 if has_place else None,
        contact_time_ms=round(330 - 22 * speed + rng.gauss(0, 4)) if running else None,
    )


def with_pause(samples: list[Record], at_s: float, lasts_s: float) -> tuple[list[Record], list[tuple[float, float]]]:
    """The same samples with the timer stopped for a while: what follows comes later."""
    moved = [r._replace(at_s=r.at_s + lasts_s) if r.at_s > at_s else r for r in samples]
    return moved, [(at_s, at_s + lasts_s)]


def file_of(body: Body, plan: Plan, progress: float) -> bytes:
    """One run as gzipped FIT; `progress` runs from 0 on the first day to 1 on the last."""
    rng = random.Random(f"{plan.start.isoformat()} {len(plan.parts)}")
    speed = body.first_speed + progress * (body.last_speed - body.first_speed)
    samples = list(records(body, plan, speed, rng))
    pauses: list[tuple[float, float]] = []
    if plan.pause_at_s is not None and plan.pause_at_s < samples[-1].at_s - 60:
        samples, pauses = with_pause(samples, plan.pause_at_s, float(rng.randint(25, 240)))
    return packed(encode_run(plan.start, samples, pauses=pauses, indoor=plan.indoor, workout=plan.workout))


def packed(data: bytes) -> bytes:
    """Gzip without a time, so that the same bytes come out every time."""
    return gzip.compress(data, 9, mtime=0)


def at(day: date, clock: str, zone: ZoneInfo, rng: random.Random, late_min: int = 12) -> datetime:
    """A day's usual clock time, as late as life makes it."""
    hour, minute = (int(p) for p in clock.split(":"))
    start = datetime.combine(day, time(hour, minute), zone) + timedelta(minutes=rng.randint(-4, late_min))
    return start.replace(second=rng.randint(0, 59))


def easy(minutes: float, rng: random.Random, share: float = 0.72) -> tuple[Part, ...]:
    """An even run, a little slower at first."""
    return Part(300, share - 0.06), Part(minutes * 60 * rng.uniform(0.94, 1.06) - 300, share + rng.gauss(0, 0.012))


def nora_runs() -> Iterator[Plan]:
    """Sixteen weeks of three easy runs on the flat: Tuesday, Thursday, and Sunday a little longer each month."""
    zone, first = ZoneInfo("Europe/Berlin"), date(2026, 8, 10)
    for week in range(16):
        monday = first + timedelta(weeks=week)
        down = 0.75 if week % 4 == 3 else 1.0
        for offset, clock, minutes in (
            (1, "07:00", 34 + week // 3),
            (3, "07:00", 32 + week // 4),
            (6, "09:30", 46 + week),
        ):
            rng = random.Random(f"nora {week} {offset}")
            if rng.random() < 0.05:
                continue
            yield Plan(
                at(monday + timedelta(days=offset), clock, zone, rng),
                easy(minutes * down, rng, share=0.7),
                climb_m_per_km=2.0,
                indoor=offset == 3 and week in (12, 14),
                position=offset == 6,
                pause_at_s=rng.randint(400, 1500) if rng.random() < 0.4 else None,
            )


TRACK = (
    ("6 x 1000 m", 6, 195, 1.05, 120),
    ("10 x 400 m", 10, 72, 1.12, 75),
    ("5 x 1200 m", 5, 240, 1.03, 150),
    ("12 x 300 m", 12, 54, 1.13, 80),
)


def track_parts(session: tuple[str, int, int, float, int]) -> tuple[Part, ...]:
    """Warm-up, repetitions with jogged recoveries, run home."""
    _, count, work_s, share, rest_s = session
    reps = [part for _ in range(count) for part in (Part(work_s, share), Part(rest_s, 0.5))]
    return Part(900, 0.7), *reps, Part(600, 0.66)


def tom_runs() -> Iterator[Plan]:
    """A club runner's year: seven runs a week, track and tempo, hills or a race, one week in bed."""
    zone, first = ZoneInfo("Europe/London"), date(2026, 6, 8)
    for week in range(52):
        monday = first + timedelta(weeks=week)
        if monday == date(2027, 1, 18):
            continue
        for plan in tom_week(week, monday, zone):
            rng = random.Random(f"tom {plan.start.isoformat()} missed")
            if rng.random() >= 0.04:
                yield plan


def tom_week(week: int, monday: date, zone: ZoneInfo) -> Iterator[Plan]:
    """One week's seven runs; every fourth is a down week without track."""
    rng = random.Random(f"tom {week}")
    down = week % 4 == 3 or monday == date(2027, 1, 25)
    scale = 0.7 if down else 1.0

    def on(offset: int, clock: str, late_min: int = 8) -> datetime:
        return at(monday + timedelta(days=offset), clock, zone, rng, late_min)

    session = TRACK[week % len(TRACK)]
    yield Plan(on(1, "06:30"), easy(34 * scale, rng), position=False)
    if down:
        yield Plan(on(1, "11:30"), easy(40, rng), position=False)
    else:
        yield Plan(on(1, "11:30"), track_parts(session), position=False, workout=session[0] if week % 2 else "")
    yield Plan(on(2, "06:30"), easy(52 * scale, rng), climb_m_per_km=6, pause_at_s=rng.randint(500, 2500))
    yield Plan(on(3, "06:30"), easy(30 * scale, rng), indoor=week % 9 == 5, position=False)
    tempo = (Part(780, 0.7), Part((1200 if down else 1500) + 60 * (week % 5), 0.96), Part(600, 0.66))
    yield Plan(on(3, "11:30"), tempo, position=False)
    yield Plan(
        on(5, "11:00", 3),
        saturday(week, down, rng),
        climb_m_per_km=34 if is_hilly(week) else 1,
        position=False,
        distance_m=rng.uniform(5000, 5040) if is_race(week, down) else None,
    )
    yield Plan(on(6, "09:00"), easy((86 + week % 4 * 5) * scale, rng, 0.74), climb_m_per_km=8, pause_at_s=2400.0)


def is_hilly(week: int) -> bool:
    """Hills every second Saturday of the winter half."""
    return 18 <= week < 44 and week % 2 == 0


def is_race(week: int, down: bool) -> bool:
    """A race every second Saturday that is neither for hills nor in a down week."""
    return not down and week % 2 == 0 and not is_hilly(week)


def saturday(week: int, down: bool, rng: random.Random) -> tuple[Part, ...]:
    """A 5 km race every second Saturday of the summers, hill repetitions in winter, else an easy run."""
    if is_hilly(week):
        reps = [part for _ in range(8) for part in (Part(100, 0.98), Part(110, 0.5))]
        return Part(900, 0.7), *reps, Part(600, 0.66)
    if is_race(week, down):
        return (Part(1200, 1.0 + rng.gauss(0, 0.008)),)
    return easy(45, rng)


def tom_lifts() -> Iterator[tuple[str, bytes]]:
    """Eight Thursday evenings in the gym, sets as the watch was told them."""
    zone = ZoneInfo("Europe/London")
    for week in range(8):
        day = date(2027, 4, 15) + timedelta(weeks=week)
        start = at(day, "18:10", zone, random.Random(f"tom lifts {week}"))
        sets: list[DoneSet] = []
        for category, name, load in (("squat", "barbell_back_squat", 85.0), ("deadlift", "barbell_deadlift", 105.0)):
            for _ in range(3):
                load_kg = load + 2.5 * (week // 3) if week % 3 else None
                sets.append(
                    DoneSet(active=True, reps=5, load_kg=load_kg, duration_s=28, categories=(category,), exercise=name)
                )
                sets.append(DoneSet(active=False, duration_s=150))
        yield (
            f"{start:%Y-%m-%d-%H%M}-strength.fit.gz",
            packed(encode_strength(start, sets, categories=CATEGORIES, subtypes=SUBTYPES)),
        )


def folder(body: Body, plans: Sequence[Plan]) -> dict[str, bytes]:
    """Runs by file name."""
    first, last = plans[0].start, plans[-1].start
    whole = (last - first).total_seconds() or 1.0
    return {
        f"{p.start:%Y-%m-%d-%H%M}.fit.gz": file_of(body, p, (p.start - first).total_seconds() / whole) for p in plans
    }


def make() -> dict[str, dict[str, bytes]]:
    """All files: example, name, bytes. Each folder holds one broken file; Tom's one run twice."""
    nora, tom = folder(NORA, list(nora_runs())), folder(TOM, list(tom_runs()))
    tom |= dict(tom_lifts())
    names = sorted(nora)
    nora["2026-10-01-broken.fit.gz"] = packed(gzip.decompress(nora[names[20]])[:400])
    names = sorted(tom)
    tom["2027-02-14-broken.fit.gz"] = packed(gzip.decompress(tom[names[150]])[:600])
    tom["2027-03-07-copied.fit.gz"] = tom[next(n for n in names if n > "2027-03-07")]
    return {"novice-half": nora, "club-5k": tom}


def main() -> int:
    """Write the files, or compare them with `--check`."""
    stale = 0
    for example, files in make().items():
        watch = EXAMPLES / example / "watch"
        there = {p.name: p.read_bytes() for p in watch.glob("*")} if watch.is_dir() else {}
        if "--check" in sys.argv[1:]:
            stale += there != files
            continue
        watch.mkdir(parents=True, exist_ok=True)
        for name in there.keys() - files.keys():
            (watch / name).unlink()
        for name, data in files.items():
            (watch / name).write_bytes(data)
        print(f"{example}: {len(files)} files, {sum(map(len, files.values())) / 1e6:.2f} MB")
    if stale:
        print("the recorded runs of the examples are stale: run tools/make_example_history.py", file=sys.stderr)
    return int(stale > 0)


if __name__ == "__main__":
    raise SystemExit(main())
