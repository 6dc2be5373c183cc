"""Draws the season ribbon: weekly running above one time axis, the strength sessions hanging like iron below it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from ironstride.model.plan import Plan, PlanWeek
from ironstride.model.running import Race
from ironstride.pictures import palette, season, words
from ironstride.pictures.ribbon_parts import (
    draw_block,
    draw_keys,
    empty_ribbon,
    running_totals,
    season_words,
    share_text,
)
from ironstride.pictures.ribbon_tall import tall_ribbon
from ironstride.pictures.svg import Pen, text_width

#: below this width in pixels the ribbon turns upright, weeks running downwards.
TALL_BELOW = 640
LEFT, RIGHT, RUN_H, BAND_H, HANG_H, FLAG_ROW = 56, 164, 156, 24, 116, 20


def season_ribbon(
    plan: Plan,
    width: float = 1120,
    *,
    done: Collection[str] = (),
    standalone: bool = True,
    key: str = "ribbon",
) -> str:
    """The season ribbon as SVG.

    Parameters
    ----------
    plan : the plan.
    width : width in pixels; narrower than 640 the time axis runs downwards, to be read on a phone.
    done : ids of sessions done beside those the plan says are; they are solid, planned ones are hollow.
    standalone : bring the style along (a file); False inside a page that has `palette.page_css`.
    key : prefix of the ids inside, unique on a page.

    Returns
    -------
    str : an `<svg>` element with title and description.
    """
    if not plan.weeks:
        return empty_ribbon(plan, width, standalone, key)
    if width < TALL_BELOW:
        return tall_ribbon(plan, width, done=done, standalone=standalone, key=key)
    return _Wide(plan, width, done, key).draw(standalone)


@dataclass(frozen=True)
class _Flag:
    """A race's flag: where its pole stands, whether it flies to the left, and in which row above the bars."""

    race: Race
    x: float
    left: bool
    row: int


class _Wide:
    """The ribbon with time running to the right."""

    def __init__(self, plan: Plan, width: float, done: Collection[str], key: str) -> None:
        self.plan, self.width, self.done = plan, width, frozenset(done) | {one.id for one in plan.sessions if one.done}
        self.pen = Pen(key)
        self.per_week = (width - LEFT - RIGHT) / len(plan.weeks)
        self.right = width - RIGHT
        self.flags = self._flag_rows()
        self.run_top = max(24.0, 16.0 + FLAG_ROW * (max((flag.row for flag in self.flags), default=-1) + 1))
        self.axis = self.run_top + RUN_H
        self.hang = self.axis + BAND_H
        self.bottom = self.hang + HANG_H
        most = max(week.running.minutes for week in plan.weeks) / 60
        self.hour_step = season.nice_step(most, 4, (1, 2, 3, 4, 5, 6, 8, 10))
        self.hours = max(most, self.hour_step)
        longest = max((s.minutes for s in plan.sessions), default=0)
        self.minutes = max(longest, 36) * 1.15
        self.slots = max([2, *(len(season.week_sessions(plan, week)) for week in plan.weeks)])

    def x(self, day: date) -> float:
        """Left edge of a day."""
        return LEFT + (day - self.plan.weeks[0].start).days / 7 * self.per_week

    def draw(self, standalone: bool) -> str:
        self._ground()
        for index, week in enumerate(self.plan.weeks):
            self._running(index, week)
            self._lifting(index, week)
        self._band()
        self._months()
        self._races()
        self._shares()
        draw_keys(self.pen, self.plan, self.done, self.right + 20, self.hang + 12)
        title, desc = season_words(self.plan)
        return self.pen.svg(self.width, self.bottom + 36, title, desc, standalone)

    def _ground(self) -> None:
        """Down weeks washed on both sides, phase borders, hour and minute lines with their units."""
        for index, week in enumerate(self.plan.weeks):
            if week.down:
                self.pen.rect(
                    LEFT + index * self.per_week, self.run_top, self.per_week, self.bottom - self.run_top, "f-wash"
                )
        for hour in range(self.hour_step, int(self.hours) + 1, self.hour_step):
            y = self.axis - hour / self.hours * RUN_H
            self.pen.line(LEFT, y, self.right, y, "s-hairline")
            self.pen.text(LEFT - 8, y + 4, f"{hour} h", "f-soft", "end")
        for minute in range(30, int(self.minutes) + 1, 30):
            y = self.hang + minute / self.minutes * HANG_H
            self.pen.line(LEFT, y, self.right, y, "s-hairline")
            self.pen.text(LEFT - 8, y + 4, f"{minute} min", "f-soft", "end")

    def _running(self, index: int, week: PlanWeek) -> None:
        x, y = LEFT + index * self.per_week + 1.5, self.axis - 2.0
        for group, minutes in season.run_groups(week).items():
            height = minutes / 60 / self.hours * (RUN_H - 2)
            y -= height
            tip = f"{words.span_text(week.start, week.start + timedelta(6))}: {words.minutes_text(minutes)} {group}"
            self.pen.rect(x, y, self.per_week - 3, height - (0.8 if height > 3 else 0), f"f-run-{group}", tip=tip)
        self.pen.frame(x, y, self.per_week - 3, self.axis - 2 - y, "s-run-tempo", 0.8)

    def _lifting(self, index: int, week: PlanWeek) -> None:
        sessions = season.week_sessions(self.plan, week)
        size = (self.per_week - 3 + 2) / self.slots
        for place, session in enumerate(sessions):
            x = LEFT + index * self.per_week + 1.5 + place * size
            height = session.minutes / self.minutes * (HANG_H - 2)
            draw_block(self.pen, session, (x, self.hang + 2, size - 2, height), session.id in self.done)
        if week.down and text_width("down", 13) < self.per_week:
            self.pen.text(LEFT + (index + 0.5) * self.per_week, self.bottom - 6, "down", "f-soft halo", "middle")

    def _band(self) -> None:
        """The axis: a bar of iron with the phases on it."""
        for span in season.phases(self.plan):
            x, wide = LEFT + span.first * self.per_week, (span.end - span.first) * self.per_week
            self.pen.rect(x + 1, self.axis, wide - 2, BAND_H, "f-band", tip=span.phase)
            if text_width(span.phase, 13) + 4 < wide:
                self.pen.text(x + wide / 2, self.axis + 16.5, span.phase, "f-on-band", "middle", bold=True)

    def _months(self) -> None:
        last = None
        for offset in range((self.plan.last_day - self.plan.first_day).days + 1):
            day = self.plan.first_day + timedelta(offset)
            if day.day != 1 and offset:
                continue
            x = self.x(day)
            self.pen.line(x, self.bottom, x, self.bottom + 8, "s-soft")
            label = words.MONTHS[day.month - 1][:3] + (f" {day.year}" if last is None or day.month == 1 else "")
            if last is None or x > last + 6:
                self.pen.text(x + 4, self.bottom + 18, label, "f-soft")
                last = x + text_width(label, 13)
        self.pen.line(LEFT, self.bottom, self.right, self.bottom, "s-soft")

    def _flag_rows(self) -> list[_Flag]:
        """The races' flags, each in the lowest row where its words are free."""
        ends: list[float] = []
        flags = []
        for race in season.races(self.plan):
            x = self.x(race.date) + self.per_week / 14
            name = season.race_name(race, self.plan.runner.distance_unit)
            long = text_width(f"{name} {race.priority} · {words.day_text(race.date)}", 13) + 30
            left = x + long > self.right + 8
            start = x - long if left else x - 4
            row = next((i for i, end in enumerate(ends) if end < start), len(ends))
            ends[row:] = [start + long, *ends[row + 1 :]]
            flags.append(_Flag(race, x, left, row))
        return flags

    def _races(self) -> None:
        for flag in self.flags:
            x, y, main = flag.x, self.run_top - 14 - flag.row * FLAG_ROW, flag.race.priority == "A"
            css, fly = "cinder" if main else "ink", -14 if flag.left else 14
            self.pen.line(x, y - 10, x, self.bottom, f"s-{css}", 2 if main else 1)
            fill = f"f-{css}" if main else "none"
            self.pen.path(f"M{x:.1f} {y - 10:.1f}l{fly} 5l{-fly} 5z", f"{fill} s-{css}", 'stroke-width="1.2"')
        for flag in self.flags:
            self._flag_words(flag, self.run_top - 14 - flag.row * FLAG_ROW, flag.race.priority == "A")

    def _flag_words(self, flag: _Flag, y: float, main: bool) -> None:
        """Name, priority and date beside a flag, on the side it flies to."""
        name, when = (
            season.race_name(flag.race, self.plan.runner.distance_unit),
            f"{flag.race.priority} · {words.day_text(flag.race.date)}",
        )
        css = "f-cinder halo" if main else "f-ink halo"
        if flag.left:
            self.pen.text(flag.x - 20, y, when, "f-soft halo", "end")
            self.pen.text(flag.x - 20 - text_width(when, 13), y, name, css, "end", bold=True)
        else:
            self.pen.text(flag.x + 20, y, name, css, bold=True)
            self.pen.text(flag.x + 20 + text_width(name, 13) * 1.1, y, when, "f-soft halo")

    def _shares(self) -> None:
        """The whole season's running as one bar, which names the ramp's steps beside it."""
        totals = running_totals(self.plan)
        minutes = max(sum(totals.values()), 1)
        x, y, label = self.right + 20, self.axis - 2.0, self.axis + 14
        places = []
        for group, amount in totals.items():
            height = amount / minutes * (RUN_H - 4)
            y -= height
            self.pen.rect(x, y, 14, max(height - 0.8, 0.8), f"f-run-{group}")
            label = min(label - 17, y + height / 2 + 4)
            places.append((group, amount, y + height / 2, label))
        lowest = self.run_top + 12
        for group, amount, middle, at in reversed(places):
            lowest, at = max(lowest, at) + 17, max(lowest, at)
            self.pen.line(x + 15, middle, x + 24, at - 4, "s-soft", 0.6)
            self.pen.text(x + 28, at, f"{palette.GROUPS[group]} {share_text(amount, minutes)}")
        self.pen.text(x, self.run_top - 10, f"{round(minutes / 60)} h of running", bold=True)
