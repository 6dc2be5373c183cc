"""Turns the points of a recorded track into the figures of a run: moving time, climb, heart rate, graded speed."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from msgspec import Struct

#: Length of the pieces whose grade-adjusted speed is kept, seconds.
PIECE_S = 30.0
#: A gap between two points that is longer than this and slower than a walk is a pause.
GAP_S = 15.0
#: No two points further apart than this belong together, however fast the watch thinks it went.
LONGEST_GAP_S = 600.0
#: Below this speed the runner stands; standing this long is a pause even if the watch ran on.
STILL_MPS, STILL_S = 0.3, 60.0
#: Slower than this over a gap is not running; faster than this is a fault of the receiver.
WALK_MPS, FAULT_MPS = 1.0, 12.0
#: Half width of the moving average over altitude, seconds, and the rise that counts as climb, metres.
SMOOTH_S, RISE_M = 15.0, 1.5
#: Minetti's polynomial was measured between these grades.
STEEPEST = 0.45
#: A jump of the clock: forward by hours without a stop, or back by more than a correction.
JUMP_S, BACK_S = 12 * 3600.0, -60.0


class Point(NamedTuple):
    """One sample of a watch: seconds since 1970 UTC, metres since the start, metres, beats per minute, degrees."""

    time_s: float
    distance_m: float | None = None
    altitude_m: float | None = None
    hr_bpm: int | None = None
    lat_deg: float | None = None
    lon_deg: float | None = None


class Step(NamedTuple):
    """The way from one point to the next: moving and paused seconds, metres, and what was read at its end."""

    moving_s: float
    paused_s: float
    distance_m: float
    altitude_m: float | None
    hr_bpm: int | None


class Track(Struct, frozen=True):
    """What a run's points add up to; `graded_speed_mps` holds one 0.0 for each pause between pieces."""

    moving_s: float
    distance_m: float
    climb_m: float
    descent_m: float
    mean_hr_bpm: float | None
    max_hr_bpm: float | None
    hr_histogram_s: dict[int, float]
    graded_speed_mps: tuple[float, ...]


def cost_of_grade(grade: float) -> float:
    """Energy cost of running on a slope, joules per kilogram and metre.

    Parameters
    ----------
    grade : rise over run as a fraction; held within the measured -0.45 to +0.45.

    Notes
    -----
    Minetti et al. 2002, J Appl Physiol 93:1039, the fifth-order polynomial for running.
    """
    i = max(-STEEPEST, min(STEEPEST, grade))
    return ((((155.4 * i - 30.4) * i - 43.3) * i + 46.3) * i + 19.5) * i + 3.6


def graded_speed(speed_mps: float, grade: float) -> float:
    """The speed on the flat that costs as much as `speed_mps` (metres per second) on `grade` (a fraction)."""
    return speed_mps * cost_of_grade(grade) / cost_of_grade(0.0)


def analyse(points: Sequence[Point], pauses: Sequence[tuple[float, float]] = ()) -> Track:
    """Add up a recorded run.

    Parameters
    ----------
    points : samples in the order recorded; a sample that goes back in time is passed over.
    pauses : spans (from, to; seconds since 1970 UTC, ascending) in which the watch's timer stood.

    Returns
    -------
    Track with moving seconds, metres, climb and descent in metres from smoothed altitude, seconds at each heart
    rate, and grade-adjusted speed of successive 30 s of moving time (Minetti 2002). A pause of 15 s or more ends a
    piece and stands as one 0.0, so that two efforts with a rest between them are never read as one.
    """
    steps = _still_is_paused(_steps(points, pauses))
    altitudes = _smoothed([s.altitude_m for s in steps], [s.moving_s for s in steps])
    climb, descent = _climb(altitudes)
    histogram = _histogram(steps)
    seconds = sum(histogram.values())
    return Track(
        moving_s=round(sum(s.moving_s for s in steps), 1),
        distance_m=round(sum(s.distance_m for s in steps), 1),
        climb_m=round(climb, 1),
        descent_m=round(descent, 1),
        mean_hr_bpm=round(sum(b * s for b, s in histogram.items()) / seconds, 1) if seconds else None,
        max_hr_bpm=float(max(histogram)) if histogram else None,
        hr_histogram_s=histogram,
        graded_speed_mps=_pieces(steps, altitudes),
    )


def mend_clock(points: Sequence[Point]) -> list[Point]:
    """Points with a jump of the clock closed up: what came before is moved to end a second before what follows.

    A watch that starts before it has found the time records with a wrong clock and then sets it; the later clock is
    the right one.
    """
    mended: list[Point] = []
    shift_s = 0.0
    for i in range(len(points) - 1, -1, -1):
        mended.append(points[i]._replace(time_s=points[i].time_s + shift_s) if shift_s else points[i])
        gap_s = points[i].time_s - points[i - 1].time_s if i else 0.0
        if gap_s > JUMP_S or gap_s < BACK_S:
            shift_s += gap_s - 1.0
    mended.reverse()
    return mended


def _steps(points: Sequence[Point], pauses: Sequence[tuple[float, float]]) -> list[Step]:
    """The ways between points, with the timer's pauses and the gaps taken out of the moving time."""
    steps: list[Step] = []
    distances = _distances(points)
    if not distances:
        return steps
    knows_way = distances[-1] > 0
    last, pause = 0, 0
    for i in range(1, len(points)):
        begin, end = points[last].time_s, points[i].time_s
        if end <= begin:
            continue
        while pause < len(pauses) and pauses[pause][1] <= begin:
            pause += 1
        stopped_s, k = 0.0, pause
        while k < len(pauses) and pauses[k][0] < end:
            stopped_s += min(end, pauses[k][1]) - max(begin, pauses[k][0])
            k += 1
        way_m = max(0.0, distances[i] - distances[last])
        moving_s = _moving(end - begin - stopped_s, way_m, knows_way)
        if not moving_s or way_m > FAULT_MPS * (end - begin):
            way_m = 0.0
        steps.append(Step(moving_s, end - begin - moving_s, way_m, points[i].altitude_m, points[i].hr_bpm))
        last = i
    return steps


def _moving(gap_s: float, way_m: float, knows_way: bool) -> float:
    """Seconds of a gap that were running: all of a short one, none of a long slow one."""
    if gap_s <= GAP_S:
        return max(0.0, gap_s)
    if gap_s > LONGEST_GAP_S:
        return 0.0
    if not knows_way:
        return gap_s if gap_s <= STILL_S else 0.0
    return gap_s if WALK_MPS <= way_m / gap_s <= FAULT_MPS else 0.0


def _distances(points: Sequence[Point]) -> list[float]:
    """Metres from the start at each point: as recorded, or along the positions where nothing was recorded."""
    recorded = any(p.distance_m for p in points)
    metres, at = [], 0.0
    here: tuple[float, float] | None = None
    for p in points:
        if recorded:
            at = at if p.distance_m is None else max(at, p.distance_m)
        elif p.lat_deg is not None and p.lon_deg is not None:
            there = (p.lat_deg, p.lon_deg)
            at += _between(here, there) if here else 0.0
            here = there
        metres.append(at)
    return metres


def _between(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle metres between two positions in degrees (haversine, mean Earth radius)."""
    lat1, lat2 = math.radians(a[0]), math.radians(b[0])
    half = math.sin((lat2 - lat1) / 2) ** 2
    half += math.cos(lat1) * math.cos(lat2) * math.sin(math.radians(b[1] - a[1]) / 2) ** 2
    return 12_742_017.6 * math.asin(min(1.0, math.sqrt(half)))


def _still_is_paused(steps: list[Step]) -> list[Step]:
    """Standing for a minute or more is a pause, though the watch ran on; not judged where no way is known."""
    if not any(s.distance_m for s in steps):
        return steps
    result, first, still_s = list(steps), 0, 0.0
    for i in range(len(steps) + 1):
        if i < len(steps) and steps[i].distance_m <= STILL_MPS * steps[i].moving_s:
            still_s += steps[i].moving_s
            continue
        if still_s >= STILL_S:
            for k in range(first, i):
                s = steps[k]
                result[k] = s._replace(moving_s=0.0, paused_s=s.paused_s + s.moving_s, distance_m=0.0)
        first, still_s = i + 1, 0.0
    return result


def _smoothed(altitudes: Sequence[float | None], seconds: Sequence[float]) -> list[float]:
    """Altitude as a moving average over 30 s of moving time; empty when too few points know it."""
    known = [a for a in altitudes if a is not None]
    if len(known) * 2 < len(altitudes) or not known:
        return []
    filled, here = [], known[0]
    for a in altitudes:
        here = here if a is None else a
        filled.append(here)
    sums, times = [0.0], [0.0]
    for a, s in zip(filled, seconds, strict=True):
        sums.append(sums[-1] + a * s)
        times.append(times[-1] + s)
    smooth, low, high = [], 0, 0
    for i in range(len(filled)):
        at = times[i + 1]
        while times[low + 1] < at - SMOOTH_S:
            low += 1
        while high < len(filled) and times[high] < at + SMOOTH_S:
            high += 1
        span = times[high] - times[low]
        smooth.append((sums[high] - sums[low]) / span if span > 0 else filled[i])
    return smooth


def _climb(altitudes: Sequence[float]) -> tuple[float, float]:
    """Metres up and down, counting only rises and falls of `RISE_M` or more."""
    up = down = 0.0
    base = altitudes[0] if altitudes else 0.0
    for a in altitudes:
        if a - base >= RISE_M:
            up, base = up + a - base, a
        elif base - a >= RISE_M:
            down, base = down + base - a, a
    return up, down


def _histogram(steps: Sequence[Step]) -> dict[int, float]:
    """Moving seconds at each heart rate that a heart can have."""
    seconds: dict[int, float] = {}
    for s in steps:
        if s.hr_bpm is not None and s.moving_s and 30 <= s.hr_bpm <= 240:
            seconds[s.hr_bpm] = seconds.get(s.hr_bpm, 0.0) + s.moving_s
    return {bpm: round(seconds[bpm], 1) for bpm in sorted(seconds)}


class _Pieces:
    """Collects moving time, way and rise into pieces of `PIECE_S`."""

    def __init__(self) -> None:
        self.speeds: list[float] = []
        self.time_s = self.way_m = self.rise_m = 0.0

    def add(self, step: Step, rise_m: float) -> None:
        """Share a step out over the pieces it crosses."""
        left_s = step.moving_s
        while left_s > 0:
            take_s = min(left_s, PIECE_S - self.time_s)
            share = take_s / step.moving_s
            self.time_s += take_s
            self.way_m += share * step.distance_m
            self.rise_m += share * rise_m
            left_s -= take_s
            if self.time_s >= PIECE_S - 1e-9:
                self.close()

    def close(self) -> None:
        """End the piece; less than half a piece is dropped."""
        if self.time_s >= PIECE_S / 2:
            self.speeds.append(_piece_speed(self.time_s, self.way_m, self.rise_m))
        self.time_s = self.way_m = self.rise_m = 0.0

    def pause(self) -> None:
        """End the piece and mark the pause, once."""
        self.close()
        if self.speeds and self.speeds[-1]:
            self.speeds.append(0.0)


def _pieces(steps: Sequence[Step], altitudes: Sequence[float]) -> tuple[float, ...]:
    """Grade-adjusted speed of successive pieces; () where no way is known."""
    if not any(s.distance_m for s in steps):
        return ()
    pieces, paused_s = _Pieces(), 0.0
    here = altitudes[0] if altitudes else 0.0
    for i, step in enumerate(steps):
        there = altitudes[i] if altitudes else 0.0
        paused_s += step.paused_s
        if step.moving_s and paused_s >= GAP_S:
            pieces.pause()
        if step.moving_s:
            pieces.add(step, there - here)
            paused_s = 0.0
        here = there
    pieces.close()
    return tuple(pieces.speeds)


def _piece_speed(time_s: float, way_m: float, rise_m: float) -> float:
    """Grade-adjusted speed of one piece; a way too short to have a grade is taken as flat."""
    grade = rise_m / way_m if way_m >= PIECE_S / 2 else 0.0
    return round(graded_speed(way_m / time_s, grade), 3)
