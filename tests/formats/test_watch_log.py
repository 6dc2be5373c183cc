"""A watch's strength session becomes a logged session: what it was told, and nothing that it guessed."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from ironstride.formats.fit_write import encode_strength
from ironstride.formats.strength_logs import read_strength_log
from ironstride.formats.watch_log import watch_log
from ironstride.model.errors import ImportFailure
from ironstride.model.running import DoneSet, OtherActivity, Run

START = datetime(2027, 3, 1, 18, 30, tzinfo=timezone(timedelta(hours=2)))
DONE = (
    DoneSet(
        active=True, reps=5, load_kg=60.0, duration_s=30.0, categories=("squat",), exercise="goblet_squat", at=START
    ),
    DoneSet(active=False, duration_s=90.0),
    DoneSet(active=False, duration_s=30.0),
    DoneSet(active=True, reps=8, duration_s=40.0, categories=("curl", "row")),
    DoneSet(active=True),
)


def activity(*sets: DoneSet, is_strength: bool = True) -> OtherActivity:
    return OtherActivity(
        id="a", start=START, duration_s=1800.0, sport="strength", is_strength=is_strength, mean_hr_bpm=117.6, sets=sets
    )


def test_sets_rests_and_kinds_that_were_not_told() -> None:
    log = watch_log((activity(*DONE),), "a.fit")
    (session,) = log.sessions
    assert (session.start_min, session.minutes, session.mean_hr_bpm) == (1110, 30.0, 118)
    squat, curl = session.sets
    assert (squat.name, squat.reps, squat.load_kg, squat.at, squat.rest_s) == ("goblet squat", 5, 60.0, START, None)
    assert (curl.name, curl.load_kg, curl.rest_s) == ("curl, kind not told", None, 120)
    assert (log.rows, len(log.unread)) == (5, 1)


def test_a_session_without_sets_counts_and_runs_do_not() -> None:
    run = Run(id="r", start=START, duration_s=60.0, distance_m=100.0)
    log = watch_log((activity(), run, activity(is_strength=False)), "a.fit")
    assert [session.sets for session in log.sessions] == [()]
    assert (log.rows, len(log.unread)) == (3, 2)


def test_the_door_reads_what_a_watch_writes() -> None:
    data = encode_strength(START, [one for one in DONE if one.reps or not one.active])
    log = read_strength_log(data, "a.fit")
    assert log.app == "watch"
    assert [one.reps for one in log.sessions[0].sets] == [5, 8]
    assert all(one.at is not None and one.at.utcoffset() is not None for one in log.sessions[0].sets)
    with pytest.raises(ImportFailure):
        read_strength_log(data[:40], "a.fit")
