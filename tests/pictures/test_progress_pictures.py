"""Pictures of a season that is followed: the band behind the sets, volume by week, what changed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

from ironstride.model.plan import Followed, Plan
from ironstride.pictures.changes import changed_courses, plan_changes
from ironstride.pictures.load_line import BeliefPoint, load_line
from ironstride.pictures.ribbon import season_ribbon
from ironstride.pictures.volume import volume_by_week, week_work
from sample_plan import FIRST_DAY, sample_plan

from .svg_tools import SVG, classes, lines, parsed, tips

DAY = timedelta(days=1)
TODAY = FIRST_DAY + 42 * DAY
LIFT = "back-squat"
BAND = [BeliefPoint(FIRST_DAY + 7 * n * DAY, 90.0 + n, 100.0 + n, 110.0 + n) for n in range(7)]


def followed() -> Plan:
    """The sample plan with six weeks done."""
    sessions = tuple(replace(one, done=one.date < TODAY) for one in sample_plan().sessions)
    return replace(sample_plan(), sessions=sessions, followed=Followed(on=TODAY))


def lighter(plan: Plan) -> Plan:
    """The plan with every load from today on five kilograms lighter, and its last session gone."""

    def less(one):  # type: ignore[no-untyped-def]
        return one if one.load_kg is None else replace(one, load_kg=one.load_kg - 5)

    sessions = []
    for session in plan.sessions:
        blocks = tuple(
            replace(b, items=tuple(replace(i, sets=tuple(map(less, i.sets))) for i in b.items)) for b in session.blocks
        )
        sessions.append(replace(session, blocks=blocks) if session.date >= TODAY else session)
    return replace(plan, sessions=tuple(sessions[:-1]))


@pytest.mark.parametrize("width", [720, 540, 358])
def test_the_band_is_never_missing_and_says_body_masses(width: int) -> None:
    root = parsed(load_line(followed(), LIFT, width, band=BAND, body_mass_kg=61.0))
    assert classes(root, "path", "f-press-light")
    assert any("× body mass" in text for text in lines(root))
    assert "today" in lines(root)
    desc = root.find(f"{SVG}desc")
    assert desc is not None
    assert "believed to lie between 96 kg to 116 kg" in (desc.text or "")


def test_without_a_band_the_line_is_as_before() -> None:
    assert load_line(sample_plan(), LIFT) == load_line(sample_plan(), LIFT, band=())


def test_every_session_done_is_solid() -> None:
    planned, done = (parsed(season_ribbon(plan, 1120)) for plan in (sample_plan(), followed()))
    assert len(classes(done, "rect", "f-press-heavy")) > len(classes(planned, "rect", "f-press-heavy"))


@pytest.mark.parametrize("width", [720, 358])
def test_every_week_has_its_bar(width: int) -> None:
    plan = followed()
    root = parsed(volume_by_week(plan, width))
    work = week_work(plan)
    assert len(work) == len(plan.weeks)
    assert sum(one.done for one in work) > 0
    assert sum(one.planned for one in work) > 0
    bars = [tip for tip in tips(root) if " done, " in tip]
    assert len(bars) == sum((one.done > 0) + (one.planned > 0) for one in work)


@pytest.mark.parametrize("width", [720, 358])
def test_what_changed_is_drawn_and_said(width: int) -> None:
    old, new = followed(), lighter(followed())
    root = parsed(plan_changes(old, new, TODAY, width))
    desc = root.find(f"{SVG}desc")
    assert desc is not None
    assert "gone: " in (desc.text or "")
    assert "→" in (desc.text or "")
    courses = changed_courses(old, new, TODAY)
    assert all(p.day >= TODAY for one in courses for p in (*one.before, *one.after))


def test_nothing_changed_says_so() -> None:
    root = parsed(plan_changes(followed(), followed(), TODAY))
    assert "Nothing ahead changed." in lines(root)


def test_a_season_without_sessions_is_drawn() -> None:
    empty = replace(sample_plan(), sessions=(), weeks=())
    parsed(volume_by_week(empty))
    parsed(plan_changes(empty, empty, TODAY))
