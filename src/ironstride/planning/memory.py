"""Remember what was planned or done of each lift: when, how heavy, how often, and how it went."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date

from msgspec.structs import replace

from ironstride.catalogue.tables import table
from ironstride.model.exercise import Exercise
from ironstride.model.session import Item, Session
from ironstride.planning.bounds import Last
from ironstride.planning.kin import believed_kg, way
from ironstride.planning.task import Task
from ironstride.strength.ability import Belief
from ironstride.strength.progression import Done, Exposure
from ironstride.strength.relatives import are_kin

#: exposures of a lift that are remembered
KEPT_EXPOSURES = 8
#: the last time of each lift, by exercise and the way it is loaded
Memory = dict[tuple[str, str], Last]


def remembered(task: Task, sessions: Sequence[Session], of: Exercise | None = None) -> Memory:
    """Give the last time of each lift after these sessions; with `of`, of this lift and its kin alone."""
    last: Memory = {}
    for session in sessions:
        for block in session.blocks:
            for item in block.items:
                exercise = task.exercises.get(item.exercise)
                if exercise is None or (of is not None and exercise.id != of.id and not are_kin(of, exercise)):
                    continue
                load_kg = lifted_kg(task, session, block.block, item)
                if load_kg is not None:
                    key = (exercise.id, exercise.load_type)
                    last[key] = following(task, session, item, load_kg, last.get(key))
    return last


def exposure(session: Session, item: Item) -> Exposure | None:
    """Say how an item of a session went; None when it is not done, or nothing of it is known."""
    if not session.done:
        return None
    sets = tuple(
        Done(one.load_kg or 0.0, one.reps, one.rir, failed=one.failed)
        for one in item.sets
        if not one.warmup and one.reps is not None
    )
    return Exposure(session.date, sets) if sets else None


def lifted_kg(task: Task, session: Session, block: str, item: Item) -> float | None:
    """Give the most an item lifts besides the body, 0 where a load could be added; None where it takes none."""
    exercise = task.exercises.get(item.exercise)
    works = [entry for entry in item.sets if not entry.warmup]
    work = max(works, key=lambda entry: entry.load_kg or 0.0, default=None)
    if exercise is None or work is None or block == "mobility":
        return None
    if work.load_kg is None and session.place in task.runner.places and task.kit.loads_kg(exercise, session.place):
        return 0.0
    return work.load_kg


def following(task: Task, session: Session, item: Item, load_kg: float, earlier: Last | None) -> Last:
    """Remember a lift as it was planned or done; a down week's lighter load does not count as a step back."""
    down = task.season.week_of(session.date).down
    gone, went = _way(task, session, item, load_kg), exposure(session, item)
    recent = earlier.recent if earlier else ()
    if went is not None and not down:
        recent = (*recent, went)[-KEPT_EXPOSURES:]
    if earlier is None:
        return Last(session.date, load_kg, load_kg, 1, recent, begun_kg=load_kg, way=gone)
    if down:
        kept, gone = max(earlier.load_kg, load_kg), max(earlier.way, gone)
    else:
        kept = load_kg
    return Last(session.date, kept, load_kg, earlier.times + 1, recent, earlier.begun_kg, gone)


def _way(task: Task, session: Session, item: Item, load_kg: float) -> float:
    """Give how far a lift is on its way to what is believed; 0 where nothing is."""
    exercise = task.exercises[item.exercise]
    belief = grown(task, exercise, session.date)
    work = next((entry for entry in item.sets if not entry.warmup), None)
    if belief is None or work is None:
        return 0.0
    return way(load_kg, believed_kg(task, exercise, work, belief))


def grown(task: Task, exercise: Exercise, day: date) -> Belief | None:
    """Believe in the strength a building season usually brings, no faster than half of what trials in novices saw."""
    belief = task.ability.of(exercise)
    if belief is None:
        return None
    numbers = table("ability")["growth_per_week"]
    weeks = min((day - (task.believed_on or task.season.first_day)).days / 7, numbers["weeks"])
    return replace(belief, log_mean=belief.log_mean + weeks * math.log1p(numbers[task.runner.lifting_experience]))
