"""A Gaussian belief over the parts a lifter's strength is made of, and what one lift on one day tells of them."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Vector: TypeAlias = NDArray[np.float64]
#: the parts every lift stands on: endurance, fatigue, reserve of sets of unknown effort, the day's form
ENDURANCE, FATIGUE, RESERVE, DAY = 0, 1, 2, 3
FIXED = ("endurance", "fatigue", "reserve", "day")
_ROOM = 64


class Joint:
    """Means and covariances of all parts; parts are added as lifts appear.

    A lift's log one-rep maximum is a weighted sum of parts (`Row`), so that a set of one lift moves its relatives as
    far as they share parts with it. Everything is linear and exact.
    """

    def __init__(self) -> None:
        self.names: dict[str, int] = {}
        self._mean = np.zeros(_ROOM)
        self._cov = np.zeros((_ROOM, _ROOM))
        self._drift = np.zeros(_ROOM)

    @property
    def size(self) -> int:
        """Number of parts."""
        return len(self.names)

    @property
    def mean(self) -> Vector:
        """Means, one per part (a view)."""
        return self._mean[: self.size]

    @property
    def cov(self) -> Vector:
        """Covariances (a view)."""
        return self._cov[: self.size, : self.size]

    def add(self, name: str, mean: float, sd: float, drift_per_root_day: float = 0.0) -> int:
        """Add an independent part and return its index; an existing one is returned as it is."""
        if name in self.names:
            return self.names[name]
        index = self.size
        if index == len(self._mean):
            self._grow()
        self.names[name] = index
        self._mean[index] = mean
        self._cov[index, : index + 1] = 0.0
        self._cov[: index + 1, index] = 0.0
        self._cov[index, index] = sd * sd
        self._drift[index] = drift_per_root_day**2
        return index

    def pass_days(self, days: float) -> None:
        """Let every part drift for so many days."""
        size = self.size
        diagonal = np.einsum("ii->i", self._cov[:size, :size])
        diagonal += self._drift[:size] * days

    def widen(self, index: int, variance: float) -> None:
        """Make one part less certain."""
        self._cov[index, index] += variance

    def reset(self, index: int, sd: float) -> None:
        """Forget one part: a fresh draw, independent of all others."""
        size = self.size
        self._mean[index] = 0.0
        self._cov[index, :size] = 0.0
        self._cov[:size, index] = 0.0
        self._cov[index, index] = sd * sd

    def shares(self, parts: Vector, weights: Vector) -> Vector:
        """Covariance of a lift, and of the three fixed parts, with every part: an array (4, size)."""
        size = self.size
        found = np.empty((4, size))
        found[0] = weights @ self._cov[parts, :size]
        found[1:] = self._cov[:3, :size]
        return found

    def absorb(self, shares: Vector, gain_mean: Vector, gain_cov: Vector) -> None:
        """Take over what was learned of a lift and the fixed parts.

        Parameters
        ----------
        shares : as `shares` gave it before anything was learned.
        gain_mean : (4,) the prior covariance's inverse times the change of the mean.
        gain_cov : (4, 4) the inverse times the change of the covariance times the inverse.
        """
        size = self.size
        self._mean[:size] += gain_mean @ shares
        self._cov[:size, :size] += shares.T @ (gain_cov @ shares)

    def variance(self, parts: Vector, weights: Vector) -> float:
        """Variance of a weighted sum of parts."""
        return float(weights @ self._cov[np.ix_(parts, parts)] @ weights)

    def copy(self) -> Joint:
        """An independent copy."""
        other = Joint()
        other.names = dict(self.names)
        other._mean, other._cov, other._drift = self._mean.copy(), self._cov.copy(), self._drift.copy()
        return other

    def _grow(self) -> None:
        room = 2 * len(self._mean)
        size = self.size
        mean, cov, drift = np.zeros(room), np.zeros((room, room)), np.zeros(room)
        mean[:size], cov[:size, :size], drift[:size] = self._mean, self._cov, self._drift
        self._mean, self._cov, self._drift = mean, cov, drift
