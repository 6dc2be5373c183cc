"""`ironstride whynot`: what a session on another day would cost, or what forbids it."""

from __future__ import annotations

from pathlib import Path

import click

from ironstride.cli.output import deliver
from ironstride.cli.plan_here import PlanHere
from ironstride.cli.reading import read_day


@click.command(cls=PlanHere)
@click.argument("plan", type=click.Path(path_type=Path))
@click.argument("date")
@click.option("--detail", is_flag=True, help="All choices with prices, rule codes and every source.")
@click.option("--format", "form", type=click.Choice(("terminal", "json")), default="terminal", show_default=True)
def whynot(plan: Path, date: str, detail: bool, form: str) -> None:
    """Say what a session on DATE (YYYY-MM-DD) would cost PLAN, or what forbids it.

    PLAN may be left out where the folder holds just one.
    """
    from ironstride.cli.render import answer_bytes
    from ironstride.cli.stored_plan import stored_plan
    from ironstride.planning.question import whynot as ask

    deliver(answer_bytes(ask(stored_plan(plan), read_day(date)), form, detail), None)
