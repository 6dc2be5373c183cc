"""Pain and soreness: red flags stop, pain spares a site until it is quiet, a sore muscle only for days."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ironstride.model.log import Complaint, History, LoggedSession
from ironstride.model.runner import Clearance
from ironstride.strength.readiness import facts, raised, spared

TODAY = date(2027, 2, 1)
DAY = timedelta(days=1)


def told(days_ago: int = 0, **more: Any) -> Complaint:
    day = TODAY - days_ago * DAY
    return Complaint(id=f"{day}-{more}", **{"date": day, "site": "knee", "severity": 5, **more})


def log(*complaints: Complaint, sessions: tuple[LoggedSession, ...] = ()) -> History:
    return History(complaints=tuple(sorted(complaints, key=lambda one: one.date)), sessions=sessions)


@pytest.mark.parametrize(
    ("sign", "flag"),
    [
        ("changes-gait", "pain-changes-gait"),
        ("sharp", "sharp-pain"),
        ("at-night", "night-pain"),
        ("at-rest", "night-pain"),
        ("on-bone", "bone-stress-signs"),
    ],
)
def test_signs_that_stop_training(sign: str, flag: str) -> None:
    (one,) = raised(log(told(30, signs=(sign,), severity=1)), (), TODAY)
    assert one.flag == flag


def test_a_flag_stays_until_it_is_cleared_and_comes_again_with_a_new_sign() -> None:
    history = log(told(20, signs=("at-night",)), told(2, signs=("at-night",)))
    assert raised(history, (Clearance(flag="night-pain", on=TODAY - 10 * DAY),), TODAY)
    assert not raised(history, (Clearance(flag="night-pain", on=TODAY),), TODAY)
    assert raised(history, (Clearance(flag="sharp-pain", on=TODAY),), TODAY)
    assert not raised(history, (), TODAY - 21 * DAY)


def test_pain_spares_a_site_for_two_weeks_and_a_sore_muscle_for_days() -> None:
    (pain,) = spared(log(told(13, kind="pain", severity=2)), TODAY)
    assert pain.lasting
    assert not spared(log(told(15, kind="pain")), TODAY)
    (sore,) = spared(log(told(2, severity=4)), TODAY)
    assert not sore.lasting
    assert not spared(log(told(4, severity=9)), TODAY)
    assert not spared(log(told(0, severity=3)), TODAY)


def test_it_began_with_the_first_complaint_that_no_quiet_fortnight_parts_from_the_last() -> None:
    (spot,) = spared(log(told(60, kind="pain"), told(13, kind="pain"), told(0, kind="pain")), TODAY)
    assert (spot.since, spot.until) == (TODAY - 13 * DAY, TODAY + 14 * DAY)


def test_soreness_that_comes_again_counts_as_pain_and_zero_says_it_is_quiet() -> None:
    again = log(told(10, severity=5), told(1, severity=5))
    assert spared(again, TODAY)[0].lasting
    assert not spared(log(told(10, kind="pain"), told(1, severity=0)), TODAY)
    assert not spared(log(told(2, severity=5), told(1, severity=5)), TODAY)[0].lasting


def test_swelling_is_worth_a_look() -> None:
    assert spared(log(told(1, signs=("swelling",))), TODAY)[0].look


def test_facts_are_facts() -> None:
    session = LoggedSession(id="s", date=TODAY - 2 * DAY, rpe=9)
    said = facts(log(told(1, side="left", kind="pain"), sessions=(session,)), TODAY)
    assert said == ("The session of Sat 30 Jan felt like 9 of 10.", "Sun 31 Jan: left knee painful, 5 of 10.")
    old = LoggedSession(id="s", date=TODAY - 20 * DAY)
    assert facts(log(sessions=(old,)), TODAY) == ("Your last session was 20 days ago, on Tue 12 Jan.",)
    assert facts(log(), TODAY) == ()


complaints = st.builds(
    told,
    st.integers(0, 40),
    site=st.sampled_from(["knee", "shin", "calf"]),
    kind=st.sampled_from(["sore", "pain"]),
    severity=st.integers(0, 10),
    signs=st.lists(
        st.sampled_from(["changes-gait", "sharp", "at-night", "at-rest", "on-bone", "swelling", "numb"]), max_size=2
    ).map(tuple),
)


@given(st.lists(complaints, max_size=6), st.integers(0, 60))
def test_nothing_told_crashes_and_more_complaints_never_lower_a_flag(told_: list[Complaint], later: int) -> None:
    history, on = log(*told_), TODAY + later * DAY
    flags = {one.flag for one in raised(history, (), on)}
    assert all(one.since <= on <= one.until for one in spared(history, on))
    facts(history, on)
    for one in told_:
        fewer = log(*(other for other in told_ if other is not one))
        assert {x.flag for x in raised(fewer, (), on)} <= flags
