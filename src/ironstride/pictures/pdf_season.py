"""Draws the season on one page: the ribbon in black ink, and under it every week with its days of lifting."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from datetime import date, timedelta

from ironstride.model.plan import Plan, PlanWeek
from ironstride.model.running import Race
from ironstride.model.session import Session
from ironstride.pictures import page, palette, season, words
from ironstride.pictures.pdf_sheet import INK, SOFT, Anchor, Sheet
from ironstride.pictures.ribbon_parts import WEIGHTS, running_totals, share_text

#: margins, the columns of axis labels and of keys, and the ribbon's heights, all in points.
PAD, AXIS_W, KEYS_W = 36.0, 38.0, 118.0
HEAD_H, FLAG_H, BAND_H, TABLE_GAP, FOOT_H = 84.0, 13.0, 15.0, 42.0, 30.0
#: running and lifting share what the table leaves in this proportion, between these heights together.
RUN_SHARE, LEAST_H, MOST_H = 0.56, 190.0, 330.0
#: most points a line of the table, and the width below which its sessions are named without their minutes.
STEP, TIGHT = 13.0, 200.0
#: where number, date, phase, running and sessions of a week stand, in type sizes from the column's left edge.
PLACES = (1.8, 2.6, 6.8, 18.6, 19.6)
ANCHORS: tuple[Anchor, ...] = ("end", "start", "start", "end", "start")
#: walls of hollow blocks in points, by how heavy the session is.
WALLS = {"heavy": 2.8, "medium": 1.6, "light": 0.7}
SMALL, LABEL = 7.0, 8.0
#: weeks that one, two and three columns of the table hold; more take four.
COLUMNS = (12, 34, 51)


def draw_season(sheet: Sheet, plan: Plan, done: Collection[str] = (), lead: str = "") -> None:
    """Draw the season.

    Parameters
    ----------
    sheet : where to draw, a page of A4 on its side.
    plan : the plan.
    done : ids of sessions already done, drawn solid.
    lead : the line under the name; what the season is for if not given.
    """
    _head(sheet, plan, lead)
    if not plan.weeks:
        sheet.text(PAD, HEAD_H + 20, "No weeks planned yet. A first day and a race will fill this.", 11)
        return
    ribbon = _Ribbon(sheet, plan, done)
    ribbon.draw()
    _table(sheet, plan, ribbon.bottom + TABLE_GAP)
    made = f"Ironstride {plan.versions.ironstride}, method {plan.method}, catalogue {plan.versions.catalogue}"
    sheet.text(sheet.width - PAD, sheet.height - 16, made, 6, colour=SOFT, anchor="end")


def _head(sheet: Sheet, plan: Plan, lead: str) -> None:
    """Name, event and dates; the numbers of the season beside them; its races below."""
    sheet.text(PAD, 48, sheet.fit(plan.runner.name, 360, 22, True), 22, bold=True)
    span = words.span_text(plan.first_day, plan.last_day, year=True)
    lead = lead or f"Strength around the running, for the {words.event_text(plan.runner.event)}. {span}."
    sheet.text(PAD, 63, lead, 9)
    x = sheet.width - PAD
    for number, what in reversed(page.big_facts(plan)):
        what = sheet.fit(what, 150, SMALL)
        wide = max(sheet.wide(number, 15, True), sheet.wide(what, SMALL))
        sheet.text(x - wide, 48, number, 15, bold=True)
        sheet.text(x - wide, 59, what, SMALL, colour=SOFT)
        x -= wide + 18


class _Ribbon:
    """Running stacked above the axis, strength sessions hanging below it."""

    def __init__(self, sheet: Sheet, plan: Plan, done: Collection[str]) -> None:
        self.sheet, self.plan, self.done = sheet, plan, frozenset(done)
        self.left, self.right = PAD + AXIS_W, sheet.width - PAD - KEYS_W
        self.per_week = (self.right - self.left) / len(plan.weeks)
        self.flags = self._flag_rows()
        self.run_top = HEAD_H + FLAG_H * (1 + max((row for _, _, row in self.flags), default=0))
        table = TABLE_GAP + _lines(plan) * STEP + FOOT_H
        free = sheet.height - self.run_top - BAND_H - table
        self.run_h = RUN_SHARE * max(LEAST_H, min(MOST_H, free))
        self.hang_h = self.run_h / RUN_SHARE * (1 - RUN_SHARE)
        self.axis = self.run_top + self.run_h
        self.hang = self.axis + BAND_H
        self.bottom = self.hang + self.hang_h
        most = max(week.running.minutes for week in plan.weeks) / 60
        self.hour_step = season.nice_step(most, 4, (1, 2, 3, 4, 5, 6, 8, 10))
        self.hours = max(most, self.hour_step)
        self.minutes = max(max((s.minutes for s in plan.sessions), default=0), 36) * 1.08
        self.slots = max([2, *(len(season.week_sessions(plan, week)) for week in plan.weeks)])

    def draw(self) -> None:
        self._ground()
        for index, week in enumerate(self.plan.weeks):
            self._running(index, week)
            self._lifting(index, week)
        self._band()
        self._months()
        self._races()
        self._shares()
        self._keys()

    def _x(self, day: date) -> float:
        return self.left + (day - self.plan.weeks[0].start).days / 7 * self.per_week

    def _ground(self) -> None:
        """Down weeks washed on both sides, lines of hours and minutes with their units."""
        sheet = self.sheet
        for index, week in enumerate(self.plan.weeks):
            if week.down:
                x = self.left + index * self.per_week
                sheet.fill(x, self.run_top, self.per_week, self.bottom - self.run_top, palette.PRINT.wash)
        for hour in range(self.hour_step, int(self.hours) + 1, self.hour_step):
            y = self.axis - hour / self.hours * self.run_h
            sheet.line(self.left, y, self.right, y)
            sheet.text(self.left - 5, y + 2.5, f"{hour} h", SMALL, colour=SOFT, anchor="end")
        for minute in range(30, int(self.minutes) + 1, 30):
            y = self.hang + minute / self.minutes * self.hang_h
            sheet.line(self.left, y, self.right, y)
            sheet.text(self.left - 5, y + 2.5, f"{minute} min", SMALL, colour=SOFT, anchor="end")

    def _running(self, index: int, week: PlanWeek) -> None:
        x, wide, y = self.left + index * self.per_week + 0.8, self.per_week - 1.6, self.axis
        for group, minutes in season.run_groups(week).items():
            height = minutes / 60 / self.hours * self.run_h
            y -= height
            self.sheet.fill(x, y, wide, height, getattr(palette.PRINT, f"run_{group}"))
        if y < self.axis:
            self.sheet.frame(x, y, wide, self.axis - y, 0.5, SOFT)

    def _lifting(self, index: int, week: PlanWeek) -> None:
        size = (self.per_week - 1.6) / self.slots
        for place, session in enumerate(season.week_sessions(self.plan, week)):
            x = self.left + index * self.per_week + 0.8 + place * size
            self._block(session, x, self.hang + 1, size - 0.8, session.minutes / self.minutes * (self.hang_h - 1))
        if week.down and self.sheet.wide("down", SMALL) < self.per_week:
            x = self.left + (index + 0.5) * self.per_week
            self.sheet.text(x, self.bottom - 3, "down", SMALL, colour=SOFT, anchor="middle")

    def _block(self, session: Session, x: float, y: float, w: float, h: float) -> None:
        """One session: its wall, or its shade when it is done, says how heavy; fine hatching says power work."""
        if session.id in self.done:
            self.sheet.fill(x, y, w, h, getattr(palette.PRINT, f"press_{season.heaviness(session)}"))
            return
        self.sheet.fill(x, y, w, h, palette.PRINT.paper)
        if session.has_power:
            self.sheet.hatch(x, y, w, h)
        self.sheet.frame(x, y, w, h, min(WALLS[season.heaviness(session)], w * 0.3))

    def _band(self) -> None:
        for span in season.phases(self.plan):
            x, wide = self.left + span.first * self.per_week, (span.end - span.first) * self.per_week
            self.sheet.fill(x + 0.5, self.axis, wide - 1, BAND_H, palette.PRINT.band)
            if self.sheet.wide(span.phase, LABEL, True) + 2 < wide:
                middle, low = x + wide / 2, self.axis + 10.5
                white = palette.PRINT.on_band
                self.sheet.text(middle, low, span.phase, LABEL, bold=True, colour=white, anchor="middle")

    def _months(self) -> None:
        plan = self.plan
        days = [plan.first_day + timedelta(offset) for offset in range((plan.last_day - plan.first_day).days + 1)]
        ticks = [day for number, day in enumerate(days) if day.day == 1 or not number]
        if len(ticks) > 1 and self._x(ticks[1]) - self._x(ticks[0]) < self.sheet.wide("Nov 2026", SMALL) + 5:
            ticks = ticks[1:]
        end = 0.0
        for day in ticks:
            x = self._x(day)
            self.sheet.line(x, self.bottom, x, self.bottom + 5, 0.5, SOFT)
            label = words.MONTHS[day.month - 1][:3] + (f" {day.year}" if not end or day.month == 1 else "")
            if x > end:
                end = x + 5 + self.sheet.text(x + 2.5, self.bottom + 9, label, SMALL, colour=SOFT)
        self.sheet.line(self.left, self.bottom, self.right, self.bottom, 0.5, SOFT)

    def _flag_rows(self) -> list[tuple[Race, bool, int]]:
        """The races, whether their flag flies to the left, and the lowest row in which its words are free."""
        ends: list[float] = []
        found = []
        for race in season.races(self.plan):
            x, long = self._x(race.date) + self.per_week / 14, self.sheet.wide(_race(race), LABEL, True) + 14
            left = x + long > self.right + 4
            start = x - long if left else x - 2
            row = next((number for number, end in enumerate(ends) if end < start), len(ends))
            ends[row:] = [start + long + 4, *ends[row + 1 :]]
            found.append((race, left, row))
        return found

    def _races(self) -> None:
        """A pole and a flag for each race, then their words, which no pole may cross out."""
        places = [
            (self._x(race.date) + self.per_week / 14, self.run_top - FLAG_H * (row + 1) + 2)
            for race, _, row in self.flags
        ]
        for (race, left, _), (x, y) in zip(self.flags, places, strict=True):
            main = race.priority == "A"
            self.sheet.line(x, y, x, self.bottom, 1.2 if main else 0.5, INK)
            self.sheet.flag(x, y, -9 if left else 9, main)
        for (race, left, _), (x, y) in zip(self.flags, places, strict=True):
            text, main = _race(race), race.priority == "A"
            start = x - 12 - self.sheet.wide(text, LABEL, main) if left else x + 12
            self.sheet.fill(start - 1, y - 0.5, self.sheet.wide(text, LABEL, main) + 2, 9.5, palette.PRINT.paper)
            self.sheet.text(start, y + 6.5, text, LABEL, bold=main)

    def _shares(self) -> None:
        """The season's running as one bar that names the ramp's steps beside it."""
        totals = running_totals(self.plan)
        whole = max(sum(totals.values()), 1)
        x, y, label = self.right + 14, self.axis, self.axis + 9
        for group, amount in totals.items():
            height = amount / whole * (self.run_h - 16)
            y -= height
            self.sheet.fill(x, y, 9, height, getattr(palette.PRINT, f"run_{group}"))
            label = min(label - 10, y + height / 2 + 2.5)
            self.sheet.line(x + 9.5, y + height / 2, x + 15, label - 2.5, 0.4, SOFT)
            self.sheet.text(x + 17, label, f"{palette.GROUPS[group]} {share_text(amount, whole)}", LABEL)
        self.sheet.frame(x, y, 9, self.axis - y, 0.5, SOFT)
        self.sheet.text(x, self.run_top + 7, f"{round(whole / 60)} h of running", LABEL, bold=True)

    def _keys(self) -> None:
        """What the blocks mean, under what they add up to."""
        x, y = self.right + 14, self.hang + 9
        lifting = season.total_minutes(self.plan)[1]
        self.sheet.text(x, y, f"{round(lifting / 60)} h of lifting", LABEL, bold=True)
        kinds = {season.heaviness(session) for session in self.plan.sessions}
        for weight, what in WEIGHTS.items():
            if weight in kinds:
                y += 15
                if self.done:
                    self.sheet.fill(x, y - 8.5, 11, 11, getattr(palette.PRINT, f"press_{weight}"))
                else:
                    self.sheet.frame(x, y - 8.5, 11, 11, WALLS[weight])
                unknown = ", or not known" if self.done and weight == "light" else ""
                self.sheet.text(x + 17, y, what + unknown, LABEL)
        if not self.done and any(session.has_power for session in self.plan.sessions):
            y += 15
            self.sheet.hatch(x, y - 8.5, 11, 11)
            self.sheet.text(x + 17, y, "jumps, throws", LABEL)


def _race(race: Race) -> str:
    return f"{season.race_name(race)} ({race.priority}), {words.day_text(race.date)}"


def _columns(plan: Plan) -> int:
    return 1 + sum(len(plan.weeks) > most for most in COLUMNS)


def _lines(plan: Plan) -> int:
    """Lines of the table in each of its columns."""
    return math.ceil(len(plan.weeks) / _columns(plan))


def _table(sheet: Sheet, plan: Plan, top: float) -> None:
    """Every week on a line: number, dates, phase, running, and the days that hold strength with their minutes."""
    columns, lines = _columns(plan), _lines(plan)
    step = min(STEP, (sheet.height - FOOT_H + 4 - top) / lines)
    wide = (sheet.width - 2 * PAD + 16) / columns - 16
    heading, lifts = _lifts(plan, wide < TIGHT)
    longest = max(sheet.wide(text, 1.0, True) for text in (heading, *lifts))
    size = min(LABEL, step * 0.8, wide / (PLACES[-1] + longest))
    for column in range(columns):
        at = [PAD + column * (wide + 16) + part * size for part in PLACES]
        for x, head, anchor in zip(at[1:], ("from", "phase", "running", heading), ANCHORS[1:], strict=True):
            sheet.text(x, top - step, head, size, colour=SOFT, anchor=anchor)
        for line, number in enumerate(range(column * lines, min((column + 1) * lines, len(plan.weeks)))):
            y = top + line * step
            _line(sheet, plan.weeks[number], number + 1, lifts[number], at, y, size)
            sheet.line(at[0] - PLACES[0] * size, y + step * 0.28, at[0] - PLACES[0] * size + wide, y + step * 0.28)


def _line(sheet: Sheet, week: PlanWeek, number: int, lifts: str, at: Sequence[float], y: float, size: float) -> None:
    """A week in its columns."""
    phase = f"{week.phase}, down" if week.down else week.phase
    running = words.minutes_text(week.running.minutes)
    texts = (str(number), words.day_text(week.start)[4:], phase, running, lifts)
    for place, (x, text, anchor) in enumerate(zip(at, texts, ANCHORS, strict=True)):
        last = place == len(at) - 1
        sheet.text(x, y, text, size, bold=last, colour=INK if place else SOFT, anchor=anchor)


def _lifts(plan: Plan, tight: bool) -> tuple[str, list[str]]:
    """The sessions of each week by day and letter, with their minutes where there is room, and what to call them."""
    lists = [
        " · ".join(
            f"{words.DAYS[session.date.weekday()][:3]} {session.letter}" + ("" if tight else f" {session.minutes}")
            for session in season.week_sessions(plan, week)
        )
        for week in plan.weeks
    ]
    return "strength" if tight else "strength, minutes", lists
