"""Races that only the calendar names: planned for, said, stored with the plan, and less than what the runner says."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from ironstride.catalogue import catalogue
from ironstride.catalogue.translated import said
from ironstride.formats.plan_json import plan_bytes, read_plan
from ironstride.model.plan import Plan
from ironstride.model.runner import Availability, Runner
from ironstride.model.running import Intensity, PlannedRun, Race, RunningPlan
from ironstride.model.words import minutes_of
from ironstride.planning import plan
from ironstride.planning.change_text import parse_change
from ironstride.planning.replan import replan
from ironstride.rules.facts_sessions import session_words
from planning.strategies import GYM, MONDAY, plans

WEEKS = 5
RACE_DAY = MONDAY + timedelta(days=7 * WEEKS - 1)
EXERCISES = catalogue().exercises
RUNNER = Runner(
    name="T",
    event="10k",
    lifting_experience="intermediate",
    body_mass_kg=70,
    birth_year=1990,
    first_day=MONDAY,
    places={"home": GYM},
    availability=(Availability(days=("mon", "tue", "wed", "thu", "fri"), start="18:00", end="19:00"),),
)
WEEK: tuple[tuple[int, Intensity, int], ...] = ((1, "easy", 40), (3, "interval", 50), (6, "long", 80))


def calendar(*races: tuple[date, str]) -> RunningPlan:
    """Give five weeks of a calendar, with races in place of the runs of their days."""
    days = {day for day, _ in races}
    runs = [
        run
        for week in range(WEEKS)
        for day, intensity, minutes in WEEK
        if (run := one(MONDAY + timedelta(days=7 * week + day), intensity, minutes)).date not in days
    ]
    runs += [one(day, "race", 45, title) for day, title in races]
    return RunningPlan(runs=tuple(sorted(runs, key=lambda run: run.date)))


def one(day: date, intensity: Intensity, minutes: int, title: str = "Run") -> PlannedRun:
    return PlannedRun(
        id=f"{day}-{title}", date=day, intensity=intensity, minutes=minutes, title=title, start_min=420, source="a.ics"
    )


def heavy_before_h(made: Plan, race: PlannedRun) -> list[float]:
    """Give the hours between the ends of sessions with leg strength and a race that follows them."""
    gun = datetime.combine(race.date, datetime.min.time()) + timedelta(minutes=race.start_min or 0)
    ends = [
        datetime.combine(one.date, datetime.min.time()) + timedelta(minutes=minutes_of(one.start) + one.slot_minutes)
        for one in made.sessions
        if "leg-strength" in session_words(one, EXERCISES)
    ]
    return [(gun - end).total_seconds() / 3600 for end in ends if end <= gun]


def test_a_race_in_the_calendar_is_the_season_s_goal() -> None:
    made = plan(RUNNER, calendar((RACE_DAY, "City race")))
    named = plan(replace(RUNNER, races=(Race(date=RACE_DAY, name="City race"),)), calendar((RACE_DAY, "City race")))
    assert [week.phase for week in made.weeks] == [week.phase for week in named.weeks]
    assert made.weeks[-1].phase == "race"
    assert [(one.id, one.blocks) for one in made.sessions] == [(one.id, one.blocks) for one in named.sessions]
    (told,) = (note for note in made.notes if "Your calendar holds" in note)
    assert "Sun 7 Feb 2027 (City race)" in told
    assert "your A race" in told
    assert not [note for note in named.notes if "calendar" in note or "[[races]]" in note]


def test_the_plan_keeps_its_races_and_comes_again_to_the_byte() -> None:
    running = calendar((MONDAY + timedelta(days=27), "10 km race"), (RACE_DAY, "City race"))
    made = plan(RUNNER, running)
    again = read_plan(plan_bytes(made), "plan.json")
    assert again.runner.races == made.runner.races
    assert [race.priority for race in again.runner.races] == ["B", "A"]
    assert plan_bytes(plan(made.runner, running)) == plan_bytes(made)
    assert replan(again, (), MONDAY).plan == again


def test_what_the_runner_says_later_wins() -> None:
    made = plan(RUNNER, calendar((RACE_DAY, "City race")))
    change = parse_change(f"race {RACE_DAY} B City race")
    after = replan(made, (change,), MONDAY).plan
    assert [(race.priority, race.found) for race in after.runner.races] == [("B", False)]
    assert not [note for note in after.notes if "calendar" in note or "[[races]]" in note]
    assert after.weeks[-1].phase != "race"
    off = replan(made, (parse_change(f"cancel-race {RACE_DAY}"),), MONDAY).plan
    assert off.runner.races == ()
    assert not [run for run in (*off.runs, *off.after) if run.intensity == "race"]


def test_a_race_goes_where_its_run_goes() -> None:
    made = plan(RUNNER, calendar((RACE_DAY, "City race")))
    eve = RACE_DAY - timedelta(days=1)
    moved = replan(made, (parse_change(f"move-run {RACE_DAY} {eve}"),), MONDAY).plan
    assert [race.date for race in moved.runner.races] == [eve]
    assert [run.date for run in moved.runs if run.intensity == "race"] == [eve]
    gone = replan(made, (parse_change(f"cancel-run {RACE_DAY}"),), MONDAY).plan
    assert gone.runner.races == ()


@plans(4)
@given(
    st.lists(
        st.tuples(
            st.integers(10, 7 * WEEKS - 1).map(lambda n: MONDAY + timedelta(days=n)),
            st.sampled_from(("Race", "City race 10 km", "Tune-up race", "parkrun", "A race")),
        ),
        min_size=1,
        max_size=3,
        unique_by=lambda race: race[0],
    )
)
def test_no_race_is_ignored_nor_taken_in_silence(races: list[tuple[date, str]]) -> None:
    made = plan(RUNNER, calendar(*races))
    known = {race.date: race for race in made.runner.races}
    for run in (run for run in made.runs if run.intensity == "race"):
        hours = heavy_before_h(made, run)
        goal = run.date in known and known[run.date].priority == "A"
        assert min(hours, default=999.0) >= (240 if goal else 48)
        assert any(run.title in note for note in made.notes)
        assert made.weeks[(run.date - MONDAY).days // 7].phase == "race" or not goal
    told = [note for note in made.notes if "race" in note.lower()]
    assert all(said(note, "de") != note for note in told)
