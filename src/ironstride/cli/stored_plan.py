"""A plan from a file, whoever wrote it, with all that follows from its season and the catalogue."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import replace

from ironstride.catalogue import Catalogue, catalogue
from ironstride.cli.output import read_bytes
from ironstride.formats.plan_json import read_plan
from ironstride.model.plan import Plan
from ironstride.model.session import Block, Item, Session


def stored_plan(path: Path) -> Plan:
    """Read a plan; one that does not describe its weeks, as when a hand wrote it, has them read from its running.

    Raises
    ------
    InputError : for what cannot be read, on one line.
    """
    made = read_plan(read_bytes(path), str(path))
    return made if made.weeks else _described(made, catalogue())


def not_judged(made: Plan, data: Catalogue) -> Iterator[str]:
    """Say what no rule can judge of a plan by another hand, one line each."""
    ids = Counter(session.id for session in made.sessions)
    for n, session in enumerate(made.sessions):
        at = f"sessions[{n}]"
        if ids[session.id] > 1:
            yield f"{at}.id: {session.id!r} is the id of {ids[session.id]} sessions. Give each its own."
        if not made.first_day <= session.date <= made.last_day:
            yield f"{at}.date: {session.date} is outside the season, {made.first_day} to {made.last_day}."
        if session.place and session.place not in made.runner.places:
            known = ", ".join(made.runner.places) or "none"
            yield f"{at}.place: the runner has no place {session.place!r}. Known: {known}."
        for b, block in enumerate(session.blocks):
            for i, item in enumerate(block.items):
                if item.exercise not in data.exercises:
                    near = difflib.get_close_matches(item.exercise, data.exercises, 1)
                    mend = f"Did you mean {near[0]}?" if near else "The reference lists them."
                    yield f"{at}.blocks[{b}].items[{i}].exercise: no exercise {item.exercise!r} here. {mend}"


def _described(made: Plan, data: Catalogue) -> Plan:
    """Read the weeks from the running, and from them and the catalogue what sessions and items leave open."""
    from ironstride.planning.plan import weeks_of
    from ironstride.rules.ruleset import rule_set
    from ironstride.running.season import monday
    from ironstride.running.standing import standing_season

    runs = (*made.runs, *made.after)
    season = standing_season(made)
    rules = rule_set(data, made.own_method or made.method, made.runner.switches)
    phases = {week.start: week.phase for week in season.weeks}

    def whole(item: Item) -> Item:
        known = data.exercises.get(item.exercise)
        return item if item.pattern or known is None else replace(item, pattern=known.pattern)

    def described(session: Session) -> Session:
        blocks = tuple(Block(block=one.block, items=tuple(map(whole, one.items))) for one in session.blocks)
        return replace(session, phase=session.phase or phases.get(monday(session.date), ""), blocks=blocks)

    sessions = tuple(map(described, made.sessions))
    return replace(made, sessions=sessions, weeks=weeks_of(made.runner, season, runs, data.exercises, rules, sessions))
