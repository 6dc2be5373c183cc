"""Worked examples: every rule judges every case of its own as the case says, and the shorthand reads as documented."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from ironstride.catalogue import catalogue
from ironstride.model.errors import CatalogueError
from ironstride.model.rule import Case, Rule
from ironstride.model.timeline import Event, Timeline
from ironstride.rules.cases import FIRST_MONDAY, case_timeline, run_case
from ironstride.rules.soundness.examples import possible

RULES: Mapping[str, Rule] = catalogue().rules
LIMITS = ("min", "max", "min_h", "min_pct", "max_pct", "max_increase_pct", "allowance")


def timeline(*events: dict[str, Any], **other: Any) -> Timeline:
    return case_timeline(Case(name="a case", verdict="pass", events=events, **other))


def only(*events: dict[str, Any], **other: Any) -> Event:
    return timeline(*events, **other).events[-1]


# The catalogue's own cases


@pytest.mark.parametrize("code", sorted(RULES))
def test_every_case_gets_its_verdict(code: str) -> None:
    wrong = {case.name: run_case(RULES[code], case) for case in RULES[code].cases}
    assert wrong == {case.name: case.verdict for case in RULES[code].cases}


@pytest.mark.parametrize("code", sorted(RULES))
def test_every_rule_is_shown_from_all_sides(code: str) -> None:
    verdicts = {case.verdict for case in RULES[code].cases}
    may = possible(RULES[code])
    assert {"pass", "fail"} & may <= verdicts
    assert not {"unknown", "not-applicable"} & may or {"unknown", "not-applicable"} & verdicts


@pytest.mark.parametrize("code", sorted(RULES))
def test_the_cases_pin_the_numbers(code: str) -> None:
    """A number a grain larger or smaller must change the verdict of a case, or the case does not stand at the edge."""
    rule = RULES[code]
    for name, value, grain in numbers(rule):
        for moved in (value - grain, value + grain):
            if not lowest(rule, name) <= moved <= highest(rule, name):
                continue
            params = {**rule.params, "window": {"days": moved}} if name == "days" else {**rule.params, name: moved}
            other = replace(rule, params=params)
            assert any(run_case(other, case) != case.verdict for case in rule.cases), (name, value, moved)


def numbers(rule: Rule) -> list[tuple[str, int, int]]:
    """The limits of a rule with the grain in which its cases can tell them apart."""
    grain = {"share": 5, "overlap": 25}.get(rule.kind, rule.params.get("unit", 1))
    if rule.params.get("amount") == "rir_tenths":
        grain = 5
    found = [(name, rule.params[name], grain) for name in LIMITS if name in rule.params]
    window = rule.params.get("window")
    return [*found, ("days", window["days"], 1)] if isinstance(window, dict) else found


def lowest(rule: Rule, name: str) -> int:
    return 0 if name in ("min", "max", "min_pct", "max_pct", "allowance", "max_increase_pct") else 1


def highest(rule: Rule, name: str) -> int:
    return 100 if rule.kind in ("share", "overlap") else 10_000


def test_cases_read_like_sentences() -> None:
    for rule in RULES.values():
        for case in rule.cases:
            assert 8 <= len(case.name) <= 90, (rule.code, case.name)
            assert not case.name.endswith("."), (rule.code, case.name)


# The shorthand


def test_days_begin_on_a_monday_and_weeks_hold_seven() -> None:
    made = timeline(days_total=16)
    assert made.days[0].date == FIRST_MONDAY
    assert FIRST_MONDAY.weekday() == 0
    assert [(week.first, week.end) for week in made.weeks] == [(0, 7), (7, 14), (14, 16)]
    assert [day.week for day in made.days] == [0] * 7 + [1] * 7 + [2] * 2
    assert (made.scored_first, made.scored_end) == (0, 16)


def test_words_of_runner_week_and_day() -> None:
    made = timeline(tags=("level:novice",), weeks={"1": ("down",)}, days={"8": ("rest-day",)})
    assert made.tags == {"level:novice"}
    assert [week.tags for week in made.weeks] == [frozenset(), {"down"}]
    assert made.days[0].tags == frozenset()
    assert made.days[7].tags == {"down"}
    assert made.days[8].tags == {"down", "rest-day"}


def test_unscored_weeks_are_head_and_tail() -> None:
    made = timeline(weeks={"0": ("unscored",), "2": ("unscored", "down")}, days_total=21)
    assert (made.scored_first, made.scored_end) == (7, 14)
    assert [week.scored for week in made.weeks] == [False, True, False]
    assert made.weeks[2].tags == {"down"}
    nothing = timeline(weeks={"0": ("unscored",)}, days_total=7)
    assert (nothing.scored_first, nothing.scored_end) == (0, 0)


def test_weeks_may_belong_to_a_mesocycle() -> None:
    made = timeline(weeks={"0": ("mesocycle:3",)})
    assert [week.mesocycle for week in made.weeks] == [3, -1]
    assert made.weeks[0].tags == frozenset()


def test_an_event_has_its_hour_and_its_amounts() -> None:
    run = only({"of": "run", "day": 2, "at": "07:30", "minutes": 40, "tags": ["key"], "climb": 300})
    assert (run.day, run.start_min, run.end_min) == (2, 2 * 1440 + 450, 2 * 1440 + 490)
    assert run.tags == {"key"}
    assert run.amounts == {"climb": 300, "minutes": 40}


def test_an_hour_may_be_unknown() -> None:
    run = only({"of": "run", "day": 2, "at": "?"})
    assert (run.start_min, run.end_min) == (None, None)
    item = only({"of": "session", "day": 1, "at": "?"}, {"of": "item", "sets": 3})
    assert (item.start_min, item.day) == (None, 1)


def test_items_stand_in_the_last_session_in_their_order() -> None:
    made = timeline(
        {"of": "session", "day": 3, "at": "19:00"},
        {"of": "item", "id": "squat", "sets": 3},
        {"of": "item", "id": "row"},
        {"of": "session", "id": "second", "day": 5},
        {"of": "item", "id": "press", "session": "session-1", "position": 9},
        {"of": "item", "id": "carry"},
        {"of": "item", "id": "loose", "day": 6},
    )
    squat, row, press, carry, loose = (event for event in made.events if event.of == "item")
    assert (squat.session, squat.day, squat.position, squat.start_min) == ("session-1", 3, 0, 3 * 1440 + 1140)
    assert (row.session, row.position) == ("session-1", 1)
    assert (press.session, press.day, press.position) == ("session-1", 3, 9)
    assert (carry.session, carry.day, carry.position) == ("second", 5, 0)
    assert (loose.session, loose.day) == ("", 6)
    assert squat.amounts == {"sets": 3}


@given(times=st.integers(1, 6), every=st.integers(0, 5))
def test_a_row_of_equal_events(times: int, every: int) -> None:
    made = timeline({"of": "session", "day": 1, "times": times, "every": every}, days_total=42)
    assert [event.day for event in made.events] == [1 + n * every for n in range(times)]
    assert len({event.id for event in made.events}) == times


@pytest.mark.parametrize(
    ("event", "what"),
    [
        ({"of": "nap"}, "an event is a run, a session or an item, not 'nap'"),
        ({"day": 1}, "not None"),
        ({"of": "run", "day": 14}, "day 14 lies outside the case's 14 days"),
        ({"of": "run", "at": "noon"}, "no clock time"),
        ({"of": "item", "session": "nowhere"}, "no session 'nowhere'"),
    ],
)
def test_a_broken_case_names_itself(event: dict[str, Any], what: str) -> None:
    with pytest.raises(CatalogueError, match="case 'a case'") as caught:
        timeline(event)
    assert what in caught.value.what


def test_the_worst_verdict_wins() -> None:
    rule = RULES["GAP101"]
    leg = {"of": "session", "day": 1, "tags": ["leg-strength"]}
    late = {"of": "run", "day": 4, "tags": ["key"]}
    soon = {"of": "run", "day": 2, "at": "07:00", "tags": ["key"]}
    somewhen = {"of": "run", "day": 2, "at": "?", "tags": ["key"]}

    def verdict(*events: dict[str, Any]) -> str:
        return run_case(rule, Case(name="a case", verdict="pass", events=events))

    assert verdict(leg, {**late, "day": 2, "at": "21:00"}) == "pass"
    assert verdict(leg, {**late, "day": 2, "at": "21:00"}, somewhen) == "unknown"
    assert verdict(leg, somewhen, soon) == "fail"
    assert verdict(late) == "not-applicable"
