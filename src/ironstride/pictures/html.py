"""Writes the plan as one HTML file that needs nothing else: no script, no request, light, dark and on paper."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING

from ironstride.model.exercise import Exercise
from ironstride.model.plan import Plan
from ironstride.pictures import page, palette, season, words
from ironstride.pictures.load_line import load_line, main_lifts
from ironstride.pictures.ribbon import season_ribbon
from ironstride.pictures.week import week_in_hours

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

#: widths in pixels the ribbon, a week and a load line are drawn at for a desk, and everything for a phone.
RIBBON_W, WEEK_W, LIFT_W, PHONE_W = 1120, 960, 540, 358


def plan_html(plan: Plan, exercises: Mapping[str, Exercise], sources_text: Mapping[str, str]) -> str:
    """The whole plan as one self-contained page; the same plan gives the same bytes.

    Parameters
    ----------
    plan : the plan.
    exercises : exercises by id, for names and cues; one that is missing is named by its id.
    sources_text : one line of words by source id; a source without one is named by its id.

    Returns
    -------
    str : a complete HTML document. Everything that came from outside is escaped.
    """
    return (
        _environment()
        .get_template("plan.html.j2")
        .render(
            plan=plan,
            css=safe(palette.page_css()),
            font=safe(palette.FONT),
            light=palette.LIGHT,
            dark=palette.DARK,
            event=words.event_text(plan.runner.event),
            span=words.span_text(plan.first_day, plan.last_day, year=True),
            races=[page.race_words(race) for race in season.races(plan)],
            facts=page.big_facts(plan),
            ribbon=both(RIBBON_W, "ribbon", lambda w, key: season_ribbon(plan, w, standalone=False, key=key)),
            weeks=[(week, _week(plan, week)) for week in page.page_weeks(plan, exercises, sources_text)],
            lifts=_lifts(plan, exercises),
            failed=page.page_findings(plan, "fail"),
            unknown=page.page_findings(plan, "unknown"),
            passed=sum(1 for finding in plan.findings if finding.verdict == "pass"),
            sources=page.used_sources(plan, sources_text),
        )
    )


def both(width: float, key: str, draw: Callable[[float, str], str]) -> tuple[Markup, Markup]:
    """A picture for the desk and for the phone; the page shows one of them."""
    return safe(draw(width, f"{key}-wide")), safe(draw(PHONE_W, f"{key}-phone"))


def _week(plan: Plan, week: page.PageWeek) -> tuple[Markup, Markup]:
    return both(WEEK_W, week.anchor, lambda w, key: week_in_hours(plan, week.start, w, standalone=False, key=key))


def _lifts(plan: Plan, exercises: Mapping[str, Exercise]) -> list[tuple[str, tuple[Markup, Markup]]]:
    """The main lifts by name with their load lines."""
    out = []
    for index, exercise in enumerate(main_lifts(plan)):
        name = words.name_of(exercise, {known.id: known.name for known in exercises.values()})
        out.append((name, _lift(plan, exercise, name, f"load-{index}")))
    return out


def _lift(plan: Plan, exercise: str, name: str, key: str) -> tuple[Markup, Markup]:
    return both(LIFT_W, key, lambda w, k: load_line(plan, exercise, w, name=name, standalone=False, key=k))


def safe(text: str) -> Markup:
    """Markup of our own making, which needs no escaping."""
    from markupsafe import Markup

    return Markup(text)


@cache
def _environment() -> Environment:
    """The templates, with everything they are given escaped."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    loader = PackageLoader("ironstride.pictures", "templates")
    return Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
        keep_trailing_newline=True,
    )  # fmt: skip
