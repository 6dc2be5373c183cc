"""Following a log: a week's replan, the advice after a set, and how simulated runners fare over half a year."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from benchmarks.measure import Row, timed
from benchmarks.season_files import write_season
from ironstride.audit.check import check_plan
from ironstride.catalogue import catalogue
from ironstride.cli.prepare import running_plan
from ironstride.formats.runner_file import read_runner
from ironstride.model.plan import Plan
from ironstride.planning import plan
from ironstride.planning.gym import advice_tables
from ironstride.planning.replan import replan
from ironstride.planning.simulated import Lived, live_through
from ironstride.rules.ruleset import rule_set
from ironstride.strength.chance import usual_chance

WEEKS = 26
RUNNERS = 12
RUNS = 5
#: the most a week's replan and the advice after a set may take
REPLAN_S, ADVICE_MS = 0.5, 50.0


def following(folder: Path) -> Iterator[Row]:
    """Time following, and live through seasons."""
    made = _planned(folder)
    half = live_through(made, 1, WEEKS // 2)
    monday = made.weeks[0].start + timedelta(days=7 * (WEEKS // 2))
    seconds, after = timed(lambda: replan(half.plan, (), monday, history=half.history), RUNS)
    yield Row(f"{WEEKS} weeks, a week's replan by the log", seconds, "s", REPLAN_S, f"{len(after.differences)} told")
    session = next(one for one in after.plan.sessions if one.date >= monday)
    seconds, tables = timed(lambda: advice_tables(after.plan, session.id), RUNS)
    yield Row(
        "a session's advice, every set", tuple(1000 * one for one in seconds), "ms", ADVICE_MS, f"{len(tables)} lifts"
    )
    yield from _simulated(made)


def _planned(folder: Path) -> Plan:
    path = write_season(folder / f"{WEEKS}-weeks", WEEKS)
    runner = read_runner(path)
    return plan(runner, running_plan(runner, path.parent, (), None))


def _simulated(made: Plan) -> Iterator[Row]:
    """Live through the season with many runners; the share of sets that were not there is held to the stated risk."""
    rules = rule_set(catalogue(), made.method, made.runner.switches)
    hard = {bound.rule.code for bound in rules.rules if bound.rule.level in ("must", "safety")}
    broken: list[date] = []

    def look(now: Plan, monday: date) -> None:
        found = check_plan(now, rules)
        if any(one.verdict == "fail" and one.last >= monday and one.rule in hard for one in found):
            broken.append(monday)

    lived = [live_through(made, seed, WEEKS, look) for seed in range(RUNNERS)]
    risk = 100 * (1 - usual_chance())
    shares = tuple(100 * one.missed_share for one in lived)
    yield Row(f"{RUNNERS} simulated runners, sets not there", (_mean(shares),), "%", risk, f"worst {max(shares):.1f} %")
    short = tuple(100 * one.short_share for one in lived)
    note = f"worst {max(short):.1f} %; the reserve is asked on average"
    yield Row("their sets with less in reserve than asked", (_mean(short),), "%", None, note)
    heavy = tuple(100 * one.heavy_share for one in lived)
    yield Row("their heavy main sets, of the true maximum", (_mean(heavy),), "%", None, f"least {min(heavy):.0f} %")
    yield Row(
        "their strength after half a year", (_mean([_gain(one) for one in lived]),), "%", None, "gained, on average"
    )
    yield Row("weeks whose plan broke a hard rule", (float(len(broken)),), "", 0.0, f"of {RUNNERS * WEEKS}")


def _gain(lived: Lived) -> float:
    return 100 * math.expm1(lived.person.gain)


def _mean(values: tuple[float, ...] | list[float]) -> float:
    return sum(values) / len(values)
