"""Tests what places offer, which loads they can make and how bars are loaded."""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ironstride.model.equipment import HAS_WORDS, Bar, Place, Steps
from ironstride.model.exercise import LoadType
from ironstride.strength.loads import makeable_loads_kg, nearest_at_most, next_above, offers, plates_per_side

LB = 0.45359237
KG_PLATES = (0.5, 1.25, 2.5, 5.0, 10.0, 15.0, 20.0, 25.0)
LB_PLATES = tuple(round(lb * LB, 10) for lb in (2.5, 5, 10, 25, 35, 45))

bars = st.one_of(
    st.builds(
        Bar, bar_kg=st.sampled_from([10.0, 20.0]), plates_kg=st.lists(st.sampled_from(KG_PLATES), max_size=7).map(tuple)
    ),
    st.builds(
        Bar, bar_kg=st.just(round(45 * LB, 10)), plates_kg=st.lists(st.sampled_from(LB_PLATES), max_size=7).map(tuple)
    ),
    st.builds(
        Bar, bar_kg=st.just(40.0), step_kg=st.sampled_from([1.0, 2.5, 5.0]), max_kg=st.sampled_from([40.0, 140.0])
    ),
)


def loads(bar: Bar) -> tuple[float, ...]:
    """Return the loads of a bar in a place of its own."""
    return makeable_loads_kg("barbell", Place(barbell=bar))


@given(bars)
@settings(max_examples=80, deadline=None)
def test_every_load_is_bar_and_plates(bar: Bar) -> None:
    for load in loads(bar):
        plates = plates_per_side(bar, load)
        assert bar.bar_kg + 2 * sum(plates) == pytest.approx(load, abs=1e-9)
        assert list(plates) == sorted(plates, reverse=True)
        if bar.plates_kg:
            assert all(plates.count(plate) <= bar.plates_kg.count(plate) for plate in plates)


@given(bars)
@settings(max_examples=80, deadline=None)
def test_nothing_between_neighbours_can_be_made(bar: Bar) -> None:
    if bar.step_kg is None:
        sums = {
            round(bar.bar_kg + 2 * sum(chosen), 5)
            for n in range(len(bar.plates_kg) + 1)
            for chosen in combinations(bar.plates_kg, n)
        }
        assert loads(bar) == pytest.approx(sorted(sums), abs=1e-5)
    for low, high in pairwise(loads(bar)):
        assert high - low > 0.12
        if high - low > 0.5:
            with pytest.raises(ValueError, match="cannot make"):
                plates_per_side(bar, (low + high) / 2)


@given(bars, st.integers(0, 12))
@settings(max_examples=60, deadline=None)
def test_no_fewer_plates_would_do(bar: Bar, number: int) -> None:
    load = loads(bar)[number % len(loads(bar))]
    plates = plates_per_side(bar, load)
    stock = bar.plates_kg or tuple(plate for plate in KG_PLATES for _ in range(3))
    for n in range(min(len(plates), 4)):
        assert all(abs(bar.bar_kg + 2 * sum(chosen) - load) > 1e-6 for chosen in combinations(stock, n))


def test_the_most_a_bar_may_carry_is_kept() -> None:
    assert loads(Bar(bar_kg=20, plates_kg=(20, 10), max_kg=60)) == (20.0, 40.0, 60.0)


def test_a_repeated_plate_is_another_pair() -> None:
    assert loads(Bar(bar_kg=20, plates_kg=(5, 5))) == (20.0, 30.0, 40.0)
    assert plates_per_side(Bar(bar_kg=20, plates_kg=(5, 5)), 40) == (5.0, 5.0)


def test_pounds_stay_pounds() -> None:
    bar = Bar(bar_kg=round(45 * LB, 10), plates_kg=LB_PLATES)
    assert [round(load / LB, 6) for load in loads(bar)][:5] == [45, 50, 55, 60, 65]
    assert plates_per_side(bar, 61.2) == (round(45 * LB, 10),)


def test_a_gym_with_every_plate() -> None:
    bar = Bar(bar_kg=20, step_kg=2.5, max_kg=200)
    assert loads(bar)[:3] == (20.0, 22.5, 25.0)
    assert len(loads(bar)) == 73
    assert plates_per_side(bar, 132.5) == (25.0, 25.0, 5.0, 1.25)
    pounds = Bar(bar_kg=round(45 * LB, 10), step_kg=round(5 * LB, 10), max_kg=round(455 * LB, 10))
    assert [round(plate / LB, 6) for plate in plates_per_side(pounds, 225 * LB)] == [45, 45]


def test_a_load_that_no_plates_make_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot make 31 kg"):
        plates_per_side(Bar(bar_kg=20, plates_kg=(5,)), 31)


def test_a_full_set_of_plates_is_quick() -> None:
    bar = Bar(bar_kg=20, plates_kg=(25, 25, 20, 20, 15, 10, 10, 5, 5, 2.5, 1.25, 0.5))
    assert len(loads(bar)) == len(set(loads(bar)))
    assert loads(bar)[-1] == 20 + 2 * sum(bar.plates_kg)


def test_loads_of_everything_else() -> None:
    place = Place(
        barbell=Bar(plates_kg=(10, 5)),
        safety_bar=Bar(bar_kg=25),
        dumbbells=Steps(from_kg=2.5, to_kg=10, step_kg=2.5),
        dumbbell_pairs=False,
        kettlebells=Steps(kg=(24, 12, 16, 12)),
        kettlebell_pairs=True,
        machines=Steps(from_kg=5, to_kg=15, step_kg=5),
        pack_kg=Steps(from_kg=4, to_kg=9, step_kg=2),
        medicine_balls_kg=(5, 3),
        bands=True,
        has=("sled",),
    )
    expected: dict[LoadType, tuple[float, ...]] = {
        "barbell": (20, 30, 40, 50),
        "trap-bar": (),
        "dumbbell": (2.5, 5, 7.5, 10),
        "dumbbell-pair": (),
        "kettlebell": (12, 16, 24),
        "kettlebell-pair": (12, 16, 24),
        "plate": (5, 10),
        "machine": (5, 10, 15),
        "cable": (),
        "band": (0,),
        "medicine-ball": (3, 5),
        "sled": (0, 10, 20, 30),
        "pack": (4, 6, 8),
        "bodyweight": (0,),
    }
    assert set(expected) == set(get_args(LoadType))
    assert {kind: makeable_loads_kg(kind, place) for kind in expected} == expected


def test_an_empty_place_makes_body_mass_only() -> None:
    assert [kind for kind in get_args(LoadType) if makeable_loads_kg(kind, Place())] == ["bodyweight"]


def test_a_safety_bar_stands_in_for_a_barbell() -> None:
    assert makeable_loads_kg("barbell", Place(safety_bar=Bar(bar_kg=25))) == (25.0,)


def test_neighbours() -> None:
    made = (2.5, 5.0, 7.5)
    assert [nearest_at_most(made, kg) for kg in (2.4, 2.5, 7.4, 99)] == [None, 2.5, 5.0, 7.5]
    assert [next_above(made, kg) for kg in (0, 2.5, 7.4, 7.5)] == [2.5, 5.0, 7.5, None]


@given(st.lists(st.floats(0, 300), unique=True).map(lambda kg: tuple(sorted(kg))), st.floats(0, 300))
def test_neighbours_enclose(made: tuple[float, ...], kg: float) -> None:
    below, above = nearest_at_most(made, kg), next_above(made, kg)
    assert below is None or below <= kg + 1e-6
    assert above is None or above > kg
    assert below is None or below in made
    assert above is None or above in made
    assert not [load for load in made if (below or -1) < load < (above or 1e9) and load not in (below, above)]


def test_offers_of_an_empty_place() -> None:
    assert offers(Place()) == {"wall", "mat", "space"}
    assert offers(Place(has=("no-space",))) == {"wall", "mat"}


def test_offers_of_things_with_loads() -> None:
    assert {"barbell", "plate"} <= offers(Place(barbell=Bar(plates_kg=(5,))))
    assert "plate" not in offers(Place(barbell=Bar()))
    assert {"trap-bar", "plate"} <= offers(Place(trap_bar=Bar(bar_kg=40, step_kg=5, max_kg=140)))
    some = Steps(kg=(8,))
    assert {"dumbbell", "dumbbell-pair"} <= offers(Place(dumbbells=some))
    assert "dumbbell-pair" not in offers(Place(dumbbells=some, dumbbell_pairs=False))
    assert offers(Place(kettlebells=some)) & {"kettlebell", "kettlebell-pair"} == {"kettlebell"}
    assert {"pack", "band", "medicine-ball", "cable"} <= offers(
        Place(pack_kg=some, bands=True, medicine_balls_kg=(3,), cables=some)
    )


def test_boxes_and_steps() -> None:
    assert offers(Place(box_heights_cm=(30,))) >= {"box", "step"}
    assert offers(Place(box_heights_cm=(60,))) & {"box", "step"} == {"box"}
    assert offers(Place(has=("stairs",))) >= {"stairs", "step"}


def test_everything_named_is_offered() -> None:
    named = tuple(word for word in HAS_WORDS if word != "no-space")
    assert offers(Place(has=named)) >= set(named)


@pytest.mark.parametrize(
    ("things", "field"),
    [
        (lambda: Bar(plates_kg=(5,), step_kg=2.5, max_kg=100), "step_kg"),
        (lambda: Bar(step_kg=2.5), "max_kg"),
        (lambda: Bar(bar_kg=20, max_kg=10), "max_kg"),
        (lambda: Bar(plates_kg=(0.0,)), "plates_kg"),
        (lambda: Bar(plates_kg=tuple(1 + n / 8 for n in range(17))), "plates_kg"),
        (lambda: Steps(), "from_kg"),
        (lambda: Steps(from_kg=2, to_kg=10), "step_kg"),
        (lambda: Steps(from_kg=20, to_kg=10, step_kg=1), "to_kg"),
        (lambda: Steps(from_kg=2, to_kg=20, step_kg=0.001), "step_kg"),
        (lambda: Steps(from_kg=2, kg=(5,)), "kg"),
        (lambda: Steps(from_kg=2, to_kg=float("inf"), step_kg=1), "to_kg"),
    ],
)
def test_things_that_contradict_themselves_are_refused(things: object, field: str) -> None:
    with pytest.raises(ValueError, match=f"^{field}: .*[.]"):
        things()  # type: ignore[operator]
