"""Hypothesis strategies for logs and runs of some weeks: any order of exercises, anything left unsaid."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hypothesis import strategies as st

from ironstride.catalogue import catalogue
from ironstride.model.log import History, LoggedSession, LoggedSet
from ironstride.model.running import INTENSITIES, PlannedRun
from logged import DAY, MONDAY

#: a few of each sort, and one nobody knows
NAMES = (
    "back-squat", "romanian-deadlift", "split-squat", "walking-lunge", "bench-press", "pull-up", "push-up", "leg-press",
    "barbell-curl", "standing-calf-raise", "seated-calf-raise", "pogo", "box-jump", "front-plank", "dead-bug",
    "cable-chop", "crunch", "farmer-carry", "deep-squat-hold", "bosu-squat", "burpee", "rowing-machine", "?mystery",
)  # fmt: skip
WEEKS = 9
EXERCISES = catalogue().exercises


@st.composite
def logged_sets(draw: Any, name: str) -> LoggedSet:
    """One set of an exercise; most of what a log may say may be missing."""
    measure = "reps" if name.startswith("?") else EXERCISES[name].measure
    amount = draw(st.none() | st.integers(1, 30))
    seconds = draw(st.none() | st.integers(5, 120))
    more: dict[str, Any] = {"reps": amount} if measure in ("reps", "contacts") else {"seconds": seconds}
    return LoggedSet(
        id=f"set-{draw(st.integers(0, 10**12))}",
        exercise="" if name.startswith("?") else name,
        name=name.strip("?"),
        load_kg=draw(st.none() | st.sampled_from((0.0, 10.0, 40.0, 60.0, 62.5, 100.0))),
        kind=draw(st.sampled_from((None, None, "work", "warmup", "drop", "amrap"))),
        side=draw(st.sampled_from((None, None, None, "left", "right"))),
        rir=draw(st.none() | st.sampled_from((0.0, 1.0, 2.0, 5.0))),
        rest_s=draw(st.none() | st.sampled_from((20, 60, 120, 200))),
        superset=draw(st.sampled_from(("", "", "a"))),
        **more,
    )


@st.composite
def sessions(draw: Any, number: int) -> LoggedSession:
    """A session on any day of the weeks, with a few exercises in any order."""
    names = draw(st.lists(st.sampled_from(NAMES), max_size=5))
    sets = [draw(logged_sets(name)) for name in names for _ in range(draw(st.integers(1, 3)))]
    return LoggedSession(
        id=f"lift-{number}",
        date=MONDAY + draw(st.integers(0, 7 * WEEKS - 1)) * DAY,
        start_min=draw(st.none() | st.sampled_from((6 * 60, 12 * 60, 18 * 60))),
        minutes=draw(st.none() | st.sampled_from((20.0, 60.0))),
        mean_hr_bpm=draw(st.none() | st.integers(80, 170)),
        sets=tuple(sets),
    )


@st.composite
def logs(draw: Any) -> History:
    """A log of up to fourteen sessions."""
    count = draw(st.integers(1, 14))
    made = [draw(sessions(number)) for number in range(count)]
    return History(sessions=tuple(sorted(made, key=lambda one: (one.date, one.start_min or 0, one.id))))


@st.composite
def runnings(draw: Any) -> tuple[PlannedRun, ...]:
    """A week's runs, repeated; none at all now and then."""
    week = draw(st.lists(st.tuples(st.integers(0, 6), st.sampled_from(INTENSITIES), st.integers(20, 150)), max_size=6))
    hours = draw(st.sampled_from((None, 7 * 60, 17 * 60)))
    return tuple(
        PlannedRun(
            id=f"run-{number}-{place}",
            date=MONDAY + timedelta(days=7 * number + day),
            intensity=intensity,
            minutes=minutes,
            start_min=hours,
        )
        for number in range(WEEKS)
        for place, (day, intensity, minutes) in enumerate(week)
    )
