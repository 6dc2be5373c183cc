"""Decide the exercises: one small model a mesocycle fills the blocks of its sessions, proven optimal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import groupby

from msgspec import Struct
from msgspec.structs import replace

from ironstride.model.errors import NoPlan
from ironstride.model.session import Block, Item, Session
from ironstride.model.timeline import Event, Timeline
from ironstride.planning.dominance import dominance
from ironstride.planning.dose import evening
from ironstride.planning.menu import Choice, Menu
from ironstride.planning.solve import Solution, solve
from ironstride.planning.task import Task
from ironstride.rules.draft import Draft
from ironstride.rules.facts import timeline
from ironstride.rules.facts_items import is_leg_lift
from ironstride.rules.facts_sessions import session_span
from ironstride.rules.model import Model
from ironstride.rules.ruleset import RuleSet


class Composed(Struct, frozen=True):
    """Sessions with their items, and for each mesocycle its number, the price of what lay before, the solution."""

    sessions: tuple[Session, ...]
    solutions: tuple[tuple[int, int, Solution], ...]


def compose(task: Task, menu: Menu, sessions: Sequence[Session], rules: RuleSet) -> Composed:
    """Fill every session, mesocycle by mesocycle; what earlier ones hold is constant for later ones.

    Raises
    ------
    NoPlan : when no choice of exercises satisfies the rules that must hold.
    """
    done: list[Session] = []
    solutions = []
    before: list[Session] = []
    begun: Sequence[Choice] = ()
    for number, group in groupby(sessions, key=lambda session: session.mesocycle):
        composer = Composer(task, menu, rules, before, list(group), begun)
        before, solution = composer.solve()
        begun = composer.chosen
        solutions.append((number, composer.baseline, solution))
        done += before
    return Composed(tuple(done), tuple(solutions))


def plan_key(session: Session) -> str:
    """Name the session plan a dated session follows: same letter, place, template and evening in one mesocycle."""
    return f"{session.letter}-{session.place}-{session.template}-{evening(session.slot_minutes)}"


class Composer:
    """The model of one mesocycle.

    `baseline` is what the mesocycle before costs by itself: its price is part of the model's and is taken off again,
    so that the stages add up to the price of the whole season.
    """

    def __init__(
        self,
        task: Task,
        menu: Menu,
        rules: RuleSet,
        before: Sequence[Session],
        now: Sequence[Session],
        begun: Sequence[Choice] = (),
    ) -> None:
        self.task, self.menu, self.rules, self.now = task, menu, rules, now
        both = [*before, *now]
        axis = timeline(task.runner, task.season, task.runs, both, task.exercises, task.others)
        self.axis = _scored(axis, {session.mesocycle for session in both})
        self.index = {day.date: number for number, day in enumerate(axis.days)}
        self.plans: dict[str, list[Session]] = {}
        for session in now:
            self.plans.setdefault(plan_key(session), []).append(session)
        self.choices = {
            choice: items for plan, dated in self.plans.items() for choice, items in menu.choices(plan, dated).items()
        }
        self.before = before
        #: choices to start the search from, and those it ends with
        self.chosen = begun

    @cached_property
    def baseline(self) -> int:
        """Give the price of what lay before, alone."""
        if not self.before:
            return 0
        mine = {session.id for session in self.now}
        earlier = tuple(event for event in self.axis.events if not mine & {event.id, event.session})
        alone = _scored(replace(self.axis, events=earlier), {session.mesocycle for session in self.before})
        return sum(finding.price for finding in self.rules.check(alone, "composition"))

    def solve(self) -> tuple[list[Session], Solution]:
        """Choose the items and write them into the sessions.

        Raises
        ------
        NoPlan : when nothing satisfies the rules that must hold.
        """
        draft, literals = self.draft()
        by_plan: dict[str, list[int]] = {}
        for choice, literal in literals.items():
            by_plan.setdefault(choice.plan, []).append(literal)
        found = dominance(draft.model, by_plan.values())
        fixed, hint = dict.fromkeys(found.needless, 0), self._hint(draft.model, literals)
        solution = solve(draft.model, fixed, hint, kept=found.demands)
        if solution is None:
            span = f"{self.now[0].date} to {self.now[-1].date}"
            raise NoPlan("no exercises fit the rules that must hold", span, "Give more minutes or equipment.")
        self.chosen = [choice for choice in self.choices if solution.values[literals[choice]]]
        return [self._filled(session, self.chosen) for session in self.now], solution

    def _hint(self, model: Model, literals: Mapping[Choice, int]) -> dict[int, int]:
        """Give values to start from: those of the block before; none where a search from nothing is sooner done."""
        begun = {literals[choice]: 1 for choice in self.chosen if choice in literals}
        return model.completed(begun) if begun and not model.clauses else {}

    def draft(self, guarded: Sequence[str] = ()) -> tuple[Draft, dict[Choice, int]]:
        """Build the model over the choices; rules named in `guarded` hold where their guard is 1."""
        model = Model()
        literals = {choice: model.literal(f"{choice.plan}/{choice.exercise}") for choice in self.choices}
        events: list[Event] = list(self.axis.events)
        by_event: dict[str, int] = {}
        copies: dict[str, str] = {}
        for position, choice in enumerate(self.choices):
            # the menu gives the same numbers, as one object, for the same item
            first: dict[int, str] = {}
            for event in self._events(choice, position):
                events.append(event)
                by_event[event.id] = literals[choice]
                if (other := first.setdefault(id(event.amounts), event.id)) != event.id:
                    copies[event.id] = other
        self._structure(literals, model)
        guards = {code: model.literal(f"guard:{code}") for code in guarded}
        draft = Draft(replace(self.axis, events=tuple(events)), by_event, model, guards, copies)
        self.rules.constrain(draft, "composition")
        return draft, literals

    def _events(self, choice: Choice, position: int) -> Iterable[Event]:
        ending = f"/{choice.block}/{choice.exercise}/{choice.line}"
        for (session, day, start, end), item in zip(self._spans[choice.plan], self.choices[choice], strict=True):
            words, amounts = self.menu.facts(choice.block, item, session.slot_minutes, session.date)
            name = session.id
            yield Event(name + ending, "item", day, start, end, words, amounts, name, position, choice.exercise)

    @cached_property
    def _spans(self) -> dict[str, list[tuple[Session, int, int | None, int | None]]]:
        """Give each plan's sessions with their day, start and end on the timeline."""
        days = {plan: [(session, self.index[session.date]) for session in dated] for plan, dated in self.plans.items()}
        return {plan: [(one, day, *session_span(one, day)) for one, day in dated] for plan, dated in days.items()}

    def _structure(self, literals: Mapping[Choice, int], model: Model) -> None:
        """An exercise stands once in a session; a full session trains the legs; a shorter evening holds what the
        longest of its letter holds."""
        once: dict[tuple[str, str], list[int]] = {}
        legs: dict[str, list[int]] = {plan: [] for plan in self.plans}
        for choice, literal in literals.items():
            once.setdefault((choice.plan, choice.exercise), []).append(literal)
            if choice.block == "strength" and is_leg_lift(self.task.exercises[choice.exercise]):
                legs[choice.plan].append(literal)
        for group in once.values():
            if len(group) > 1:
                model.linear([(literal, 1) for literal in group], high=1)
        for plan, dated in self.plans.items():
            if dated[0].template == "full":
                model.linear([(literal, 1) for literal in legs[plan]], low=1)
        self._shorter(literals, model)

    def _shorter(self, literals: Mapping[Choice, int], model: Model) -> None:
        longest: dict[str, str] = {}
        for plan, dated in self.plans.items():
            sort = plan.rpartition("-")[0]
            other = longest.setdefault(sort, plan)
            if self.plans[other][0].slot_minutes < dated[0].slot_minutes:
                longest[sort] = plan
        held: dict[tuple[str, str, str], list[int]] = {}
        for choice, literal in literals.items():
            held.setdefault((choice.plan, choice.block, choice.exercise), []).append(literal)
        for (plan, block, exercise), mine in held.items():
            whole = longest[plan.rpartition("-")[0]]
            if whole != plan:
                theirs = held.get((whole, block, exercise), [])
                terms = [*((literal, 1) for literal in theirs), *((literal, -1) for literal in mine)]
                model.linear(terms, low=0)

    def _filled(self, session: Session, chosen: Sequence[Choice]) -> Session:
        plan = plan_key(session)
        at = self.plans[plan].index(session)
        by_block: dict[str, list[Item]] = {}
        for choice in chosen:
            if choice.plan == plan:
                by_block.setdefault(choice.block, []).append(self.choices[choice][at])
        blocks = tuple(
            Block(block=block, items=tuple(by_block[block])) for block in self.task.blocks if block in by_block
        )
        seconds = sum(item.seconds for block in blocks for item in block.items)
        return replace(session, blocks=blocks, minutes=-(-seconds // 60))


def _scored(axis: Timeline, mesocycles: set[int]) -> Timeline:
    """Judge only the weeks of these mesocycles."""
    weeks = tuple(replace(week, scored=week.scored and week.mesocycle in mesocycles) for week in axis.weeks)
    mine = [week for week in axis.weeks if week.mesocycle in mesocycles]
    first, end = max(axis.scored_first, mine[0].first), min(axis.scored_end, mine[-1].end)
    return replace(axis, weeks=weeks, scored_first=first, scored_end=end)
