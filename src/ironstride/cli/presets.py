"""Places to lift at as most runners know them, in kilograms or in pounds."""

from __future__ import annotations

from typing import Literal

from ironstride.model.equipment import Bar, Place, Steps
from ironstride.model.words import KG_PER_LB

Preset = Literal["nothing", "step and band", "dumbbells", "barbell at home", "full gym"]
Unit = Literal["kg", "lb"]

#: name of the preset to what it holds, in words.
PRESETS: dict[Preset, str] = {
    "nothing": "body mass, a wall and some floor",
    "step and band": "a step of 30 cm and a rubber band",
    "dumbbells": "pairs of dumbbells to 20 kg (50 lb), a step and a band",
    "barbell at home": "a bar with plates, a rack and a bench, a step and a band",
    "full gym": "bars, racks, dumbbells, kettlebells, machines, cables, boxes",
}
_STEP_CM = 30
_GYM_THINGS = (
    "rack", "bench", "pull-up-bar", "dip-bars", "cable", "back-extension", "ball", "rope", "erg", "leg-press",
    "leg-curl", "leg-extension", "calf-machine", "seated-calf", "lat-pulldown", "smith", "adductor-machine",
)  # fmt: skip


def place_name(preset: Preset) -> str:
    """Return what the runner file calls the place of a preset."""
    return "gym" if preset == "full gym" else "home"


def preset_place(preset: Preset, unit: Unit) -> Place:
    """Return the things of a preset; the runner mends the list in the file afterwards.

    Parameters
    ----------
    preset : which one.
    unit : whose usual weights: kilograms or pounds.
    """
    match preset:
        case "nothing":
            return Place()
        case "step and band":
            return Place(box_heights_cm=(_STEP_CM,), bands=True)
        case "dumbbells":
            return Place(box_heights_cm=(_STEP_CM,), bands=True, dumbbells=_steps(unit, (2.5, 20, 2.5), (5, 50, 5)))
        case "barbell at home":
            bar = _barbell_at_home(unit)
            return Place(barbell=bar, box_heights_cm=(_STEP_CM,), bands=True, has=("rack", "bench"))
        case "full gym":
            return _full_gym(unit)


def _barbell_at_home(unit: Unit) -> Bar:
    """Return the usual home set: about 100 kg (300 lb) with the bar."""
    if unit == "kg":
        return Bar(bar_kg=20.0, plates_kg=(15.0, 10.0, 10.0, 5.0, 2.5, 1.25))
    return Bar(bar_kg=_kg(45), plates_kg=tuple(_kg(lb) for lb in (45, 35, 25, 10, 5, 5, 2.5)))


def _full_gym(unit: Unit) -> Place:
    """Return a commercial gym."""
    step, most = (2.5, 200.0) if unit == "kg" else (_kg(5), _kg(455))
    return Place(
        barbell=Bar(bar_kg=20.0 if unit == "kg" else _kg(45), step_kg=step, max_kg=most),
        trap_bar=Bar(bar_kg=25.0 if unit == "kg" else _kg(55), step_kg=step, max_kg=most),
        dumbbells=_steps(unit, (2, 40, 2), (5, 90, 5)),
        kettlebells=Steps(kg=(8.0, 12.0, 16.0, 20.0, 24.0, 32.0)),
        machines=_steps(unit, (5, 150, 5), (10, 300, 10)),
        cables=_steps(unit, (2.5, 80, 2.5), (5, 175, 5)),
        medicine_balls_kg=(3.0, 4.0, 5.0, 6.0),
        bands=True,
        box_heights_cm=(30, 45, 60),
        has=_GYM_THINGS,
    )


def _steps(unit: Unit, kg: tuple[float, float, float], lb: tuple[float, float, float]) -> Steps:
    """Return from, to and step in the unit asked for."""
    first, last, step = kg if unit == "kg" else (_kg(mass) for mass in lb)
    return Steps(from_kg=float(first), to_kg=float(last), step_kg=float(step))


def _kg(lb: float) -> float:
    """Return pounds as kilograms, to the tenth of a microgram as runner files do."""
    return round(lb * KG_PER_LB, 10)
