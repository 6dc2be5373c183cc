"""`ironstride show`: a stored plan in the terminal, whole or one week."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from ironstride.cli.output import colour, deliver, width
from ironstride.model.errors import InputError


@click.command()
@click.argument("plan", type=click.Path(path_type=Path))
@click.option("--week", help="A week by its number (1 is the first) or any date in it (YYYY-MM-DD).")
@click.option(
    "--format", "form", type=click.Choice(("terminal", "json", "html", "pdf", "ics", "md")), default="terminal"
)
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write to this file.")
def show(plan: Path, week: str | None, form: str, output: Path | None) -> None:
    """Show PLAN, a JSON file that `ironstride plan` wrote."""
    from ironstride.catalogue import catalogue
    from ironstride.cli.render import render
    from ironstride.cli.stored_plan import stored_plan
    from ironstride.pictures.terminal import week_text

    made = stored_plan(plan)
    if week is None:
        deliver(render(made, form, output), output)
        return
    if form != "terminal":
        raise InputError(f"one week is shown in the terminal, not as {form}", "--week", "Leave out --week or --format.")
    start = _week_start([entry.start for entry in made.weeks], week)
    deliver(week_text(made, start, width(), colour(), catalogue().names).encode(), output)


def _week_start(starts: list[date], asked: str) -> date:
    if asked.isdigit() and 1 <= int(asked) <= len(starts):
        return starts[int(asked) - 1]
    try:
        day = date.fromisoformat(asked)
    except ValueError:
        raise InputError(f"no week {asked!r}", "--week", f"Give 1 to {len(starts)} or a date YYYY-MM-DD.") from None
    found = [start for start in starts if start <= day and (day - start).days < 7]
    if not found:
        raise InputError(f"{asked} is outside the plan", "--week", f"It runs from {starts[0]}, {len(starts)} weeks.")
    return found[0]
