"""Draws the season ribbon upright for phones: weeks run downwards, running to the left, lifting to the right."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

from ironstride.model.plan import Plan, PlanWeek
from ironstride.model.running import Race
from ironstride.pictures import palette, season, words
from ironstride.pictures.ribbon_parts import draw_block, draw_keys, running_totals, season_words, share_text
from ironstride.pictures.svg import Pen, cut

ROW, FLAG, HEAD, SPINE, MONTHS, EDGE = 24.0, 24.0, 40.0, 76.0, 34.0, 6.0


def tall_ribbon(plan: Plan, width: float, *, done: Collection[str], standalone: bool, key: str) -> str:
    """The season ribbon as SVG with time running downwards; parameters as in `ribbon.season_ribbon`."""
    return _Tall(plan, width, done, key).draw(standalone)


class _Tall:
    """Geometry and shapes of the upright ribbon; every race gets a row of its own after its week."""

    def __init__(self, plan: Plan, width: float, done: Collection[str], key: str) -> None:
        self.plan, self.width, self.done, self.pen = (
            plan,
            width,
            frozenset(done) | {one.id for one in plan.sessions if one.done},
            Pen(key),
        )
        side = (width - MONTHS - SPINE - EDGE) / 2
        self.spine = MONTHS + side
        self.hang = self.spine + SPINE
        self.side = side
        most = max(week.running.minutes for week in plan.weeks) / 60
        self.hour_step = season.nice_step(most, 3, (1, 2, 3, 4, 5, 6, 8, 10))
        self.hours = max(most, self.hour_step) * 1.04
        longest = max((s.minutes for s in plan.sessions), default=0)
        self.minutes = max(longest, 36) * 1.15
        self.slots = max([2, *(len(season.week_sessions(plan, week)) for week in plan.weeks)])
        self.tops, self.race_rows, self.end = self._rows()

    def _rows(self) -> tuple[list[float], list[tuple[float, Race]], float]:
        """Top of each week's row, the rows of the races, and where the last row ends."""
        y, tops, flags = HEAD, [], []
        for week in self.plan.weeks:
            tops.append(y)
            y += ROW
            for race in season.races(self.plan):
                if week.start <= race.date <= week.start + timedelta(6):
                    flags.append((y, race))
                    y += FLAG
        return tops, flags, y

    def draw(self, standalone: bool) -> str:
        self._ground()
        for top, week in zip(self.tops, self.plan.weeks, strict=True):
            self._week(top, week)
        self._spine()
        self._months()
        for y, race in self.race_rows:
            self._race(y, race)
        below = self.end + 28
        bottom = max(self._shares(below), draw_keys(self.pen, self.plan, self.done, self.width / 2, below))
        title, desc = season_words(self.plan)
        return self.pen.svg(self.width, bottom + 12, title, desc, standalone)

    def _ground(self) -> None:
        for top, week in zip(self.tops, self.plan.weeks, strict=True):
            if week.down:
                self.pen.rect(MONTHS, top, self.width - MONTHS, ROW, "f-wash")
                self.pen.text(self.width - 4, top + 16, "down", "f-soft", "end")
        self.pen.text(self.spine - 4, 14, "running a week", anchor="end", bold=True)
        self.pen.text(self.hang + 4, 14, "each lift", bold=True)
        for hour in range(self.hour_step, int(self.hours) + 1, self.hour_step):
            x = self.spine - hour / self.hours * self.side
            self.pen.line(x, HEAD - 4, x, self.end, "s-hairline")
            self.pen.text(x, HEAD - 8, f"{hour} h", "f-soft", "middle")
        for minute in range(30, int(self.minutes) + 1, 30):
            x = self.hang + minute / self.minutes * self.side
            self.pen.line(x, HEAD - 4, x, self.end, "s-hairline")
            edge = x + 24 > self.width
            self.pen.text(self.width if edge else x, HEAD - 8, f"{minute} min", "f-soft", "end" if edge else "middle")

    def _week(self, top: float, week: PlanWeek) -> None:
        x = self.spine - 2
        for group, minutes in season.run_groups(week).items():
            wide = minutes / 60 / self.hours * (self.side - 2)
            x -= wide
            tip = f"{words.span_text(week.start, week.start + timedelta(6))}: {words.minutes_text(minutes)} {group}"
            self.pen.rect(x, top + 1.5, wide - (0.8 if wide > 3 else 0), ROW - 3, f"f-run-{group}", tip=tip)
        self.pen.frame(x, top + 1.5, self.spine - 2 - x, ROW - 3, "s-run-tempo", 0.8)
        size = (ROW - 3 + 2) / self.slots
        for place, session in enumerate(season.week_sessions(self.plan, week)):
            box = (self.hang + 2, top + 1.5 + place * size, session.minutes / self.minutes * (self.side - 2), size - 2)
            draw_block(self.pen, session, box, session.id in self.done)

    def _spine(self) -> None:
        ends = [*self.tops[1:], self.end]
        for span in season.phases(self.plan):
            top, end = self.tops[span.first], ends[span.end - 1]
            self.pen.rect(self.spine, top + 1, SPINE, end - top - 2, "f-band", tip=span.phase)
            middle = self._clear(top + ROW / 2 if span.end - span.first == 1 else (top + end) / 2, top, end)
            self.pen.text(self.spine + SPINE / 2, middle + 4.5, span.phase, "f-on-band", "middle", bold=True)

    def _clear(self, middle: float, top: float, end: float) -> float:
        """The height nearest to the middle at which no race's line runs through a word."""
        tries = [middle + step for step in (0, 12, -12, 24, -24) if top + 10 <= middle + step <= end - 10]
        clear = (y for y in tries if all(abs(line - y) > 10 for line, _ in self.race_rows))
        return next(clear, middle)

    def _months(self) -> None:
        for index, (top, week) in enumerate(zip(self.tops, self.plan.weeks, strict=True)):
            first = [week.start + timedelta(d) for d in range(7) if (week.start + timedelta(d)).day == 1]
            if first or index == 0:
                day = first[0] if first else week.start
                y = top + (day - week.start).days / 7 * ROW
                self.pen.line(0, y, MONTHS - 4, y, "s-soft")
                self.pen.text(0, y + 15, words.MONTHS[day.month - 1][:3], "f-soft")

    def _race(self, y: float, race: Race) -> None:
        css = "cinder" if race.priority == "A" else "ink"
        self.pen.line(MONTHS, y + 1, self.width, y + 1, f"s-{css}", 2 if race.priority == "A" else 1)
        shape = "" if race.priority == "A" else ' fill-opacity="0"'
        self.pen.path(f"M{MONTHS:.1f} {y + 1:.1f}l5 14l5 -14z", f"f-{css} s-{css}", f'stroke-width="1.2"{shape}')
        when = f"{race.priority} · {words.day_text(race.date)}"
        self.pen.text(
            MONTHS + 14,
            y + 17,
            cut(season.race_name(race, self.plan.runner.distance_unit), self.spine - MONTHS - 18),
            f"f-{css}",
            bold=True,
        )
        self.pen.text(self.hang + 6, y + 17, when, "f-soft")

    def _shares(self, y: float) -> float:
        """The season's running by intensity as one bar to the left of its names; gives the next free line."""
        totals = running_totals(self.plan)
        minutes = max(sum(totals.values()), 1)
        self.pen.text(0, y, f"{round(minutes / 60)} h of running", bold=True)
        y += 12
        for group, amount in totals.items():
            self.pen.rect(0, y, 16, 16, f"f-run-{group}")
            self.pen.text(26, y + 13, f"{palette.GROUPS[group]} {share_text(amount, minutes)}")
            y += 22
        return y
