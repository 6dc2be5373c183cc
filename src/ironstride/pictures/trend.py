"""Draws one measured thing over time as dots, its two sides apart: left hollow, right solid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from ironstride.pictures import season, words
from ironstride.pictures.svg import Pen, text_width

LEFT, RIGHT, TOP, PLOT_H, BELOW = 52.0, 60.0, 12.0, 88.0, 24.0
STEPS_OF_AXIS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)


@dataclass(frozen=True)
class Point:
    """A value on a day; `side` is left, right or empty."""

    day: date
    value: float
    side: str = ""


def trend(
    points: Sequence[Point], width: float, *, name: str, unit: str, standalone: bool = True, key: str = "trend"
) -> str:
    """The values as SVG; zero is on the axis only where the values come near it.

    Parameters
    ----------
    points : by day, oldest first; two days at least make a line.
    width : width in pixels.
    name : what was measured.
    unit : of the values, as it stands behind them.
    standalone : bring the style along (a file); False inside a page that has `palette.page_css`.
    key : prefix of the ids inside, unique on a page.
    """
    pen = Pen(key)
    told = "; ".join(
        f"{words.day_text(p.day)} {p.side} {words.number(p.value)} {unit}".replace("  ", " ") for p in points
    )
    bottom = TOP + PLOT_H
    if points:
        _draw(pen, points, width, unit, bottom)
    else:
        pen.text(0, TOP + PLOT_H / 2, "Nothing measured yet.", "f-soft", size=16)
    return pen.svg(width, bottom + BELOW, f"{name} over time", told or "Nothing measured yet.", standalone)


def _draw(pen: Pen, points: Sequence[Point], width: float, unit: str, bottom: float) -> None:
    values = [point.value for point in points]
    low_value, top_value = min(values), max(values)
    step = season.nice_step(max(top_value - low_value, top_value * 0.2, 1), 3, STEPS_OF_AXIS)
    low = max(0, int(low_value // step) * step)
    top = (int(top_value // step) + 1) * step
    first, last = points[0].day, points[-1].day
    right = width - RIGHT

    def x(day: date) -> float:
        return LEFT + 8 + (day - first).days / max((last - first).days, 1) * (right - LEFT - 16)

    def y(value: float) -> float:
        return bottom - (value - low) / (top - low) * PLOT_H

    for mark in range(low, top + 1, step):
        pen.line(LEFT, y(mark), right, y(mark), "s-hairline")
        pen.text(LEFT - 8, y(mark) + 4.5, f"{mark} {unit}" if mark == top else str(mark), "f-soft", "end")
    ends: list[float] = []
    for side in dict.fromkeys(point.side for point in points):
        held = [point for point in points if point.side == side]
        for one, other in pairwise(held):
            pen.line(x(one.day), y(one.value), x(other.day), y(other.value), "s-press-light", 1.5)
        for point in held:
            tip = f"{words.day_text(point.day, year=True)}: {words.number(point.value)} {unit} {side}".strip()
            css, more = ("f-paper s-iron", 'stroke-width="2"') if side == "left" else ("f-iron", "")
            pen.dot(x(point.day), y(point.value), 4, css, more, tip=tip)
        height = y(held[-1].value)
        while any(abs(height - other) < 15 for other in ends):
            height += 15
        ends.append(height)
        pen.text(right, height + 4.5, f"{words.number(held[-1].value)} {side}".strip(), "f-ink halo", bold=True)
    pen.text(LEFT, bottom + 18, words.day_text(first, year=True), "f-soft")
    label = words.day_text(last, year=True)
    if LEFT + text_width(words.day_text(first, year=True), 13) + 12 < right - text_width(label, 13):
        pen.text(right, bottom + 18, label, "f-soft", "end")
