"""Says which lifts are relatives: progress on one speaks for the others."""

from __future__ import annotations

from functools import cache

from msgspec import Struct

from ironstride.catalogue.tables import table_as
from ironstride.model.exercise import Exercise


class Relatives(Struct, frozen=True):
    """What carries over between relatives.

    `share` of the way a relative has come is where a variation begins; a lift away for more than `away_days`, in whose
    place a relative was trained, begins so, too; the patterns of one list of `alike` count as one.
    """

    share: float
    away_days: int
    alike: tuple[tuple[str, ...], ...]


class _Table(Struct, frozen=True):
    relatives: Relatives


@cache
def relatives() -> Relatives:
    """Read what carries over."""
    return table_as("ability", _Table).relatives


def family(exercise: Exercise) -> str:
    """Name the lifts that speak for each other: one reference lift, one kind of movement; ballistic ones have none."""
    if "power" in exercise.blocks:
        return ""
    alike = next((patterns for patterns in relatives().alike if exercise.pattern in patterns), (exercise.pattern,))
    return f"{exercise.reference or exercise.id}/{alike[0]}"


def are_kin(one: Exercise, other: Exercise) -> bool:
    """Say whether progress on one lift speaks for another. A lift is no kin of itself."""
    return one.id != other.id and family(one) == family(other) != ""
