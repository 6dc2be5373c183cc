"""`ironstride why`: why a session, an exercise and its load stand where they do."""

from __future__ import annotations

from pathlib import Path

import click

from ironstride.cli.output import deliver
from ironstride.cli.plan_here import PlanHere
from ironstride.cli.reading import read_day


@click.command(cls=PlanHere)
@click.argument("plan", type=click.Path(path_type=Path))
@click.argument("date")
@click.argument("exercise", required=False)
@click.option("--detail", is_flag=True, help="All choices with prices, rule codes and every source.")
@click.option("--format", "form", type=click.Choice(("terminal", "json")), default="terminal", show_default=True)
def why(plan: Path, date: str, exercise: str | None, detail: bool, form: str) -> None:
    """Say why PLAN has its session on DATE (YYYY-MM-DD), or why EXERCISE, by name or id, is in it.

    PLAN may be left out where the folder holds just one.
    """
    from ironstride.cli.render import answer_bytes
    from ironstride.cli.stored_plan import stored_plan
    from ironstride.planning.question import why as ask

    deliver(answer_bytes(ask(stored_plan(plan), read_day(date), exercise), form, detail), None)
