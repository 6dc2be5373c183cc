"""Say why a load is what it is: what is believed of the lift, the chance taken, and what keeps the load from rising."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence

from msgspec.structs import replace

from ironstride.catalogue.tables import table
from ironstride.model.exercise import Exercise
from ironstride.model.session import Item, Session, Set
from ironstride.model.words import day_text, mass_text, name_of, number
from ironstride.planning.bounds import Cap, Last
from ironstride.planning.memory import Memory, grown, remembered
from ironstride.planning.prescribe import Limits, limits
from ironstride.planning.task import Task
from ironstride.strength.ability import Belief
from ironstride.strength.chance import ask_of
from ironstride.strength.enough import enough
from ironstride.strength.progression import OLDER, numbers
from ironstride.strength.relatives import relatives
from ironstride.strength.stalls import STALLED


def load_lines(task: Task, sessions: Sequence[Session], session: Session, item: Item) -> tuple[str, ...]:
    """Explain the load of one item of a plan in sentences; none for an item without a load.

    What keeps the load down is named only if the load would be heavier without it.

    Parameters
    ----------
    task : the season.
    sessions : all sessions of the plan, in order.
    session, item : whose load is asked for.
    """
    exercise = task.exercises[item.exercise]
    work = next((entry for entry in item.sets if not entry.warmup), None)
    loads = task.kit.loads_kg(exercise, session.place) if session.place in task.runner.places else ()
    if work is None or work.load_kg is None or not loads:
        return ()
    if session.done:
        return ("That is what was lifted.",)
    unit = task.runner.mass_unit
    belief = grown(task, exercise, session.date)
    last = planned_before(task, sessions, session, exercise)
    earlier = last.get((exercise.id, exercise.load_type))
    bounds = limits(task, session, exercise, work, belief, loads, last)
    lines = [_belief_line(task, belief, exercise, item, work)] if belief is not None else []
    if bounds.load_kg(loads) != work.load_kg:
        lines.append("The load was set when the plan was made; by today's tables it would differ.")
        return tuple(lines)
    if item.chance is not None and item.chance < round(task.chance, 2):
        lines.append("It is the lightest there is, and still a stretch: stop when fewer are left than asked.")
        return tuple(lines)
    lines += [_cap_line(task, session, exercise, cap, work, earlier) for cap in binding(bounds, loads)]
    lines += _eased_lines(bounds, loads)
    heavier = next((load for load in loads if load > work.load_kg), None)
    if heavier is None:
        lines.append(f"Nothing heavier than {mass_text(work.load_kg, unit)} is there.")
    else:
        lines.append(f"The next load your equipment makes is {mass_text(heavier, unit)}.")
    return tuple(lines)


def planned_before(task: Task, sessions: Sequence[Session], until: Session, exercise: Exercise) -> Memory:
    """Find the last time a lift, and each of its kin, was planned before a session, as the prescription remembers."""
    before = itertools.takewhile(lambda session: session.id != until.id, sessions)
    return remembered(task, tuple(before), of=exercise)


def binding(bounds: Limits, loads: tuple[float, ...]) -> tuple[Cap, ...]:
    """Give the considerations without which the load would be heavier; those that only do it together come together."""
    load = bounds.load_kg(loads)
    alone = tuple(
        cap for cap in bounds.caps if len(bounds.caps) > 1 and _without(bounds, (cap,)).load_kg(loads) != load
    )
    if alone or len(bounds.caps) == 1:
        return alone or bounds.caps
    lowest = sorted(bounds.caps, key=lambda cap: cap.most_kg)
    for count in range(2, len(lowest)):
        if _without(bounds, lowest[:count]).load_kg(loads) != load:
            return tuple(lowest[:count])
    return ()


def _without(bounds: Limits, gone: Sequence[Cap]) -> Limits:
    return replace(bounds, caps=tuple(cap for cap in bounds.caps if cap not in gone))


def _belief_line(task: Task, belief: Belief, exercise: Exercise, item: Item, work: Set) -> str:
    unit = task.runner.mass_unit
    spread = round(100 * math.expm1(belief.log_sd))
    share = ", the body's share included" if exercise.body_mass_share else ""
    believed = f"about {mass_text(round(belief.one_rep_max_kg), unit)}{share}, give or take {spread} %"
    if not belief.known:
        return f"You have told us of no lift like it, so your best single is a guess: {believed}."
    line = f"Your best single is believed to be {believed}."
    if work.percent_1rm is not None:
        line += f" This is {number(work.percent_1rm)} % of it."
    if item.chance is not None and work.reps is not None:
        line += f" The chance to do all {work.reps} repetitions is {round(100 * item.chance)} %"
        line += f"{_reserve_words(task, belief, exercise, work)}."
    return line


def _reserve_words(task: Task, belief: Belief, exercise: Exercise, work: Set) -> str:
    """Say how likely the reserve is to be all there, too; it is asked on average."""
    ask = ask_of(work, exercise)
    if ask is None or not ask.rir or work.load_kg is None:
        return ""
    total_kg = work.load_kg + exercise.body_mass_share * task.runner.body_mass_kg
    return f", with {number(ask.rir)} still left {round(100 * task.likely(belief).kept(total_kg, ask))} %"


def _cap_line(task: Task, session: Session, exercise: Exercise, cap: Cap, work: Set, earlier: Last | None) -> str:
    prescription, unit = table("ability")["prescription"], task.runner.mass_unit
    kept_kg = 0.0 if earlier is None else earlier.done_kg if cap.name == "step" else earlier.load_kg
    before = f"{mass_text(kept_kg, unit)} of {day_text(earlier.day)}" if earlier else "last load"
    match cap.name:
        case "reserve":
            return f"Heavier, and fewer than {number(work.rir or 0)} repetitions would be left in reserve."
        case "chance":
            return f"Heavier, and the chance to do all repetitions would fall below {round(100 * task.chance)} %."
        case "carry":
            return f"A carry takes at most {round(100 * prescription['carry_share'])} % of the best single."
        case "start":
            return "It is a safe start; your first honest set says more."
        case "carried":
            kin = task.exercises[cap.kin].name.lower()
            if earlier is not None and (session.date - earlier.day).days > relatives().away_days:
                return f"It begins where your {kin} has brought you, not at its own {before}."
            return f"It follows from the planned {kin}; your first honest set says more."
        case "climb":
            sessions = prescription["climb_sessions"]
            return f"It climbs from a safe start, over about {sessions} sessions, as far as sets go well."
        case "step":
            return f"It rises from the {before} by {_step_words(task, session)} or the smallest step there is."
        case "eased":
            return f"It is no heavier than the {before}, in an eased week."
        case _:
            return _bound_line(task, session, exercise, cap, earlier, before)


def _bound_line(task: Task, session: Session, exercise: Exercise, cap: Cap, earlier: Last | None, before: str) -> str:
    match cap.name:
        case "entry":
            most = number(numbers().entry.most_percent_1rm)
            return f"In your first weeks a lift stays at {most} % of what you could lift once, or below."
        case "earned":
            step = numbers().step
            twice = f"{step.sessions} sessions in a row with {number(step.reps_over)} repetition more than asked"
            return f"It goes up by the smallest step from the {before}; a larger one is earned by {twice}."
        case "hold":
            return f"The running is hard now: the load of the {before} is kept, and the sets are fewer."
        case "race":
            return f"The race is near: nothing heavier than the {before}."
        case "stall":
            stall = task.stalls[exercise.id]
            percent = round(100 * stall.chance)
            return f"It has stood still over {stall.exposures} sessions, {percent} % sure. {STALLED[stall.answer]}"
        case "return":
            days = (session.date - earlier.day).days if earlier else 0
            return f"After {days} days without it, it comes back no heavier than the {before}."
        case _:
            line = enough(exercise, task.runner.event, task.runner.body_mass_kg)
            of = (
                f"{number(line.body_masses)} times your body mass in the {name_of(line.lift, {}).lower()}"
                if line
                else ""
            )
            return f"You are about as strong as running asks ({of}; nobody knows the line): the load stays."


def _step_words(task: Task, session: Session) -> str:
    step = numbers().step
    older = session.date.year - task.runner.birth_year >= OLDER
    return f"{number(step.sixty_plus.most_percent if older else step.most_percent)} %"


def _eased_lines(bounds: Limits, loads: tuple[float, ...]) -> list[str]:
    full = Limits(bounds.caps, bounds.bare, age=bounds.age)
    if not bounds.eased or full.load_kg(loads) == bounds.load_kg(loads):
        return []
    return [f"The week eases, so it is {round(100 * (1 - bounds.factor))} % lighter."]
