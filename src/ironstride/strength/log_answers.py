"""Turns the answer to a question about a log into entries: nothing is overwritten, everything can be undone."""

from __future__ import annotations

import re
from collections.abc import Callable
from uuid import uuid4

from msgspec.structs import replace

from ironstride.catalogue.load import catalogue
from ironstride.model.errors import InputError
from ironstride.model.log import History, LogEntry, LoggedSet, PutSession, PutSet, Remove
from ironstride.model.log_question import Question
from ironstride.model.words import KG_PER_LB
from ironstride.strength.exercise_names import NOT_STRENGTH
from ironstride.strength.name_words import plain, spelling

_TWICE = re.compile(r"twice(?:\+(\d{1,2}(?:\.\d+)?))?")


def new_id() -> str:
    """An id nobody else will make."""
    return uuid4().hex


def answer_entries(
    question: Question, word: str, history: History, make_id: Callable[[], str] = new_id, device: str = ""
) -> tuple[LogEntry, ...]:
    """Give the entries that carry out an answer.

    Parameters
    ----------
    question : one of `log_questions`.
    word : one of its answers' words; for names also any exercise of the catalogue, for loads of one side also
        `twice+15` with another bar.
    history : what the log amounts to now.
    make_id : gives each entry an id.
    device : noted with the entries.

    Raises
    ------
    InputError
        The word is no answer to this question.
    """
    change = _change(question, word)
    if change is None:
        known = ", ".join(answer.word for answer in question.answers)
        raise InputError(f"{word!r} is no answer", question.id, f"Answer {known}.")
    sessions = {session.id: session for session in history.sessions}
    owner = {one.id: session.id for session in history.sessions for one in session.sets}
    sets = {one.id: one for session in history.sessions for one in session.sets}
    entries: list[LogEntry] = []
    if question.kind == "name":
        about = [one.id for one in sets.values() if not one.exercise and plain(one.name) == plain(question.name)]
    else:
        about = list(question.about[1:] if word == "same" else question.about)
    for name in about:
        if word in ("remove", "same"):
            entries.append(Remove(entry=make_id(), id=name, device=device))
        elif name in sessions:
            session = replace(sessions[name], confirmed=True, sets=())
            entries.append(PutSession(entry=make_id(), session=session, device=device))
        elif name in sets and change(sets[name]) != sets[name]:
            entries.append(PutSet(entry=make_id(), session=owner[name], set=change(sets[name]), device=device))
    return tuple(entries)


def _change(question: Question, word: str) -> Callable[[LoggedSet], LoggedSet] | None:
    """What an answer does to each set it is about; None when it is no answer."""
    if question.kind == "name":
        if word == NOT_STRENGTH:
            return lambda one: one
        if word not in catalogue().exercises:
            return None
        return lambda one: replace(one, exercise=word, side=one.side or spelling(one.name).side)
    words = {answer.word for answer in question.answers}
    if question.kind == "per-side-load" and (match := _TWICE.fullmatch(word)):
        bar_kg = float(match[1] or 0.0)
        return lambda one: _loaded(one, (one.load_kg or 0.0) * 2 + bar_kg)
    if word not in words:
        return None
    if word == "half":
        return lambda one: _loaded(one, (one.load_kg or 0.0) / 2)
    if word == "lb":
        return lambda one: _loaded(one, (one.load_kg or 0.0) * KG_PER_LB)
    return lambda one: replace(one, confirmed=True)


def _loaded(one: LoggedSet, load_kg: float) -> LoggedSet:
    return replace(one, load_kg=round(load_kg, 3), confirmed=True)
