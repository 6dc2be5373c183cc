"""A search that stops early begins anew from what it found, and its proof is the same."""

from __future__ import annotations

from functools import cache
from itertools import product

import pytest

from ironstride.model.errors import NoPlan
from ironstride.planning import solve as solving
from ironstride.planning.solve import Solution, solve
from ironstride.rules.model import Model

SECONDS = (9, 11, 14, 15, 17, 19, 22, 23)
MISSED = (10, 14, 15, 18, 19, 23, 25, 27)
ROOM = 63
#: deterministic seconds, from too few for anything to more than enough
FIRST_TRIES = (0.0, 0.00005, 0.3)


def evening() -> Model:
    """Fill two evenings short of time: what is left out costs, and every third exercise is wanted on one of them."""
    model = Model()
    for name in "AB":
        items = [model.literal(f"{name}/{n}") for n in range(len(SECONDS))]
        model.linear(zip(items, [-one for one in SECONDS], strict=True), low=-ROOM)
    size = len(SECONDS)
    for n, price in enumerate(MISSED):
        both = [(n, 1), (size + n, 1)]
        model.slack(both, 1 if n % 3 else 2, price, "MISSED")
    return model


@cache
def by_hand() -> int:
    """Try every way to fill the first evening, and the best of the second beside it by a table over its seconds."""
    least = sum(2 * price for price in MISSED)
    for first in product((0, 1), repeat=len(SECONDS)):
        if sum(s for s, one in zip(SECONDS, first, strict=True) if one) > ROOM:
            continue
        wanted = [(1 if n % 3 else 2) - one for n, one in enumerate(first)]
        spared = [0] * (ROOM + 1)
        for seconds, price, more in zip(SECONDS, MISSED, wanted, strict=True):
            for room in range(ROOM, seconds - 1, -1) if more > 0 else ():
                spared[room] = max(spared[room], spared[room - seconds] + price)
        least = min(least, sum(price * max(0, more) for price, more in zip(MISSED, wanted, strict=True)) - spared[ROOM])
    return least


@pytest.mark.parametrize("first_try", FIRST_TRIES)
def test_the_price_is_proven_however_early_the_first_search_stops(
    first_try: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(solving, "FIRST_TRY", first_try)
    once, twice = found(), found()
    assert once.status == "OPTIMAL"
    assert once.objective == once.bound == by_hand()
    assert once.values == twice.values


def test_no_way_is_said_to_be_none_in_the_second_search_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(solving, "FIRST_TRY", 0.0)
    model = evening()
    model.linear([(literal, 1) for literal in range(len(SECONDS))], low=len(SECONDS))
    assert solve(model) is None


def test_no_time_at_all_is_told() -> None:
    with pytest.raises(NoPlan, match="time allowed"):
        solve(evening(), limit=0.0)


def found() -> Solution:
    solution = solve(evening())
    assert solution is not None
    return solution
