"""A log laid over a plan: nothing that was done is lost or doubled, whatever the order and the dates."""

from __future__ import annotations

from datetime import timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from ironstride.catalogue import catalogue
from ironstride.model.log import History, LoggedSession, LoggedSet
from ironstride.model.plan import Plan
from ironstride.planning.done import done_blocks
from ironstride.planning.settle import settle

from .simulated_season import MONDAY, season
from .strategies import plans
from .test_follow import history, logged, past

DATA = catalogue()
DAY = timedelta(days=1)
TODAY = MONDAY + 28 * DAY


def made() -> Plan:
    return season(weeks=12)


@st.composite
def logs(draw: st.DrawFn) -> History:
    """Some of the planned sessions on their day or near it, and some nobody planned."""
    sessions = []
    for number, session in enumerate(past(made(), TODAY)):
        fate = draw(st.sampled_from(["done", "done", "missed", "moved", "named", "twice"]))
        if fate == "missed":
            continue
        one = replace(logged(session), id=f"l{number}")
        if fate == "moved":
            one = replace(one, date=min(TODAY, session.date + draw(st.integers(-3, 3)) * DAY))
        if fate == "named":
            one = replace(one, planned=session.id, date=session.date + draw(st.integers(0, 6)) * DAY)
        sessions.append(one)
        if fate == "twice":
            sessions.append(replace(one, id=f"l{number}b"))
    for number in range(draw(st.integers(0, 2))):
        day = MONDAY + draw(st.integers(-5, 40)) * DAY
        bench = LoggedSet(id=f"x{number}", exercise="bench-press", reps=5, load_kg=40)
        sessions.append(LoggedSession(id=f"x{number}", date=day, sets=(bench,)))
    return history(*sessions)


@given(log=logs(), order=st.integers(0, 99))
@plans(40)
def test_nothing_is_lost_or_doubled(log: History, order: int) -> None:
    settled = settle(made(), log, TODAY, DATA.exercises)
    counted = [one for one in log.sessions if made().first_day <= one.date <= min(TODAY, made().last_day)]
    assert len(settled.past) == len(counted)
    assert len({session.id for session in settled.past}) == len(settled.past)
    answered = [planned.id for planned in settled.answers.values() if planned is not None]
    assert len(answered) == len(set(answered))
    assert not set(answered) & {session.id for session in settled.missed}
    due = {session.id for session in made().sessions if session.date < TODAY}
    assert due <= set(answered) | {session.id for session in settled.missed}
    assert [session.date for session in settled.past] == sorted(session.date for session in settled.past)
    letters = [(session.week, session.letter) for session in settled.past]
    assert all(session.done and session.letter for session in settled.past)
    assert len(set(letters)) >= len(letters) - 4
    mixed = list(log.sessions)
    Random(order).shuffle(mixed)
    again = settle(
        made(), replace(log, sessions=tuple(sorted(mixed, key=lambda one: (one.date, one.id)))), TODAY, DATA.exercises
    )
    assert again == settled


def test_a_session_under_way_is_not_over_yet() -> None:
    session = next(one for one in made().sessions if one.date >= TODAY)
    going = replace(logged(session), finished=False)
    assert not settle(made(), history(going), session.date, DATA.exercises).past
    assert len(settle(made(), history(going), session.date + DAY, DATA.exercises).past) == 1


@pytest.mark.parametrize(("left", "right", "reps"), [((8, 8), (6, 7), [6, 7]), ((8,), (6, 7), [6, 7]), ((), (5,), [5])])
def test_two_sides_are_one_set_of_the_weaker(left: tuple[int, ...], right: tuple[int, ...], reps: list[int]) -> None:
    sets = [
        LoggedSet(id=f"{side}{n}", exercise="step-up", reps=count, load_kg=10, side=side)  # type: ignore[arg-type]
        for side, counts in (("left", left), ("right", right))
        for n, count in enumerate(counts)
    ]
    (block,) = done_blocks(sets, (), DATA.exercises)
    assert [one.reps for one in block.items[0].sets] == reps
    assert {one.side for one in block.items[0].sets} == {"each"}
