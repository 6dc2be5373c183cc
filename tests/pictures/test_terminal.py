"""In the terminal no line is wider than asked, nothing is lost, and colour adds nothing but colour."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from ironstride.pictures import season, words
from ironstride.pictures.terminal import colour_wanted, season_text, week_text
from ironstride.pictures.terminal_ink import columns, fit, pad, wrap
from sample_exercises import NAMES
from sample_plan import FIRST_DAY, sample_plan

ANSI = re.compile(r"\x1b\[[0-9;]*m")
WIDTHS = pytest.mark.parametrize("width", [40, 57, 80, 100, 120, 200])


def widest(text: str) -> int:
    """Columns of the widest line, colours left out."""
    return max(columns(line) for line in ANSI.sub("", text).splitlines())


@WIDTHS
@pytest.mark.parametrize("colour", [False, True])
def test_no_line_is_wider_than_the_terminal(width: int, colour: bool) -> None:
    plan = sample_plan()
    assert widest(season_text(plan, width, colour)) <= width
    for week in plan.weeks:
        assert widest(week_text(plan, week.start, width, colour, NAMES)) <= width


@settings(max_examples=60)
@given(st.text(max_size=120), st.integers(40, 130))
def test_wide_and_strange_names_do_not_break_the_width(text: str, width: int) -> None:
    plan = sample_plan()
    first = replace(
        plan.sessions[0], title=text, place=text, because=(replace(plan.sessions[0].because[0], text=text),)
    )
    week = replace(plan.weeks[0], note=text)
    races = tuple(replace(race, name=text) for race in plan.runner.races)
    strange = replace(
        plan,
        runner=replace(plan.runner, name=text, races=races),
        sessions=(first, *plan.sessions[1:]),
        weeks=(week, *plan.weeks[1:]),
    )
    names = dict.fromkeys(NAMES, text or "x")
    assert widest(season_text(strange, width)) <= width
    shown = week_text(strange, FIRST_DAY, width, names=names)
    assert widest(shown) <= width
    assert all(c.isprintable() or c == "\n" for c in shown)


def test_every_session_with_every_item_and_set_appears() -> None:
    plan = sample_plan()
    for week in plan.weeks:
        text = week_text(plan, week.start, 80, names=NAMES)
        for session in season.week_sessions(plan, week):
            assert f"{session.start}  LIFT {session.letter} · {words.session_name(session)}" in text
            assert f"{session.minutes} of {session.slot_minutes} min" in text
            for item in session.items:
                assert NAMES[item.exercise].split()[0] in text
                for count, one in words.work_groups(item.sets):
                    assert words.times_text(count, one) in text


def test_a_week_people_would_show_around() -> None:
    plan = sample_plan()
    text = week_text(plan, plan.weeks[8].start, 80, names=NAMES)
    assert re.search(r"Back squat +3 × 4 +80 kg +2 in reserve +3 min\n +warm-up 20.kg×8 40×5 60×3", text)
    assert "Wednesday 1 April · rest day" in text
    assert "Why: Lift after the intervals, about ten hours later: Wednesday stays easy." in text
    assert text.startswith("Week 9 of 22 · 30 March – 5 April 2026 · build\n")


def test_numbers_stand_in_columns() -> None:
    plan = sample_plan()
    rows = [line for line in week_text(plan, plan.weeks[8].start, 80, names=NAMES).splitlines() if " × " in line]
    ends = {line.index(" kg") for line in rows if " kg" in line}
    assert len(ends) == 1


@WIDTHS
def test_the_ribbon_shows_phases_races_and_every_hanging_session(width: int) -> None:
    plan = sample_plan()
    text = season_text(plan, width)
    assert "base" in text
    assert text.count("⚑") >= 2
    assert text.count("╱") >= sum(session.has_power for session in plan.sessions)
    assert "31 sessions" in " ".join(text.split())


def test_colour_only_adds_colour() -> None:
    plan = sample_plan()
    assert ANSI.sub("", season_text(plan, 100, True)) == season_text(plan, 100, False)
    week = plan.weeks[8].start
    assert ANSI.sub("", week_text(plan, week, 100, True)) == week_text(plan, week, 100, False)
    assert "\x1b" not in season_text(plan, 100, False)


def test_no_color_is_respected(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert colour_wanted(True)
    assert not colour_wanted(False)
    monkeypatch.setenv("NO_COLOR", "1")
    assert not colour_wanted(True)


def test_nothing_planned_says_what_would_fill_it() -> None:
    bare = replace(sample_plan(), weeks=(), runs=(), sessions=(), others=())
    assert "No weeks planned yet" in season_text(bare, 80)
    assert "rest day" in week_text(bare, FIRST_DAY, 80)
    assert "outside the plan" in week_text(bare, bare.last_day.replace(year=2030), 80)


def test_wide_characters_count_twice() -> None:
    assert columns("走る") == 4
    assert pad("走る", 5) == "走る "
    assert fit("走る人", 5) == "走る…"
    assert all(columns(line) <= 12 for line in wrap("走る " * 9, 12))
