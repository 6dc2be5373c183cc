"""Selectors, three-valued conditions and windows, by hand: both halves of a kind lean on them, so neither can tell."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import ValidationError, convert
from msgspec.structs import replace

from ironstride.model.rule import Selector, When
from ironstride.model.timeline import Event, Timeline
from ironstride.rules.kinds.base import context, judged, scored
from ironstride.rules.select import (
    Laid,
    Rolling,
    Window,
    WindowSpec,
    applies,
    chosen,
    holds,
    inside,
    matches,
    never,
    split,
    windows,
)

from .edges import item, lift, line, run
from .pinned import rule
from .strategies import WINDOWS, Plan, examples, plans

EVENT = Event("r", "run", 0, None, None, frozenset({"easy", "long"}))


@pytest.mark.parametrize(
    ("selector", "meant"),
    [
        (Selector("run"), True),
        (Selector("session"), False),
        (Selector("item"), False),
        (Selector("run", all=("easy",)), True),
        (Selector("run", all=("easy", "long")), True),
        (Selector("run", all=("easy", "key")), False),
        (Selector("run", any=("key", "long")), True),
        (Selector("run", any=("key", "hill")), False),
        (Selector("run", none=("key",)), True),
        (Selector("run", none=("key", "long")), False),
        (Selector("run", all=("easy",), any=("long",), none=("key",)), True),
        (Selector("run", all=("easy",), any=("key",), none=("hill",)), False),
    ],
)
def test_selector(selector: Selector, meant: bool) -> None:
    assert matches(selector, EVENT) is meant
    assert chosen(selector, (EVENT,)) == [EVENT] * meant


def test_chosen_keeps_the_order() -> None:
    events = [run(3), lift(2), run(1)]
    assert chosen(Selector("run"), events) == [events[0], events[2]]


def test_many_events_are_chosen_by_their_words_as_few_are() -> None:
    """Timelines come and go: what was remembered of one must not answer for another."""
    for number in range(20):
        words = [("easy",), ("key", "long"), ()][number % 3 :]
        events = tuple(run(day, "", 0, *words[day % len(words)], id=f"{number}/{day}") for day in range(80))
        events += (run(80, "", 0, "hill", id=f"{number}/alone"),)
        for selector in (
            Selector("run"),
            Selector("run", all=("key",)),
            Selector("run", none=("easy",)),
            Selector("run", all=("hill",)),
            Selector("item"),
        ):
            wanted = {event.id for event in events if matches(selector, event)}
            for _ in range(2):
                found = chosen(selector, events)
                assert {event.id for event in found} == wanted
                assert len(found) == len(wanted)


def test_the_order_of_many_hangs_on_their_words_only() -> None:
    words = ["easy", "key"]
    shared = [frozenset({word}) for word in words]
    one = tuple(replace(run(day), tags=shared[day % 2]) for day in range(80))
    other = tuple(replace(run(day), tags=frozenset({words[day % 2]})) for day in range(80))
    assert chosen(Selector("run"), one) == chosen(Selector("run"), other)


@pytest.mark.parametrize(
    ("word", "tags", "truth"),
    [
        ("down", {"down"}, True),
        ("down", set(), False),
        ("down", {"level:?"}, False),
        ("down", {"down:?"}, None),
        ("age:60+", {"age:60+:?"}, None),
        ("age:youth", {"age:60+:?"}, False),
        ("level:novice", {"level:novice"}, True),
        ("level:novice", {"level:advanced"}, False),
        ("level:novice", {"level:?"}, None),
        ("level:novice", {"phase:?"}, False),
        ("level:novice", {"level:novice", "level:?"}, True),
        ("level:?", {"level:?"}, True),
        ("level:?", {"level:novice"}, False),
    ],
)
def test_a_word_holds_does_not_or_is_not_known(word: str, tags: set[str], truth: bool | None) -> None:
    assert holds(word, frozenset(tags)) is truth


# words: `t` holds, `f` does not, `u:x` is not known
TAGS = frozenset({"t", "u:?"})
YES, NO, OPEN = "t", "f", "u:x"


@pytest.mark.parametrize(
    ("all_", "any_", "none", "truth"),
    [
        ((), (), (), True),
        ((YES,), (), (), True),
        ((NO,), (), (), False),
        ((OPEN,), (), (), None),
        ((YES, NO), (), (), False),
        ((YES, OPEN), (), (), None),
        ((NO, OPEN), (), (), False),
        ((), (YES,), (), True),
        ((), (NO,), (), False),
        ((), (OPEN,), (), None),
        ((), (YES, NO), (), True),
        ((), (YES, OPEN), (), True),
        ((), (NO, OPEN), (), None),
        ((), (), (YES,), False),
        ((), (), (NO,), True),
        ((), (), (OPEN,), None),
        ((), (), (YES, NO), False),
        ((), (), (YES, OPEN), False),
        ((), (), (NO, OPEN), None),
        ((YES,), (YES,), (NO,), True),
        ((YES,), (NO,), (OPEN,), False),
        ((OPEN,), (YES,), (YES,), False),
        ((OPEN,), (YES,), (NO,), None),
        ((YES,), (OPEN,), (NO,), None),
        ((YES,), (YES,), (OPEN,), None),
    ],
)
def test_conditions(all_: tuple[str, ...], any_: tuple[str, ...], none: tuple[str, ...], truth: bool | None) -> None:
    assert applies(When(all=all_, any=any_, none=none), TAGS) is truth


SOME = st.frozensets(st.sampled_from(("a:1", "a:2", "a:?", "a:2:?", "b", "b:?", "c")))
ASKED = st.lists(st.sampled_from(("a:1", "a:2", "b", "c")), max_size=2).map(tuple)


@given(st.builds(When, all=ASKED, any=ASKED, none=ASKED), SOME, SOME, SOME)
@examples()
def test_what_applies_nowhere_is_false_in_every_window(
    when: When, everywhere: frozenset[str], here: frozenset[str], elsewhere: frozenset[str]
) -> None:
    window = everywhere | here
    if never(when, everywhere, window | elsewhere):
        assert applies(when, window) is False
    assert never(when, window, window) == (applies(when, window) is False)


def test_what_is_not_known_is_skipped_or_applied() -> None:
    window = Window(0, 1, TAGS)
    assert judged(rule("avoid", when=When(all=(OPEN,))), window) is None
    assert judged(rule("avoid", when=When(all=(OPEN,), on_unknown="cautious")), window) is True
    assert judged(rule("avoid", when=When(all=(NO,), on_unknown="cautious")), window) is False
    assert judged(rule("avoid", when=When(all=(YES,))), window) is True


def spans(spec: WindowSpec, timeline: Timeline) -> list[tuple[int, int]]:
    return [(window.first, window.end) for window in windows(spec, timeline)]


def test_rolling_windows_reach_into_the_head_but_not_into_the_tail() -> None:
    timeline = line((), days=14, scored=(5, 10))
    assert spans(Rolling(1), timeline) == [(5, 6), (6, 7), (7, 8), (8, 9), (9, 10)]
    assert spans(Rolling(3), timeline) == [(3, 6), (4, 7), (5, 8), (6, 9), (7, 10)]
    assert spans(Rolling(7), timeline) == [(0, 7), (1, 8), (2, 9), (3, 10)]
    assert spans(Rolling(10), timeline) == [(0, 10)]
    assert spans(Rolling(11), timeline) == []


def test_rolling_windows_start_at_the_first_day_known() -> None:
    assert spans(Rolling(3), line((), days=5)) == [(0, 3), (1, 4), (2, 5)]
    assert spans(Rolling(5), line((), days=5)) == [(0, 5)]
    assert spans(Rolling(3), line((), days=5, scored=(1, 5))) == [(0, 3), (1, 4), (2, 5)]


@pytest.mark.parametrize("days", [0, 401])
def test_rolling_windows_have_a_length(days: int) -> None:
    with pytest.raises(ValidationError):
        convert({"days": days}, Rolling)


def test_partial_weeks_are_not_judged() -> None:
    timeline = line((), days=24, scored=(3, 20))
    assert [week.scored for week in timeline.weeks] == [False, True, False, False]
    assert spans("week", timeline) == [(7, 14)]
    assert spans("week", line((), days=21)) == [(0, 7), (7, 14), (14, 21)]


def test_days_and_the_season_are_the_scored_ones() -> None:
    timeline = line((), days=9, scored=(2, 5))
    assert spans("day", timeline) == [(2, 3), (3, 4), (4, 5)]
    assert spans("season", timeline) == [(2, 5)]


def test_a_mesocycle_runs_over_its_scored_weeks() -> None:
    timeline = line((), days=42, scored=(0, 41), mesocycle_weeks=2)
    assert spans("mesocycle", timeline) == [(0, 14), (14, 28), (28, 35)]
    numbers = (0, -1, 0, 2, 1, -1)
    weeks = tuple(replace(week, mesocycle=number) for week, number in zip(timeline.weeks, numbers, strict=True))
    assert spans("mesocycle", replace(timeline, weeks=weeks)) == [(0, 21), (28, 35), (21, 28)]


def test_session_windows_are_the_scored_sessions() -> None:
    session, other = lift(2, "18:00", 60, "heavy"), lift(4, "18:00")
    timeline = line([lift(1), session, item(session, 0), run(3), other, lift(5)], days=7, scored=(2, 5))
    assert [(w.first, w.end, w.session) for w in windows("session", timeline)] == [(2, 3, session.id), (4, 5, other.id)]
    assert [event.id for event in timeline.events if inside(event, windows("session", timeline)[0])] == [
        session.id,
        f"{session.id}/0",
    ]


def test_windows_of_days_hold_what_happens_from_first_to_end() -> None:
    window = Window(2, 4, frozenset())
    assert [inside(run(day), window) for day in range(6)] == [False, False, True, True, False, False]


def test_windows_carry_the_words_that_hold_there() -> None:
    session = lift(8, "18:00", 60, "heavy")
    timeline = line([session], days=14, words={1: ["down"]}, runner=["level:novice"])
    assert [w.tags for w in windows("week", timeline)] == [{"level:novice"}, {"down", "level:novice"}]
    assert windows("day", timeline)[6].tags == {"level:novice"}
    assert windows("day", timeline)[7].tags == {"down", "level:novice"}
    assert windows("session", timeline)[0].tags == {"heavy", "down", "level:novice"} == context(timeline, session).tags
    assert [w.tags for w in windows("mesocycle", timeline)] == [{"level:novice"}, {"down", "level:novice"}]
    for spec in ("season", Rolling(7)):
        assert all(window.tags == {"level:novice"} for window in windows(spec, timeline))


def test_a_mesocycle_has_the_words_of_the_week_it_begins_with() -> None:
    timeline = line((), days=28, words={1: ["down"], 2: ["peak"]}, mesocycle_weeks=2)
    assert [window.tags for window in windows("mesocycle", timeline)] == [frozenset(), {"peak"}]


def test_an_event_is_scored_from_the_first_scored_day_up_to_the_end() -> None:
    timeline = line((), days=9, scored=(2, 5))
    assert [day for day in range(9) if scored(timeline, run(day))] == [2, 3, 4]
    here = context(timeline, run(3))
    assert (here.first, here.end) == (3, 4)


@examples(1 / 4)
@given(plan=plans("bound"), spec=st.sampled_from(WINDOWS))
def test_events_are_split_over_windows_as_they_lie_inside(plan: Plan, spec: WindowSpec) -> None:
    events = plan.timeline.events
    laid = windows(spec, plan.timeline)
    parts = split(events, laid)
    assert len(parts) == len(laid)
    for window, part in zip(laid, parts, strict=True):
        assert sorted(event.id for event in part) == sorted(event.id for event in events if inside(event, window))


@examples(1 / 4)
@given(plan=plans("bound"), spec=st.sampled_from(WINDOWS), measure=st.sampled_from(("count", "minutes", "sets")))
def test_events_laid_out_are_found_and_summed_as_they_lie_inside(plan: Plan, spec: WindowSpec, measure: str) -> None:
    events = plan.timeline.events
    laid = Laid(events)
    for window in windows(spec, plan.timeline):
        meant = [event for event in events if inside(event, window)]
        assert sorted(event.id for event in laid.here(window)) == sorted(event.id for event in meant)
        values = [1 if measure == "count" else event.amounts.get(measure) for event in meant]
        expected = None if None in values else sum(value for value in values if value is not None)
        assert laid.total(window, measure) == expected
