"""Builds the weekly structure of published strength programmes for runners as plans in our JSON.

What our evidence notes give is written down; what they leave open is left out (an item without sets, a set without
repetitions) or, where a plan must hold something, said in `ours`: an exercise that stands for its kind, a number of
days. Runner, running and clock times are always ours: the trials describe them only in words.
"""

from __future__ import annotations

from datetime import date, timedelta

from msgspec import Struct

from ironstride.formats.plan_json import SCHEMA
from ironstride.model.exercise import BlockName
from ironstride.model.plan import Plan, PlanWeek, Solver, Versions
from ironstride.model.runner import Event, Experience, Runner
from ironstride.model.running import Intensity, PlannedRun
from ironstride.model.session import Block, Item, Session, Set
from ironstride.running.season import SeasonWeek, read_season

FIRST_DAY = date(2026, 3, 2)
RUN_START_MIN = 7 * 60
EVENING = "18:00"
MON, TUE, WED, THU, FRI, SAT, SUN = range(7)


class RunDay(Struct, frozen=True):
    """One run of the week: weekday, kind and minutes."""

    day: int
    intensity: Intensity
    minutes: int


class Part(Struct, frozen=True):
    """One exercise of a session: its block and its sets; no sets where the dose is not in our notes."""

    block: BlockName
    exercise: str
    pattern: str
    sets: tuple[Set, ...] = ()
    seconds: int = 0


class Span(Struct, frozen=True):
    """Weeks that are alike: how many, on which days the sessions stand, what they hold, and the running."""

    weeks: int
    days: tuple[int, ...]
    parts: tuple[Part, ...]
    runs: tuple[RunDay, ...]


class Protocol(Struct, frozen=True, kw_only=True):
    """A trial: the id of its source, its weeks, and what the audit finds unusual in it.

    Attributes
    ----------
    spans : the weeks, alike ones together.
    minutes : the time a session is given.
    ours : what the notes leave open and had to be chosen here.
    unusual : rules the protocol itself goes against, each with the reason why that is fine.
    silent : rules of `NOT_IN_NOTES` that fail only because the notes do not give what they count.
    """

    source: str
    spans: tuple[Span, ...]
    minutes: int
    lifting: Experience
    running: Experience
    ours: str
    unusual: dict[str, str]
    silent: frozenset[str] = frozenset()
    event: Event = "10k"
    start: str = EVENING

    @property
    def weeks(self) -> int:
        """Weeks in all."""
        return sum(span.weeks for span in self.spans)


#: one hard run, one long run and easy ones: an easy week by our reading, two days clear before both key runs
EASY_WEEK = (RunDay(MON, "easy", 45), RunDay(TUE, "interval", 55), RunDay(THU, "easy", 50), RunDay(SUN, "long", 90))
#: with three sessions a week the hard run stands in the middle
MIDDLE_WEEK = (RunDay(MON, "easy", 45), RunDay(WED, "interval", 55), RunDay(FRI, "easy", 50), RunDay(SUN, "long", 90))
#: two hard runs
HARD_WEEK = (*EASY_WEEK[:2], RunDay(FRI, "tempo", 50), RunDay(SUN, "long", 90))
#: sprints are runs with us; endurance running is 255 minutes
SPRINT_WEEK = (
    RunDay(MON, "easy", 50),
    RunDay(TUE, "sprint", 30),
    RunDay(THU, "easy", 50),
    RunDay(FRI, "easy", 55),
    RunDay(SUN, "long", 100),
)
TWICE = (TUE, THU)
THRICE = (MON, WED, FRI)


def _monday(week: int) -> date:
    return FIRST_DAY + timedelta(days=7 * week)


def _runner(protocol: Protocol) -> Runner:
    """A runner of middle age and mass without a race; the notes say neither."""
    return Runner(
        name=protocol.source,
        event=protocol.event,
        running_experience=protocol.running,
        lifting_experience=protocol.lifting,
        body_mass_kg=68.0,
        birth_year=1994,
        first_day=FIRST_DAY,
        weeks=protocol.weeks,
    )


def _blocks(parts: tuple[Part, ...]) -> tuple[Block, ...]:
    """Parts as blocks, neighbours of one name together, in the order given."""
    names = list(dict.fromkeys(part.block for part in parts))
    return tuple(
        Block(
            block=name,
            items=tuple(
                Item(exercise=part.exercise, pattern=part.pattern, sets=part.sets, seconds=part.seconds)
                for part in parts
                if part.block == name
            ),
        )
        for name in names
    )


def _sessions(protocol: Protocol, span: Span, week: int, read: SeasonWeek) -> list[Session]:
    blocks = _blocks(span.parts)
    days = [read.start + timedelta(days=day) for day in span.days]
    return [
        Session(
            id=day.isoformat(),
            date=day,
            start=protocol.start,
            minutes=protocol.minutes,
            slot_minutes=protocol.minutes,
            place="gym",
            phase=read.phase,
            template="full",
            week=week,
            mesocycle=read.mesocycle,
            blocks=blocks,
        )
        for day in days
    ]


def _runs(span: Span, week: int) -> list[PlannedRun]:
    return [
        PlannedRun(
            id=f"{(_monday(week) + timedelta(days=run.day)).isoformat()}-{run.intensity}",
            date=_monday(week) + timedelta(days=run.day),
            intensity=run.intensity,
            minutes=run.minutes,
            start_min=RUN_START_MIN,
        )
        for run in span.runs
    ]


def _week(span: Span, read: SeasonWeek) -> PlanWeek:
    return PlanWeek(
        start=read.start,
        phase=read.phase,
        intense=read.intense,
        down=read.down,
        running=read.load,
        sessions_target=len(span.days),
        sessions_placed=len(span.days),
        mesocycle=read.mesocycle,
    )


def build(protocol: Protocol) -> Plan:
    """Lay a protocol on dates: a plan as `ironstride check` reads it, without findings or a solver's word."""
    by_week = [span for span in protocol.spans for _ in range(span.weeks)]
    runner = _runner(protocol)
    runs = [run for week, span in enumerate(by_week) for run in _runs(span, week)]
    after = _runs(by_week[-1], protocol.weeks)
    last_day = _monday(protocol.weeks) - timedelta(days=1)
    season = read_season(runner, (*runs, *after), FIRST_DAY, last_day)
    weeks = list(enumerate(zip(by_week, season.weeks, strict=True)))
    return Plan(
        schema=SCHEMA,
        runner=runner,
        method="evidence",
        first_day=FIRST_DAY,
        last_day=last_day,
        weeks=tuple(_week(span, read) for _, (span, read) in weeks),
        runs=tuple(runs),
        others=(),
        sessions=tuple(one for week, (span, read) in weeks for one in _sessions(protocol, span, week, read)),
        findings=(),
        unread=(),
        notes=(),
        solver=Solver(objective=0, bound=0, status="FEASIBLE"),
        versions=Versions(schema=SCHEMA, ironstride="0", catalogue="0", ortools="0", seed=0),
        after=tuple(after),
    )
