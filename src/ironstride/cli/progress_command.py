"""`ironstride progress`: how strong each lift is now, how sure that is, and how it came there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING

import click

from ironstride.cli.output import deliver, width

if TYPE_CHECKING:
    from ironstride.model.plan import Plan
    from ironstride.planning.trend import Strength

LIFTS = 8


@click.command()
@click.argument("plan", type=click.Path(path_type=Path))
@click.option("--log", required=True, type=click.Path(path_type=Path, dir_okay=False), help="The training log.")
@click.option("--today", help="The day to look back from (YYYY-MM-DD); today if not given.")
@click.option("--format", "form", type=click.Choice(["terminal", "html"]), default="terminal", show_default=True)
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write it here.")
def progress(plan: Path, log: Path, today: str | None, form: str, output: Path | None) -> None:
    """Say how strong the lifts of PLAN are now, by the log, and how sure that is; as a page, with pictures."""
    from ironstride.catalogue import catalogue
    from ironstride.cli.replan_command import day_of, history_of
    from ironstride.cli.stored_plan import stored_plan
    from ironstride.planning.replan import replan
    from ironstride.planning.trend import lifts_done, strength_over_time

    data, history, day = catalogue(), history_of(log), day_of(today)
    followed = replan(stored_plan(plan), (), day, data, history).plan
    courses = strength_over_time(followed, history, lifts_done(history, data), day, data)
    shown = dict(list(courses.items())[:LIFTS])
    names = {name: data.exercises[name].name for name in shown}
    if form == "html":
        deliver(_page(followed, shown, names).encode(), output)
    else:
        deliver(("\n".join(_lines(followed, shown, names)) + "\n").encode(), output)


def _lines(plan: Plan, courses: Mapping[str, Sequence[Strength]], names: Mapping[str, str]) -> Iterator[str]:
    if not courses:
        yield "No lift has been logged twice yet: the first honest sets fill this in."
    for lift, course in courses.items():
        yield names[lift]
        for text in _sentences(plan, lift, course):
            yield from wrap(text, width(), initial_indent="  ", subsequent_indent="  ")


def _sentences(plan: Plan, lift: str, course: Sequence[Strength]) -> list[str]:
    """Say what is believed of a lift now, what changed, and what is tried where it stands still."""
    from ironstride.model.words import day_text, mass_text, number
    from ironstride.planning.trend import has_changed
    from ironstride.strength.stalls import STALLED

    unit, first, last = plan.runner.mass_unit, course[0], course[-1]
    low, middle, high = (mass_text(round(kg), unit) for kg in (last.low_kg, last.middle_kg, last.high_kg))
    masses = number(round(last.middle_kg / plan.runner.body_mass_kg, 2))
    said = [f"1RM about {middle}, {low} to {high} four times of five; {masses} times body mass."]
    change = last.middle_kg - first.middle_kg
    if len(course) > 1 and not round(change):
        said.append(f"No change since {day_text(first.day)}.")
    elif len(course) > 1:
        way = "up" if change >= 0 else "down"
        doubt = "" if has_changed(first, last) else ", which may be nothing"
        said.append(f"{way.capitalize()} {mass_text(abs(round(change)), unit)} since {day_text(first.day)}{doubt}.")
    still = next((one for one in plan.followed.still if one.exercise == lift), None) if plan.followed else None
    if still is not None:
        said.append(STALLED[still.answer])
    return said


def _page(plan: Plan, courses: Mapping[str, Sequence[Strength]], names: Mapping[str, str]) -> str:
    from ironstride.pictures.load_line import BeliefPoint
    from ironstride.pictures.progress import progress_html

    points = {
        lift: [BeliefPoint(one.day, one.low_kg, one.middle_kg, one.high_kg) for one in course]
        for lift, course in courses.items()
    }
    sentences = {lift: _sentences(plan, lift, course) for lift, course in courses.items()}
    return progress_html(plan, points, names, sentences)
