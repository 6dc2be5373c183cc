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


class RunningLoad(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A week of running: minutes by intensity, and in all.

    Attributes
    ----------
    minutes : of all runs of the week together.
    by_intensity : minutes by class of intensity; classes without a minute are left out.
    """

    minutes: int
    by_intensity: dict[str, int] = {}


class PlanWeek(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A Monday week of the season: phase, whether the running is intense or eased, sessions asked and placed.

    Attributes
    ----------
    start : its Monday.
    phase : base, build, peak, taper, race or transition.
    intense : whether the running of the week is hard, so that the lifting has to be less.
    down : whether the running is eased this week, as every few weeks.
    running : the running load of the week.
    sessions_target : strength sessions that the method asks for in such a week.
    sessions_placed : strength sessions that stand in it.
    mesocycle : the block of weeks it belongs to, counted from 0; exercises stay for a block.
    note : a word on the week, where there is one.
    """

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
    """One solved model: its price, the proven bound, the solver's word.

    Attributes
    ----------
    name : what was solved: the schedule, or the exercises of a block of weeks.
    objective : price of the wishes that gave way, the lowest that was found.
    bound : the price below which, as was proven, there is no solution.
    status : OPTIMAL when objective and bound are the same, FEASIBLE when time ran out before that.
    """

    name: str
    objective: int
    bound: int
    status: Literal["OPTIMAL", "FEASIBLE"]


class Solver(Struct, frozen=True, kw_only=True):
    """All stages together.

    Attributes
    ----------
    objective : sum of the prices of the stages.
    bound : sum of their proven bounds.
    status : OPTIMAL when every stage is.
    stages : what was solved, in order.
    """

    objective: int
    bound: int
    status: Literal["OPTIMAL", "FEASIBLE"]
    stages: tuple[Stage, ...] = ()


class Versions(Struct, frozen=True, kw_only=True):
    """Everything that made the plan, so that it can be explained years later.

    Attributes
    ----------
    schema : version of this format.
    ironstride : version of the program.
    catalogue : digest of the rules, exercises, methods and tables.
    ortools : version of the solver.
    seed : what the solver draws its random numbers from.
    """

    schema: int
    ironstride: str
    catalogue: str
    ortools: str
    seed: int


class Believed(Struct, frozen=True, kw_only=True):
    """What the log says of a lift: its one-rep maximum, body share included, as the mean and the standard deviation of
    its natural logarithm; `known` when a lift of the runner's own stands behind it.

    Attributes
    ----------
    exercise : id of the exercise.
    log_mean : natural logarithm of the maximum in kilograms, the likeliest.
    log_sd : its standard deviation.
    known : whether a lift of the runner's own stands behind it.
    """

    exercise: str
    log_mean: float
    log_sd: float
    known: bool


class StandsStill(Struct, frozen=True, kw_only=True):
    """A lift that has not grown over weeks: since when, over how many sessions, with what chance, and what is tried.

    Attributes
    ----------
    exercise : id of the exercise.
    since : the day of the first session that brought nothing.
    exposures : sessions since then.
    chance : the chance that it really stands still, from 0 to 1.
    answer : what the plan tries: smaller steps, more repetitions first, a variation, or a lighter week.
    """

    exercise: str
    since: date
    exposures: int
    chance: float
    answer: Literal["smaller-step", "reps-first", "variation", "deload"]


class Exchanged(Struct, frozen=True, kw_only=True):
    """An exercise that stands in for another from a day to another, as the log asked, and why.

    Attributes
    ----------
    exercise : id of what is done.
    instead_of : id of what it stands in for.
    why : the reason in a sentence.
    first, last : the days from and to which it stands in.
    """

    exercise: str
    instead_of: str
    why: str
    first: date
    last: date


class Followed(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The log a plan follows: the day up to which it was read, what it says of the plan's lifts, and the runner's own
    endurance: a factor on the log of the repetition table, above 1 for fewer repetitions than most, and its spread.
    `still` are the lifts that stand still, `exchanged` what stands in for another exercise.

    Attributes
    ----------
    on : the day up to which the log was read.
    believed : what the log says of each lift of the plan.
    endurance : factor on the logarithm of the repetition table: above 1 for fewer repetitions than most do.
    endurance_sd : its standard deviation.
    still : lifts that stand still.
    exchanged : exercises that stand in for others.
    """

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

    Attributes
    ----------
    schema : version of this format.
    runner : the runner file the plan was made from, with its changes.
    method : id of the method it was made by.
    first_day, last_day : the days of the season, both in it.
    weeks : the Monday weeks of the season.
    runs : the planned running it was built around.
    others : other sports and strength work that the running plan holds.
    sessions : the strength sessions, by date.
    findings : what the rules say of the plan: the wishes that gave way, and what could not be judged.
    unread : what could not be understood of calendars and folders.
    notes : what is worth knowing about the plan, in sentences.
    solver : how good the plan is, and that it is proven.
    versions : what made it.
    after : runs of the week past the last day, which the last sessions keep clear of.
    own_method : the runner's own method in full, when the plan was made by one.
    followed : what the log said when it was last read.
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
