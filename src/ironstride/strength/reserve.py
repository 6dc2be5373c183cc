"""What a rating of reserve can say: the scale ends at four left, so five or more means at least that many."""

from __future__ import annotations

from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from ironstride.catalogue.tables import table_as
from ironstride.model.log import History, LoggedSession, LoggedSet


class _Row(Struct, frozen=True):
    rir_high: float


class _Scale(Struct, frozen=True):
    rows: tuple[_Row, ...]


class _Effort(Struct, frozen=True):
    scale: _Scale


@cache
def most_rated() -> float:
    """Give the largest reserve that the scale of `helms-2016` tells apart from larger ones."""
    return max(row.rir_high for row in table_as("rir", _Effort).scale.rows)


def within_scale(history: History) -> History:
    """Give a log in which ratings beyond the scale are what they are: so many repetitions would have gone, at least.

    Such a set becomes one of that many repetitions whose end says nothing, as a warm-up's end does.
    """
    return replace(history, sessions=tuple(_bounded(session) for session in history.sessions))


def _bounded(session: LoggedSession) -> LoggedSession:
    if not any(_is_beyond(one) for one in session.sets):
        return session
    return replace(session, sets=tuple(_at_least(one) if _is_beyond(one) else one for one in session.sets))


def _is_beyond(one: LoggedSet) -> bool:
    return one.reps is not None and one.rir is not None and one.rir > most_rated() and not one.to_failure


def _at_least(one: LoggedSet) -> LoggedSet:
    return replace(one, reps=(one.reps or 0) + round(one.rir or 0.0), rir=None, kind="warmup")
