"""`ironstride whynot`: what a session on another day would cost, or what forbids it."""

from __future__ import annotations

from pathlib import Path

import click

from ironstride.cli.output import colour, deliver, width
from ironstride.cli.reading import read_day


@click.command()
@click.argument("plan", type=click.Path(path_type=Path))
@click.argument("date")
@click.option("--detail", is_flag=True, help="All choices with prices, rule codes and every source.")
@click.option("--format", "form", type=click.Choice(("terminal", "json")), default="terminal", show_default=True)
def whynot(plan: Path, date: str, detail: bool, form: str) -> None:
    """Say what a session on DATE (YYYY-MM-DD) would cost PLAN, or what forbids it."""
    import msgspec

    from ironstride.cli.answer_text import answer_text
    from ironstride.cli.render import citations
    from ironstride.cli.stored_plan import stored_plan
    from ironstride.planning.question import whynot as ask

    made = stored_plan(plan)
    answer = ask(made, read_day(date))
    if form == "json":
        deliver(msgspec.json.format(msgspec.json.encode(answer), indent=2) + b"\n", None)
    else:
        deliver(answer_text(answer, citations(), width(), colour(), detail).encode(), None)
