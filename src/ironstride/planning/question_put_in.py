"""Price exercises in the stead of one that a log or a hand put in: by judging the sessions with each of them in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from ironstride.model.exercise import BlockName, Exercise
from ironstride.model.session import Block, Item, Session
from ironstride.planning.compose import plan_key
from ironstride.planning.prices import Change
from ironstride.planning.stored import Opened
from ironstride.rules.facts import timeline


class _Judged(Struct, frozen=True):
    """What every rule charges for some sessions, and what must hold and does not."""

    by_rule: dict[str, int]
    broken: frozenset[tuple[str, date]]


class PutIn:
    """The sessions an exercise was put into, and what other choices would cost there.

    No model of the plan has the choice, so that each other one is written into the sessions and judged as an audit
    would: by the difference of what the rules charge, and by those that must hold and then would not.

    Parameters
    ----------
    asked : the stored plan.
    session, item : where the exercise stands; it is exchanged in all sessions to come of the same session plan.
    """

    def __init__(self, asked: Opened, session: Session, item: Item) -> None:
        self._asked, self._item = asked, item
        self._block = next(block.block for block in session.blocks if item in block.items)
        key = session.mesocycle, plan_key(session)
        self._mine = [
            one
            for one in asked.plan.sessions
            if not one.done and (one.mesocycle, plan_key(one)) == key and self._holds(one)
        ]
        self._hard = {bound.rule.code for bound in asked.rules.rules if bound.rule.level in ("must", "safety")}
        self._standing = self._judged(asked.plan.sessions)

    def instead(self, others: Sequence[Exercise]) -> dict[str, Change]:
        """Price leaving the exercise out (under an empty name) and each of these that the place and the time allow."""
        found = {"": self._change(None)}
        found.update((other.id, change) for other in others if (change := self._change(other)) is not None)
        return {name: change for name, change in found.items() if change is not None}

    def others(self) -> Iterator[Exercise]:
        """Give what stands in none of the sessions and fits their block."""
        held = {item.exercise for one in self._mine for item in one.items}
        for one in self._asked.menu.usable(self._mine[0].place, self._mine[0].date, self._mine[0].mesocycle > 0):
            if one.id not in held and self._block in one.blocks:
                yield one

    def _holds(self, session: Session) -> bool:
        blocks = (block for block in session.blocks if block.block == self._block)
        return any(item.exercise == self._item.exercise for block in blocks for item in block.items)

    def _change(self, other: Exercise | None) -> Change | None:
        """Give what it costs to have this exercise there; None where it has no place or takes too long."""
        made = {one.id: self._made(one, other) for one in self._mine}
        if any(session is None for session in made.values()):
            return None
        sessions = [made.get(one.id) or one for one in self._asked.plan.sessions]
        judged, before = self._judged(sessions), self._standing
        codes = judged.by_rule.keys() | before.by_rule.keys()
        by_rule = {code: judged.by_rule.get(code, 0) - before.by_rule.get(code, 0) for code in sorted(codes)}
        forbidden = frozenset(rule for rule, _ in judged.broken - before.broken)
        return Change({code: extra for code, extra in by_rule.items() if extra}, forbidden)

    def _made(self, session: Session, other: Exercise | None) -> Session | None:
        item = None if other is None else self._asked.menu.item(session, self._block, other)
        if other is not None and item is None:
            return None
        blocks = tuple(self._blocks(session, item))
        minutes = -(-sum(one.seconds for block in blocks for one in block.items) // 60)
        return None if minutes > max(session.slot_minutes, session.minutes) else replace(session, blocks=blocks)

    def _blocks(self, session: Session, item: Item | None) -> Iterator[Block]:
        for block in session.blocks:
            kept = tuple(self._stand_in(block.block, one, item) for one in block.items)
            items = tuple(one for one in kept if one is not None)
            if items:
                yield Block(block=block.block, items=items)

    def _stand_in(self, block: BlockName, one: Item, item: Item | None) -> Item | None:
        return item if block == self._block and one.exercise == self._item.exercise else one

    def _judged(self, sessions: Sequence[Session]) -> _Judged:
        task = self._asked.task
        axis = timeline(task.runner, task.season, task.runs, sessions, task.exercises, task.others)
        charged: dict[str, int] = {}
        found = self._asked.rules.check(axis, "composition")
        for one in found:
            charged[one.rule] = charged.get(one.rule, 0) + one.price
        broken = frozenset((one.rule, one.first) for one in found if one.verdict == "fail" and one.rule in self._hard)
        return _Judged(charged, broken)
