"""Writes a week for the terminal to the last set: days, runs by the clock, lifts with aligned sets, the reason why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from ironstride.model.plan import Plan
from ironstride.model.running import HARD
from ironstride.model.session import Block, Item, Session, Set
from ironstride.pictures import palette, season, words
from ironstride.pictures.terminal_ink import HARD_SPACE, Ink, columns, fit, pad, wrap

#: wider than this a week does not become easier to read.
WIDEST = 100
#: from this width sets stand in columns: amount, load, reserve, rest.
COLUMNS_FROM = 80
AMOUNT, LOAD, RESERVE, REST = 19, 9, 14, 8


def week_text(
    plan: Plan, week_start: date, width: int = 80, colour: bool = False, names: Mapping[str, str] | None = None
) -> str:
    """A week in detail: each day, runs with their hour, sessions with blocks, items, sets and the reason why.

    Parameters
    ----------
    plan : the plan.
    week_start : first of the seven days.
    width : columns no line exceeds (at least 40).
    colour : ANSI colours.
    names : names of exercises by id; an id stands for itself where none is given.

    Returns
    -------
    str : lines ending in a newline.
    """
    width, ink, names = min(max(width, 40), WIDEST), Ink(colour), names or {}
    lines = _week_head(plan, week_start, width, ink)
    for offset in range(7):
        day = week_start + timedelta(offset)
        if plan.first_day <= day <= plan.last_day:
            lines += _day(plan, day, width, ink, names)
    if week_start > plan.last_day or week_start + timedelta(6) < plan.first_day:
        lines.append(fit("This week lies outside the plan.", width))
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _week_head(plan: Plan, first: date, width: int, ink: Ink) -> list[str]:
    index = next((i for i, week in enumerate(plan.weeks) if week.start == first), None)
    span = words.span_text(first, first + timedelta(6), year=True)
    if index is None:
        return [ink(fit(span, width), "bold"), ""]
    week = plan.weeks[index]
    down = ", down week" if week.down else ""
    hard = sum(minutes for name, minutes in week.running.by_intensity.items() if name in HARD)
    facts = f"Running {words.minutes_text(week.running.minutes)}"
    facts += f", {words.minutes_text(hard)} of it in hard runs" if hard else ""
    facts += f" · {words.plural(week.sessions_placed, 'session')}"
    out = [
        ink(fit(f"Week {index + 1} of {len(plan.weeks)} · {span} · {week.phase}{down}", width), "bold"),
        fit(facts, width),
    ]
    return [*out, *wrap(week.note, width), ""]


def _day(plan: Plan, day: date, width: int, ink: Ink, names: Mapping[str, str]) -> list[str]:
    """A day: what happens by the clock, and the sessions in full."""
    entries = [*_runs(plan, day, width, ink), *_others(plan, day, width)]
    sessions = season.sessions_between(plan, day, day)
    entries += [(words.minutes_of(s.start), _session(s, plan, width, ink, names)) for s in sessions]
    race = next((season.race_name(r) for r in season.races(plan) if r.date == day), "")
    head = ink(fit(words.long_day_text(day), width), "bold")
    if race:
        head += ink(f" ⚑ {fit(race, width - 26)}", "cinder")
    if not entries:
        return [head + " · rest day", ""]
    return [head, *(line for _, lines in sorted(entries, key=lambda entry: entry[0]) for line in lines), ""]


def _runs(plan: Plan, day: date, width: int, ink: Ink) -> list[tuple[int, list[str]]]:
    """The day's runs as lines by their start; one without an hour stands where the runner usually runs."""
    entries = []
    for timed in season.timed_runs(plan, day, day):
        run = timed.run
        clock = words.clock(timed.start_min) if timed.known else "  ~ "
        title = f" · {run.title}" if run.title and run.title.casefold() != run.intensity else ""
        line = _row(clock, run.intensity + title, words.minutes_text(run.minutes), width)
        entries.append((timed.start_min, [ink(line, palette.group_of(run.intensity))]))
    return entries


def _others(plan: Plan, day: date, width: int) -> list[tuple[int, list[str]]]:
    entries = []
    for other in plan.others:
        if other.date == day:
            start = other.start_min
            clock = "  ~ " if start is None else words.clock(start)
            line = _row(clock, other.title or other.sport, words.minutes_text(other.minutes), width)
            entries.append((12 * 60 if start is None else start, [line]))
    return entries


def _row(clock: str, what: str, minutes: str, width: int) -> str:
    """`  07:00  intervals · 6 × 1,000 m        1 h`, the minutes flush right."""
    left = f"  {clock:5}  "
    return left + pad(what, width - columns(left) - columns(minutes) - 1) + " " + minutes


def _session(session: Session, plan: Plan, width: int, ink: Ink, names: Mapping[str, str]) -> list[str]:
    title = f"LIFT {session.letter} · {words.session_name(session)} · {session.place}"
    if session.done:
        title += " · done"
    if session.planned_date is not None:
        title += f" · moved from {words.day_text(session.planned_date)}"
    lines = [ink(_row(session.start, title, f"{session.minutes} of {session.slot_minutes} min", width), "iron")]
    for block, notes in zip(session.blocks, words.notes_once(session), strict=True):
        lines += _block(block, notes, plan.runner.mass_unit, width, ink, names)
    for because in session.because[:1]:
        lines += ["", *wrap("Why: " + words.sentence(because.text), width, "    ")]
    return lines


def _block(
    block: Block, notes: Sequence[str], unit: words.MassUnit, width: int, ink: Ink, names: Mapping[str, str]
) -> list[str]:
    lines = ["    " + ink(block.block.upper(), "soft")]
    for item, note in zip(block.items, notes, strict=True):
        name = words.name_of(item.exercise, names)
        layout = _aligned if width >= COLUMNS_FROM else _stacked
        lines += layout(item, name, note, unit, width, ink)
    return lines


def _aligned(item: Item, name: str, note: str, unit: words.MassUnit, width: int, ink: Ink) -> list[str]:
    """Name to the left, a row of columns for each group of equal sets, warm-ups and remarks below them."""
    room = width - 4 - AMOUNT - LOAD - RESERVE - REST
    rows = [_columns(count, one, item, unit) for count, one in words.work_groups(item.sets)]
    for remark in (_below(item, note, unit), note):
        rows += [ink(line, "soft") for line in wrap(remark, width - 4 - room)]
    left = wrap(fit(name, 4 * room), room - 1, "")
    height = max(len(rows), len(left))
    return [
        "    " + pad(left[i] if i < len(left) else "", room) + (rows[i] if i < len(rows) else "") for i in range(height)
    ]


def _columns(count: int, one: Set, item: Item, unit: words.MassUnit) -> str:
    load = words.load_text(one, unit) or ("to find" if item.first_time and one.percent_1rm is None and one.reps else "")
    reserve = f"{words.number(one.rir)} in reserve" if one.rir is not None and one.reps is not None else ""
    amount = pad(words.times_text(count, one), AMOUNT)
    if columns(load) > LOAD:
        return (
            amount + pad(load, LOAD + RESERVE) + pad(words.seconds_text(one.rest_s) if one.rest_s else "", REST, True)
        )
    rest = words.seconds_text(one.rest_s) if one.rest_s else ""
    return amount + pad(load, LOAD, True) + "  " + pad(reserve, RESERVE - 2) + pad(rest, REST, True)


def _below(item: Item, note: str, unit: words.MassUnit) -> str:
    """What stands under the sets: warm-ups, tempo, remarks on a set, and that the exercise is new."""
    warm = words.warmups_text(item.sets, unit)
    tempos = dict.fromkeys(f"tempo {one.tempo}" for one in item.sets if one.tempo)
    notes = dict.fromkeys(one.note for one in item.sets if one.note)
    chance = words.chance_text(item)
    parts = [f"warm-up {warm}" if warm else "", *tempos, *notes, chance, "new" if item.first_time and not note else ""]
    return " · ".join(part for part in parts if part)


def _stacked(item: Item, name: str, note: str, unit: words.MassUnit, width: int, ink: Ink) -> list[str]:
    """For narrow terminals: the name, then its sets on lines of their own, broken between facts only."""
    lines = [fit(f"    {name}", width)]
    for count, one in words.work_groups(item.sets):
        parts = words.sets_line([one] * count, unit).split(" · ")
        text = " · ".join(part.replace(" ", HARD_SPACE) for part in parts)
        lines += wrap(text, width, "      ")
    warm = words.warmups_text(item.sets, unit)
    new = "new" if item.first_time and not note else ""
    remarks = [f"warm-up {warm}" if warm else "", words.chance_text(item), new, note]
    return lines + [ink(line, "soft") for line in wrap(" · ".join(r for r in remarks if r), width, "      ")]
