"""The load line shows every session of a lift at its load, and what is not known as not known."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from ironstride.pictures.load_line import load_line, load_points, main_lifts
from sample_plan import SQUAT_KG, sample_plan

from .svg_tools import SVG, lines, parsed, tips


def test_main_lifts_are_those_trained_most() -> None:
    assert main_lifts(sample_plan()) == ["back-squat", "trap-bar-deadlift", "rear-foot-elevated-split-squat"]


def test_points_are_the_planned_loads() -> None:
    points = load_points(sample_plan(), "back-squat")
    assert [point.load_kg for point in points] == list(SQUAT_KG)
    assert [point.reps for point in points[:2]] == [5, 5]


@pytest.mark.parametrize("width", [720, 540, 358])
def test_a_dot_for_every_session(width: int) -> None:
    plan = sample_plan()
    for lift in main_lifts(plan):
        root = parsed(load_line(plan, lift, width))
        assert len(tips(root)) == len(load_points(plan, lift)) + 6  # the dots and six phases
        desc = root.find(f"{SVG}desc")
        assert desc is not None
        assert desc.text is not None
        assert desc.text.count(";") == len(load_points(plan, lift)) - 1


def test_heavier_is_higher_and_more_repetitions_are_bigger() -> None:
    dots = list(parsed(load_line(sample_plan(), "back-squat")).iter(f"{SVG}circle"))
    heights = [float(dot.get("cy", "0")) for dot in dots]
    assert (heights[0] - heights[2]) == pytest.approx(2 * (heights[0] - heights[1]), abs=0.2)  # 70, 72.5 and 75 kg
    assert float(dots[0].get("r", "0")) > float(dots[-1].get("r", "0"))


def test_a_load_still_to_be_found_is_a_hollow_dot_on_the_floor() -> None:
    root = parsed(load_line(sample_plan(), "rear-foot-elevated-split-squat"))
    assert "load to be found" in next(tip for tip in tips(root) if "×" in tip)
    assert "f-paper" in (next(iter(root.iter(f"{SVG}circle"))).get("class") or "")


def test_an_exercise_without_loads_says_what_will_fill_the_picture() -> None:
    assert any("first honest sets" in line for line in lines(parsed(load_line(sample_plan(), "push-up"))))
    assert any("first honest sets" in line for line in lines(parsed(load_line(sample_plan(), "no-such-lift"))))


def test_pounds_on_the_axis_for_a_runner_who_thinks_in_pounds() -> None:
    plan = sample_plan()
    said = lines(parsed(load_line(replace(plan, runner=replace(plan.runner, mass_unit="lb")), "back-squat")))
    assert "154.5 lb" in said
    assert not any(line.endswith("kg") for line in said)
