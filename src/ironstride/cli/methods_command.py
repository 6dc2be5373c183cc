"""`ironstride methods`: what a method asks for, and one runner's season under several of them side by side."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from ironstride.cli.output import colour, deliver, width


@click.group()
def methods() -> None:
    """Methods: what they ask for, and how they compare."""


@methods.command("list")
def list_() -> None:
    """List the methods that ship with Ironstride."""
    from ironstride.catalogue import catalogue
    from ironstride.cli.methods_text import list_text

    deliver(list_text(catalogue(), width()).encode(), None)


@methods.command()
@click.argument("method")
@click.option("--detail", is_flag=True, help="Every rule, with its code and price.")
def show(method: str, detail: bool) -> None:
    """Show METHOD, an id or a file of your own: what it adds, leaves out and changes, and who says so."""
    from ironstride.catalogue import catalogue
    from ironstride.cli.methods_text import show_text
    from ironstride.cli.prepare import named_method

    deliver(show_text(catalogue(), named_method(method), width(), colour(), detail).encode(), None)


@methods.command()
@click.argument("runner", type=click.Path(path_type=Path))
@click.option("--runs", multiple=True, type=click.Path(path_type=Path), help="Watch files: a folder, archive or table.")
@click.option("--calendar", multiple=True, type=click.Path(path_type=Path), help="A running plan: .ics or .csv.")
@click.option("--method", "names", multiple=True, help="An id or a file; may be given several times. All if left out.")
@click.option("--weeks", type=click.IntRange(1, 104), help="Length of the season in weeks.")
@click.option("--detail", is_flag=True, help="More rules, with codes and prices.")
def compare(
    runner: Path, runs: Sequence[Path], calendar: Sequence[Path], names: Sequence[str], weeks: int | None, detail: bool
) -> None:
    """Plan RUNNER's season by several methods and set them side by side."""
    from ironstride.catalogue import catalogue
    from ironstride.cli.methods_text import compare_text
    from ironstride.cli.prepare import named_method, plan_for
    from ironstride.model.errors import InputError, NoPlan

    data = catalogue()
    chosen = [named_method(name) for name in (names or tuple(data.methods))]
    if len(chosen) < 2:
        raise InputError("one method cannot be compared", "--method", "Give two or more, or none for all.")
    plans, refused = [], []
    for method in chosen:
        try:
            plans.append(plan_for(runner, runs, calendar, weeks, method))
        except NoPlan as error:
            refused.append(f"{method if isinstance(method, str) else method.id} finds no plan: {error}")
    deliver(compare_text(data, plans, refused, width(), colour(), detail).encode(), None)
