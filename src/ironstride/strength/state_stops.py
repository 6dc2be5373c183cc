"""How likely it is that a set ended because the lifter meant to stop there, told from the sets before it."""

from __future__ import annotations

from ironstride.strength.state_numbers import Stopping

#: two loads this close on the log scale are the same load
SAME = 0.005


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

    def stepped_down(self, log_load: float, habit: Stopping) -> bool:
        """Whether the load is clearly below that of the set before: a back-off or a drop set, rest unknown."""
        return bool(self.now) and log_load < self.now[-1][0] - habit.step_down

    def chance(self, log_load: float, reps: int, habit: Stopping) -> float:
        """Chance that a set stopped at its repetitions by choice, given that they were done.

        A lifter repeats a count at a load, within the session and from the last one, or stops anywhere. A count below
        the one just done at the same load was hardly meant.
        """
        here = there = 0
        for load, count in self.now:
            if count > here and abs(load - log_load) < SAME:
                here = count
        for load, count in self.before:
            if count > there and abs(load - log_load) < SAME:
                there = count
        free = 1.0 - (habit.again if here else 0.0) - (habit.as_last_time if there else 0.0)
        left = free * (1.0 - habit.anywhere) ** reps
        met = left * habit.anywhere
        if here >= reps > 0:
            left += habit.again
            met += habit.again if here == reps else 0.0
        if there >= reps > 0:
            left += habit.as_last_time
            met += habit.as_last_time if there == reps else 0.0
        return met / left
