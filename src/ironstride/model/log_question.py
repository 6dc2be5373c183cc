"""What a log leaves open: a doubt about something logged or imported, with the ways to answer it."""

from __future__ import annotations

import hashlib
from typing import Literal

from msgspec import Struct

QuestionKind = Literal[
    "unit", "date-order", "name", "per-side-load", "load", "unit-jump", "reps", "duplicate-session", "clock", "future",
    "waiting-set", "hands",
]  # fmt: skip


class Answer(Struct, frozen=True, kw_only=True):
    """One way to answer: a word to give back, and what it does."""

    word: str
    does: str


class Question(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Something that is not used before it is answered.

    Attributes
    ----------
    id : stable; made from what it is about, so that the same doubt is the same question every time.
    kind : what sort of doubt.
    text : the question in plain words, with what was read.
    about : ids of the sets or sessions in doubt; empty when it is about a whole file or a name.
    name : the exercise's name, for questions about names.
    count : how many sets wait for the answer.
    guess : the answer that is likely; empty when there is none.
    answers : the ways to answer.
    """

    id: str
    kind: QuestionKind
    text: str
    about: tuple[str, ...] = ()
    name: str = ""
    count: int = 0
    guess: str = ""
    answers: tuple[Answer, ...] = ()


RIGHT = Answer(word="right", does="keeps it as it is and asks no more")
REMOVE = Answer(word="remove", does="takes it out; undo brings it back")
POUNDS = Answer(word="lb", does="takes the number as pounds and converts it")


def question_id(kind: str, *about: str) -> str:
    """The stable id of a question about these things."""
    return f"{kind}-{hashlib.sha256('|'.join(about).encode()).hexdigest()[:12]}"
