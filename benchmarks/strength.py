"""Learning strength from the log: ten years at once, one more set, and the next forecast."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta

from benchmarks.measure import Row, timed
from ironstride.catalogue import catalogue
from ironstride.model.log import History, LoggedSession, LoggedSet
from ironstride.model.runner import Runner
from ironstride.strength.ability_learned import learned_state
from ironstride.strength.state_forecast import Forecaster

SETS, LIFTS, RUNS, ONE_BY_ONE = 50_000, 30, 3, 2_000
RUNNER = Runner(name="B", event="10k", lifting_experience="intermediate", body_mass_kg=70.0, birth_year=1990)


def learning() -> Iterator[Row]:
    """Time the state over ten years of sets, one set at a time, and forecasts with what they learn."""
    exercises = catalogue().exercises
    log = ten_years()
    count = sum(len(session.sets) for session in log.sessions)
    last = log.sessions[-1]
    whole, state = timed(lambda: learned_state(log, RUNNER, exercises, last.date), RUNS)
    note = f"{count:,} sets of {LIFTS} lifts in {len(log.sessions):,} sessions".replace(",", " ")
    yield Row("Ten years of sets learned", whole, "s", 1.0, note)
    entries = [entry for session in log.sessions[-200:] for entry in session.sets][:ONE_BY_ONE]
    session = LoggedSession(id="today", date=last.date + timedelta(days=2))
    each = [timed(lambda entry=entry: state.update(session, entry), 1)[0][0] * 1000 for entry in entries]  # type: ignore[misc]
    yield Row("One more set learned", (max(each),), "ms", 5.0, f"the slowest of {len(entries)}")
    asked, _ = timed(lambda: state.ability(session.date), RUNS)
    yield Row("Asked what is believed of every exercise", tuple(one * 1000 for one in asked), "ms", 50.0)
    forecaster = Forecaster(RUNNER, exercises, log.sessions[0].date)
    forecasts = [
        timed(lambda at=at, entry=entry: forecaster.next(at, entry, entry.reps), 1)[0][0] * 1000  # type: ignore[misc]
        for at in log.sessions[:80]
        for entry in at.sets
    ]
    yield Row(
        "One more set forecast and learned", (sorted(forecasts)[len(forecasts) // 2],), "ms", 5.0, "the middle one"
    )


def ten_years() -> History:
    """Seven lifts every other day, three or four sets each, in no order; the same every time."""
    rng = random.Random(1)
    names = sorted(one.id for one in catalogue().exercises.values() if one.loadable and one.measure == "reps")[:LIFTS]
    sessions, count, day = [], 0, date(2015, 1, 1)
    while count < SETS:
        sets = []
        for name in rng.sample(names, 7):
            load = 40 * (1 + 0.3 * count / SETS) + rng.choice((0.0, 2.5, 5.0))
            for _ in range(rng.choice((3, 4, 4))):
                sets.append(LoggedSet(id=str(count), exercise=name, load_kg=load, reps=rng.choice((5, 6, 8, 8, 10))))
                count += 1
        sessions.append(LoggedSession(id=str(day), date=day, sets=tuple(sets)))
        day += timedelta(days=2)
    return History(sessions=tuple(sessions))
