"""What a screen in the gym needs to advise set after set without the plan: a table for each lift of a session."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ironstride.catalogue.tables import table
from ironstride.model.exercise import Exercise
from ironstride.model.plan import Plan
from ironstride.model.session import Item, Session
from ironstride.planning.bounds import is_settled
from ironstride.planning.load_reasons import planned_before
from ironstride.planning.prescribe import grown
from ironstride.planning.stored import opened
from ironstride.planning.task import Task
from ironstride.strength.autoregulate import AdviceTable, Lift, advice_table
from ironstride.strength.chance import ask_of


def advice_tables(plan: Plan, session_id: str, eased: bool = False) -> Mapping[str, AdviceTable]:
    """Give the advice tables of a planned session, by exercise.

    Parameters
    ----------
    plan : the plan, as last replanned with the log.
    session_id : the session's id; one that is not there has no tables.
    eased : for a day that has shown itself heavy.
    """
    session = next((one for one in plan.sessions if one.id == session_id), None)
    if session is None:
        return {}
    task = opened(plan).task
    return {
        item.exercise: advice_table(item, lift, eased)
        for block in session.blocks
        for item in block.items
        if (lift := lift_of(task, plan.sessions, session, item)) is not None
    }


def lift_of(task: Task, sessions: Sequence[Session], session: Session, item: Item) -> Lift | None:
    """Give what advice about an item needs; None for one that is not counted in repetitions or takes no load.

    `sessions` are the plan's, in order, so that what was done before is known.
    """
    exercise = task.exercises.get(item.exercise)
    work = next((one for one in item.sets if not one.warmup), None)
    if exercise is None or work is None or work.reps is None or session.place not in task.runner.places:
        return None
    loads = task.kit.loads_kg(exercise, session.place)
    if not loads:
        return None
    belief = grown(task, exercise, session.date)
    return Lift(
        likely=task.likely(belief) if belief is not None else None,
        loads=(0.0, *loads) if task.kit.bare(exercise, session.place) else loads,
        body_kg=exercise.body_mass_share * task.runner.body_mass_kg,
        table=exercise.rep_table,
        chance=task.chance,
        age=session.date.year - task.runner.birth_year,
        seeking=None if _is_found(task, sessions, session, item) else _test_step(exercise),
    )


def _is_found(task: Task, sessions: Sequence[Session], session: Session, item: Item) -> bool:
    """Say whether a lift has found its load."""
    exercise = task.exercises[item.exercise]
    earlier = planned_before(task, sessions, session, exercise)
    ask = ask_of(next(one for one in item.sets if not one.warmup), exercise)
    return earlier is not None and ask is not None and is_settled(earlier, ask)


def _test_step(exercise: Exercise) -> float:
    """Give the percent between the attempts of a test (`nsca-essentials`): more for the legs, less for the arms."""
    steps = table("strength_gain")["test_steps"]
    return float(steps["lower_high_percent" if "lower" in exercise.traits else "upper_high_percent"])
