"""Places a season without a solver, greedily and naively, and prices it by the same rules as the optimum."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import combinations
from pathlib import Path

from msgspec import Struct

from benchmarks.measure import ROOT, Row, timed
from ironstride.catalogue import catalogue
from ironstride.cli.prepare import history_of, running_plan
from ironstride.formats.runner_file import read_runner
from ironstride.model.session import Session
from ironstride.planning.history import with_history
from ironstride.planning.menu import Menu, leg_places
from ironstride.planning.names import with_ids
from ironstride.planning.plan import blocks_of, make_task, must
from ironstride.planning.prices import Prices
from ironstride.planning.schedule import candidates, draft_schedule
from ironstride.planning.slots import slots
from ironstride.planning.solve import solve
from ironstride.planning.task import Task
from ironstride.rules.draft import Draft
from ironstride.rules.facts import timeline
from ironstride.rules.ruleset import RuleSet, rule_set
from ironstride.running.season import monday

EXAMPLES = ("novice-half", "club-5k")


class Board(Struct, frozen=True):
    """A season whose days are still open: the candidate sessions and the model that prices them."""

    task: Task
    rules: RuleSet
    offered: tuple[Session, ...]
    draft: Draft


class Placed(Struct, frozen=True):
    """What a schedule pays for the wishes it leaves, and how often it breaks a rule that must hold."""

    price: int
    broken: int

    def __str__(self) -> str:
        return str(self.price) + (f", breaking a must {self.broken} times" if self.broken else "")


def personas() -> list[Path]:
    """Give the runner files of the ten personas."""
    examples = [ROOT / "examples" / name / "runner.toml" for name in EXAMPLES]
    return [*examples, *sorted((ROOT / "tests" / "personas").glob("[0-9]*/runner.toml"))]


def prices() -> Iterator[Row]:
    """Price every persona's days: solved to optimality, placed greedily, and on the same two weekdays every week."""
    for path in personas():
        board = set_up(path)
        (solve_s,), solved = timed(partial(optimal, board), 1)
        (greedy_s,), picked = timed(partial(greedy, board), 1)
        best, second = placed(board, solved), placed(board, picked)
        third = min((placed(board, chosen) for chosen in same_weekdays(board)), key=lambda p: (p.broken, p.price))
        note = f"{best} in {solve_s:.2f} s, greedy {second} in {greedy_s:.2f} s; the same two weekdays {third}"
        ratio = second.price / best.price if best.price else 1.0
        yield Row(f"greedy / optimal, {path.parent.name}", (ratio,), "", None, note)


def set_up(path: Path) -> Board:
    """Read a runner file and lay out the candidates, as the planner does before it solves."""
    runner, data = read_runner(path), catalogue()
    history, _ = history_of(runner, path.parent, ())
    running = running_plan(runner, path.parent, (), None)
    runner, _ = with_ids(runner if history is None else with_history(runner, history), data.exercises)
    rules = rule_set(data, runner.method, runner.switches)
    task = make_task(runner, running, data, None, blocks_of(data, runner.method))
    offered = candidates(task, slots(runner, task.season, task.runs, task.others), leg_places(task, Menu(task)))
    return Board(task, rules, offered, draft_schedule(task, offered, rules, guarded=must(rules)))


def placed(board: Board, chosen: Sequence[Session]) -> Placed:
    """Price a schedule by what the audit finds."""
    task = board.task
    axis = timeline(task.runner, task.season, task.runs, chosen, task.exercises, task.others)
    failed = [finding for finding in board.rules.check(axis, "schedule") if finding.verdict == "fail"]
    hard = set(must(board.rules))
    return Placed(sum(finding.price for finding in failed), sum(finding.rule in hard for finding in failed))


def optimal(board: Board) -> list[Session]:
    """Choose the sessions as the planner does.

    Raises
    ------
    RuntimeError : when the runner's wishes clash.
    """
    draft = board.draft
    solution = solve(draft.model, assumptions=dict.fromkeys(draft.guards.values(), 1))
    if solution is None:
        raise RuntimeError(f"no schedule for {board.task.runner.name}")
    return [session for session in board.offered if solution.values[draft.literals[session.id]]]


def greedy(board: Board) -> list[Session]:
    """Go week by week; take the session that lowers the price most, by its true price, until none lowers it."""
    draft = board.draft
    by_week: dict[object, list[int]] = {}
    for session in board.offered:
        by_week.setdefault(monday(session.date), []).append(draft.literals[session.id])
    chosen: list[int] = []
    for literals in by_week.values():
        while (literal := _cheapest(Prices(draft, chosen), literals)) is not None:
            chosen.append(literal)
    return [session for session in board.offered if draft.literals[session.id] in chosen]


def _cheapest(now: Prices, literals: Sequence[int]) -> int | None:
    changes = {literal: now.change((literal,)) for literal in literals if not now.values[literal]}
    better = [literal for literal, change in changes.items() if change.price < 0 and not change.forbidden]
    return min(better, key=lambda literal: (changes[literal].price, literal), default=None)


def same_weekdays(board: Board) -> Iterator[list[Session]]:
    """Train on the same two weekdays all season, whole sessions at the first hour offered: every pair of weekdays."""
    first: dict[object, Session] = {}
    for session in board.offered:
        kept = first.get(session.date)
        if kept is None or (session.template == "full" and kept.template != "full"):
            first[session.date] = session
    weekdays = sorted({session.date.weekday() for session in first.values()})
    for pair in combinations(weekdays, min(2, len(weekdays))):
        yield [session for session in first.values() if session.date.weekday() in pair]
