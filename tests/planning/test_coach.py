"""The ten personas' plans read as a coach reads them: what a machine can check of the twenty points."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest

from ironstride.catalogue import catalogue
from ironstride.model.equipment import Bar, Place
from ironstride.model.exercise import BlockName
from ironstride.model.plan import Plan
from ironstride.model.runner import WEEKDAYS, Availability, Runner
from ironstride.model.running import Intensity, PlannedRun, RunningPlan
from ironstride.model.session import Item, Session
from ironstride.planning import plan
from ironstride.rules.facts_items import is_leg_lift
from ironstride.running.season import monday

from .test_personas import NURSE, PATHS, TRAVELLER, made

pytestmark = pytest.mark.slow
DATA = catalogue()
BUILDING = ("base", "build")
#: the first weeks of the new are short on purpose
ENTRY_WEEKS = 3
WHOLE_MIN = 45
each_persona = pytest.mark.parametrize("name", PATHS)


def building(season: Plan) -> list[Session]:
    """Give the sessions of the weeks that build: past the entry, not eased, the legs trained."""
    down = {week.start for week in season.weeks if week.down}
    return [
        session
        for session in season.sessions
        if session.phase in BUILDING and session.week > ENTRY_WEEKS and monday(session.date) not in down
    ]


def items(session: Session, *blocks: BlockName) -> list[Item]:
    return [item for block in session.blocks if not blocks or block.block in blocks for item in block.items]


def leg_lifts(session: Session) -> list[Item]:
    return [item for item in items(session, "strength") if is_leg_lift(DATA.exercises[item.exercise])]


@each_persona
def test_a_whole_evening_is_a_whole_session_where_the_weeks_build(name: str) -> None:
    """Points 9 and 10."""
    for session in building(made(name)):
        if session.slot_minutes >= WHOLE_MIN and session.template == "full":
            assert 0.6 * session.slot_minutes <= session.minutes <= session.slot_minutes, session.id


@each_persona
def test_a_session_holds_few_things(name: str) -> None:
    """Point 10: six or seven things to do, two more at most where a week has one session only."""
    for session in made(name).sessions:
        assert len(items(session, "power", "strength", "accessory", "core", "transfer")) <= 8, session.id


@each_persona
def test_one_lift_of_a_kind_in_an_evening(name: str) -> None:
    """Point 12: one hinge, one squat, one lunge."""
    for session in made(name).sessions:
        kinds = Counter(item.pattern for item in items(session, "strength"))
        assert not [kind for kind in ("hinge", "squat", "lunge") if kinds[kind] > 1], session.id


@each_persona
def test_fives_have_a_weight(name: str) -> None:
    """Points 14 and 15: few repetitions are for loads, or for lifts the body alone makes heavy."""
    for session in made(name).sessions:
        for item in items(session, "strength"):
            for one in item.sets:
                few = not one.warmup and one.reps is not None and one.reps < 6
                heavy = one.load_kg is not None or "heavy" in DATA.exercises[item.exercise].traits
                assert not few or heavy, (session.id, item.exercise)


@each_persona
def test_nothing_to_failure_nothing_in_twenties(name: str) -> None:
    """Point 14."""
    for session in made(name).sessions:
        for item in items(session):
            assert all(one.rir is None or one.rir >= 1 for one in item.sets), (session.id, item.exercise)
            assert all((one.reps or 0) <= 12 for one in item.sets), (session.id, item.exercise)


@each_persona
def test_the_peak_brings_no_strangers(name: str) -> None:
    """Points 1 and 4: leg lifts of the last weeks were learned before them; another place may bring its own."""
    known: set[str] = set()
    places: set[str] = set()
    for session in made(name).sessions:
        mine = {item.exercise for item in leg_lifts(session)}
        if session.phase in ("peak", "taper", "race") and session.place in places:
            assert len(mine - known) <= len(mine) / 2, session.id
        else:
            known |= mine
            places.add(session.place)


@pytest.mark.parametrize("name", [name for name in PATHS if name != NURSE])
def test_the_weekdays_stay(name: str) -> None:
    """Point 2; the nurse's follow her rota."""
    season = made(name)
    weeks: dict[date, set[int]] = {}
    for session in season.sessions:
        weeks.setdefault(monday(session.date), set()).add(session.date.weekday())
    used = list(weeks.values())
    moved = sum(bool(now - set().union(*used[max(0, at - 4) : at])) for at, now in enumerate(used) if at)
    assert moved <= 3, moved


@pytest.mark.parametrize("name", [name for name in PATHS if name != TRAVELLER])
def test_no_leg_lift_loses_a_third_from_one_time_to_the_next(name: str) -> None:
    """Point 5; the traveller's loads are those of the place."""
    last: dict[str, float] = {}
    for session in made(name).sessions:
        for item in leg_lifts(session):
            loads = [one.load_kg or 0.0 for one in item.sets if not one.warmup]
            assert max(loads) >= 0.66 * last.get(item.exercise, 0.0), (session.id, item.exercise)
            last[item.exercise] = max(loads)


@each_persona
def test_an_upper_evening_spares_the_legs_to_its_end(name: str) -> None:
    """Point 7: what keeps heavy legs from the eve of a key run holds for the last block, too."""
    for session in made(name).sessions:
        if session.template == "upper":
            ends = [DATA.exercises[item.exercise] for item in items(session, "strength", "transfer")]
            assert not [one.id for one in ends if is_leg_lift(one) and one.loadable], session.id


def test_one_evening_a_week_and_a_bare_bar_make_a_whole_session() -> None:
    """Points 9, 12 and 13: hops, a hinge, one leg, a push, a pull, both calves and the trunk, from plates alone."""
    bar = Bar(bar_kg=20, plates_kg=(10, 5, 5, 2.5, 1.25))
    runner = Runner(
        name="Bar",
        event="marathon",
        lifting_experience="novice",
        body_mass_kg=75.0,
        birth_year=1990,
        places={"home": Place(barbell=bar)},
        availability=(Availability(days=WEEKDAYS[:5], start="19:00", end="20:00", place="home"),),
    )
    week: tuple[Intensity, ...] = ("easy", "interval", "easy", "easy", "tempo", "long")
    first = date(2027, 1, 4)
    runs = tuple(
        PlannedRun(
            id=f"{number}-{day}",
            date=first + timedelta(days=7 * number + day),
            intensity=kind,
            minutes=70,
            start_min=390,
        )
        for number in range(6)
        for day, kind in enumerate(week)
    )
    season = plan(runner, RunningPlan(runs=runs))
    assert len(season.sessions) == 6
    given_up = {one.rule for one in season.findings if one.verdict == "fail"}
    assert given_up.isdisjoint(
        {"CAP110", "COV201", "COV202", "COV203", "COV205", "COV206", "COV210", "COV213", "COV214"}
    )
    assert all(len(items(one, "power", "strength", "accessory", "core", "transfer")) <= 8 for one in season.sessions)
