"""Answer why an exercise is in a session: the others for the same need, priced in its stead, and why this load."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from ironstride.model.errors import InputError
from ironstride.model.exercise import Exercise
from ironstride.model.session import Because, Item, Session
from ironstride.model.words import long_day_text, plural, sentence
from ironstride.planning.answer import Answer, Option, Voice, option, voices, worst_first
from ironstride.planning.compose import plan_key
from ironstride.planning.load_reasons import load_lines
from ironstride.planning.menu import Choice
from ironstride.planning.names import exercise_id
from ironstride.planning.prices import Change
from ironstride.planning.reasons import because
from ironstride.planning.stored import Exercises, Opened, exercises, items, taken, unloaded

#: the needs of a runner's session; exercises that share one can stand in for each other
NEEDS = frozenset(
    {
        "knee-dominant", "hip-dominant", "horizontal-push", "vertical-push", "horizontal-pull", "vertical-pull",
        "straight-knee-calf", "bent-knee-calf", "tibialis", "hip-mobility", "ankle-mobility", "thoracic-mobility",
        "core-still", "ballistic", "elastic", "rotation",
    }
)  # fmt: skip


def why_exercise(asked: Opened, session: Session, name: str) -> Answer:
    """Say why an exercise and its load are in a session.

    Raises
    ------
    InputError : when the session has no such exercise.
    """
    item = _item(asked, session, name)
    exercise = asked.data.exercises[item.exercise]
    model = exercises(asked, session.mesocycle)
    mine = _choice(model, asked, session, item)
    notes = [asked.changed] if asked.changed else []
    changes: dict[Choice | None, Change] = {}
    if mine is None:
        notes.append("It was put in by hand or by a change of plan, so its alternatives cannot be priced.")
    else:
        changes = _instead(asked, model, mine, exercise)
    reasons = _reasons(asked, changes)
    cheapest = _cheapest(changes)
    options = [_option(asked, choice, change) for choice, change in cheapest]
    return Answer(
        question="why",
        day=session.date,
        exercise=exercise.id,
        text=f"{exercise.name} on {long_day_text(session.date)}: {_text(exercise, reasons, options)}",
        because=reasons,
        options=worst_first(options),
        load=load_lines(asked.task, asked.plan.sessions, session, item),
        voices=(*voices(asked.rules, reasons, asked.methods), *_seeds(exercise)),
        notes=tuple(notes),
    )


def _item(asked: Opened, session: Session, name: str) -> Item:
    found = exercise_id(name, asked.data.exercises)
    item = next((item for item in items(session) if item.exercise == found), None)
    if item is not None:
        return item
    there = ", ".join(asked.data.exercises[item.exercise].name for item in items(session))
    what = f"no {name!r} in the session of {long_day_text(session.date)}"
    raise InputError(what, "exercise", f"It holds {there}." if there else "It holds no exercises.")


def _choice(model: Exercises, asked: Opened, session: Session, item: Item) -> Choice | None:
    """Find the choice the item comes from, if the model has one that the plan holds on all its dates."""
    now = [one for one in asked.plan.sessions if one.mesocycle == session.mesocycle]
    dosed = unloaded(item)
    for choice in taken(model.composer, now):
        if choice.plan == plan_key(session) and choice.exercise == item.exercise:
            dates = [one.id for one in model.composer.plans[choice.plan]]
            if unloaded(model.composer.choices[choice][dates.index(session.id)]) == dosed:
                return choice
    return None


def _instead(asked: Opened, model: Exercises, mine: Choice, exercise: Exercise) -> dict[Choice | None, Change]:
    """Price leaving an exercise out (None) and every other one for its block and need in its stead."""
    literals, prices = model.literals, model.prices
    changes: dict[Choice | None, Change] = {None: prices.change((literals[mine],))}
    held = {
        choice.exercise for choice, literal in literals.items() if choice.plan == mine.plan and prices.values[literal]
    }
    for choice, literal in literals.items():
        if choice.plan != mine.plan or choice.block != mine.block or choice.exercise in held:
            continue
        if same_need(exercise, asked.data.exercises[choice.exercise]):
            changes[choice] = prices.change((literals[mine], literal))
    return changes


def same_need(one: Exercise, other: Exercise) -> bool:
    """Say whether one exercise can stand in for the other: the same pattern, or a need they share."""
    return one.pattern == other.pattern or not NEEDS.isdisjoint(set(one.traits) & set(other.traits))


def _cheapest(changes: dict[Choice | None, Change]) -> list[tuple[Choice | None, Change]]:
    """Keep the cheapest dose of each exercise."""
    best: dict[str, tuple[Choice | None, Change]] = {}
    for choice, change in changes.items():
        key = choice.exercise if choice else ""
        if key not in best or (len(change.forbidden), change.price) < (len(best[key][1].forbidden), best[key][1].price):
            best[key] = (choice, change)
    return list(best.values())


def _option(asked: Opened, choice: Choice | None, change: Change) -> Option:
    what = asked.data.exercises[choice.exercise].name if choice else "Leaving it out"
    found = option(asked.rules, asked.plan.runner, what, change)
    return replace(found, exercise=choice.exercise if choice else "")


def _reasons(asked: Opened, changes: dict[Choice | None, Change]) -> tuple[Because, ...]:
    """Give what decides for this exercise before others, then what asks for one at all."""
    others = because(asked.rules, (change for choice, change in changes.items() if choice))
    at_all = because(asked.rules, (change for choice, change in changes.items() if not choice))
    return tuple(dict.fromkeys((*others, *at_all)))


def _text(exercise: Exercise, reasons: Sequence[Because], options: Sequence[Option]) -> str:
    equals = sum(1 for one in options if one.exercise and not one.forbidden and one.price == 0)
    text = sentence(reasons[0].text if reasons else exercise.why)
    if not equals:
        return text
    return f"{text} {plural(equals, 'other exercise')} would do as well."


def _seeds(exercise: Exercise) -> tuple[Voice, ...]:
    """Give what the seed articles say of the exercise itself."""
    verdicts = {"recommended": "Recommends", "allowed": "Allows", "discouraged": "Advises against"}
    relations = {"recommended": "supports", "allowed": "narrows", "discouraged": "contradicts"}
    return tuple(
        Voice(
            source=f"seed-{seed.lower()}",
            says=f"{verdicts[said.verdict]} it{f': {said.note}' if said.note else ''}",
            relation=relations[said.verdict],
            certainty="convention",
        )
        for seed, said in sorted(exercise.seeds.items())
    )
