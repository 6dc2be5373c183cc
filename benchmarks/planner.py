"""Planning inside one process: the solver's part, catalogues of several sizes, the six methods, and what follows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

import msgspec

from benchmarks.measure import Row, timed
from benchmarks.season_files import write_season
from ironstride.audit.check import check_plan
from ironstride.catalogue import Catalogue, catalogue
from ironstride.catalogue.tables import table
from ironstride.cli.prepare import running_plan
from ironstride.cli.render import render
from ironstride.formats.runner_file import read_runner
from ironstride.model.plan import Plan
from ironstride.planning import plan, solve
from ironstride.rules.ruleset import rule_set

RUNS = 3
WEEKS = 26
LENGTHS = {8: None, 16: None, 26: 1.5, 52: None}
#: sizes of catalogue beside the whole one
SIZES = (75, 150)
DEFAULT = "evidence"
METHODS = (DEFAULT, "s0", "s1", "s2", "s3", "s4")


class Solved(msgspec.Struct, frozen=True):
    """A plan, the seconds each run took in all, and those of its solver."""

    plan: Plan
    total_s: tuple[float, ...]
    solver_s: tuple[float, ...]


def solver_times(folder: Path) -> Iterator[Row]:
    """Time the solver alone, by length of season."""
    for weeks, limit_s in LENGTHS.items():
        made = planned(write_season(folder / f"{weeks}-weeks", weeks), DEFAULT)
        note = f"of {min(made.total_s):.2f} s to plan, once the program is loaded"
        yield Row(f"{weeks} weeks, solver", made.solver_s, "s", limit_s, note)


def sizes(folder: Path) -> Iterator[Row]:
    """Time 26 weeks with catalogues of several sizes."""
    runner = write_season(folder / f"{WEEKS}-weeks", WEEKS)
    for size in SIZES:
        yield _row(f"{size} exercises", planned(runner, DEFAULT, size))
    yield _row(f"all {len(catalogue().exercises)} exercises", planned(runner, DEFAULT))


def methods(folder: Path) -> Iterator[Row]:
    """Time 26 weeks under every method."""
    runner = write_season(folder / f"{WEEKS}-weeks", WEEKS)
    for method in METHODS:
        yield _row(f"method {method}", planned(runner, method))


def afterwards(folder: Path) -> Iterator[Row]:
    """Time what is done with a finished plan of 26 weeks."""
    made = planned(write_season(folder / f"{WEEKS}-weeks", WEEKS), DEFAULT).plan
    rules = rule_set(catalogue(), made.method, made.runner.switches)
    render(made, "html")
    tasks: dict[str, Callable[[], object]] = {
        "audit": lambda: check_plan(made, rules),
        "HTML": lambda: render(made, "html"),
        "calendar (.ics)": lambda: render(made, "ics"),
        "terminal": lambda: render(made, "terminal"),
    }
    for what, task in tasks.items():
        seconds, result = timed(task, 2 * RUNS)
        size = f"{len(result) / 1000:.0f} kB" if isinstance(result, bytes) else f"{_length(result)} findings"
        yield Row(f"{WEEKS} weeks, {what}", tuple(1000 * one for one in seconds), "ms", None, size)


@cache
def planned(path: Path, method: str, size: int | None = None) -> Solved:
    """Plan a runner file several times, reading included, with so many exercises or all of them."""
    shipped = catalogue() if size is None else reduced(size)
    spent: list[float] = []
    solution = solve.Solution

    def noted(**fields: Any) -> solve.Solution:
        spent.append(fields["seconds"])
        return solution(**fields)

    def once() -> tuple[Plan, float]:
        spent.clear()
        runner = read_runner(path)
        running = running_plan(runner, path.parent, (), None)
        return plan(runner, running, method=method, shipped=shipped), sum(spent)

    with patch.object(solve, "Solution", noted):
        samples = [timed(once, 1) for _ in range(RUNS)]
    return Solved(
        samples[0][1][0],
        tuple(seconds for (seconds,), _ in samples),
        tuple(solver_s for _, (_, solver_s) in samples),
    )


def reduced(size: int) -> Catalogue:
    """Keep so many exercises: staples first, then the others, of every pattern in turn."""
    data = catalogue()
    staples = set(table("staples")["exercises"])
    turn: dict[tuple[bool, str], int] = {}
    places = {}
    for exercise in data.exercises.values():
        sort = (exercise.id not in staples, exercise.pattern)
        turn[sort] = turn.get(sort, 0) + 1
        places[exercise.id] = (sort[0], turn[sort], exercise.pattern, exercise.id)
    kept = sorted(places, key=places.__getitem__)[:size]
    return msgspec.structs.replace(data, exercises={name: data.exercises[name] for name in sorted(kept)})


def _row(what: str, made: Solved) -> Row:
    solver = made.plan.solver
    note = f"solver {min(made.solver_s):.2f} s, {len(made.plan.sessions)} sessions, {solver.status}"
    return Row(f"{WEEKS} weeks, {what}", made.total_s, "s", None, f"{note}, price {solver.objective}")


def _length(result: object) -> int:
    return len(result) if isinstance(result, list) else 0
