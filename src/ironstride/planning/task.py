"""What the planner works on: the runner, the season read from the running, and the catalogue's exercises."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec import Struct

from ironstride.model.exercise import BlockName, Exercise
from ironstride.model.runner import Runner
from ironstride.model.running import OtherTraining, PlannedRun
from ironstride.planning.kit import Kit
from ironstride.running.season import Season
from ironstride.strength.ability import Ability, Belief
from ironstride.strength.chance import Likely, usual_chance
from ironstride.strength.progression import Aims
from ironstride.strength.stalls import Stall


class Task(Struct, frozen=True):
    """One season to plan. Runs carry an hour each (usual hours filled in); others are kept free of.

    `aims` is what the method wants of loads and doses; `believed_on` the day the ability speaks of, the season's first
    when None; `stalls` are the lifts that stand still, by exercise.
    """

    runner: Runner
    season: Season
    runs: tuple[PlannedRun, ...]
    others: tuple[OtherTraining, ...]
    exercises: Mapping[str, Exercise]
    blocks: tuple[BlockName, ...]
    ability: Ability
    kit: Kit
    aims: Aims = Aims()
    believed_on: date | None = None
    stalls: Mapping[str, Stall] = {}

    def likely(self, belief: Belief) -> Likely:
        """Give what a belief says of loads, with the runner's endurance in repetitions."""
        return Likely(belief, self.ability.endurance)

    @property
    def chance(self) -> float:
        """The chance to do a set as asked that a load must have."""
        return self.aims.chance or usual_chance()
