"""Draws what changed in a plan: its sessions week by week, before and after, and the loads of the lifts that moved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ironstride.model.exercise import Exercise
from ironstride.model.plan import Plan
from ironstride.model.session import Session
from ironstride.pictures import words
from ironstride.pictures.load_line import LoadPoint, load_points
from ironstride.pictures.svg import Pen, cut

RIGHT, TOP, ROW_H, CELL_H = 16.0, 24.0, 40.0, 14.0
MOST_LIFTS = 8


@dataclass(frozen=True)
class Course:
    """A lift's loads from a day on, before and after a change."""

    exercise: str
    before: tuple[LoadPoint, ...]
    after: tuple[LoadPoint, ...]


def changed_courses(old: Plan, new: Plan, today: date) -> list[Course]:
    """The lifts whose loads to come are different, those with most sessions first."""
    names = sorted({item.exercise for plan in (old, new) for session in plan.sessions for item in session.items})
    found = []
    for name in names:
        before, after = (_ahead(plan, name, today) for plan in (old, new))
        if before and after and _loads(before) != _loads(after):
            found.append(Course(name, before, after))
    return sorted(found, key=lambda one: (-len(one.after), one.exercise))


def _ahead(plan: Plan, exercise: str, today: date) -> tuple[LoadPoint, ...]:
    return tuple(p for p in load_points(plan, exercise) if p.day >= today and p.load_kg is not None)


def _loads(points: Sequence[LoadPoint]) -> list[tuple[date, float | None]]:
    return [(point.day, point.load_kg) for point in points]


def plan_changes(
    old: Plan,
    new: Plan,
    today: date,
    width: float = 720,
    *,
    exercises: Mapping[str, Exercise] | None = None,
    standalone: bool = True,
    key: str = "changes",
) -> str:
    """What changed between two plans as SVG: sessions gone, come and moved by week, and loads before and after.

    Parameters
    ----------
    old, new : the plan before and after.
    today : the first day that could change.
    width : width in pixels.
    exercises : the catalogue's, for names.
    standalone : bring the style along (a file); False inside a page that has `palette.page_css`.
    key : prefix of the ids inside, unique on a page.

    Returns
    -------
    str : an `<svg>` element with title and description; says so when nothing changed.
    """
    return _Changes(old, new, today, width, exercises or {}, key).draw(standalone)


class _Changes:
    """Geometry and shapes of the picture."""

    def __init__(
        self, old: Plan, new: Plan, today: date, width: float, exercises: Mapping[str, Exercise], key: str
    ) -> None:
        self.old, self.new, self.today, self.width, self.pen = old, new, today, width, Pen(key)
        self.names = {name: exercise.name for name, exercise in exercises.items()}
        self.left = min(200.0, max(156.0, width * 0.3))
        self.weeks = [week.start for week in new.weeks if week.start + timedelta(days=7) > today]
        self.step_x = (width - self.left - RIGHT) / max(1, len(self.weeks))
        self.courses = changed_courses(old, new, today)[:MOST_LIFTS]
        self.said: list[str] = []

    def x(self, day: date) -> float:
        """The middle of a day."""
        return self.left + ((day - self.weeks[0]).days + 0.5) / 7 * self.step_x

    def draw(self, standalone: bool) -> str:
        moved = self._days()
        y = TOP + 2 * CELL_H + 20
        if not self.courses and not moved:
            self.pen.text(self.left, y + 12, "Nothing ahead changed.", "f-soft", size=16)
            self.said.append("Nothing ahead changed")
            return self._svg(y + 28, standalone)
        for course in self.courses:
            self._course(course, y)
            y += ROW_H
        return self._svg(y + 4, standalone)

    def _svg(self, height: float, standalone: bool) -> str:
        return self.pen.svg(self.width, height, "What changed in the plan", "; ".join(self.said) + ".", standalone)

    def _days(self) -> int:
        """Sessions before above sessions after: gone ones crossed out, new ones in the accent colour."""
        before, after = self._ahead(self.old), self._ahead(self.new)
        if not self.weeks:
            return 0
        self.pen.text(0, TOP + CELL_H - 3, "sessions before", "f-soft")
        self.pen.text(0, TOP + 2 * CELL_H + 1, "and now", "f-soft")
        for index, start in enumerate(self.weeks):
            if index % max(1, round(70 / self.step_x)) == 0:
                self.pen.text(self.left + index * self.step_x, TOP - 8, words.day_text(start)[4:], "f-soft")
        gone = [session for day, session in before.items() if day not in after]
        come = [session for day, session in after.items() if day not in before]
        for day in before:
            self.pen.rect(self.x(day) - 2, TOP + 2, 4, CELL_H - 4, "f-soft" if day in after else "f-cinder")
        for day in after:
            css = "f-iron" if day in before else "f-cinder"
            self.pen.rect(self.x(day) - 2, TOP + CELL_H + 2, 4, CELL_H - 4, css)
        self.said += [f"gone: {words.day_text(session.date)}" for session in gone]
        self.said += [f"new: {words.day_text(session.date)}" for session in come]
        return len(gone) + len(come)

    def _ahead(self, plan: Plan) -> dict[date, Session]:
        return {session.date: session for session in plan.sessions if session.date >= self.today}

    def _course(self, course: Course, y: float) -> None:
        """One lift: its loads before as a thin line, now as a thick one, the first that differs in figures."""
        unit = self.new.runner.mass_unit
        loads = [p.load_kg or 0.0 for p in (*course.before, *course.after)]
        low, high = min(loads), max(loads)

        def place(point: LoadPoint) -> tuple[float, float]:
            share = ((point.load_kg or 0.0) - low) / (high - low) if high > low else 0.5
            return self.x(point.day), y + ROW_H - 10 - share * (ROW_H - 20)

        was = {p.day: p.load_kg or 0.0 for p in course.before}
        first = next((p for p in course.after if was.get(p.day) not in (None, p.load_kg)), course.after[0])
        old_kg, new_kg = was.get(first.day, course.before[0].load_kg or 0.0), first.load_kg or 0.0
        name = cut(words.name_of(course.exercise, self.names), self.left - 12)
        change = f"{words.number(words.mass(old_kg, unit))} → {words.mass_text(new_kg, unit)}"
        self.pen.line(0, y, self.width - RIGHT, y, "s-hairline")
        self.pen.text(0, y + 17, name, "f-ink", bold=True)
        self.pen.text(0, y + 33, f"{change}, {words.day_text(first.day)[4:]}", "f-soft")
        self.pen.path(_line([place(p) for p in course.before]), "s-soft none", 'stroke-width="1.2"')
        self.pen.path(_line([place(p) for p in course.after]), "s-iron none", 'stroke-width="2.5"')
        for point in course.after:
            px, py = place(point)
            tip = f"{words.day_text(point.day)}: {words.mass_text(point.load_kg or 0.0, unit)}"
            self.pen.dot(px, py, 3, "f-iron", tip=tip)
        self.said.append(f"{name} {change} on {words.day_text(first.day)}")


def _line(points: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
