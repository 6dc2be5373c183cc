"""Reads one logged set: what its count, its rating and the sets before it say of today's strength."""

from __future__ import annotations

import math

from msgspec import Struct

from ironstride.model.log import LoggedSet
from ironstride.strength.state_block import Block
from ironstride.strength.state_curve import MOST_REPS, log_share
from ironstride.strength.state_lifts import Lift
from ironstride.strength.state_likelihood import Ending, Pull, counted, measured
from ironstride.strength.state_numbers import Numbers

#: a set whose chance to have been stopped by choice is below this tells its effort
EFFORT_KNOWN = 0.25
#: no repetition at all is always possible: an offset beyond every doubt
ALWAYS = 20.0


class Reading(Struct, frozen=True, gc=False):
    """What one set says.

    Attributes
    ----------
    pull : on the belief along `shares`, the covariances of the block's four numbers with the set's margin.
    spare : log kilograms of strength thought left over at the end of the set.
    doubted : the set fits so badly that it says nothing.
    level_only : its effort is not known, so that it tells of the level alone.
    """

    pull: Pull
    shares: list[float]
    spare: float
    doubted: bool
    level_only: bool


def read(block: Block, lift: Lift, entry: LoggedSet, log_total: float, fixed: Numbers, rating_sd: float) -> Reading:
    """Read a set of `entry.reps` repetitions at a total load before it is learned.

    Parameters
    ----------
    block : the lift's belief for today.
    log_total : natural logarithm of the mass moved, kilograms.
    rating_sd : standard deviation of this lifter's ratings of reserve, repetitions.
    """
    reps = min(entry.reps or 0, MOST_REPS)
    told = entry.to_failure or entry.kind == "amrap"
    rated = entry.rir is not None and not told and entry.kind != "warmup"
    if rated and (entry.rir or 0.0) < fixed.rating.sure_below:
        return _rated(block, lift, reps + float(entry.rir or 0.0), log_total, fixed, rating_sd)
    if rated:
        reps = min(reps + math.floor(fixed.rating.sure_below), MOST_REPS)
    table, share = lift.reached, lift.expected[reps]
    tired = block.tired * (share - fixed.fatigue.single)
    mean, variance, shares = block.along(share, tired, 0.0 if told or rated else -1.0)
    scale = block.means[1] + block.means[2] * block.tired
    ending = _ending(lift, entry, log_total, reps, fixed)
    enough = table[reps] - share if reps else ALWAYS
    too_much = table[min(reps + 1, MOST_REPS)] - share
    pull = counted(mean - log_total, variance, fixed.day.set, enough, too_much, scale, ending)
    doubted = ending.doubt > 0.5 * pull.chance
    return Reading(pull, shares, mean - log_total, doubted, ending.stopped > EFFORT_KNOWN)


def _rated(block: Block, lift: Lift, count: float, log_total: float, fixed: Numbers, rating_sd: float) -> Reading:
    """Read a set whose reserve was rated near enough to failure to mean something."""
    share = log_share(count + fixed.rating.under_report, lift.table)
    mean, variance, shares = block.along(share, block.tired * (share - fixed.fatigue.single), 0.0)
    noise = math.hypot(fixed.day.set, rating_sd * fixed.rating.log_per_rep)
    scale = block.means[1] + block.means[2] * block.tired
    pull = measured(mean - log_total, variance, noise, scale, fixed.outlier.chance)
    return Reading(pull, shares, mean - log_total, fixed.outlier.chance > 0.5 * pull.chance, False)


def _ending(lift: Lift, entry: LoggedSet, log_total: float, reps: int, fixed: Numbers) -> Ending:
    """Why the set may have ended, from what is logged and from the sets before it."""
    habit = fixed.stopping
    doubt = fixed.outlier.chance / fixed.outlier.flat_over_reps
    if entry.to_failure or entry.kind == "amrap":
        return Ending(0.0, 0.0, habit.window, doubt)
    easy = entry.kind in ("warmup", "drop") or entry.rir is not None
    if easy or lift.stops.stepped_down(log_total, habit):
        return Ending(1.0, 0.0, habit.window, doubt)
    reach = habit.reach if lift.stops.before else 0.0  # which sets of a first session warm up shows only later
    return Ending(lift.stops.chance(log_total, reps, habit), reach, habit.window, doubt)
