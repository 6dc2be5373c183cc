"""The plan as it is stored and exchanged: version 1 of our JSON."""

from __future__ import annotations

from datetime import date
from typing import Literal

from msgspec import Struct

from ironstride.model.rule import Finding, Method
from ironstride.model.runner import Runner
from ironstride.model.running import OtherTraining, PlannedRun, Unread
from ironstride.model.session import Session

Phase = Literal["base", "build", "peak", "taper", "race", "transition"]
PHASES: tuple[Phase, ...] = ("base", "build", "peak", "taper", "race", "transition")


class RunningLoad(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A week of running: minutes by intensity, and in all."""

    minutes: int
    by_intensity: dict[str, int] = {}


class PlanWeek(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A Monday week of the season: phase, whether the running is intense or eased, sessions asked and placed."""

    start: date
    phase: Phase
    intense: bool
    down: bool
    running: RunningLoad
    sessions_target: int
    sessions_placed: int
    mesocycle: int
    note: str = ""


class Stage(Struct, frozen=True, kw_only=True):
    """One solved model: its price, the proven bound, the solver's word."""

    name: str
    objective: int
    bound: int
    status: Literal["OPTIMAL", "FEASIBLE"]


class Solver(Struct, frozen=True, kw_only=True):
    """All stages together."""

    objective: int
    bound: int
    status: Literal["OPTIMAL", "FEASIBLE"]
    stages: tuple[Stage, ...] = ()


class Versions(Struct, frozen=True, kw_only=True):
    """Everything that made the plan, so that it can be explained years later."""

    schema: int
    ironstride: str
    catalogue: str
    ortools: str
    seed: int


class Believed(Struct, frozen=True, kw_only=True):
    """What the log says of a lift: its one-rep maximum, body share included, as the mean and the standard deviation of
    its natural logarithm; `known` when a lift of the runner's own stands behind it."""

    exercise: str
    log_mean: float
    log_sd: float
    known: bool


class StandsStill(Struct, frozen=True, kw_only=True):
    """A lift that has not grown over weeks: since when, over how many sessions, with what chance, and what is tried."""

    exercise: str
    since: date
    exposures: int
    chance: float
    answer: Literal["smaller-step", "reps-first", "variation", "deload"]


class Exchanged(Struct, frozen=True, kw_only=True):
    """An exercise that stands in for another from a day to another, as the log asked, and why."""

    exercise: str
    instead_of: str
    why: str
    first: date
    last: date


class Followed(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The log a plan follows: the day up to which it was read, what it says of the plan's lifts, and the runner's own
    endurance: a factor on the log of the repetition table, above 1 for fewer repetitions than most, and its spread.
    `still` are the lifts that stand still, `exchanged` what stands in for another exercise."""

    on: date
    believed: tuple[Believed, ...] = ()
    endurance: float = 1.0
    endurance_sd: float = 0.0
    still: tuple[StandsStill, ...] = ()
    exchanged: tuple[Exchanged, ...] = ()


class Plan(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A season of strength work around the running.

    `after` holds the runs of the week past the last day, which the last sessions keep clear of; `own_method` the
    runner's own method in full, when the plan was made by one; `followed` what the log said when it was last read.
    """

    schema: int
    runner: Runner
    method: str
    first_day: date
    last_day: date
    weeks: tuple[PlanWeek, ...]
    runs: tuple[PlannedRun, ...]
    others: tuple[OtherTraining, ...]
    sessions: tuple[Session, ...]
    findings: tuple[Finding, ...]
    unread: tuple[Unread, ...]
    notes: tuple[str, ...]
    solver: Solver
    versions: Versions
    after: tuple[PlannedRun, ...] = ()
    own_method: Method | None = None
    followed: Followed | None = None
