"""Put one exercise in another's place in sessions to come, where the rules that must hold allow it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from msgspec import Struct
from msgspec.structs import replace

from ironstride.model.exercise import BlockName
from ironstride.model.plan import Exchanged, Plan
from ironstride.model.session import Block, Item, Session
from ironstride.planning.menu import Menu
from ironstride.planning.task import Task
from ironstride.rules.facts import timeline
from ironstride.rules.ruleset import RuleSet

#: an exchange may make the plan dearer by this much; what hurts or cannot be lifted may cost anything
MOST_DEARER = 120


class Swap(Struct, frozen=True):
    """An exercise that is to go, what may stand in its place (best first), from a day to another, and why.

    `must` ones go even if nothing can stand there, or if it makes the plan dearer.
    """

    exercise: str
    to: tuple[str, ...]
    why: str
    first: date
    last: date = date.max
    must: bool = False


class Swapped(Struct, frozen=True):
    """An exchange that was made: what came (empty: nothing) on which dates."""

    swap: Swap
    came: str
    dates: tuple[date, ...]


class _Judged(Struct, frozen=True):
    """What sessions cost, and what must hold and does not."""

    price: int
    broken: frozenset[tuple[str, date]]


class Exchanger:
    """Tries exchanges on the sessions to come and keeps those the rules allow.

    Parameters
    ----------
    task, menu, rules : what holds now.
    past : sessions that are history.
    """

    def __init__(self, task: Task, menu: Menu, rules: RuleSet, past: Sequence[Session]) -> None:
        self._task, self._menu, self._rules, self._past = task, menu, rules, past
        self._hard = {bound.rule.code for bound in rules.rules if bound.rule.level in ("must", "safety")}

    def exchanged(
        self, sessions: Sequence[Session], swaps: Sequence[Swap]
    ) -> tuple[tuple[Session, ...], tuple[Swapped, ...]]:
        """Make the exchanges one after the other; one that nothing allows is left out."""
        now, done = tuple(sessions), []
        standing: _Judged | None = None
        for swap in swaps:
            days = tuple(session.date for session in now if self._meant(session, swap))
            if not days or not (swap.to or swap.must):
                continue
            standing = standing or self._judged(now)
            best = self._best(now, swap, standing)
            if best is not None:
                now, came, standing = best
                done.append(Swapped(swap, came, days))
        return now, tuple(done)

    def _best(
        self, sessions: tuple[Session, ...], swap: Swap, standing: _Judged
    ) -> tuple[tuple[Session, ...], str, _Judged] | None:
        """Give the sessions with the cheapest exchange that breaks nothing more, what came, and how they are judged."""
        found: list[tuple[bool, int, int, tuple[Session, ...], _Judged]] = []
        names = (*swap.to, *(("",) if swap.must else ()))
        for number, name in enumerate(names):
            tried = self._tried(sessions, swap, name)
            if tried is None:
                continue
            judged = self._judged(tried)
            if judged.broken <= standing.broken and (swap.must or judged.price - standing.price <= MOST_DEARER):
                found.append((name == "", judged.price, number, tried, judged))
        if not found:
            return None
        _, _, number, tried, judged = min(found, key=lambda one: one[:3])
        return tried, names[number], judged

    def _judged(self, sessions: Sequence[Session]) -> _Judged:
        """Price sessions, and name what must hold and does not."""
        task = self._task
        axis = timeline(task.runner, task.season, task.runs, (*self._past, *sessions), task.exercises, task.others)
        found = self._rules.check(axis)
        broken = frozenset((one.rule, one.first) for one in found if one.verdict == "fail" and one.rule in self._hard)
        return _Judged(sum(one.price for one in found), broken)

    def _tried(self, sessions: Sequence[Session], swap: Swap, name: str) -> tuple[Session, ...] | None:
        """Give the sessions with the exchange made; None when one of them has no place for it."""
        result = []
        for session in sessions:
            made = self._made(session, swap, name) if self._meant(session, swap) else session
            if made is None:
                return None
            result.append(made)
        return tuple(result)

    @staticmethod
    def _meant(session: Session, swap: Swap) -> bool:
        return swap.first <= session.date <= swap.last and swap.exercise in _names(session)

    def _made(self, session: Session, swap: Swap, name: str) -> Session | None:
        if name and name in _names(session):
            return None
        blocks = []
        for block in session.blocks:
            items = tuple(self._items(session, block.block, block.items, swap, name))
            if any(item is None for item in items):
                return None
            kept = tuple(item for item in items if item is not None)
            if kept:
                blocks.append(Block(block=block.block, items=kept))
        minutes = -(-sum(item.seconds for block in blocks for item in block.items) // 60)
        if minutes > max(session.slot_minutes, session.minutes):
            return None
        return replace(session, blocks=tuple(blocks), minutes=minutes)

    def _items(
        self, session: Session, block: BlockName, items: Sequence[Item], swap: Swap, name: str
    ) -> Iterator[Item | None]:
        for item in items:
            if item.exercise != swap.exercise:
                yield item
            elif name:
                exercise = self._task.exercises.get(name)
                yield None if exercise is None else self._menu.item(session, block, exercise)


def exchanges(swapped: Sequence[Swapped], old: Plan, sessions: Sequence[Session]) -> tuple[Exchanged, ...]:
    """Write down what stands in for what in the sessions to come: exchanges made now, and those of the old plan."""
    made = [
        Exchanged(
            exercise=one.came,
            instead_of=one.swap.exercise,
            why=one.swap.why,
            first=one.dates[0],
            last=one.dates[-1],
        )
        for one in swapped
        if one.came
    ]
    known = [*(old.followed.exchanged if old.followed is not None else ()), *made]
    return tuple(
        one
        for one in known
        if any(one.first <= session.date <= one.last and one.exercise in _names(session) for session in sessions)
    )


def block_start(task: Task, today: date) -> date:
    """Give the Monday on which the next block of weeks begins; the day after the season where none does."""
    now = task.season.week_of(min(max(today, task.season.first_day), task.season.last_day)).mesocycle
    later = (week.start for week in task.season.weeks if week.mesocycle > now and week.start > today)
    return next(later, task.season.last_day + timedelta(days=1))


def _names(session: Session) -> set[str]:
    return {item.exercise for item in session.items}
