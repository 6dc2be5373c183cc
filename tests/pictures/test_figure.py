"""Line figures: bones keep their lengths, joints bend the right way, feet and hands reach where they are to be."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from math import hypot

import pytest

from ironstride.catalogue import catalogue
from ironstride.catalogue.figures import figures
from ironstride.model.figure import Arm, Figure, Foot, Pose, Spot
from ironstride.pictures.figure import BALL, FOREARM, SHIN, THIGH, UPPER_ARM, Joints, bent, figure_svg, joints

FIGURES = list({one.id: one for one in figures().values()}.values())
#: units a hand or a foot may miss the spot it is asked to be on, and sink into the floor
MISS, SINK = 0.8, 3.0


def apart(one: Spot, other: Spot) -> float:
    """Give the distance of two spots."""
    return hypot(one[0] - other[0], one[1] - other[1])


def poses(figure: Figure) -> list[Pose]:
    """Give a figure's poses."""
    return [figure.start, *([figure.end] if figure.end else [])]


def test_every_exercise_that_is_drawn_is_one_of_the_catalogue() -> None:
    assert set(figures()) <= set(catalogue().exercises)
    assert {one.pattern for one in catalogue().exercises.values()} - {
        catalogue().exercises[name].pattern for name in figures()
    } <= {"abduction", "balance", "conditioning", "core-anti-rotation", "foot", "rotation"}


@pytest.mark.parametrize("figure", FIGURES, ids=lambda one: one.id)
def test_a_figure_is_a_body(figure: Figure) -> None:
    for pose in poses(figure):
        body = joints(pose)
        for first, second, limbs in ((THIGH, SHIN, body.legs), (UPPER_ARM, FOREARM, body.arms)):
            for root, middle, end in limbs:
                assert apart(root, middle) == pytest.approx(first)
                assert apart(middle, end) == pytest.approx(second, abs=0.05)
        lowest = min(y for limb in (*body.legs, *body.arms, *body.feet) for _, y in limb)
        assert lowest > -SINK, "it stands in the floor"
        missed(pose, body)


def missed(pose: Pose, body: Joints) -> None:
    """Hold a pose to the spots it names."""
    legs = [one for one in (pose.far_leg, pose.leg) if one is not None]
    for leg, foot in zip(legs, body.feet, strict=True):
        if leg.ball is not None:
            assert apart(foot[1], leg.ball) < MISS
    arms = [one for one in (pose.far_arm, pose.arm) if one is not None]
    for arm, limb in zip(arms, body.arms, strict=True):
        if arm.hand is not None:
            assert apart(limb[2], arm.hand) < MISS


def test_knees_bend_ahead_and_elbows_back() -> None:
    body = joints(Pose(hip=(0, 40), leg=Foot(ball=(BALL[0], 0.0)), arm=Arm(reach=(-90, 0.8))))
    assert body.legs[0][1][0] > 5
    assert body.arms[0][1][0] < -5


def test_a_limb_that_cannot_reach_is_stretched_towards_its_end() -> None:
    _, _, end = bent((0, 0), (100, 0), THIGH, SHIN, 1)
    assert end == pytest.approx((48, 0), abs=0.1)


@pytest.mark.parametrize("standalone", [True, False])
def test_a_picture_is_told_to_those_who_hear_it(standalone: bool) -> None:
    figure = figures()["back-squat"]
    root = ET.fromstring(figure_svg(figure, "Back squat", standalone=standalone))
    texts = {child.tag.rpartition("}")[2]: child.text for child in root}
    assert (texts["title"], texts["desc"]) == ("Back squat", figure.says)
    assert root.get("width")
    assert "style" not in {part for one in root.iter() for part in one.attrib}
