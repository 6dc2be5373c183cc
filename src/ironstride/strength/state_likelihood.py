"""What one set says, in closed form: chances of repetition counts and the pull they have on a Gaussian belief."""

from __future__ import annotations

import math
from math import erfc, exp

from msgspec import Struct

_ROOT_HALF = math.sqrt(0.5)
_DENSITY = 1.0 / math.sqrt(2.0 * math.pi)
#: beyond this many standard deviations a tail is taken as nothing
_FAR = 38.0
#: margins left by hard sets stopped by choice, as shares of the window, each as likely as the others
_MARGINS = (0.5, 1.0, 2.0)


class Pull(Struct, frozen=True, gc=False):
    """How an outcome moves a Gaussian belief about a margin: its chance, and the first two derivatives of the chance's
    logarithm by the belief's mean. The mean moves by variance x slope, the variance by variance² x bend. `stretch` is
    the derivative by the scale of the repetition table: the steeper the table, the more strength a count stands for."""

    chance: float
    slope: float
    bend: float
    stretch: float


def normal_cdf(x: float) -> float:
    """Standard normal distribution function."""
    return 0.5 * math.erfc(-x * _ROOT_HALF)


class Ending(Struct, frozen=True, gc=False):
    """Why a set of unknown effort may have ended.

    Attributes
    ----------
    stopped : chance, given that the repetitions were done, that the lifter meant to stop there; 0 to failure.
    reach : chance that a set stopped by choice was still hard: the margin left was about `window` log kilograms, half
        of it or twice. 0 for a warm-up, which only says that the repetitions could be done.
    doubt : chance density of the same count had the set nothing to do with this belief (a slip, another machine).
    """

    stopped: float
    reach: float
    window: float
    doubt: float


def counted(
    mean: float, variance: float, scatter: float, enough: float, too_much: float, scale: float, ending: Ending
) -> Pull:
    """Pull of a set that ended at a count of repetitions, by choice or because no more went.

    The lifter's margin s ~ N(mean, variance) counts log kilograms of strength left over; the repetitions done needed
    s + enough > 0, one more needs s + too_much > 0, each within the scatter of a set.

    Parameters
    ----------
    mean, variance : the margin's belief.
    scatter : standard deviation from set to set.
    enough, too_much : offsets of the repetitions done and of one more on the table; enough > too_much.
    scale : this lifter's factor on the table.
    ending : what ended the set.

    Returns
    -------
    Pull
        Its chance leaves out the factor that does not depend on strength.
    """
    total = variance + scatter * scatter
    sd = math.sqrt(total)
    failed = 1.0 - ending.stopped
    high, low = (mean + enough * scale) / sd, (mean + too_much * scale) / sd
    dense_high = _DENSITY * exp(-0.5 * high * high) if -_FAR < high < _FAR else 0.0
    dense_low = failed * _DENSITY * exp(-0.5 * low * low) if -_FAR < low < _FAR else 0.0
    chance = ending.doubt + 0.5 * (erfc(-high * _ROOT_HALF) - failed * erfc(-low * _ROOT_HALF))
    first, second = dense_high - dense_low, low * dense_low - high * dense_high
    near = ending.stopped * ending.reach / len(_MARGINS)
    if near:
        for share in _MARGINS:
            far = (mean - share * ending.window) / sd
            density = near * _DENSITY * exp(-0.5 * far * far) if -_FAR < far < _FAR else 0.0
            chance -= near * 0.5 * erfc(-far * _ROOT_HALF)
            first -= density
            second += far * density
    slope = first / (sd * chance)
    stretch = (dense_high * enough - dense_low * too_much) / (sd * chance)
    return Pull(chance, slope, second / (total * chance) - slope * slope, stretch)


def beyond(pull: Pull, known: Pull) -> Pull:
    """Give what a set says beyond what was known: the pull of its chance given that of a lower bound already met.

    A bound met twice says nothing new; the Gaussian belief alone, which forgets that it was cut off there, would rise
    with each repetition.
    """
    return Pull(
        pull.chance / known.chance,
        pull.slope - known.slope,
        pull.bend - known.bend,
        pull.stretch - known.stretch,
    )


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
    return Pull(chance, share * slope, bend, 0.0)
