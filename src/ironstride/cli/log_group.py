"""The group of `ironstride log` and what its commands share: the log file, the unit, the day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

LOG = click.option(
    "--log",
    "log_file",
    type=click.Path(path_type=Path, dir_okay=False),
    default="log.jsonl",
    envvar="IRONSTRIDE_LOG",
    show_default=True,
    help="The log file; IRONSTRIDE_LOG names another for all commands.",
)
UNIT = click.option(
    "--unit", type=click.Choice(("kg", "lb")), default="kg", envvar="IRONSTRIDE_UNIT", help="Of loads that name none."
)
DATE = click.option("--date", "day", help="The day, YYYY-MM-DD; today when left out.")


class AddsByDefault(click.Group):
    """A group in which anything that is no command is something lifted; `--log FILE` may stand before a command."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        at = 0
        while at < len(args) and args[at].startswith("--") and args[at] not in ("--help", "--new"):
            at += 1 if "=" in args[at] else 2
        if at and at < len(args) and args[at] in self.commands:
            args = [args[at], *args[:at], *args[at + 1 :]]
        elif not args or (args[0] not in self.commands and args[0] not in ("-h", "--help")):
            args = ["add", *args]
        return super().parse_args(ctx, args)


@click.group(cls=AddsByDefault)
def log() -> None:
    """Keep a log of what you lifted: `ironstride log "squat 3x5 100 @2, rdl 3x8 60"`."""


def day_of(text: str | None) -> date:
    """Read the day an option names; today without one.

    Raises
    ------
    InputError : it is no date.
    """
    from ironstride.cli.reading import read_day

    return date.today() if text is None else read_day(text)


def clock_of(text: str | None) -> int | None:
    """Read a time of day in minutes; None without one.

    Raises
    ------
    InputError : it is no time.
    """
    if text is None:
        return None
    from ironstride.cli.answers import read_clock
    from ironstride.model.words import minutes_of

    return minutes_of(read_clock(text))
