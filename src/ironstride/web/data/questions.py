"""What a log leaves open, asked of its owner, and what becomes of the answers."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from typing import Literal, cast

import msgspec
from django.db import transaction
from django.utils.translation import gettext_noop
from msgspec import Struct
from msgspec.structs import replace

from ironstride.formats.strength_logs import LogOptions, read_strength_log
from ironstride.model.errors import InputError
from ironstride.model.log_question import Question
from ironstride.strength.exercise_names import NameAnswer
from ironstride.strength.log_answers import answer_entries
from ironstride.strength.log_checks import log_questions
from ironstride.strength.log_merge import Merger
from ironstride.strength.log_names import name_sets
from ironstride.web.accounts.models import User
from ironstride.web.data.models import ImportedFile, NameMeaning
from ironstride.web.jobs.kinds import Outcome, Work
from ironstride.web.log.store import all_entries, append
from ironstride.web.log.things import history
from ironstride.web.runners.stored import runner_of, today

_ANSWERS = msgspec.json.Decoder(dict[str, str])
_QUESTIONS = msgspec.json.Decoder(tuple[Question, ...])


class AskedOf(Struct, frozen=True):
    """A question, and the file it is about when the whole file waits for it."""

    question: Question
    file: int | None = None


class AnswerFile(Struct, frozen=True):
    """The answer to a file's question: the file is read once more with it."""

    file: int
    question: str
    word: str


def open_questions(owner: User) -> list[AskedOf]:
    """Give everything an owner may be asked: about files first, then about sets, sessions and names."""
    asked = [
        AskedOf(question, pk)
        for pk, content in owner.files.exclude(questions="[]").filter(accepted=True).values_list("pk", "questions")
        for question in _QUESTIONS.decode(content)
    ]
    about_log = log_questions(history(owner), today(runner_of(owner)))
    meant = set(meanings(owner))
    return [
        *asked,
        *(AskedOf(question) for question in about_log if question.kind != "name" or question.name not in meant),
    ]


def meanings(owner: User) -> dict[str, NameAnswer]:
    """Give what names mean, as the owner said before."""
    return {name: NameAnswer(exercise) for name, exercise in owner.name_meanings.values_list("name", "exercise")}


def answer(owner: User, question: str, word: str) -> None:
    """Carry out the answer to a question about the log: entries are added, nothing is overwritten.

    Raises
    ------
    InputError : the question is not open, or the word is no answer to it.
    """
    log = history(owner)
    found = next((one for one in log_questions(log, today(runner_of(owner))) if one.id == question), None)
    if found is None:
        raise InputError("this question is answered already", "questions")
    entries = answer_entries(found, word, log, device="questions")
    with transaction.atomic():
        if entries:
            append(owner, entries)
        if found.kind == "name":
            NameMeaning.objects.filter(owner=owner, name=found.name).delete()
            NameMeaning.objects.create(owner=owner, name=found.name[:200], exercise=word)


def answer_job(work: Work) -> Outcome:
    """Read a file once more with its question answered, and let the log follow it."""
    asked = msgspec.json.decode(work.asked, type=AnswerFile)
    work.progress(gettext_noop("Reading"), 0, 0)
    file = work.owner.files.select_related("batch").get(pk=asked.file, accepted=True)
    questions = {one.id: one for one in _QUESTIONS.decode(file.questions)}
    if asked.question not in questions or file.content is None:
        raise InputError("this question is answered already", "questions")
    runner = runner_of(work.owner)
    answers = {**_ANSWERS.decode(file.answers), **checked(questions[asked.question], asked.word)}
    options = with_answers(LogOptions(time_zone=runner.time_zone if runner else "UTC"), answers)
    log = read_strength_log(zlib.decompress(file.content), file.name, options)
    merged = Merger(all_entries(work.owner)).add(
        name_sets(log.sessions, meanings(work.owner)), log.body_mass, f"{file.batch_id}"
    )
    with transaction.atomic():
        append(work.owner, merged.entries, file.batch)
        kept = {"questions": encoded(log.questions), "answers": msgspec.json.encode(answers).decode()}
        ImportedFile.objects.filter(pk=file.pk).update(**kept)
    return Outcome(text="Read.", go="/data/questions")


def checked(question: Question, word: str) -> dict[str, str]:
    """Give an answer to a file's question by its kind.

    Raises
    ------
    InputError : the word is no answer.
    """
    if word not in {one.word for one in question.answers}:
        raise InputError(
            f"{word!r} is no answer", "questions", f"Answer {', '.join(a.word for a in question.answers)}."
        )
    return {question.kind: word}


def with_answers(options: LogOptions, answers: Mapping[str, str]) -> LogOptions:
    """Add what was answered of a file to what is known of it."""
    if "unit" in answers:
        options = replace(options, unit=cast(Literal["kg", "lb"], answers["unit"]))
    if "date-order" in answers:
        options = replace(options, day_first=answers["date-order"] == "day")
    return options


def encoded(questions: Iterable[Question]) -> str:
    """Write questions as they are kept beside a file."""
    return msgspec.json.encode(tuple(questions)).decode()


def exercise_names() -> list[tuple[str, str]]:
    """Give every exercise of the catalogue by id and name, in order of names."""
    from ironstride.catalogue import catalogue

    return sorted(((one.id, one.name) for one in catalogue().exercises.values()), key=lambda pair: pair[1])
