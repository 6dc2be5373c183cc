"""The limits of the intensity classes, as the table `running` holds them."""

from __future__ import annotations

from functools import cache

from msgspec import Struct

from ironstride.catalogue.tables import table_as


class Classes(Struct, frozen=True):
    """Where one class ends and the next begins; speeds as shares of threshold speed."""

    fast: float
    tempo: float
    recovery: float
    interval_bouts: int
    interval_total_min: float
    interval_longest_min: float
    sprint_bouts: int
    sprint_piece: float
    sprint_bout_pieces: int
    sprint_total_min: float
    tempo_bout_min: float
    tempo_total_min: float
    tempo_lt2_min: float
    hills_m_per_km: float
    hills_hard_min: float
    long_share_of_longest: float
    long_times_usual: float
    long_least_min: float
    long_alone_min: float
    window_days: int


class Races(Struct, frozen=True):
    """Race distances and the lowest share of threshold speed at which each is a race."""

    distances_m: tuple[float, ...]
    least_speed: tuple[float, ...]
    short: float
    over: float


class Limits(Struct, frozen=True):
    """The parts of the table that classing needs."""

    classes: Classes
    races: Races


@cache
def limits() -> Limits:
    """The limits that ship with Ironstride."""
    return table_as("running", Limits)
