"""What a lifter's earlier sets say of the repetitions of the next one: several ways to expect a count."""

from __future__ import annotations

import math
from functools import cache
from typing import Literal, NamedTuple, TypeAlias

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from ironstride.catalogue.tables import table_as
from ironstride.strength.repetitions import RepTable
from ironstride.strength.state_curve import log_share

Vector: TypeAlias = NDArray[np.float64]
Way: TypeAlias = Literal[
    "before", "last_time", "same_place", "same_change", "alike", "effort", "capacity", "general"
]  # fmt: skip
WAYS: tuple[Way, ...] = (
    "before", "last_time", "same_place", "same_change", "alike", "effort", "capacity", "general",
)  # fmt: skip
Step: TypeAlias = Literal["first", "same", "up", "down"]
#: two loads this close on the log scale are the same load
SAME = 0.002
#: chances of every count from 0 on get this little, so that nothing is impossible
_TINY = 1e-9


class Alike(Struct, frozen=True):
    """Which earlier sets are like the next one, and how their counts carry over."""

    sessions: float
    place: float
    just_before: float
    load_for_count: float
    count_scatter: float
    load_for_effort: float
    effort_scatter: float
    effort_scatter_share: float
    slope: float
    general: float
    latest_sets: int


class Change(Struct, frozen=True):
    """How counts change from one candidate to the next."""

    imagined: float
    scatter: float
    kept: float


class Counts(Struct, frozen=True):
    """The longest set told apart."""

    most: int


class HabitNumbers(Struct, frozen=True):
    """The parts of the table `strength_forecast` that are about habits."""

    alike: Alike
    change: Change
    counts: Counts


class Done(NamedTuple):
    """A set done: the how-manieth session of its lift, its place there, log load, repetitions, and rated reserve (not a
    number when not rated)."""

    session: int
    place: int
    log_load: float
    reps: int
    reserve: float


class Next(NamedTuple):
    """The set to come: its lift, session, log load and reserve (not a number when not told), and the lift's table."""

    lift: str
    session: str
    log_load: float
    reserve: float
    table: RepTable


class Candidate(NamedTuple):
    """A count to go by, and the kind of change from it to the next count, which is learned."""

    reps: int
    change: tuple[str, str]


class Expected(NamedTuple):
    """Chances of each count, way by way; the candidates behind them; the situation the set is in."""

    chances: dict[Way, Vector]
    candidates: dict[Way, Candidate]
    step: Step
    known_load: bool


class Habits:
    """The sets of one lifter, lift by lift, in the order they were done."""

    def __init__(self) -> None:
        self._sets: dict[str, list[Done]] = {}
        self._sessions: dict[str, tuple[str, int]] = {}
        self._changes: dict[tuple[str, str], Vector] = {}
        most = _numbers().counts.most
        self._general = np.full(most + 1, 0.05)
        self._general[0] = _TINY

    def sets(self, lift: str, session: str) -> tuple[list[Done], list[Done]]:
        """The latest sets of a lift: those of this session, and those before."""
        done = self._sets.get(lift, [])[-_numbers().alike.latest_sets :]
        number = self._number(lift, session)
        at = len(done)
        while at and done[at - 1].session == number:
            at -= 1
        return done[at:], done[:at]

    def expect(self, following: Next) -> Expected:
        """Expect a count in every way there is one: in general only, for a lift never done."""
        now, before = self.sets(following.lift, following.session)
        step = _step(now, following.log_load)
        candidates = _candidates(now, before, following.log_load, step)
        chances: dict[Way, Vector] = {way: self._changed(one) for way, one in candidates.items()}
        general = self._general / self._general.sum()
        chances["general"] = general
        if now or before:
            number = self._number(following.lift, following.session)
            chances["alike"], chances["effort"] = _alike([*before, *now], len(now), number, following, general)
        known = any(abs(one.log_load - following.log_load) < SAME for one in (*before, *now))
        return Expected(chances, candidates, step, known)

    def add(self, following: Next, reps: int, expected: Expected) -> None:
        """Remember the count that came, and how it differs from the candidates."""
        numbers = _numbers()
        reps = min(reps, numbers.counts.most)
        number = self._number(following.lift, following.session)
        now, _ = self.sets(following.lift, following.session)
        self._sessions[following.lift] = (following.session, number)
        self._sets.setdefault(following.lift, []).append(
            Done(number, len(now), following.log_load, reps, following.reserve)
        )
        self._general[reps] += 1
        for candidate in expected.candidates.values():
            counts = self._changes.setdefault(candidate.change, np.zeros(2 * numbers.counts.most + 1))
            counts *= numbers.change.kept
            counts[numbers.counts.most + reps - candidate.reps] += 1

    def _number(self, lift: str, session: str) -> int:
        """The how-manieth session of a lift this is."""
        last, number = self._sessions.get(lift, ("", -1))
        return number if last == session else number + 1

    def _changed(self, candidate: Candidate) -> Vector:
        """Chances of counts around a candidate, by the changes this lifter made before."""
        numbers = _numbers()
        most = numbers.counts.most
        chances = _around(np.array([float(candidate.reps)]), np.array([numbers.change.scatter]))[0]
        chances *= numbers.change.imagined
        seen = self._changes.get(candidate.change)
        if seen is not None:
            chances[1:] += seen[most + 1 - candidate.reps : 2 * most + 1 - candidate.reps]
        found: Vector = chances / chances.sum()
        return found


def _candidates(now: list[Done], before: list[Done], log_load: float, step: Step) -> dict[Way, Candidate]:
    """Counts to go by: the set before, the same load last time, the same place last time, the same change as then."""
    found: dict[Way, Candidate] = {}
    if now:
        found["before"] = Candidate(now[-1].reps, ("before", step))
    same = [one for one in before if abs(one.log_load - log_load) < SAME]
    if same:
        then = [one for one in same if one.session == same[-1].session]
        at = sum(abs(one.log_load - log_load) < SAME for one in now)
        found["last_time"] = Candidate(then[min(at, len(then) - 1)].reps, ("last_time", str(at < len(then))))
    if before:
        then = [one for one in before if one.session == before[-1].session]
        place = len(now)
        match = then[min(place, len(then) - 1)]
        found["same_place"] = Candidate(match.reps, ("same_place", _moved(log_load - match.log_load)))
        if 0 < place < len(then):
            moved = then[place].log_load - then[place - 1].log_load
            count = now[-1].reps + then[place].reps - then[place - 1].reps
            if abs(log_load - now[-1].log_load - moved) < 5 * SAME and 1 <= count <= _numbers().counts.most:
                found["same_change"] = Candidate(count, ("same_change", step))
    return found


def _alike(done: list[Done], place: int, number: int, following: Next, general: Vector) -> tuple[Vector, Vector]:
    """Chances by the counts of sets like the next one, and by their effort carried to its load."""
    alike = _numbers().alike
    table = np.array(done)
    sessions, places, loads, reps, reserves = table.T
    nearness = np.exp(-(number - sessions) / alike.sessions - alike.place * np.abs(place - places))
    if sessions[-1] == number:
        nearness[-1] *= alike.just_before
    away = following.log_load - loads
    weights = nearness * np.exp(-np.abs(away) / alike.load_for_count)
    counts = weights @ _around(reps, np.full(len(done), alike.count_scatter))
    by_count = (counts + alike.general * general) / (weights.sum() + alike.general)
    weights = nearness * np.exp(-np.abs(away) / alike.load_for_effort)
    if not math.isnan(following.reserve):
        reps = np.where(np.isnan(reserves), reps, np.maximum(reps + reserves - following.reserve, 1.0))
    shares = _shares(following.table)
    carried = np.interp(reps, np.arange(1, len(shares) + 1), shares) + alike.slope * away
    moved = np.interp(-carried, -shares, np.arange(1.0, len(shares) + 1))
    efforts = weights @ _around(moved, alike.effort_scatter + alike.effort_scatter_share * moved)
    by_effort = (efforts + alike.general * general) / (weights.sum() + alike.general)
    return by_count, by_effort


def _around(centres: Vector, scatters: Vector) -> Vector:
    """Chances of each count around centres, falling off on both sides by the scatter (a discrete Laplace law)."""
    counts = np.arange(_numbers().counts.most + 1)
    chances = np.exp(-np.abs(counts[None, :] - centres[:, None]) / scatters[:, None])
    chances[:, 0] = _TINY
    found: Vector = chances / chances.sum(axis=1, keepdims=True)
    return found


def _step(now: list[Done], log_load: float) -> Step:
    if not now:
        return "first"
    return _moved(log_load - now[-1].log_load)


def _moved(difference: float) -> Step:
    return "same" if abs(difference) < SAME else "up" if difference > 0 else "down"


@cache
def _numbers() -> HabitNumbers:
    return table_as("strength_forecast", HabitNumbers)


@cache
def _shares(table: RepTable) -> Vector:
    return np.array([log_share(reps, table) for reps in range(1, _numbers().counts.most + 1)])
