"""The last heavy day before a race: found, and said in the session."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from ironstride.model.session import Block, Item, Session
from ironstride.planning.task import Task
from ironstride.rules.facts_items import is_leg_lift
from ironstride.strength.progression import numbers

NOTE = "The last heavy day before the race: the same load, nothing new, and stop while it feels easy."


def last_heavy_days(task: Task, sessions: Sequence[Session]) -> frozenset[str]:
    """Name the last session with a loaded leg lift before each A race, where one stands in the weeks before it."""
    found = set()
    for race in task.season.a_races:
        before = [one for one in sessions if one.date < race.date and _lifts_legs(task, one)]
        if before and (race.date - before[-1].date).days <= numbers().race.last_heavy_days:
            found.add(before[-1].id)
    return frozenset(found)


def with_last_heavy_note(session: Session) -> Session:
    """Say in a session that it is the last heavy one, with its first loaded lift."""
    blocks, said = [], False
    for block in session.blocks:
        items: list[Item] = []
        for item in block.items:
            if not said and block.block == "strength" and any(one.load_kg for one in item.sets):
                item, said = replace(item, note=f"{item.note} {NOTE}".strip()), True
            items.append(item)
        blocks.append(Block(block=block.block, items=tuple(items)))
    return replace(session, blocks=tuple(blocks))


def _lifts_legs(task: Task, session: Session) -> bool:
    return any(
        block.block == "strength" and is_leg_lift(task.exercises[item.exercise]) and any(s.load_kg for s in item.sets)
        for block in session.blocks
        for item in block.items
        if item.exercise in task.exercises
    )
