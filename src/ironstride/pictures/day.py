"""Draws a day in hours: runs above the axis, lifts hanging below it like iron, and the hours between them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from ironstride.model.plan import Plan
from ironstride.model.timeline import DAY_MIN
from ironstride.pictures import palette, season, words
from ironstride.pictures.ribbon_parts import WALLS
from ironstride.pictures.svg import Pen, cut, text_width

#: heights in pixels: labels, blocks above and below, the axis between them
RUN_LABEL, RUN_TOP, AXIS, AXIS_TEXT, LIFT_TOP, LIFT_LABEL, HEIGHT = 13.0, 22.0, 56.0, 71.0, 80.0, 123.0, 132.0
BLOCK, BARE_AXIS = 28.0, 8.0
#: minutes after midnight drawn at least; a gap shorter than this is not worth an arrow
FROM_MIN, TO_MIN, LEAST_GAP = 6 * 60, 22 * 60, 30
MARGIN = 12.0


@dataclass(frozen=True)
class Mark:
    """A block of the day: minutes after midnight, what it is called, and how it is drawn."""

    start: int
    end: int
    kind: str
    text: str
    css: str
    known: bool = True
    done: bool = False


def day_marks(plan: Plan, day: date, done: Collection[str] = ()) -> list[Mark]:
    """Give the runs and lifts of a day by hour; `done` are the sessions that happened."""
    marks = [
        Mark(
            timed.start_min,
            min(timed.end_min, DAY_MIN),
            "run",
            f"{timed.run.intensity} {words.minutes_text(timed.run.minutes)}",
            f"f-run-{palette.group_of(timed.run.intensity)}",
            timed.known,
        )
        for timed in season.timed_runs(plan, day, day)
    ]
    for session in season.sessions_between(plan, day, day):
        start = words.minutes_of(session.start)
        end = min(start + session.minutes, DAY_MIN)
        text = f"lift {words.minutes_text(session.minutes)}"
        css = f"press-{season.heaviness(session)}"
        marks.append(Mark(start, end, "lift", text, css, done=session.id in done))
    return sorted(marks, key=lambda mark: (mark.start, mark.kind))


def gap_text(minutes: int) -> str:
    """`45 min`, `11 h`, `6½ h`: the time between two blocks, to the half hour from two hours on."""
    if minutes < 2 * 60:
        return words.minutes_text(minutes)
    halves = round(minutes / 30)
    return f"{halves // 2}{'½' if halves % 2 else ''} h"


def day_in_hours(
    plan: Plan, day: date, width: float = 358, *, done: Collection[str] = (), standalone: bool = True, key: str = "day"
) -> str:
    """Draw a day.

    Parameters
    ----------
    width : in pixels.
    done : ids of the day's sessions that happened; they are solid, planned ones hollow.
    standalone : bring the style along; inside a page the page's own is used.
    key : makes ids unique among the pictures of a page.

    Returns
    -------
    str
        SVG.
    """
    return _Day(day_marks(plan, day, done), day, width, key).draw(standalone)


class _Day:
    def __init__(self, marks: list[Mark], day: date, width: float, key: str) -> None:
        self.marks, self.day, self.width, self.pen = marks, day, width, Pen(key)
        self.first = min([FROM_MIN, *(mark.start // 60 * 60 for mark in marks)])
        self.last = max([TO_MIN, *(-(-mark.end // 60) * 60 for mark in marks)])
        kinds = {mark.kind for mark in marks}
        #: a day without runs, or without lifts, needs no room for them
        self.up = 0.0 if "run" in kinds else AXIS - BARE_AXIS
        self.height = (HEIGHT if "lift" in kinds else AXIS_TEXT + BARE_AXIS) - self.up

    def x(self, minute: float) -> float:
        """Give the place of a minute."""
        return MARGIN + (minute - self.first) / (self.last - self.first) * (self.width - 2 * MARGIN)

    def draw(self, standalone: bool) -> str:
        self._axis()
        for one, other in zip(self.marks, self.marks[1:], strict=False):
            if one.kind != other.kind and other.start - one.end >= LEAST_GAP:
                self._gap(one, other)
        for mark in self.marks:
            self._block(mark)
        title = f"{words.long_day_text(self.day)} in hours"
        return self.pen.svg(self.width, self.height, title, self._words(), standalone)

    def _words(self) -> str:
        said = [f"{words.clock(mark.start)} {mark.text}" for mark in self.marks]
        for one, other in zip(self.marks, self.marks[1:], strict=False):
            if one.kind != other.kind and other.start > one.end:
                said.append(f"{gap_text(other.start - one.end)} between them")
        return ". ".join(said) + "." if said else "Nothing planned."

    def _axis(self) -> None:
        axis = AXIS - self.up
        self.pen.line(MARGIN, axis, self.width - MARGIN, axis, "s-hairline")
        step = 3 * 60 if self.width < 640 else 2 * 60
        for minute in range(-(-self.first // step) * step, self.last + 1, step):
            self.pen.line(self.x(minute), axis, self.x(minute), axis + 4, "s-soft")
            self.pen.text(self.x(minute), AXIS_TEXT - self.up, str(minute // 60), "f-soft", "middle")

    def _block(self, mark: Mark) -> None:
        x, w = self.x(mark.start), max(self.x(mark.end) - self.x(mark.start), 4)
        tip = f"{words.clock(mark.start)} {mark.text}"
        if mark.kind == "run":
            dashes = "" if mark.known else 'stroke-width="1.2" stroke-dasharray="4 3"'
            self.pen.rect(x, RUN_TOP, w, BLOCK, mark.css + ("" if mark.known else " s-ink"), dashes, tip=tip)
        elif mark.done:
            self.pen.rect(x, LIFT_TOP - self.up, w, BLOCK, f"f-{mark.css}", tip=tip)
        else:
            wall = WALLS[mark.css.removeprefix("press-")] * 0.75
            self.pen.frame(x, LIFT_TOP - self.up, w, BLOCK, f"s-{mark.css}", wall, tip=tip)
        about = "" if mark.known else "~"
        self._label(f"{about}{words.clock(mark.start)} {mark.text}", x + w / 2, mark.kind)

    def _label(self, text: str, middle: float, kind: str) -> None:
        """Write a label centred on its block, kept inside the picture and clear of the neighbours of its kind."""
        same = [mark for mark in self.marks if mark.kind == kind]
        room = (self.width - 2 * MARGIN) / max(1, len(same))
        shown = cut(text, room)
        half = text_width(shown, 13) / 2
        at = min(max(middle, half), self.width - half)
        y = RUN_LABEL if kind == "run" else LIFT_LABEL - self.up
        self.pen.text(at, y, shown, "f-ink", "middle", bold=kind == "lift")

    def _gap(self, one: Mark, other: Mark) -> None:
        """Draw the hours between two blocks: along the first one's height, then across the axis to the other."""
        above = one.kind == "run"
        y = (RUN_TOP if above else LIFT_TOP) + BLOCK / 2
        to = LIFT_TOP if above else RUN_TOP + BLOCK
        tip, way = (to - 2, -1) if above else (to + 2, 1)
        x, end = self.x(one.end) + 3, self.x((other.start + min(other.end, other.start + 20)) / 2)
        self.pen.path(f"M{x:.1f} {y:.1f}H{end:.1f}V{tip:.1f}", "s-iron none", 'stroke-width="1.2"')
        head = f"M{end - 3:.1f} {tip + way * 5:.1f}L{end:.1f} {tip:.1f}L{end + 3:.1f} {tip + way * 5:.1f}"
        self.pen.path(head, "s-iron none", 'stroke-width="1.2"')
        text = gap_text(other.start - one.end)
        if end - x > text_width(text, 16) + 12:
            self.pen.text((x + end) / 2, y + 5, text, "f-iron halo", "middle", size=16, bold=True)
