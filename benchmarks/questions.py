"""Asking a plan: the slowest answer to why, why not and what cannot be, over the ten personas."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

from msgspec.structs import replace

from benchmarks.measure import ROOT, Row
from ironstride.cli.prepare import running_plan
from ironstride.formats.runner_file import read_runner
from ironstride.model.errors import NoPlan
from ironstride.model.plan import Plan
from ironstride.model.runner import Runner, Wish
from ironstride.model.running import RunningPlan
from ironstride.planning import plan
from ironstride.planning.question import why, whynot

#: the most an answer, and the account of a conflict, may take
ANSWER_S, CONFLICT_S = 1.0, 2.0
#: of each persona: sessions asked why, and days asked why not
SESSIONS, DAYS = 3, 5
#: more than any season has free days for
TOO_MANY = 7


def questions() -> Iterator[Row]:
    """Ask every persona's plan; seconds of processor time, the slowest answer of each persona a sample."""
    paths = sorted((ROOT / "tests" / "personas").glob("[0-9]*/runner.toml"))
    paths += [ROOT / "examples" / name / "runner.toml" for name in ("novice-half", "club-5k")]
    read = [_read(path) for path in paths]
    plans = [plan(*one) for one in read]
    yield _row("why this day", [_slowest(_whys(one)) for one in plans], ANSWER_S)
    yield _row("why this exercise, this load", [_slowest(_exercises(one)) for one in plans], ANSWER_S)
    yield _row("why not on another day", [_slowest(_whynots(one)) for one in plans], ANSWER_S)
    conflicts = [_conflict(runner, running, made) for (runner, running), made in zip(read, plans, strict=True)]
    yield _row("wishes that clash, with ways out", conflicts, CONFLICT_S)


def _row(what: str, seconds: list[float], limit: float) -> Row:
    """Hold the slowest of all to the limit."""
    return Row(what, (max(seconds),), "s", limit, f"slowest of {len(seconds)} runners; quickest {min(seconds):.2f} s")


def _read(path: Path) -> tuple[Runner, RunningPlan]:
    runner = read_runner(path)
    return runner, running_plan(runner, path.parent, (), None)


def _whys(made: Plan) -> list[Callable[[], object]]:
    asked = made.sessions[:: max(1, len(made.sessions) // SESSIONS)]
    return [lambda day=session.date: why(made, day) for session in asked]


def _exercises(made: Plan) -> list[Callable[[], object]]:
    session = made.sessions[len(made.sessions) // 2]
    names = [item.exercise for block in session.blocks for item in block.items]
    return [lambda name=name: why(made, session.date, name) for name in names]


def _whynots(made: Plan) -> list[Callable[[], object]]:
    first: date = made.weeks[len(made.weeks) // 2].start
    return [lambda day=first + timedelta(days=number): whynot(made, day) for number in range(DAYS)]


def _conflict(runner: Runner, running: RunningPlan, made: Plan) -> float:
    """Time a plan that cannot be: its wishes ask for every day and for a rest, and for two legs sessions besides."""
    free = made.weeks[len(made.weeks) // 2].start + timedelta(days=2)
    wishes = (Wish(per_week=TOO_MANY), Wish(rest_on=free), Wish(on=free + timedelta(days=1), legs=True))
    begun = time.process_time()
    try:
        plan(replace(runner, wishes=wishes), running)
    except NoPlan:
        return time.process_time() - begun
    raise RuntimeError(f"{runner.name} was given a plan in spite of wishes that clash")


def _slowest(calls: list[Callable[[], object]]) -> float:
    slowest = 0.0
    for call in calls:
        begun = time.process_time()
        call()
        slowest = max(slowest, time.process_time() - begun)
    return slowest
