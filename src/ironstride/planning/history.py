"""Let the watch fill in what the runner file leaves open, and say what it showed."""

from __future__ import annotations

from msgspec.structs import fields, replace

from ironstride.model.runner import Runner, Running
from ironstride.model.words import plural
from ironstride.running.load import HistorySummary

_DEFAULT = {field.name: field.default for field in fields(Running)}


def with_history(runner: Runner, history: HistorySummary) -> Runner:
    """Take climb at home and usual hours from the history, where the runner has not said."""
    running = runner.running
    if running.usual_start == _DEFAULT["usual_start"] and not running.usual_start_by_day:
        by_day = {weekday: day.start for weekday, day in history.days.items() if day.start}
        running = replace(running, usual_start_by_day=by_day, usual_start=history.usual_start or running.usual_start)
    if running.usual_second_start == _DEFAULT["usual_second_start"] and history.usual_second_start:
        running = replace(running, usual_second_start=history.usual_second_start)
    climb = runner.home_climb_m_per_km
    if climb is None and history.climb_m_per_km is not None:
        climb = round(history.climb_m_per_km, 1)
    return replace(runner, running=running, home_climb_m_per_km=climb)


def history_note(history: HistorySummary) -> str:
    """Say in one sentence what the watch showed."""
    if history.first is None or history.last is None:
        return "The watch files hold no run that could be read."
    if history.first == history.last:
        parts = [f"{plural(len(history.classified), 'run')} on {history.first}"]
    else:
        parts = [f"{len(history.classified)} runs from {history.first} to {history.last}"]
        parts.append(f"{history.runs_per_week:.1f} a week in the weeks up to the last")
    if history.longest_30d_min:
        parts.append(f"the longest of the last thirty days {history.longest_30d_min:.0f} minutes")
    if history.climb_m_per_km is not None:
        parts.append(f"{history.climb_m_per_km:.0f} m of climb a kilometre")
    return f"Your watch shows {', '.join(parts)}."
