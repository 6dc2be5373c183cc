"""What a screen in the gym needs to advise set after set without the plan: a table for each lift of a session."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from msgspec.structs import replace

from ironstride.catalogue.tables import table
from ironstride.model.exercise import BlockName, Exercise
from ironstride.model.plan import Plan
from ironstride.model.session import Block, Item, Session
from ironstride.planning.bounds import is_settled
from ironstride.planning.load_reasons import planned_before
from ironstride.planning.memory import grown
from ironstride.planning.prescribe import prescribe
from ironstride.planning.stored import Opened, opened
from ironstride.planning.swaps import MOST_TRIED, like_it
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
    return tables_of(opened(plan), session, session.items, eased)


def tables_of(asked: Opened, session: Session, items: Sequence[Item], eased: bool = False) -> Mapping[str, AdviceTable]:
    """Give the advice tables of items that stand, or might stand, in a planned session, by exercise."""
    return {
        item.exercise: advice_table(item, lift, eased)
        for item in items
        if (lift := lift_of(asked.task, asked.plan.sessions, session, item)) is not None
    }


def stand_ins(asked: Opened, session: Session) -> Mapping[str, tuple[Item, ...]]:
    """Give what the place allows in the stead of each exercise of a session, the likest first, loads set.

    Returns
    -------
    mapping
        By exercise of the session; items at most `MOST_TRIED`, none that the session holds already.
    """
    held = {item.exercise for item in session.items}
    found = {
        item.exercise: (block.block, _instead(asked, session, block.block, item, held))
        for block in session.blocks
        for item in block.items
        if session.place in asked.task.runner.places and item.exercise in asked.task.exercises
    }
    blocks = tuple(Block(block=block, items=items) for block, items in found.values())
    before = [one for one in asked.plan.sessions if (one.date, one.start) < (session.date, session.start)]
    (ready,) = prescribe(asked.task, (replace(session, blocks=blocks),), before)
    return {name: block.items for name, block in zip(found, ready.blocks, strict=True)}


def _instead(asked: Opened, session: Session, block: BlockName, item: Item, held: Collection[str]) -> tuple[Item, ...]:
    others = like_it(asked.menu, session, block, asked.task.exercises[item.exercise])
    fitting = (asked.menu.item(session, block, one) for one in others if one.id not in held)
    return tuple(one for one in fitting if one is not None)[:MOST_TRIED]


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
    earlier = planned_before(task, sessions, session, exercise).get((exercise.id, exercise.load_type))
    ask = ask_of(next(one for one in item.sets if not one.warmup), exercise)
    return earlier is not None and ask is not None and is_settled(earlier, ask)


def _test_step(exercise: Exercise) -> float:
    """Give the percent between the attempts of a test (`nsca-essentials`): more for the legs, less for the arms."""
    steps = table("strength_gain")["test_steps"]
    return float(steps["lower_high_percent" if "lower" in exercise.traits else "upper_high_percent"])
