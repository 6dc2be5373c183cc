"""Say why no session can stand on a day at all: no time is offered, the runner is away, or the hours are taken."""

from __future__ import annotations

from datetime import date, timedelta

from msgspec.structs import replace

from ironstride.model.runner import WEEKDAYS
from ironstride.model.timeline import DAY_MIN
from ironstride.model.words import DAYS, clock, long_day_text, minutes_text
from ironstride.planning.slots import slots
from ironstride.planning.task import Task


def no_time(task: Task, day: date) -> str:
    """Say in a sentence what keeps a day of the season without a single candidate."""
    words = long_day_text(day)
    runner, season = task.runner, replace(task.season, first_day=day, last_day=day)
    if any(other.is_strength and other.date == day for other in task.others):
        return f"Your running plan already holds strength on {words}."
    if slots(runner, season, ()):
        if slots(runner, season, task.runs, task.others):
            return f"On {words} no place you can train at fits a session."
        return f"Your hours on {words} are taken: {', '.join(_taken(task, day))}."
    away = [span for span in runner.exceptions if span.first <= day <= span.last and span.unavailable]
    if away:
        return f"You are away on {words}{f' ({away[0].reason})' if away[0].reason else ''}."
    windows = [window for window in runner.availability if WEEKDAYS[day.weekday()] in window.days]
    if not windows:
        return f"You offer no time on a {DAYS[day.weekday()]}."
    if runner.rota and any(window.on != "any" for window in windows):
        return f"Your rota leaves no time on {words}."
    return f"You offer no time on {words}."


def _taken(task: Task, day: date) -> list[str]:
    """Name what stands on the day, and what runs over into it from the day before."""
    runs = [(run.date, run.start_min, run.minutes, run.title or run.intensity) for run in task.runs]
    others = [(other.date, other.start_min, other.minutes, other.title or other.sport) for other in task.others]
    return [
        f"{what} at {clock(start)}, {minutes_text(minutes)}"
        for on, start, minutes, what in (*runs, *others)
        if start is not None and (on == day or (on == day - timedelta(days=1) and start + minutes > DAY_MIN))
    ]
