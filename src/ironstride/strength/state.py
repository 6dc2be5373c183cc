"""Strength as it moves over days: learns a lifter's one-rep maxima from logged sets, one set at a time."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date

import numpy as np

from ironstride.catalogue.tables import table
from ironstride.model.exercise import Exercise
from ironstride.model.log import LoggedSession, LoggedSet
from ironstride.model.runner import Runner
from ironstride.strength.ability import MOST_REPS as MOST_TOLD
from ironstride.strength.ability import Ability, Belief, Evidence, ability
from ironstride.strength.repetitions import estimate_one_rep_max
from ironstride.strength.state_block import Block
from ironstride.strength.state_curve import MOST_REPS, log_share
from ironstride.strength.state_gauss import DAY, FIXED, Joint
from ironstride.strength.state_lifts import SHARED, Lift, Lifts
from ironstride.strength.state_numbers import Numbers, numbers
from ironstride.strength.state_reading import NOTHING, Reading, read
from ironstride.strength.state_session import Session


class StrengthState:
    """The belief about a lifter's strength after every set seen so far.

    Parameters
    ----------
    runner : experience, age, body mass and remembered lifts make the first belief.
    exercises : the catalogue's, by id.
    on : the day the belief begins.
    fixed : numbers of the model; those that ship unless given.
    """

    def __init__(
        self, runner: Runner, exercises: Mapping[str, Exercise], on: date, fixed: Numbers | None = None
    ) -> None:
        self.runner, self.exercises = runner, exercises
        self.body_mass_kg = runner.body_mass_kg
        self.numbers = fixed or numbers()
        rating, novice = self.numbers.rating, runner.lifting_experience in ("none", "novice")
        self._rating_sd = math.hypot(rating.spread, rating.novice_spread) if novice else rating.spread
        self._growth = math.log1p(float(table("ability")["growth_per_week"][runner.lifting_experience]))
        self._growing_days = 7 * int(table("ability")["growth_per_week"]["weeks"])
        self._begin = self._day = self._last_trained = on.toordinal()
        self._known = ability(runner, exercises, on.year)
        self.joint = Joint()
        self._session = Session(self.joint, self.numbers)
        self.lifts = Lifts(runner, exercises, on.year, self.joint, self.numbers, self._session.close)
        self._first_belief()

    def update(self, session: LoggedSession, entry: LoggedSet, run_before: bool = False) -> Reading | None:
        """Learn from one set of a session; sets come in the order they were done.

        Sets without repetitions, or that moved no mass that is known of, say nothing; none done to failure says that
        the load was too heavy.

        Parameters
        ----------
        session : the session it belongs to (its id and date are read).
        entry : the set.
        run_before : the session began within hours after a run, so that the legs were tired.

        Returns
        -------
        Reading
            What the set said; None when nothing.
        """
        if entry.reps is None or (entry.reps == 0 and not entry.to_failure):
            return None
        lift = self.lifts.of(entry)
        total = self.lifts.total_kg(lift, entry.load_kg, self.body_mass_kg)
        block = self._look(session, lift, total, entry.reps, run_before)
        if block is None:
            return None
        log_total = math.log(total)
        floor = lift.bound(self._day) if lift.floor > NOTHING else NOTHING
        reading = read(block, lift, entry, log_total, self.numbers, self._rating_sd, floor)
        if reading.doubted:
            lift.doubted.append((session.id, log_total, entry.reps))
            if _contradicted(lift.doubted):
                block, floor = self._session.start_anew(lift), NOTHING
                lift.floor = NOTHING
                reading = read(block, lift, entry, log_total, self.numbers, self._rating_sd)
        else:
            lift.doubted.clear()
        before = block.cov[0]
        self._learn(block, lift, entry.reps, log_total, reading)
        if reading.bound > floor or floor > block.means[0]:
            lift.floor, lift.floor_day = min(max(floor, reading.bound), block.means[0]), self._day
        lift.evidence.append(Evidence(session.date, entry, 1.0 - block.cov[0] / before))
        return reading

    def look(self, session: LoggedSession, entry: LoggedSet, run_before: bool = False) -> Block | None:
        """What is believed of a set's lift on that day before the set is done; the days since the last pass.

        None where the set moves no mass that is known of, and for an exercise nobody knows that was never done.
        """
        lift = self.lifts.of(entry)
        total = self.lifts.total_kg(lift, entry.load_kg, self.body_mass_kg)
        return self._look(session, lift, total, 0, run_before)

    def ability(self, on: date) -> Ability:
        """What is believed on a day at or after the last set, drift and loss included."""
        state = self.closed()
        if on.toordinal() > state._day:
            state._pass(on.toordinal())
            state.joint.reset(DAY, state.numbers.day.shared)
        own = {}
        for name, exercise in self.exercises.items():
            belief = state._belief(exercise)
            if belief is not None:
                own[name] = belief
        evidence: dict[str, tuple[Evidence, ...]] = {}
        for lift in self.lifts.seen():
            if lift.exercise is not None and lift.evidence:
                evidence[lift.exercise.id] = (*evidence.get(lift.exercise.id, ()), *lift.evidence)
        endurance = float(state.joint.mean[0]), math.sqrt(float(state.joint.cov[0, 0]))
        return Ability(self.body_mass_kg, {}, own, evidence, endurance)

    def closed(self) -> StrengthState:
        """A copy in which the sets so far are taken over, to be asked without changing anything."""
        other = object.__new__(StrengthState)
        other.__dict__.update(self.__dict__)
        other.joint = self.joint.copy()
        other._session = self._session.copy(other.joint)
        other.lifts = self.lifts.copy(other.joint)
        other._session.close()
        return other

    def _look(self, session: LoggedSession, lift: Lift, total: float, reps: int, run_before: bool) -> Block | None:
        """Open the day and the lift; a lift nobody knows is believed in from its first count on."""
        if total <= 0 or (math.isnan(lift.base_log) and not reps):
            return None
        if session.id != self._session.id:
            self._enter(session)
        if math.isnan(lift.base_log):
            self._first_set(lift, math.log(total), reps)
        return self._session.block(lift, run_before)

    def _first_belief(self) -> None:
        fixed, joint = self.numbers, self.joint
        first = {
            "endurance": (1.0, fixed.endurance.spread),
            "fatigue": (fixed.fatigue.mean, fixed.fatigue.spread),
            "reserve": (fixed.unknown_effort.reserve, fixed.unknown_effort.spread),
            "day": (0.0, fixed.day.shared),
        }
        for name in FIXED:
            joint.add(name, *first[name])
        prior = table("ability")["prior_spread"]
        shared = math.sqrt(float(prior["shared"])) * float(prior["prior"])
        joint.add(SHARED, 0.0, shared, fixed.drift.shared_per_root_day)
        for told in self.runner.known_lifts:
            exercise = self.exercises.get(told.exercise)
            total = 0.0 if exercise is None else told.load_kg + exercise.body_mass_share * self.body_mass_kg
            if exercise is not None and total > 0:
                reps = min(told.reps, MOST_TOLD)
                rir = None if told.rir is None else min(told.rir, MOST_TOLD - reps)
                kg, sd = estimate_one_rep_max(total, reps, rir, exercise.rep_table)
                self._told(self.lifts.named(exercise, ""), math.log(kg), sd)

    def _told(self, lift: Lift, log_max: float, sd: float) -> None:
        """Learn a maximum that is told outright, with its spread."""
        if math.isnan(lift.base_log):
            lift.base_log = log_max - float(self.joint.mean[lift.parts] @ lift.weights)
            self.joint.widen(lift.own, sd * sd)
            return
        shares = self.joint.shares(lift.parts, lift.weights)
        variance = float(shares[0, lift.parts] @ lift.weights) + sd * sd
        gain, spread = np.zeros(4), np.zeros((4, 4))
        gain[0] = (log_max - lift.log_max(self.joint)) / variance
        spread[0, 0] = -1.0 / variance
        self.joint.absorb(shares, gain, spread)

    def _first_set(self, lift: Lift, log_total: float, reps: int) -> None:
        """Begin to believe something of a lift nobody knows from its first set."""
        self._session.close()
        unknown = self.numbers.unknown_lift
        start = log_total - log_share(min(reps, MOST_REPS), lift.table) + unknown.first_margin
        lift.base_log = start - float(self.joint.mean[lift.parts] @ lift.weights)
        self.joint.widen(lift.own, unknown.first_spread**2)

    def _enter(self, session: LoggedSession) -> None:
        """End the session before, let the days since go by, and grow as training does in the first weeks."""
        self._session.close()
        self._pass(session.date.toordinal())
        if self._day - self._begin < self._growing_days:
            trained_days = min(self._day - self._last_trained, 7)
            self.joint.mean[self.joint.names[SHARED]] += self._growth * trained_days / 7
        self._last_trained = self._day
        self._session.begin(session.id)

    def _learn(self, block: Block, lift: Lift, reps: int, log_total: float, reading: Reading) -> None:
        block.move(reading.shares, reading.pull, reading.level_only)
        fatigue = self.numbers.fatigue
        block.tired = fatigue.kept * block.tired + math.exp(-max(reading.spare, 0.0) / fatigue.reserve_scale)
        block.nearest = min(block.nearest, reading.spare)
        lift.stops.add(log_total, reps)

    def _pass(self, day: int) -> None:
        """Let days go by: drift, and loss after weeks without training."""
        days = day - self._day
        if days <= 0:
            return
        self.joint.pass_days(days)
        idle, shared = self.numbers.detraining, self.joint.names[SHARED]
        before, after = (
            min(idle.log_per_day * max(at - self._last_trained - idle.hold_days, 0.0), idle.most_log)
            for at in (self._day, day)
        )
        self.joint.mean[shared] -= after - before
        over = max(day - max(self._day, self._last_trained + idle.hold_days), 0.0)
        self.joint.widen(shared, idle.spread_per_root_day**2 * over)
        self._day = day

    def _belief(self, exercise: Exercise) -> Belief | None:
        """What is believed of an exercise: of what was done latest, and there of the weaker side."""
        joint = self.joint
        logged = self.lifts.logged(exercise)
        if not logged and not self.lifts.believable(exercise):
            return None
        lift = min(logged, key=lambda one: one.log_max(joint)) if logged else self.lifts.named(exercise, "")
        if math.isnan(lift.base_log):
            return None
        scatter = self.numbers.day.lift**2 + self.numbers.day.set**2
        variance = joint.variance(lift.parts, lift.weights) + scatter
        told = self._known.of(exercise)
        known = bool(lift.evidence) or bool(told and told.known) or self._relative_logged(exercise)
        return Belief(lift.log_max(joint), math.sqrt(variance), known)

    def _relative_logged(self, exercise: Exercise) -> bool:
        """Whether the base lift of an exercise, or another of its relatives, was logged."""
        root = exercise.reference or exercise.id
        return any(
            lift.evidence and lift.exercise is not None and root in (lift.exercise.id, lift.exercise.reference)
            for lift in self.lifts.seen()
        )


def _contradicted(doubted: list[tuple[str, float, int]]) -> bool:
    """Two different sets in a row, or sets of two sessions, or three sets: no slip of the pen any more."""
    sessions, sets = {one[0] for one in doubted}, {one[1:] for one in doubted}
    return len(sessions) > 1 or len(sets) > 1 or len(doubted) > 2
