"""How likely it is that a set ended because the lifter meant to stop there, told from the sets before it."""

from __future__ import annotations

from functools import cache

from ironstride.strength.state_numbers import Stopping, numbers

#: two loads this close on the log scale are the same load
SAME = 0.005
#: longest count with a chance of its own
MOST = 60


class Stops:
    """The sets of one lift in this session and in the one before, as (log load, repetitions)."""

    __slots__ = ("before", "now", "session")

    def __init__(self) -> None:
        self.session = ""
        self.now: list[tuple[float, int]] = []
        self.before: list[tuple[float, int]] = []

    def begin(self, session: str) -> None:
        """Begin a session, unless it is already under way."""
        if session != self.session:
            self.session = session
            if self.now:
                self.before, self.now = self.now, []

    def add(self, log_load: float, reps: int) -> None:
        """Remember a set of the session under way."""
        self.now.append((log_load, reps))

    def stepped_down(self, log_load: float) -> bool:
        """Whether the load is clearly below that of the set before: a back-off or a drop set, rest unknown."""
        return bool(self.now) and log_load < self.now[-1][0] - numbers().stopping.step_down

    def chance(self, log_load: float, reps: int) -> float:
        """Chance that a set stopped at its repetitions by choice, given that they were done.

        A lifter repeats a count at a load, within the session and from the last one, or stops at a round number. A
        count below the one just done at the same load was hardly meant.
        """
        habit = numbers().stopping
        here = max((count for load, count in self.now if abs(load - log_load) < SAME), default=0)
        there = max((count for load, count in self.before if abs(load - log_load) < SAME), default=0)
        hazards, survivals = _base()
        at = min(reps, MOST)
        free = 1.0 - habit.again * bool(here) - habit.as_last_time * bool(there)
        met = free * hazards[at] * survivals[at]
        left = free * survivals[at]
        for count, weight in ((here, habit.again), (there, habit.as_last_time)):
            if count == reps:
                met += weight
            if count >= reps:
                left += weight
        return met / left


@cache
def _base() -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Chance to stop at each count once there, and to come so far, where nothing is known of the lifter's habits."""
    return _hazards(numbers().stopping)


def _hazards(habit: Stopping) -> tuple[tuple[float, ...], tuple[float, ...]]:
    hazards = [habit.round_count if count in habit.round_counts else habit.other_count for count in range(MOST + 1)]
    survivals, left = [], 1.0
    for hazard in hazards:
        survivals.append(left)
        left *= 1.0 - hazard
    return tuple(hazards), tuple(survivals)
