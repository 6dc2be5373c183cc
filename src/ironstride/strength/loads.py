"""Says what a place offers to lift with, which loads it can really make and how a bar is loaded for them."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache

from ironstride.model.equipment import Bar, Place, Steps
from ironstride.model.exercise import LoadType

#: masses are added as integers of a tenth of a microgram: every gram and every hundredth of a pound is exact.
_UNITS_PER_KG = 10**10
_LB = 4_535_923_700
#: a load asked for may be off by this much (a plan shows tenths of a kilogram or whole pounds).
_TOLERANCE = _UNITS_PER_KG // 20
#: plates of a gym that has every plate (convention: the usual sets in kilograms and in pounds).
_KG_PLATES = tuple(int(kg * _UNITS_PER_KG) for kg in (25, 20, 15, 10, 5, 2.5, 1.25))
_LB_PLATES = tuple(int(lb * _LB) for lb in (45, 35, 25, 10, 5, 2.5))
#: a step no higher than this is fit for step-downs and calf raises, a box for jumping and sitting on.
_STEP_CM = 35


def offers(place: Place) -> frozenset[str]:
    """Return the equipment words a place provides.

    Wall, mat and space are taken to be everywhere unless the place says `no-space`; a staircase has a step; plates
    come with any bar that has some.

    Parameters
    ----------
    place : the place and its things.

    Returns
    -------
    frozenset of str
        Words of the exercise catalogue's `equipment` vocabulary.
    """
    bars = {"barbell": place.barbell, "trap-bar": place.trap_bar, "safety-bar": place.safety_bar}
    words = {"wall", "mat", "space", *place.has, *(name for name, bar in bars.items() if bar is not None)}
    there = {
        "plate": any(bar is not None and (bar.plates_kg or bar.step_kg) for bar in bars.values()),
        "dumbbell": place.dumbbells is not None,
        "dumbbell-pair": place.dumbbells is not None and place.dumbbell_pairs,
        "kettlebell": place.kettlebells is not None,
        "kettlebell-pair": place.kettlebells is not None and place.kettlebell_pairs,
        "cable": place.cables is not None,
        "medicine-ball": bool(place.medicine_balls_kg),
        "pack": place.pack_kg is not None,
        "band": place.bands,
        "box": bool(place.box_heights_cm),
        "step": "stairs" in place.has or any(height <= _STEP_CM for height in place.box_heights_cm),
    }
    words |= {word for word, present in there.items() if present}
    return frozenset(words - ({"space", "no-space"} if "no-space" in place.has else set()))


@lru_cache(maxsize=1024)
def makeable_loads_kg(load_type: LoadType, place: Place) -> tuple[float, ...]:
    """Return every load a place can make, lightest first.

    A bar carries the same plates on both sides; for pairs of dumbbells and kettlebells the load is one of the two.

    Parameters
    ----------
    load_type : what is loaded. Body mass and bands have one load, 0 kg.
    place : the place and its things.

    Returns
    -------
    tuple of float
        Kilograms, exact and rising; empty when the place has no such thing or does not say its loads.
    """
    match load_type:
        case "bodyweight":
            return (0.0,)
        case "band":
            return (0.0,) if place.bands else ()
        case "barbell":
            return _bar_loads(place.barbell or place.safety_bar)
        case "trap-bar":
            return _bar_loads(place.trap_bar)
        case "plate":
            return _kg({plate for bar in (place.barbell, place.trap_bar, place.safety_bar) for plate in _stock(bar)})
        case "sled":
            return _sled_loads(place)
        case "medicine-ball":
            return _kg({_units(kg) for kg in place.medicine_balls_kg})
        case _:
            return _steps_loads(_steps(load_type, place))


def nearest_at_most(loads: tuple[float, ...], kg: float) -> float | None:
    """Return the heaviest of the rising loads that is not above `kg`; None when all are."""
    at = bisect_right(loads, kg + 1e-6)
    return loads[at - 1] if at else None


def next_above(loads: tuple[float, ...], kg: float) -> float | None:
    """Return the lightest of the rising loads that is above `kg`; None when none is."""
    at = bisect_right(loads, kg + 1e-6)
    return loads[at] if at < len(loads) else None


def plates_per_side(bar: Bar, load_kg: float) -> tuple[float, ...]:
    """Return the fewest plates for one side of a bar, heaviest first.

    Parameters
    ----------
    bar : the bar and its plates; a bar with a step is loaded with a gym's usual plates.
    load_kg : bar and plates together, to within 50 g.

    Returns
    -------
    tuple of float
        Masses of the plates of one side, kilograms; empty for the bare bar.

    Raises
    ------
    ValueError
        The bar cannot make this load.
    """
    asked = _units(load_kg)
    made = min(_totals(bar), key=lambda total: abs(total - asked))
    if abs(made - asked) > _TOLERANCE:
        raise ValueError(f"this bar cannot make {load_kg:g} kg")
    side = (made - _units(bar.bar_kg)) // 2
    plates = _sides(bar)[side] if bar.step_kg is None else _fewest(side, _stock(bar))
    return tuple(plate / _UNITS_PER_KG for plate in plates)


def plate_stock_kg(bar: Bar) -> tuple[float, ...]:
    """Return the plates for one side of a bar, heaviest first: each pair of a bar with plates, each kind of a gym's."""
    stock = sorted((_units(kg) for kg in bar.plates_kg), reverse=True) if bar.step_kg is None else _stock(bar)
    return tuple(plate / _UNITS_PER_KG for plate in stock)


def _units(kg: float) -> int:
    """Return kilograms as an exact integer of tenths of a microgram."""
    return round(kg * _UNITS_PER_KG)


def _kg(units: set[int]) -> tuple[float, ...]:
    """Return integers as rising kilograms."""
    return tuple(unit / _UNITS_PER_KG for unit in sorted(units))


def _steps(load_type: LoadType, place: Place) -> Steps | None:
    """Return the list of loads of a kind of weight, None when the place has none."""
    lists = {
        "dumbbell": place.dumbbells,
        "dumbbell-pair": place.dumbbells if place.dumbbell_pairs else None,
        "kettlebell": place.kettlebells,
        "kettlebell-pair": place.kettlebells if place.kettlebell_pairs else None,
        "machine": place.machines,
        "cable": place.cables,
        "pack": place.pack_kg,
    }
    return lists[load_type]


def _steps_loads(steps: Steps | None) -> tuple[float, ...]:
    """Return the loads of a list, or of equal steps."""
    if steps is None:
        return ()
    if steps.from_kg is None or steps.to_kg is None or steps.step_kg is None:
        return _kg({_units(kg) for kg in steps.kg})
    return _kg(set(range(_units(steps.from_kg), _units(steps.to_kg) + 1, max(1, _units(steps.step_kg)))))


def _bar_loads(bar: Bar | None) -> tuple[float, ...]:
    """Return the loads of a bar, bare bar included."""
    return () if bar is None else _kg(set(_totals(bar)))


def _sled_loads(place: Place) -> tuple[float, ...]:
    """Return what can be laid on a sled: nothing, or the barbell's plates in pairs."""
    if "sled" not in place.has:
        return ()
    bar = place.barbell
    return (0.0,) if bar is None else _kg({total - _units(bar.bar_kg) for total in _totals(bar)})


def _totals(bar: Bar) -> tuple[int, ...]:
    """Return bar and plates together for every way of loading a bar, up to the most it may carry."""
    empty = _units(bar.bar_kg)
    if bar.step_kg is not None and bar.max_kg is not None:
        return tuple(range(empty, _units(bar.max_kg) + 1, max(1, _units(bar.step_kg))))
    most = None if bar.max_kg is None else _units(bar.max_kg)
    return tuple(empty + 2 * side for side in _sides(bar) if most is None or empty + 2 * side <= most)


@lru_cache(maxsize=64)
def _sides(bar: Bar) -> dict[int, tuple[int, ...]]:
    """Return the fewest plates, heaviest first, for every sum that one plate of each pair can make."""
    best: dict[int, tuple[int, ...]] = {0: ()}
    for plate in sorted((_units(kg) for kg in bar.plates_kg), reverse=True):
        for total, plates in list(best.items()):
            known = best.get(total + plate)
            if known is None or len(plates) + 1 < len(known):
                best[total + plate] = (*plates, plate)
    return best


def _stock(bar: Bar | None) -> tuple[int, ...]:
    """Return the different plates of a bar; a bar with a step has the usual plates that fit the step, and its half."""
    if bar is None:
        return ()
    if bar.step_kg is None:
        return tuple(sorted({_units(kg) for kg in bar.plates_kg}, reverse=True))
    half = max(1, _units(bar.step_kg) // 2)
    fitting = [tuple(plate for plate in usual if plate % half == 0) for usual in (_KG_PLATES, _LB_PLATES)]
    return tuple(sorted({half, *max(fitting, key=len)}, reverse=True))


def _fewest(side: int, plates: tuple[int, ...]) -> tuple[int, ...]:
    """Return the fewest plates that add up to one side when there are enough of each; the least divides them all."""
    least = plates[-1]
    best: list[tuple[int, ...]] = [()]
    for total in range(1, side // least + 1):
        usable = [plate for plate in plates if plate // least <= total]
        last = min(usable, key=lambda plate: len(best[total - plate // least]))
        best.append(tuple(sorted((*best[total - last // least], last), reverse=True)))
    return best[side // least]
