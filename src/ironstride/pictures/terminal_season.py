"""Writes the season ribbon for the terminal in block characters: running above the phases, lifts hanging below."""

from __future__ import annotations

from datetime import timedelta

from ironstride.model.plan import Plan, PlanWeek
from ironstride.pictures import palette, season, words
from ironstride.pictures.terminal_ink import HARD_SPACE, Ink, columns, fit, pad, wrap

TEXTURES = {"easy": "░", "long": "▒", "tempo": "▓", "fast": "█", "race": "▚"}
WEIGHTS = {"light": "░", "medium": "▒", "heavy": "█"}
RUN_ROWS, LIFT_ROW_MIN, MARGIN = 7, 15, 8


def season_text(plan: Plan, width: int = 80, colour: bool = False) -> str:
    """The season ribbon in block characters; long seasons run on over several strips.

    Parameters
    ----------
    plan : the plan.
    width : columns no line exceeds (at least 40).
    colour : ANSI colours on top of the textures.

    Returns
    -------
    str : lines ending in a newline.
    """
    width, ink = max(width, 40), Ink(colour)
    slots = max([1, *(len(season.week_sessions(plan, week)) for week in plan.weeks)])
    cell = max(min((width - MARGIN) // max(len(plan.weeks), 1), 6), slots + 1)
    strips = -(-len(plan.weeks) // max((width - MARGIN) // cell, 1))
    per_strip = -(-len(plan.weeks) // max(strips, 1)) or 1
    name = f"{plan.runner.name} · {words.event_text(plan.runner.event)}"
    lines = [ink(fit(name, width), "bold"), fit(words.span_text(plan.first_day, plan.last_day, year=True), width), ""]
    if not plan.weeks:
        lines += wrap("No weeks planned yet. A first day and a race will fill this.", width)
        return "\n".join(lines) + "\n"
    most = max((week.running.minutes for week in plan.weeks), default=0)
    unit = season.nice_step(most, RUN_ROWS, (15, 30, 45, 60, 90, 120, 150, 180, 240, 300))
    for first in range(0, len(plan.weeks), per_strip):
        lines += [*_strip(plan, plan.weeks[first : first + per_strip], cell, unit, width, ink), ""]
    return "\n".join(line.rstrip() for line in [*lines, *_legend(plan, unit, width)]) + "\n"


def _strip(plan: Plan, weeks: tuple[PlanWeek, ...], cell: int, unit: int, width: int, ink: Ink) -> list[str]:
    """One strip of weeks: flags, running upwards, phases, lifts hanging down, months."""
    out = _flags(plan, weeks, cell, width, ink)
    stacks = [stack(week, unit) for week in weeks]
    for row in range(max((len(s) for s in stacks), default=0), 0, -1):
        label = words.minutes_text(row * unit) if row % 2 == 0 and (row * unit) % 60 == 0 else ""
        cells = [
            ink(TEXTURES[s[row - 1]] * (cell - 1), s[row - 1]) + " " if len(s) >= row else " " * cell for s in stacks
        ]
        out.append(f"{label:>{MARGIN - 1}} " + "".join(cells))
    out.append(" " * MARGIN + _band(weeks, cell, ink))
    hanging = [_hanging(plan, week, cell) for week in weeks]
    for row in range(max((len(h) for h in hanging), default=0)):
        minutes = (row + 1) * LIFT_ROW_MIN
        label = f"{minutes} min" if minutes % 30 == 0 else ""
        cells = ["".join(h[row]) if row < len(h) else " " * cell for h in hanging]
        out.append(f"{label:>{MARGIN - 1}} " + ink("".join(cells).rstrip(), "iron"))
    if any(week.down for week in weeks):
        marks = "".join(("▔" * (cell - 1) if week.down else "").ljust(cell) for week in weeks)
        out.append(ink(f"{'down':>{MARGIN - 1}} {marks.rstrip()}", "soft"))
    return [*out, *_months(weeks, cell, width, ink)]


def stack(week: PlanWeek, unit: int) -> list[str]:
    """The ramp's step of each row of a week's bar, from the axis up; any running at all makes a row."""
    groups, out, sum_min = season.run_groups(week), [], 0
    ends = []
    for group, minutes in groups.items():
        sum_min += minutes
        ends.append((sum_min, group))
    for row in range(max(round(sum_min / unit), 1 if sum_min else 0)):
        middle = min((row + 0.5) * unit, sum_min)
        out.append(next(group for end, group in ends if middle <= end))
    return out


def _band(weeks: tuple[PlanWeek, ...], cell: int, ink: Ink) -> str:
    out, index = [], 0
    while index < len(weeks):
        end = index
        while end < len(weeks) and weeks[end].phase == weeks[index].phase:
            end += 1
        room = (end - index) * cell - 1
        phase = weeks[index].phase
        short = f"{phase[: room - 1]}." if room > 3 else phase[:room]
        name = phase if room >= len(phase) else "⚑" if phase == "race" else short
        out.append(ink(f"{name:━^{room}}" if room < len(name) + 2 else f"{' ' + name + ' ':━^{room}}", "bold") + " ")
        index = end
    return "".join(out)


def _hanging(plan: Plan, week: PlanWeek, cell: int) -> list[list[str]]:
    """Rows of a week's hanging blocks: one column a session, two when there is room; a slash ends one with power."""
    sessions = season.week_sessions(plan, week)
    wide = 2 if cell > 2 * max(len(sessions), 2) else 1
    depth = [max(round(s.minutes / LIFT_ROW_MIN), 1) for s in sessions]
    rows = []
    for row in range(max(depth, default=0)):
        cells = ""
        for session, deep in zip(sessions, depth, strict=True):
            last = row == deep - 1 and session.has_power
            char = "╱" if last else WEIGHTS[season.heaviness(session)]
            cells += (char if row < deep else " ") * wide
        rows.append(list(pad(cells, cell)))
    return rows


def _flags(plan: Plan, weeks: tuple[PlanWeek, ...], cell: int, width: int, ink: Ink) -> list[str]:
    """One line a race, its flag standing over its week."""
    out = []
    for race in season.races(plan):
        for index, week in enumerate(weeks):
            if week.start <= race.date <= week.start + timedelta(6):
                column = MARGIN + index * cell + min((race.date - week.start).days * (cell - 1) // 7, cell - 2)
                text = f"{season.race_name(race)}, {race.priority}, {words.day_text(race.date)}"
                after = width - column - 2
                if columns(text) <= after or after >= column:
                    line = " " * column + "⚑ " + fit(text, after)
                else:
                    text = fit(text, column - 1)
                    line = " " * (column - columns(text) - 1) + text + " ⚑"
                out.append(ink(line, "cinder") if race.priority == "A" else line)
    return out


def _months(weeks: tuple[PlanWeek, ...], cell: int, width: int, ink: Ink) -> list[str]:
    line = ""
    for index, week in enumerate(weeks):
        days = [week.start + timedelta(d) for d in range(7)]
        opening = week.start if index == 0 and week.start.day + 7 * (4 // cell + 1) < 29 else None
        first = next((d for d in days if d.day == 1), opening)
        at = MARGIN + index * cell
        if first and len(line) <= at:
            line = line.ljust(at) + words.MONTHS[first.month - 1][:3] + " "
    return [ink(fit(line.rstrip(), width), "soft")]


def _legend(plan: Plan, unit: int, width: int) -> list[str]:
    used = {group for week in plan.weeks for group in season.run_groups(week)}
    steps = " ".join(hold(f"{TEXTURES[g]} {name} ") for g, name in palette.GROUPS.items() if g in used)
    blocks = weights_text(plan)
    if any(session.has_power for session in plan.sessions):
        blocks += " " + hold("╱ jumps, throws")
    running, lifting = season.total_minutes(plan)
    texts = [
        f"Above: {round(running / 60)} h of running, a row is {words.minutes_text(unit)}: {steps}",
        f"Below: {words.plural(len(plan.sessions), 'session')}, {round(lifting / 60)} h of lifting, a row is"
        f" {LIFT_ROW_MIN} min: {blocks}",
    ]
    return [line for text in texts for line in wrap(text, width)]


def weights_text(plan: Plan) -> str:
    """What the textures of the blocks mean, of those a plan has."""
    kinds = {season.heaviness(session) for session in plan.sessions}
    weights = {
        "heavy": f"from {season.HEAVY_PERCENT:.0f} % of max",
        "medium": f"from {season.MEDIUM_PERCENT:.0f} %",
        "light": "lighter",
    }
    return " ".join(hold(f"{WEIGHTS[one]} {text} ") for one, text in weights.items() if one in kinds)


def hold(text: str) -> str:
    """The text kept on one line."""
    return text.replace(" ", HARD_SPACE)
