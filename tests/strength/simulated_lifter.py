"""A lifter drawn from the model of strength itself, whose true strength is known at every moment."""

from __future__ import annotations

import math
from datetime import date, timedelta
from random import Random

from ironstride.catalogue import catalogue
from ironstride.model.log import LoggedSession, LoggedSet
from ironstride.model.runner import Runner
from ironstride.strength.repetitions import RepTable
from ironstride.strength.state import StrengthState
from ironstride.strength.state_curve import log_share, log_shares
from ironstride.strength.state_numbers import Numbers

EXERCISES = catalogue().exercises
RUNNER = Runner(name="T", event="10k", lifting_experience="intermediate", body_mass_kg=70.0, birth_year=1990)
BEGIN = date(2027, 1, 4)
LIFTS = ("back-squat", "conventional-deadlift", "bench-press")


class Lifter:
    """Draws parts of strength, endurance and fatigue from the first belief and lets them drift as the model says."""

    def __init__(self, rng: Random, fixed: Numbers) -> None:
        self.rng, self.fixed = rng, fixed
        self.state = StrengthState(RUNNER, EXERCISES, BEGIN, fixed)
        self.lifts = {name: self.state.lifts.named(EXERCISES[name], "") for name in LIFTS}
        joint = self.state.joint
        self.true = {
            part: rng.gauss(float(joint.mean[at]), math.sqrt(float(joint.cov[at, at])))
            for part, at in joint.names.items()
        }
        self.sessions = dict.fromkeys(LIFTS, 0)
        self.day = BEGIN
        self.form: dict[str, float] = {}
        self.growth = 0.006

    def pass_days(self, days: int) -> None:
        """Drift; grow as training does in the first twelve weeks; wake with a new form."""
        drift = self.fixed.drift
        for part in self.true:
            if part == "shared":
                self.true[part] += self.rng.gauss(0, drift.shared_per_root_day * math.sqrt(days))
            elif part.startswith("own:"):
                self.true[part] += self.rng.gauss(0, drift.family_per_root_day * math.sqrt(days))
        self.day += timedelta(days=days)
        if (self.day - BEGIN).days < 84:
            self.true["shared"] += math.log1p(self.growth) * min(days, 7) / 7
        self.true["day"] = self.rng.gauss(0, self.fixed.day.shared)
        self.form = {}

    def log_max(self, name: str) -> float:
        """True log one-rep maximum today, without the form of this lift."""
        lift = self.lifts[name]
        names = {at: part for part, at in self.state.joint.names.items()}
        parts = [self.true[names[int(at)]] for at in lift.parts]
        return lift.base_log + math.fsum(weight * part for weight, part in zip(lift.weights, parts, strict=True))

    def do(self, name: str, share: float, told: str) -> LoggedSet:
        """Do a set at a share of the believed maximum: `failure`, `rated` near failure, rated when it is `light`, too,
        or `habit` (stops as the model thinks)."""
        lift = self.lifts[name]
        if name not in self.form:
            self.form[name] = self.rng.gauss(0, self.fixed.day.lift)
            self.sessions[name] += 1
            own = next(part for part in self.true if part == f"own:{name}")
            self.true[own] += self.rng.gauss(0, self.fixed.drift.learning / math.sqrt(self.sessions[name]))
        session = LoggedSession(id=str(self.day), date=self.day)
        blind = LoggedSet(id="b", exercise=name, load_kg=1.0)
        block = self.state.look(session, blind)
        assert block is not None
        load = round(math.exp(block.means[0]) * share, 1)
        today = self.log_max(name) + self.form[name] + self.rng.gauss(0, self.fixed.day.set) - math.log(load)
        endurance, tired = self.true["endurance"], self.true["fatigue"] * block.tired
        most_left = {"rated": 2, "light": 9}.get(told, 0)
        entry = self._rated(lift.table, load, name, today, endurance, tired, most_left) if most_left else None
        if entry is None:
            spared = self.true["reserve"] if told == "habit" else 0.0
            most = self._most(lift.table, today - spared, endurance, tired)
            failed = told == "failure" or not most
            reps = most if failed else self._stopped(most, load, name)
            entry = LoggedSet(id="f", exercise=name, load_kg=load, reps=reps, to_failure=failed)
        self.state.update(session, entry)
        return entry

    def _most(self, table: RepTable, today: float, endurance: float, tired: float) -> int:
        """Repetitions that go: the last whose need the day's strength covers."""
        shares = log_shares(table)
        reps = 0
        while reps < 100 and today + endurance * shares[reps + 1] + tired * (shares[reps + 1] - 0.03) > 0:
            reps += 1
        return reps

    def _stopped(self, most: int, load: float, name: str) -> int:
        """Count repetitions until the lifter stops by habit or by force."""
        stops = self.lifts[name].stops
        for reps in range(1, most):
            if self.rng.random() < stops.chance(math.log(load), reps, self.fixed.stopping):
                return reps
        return most

    def _rated(
        self, table: RepTable, load: float, name: str, today: float, endurance: float, tired: float, most_left: int
    ) -> LoggedSet | None:
        """Rate the reserve with the spread people rate with; None where the scale does not reach."""
        rating = self.fixed.rating
        wrong = self.rng.gauss(0, rating.spread * rating.log_per_rep)
        low, high = 1.0, 60.0
        for _ in range(60):
            middle = (low + high) / 2
            share = log_share(middle, table)
            left = today + endurance * share + tired * (share - 0.03)
            low, high = (middle, high) if left > wrong else (low, middle)
        told = low - rating.under_report
        if not 1 <= told <= 50:
            return None
        left = most_left if most_left == 2 else self.rng.randint(1, most_left)
        reps = max(math.ceil(told) - left, 1)
        return LoggedSet(id="r", exercise=name, load_kg=load, reps=reps, rir=told - reps)
