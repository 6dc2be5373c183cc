"""What the runner can lift with at each place, and what a lift there can be loaded to."""

from __future__ import annotations

import math
from collections.abc import Mapping

from ironstride.model.equipment import Place
from ironstride.model.exercise import Exercise
from ironstride.strength.ability import Ability
from ironstride.strength.loads import makeable_loads_kg, offers
from ironstride.strength.repetitions import percent_1rm

#: a main lift counts as heavy enough when the place can load it to this share of the one-rep maximum
HEAVY_ENOUGH = 0.78
#: what is taken up only for its mass
IN_HAND = frozenset({
    "barbell", "safety-bar", "trap-bar", "dumbbell", "dumbbell-pair", "kettlebell", "kettlebell-pair", "plate",
    "medicine-ball", "pack",
})  # fmt: skip
#: the body alone is too much where not even so many repetitions are likely
FEW_REPS = 5
#: a lightest load counts as liftable up to this share of the belief (a cautious one at first), and a tenth above the
#: safe start
EASY_SHARE, ROUNDING = 0.7, 0.1


class Kit:
    """Answers, and remembers, what each place offers."""

    def __init__(self, places: Mapping[str, Place], ability: Ability) -> None:
        self._places, self._ability = places, ability
        self._offers = {name: offers(place) for name, place in places.items()}
        self._loads: dict[tuple[str, str], tuple[float, ...]] = {}

    def can(self, exercise: Exercise, place: str) -> bool:
        """Say whether the place has everything one way of doing the exercise needs."""
        there = self._offers[place]
        return any(there.issuperset(needed) for needed in exercise.equipment)

    def bare(self, exercise: Exercise, place: str) -> bool:
        """Say whether the exercise moves the body and can be done there with nothing in the hands."""
        free = self._offers[place] - IN_HAND
        return exercise.body_mass_share > 0 and any(free.issuperset(needed) for needed in exercise.equipment)

    def loads_kg(self, exercise: Exercise, place: str) -> tuple[float, ...]:
        """Give the loads the place can make for the exercise, lightest first; empty when it takes none."""
        if exercise.load_type == "bodyweight":
            return ()
        key = (exercise.load_type, place)
        if key not in self._loads:
            self._loads[key] = tuple(
                load for load in makeable_loads_kg(exercise.load_type, self._places[place]) if load
            )
        return self._loads[key]

    def too_light(self, exercise: Exercise, place: str) -> bool:
        """Say whether the place's heaviest load is too light for the runner's heavy sets of this lift."""
        belief = self._ability.of(exercise)
        loads = self.loads_kg(exercise, place)
        if belief is None:
            return False
        total = (loads[-1] if loads else 0.0) + exercise.body_mass_share * self._ability.body_mass_kg
        return total < HEAVY_ENOUGH * belief.one_rep_max_kg

    def unloaded(self, exercise: Exercise, place: str) -> bool:
        """Say whether an exercise that is no heavy lift by itself takes no load there: fives would be nothing."""
        return "heavy" not in exercise.traits and not self.loads_kg(exercise, place)

    def too_hard(self, exercise: Exercise) -> bool:
        """Say whether a few repetitions with the body alone are more than the runner is likely to do."""
        belief = self._ability.of(exercise)
        body = exercise.body_mass_share * self._ability.body_mass_kg
        return belief is not None and body > percent_1rm(FEW_REPS) / 100 * belief.one_rep_max_kg

    def too_heavy(self, exercise: Exercise, place: str, practised: bool = False) -> bool:
        """Say whether even the lightest load there is more than a safe first one, and body mass alone will not do.

        Who has lifted for a block is believed to be of middling strength, who has not is taken to be weaker.
        """
        loads = self.loads_kg(exercise, place)
        if not loads or exercise.start_share is None or (exercise.start_share and self.bare(exercise, place)):
            return False
        belief = self._ability.of(exercise)
        body = exercise.body_mass_share * self._ability.body_mass_kg
        doubts = 0 if practised else 1
        likely = 0.0 if belief is None else EASY_SHARE * math.exp(belief.log_mean - doubts * belief.log_sd) - body
        return loads[0] > max(exercise.start_share * self._ability.body_mass_kg, likely) * (1 + ROUNDING)
