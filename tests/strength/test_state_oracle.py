"""Where everything is linear the state is exact: it agrees with one dense Gaussian solved at once."""

from __future__ import annotations

import math
from datetime import timedelta
from random import Random

import numpy as np
import pytest
from msgspec.structs import replace
from simulated_lifter import BEGIN, EXERCISES, LIFTS, RUNNER

from ironstride.model.log import LoggedSession, LoggedSet
from ironstride.strength.state import StrengthState
from ironstride.strength.state_curve import log_share
from ironstride.strength.state_numbers import numbers


class Dense:
    """Every random step of every part as one long Gaussian vector, conditioned once at the end."""

    def __init__(self) -> None:
        self.variances: list[float] = []
        self.values: dict[str, list[int]] = {}
        self.offsets: dict[str, float] = {}
        self.rows: list[dict[int, float]] = []
        self.seen: list[float] = []
        self.noises: list[float] = []

    def step(self, part: str, variance: float, fresh: bool = False) -> None:
        """Let a part take a random step, or forget what it was."""
        self.variances.append(variance)
        index = len(self.variances) - 1
        self.values[part] = [index] if fresh else [*self.values.get(part, []), index]

    def observe(self, weights: dict[str, float], value: float, noise: float) -> None:
        """See a weighted sum of parts."""
        row: dict[int, float] = {}
        for part, weight in weights.items():
            value -= weight * self.offsets.get(part, 0.0)
            for index in self.values[part]:
                row[index] = row.get(index, 0.0) + weight
        self.rows.append(row)
        self.seen.append(value)
        self.noises.append(noise)

    def belief(self, weights: dict[str, float]) -> tuple[float, float]:
        """Mean and variance of a weighted sum of parts after everything seen."""
        prior = np.diag(self.variances)
        matrix = np.zeros((len(self.rows), len(self.variances)))
        for at, row in enumerate(self.rows):
            for index, weight in row.items():
                matrix[at, index] = weight
        wanted = np.zeros(len(self.variances))
        for part, weight in weights.items():
            wanted[self.values[part]] += weight
        total = matrix @ prior @ matrix.T + np.diag(np.square(self.noises))
        gain = prior @ matrix.T @ np.linalg.inv(total)
        offset = math.fsum(weight * self.offsets.get(part, 0.0) for part, weight in weights.items())
        mean = float(wanted @ gain @ np.array(self.seen)) + offset
        return mean, float(wanted @ (prior - gain @ matrix @ prior) @ wanted)


@pytest.mark.parametrize("seed", range(3))
def test_rated_sets_agree_with_the_dense_gaussian(seed: int) -> None:
    fixed = numbers()
    fixed = replace(
        fixed,
        endurance=replace(fixed.endurance, spread=1e-9),
        fatigue=replace(fixed.fatigue, mean=0.0, spread=1e-9),
        outlier=replace(fixed.outlier, chance=0.0, far_sessions=10**6),
    )
    rng, state, dense = Random(seed), StrengthState(RUNNER, EXERCISES, BEGIN, fixed), Dense()
    lifts = {name: state.lifts.named(EXERCISES[name], "") for name in LIFTS}
    names = {at: part for part, at in state.joint.names.items()}
    for part, at in state.joint.names.items():
        dense.step(part, float(state.joint.cov[at, at]))
    growth, drift, day = math.log1p(0.006), fixed.drift, BEGIN
    for number in range(1, 7):
        gap = rng.choice((1, 3, 9))
        day += timedelta(days=gap)
        dense.step("shared", drift.shared_per_root_day**2 * gap)
        for name in LIFTS:
            dense.step(f"own:{name}", drift.family_per_root_day**2 * gap)
        dense.offsets["shared"] = dense.offsets.get("shared", 0.0) + growth * min(gap, 7) / 7
        dense.step("day", fixed.day.shared**2, fresh=True)
        session = LoggedSession(id=str(number), date=day)
        for name in LIFTS:
            dense.step(f"own:{name}", drift.learning**2 / number)
            dense.step(f"form:{name}", fixed.day.lift**2, fresh=True)
            for _ in range(2):
                entry = LoggedSet(
                    id="1", exercise=name, load_kg=round(rng.uniform(30, 90), 1), reps=rng.randint(3, 8), rir=2.0
                )
                lift = lifts[name]
                weights = {names[int(at)]: float(w) for at, w in zip(lift.parts, lift.weights, strict=True)}
                weights[f"form:{name}"] = 1.0
                share = log_share((entry.reps or 0) + 2.0 + fixed.rating.under_report, lift.table)
                value = math.log(entry.load_kg or 0.0) - lift.base_log - share
                noise = math.hypot(fixed.day.set, fixed.rating.spread * fixed.rating.log_per_rep)
                dense.observe(weights, value, noise)
                state.update(session, entry)
    joint = state.closed().joint
    for lift in lifts.values():
        weights = {names[int(at)]: float(w) for at, w in zip(lift.parts, lift.weights, strict=True)}
        mean, variance = dense.belief(weights)
        assert lift.log_max(joint) == pytest.approx(lift.base_log + mean, abs=1e-6)
        assert joint.variance(lift.parts, lift.weights) == pytest.approx(variance, abs=1e-6)
