"""`ironstride log`: keep a training log from the terminal, from files and from other apps' exports."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ironstride.cli import log_body, log_doubts
from ironstride.cli.log_group import DATE, LOG, UNIT, clock_of, day_of, log
from ironstride.model.errors import InputError
from ironstride.model.words import MassUnit, plural

if TYPE_CHECKING:
    from ironstride.cli.log_store import LogStore
    from ironstride.model.log import LoggedSession

__all__ = ["log", "log_body", "log_doubts"]


@log.command("add")
@click.argument("lifted", nargs=-1)
@LOG
@UNIT
@DATE
@click.option("--plan", type=click.Path(path_type=Path), envvar="IRONSTRIDE_PLAN", help="A plan to walk through.")
@click.option("--start", help="When it began, such as 18:30.")
@click.option("--minutes", type=click.FloatRange(0, 1440), help="How long it took.")
@click.option("--rpe", type=click.FloatRange(0, 10), help="How hard the session was, 0 to 10.")
@click.option("--title", default="", help="What to call the session.")
@click.option("--note", default="", help="A note on the session.")
@click.option("--new", "again", is_flag=True, help="Begin another session on a day that has one.")
def add(
    lifted: Sequence[str],
    log_file: Path,
    unit: MassUnit,
    day: str | None,
    plan: Path | None,
    start: str | None,
    minutes: float | None,
    rpe: float | None,
    title: str,
    note: str,
    again: bool,
) -> None:
    """Log LIFTED, such as "squat 3x5 100 @2, plank 3x45s"; without it walk through the plan's session."""
    from ironstride.cli.log_add import Occasion, add_lifts
    from ironstride.cli.log_line import read_line
    from ironstride.cli.log_store import LogStore
    from ironstride.cli.log_text import session_text

    on = day_of(day)
    if not lifted:
        _walk(log_file, plan, on, unit)
        return
    occasion = Occasion(
        day=on, start_min=clock_of(start), minutes=minutes, rpe=rpe, title=title, note=note, planned=_planned(plan, on)
    )
    lifts = read_line(" ".join(lifted), unit)
    store = LogStore(log_file)
    session = add_lifts(store, lifts, occasion, again)
    click.echo(session_text(session, unit), nl=False)
    _tell_doubts(store, session)


def _walk(log_file: Path, plan: Path | None, day: date, unit: MassUnit) -> None:
    """Walk through the plan's session of a day."""
    from ironstride.cli.log_add import planned_session, walk
    from ironstride.cli.log_store import LogStore
    from ironstride.cli.log_text import session_text
    from ironstride.cli.stored_plan import stored_plan
    from ironstride.model.words import session_name

    if plan is None:
        mend = 'Write it: ironstride log "squat 3x5 100 @2"; or give --plan PLAN.json to walk through today\'s session.'
        raise InputError("nothing to log", mend=mend)
    planned = planned_session(stored_plan(plan), day)
    click.echo(f"{session_name(planned)}, {planned.date}. Enter: done as planned; 5 100 @2: reps, load, reserve;")
    click.echo("-: left out; q: stop. Every set is kept as soon as you answer.\n")

    def ask(called: str, amount: str) -> str:
        answer: str = click.prompt(f"{called} [{amount}]", default="", show_default=False)
        return answer

    def effort() -> float | None:
        answer: str = click.prompt(
            "How hard was the session, 0 to 10? (Enter: not told)", default="", show_default=False
        )
        try:
            return min(10.0, max(0.0, float(answer.replace(",", ".")))) if answer.strip() else None
        except ValueError:
            return None

    click.echo("\n" + session_text(walk(LogStore(log_file), planned, unit, ask, effort), unit), nl=False)


def _planned(plan: Path | None, day: date) -> str:
    """The id of the plan's session of a day; empty without a plan or a session."""
    if plan is None:
        return ""
    from ironstride.cli.stored_plan import stored_plan

    made = stored_plan(plan)
    return next((session.id for session in made.sessions if session.date == day), "")


@log.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@LOG
@click.option("--unit", type=click.Choice(("kg", "lb")), help="Of loads in files that name no unit.")
@click.option("--day-first/--month-first", default=None, help="How to read dates like 3/4/2026 that leave it open.")
@click.option("--time-zone", default="UTC", help="Where you lift, for files in UTC; this machine's when left out.")
@click.option("--column", "columns", multiple=True, metavar="WORD=HEADING", help="A column of a table of your own.")
@click.option("--unread", "show_all", is_flag=True, help="Show every row that could not be read.")
def import_(
    files: Sequence[Path],
    log_file: Path,
    unit: MassUnit | None,
    day_first: bool | None,
    time_zone: str,
    columns: Sequence[str],
    show_all: bool,
) -> None:
    """Import exports of gym apps, watch files and tables, loose, in folders or zipped."""
    from ironstride.cli.log_import import import_files
    from ironstride.cli.log_store import LogStore
    from ironstride.formats.strength_logs import LogOptions

    pairs = [column.partition("=") for column in columns]
    if wrong := next((column for column, (_, mark, _) in zip(columns, pairs, strict=True) if not mark), None):
        raise InputError(f"{wrong!r} is no pair", "--column", "Write it as --column exercise=Lift.")
    options = LogOptions(
        unit=unit, day_first=day_first, time_zone=time_zone, columns={word: heading for word, _, heading in pairs}
    )
    store = LogStore(log_file)
    import_files(store, files, options, show_all)
    _tell_questions(store)


def _tell_doubts(store: LogStore, session: LoggedSession) -> None:
    """Say at once what of a session just logged is in doubt and will not be used before it is answered."""
    from ironstride.strength.log_checks import HOLDING, log_questions

    about = {session.id, *(one.id for one in session.sets)}
    for question in log_questions(store.history, date.today()):
        if question.kind in HOLDING and about.intersection(question.about):
            words = " or ".join(answer.word for answer in question.answers)
            click.echo(f"{question.text} Not used until you say: ironstride log answer {question.id} {words}")


def _tell_questions(store: LogStore) -> None:
    """Say how many questions wait."""
    from ironstride.strength.log_checks import log_questions

    questions = log_questions(store.history, date.today())
    if questions:
        asked, sets = plural(len(questions), "question"), plural(sum(q.count for q in questions), "set")
        click.echo(f"Open: {asked} about {sets}. See ironstride log check --log {store.path}")


@log.command("show")
@LOG
@UNIT
@click.option("--last", type=click.IntRange(1), default=3, show_default=True, help="So many sessions.")
@click.option("--format", "form", type=click.Choice(("terminal", "json")), default="terminal", show_default=True)
def show(log_file: Path, unit: MassUnit, last: int, form: str) -> None:
    """Show the last sessions; sets have the numbers `log fix` takes."""
    from ironstride.cli.log_store import LogStore
    from ironstride.cli.log_text import sessions_text
    from ironstride.cli.output import deliver, json_bytes

    history = LogStore(log_file).history
    if form == "json":
        deliver(json_bytes(history), None)
    elif not history.sessions:
        click.echo(f"{log_file} holds no session yet.")
    else:
        click.echo(sessions_text(history.sessions[-last:], unit), nl=False)


@log.command("undo")
@LOG
@click.option("--redo", is_flag=True, help="Bring back what was taken back last.")
def undo(log_file: Path, redo: bool) -> None:
    """Take back the last thing logged or imported; again for the one before."""
    from ironstride.cli.log_store import BATCH, LogStore

    step = LogStore(log_file).undo(redo)
    made = step[-1].device.partition(BATCH)[0] or "one entry"
    click.echo(f"{'Brought' if redo else 'Took'} back {plural(len(step), 'entry', 'entries')} ({made}).")


@log.command("export")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@LOG
@click.option("--format", "form", type=click.Choice(("csv", "jsonl")), help="Told by the file's ending when left out.")
def export(file: Path, log_file: Path, form: str | None) -> None:
    """Write all sets as a table other apps read (.csv), or the log as it is (.jsonl)."""
    from ironstride.cli.log_store import LogStore
    from ironstride.cli.output import deliver
    from ironstride.formats.log_file import log_bytes
    from ironstride.formats.sets_table import sets_table

    store = LogStore(log_file)
    is_log = (form or file.suffix.lstrip(".").lower()) == "jsonl"
    deliver(log_bytes(store.entries) if is_log else sets_table(store.history.sessions), file)
    sets = sum(len(session.sets) for session in store.history.sessions)
    click.echo(f"{len(store.history.sessions)} sessions, {sets} sets written to {file}.")
