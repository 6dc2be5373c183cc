"""The PDF: the same plan gives the same bytes, every session has its card, and every character can be written."""

from __future__ import annotations

import math
import re
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from ironstride.model.plan import Plan
from ironstride.model.session import Session
from ironstride.pictures import season, words
from ironstride.pictures.pdf import CARDS, plan_pdf
from ironstride.pictures.pdf_sheet import Sheet, winansi
from sample_exercises import EXERCISES
from sample_plan import sample_plan

SHOWN = re.compile(rb"\((?P<text>(?:[^()\\]|\\.)*)\) Tj")
PAGE = re.compile(rb"/Type /Page\b(?!s)")


def shown(made: bytes) -> list[str]:
    """Every text of an unpacked PDF, in the order it was written."""
    return [_plain(match["text"]) for match in SHOWN.finditer(made)]


def _plain(raw: bytes) -> str:
    octal = re.sub(rb"\\([0-7]{3})", lambda match: bytes([int(match[1], 8)]), raw)
    return re.sub(rb"\\(.)", rb"\1", octal).decode("cp1252")


def pages(made: bytes) -> int:
    return len(PAGE.findall(made))


def unpacked(plan: Plan) -> bytes:
    return plan_pdf(plan, EXERCISES, compress=False)


@pytest.fixture(scope="module")
def made() -> bytes:
    return unpacked(sample_plan())


def test_it_is_a_pdf_and_the_same_every_time(made: bytes) -> None:
    assert made.startswith(b"%PDF-")
    assert made.rstrip().endswith(b"%%EOF")
    assert made == unpacked(sample_plan())
    assert plan_pdf(sample_plan(), EXERCISES) == plan_pdf(sample_plan(), dict(reversed(EXERCISES.items())))
    assert len(plan_pdf(sample_plan(), EXERCISES)) < len(made) / 2


def test_one_page_for_the_season_and_one_for_every_four_sessions(made: bytes) -> None:
    assert pages(made) == 1 + math.ceil(len(sample_plan().sessions) / CARDS)


@pytest.mark.parametrize("count", [0, 1, 4, 5])
def test_pages_for_a_few_sessions(count: int) -> None:
    plan = sample_plan()
    assert pages(unpacked(replace(plan, sessions=plan.sessions[:count]))) == 1 + math.ceil(count / CARDS)


def test_every_session_has_its_card_with_its_exercises_loads_and_reasons(made: bytes) -> None:
    texts = shown(made)
    rest = iter(texts)
    for session in sample_plan().sessions:
        head = f"{words.day_text(session.date)}  {session.start}"
        assert head in rest, head
        assert f"{session.letter} · {words.session_name(session)}" in rest
    whole = " ".join(texts)
    for session in sample_plan().sessions:
        for item in session.items:
            assert EXERCISES[item.exercise].name in whole
            for count, one in words.work_groups(item.sets):
                assert f"{count} × {words.amount_parts(one)[0]}" in whole
                if one.load_kg is not None:
                    assert words.number(one.load_kg) in texts
        if session.because:
            assert session.because[0].text.split()[0] in whole


def test_a_box_to_tick_for_every_work_set() -> None:
    plan = sample_plan()
    none = len(re.findall(rb"re S\b", unpacked(replace(plan, sessions=()))))
    one = replace(plan, sessions=plan.sessions[:1])
    blocks = 1 + 1  # the ribbon's block of the session, and the key that tells its weight
    asked = sum(len(season.work_sets(item)) for item in plan.sessions[0].items)
    assert len(re.findall(rb"re S\b", unpacked(one))) - none == asked + blocks


def test_pounds_are_shown_to_those_who_lift_pounds() -> None:
    plan = sample_plan()
    texts = shown(unpacked(replace(plan, runner=replace(plan.runner, mass_unit="lb"))))
    assert " lb" in texts
    assert " kg" not in texts


def test_the_season_names_its_weeks_phases_and_races(made: bytes) -> None:
    texts = shown(made)
    plan = sample_plan()
    for number, week in enumerate(plan.weeks, 1):
        assert str(number) in texts
        assert f"{week.start.day} {words.MONTHS[week.start.month - 1][:3]}" in texts
    for race in season.races(plan):
        assert any(text.startswith(f"{season.race_name(race)} ({race.priority})") for text in texts)
    assert {span.phase for span in season.phases(plan)} <= set(texts)


def test_a_plan_without_weeks_says_what_would_fill_it() -> None:
    made = unpacked(replace(sample_plan(), weeks=(), sessions=(), runs=()))
    assert pages(made) == 1
    assert any(text.startswith("No weeks planned yet.") for text in shown(made))


def test_two_years_fit_on_one_page() -> None:
    plan = sample_plan()
    first = plan.weeks[0]
    weeks = tuple(replace(first, start=first.start + timedelta(7 * number)) for number in range(104))
    made = unpacked(replace(plan, weeks=weeks, sessions=(), last_day=weeks[-1].start + timedelta(6)))
    assert pages(made) == 1
    assert "104" in shown(made)


@pytest.mark.slow
@pytest.mark.parametrize("times", [1, 2, 3, 4])
def test_no_session_of_the_season_is_cut_off(times: int) -> None:
    plan = sample_plan()
    later = [timedelta(7 * len(plan.weeks) * number) for number in range(times)]
    weeks = tuple(replace(week, start=week.start + days) for days in later for week in plan.weeks)
    sessions = tuple(
        replace(one, date=one.date + days, id=f"{days}{one.id}") for days in later for one in plan.sessions
    )
    long = replace(plan, weeks=weeks, sessions=sessions, last_day=weeks[-1].start + timedelta(6))
    texts = shown(unpacked(long))
    for week in weeks:
        days = [f"{session.date:%a} {session.letter}" for session in season.week_sessions(long, week)]
        if days:
            assert any(all(day in text for day in days) for text in texts), week.start


def test_a_crowded_session_stays_on_its_card() -> None:
    plan = sample_plan()
    session = max(plan.sessions, key=lambda session: len(session.blocks))
    crowded = replace(session, blocks=tuple(replace(block, items=block.items * 4) for block in session.blocks))
    made = unpacked(replace(plan, sessions=(crowded,)))
    assert pages(made) == 2
    assert _lowest(made) > 0


def _lowest(made: bytes) -> float:
    """Lowest baseline of any text, in points from the foot of the page; upright words stand on turned axes at 0."""
    placed = re.findall(rb"1 0 0 1 (-?[\d.]+) (-?[\d.]+) Tm", made)
    return min(float(y) for _, y in placed if float(y))


def test_a_session_without_reasons_or_items_is_a_card_too() -> None:
    plan = sample_plan()
    bare: Session = replace(plan.sessions[0], because=(), blocks=())
    texts = shown(unpacked(replace(plan, sessions=(bare,))))
    assert not any(text.startswith("Why:") for text in texts)
    assert "Notes" in texts


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("3 × 5 – “heavy” ½ …", "3 × 5 – “heavy” ½ …"),
        ("−2.5 ≥ 80 %", "–2.5 >= 80 %"),
        ("Łukasz Ővári", "Lukasz Ovári"),
        ("李雷 ✓", "?? x"),
        ("a\u200bb\tc\nd", "ab c d"),
        ("nai\u0308ve", "naive"),
        ("\x00\x7f", "??"),
    ],
)
def test_what_the_font_lacks_gets_a_stand_in(text: str, written: str) -> None:
    assert winansi(text) == written


@settings(deadline=None)
@given(st.text())
def test_whatever_is_said_can_be_written(text: str) -> None:
    winansi(text).encode("cp1252")


@given(st.text(max_size=60), st.floats(10, 200), st.integers(1, 4))
@settings(max_examples=60, deadline=None)
def test_wrapped_lines_fit(text: str, room: float, most: int) -> None:
    sheet = Sheet(None, 0, 0, 0, 0)  # type: ignore[arg-type]
    lines = sheet.wrap(text, room, 7.0, most)
    assert len(lines) <= most
    assert all(sheet.wide(line, 7.0) <= room + 0.01 for line in lines)
    assert len(lines) == most or " ".join(lines).split() == text.split() or any("…" in line for line in lines)


@settings(max_examples=5, deadline=None)
@given(st.text(min_size=1, max_size=40))
def test_a_name_from_outside_breaks_nothing(name: str) -> None:
    plan = sample_plan()
    few = replace(plan, sessions=plan.sessions[:1], runner=replace(plan.runner, name=name))
    assert pages(unpacked(few)) == 2
