"""Corrects sets, answers questions and reads complaints and self-tests for `ironstride log`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Literal, cast, get_args

import click
from msgspec.structs import fields, replace

from ironstride.catalogue.tables import table
from ironstride.cli.log_line import TypedSet, read_sets
from ironstride.cli.log_store import LogStore, now
from ironstride.cli.log_text import questions_text, set_text
from ironstride.model.errors import InputError
from ironstride.model.exercise import Site
from ironstride.model.log import Complaint, LoggedSide, PutSet, Remove, ScreenResult
from ironstride.model.log_question import Question
from ironstride.model.words import MassUnit
from ironstride.strength.exercise_names import NameAnswer
from ironstride.strength.log_answers import answer_entries, new_id
from ironstride.strength.log_checks import log_questions
from ironstride.strength.screens import believable, self_tests

Sign = Literal["changes-gait", "sharp", "at-night", "at-rest", "on-bone", "swelling", "numb"]
SIDES = ("left", "right")


def fix_set(store: LogStore, which: str, words: str, unit: MassUnit) -> str:
    """Put other numbers in a set, or take it out; gives a line that says what stands there now.

    Raises
    ------
    InputError : there is no such set, or the words cannot be read.
    """
    session, one = store.find_set(which)
    name = one.name or one.exercise
    if words.strip().lower() in ("remove", "delete"):
        store.add([Remove(entry=new_id(), at=now(), device=store.device, id=one.id)])
        return f"Took out {name}, {set_text(one, unit)}. `ironstride log undo` brings it back."
    known = {field.name for field in fields(TypedSet)}
    had = {name: getattr(one, name) for name in known}
    typed = read_sets(words, unit, TypedSet(**{**had, "reps": one.reps if one.reps is not None else one.contacts}))
    if len(typed) != 1:
        raise InputError(f"{words!r} is {len(typed)} sets", "log fix", "A set is mended one at a time.")
    changed = replace(one, **{name: getattr(typed[0], name) for name in known})
    if one.contacts is not None:
        changed = replace(changed, contacts=typed[0].reps)
    store.add([PutSet(entry=new_id(), at=now(), device=store.device, session=session.id, set=changed)])
    return f"{name}: {set_text(changed, unit)} (was {set_text(one, unit)})."


def answer_question(store: LogStore, question: str, word: str, today: date) -> str:
    """Carry out the answer to a question; what a name means is remembered for the next import.

    Raises
    ------
    InputError : the question is not open, or the word is no answer to it.
    """
    found = next((q for q in log_questions(store.history, today) if q.id == question), None)
    if found is None:
        raise InputError(f"no open question {question!r}", str(store.path), "`ironstride log check` lists them.")
    entries = answer_entries(found, word, store.history, device=store.device)
    if entries:
        store.add(entries)
    if found.kind == "name":
        store.remember(found.name, NameAnswer(word))
    return f"Answered: {len(entries)} entries changed. `ironstride log undo` takes it back."


def ask_all(store: LogStore, questions: Sequence[Question], today: date) -> None:
    """Ask question after question in the terminal and carry out each answer at once; nothing typed leaves it open."""
    for question in questions:
        click.echo(questions_text([question]), nl=False)
        while word := str(click.prompt("  Answer (Enter: later)", default="", show_default=False)).strip():
            try:
                click.echo(f"  {answer_question(store, question.id, word, today)}")
            except InputError as error:
                click.echo(f"  {error}")
                continue
            break


def read_complaint(kind: str, words: Sequence[str], day: date, note: str) -> Complaint:
    """Read `calf left 4 sharp at-night`; the severity is 3 when not told.

    Raises
    ------
    InputError : no site, or a word nobody can read.
    """
    sites, signs = get_args(Site), get_args(Sign)
    site = side = ""
    severity = 3
    told: list[Sign] = []
    for word in (word.lower() for text in words for word in text.split()):
        if word in sites:
            site = word
        elif word in (*SIDES, "both"):
            side = word
        elif word in signs:
            told.append(cast("Sign", word))
        elif re.fullmatch(r"\d{1,2}", word) and int(word) <= 10:
            severity = int(word)
        else:
            raise InputError(
                f"{word!r} is neither a site, a side, 0 to 10, nor a sign", mend=f"Sites: {', '.join(sites)}."
            )
    if not site:
        raise InputError("no site", mend=f"Known are {', '.join(sites)}.")
    return Complaint(
        id=f"{kind}-{site}-{side or 'both'}-{day}",
        date=day,
        site=cast("Site", site),
        kind="pain" if kind == "pain" else "sore",
        side=cast("Literal['left', 'right', 'both']", side or "both"),
        severity=severity,
        signs=tuple(told),
        note=note,
    )


def read_screen(words: Sequence[str], day: date) -> ScreenResult:
    """Read `knee-to-wall left 9.5`.

    Raises
    ------
    InputError : a test that is not known, or no value.
    """
    known = [name for name, entry in table("screens").items() if isinstance(entry, dict) and "unit" in entry]
    text = " ".join(words).lower()
    match = re.fullmatch(r"([a-z][a-z _-]*?)(?:\s+(left|right))?\s+(-?\d+(?:[.,]\d+)?)\s*(?:cm|s|reps)?", text)
    name = re.sub(r"[ -]", "_", match[1]) if match else ""
    if match is None or name not in known:
        names = ", ".join(one.replace("_", "-") for one in known)
        raise InputError(
            f"{text!r} is no self-test with its value",
            mend=f"Known are {names}; such as {names.split(',')[0]} left 9.5.",
        )
    side = cast("LoggedSide | None", match[2])
    value = float(match[3].replace(",", "."))
    if name in self_tests():
        value = believable(self_tests()[name], value)
    return ScreenResult(id=f"{name}-{side or 'both'}-{day}", date=day, screen=name, value=value, side=side)
