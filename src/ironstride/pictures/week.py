"""Draws a week in hours: seven columns, the day's hours downwards, runs and lifts where they really are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from ironstride.model.plan import Plan
from ironstride.model.session import Session
from ironstride.model.timeline import DAY_MIN
from ironstride.pictures import palette, season, words
from ironstride.pictures.ribbon_parts import WALLS
from ironstride.pictures.svg import Pen, cut

#: below this width in pixels the words inside blocks are shortened.
NARROW_BELOW = 640
HEAD, FOOT = 46.0, 30.0
#: height in pixels of what a finger takes hold of
TARGET = 56.0
RUN_WORDS = {"interval": "intervals", "sprint": "sprints"}
SHORT_WORDS = {"interval": "fast", "sprint": "sprint"}


@dataclass(frozen=True)
class _Mark:
    """Something with hours on a day of the week: a run, a lift, another sport. Minutes count from that midnight."""

    day: int
    start: int
    end: int
    kind: str
    words: tuple[str, ...]
    short: tuple[str, ...]
    css: str
    hour: str = ""
    ink: str = "f-ink"
    power: bool = False
    known: bool = True
    lane: int = 0
    lanes: int = 1


def week_in_hours(
    plan: Plan,
    week_start: date,
    width: float = 960,
    *,
    standalone: bool = True,
    key: str = "week",
    live: bool = False,
) -> str:
    """The week in hours as SVG.

    Parameters
    ----------
    plan : the plan.
    week_start : the Monday (or any first day) of the seven days drawn.
    width : width in pixels; below 640 words are shortened, to be read on a phone.
    standalone : bring the style along (a file); False inside a page that has `palette.page_css`.
    key : prefix of the ids inside, unique on a page.
    live : mark each day (`rect.day`) and each session (`g.lift`) with its `data-date`, for a page that moves sessions.

    Returns
    -------
    str : an `<svg>` element with title and description.
    """
    return _Week(plan, week_start, width, key, live).draw(standalone)


class _Week:
    """Geometry and shapes of one week."""

    def __init__(self, plan: Plan, first: date, width: float, key: str, live: bool) -> None:
        self.plan, self.first, self.width, self.pen, self.live = plan, first, width, Pen(key), live
        self.narrow = width < NARROW_BELOW
        self.left = 22.0 if self.narrow else 52.0
        self.column = (width - self.left) / 7
        self.marks = _lanes(_marks(plan, first))
        starts, ends = [m.start for m in self.marks] or [8 * 60], [m.end for m in self.marks] or [18 * 60]
        self.from_min = max(0, min(starts) // 60 * 60 - 60)
        below = max((m.end for m in self.marks if m.kind == "lift"), default=0) + 60
        self.to_min = min(DAY_MIN, -(-max(*ends, 0, below) // 60) * 60 + 60)
        self.per_min = 30 / 60
        self.bottom = HEAD + (self.to_min - self.from_min) * self.per_min

    def x(self, day: int) -> float:
        """Left edge of a day's column."""
        return self.left + day * self.column

    def y(self, minute: float) -> float:
        """Height of a minute after midnight, kept within the hours drawn."""
        return HEAD + (min(max(minute, self.from_min), self.to_min) - self.from_min) * self.per_min

    def draw(self, standalone: bool) -> str:
        quiet = self._quiet()
        self._grid()
        for mark in self.marks:
            if self.live and mark.kind == "lift":
                when = self.first + timedelta(mark.day)
                self.pen.shapes.append(f'<g class="lift" data-date="{when.isoformat()}">')
                self._block(mark)
                x, y, w, h = self._box(mark)
                self.pen.rect(x - 2, y - 4, w + 4, max(h + 8, TARGET), "hit none")
                self.pen.shapes.append("</g>")
            else:
                self._block(mark)
        self._gaps()
        self._rest_days()
        title, desc = week_words(self.plan, self.first)
        if quiet:
            self.pen.rect(self.left, self.bottom + 11, 14, 14, "f-wash s-hairline")
            label = "the day before a key run: no heavy legs"
            self.pen.text(self.left + 22, self.bottom + 23, label, "f-soft")
        return self.pen.svg(self.width, self.bottom + FOOT, title, desc, standalone)

    def _quiet(self) -> bool:
        """Shade the hours before each key run, over midnight where need be; whether there were any."""
        drawn = False
        for timed in season.key_runs(self.plan, self.first, self.first + timedelta(7)):
            start = (timed.run.date - self.first).days * DAY_MIN + timed.start_min
            for day in range(7):
                top = max(start - season.QUIET_H * 60, day * DAY_MIN) - day * DAY_MIN
                end = min(start, (day + 1) * DAY_MIN) - day * DAY_MIN
                if self.y(end) > self.y(top) and end > top:
                    self.pen.rect(self.x(day) + 1, self.y(top), self.column - 2, self.y(end) - self.y(top), "f-wash")
                    drawn = True
        return drawn

    def _grid(self) -> None:
        for minute in range(self.from_min, self.to_min + 1, 60):
            if minute % 120 == 0:
                y = self.y(minute)
                self.pen.line(self.left, y, self.width, y, "s-hairline")
                label = str(minute // 60) if self.narrow else f"{minute // 60:02d}:00"
                self.pen.text(self.left - 6, y + 4.5, label, "f-soft", "end")
        races = {race.date: race for race in season.races(self.plan)}
        for day in range(7):
            when, x = self.first + timedelta(day), self.x(day)
            if self.live:
                where = f'data-date="{when.isoformat()}"'
                self.pen.rect(x + 1, HEAD, self.column - 2, self.bottom - HEAD, "day none", where)
            self.pen.line(x, 8, x, self.bottom, "s-hairline")
            race = races.get(when)
            css = "f-cinder" if race and race.priority == "A" else "f-ink"
            date_words = f"{when.day} {words.MONTHS[when.month - 1][:3]}"
            self.pen.text(x + 6, 20, words.DAYS[when.weekday()][:3], css, bold=True)
            if self.narrow:
                self.pen.text(x + 6, 37, str(when.day), "f-soft")
            else:
                self.pen.text(x + 38, 20, date_words, "f-soft")
            if race:
                flag = x + (28 if self.narrow else 7)
                self.pen.path(
                    f"M{flag:.1f} 27v11M{flag:.1f} 27l9 3.5l-9 3.5z", f"{'none' if css == 'f-ink' else css} s-{css[2:]}"
                )
                if not self.narrow:
                    self.pen.text(
                        flag + 14,
                        37,
                        cut(season.race_name(race, self.plan.runner.distance_unit), self.column - 24),
                        css,
                    )

    def _box(self, mark: _Mark) -> tuple[float, float, float, float]:
        pad = 2 if self.narrow else 3
        wide = (self.column - 2 * pad) / mark.lanes
        x = self.x(mark.day) + pad + mark.lane * wide
        return (
            x,
            self.y(mark.start),
            wide - (2 if mark.lane + 1 < mark.lanes else 0),
            self.y(mark.end) - self.y(mark.start),
        )

    def _block(self, mark: _Mark) -> None:
        x, y, w, h = self._box(mark)
        tip = " · ".join(mark.words)
        strip = (6 if self.narrow else 14) if mark.power else 0
        if mark.kind == "lift":
            self.pen.rect(x, y, w, h, "f-paper")
            if mark.power:
                self.pen.rect(x + w - strip - 2, y, strip + 2, h, "", self.pen.hatch("s-iron", 4, 0.5))
            self.pen.frame(x, y, w, h, mark.css, WALLS[mark.css.removeprefix("s-press-")] * 0.75, tip=tip)
        elif mark.kind == "run":
            dashes = "" if mark.known else 'stroke-width="1.2" stroke-dasharray="4 3"'
            self.pen.rect(x, y, w, h, mark.css + (" s-run-tempo" if mark.known else " s-ink"), dashes, tip=tip)
        else:
            self.pen.frame(x, y, w, h, "s-soft", 1, 'stroke-dasharray="2 2"', tip=tip)
        self._words(mark, (x, y, w, h), strip)

    def _words(self, mark: _Mark, box: tuple[float, float, float, float], strip: int) -> None:
        """A block's words: inside as many lines as fit; a run's hour above it, the rest of a lift's below it."""
        x, y, w, h = box
        lines = list(mark.short if self.narrow else mark.words)
        pad = 3 if self.narrow else 7
        fit = min(len(lines), max(int((h - 2) // 16), 1 if h >= 14.5 else 0))
        first = y + (h - 16 * fit) / 2 + 12.5 if fit == 1 and h < 34 else y + 15.5
        for index, line in enumerate(lines[:fit]):
            bold = index == 0 and mark.kind != "other"
            self.pen.text(x + pad, first + index * 16, cut(line, w - strip - pad - 2), mark.ink, bold=bold)
        above = next((m.end for m in self.marks if m.day == mark.day and m.end <= mark.start and m != mark), None)
        if mark.kind == "run" and mark.hour not in lines[:fit]:
            hour = mark.hour.replace("about ", "~") if self.narrow else mark.hour
            if y - 16 > (HEAD if above is None else self.y(above)):
                text = hour if fit else f"{lines[0]}, {hour}"
                self.pen.text(x + pad, y - 4, cut(text, w), "f-soft" if fit else "f-ink")
            return
        below = next((self.y(m.start) for m in self.marks if m.day == mark.day and m.start >= mark.end), self.bottom)
        for index, line in enumerate(lines[fit:]):
            if y + h + 16 + index * 16 < below and mark.kind == "lift":
                self.pen.text(x + pad, y + h + 15 + index * 16, cut(line, w), "f-ink" if not fit else "f-soft")

    def _gaps(self) -> None:
        """The hours between a run and a lift of the same day, written on a thin line between them."""
        for day in range(7):
            marks = sorted((m for m in self.marks if m.day == day and m.kind != "other"), key=lambda m: m.start)
            for one, other in pairwise(marks):
                gap = other.start - one.end
                if one.kind == other.kind or gap < 15:
                    continue
                x, top, end = self.x(day) + self.column / 2, self.y(one.end), self.y(other.start)
                self.pen.line(x, top + 2, x, end - 2, "s-iron", 1.2)
                for y, step in ((top + 2, 5), (end - 2, -5)):
                    self.pen.path(
                        f"M{x - 3:.1f} {y + step:.1f}L{x:.1f} {y:.1f}L{x + 3:.1f} {y + step:.1f}", "s-iron none"
                    )
                if end - top > 34:
                    label = f"{round(gap / 60)} h" if self.narrow else words.minutes_text(gap)
                    self.pen.text(x, (top + end) / 2 + 4.5, label, "f-iron halo", "middle", bold=True)

    def _rest_days(self) -> None:
        busy = {mark.day for mark in self.marks}
        for day in set(range(7)) - busy:
            if self.plan.first_day <= self.first + timedelta(day) <= self.plan.last_day:
                middle = (HEAD + self.bottom) / 2
                label = "rest" if self.narrow else "rest day"
                self.pen.text(self.x(day) + self.column / 2, middle, label, "f-soft", "middle")


def _marks(plan: Plan, first: date) -> list[_Mark]:
    """Everything with hours in the seven days; what has no hour and no usual one stands at 12:00."""
    last, out = first + timedelta(6), []
    for timed in season.timed_runs(plan, first, last):
        run, group = timed.run, palette.group_of(timed.run.intensity)
        what = RUN_WORDS.get(run.intensity, run.intensity)
        about = words.clock(timed.start_min) if timed.known else f"about {words.clock(timed.start_min)}"
        long = f"{what} {words.minutes_text(run.minutes)}"
        title = "" if run.title.casefold() == run.intensity else run.title
        out.append(
            _Mark(
                (run.date - first).days, timed.start_min, min(timed.end_min, DAY_MIN), "run",
                (long, *([title] if title else []), about), (SHORT_WORDS.get(run.intensity, what), f"{run.minutes}′"),
                f"f-run-{group}", about, f"f-on-{group}", known=timed.known,
            )
        )  # fmt: skip
    out += [_lift(session, first) for session in season.sessions_between(plan, first, last)]
    for other in plan.others:
        if first <= other.date <= last:
            start = 12 * 60 if other.start_min is None else other.start_min
            text = (f"{other.title or other.sport} {words.minutes_text(other.minutes)}", words.clock(start))
            end = min(start + other.minutes, DAY_MIN)
            out.append(_Mark((other.date - first).days, start, end, "other", text, (other.sport,), "", ink="f-soft"))
    return out


def _lift(session: Session, first: date) -> _Mark:
    start = words.minutes_of(session.start)
    return _Mark(
        (session.date - first).days, start, min(start + session.minutes, DAY_MIN), "lift",
        (f"lift {session.letter} {words.minutes_text(session.minutes)}", session.start, words.session_name(session)),
        (f"lift {session.letter}", f"{session.minutes}′"),
        f"s-press-{season.heaviness(session)}", power=session.has_power,
    )  # fmt: skip


def _lanes(marks: Iterable[_Mark]) -> list[_Mark]:
    """Marks of a day that overlap, directly or through others, side by side in lanes of one width."""
    out: list[_Mark] = []
    cluster: list[_Mark] = []
    for mark in sorted(marks, key=lambda m: (m.day, m.start, -m.end)):
        if not any(other.day == mark.day and other.end > mark.start for other in cluster):
            out += _of_one_width(cluster)
            cluster = []
        taken = {other.lane for other in cluster if other.end > mark.start}
        lane = next(n for n in range(len(cluster) + 1) if n not in taken)
        cluster.append(replace(mark, lane=lane))
    return out + _of_one_width(cluster)


def _of_one_width(cluster: list[_Mark]) -> list[_Mark]:
    lanes = max((mark.lane for mark in cluster), default=0) + 1
    return [replace(mark, lanes=lanes) for mark in cluster]


def week_words(plan: Plan, first: date) -> tuple[str, str]:
    """Title and description of a week for readers who do not see it: every day with its hours."""
    last = first + timedelta(6)
    marks = sorted(_marks(plan, first), key=lambda m: (m.day, m.start))
    days = []
    for day in range(7):
        texts = [f"{words.clock(m.start)} {m.words[0]}" for m in marks if m.day == day]
        if texts:
            days.append(f"{words.DAYS[(first + timedelta(day)).weekday()]}: {', '.join(texts)}.")
    return f"The week in hours, {words.span_text(first, last, year=True)}", " ".join(days) or "Nothing planned."
