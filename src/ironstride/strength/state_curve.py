"""The repetition tables on the log scale: how far below the one-rep maximum a count of repetitions is possible."""

from __future__ import annotations

import math
from functools import cache, lru_cache

from ironstride.strength.repetitions import RepTable, most_reps, percent_1rm

#: longest set told apart from longer ones
MOST_REPS = 200
#: a table gives the mean of whole counts; a count is reached by half of people half a repetition below it
HALF = 0.5


@cache
def log_shares(table: RepTable) -> tuple[float, ...]:
    """Log share of the one-rep maximum at which half of all people reach 0, 1, … `MOST_REPS` repetitions.

    Inside the table its piecewise line; beyond its lightest cell the line of the last five repetitions goes on (drawn,
    not measured). A single is possible at the maximum itself.
    """
    most = math.floor(most_reps(table))
    inside = [_log_percent(reps, table) for reps in range(1, most + 1)]
    slope = (inside[-1] - inside[-6]) / 5
    shares = [-slope]
    for reps in range(1, MOST_REPS + 1):
        if reps == 1:
            shares.append(0.0)
        elif reps <= most:
            shares.append(_log_percent(reps - HALF, table))
        else:
            shares.append(inside[-1] + slope * (reps - HALF - most))
    return tuple(shares)


@cache
def mean_log_shares(table: RepTable) -> tuple[float, ...]:
    """`log_share` of 0, 1, … `MOST_REPS` repetitions; of none that of one."""
    return tuple(log_share(max(reps, 1), table) for reps in range(MOST_REPS + 1))


@lru_cache(maxsize=4096)
def log_share(reps: float, table: RepTable) -> float:
    """Log share of the one-rep maximum at which people on average fail after so many repetitions, at least 1."""
    most = math.floor(most_reps(table))
    if reps <= most:
        return _log_percent(max(reps, 1.0), table)
    last, before = _log_percent(most, table), _log_percent(most - 5, table)
    return last + (last - before) / 5 * (reps - most)


def _log_percent(reps: float, table: RepTable) -> float:
    return math.log(percent_1rm(reps, table) / 100)
