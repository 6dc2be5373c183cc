"""The season ribbon shows every week and session, both ways round, and says in words what it shows."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from ironstride.model.plan import Plan
from ironstride.pictures import season, words
from ironstride.pictures.ribbon import season_ribbon
from ironstride.pictures.ribbon_parts import running_totals, share_text
from sample_plan import sample_plan

from .svg_tools import SVG, classes, lines, parsed, tips

WIDTHS = pytest.mark.parametrize("width", [1120, 760, 360])


@WIDTHS
def test_every_session_and_every_week_is_there(width: int) -> None:
    plan = sample_plan()
    root = parsed(season_ribbon(plan, width))
    shown = tips(root)
    for session in plan.sessions:
        assert any(tip.startswith(words.day_text(session.date) + ":") for tip in shown)
    blocks = [s for s in root.iter(f"{SVG}rect") if s.get("class", "").startswith("s-press-") and len(s)]
    assert len(blocks) == len(plan.sessions)
    groups = sum(len(season.run_groups(week)) for week in plan.weeks)
    assert sum(1 for tip in shown if " – " in tip or "–" in tip) >= groups


@WIDTHS
def test_races_phases_and_months_are_named(width: int) -> None:
    said = lines(parsed(season_ribbon(sample_plan(), width)))
    for word in ("Ridgeway Half", "base", "build", "peak", "taper"):
        assert word in said
    assert any(line.startswith("Apr") for line in said)
    assert any("Sun 21 Jun" in line for line in said)


@WIDTHS
def test_planned_is_hollow_and_done_is_solid(width: int) -> None:
    plan = sample_plan()
    done = [session.id for session in plan.sessions[:5]]
    before, after = parsed(season_ribbon(plan, width)), parsed(season_ribbon(plan, width, done=done))

    def solid(root: object) -> int:
        return sum(len(classes(root, "rect", f"f-press-{w}")) for w in ("light", "medium", "heavy"))  # type: ignore[arg-type]

    assert solid(before) == 0
    assert solid(after) == 5 + 1  # the five, and the one beside the word
    assert "done" in lines(after)


def test_power_is_hatched() -> None:
    plan = sample_plan()
    root = parsed(season_ribbon(plan, 1120))
    hatched = [rect for rect in root.iter(f"{SVG}rect") if "url(#" in (rect.get("fill") or "")]
    assert len(hatched) == sum(session.has_power for session in plan.sessions) + 1


def test_a_block_is_as_high_as_the_session_is_long() -> None:
    plan = sample_plan()
    blocks = {tip.text: rect for rect in parsed(season_ribbon(plan, 1120)).iter(f"{SVG}rect") for tip in rect}
    heights = []
    for session in plan.sessions[:8]:
        rect = next(r for text, r in blocks.items() if text and text.startswith(words.day_text(session.date) + ":"))
        outer = float(rect.get("height", "0")) + float(rect.get("stroke-width", "0"))
        heights.append(outer / session.minutes)
    assert max(heights) - min(heights) < 0.02


def test_heavier_sessions_have_thicker_walls() -> None:
    walls = {}
    root = parsed(season_ribbon(sample_plan(), 1120))
    for weight in ("medium", "heavy"):
        walls[weight] = float(classes(root, "rect", f"s-press-{weight}")[0].get("stroke-width", "0"))
    assert walls["heavy"] > walls["medium"]


def test_shares_of_the_season_add_up() -> None:
    plan = sample_plan()
    assert sum(running_totals(plan).values()) == sum(week.running.minutes for week in plan.weeks)
    assert share_text(1, 1000) == "<1 %"


@WIDTHS
def test_a_long_season_full_of_races(width: int) -> None:
    plan = sample_plan()
    race = plan.runner.races[0]
    races = tuple(replace(race, date=week.start, name=f"Club race {n}") for n, week in enumerate(plan.weeks))
    parsed(season_ribbon(replace(plan, runner=replace(plan.runner, races=races)), width))


@WIDTHS
def test_nothing_planned_still_makes_a_picture(width: int) -> None:
    plan = sample_plan()
    bare: Plan = replace(plan, weeks=(), runs=(), sessions=())
    parsed(season_ribbon(bare, width))
    parsed(season_ribbon(replace(plan, sessions=()), width))


def test_the_same_plan_gives_the_same_picture() -> None:
    assert season_ribbon(sample_plan(), 1120) == season_ribbon(sample_plan(), 1120)
