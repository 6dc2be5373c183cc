"""What every picture of a season needs to know of a plan: weeks, phases, how heavy a session is, when a run starts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Literal

from ironstride.model.plan import Phase, Plan, PlanWeek
from ironstride.model.runner import WEEKDAYS
from ironstride.model.running import KEY, PlannedRun, Race
from ironstride.model.session import Item, Session, Set
from ironstride.pictures import palette, words

Heaviness = Literal["light", "medium", "heavy"]
#: per cent of one-rep maximum from which a session's heaviest work set counts as heavy or medium (convention).
HEAVY_PERCENT, MEDIUM_PERCENT = 80.0, 65.0
#: hours before a key run that a plan keeps free of heavy legs, as drawn.
QUIET_H = 24


@dataclass(frozen=True)
class Span:
    """Neighbouring weeks of one phase: index of the first, and of the one after the last."""

    phase: Phase
    first: int
    end: int


@dataclass(frozen=True)
class TimedRun:
    """A run with its start in minutes after midnight; `known` is false when only the runner's usual hour was used."""

    run: PlannedRun
    start_min: int
    known: bool

    @property
    def end_min(self) -> int:
        """Minutes after the midnight that opens the run's day."""
        return self.start_min + self.run.minutes


def phases(plan: Plan) -> list[Span]:
    """The season's phases in order."""
    spans, first = [], 0
    for phase, weeks in groupby(plan.weeks, key=lambda week: week.phase):
        end = first + len(list(weeks))
        spans.append(Span(phase, first, end))
        first = end
    return spans


def week_sessions(plan: Plan, week: PlanWeek) -> list[Session]:
    """The sessions of a week, by date and hour."""
    return sessions_between(plan, week.start, week.start + timedelta(6))


def sessions_between(plan: Plan, first: date, last: date) -> list[Session]:
    """The sessions from one date to another, both included, by date and hour."""
    return sorted((s for s in plan.sessions if first <= s.date <= last), key=lambda s: (s.date, s.start, s.id))


def work_sets(item: Item) -> list[Set]:
    """The sets of an item that are not warm-ups."""
    return [one for one in item.sets if not one.warmup]


def heaviest_percent(session: Session) -> float | None:
    """Per cent of one-rep maximum of the heaviest work set of the strength and accessory blocks.

    Where the plan gives a load without its share of the maximum, the repetitions asked and kept in reserve tell it:
    100 / (1 + n / 30) with n repetitions to failure (Epley 1985). None while no load is known.
    """
    lifted = [item for block in session.blocks if block.block in ("strength", "accessory") for item in block.items]
    known = [percent for item in lifted for one in work_sets(item) if (percent := _percent(one)) is not None]
    return max(known, default=None)


def _percent(one: Set) -> float | None:
    if one.percent_1rm is not None:
        return one.percent_1rm
    if one.load_kg is None or one.reps is None or one.rir is None:
        return None
    return 100 / (1 + (one.reps + one.rir) / 30)


def heaviness(session: Session) -> Heaviness:
    """How heavy a session is drawn; one without known loads is light."""
    percent = heaviest_percent(session) or 0.0
    return "heavy" if percent >= HEAVY_PERCENT else "medium" if percent >= MEDIUM_PERCENT else "light"


def run_groups(week: PlanWeek) -> dict[str, int]:
    """Minutes of running by step of the ramp, easiest first; minutes nobody classed count as easy."""
    minutes = dict.fromkeys(palette.GROUPS, 0)
    for intensity, amount in week.running.by_intensity.items():
        minutes[palette.group_of(intensity)] += amount
    minutes["easy"] += max(0, week.running.minutes - sum(minutes.values()))
    return {group: amount for group, amount in minutes.items() if amount}


def races(plan: Plan) -> list[Race]:
    """The races that fall into the season, by date."""
    return sorted((r for r in plan.runner.races if plan.first_day <= r.date <= plan.last_day), key=lambda r: r.date)


def race_name(race: Race, unit: words.DistanceUnit = "km") -> str:
    """The race's own name, or its distance in the runner's unit, or just that it is a race."""
    if race.name:
        return race.name
    return f"{words.distance_text(race.distance_km, unit)} race" if race.distance_km else "Race"


def timed_runs(plan: Plan, first: date, last: date) -> list[TimedRun]:
    """The runs of these dates with their hours; without one, at the runner's usual start of the first or second run."""
    usual = plan.runner.running
    chosen = sorted((r for r in plan.runs if first <= r.date <= last), key=lambda r: (r.date, r.start_min or 0, r.id))
    out: list[TimedRun] = []
    for day, runs in groupby(chosen, key=lambda r: r.date):
        start = usual.usual_start_by_day.get(WEEKDAYS[day.weekday()], usual.usual_start)
        for index, run in enumerate(runs):
            guess = words.minutes_of(start if index == 0 else usual.usual_second_start)
            out.append(TimedRun(run, guess if run.start_min is None else run.start_min, run.start_min is not None))
    return out


def key_runs(plan: Plan, first: date, last: date) -> list[TimedRun]:
    """The runs worth arriving fresh for: long, hard and races."""
    return [timed for timed in timed_runs(plan, first, last) if timed.run.intensity in KEY]


def total_minutes(plan: Plan) -> tuple[int, int]:
    """Minutes of running and of lifting in the whole season."""
    return sum(w.running.minutes for w in plan.weeks), sum(s.minutes for s in plan.sessions)


def nice_step(top: float, most: int, steps: tuple[int, ...]) -> int:
    """The smallest of the steps that reaches `top` in at most `most` steps."""
    return next((step for step in steps if step * most >= top), steps[-1])
