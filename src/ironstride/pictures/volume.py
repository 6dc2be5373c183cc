"""Draws volume and intensity by week: hard sets as bars, how heavy as dots; solid is done, hollow is planned."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ironstride.model.plan import Plan, PlanWeek
from ironstride.model.session import Session
from ironstride.pictures import season, words
from ironstride.pictures.svg import Pen, text_width

LEFT, RIGHT, TOP, BARS_H, GAP, HEAVY_H, BAND_H = 60.0, 16.0, 24.0, 120.0, 28.0, 72.0, 22.0
#: per cent of one-rep maximum the upper picture spans
LOW_PERCENT, HIGH_PERCENT = 40.0, 100.0
STEPS_OF_AXIS = (1, 2, 5, 10, 20, 50, 100)
#: blocks whose sets count as volume
COUNTED = ("strength", "accessory")


@dataclass(frozen=True)
class WeekWork:
    """One week's lifting: sets that were done and sets still planned, and their mean share of the one-rep maximum."""

    start: date
    done: int
    planned: int
    percent: float | None
    down: bool


def week_work(plan: Plan) -> list[WeekWork]:
    """Count every week's hard sets and how heavy they are, where that is known."""
    return [_work(week, season.week_sessions(plan, week)) for week in plan.weeks]


def _work(week: PlanWeek, sessions: list[Session]) -> WeekWork:
    done = sum(_sets(session) for session in sessions if session.done)
    planned = sum(_sets(session) for session in sessions if not session.done)
    known = [percent for session in sessions if (percent := season.heaviest_percent(session)) is not None]
    return WeekWork(week.start, done, planned, sum(known) / len(known) if known else None, week.down)


def _sets(session: Session) -> int:
    blocks = (block for block in session.blocks if block.block in COUNTED)
    return sum(len(season.work_sets(item)) for block in blocks for item in block.items)


def volume_by_week(plan: Plan, width: float = 720, *, standalone: bool = True, key: str = "volume") -> str:
    """Volume and intensity of a plan as SVG.

    Parameters
    ----------
    plan : the plan; sessions that are done hold what was lifted.
    width : width in pixels.
    standalone : bring the style along (a file); False inside a page that has `palette.page_css`.
    key : prefix of the ids inside, unique on a page.

    Returns
    -------
    str : an `<svg>` element with title and description.
    """
    return _Volume(plan, width, key).draw(standalone)


class _Volume:
    """Geometry and shapes of the picture."""

    def __init__(self, plan: Plan, width: float, key: str) -> None:
        self.plan, self.width, self.pen = plan, width, Pen(key)
        self.weeks = week_work(plan)
        self.step_x = (width - LEFT - RIGHT) / max(1, len(self.weeks))
        self.heavy_bottom = TOP + HEAVY_H
        self.bottom = self.heavy_bottom + GAP + BARS_H
        most = max((week.done + week.planned for week in self.weeks), default=0)
        self.step = season.nice_step(max(most, 4), 4, STEPS_OF_AXIS)
        self.top = -(-max(most, 4) // self.step) * self.step

    def x(self, index: int) -> float:
        """Left edge of a week."""
        return LEFT + index * self.step_x

    def draw(self, standalone: bool) -> str:
        self._axes()
        for index, week in enumerate(self.weeks):
            self._bar(index, week)
            self._dot(index, week)
        self._phases()
        desc = "; ".join(
            f"week of {words.day_text(week.start)}: {words.plural(week.done, 'set')} done, {week.planned} planned"
            + (f", heaviest about {round(week.percent)} %" if week.percent is not None else "")
            for week in self.weeks
        )
        title = "Volume and intensity by week"
        return self.pen.svg(self.width, self.bottom + BAND_H + 4, title, desc or "No weeks.", standalone)

    def _axes(self) -> None:
        right = self.width - RIGHT
        self.pen.text(LEFT, TOP - 8, "heaviest sets, % of 1RM", "f-soft")
        for percent in (50, 80):
            y = self._heavy_y(percent)
            self.pen.line(LEFT, y, right, y, "s-hairline")
            self.pen.text(LEFT - 8, y + 4.5, f"{percent} %", "f-soft", "end")
        self.pen.text(LEFT, self.heavy_bottom + GAP - 8, "hard sets a week", "f-soft")
        sets = 0
        while sets <= self.top:
            y = self._set_y(sets)
            self.pen.line(LEFT, y, right, y, "s-hairline")
            self.pen.text(LEFT - 8, y + 4.5, str(sets), "f-soft", "end")
            sets += self.step

    def _heavy_y(self, percent: float) -> float:
        share = (min(max(percent, LOW_PERCENT), HIGH_PERCENT) - LOW_PERCENT) / (HIGH_PERCENT - LOW_PERCENT)
        return self.heavy_bottom - share * HEAVY_H

    def _set_y(self, sets: float) -> float:
        return self.bottom - sets / self.top * BARS_H

    def _bar(self, index: int, week: WeekWork) -> None:
        x, wide = self.x(index) + 2, max(2.0, self.step_x - 4)
        tip = f"Week of {words.day_text(week.start)}: {week.done} done, {week.planned} planned"
        if week.done:
            y = self._set_y(week.done)
            self.pen.rect(x, y, wide, self.bottom - y, "f-iron", tip=tip)
        if week.planned:
            low, high = self._set_y(week.done), self._set_y(week.done + week.planned)
            self.pen.frame(x, high, wide, low - high, "s-iron", 1.5, tip=tip)

    def _dot(self, index: int, week: WeekWork) -> None:
        if week.percent is None:
            return
        css = "f-iron s-paper" if week.done else "f-paper s-iron"
        tip = f"Week of {words.day_text(week.start)}: heaviest about {round(week.percent)} % of 1RM"
        x = self.x(index) + self.step_x / 2
        self.pen.dot(x, self._heavy_y(week.percent), 4.5, css, 'stroke-width="1.5"', tip)

    def _phases(self) -> None:
        for span in season.phases(self.plan):
            x, end = self.x(span.first), self.x(span.end)
            self.pen.rect(x + 1, self.bottom, end - x - 2, BAND_H, "f-band", tip=span.phase)
            if text_width(span.phase, 13) + 4 < end - x:
                self.pen.text((x + end) / 2, self.bottom + 15.5, span.phase, "f-on-band", "middle", bold=True)
        for index, week in enumerate(self.weeks):
            if week.down and self.step_x >= 8:
                middle = self.x(index) + self.step_x / 2
                self.pen.line(middle - 4, self.bottom - 3, middle + 4, self.bottom - 3, "s-cinder", 2)
