"""`ironstride audit`: what a runner's own log does wrong, with its dates and numbers, and what to do about it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Literal

import click

from ironstride.cli.output import colour, deliver, width
from ironstride.model.errors import InputError

FORMATS = ("terminal", "json", "html", "pdf")


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--runs", multiple=True, type=click.Path(path_type=Path), help="Watch files: a folder, archive or table.")
@click.option("--calendar", multiple=True, type=click.Path(path_type=Path), help="Races and runs: .ics or .csv.")
@click.option("--unit", type=click.Choice(("kg", "lb")), help="Of loads whose file names none.")
@click.option("--day-first/--month-first", default=None, help="How to read dates like 3/4/2026 that leave it open.")
@click.option("--column", multiple=True, help="Of a table of your own: `reps=Count`, `exercise=Lift`.")
@click.option("--names", type=click.Path(path_type=Path, dir_okay=False), help="A file of what exercise names mean.")
@click.option("--time-zone", default="UTC", show_default=True, help="Where you live, as in Europe/Berlin.")
@click.option("--runner", type=click.Path(path_type=Path), help="A runner.toml: event, age, races, method.")
@click.option("--method", help="evidence (the default), s0 to s4, a file of your own, or all side by side.")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="First day that counts; a year back if not given.")
@click.option("--split", type=click.DateTime(["%Y-%m-%d"]), help="Judge before and after this day, too.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="terminal", show_default=True)
@click.option("--all", "everything", is_flag=True, help="Tell every source and date.")
@click.option(
    "--plan", type=click.Path(path_type=Path, file_okay=False), help="Fix it: write a runner file and a plan."
)
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write to this file.")
def audit(
    files: Sequence[Path],
    runs: Sequence[Path],
    calendar: Sequence[Path],
    unit: Literal["kg", "lb"] | None,
    day_first: bool | None,
    column: Sequence[str],
    names: Path | None,
    time_zone: str,
    runner: Path | None,
    method: str | None,
    since: datetime | None,
    split: datetime | None,
    form: str,
    everything: bool,
    plan: Path | None,
    output: Path | None,
) -> None:
    """Audit FILES, the logs of what you really lifted."""
    from ironstride.cli.audit_logs import Options
    from ironstride.cli.audit_plan import free, hand_over
    from ironstride.cli.audit_reading import gathered
    from ironstride.cli.audit_render import audited, render

    if plan is not None:
        free(plan)
    options = Options(unit=unit, day_first=day_first, columns=_columns(column), names=names, time_zone=time_zone)
    material = gathered(files, runs, calendar, runner, options)
    made = audited(material, method, since and since.date(), split and split.date())
    deliver(render(made, form, width(), colour() and output is None, everything), output)
    if output is not None:
        click.echo(f"Written to {output}.", err=True)
    if plan is not None:
        click.echo(hand_over(material, made, plan, material.today), err=True)


def _columns(given: Sequence[str]) -> dict[str, str]:
    """Read `ours=theirs` pairs.

    Raises
    ------
    InputError : for one without an equals sign.
    """
    pairs = [one.partition("=") for one in given]
    wrong = next((one for one, (_, sign, _) in zip(given, pairs, strict=True) if not sign), None)
    if wrong is not None:
        raise InputError(f"{wrong!r} names no column", "--column", "Write it as reps=Count.")
    return {ours.strip(): theirs.strip() for ours, _, theirs in pairs}
