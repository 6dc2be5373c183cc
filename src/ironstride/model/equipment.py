"""What a place offers to lift with, and how its loads are written down."""

from __future__ import annotations

from math import isfinite, prod
from typing import Annotated

from msgspec import Meta, Struct

#: things a place's `has` may name; what comes with loads (barbell, dumbbells, band …) has a field of its own.
HAS_WORDS: tuple[str, ...] = (
    "rack", "bench", "box", "step", "pull-up-bar", "dip-bars", "rings", "landmine", "cable", "ghd", "back-extension",
    "reverse-hyper", "sled", "hurdles", "rope", "stairs", "hill", "space", "no-space", "wall", "mat", "sliders",
    "ab-wheel", "ball", "anchor", "strap", "bosu", "erg", "leg-press", "hack-squat", "leg-curl", "leg-extension",
    "calf-machine", "seated-calf", "lat-pulldown", "smith", "adductor-machine", "hip-thrust-machine",
)  # fmt: skip
#: most loads one list may spell out, so that a slip of the pen (a step of 0.01 kg) is told and not computed.
MOST_LOADS = 1000
#: most ways of putting the pairs of one bar together: sixteen pairs that all differ.
MOST_COMBINATIONS = 65_536

Mass = Annotated[float, Meta(gt=0, le=500)]


class Bar(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A bar with its plates, or with a step where every plate is at hand.

    Attributes
    ----------
    bar_kg : mass of the empty bar, collars included.
    plates_kg : mass of one plate of every pair; a number that stands twice is two pairs. Both sides are loaded alike.
    max_kg : most the bar may carry, bar included.
    step_kg : instead of plates: from the empty bar to `max_kg` in these steps (a gym with every plate).
    """

    bar_kg: Annotated[float, Meta(gt=0, le=100)] = 20.0
    plates_kg: tuple[Annotated[float, Meta(gt=0, le=100)], ...] = ()
    max_kg: Mass | None = None
    step_kg: Annotated[float, Meta(gt=0, le=100)] | None = None

    def __post_init__(self) -> None:
        """Refuse a bar whose fields contradict one another.

        Raises
        ------
        ValueError
            The message is `field: what is wrong. How to mend it.`, for the door that knows file and line.
        """
        _finite(bar_kg=(self.bar_kg,), plates_kg=self.plates_kg, max_kg=(self.max_kg,), step_kg=(self.step_kg,))
        if self.max_kg is not None and self.max_kg < self.bar_kg:
            raise ValueError(
                f"max_kg: {self.max_kg:g} is less than the empty bar, {self.bar_kg:g}. It is bar and plates together."
            )
        if self.step_kg is not None:
            if self.plates_kg:
                raise ValueError("step_kg: a bar has either plates or a step. Leave one out.")
            if self.max_kg is None:
                raise ValueError("max_kg: missing beside a step. Say the most the bar may carry.")
            if (self.max_kg - self.bar_kg) / self.step_kg > MOST_LOADS:
                raise ValueError(f"step_kg: {self.step_kg:g} makes more than {MOST_LOADS} loads. Give a larger step.")
        if prod(self.plates_kg.count(plate) + 1 for plate in set(self.plates_kg)) > MOST_COMBINATIONS:
            raise ValueError("plates_kg: more than sixteen different pairs. Give step_kg and max_kg instead.")


class Steps(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Loads from one to another in equal steps, or the very loads one by one.

    Attributes
    ----------
    from_kg : lightest.
    to_kg : heaviest.
    step_kg : from one to the next.
    kg : the very loads, instead of the three above.
    """

    from_kg: Annotated[float, Meta(ge=0, le=500)] | None = None
    to_kg: Mass | None = None
    step_kg: Mass | None = None
    kg: tuple[Mass, ...] = ()

    def __post_init__(self) -> None:
        """Refuse loads written both ways, neither way or upside down.

        Raises
        ------
        ValueError
            The message is `field: what is wrong. How to mend it.`
        """
        span = (self.from_kg, self.to_kg, self.step_kg)
        if self.kg:
            if any(end is not None for end in span):
                raise ValueError("kg: there is a from, to or step too. Give the very loads, or from, to and step.")
            _finite(kg=self.kg)
            return
        for name, value in zip(("from_kg", "to_kg", "step_kg"), span, strict=True):
            if value is None:
                raise ValueError(f"{name}: missing. Give from_kg, to_kg and step_kg, or the very loads in kg = [ … ].")
        first, last, step = (value or 0.0 for value in span)
        _finite(to_kg=(last,), step_kg=(step,))
        if not 0 <= first <= last:
            raise ValueError(f"to_kg: {last:g} is less than the lightest, {first:g}. Swap them.")
        if (last - first) / step > MOST_LOADS:
            raise ValueError(f"step_kg: {step:g} makes more than {MOST_LOADS} loads. Give a larger step.")


class Place(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Home, the gym, a hotel: the things there. An empty table is a place with nothing but floor and walls.

    Attributes
    ----------
    barbell : a straight bar and its plates.
    trap_bar : a hexagonal bar and its plates.
    safety_bar : a safety squat bar and its plates.
    dumbbells : loads of one dumbbell.
    dumbbell_pairs : whether there are two of each.
    kettlebells : loads of one kettlebell.
    kettlebell_pairs : whether there are two of each.
    machines : loads of the machines' stacks.
    cables : loads of the cable's stack.
    medicine_balls_kg : masses of the medicine balls.
    pack_kg : what a backpack or vest can be filled to.
    bands : whether there is a rubber band.
    box_heights_cm : heights of boxes and steps; up to 35 cm counts as a step too.
    has : everything that needs no list of loads, by name: rack, bench, box, step, pull-up-bar, dip-bars, rings,
        landmine, cable, ghd, back-extension, reverse-hyper, sled, hurdles, rope, stairs, hill, sliders, ab-wheel, ball,
        anchor, strap, bosu, erg, leg-press, hack-squat, leg-curl, leg-extension, calf-machine, seated-calf,
        lat-pulldown, smith, adductor-machine, hip-thrust-machine. Wall, mat and space (20 m of free floor or ground)
        are taken to be everywhere; `no-space` says that there is none.
    """

    barbell: Bar | None = None
    trap_bar: Bar | None = None
    safety_bar: Bar | None = None
    dumbbells: Steps | None = None
    dumbbell_pairs: bool = True
    kettlebells: Steps | None = None
    kettlebell_pairs: bool = False
    machines: Steps | None = None
    cables: Steps | None = None
    medicine_balls_kg: tuple[Annotated[float, Meta(gt=0, le=30)], ...] = ()
    pack_kg: Steps | None = None
    bands: bool = False
    box_heights_cm: tuple[Annotated[int, Meta(ge=5, le=150)], ...] = ()
    has: tuple[str, ...] = ()


def _finite(**fields: tuple[float | None, ...]) -> None:
    """Raise ValueError naming the first field that holds a number that is not above zero and finite."""
    for name, values in fields.items():
        for value in values:
            if value is not None and not (isfinite(value) and value > 0):
                raise ValueError(f"{name}: {value:g} is not a mass above zero. Mend the number.")
