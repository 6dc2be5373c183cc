"""Relatives: a lift is none of its own, families keep apart what progress does not carry over to."""

from __future__ import annotations

import pytest

from ironstride.catalogue import catalogue
from ironstride.rules.ruleset import rule_set
from ironstride.strength.relatives import are_kin, family, relatives

LIFTS = catalogue().exercises


@pytest.mark.parametrize(
    ("one", "other", "kin"),
    [
        ("step-up", "goblet-step-up", True),
        ("step-up", "back-squat", True),  # squats, lunges and step-ups are of one kind
        ("back-squat", "front-squat", True),
        ("step-up", "step-up", False),
        ("conventional-deadlift", "suitcase-carry", False),  # one reference lift, another movement
        ("conventional-deadlift", "power-clean", False),  # ballistic
        ("one-arm-dumbbell-row", "dumbbell-bench-press", False),
    ],
)
def test_known_relatives(one: str, other: str, kin: bool) -> None:
    assert are_kin(LIFTS[one], LIFTS[other]) == are_kin(LIFTS[other], LIFTS[one]) == kin


def test_a_pattern_is_alike_in_one_list_only() -> None:
    patterns = [pattern for alike in relatives().alike for pattern in alike]
    assert len(set(patterns)) == len(patterns)
    assert {family(LIFTS[name]) for name in ("back-squat", "goblet-step-up", "split-squat")} == {"back-squat/squat"}


def test_what_begins_anew_is_judged_anew() -> None:
    """The planner's block is no shorter than the one after which PRG101 forgets a lift's own last load."""
    assert relatives().away_days >= rule_set(catalogue(), "evidence").rule("PRG101").params["anew_after_days"]
