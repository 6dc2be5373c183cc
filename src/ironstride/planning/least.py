"""Least change as a price: what a plan made anew pays for every day, exercise and dose that is not as it was."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from ironstride.catalogue.tables import table
from ironstride.model.session import Item, Session
from ironstride.planning.compose import Composer, plan_key
from ironstride.planning.menu import Choice, Menu
from ironstride.planning.prices import SLACK
from ironstride.planning.reasons import CHANGE
from ironstride.planning.solve import Solution
from ironstride.planning.task import Task
from ironstride.rules.draft import Draft
from ironstride.rules.model import FREE, Linear, Model
from ironstride.rules.ruleset import RuleSet
from ironstride.running.season import monday

#: a session made up for in another week still counts as moved when it moves by no more than this many days
NEAR_DAYS = 3


class Match(Struct, frozen=True):
    """A session to come and the planned one it stands for; None for one that is new."""

    session: Session
    old: Session | None


class Costs(Struct, frozen=True):
    """What change costs: in days, and in exercises."""

    days: Mapping[str, int]
    exercises: Mapping[str, int]


def costs(switched: bool = False) -> Costs:
    """Give the prices of change; after a switch of method, or when what was in the way is gone, they only decide
    between near equals."""
    numbers = table("change")
    by = numbers["method"]["divided_by"] if switched else 1
    days, exercises = (
        {name: -(-cost // by) for name, cost in numbers[part].items() if name != "source"}
        for part in ("days", "exercises")
    )
    return Costs(days, exercises)


def keep_days(draft: Draft, offered: Iterable[Session], old: Iterable[Session], days: Mapping[str, int]) -> None:
    """Charge each candidate by how far it is from the planned sessions of its week, and each week for fewer or more.

    A candidate at a planned date, hour, place and template costs nothing.
    """
    planned: dict[date, list[Session]] = {}
    for session in old:
        planned.setdefault(monday(session.date), []).append(session)
    by_week: dict[date, list[Session]] = {start: [] for start in planned}
    for session in offered:
        by_week.setdefault(monday(session.date), []).append(session)
    for start, candidates in by_week.items():
        before = {session.date: session for session in planned.get(start, ())}
        for session in candidates:
            there = before.get(session.date)
            cost = days["moved"] if there is None else _nudge(session, there, days)
            if cost:
                draft.model.charge(draft.literals[session.id], cost, CHANGE)
        terms = [(draft.literals[session.id], 1) for session in candidates]
        count = len(planned.get(start, ()))
        draft.model.slack(terms, count, days["dropped"], CHANGE)
        fewer = [(literal, -1) for literal, _ in terms]
        draft.model.slack(fewer, -count, days["added"] - days["moved"], CHANGE)


def _nudge(session: Session, old: Session, days: Mapping[str, int]) -> int:
    """Price what differs on one date: the hour or the place, and whether the legs work."""
    cost = days["hour"] if (session.start, session.place) != (old.start, old.place) else 0
    return cost + (days["template"] if session.template != old.template else 0)


def change_paid(model: Model, solution: Solution) -> int:
    """Give what a solution pays for change."""
    slacks = [v for v, name in enumerate(model.names) if name == f"slack:{CHANGE}"]
    paid = sum(cost * solution.values[v] for (owner, v), cost in model.charges.items() if owner == CHANGE)
    return paid + sum(model.prices.get(v, 0) * solution.values[v] for v in slacks)


def forgive(model: Model, spared: Iterable[int]) -> None:
    """Let hard rules that what is past has broken already ask for as much as can still be had.

    Parameters
    ----------
    model : the model, what is fixed bounded to its value.
    spared : guards of constraints that must not give way: the runner's wishes.
    """
    kept = frozenset(spared)
    raised = {variable for variable, (low, _) in enumerate(model.bounds) if low > 0}
    slacks = {variable for variable, name in enumerate(model.names) if name.startswith(SLACK)}
    mended: dict[Linear, None] = {}
    for linear in model.constraints:
        # a slack comes last and makes room for whatever is there; where all may be 0, and 0 will do, there is room
        room = bool(linear.terms) and linear.terms[-1][0] in slacks
        room = room or (linear.low <= 0 <= linear.high and raised.isdisjoint([v for v, _ in linear.terms]))
        if room or linear.guard in kept:
            mended[linear] = None
            continue
        low = sum(min(c * model.bounds[v][0], c * model.bounds[v][1]) for v, c in linear.terms)
        high = sum(max(c * model.bounds[v][0], c * model.bounds[v][1]) for v, c in linear.terms)
        if high < linear.low or low > linear.high:
            linear = replace(linear, low=min(linear.low, high), high=min(FREE, max(linear.high, low)))
        mended[linear] = None
    model.constraints = mended


def matched(new: Sequence[Session], old: Sequence[Session]) -> list[Match]:
    """Find for each new session the planned one it stands for: that of its date, else a free one near it.

    Letters go on from the planned session, so that its exercises do; a moved session remembers its first date.
    """
    left = {session.date: session for session in old}
    pairs: dict[str, Session] = {}
    for session in new:
        there = left.pop(session.date, None)
        if there is not None:
            pairs[session.id] = there
    for near in (_same_week, _few_days):
        for session in new:
            if session.id not in pairs:
                free = [one for one in left.values() if near(one.date, session.date)]
                free.sort(key=lambda one: (one.template != session.template, abs((one.date - session.date).days)))
                if free:
                    pairs[session.id] = left.pop(free[0].date)
    return [Match(_as_before(session, pairs.get(session.id)), pairs.get(session.id)) for session in new]


def _same_week(one: date, other: date) -> bool:
    return monday(one) == monday(other)


def _few_days(one: date, other: date) -> bool:
    return abs((one - other).days) <= NEAR_DAYS


def _as_before(session: Session, old: Session | None) -> Session:
    if old is None:
        return session
    first = old.planned_date or old.date
    return replace(session, letter=old.letter, planned_date=None if first == session.date else first)


class Recomposer(Composer):
    """A composer that pays for every exercise that goes from, or comes to, a session that stood in the plan before.

    Sessions of one letter that held other exercises, or have other minutes than before, are plans of their own: a
    short evening does not shorten the others.
    """

    def __init__(
        self,
        task: Task,
        menu: Menu,
        rules: RuleSet,
        constant: Sequence[Session],
        open_: Sequence[Match],
        prices: Mapping[str, int],
        begun: Sequence[Choice] = (),
    ) -> None:
        self._prices = prices
        self._letters = {match.session.id: match.session.letter for match in open_}
        self._old = {match.session.id: match.old for match in open_}
        #: what the solution pays for change
        self.paid = 0
        super().__init__(task, menu, rules, constant, _apart(open_), begun)

    def draft(self, guarded: Sequence[str] = ()) -> tuple[Draft, dict[Choice, int]]:
        """Build the model, with the prices of change; hard rules that what is constant has broken give way."""
        draft, literals = super().draft(guarded)
        self._model = draft.model
        self._stood: dict[int, int] = dict.fromkeys(literals.values(), 0)
        for plan, dated in self.plans.items():
            mine = {choice: literal for choice, literal in literals.items() if choice.plan == plan}
            self._charge(draft.model, mine, dated)
        forgive(draft.model, ())
        return draft, literals

    def solve(self) -> tuple[list[Session], Solution]:
        """Choose the items as the composer does, and give each session its letter back."""
        filled, solution = super().solve()
        self.paid = change_paid(self._model, solution)
        return [replace(session, letter=self._letters[session.id]) for session in filled], solution

    def _hint(self, model: Model, literals: Mapping[Choice, int]) -> dict[int, int]:
        """Start from what stood, the doses nearest to it, or from the block before, whichever is cheaper."""
        starts = [model.completed(self._stood), super()._hint(model, literals)]
        return min([start for start in starts if start], key=model.value)

    def _charge(self, model: Model, literals: Mapping[Choice, int], dated: Sequence[Session]) -> None:
        costs = self._prices
        held = [_held(old) for session in dated if (old := self._old[session.id]) is not None and old.blocks]
        kept: Counter[tuple[str, str]] = Counter(key for one in held for key in one)
        offered: dict[tuple[str, str], list[tuple[int, int]]] = {}
        closest: dict[tuple[str, str], tuple[int, int]] = {}
        for choice, literal in literals.items():
            key = (choice.block, choice.exercise)
            if not held:
                continue
            model.charge(literal, costs["in"] * (len(held) - kept[key]), CHANGE)
            if kept[key]:
                items = self.choices[choice]
                same = sum(one.get(key) == _dose(item) for one, item in zip(held, items, strict=False))
                model.charge(literal, costs["dose"] * max(0, kept[key] - same), CHANGE)
                offered.setdefault(key, []).append((literal, 1))
                closest[key] = max(closest.get(key, (-1, 0)), (same, literal), key=lambda pair: pair[0])
        self._stood.update((literal, 1) for _, literal in closest.values())
        for name, terms in offered.items():
            # an exercise stands once in a session at most, so one that is left out is one short
            model.slack(terms, 1, costs["out"] * kept[name], CHANGE)


def _held(session: Session) -> dict[tuple[str, str], tuple[object, ...]]:
    return {(block.block, item.exercise): _dose(item) for block in session.blocks for item in block.items}


def _dose(item: Item) -> tuple[object, ...]:
    """Give how much an item asks for, loads apart."""
    work = [one for one in item.sets if not one.warmup]
    return tuple((one.reps, one.seconds, one.contacts, one.metres, one.rir, one.rest_s) for one in work)


def _apart(matches: Sequence[Match]) -> list[Session]:
    """Give the sessions, letters told apart where exercises or minutes were or are different."""
    seen: dict[str, list[tuple[object, ...]]] = {}
    result = []
    for match in matches:
        session, old = match.session, match.old
        if old is None:
            result.append(session)
            continue
        held = frozenset(_held(old)) if old.blocks else None
        short = session.slot_minutes if session.slot_minutes != old.slot_minutes else 0
        variants = seen.setdefault(plan_key(session), [])
        sort = (held, short)
        if sort not in variants:
            variants.append(sort)
        number = variants.index(sort)
        result.append(replace(session, letter=f"{session.letter}{number}") if number else session)
    return result
