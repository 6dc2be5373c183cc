"""`python -m benchmarks` prints every figure beside its limit; `--profile WEEKS` shows where planning's time goes."""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

from benchmarks import (
    audit,
    commands,
    follow,
    greedy,
    history,
    log,
    planner,
    profiled,
    questions,
    replanning,
    strength,
    table,
    web,
)

REPLANNING = f"Replanning {replanning.WEEKS} weeks in one process, processor time"


def main() -> None:
    """Run all measurements, quickest first, or the profile asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--web", action="store_true", help="measure the web app, nothing else")
    parser.add_argument("--replan", action="store_true", help="measure replanning, nothing else")
    parser.add_argument("--profile", type=int, metavar="WEEKS", help="profile planning so many weeks, nothing else")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="ironstride-bench-") as name:
        folder = Path(name)
        if asked.profile:
            profiled.profile(asked.profile, folder)
        elif asked.replan:
            print(table.heading())
            table.section(REPLANNING, replanning.replanning(folder))
        elif asked.web:
            print(table.heading())
            table.section("The web app", web.rows(folder))
        else:
            everything(folder)


def everything(folder: Path) -> None:
    """Print the whole table."""
    begun = time.perf_counter()
    print(table.heading())
    table.section("Starting", commands.starts(folder))
    table.section("A season, as one process from files on disk to finished JSON", commands.seasons(folder))
    table.section("The solver's part", planner.solver_times(folder))
    table.section("By size of the catalogue", planner.sizes(folder))
    table.section("By method", planner.methods(folder))
    table.section("With the finished plan", planner.afterwards(folder))
    table.section("Asking a plan, processor time of the slowest answer", questions.questions())
    table.section(REPLANNING, replanning.replanning(folder))
    table.section("Following a log", follow.following(folder))
    table.section("Reading a watch's files", history.imports(folder))
    table.section("A training log of ten years", log.logs(folder))
    table.section("Learning strength from the log", strength.learning())
    table.section("Auditing the log", audit.auditing(folder))
    table.section("The price of the days without a solver", greedy.prices())
    table.section("The web app", web.rows(folder))
    print(f"\n{table.load_line('after')}. {time.perf_counter() - begun:.0f} s in all.")


if __name__ == "__main__":
    main()
