"""`ironstride tour`: plan the example runner, show the season, say what to try next."""

from __future__ import annotations

from pathlib import Path

import click

from ironstride.cli.output import deliver
from ironstride.model.errors import InputError


@click.command()
@click.option("--example", type=click.Choice(("novice-half", "club-5k")), default="novice-half", show_default=True)
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), default=Path("out"), show_default=True)
def tour(example: str, out: Path) -> None:
    """Plan an example runner from its real-format files and write every format to a folder."""
    from ironstride.cli.prepare import plan_for
    from ironstride.cli.render import render, terminal

    folder = Path("examples") / example
    if not folder.is_dir():
        raise InputError("there are no examples here", str(folder), "Run it from the project's folder.")
    click.echo(f"Planning {folder} ...", err=True)
    made = plan_for(folder)
    out.mkdir(parents=True, exist_ok=True)
    for form in ("json", "html", "ics", "md"):
        deliver(render(made, form, out / f"{example}.{form}"), out / f"{example}.{form}")
    click.echo(terminal(made))
    click.echo(
        f"Written to {out}/: {example}.html (open it in a browser), .ics (import it), .md and .json.\n\n"
        "Next:\n"
        f"  .venv/bin/ironstride show {out}/{example}.json --week 9\n"
        f"  .venv/bin/ironstride plan {folder} --method s3\n"
        f"  .venv/bin/ironstride check {out}/{example}.json\n"
        "  .venv/bin/ironstride init my-season     # your own runner file in two minutes"
    )
