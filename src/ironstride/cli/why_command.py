"""`ironstride why`: why a session, an exercise and its load stand where they do."""

from __future__ import annotations

from pathlib import Path

import click

from ironstride.cli.output import colour, deliver, width
from ironstride.cli.reading import read_day


@click.command()
@click.argument("plan", type=click.Path(path_type=Path))
@click.argument("date")
@click.argument("exercise", required=False)
@click.option("--detail", is_flag=True, help="All choices with prices, rule codes and every source.")
@click.option("--format", "form", type=click.Choice(("terminal", "json")), default="terminal", show_default=True)
def why(plan: Path, date: str, exercise: str | None, detail: bool, form: str) -> None:
    """Say why PLAN has its session on DATE (YYYY-MM-DD), or why EXERCISE, by name or id, is in it."""
    import msgspec

    from ironstride.cli.answer_text import answer_text
    from ironstride.cli.render import citations
    from ironstride.cli.stored_plan import stored_plan
    from ironstride.planning.question import why as ask

    made = stored_plan(plan)
    answer = ask(made, read_day(date), exercise)
    if form == "json":
        deliver(msgspec.json.format(msgspec.json.encode(answer), indent=2) + b"\n", None)
    else:
        deliver(answer_text(answer, citations(), width(), colour(), detail).encode(), None)
