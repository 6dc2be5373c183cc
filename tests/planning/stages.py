"""Walks through a plan's stages one by one, so that tests can look at what lies between them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from ironstride.catalogue import catalogue
from ironstride.cli.prepare import history_of, running_plan
from ironstride.formats.runner_file import read_runner
from ironstride.model.rule import Finding
from ironstride.model.runner import Runner
from ironstride.model.running import RunningPlan
from ironstride.model.session import Session
from ironstride.model.timeline import Timeline
from ironstride.planning.history import with_history
from ironstride.planning.menu import Menu, leg_places
from ironstride.planning.names import with_ids
from ironstride.planning.plan import blocks_of, make_task, must
from ironstride.planning.schedule import candidates, draft_schedule
from ironstride.planning.slots import slots
from ironstride.planning.solve import Solution, solve
from ironstride.planning.task import Task
from ironstride.rules.draft import Draft
from ironstride.rules.facts import timeline
from ironstride.rules.kinds.base import Scope
from ironstride.rules.ruleset import RuleSet, rule_set


class Clash(Exception):
    """What must hold and what the runner wishes cannot all hold together."""


class Schedule(Struct, frozen=True):
    """A season up to its solved schedule."""

    task: Task
    rules: RuleSet
    offered: tuple[Session, ...]
    draft: Draft
    solution: Solution

    @property
    def chosen(self) -> tuple[Session, ...]:
        """Give the sessions the solver placed, not filled yet."""
        return tuple(one for one in self.offered if self.solution.values[self.draft.literals[one.id]])

    def without(self, codes: Sequence[str], wishes: Sequence[str] = ()) -> Solution:
        """Solve the schedule again with some rules, and some of the runner's wishes, taken out."""
        draft = draft_schedule(self.task, self.offered, self.rules.without(codes))
        return solved(draft, wishes)

    def price(self, sessions: Sequence[Session], rules: RuleSet | None = None) -> int:
        """Price sessions by what `check` says of the schedule's rules."""
        return price((rules or self.rules).check(laid(self.task, sessions), "schedule"))

    def broken(self, sessions: Sequence[Session], scope: Scope = "schedule") -> set[str]:
        """Name the rules that must hold and do not."""
        found = self.rules.check(laid(self.task, sessions), scope)
        return {one.rule for one in found if one.verdict == "fail" and is_hard(self.rules, one.rule)}


def scheduled(runner: Runner, running: RunningPlan, weeks: int | None = None, method: str | None = None) -> Schedule:
    """Place the sessions of a season as the planner does."""
    data = catalogue()
    runner, _ = with_ids(runner, data.exercises)
    name = method or runner.method
    rules = rule_set(data, name, runner.switches)
    task = make_task(runner, running, data, weeks, blocks_of(data, name))
    offered = candidates(task, slots(runner, task.season, task.runs, task.others), leg_places(task, Menu(task)))
    draft = draft_schedule(task, offered, rules, guarded=must(rules))
    return Schedule(task, rules, offered, draft, solved(draft))


def from_file(path: Path) -> tuple[Runner, RunningPlan]:
    """Read a runner and their running as the command line does, history filled in."""
    runner = read_runner(path)
    history, _ = history_of(runner, path.parent, ())
    running = running_plan(runner, path.parent, (), None)
    return (runner if history is None else with_history(runner, history)), running


def solved(draft: Draft, given_up: Sequence[str] = ()) -> Solution:
    """Solve a draft whose guards all hold but those given up.

    Raises
    ------
    Clash : there is no way to do it.
    """
    held = {literal: int(name not in given_up) for name, literal in draft.guards.items()}
    solution = solve(draft.model, assumptions=held)
    if solution is None:
        raise Clash
    assert solution.status == "OPTIMAL"
    return solution


def laid(task: Task, sessions: Sequence[Session]) -> Timeline:
    """Lay a season's runs and these sessions on the timeline."""
    return timeline(task.runner, task.season, task.runs, sessions, task.exercises, task.others)


def price(findings: Sequence[Finding]) -> int:
    """Add up the findings' prices."""
    return sum(one.price for one in findings)


def is_hard(rules: RuleSet, code: str) -> bool:
    """Say whether a rule must hold."""
    return rules.rule(code).level in ("must", "safety")
