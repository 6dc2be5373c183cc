"""Best efforts over a few minutes, and critical speed through them."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import combinations

from msgspec import Struct

from ironstride.model.running import Run

#: Length of the pieces in `Run.graded_speed_mps`, seconds.
PIECE_S = 30


class CriticalSpeed(Struct, frozen=True):
    """The line through efforts: speed that can be held (metres per second) and the reserve above it (metres)."""

    speed_mps: float
    reserve_m: float


@lru_cache(maxsize=8192)
def best_effort(pieces: tuple[float, ...], effort_s: int, steady: float = 0.0) -> float | None:
    """Fastest mean speed over successive pieces.

    Parameters
    ----------
    pieces : grade-adjusted speeds of 30 s pieces, metres per second; 0.0 marks a pause.
    effort_s : length of the effort, seconds.
    steady : lowest speed of a piece within the effort, as a share of its mean; keeps recoveries out.

    Returns
    -------
    Metres per second; None when there is no such effort.
    """
    count = round(effort_s / PIECE_S)
    if count < 1 or len(pieces) < count:
        return None
    best = total = 0.0
    slowest: deque[int] = deque()
    for i, speed in enumerate(pieces):
        total += speed - (pieces[i - count] if i >= count else 0.0)
        while slowest and pieces[slowest[-1]] >= speed:
            slowest.pop()
        slowest.append(i)
        if slowest[0] <= i - count:
            slowest.popleft()
        if i >= count - 1 and total > best and pieces[slowest[0]] >= steady * total / count:
            best = total
    return best / count or None


def best_efforts(runs: Iterable[Run], efforts_s: Iterable[int], steady: float) -> dict[int, list[tuple[float, Run]]]:
    """For each effort length (seconds) the runs' best mean speeds (metres per second), fastest first.

    `steady` is as in `best_effort`.
    """
    ranked: dict[int, list[tuple[float, Run]]] = {}
    everyone = list(runs)
    for effort_s in efforts_s:
        found = [(best, run) for run in everyone if (best := best_effort(run.graded_speed_mps, effort_s, steady))]
        ranked[effort_s] = sorted(found, key=lambda pair: (-pair[0], pair[1].id))
    return ranked


def critical_speed(speeds_mps: Mapping[int, float]) -> CriticalSpeed | None:
    """Least-squares line of distance on time: distance = reserve + critical speed * time.

    Parameters
    ----------
    speeds_mps : mean speed of a best effort by its length in seconds.

    Returns
    -------
    None for fewer than two efforts of different length.

    Notes
    -----
    Linear distance-time model; Lipková et al. 2025, Front Sports Act Living 7:1520914.
    """
    if len(speeds_mps) < 2:
        return None
    times = [float(t) for t in speeds_mps]
    ways = [t * v for t, v in speeds_mps.items()]
    mean_t, mean_d = sum(times) / len(times), sum(ways) / len(ways)
    spread = sum((t - mean_t) ** 2 for t in times)
    speed = sum((t - mean_t) * (d - mean_d) for t, d in zip(times, ways, strict=True)) / spread
    return CriticalSpeed(speed, mean_d - speed * mean_t)


def all_out(speeds_mps: Mapping[int, float], tolerance: float, reserve_m: tuple[float, float]) -> dict[int, float]:
    """The efforts that lie on one line above which there is none; the others were not all-out.

    Parameters
    ----------
    speeds_mps : mean speed of a best effort by its length in seconds.
    tolerance : share of the distance by which an effort may miss the line.
    reserve_m : lowest and highest reserve, metres, that a line of a runner can have.

    Returns
    -------
    The most efforts that any such line holds, of those the ones that span the longest time; empty if there is none.
    """
    best: dict[int, float] = {}
    for pair in combinations(sorted(speeds_mps), 2):
        line = critical_speed({t: speeds_mps[t] for t in pair})
        if line is None or line.speed_mps <= 0 or not reserve_m[0] <= line.reserve_m <= reserve_m[1]:
            continue
        over = {t: v * t / (line.reserve_m + line.speed_mps * t) - 1 for t, v in speeds_mps.items()}
        on_it = {t: speeds_mps[t] for t in sorted(over) if over[t] >= -tolerance}
        if max(over.values()) <= tolerance and _weight(on_it) > _weight(best):
            best = on_it
    return best


def _weight(efforts: Mapping[int, float]) -> tuple[int, float]:
    """How many efforts, and how far apart the shortest and the longest are."""
    return len(efforts), max(efforts) / min(efforts) if efforts else 0.0
