"""Learning from the log: from the very first set on, with spreads that tell what is not known."""

from __future__ import annotations

from datetime import date, timedelta

from ironstride.catalogue import catalogue
from ironstride.model.log import History, LoggedSession, LoggedSet
from ironstride.model.runner import Runner
from ironstride.strength.ability import Ability, ability
from ironstride.strength.ability_learned import learn

EXERCISES = catalogue().exercises
SQUAT = EXERCISES["back-squat"]
RUNNER = Runner(name="T", event="10k", lifting_experience="novice", body_mass_kg=70.0, birth_year=1990)
DAY = date(2027, 3, 1)


def session(day: date, *sets: LoggedSet) -> LoggedSession:
    return LoggedSession(id=str(day), date=day, sets=sets)


def squat(load_kg: float, reps: int, **more: object) -> LoggedSet:
    return LoggedSet(id=f"{load_kg}x{reps}", exercise="back-squat", load_kg=load_kg, reps=reps, **more)  # type: ignore[arg-type]


def learned(*sessions: LoggedSession, on: date = DAY) -> Ability:
    return learn(History(sessions=sessions), RUNNER, EXERCISES, on)


def test_an_empty_log_leaves_the_first_belief() -> None:
    assert learned() == ability(RUNNER, EXERCISES, DAY.year)


def test_one_set_is_believed_with_a_wide_spread() -> None:
    first, after = learned().of(SQUAT), learned(session(DAY, squat(60, 5))).of(SQUAT)
    assert first is not None
    assert after is not None
    assert after.known
    assert 0.05 < after.log_sd < first.log_sd


def test_a_set_tells_of_related_lifts_too() -> None:
    goblet = EXERCISES["goblet-squat"]
    weak, strong = (learned(session(DAY, squat(kg, 5))).of(goblet) for kg in (50, 90))
    assert weak is not None
    assert strong is not None
    assert strong.log_mean > weak.log_mean


def test_time_without_training_widens_and_lowers() -> None:
    log = session(DAY, squat(60, 5, rir=1))
    fresh, stale = learned(log).of(SQUAT), learned(log, on=DAY + timedelta(days=70)).of(SQUAT)
    assert fresh is not None
    assert stale is not None
    assert stale.log_sd > fresh.log_sd
    assert stale.log_mean < fresh.log_mean


def test_it_names_the_sets_it_stands_on() -> None:
    found = learned(session(DAY, squat(60, 5), squat(65, 4))).explain(SQUAT)
    assert [entry.set.load_kg for entry in found] == [60, 65]
