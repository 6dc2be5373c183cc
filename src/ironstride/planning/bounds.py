"""What bounds a load besides the chance: steps earned, a pause, hard running, a race, and strength that is enough."""

from __future__ import annotations

import math
from datetime import date
from typing import Literal

from msgspec import Struct

from ironstride.catalogue.tables import table
from ironstride.model.exercise import Exercise
from ironstride.model.runner import MISSED, DateException, Runner
from ironstride.model.session import Session, Set
from ironstride.planning.task import Task
from ironstride.running.season import QUIET
from ironstride.strength.ability import Belief
from ironstride.strength.chance import Ask, ask_of
from ironstride.strength.enough import enough, is_reached
from ironstride.strength.loads import nearest_at_most, next_above
from ironstride.strength.progression import (
    Exposure,
    deload,
    earned_kg,
    numbers,
    reps_over,
    return_share,
    was_missed,
)
from ironstride.strength.stalls import Stall
from ironstride.strength.stalls import numbers as stall_numbers

CapName = Literal[
    "carry", "reserve", "chance", "start", "climb", "step", "eased", "entry", "enough", "earned", "hold", "race",
    "return", "stall", "carried",
]  # fmt: skip


class Cap(Struct, frozen=True):
    """The heaviest load, besides the body, that one consideration allows; `kin` is the relative it is carried from."""

    name: CapName
    most_kg: float
    kin: str = ""


class Last(Struct, frozen=True):
    """The last time a lift was planned or done: when, the load outside down weeks, the load that day, how often before,
    and how it went, oldest first, where it was done.

    `begun_kg` is its first load, `way` how far it is on its way to what is believed.
    """

    day: date
    load_kg: float
    done_kg: float
    times: int
    recent: tuple[Exposure, ...] = ()
    begun_kg: float = 0.0
    way: float = 0.0


def standing_caps(task: Task, session: Session, exercise: Exercise, work: Set, belief: Belief) -> tuple[Cap, ...]:
    """Give the bounds that hold whatever was lifted before: a new lifter's first weeks, and enough strength."""
    ask = ask_of(work, exercise)
    if ask is None:
        return ()
    body_kg = exercise.body_mass_share * task.runner.body_mass_kg
    caps: list[Cap] = []
    if _is_entry(task, session):
        share = numbers().entry.most_percent_1rm / 100
        caps.append(Cap("entry", share * belief.one_rep_max_kg - body_kg))
    kept_kg = _enough_kg(task, exercise, ask, belief)
    if kept_kg is not None:
        caps.append(Cap("enough", kept_kg - body_kg))
    return tuple(caps)


def _enough_kg(task: Task, exercise: Exercise, ask: Ask, belief: Belief) -> float | None:
    """Give the total load past which more strength is not the aim: that of the line, or of today's strength if more."""
    runner, now = task.runner, task.ability.of(exercise)
    line = enough(exercise, runner.event, runner.body_mass_kg)
    if not task.aims.enough or now is None or line is None or not is_reached(belief, line):
        return None
    at_line = Belief(math.log(line.total_kg), now.log_sd, known=True)
    return max(task.likely(at_line).asked_kg(ask), task.likely(now).heaviest_kg(ask, task.chance))


def following_caps(
    task: Task,
    session: Session,
    exercise: Exercise,
    work: Set,
    belief: Belief | None,
    loads: tuple[float, ...],
    earlier: Last,
    trained_kg: float = 0.0,
) -> tuple[Cap, ...]:
    """Give the bounds that follow from when and how the lift was done before; `trained_kg` of its last load is what
    relatives kept up meanwhile, which no pause takes."""
    caps: list[Cap] = []
    ask = ask_of(work, exercise)
    known = belief is not None and belief.known
    share = return_share((session.date - earlier.day).days, missed_between(task.runner, earlier.day, session.date))
    if share < 1:
        kept_kg = _kept_kg(task, exercise, ask, belief, earlier) if known else earlier.load_kg
        caps.append(Cap("return", max(nearest_kg(kept_kg * share, earlier.load_kg, loads), trained_kg)))
    if ask is None or belief is None or not known:
        return tuple(caps)
    most_kg = earned_kg(earlier.recent, ask, loads)
    fell_short = bool(earlier.recent) and was_missed(earlier.recent[-1], ask)
    if most_kg is not None and (fell_short or is_settled(earlier, ask)):
        caps.append(Cap("earned", most_kg))
    stall = task.stalls.get(exercise.id)
    if stall is not None:
        caps.append(Cap("stall", _stall_kg(stall, task, session, ask, loads, earlier)))
    caps += _held(task, session, exercise, ask, belief, earlier)
    return tuple(caps)


def nearest_kg(wanted_kg: float, most_kg: float, loads: tuple[float, ...]) -> float:
    """Give the load nearest by ratio, up to a most: where the next dumbbell down is far lighter, a short pause takes
    none of it."""
    below, above = nearest_at_most(loads, wanted_kg), next_above(loads, wanted_kg)
    if above is None or above > most_kg or (below is not None and wanted_kg / below <= above / wanted_kg):
        return wanted_kg
    return above


def _stall_kg(stall: Stall, task: Task, session: Session, ask: Ask, loads: tuple[float, ...], earlier: Last) -> float:
    """Bound a lift that stands still: by the smallest step, by repetitions that come first, or by a lighter week."""
    easing = deload()
    if stall.answer == "deload" and not _is_eased_soon(task, session):
        begun = task.believed_on or session.date
        eased = (session.date - begun).days < easing.days
        return earlier.load_kg * easing.load_share if eased else earlier.load_kg
    over = reps_over(earlier.recent[-1], ask) if earlier.recent else None
    if stall.answer == "reps-first" and (over is None or over < stall_numbers().reps_more):
        return earlier.load_kg
    return next_above(loads, earlier.load_kg) or earlier.load_kg


def _is_eased_soon(task: Task, session: Session) -> bool:
    """Say whether the running eases within the weeks a deload may wait."""
    weeks = task.season.weeks
    at = weeks.index(task.season.week_of(session.date))
    return any(week.down for week in weeks[at : at + deload().wait_weeks + 1])


def is_settled(earlier: Last, ask: Ask) -> bool:
    """Say whether a lift has found its load: done a few times, and the last time near what is asked."""
    found = numbers().settled
    if len(earlier.recent) < found.exposures:
        return False
    over = reps_over(earlier.recent[-1], ask)
    return over is not None and over < found.reps_over


def _held(task: Task, session: Session, exercise: Exercise, ask: Ask, belief: Belief, earlier: Last) -> list[Cap]:
    """Keep the load in season and before a race."""
    kept_kg = _kept_kg(task, exercise, ask, belief, earlier)
    to_race = [(race.date - session.date).days for race in task.season.a_races]
    if any(0 <= days <= numbers().race.hold_days for days in to_race):
        return [Cap("race", earlier.load_kg)]
    week = task.season.week_of(session.date)
    in_season = week.intense or week.phase == "peak" or week.phase in QUIET
    return [Cap("hold", kept_kg)] if in_season else []


def _kept_kg(task: Task, exercise: Exercise, ask: Ask | None, belief: Belief | None, earlier: Last) -> float:
    """Give the load that is kept: the last one, or what it may catch up to when it lies far below what is asked."""
    if ask is None or belief is None:
        return earlier.load_kg
    body_kg = exercise.body_mass_share * task.runner.body_mass_kg
    return max(earlier.load_kg, numbers().hold.share * task.likely(belief).asked_kg(ask) - body_kg)


def missed_between(runner: Runner, first: date, last: date) -> bool:
    """Say whether a stretch of training long enough to be felt was missed between two dates."""
    missed = (span for span in runner.exceptions if span.unavailable and span.reason.startswith(MISSED))
    return any(_is_felt(span, first, last) for span in missed)


def undisturbed_since(runner: Runner, first: date, last: date) -> date:
    """Give the end of the latest stretch long enough to be felt, without training or elsewhere, between two dates; the
    first of them where there was none."""
    away = [span for span in runner.exceptions if span.unavailable or span.place]
    return max((min(span.last, last) for span in away if _is_felt(span, first, last)), default=first)


def _is_felt(span: DateException, first: date, last: date) -> bool:
    days: int = table("change")["return"]["missed_days"]
    return (min(span.last, last) - max(span.first, first)).days + 1 >= days


def _is_entry(task: Task, session: Session) -> bool:
    """Say whether these are the first weeks of a new lifter."""
    weeks: int = table("season")["entry"]["weeks"]
    new = task.runner.lifting_experience in ("none", "novice")
    return new and (session.date - task.season.weeks[0].start).days < 7 * weeks
