"""Draws the load line of one lift: the plan ahead as steps, sets as dots sized by repetitions, what is believed as a
band, phases behind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby, pairwise

from ironstride.model.plan import Plan
from ironstride.pictures import season, words
from ironstride.pictures.svg import Pen, text_width

LEFT, RIGHT, TOP, PLOT_H, BAND_H = 60.0, 16.0, 28.0, 176.0, 22.0
#: reserve in repetitions from which a dot is drawn hollow: far from failure.
FAR_RIR = 3.0
#: room between the repetitions written over the dots
LABELS_APART = 8
#: a longer pause than this breaks the line.
PAUSE_DAYS = 21
STEPS_OF_AXIS = (1, 2, 5, 10, 20, 50, 100, 200)


@dataclass(frozen=True)
class LoadPoint:
    """The heaviest work set of a lift in one session; `load_kg` is None while the load is still to be found."""

    day: date
    load_kg: float | None
    sets: int
    reps: int
    rir: float | None


@dataclass(frozen=True)
class BeliefPoint:
    """What was believed of a lift's one-rep maximum on a day, besides the body: the middle and a span around it."""

    day: date
    low_kg: float
    middle_kg: float
    high_kg: float


def load_points(plan: Plan, exercise: str) -> list[LoadPoint]:
    """One point a session that holds the lift, by date."""
    points = []
    for session in season.sessions_between(plan, plan.first_day, plan.last_day):
        work = [s for item in session.items if item.exercise == exercise for s in season.work_sets(item)]
        if work:
            top = max(work, key=lambda s: s.load_kg or 0.0)
            points.append(LoadPoint(session.date, top.load_kg, len(work), top.reps or 0, top.rir))
    return points


def main_lifts(plan: Plan, most: int = 6) -> list[str]:
    """Exercises of the strength blocks with a known load in three sessions or more, those trained most first."""
    counts: dict[str, int] = {}
    for session in plan.sessions:
        for block in session.blocks:
            for item in block.items if block.block == "strength" else ():
                if any(s.load_kg is not None for s in season.work_sets(item)):
                    counts[item.exercise] = counts.get(item.exercise, 0) + 1
    return [e for e, n in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])) if n >= 3][:most]


def load_line(
    plan: Plan,
    exercise: str,
    width: float = 720,
    *,
    name: str = "",
    standalone: bool = True,
    key: str = "load",
    band: Sequence[BeliefPoint] = (),
    body_mass_kg: float | None = None,
) -> str:
    """The load line of one lift as SVG.

    Parameters
    ----------
    plan : the plan.
    exercise : id of the exercise.
    width : width in pixels.
    name : what to call the exercise; its id made readable when empty.
    standalone : bring the style along (a file); False inside a page that has `palette.page_css`.
    key : prefix of the ids inside, unique on a page.
    band : what was believed of the one-rep maximum, by day; drawn behind the sets it was learned from.
    body_mass_kg : writes the one-rep maximum as a multiple of body mass beside the band's end.

    Returns
    -------
    str : an `<svg>` element with title and description; says what would fill it when there are no loads yet.
    """
    line = _LoadLine(plan, exercise, width, name or words.name_of(exercise, {}), key, band, body_mass_kg)
    return line.draw(standalone)


class _LoadLine:
    """Geometry and shapes of one load line."""

    def __init__(
        self,
        plan: Plan,
        exercise: str,
        width: float,
        name: str,
        key: str,
        band: Sequence[BeliefPoint] = (),
        body_mass_kg: float | None = None,
    ) -> None:
        self.plan, self.name, self.width, self.pen = plan, name, width, Pen(key)
        self.band, self.body_mass_kg = band, body_mass_kg
        self.today = plan.followed.on if plan.followed else None
        self.unit = plan.runner.mass_unit
        self.points = load_points(plan, exercise)
        self.right = width - RIGHT
        self.bottom = TOP + PLOT_H
        loads = [words.mass(p.load_kg, self.unit) for p in self.points if p.load_kg is not None]
        loads += [words.mass(kg, self.unit) for point in band for kg in (point.low_kg, point.high_kg)]
        low, top = min(loads, default=0.0), max(loads, default=10.0)
        self.step = season.nice_step(max(top - low, top * 0.15), 4, STEPS_OF_AXIS)
        self.low = max(0, int((low - 0.4 * self.step) // self.step) * self.step)
        self.top = (int((top + 0.5 * self.step) // self.step) + 1) * self.step
        #: words that stand already: middle, baseline and half their width
        self.written: list[tuple[float, float, float]] = []
        # sets with the body alone stand on the floor, clear of the phases
        self.floor = self.bottom - (10 if 0.0 in loads else 0)

    def x(self, day: date) -> float:
        """The middle of a day."""
        days = (self.plan.last_day - self.plan.first_day).days + 1
        return LEFT + ((day - self.plan.first_day).days + 0.5) / days * (self.right - LEFT)

    def y(self, load_kg: float | None) -> float:
        """Height of a load; one still to be found stands on the floor."""
        if load_kg is None:
            return self.bottom - 10
        return self._y(words.mass(load_kg, self.unit))

    def _y(self, mass: float) -> float:
        return self.floor - (mass - self.low) / (self.top - self.low) * (self.floor - TOP)

    def draw(self, standalone: bool) -> str:
        self._phases()
        if any(point.load_kg is not None for point in self.points):
            self._axis()
            self._belief()
            self._steps()
            self._ends()
        else:
            self.pen.text(
                LEFT + 12, TOP + PLOT_H / 2, "No loads yet: the first honest sets fill this in.", "f-soft", size=16
            )
        self._dots()
        title, desc = self.words()
        return self.pen.svg(self.width, self.bottom + BAND_H + 4, title, desc, standalone)

    def _phases(self) -> None:
        for index, span in enumerate(season.phases(self.plan)):
            first = self.plan.weeks[span.first].start
            last = self.plan.weeks[span.end - 1].start + timedelta(7)
            half = (self.right - LEFT) / ((self.plan.last_day - self.plan.first_day).days + 1) / 2
            x, end = max(LEFT, self.x(first) - half), min(self.right, self.x(last) - half)
            if index % 2:
                self.pen.rect(x, TOP, end - x, PLOT_H, "f-wash")
            self.pen.rect(x + 1, self.bottom, end - x - 2, BAND_H, "f-band", tip=span.phase)
            if text_width(span.phase, 13) + 4 < end - x:
                self.pen.text((x + end) / 2, self.bottom + 15.5, span.phase, "f-on-band", "middle", bold=True)

    def _axis(self) -> None:
        load = self.low
        while load <= self.top:
            y = self._y(load)
            self.pen.line(LEFT, y, self.right, y, "s-hairline")
            self.pen.text(LEFT - 8, y + 4.5, f"{load} {self.unit}", "f-soft", "end")
            load += self.step

    def _belief(self) -> None:
        """The belief as a band with its middle, and the day it ends on."""
        if len(self.band) > 1:
            upper = [(self.x(p.day), self.y(p.high_kg)) for p in self.band]
            lower = [(self.x(p.day), self.y(p.low_kg)) for p in reversed(self.band)]
            middle = [(self.x(p.day), self.y(p.middle_kg)) for p in self.band]
            self.pen.path(f"M{_joined(upper + lower)}Z", "f-press-light", 'fill-opacity="0.28"')
            self.pen.path(f"M{_joined(middle)}", "s-press-medium none", 'stroke-width="1.5"')
        if self.today is not None and self.plan.first_day < self.today < self.plan.last_day:
            x = self.x(self.today)
            self.pen.line(x, TOP, x, self.bottom, "s-cinder", 1.5)
            anchor = "end" if x + text_width("today", 13) + 6 > self.right else "start"
            self.pen.text(x + (4 if anchor == "start" else -4), TOP + 13, "today", "f-cinder halo", anchor)
        if self.band:
            self._best_single()

    def _best_single(self) -> None:
        """The last belief in figures, and as a multiple of body mass, to the left of its end where there is room."""
        last = self.band[-1]
        text = f"1RM {words.mass_text(round(last.middle_kg), self.unit)}"
        if self.body_mass_kg:
            text += f", {last.middle_kg / self.body_mass_kg:.1f} {words.TIMES} body mass"
        x, wide = self.x(last.day), text_width(text, 13)
        left = x - wide - 6 >= LEFT
        y = max(self.y(last.high_kg) - 8, TOP + (13 if left else 31))
        end = min(x + 6, self.right - wide)
        middle = x - 6 - wide / 2 if left else end + wide / 2
        self.written.append((middle, y, wide / 2))
        self.pen.text(x - 6 if left else end, y, text, "f-ink halo", "end" if left else "start", bold=True)

    def _steps(self) -> None:
        """The plan ahead as steps; what is behind is told by its sets."""
        ahead = [p for p in self.points if self.today is None or p.day >= self.today]
        known = [p for p in ahead if p.load_kg is not None]
        if not known:
            return
        d = f"M{self.x(known[0].day):.1f} {self.y(known[0].load_kg):.1f}"
        for one, other in pairwise(known):
            x, y = self.x(other.day), self.y(other.load_kg)
            if (other.day - one.day).days > PAUSE_DAYS:
                d += f"h{self.x(one.day + timedelta(7)) - self.x(one.day):.1f}M{x:.1f} {y:.1f}"
            else:
                d += f"H{x:.1f}V{y:.1f}"
        self.pen.path(d, "s-iron none", 'stroke-width="2" stroke-linejoin="round"')

    def _ends(self) -> None:
        """The first load and the heaviest in figures, where no dot is in the way."""
        known = [p for p in self.points if p.load_kg is not None]
        best = max(known, key=lambda p: p.load_kg or 0.0)
        for point in (best,) if known[0].load_kg == best.load_kg else (known[0], best):
            label = words.mass_text(point.load_kg or 0.0, self.unit)
            half = text_width(label, 16) / 2
            x = min(max(self.x(point.day), LEFT + half), self.width - half)
            for y in (self.y(point.load_kg) - 17, self.y(point.load_kg) + 27):
                free = all(abs(x - at) > half + wide or abs(y - high) > 18 for at, high, wide in self.written)
                if free and y < self.bottom - 2 and not any(self._near(p, x, y - 5, half) for p in self.points):
                    self.written.append((x, y, half))
                    self.pen.text(x, y, label, "f-ink halo", "middle", size=16, bold=True)
                    break

    def _near(self, point: LoadPoint, x: float, y: float, half: float) -> bool:
        """Whether a point's dot stands in words of this middle and half width."""
        return abs(self.x(point.day) - x) <= half + 10 and abs(self.y(point.load_kg) - y) <= 15

    def _dots(self) -> None:
        """Every session's sets, and above them sets × repetitions wherever the repetitions change."""
        for point in self.points:
            done = self.today is not None and point.day < self.today
            far = point.load_kg is None or (point.rir is not None and point.rir >= FAR_RIR)
            tip = f"{words.day_text(point.day)}: {self.point_words(point)}"
            css = "f-paper s-iron" if far else "f-iron s-paper"
            radius = (1.5 + 0.9 * min(point.reps, 12)) * (1 if done or self.today is None else 0.75)
            self.pen.dot(self.x(point.day), self.y(point.load_kg), radius, css, 'stroke-width="1.5"', tip)
        free = 0.0
        for reps, stretch in groupby(self.points, key=lambda p: p.reps):
            points = list(stretch)
            x = self.x(points[0].day)
            label = f"{max(p.sets for p in points)} {words.TIMES} {reps}"
            if reps and x > free:
                self.pen.line(x, TOP - 6, x, TOP, "s-soft")
                self.pen.text(x - 2, TOP - 11, label, "f-soft")
                free = x + text_width(label, 13) + LABELS_APART

    def point_words(self, point: LoadPoint) -> str:
        """`3 × 5 @ 80 kg`."""
        load = "load to be found" if point.load_kg is None else f"@ {words.mass_text(point.load_kg, self.unit)}"
        return f"{point.sets} × {point.reps} {load}"

    def words(self) -> tuple[str, str]:
        """Title and description for readers who do not see the picture."""
        desc = "; ".join(f"{words.day_text(p.day)} {self.point_words(p)}" for p in self.points) or "Not planned."
        if not self.band:
            return f"{self.name}: the load planned, session by session", desc
        last = self.band[-1]
        span = f"{words.mass_text(round(last.low_kg), self.unit)} to {words.mass_text(round(last.high_kg), self.unit)}"
        believed = f"On {words.day_text(last.day)} the one-rep maximum is believed to lie between {span}. "
        return f"{self.name}: what was lifted, what is believed and what is planned", believed + desc


def _joined(points: Sequence[tuple[float, float]]) -> str:
    """Points of a path, joined by straight lines."""
    return "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
