"""`ironstride replan`: change a stored plan as little as possible and show what is different."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from ironstride.cli.output import deliver, read_bytes, width
from ironstride.model.errors import InputError
from ironstride.model.log import History


@click.command()
@click.argument("plan", type=click.Path(path_type=Path))
@click.option("--change", "changes", multiple=True, help="What changes; --help lists the spellings.")
@click.option("--log", type=click.Path(path_type=Path, dir_okay=False), help="The training log to follow (JSON Lines).")
@click.option("--today", help="The first day that may change (YYYY-MM-DD); today if not given.")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write the new plan (JSON) here.")
@click.option("--picture", type=click.Path(path_type=Path, dir_okay=False), help="Draw what changed (SVG) here.")
def replan(
    plan: Path, changes: Sequence[str], log: Path | None, today: str | None, output: Path | None, picture: Path | None
) -> None:
    """Change PLAN, a JSON file that `ironstride plan` wrote, and show the difference.

    What lies before today stays; what nothing touches stays. With a log, what was done stands as it was done, what
    was missed is gone, and the loads to come follow what was lifted. A change is spelt like one of these (dates
    YYYY-MM-DD):

    \b
      missed DATE[..DATE] [REASON]       move-session DATE DATE
      move-run DATE DATE [HH:MM]         cancel-run DATE
      add-run DATE KIND MINUTES [HH:MM]
      race DATE [A|B|C] [km=KM] [NAME]   move-race DATE DATE
      cancel-race DATE                   away DATE[..DATE] [place=NAME]
      sore SITE [left|right|both] [until=DATE]   two weeks without a date
      clear SITE                         it is fine again
      cleared FLAG DATE                  a professional has looked at a red flag
      minutes DATE MINUTES               method NAME
      wish on DATE [legs]                wish rest DATE
      wish per-week N                    drop-wish N
    """
    from ironstride.cli.stored_plan import stored_plan
    from ironstride.formats.plan_json import plan_bytes
    from ironstride.planning.change_text import parse_change
    from ironstride.planning.differences import difference_text
    from ironstride.planning.replan import replan as planned_anew

    if not changes and log is None:
        raise InputError("nothing is said to have changed", "replan", "Give --change, --log or both.")
    asked = [parse_change(text) for text in changes]
    first = day_of(today)
    history = None if log is None else history_of(log)
    before = stored_plan(plan)
    made = planned_anew(before, asked, first, history=history)
    deliver(difference_text(made.differences, width()).encode(), None)
    if picture is not None:
        from ironstride.catalogue import catalogue
        from ironstride.pictures.changes import plan_changes

        deliver(plan_changes(before, made.plan, first, exercises=catalogue().exercises).encode(), picture)
        click.echo(f"Drawn to {picture}.", err=True)
    if output is None:
        click.echo("Nothing is kept. Keep the new plan with -o FILE.", err=True)
        return
    deliver(plan_bytes(made.plan), output)
    click.echo(f"Written to {output}.", err=True)


def history_of(path: Path) -> History:
    """Read a log; unlike for a new one, the file must be there."""
    from ironstride.formats.log_file import log_entries
    from ironstride.strength.history import fold

    return fold(log_entries(read_bytes(path), str(path)))


def day_of(text: str | None) -> date:
    """Read a date given as an option; today without one."""
    if text is None:
        return date.today()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InputError(f"{text!r} is not a date", "--today", "Write it like 2027-01-11.") from None
