"""Fill the sessions to come again: what nothing touches keeps its exercises, the rest is solved with change priced."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from itertools import groupby

from msgspec import Struct
from msgspec.structs import replace

from ironstride.model.errors import NoPlan
from ironstride.model.exercise import BlockName, Exercise
from ironstride.model.plan import Stage
from ironstride.model.session import Block, Item, Session, Set
from ironstride.planning.least import Match, Recomposer
from ironstride.planning.menu import Choice, Menu, warmups
from ironstride.planning.task import Task
from ironstride.rules.ruleset import RuleSet
from ironstride.running.season import monday


class Filled(Struct, frozen=True):
    """Sessions with their items, loads not set yet, and a stage for each model that was solved."""

    sessions: tuple[Session, ...]
    stages: tuple[Stage, ...]


class Recompose:
    """Fills the sessions to come, mesocycle by mesocycle.

    Parameters
    ----------
    task, menu, rules : what holds now.
    past : sessions that are history; constant.
    matches : sessions to come, in order, with what they stand for.
    open_weeks : Mondays of the weeks whose exercises may change.
    prices : what a change of exercises costs.
    """

    def __init__(
        self,
        task: Task,
        menu: Menu,
        rules: RuleSet,
        past: Sequence[Session],
        matches: Sequence[Match],
        open_weeks: Collection[date],
        prices: Mapping[str, int],
    ) -> None:
        self._prices = prices
        self._task, self._menu, self._rules = task, menu, rules
        self._matches = matches
        self._begun: Sequence[Choice] = ()
        self._open = {m.session.id for m in matches if monday(m.session.date) in open_weeks}
        self._constant = {s.id: _numbered(task, unprescribed(s, task.exercises)) for s in past}
        for match in matches:
            if match.session.id not in self._open and match.old is not None:
                old = unprescribed(match.old, task.exercises)
                self._constant[match.session.id] = replace(match.session, blocks=old.blocks, minutes=old.minutes)

    def filled(self) -> Filled:
        """Solve the mesocycles that have open sessions.

        Raises
        ------
        NoPlan : when no choice of exercises satisfies the rules that must hold.
        """
        stages: list[Stage] = []
        for number, group in groupby(self._matches, key=lambda match: match.session.mesocycle):
            mine = list(group)
            if any(match.session.id in self._open for match in mine):
                stages += self._solved(number, mine)
        sessions = tuple(self._constant[match.session.id] for match in self._matches)
        return Filled(sessions, tuple(stages))

    def _solved(self, number: int, mine: Sequence[Match]) -> list[Stage]:
        open_ = [match for match in mine if match.session.id in self._open]
        near = [s for s in self._constant.values() if abs(s.mesocycle - number) <= 1]
        try:
            return self._composed(number, near, open_)
        except NoPlan:
            # what is kept leaves no room: the whole mesocycle is open, and the next one follows it
            whole = {match.session.id for match in mine}
            before = [s for s in near if s.mesocycle <= number and s.id not in whole]
            self._open |= whole | {m.session.id for m in self._matches if m.session.mesocycle == number + 1}
            return self._composed(number, before, mine)

    def _composed(self, number: int, constant: Sequence[Session], open_: Sequence[Match]) -> list[Stage]:
        in_order = sorted(constant, key=lambda session: (session.date, session.start))
        composer = Recomposer(self._task, self._menu, self._rules, in_order, open_, self._prices, self._begun)
        filled, solution = composer.solve()
        self._begun = composer.chosen
        for session in filled:
            self._constant[session.id] = session
        paid = composer.paid
        name = f"exercises, block {number + 1}"
        rest = solution.objective - paid, solution.bound - paid
        return [
            Stage(name=name, objective=rest[0], bound=rest[1], status=solution.status),
            Stage(name=f"change of {name}", objective=paid, bound=paid, status=solution.status),
        ]


def different_weeks(matches: Sequence[Match], planned: Sequence[Session]) -> frozenset[date]:
    """Give the weeks whose sessions are not all where, as long and what they were."""
    before: dict[date, list[object]] = {}
    after: dict[date, list[object]] = {}
    for session in planned:
        before.setdefault(monday(session.date), []).append(_shape(session))
    for match in matches:
        after.setdefault(monday(match.session.date), []).append(_shape(match.session))
    return frozenset(start for start, shapes in after.items() if before.get(start) != shapes)


def _shape(session: Session) -> object:
    return (session.date, session.start, session.slot_minutes, session.place, session.template, session.phase)


def unprescribed(session: Session, exercises: Mapping[str, Exercise]) -> Session:
    """Give a session as it was before loads were set."""
    blocks = tuple(
        Block(block=block.block, items=tuple(_unloaded(block.block, item, exercises) for item in block.items))
        for block in session.blocks
    )
    return replace(session, blocks=blocks)


def _unloaded(block: BlockName, item: Item, exercises: Mapping[str, Exercise]) -> Item:
    work = tuple(replace(one, load_kg=None, percent_1rm=None) for one in item.sets if not one.warmup)
    exercise = exercises.get(item.exercise)
    count = warmups(block, exercise) if exercise is not None else 0
    warm = (Set(warmup=True, reps=work[0].reps),) * count if work else ()
    return Item(exercise=item.exercise, pattern=item.pattern, sets=(*warm, *work), seconds=item.seconds)


def _numbered(task: Task, session: Session) -> Session:
    """Give a past session the mesocycle its week belongs to now."""
    return replace(session, mesocycle=task.season.week_of(session.date).mesocycle)
