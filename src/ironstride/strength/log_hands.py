"""Asks whether loads of a pair of dumbbells are those of one hand or of both together, where it cannot be known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from msgspec import Struct

from ironstride.catalogue.load import catalogue
from ironstride.catalogue.tables import table_as
from ironstride.model.log import LoggedSession, LoggedSet
from ironstride.model.log_question import RIGHT, Answer, Question, QuestionKind, question_id
from ironstride.model.words import KG_PER_LB
from ironstride.strength.name_words import spelling

PAIRS = frozenset({"dumbbell-pair", "kettlebell-pair"})
HALF = Answer(word="half", does="halves them: they were both hands together")


class _Pairs(Struct, frozen=True):
    step_kg: float
    step_lb: float
    least_sets: int
    reps_per_max: float
    one_hand_below: float
    both_from: float


class _Limits(Struct, frozen=True):
    pairs: _Pairs


def hands(sessions: Iterable[LoggedSession]) -> Iterator[Question]:
    """Ask, name by name, about loads of pairs that may be one hand's or both together's.

    Known, and not asked: a name that says each hand; a load whose half no dumbbell weighs; loads that agree with the
    lift this one is measured by, where that was logged, too. Until it is answered they count as one hand's, as most
    apps ask for them.
    """
    named: dict[str, list[LoggedSet]] = {}
    best: dict[str, float] = {}
    for session in sessions:
        for one in session.sets:
            if one.load_kg and one.load_kg > 0 and one.reps and one.exercise in catalogue().exercises:
                best[one.exercise] = max(best.get(one.exercise, 0.0), _most_kg(one))
                if not one.confirmed and _is_pair(one):
                    named.setdefault(one.name, []).append(one)
    for name, sets in sorted(named.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        if len(sets) < _pairs().least_sets or spelling(name).each_side or not all(_halves(one) for one in sets):
            continue
        times = _times_expected(sets, best)
        if times is None or times >= _pairs().one_hand_below:
            yield _about(name, sets, times)


def _is_pair(one: LoggedSet) -> bool:
    """Whether a set was done with one weight in each hand, going by its exercise and by its name."""
    tools = spelling(one.name).equipment
    held = not tools or bool({"dumbbell", "kettlebell"} & set(tools))
    return bool(one.name) and held and catalogue().exercises[one.exercise].load_type in PAIRS


def _most_kg(one: LoggedSet) -> float:
    """A rough one-rep maximum, enough to tell a load from its double."""
    return (one.load_kg or 0.0) * (1 + (one.reps or 0) / _pairs().reps_per_max)


def _halves(one: LoggedSet) -> bool:
    """Whether half of a load is the weight of a dumbbell, in kilograms or in pounds."""
    half_kg = (one.load_kg or 0.0) / 2
    steps = half_kg / _pairs().step_kg, half_kg / KG_PER_LB / _pairs().step_lb
    return any(abs(count - round(count)) < 0.02 for count in steps)


def _times_expected(sets: list[LoggedSet], best: dict[str, float]) -> float | None:
    """How many times what the lift it is measured by foretells for one hand; None where that was never logged."""
    exercise = catalogue().exercises[sets[0].exercise]
    known_kg = best.get(exercise.reference or "", 0.0)
    if not known_kg or not exercise.reference_ratio:
        return None
    return max(map(_most_kg, sets)) / (known_kg * exercise.reference_ratio)


def _about(name: str, sets: list[LoggedSet], times: float | None) -> Question:
    asks = ": is that the weight in each hand, or of both together? It counts as each hand's until you say."
    guess = HALF.word if times is not None and times >= _pairs().both_from else ""
    return loads_question("hands", name, sets, asks, (RIGHT, HALF), guess)


def loads_question(
    kind: QuestionKind, name: str, sets: Sequence[LoggedSet], asks: str, answers: tuple[Answer, ...], guess: str = ""
) -> Question:
    """Ask once about all loads logged under a name; `asks` goes on from the name and the span of the loads."""
    loads = sorted({one.load_kg for one in sets if one.load_kg is not None})
    return Question(
        id=question_id(kind, name),
        kind=kind,
        text=f"“{name}” ({len(sets)} sets, {loads[0]:g} to {loads[-1]:g} kg){asks}",
        about=tuple(one.id for one in sets),
        name=name,
        count=len(sets),
        guess=guess,
        answers=answers,
    )


@cache
def _pairs() -> _Pairs:
    return table_as("log_checks", _Limits).pairs
