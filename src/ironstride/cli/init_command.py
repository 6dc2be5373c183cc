"""`ironstride init`: a short interview that ends in a runner file."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from os.path import relpath
from pathlib import Path

import click
from msgspec import structs

from ironstride.model.errors import InputError


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=".")
@click.option(
    "--runs",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Watch files to take proposals from, and to plan with.",
)
@click.option("--force", is_flag=True, help="Overwrite a runner.toml that is there.")
def init(folder: Path, runs: Sequence[Path], force: bool) -> None:
    """Ask what a plan needs to know and write FOLDER/runner.toml."""
    from ironstride.cli.ask import Question, run_interview
    from ironstride.cli.output import deliver
    from ironstride.cli.prepare import calendar_races, watch_summary
    from ironstride.formats.runner_file import write_runner

    target = folder / "runner.toml"
    if target.exists() and not force:
        raise InputError("there is a runner file already", str(target), "Edit it, or start over with --force.")
    click.echo("A dozen short questions; press Enter to take what stands in brackets.\n")

    def ask(question: Question) -> str:
        if question.problem:
            click.secho(f"  {question.problem}", fg="red")
        click.secho(question.text, bold=True)
        click.echo(f"  {question.why}")
        answer: str = click.prompt("  ", default=question.proposal or "", show_default=bool(question.proposal))
        return answer

    runner = run_interview(ask, watch_summary(runs), look=partial(calendar_races, folder))
    kept = tuple(str(path) if path.is_absolute() else relpath(path, folder) for path in runs)
    runner = structs.replace(runner, running=structs.replace(runner.running, history=kept))
    folder.mkdir(parents=True, exist_ok=True)
    deliver(write_runner(runner).encode(), target)
    click.echo(f"\nWritten to {target}. Next: ironstride plan {folder}")
