"""The small print of every kind: parameters, words and units of findings, what comes after a window that is skipped.

Much of it was written because a fault put in on purpose (tools/mutate_kinds.py) went unnoticed without.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product

import pytest
from msgspec import Struct, ValidationError, convert, to_builtins
from msgspec.structs import fields, replace

from ironstride.model.rule import Selector, When
from ironstride.model.timeline import Event
from ironstride.rules import select
from ironstride.rules.draft import Draft
from ironstride.rules.kinds import kinds
from ironstride.rules.kinds.avoid import AvoidParams
from ironstride.rules.kinds.base import ordered
from ironstride.rules.kinds.bound import BoundParams
from ironstride.rules.kinds.follow import FollowParams
from ironstride.rules.kinds.gap import GapParams
from ironstride.rules.kinds.order import OrderParams
from ironstride.rules.kinds.overlap import OverlapParams
from ironstride.rules.kinds.ramp import RampParams
from ironstride.rules.kinds.range_ import RangeParams
from ironstride.rules.kinds.sequence import SequenceParams
from ironstride.rules.kinds.share import ShareParams
from ironstride.rules.kinds.steady import SteadyParams
from ironstride.rules.kinds.step import StepParams
from ironstride.rules.model import FREE, Model
from ironstride.rules.select import Rolling, Window, windows

from .edges import ITEM, RUN, SESSION, failures, findings, item, lift, line, run, workout
from .pinned import draft, encoded, price, rule

HEAVY, CARRY = Selector("item", all=("heavy",)), Selector("item", all=("carry",))
BASE = When(none=("down",))

EXAMPLES: dict[str, Struct] = {
    "avoid": AvoidParams(SESSION),
    "bound": BoundParams(SESSION, "week", max=2),
    "follow": FollowParams(HEAVY, CARRY),
    "gap": GapParams(RUN, SESSION, 24),
    "order": OrderParams(RUN, SESSION),
    "overlap": OverlapParams(ITEM),
    "ramp": RampParams(RUN, "week", "minutes", 10),
    "range": RangeParams(SESSION, "minutes", min=1),
    "sequence": SequenceParams(("x", "y")),
    "share": ShareParams(ITEM, ITEM, "week", min_pct=1),
    "steady": SteadyParams(SESSION),
    "step": StepParams(ITEM, 10),
}

# ---------------------------------------------------------------- parameters


@pytest.mark.parametrize("kind", sorted(kinds()))
def test_parameters_are_fixed_strict_and_short(kind: str) -> None:
    params = EXAMPLES[kind]
    written = to_builtins(params)
    assert convert(written, type(params)) == params
    said = {field.name for field in fields(params) if getattr(params, field.name) != field.default}
    assert set(written) == said
    with pytest.raises(ValidationError):
        convert({**written, "wieght": 1}, type(params))
    with pytest.raises(AttributeError):
        setattr(params, next(iter(written)), None)


def test_what_is_left_open_has_its_usual_value() -> None:
    assert AvoidParams(SESSION).measure == "count"
    assert (BoundParams(SESSION, "week", max=2).measure, BoundParams(SESSION, "week", max=2).unit) == ("count", 1)
    assert not GapParams(RUN, SESSION, 24).same_day
    assert (OverlapParams(ITEM).min_pct, OverlapParams(ITEM).max_pct) == (0, 100)
    assert (RampParams(RUN, "week", "sets", 1).allowance, RampParams(RUN, "week", "sets", 1).unit) == (0, 1)
    assert RangeParams(ITEM, "sets", max=1).unit == 1
    assert ShareParams(ITEM, ITEM, "week", min_pct=1).measure == "count"
    assert (SteadyParams(SESSION).weeks, StepParams(ITEM, 10).within_days) == (1, 0)


@pytest.mark.parametrize(
    ("kind", "field", "least", "most"),
    [
        ("bound", "unit", 1, None),
        ("gap", "min_h", 1, 336),
        ("overlap", "min_pct", 0, 100),
        ("overlap", "max_pct", 0, 100),
        ("ramp", "max_increase_pct", 0, 400),
        ("ramp", "allowance", 0, None),
        ("ramp", "unit", 1, None),
        ("range", "unit", 1, None),
        ("share", "min_pct", 0, 100),
        ("share", "max_pct", 0, 100),
        ("steady", "weeks", 1, 8),
        ("step", "max_pct", 1, 100),
        ("step", "within_days", 0, 400),
    ],
)
def test_numbers_have_their_limits(kind: str, field: str, least: int, most: int | None) -> None:
    params = EXAMPLES[kind]
    written = {name: value for name, value in to_builtins(params).items() if not name.endswith("_pct")}
    if kind in ("ramp", "share", "step"):
        written |= {"ramp": {"max_increase_pct": 10}, "share": {"min_pct": 0}, "step": {"max_pct": 10}}[kind]
    for value in (least, most):
        if value is not None:
            others = {"min_pct": 0} if field == "max_pct" and kind in ("overlap", "share") else {}
            assert getattr(convert({**written, **others, field: value}, type(params)), field) == value
    for value in (least - 1, None if most is None else most + 1):
        if value is not None:
            with pytest.raises(ValidationError):
                convert({**written, field: value}, type(params))


def test_limits_are_needed_and_in_order() -> None:
    with pytest.raises(ValueError, match=r"^a lower or an upper limit is needed$"):
        ordered(None, None)
    with pytest.raises(ValueError, match=r"^the lower limit 2 is above the upper limit 1$"):
        ordered(2, 1)
    ordered(1, 1)


def test_words_and_windows_are_fixed() -> None:
    with pytest.raises(ValidationError):
        convert({"days": 2, "day": 3}, Rolling)
    for fixed in (Rolling(2), Window(0, 1, frozenset())):
        with pytest.raises(AttributeError):
            setattr(fixed, next(iter(to_builtins(fixed))), 3)
    with pytest.raises(AssertionError):
        windows("fortnight", line(()))  # type: ignore[arg-type]
    assert Window(0, 1, frozenset()).session == ""


@pytest.mark.parametrize("amount", ["percent_tenths", "load_g"])
def test_loads_are_set_last(amount: str) -> None:
    assert kinds()["range"].scope(RangeParams(ITEM, amount, max=1)) == "prescription"
    assert kinds()["step"].scope(StepParams(ITEM, 10)) == "prescription"


# ---------------------------------------------------------------- what a finding says


@pytest.mark.parametrize(
    ("kind", "params", "events", "unit"),
    [
        ("follow", FollowParams(HEAVY, CARRY), workout(0, ("a", "heavy")), "items"),
        ("gap", GapParams(RUN, SESSION, 24), [run(0, "18:00"), lift(1, "18:00")], "h"),
        ("order", OrderParams(RUN, SESSION), [run(0, "18:00"), lift(0, "06:00")], "min"),
        ("overlap", OverlapParams(ITEM, 50), [*workout(0, ("a",)), *workout(7, ("b",))], "%"),
        ("sequence", SequenceParams(("x", "y")), workout(0, ("a", "y"), ("b", "x")), "pairs"),
        ("share", ShareParams(HEAVY, ITEM, "session", min_pct=50), workout(0, ("a",)), "%"),
        ("steady", SteadyParams(SESSION), [lift(1, "18:00"), lift(9, "18:00")], "days"),
        ("step", StepParams(ITEM, 10), [*workout(0, ("a",), load_g=5), *workout(3, ("a",), load_g=9)], "load_g"),
        ("bound", BoundParams(RUN, "season", "minutes", max=1), [run(0, minutes=2)], "minutes"),
        ("ramp", RampParams(RUN, "week", "minutes", 0), [run(0, minutes=2), run(7, minutes=3)], "minutes"),
        ("range", RangeParams(RUN, "minutes", max=1), [run(0, minutes=2)], "minutes"),
        ("avoid", AvoidParams(RUN, "minutes"), [run(0, minutes=2)], "minutes"),
    ],
)
def test_a_failure_says_its_unit_and_a_law_no_price(kind: str, params: Struct, events: list[Event], unit: str) -> None:
    failing = [one for one in findings(kind, params, line(events)) if one.verdict == "fail"]
    assert [one.unit for one in failing] == [unit]
    for level in ("must", "safety", "info"):
        judged = kinds()[kind].check(rule(kind, level, 7), params, line(events))
        assert [one.price for one in judged] == [0] * len(judged)


@pytest.mark.parametrize(
    ("kind", "params", "events", "missing"),
    [
        ("step", StepParams(ITEM, 10), [*workout(0, ("a",), load_g=5), *workout(3, ("a",))], "load_g"),
        ("step", StepParams(ITEM, 10), [*workout(0, ("a",)), *workout(3, ("a",), load_g=5)], "load_g"),
        ("range", RangeParams(RUN, "minutes", max=1), [run(0)], "minutes"),
        ("avoid", AvoidParams(RUN, "minutes"), [run(0)], "minutes"),
        ("bound", BoundParams(RUN, "week", "minutes", max=1), [run(0)], "minutes"),
        ("gap", GapParams(RUN, SESSION, 24), [run(0), lift(0)], "start"),
        ("order", OrderParams(RUN, SESSION), [run(0), lift(0)], "start"),
    ],
)
def test_what_cannot_be_judged_says_what_is_missing(
    kind: str, params: Struct, events: list[Event], missing: str
) -> None:
    unknown = [one for one in findings(kind, params, line(events)) if one.verdict == "unknown"]
    assert {one.missing for one in unknown} == {missing}
    assert all(one.facts for one in unknown)


def test_a_season_in_which_nothing_is_scored_is_dated_by_its_first_day() -> None:
    timeline = line((), days=14, scored=(0, 0))
    for kind, params in EXAMPLES.items():
        if kind == "avoid":
            continue
        (found,) = findings(kind, params, timeline)
        assert (found.first, found.last) == (timeline.days[0].date, timeline.days[0].date), kind


def test_nothing_to_avoid_is_no_remark() -> None:
    for level, verdict in (("must", "pass"), ("info", "not-applicable")):
        (found,) = kinds()["avoid"].check(rule("avoid", level), AvoidParams(HEAVY), line(()))
        assert (found.verdict, found.amount, found.price) == (verdict, 0, 0)


def test_the_limit_named_is_the_one_that_matters() -> None:
    both = RangeParams(SESSION, "minutes", min=30, max=60)
    named = {
        one.observed: one.limit for one in findings("range", both, line([lift(0, minutes=30), lift(1, minutes=29)]))
    }
    assert named == {30: 60, 29: 30}
    (only,) = findings("range", RangeParams(SESSION, "minutes", min=30), line([lift(0, minutes=40)]))
    assert only.limit == 30


def test_facts_are_the_items_that_matter() -> None:
    good = workout(0, ("a", "heavy"), ("b", "carry"))
    (found,) = findings("follow", FollowParams(HEAVY, CARRY), line(good))
    assert (found.verdict, found.facts) == ("pass", (good[1].id,))
    bad = workout(0, ("a", "heavy"), ("b", "carry"), ("c", "heavy"))
    (found,) = findings("follow", FollowParams(HEAVY, CARRY), line(bad))
    assert (found.verdict, found.facts) == ("fail", (bad[3].id,))


@pytest.mark.parametrize(
    ("kind", "params", "events", "expected"),
    [
        # hundredths: what is short or over by 101 % of one is two too few or too many
        ("overlap", OverlapParams(ITEM, 67), ("abc", "axy"), [(2, 33, 67)]),
        ("overlap", OverlapParams(ITEM, 67), ("abc", "aby"), [(1, 66, 67)]),
        ("overlap", OverlapParams(ITEM, 0, 57), ("abcde", "abcdexy"), [(2, 71, 57)]),
        ("overlap", OverlapParams(ITEM, 0, 66), ("abc", "abc"), [(2, 100, 66)]),
        ("overlap", OverlapParams(ITEM, 0, 67), ("abc", "abc"), [(1, 100, 67)]),
        ("overlap", OverlapParams(ITEM, 0, 66), ("abc", "abx"), [(1, 66, 66)]),
    ],
)
def test_begun_units_of_a_mesocycle(
    kind: str, params: Struct, events: tuple[str, ...], expected: list[tuple[int, int, int]]
) -> None:
    made = [one for week, names in enumerate(events) for one in workout(7 * week, *((name,) for name in names))]
    assert failures(kind, params, line(made, days=14)) == expected


def test_begun_units_of_a_ramp() -> None:
    """Eleven on nine, with eleven percent, is 101 hundredths too many: two begun units."""
    made = [run(0, sets=9), run(7, sets=11)]
    assert failures("ramp", RampParams(RUN, "week", "sets", 11), line(made, days=14)) == [(2, 11, 9)]


def test_begun_units_of_a_share() -> None:
    part, rest = lift(0, "18:00", 60, "heavy", sets=2), lift(1, "18:00", sets=1)
    heavy = Selector("session", all=("heavy",))
    least = ShareParams(heavy, SESSION, "week", "sets", min_pct=100)
    assert failures("share", least, line([part, rest], days=7)) == [(1, 66, 100)]
    # 67 % of three less nothing is 201 hundredths: three begun sets
    nothing = lift(0, "18:00", 60, "heavy", sets=0)
    third = lift(1, "18:00", sets=3)
    assert failures(
        "share", ShareParams(heavy, SESSION, "week", "sets", min_pct=67), line([nothing, third], days=7)
    ) == [(3, 0, 67)]
    # all of seven where 57 % of seven may be: 301; five: 101
    five, two = lift(0, "18:00", 60, "heavy", sets=5), lift(1, "18:00", sets=2)
    assert failures("share", ShareParams(heavy, SESSION, "week", "sets", max_pct=57), line([five, two], days=7)) == [
        (2, 71, 57)
    ]


# ---------------------------------------------------------------- what comes after something that is skipped


def lifts(*days: int, **amounts: int) -> list[Event]:
    return [lift(day, "18:00", **amounts) for day in days]


MINUTES = RampParams(RUN, "week", "minutes", 10)


@pytest.mark.parametrize(
    ("kind", "params", "events"),
    [
        # week 0 is down, and what stands in it is forgiven; week 2 is not
        ("avoid", AvoidParams(SESSION), lifts(1, 15)),
        ("range", RangeParams(SESSION, "minutes", max=1), lifts(1, 15, minutes=2)),
        ("gap", GapParams(RUN, SESSION, 24), [run(1, "12:00"), lift(1, "18:00"), run(15, "17:00"), lift(16, "17:59")]),
        ("order", OrderParams(RUN, SESSION), [lift(1, "06:00"), run(1, "12:00"), lift(15, "06:00"), run(15, "12:00")]),
        ("bound", BoundParams(SESSION, "week", max=0), lifts(1, 15)),
        ("follow", FollowParams(HEAVY, CARRY), [*workout(1, ("a", "heavy")), *workout(15, ("a", "heavy"))]),
        (
            "sequence",
            SequenceParams(("x", "y")),
            [*workout(1, ("a", "y"), ("b", "x")), *workout(15, ("a", "y"), ("b", "x"))],
        ),
        ("share", ShareParams(HEAVY, ITEM, "week", min_pct=1), [*workout(1, ("a",)), *workout(15, ("a",))]),
    ],
)
def test_after_a_window_in_which_the_rule_does_not_apply_the_next_is_judged(
    kind: str, params: Struct, events: list[Event]
) -> None:
    timeline = line(events, words={0: ["down"]})
    failing = [one for one in findings(kind, params, timeline, BASE) if one.verdict == "fail"]
    assert [(one.first - timeline.days[0].date).days // 7 for one in failing] == [2]


@pytest.mark.parametrize(
    ("kind", "params", "events"),
    [
        ("ramp", MINUTES, [run(7 * week, minutes=10 * 2**week) for week in range(4)]),
        ("steady", SteadyParams(SESSION), lifts(0, 8, 16, 24)),
        ("overlap", OverlapParams(ITEM, 50), [one for week in range(4) for one in workout(7 * week, (f"x{week}",))]),
    ],
)
def test_growth_is_judged_after_a_week_in_which_it_is_not(kind: str, params: Struct, events: list[Event]) -> None:
    timeline = line(events, words={1: ["down"]})
    failing = [one for one in findings(kind, params, timeline, BASE) if one.verdict == "fail"]
    assert sorted({(one.first - timeline.days[0].date).days // 7 for one in failing}) == [2, 3]


@pytest.mark.parametrize(
    ("kind", "params", "events"),
    [
        # what lacks a number, or is not there at all, does not end the judging
        ("avoid", AvoidParams(SESSION, "minutes"), [lift(1, "18:00"), *lifts(15, minutes=1)]),
        ("range", RangeParams(SESSION, "minutes", max=1), [lift(1, "18:00"), *lifts(15, minutes=2)]),
        ("bound", BoundParams(SESSION, "week", "minutes", max=1), [lift(1, "18:00"), *lifts(15, minutes=2)]),
        ("ramp", MINUTES, [run(1), run(15, minutes=5)]),
        (
            "share",
            ShareParams(SESSION, SESSION, "week", "minutes", max_pct=1),
            [lift(1, "18:00"), *lifts(15, minutes=5)],
        ),
        ("share", ShareParams(HEAVY, ITEM, "week", min_pct=1), workout(15, ("a",))),
        ("follow", FollowParams(HEAVY, CARRY), [*workout(1, ("b",)), *workout(15, ("a", "heavy"))]),
        ("overlap", OverlapParams(ITEM, 50), [*workout(8, ("a",)), *workout(15, ("b",))]),
        ("order", OrderParams(RUN, SESSION), [run(15), lift(15, "06:00"), run(15, "12:00")]),
        ("gap", GapParams(RUN, SESSION, 24), [run(1), lift(1, "06:00"), run(15, "05:00"), lift(15, "18:00")]),
        ("sequence", SequenceParams(("x", "y")), [*workout(1, ("b",)), *workout(15, ("a", "y"), ("b", "x"))]),
    ],
)
def test_after_what_cannot_be_judged_the_next_is(kind: str, params: Struct, events: list[Event]) -> None:
    failing = [one for one in findings(kind, params, line(events)) if one.verdict == "fail"]
    assert [(one.last - line(()).days[0].date).days // 7 for one in failing] == [2]


@pytest.mark.parametrize("kind", ["gap", "order"])
def test_a_thing_is_not_held_against_itself_but_against_the_next(kind: str) -> None:
    params: Struct = GapParams(RUN, RUN, 24) if kind == "gap" else OrderParams(RUN, RUN)
    events = [run(3, "06:00"), run(3, "06:30")]
    # each of the two begins before the other has ended; a gap counts from the first that starts
    assert len(failures(kind, params, line(events))) == (1 if kind == "gap" else 2)
    assert len(failures(kind, params, line([*events[::-1]]))) == (1 if kind == "gap" else 2)


def test_things_before_the_scored_days_do_not_end_the_judging() -> None:
    for kind, params in (("avoid", AvoidParams(SESSION)), ("range", RangeParams(SESSION, "minutes", max=1))):
        assert len(failures(kind, params, line(lifts(1, 8, minutes=2), scored=(7, 28)))) == 1
    order = [lift(1, "06:00"), run(1, "12:00"), lift(8, "06:00"), run(8, "12:00")]
    assert len(failures("order", OrderParams(RUN, SESSION), line(order, scored=(7, 28)))) == 1


def test_a_session_of_the_runners_own_is_not_judged_from_inside() -> None:
    own = lift(1, "18:00", 60, "template:merged")
    events = [own, item(own, 0, "heavy"), *workout(3, ("a", "heavy"))]
    assert len(failures("follow", FollowParams(HEAVY, CARRY), line(events))) == 1
    assert [window.session for window in windows("session", line(events))] == [events[2].id]


# ---------------------------------------------------------------- what the model looks like


def test_any_one_of_the_things_that_may_follow_will_do() -> None:
    """All choices of two heavy items and three carries: the encoding says what `check` says, with few variables."""
    session = lift(0, "18:00")
    items = [item(session, at, word) for at, word in enumerate(("heavy", "carry", "heavy", "carry", "carry"))]
    params = FollowParams(HEAVY, CARRY)
    timeline = line([session, *items])
    literals = {one.id: one.id for one in items}
    model, names = encoded(rule("follow", "should", 1), params, timeline, literals)
    hard, _ = encoded(rule("follow"), params, timeline, literals)
    for chosen in product((0, 1), repeat=len(items)):
        there = [one for one, taken in zip(items, chosen, strict=True) if taken]
        found = kinds()["follow"].check(rule("follow", "should", 1), params, line([session, *there]))
        pinned = {names[one.id]: taken for one, taken in zip(items, chosen, strict=True)}
        assert price(model, pinned) == sum(one.price for one in found)
        assert (price(hard, pinned) is None) == any(one.verdict == "fail" for one in found)
    helpers = [name for name in hard.names if name not in names]
    assert helpers == ["any", "any"]


def test_what_only_one_thing_can_answer_needs_no_helper() -> None:
    model, names = encoded(
        rule("follow"), FollowParams(HEAVY, CARRY), line(workout(0, ("a", "heavy"), ("b", "carry"))),
        {f"s018:00/{at}": f"s018:00/{at}" for at in range(2)},
    )  # fmt: skip
    assert len(model.names) == len(names) == 2
    assert len(model.constraints) == 1


def test_an_old_block_that_is_left_out_asks_nothing_of_the_new() -> None:
    """With nothing before, a mesocycle owes no overlap, however many exercises it holds."""
    events = [*workout(0, ("a",)), *workout(7, ("b",), ("c",), ("d",))]
    old = {one.id: one.id for one in events[:2]}
    for params in (OverlapParams(ITEM, 100), OverlapParams(ITEM, 0, 0)):
        model, names = encoded(rule("overlap"), params, line(events, days=14), old)
        assert price(model, dict.fromkeys(names.values(), 0)) == 0
        kept = price(model, dict.fromkeys(names.values(), 1))
        assert kept == (None if params.min_pct else 0)


def names_of(model: Model, those: Iterable[str]) -> list[str]:
    return [name for name in model.names if name not in set(those)]


def test_helpers_are_told_apart_by_name_and_follow_their_events() -> None:
    events = [lift(day) for day in range(3)]
    drafted, names = draft(line(events), {one.id: one.id for one in events})
    both = drafted.both(drafted.any_of(events[:2]), names[events[2].id])
    drafted.model.one()
    drafted.not_together(rule("gap", "should", 2), events, 3)
    drafted.model.slack([(names[events[0].id], 1), (names[events[1].id], 1)], 2, 5, "ABC101")
    drafted.all_or_one_slack(rule("step", "should", 2), [([(names[one.id], -1)], 0) for one in events[:2]])
    assert names_of(drafted.model, names) == [
        "any", "both", "one", "slack:TST101*3", "slack:ABC101", "slack:TST101",
    ]  # fmt: skip
    any_ = both - 1
    assert drafted.model.derived == {
        any_: ("any", (names[events[0].id], names[events[1].id])),
        both: ("all", (any_, names[events[2].id])),
    }
    overlap = OverlapParams(ITEM, 50)
    made = [*workout(0, ("a",), ("b",)), *workout(7, ("a",), ("b",))]
    model, known = encoded(rule("overlap"), overlap, line(made, days=14), {one.id: one.id for one in made})
    assert names_of(model, known) == ["some before", "both", "both"]
    assert [how for how, _ in model.derived.values()] == ["any", "all", "all"]


def test_a_rule_that_only_remarks_writes_nothing() -> None:
    event = lift(0)
    for guards in (None, {"TST101": 1}):
        model = Model()
        literals = {event.id: model.literal("a")}
        model.literal("guard")
        drafted = Draft(line([event]), literals, model, guards)
        remark = rule("bound", "info", 9)
        drafted.at_least(remark, [(event, 1)], 1, given=[event], unless=[event])
        drafted.at_most(remark, [(event, 1)], 0)
        drafted.refuse(remark, [(event, 1)])
        drafted.not_together(remark, [event, event])
        drafted.all_or_one_slack(remark, [([(0, -1)], 0)])
        assert (model.constraints, model.prices, model.constant, len(model.names)) == ({}, {}, 0, 2)


def test_what_always_holds_is_asked_without_conditions() -> None:
    """A sum that cannot fall short needs no word on when it is asked."""
    part, given = lift(0), lift(1)
    drafted, names = draft(line([part, given]), {part.id: "part", given.id: "given"})
    drafted.at_least(rule("bound", "should", 3), [(part, 1)], 0, given=[given])
    assert drafted.model.constraints == {}
    drafted.at_least(rule("bound"), [(part, 1)], 1, given=[given])
    ((only, _),) = drafted.model.constraints.items()
    assert (only.terms, only.low) == (((names["given"], -1), (names["part"], 1)), 0)
    assert only.guard == -1


def test_a_unit_is_one_of_the_sum_unless_said_otherwise() -> None:
    one, other, third = lift(0), lift(1), lift(2)
    drafted, names = draft(line([one, other, third]), {event.id: event.id for event in (one, other, third)})
    wish = rule("bound", "should", 3)
    both = {names[event.id]: 1 for event in (one, other)}
    drafted.at_least(wish, [(one, 1), (other, 1)], 2)
    assert price(drafted.model, {**both, names[one.id]: 0, names[other.id]: 0}) == 6
    drafted.at_most(wish, [(one, 1), (other, 1)], 0)
    assert price(drafted.model, both) == 6
    drafted.require(wish, [(names[one.id], 1), (names[other.id], 1), (names[third.id], 1)], 3)
    assert price(drafted.model, {**both, names[third.id]: 0}) == 6 + 3
    # what cannot fall short asks for no helper, whatever it is given
    known = len(drafted.model.names)
    drafted.at_least(wish, [(one, 1)], 0, given=[other, third])
    assert len(drafted.model.names) == known


def test_helpers_are_written_with_ones() -> None:
    events = [lift(day) for day in range(2)]
    drafted, names = draft(line(events), {one.id: one.id for one in events})
    first, second = (names[one.id] for one in events)
    any_ = drafted.any_of(events)
    both = drafted.both(first, second)
    drafted.not_together(rule("gap"), events)
    drafted.refuse(rule("avoid"), [(events[0], 1)])
    assert [(one.terms, one.low) for one in drafted.model.constraints] == [
        (((first, -1), (any_, 1)), 0),
        (((second, -1), (any_, 1)), 0),
        (((first, 1), (second, 1), (any_, -1)), 0),
        (((first, 1), (second, 1), (both, -1)), -FREE),
        (((first, 1), (both, -1)), 0),
        (((second, 1), (both, -1)), 0),
        (((first, -1), (second, -1)), -1),
        (((first, -1),), 0),
    ]
    model = Model()
    a, b = model.literal("a"), model.literal("b")
    model.shared_slack([([(a, -1)], 0), ([(b, -1)], 0)], 5, "ABC101")
    assert [one.terms for one in model.constraints] == [((a, -1), (2, 1)), ((b, -1), (2, 1))]


def test_the_last_timelines_are_remembered_and_no_others() -> None:
    timelines = [line([run(day)]) for day in range(6)]
    for timeline in timelines:
        select.worked_out(timeline)["asked"] = timeline
    assert list(select._WORKED_OUT) == [id(timeline) for timeline in timelines[-4:]]
    assert select.worked_out(timelines[-1]) == {"asked": timelines[-1]}
    few = tuple(run(0, id=str(number)) for number in range(63))
    many = [(*few, run(day)) for day in range(6)]
    for events in (*many, few):
        assert select.chosen(RUN, events) == list(events)
    assert list(select._REMEMBERED) == [id(events) for events in many[-4:]]


@pytest.mark.parametrize(
    ("hours", "run_at", "lift_on", "verdicts"),
    [
        # between days whose hours are not known lie at least so many whole ones: 24 over one day, 48 over two
        (24, "", 2, ["not-applicable"]),
        (25, "", 2, ["unknown"]),
        (24, "", 1, ["unknown"]),
        (48, "", 3, ["not-applicable"]),
        (49, "", 3, ["unknown"]),
        (24, "18:00", 2, ["not-applicable"]),
        (25, "18:00", 2, ["unknown"]),
        (1, "", 1, ["unknown"]),
        (1, "", 2, ["not-applicable"]),
        # what ends after 23:00 or at midnight reaches no further, a minute past it does
        (24, "22:30", 2, ["not-applicable"]),
        (24, "23:00", 2, ["not-applicable"]),
        (24, "23:01", 2, ["unknown"]),
    ],
)
def test_hours_that_are_not_known_matter_as_far_as_the_gap_reaches(
    hours: int, run_at: str, lift_on: int, verdicts: list[str]
) -> None:
    found = findings("gap", GapParams(RUN, SESSION, hours), line([run(0, run_at), lift(lift_on)]))
    assert [one.verdict for one in found] == verdicts


def test_what_begins_before_the_first_has_ended_lies_no_time_after_it() -> None:
    (found,) = findings("gap", GapParams(RUN, SESSION, 2), line([run(0, "18:00"), lift(0, "18:10")]))
    assert (found.observed, found.amount) == (0, 2)
    (found,) = findings("gap", GapParams(RUN, SESSION, 2), line([run(0, "06:00"), lift(0, "18:00")]))
    assert (found.verdict, found.observed, found.amount) == ("pass", 11, 0)


def test_what_runs_past_midnight_is_followed_for_as_long_as_it_matters() -> None:
    """A run of 30 hours that ends at six on the second day leaves the third day too soon until six."""
    night = run(0, "00:00", 30 * 60)
    for clock, expected in (("06:00", []), ("05:59", [(1, 23, 24)])):
        assert failures("gap", GapParams(RUN, SESSION, 24), line([night, lift(2, clock)])) == expected
    (found,) = findings("gap", GapParams(RUN, SESSION, 24), line([night, lift(2, "06:00")]))
    assert found.verdict == "pass"


def test_a_run_without_an_end_binds_nothing_in_the_model() -> None:
    endless = replace(run(0, "18:00"), end_min=None)
    assert {one.verdict for one in findings("gap", GapParams(RUN, SESSION, 24), line([endless, lift(0, "19:00")]))} == {
        "unknown"
    }


def test_two_items_of_one_block_are_in_order() -> None:
    twice = workout(0, ("a", "x"), ("b", "x"), ("c", "y"), ("d", "y"))
    assert failures("sequence", SequenceParams(("x", "y")), line(twice)) == []
    mixed = workout(0, ("a", "x"), ("b", "y"), ("c", "y"), ("d", "x"))
    assert failures("sequence", SequenceParams(("x", "y")), line(mixed)) == [(2, 2, 0)]


def test_a_share_is_not_known_when_either_sum_is_not() -> None:
    heavy = Selector("session", all=("heavy",))
    of = ShareParams(heavy, SESSION, "week", "minutes", min_pct=50)
    blank = line([lift(0, "18:00", 60, "heavy", minutes=5), lift(1, "18:00")], days=7)
    assert [one.verdict for one in findings("share", of, blank)] == ["unknown"]
    other = ShareParams(SESSION, heavy, "week", "minutes", min_pct=50)
    assert [one.verdict for one in findings("share", other, blank)] == ["unknown"]


def test_a_part_that_is_none_of_the_whole_says_nothing_where_the_whole_is_nothing() -> None:
    """One part belongs to the whole and another does not, in a session where there is no whole."""
    params = ShareParams(Selector("item", any=("x", "y")), Selector("item", all=("x",)), "session", max_pct=50)
    assert failures("share", params, line([*workout(0, ("a", "x")), *workout(1, ("b", "y"))])) == [(1, 100, 50)]
    assert failures("share", params, line(workout(1, ("b", "y")))) == []


def test_a_session_that_is_left_out_owes_no_items() -> None:
    events = workout(0, ("a",))
    literals = {one.id: one.id for one in events}
    params = BoundParams(ITEM, "session", min=2)
    for level, owed in (("must", None), ("should", 1)):
        model, names = encoded(rule("bound", level, 1), params, line(events), literals)
        assert price(model, dict.fromkeys(names.values(), 0)) == 0
        assert price(model, dict.fromkeys(names.values(), 1)) == owed
