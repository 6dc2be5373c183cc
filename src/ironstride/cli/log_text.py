"""Puts logged sessions, questions and what an import brought into words for the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from ironstride.catalogue.load import catalogue
from ironstride.formats.strength_rows import StrengthLog
from ironstride.model.log import History, LoggedSession, LoggedSet
from ironstride.model.log_question import Question
from ironstride.model.words import MassUnit, clock, day_text, mass_text, number, plural
from ironstride.strength.log_merge import Merged

#: rows that could not be read are shown one by one up to this many.
FEW = 5
_KINDS = {"warmup": "warm-up", "drop": "drop set", "amrap": "as many as possible", "work": "", None: ""}


def sessions_text(sessions: Sequence[LoggedSession], unit: MassUnit) -> str:
    """Sessions with their sets numbered, a line an exercise."""
    return "\n".join(session_text(session, unit) for session in sessions)


def session_text(session: LoggedSession, unit: MassUnit) -> str:
    """One session: a headline and a line an exercise."""
    head = [day_text(session.date, year=True)]
    if session.start_min is not None:
        head.append(clock(session.start_min))
    if session.title:
        head.append(session.title)
    if session.minutes:
        head.append(f"{number(session.minutes)} min")
    if session.rpe is not None:
        head.append(f"effort {number(session.rpe)} of 10")
    if not session.finished:
        head.append("not finished")
    lines = [" · ".join(head)]
    numbered = list(enumerate(session.sets, 1))
    for name, group in groupby(numbered, key=lambda pair: _name(pair[1])):
        lines.append(f"  {name}: " + ", ".join(f"{n}) {set_text(one, unit)}" for n, one in group))
    if session.note:
        lines.append(f"  {session.note}")
    return "\n".join(lines) + "\n"


def _name(one: LoggedSet) -> str:
    known = catalogue().exercises.get(one.exercise)
    return known.name if known else f"{one.name or one.exercise} (not known)"


def set_text(one: LoggedSet, unit: MassUnit) -> str:
    """`5 × 100 kg, 2 in reserve`."""
    amounts = [] if one.reps is None else [str(one.reps)]
    amounts += [] if one.contacts is None or one.contacts == one.reps else [f"{one.contacts} contacts"]
    amounts += [] if one.seconds is None or one.reps is not None else [f"{number(one.seconds)} s"]
    amounts += [] if one.metres is None else [f"{number(one.metres)} m"]
    text = " ".join(amounts)
    if one.load_kg is not None:
        helping = " of help" if one.load_kg < 0 else ""
        text += f" × {mass_text(abs(one.load_kg), unit)}{helping}"
    words = [one.side or "", _KINDS[one.kind], "to failure" if one.to_failure else ""]
    if one.rir is not None and not one.to_failure:
        words.append(f"{number(one.rir)} in reserve")
    return ", ".join([text, *(word for word in words if word)])


def questions_text(questions: Sequence[Question]) -> str:
    """Questions with the ways to answer them."""
    lines = []
    for question in questions:
        lines.append(f"{question.id}  {question.text}")
        for answer in question.answers:
            mark = " (likely)" if answer.word == question.guess else ""
            lines.append(f"    {answer.word}: {answer.does}{mark}")
    return "\n".join(lines) + ("\n" if lines else "")


def read_text(name: str, log: StrengthLog) -> str:
    """What one file held, and what could not be read."""
    sets = sum(len(session.sets) for session in log.sessions)
    parts = [plural(len(log.sessions), "session"), plural(sets, "set")]
    if log.body_mass:
        parts.append(plural(len(log.body_mass), "body mass", "body masses"))
    lines = [f"{name}: {', '.join(parts)} in {plural(log.rows, 'row')} ({log.app})"]
    lines += [f"  {note}" for note in log.notes]
    lines += [f"  left out {unread.where}: {unread.why}" for unread in log.unread[:FEW]]
    if len(log.unread) > FEW:
        lines.append(f"  and {plural(len(log.unread) - FEW, 'more row')}; --unread shows them all")
    return "\n".join(lines)


def merged_text(merged: Sequence[Merged], history: History) -> str:
    """What an import added in all."""
    new_sessions, new_sets = sum(one.new_sessions for one in merged), sum(one.new_sets for one in merged)
    parts = [f"Added {plural(new_sessions, 'session')} with {plural(new_sets, 'set')}."]
    if known := sum(one.known_sets for one in merged):
        parts.append(f"{plural(known, 'set')} known already.")
    if changed := sum(one.changed_sets for one in merged):
        parts.append(f"{plural(changed, 'set')} told differently than before, and taken as told now.")
    if kept := sum(one.kept_sets for one in merged):
        parts.append(f"{plural(kept, 'set')} left as you put them.")
    total = sum(len(session.sets) for session in history.sessions)
    parts.append(f"The log holds {plural(len(history.sessions), 'session')}, {plural(total, 'set')}.")
    return " ".join(parts)
