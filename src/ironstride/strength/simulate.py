"""A simulated runner whose true strength is known: lifts what a plan asks, as people do, so that plans can be tried."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Mapping
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from ironstride.catalogue.tables import table_as
from ironstride.model.exercise import Exercise
from ironstride.model.log import LoggedSession, LoggedSet
from ironstride.model.runner import Runner
from ironstride.model.session import Item, Session, Set
from ironstride.strength.ability import Ability, ability
from ironstride.strength.autoregulate import AdviceTable, look_up
from ironstride.strength.state_curve import log_share

#: repetitions after which nobody goes on, though more would be possible, and the most that are told apart
MOST_REPS, MOST_POSSIBLE = 30, 100
#: reserve an honest first set stops with
HONEST_RIR = 3


class _Nature(Struct, frozen=True):
    shared_spread: float
    own_spread: float
    day_spread: float
    lift_day_spread: float
    set_spread: float
    endurance_spread: float
    rating_mean: float
    rating_spread: float
    rating_most: int
    tired_per_set: float


class _Growth(Struct, frozen=True):
    per_session: dict[str, float]
    most: dict[str, float]
    hold_days: int
    lost_per_day: float


class _Habits(Struct, frozen=True):
    missed: float
    gap: float
    gap_days: int


class _Simulation(Struct, frozen=True):
    nature: _Nature
    growth: _Growth
    habits: _Habits


class Lifted(Struct, frozen=True):
    """One set that was tried: what was asked, what was truly possible that moment, and the mass moved as a share of
    the true one-rep maximum of an average day (0 where that is not known)."""

    day: date
    exercise: str
    load_kg: float
    asked_reps: int
    asked_rir: float
    possible_reps: int
    share: float = 0.0


class SimulatedRunner:
    """A lifter with a true one-rep maximum for every lift, unknown to the planner.

    Strength grows with each session and is lost in long gaps; it differs from day to day, from lift to lift and from
    set to set. Reserve is rated as people do: about one repetition too low, with scatter, and never above a few.

    Parameters
    ----------
    runner : experience, age and body mass; what a person like this usually lifts is where the truth is drawn around.
    exercises : the catalogue's.
    seed : the same seed is the same person.
    """

    def __init__(self, runner: Runner, exercises: Mapping[str, Exercise], seed: int) -> None:
        self.runner, self.exercises = runner, exercises
        self._numbers = table_as("simulation", _Simulation)
        self._random = random.Random(seed)
        self._usual: Ability = ability(runner, exercises, 2027)
        nature = self._numbers.nature
        self._shared = self._random.gauss(0.0, nature.shared_spread)
        self.endurance = max(0.6, self._random.gauss(1.0, nature.endurance_spread))
        self._own: dict[str, float] = {}
        self._last: date | None = None
        #: what training has added, on the log scale
        self.gain = 0.0
        #: every set that was tried
        self.tried: list[Lifted] = []

    def log_max(self, exercise: Exercise) -> float | None:
        """Give the true log one-rep maximum of a lift, body share included, on an average day; None for no lift.

        People differ in what they lift besides the body of a related lift: whoever is weak still rises from a chair.
        """
        usual = self._usual.of(exercise)
        if usual is None:
            return None
        if exercise.id not in self._own:
            own = random.Random(f"{exercise.id}{self._shared}").gauss(0.0, self._numbers.nature.own_spread)
            self._own[exercise.id] = own
        body_kg = exercise.body_mass_share * self.runner.body_mass_kg if exercise.reference else 0.0
        outside_kg = (usual.one_rep_max_kg - body_kg) * math.exp(self._shared + self._own[exercise.id] + self.gain)
        return math.log(outside_kg + body_kg)

    def misses(self) -> bool:
        """Say whether the next session is missed."""
        return self._random.random() < self._numbers.habits.missed

    def gap_days(self) -> int:
        """Give the days without any training that begin this week, mostly 0."""
        habits = self._numbers.habits
        return self._random.randint(habits.gap_days // 3, habits.gap_days) if self._random.random() < habits.gap else 0

    def train(self, session: Session, tables: Mapping[str, AdviceTable] | None = None) -> LoggedSession:
        """Do a session as well as possible and log it, taking the advice of the tables after each set."""
        self._rest(session.date)
        form = self._random.gauss(0.0, self._numbers.nature.day_spread)
        sets = [
            one for item in session.items for one in self._item(session, item, form, (tables or {}).get(item.exercise))
        ]
        self._grow(session.date)
        return LoggedSession(
            id=f"log-{session.id}",
            date=session.date,
            start_min=60 * int(session.start[:2]) + int(session.start[3:]),
            minutes=session.minutes,
            planned=session.id,
            place=session.place,
            sets=tuple(sets),
        )

    def _item(self, session: Session, item: Item, form: float, table: AdviceTable | None) -> Iterator[LoggedSet]:
        exercise = self.exercises[item.exercise]
        log_max = self.log_max(exercise)
        here = form + self._random.gauss(0.0, self._numbers.nature.lift_day_spread)
        tired = 0.0
        done: list[LoggedSet] = []
        for number, one in enumerate(item.sets):
            name = f"{session.id}-{item.exercise}-{number}"
            if one.reps is None or log_max is None:
                yield self._as_asked(name, item, one)
                continue
            if table is not None and not one.warmup:
                advice = look_up(table, done)
                if advice.stop:
                    return
                one = replace(one, load_kg=advice.load_kg, reps=advice.reps)
            scatter = self._random.gauss(0.0, self._numbers.nature.set_spread)
            possible = self._possible(exercise, one, log_max + here + scatter, tired)
            honest = item.first_time and not one.warmup and tired == 0
            done.append(self._set(name, session, item, one, possible, honest))
            yield done[-1]
            tired += 0.0 if one.warmup else self._numbers.nature.tired_per_set

    def _possible(self, exercise: Exercise, one: Set, log_max: float, tired: float) -> int:
        """Count the repetitions that would go before failure."""
        total = (one.load_kg or 0.0) + exercise.body_mass_share * self.runner.body_mass_kg
        if total <= 0:
            return MOST_POSSIBLE
        room = math.log(total) - log_max
        reps = 0
        while reps < MOST_POSSIBLE and self.endurance * log_share(reps + 1, exercise.rep_table) >= room:
            reps += 1
        return max(0, round(reps - tired))

    def _set(self, name: str, session: Session, item: Item, one: Set, possible: int, honest: bool) -> LoggedSet:
        asked = one.reps or 0
        if not one.warmup:
            share, load_kg = self._share(item.exercise, one), one.load_kg or 0.0
            self.tried.append(Lifted(session.date, item.exercise, load_kg, asked, one.rir or 0.0, possible, share))
        reps = min(asked, possible)
        if honest:
            reps = max(reps, min(MOST_REPS, possible - HONEST_RIR))
        left = possible - reps
        rir = None if one.warmup else self._rated(left)
        return LoggedSet(
            id=name,
            exercise=item.exercise,
            reps=reps,
            load_kg=one.load_kg,
            kind="warmup" if one.warmup else "work",
            rir=rir,
            to_failure=not one.warmup and reps < asked,
            planned_reps=asked,
            rest_s=one.rest_s,
        )

    def _share(self, name: str, one: Set) -> float:
        exercise = self.exercises[name]
        log_max = self.log_max(exercise)
        total_kg = (one.load_kg or 0.0) + exercise.body_mass_share * self.runner.body_mass_kg
        return 0.0 if log_max is None else total_kg / math.exp(log_max)

    def _rated(self, left: int) -> float:
        nature = self._numbers.nature
        felt = left - nature.rating_mean + self._random.gauss(0.0, nature.rating_spread)
        return float(min(max(round(felt), 0), nature.rating_most))

    @staticmethod
    def _as_asked(name: str, item: Item, one: Set) -> LoggedSet:
        return LoggedSet(
            id=name,
            exercise=item.exercise,
            reps=one.reps,
            seconds=one.seconds,
            contacts=one.contacts,
            metres=one.metres,
            load_kg=one.load_kg,
            kind="warmup" if one.warmup else "work",
            planned_reps=one.reps,
        )

    def _grow(self, day: date) -> None:
        growth, level = self._numbers.growth, self.runner.lifting_experience
        self.gain += growth.per_session[level] * max(0.0, 1 - self.gain / growth.most[level])
        self._last = day

    def _rest(self, day: date) -> None:
        growth = self._numbers.growth
        if self._last is not None:
            idle = (day - self._last).days - growth.hold_days
            self.gain -= growth.lost_per_day * max(0, idle)
