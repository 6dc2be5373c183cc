"""A season of 26 weeks for simulated runners."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from ironstride.model.plan import Plan
from ironstride.model.runner import Availability, Experience, Runner
from ironstride.model.running import Intensity, PlannedRun, RunningPlan
from ironstride.planning import plan

from .strategies import GYM

DAY = timedelta(days=1)
MONDAY = date(2027, 1, 4)
WEEKS = 26
#: day of the week, intensity (from the eleventh week on), minutes
USUAL: tuple[tuple[int, Intensity, int], ...] = (
    (0, "easy", 40), (1, "interval", 50), (3, "easy", 45), (4, "easy", 30), (5, "long", 80),
)  # fmt: skip


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
