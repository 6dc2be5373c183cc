"""Auditing ten years of lifting and running, step by step, and the same from a gym app's file to the finished page."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path

from benchmarks.commands import COMMAND
from benchmarks.measure import Row, run_child, timed
from ironstride.audit.audit import audit
from ironstride.catalogue import catalogue
from ironstride.cli.audit_render import uncollected
from ironstride.model.exercise import Exercise
from ironstride.model.log import History, LoggedSession, LoggedSet
from ironstride.model.running import Intensity, PlannedRun
from ironstride.rules.done import Done, done_sessions, guessed, lay
from ironstride.rules.done_runs import as_done
from ironstride.rules.done_strength import strength_of

YEARS, RUNS, LIMIT_S = 10, 5, 1.0
FIRST = date(2016, 1, 4)
BODY_MASS_KG = 70.0
LIFTS = (
    "back-squat", "romanian-deadlift", "trap-bar-deadlift", "bench-press", "pull-up", "split-squat", "walking-lunge",
    "standing-calf-raise", "seated-calf-raise", "dead-bug", "front-plank", "pogo", "box-jump", "barbell-row",
    "barbell-curl", "leg-press", "side-plank", "deep-squat-hold",
)  # fmt: skip
#: lifts whose reserve was never written down, so that their strength has to be learned
UNRATED = frozenset({"romanian-deadlift", "split-squat", "leg-press", "seated-calf-raise"})
#: Monday to Sunday; Wednesday is the day without a run
WEEK: tuple[Intensity | None, ...] = ("easy", "interval", None, "tempo", "easy", "easy", "long")


def auditing(folder: Path) -> Iterator[Row]:
    """Time the audit of a log already read, step by step, and the whole command on a year's example."""
    exercises = catalogue().exercises
    history, runs = ten_years(exercises), ten_years_of_runs()
    count = sum(len(session.sets) for session in history.sessions)
    whole, report = timed(uncollected()(lambda: audit(laid(history, runs, exercises))), RUNS)
    failed = sum(found.verdict == "fail" for found in report.findings)
    note = f"{count:,} sets, {len(runs):,} runs, {failed} findings".replace(",", " ")
    yield Row("Ten years audited, already read", whole, "s", LIMIT_S, note)
    steps, done = timed(lambda: laid(history, runs, exercises), RUNS)
    yield Row("of it, laid on the timeline", steps, "s")
    steps, _ = timed(lambda: audit(done), RUNS)
    yield Row("of it, judged", steps, "s")
    steps, _ = timed(lambda: audit(done, beside=True), RUNS)
    yield Row("judged by every method beside", steps, "s")
    written = folder / "ten-years.csv"
    written.write_text("\n".join(as_export(history, exercises)) + "\n", encoding="utf-8")
    page = folder / "audit.html"
    arguments = (*COMMAND, "audit", str(written), "--unit", "kg", "--format", "html", "-o", str(page))
    children = [run_child(arguments, folder / "bytecode") for _ in range(3)][1:]
    size = f"{written.stat().st_size / 1e6:.1f} MB of export, no runs, {page.stat().st_size / 1e3:.0f} kB of page"
    yield Row("Ten years, file to page", tuple(child.wall_s for child in children), "s", None, size)
    yield Row("Ten years, peak memory", tuple(child.peak_mib for child in children), "MiB")


def laid(history: History, runs: list[PlannedRun], exercises: Mapping[str, Exercise]) -> Done:
    """Do all there is to do before the rules speak: strength believed in, sessions read, days described."""
    who = guessed(history)
    learned_from = history.sessions[-1].date - timedelta(days=548)
    strength = strength_of(history.sessions, who.runner, exercises, runs, learned_from)
    return lay(who, done_sessions(history.sessions, exercises, strength, BODY_MASS_KG), as_done(runs), exercises)


def ten_years(exercises: Mapping[str, Exercise]) -> History:
    """Twelve exercises of four sets on Tuesdays and Thursdays; the same every time."""
    rng = random.Random(1)
    sessions = []
    for week in range(52 * YEARS):
        for day in (1, 3):
            name = f"{week}-{day}"
            sets = [
                _set(f"{name}-{place}-{number}", exercises[lift], 40 + 0.05 * week, rng)
                for place, lift in enumerate(rng.sample(LIFTS, 12))
                for number in range(4)
            ]
            on = FIRST + timedelta(days=7 * week + day)
            sessions.append(LoggedSession(id=name, date=on, start_min=1080, minutes=60, sets=tuple(sets)))
    return History(sessions=tuple(sessions))


def _set(name: str, exercise: Exercise, load_kg: float, rng: random.Random) -> LoggedSet:
    by_reps = exercise.measure == "reps"
    return LoggedSet(
        id=name,
        exercise=exercise.id,
        name=exercise.name,
        load_kg=round(load_kg, 1) if by_reps else None,
        reps=rng.choice((5, 5, 6, 8, 10)) if by_reps else None,
        seconds=40 if exercise.measure == "seconds" else None,
        contacts=20 if exercise.measure == "contacts" else None,
        rest_s=rng.choice((60, 120, 180)),
        rir=None if exercise.id in UNRATED else rng.choice((0, 1, 2, 3)),
    )


def ten_years_of_runs() -> list[PlannedRun]:
    """Six runs a week, one in twenty-five missed."""
    rng = random.Random(2)
    made = []
    for offset in range(365 * YEARS):
        intensity = WEEK[offset % 7]
        if intensity is not None and rng.random() < 0.96:
            minutes = rng.randint(80, 140) if intensity == "long" else rng.randint(35, 70)
            day = FIRST + timedelta(days=offset)
            made.append(PlannedRun(id=f"r{offset}", date=day, intensity=intensity, minutes=minutes, start_min=420))
    return made


def as_export(history: History, exercises: Mapping[str, Exercise]) -> Iterator[str]:
    """Write the log as a gym app's export."""
    yield "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE"
    for session in history.sessions:
        for one in session.sets:
            effort = "" if one.rir is None else f"{10 - one.rir:g}"
            amount = f"{one.load_kg or 0:g},{one.reps or one.contacts or 0},0,{one.seconds or 0:g}"
            name = exercises[one.exercise].name
            yield f'{session.date} 18:00:00,"Evening",1h,"{name}",1,{amount},"","",{effort}'
