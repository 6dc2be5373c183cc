"""The week in hours puts runs and lifts where they are and writes the hours between them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from ironstride.model.running import PlannedRun
from ironstride.pictures import season
from ironstride.pictures.week import week_in_hours
from sample_plan import FIRST_DAY, RACE_WEEK, sample_plan

from .svg_tools import SVG, classes, lines, parsed, tips

WIDTHS = pytest.mark.parametrize("width", [960, 358])


@WIDTHS
def test_every_week_shows_its_sessions_and_runs(width: int) -> None:
    plan = sample_plan()
    for week in plan.weeks:
        root = parsed(week_in_hours(plan, week.start, width))
        shown = tips(root)
        for session in season.week_sessions(plan, week):
            assert any(session.start in tip and f"lift {session.letter}" in tip for tip in shown)
        last = week.start + timedelta(6)
        assert len(shown) == sum(week.start <= e.date <= last for e in (*plan.runs, *plan.sessions, *plan.others))


def test_hours_between_a_run_and_the_lift_are_written() -> None:
    plan = sample_plan()
    said = lines(parsed(week_in_hours(plan, plan.weeks[8].start)))
    assert "10 h 15 min" in said  # from 08:00, when an hour of intervals ends, to 18:15
    assert "10 h" in lines(parsed(week_in_hours(plan, plan.weeks[8].start, 358)))


def test_blocks_stand_where_their_hours_are() -> None:
    plan = sample_plan()
    root = parsed(week_in_hours(plan, plan.weeks[8].start))
    hours = {t.text: float(t.get("y", "0")) for t in root.iter(f"{SVG}text") if t.get("text-anchor") == "end"}
    per_hour = (hours["18:00"] - hours["06:00"]) / 12
    block = next(r for r in root.iter(f"{SVG}rect") if len(r) and "intervals" in (r[0].text or ""))
    zero = hours["06:00"] - 4.5 - 6 * per_hour
    assert float(block.get("y", "0")) == pytest.approx(zero + 7 * per_hour, abs=0.2)
    assert float(block.get("height", "0")) == pytest.approx(per_hour, abs=0.2)


def test_rest_days_are_named() -> None:
    plan = sample_plan()
    assert lines(parsed(week_in_hours(plan, plan.weeks[RACE_WEEK].start))).count("rest day") == 3


def test_quiet_span_reaches_back_a_day_over_midnight_and_into_the_week_before() -> None:
    plan = sample_plan()
    monday = PlannedRun(id="r", date=FIRST_DAY + timedelta(7), intensity="interval", minutes=60, start_min=12 * 60)
    only = replace(plan, runs=(monday,), sessions=(), others=())
    before = classes(parsed(week_in_hours(only, FIRST_DAY)), "rect", "f-wash")
    after = classes(parsed(week_in_hours(only, FIRST_DAY + timedelta(7))), "rect", "f-wash")
    assert len(before) == 2  # Sunday from noon, and the sample beside the words
    assert len(after) == 2  # Monday until noon, and the sample
    easy = replace(only, runs=(replace(monday, intensity="easy"),))
    assert not classes(parsed(week_in_hours(easy, FIRST_DAY)), "rect", "f-wash")


def test_a_run_without_an_hour_is_drawn_dashed_at_the_usual_hour() -> None:
    plan = sample_plan()
    root = parsed(week_in_hours(plan, plan.weeks[0].start))
    dashed = [r for r in root.iter(f"{SVG}rect") if r.get("stroke-dasharray") == "4 3"]
    assert len(dashed) == 1
    assert "about 09:00" in lines(root)


@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 23 * 60), st.integers(5, 900)), max_size=14))
def test_any_week_draws_blocks_that_do_not_cover_each_other(entries: list[tuple[int, int, int]]) -> None:
    plan = sample_plan()
    runs = tuple(
        PlannedRun(id=str(n), date=FIRST_DAY + timedelta(day), intensity="easy", minutes=minutes, start_min=start)
        for n, (day, start, minutes) in enumerate(entries)
    )
    root = parsed(week_in_hours(replace(plan, runs=runs, sessions=(), others=()), FIRST_DAY))
    boxes = [
        tuple(float(r.get(side, "0")) for side in ("x", "y", "width", "height"))
        for r in root.iter(f"{SVG}rect")
        if len(r)
    ]
    assert len(boxes) == len(runs)
    for n, (x, y, w, h) in enumerate(boxes):
        for x2, y2, w2, h2 in boxes[n + 1 :]:
            apart = x + w <= x2 + 0.2 or x2 + w2 <= x + 0.2 or y + h <= y2 + 0.2 or y2 + h2 <= y + 0.2
            assert apart


def test_a_week_outside_the_plan_is_empty_and_says_so() -> None:
    root = parsed(week_in_hours(sample_plan(), date(2030, 1, 7)))
    desc = root.find(f"{SVG}desc")
    assert desc is not None
    assert desc.text == "Nothing planned."
