"""Replanning: every kind of change a plan of 26 weeks can meet, with nearly all of it and with half of it to come."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from msgspec.structs import replace

from benchmarks.measure import Row
from benchmarks.season_files import write_season
from ironstride.cli.prepare import running_plan
from ironstride.formats.runner_file import read_runner
from ironstride.model.equipment import Place, Steps
from ironstride.model.plan import Plan
from ironstride.planning import plan
from ironstride.planning.change_text import parse_change
from ironstride.planning.replan import Replanned, replan

WEEKS, RUNS = 26, 3
#: weeks that are past when the change comes
GONE = (2, 13)
#: the most a replan may take, seconds
REPLAN_S = 0.5
DAY = timedelta(days=1)
HOTEL = Place(dumbbells=Steps(from_kg=2, to_kg=20, step_kg=2), box_heights_cm=(40,))


def replanning(folder: Path) -> Iterator[Row]:
    """Time each kind of change; seconds of processor time, all threads together, beside those of the wall clock."""
    made = _planned(folder)
    for gone in GONE:
        today = made.first_day + 7 * gone * DAY
        for what, text in changes(made, today).items():
            yield _row(f"{what}, {WEEKS - gone} weeks to come", made, text, today)


def _planned(folder: Path) -> Plan:
    path = write_season(folder / f"{WEEKS}-weeks", WEEKS)
    runner = read_runner(path)
    runner = replace(runner, places={**runner.places, "hotel": HOTEL})
    return plan(runner, running_plan(runner, path.parent, (), None))


def changes(made: Plan, today: date) -> dict[str, str]:
    """Give a change of every kind near a day, as it would be typed."""
    sessions = [session.date for session in made.sessions]
    ahead = [day for day in sessions if day >= today]
    free = next(day for day in (ahead[0] + n * DAY for n in range(1, 14)) if day not in sessions)
    long = next(run.date for run in made.runs if run.date > today and run.intensity == "long")
    race, new = made.runner.races[0].date, today + 48 * DAY
    week = f"{ahead[1]}..{ahead[1] + 6 * DAY}"
    return {
        "nothing": "",
        "session missed": f"missed {[day for day in sessions if day < today][-1]}",
        "week missed": f"missed {today - 7 * DAY}..{today - DAY} flu",
        "session moved": f"move-session {ahead[0]} {free}",
        "run moved": f"move-run {long} {long - DAY}",
        "run added": f"add-run {ahead[1]} tempo 45 07:00",
        "run cancelled": f"cancel-run {long}",
        "race entered (B)": f"race {new} B km=10",
        "race entered (A)": f"race {new} A km=10",
        "race a week earlier": f"move-race {race} {race - 7 * DAY}",
        "race a week later": f"move-race {race} {race + 7 * DAY}",
        "race cancelled": f"cancel-race {race}",
        "sore calf": "sore calf left",
        "sore knee": "sore knee right",
        "hotel gym for a week": f"away {week} place=hotel",
        "holiday of a week": f"away {week}",
        "short evening": f"minutes {ahead[1]} 20",
        "wish for a rest day": f"wish rest {ahead[1]}",
        **{f"method {name}": f"method {name}" for name in ("s0", "s1", "s2", "s3", "s4")},
    }


def _row(what: str, made: Plan, text: str, today: date) -> Row:
    asked = [parse_change(text)] if text else []
    samples, wall, again = [], [], Replanned(made, ())
    for _ in range(RUNS):
        begun, processor = time.perf_counter(), time.process_time()
        again = replan(made, asked, today)
        samples.append(time.process_time() - processor)
        wall.append(time.perf_counter() - begun)
    note = f"wall {min(wall):.2f} s, {again.plan.solver.status}, {len(again.differences)} told"
    return Row(what, tuple(samples), "s", REPLAN_S, note)
