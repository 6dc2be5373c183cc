"""A change of strength is called one only when both beliefs are narrow enough to tell it."""

from __future__ import annotations

from datetime import date

import pytest

from ironstride.planning.trend import Strength, has_changed


def believed(low_kg: float, middle_kg: float, high_kg: float) -> Strength:
    return Strength(date(2027, 1, 1), low_kg, middle_kg, high_kg)


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        ((25, 42, 65), (14, 23, 33), False),  # a wide first guess, not a loss
        ((58, 60, 62), (68, 70, 72), True),
        ((58, 60, 62), (61, 62.5, 64), False),
        ((68, 70, 72), (58, 60, 62), True),
        ((58, 60, 62), (58, 60, 62), False),
    ],
)
def test_a_change_is_told_by_both_spans(
    first: tuple[float, float, float], last: tuple[float, float, float], told: bool
) -> None:
    assert has_changed(believed(*first), believed(*last)) is told
