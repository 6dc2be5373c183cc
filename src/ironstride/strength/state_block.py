"""One lift within one session: a small Gaussian that each set moves, before the whole belief takes it over."""

from __future__ import annotations

import math

from ironstride.strength.state_likelihood import Pull

#: no lifter's table is flatter than half or steeper than twice the printed one, and nobody gets fresher by hard sets
ENDURANCE = (0.5, 2.0)
FATIGUE = (0.0, 1.5)


class Block:
    """Belief about four numbers: today's log one-rep maximum, endurance, fatigue and the reserve of unknown effort.

    `means` has four entries; `cov` is the symmetric 4 × 4 matrix as ten numbers, row by row from the diagonal on.
    `tired` counts the hard sets before, `nearest` is the least strength a set of the day left over.
    """

    __slots__ = ("cov", "means", "nearest", "tired")

    def __init__(self, means: list[float], cov: list[float]) -> None:
        self.means = means
        self.cov = cov
        self.tired = 0.0
        self.nearest = math.inf

    def along(self, endurance: float, fatigue: float, reserve: float) -> tuple[float, float, list[float]]:
        """Mean and variance of today's maximum + endurance, fatigue and reserve so weighted, and its covariance with
        the four numbers."""
        a, b, c, d = self.means
        aa, ab, ac, ad, bb, bc, bd, cc, cd, dd = self.cov
        shares = [
            aa + endurance * ab + fatigue * ac + reserve * ad,
            ab + endurance * bb + fatigue * bc + reserve * bd,
            ac + endurance * bc + fatigue * cc + reserve * cd,
            ad + endurance * bd + fatigue * cd + reserve * dd,
        ]
        mean = a + endurance * b + fatigue * c + reserve * d
        variance = shares[0] + endurance * shares[1] + fatigue * shares[2] + reserve * shares[3]
        return mean, variance, shares

    def move(self, shares: list[float], pull: Pull, level_only: bool) -> None:
        """Move the belief by the pull of an outcome; `shares` as `along` gave them.

        With `level_only` the set's effort is not known: endurance, fatigue and reserve keep their beliefs and are only
        reckoned with (a Schmidt update). A set that surprises may widen the belief: stopped by choice, or weaker?
        """
        slope, bend = pull.slope, pull.bend
        a, b, c, d = shares
        means = self.means
        cov, stretch, tired = self.cov, pull.stretch, self.tired
        means[0] += a * slope + (cov[1] + tired * cov[2]) * stretch
        if level_only:
            cov[0] += a * a * bend
            cov[1] += a * b * bend
            cov[2] += a * c * bend
            cov[3] += a * d * bend
            return
        endurance = means[1] + b * slope + (cov[4] + tired * cov[5]) * stretch
        fatigue = means[2] + c * slope + (cov[5] + tired * cov[7]) * stretch
        means[1] = min(max(endurance, ENDURANCE[0]), ENDURANCE[1])
        means[2] = min(max(fatigue, FATIGUE[0]), FATIGUE[1])
        means[3] += d * slope + (cov[6] + tired * cov[8]) * stretch
        cov[0] += a * a * bend
        cov[1] += a * b * bend
        cov[2] += a * c * bend
        cov[3] += a * d * bend
        cov[4] += b * b * bend
        cov[5] += b * c * bend
        cov[6] += b * d * bend
        cov[7] += c * c * bend
        cov[8] += c * d * bend
        cov[9] += d * d * bend
