"""Draws line figures of movements: bones of fixed length, joints that bend the right way, the work in colour."""

from __future__ import annotations

from collections.abc import Iterator
from math import acos, atan2, cos, degrees, hypot, radians, sin

from msgspec import Struct

from ironstride.model.figure import Arm, Figure, Foot, Part, Pose, Prop, Spot
from ironstride.pictures.svg import Pen, pixels

#: lengths of bones, in the units of poses
THIGH, SHIN, TRUNK, UPPER_ARM, FOREARM = 24.0, 24.0, 30.0, 16.0, 15.0
#: heel and ball of the foot from the ankle when the sole lies flat; centre and size of the head beyond the shoulders
HEEL, BALL, NECK, HEAD = (-3.0, -4.0), (9.0, -4.0), 11.5, 6.0
#: widths of strokes, room around a figure, room for the arrow between two
LIMB, BODY, ROOM, BETWEEN = 5.0, 7.0, 4.0, 26.0
#: pixels a unit is drawn with
SCALE = 1.25
STRETCH = 0.999


class Joints(Struct, frozen=True):
    """A pose as spots: trunk, head, and of each limb root, joint and end; feet as heel and ball."""

    hip: Spot
    shoulder: Spot
    head: Spot
    legs: tuple[tuple[Spot, Spot, Spot], ...]
    feet: tuple[tuple[Spot, Spot], ...]
    arms: tuple[tuple[Spot, Spot, Spot], ...]


def polar(start: Spot, angle: float, length: float) -> Spot:
    """Give the spot at an angle in degrees and a distance."""
    return start[0] + length * cos(radians(angle)), start[1] + length * sin(radians(angle))


def bent(root: Spot, end: Spot, first: float, second: float, side: int) -> tuple[Spot, Spot, Spot]:
    """Give root, joint and end of a limb of two bones; one that cannot reach is stretched towards its end.

    Parameters
    ----------
    first, second : lengths of the bones.
    side : 1 bends the joint to the left of the way from root to end, -1 to the right.
    """
    along = degrees(atan2(end[1] - root[1], end[0] - root[0]))
    far = min(max(hypot(end[0] - root[0], end[1] - root[1]), abs(first - second) + 0.01), (first + second) * STRETCH)
    opening = degrees(acos((first**2 + far**2 - second**2) / (2 * first * far)))
    return root, polar(root, along + side * opening, first), polar(root, along, far)


def joints(pose: Pose) -> Joints:
    """Work a pose out. The near limbs come last."""
    shoulder = polar(pose.hip, pose.trunk, TRUNK)
    legs = [one for one in (pose.far_leg, pose.leg) if one is not None]
    arms = [one for one in (pose.far_arm, pose.arm) if one is not None]
    placed = [_ankle(pose.hip, leg) for leg in legs]
    drawn = tuple(bent(pose.hip, ankle, THIGH, SHIN, leg.bend) for leg, ankle in zip(legs, placed, strict=True))
    return Joints(
        hip=pose.hip,
        shoulder=shoulder,
        head=polar(shoulder, pose.trunk + pose.head, NECK),
        legs=drawn,
        feet=tuple(
            (_turned(limb[2], HEEL, leg.turn), _turned(limb[2], BALL, leg.turn))
            for limb, leg in zip(drawn, legs, strict=True)
        ),
        arms=tuple(bent(shoulder, _hand(shoulder, arm), UPPER_ARM, FOREARM, -arm.bend) for arm in arms),
    )


def _turned(ankle: Spot, away: Spot, turn: float) -> Spot:
    c, s = cos(radians(turn)), sin(radians(turn))
    return ankle[0] + away[0] * c - away[1] * s, ankle[1] + away[0] * s + away[1] * c


def _ankle(hip: Spot, leg: Foot) -> Spot:
    if leg.ball is not None:
        moved = _turned((0, 0), BALL, leg.turn)
        return leg.ball[0] - moved[0], leg.ball[1] - moved[1]
    angle, share = leg.reach or (-90.0, 1.0)
    return polar(hip, angle, share * (THIGH + SHIN))


def _hand(shoulder: Spot, arm: Arm) -> Spot:
    if arm.hand is not None:
        return arm.hand
    angle, share = arm.reach or (-90.0, 1.0)
    return polar(shoulder, angle, share * (UPPER_ARM + FOREARM))


# ---------------------------------------------------------------- drawing


def figure_svg(figure: Figure, name: str, *, standalone: bool = False, key: str = "figure", scale: float = 1.0) -> str:
    """Draw a figure: beginning and end side by side with an arrow between, on the floor.

    Parameters
    ----------
    name : what the exercise is called, for those who hear the picture.
    standalone : bring the style along (a file); False inside a page that has `palette.page_css`.
    key : prefix of the ids inside, unique on a page.
    scale : how much larger it is shown inside a page.
    """
    pen = Pen(key)
    width, height = _draw(pen, figure)
    pen.shapes = ['<g stroke-linecap="round" stroke-linejoin="round">', *pen.shapes, "</g>"]
    drawn = pen.svg(width, height, name, figure.says, standalone)
    if standalone:
        return drawn
    return drawn.replace(" role=", f' width="{pixels(width * scale)}" height="{pixels(height * scale)}" role=', 1)


def _draw(pen: Pen, figure: Figure) -> tuple[float, float]:
    """Draw it and give the width and height it takes."""
    poses = [figure.start] if figure.end is None else [figure.start, figure.end]
    boxes = [_box(joints(pose), figure.things) for pose in poses]
    top = max(box[3] for box in boxes)
    foot = min(0.0, *(box[1] for box in boxes)) if len(boxes) > 1 else min(0.0, boxes[0][1])
    height = (top - foot + 2 * ROOM) * SCALE
    left = 0.0
    for at, (pose, box) in enumerate(zip(poses, boxes, strict=True)):
        shift = left + ROOM - box[0]
        view = _View(shift, top + ROOM)
        _floor(pen, view, box)
        _body(pen, view, joints(pose), figure)
        left += box[2] - box[0] + 2 * ROOM
        if at + 1 < len(poses):
            middle = height / SCALE - (ROOM + 40 if top > 60 else (top + ROOM) / 2 + ROOM)
            _arrow(pen, left * SCALE, middle * SCALE)
            left += BETWEEN
    return left * SCALE, height


class _View(Struct, frozen=True):
    """Where the units of a pose lie in a picture."""

    shift: float
    top: float

    def __call__(self, spot: Spot) -> Spot:
        return (spot[0] + self.shift) * SCALE, (self.top - spot[1]) * SCALE


def _spots(body: Joints) -> Iterator[Spot]:
    for limb in (*body.legs, *body.arms, *body.feet):
        yield from limb
    yield from (body.hip, body.shoulder)
    x, y = body.head
    yield from ((x - HEAD, y - HEAD), (x + HEAD, y + HEAD))


def _box(body: Joints, things: tuple[Prop, ...]) -> tuple[float, float, float, float]:
    spots = list(_spots(body))
    for thing in things:
        x, y = _held(thing, body)
        r = {"plate": 11.0, "ball": 7.0, "kettle": 6.0}.get(thing.thing, 4.0)
        if thing.thing == "kettle":
            y -= 8
        if thing.hold:
            spots += [(x - r, y - r), (x + r, y + r)]
        else:
            spots += [(x, y), (x + thing.size[0], y + thing.size[1])]
        spots += [thing.to] if thing.to else []
    half = LIMB / 2
    xs, ys = [x for x, _ in spots], [y for _, y in spots]
    return min(xs) - half, min(ys) - half if min(ys) < 0 else 0.0, max(xs) + half, max(ys) + half


def _floor(pen: Pen, view: _View, box: tuple[float, float, float, float]) -> None:
    (x1, y), (x2, _) = view((box[0], -2.5)), view((box[2], -2.5))
    pen.line(x1, y, x2, y, "s-hairline", 2)


def _stroke(pen: Pen, view: _View, spots: tuple[Spot, ...], css: str, wide: float) -> None:
    d = "M" + "L".join(f"{pixels(x)} {pixels(y)}" for x, y in map(view, spots))
    pen.path(d, f"{css} none", f'stroke-width="{pixels(wide * SCALE)}"')


def _body(pen: Pen, view: _View, body: Joints, figure: Figure) -> None:
    behind = [one for one in figure.things if one.hold is None or one.hold in ("far-hand", "back")]
    for thing in behind:
        _thing(pen, view, thing, body)
    works = figure.works
    for number, limb in enumerate(body.legs):
        far = number < len(body.legs) - 1
        css = _colour(works, "leg", far)
        _stroke(pen, view, limb, css, LIMB)
        _stroke(pen, view, body.feet[number], "s-cinder" if "foot" in works and not far else css, LIMB)
    if len(body.arms) > 1:
        _stroke(pen, view, body.arms[0], _colour(works, "arm", far=True), LIMB)
    _stroke(pen, view, (body.hip, body.shoulder), "s-cinder" if "trunk" in works else "s-ink", BODY)
    neck = polar(body.shoulder, degrees(atan2(body.head[1] - body.shoulder[1], body.head[0] - body.shoulder[0])), 5)
    _stroke(pen, view, (body.shoulder, neck), "s-ink", LIMB)
    x, y = view(body.head)
    pen.dot(x, y, HEAD * SCALE, "f-ink")
    for thing in figure.things:
        if thing not in behind:
            _thing(pen, view, thing, body)
    _stroke(pen, view, body.arms[-1], _colour(works, "arm", far=False), LIMB)


def _colour(works: tuple[Part, ...], limb: str, far: bool) -> str:
    side = "far" if far else "near"
    if f"{limb}s" in works or f"{side}-{limb}" in works:
        return "s-cinder"
    return "s-soft" if far else "s-ink"


def _held(thing: Prop, body: Joints) -> Spot:
    """Give where a thing is."""
    match thing.hold:
        case "hand":
            return body.arms[-1][2]
        case "far-hand":
            return body.arms[0][2]
        case "shoulder":
            return body.shoulder
        case "hip":
            return body.hip
        case "chest" | "back":
            ahead = degrees(atan2(body.shoulder[1] - body.hip[1], body.shoulder[0] - body.hip[0])) - 90
            middle = (body.hip[0] * 0.3 + body.shoulder[0] * 0.7, body.hip[1] * 0.3 + body.shoulder[1] * 0.7)
            return polar(middle, ahead if thing.hold == "chest" else ahead + 180, 9)
        case _:
            return thing.at or (0.0, 0.0)


def _thing(pen: Pen, view: _View, thing: Prop, body: Joints) -> None:
    spot = _held(thing, body)
    x, y = view(spot)
    w, h = thing.size[0] * SCALE, thing.size[1] * SCALE
    match thing.thing:
        case "plate":
            pen.dot(x, y, 11 * SCALE, "s-iron none", 'stroke-width="3"')
            pen.dot(x, y, 3 * SCALE, "f-iron")
        case "bell":
            _stroke(pen, view, ((spot[0] - 5, spot[1]), (spot[0] + 5, spot[1])), "s-iron", 3)
            for side in (-5, 5):
                _stroke(pen, view, ((spot[0] + side, spot[1] - 2.5), (spot[0] + side, spot[1] + 2.5)), "s-iron", 4)
        case "kettle":
            pen.dot(x, y + 2.5 * SCALE, 3.5 * SCALE, "s-iron none", 'stroke-width="3"')
            pen.dot(x, y + 8.5 * SCALE, 6 * SCALE, "f-iron")
        case "ball":
            pen.dot(x, y, 7 * SCALE, "f-iron")
        case "bar":
            pen.dot(x, y, 3 * SCALE, "f-iron")
        case "box":
            pen.rect(x, y - h, w, h, "f-wash s-soft", 'stroke-width="1.5"')
        case "pack":
            pen.rect(x - 5 * SCALE, y - 9 * SCALE, 9 * SCALE, 18 * SCALE, "f-iron", 'rx="4"')
        case "bench":
            pen.rect(x, y - h, w, 5 * SCALE, "f-wash s-soft", 'stroke-width="1.5"')
            for leg in (0.12, 0.88):
                foot = x + w * leg
                pen.line(foot, y - h + 5 * SCALE, foot, y, "s-soft", 3)
        case "wall":
            pen.line(x, y, x, y - h, "s-soft", 3)
        case "band":
            end = view(thing.to or spot) if thing.to else (x, y)
            start = view(_held(Prop(thing="band", hold="hand"), body))
            pen.line(*start, *end, "s-iron", 3)


def _arrow(pen: Pen, x: float, y: float) -> None:
    """An arrow from one pose to the next."""
    wide = BETWEEN * SCALE
    tip = x + wide * 0.8
    pen.path(
        f"M{pixels(x + wide * 0.2)} {pixels(y)}H{pixels(tip)}M{pixels(tip - 5)} {pixels(y - 5)}L{pixels(tip)} "
        f"{pixels(y)}L{pixels(tip - 5)} {pixels(y + 5)}",
        "s-soft none",
        'stroke-width="2"',
    )
