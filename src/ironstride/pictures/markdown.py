"""Writes a plan as Markdown, to be kept, sent or pasted: the season as a table, then every session."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta

from ironstride.model.plan import Plan
from ironstride.model.session import Item, Session
from ironstride.pictures import page, season, words

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&])")


def plan_markdown(plan: Plan, names: Mapping[str, str]) -> str:
    """The whole plan as Markdown (GitHub's tables); the same plan gives the same text.

    Parameters
    ----------
    plan : the plan.
    names : names of exercises by id; an id stands for itself where none is given.

    Returns
    -------
    str : text ending in a newline. Everything that came from outside is escaped.
    """
    lines = [f"# {_plain(plan.runner.name)}", ""]
    span = words.span_text(plan.first_day, plan.last_day, year=True)
    lines += [f"Strength around the running, for the {words.event_text(plan.runner.event)}. {span}.", ""]
    lines += [f"- {_plain(page.race_words(race))}" for race in season.races(plan)]
    running, lifting = season.total_minutes(plan)
    total = f"{words.plural(len(plan.sessions), 'session')}, {round(lifting / 60)} h of lifting beside"
    lines += [f"- {total} {round(running / 60)} h of running", ""]
    lines += [line for note in plan.notes for line in (_plain(note), "")]
    lines += _season(plan)
    for index, week in enumerate(plan.weeks):
        dates = words.span_text(week.start, week.start + timedelta(6))
        down = ", down week" if week.down else ""
        lines += ["", f"## Week {index + 1}: {dates} ({week.phase}{down})", ""]
        lines += [_plain(week.note), ""] if week.note else []
        lines += _runs(plan, index)
        for session in season.week_sessions(plan, week):
            lines += _session(session, plan.runner.mass_unit, names)
    return "\n".join([*lines, *_gaps(plan), *_made(plan)]) + "\n"


def _plain(text: str) -> str:
    """Text from outside on one line, with everything that Markdown or HTML would read as a sign escaped."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def _season(plan: Plan) -> list[str]:
    rows = ["| week | from | phase | running | sessions |", "|---:|---|---|---:|---:|"]
    for index, week in enumerate(plan.weeks):
        phase = f"{week.phase}, down" if week.down else week.phase
        running = words.minutes_text(week.running.minutes)
        placed = len(season.week_sessions(plan, week))
        rows.append(f"| {index + 1} | {words.day_text(week.start)} | {phase} | {running} | {placed} |")
    return rows


def _runs(plan: Plan, index: int) -> list[str]:
    week = plan.weeks[index]
    rows = []
    for timed in season.timed_runs(plan, week.start, week.start + timedelta(6)):
        clock = f" {words.clock(timed.start_min)}" if timed.known else ""
        title = f", {_plain(timed.run.title)}" if timed.run.title else ""
        length = words.minutes_text(timed.run.minutes)
        rows.append(f"- {words.day_text(timed.run.date)}{clock}: {timed.run.intensity} {length}{title}")
    return rows


def _session(session: Session, unit: words.MassUnit, names: Mapping[str, str]) -> list[str]:
    title = _plain(words.session_name(session))
    lines = ["", f"### {words.long_day_text(session.date)}, {session.start}: {title}", ""]
    lines += [f"{session.minutes} of {session.slot_minutes} min, {_plain(session.place)}, session {session.letter}."]
    for block, notes in zip(session.blocks, words.notes_once(session), strict=True):
        lines += ["", f"**{block.block}**", ""]
        for item, note in zip(block.items, notes, strict=True):
            lines += _item(item, note, unit, names)
    if session.because:
        lines += ["", "Why:", "", *(f"- {_plain(words.sentence(because.text))}" for because in session.because)]
    return lines


def _item(item: Item, note: str, unit: words.MassUnit, names: Mapping[str, str]) -> list[str]:
    name = _plain(words.name_of(item.exercise, names)) + (" (new)" if item.first_time else "")
    lines = [f"- {name}: {_plain(words.sets_line(item.sets, unit))}"]
    warm = words.warmups_text(item.sets, unit)
    remarks = [f"warm-up {warm}" if warm else "", words.chance_text(item), _plain(note)]
    return lines + [f"  - {remark}" for remark in remarks if remark]


def _gaps(plan: Plan) -> list[str]:
    """What the plan does not do and why, and what could not be read."""
    lines = ["", "## What this plan does not do, and why", ""]
    found = page.page_findings(plan, "fail") + page.page_findings(plan, "unknown")
    for one in found:
        parts = [one.text, one.mend, f"({', '.join(part for part in (one.when, one.measured, one.rule) if part)})"]
        lines.append("- " + _plain(" ".join(part for part in parts if part)))
    if not found:
        lines.append("Nothing gave way: every wish of the method found its place.")
    if plan.unread:
        lines += ["", "## What could not be read", ""]
        lines += [f"- “{_plain(u.text)}” ({_plain(u.where)}): {_plain(words.sentence(u.why))}" for u in plan.unread]
    return lines


def _made(plan: Plan) -> list[str]:
    made = plan.versions
    proof = "proven to be the lowest" if plan.solver.status == "OPTIMAL" else f"no plan is below {plan.solver.bound:,}"
    return [
        "", "## How it was made", "",
        f"Method {_plain(plan.method)}, price {plan.solver.objective:,}, {proof}. "
        f"Ironstride {_plain(made.ironstride)}, catalogue {_plain(made.catalogue)}, "
        f"OR-Tools {_plain(made.ortools)}, seed {made.seed}, plan format {made.schema}.",
    ]  # fmt: skip
