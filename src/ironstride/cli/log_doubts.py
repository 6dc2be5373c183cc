"""`ironstride log check`, `answer` and `fix`: ask about what cannot be right, and mend it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from ironstride.cli.log_group import LOG, UNIT, log
from ironstride.model.words import MassUnit


@log.command("fix", context_settings={"ignore_unknown_options": True})
@click.argument("which")
@click.argument("words", nargs=-1, required=True)
@LOG
@UNIT
def fix(which: str, words: Sequence[str], log_file: Path, unit: MassUnit) -> None:
    """Correct a set: WHICH is its number in the last session or DATE/NUMBER, WORDS are 5 100 @2, or remove."""
    from ironstride.cli.log_fix import fix_set
    from ironstride.cli.log_store import LogStore

    click.echo(fix_set(LogStore(log_file), which, " ".join(words), unit))


@log.command("check")
@LOG
@click.option("--ask", is_flag=True, help="Ask one question after the other; Enter leaves one for later.")
def check(log_file: Path, ask: bool) -> None:
    """Ask about everything in the log that cannot be right or is not known."""
    from ironstride.cli.log_fix import ask_all
    from ironstride.cli.log_store import LogStore
    from ironstride.cli.log_text import questions_text
    from ironstride.strength.history import waiting_sets
    from ironstride.strength.log_checks import log_questions

    store = LogStore(log_file)
    questions = log_questions(store.history, date.today())
    waiting = waiting_sets(store.entries)
    if ask:
        ask_all(store, questions, date.today())
        return
    click.echo(questions_text(questions), nl=False)
    if waiting:
        click.echo(f"{len(waiting)} sets wait for sessions that are not in this log.")
    if questions:
        click.echo("Answer one with ironstride log answer ID WORD, or all with ironstride log check --ask.")
    elif not waiting:
        click.echo("Nothing is open.")


@log.command("answer")
@click.argument("question")
@click.argument("word")
@LOG
def answer(question: str, word: str, log_file: Path) -> None:
    """Answer a question of `log check`: QUESTION is its id, WORD one of its answers."""
    from ironstride.cli.log_fix import answer_question
    from ironstride.cli.log_store import LogStore

    click.echo(answer_question(LogStore(log_file), question, word, date.today()))
