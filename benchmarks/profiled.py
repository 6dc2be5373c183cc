"""Shows where the time of planning goes, function by function."""

from __future__ import annotations

import cProfile
import pstats
from pathlib import Path

from benchmarks.season_files import write_season
from ironstride.cli.prepare import plan_for
from ironstride.formats.plan_json import plan_bytes

LINES = 25


def profile(weeks: int, folder: Path) -> None:
    """Plan a season of so many weeks from its file and print the functions that took longest themselves."""
    path = write_season(folder, weeks)
    profiler = cProfile.Profile()
    profiler.runcall(lambda: plan_bytes(plan_for(path)))
    pstats.Stats(profiler).strip_dirs().sort_stats("tottime").print_stats(LINES)
