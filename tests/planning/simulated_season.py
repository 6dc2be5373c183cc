"""A season of 26 weeks for simulated runners, and following it week by week."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import cache

from msgspec import Struct

from ironstride.catalogue import catalogue
from ironstride.model.log import History, LoggedSession
from ironstride.model.plan import Plan
from ironstride.model.runner import Availability, Experience, Runner
from ironstride.model.running import Intensity, PlannedRun, RunningPlan
from ironstride.planning import plan
from ironstride.planning.gym import advice_tables
from ironstride.planning.replan import replan
from ironstride.strength.simulate import SimulatedRunner

from .strategies import GYM

DATA = catalogue()
DAY = timedelta(days=1)
MONDAY = date(2027, 1, 4)
WEEKS = 26
#: day of the week, intensity (from the eleventh week on), minutes
USUAL: tuple[tuple[int, Intensity, int], ...] = (
    (0, "easy", 40), (1, "interval", 50), (3, "easy", 45), (4, "easy", 30), (5, "long", 80),
)  # fmt: skip


class Followed(Struct, frozen=True):
    """A season that was followed to its end: plans week by week, the person and the log."""

    first: Plan
    last: Plan
    person: SimulatedRunner
    history: History


def runner(level: Experience = "intermediate", birth_year: int = 1992, body_mass_kg: float = 70.0) -> Runner:
    """A runner with a gym on three evenings and no lift remembered."""
    return Runner(
        name="Sim",
        event="half-marathon",
        lifting_experience=level,
        body_mass_kg=body_mass_kg,
        birth_year=birth_year,
        places={"gym": GYM},
        availability=(Availability(days=("mon", "wed", "fri"), start="18:00", end="19:00", place="gym"),),
    )


def running(weeks: int = WEEKS) -> RunningPlan:
    """Five runs a week, every fourth week less, intervals from the eleventh week on."""
    runs = []
    for week in range(weeks):
        share = 0.7 if week % 4 == 3 else 1.0
        for weekday, intensity, minutes in USUAL:
            sort: Intensity = "easy" if intensity == "interval" and week < 10 else intensity
            day = MONDAY + (7 * week + weekday) * DAY
            runs.append(
                PlannedRun(
                    id=f"r{week}-{weekday}", date=day, intensity=sort, minutes=round(minutes * share), start_min=420
                )
            )
    return RunningPlan(runs=tuple(runs))


@cache
def season(level: Experience = "intermediate", birth_year: int = 1992, weeks: int = WEEKS) -> Plan:
    """Plan the season, once for each sort of runner."""
    return plan(runner(level, birth_year), running(weeks), weeks=weeks)


def follow(
    made: Plan, seed: int, weeks: int, look: Callable[[Plan, date], None] = lambda made, today: None
) -> Followed:
    """Live through a season: each Monday the plan follows the log, then the sessions of the week are done or missed.

    Parameters
    ----------
    made : the plan to begin with.
    seed : who the simulated runner is.
    weeks : how long.
    look : called with the plan of each Monday.
    """
    person = SimulatedRunner(made.runner, DATA.exercises, seed)
    logged: list[LoggedSession] = []
    now, back = made, made.first_day
    for week in range(weeks):
        monday = made.weeks[0].start + 7 * week * DAY
        now = replan(now, (), monday, DATA, History(sessions=tuple(logged))).plan
        look(now, monday)
        back = max(back, monday + person.gap_days() * DAY)
        for session in now.sessions:
            if not monday <= session.date < monday + 7 * DAY or session.done:
                continue
            if session.date >= back and not person.misses():
                logged.append(person.train(session, advice_tables(now, session.id)))
    return Followed(made, now, person, History(sessions=tuple(logged)))
