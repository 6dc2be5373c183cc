"""What both ways of drawing the season ribbon share: a session's block, the running ramp's shares, the words."""

from __future__ import annotations

from collections.abc import Collection

from ironstride.model.plan import Plan
from ironstride.model.session import Session
from ironstride.pictures import palette, season, words
from ironstride.pictures.svg import Pen

#: walls of hollow blocks in pixels, by how heavy the session is, and the words beside them.
WALLS = {"heavy": 3.6, "medium": 2.2, "light": 1.2}
WEIGHTS = {
    "heavy": f"from {season.HEAVY_PERCENT:.0f} % of max",
    "medium": f"{season.MEDIUM_PERCENT:.0f}–{season.HEAVY_PERCENT:.0f} %",
    "light": "lighter",
}


def draw_block(pen: Pen, session: Session, box: tuple[float, float, float, float], done: bool) -> None:
    """One session as a block: its wall says how heavy, fine hatching says power work, solid says done.

    Parameters
    ----------
    pen : draws.
    session : the session.
    box : left, top, width and height in pixels.
    done : solid instead of hollow.
    """
    x, y, w, h = box
    weight, power = season.heaviness(session), session.has_power
    tip = f"{words.day_text(session.date)}: {words.session_name(session)}, {words.minutes_text(session.minutes)}"
    if done:
        pen.rect(x, y, w, h, f"f-press-{weight}", tip=tip)
        if power:
            pen.rect(x, y, w, h, "", pen.hatch("s-paper", 5, 0.6))
        return
    if power:
        pen.rect(x, y, w, h, "", pen.hatch("s-iron", 4, 0.5))
    pen.frame(x, y, w, h, f"s-press-{weight}", min(WALLS[weight], w * 0.3, h * 0.3), tip=tip)


def draw_keys(pen: Pen, plan: Plan, done: Collection[str], x: float, y: float) -> float:
    """What blocks of this plan mean, one below the other under what they add up to; gives the next free line.

    Where every session is done the keys are solid as the blocks are; of such a session the load may not be known.
    """
    past = bool(plan.sessions) and all(session.id in done for session in plan.sessions)
    minutes = season.total_minutes(plan)[1]
    pen.text(x, y, f"{round(minutes / 60)} h of lifting", bold=True)
    kinds = {season.heaviness(session) for session in plan.sessions}
    y += 12
    for weight, what in WEIGHTS.items():
        if weight in kinds:
            if past:
                pen.rect(x, y, 16, 16, f"f-press-{weight}")
            else:
                pen.frame(x, y, 16, 16, f"s-press-{weight}", WALLS[weight])
            pen.text(x + 26, y + 13, f"{what}, or not known" if past and weight == "light" else what)
            y += 22
    if any(session.has_power for session in plan.sessions):
        if past:
            pen.rect(x, y, 16, 16, "f-press-medium")
        pen.rect(x, y, 16, 16, "", pen.hatch("s-paper", 5, 0.6) if past else pen.hatch("s-iron", 4, 0.5))
        pen.text(x + 26, y + 13, "jumps, throws")
        y += 22
    if done and not past:
        pen.rect(x, y, 16, 16, "f-press-medium")
        pen.text(x + 26, y + 13, "done")
        y += 22
    return y


def empty_ribbon(plan: Plan, width: float, standalone: bool, key: str) -> str:
    """What stands in the ribbon's place while nothing is planned: what would fill it."""
    pen = Pen(key)
    pen.text(0, 28, "No weeks planned yet.", size=16)
    pen.text(0, 52, "A first day and a race will fill this.", "f-soft", size=16)
    return pen.svg(width, 72, *season_words(plan), standalone)


def running_totals(plan: Plan) -> dict[str, int]:
    """Minutes of running in the season by step of the ramp, easiest first, empty steps left out."""
    totals = dict.fromkeys(palette.GROUPS, 0)
    for week in plan.weeks:
        for group, amount in season.run_groups(week).items():
            totals[group] += amount
    return {group: amount for group, amount in totals.items() if amount}


def share_text(amount: int, total: int) -> str:
    """`34 %`, or `<1 %` for a trace."""
    return f"{round(100 * amount / max(total, 1)) or '<1'} %"


def season_words(plan: Plan) -> tuple[str, str]:
    """Title and description of the ribbon for readers who do not see it."""
    spans = ", ".join(f"{span.phase} {words.plural(span.end - span.first, 'week')}" for span in season.phases(plan))
    loads = [week.running.minutes for week in plan.weeks]
    lengths = [session.minutes for session in plan.sessions]
    flags = ", ".join(
        f"{season.race_name(r, plan.runner.distance_unit)} ({r.priority}) on {words.long_day_text(r.date)}"
        for r in season.races(plan)
    )
    title = f"The season of {plan.runner.name}, {words.span_text(plan.first_day, plan.last_day, year=True)}"
    lifting = (
        f"{words.plural(len(lengths), 'strength session')} of {min(lengths)} to {max(lengths)} minutes."
        if lengths
        else "No strength sessions."
    )
    parts = [
        f"Phases: {spans}." if spans else "",
        f"Running {words.minutes_text(min(loads))} to {words.minutes_text(max(loads))} a week." if loads else "",
        lifting,
        f"Races: {flags}." if flags else "",
    ]
    return title, " ".join(part for part in parts if part)
