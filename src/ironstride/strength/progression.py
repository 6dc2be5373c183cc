"""How far a load may go: what earlier sets have earned, the size of a step, and what is kept after a pause."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache

from msgspec import Struct

from ironstride.catalogue.tables import table_as
from ironstride.strength.chance import Ask
from ironstride.strength.loads import next_above

#: age from which a step is smaller
OLDER = 60


class Aims(Struct, frozen=True):
    """What a method wants of loads: the chance to complete what is asked (the usual one when None), and whether
    strength stops being the aim once it is enough; `asks` names its rules as words (`rule:SEV304`) for the menu of
    doses."""

    chance: float | None = None
    enough: bool = True
    asks: frozenset[str] = frozenset()


class Done(Struct, frozen=True):
    """One work set as it was done: load besides the body, repetitions, reserve as felt; `failed`: none was left."""

    load_kg: float
    reps: int
    rir: float | None = None
    failed: bool = False


class Exposure(Struct, frozen=True):
    """A lift's work sets of one day."""

    day: date
    sets: tuple[Done, ...]

    @property
    def load_kg(self) -> float:
        """The heaviest load of the day."""
        return max(one.load_kg for one in self.sets)


class _Unearned(Struct, frozen=True):
    steps: int


class _Older(Struct, frozen=True):
    most_percent: float


class _Step(Struct, frozen=True):
    least_percent: float
    most_percent: float
    reps_over: float
    sessions: int
    unearned: _Unearned
    sixty_plus: _Older


class _Missed(Struct, frozen=True):
    reps: int


class _Gap(Struct, frozen=True):
    over_days: int
    share: float


class _Return(Struct, frozen=True):
    gaps: tuple[_Gap, ...]
    missed_share: float


class _Settled(Struct, frozen=True):
    exposures: int
    reps_over: float


class _Entry(Struct, frozen=True):
    most_percent_1rm: float


class _Hold(Struct, frozen=True):
    share: float


class _Race(Struct, frozen=True):
    hold_days: int
    last_heavy_days: int


class Easing(Struct, frozen=True):
    """An eased week for a lift that stands still: its share of the load, its days, and the weeks it may wait for the
    running's own down week."""

    load_share: float
    wait_weeks: int
    days: int


class _Deload(Struct, frozen=True):
    dose: Easing


class _DeloadTable(Struct, frozen=True):
    deload: _Deload


@cache
def deload() -> Easing:
    """Read how a lift is eased."""
    return table_as("progression", _DeloadTable).deload.dose


class Numbers(Struct, frozen=True, rename={"return_": "return"}):
    """The numbers of the table `progression` that bound a load."""

    step: _Step
    missed: _Missed
    settled: _Settled
    entry: _Entry
    hold: _Hold
    race: _Race
    return_: _Return


@cache
def numbers() -> Numbers:
    """Read the bounds."""
    return table_as("progression", Numbers)


def reps_over(exposure: Exposure, ask: Ask) -> float | None:
    """Say how many repetitions more than asked the hardest set at the day's heaviest load would have allowed.

    Negative when it fell short. A set without a rating, not failed, that did what was asked says nothing of what was
    left; extra repetitions count as they are. None for an exposure without sets.
    """
    heaviest = [one for one in exposure.sets if one.load_kg >= exposure.load_kg]
    return min((_over(one, ask) for one in heaviest), default=None)


def _over(one: Done, ask: Ask) -> float:
    if one.failed:
        return one.reps - ask.reps - ask.rir
    if one.rir is not None:
        return one.reps + one.rir - ask.reps - ask.rir
    return float(one.reps - ask.reps)


def was_missed(exposure: Exposure, ask: Ask) -> bool:
    """Say whether a set of the day's heaviest load fell short of the repetitions asked, the reserve apart."""
    short = numbers().missed.reps
    return any(one.reps <= ask.reps - short for one in exposure.sets if one.load_kg >= exposure.load_kg)


def earned(recent: Sequence[Exposure], ask: Ask) -> bool:
    """Say whether a step up is earned: on so many sessions in a row, so many repetitions over (`acsm-2009`).

    Parameters
    ----------
    recent : the lift's exposures, oldest first.
    ask : what is asked now, which the earlier sets are held to.
    """
    step = numbers().step
    last = recent[-step.sessions :]
    if len(last) < step.sessions:
        return False
    over = [reps_over(one, ask) for one in last]
    return all(one is not None and one >= step.reps_over for one in over)


def earned_kg(recent: Sequence[Exposure], ask: Ask, loads: tuple[float, ...]) -> float | None:
    """Give the heaviest load that what was lifted has earned; None when it sets no limit.

    A step that is earned is bounded only by its size. One that is not goes up by the smallest step the equipment
    makes; after a set that missed its repetitions the load stays.
    """
    if not recent or earned(recent, ask):
        return None
    load_kg = recent[-1].load_kg
    if was_missed(recent[-1], ask):
        return load_kg
    for _ in range(numbers().step.unearned.steps):
        load_kg = next_above(loads, load_kg) or load_kg
    return load_kg


def step_kg(load_kg: float, loads: tuple[float, ...], age: int = 0) -> float:
    """Give the heaviest load one step above another: by the largest step of the source, or the smallest there is."""
    step = numbers().step
    most = step.sixty_plus.most_percent if age >= OLDER else step.most_percent
    return max(load_kg * (1 + most / 100), next_above(loads, load_kg) or load_kg)


def return_share(days: int, missed: bool = False) -> float:
    """Give the share of the last load to come back with after so many days without the lift; `missed` says that
    training was missed for long enough to be felt."""
    back = numbers().return_
    share = next((gap.share for gap in reversed(back.gaps) if days > gap.over_days), 1.0)
    return min(share, back.missed_share) if missed else share
