"""Whole processes as a user starts them: import, help, and seasons of several lengths from files to finished JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import Child, Row, run_child
from benchmarks.season_files import write_season

COMMAND = ("-m", "ironstride.cli.main")
STARTS = 7
PLANS = 3
#: seconds of wall time a season of so many weeks may take
WALL_LIMIT_S: dict[int, float | None] = {8: None, 16: None, 26: 2.0, 52: 4.0}


def starts(folder: Path) -> Iterator[Row]:
    """Time importing the library, asking for help, and Python alone."""
    for what, arguments, limit_ms in (
        ("python, doing nothing", ("-c", "pass"), None),
        ("import ironstride", ("-c", "import ironstride"), 100.0),
        ("ironstride --help", (*COMMAND, "--help"), 300.0),
    ):
        run_child(arguments, folder / "bytecode")
        walls = tuple(1000 * run_child(arguments, folder / "bytecode").wall_s for _ in range(STARTS))
        yield Row(what, walls, "ms", limit_ms)


def seasons(folder: Path) -> Iterator[Row]:
    """Time `ironstride plan` by length of season; each run's bytes are compared with the first's."""
    for weeks, limit_s in WALL_LIMIT_S.items():
        runner = write_season(folder / f"{weeks}-weeks", weeks)
        plans = [runner.with_name(f"plan-{number}.json") for number in range(PLANS + 1)]
        children = [_planned(runner, plan, folder) for plan in plans][1:]
        first = plans[0].read_bytes()
        same = all(plan.read_bytes() == first for plan in plans)
        solver = json.loads(first)["solver"]
        busy_s = min(child.cpu_s for child in children)
        runs = f"{busy_s:.2f} s of processor; {PLANS + 1} runs {'byte-identical' if same else 'DIFFER'}"
        price = f"price {solver['objective']}, bound {solver['bound']}, {solver['status']}"
        yield Row(f"{weeks} weeks, files to JSON", tuple(child.wall_s for child in children), "s", limit_s, runs)
        yield Row(f"{weeks} weeks, peak memory", tuple(child.peak_mib for child in children), "MiB", None, price)


def _planned(runner: Path, plan: Path, folder: Path) -> Child:
    arguments = (*COMMAND, "plan", str(runner), "--format", "json", "-o", str(plan))
    return run_child(arguments, folder / "bytecode")
