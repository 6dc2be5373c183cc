"""`ironstride plan`: from a runner file to a season, shown or written in any format."""

from __future__ import annotations

import itertools
import json
import time
from collections.abc import Sequence
from pathlib import Path

import click

from ironstride.cli.output import deliver, width
from ironstride.model.plan import Plan

FORMATS = ("terminal", "json", "html", "pdf", "ics", "md")


@click.command()
@click.argument("runner", type=click.Path(path_type=Path))
@click.option("--runs", multiple=True, type=click.Path(path_type=Path), help="Watch files: a folder, archive or table.")
@click.option("--calendar", multiple=True, type=click.Path(path_type=Path), help="A running plan: .ics or .csv.")
@click.option("--weeks", type=click.IntRange(1, 104), help="Length of the season in weeks.")
@click.option("--method", help="evidence (the default), s0, s1, s2, s3, s4, or a file of your own.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="terminal", show_default=True)
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write to this file.")
@click.option("--change", "changes", multiple=True, help="Plan with a change (see replan), such as 'drop-wish 1'.")
@click.option("--what-if", "what_if", multiple=True, help="Show what a change (see replan) would do; keep nothing.")
@click.option("--timings", is_flag=True, help="Print how long each stage took, on standard error.")
def plan(
    runner: Path,
    runs: Sequence[Path],
    calendar: Sequence[Path],
    weeks: int | None,
    method: str | None,
    form: str,
    output: Path | None,
    changes: Sequence[str],
    what_if: Sequence[str],
    timings: bool,
) -> None:
    """Plan a season of strength work for RUNNER, a runner.toml or the folder that holds one."""
    from ironstride.cli.prepare import named_method, plan_for
    from ironstride.cli.render import render

    marks: list[tuple[str, float]] = [("start", time.perf_counter())]
    made = plan_for(
        runner,
        runs,
        calendar,
        weeks,
        method and named_method(method),
        progress=lambda stage: marks.append((stage, time.perf_counter())),
        changes=changes,
    )
    data = _difference(made, what_if) if what_if else render(made, form, output)
    marks.append(("done", time.perf_counter()))
    deliver(data, output)
    if timings:
        spans = {name: round(end - begin, 4) for (name, begin), (_, end) in itertools.pairwise(marks)}
        click.echo(json.dumps(spans), err=True)
    if output is not None:
        click.echo(f"Written to {output}.", err=True)


def _difference(made: Plan, what_if: Sequence[str]) -> bytes:
    """Say what changes would do to the plan, from its first day on."""
    from ironstride.planning.change_text import parse_change
    from ironstride.planning.differences import difference_text
    from ironstride.planning.replan import replan

    found = replan(made, [parse_change(text) for text in what_if], made.first_day).differences
    return difference_text(found, width()).encode()
