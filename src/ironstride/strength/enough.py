"""Where more strength stops being the aim: one-rep maxima, as multiples of body mass, that are enough for running."""

from __future__ import annotations

import math
from functools import cache
from statistics import NormalDist

from msgspec import Struct

from ironstride.catalogue.tables import table_as
from ironstride.model.exercise import Exercise
from ironstride.model.runner import Event
from ironstride.strength.ability import Belief


class Enough(Struct, frozen=True):
    """What is enough of one lift: its one-rep maximum, body share included, as kilograms; `body_masses` of `lift`, the
    lift the line is drawn for; `source` says on whose word, and `uncertain` that it is recalled or our own."""

    total_kg: float
    lift: str
    body_masses: float
    source: str
    uncertain: bool


class _Line(Struct, frozen=True):
    lift: str
    body_masses: float
    source: str
    uncertain: bool = False
    events: tuple[Event, ...] = ()


class _Reached(Struct, frozen=True):
    chance: float


class _Table(Struct, frozen=True):
    line: tuple[_Line, ...]
    reached: _Reached


@cache
def _table() -> _Table:
    return table_as("relative_strength", _Table)


def enough(exercise: Exercise, event: Event, body_mass_kg: float) -> Enough | None:
    """Say what is enough of a lift for a runner of this event and mass; None where no line is drawn.

    A related lift has the line of its reference lift, by their usual ratio.
    """
    lines = {line.lift: line for line in _table().line if not line.events or event in line.events}
    line = lines.get(exercise.id)
    if line is not None:
        return Enough(line.body_masses * body_mass_kg, line.lift, line.body_masses, line.source, line.uncertain)
    line = lines.get(exercise.reference or "")
    if line is None or exercise.reference_ratio is None:
        return None
    total_kg = (line.body_masses * exercise.reference_ratio + exercise.body_mass_share) * body_mass_kg
    return Enough(total_kg, line.lift, line.body_masses, line.source, line.uncertain)


def chance_reached(belief: Belief, line: Enough) -> float:
    """Give the chance that a lift has come to where it is enough."""
    return 1 - NormalDist(belief.log_mean, belief.log_sd).cdf(math.log(line.total_kg))


def is_reached(belief: Belief, line: Enough) -> bool:
    """Say whether the line counts as reached."""
    return belief.known and chance_reached(belief, line) >= _table().reached.chance
