"""`ironstride backtest`: predict every set of a training log from its past, beside what lifters use today."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from ironstride.cli.output import colour, deliver, json_bytes, read_bytes, width
from ironstride.model.log import History
from ironstride.model.runner import Runner

if TYPE_CHECKING:
    from ironstride.strength.backtest import Report

#: who is taken for the lifter without a runner file
SOMEBODY = Runner(name="somebody", event="10k", lifting_experience="intermediate", body_mass_kg=75.0, birth_year=1990)
#: sets between two signs of life on a terminal
SIGN_EVERY = 500


@click.command()
@click.argument("logs", type=click.Path(path_type=Path), nargs=-1, required=True, metavar="LOG…")
@click.option(
    "--runner",
    type=click.Path(path_type=Path),
    help="The lifter's runner file: experience and body mass. Without one, 75 kg and a year or two of lifting.",
)
@click.option(
    "--unit", type=click.Choice(("kg", "lb")), help="Unit of loads that name none; what they look like if not given."
)
@click.option("--all", "everything", is_flag=True, help="Show every exercise.")
@click.option("--format", "form", type=click.Choice(("terminal", "json")), default="terminal", show_default=True)
def backtest(
    logs: Sequence[Path], runner: Path | None, unit: Literal["kg", "lb"] | None, everything: bool, form: str
) -> None:
    """Predict each set of LOG… from the sets before it only, and compare with Epley, Brzycki, Lombardi, Wathen, the
    RIR chart and "same as last time".

    LOG is an export of a gym app, or Ironstride's own log. Several logs are several lifters: each is reported, and all
    of them pooled.
    """
    from ironstride.catalogue import catalogue
    from ironstride.cli.backtest_text import report_text
    from ironstride.formats.runner_file import read_runner
    from ironstride.strength import backtest as testing

    lifter = SOMEBODY if runner is None else read_runner(runner)
    exercises = catalogue().exercises
    reports: dict[str, Report] = {}
    for path in logs:
        history = _history(path, unit)
        reports[_titled(path, history)] = testing.backtest(history, lifter, exercises, _sign)
    if len(reports) > 1:
        reports[f"All {len(reports)} logs"] = testing.pooled(tuple(reports.values()))
    if form == "json":
        told = {title: {"all_sets": one.all_sets, "effort_known": one.effort_known, "by_exercise": one.by_exercise}
                for title, one in reports.items()}  # fmt: skip
        deliver(json_bytes(told), None)
        return
    texts = [report_text(one, title, width(), colour(), everything) for title, one in reports.items()]
    deliver("\n\n".join(texts).encode(), None)


def _history(path: Path, unit: Literal["kg", "lb"] | None) -> History:
    """Read a log of any kind; sets of names the catalogue knows become its exercises.

    Raises
    ------
    InputError : one line says what is wrong with the file.
    """
    from ironstride.formats.log_file import log_entries
    from ironstride.strength.history import fold

    data = read_bytes(path)
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b'{"ironstride_log"'):
        return fold(log_entries(data, str(path)))
    from ironstride.formats.strength_logs import LogOptions, read_strength_log
    from ironstride.strength.log_names import name_sets

    log = read_strength_log(data, path.name, LogOptions(unit=unit or "likely"))
    for note in log.notes:
        click.echo(note, err=True)
    return History(sessions=name_sets(log.sessions), body_mass=log.body_mass)


def _titled(path: Path, history: History) -> str:
    count = sum(len(session.sets) for session in history.sessions)
    if not history.sessions:
        return f"{path.name}: no sets"
    first, last = history.sessions[0].date, history.sessions[-1].date
    return f"{path.name}: {count} sets in {len(history.sessions)} sessions, {first} to {last}"


def _sign(done: int) -> None:
    """Say on a terminal that work goes on."""
    if done % SIGN_EVERY == 0 and sys.stderr.isatty():
        click.echo(f"\r{done} sets", nl=False, err=True)
