"""Gives logged sets the catalogue's exercises, and asks about the names it does not know."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from ironstride.catalogue.load import catalogue
from ironstride.model.log import LoggedSession, LoggedSet
from ironstride.model.log_question import Answer, Question, question_id
from ironstride.strength.exercise_names import NOT_STRENGTH, NameAnswer, Resolution, resolve
from ironstride.strength.name_words import plain


def name_sets(
    sessions: Iterable[LoggedSession], answers: Mapping[str, NameAnswer] | None = None
) -> tuple[LoggedSession, ...]:
    """Fill in the exercise of every set whose name is known, the side it speaks of, and what was said of its loads.

    Parameters
    ----------
    sessions : as a file or device told them. Sets that have an exercise already keep it.
    answers : earlier answers by name.

    Returns
    -------
    The same sessions; repetitions of jumps are contacts as well. A set of a name nobody knows, or that is no strength
    work, stays without an exercise.
    """
    known = {plain(name): answer for name, answer in (answers or {}).items()}
    found: dict[str, Resolution] = {}
    return tuple(
        replace(session, sets=tuple(_named(one, known, found) for one in session.sets)) for session in sessions
    )


def _named(one: LoggedSet, answers: Mapping[str, NameAnswer], found: dict[str, Resolution]) -> LoggedSet:
    if one.exercise or not one.name:
        return one
    answer = answers.get(plain(one.name))
    if one.name not in found:
        found[one.name] = resolve(one.name, answers if answer else None)
    means = found[one.name]
    if means.exercise in ("", NOT_STRENGTH):
        return one
    load_kg = one.load_kg
    told = answer is not None and (answer.load_times, answer.load_plus_kg) != (1.0, 0.0)
    if answer is not None and told and load_kg is not None:
        load_kg = round(load_kg * answer.load_times + answer.load_plus_kg, 4)
    counted = catalogue().exercises[means.exercise].measure == "contacts"
    return replace(
        one,
        exercise=means.exercise,
        side=one.side or means.side,
        load_kg=load_kg,
        contacts=one.reps if counted and one.contacts is None else one.contacts,
        confirmed=one.confirmed or told,
    )


def strength_alone(
    sessions: Iterable[LoggedSession], answers: Mapping[str, NameAnswer] | None = None
) -> tuple[tuple[LoggedSession, ...], Counter[str]]:
    """Leave out sets that are known to be no strength work, and sessions that held nothing else; count them by name."""
    known = {plain(name): answer for name, answer in (answers or {}).items()}
    counts: Counter[str] = Counter()
    kept = []
    for session in sessions:
        other = [one for one in session.sets if not one.exercise and one.name and _is_other(one.name, known)]
        counts.update(one.name for one in other)
        if not other:
            kept.append(session)
        elif len(other) < len(session.sets):
            kept.append(replace(session, sets=tuple(one for one in session.sets if one not in other)))
    return tuple(kept), counts


def _is_other(name: str, answers: Mapping[str, NameAnswer]) -> bool:
    return resolve(name, answers if plain(name) in answers else None).exercise == NOT_STRENGTH


def unknown_names(sessions: Iterable[LoggedSession]) -> tuple[Question, ...]:
    """Ask about each name without an exercise, the one with most sets first, with the best three guesses."""
    counts = Counter(one.name for session in sessions for one in session.sets if not one.exercise and one.name)
    asked = [(name, count) for name, count in counts.most_common() if resolve(name).exercise != NOT_STRENGTH]
    return tuple(_question(name, count) for name, count in asked)


def _question(name: str, count: int) -> Question:
    guesses = resolve(name).guesses
    exercises = catalogue().exercises
    perhaps = ", ".join(exercises[guess.exercise].name.lower() for guess in guesses)
    sets = "set" if count == 1 else "sets"
    return Question(
        id=question_id("name", plain(name)),
        kind="name",
        text=f"Which exercise is “{name}” ({count} {sets})?" + (f" Perhaps {perhaps}." if perhaps else ""),
        name=name,
        count=count,
        guess=guesses[0].exercise if guesses else "",
        answers=(
            *(Answer(word=g.exercise, does=f"takes it as {exercises[g.exercise].name.lower()}") for g in guesses),
            Answer(word=NOT_STRENGTH, does="keeps it in the log and asks no more"),
        ),
    )
