"""Strength as it moves over days: learns a lifter's one-rep maxima from logged sets, one set at a time."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date, datetime

import numpy as np
from msgspec import Struct

from ironstride.catalogue.tables import table
from ironstride.model.exercise import Exercise
from ironstride.model.log import LoggedSession, LoggedSet
from ironstride.model.runner import Runner
from ironstride.strength.ability import Ability, Belief, Evidence, ability
from ironstride.strength.repetitions import RepTable, estimate_one_rep_max
from ironstride.strength.state_block import Block
from ironstride.strength.state_curve import MOST_REPS, log_share, log_shares
from ironstride.strength.state_gauss import DAY, FIXED, Joint, Vector
from ironstride.strength.state_likelihood import Ending, Pull, counted, measured, normal_cdf
from ironstride.strength.state_numbers import Numbers, numbers
from ironstride.strength.state_stops import Stops

#: a set whose chance to have been stopped by choice is below this tells its effort
EFFORT_KNOWN = 0.25
#: sets kept per lift to tell what a belief stands on
KEPT = 12


class Lift(Struct):
    """What is lifted: an exercise (or a name nobody knows) and a side, and which parts its strength is made of."""

    key: str
    exercise: Exercise | None
    table: RepTable
    body_share: float
    base_log: float
    parts: Vector
    weights: Vector
    evidence: list[Evidence]
    stops: Stops
    doubted: list[tuple[str, float, int]]
    last_day: int = 0
    sessions: int = 0


class Reading(Struct, frozen=True):
    """What one set says of the numbers of its block, how much strength was spare, and whether it fits at all."""

    pull: Pull
    shares: list[float]
    spare: float
    doubted: bool
    level_only: bool


class StrengthState:
    """The belief about a lifter's strength after every set seen so far.

    Parameters
    ----------
    runner : experience, age, body mass and remembered lifts make the first belief.
    exercises : the catalogue's, by id.
    on : the day the belief begins.
    """

    def __init__(self, runner: Runner, exercises: Mapping[str, Exercise], on: date) -> None:
        self.runner, self.exercises = runner, exercises
        self.body_mass_kg = runner.body_mass_kg
        self._numbers: Numbers = numbers()
        rating = self._numbers.rating
        novice = runner.lifting_experience in ("none", "novice")
        self._rating_sd = math.hypot(rating.spread, rating.novice_spread) if novice else rating.spread
        self._first = ability(runner, exercises, on.year)
        self._bare = ability(_without_lifts(runner), exercises, on.year)
        self._day = on.toordinal()
        self._last_trained = self._day
        self._joint = Joint()
        self._lifts: dict[str, Lift] = {}
        self._session = ""
        self._open: Lift | None = None
        self._block: Block | None = None
        self._shares: Vector | None = None
        self._prior: tuple[Vector, Vector] | None = None
        self._form: dict[str, tuple[float, float, int, float]] = {}
        self._begin()

    def update(self, session: LoggedSession, entry: LoggedSet, run_before: bool = False) -> Pull | None:
        """Learn from one set of a session; sets come in the order they were done.

        Sets without repetitions or without mass moved, and sets of none, say nothing and are passed over.

        Parameters
        ----------
        session : the session it belongs to (its id and date are read).
        entry : the set.
        run_before : the session began within hours after a run, so that the legs were tired.
        """
        if not entry.reps:
            return None
        lift = self._lift(entry)
        total = (entry.load_kg or 0.0) + lift.body_share * self.body_mass_kg
        if total <= 0:
            return None
        self._enter(session, lift, math.log(total), min(entry.reps, MOST_REPS), run_before)
        block = self._block
        assert block is not None
        return self._learn(block, lift, entry, math.log(total), session.date)

    def survival(self, session: LoggedSession, entry: LoggedSet, most: int) -> list[float] | None:
        """Chances to reach 1, 2, … `most` repetitions with the load of a set before it is done, if all is given.

        None for a lift never seen before, and where no mass is moved.
        """
        lift = self._lift(entry)
        total = (entry.load_kg or 0.0) + lift.body_share * self.body_mass_kg
        if total <= 0 or math.isnan(lift.base_log):
            return None
        log_total = math.log(total)
        self._enter(session, lift, log_total, 1, False)
        block, shares = self._block, log_shares(lift.table)
        assert block is not None
        chances, last = [], 1.0
        for reps in range(1, most + 1):
            share = shares[reps]
            mean, variance, _ = block.along(share, block.tired * (share - self._numbers.fatigue.single), 0.0)
            last = min(last, normal_cdf((mean - log_total) / math.sqrt(variance + self._numbers.day.set**2)))
            chances.append(last)
        return chances

    def ability(self, on: date) -> Ability:
        """What is believed on a day at or after the last set, drift and rest included."""
        state = self._closed_copy()
        state._pass(on.toordinal())
        own = {}
        for name, exercise in self.exercises.items():
            belief = state._belief(exercise)
            if belief is not None:
                own[name] = belief
        evidence = {lift.exercise.id: tuple(lift.evidence) for lift in self._lifts.values() if lift.exercise}
        return Ability(self.body_mass_kg, {}, own, evidence, state._endurance())

    def _begin(self) -> None:
        fixed = self._numbers
        joint = self._joint
        spreads = {
            "endurance": (1.0, fixed.endurance.spread),
            "fatigue": (fixed.fatigue.mean, fixed.fatigue.spread),
            "reserve": (fixed.unknown_effort.reserve, fixed.unknown_effort.spread),
            "day": (0.0, fixed.day.shared),
        }
        for name in FIXED:
            joint.add(name, *spreads[name])
        prior = table("ability")["prior_spread"]
        shared = math.sqrt(float(prior["shared"])) * float(prior["prior"])
        joint.add("shared", 0.0, shared, fixed.drift.shared_per_root_day)
        for lift in self.runner.known_lifts:
            exercise = self.exercises.get(lift.exercise)
            if exercise is None:
                continue
            total = lift.load_kg + exercise.body_mass_share * self.body_mass_kg
            if total <= 0:
                continue
            reps = min(lift.reps, 15)
            rir = None if lift.rir is None else min(lift.rir, 15 - reps)
            kg, sd = estimate_one_rep_max(total, reps, rir, exercise.rep_table)
            self._told(self._named(exercise, ""), math.log(kg), sd)

    def _told(self, lift: Lift, log_max: float, sd: float) -> None:
        """Learn a maximum that is told outright, with its spread."""
        joint = self._joint
        shares = joint.shares(lift.parts, lift.weights)
        mean = lift.base_log + float(joint.mean[lift.parts] @ lift.weights)
        variance = float(shares[lift.parts, 0] @ lift.weights) + sd * sd
        gain = np.zeros(4)
        gain[0] = (log_max - mean) / variance
        spread = np.zeros((4, 4))
        spread[0, 0] = -1.0 / variance
        joint.absorb(shares, gain, spread)
        lift.last_day = self._day

    def _lift(self, entry: LoggedSet) -> Lift:
        exercise = self.exercises.get(entry.exercise)
        if exercise is not None:
            return self._named(exercise, entry.side or "")
        key = f"?{entry.exercise or entry.name.strip().lower()}|{entry.side or ''}"
        if key not in self._lifts:
            self._close()
            joint = self._joint
            parts = [
                joint.names["shared"],
                joint.add(f"own:{key}", 0.0, 0.0, self._numbers.drift.own_per_root_day),
                DAY,
            ]
            self._lifts[key] = Lift(key, None, "general", 0.0, math.nan, np.array(parts), np.ones(3), [], Stops(), [])
        return self._lifts[key]

    def _named(self, exercise: Exercise, side: str) -> Lift:
        key = f"{exercise.id}|{side}"
        if key not in self._lifts:
            self._close()
            base_log, parts, weights = self._parts(exercise)
            if side:
                parts.append(self._joint.add(f"side:{key}", 0.0, self._numbers.side.spread))
                weights.append(1.0)
            self._lifts[key] = Lift(
                key,
                exercise,
                exercise.rep_table,
                exercise.body_mass_share,
                base_log,
                np.array([*parts, DAY]),
                np.array([*weights, 1.0]),
                [],
                Stops(),
                [],
            )
        return self._lifts[key]

    def _parts(self, exercise: Exercise) -> tuple[float, list[int], list[float]]:
        """The first log maximum of an exercise, and the parts whose weighted sum is its distance from there.

        The log maximum is not a number for exercises without a first belief: their first set gives it.
        """
        joint, drift = self._joint, self._numbers.drift
        prior = table("ability")["prior_spread"]
        base = self._bare.base
        if exercise.id in base:
            own = math.sqrt(1.0 - float(prior["shared"])) * float(prior["prior"])
            part = joint.add(f"own:{exercise.id}", 0.0, own, drift.family_per_root_day)
            return base[exercise.id].log_mean, [joint.names["shared"], part], [1.0, 1.0]
        believed = self._bare.of(exercise)
        if believed is None or exercise.reference is None or exercise.reference_ratio is None:
            part = joint.add(f"own:{exercise.id}", 0.0, 0.0, drift.own_per_root_day)
            return math.nan, [joint.names["shared"], part], [1.0, 1.0]
        _, parts, _ = self._parts(self.exercises[exercise.reference])
        outside = base[exercise.reference].one_rep_max_kg * exercise.reference_ratio / believed.one_rep_max_kg
        part = joint.add(f"own:{exercise.id}", 0.0, float(prior["related"]), drift.own_per_root_day)
        return believed.log_mean, [*parts, part], [*(outside for _ in parts), 1.0]

    def _enter(self, session: LoggedSession, lift: Lift, log_total: float, reps: int, run_before: bool) -> None:
        if session.id != self._session:
            self._close()
            self._pass(session.date.toordinal())
            self._last_trained = self._day
            self._session = session.id
            self._form.clear()
            self._joint.reset(DAY, self._numbers.day.shared)
        if lift is self._open:
            return
        self._close()
        self._open_block(lift, log_total, reps, run_before)

    def _open_block(self, lift: Lift, log_total: float, reps: int, run_before: bool) -> None:
        joint, fixed = self._joint, self._numbers
        if lift.stops.session != self._session and lift.key not in self._form:
            lift.sessions += 1
            joint.widen(int(lift.parts[-2]), fixed.drift.learning**2 / lift.sessions)
        if math.isnan(lift.base_log):
            unknown = fixed.unknown_lift
            start = log_total - log_share(reps, lift.table) + unknown.first_margin
            lift.base_log = start - float(joint.mean[lift.parts] @ lift.weights)
            joint.widen(int(lift.parts[-2]), unknown.first_spread**2)
        shares = joint.shares(lift.parts, lift.weights)
        means = np.empty(4)
        means[0] = lift.base_log + joint.mean[lift.parts] @ lift.weights
        means[1:] = joint.mean[:3]
        cov = np.empty((4, 4))
        cov[0, :] = lift.weights @ shares[lift.parts]
        cov[:, 0] = cov[0, :]
        cov[1:, 1:] = shares[:3, 1:]
        form_mean, form_var, done, tired = self._form.get(lift.key, (0.0, fixed.day.lift**2, 0, 0.0))
        if run_before and not done and _is_leg(lift.exercise):
            form_mean, form_var = fixed.after_run.log_mean, form_var + fixed.after_run.spread**2
        means[0] += form_mean
        cov[0, 0] += form_var
        self._open, self._shares, self._prior = lift, shares, (means, cov)
        self._block = Block(means.tolist(), [float(cov[i, j]) for i in range(4) for j in range(i, 4)])
        self._block.sets, self._block.tired = done, tired
        self._form[lift.key] = (form_mean, form_var, done, tired)

    def _close(self) -> None:
        """Let the whole belief take over what the sets of the open lift told."""
        lift, block = self._open, self._block
        if lift is None or block is None or self._prior is None or self._shares is None:
            return
        means, cov = self._prior
        inverse = np.linalg.inv(cov)
        after = np.empty((4, 4))
        after[np.triu_indices(4)] = block.cov
        after.T[np.triu_indices(4)] = block.cov
        gain = inverse @ (np.array(block.means) - means)
        spread = inverse @ (after - cov) @ inverse
        self._joint.absorb(self._shares, gain, (spread + spread.T) / 2)
        form_mean, form_var, _, _ = self._form[lift.key]
        self._form[lift.key] = (
            form_mean + form_var * float(gain[0]),
            max(form_var + form_var**2 * float(spread[0, 0]), 0.0),
            block.sets,
            block.tired,
        )
        lift.last_day = self._day
        self._open = self._block = self._prior = self._shares = None

    def _learn(self, block: Block, lift: Lift, entry: LoggedSet, log_total: float, day: date) -> Pull:
        reps = min(entry.reps or 1, MOST_REPS)
        lift.stops.begin(self._session)
        reading = self._read(block, lift, entry, log_total, reps)
        if reading.doubted:
            lift.doubted.append((self._session, log_total, reps))
            if _contradicted(lift.doubted):
                block = self._start_anew(lift, log_total, reps)
                reading = self._read(block, lift, entry, log_total, reps)
        else:
            lift.doubted.clear()
        before = block.cov[0]
        block.move(reading.shares, reading.pull, reading.level_only)
        effort = math.exp(-max(reading.spare, 0.0) / self._numbers.fatigue.reserve_scale)
        block.tired = self._numbers.fatigue.kept * block.tired + effort
        block.sets += 1
        lift.stops.add(log_total, reps)
        self._keep(lift, entry, day, 1.0 - block.cov[0] / before)
        return reading.pull

    def _read(self, block: Block, lift: Lift, entry: LoggedSet, log_total: float, reps: int) -> Reading:
        """What a set says: by a rated reserve, or by the count it ended at."""
        fixed = self._numbers
        told = entry.to_failure or entry.kind == "amrap"
        rated = entry.rir is not None and not told and entry.kind != "warmup"
        if rated and (entry.rir or 0.0) < fixed.rating.sure_below:
            share = log_share(reps + float(entry.rir or 0.0) + fixed.rating.under_report, lift.table)
            mean, variance, shares = block.along(share, block.tired * (share - fixed.fatigue.single), 0.0)
            noise = math.hypot(fixed.day.set, self._rating_sd * fixed.rating.log_per_rep)
            pull = measured(mean - log_total, variance, noise, fixed.outlier.chance)
            return Reading(pull, shares, mean - log_total, fixed.outlier.chance > 0.5 * pull.chance, False)
        if rated:
            reps = min(reps + math.floor(fixed.rating.sure_below), MOST_REPS)
        table_shares = log_shares(lift.table)
        share = log_share(reps, lift.table)
        tired = block.tired * (share - fixed.fatigue.single)
        mean, variance, shares = block.along(share, tired, 0.0 if told or rated else -1.0)
        scale = block.means[1] + block.means[2] * block.tired
        ending = self._ending(lift, entry, log_total, reps, told)
        pull = counted(
            mean - log_total,
            variance,
            fixed.day.set,
            (table_shares[reps] - share) * scale,
            (table_shares[min(reps + 1, MOST_REPS)] - share) * scale,
            ending,
        )
        return Reading(pull, shares, mean - log_total, ending.doubt > 0.5 * pull.chance, ending.stopped > EFFORT_KNOWN)

    def _start_anew(self, lift: Lift, log_total: float, reps: int) -> Block:
        """Let go of a level that two sets in a row contradict: another machine, another unit, or a slip before."""
        self._close()
        self._joint.widen(int(lift.parts[-2]), self._numbers.outlier.jump**2)
        lift.doubted.clear()
        self._open_block(lift, log_total, reps, run_before=False)
        assert self._block is not None
        return self._block

    def _ending(self, lift: Lift, entry: LoggedSet, log_total: float, reps: int, told: bool) -> Ending:
        """Why the set may have ended, from what is logged and from the sets before it."""
        habit, fixed = self._numbers.stopping, self._numbers.outlier
        doubt = fixed.chance / fixed.flat_over_reps
        if told:
            return Ending(0.0, 0.0, habit.window, doubt)
        easy = entry.kind in ("warmup", "drop") or entry.rir is not None or lift.stops.stepped_down(log_total)
        if easy:
            return Ending(1.0, 0.0, habit.window, doubt)
        reach = habit.reach if lift.stops.before else 0.0  # which sets of a first session warm up shows only later
        return Ending(lift.stops.chance(log_total, reps), reach, habit.window, doubt)

    def _keep(self, lift: Lift, entry: LoggedSet, day: date, weight: float) -> None:
        lift.evidence.append(Evidence(day, entry, weight))
        if len(lift.evidence) > KEPT:
            del lift.evidence[0]

    def _pass(self, day: int) -> None:
        """Let days go by: drift, and loss after weeks without training."""
        days = day - self._day
        if days <= 0:
            return
        self._joint.pass_days(days)
        idle = self._numbers.detraining
        shared = self._joint.names["shared"]
        loss = [
            min(idle.log_per_day * max(at - self._last_trained - idle.hold_days, 0.0), idle.most_log)
            for at in (self._day, day)
        ]
        self._joint.mean[shared] -= loss[1] - loss[0]
        over = max(day - max(self._day, self._last_trained + idle.hold_days), 0.0)
        self._joint.widen(shared, idle.spread_per_root_day**2 * over)
        self._day = day

    def _belief(self, exercise: Exercise) -> Belief | None:
        lift = self._lifts.get(f"{exercise.id}|")
        sides = [self._lifts[key] for side in ("left", "right") if (key := f"{exercise.id}|{side}") in self._lifts]
        if lift is None and sides:
            lift = min(sides, key=lambda one: float(self._joint.mean[one.parts] @ one.weights))
        if lift is None:
            if self._first.of(exercise) is None:
                return None
            lift = self._named(exercise, "")
        if math.isnan(lift.base_log):
            return None
        mean = lift.base_log + float(self._joint.mean[lift.parts] @ lift.weights)
        shares = self._joint.shares(lift.parts, lift.weights)
        variance = float(lift.weights @ shares[lift.parts, 0])
        first = self._first.of(exercise)
        known = bool(lift.evidence) or bool(first and first.known) or self._relative_known(exercise)
        return Belief(mean, math.sqrt(variance), known)

    def _relative_known(self, exercise: Exercise) -> bool:
        reference = exercise.reference
        return any(
            lift.evidence and lift.exercise and reference and reference in (lift.exercise.id, lift.exercise.reference)
            for lift in self._lifts.values()
        )

    def _endurance(self) -> tuple[float, float]:
        return float(self._joint.mean[0]), math.sqrt(float(self._joint.cov[0, 0]))

    def _closed_copy(self) -> StrengthState:
        other = object.__new__(StrengthState)
        other.__dict__.update(self.__dict__)
        other._joint = self._joint.copy()
        other._lifts = dict(self._lifts)
        other._form = dict(self._form)
        other._close()
        return other


def _contradicted(doubted: list[tuple[str, float, int]]) -> bool:
    """Two different sets in a row, or sets of two sessions, or three sets: no slip of the pen any more."""
    sessions, sets = {one[0] for one in doubted}, {one[1:] for one in doubted}
    return len(sessions) > 1 or len(sets) > 1 or len(doubted) > 2


def _without_lifts(runner: Runner) -> Runner:
    from msgspec.structs import replace

    return replace(runner, known_lifts=())


def _is_leg(exercise: Exercise | None) -> bool:
    return exercise is not None and exercise.pattern in ("squat", "lunge", "step-up", "hinge", "calf", "plyometric")


def runs_before(session: LoggedSession, run_ends: Sequence[datetime], hours: float) -> bool:
    """Say whether a run ended within so many hours before a session began; unknown clocks say no."""
    if session.start_min is None:
        return False
    start = datetime(session.date.year, session.date.month, session.date.day)
    at = start.timestamp() + 60 * session.start_min
    return any(0 <= at - end.replace(tzinfo=None).timestamp() <= hours * 3600 for end in run_ends)
