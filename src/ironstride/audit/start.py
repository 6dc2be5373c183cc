"""Hands an audit to the planner: a runner as the log shows one, with lifts, evenings and running from habit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from statistics import median, mode

from msgspec import Struct
from msgspec.structs import replace

from ironstride.catalogue.tables import table
from ironstride.model.audit import Audit
from ironstride.model.equipment import Place
from ironstride.model.exercise import Exercise
from ironstride.model.log import LoggedSession, LoggedSet
from ironstride.model.runner import WEEKDAYS, Availability, KnownLift, PatternRun, Runner, Weekday
from ironstride.model.running import HARD, PlannedRun
from ironstride.model.timeline import DAY_MIN
from ironstride.model.words import clock
from ironstride.rules.done import Done
from ironstride.strength.repetitions import percent_1rm

#: weeks that show a habit, and the share of them a weekday must stand in
HABIT_WEEKS, HABIT_SHARE = 12, 0.25
#: what is offered when no habit is known
USUAL_DAYS: tuple[Weekday, ...] = ("tue", "thu")
USUAL_START_MIN, SHORTEST_MIN, SPARE_MIN = 18 * 60, 45, 15
#: sets longer than this say little of strength; lifts handed over at most
MOST_REPS, MOST_LIFTS = 12, 10
#: weeks of a plan without a race
WEEKS = 12
#: what stands for running nobody told of
UNKNOWN_WEEK = (
    PatternRun(day="tue", minutes=45, intensity="easy"),
    PatternRun(day="thu", minutes=45, intensity="easy"),
    PatternRun(day="sun", minutes=75, intensity="long"),
)
#: findings a plan answers by moving sessions to the evenings of hard runs
TIMING = frozenset({"rest-day", "key-run-next-day", "before-the-run"})


class Start(Struct, frozen=True):
    """A runner to plan for, and what in it is only assumed."""

    runner: Runner
    assumed: tuple[str, ...]


def starting_point(
    done: Done,
    sessions: Sequence[LoggedSession],
    audit: Audit,
    exercises: Mapping[str, Exercise],
    places: Mapping[str, Place],
    first_day: date,
) -> Start:
    """Draft the runner a plan can begin from.

    Parameters
    ----------
    done, sessions : what was done, laid out and as logged.
    audit : what it found; timing mistakes open the evenings of the hard runs.
    exercises : the catalogue's, by id.
    places : what the log shows there is to lift with.
    first_day : of the plan.

    Returns
    -------
    Start
        A runner who was described keeps everything they said; only what they left open is filled in.
    """
    runner, assumed = done.who.runner, []
    pattern = _pattern(done.runs.runs)
    if not runner.running.pattern and not runner.running.calendar:
        runner = replace(runner, running=replace(runner.running, pattern=pattern or UNKNOWN_WEEK))
        assumed += [] if pattern else ["running.pattern: three easy runs a week, for no run was known"]
    if not runner.known_lifts:
        runner = replace(runner, known_lifts=_lifts(sessions, exercises))
    if not runner.places:
        runner = replace(runner, places=dict(places))
    if not runner.availability:
        days, told = _evenings(sessions, pattern, audit, next(iter(runner.places)))
        runner, assumed = replace(runner, availability=days), [*assumed, *told]
    if runner.weeks is None and not any(race.date >= first_day for race in runner.races):
        runner = replace(runner, weeks=WEEKS)
    return Start(replace(runner, first_day=first_day), (*assumed, *_unknown(done)))


def _unknown(done: Done) -> Iterable[str]:
    """Say what nobody told and had to be put into the file all the same."""
    runner = done.who.runner
    told = {
        "event": f"event = {runner.event!r}",
        "age:60+": f"birth_year = {runner.birth_year}",
        "mass": f"body_mass_kg = {runner.body_mass_kg:g}",
        "level:novice": f"lifting_experience = {runner.lifting_experience!r}",
    }
    return [line for word, line in told.items() if word in done.who.unknown]


def _pattern(runs: Sequence[PlannedRun]) -> tuple[PatternRun, ...]:
    """Give the usual week of the last weeks run: weekdays run on in most of them, with their usual kind and length."""
    if not runs:
        return ()
    last = runs[-1].date
    first = last - timedelta(weeks=HABIT_WEEKS)
    by_day: dict[int, list[PlannedRun]] = {}
    for run in runs:
        if run.date > first:
            by_day.setdefault(run.date.weekday(), []).append(run)
    least = float(table("running")["habits"]["weekday_share"]) * HABIT_WEEKS
    return tuple(
        PatternRun(
            day=WEEKDAYS[weekday],
            minutes=max(5, round(median(run.minutes for run in held))),
            intensity=mode(run.intensity if run.intensity != "race" else "tempo" for run in held),
            start=_usual_start(held),
        )
        for weekday, held in sorted(by_day.items())
        if len({run.date for run in held}) >= least
    )


def _usual_start(runs: Sequence[PlannedRun]) -> str | None:
    starts = [run.start_min for run in runs if run.start_min is not None]
    return clock(5 * round(median(starts) / 5)) if starts else None


def _evenings(
    sessions: Sequence[LoggedSession], pattern: Sequence[PatternRun], audit: Audit, place: str
) -> tuple[tuple[Availability, ...], list[str]]:
    """Give the weekdays usually lifted on with their hours, and the hard runs' evenings where the timing is amiss."""
    recent = (
        [one for one in sessions if one.date > sessions[-1].date - timedelta(weeks=HABIT_WEEKS)] if sessions else []
    )
    weeks = Counter(WEEKDAYS[one.date.weekday()] for one in recent)
    days = [day for day in WEEKDAYS if weeks[day] >= HABIT_SHARE * HABIT_WEEKS]
    made = {one.mistake for one in audit.findings if one.verdict == "fail"}
    hard = [run.day for run in pattern if run.intensity in HARD] if made & TIMING else []
    told = []
    if len(days) + len(hard) < len(USUAL_DAYS):
        days += [day for day in USUAL_DAYS if day not in days]
        told = [f"availability: {' and '.join(USUAL_DAYS)} evenings stand where no habit is known"]
    starts = [one.start_min for one in recent if one.start_min is not None]
    start = min(15 * round((median(starts) if starts else USUAL_START_MIN) / 15), 22 * 60)
    lengths = [one.minutes for one in recent if one.minutes]
    length = max(SHORTEST_MIN, round(median(lengths)) if lengths else 60) + SPARE_MIN
    chosen = tuple(day for day in WEEKDAYS if day in {*days, *hard})
    end = min(start + 5 * -(-length // 5), DAY_MIN)
    closes = "24:00" if end == DAY_MIN else clock(end)
    return (Availability(days=chosen, start=clock(start), end=closes, place=place),), told


def _lifts(sessions: Sequence[LoggedSession], exercises: Mapping[str, Exercise]) -> tuple[KnownLift, ...]:
    """Give the best recent set of each lift that can get heavy, those lifted most first."""
    if not sessions:
        return ()
    first = sessions[-1].date - timedelta(weeks=HABIT_WEEKS)
    best: dict[str, tuple[float, LoggedSet, date]] = {}
    counts: Counter[str] = Counter()
    for session in sessions:
        for one in session.sets if session.date > first else ():
            exercise = exercises.get(one.exercise)
            if exercise is None or "heavy" not in exercise.traits or not one.load_kg or not _tells(one):
                continue
            counts[one.exercise] += 1
            score = one.load_kg / percent_1rm(min(one.reps or 1, MOST_REPS))
            if one.exercise not in best or score > best[one.exercise][0]:
                best[one.exercise] = (score, one, session.date)
    names = [name for name, _ in counts.most_common(MOST_LIFTS)]
    return tuple(_known(*best[name][1:]) for name in sorted(names, key=lambda name: (-counts[name], name)))


def _tells(one: LoggedSet) -> bool:
    return one.kind != "warmup" and one.reps is not None and 1 <= one.reps <= MOST_REPS


def _known(one: LoggedSet, day: date) -> KnownLift:
    rir = 0.0 if one.to_failure else one.rir
    return KnownLift(
        exercise=one.exercise,
        load_kg=one.load_kg or 0.0,
        reps=one.reps or 1,
        rir=None if rir is None else min(rir, 10.0),
        date=day,
    )
