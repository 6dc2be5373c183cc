"""What the README shows of the example: its numbers, a session and the season as a picture."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from textwrap import fill

from ironstride.catalogue import Catalogue
from ironstride.model.plan import Plan
from ironstride.rules import coverage

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "novice-half"
#: the week whose first session is shown, and the columns it is written for
WEEK, COLUMNS, PICTURE = 10, 96, 1120


@cache
def example() -> Plan:
    """Plan the example runner; the watch files change nothing of it that is shown, so they are left unread."""
    from ironstride.cli.prepare import running_plan
    from ironstride.formats.runner_file import read_runner
    from ironstride.planning import plan

    runner = read_runner(EXAMPLE)
    return plan(runner, running_plan(runner, EXAMPLE, (), None))


def picture() -> str:
    """Draw the example's season."""
    from ironstride.pictures.ribbon import season_ribbon

    return season_ribbon(example(), PICTURE) + "\n"


def numbers(catalogue: Catalogue) -> str:
    """Count what the catalogue holds."""
    text = (
        f"{len(catalogue.rules)} rules, {len(catalogue.exercises)} exercises, {len(catalogue.methods)} methods and "
        f"{len(catalogue.sources)} sources. {coverage.sentence(catalogue)} `ironstride sources` answers for each."
    )
    return fill(text, 120)


def excerpt(catalogue: Catalogue) -> str:
    """Show the first session of a week as the terminal does."""
    from ironstride.pictures.terminal import week_text

    plan = example()
    names = {exercise.id: exercise.name for exercise in catalogue.exercises.values()}
    start = plan.weeks[min(WEEK, len(plan.weeks)) - 1].start
    lines = week_text(plan, start, COLUMNS, False, names).splitlines()
    at = next((number for number, line in enumerate(lines) if "LIFT" in line), 0)
    first = max((number for number in range(at) if not lines[number].strip()), default=-1) + 1
    end = next((number for number in range(at, len(lines)) if _new_day(lines, number)), len(lines))
    return "```text\n" + "\n".join(line.rstrip() for line in lines[first:end]).rstrip() + "\n```"


def _new_day(lines: list[str], number: int) -> bool:
    return bool(lines[number]) and not lines[number].startswith(" ") and not lines[number - 1].strip()
