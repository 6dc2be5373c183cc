"""Finds what cannot be right in a log, asks about it, and keeps it from being used until it is answered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from functools import cache
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from ironstride.catalogue.load import catalogue
from ironstride.catalogue.tables import table_as
from ironstride.model.log import History, LoggedSession, LoggedSet
from ironstride.model.log_question import POUNDS, REMOVE, RIGHT, Answer, Question, QuestionKind, question_id
from ironstride.model.words import KG_PER_LB
from ironstride.strength.log_hands import hands, loads_question
from ironstride.strength.log_jumps import unit_jumps
from ironstride.strength.log_leaps import leaps
from ironstride.strength.log_names import unknown_names
from ironstride.strength.log_twins import twins
from ironstride.strength.name_words import spelling

#: kinds of doubt that keep the sets or sessions named from being used.
HOLDING: frozenset[QuestionKind] = frozenset(
    {"load", "unit-jump", "reps", "per-side-load", "duplicate-session", "future"}
)


class _Help(Struct, frozen=True):
    most_kg: float
    least_body_mass_share: float


class _Reps(Struct, frozen=True):
    most_with_load: int
    most: int


class _Clock(Struct, frozen=True):
    first_year: int
    back_min: float
    longest_session_min: float


class _Limits(Struct, frozen=True):
    load_ceiling_kg: dict[str, float | str]
    isolation_ceiling_kg: dict[str, float | str]
    help: _Help
    reps: _Reps
    clock: _Clock


def log_questions(history: History, today: date) -> tuple[Question, ...]:
    """Ask about everything in a history that cannot be right and has not been confirmed.

    Parameters
    ----------
    history : what a log amounts to.
    today : the runner's date; what lies after it has not happened.

    Returns
    -------
    Questions, those that keep most sets waiting first within a kind; the same doubt always has the same id.
    """
    absurd = list(_set_questions(history.sessions))
    believable = _without(history.sessions, {name for question in absurd for name in _held(question)})
    jumps = unit_jumps(believable)
    found = [
        *_wrong_days(history.sessions, today),
        *twins(history.sessions),
        *absurd,
        *jumps,
        *leaps(_without(believable, {name for question in jumps for name in question.about})),
        *_clocks(history.sessions),
        *unknown_names(history.sessions),
        *hands(history.sessions),
    ]
    return tuple(found)


def trusted(history: History, today: date) -> History:
    """Leave out of a history what is in doubt: sets and sessions that a question holds back until it is answered.

    Of two sessions that may be one the first stays. Names nobody knows stay: their sets have no exercise.
    """
    held = {name for question in log_questions(history, today) for name in _held(question)}
    if not held:
        return history
    sessions = _without((session for session in history.sessions if session.id not in held), held)
    return replace(history, sessions=tuple(sessions))


def _without(sessions: Iterable[LoggedSession], held: set[str]) -> list[LoggedSession]:
    """Leave sets out of sessions."""
    return [
        session
        if not any(one.id in held for one in session.sets)
        else replace(session, sets=tuple(one for one in session.sets if one.id not in held))
        for session in sessions
    ]


def _held(question: Question) -> tuple[str, ...]:
    """Ids that must not be used before the question is answered."""
    if question.kind not in HOLDING:
        return ()
    return question.about[1:] if question.kind == "duplicate-session" else question.about


def _wrong_days(sessions: Iterable[LoggedSession], today: date) -> Iterator[Question]:
    first = _limits().clock.first_year
    for session in sessions:
        if session.confirmed or (first <= session.date.year and session.date <= today):
            continue
        lies = f"lies after today, {today}" if session.date > today else f"lies before {first}"
        yield Question(
            id=question_id("future", session.id, str(session.date)),
            kind="future",
            text=f"The session {_called(session)} {lies}. Is its date right?",
            about=(session.id,),
            count=len(session.sets),
            answers=(RIGHT, REMOVE),
        )


def _called(session: LoggedSession) -> str:
    return f"of {session.date}" + (f" “{session.title}”" if session.title else "")


def _set_questions(sessions: Iterable[LoggedSession]) -> Iterator[Question]:
    """Ask about loads and repetitions that nobody does, and about loads of one side of a bar, name by name."""
    sided: dict[str, list[LoggedSet]] = {}
    for session in sessions:
        alike: dict[tuple[str, str, float | None, int | None], list[LoggedSet]] = {}
        for one in session.sets:
            if one.confirmed:
                continue
            if why := _absurd_load(one) or _absurd_reps(one):
                alike.setdefault((why, one.name or one.exercise, one.load_kg, one.reps), []).append(one)
            elif _is_one_side_of_a_bar(one):
                sided.setdefault(one.name, []).append(one)
        for (why, *_), sets in alike.items():
            yield _about_sets(session, sets, "reps" if why.startswith("repetitions") else "load", why)
    for name, sets in sorted(sided.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        yield _about_sides(name, sets)


def _about_sets(session: LoggedSession, sets: list[LoggedSet], kind: QuestionKind, why: str) -> Question:
    """Ask once about sets of one session that are alike."""
    one = sets[0]
    name = one.name or one.exercise
    many = f"{len(sets)} sets of " if len(sets) > 1 else ""
    amount = f"{one.reps} × " if one.reps else ""
    load = "" if one.load_kg is None else f"{one.load_kg:g} kg"
    is_load = kind == "load" and (one.load_kg or 0) > 0
    return Question(
        id=question_id(kind, one.id, str(one.load_kg), str(one.reps)),
        kind=kind,
        text=f"{session.date}, {name}, {many}{amount}{load}: {why}. Is that right?",
        about=tuple(one.id for one in sets),
        name=one.name,
        count=len(sets),
        guess="lb" if is_load and _absurd_load(replace(one, load_kg=(one.load_kg or 0) * KG_PER_LB)) == "" else "",
        answers=(RIGHT, *((POUNDS,) if is_load else ()), REMOVE),
    )


@cache
def _limits() -> _Limits:
    return table_as("log_checks", _Limits)


def _absurd_load(one: LoggedSet) -> str:
    """Why a load cannot be right; empty when it can."""
    if one.load_kg is None or one.exercise not in catalogue().exercises:
        return ""
    exercise, limits = catalogue().exercises[one.exercise], _limits()
    if one.load_kg < 0:
        can_help = exercise.body_mass_share >= limits.help.least_body_mass_share or "assisted" in exercise.id
        if not can_help:
            return "a load below zero is help, and this lift knows none"
        return "" if -one.load_kg <= limits.help.most_kg else f"help of over {limits.help.most_kg:g} kg lifts anybody"
    ceiling = limits.load_ceiling_kg.get(exercise.load_type, 0.0)
    if "isolation" in exercise.traits:
        ceiling = limits.isolation_ceiling_kg.get(exercise.load_type, ceiling)
    return (
        f"more than anybody lifts ({ceiling:g} kg)"
        if isinstance(ceiling, (int, float)) and one.load_kg > ceiling
        else ""
    )


def _absurd_reps(one: LoggedSet) -> str:
    limits = _limits().reps
    most = limits.most_with_load if (one.load_kg or 0) > 0 else limits.most
    return f"repetitions over {most} in one set" if one.reps is not None and one.reps > most else ""


def _is_one_side_of_a_bar(one: LoggedSet) -> bool:
    """Tell whether a name says that the load is that of each side, and the exercise has a bar with two."""
    if not one.load_kg or not one.name or one.exercise not in catalogue().exercises:
        return False
    words = spelling(one.name)
    has_bar = catalogue().exercises[one.exercise].load_type == "barbell" or "smith" in words.equipment
    return words.each_side and has_bar


def _about_sides(name: str, sets: list[LoggedSet]) -> Question:
    asks = " names each side of a bar. Are these the plates of one side, or all of the load?"
    answers = (
        Answer(word="twice+20", does="doubles them and adds a bar of 20 kg (write another bar as twice+15)"),
        Answer(word="twice", does="doubles them"),
        RIGHT,
    )
    return loads_question("per-side-load", name, sets, asks, answers)


def _clocks(sessions: Iterable[LoggedSession]) -> Iterator[Question]:
    """Ask about clocks that run backwards or sessions that never end; their sets are used, their times are not sure."""
    limits = _limits().clock
    for session in sessions:
        if session.confirmed:
            continue
        times = [one.at for one in session.sets if one.at is not None]
        if why := _clock_trouble(session, times, limits):
            yield Question(
                id=question_id("clock", session.id),
                kind="clock",
                text=f"The session {_called(session)}: {why}. Is its time right?",
                about=(session.id,),
                count=len(session.sets),
                answers=(RIGHT, REMOVE),
            )


def _clock_trouble(session: LoggedSession, times: list[datetime], limits: _Clock) -> str:
    back = timedelta(minutes=limits.back_min)
    bare = [time.replace(tzinfo=None) for time in times]
    if any(later < earlier - back for earlier, later in pairwise(bare)):
        return "the clock runs backwards between its sets"
    if any(abs((time.date() - session.date).days) > 1 for time in bare):
        return "its sets are of another day"
    if session.minutes is not None and session.minutes > limits.longest_session_min:
        return f"it lasts {session.minutes / 60:.1f} hours"
    return ""
