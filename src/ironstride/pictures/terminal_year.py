"""Writes a year of lifting under a year of running for the terminal, a column a week: short enough for a report."""

from __future__ import annotations

from collections.abc import Sequence

from ironstride.model.plan import Plan, PlanWeek
from ironstride.pictures import palette, season, words
from ironstride.pictures.terminal_ink import Ink, fit, wrap
from ironstride.pictures.terminal_season import MARGIN, TEXTURES, WEIGHTS, hold, stack, weights_text

#: rows of running above the axis, and of sessions below it at most
RUN_ROWS, LIFT_ROWS = 4, 4
STEPS_MIN = (30, 60, 90, 120, 180, 240, 360, 480)
NO_SESSION = "·"


def year_text(year: Plan, width: int = 80, colour: bool = False) -> list[str]:
    """The weeks as lines, the latest that fit: minutes of running above the axis, a mark a session below it.

    Parameters
    ----------
    year : what was done, as a plan (`ironstride.audit.record`).
    width : columns no line exceeds (at least 40).
    colour : ANSI colours on top of the textures.

    Returns
    -------
    list of str : empty when there is no week.
    """
    weeks, ink = year.weeks[-(width - MARGIN) :], Ink(colour)
    if not weeks:
        return []
    unit = season.nice_step(max(week.running.minutes for week in weeks), RUN_ROWS, STEPS_MIN)
    below = [_marks(year, week) for week in weeks]
    return [
        *_running(weeks, unit, ink),
        " " * MARGIN + "━" * len(weeks),
        *_lifting(below, ink),
        ink(fit(_months(weeks), width), "soft"),
        *(line for text in _legend(year, weeks, unit) for line in wrap(text, width)),
    ]


def _running(weeks: Sequence[PlanWeek], unit: int, ink: Ink) -> list[str]:
    stacks = [stack(week, unit) for week in weeks]
    rows = range(max((len(one) for one in stacks), default=0), 0, -1)
    return [
        f"{words.minutes_text(row * unit) if row % 2 == 0 else '':>{MARGIN - 1}} "
        + "".join(ink(TEXTURES[one[row - 1]], one[row - 1]) if len(one) >= row else " " for one in stacks).rstrip()
        for row in rows
    ]


def _marks(year: Plan, week: PlanWeek) -> str:
    """One mark a session, by how heavy it was; a dot for a week without."""
    sessions = season.week_sessions(year, week)
    return "".join(WEIGHTS[season.heaviness(one)] for one in sessions)[:LIFT_ROWS] or NO_SESSION


def _lifting(below: Sequence[str], ink: Ink) -> list[str]:
    rows = range(max(len(one) for one in below))
    return [
        " " * MARGIN + ink("".join(one[row] if row < len(one) else " " for one in below).rstrip(), "iron")
        for row in rows
    ]


def _months(weeks: Sequence[PlanWeek]) -> str:
    """The months' names under the weeks their first day lies in, as far as there is room."""
    line = ""
    for place, week in enumerate(weeks):
        at, first = MARGIN + place, week.start.day <= 7
        if first and len(line) <= at:
            line = line.ljust(at) + words.MONTHS[week.start.month - 1][:3] + " "
    return line.rstrip()


def _legend(year: Plan, weeks: Sequence[PlanWeek], unit: int) -> list[str]:
    used = {group for week in weeks for group in season.run_groups(week)}
    steps = " ".join(hold(f"{TEXTURES[one]} {name} ") for one, name in palette.GROUPS.items() if one in used)
    above = f"Above: your running, a column a week, a row {words.minutes_text(unit)}: {steps}"
    return [
        *([above] if used else []),
        f"Below: a mark a session, {NO_SESSION} for a week without: {weights_text(year)}",
    ]
