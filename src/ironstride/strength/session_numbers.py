"""The numbers by which loads are advised within a session, read once from the table `progression`."""

from __future__ import annotations

from functools import cache

from msgspec import Struct

from ironstride.catalogue.tables import table_as


class Bias(Struct, frozen=True):
    """How far people rate beside the truth: so many repetitions too few left."""

    mean_reps: float


class SessionNumbers(Struct, frozen=True):
    """What a set says of today, and how far the next one may go; the table says each in words."""

    rating_sd_reps: float
    bias: Bias
    most_over: int
    most_under: int
    loads_around: int
    more_reps: int
    failures: int
    heavy_day_share: float


class _Progression(Struct, frozen=True):
    session: SessionNumbers


@cache
def session_numbers() -> SessionNumbers:
    """Read the numbers."""
    return table_as("progression", _Progression).session
