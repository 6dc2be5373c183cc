"""Says of which sets the effort is known before they are done: rated, meant to failure, or at a limit already met."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ironstride.model.log import LoggedSet
from ironstride.strength.state_habits import SAME, Done

#: a load this much lighter than the one before is no work at the limit (log of load)
LIGHTER = 0.05


def effort_known(entry: LoggedSet, log_load: float, now: Sequence[Done], before: Sequence[Done], rated: float) -> bool:
    """Whether a set's effort is known without looking at its repetitions.

    It is logged (a reserve below `rated`, AMRAP, to failure); or repetitions already fell from set to set at this very
    load today; or they fell so in the lift's last session at a load no heavier than this one, and the load did not step
    down from the set before.

    Parameters
    ----------
    entry : the set; its repetitions are not looked at.
    log_load : logarithm of the mass it moves.
    now, before : sets of the lift in this session and before, in order.
    rated : reserve from which a rating only says "at least".
    """
    if entry.kind == "warmup":
        return False
    if entry.to_failure or entry.kind == "amrap" or (entry.rir is not None and entry.rir < rated):
        return True
    run: list[Done] = []
    for one in reversed(now):
        if abs(one.log_load - log_load) >= SAME:
            break
        run.insert(0, one)
    if _fallen(run):
        return True
    if not before or (now and log_load < now[-1].log_load - LIGHTER):
        return False
    limits = _fallen([one for one in before if one.session == before[-1].session])
    return bool(limits) and log_load > max(limits) - SAME


def _fallen(sets: Sequence[Done]) -> list[float]:
    """Log loads at which a set fell short of the one right before it."""
    return [
        later.log_load
        for earlier, later in pairwise(sets)
        if abs(later.log_load - earlier.log_load) < SAME and later.reps < earlier.reps
    ]
