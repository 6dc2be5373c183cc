"""Sums over windows, by hand and by drawing: what stands alike on several dates counts on each, looked at or not."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Struct
from msgspec.structs import replace

from ironstride.model.rule import Selector, When
from ironstride.model.timeline import Event, Timeline
from ironstride.rules.draft import Draft
from ironstride.rules.kinds import kinds
from ironstride.rules.kinds.avoid import AvoidParams
from ironstride.rules.kinds.base import judgeable
from ironstride.rules.kinds.bound import BoundParams
from ironstride.rules.kinds.range_ import RangeParams
from ironstride.rules.kinds.sequence import SequenceParams
from ironstride.rules.model import Model
from ironstride.rules.select import Rolling, windows
from ironstride.rules.weighing import Sum, Weighing

from .edges import ITEM, SESSION, item, lift, line, workout
from .pinned import draft, price, rule
from .strategies import WHENS, Plan, examples, parameters, plans

HEAVY = Selector("item", all=("heavy",))
#: kinds that add up or judge items, and so lean on copies
DOSED = ("avoid", "bound", "follow", "overlap", "ramp", "range", "sequence", "share")


def repeated(days: tuple[int, ...], *items: tuple[str, ...], **amounts: int) -> tuple[list[Event], dict[str, str]]:
    """Give one workout on several days, and which of its items are copies of which."""
    first = workout(days[0], *items, **amounts)
    events, copies = list(first), {}
    for day in days[1:]:
        again = workout(day, *items, **amounts)
        events += again
        copies |= {copy.id: one.id for copy, one in zip(again[1:], first[1:], strict=True)}
    return events, copies


def told(
    kind: str,
    level: str,
    params: Struct,
    timeline: Timeline,
    literals: Mapping[str, str],
    copies: Mapping[str, str],
    true: frozenset[str],
    when: When = When(),  # noqa: B008
) -> tuple[int | None, Model]:
    """Give the least price of a plan whose draft is told of copies, and the model."""
    plain, names = draft(timeline, literals)
    drafted = Draft(timeline, plain.literals, plain.model, copies=copies)
    kinds()[kind].constrain(rule(kind, level, 3, when), params, drafted)
    return price(drafted.model, {variable: int(name in true) for name, variable in names.items()}), drafted.model


# ---------------------------------------------------------------- by hand


def test_sums_are_taken_times_and_together() -> None:
    blank, other = lift(0), lift(1)
    one, two = Sum(2, ((7, 1), (8, -3)), (blank,)), Sum(5, ((7, 4),), (other,))
    assert one.times(-2) == Sum(-4, ((7, -2), (8, 6)), (blank,))
    assert one.plus(two) == Sum(7, ((7, 1), (8, -3), (7, 4)), (blank, other))
    assert Sum(1, ()).blank == ()
    with pytest.raises(AttributeError):
        one.constant = 3  # type: ignore[misc]


def test_sums_of_constants_literals_and_what_is_not_known() -> None:
    session, other = lift(1, "18:00", minutes=60), lift(9, "18:00", minutes=45)
    items = [
        item(session, 0, "heavy", sets=3),
        item(session, 1, "heavy", sets=2),
        item(session, 2, sets=5),
        item(session, 3, "heavy", sets=0),
        item(session, 4, "heavy"),
        item(other, 0, "heavy", sets=4),
        item(other, 1, "heavy", sets=1),
    ]
    timeline = line([session, *items[:5], other, *items[5:]], days=21)
    weighing = Weighing(timeline, {items[0].id: 1, items[1].id: 2, items[3].id: 2, items[5].id: 1}, {})
    assert weighing.words == {"heavy"}
    assert weighing.events == timeline.events
    assert weighing.sums(HEAVY, windows("week", timeline), "sets") == [
        Sum(0, ((1, 3), (2, 2)), (items[4],)), Sum(1, ((1, 4),)), Sum(0, ()),
    ]  # fmt: skip
    assert weighing.sums(HEAVY, windows("week", timeline), "count") == [
        Sum(1, ((1, 1), (2, 2))), Sum(1, ((1, 1),)), Sum(0, ()),
    ]  # fmt: skip
    assert weighing.sums(HEAVY, windows("season", timeline), "sets") == [Sum(1, ((1, 7), (2, 2)), (items[4],))]
    assert weighing.sums(SESSION, windows("day", timeline)[1:3], "minutes") == [Sum(60, ()), Sum(0, ())]
    assert [len(weighing.cells(window)) for window in windows("session", timeline)] == [1, 1]
    by_session = weighing.sums(ITEM, windows("session", timeline), "sets")
    assert by_session == [Sum(5, ((1, 3), (2, 2)), (items[4],)), Sum(1, ((1, 4),))]


def test_copies_stand_wherever_they_are() -> None:
    events, copies = repeated((0, 2, 9), ("a", "heavy"), sets=3)
    timeline = line(events, days=21)
    weighing = Weighing(timeline, {events[1].id: 5}, copies)
    assert [event.id for event in weighing.events] == [events[0].id, events[1].id, events[2].id, events[4].id]
    assert weighing.sums(ITEM, windows("week", timeline), "sets") == [Sum(0, ((5, 6),)), Sum(0, ((5, 3),)), Sum(0, ())]
    assert weighing.sums(ITEM, windows("session", timeline), "sets") == [Sum(0, ((5, 3),))] * 3
    cell, literal = weighing.where[events[1].id]
    assert (weighing.days[cell], literal) == ([0, 2, 9], 5)


def test_windows_in_which_the_same_stands_share_one_sum() -> None:
    timeline = line([*workout(1, ("a",)), *workout(8, ("a",))], days=14)
    weighing = Weighing(timeline, {}, {})
    sums = weighing.sums(HEAVY, windows("week", timeline), "count")
    assert sums[0] is sums[1]
    first, second, third = weighing.sums(ITEM, windows(Rolling(2), timeline)[:3], "count")
    assert first is second
    assert first is not third


@pytest.mark.parametrize(("level", "paid"), [("should", 3 * 3 * 2), ("must", None)])
def test_a_copy_is_judged_on_each_of_its_scored_days(level: str, paid: int | None) -> None:
    """Two sets on each of four days, one of them before the first scored day."""
    events, copies = repeated((0, 2, 9, 16), ("a",), sets=2)
    timeline = line(events, scored=(1, 28))
    literals = {event.id: "a" for event in events if event.of == "item"}
    for kind, params in (("avoid", AvoidParams(ITEM, "sets")), ("range", RangeParams(ITEM, "sets", max=0))):
        found, _ = told(kind, level, params, timeline, literals, copies, frozenset({"a"}))
        assert found == paid
        assert told(kind, level, params, timeline, literals, copies, frozenset())[0] == 0


def test_copies_pay_for_each_date_on_which_they_stand_in_the_wrong_order_or_number() -> None:
    events, copies = repeated((0, 2, 9), ("a", "y"), ("b", "x"), sets=2)
    timeline = line(events, days=21)
    literals = {event.id: event.exercise for event in events if event.of == "item"}
    order = SequenceParams(("x", "y"))
    assert told("sequence", "should", order, timeline, literals, copies, frozenset({"a", "b"}))[0] == 3 * 3
    assert told("sequence", "should", order, timeline, literals, copies, frozenset({"a"}))[0] == 0
    few = BoundParams(ITEM, "session", "sets", max=3)
    assert told("bound", "should", few, timeline, literals, copies, frozenset({"a", "b"}))[0] == 3 * 3
    many = BoundParams(ITEM, "session", "sets", min=3)
    assert told("bound", "should", many, timeline, literals, copies, frozenset({"a"}))[0] == 3 * 3


def test_what_is_asked_of_one_item_is_not_answered_by_its_neighbour() -> None:
    """Two items of one session are told apart by the words a rule asks about, and by those only."""
    events = workout(
        3,
        ("a", "heavy", "power"),
        ("b", "heavy"),
        ("c", "heavy", "slow"),
        ("d", "power"),
        ("e", "skill:?"),
        ("f", "old:?"),
    )
    plain, _ = draft(line(events), {event.id: event.id for event in events if event.of == "item"})
    for when, meant in (
        (When(all=("power",)), "ad"),
        (When(none=("power",)), "bcef"),
        (When(all=("skill:high",), on_unknown="cautious"), "e"),
        (When(any=("old",), on_unknown="cautious"), "f"),
        (When(any=("power", "slow")), "acd"),
        (When(all=("power",), none=("heavy",)), "d"),
    ):
        found = judgeable(rule("avoid", when=when), plain, ITEM, "count")
        assert "".join(sorted(event.exercise for event, _, _ in found)) == meant
        assert {(value, times) for _, value, times in found} == {(1, 1)}


def test_each_session_that_may_be_left_out_owes_for_itself() -> None:
    """Two open sessions without any items share one sum of nothing, and still each owes two."""
    sessions = [lift(0, "18:00"), lift(2, "18:00")]
    literals = {event.id: event.id for event in sessions}
    params = BoundParams(ITEM, "session", min=2)
    for open_ in sessions:
        true = frozenset({open_.id})
        assert told("bound", "must", params, line(sessions), literals, {}, true)[0] is None
        assert told("bound", "should", params, line(sessions), literals, {}, true)[0] == 2 * 3


# ---------------------------------------------------------------- by drawing


@st.composite
def with_copies(draw: st.DrawFn, kind: str) -> tuple[Plan, dict[str, str]]:
    """Draw a plan, and repeat some of its sessions with all items in the same week."""
    plan = draw(plans(kind))
    timeline, literals = plan.timeline, dict(plan.literals)
    events, copies = list(timeline.events), {}
    for session in [event for event in timeline.events if event.of == "session"][:2]:
        items = [event for event in timeline.events if event.session == session.id]
        week = timeline.weeks[timeline.days[session.day].week]
        for number in range(draw(st.integers(0, 2))):
            day = draw(st.integers(week.first, week.end - 1))
            again = replace(session, id=f"{session.id}+{number}", day=day, start_min=None, end_min=None)
            events.append(again)
            for one in items:
                copy = replace(one, id=f"{again.id}/{one.position}/{one.id}", session=again.id, day=day)
                events.append(copy)
                copies[copy.id] = one.id
                if one.id in literals:
                    literals[copy.id] = literals[one.id]
    return Plan(replace(timeline, events=tuple(events)), literals, plan.true), copies


@pytest.mark.parametrize("kind", DOSED)
@examples(1 / 8)
@given(data=st.data())
def test_copies_count_as_if_they_were_looked_at(kind: str, data: st.DataObject) -> None:
    plan, copies = data.draw(with_copies(kind))
    params, when = data.draw(parameters(kind)), data.draw(WHENS)
    for level in ("must", "should"):
        with_them, _ = told(kind, level, params, plan.timeline, plan.literals, copies, plan.true, when)
        without, _ = told(kind, level, params, plan.timeline, plan.literals, {}, plan.true, when)
        assert with_them == without
