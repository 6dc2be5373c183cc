"""The numbers of the strength state space, read once from the table `strength_state`."""

from __future__ import annotations

from functools import cache

from msgspec import Struct

from ironstride.catalogue.tables import table_as


class Drift(Struct, frozen=True):
    """Standard deviations a root day, and of learning a new lift."""

    shared_per_root_day: float
    family_per_root_day: float
    own_per_root_day: float
    learning: float


class Day(Struct, frozen=True):
    """Scatter of a day, of a lift on that day and of one set."""

    shared: float
    lift: float
    set: float


class Endurance(Struct, frozen=True):
    """Spread of the personal factor on the log of the repetition table."""

    spread: float


class Fatigue(Struct, frozen=True):
    """Share of the table's log lost per hard set before."""

    mean: float
    spread: float
    kept: float
    reserve_scale: float
    single: float


class UnknownEffort(Struct, frozen=True):
    """Reserve of sets that ended short of a target and do not tell their effort."""

    reserve: float
    spread: float


class Stopping(Struct, frozen=True):
    """Where lifters stop by choice, and how hard a set stopped by choice still is."""

    again: float
    as_last_time: float
    anywhere: float
    step_down: float
    reach: float
    window: float


class Outlier(Struct, frozen=True):
    """Sets that say nothing, and levels that sets contradict."""

    chance: float
    flat_over_reps: float
    jump: float
    far_margin: float
    far_sessions: int
    far_jump: float


class Rating(Struct, frozen=True):
    """Repetitions in reserve as rated: told too few, with a spread, and useless far from failure."""

    under_report: float
    spread: float
    novice_spread: float
    sure_below: float
    log_per_rep: float


class UnknownLift(Struct, frozen=True):
    """Lifts without a first belief: where their first set stands, and the body they move."""

    first_margin: float
    first_spread: float
    body_share: float
    helped_share: float


class Side(Struct, frozen=True):
    """Difference of one side from both."""

    spread: float


class Variety(Struct, frozen=True):
    """Difference of another machine or spelling from the first, and of a machine from what its relatives foretell."""

    spread: float
    stack: float


class Detraining(Struct, frozen=True):
    """Loss when nothing is lifted."""

    hold_days: float
    log_per_day: float
    most_log: float
    spread_per_root_day: float


class AfterRun(Struct, frozen=True):
    """Legs within hours after a run."""

    hours: float
    log_mean: float
    spread: float


class Numbers(Struct, frozen=True):
    """All of them."""

    drift: Drift
    day: Day
    endurance: Endurance
    fatigue: Fatigue
    unknown_effort: UnknownEffort
    stopping: Stopping
    outlier: Outlier
    rating: Rating
    unknown_lift: UnknownLift
    side: Side
    variety: Variety
    detraining: Detraining
    after_run: AfterRun


@cache
def numbers() -> Numbers:
    """The numbers that ship.

    Raises
    ------
    CatalogueError : the table is broken.
    """
    return table_as("strength_state", Numbers)
