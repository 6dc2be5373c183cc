"""Sets, loads, times and dates read the way a runner would say them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from ironstride.model.session import Block, Item, Set
from ironstride.pictures import words
from sample_plan import sample_plan


def test_sets_in_one_line() -> None:
    sets = (Set(reps=5, load_kg=82.5, rir=2, rest_s=180),) * 3
    assert words.sets_line(sets) == "3 × 5 @ 82.5 kg · 2 in reserve · rest 3 min"


def test_warm_ups_are_condensed_and_kept_out_of_the_work() -> None:
    warm = tuple(Set(reps=r, load_kg=kg, warmup=True) for r, kg in ((8, 20.0), (5, 40.0), (3, 60.0)))
    sets = (*warm, Set(reps=5, load_kg=80.0))
    assert words.warmups_text(sets) == "20\u00a0kg×8 40×5 60×3"
    assert words.sets_line(sets) == "1 × 5 @ 80 kg"


def test_unequal_sets_stay_apart_in_their_order() -> None:
    sets = (Set(reps=5, load_kg=80.0), Set(reps=5, load_kg=80.0), Set(reps=3, load_kg=85.0), Set(reps=5, load_kg=80.0))
    assert words.sets_line(sets) == "2 × 5 @ 80 kg; 1 × 3 @ 85 kg; 1 × 5 @ 80 kg"


@pytest.mark.parametrize(
    ("one", "text"),
    [
        (Set(reps=8, side="each"), "8 each side"),
        (Set(seconds=90, side="left"), "90 s left"),
        (Set(contacts=10), "10 contacts"),
        (Set(contacts=1), "1 contact"),
        (Set(metres=30, side="each"), "30 m each side"),
    ],
)
def test_amounts(one: Set, text: str) -> None:
    assert words.amount_text(one) == text


def test_pounds_appear_at_the_edge_only() -> None:
    assert words.mass_text(20.41, "lb") == "45 lb"  # a 45 lb plate as a file in kilograms holds it
    assert words.mass_text(100.0, "lb") == "220.5 lb"
    assert words.mass_text(100.0, "kg") == "100 kg"


@given(st.integers(1, 1200))
def test_pounds_of_stamped_plates_come_back(half_pounds: int) -> None:
    assert words.mass(half_pounds / 2 * 0.45359237, "lb") == half_pounds / 2


@pytest.mark.parametrize(
    ("seconds", "text"), [(45, "45 s"), (60, "1 min"), (75, "75 s"), (150, "2½ min"), (170, "2 min 50 s"), (0, "0 s")]
)
def test_seconds(seconds: int, text: str) -> None:
    assert words.seconds_text(seconds) == text


@pytest.mark.parametrize(("minutes", "text"), [(0, "0 min"), (45, "45 min"), (120, "2 h"), (135, "2 h 15 min")])
def test_minutes(minutes: int, text: str) -> None:
    assert words.minutes_text(minutes) == text


@given(st.integers(0, 24 * 60 - 1))
def test_clock_there_and_back(minutes: int) -> None:
    assert words.minutes_of(words.clock(minutes)) == minutes


def test_spans_of_dates() -> None:
    assert words.span_text(date(2026, 4, 13), date(2026, 4, 19)) == "13–19 April"
    assert words.span_text(date(2026, 3, 30), date(2026, 4, 5), year=True) == "30 March – 5 April 2026"
    assert words.span_text(date(2026, 12, 28), date(2027, 1, 3), year=True) == "28 December 2026 – 3 January 2027"
    assert words.span_text(date(2026, 4, 13), date(2026, 4, 13)) == "13 April"


def test_days() -> None:
    assert words.day_text(date(2026, 4, 14)) == "Tue 14 Apr"
    assert words.long_day_text(date(2026, 4, 14), year=True) == "Tuesday 14 April 2026"


@given(st.floats(-50_000, 50_000))
def test_numbers_have_two_decimals_at_most_and_no_tail(value: float) -> None:
    text = words.number(value).replace(words.MINUS, "-").replace(",", "")
    assert abs(float(text) - value) <= 0.005 + 1e-9
    assert not ("." in text and text.endswith("0"))
    assert text != "-0"


def test_an_unknown_exercise_is_named_by_its_id() -> None:
    assert words.name_of("single-leg-calf-raise", {}) == "Single leg calf raise"


def test_a_sentence_of_a_note_is_said_once_whatever_its_number() -> None:
    items = [
        Item(exercise="x", pattern="squat", sets=(), note=note)
        for note in ("Start with 2.5 kg. Log it.", "Slow. Log it.", "Start with 10 kg. Log it.", "")
    ]
    blocks = (Block(block="strength", items=tuple(items[:2])), Block(block="core", items=tuple(items[2:])))
    session = replace(sample_plan().sessions[0], blocks=blocks)
    assert words.notes_once(session) == (("Start with 2.5 kg. Log it.", "Slow."), ("", ""))


def test_a_session_is_named_by_its_title_or_what_it_trains() -> None:
    session = sample_plan().sessions[0]
    assert words.session_name(session) == "Heavy legs, squat"
    assert words.session_name(replace(session, title="", template="full")) == "Whole body"
    assert words.session_name(replace(session, title="", template="", letter="C")) == "Session C"


def test_sentences_end_once() -> None:
    assert words.sentence("Lift after the run") == "Lift after the run."
    assert words.sentence("Lift after the run.") == "Lift after the run."
