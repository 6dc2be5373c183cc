"""Answer why an exercise is in a session: the others for the same need, priced in its stead, and why this load."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from ironstride.model.errors import InputError
from ironstride.model.exercise import Exercise
from ironstride.model.plan import Exchanged
from ironstride.model.session import Because, Item, Session
from ironstride.model.words import long_day_text, plural, sentence
from ironstride.planning.answer import Answer, Option, Voice, option, voices, worst_first
from ironstride.planning.compose import plan_key
from ironstride.planning.load_reasons import load_lines
from ironstride.planning.menu import Choice
from ironstride.planning.names import exercise_id
from ironstride.planning.prices import Change
from ironstride.planning.question_put_in import PutIn
from ironstride.planning.reasons import because
from ironstride.planning.stored import Exercises, Opened, exercises, taken, unloaded

#: the needs of a runner's session; exercises that share one can stand in for each other
NEEDS = frozenset(
    {
        "knee-dominant", "hip-dominant", "horizontal-push", "vertical-push", "horizontal-pull", "vertical-pull",
        "straight-knee-calf", "bent-knee-calf", "tibialis", "hip-mobility", "ankle-mobility", "thoracic-mobility",
        "core-still", "ballistic", "elastic", "rotation",
    }
)  # fmt: skip

PRICED_AS_JUDGED = (
    "It was put in by a log or by hand: the others are priced as the audit would judge them, "
    "soreness and strength apart."
)


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
    changes: dict[str, Change] = {}
    if session.done:
        notes.append("This is what was done that day; what is done is not weighed against other choices.")
    elif mine is None:
        notes.append(PRICED_AS_JUDGED)
        put_in = PutIn(asked, session, item)
        went = {one.instead_of for one in _exchanges(asked, session, exercise)}
        others = (other for other in put_in.others() if same_need(exercise, other) and other.id not in went)
        changes = put_in.instead(list(others))
    else:
        changes = _cheapest(_instead(asked, model, mine, exercise))
    reasons = _reasons(asked, changes)
    options = [_option(asked, name, change) for name, change in changes.items()]
    return Answer(
        question="why",
        day=session.date,
        exercise=exercise.id,
        text=f"{exercise.name} on {long_day_text(session.date)}: {_text(asked, session, exercise, reasons, options)}",
        because=reasons,
        options=worst_first(options),
        load=load_lines(asked.task, asked.plan.sessions, session, item),
        voices=(*voices(asked.rules, reasons, asked.methods), *_seeds(exercise)),
        notes=tuple(notes),
    )


def _item(asked: Opened, session: Session, name: str) -> Item:
    found = exercise_id(name, asked.data.exercises)
    item = next((item for item in session.items if item.exercise == found), None)
    if item is not None:
        return item
    there = ", ".join(asked.data.exercises[item.exercise].name for item in session.items)
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


def _cheapest(changes: dict[Choice | None, Change]) -> dict[str, Change]:
    """Keep the cheapest dose of each exercise, by its id; empty for leaving it out."""
    best: dict[str, Change] = {}
    for choice, change in changes.items():
        key = choice.exercise if choice else ""
        if key not in best or change.rank < best[key].rank:
            best[key] = change
    return best


def _option(asked: Opened, name: str, change: Change) -> Option:
    what = asked.data.exercises[name].name if name else "Leaving it out"
    return replace(option(asked.rules, asked.plan.runner, what, change), exercise=name)


def _reasons(asked: Opened, changes: dict[str, Change]) -> tuple[Because, ...]:
    """Give what decides for this exercise before others, then what asks for one at all."""
    others = because(asked.rules, (change for name, change in changes.items() if name))
    at_all = because(asked.rules, (change for name, change in changes.items() if not name))
    return tuple(dict.fromkeys((*others, *at_all)))


def _text(
    asked: Opened, session: Session, exercise: Exercise, reasons: Sequence[Because], options: Sequence[Option]
) -> str:
    standing_in = _exchanged(asked, session, exercise)
    if standing_in:
        return standing_in
    equals = sum(1 for one in options if one.exercise and not one.forbidden and one.price == 0)
    text = sentence(reasons[0].text if reasons else exercise.why)
    if not equals:
        return text
    return f"{text} {plural(equals, 'other exercise')} would do as well."


def _exchanged(asked: Opened, session: Session, exercise: Exercise) -> str:
    """Say what it stands in for, when the log asked for an exchange; nothing otherwise."""
    for one in reversed(_exchanges(asked, session, exercise)):
        went = asked.data.exercises.get(one.instead_of)
        return f"It stands in for {(went.name if went else one.instead_of).lower()}: {sentence(one.why)}"
    return ""


def _exchanges(asked: Opened, session: Session, exercise: Exercise) -> list[Exchanged]:
    kept = asked.plan.followed.exchanged if asked.plan.followed is not None else ()
    return [one for one in kept if one.exercise == exercise.id and one.first <= session.date <= one.last]


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
