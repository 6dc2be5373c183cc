"""Reads one logged set: what its count, its rating and the sets before it say of today's strength."""

from __future__ import annotations

import math

from msgspec import Struct

from ironstride.model.log import LoggedSet
from ironstride.strength.state_block import Block
from ironstride.strength.state_curve import MOST_REPS, log_share
from ironstride.strength.state_lifts import Lift
from ironstride.strength.state_likelihood import Ending, Pull, beyond, counted, measured
from ironstride.strength.state_numbers import Numbers

#: a set whose chance to have been stopped by choice is below this tells its effort
EFFORT_KNOWN = 0.25
#: no repetition at all is always possible: an offset beyond every doubt
ALWAYS = 20.0
#: a bound that says nothing
NOTHING = -math.inf


class Reading(Struct, frozen=True, gc=False):
    """What one set says.

    Attributes
    ----------
    pull : on the belief along `shares`, the covariances of the block's four numbers with the set's margin.
    spare : log kilograms of strength thought left over at the end of the set.
    doubted : the set fits so badly that it says nothing.
    level_only : its effort is not known, so that it tells of the level alone.
    bound : log one-rep maximum the set needed at least, for a set that says no more than that.
    """

    pull: Pull
    shares: list[float]
    spare: float
    doubted: bool
    level_only: bool
    bound: float = NOTHING


def read(
    block: Block,
    lift: Lift,
    entry: LoggedSet,
    log_total: float,
    fixed: Numbers,
    rating_sd: float,
    floor: float = NOTHING,
) -> Reading:
    """Read a set of `entry.reps` repetitions at a total load before it is learned.

    Parameters
    ----------
    block : the lift's belief for today.
    log_total : natural logarithm of the mass moved, kilograms.
    rating_sd : standard deviation of this lifter's ratings of reserve, repetitions.
    floor : the highest log one-rep maximum that earlier sets were already known to need at least.
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
    margin = mean - log_total
    pull = counted(margin, variance, fixed.day.set, enough, too_much, scale, ending)
    doubted, bound = ending.doubt > 0.5 * pull.chance, NOTHING
    if ending.stopped == 1.0 and not ending.reach and reps:
        bound = block.means[0] - margin - enough * scale
        if bound <= floor:
            pull = Pull(1.0, 0.0, 0.0, 0.0)
        elif floor > NOTHING:
            met = counted(margin + bound - floor, variance, fixed.day.set, enough, too_much, scale, ending)
            pull = beyond(pull, met)
    level_only = ending.stopped > EFFORT_KNOWN
    return Reading(pull, shares, margin, doubted, level_only, bound)


def _rated(block: Block, lift: Lift, count: float, log_total: float, fixed: Numbers, rating_sd: float) -> Reading:
    """Read a set whose reserve was rated near enough to failure to mean something."""
    share = log_share(count + fixed.rating.under_report, lift.table)
    mean, _, _ = block.along(share, block.tired * (share - fixed.fatigue.single), 0.0)
    _, variance, shares = _foreseen(block, log_total, fixed)
    noise = math.hypot(fixed.day.set, rating_sd * fixed.rating.log_per_rep)
    pull = measured(mean - log_total, variance, noise, fixed.outlier.chance)
    return Reading(pull, shares, mean - log_total, fixed.outlier.chance > 0.5 * pull.chance, False)


def _foreseen(block: Block, log_total: float, fixed: Numbers) -> tuple[float, float, list[float]]:
    """`Block.along` at the count that was to be expected: a count that came by chance tells nothing of the table.

    Taking the count that came instead would make the table steeper with every set that scatters less than reckoned.
    """
    level, endurance, fatigue, _ = block.means
    tired = block.tired * fatigue
    share = min((log_total - level + tired * fixed.fatigue.single) / (endurance + tired), 0.0)
    return block.along(share, block.tired * (share - fixed.fatigue.single), 0.0)


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
    as_planned = entry.planned_reps == reps
    stopped = 1.0 if as_planned else lift.stops.chance(log_total, reps, habit)
    return Ending(stopped, reach, habit.window, doubt)
