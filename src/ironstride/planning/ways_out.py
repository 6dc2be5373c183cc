"""Where nothing can be placed: which other evening, and which other method, would give the runner a season."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from msgspec.structs import replace

from ironstride.catalogue import Catalogue, catalogue
from ironstride.model.errors import InputError, NoPlan
from ironstride.model.rule import Method
from ironstride.model.runner import WEEKDAYS, Runner
from ironstride.model.words import DAYS
from ironstride.planning import solve as solving
from ironstride.planning.menu import Menu, leg_places
from ironstride.planning.schedule import candidates, draft_schedule
from ironstride.planning.slots import slots
from ironstride.planning.task import Task
from ironstride.rules.ruleset import RuleSet, rule_set

#: evenings and methods named in one line
MOST_NAMED = 2


def ways_out(task: Task, chosen: Method, rules: RuleSet) -> str:
    """Name, in one line, the evenings to free and the methods that would place sessions where this one places none.

    Each is tried: the days of the season are decided again with it.
    """
    data = catalogue()
    legs = leg_places(task, Menu(task))
    evenings = _best((day, _placed(task, other, rules, legs)) for day, other in _freed(task.runner))
    others = [method for method in data.methods.values() if method.id != chosen.id]
    methods = _best((at, _placed_by(task, data, method, legs)) for at, method in enumerate(others))
    said = [f"free an hour on {' or '.join(DAYS[day] for day in evenings)}"] * bool(evenings)
    said += [f"plan by {' or '.join(others[at].name for at in methods)}"] * bool(methods)
    if not said:
        return "No day suits this method, and neither one more evening nor another method would change that."
    return f"The days you offer do not suit {chosen.name}: {', or '.join(said)}."


def _best(tried: Iterator[tuple[int, int]]) -> list[int]:
    """Keep those that place most sessions, in their own order."""
    found = sorted((-placed, at) for at, placed in tried if placed)
    return sorted(at for _, at in found[:MOST_NAMED])


def _freed(runner: Runner) -> Iterator[tuple[int, Runner]]:
    """Give the runner with each weekday free that is not, at the hours of the window offered first."""
    offered = {day for window in runner.availability for day in window.days}
    for number, day in enumerate(WEEKDAYS):
        if day not in offered and runner.availability:
            window = replace(runner.availability[0], days=(day,), first=None, last=None, on="any")
            yield number, replace(runner, availability=(*runner.availability, window))


def _placed_by(task: Task, data: Catalogue, method: Method, legs: Callable[[date], frozenset[str]]) -> int:
    try:
        return _placed(task, task.runner, rule_set(data, method, task.runner.switches), legs)
    except InputError:
        return 0


def _placed(task: Task, runner: Runner, rules: RuleSet, legs: Callable[[date], frozenset[str]]) -> int:
    """Count the sessions the season would hold."""
    tried = replace(task, runner=runner)
    offered = candidates(tried, slots(runner, task.season, task.runs, task.others), legs)
    if not offered:
        return 0
    draft = draft_schedule(tried, offered, rules)
    try:
        solution = solving.solve(draft.model, assumptions=dict.fromkeys(draft.guards.values(), 1))
    except NoPlan:
        return 0
    return 0 if solution is None else sum(solution.values[draft.literals[session.id]] for session in offered)
