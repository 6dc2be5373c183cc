"""Ladders: which rung an exercise stands on, which stage of power work is open, and what comes next."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from msgspec import Struct

from ironstride.catalogue.tables import table_as
from ironstride.model.exercise import BlockName
from ironstride.model.runner import Experience


class Stage(Struct, frozen=True):
    """A stage of power work and its exercises."""

    name: str
    exercises: tuple[str, ...]


class Power(Struct, frozen=True):
    """Power work: its stages from the ground up, and the stage each level of lifting begins on."""

    start: dict[Experience, int]
    done_share: float
    stage: tuple[Stage, ...]


class Ladder(Struct, frozen=True):
    """A ladder of core or mobility work: rungs of exercises that stand for one another, easiest first."""

    id: str
    name: str
    block: BlockName
    rungs: tuple[tuple[str, ...], ...]
    source: str
    gate: str = ""


class Climb(Struct, frozen=True):
    """When a rung is done with: so many sessions as asked, over so many days."""

    sessions: int
    days: int


class Ladders(Struct, frozen=True):
    """The table `ladders`."""

    power: Power
    climb: Climb
    ladder: tuple[Ladder, ...]


@cache
def ladders() -> Ladders:
    """Read all ladders."""
    return table_as("ladders", Ladders)


@cache
def power_stages() -> Mapping[str, str]:
    """Give the stage of each exercise of power work that lands."""
    return {name: stage.name for stage in ladders().power.stage for name in stage.exercises}


def open_stage(level: Experience, block: int, behind: int = 0) -> str:
    """Give the highest stage of power work that is open in a block.

    Parameters
    ----------
    level : experience in lifting.
    block : number of the block of weeks, 0 for the first.
    behind : blocks of power work that were missed.
    """
    power = ladders().power
    at = power.start[level] + max(0, block - behind)
    return power.stage[min(at, len(power.stage) - 1)].name


def next_rung(exercise: str) -> tuple[Ladder, tuple[str, ...]] | None:
    """Give the exercises of the rung above an exercise, with its ladder; None at the top and off every ladder."""
    for ladder in ladders().ladder:
        for rung, above in zip(ladder.rungs, ladder.rungs[1:], strict=False):
            if exercise in rung:
                return ladder, above
    return None
