"""Self-tests: every one can be told, differences count only above the test's own error, and the plank is a gate."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from ironstride.catalogue import catalogue
from ironstride.catalogue.tables import table
from ironstride.model.runner import Runner, Screened
from ironstride.strength.screens import canonical, emphasis, gate_s, is_steady, norm, read_screens, self_tests

DAY = date(2027, 2, 1)
LATER = DAY + timedelta(days=7)
WOMAN = Runner(name="T", event="10k", lifting_experience="novice", body_mass_kg=60, birth_year=1990, sex="female")


def result(screen: str, value: float, side: str | None = None, day: date = DAY) -> Screened:
    return Screened(screen=screen, date=day, value=value, side=side)  # type: ignore[arg-type]


def pair(screen: str, left: float, right: float, day: date = DAY) -> list[Screened]:
    return [result(screen, left, "left", day), result(screen, right, "right", day)]


def test_every_test_has_numbers_steps_and_exercises_that_exist() -> None:
    exercises, numbers = catalogue().exercises, table("screens")
    for name, test in self_tests().items():
        assert name in numbers
        assert test.unit in ("cm", "s", "reps", "rating")
        assert test.steps
        assert all(one in exercises for one in test.emphasis)


def test_names_in_any_spelling() -> None:
    assert canonical("Knee-to-Wall ") == canonical("knee to wall") == "knee_to_wall"


def test_the_middle_of_women_in_their_thirties_is_the_printed_one() -> None:
    said = norm(self_tests()["heel_raise"], WOMAN, DAY)
    assert said is not None
    assert "27" in said.text
    assert said.low == 21


@pytest.mark.parametrize(
    ("screen", "left", "right", "weaker"),
    [
        ("knee_to_wall", 10.0, 11.5, None),
        ("knee_to_wall", 10.0, 11.6, "left"),
        ("heel_raise", 30, 24, None),
        ("heel_raise", 31, 24, "right"),
        ("side_plank", 60, 49, "right"),
        ("side_plank", 100, 91, None),
        ("side_plank", 20, 11, None),
        ("single_leg_bridge", 25, 20, None),
        ("single_leg_bridge", 25, 19, "right"),
        ("hop_for_distance", 100, 85, None),
        ("hop_for_distance", 100, 84, "right"),
    ],
)
def test_a_side_is_behind_only_above_the_error_and_on_two_days(
    screen: str, left: float, right: float, weaker: str | None
) -> None:
    once = read_screens(pair(screen, left, right), WOMAN, LATER)
    assert once[0].weaker is None
    twice = read_screens([*pair(screen, left, right), *pair(screen, left, right, LATER)], WOMAN, LATER)
    assert twice[0].weaker == weaker
    turned = read_screens([*pair(screen, right, left), *pair(screen, left, right, LATER)], WOMAN, LATER)
    assert turned[0].weaker is None


def test_poor_on_one_leg_needs_no_second_day() -> None:
    (reading,) = read_screens(pair("single_leg_squat", 0, 2), WOMAN, LATER)
    assert reading.weaker == "right"


def test_a_trend_is_told_against_the_error() -> None:
    same = read_screens([result("heel_raise", 25, "left"), result("heel_raise", 30, "left", LATER)], WOMAN, LATER)
    better = read_screens([result("heel_raise", 25, "left"), result("heel_raise", 32, "left", LATER)], WOMAN, LATER)
    assert any("no change beyond" in text for text in same[0].sentences)
    assert any("Left: up 7" in text for text in better[0].sentences)


def test_the_plank_is_the_gate() -> None:
    assert is_steady((), WOMAN) is None
    assert gate_s(WOMAN) == 63
    assert is_steady((result("front plank", 62),), WOMAN) is False
    assert is_steady((result("front_plank", 62), result("front_plank", 63, day=LATER)), WOMAN) is True


def test_what_tests_speak_for() -> None:
    assert emphasis(WOMAN) == {}
    tested = replace(WOMAN, screens=(*pair("heel_raise", 35, 22), *pair("heel_raise", 34, 22, LATER)))
    assert emphasis(tested)["single-leg-calf-raise"] == "right"


@given(
    st.lists(
        st.builds(
            result,
            st.sampled_from([*self_tests(), "unheard of"]),
            st.floats(0, 300),
            st.sampled_from([None, "left", "right"]),
            st.dates(DAY, LATER),
        ),
        max_size=12,
    )
)
def test_any_results_are_read_in_whole_sentences_without_promises(results: list[Screened]) -> None:
    for reading in read_screens(results, WOMAN, LATER):
        assert all(text.endswith((".", ")")) for text in reading.sentences)
        assert not any("prevent" in text or "risk" in text for text in reading.sentences)
