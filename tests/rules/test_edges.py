"""Edge pairs of every kind: just inside the limit nothing is said, one unit further it is, with the right numbers."""

from __future__ import annotations

import pytest
from msgspec import Struct
from msgspec.structs import replace

from ironstride.model.rule import Selector, When
from ironstride.model.timeline import Event
from ironstride.rules.kinds import kinds
from ironstride.rules.kinds.avoid import AvoidParams
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
from ironstride.rules.select import Rolling

from .edges import ITEM, RUN, SESSION, failures, findings, item, lift, line, run, workout

Failures = list[tuple[int, int | None, int | None]]

KEY, HEAVY = Selector("run", all=("key",)), Selector("session", all=("heavy",))
DAY_GAP = GapParams(RUN, SESSION, 24)
HEAVY_ITEM, CARRY = Selector("item", all=("heavy",)), Selector("item", all=("carry",))
BLOCKS = SequenceParams(("block:power", "block:strength", "block:core"))
FOLLOW = FollowParams(HEAVY_ITEM, CARRY)
TEN = StepParams(ITEM, 10)


def two_times(old_g: int, new_g: int, **amounts: int) -> list[Event]:
    """Give the same lift on two days."""
    return [*workout(0, ("squat",), load_g=old_g), *workout(3, ("squat",), clock="18:00", load_g=new_g, **amounts)]


def weeks(*minutes: int) -> list[Event]:
    """Give a run each Wednesday."""
    return [run(7 * week + 2, "18:00", minutes=amount) for week, amount in enumerate(minutes)]


def lifts(*days: int) -> list[Event]:
    return [lift(day, "18:00") for day in days]


def mesocycles(*sessions: str) -> list[Event]:
    """Give one session a week with exercises by letter."""
    return [
        event for week, letters in enumerate(sessions) for event in workout(7 * week, *((name,) for name in letters))
    ]


def parts(many: int, of: int) -> list[Event]:
    return workout(0, *(("squat", "heavy") if at < many else ("squat",) for at in range(of)))


@pytest.mark.parametrize(
    ("kind", "params", "events", "expected"),
    [
        # gap: 24 h from the end of the run to the start of the lift
        ("gap", DAY_GAP, [run(0, "18:00"), lift(1, "19:00")], []),
        ("gap", DAY_GAP, [run(0, "18:00"), lift(1, "18:59")], [(1, 23, 24)]),
        ("gap", DAY_GAP, [run(0, "18:00"), lift(1, "18:00")], [(1, 23, 24)]),
        ("gap", DAY_GAP, [run(0, "18:00"), lift(1, "17:59")], [(2, 22, 24)]),
        ("gap", DAY_GAP, [run(0, "18:00"), lift(0, "18:30")], [(24, 0, 24)]),
        ("gap", DAY_GAP, [run(0, "18:00"), lift(0, "18:00")], [(24, 0, 24)]),
        ("gap", DAY_GAP, [run(0, "18:00"), lift(0, "17:59")], []),
        ("gap", DAY_GAP, [run(1, "18:00"), lift(0, "19:00")], []),
        ("gap", GapParams(RUN, SESSION, 6, same_day=True), [run(0, "12:00"), lift(0, "19:00")], []),
        ("gap", GapParams(RUN, SESSION, 6, same_day=True), [run(0, "12:00"), lift(0, "18:59")], [(1, 5, 6)]),
        ("gap", GapParams(RUN, SESSION, 6, same_day=True), [run(0, "22:00"), lift(1, "00:00")], []),
        # a run past midnight: it is its end that counts
        ("gap", DAY_GAP, [run(0, "23:00", 240), lift(2, "03:00")], []),
        ("gap", DAY_GAP, [run(0, "23:00", 24 * 60), lift(2, "22:59")], [(1, 23, 24)]),
        ("gap", DAY_GAP, [run(0, "23:00", 240), lift(2, "02:59")], [(1, 23, 24)]),
        ("gap", DAY_GAP, [run(0, "23:00", 26 * 60), lift(3, "01:00")], []),
        ("gap", DAY_GAP, [run(0, "23:00", 26 * 60), lift(3, "00:59")], [(1, 23, 24)]),
        ("gap", DAY_GAP, [run(0, "22:01", 120), lift(2, "00:01")], []),
        ("gap", DAY_GAP, [run(0, "22:01", 120), lift(2, "00:00")], [(1, 23, 24)]),
        ("gap", GapParams(RUN, RUN, 1), [run(0, "18:00")], []),
        ("gap", GapParams(RUN, RUN, 1), [run(0, "06:00"), run(0, "07:59")], [(1, 0, 1)]),
        # order: the lift may start when the run ends
        ("order", OrderParams(RUN, SESSION), [run(0, "18:00"), lift(0, "19:00")], []),
        ("order", OrderParams(RUN, SESSION), [run(0, "18:00"), lift(0, "18:59")], [(1, 1139, 1140)]),
        ("order", OrderParams(RUN, SESSION), [run(0, "18:00"), lift(0, "06:00")], [(1, 360, 1140)]),
        ("order", OrderParams(RUN, SESSION), [run(1, "06:00"), lift(0, "18:00")], []),
        ("order", OrderParams(RUN, RUN), [run(0, "06:00")], []),
        # avoid
        ("avoid", AvoidParams(HEAVY), [lift(0, "18:00")], []),
        ("avoid", AvoidParams(HEAVY), [lift(0, "18:00", 60, "heavy")], [(1, 1, 0)]),
        ("avoid", AvoidParams(HEAVY, "minutes"), [lift(0, "18:00", 60, "heavy", minutes=0)], []),
        ("avoid", AvoidParams(HEAVY, "minutes"), [lift(0, "18:00", 60, "heavy", minutes=2)], [(2, 2, 0)]),
        # range
        ("range", RangeParams(SESSION, "minutes", min=30, max=60), [lift(0, minutes=30), lift(1, minutes=60)], []),
        ("range", RangeParams(SESSION, "minutes", min=30, max=60), [lift(0, minutes=29)], [(1, 29, 30)]),
        ("range", RangeParams(SESSION, "minutes", min=30, max=60), [lift(0, minutes=61)], [(1, 61, 60)]),
        ("range", RangeParams(SESSION, "minutes", min=30), [lift(0, minutes=28)], [(2, 28, 30)]),
        ("range", RangeParams(SESSION, "minutes", min=30, unit=5), [lift(0, minutes=25)], [(1, 25, 30)]),
        ("range", RangeParams(SESSION, "minutes", min=30, unit=5), [lift(0, minutes=24)], [(2, 24, 30)]),
        ("range", RangeParams(SESSION, "minutes", max=60, unit=5), [lift(0, minutes=65)], [(1, 65, 60)]),
        ("range", RangeParams(SESSION, "minutes", max=60, unit=5), [lift(0, minutes=66)], [(2, 66, 60)]),
        # bound: in a week, over the boundary between Sunday and Monday, and rolling
        ("bound", BoundParams(SESSION, "week", max=2), lifts(0, 2, 7, 9), []),
        ("bound", BoundParams(SESSION, "week", max=2), lifts(0, 2, 6), [(1, 3, 2)]),
        ("bound", BoundParams(SESSION, "week", max=2), lifts(2, 6, 7), []),
        ("bound", BoundParams(SESSION, "week", min=1), lifts(6, 7, 20, 21), []),
        ("bound", BoundParams(SESSION, "week", min=1), lifts(6, 7, 21), [(1, 0, 1)]),
        ("bound", BoundParams(SESSION, Rolling(7), max=2), lifts(2, 4, 9), []),
        ("bound", BoundParams(SESSION, Rolling(7), max=2), lifts(2, 4, 8), [(1, 3, 2)]),
        ("bound", BoundParams(SESSION, "day", max=1), lifts(0, 1), []),
        ("bound", BoundParams(SESSION, "day", max=1), [*lifts(0), lift(0, "06:00")], [(1, 2, 1)]),
        ("bound", BoundParams(SESSION, "season", min=4), lifts(0, 1, 2, 27), []),
        ("bound", BoundParams(SESSION, "season", min=4), lifts(0, 1, 27), [(1, 3, 4)]),
        ("bound", BoundParams(SESSION, "mesocycle", max=1), lifts(0, 7), []),
        ("bound", BoundParams(ITEM, "session", min=2), workout(0, ("squat",), ("row",)), []),
        ("bound", BoundParams(ITEM, "session", min=2), workout(0, ("squat",)), [(1, 1, 2)]),
        ("bound", BoundParams(RUN, "season", "minutes", min=0, max=100, unit=30), weeks(50, 50), []),
        ("bound", BoundParams(RUN, "season", "minutes", min=0, max=100, unit=30), weeks(50, 80), [(1, 130, 100)]),
        ("bound", BoundParams(RUN, "season", "minutes", min=0, max=100, unit=30), weeks(50, 81), [(2, 131, 100)]),
        ("bound", BoundParams(RUN, "season", "minutes", min=100, max=999, unit=30), weeks(50, 20), [(1, 70, 100)]),
        ("bound", BoundParams(RUN, "season", "minutes", min=100, max=999, unit=30), weeks(50, 19), [(2, 69, 100)]),
        # share: 30 % of ten items, then of minutes
        ("share", ShareParams(HEAVY_ITEM, ITEM, "session", min_pct=30), parts(3, 10), []),
        ("share", ShareParams(HEAVY_ITEM, ITEM, "session", min_pct=31), parts(3, 10), [(1, 30, 31)]),
        ("share", ShareParams(HEAVY_ITEM, ITEM, "session", min_pct=30), parts(2, 10), [(1, 20, 30)]),
        ("share", ShareParams(HEAVY_ITEM, ITEM, "session", min_pct=30), parts(2, 9), [(1, 22, 30)]),
        ("share", ShareParams(HEAVY_ITEM, ITEM, "session", min_pct=67), parts(2, 3), [(1, 66, 67)]),
        ("share", ShareParams(HEAVY_ITEM, ITEM, "session", max_pct=33), parts(1, 3), [(1, 33, 33)]),
        ("share", ShareParams(HEAVY_ITEM, ITEM, "session", max_pct=30), parts(3, 10), []),
        ("share", ShareParams(HEAVY_ITEM, ITEM, "session", max_pct=29), parts(3, 10), [(1, 30, 29)]),
        ("share", ShareParams(HEAVY_ITEM, ITEM, "session", min_pct=0, max_pct=30), parts(5, 10), [(2, 50, 30)]),
        ("share", ShareParams(HEAVY_ITEM, ITEM, "session", min_pct=30, max_pct=99), parts(1, 10), [(2, 10, 30)]),
        ("share", ShareParams(HEAVY_ITEM, ITEM, "session", min_pct=100), workout(0), []),
        ("share", ShareParams(RUN, SESSION, "week", max_pct=50), [run(0)], []),
        # ramp: ten percent a week, then with an allowance
        ("ramp", RampParams(RUN, "week", "minutes", 10), weeks(100, 110, 121, 0), []),
        ("ramp", RampParams(RUN, "week", "minutes", 10), weeks(100, 111, 0), [(1, 111, 110)]),
        ("ramp", RampParams(RUN, "week", "minutes", 10), weeks(100, 112, 0), [(2, 112, 110)]),
        ("ramp", RampParams(RUN, "week", "minutes", 10), weeks(45, 50), [(1, 50, 49)]),
        ("ramp", RampParams(RUN, "week", "minutes", 10, 200), weeks(1000, 1300), []),
        ("ramp", RampParams(RUN, "week", "minutes", 10, 200), weeks(1000, 1301), [(1, 1301, 1300)]),
        ("ramp", RampParams(RUN, "week", "minutes", 10, 5, 10), weeks(100, 115, 0, 5), []),
        ("ramp", RampParams(RUN, "week", "minutes", 10, 5, 10), weeks(100, 125, 0, 6), [(1, 125, 115), (1, 6, 5)]),
        ("ramp", RampParams(RUN, "week", "minutes", 10, 5, 10), weeks(100, 126), [(2, 126, 115)]),
        # steady: the same weekday
        ("steady", SteadyParams(SESSION), lifts(1, 8, 15, 22), []),
        ("steady", SteadyParams(SESSION), lifts(1, 3, 10), []),
        ("steady", SteadyParams(SESSION), [*lifts(1, 9, 10), lift(9, "06:00")], [(2, 2, 0)]),
        ("steady", SteadyParams(SESSION), lifts(6, 7), [(1, 1, 0)]),
        ("steady", SteadyParams(SESSION, weeks=2), lifts(1, 3, 8, 17), []),
        ("steady", SteadyParams(SESSION, weeks=1), lifts(1, 3, 8, 17), [(1, 1, 0)]),
        # sequence: each pair the wrong way round
        ("sequence", BLOCKS, workout(0, ("a", "block:power"), ("b", "block:strength"), ("c", "block:core")), []),
        ("sequence", BLOCKS, workout(0, ("a", "block:strength"), ("c",), ("b", "block:power")), [(1, 1, 0)]),
        (
            "sequence",
            BLOCKS,
            workout(0, ("a", "block:core"), ("b", "block:strength"), ("c", "block:power")),
            [(3, 3, 0)],
        ),
        # follow: after every heavy item a carry
        ("follow", FOLLOW, workout(0, ("a", "heavy"), ("b",), ("c", "carry")), []),
        ("follow", FOLLOW, workout(0, ("c", "carry"), ("a", "heavy")), [(1, 1, 0)]),
        ("follow", FOLLOW, workout(0, ("a", "heavy"), ("c", "carry"), ("b", "heavy"), ("d", "heavy")), [(1, 2, 0)]),
        ("follow", FOLLOW, workout(0, ("a", "heavy")), [(1, 1, 0)]),
        ("follow", FOLLOW, workout(0, ("a", "heavy", "carry")), [(1, 1, 0)]),
        ("follow", FOLLOW, workout(0, ("c", "carry")), []),
        # step: ten percent, or the next load the equipment makes
        ("step", TEN, two_times(50_000, 55_000), []),
        ("step", TEN, two_times(50_000, 55_001), [(1, 55_001, 55_000)]),
        ("step", TEN, two_times(50_000, 60_000, below_g=50_000), []),
        ("step", TEN, two_times(50_000, 60_000, below_g=50_001), [(1, 60_000, 55_000)]),
        ("step", TEN, two_times(55, 60), []),
        ("step", TEN, two_times(55, 61), [(1, 61, 60)]),
        ("step", TEN, two_times(50_000, 20_000), []),
        ("step", TEN, two_times(0, 1), [(1, 1, 0)]),
        # overlap: half of four exercises
        ("overlap", OverlapParams(ITEM, 50), mesocycles("abcd", "abxy"), []),
        ("overlap", OverlapParams(ITEM, 50), mesocycles("abcd", "axyz"), [(1, 25, 50)]),
        ("overlap", OverlapParams(ITEM, 50), mesocycles("abcd", "wxyz"), [(2, 0, 50)]),
        ("overlap", OverlapParams(ITEM, 67), mesocycles("abc", "xyz"), [(3, 0, 67)]),
        ("overlap", OverlapParams(ITEM, 0, 33), mesocycles("abc", "ayz"), [(1, 33, 33)]),
        ("overlap", OverlapParams(ITEM, 0, 50), mesocycles("abcd", "abxy"), []),
        ("overlap", OverlapParams(ITEM, 0, 50), mesocycles("abcd", "abcy"), [(1, 75, 50)]),
        ("overlap", OverlapParams(ITEM, 50), mesocycles("", "abcd"), []),
        ("overlap", OverlapParams(ITEM, 50), mesocycles("abcd", ""), []),
        ("overlap", OverlapParams(ITEM, 100), mesocycles("aabb", "ab"), []),
    ],
)
def test_edge(kind: str, params: Struct, events: list[Event], expected: Failures) -> None:
    assert failures(kind, params, line(events)) == expected


def test_29_days_without_a_lift() -> None:
    """A window of 29 days holds two lifts that are 28 days apart, and misses both when they are 30 apart."""
    month = BoundParams(SESSION, Rolling(29), min=1)
    assert failures("bound", month, line(lifts(0, 29), days=35)) == []
    assert failures("bound", month, line(lifts(0, 30), days=35)) == [(1, 0, 1)]
    once = BoundParams(SESSION, Rolling(29), max=1)
    assert failures("bound", once, line(lifts(0, 29), days=35)) == []
    assert failures("bound", once, line(lifts(0, 28), days=35)) == [(1, 2, 1)]


@pytest.mark.parametrize(
    ("kind", "params", "events"),
    [
        ("gap", DAY_GAP, [run(0, "18:00"), lift(1)]),
        ("gap", DAY_GAP, [run(0), lift(1, "18:00")]),
        ("gap", DAY_GAP, [run(0), lift(0, "18:00")]),
        ("order", OrderParams(RUN, SESSION), [run(0), lift(0, "18:00")]),
        ("order", OrderParams(RUN, SESSION), [run(0, "18:00"), lift(0)]),
        ("avoid", AvoidParams(SESSION, "minutes"), [lift(0)]),
        ("range", RangeParams(SESSION, "minutes", min=30), [lift(0)]),
        ("bound", BoundParams(SESSION, "season", "minutes", max=30), [lift(0), lift(1, minutes=90)]),
        ("share", ShareParams(HEAVY, SESSION, "season", "minutes", max_pct=30), [lift(0, "", 0, "heavy"), lift(1)]),
        ("ramp", RampParams(RUN, "week", "minutes", 10), [run(0), *(run(day, minutes=9) for day in (7, 14, 21))]),
        ("ramp", RampParams(RUN, "week", "minutes", 10), [*weeks(9, 9, 9), run(21)]),
        ("step", TEN, [*workout(0, ("squat",)), *workout(3, ("squat",), load_g=5)]),
        ("step", TEN, [*workout(0, ("squat",), load_g=5), *workout(3, ("squat",))]),
    ],
)
def test_what_is_not_known_is_not_judged(kind: str, params: Struct, events: list[Event]) -> None:
    unknown = [finding for finding in findings(kind, params, line(events)) if finding.verdict == "unknown"]
    assert len(unknown) == 1
    assert unknown[0].missing in {"start", "minutes", "load_g"}
    assert failures(kind, params, line(events)) == []


@pytest.mark.parametrize(
    ("kind", "params", "events"),
    [
        ("gap", DAY_GAP, [run(0, "18:00"), lift(1, "18:59")]),
        ("order", OrderParams(RUN, SESSION), [run(0, "18:00"), lift(0, "18:59")]),
        ("avoid", AvoidParams(SESSION), [lift(0)]),
        ("range", RangeParams(SESSION, "minutes", min=30), [lift(0, minutes=29)]),
        ("bound", BoundParams(SESSION, "season", max=0), [lift(0)]),
        ("share", ShareParams(HEAVY_ITEM, ITEM, "session", min_pct=30), parts(2, 10)),
        ("ramp", RampParams(RUN, "week", "minutes", 10), weeks(0, 1)),
        ("steady", SteadyParams(SESSION), lifts(6, 7)),
        ("sequence", BLOCKS, workout(0, ("a", "block:core"), ("b", "block:power"))),
        ("follow", FOLLOW, workout(0, ("a", "heavy"))),
        ("step", TEN, two_times(50, 90)),
        ("overlap", OverlapParams(ITEM, 50), mesocycles("a", "b")),
    ],
)
def test_a_condition_that_is_not_known_is_said_or_taken_to_hold(kind: str, params: Struct, events: list[Event]) -> None:
    timeline = line(events, days=14, runner=["level:?", "terrain:?", "pace:?", "male"])
    skipped = findings(kind, params, timeline, When(all=("pace:fast", "male"), none=("level:novice",)))
    assert {(finding.verdict, finding.missing) for finding in skipped} == {("unknown", "level, pace")}
    plain = findings(kind, params, timeline)
    assert sum(finding.amount for finding in plain) == 1
    assert findings(kind, params, timeline, When(all=("level:novice",), on_unknown="cautious")) == plain
    elsewhere = findings(kind, params, timeline, When(all=("female",)))
    assert [finding.verdict for finding in elsewhere] == ["not-applicable"]
    days = (elsewhere[0].first, elsewhere[0].last)
    assert days == (timeline.days[0].date, timeline.days[-1].date)


@pytest.mark.parametrize(
    ("kind", "params", "events", "first", "last"),
    [
        ("gap", DAY_GAP, [run(3, "18:00"), lift(4, "18:59")], 3, 4),
        ("gap", DAY_GAP, [run(3, "18:00"), lift(4)], 3, 4),
        ("avoid", AvoidParams(SESSION), [lift(3)], 3, 3),
        ("avoid", AvoidParams(SESSION, "minutes"), [lift(3)], 3, 3),
        ("bound", BoundParams(SESSION, "season", max=0), [lift(3)], 0, 13),
        ("ramp", RampParams(RUN, "week", "minutes", 10), weeks(0, 9), 7, 13),
        ("step", TEN, two_times(50, 90), 3, 3),
    ],
)
def test_findings_are_dated(kind: str, params: Struct, events: list[Event], first: int, last: int) -> None:
    timeline = line(events, days=14)
    (finding,) = findings(kind, params, timeline)
    assert (finding.first, finding.last) == (timeline.days[first].date, timeline.days[last].date)


def test_days_far_apart_need_no_hours() -> None:
    assert [f.verdict for f in findings("gap", DAY_GAP, line([run(0, "18:00"), lift(2)]))] == ["not-applicable"]
    assert [f.verdict for f in findings("gap", DAY_GAP, line([run(0), lift(2, "06:00")]))] == ["not-applicable"]


def test_gap_is_judged_when_either_end_is_scored() -> None:
    pair = [run(1, "18:00"), lift(2, "06:00")]
    for scored, failing in (((2, 28), 1), ((0, 2), 1), ((3, 28), 0), ((0, 1), 0)):
        assert len(failures("gap", DAY_GAP, line(pair, scored=scored))) == failing


@pytest.mark.parametrize(
    ("kind", "params", "events"),
    [
        ("avoid", AvoidParams(SESSION), lifts(5)),
        ("range", RangeParams(SESSION, "minutes", max=1), [lift(5, minutes=9)]),
        ("order", OrderParams(RUN, SESSION), [lift(5, "06:00"), run(5, "08:00")]),
        ("step", TEN, [*workout(3, ("squat",), load_g=5), *workout(5, ("squat",), load_g=9)]),
        ("sequence", SequenceParams(("x", "y")), workout(5, ("a", "y"), ("b", "x"))),
        ("follow", FOLLOW, workout(5, ("a", "heavy"))),
    ],
)
def test_only_scored_days_are_judged(kind: str, params: Struct, events: list[Event]) -> None:
    for scored, failing in (((5, 28), 1), ((0, 6), 1), ((6, 28), 0), ((0, 5), 0)):
        assert len(failures(kind, params, line(events, scored=scored))) == failing


def test_the_last_time_may_lie_in_the_unscored_head() -> None:
    events = [*workout(0, ("squat",), load_g=50), *workout(5, ("squat",), load_g=90)]
    assert len(failures("step", TEN, line(events, scored=(5, 28)))) == 1


def test_step_compares_sessions_by_their_heaviest() -> None:
    """A warm-up or a back-off set in the same session is no step, and none is measured against it."""
    first, then = lift(0, "18:00"), lift(3, "18:00")
    before = [first, item(first, 0, load_g=40), item(first, 1, load_g=80), item(first, 2, load_g=60)]
    assert failures("step", TEN, line([*before, then, item(then, 0, load_g=50), item(then, 1, load_g=88)])) == []
    assert failures("step", TEN, line([*before, then, item(then, 0, load_g=50), item(then, 1, load_g=89)])) == [
        (1, 89, 88)
    ]


@pytest.mark.parametrize(("first", "new_g", "failing"), [(1, 88, 0), (1, 89, 1), (0, 88, 1)])
def test_step_remembers_the_heaviest_of_some_weeks(first: int, new_g: int, failing: int) -> None:
    """A lighter time in between is forgiven while the heavier one before it is remembered, to the day."""
    lifts = [(first, 80), (9, 70), (15, new_g)]
    events = [event for day, load_g in lifts for event in workout(day, ("squat",), load_g=load_g)]
    assert len(failures("step", StepParams(ITEM, 10, within_days=14), line(events))) == failing
    assert len(failures("step", TEN, line(events))) == 1


ANEW = StepParams(ITEM, 10, within_days=28, anew_after_days=5)


def away(*days: int, first: int = 0, kin: tuple[str, ...] = ("legs", "legs"), lift: str = "lunge") -> list[Event]:
    """Give a squat, another lift on some days, and a squat twice as heavy six days after day 0."""
    squats = [one for day, load_g in ((first, 50), (6, 100)) for one in workout(day, ("squat",), load_g=load_g)]
    others = [one for day in days for one in workout(day, (lift,), clock="06:00", load_g=70)]
    return [replace(one, kin=family) for events, family in zip((squats, others), kin, strict=True) for one in events]


@pytest.mark.parametrize("days", [(1,), (5,), (1, 3, 5)])
def test_a_lift_away_while_a_relative_was_lifted_begins_anew(days: tuple[int, ...]) -> None:
    events = away(*days)
    squats = {one.id for one in events if one.exercise == "squat"}
    assert not [one for one in findings("step", ANEW, line(events)) if squats.intersection(one.facts)]


@pytest.mark.parametrize(
    "events",
    [
        away(),
        away(2, first=1),  # five days, no more
        away(0),  # the relative is as long away as the lift itself
        away(6),  # it comes on the same day, not before
        away(3, kin=("legs", "back")),
        away(3, kin=("", "")),
        away(3, lift="squat"),  # the lift itself is no relative of its own
    ],
)
def test_a_lift_otherwise_climbs_from_its_own_last_load(events: list[Event]) -> None:
    assert failures("step", ANEW, line(events))
    assert len(failures("step", TEN, line(away(3)))) == 1


def test_a_relative_that_is_not_selected_says_nothing() -> None:
    events = away(3)
    chosen = [replace(one, tags=frozenset({"loaded"})) if one.exercise == "squat" else one for one in events]
    select = Selector("item", all=("loaded",))
    assert failures("step", StepParams(select, 10, anew_after_days=5), line(chosen)) == [(1, 100, 55)]
    assert failures("step", StepParams(ITEM, 10, anew_after_days=5), line(chosen)) == []


def test_after_a_lift_began_anew_it_climbs_from_there() -> None:
    events = [*away(3), *workout(9, ("squat",), load_g=111), *workout(12, ("squat",), load_g=121)]
    assert failures("step", ANEW, line(events)) == [(1, 111, 110)]


def test_step_goes_by_the_hour_on_one_day() -> None:
    morning, evening = lift(0, "06:00", id="z"), lift(0, "18:00", id="a")
    rising = [evening, item(evening, 0, load_g=90), morning, item(morning, 0, load_g=50)]
    assert failures("step", TEN, line(rising)) == [(1, 90, 55)]


def test_exercises_that_are_not_named_are_not_the_same() -> None:
    nameless = [*workout(0, ("",), load_g=50), *workout(7, ("",), load_g=90)]
    assert failures("step", TEN, line(nameless)) == []
    assert failures("overlap", OverlapParams(ITEM, 0, 50), line(nameless)) == []


def test_items_at_one_place_are_in_no_order() -> None:
    session = lift(0, "18:00")
    items = [item(session, 1, "block:core"), item(session, 1, "block:power")]
    assert failures("sequence", BLOCKS, line([session, *items])) == []
    assert failures("follow", FOLLOW, line([session, item(session, 1, "heavy"), item(session, 1, "carry")])) != []


def test_a_session_of_one_word_does_not_answer_for_another() -> None:
    first, other = lift(0, "06:00"), lift(0, "18:00")
    events = [first, item(first, 0, "heavy"), other, item(other, 5, "carry")]
    assert failures("follow", FOLLOW, line(events)) == [(1, 1, 0)]
    events = [first, item(first, 0, "block:core"), other, item(other, 5, "block:power")]
    assert failures("sequence", BLOCKS, line(events)) == []


def test_nothing_to_avoid_is_a_pass_over_the_season() -> None:
    (finding,) = findings("avoid", AvoidParams(HEAVY), line(lifts(0), scored=(2, 9)))
    assert (finding.verdict, finding.observed, finding.limit) == ("pass", 0, 0)
    assert ((finding.last - finding.first).days, finding.first.day) == (6, 4)


@pytest.mark.parametrize(
    ("kind", "params", "scope"),
    [
        ("avoid", AvoidParams(ITEM), "composition"),
        ("avoid", AvoidParams(SESSION), "schedule"),
        ("bound", BoundParams(ITEM, "week", min=1), "composition"),
        ("bound", BoundParams(SESSION, "week", min=1), "schedule"),
        ("range", RangeParams(ITEM, "sets", min=1), "composition"),
        ("range", RangeParams(SESSION, "minutes", min=1), "schedule"),
        ("share", ShareParams(ITEM, ITEM, "week", min_pct=1), "composition"),
        ("share", ShareParams(SESSION, SESSION, "week", min_pct=1), "schedule"),
        ("ramp", RampParams(ITEM, "week", "sets", 10), "composition"),
        ("ramp", RampParams(RUN, "week", "minutes", 10), "schedule"),
        ("gap", DAY_GAP, "schedule"),
        ("order", OrderParams(RUN, SESSION), "schedule"),
        ("steady", SteadyParams(SESSION), "schedule"),
        ("sequence", BLOCKS, "composition"),
        ("follow", FOLLOW, "composition"),
        ("overlap", OverlapParams(ITEM), "composition"),
    ],
)
def test_stage_of_planning(kind: str, params: Struct, scope: str) -> None:
    assert kinds()[kind].scope(params) == scope
