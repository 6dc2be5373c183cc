"""Finds bouts of fast running in 30 s pieces, and tells intervals and sprints from steady running."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from statistics import fmean, median

from msgspec import Struct

from ironstride.model.running import Intensity
from ironstride.running.class_limits import Classes
from ironstride.running.efforts import PIECE_S


class Bout(Struct, frozen=True):
    """Successive pieces at or above a speed: how many, and the fastest of them as a share of threshold speed."""

    pieces: int
    peak: float

    @property
    def minutes(self) -> float:
        """How long it lasted."""
        return self.pieces * PIECE_S / 60


def bouts(shares: Sequence[float], least: float) -> list[Bout]:
    """Runs of successive pieces at or above `least`, all as shares of threshold speed."""
    found = []
    for is_in, group in groupby(shares, key=lambda share: share >= least):
        if is_in:
            pieces = list(group)
            found.append(Bout(len(pieces), max(pieces)))
    return found


def repeated(fast: Sequence[Bout], shares: Sequence[float], classes: Classes) -> tuple[Intensity, str] | None:
    """Intervals or sprints: fast bouts with recoveries between them. A few strides do not make either."""
    total_min = sum(b.minutes for b in fast)
    short = [b for b in fast if b.pieces <= classes.sprint_bout_pieces]
    is_short = len(short) == len(fast) >= classes.sprint_bouts and total_min <= classes.sprint_total_min
    if is_short and fmean(b.peak for b in fast) >= classes.sprint_piece:
        return "sprint", f"{len(fast)} short bouts, {100 * fmean(b.peak for b in fast):.0f} % of threshold speed"
    if len(fast) < classes.interval_bouts or total_min < classes.interval_total_min:
        return None
    first = next(i for i, s in enumerate(shares) if s >= classes.fast)
    last = max(i for i, s in enumerate(shares) if s >= classes.fast)
    between = [s for s in shares[first:last] if s < classes.fast]
    if median(between) <= classes.recovery and max(b.minutes for b in fast) <= classes.interval_longest_min:
        return "interval", f"{len(fast)} fast bouts, {total_min:.0f} min together, with recoveries between"
    return None
