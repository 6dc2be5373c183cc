"""A line figure of a movement: where it begins and where it ends, by joints, and the things that belong to it."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

#: x to the right and y upwards from the floor; a standing figure is 98 units tall and looks to the right
Spot = tuple[float, float]
#: a limb that hangs in the air: its angle (0 ahead, 90 up) and how far it is stretched, 0 to 1
Reach = tuple[float, Annotated[float, Meta(gt=0, le=1)]]
Part = Literal["legs", "far-leg", "near-leg", "arms", "far-arm", "near-arm", "trunk", "foot"]
Thing = Literal["plate", "bell", "kettle", "ball", "box", "bench", "bar", "wall", "band", "pack"]
Hold = Literal["hand", "far-hand", "shoulder", "chest", "hip", "back"]


class Foot(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A leg by where its foot is: the ball of the foot on a spot, or the ankle by the leg's reach from the hip.

    `turn` turns the sole: 0 lies flat, -60 stands on the toes, 40 on the heel. `bend` -1 bends the knee backwards.
    """

    ball: Spot | None = None
    reach: Reach | None = None
    turn: float = 0.0
    bend: Literal[1, -1] = 1


class Arm(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """An arm by where its hand is, or by its reach from the shoulder. `bend` -1 bends the elbow the other way."""

    hand: Spot | None = None
    reach: Reach | None = None
    bend: Literal[1, -1] = 1


class Pose(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A body at one moment, from the side. Limbs of the far side are drawn where they differ.

    Attributes
    ----------
    hip : where the hips are.
    trunk : angle of the trunk from the hips, 90 upright, 0 lying ahead.
    head : how the head is turned against the trunk.
    """

    hip: Spot
    leg: Foot
    arm: Arm
    trunk: float = 90.0
    head: float = 0.0
    far_leg: Foot | None = None
    far_arm: Arm | None = None


class Prop(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A thing: held somewhere, or standing on a spot with a width and a height; a band runs `to` another spot."""

    thing: Thing
    hold: Hold | None = None
    at: Spot | None = None
    size: Spot = (0.0, 0.0)
    to: Spot | None = None


class Figure(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A movement drawn: both its ends, the parts that do the work, what it is told as, and the exercises it shows.

    A hold or a stance has no `end`.
    """

    id: Annotated[str, Meta(pattern="^[a-z0-9]+(-[a-z0-9]+)*$")]
    says: str
    shows: Annotated[tuple[str, ...], Meta(min_length=1)]
    start: Pose
    end: Pose | None = None
    works: tuple[Part, ...] = ()
    things: tuple[Prop, ...] = ()
