"""Hypothesis strategies for small timelines with candidates, and for the parameters of every kind of rule."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, TypeVar

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from msgspec import Struct
from msgspec.structs import replace

from ironstride.model.rule import Selector, When
from ironstride.model.timeline import Day, Event, Timeline, Week
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
from ironstride.rules.select import Rolling, WindowSpec

T = TypeVar("T")
MONDAY = date(2026, 3, 2)
DAY_MIN = 24 * 60
CHUNK = 1 << 22

RUN_WORDS = ("easy", "key", "long")
SESSION_WORDS = ("leg-strength", "heavy")
ITEM_WORDS = ("block:power", "block:strength", "block:core", "trait:machine")
DAY_WORDS = ("rest-day", "hard-day", "phase:base", "phase:?")
WEEK_WORDS = ("intense", "down", "phase:base", "phase:?")
RUNNER_WORDS = ("level:novice", "level:?", "male")
LIFTS = ("squat", "lunge", "row", "")
KIN = {"squat": "legs", "lunge": "legs"}


PROFILE = os.environ.get("HYPOTHESIS_PROFILE", "")
#: cases a kind by profile; `make test`, and so CI, chooses `ci`
CASES = {"ci": 1500, "quick": 100, "": 400}
EXAMPLES = CASES.get(PROFILE, CASES[""])
#: the solver is asked of fewer: 400 cases a kind in CI
WITNESSES = 4 / 15


def examples(share: float = 1.0) -> settings:
    """Give the settings for a share of the examples of the profile chosen (`ci`, `quick` or the normal one).

    The quick one is for mutants: which example fails does not matter, so none is made smaller.
    """
    return settings(
        max_examples=round(EXAMPLES * share),
        phases=(Phase.explicit, Phase.generate) if PROFILE == "quick" else tuple(Phase),
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )


class Dice:
    """Rolls small numbers out of a few drawn integers, so that an event costs a draw or two and not a dozen."""

    def __init__(self, draw: Any) -> None:
        self._draw = draw
        self._pool, self._left = 0, 1

    def roll(self, sides: int) -> int:
        """Give a number from 0 up to but not including `sides`."""
        if self._left < sides:
            self._pool, self._left = self._draw(st.integers(0, CHUNK - 1)), CHUNK
        self._pool, face = divmod(self._pool, sides)
        self._left //= sides
        return face

    def pick(self, choices: Sequence[T]) -> T:
        """Give one of the choices."""
        return choices[self.roll(len(choices))]

    def some(self, words: Sequence[str]) -> frozenset[str]:
        """Give any subset of the words."""
        bits = self.roll(1 << len(words))
        return frozenset(word for index, word in enumerate(words) if bits >> index & 1)

    def often(self, of: int = 8) -> bool:
        """Be true all but one time in `of`."""
        return self.roll(of) != of - 1


class Plan(Struct, frozen=True):
    """A timeline with every candidate on it, each candidate's literal by name, and the literals that are true."""

    timeline: Timeline
    literals: Mapping[str, str]
    true: frozenset[str]

    def happens(self, event: Event) -> bool:
        """Say whether the event is constant or its literal is true."""
        return event.id not in self.literals or self.literals[event.id] in self.true

    def concrete(self) -> Timeline:
        """Give the timeline of what happens only."""
        return replace(self.timeline, events=tuple(event for event in self.timeline.events if self.happens(event)))


class Shape(Struct, frozen=True):
    """How a plan is drawn: least days, over how many the events spread (0: all), most sessions, items and runs."""

    days: int
    spreads: tuple[int, ...]
    sessions: int
    items: int
    runs: int


CROWDED_DAYS = Shape(5, (2, 3, 4, 1, 7), 4, 2, 5)
WHOLE_WEEKS = Shape(18, (0, 0, 14), 5, 2, 7)
FULL_SESSIONS = Shape(5, (3, 7, 0), 4, 6, 1)
MESOCYCLES = Shape(24, (0, 0, 14), 9, 3, 1)
SHAPES = (CROWDED_DAYS, WHOLE_WEEKS, FULL_SESSIONS, MESOCYCLES)


@st.composite
def plans(draw: Any, kind: str) -> Plan:
    """Draw a small plan of the shape that gives a kind of rule most to judge (now and then of another)."""
    return plan(Dice(draw), kind)


def plan(dice: Dice, kind: str) -> Plan:
    """Roll a small plan."""
    shape = SHAPE_OF[kind] if dice.often() else dice.pick(SHAPES)
    days, weeks, first, end = _calendar(dice, shape.days)
    events: list[Event] = []
    spread = min(len(days), dice.pick(shape.spreads) or len(days))
    origin = max(0, first - 2) + dice.roll(max(1, end - first - spread + 4))
    for index in range(1 + shape.sessions // 2 - dice.roll(2) + dice.roll(shape.sessions // 2)):
        day = min(origin + dice.roll(spread), len(days) - 1)
        session = _timed(dice, f"s{index}", "session", day, dice.some(SESSION_WORDS), _amounts(dice))
        events.append(session)
        events.extend(_item(dice, session, position) for position in range(dice.roll(shape.items + 1)))
    for index in range(shape.runs // 2 - dice.roll(2) + dice.roll(shape.runs // 2 + 2)):
        day = min(origin + dice.roll(spread), len(days) - 1)
        events.append(_timed(dice, f"r{index}", "run", day, dice.some(RUN_WORDS), _amounts(dice)))
    tags = dice.some(RUNNER_WORDS)
    timeline = Timeline(days, weeks, tuple(events), tags, scored_first=first, scored_end=end)
    return _candidates(dice, timeline)


def _calendar(dice: Dice, least: int) -> tuple[tuple[Day, ...], tuple[Week, ...], int, int]:
    total = least + dice.roll(36 - least)
    offset = dice.roll(7) * dice.roll(2)
    first = dice.roll(min(9, total)) * dice.roll(2)
    end = max(first + 1, total - dice.roll(9) * dice.roll(2))
    pattern = dice.roll(CHUNK)
    days = tuple(
        Day(
            MONDAY + timedelta(days=offset + day),
            (offset + day) // 7,
            frozenset(word for bit, word in enumerate(DAY_WORDS) if pattern >> (4 * (day % 5) + bit) & 1),
        )
        for day in range(total)
    )
    weeks = []
    mesocycle_weeks = dice.pick((1, 1, 1, 2, 3))
    for index in range((offset + total + 6) // 7):
        start, stop = max(0, 7 * index - offset), min(total, 7 * index + 7 - offset)
        whole = stop - start == 7 and start >= first and stop <= end
        mesocycle = index // mesocycle_weeks if dice.often(12) else -1
        weeks.append(Week(index, start, stop, dice.some(WEEK_WORDS), mesocycle, whole and dice.often(16)))
    return days, tuple(weeks), first, end


def _timed(dice: Dice, id: str, of: Any, day: int, tags: frozenset[str], amounts: dict[str, int]) -> Event:
    start = day * DAY_MIN + 60 * dice.pick((18, 6, 7, 12, 17, 0, 23)) + dice.pick((0, 0, 1, 59))
    end = start + dice.pick((60, 30, 90, 0, 61, 1500))
    known = dice.roll(9)
    return Event(id, of, day, None if known == 8 else start, None if known >= 7 else end, tags, amounts)


def _item(dice: Dice, session: Event, position: int) -> Event:
    timed = dice.often(4)
    load_g = 40 + dice.roll(27)
    amounts = _amounts(dice, load_g=load_g, below_g=load_g - 1 - dice.roll(5))
    found = Event(
        id=f"{session.id}/{position}",
        of="item",
        day=session.day,
        start_min=session.start_min if timed else None,
        end_min=session.end_min if timed else None,
        tags=dice.some(ITEM_WORDS),
        amounts=amounts,
        session=session.id,
        position=position if dice.often(12) else max(0, position - 1),
        exercise=dice.pick((*LIFTS[:3], *LIFTS[:3], *LIFTS)),
    )
    return replace(found, kin=KIN.get(found.exercise, ""))


def _amounts(dice: Dice, **more: int) -> dict[str, int]:
    amounts = {"minutes": dice.pick((30, 45, 60, 90, 0)), "sets": dice.roll(5), **more}
    return {name: value for name, value in amounts.items() if dice.often(12)}


def _candidates(dice: Dice, timeline: Timeline) -> Plan:
    """Make some events candidates; an item happens only if its session does, as in every plan."""
    literals: dict[str, str] = {}
    true = {"pool"} if dice.roll(2) else set()
    absent: set[str] = set()
    scheduled = not dice.often(4)
    for event in timeline.events:
        own = dice.pick((event.id, event.id, event.id, "pool", ""))
        literal = "" if scheduled and event.of != "item" else own or literals.get(event.session, "")
        homeless = event.session in absent
        if homeless and literal in true:
            literal = event.id
        if not literal:
            continue
        literals[event.id] = literal
        if literal == event.id and not homeless and dice.often(4):
            true.add(literal)
        if literal not in true:
            absent.add(event.id)
    return Plan(timeline, literals, frozenset(true))


RUNS = tuple(
    Selector("run", **words) for words in ({}, {"any": ("key", "long")}, {"all": ("easy",)}, {"none": ("easy",)})
)
SESSIONS = tuple(Selector("session", **words) for words in ({}, {"all": ("leg-strength",)}, {"none": ("heavy",)}))
ITEMS = tuple(
    Selector("item", **words)
    for words in (
        {},
        {"all": ("block:strength",)},
        {"any": ("block:power", "block:core")},
        {"none": ("trait:machine",)},
        {"all": ("block:strength",), "none": ("trait:machine",)},
    )
)
ON_DAYS = (*RUNS, *SESSIONS)
PAIRED = (RUNS[0], SESSIONS[0], *ON_DAYS, SESSIONS[0])
EVERYTHING = (*ON_DAYS, *ITEMS)
WINDOWS: tuple[WindowSpec, ...] = (
    "week",
    "day",
    "mesocycle",
    "season",
    "session",
    Rolling(2),
    Rolling(3),
    Rolling(7),
    Rolling(9),
)

WHENS = st.sampled_from(
    (
        *(When(),) * 6,
        When(all=("phase:base",)),
        When(none=("down", "rest-day")),
        When(any=("hard-day", "level:novice", "intense")),
        When(all=("level:novice",), on_unknown="cautious"),
        When(none=("phase:base",), any=("male",), on_unknown="cautious"),
        When(any=("leg-strength", "block:strength", "easy")),
    )
)


def _limits(dice: Dice, sides: int) -> dict[str, int]:
    low, span = dice.roll(sides), dice.roll(sides)
    return dice.pick(({"min": low, "max": low + span}, {"max": low}, {"min": low}))


def _percents(dice: Dice) -> dict[str, int]:
    low = dice.pick((0, 10, 25, 33, 50, 67, 80, 100))
    return dice.pick(({"min_pct": low, "max_pct": min(100, low + dice.roll(40))}, {"max_pct": low}, {"min_pct": low}))


def _bound(dice: Dice) -> BoundParams:
    measure, sides = dice.pick((("count", 4), ("count", 4), ("minutes", 200), ("sets", 12)))
    unit = dice.pick((1, 1, 2, 30))
    return BoundParams(dice.pick(EVERYTHING), dice.pick(WINDOWS), measure, unit=unit, **_limits(dice, sides))


def _gap(dice: Dice) -> GapParams:
    hours = dice.pick((24, 1, 6, 12, 23, 25, 36, 48, 72))
    return GapParams(dice.pick(PAIRED), dice.pick(PAIRED), hours, same_day=not dice.often(4))


def _order(dice: Dice) -> OrderParams:
    return OrderParams(dice.pick(PAIRED), dice.pick(PAIRED))


def _avoid(dice: Dice) -> AvoidParams:
    return AvoidParams(dice.pick(EVERYTHING), dice.pick(("count", "minutes", "sets")))


def _range(dice: Dice) -> RangeParams:
    amount, sides = dice.pick((("minutes", 90), ("sets", 5), ("load_g", 60)))
    select = dice.pick(ITEMS if amount == "load_g" else EVERYTHING)
    return RangeParams(select, amount, unit=dice.pick((1, 2, 7)), **_limits(dice, sides))


def _share(dice: Dice) -> ShareParams:
    family = dice.pick((RUNS, SESSIONS, ITEMS))
    whole = dice.pick((family[0], dice.pick(EVERYTHING)))
    measure = dice.pick(("count", "minutes", "sets"))
    return ShareParams(dice.pick(family), whole, dice.pick(WINDOWS), measure, **_percents(dice))


def _sequence(dice: Dice) -> SequenceParams:
    return SequenceParams(dice.pick((ITEM_WORDS[:3], ITEM_WORDS[:2], ITEM_WORDS[2::-1])))


def _follow(dice: Dice) -> FollowParams:
    return FollowParams(dice.pick(ITEMS), dice.pick((ITEMS[0], *ITEMS)))


def _ramp(dice: Dice) -> RampParams:
    measure, allowance, unit = dice.pick((("minutes", 30, 30), ("minutes", 0, 1), ("sets", 1, 1), ("count", 0, 1)))
    return RampParams(
        dice.pick(EVERYTHING), dice.pick(("week", "mesocycle")), measure, dice.pick((10, 0, 33, 50)), allowance, unit
    )


def _steady(dice: Dice) -> SteadyParams:
    return SteadyParams(dice.pick(ON_DAYS), weeks=dice.pick((1, 1, 2, 3)))


def _step(dice: Dice) -> StepParams:
    select, most = dice.pick((ITEMS[0], *ITEMS)), dice.pick((10, 1, 5, 7, 25))
    return StepParams(select, most, dice.pick((0, 7, 10)), dice.pick((0, 0, 1, 3)))


def _overlap(dice: Dice) -> OverlapParams:
    return OverlapParams(dice.pick((ITEMS[0], ITEMS[0], *ITEMS)), **_percents(dice))


SHAPE_OF = {
    "avoid": FULL_SESSIONS, "bound": CROWDED_DAYS, "follow": FULL_SESSIONS, "gap": CROWDED_DAYS,
    "order": CROWDED_DAYS, "overlap": MESOCYCLES, "ramp": WHOLE_WEEKS, "range": FULL_SESSIONS,
    "sequence": FULL_SESSIONS, "share": FULL_SESSIONS, "steady": WHOLE_WEEKS, "step": MESOCYCLES,
}  # fmt: skip
PARAMS = {
    "avoid": _avoid, "bound": _bound, "follow": _follow, "gap": _gap, "order": _order, "overlap": _overlap,
    "ramp": _ramp, "range": _range, "sequence": _sequence, "share": _share, "steady": _steady, "step": _step,
}  # fmt: skip


@st.composite
def parameters(draw: Any, kind: str) -> Struct:
    """Draw parameters of a kind."""
    return PARAMS[kind](Dice(draw))
