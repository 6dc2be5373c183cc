"""`ironstride audit`: what a runner's own log does wrong, with its dates and numbers, and what to do about it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import click

from ironstride.cli.output import colour, deliver, width

FORMATS = ("terminal", "json", "html", "pdf")


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--runs", multiple=True, type=click.Path(path_type=Path), help="Watch files: a folder, archive or table.")
@click.option("--calendar", multiple=True, type=click.Path(path_type=Path), help="Races and runs: .ics or .csv.")
@click.option("--runner", type=click.Path(path_type=Path), help="A runner.toml: event, age, races, method.")
@click.option("--method", help="evidence (the default), s0 to s4, a file of your own, or all side by side.")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="First day that counts; a year back if not given.")
@click.option("--split", type=click.DateTime(["%Y-%m-%d"]), help="Judge before and after this day, too.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="terminal", show_default=True)
@click.option("--all", "everything", is_flag=True, help="Tell every source and date.")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write to this file.")
def audit(
    files: Sequence[Path],
    runs: Sequence[Path],
    calendar: Sequence[Path],
    runner: Path | None,
    method: str | None,
    since: datetime | None,
    split: datetime | None,
    form: str,
    everything: bool,
    output: Path | None,
) -> None:
    """Audit FILES, the logs of what you really lifted."""
    from ironstride.cli.audit_reading import gathered
    from ironstride.cli.audit_render import audited, render

    material = gathered(files, runs, calendar, runner)
    made = audited(material, method, since and since.date(), split and split.date())
    deliver(render(made, form, width(), colour() and output is None, everything), output)
    if output is not None:
        click.echo(f"Written to {output}.", err=True)
