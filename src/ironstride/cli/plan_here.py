"""Questions to a plan may leave the plan out where the folder holds just one."""

from __future__ import annotations

import re
from pathlib import Path

import click

from ironstride.cli.output import read_bytes
from ironstride.model.errors import InputError

DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
MEND = "Write one with `ironstride plan FOLDER --format json -o season.json`, or name it before the date."


class PlanHere(click.Command):
    """A command whose first argument is a plan; given a date in its place, it takes the plan of this folder."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the plan of this folder in front where a date stands first.

        Raises
        ------
        InputError : when the folder holds no plan, or several.
        """
        first = next((word for word in args if not word.startswith("-")), "")
        if DATE.fullmatch(first):
            args = [str(plan_in(Path())), *args]
        return super().parse_args(ctx, args)


def plan_in(folder: Path) -> Path:
    """Find the one plan among a folder's JSON files.

    Raises
    ------
    InputError : when there is none, or several.
    """
    plans = [path for path in sorted(folder.glob("*.json")) if _is_plan(path)]
    if len(plans) == 1:
        return plans[0]
    names = ", ".join(path.name for path in plans)
    raise InputError(
        f"this folder holds several plans: {names}" if plans else "this folder holds no plan", "PLAN", MEND
    )


def _is_plan(path: Path) -> bool:
    from ironstride.formats.plan_json import read_plan

    try:
        read_plan(read_bytes(path), path.name)
    except InputError:
        return False
    return True
