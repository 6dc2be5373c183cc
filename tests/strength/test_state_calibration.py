"""Simulation-based calibration: lifters drawn from the model are believed as their true strength deserves.

Where the filter is right, the truth's rank in the belief is uniform over lifters: neither too high nor too low, neither
too sure nor too shy.
"""

from __future__ import annotations

import math
from collections import defaultdict
from functools import cache
from random import Random
from statistics import NormalDist

import pytest
from msgspec.structs import replace
from simulated_lifter import LIFTS, Lifter

from ironstride.strength.state_numbers import Numbers, numbers

pytestmark = pytest.mark.slow

LIFTERS, BINS = 200, 10
#: a fair belief exceeds this chi-square of nine degrees of freedom once in a thousand times
CHI_SQUARE = 27.9
KINDS = {
    "to failure": ("failure",),
    "rated": ("rated",),
    "unknown effort": ("habit",),
    "all": ("habit", "failure", "rated"),
}
#: sets rated with four and more left say "at least so many"
LIGHT = "rated far from failure, too"
TOLD = {**KINDS, LIGHT: ("light",)}
QUANTITIES = (*LIFTS, "endurance", "fatigue")


@cache
def without_slips() -> Numbers:
    """The model without typing errors and warm-ups, which the simulated lifters do not do either."""
    fixed = numbers()
    return replace(
        fixed,
        outlier=replace(fixed.outlier, chance=1e-6, far_sessions=10**6),
        stopping=replace(fixed.stopping, reach=0.0, step_down=9.0),
    )


@cache
def ranks(kind: str) -> dict[str, list[float]]:
    """Shares of the final belief that lie below the truth, lifter by lifter."""
    found: dict[str, list[float]] = defaultdict(list)
    for seed in range(LIFTERS):
        rng = Random(seed)
        lifter = Lifter(rng, without_slips())
        for _ in range(8):
            lifter.pass_days(rng.choice((2, 3, 4, 7)))
            for name in rng.sample(LIFTS, 2):
                for _ in range(rng.choice((1, 2, 3))):
                    lifter.do(name, rng.uniform(0.6, 0.85), rng.choice(TOLD[kind]))
        for name, rank in final(lifter).items():
            found[name].append(rank)
    return found


def final(lifter: Lifter) -> dict[str, float]:
    belief = lifter.state.closed()
    joint, found = belief.joint, {}
    for name, lift in lifter.lifts.items():
        variance = joint.variance(lift.parts, lift.weights)
        found[name] = NormalDist(lift.log_max(joint), math.sqrt(variance)).cdf(lifter.log_max(name))
    for at, name in enumerate(("endurance", "fatigue")):
        spread = math.sqrt(float(joint.cov[at, at]))
        found[name] = NormalDist(float(joint.mean[at]), spread).cdf(lifter.true[name])
    return found


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("quantity", QUANTITIES)
def test_the_truth_ranks_uniformly_in_the_belief(kind: str, quantity: str) -> None:
    counts = [0] * BINS
    for rank in ranks(kind)[quantity]:
        counts[min(int(rank * BINS), BINS - 1)] += 1
    expected = LIFTERS / BINS
    assert sum((count - expected) ** 2 / expected for count in counts) < CHI_SQUARE, counts


@pytest.mark.parametrize("kind", KINDS)
def test_eighty_percent_intervals_hold_eighty_percent(kind: str) -> None:
    inside = [0.1 <= rank <= 0.9 for name in LIFTS for rank in ranks(kind)[name]]
    assert sum(inside) / len(inside) == pytest.approx(0.8, abs=0.04)


@pytest.mark.parametrize("name", LIFTS)
def test_lower_bounds_met_again_and_again_lift_no_belief_above_the_truth(name: str) -> None:
    found = ranks(LIGHT)[name]
    assert 0.78 < sum(0.1 <= rank <= 0.9 for rank in found) / LIFTERS < 0.9
    assert sum(found) / LIFTERS == pytest.approx(0.5, abs=0.05)
