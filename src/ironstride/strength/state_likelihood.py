"""What one set says, in closed form: chances of repetition counts and the pull they have on a Gaussian belief."""

from __future__ import annotations

import math

from msgspec import Struct

_ROOT_HALF = math.sqrt(0.5)
_DENSITY = 1.0 / math.sqrt(2.0 * math.pi)
#: beyond this many standard deviations a tail is taken as nothing
_FAR = 38.0


class Pull(Struct, frozen=True):
    """How an outcome moves a Gaussian belief about a margin: its chance, and the first two derivatives of the chance's
    logarithm by the belief's mean. The mean moves by variance x slope, the variance by variance² x bend."""

    chance: float
    slope: float
    bend: float


def normal_cdf(x: float) -> float:
    """Standard normal distribution function."""
    return 0.5 * math.erfc(-x * _ROOT_HALF)


def counted(mean: float, variance: float, enough: float, too_much: float, stopped: float, doubt: float) -> Pull:
    """Pull of a set that ended at a count of repetitions, by choice or because no more went.

    The lifter's margin s ~ N(mean, variance) counts log kilograms of strength left over; the repetitions done needed
    s + enough > 0, one more needs s + too_much > 0. With chance `stopped` the set ended by choice, so that only the
    first is known; else both are.

    Parameters
    ----------
    mean, variance : the margin's belief, the scatter of a single set included.
    enough, too_much : offsets of the repetitions done and of one more; enough > too_much.
    stopped : chance, given that the repetitions were done, that the lifter meant to stop there; 1 for a warm-up, 0 for
        a set to failure.
    doubt : chance density of the same count had the set nothing to do with this belief (a slip, another machine).

    Returns
    -------
    Pull
        Its chance leaves out the factor that does not depend on strength.
    """
    sd = math.sqrt(variance)
    high = (mean + enough) / sd
    low = (mean + too_much) / sd
    failed = 1.0 - stopped
    phi_high = _density(high)
    phi_low = _density(low)
    chance = normal_cdf(high) - failed * normal_cdf(low) + doubt
    first = (phi_high - failed * phi_low) / (sd * chance)
    second = (failed * low * phi_low - high * phi_high) / (variance * chance)
    return Pull(chance, first, second - first * first)


def measured(mean: float, variance: float, noise: float, doubt: float) -> Pull:
    """Pull of a margin measured as zero with a standard deviation `noise` (a set with reserve rated).

    Parameters
    ----------
    mean, variance : the margin's belief without the measurement's noise.
    noise : standard deviation of the measurement.
    doubt : as in `counted`, as a density per log kilogram.
    """
    total = variance + noise * noise
    peak = math.exp(-0.5 * mean * mean / total) * _DENSITY / math.sqrt(total)
    chance = peak + doubt
    share = peak / chance
    slope = -mean / total
    bend = share * (slope * slope - 1.0 / total) - (share * slope) ** 2
    return Pull(chance, share * slope, bend)


def _density(x: float) -> float:
    return _DENSITY * math.exp(-0.5 * x * x) if -_FAR < x < _FAR else 0.0
