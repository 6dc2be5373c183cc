"""A session a watch and an app both hold is one session; two sessions of a day are two."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from ironstride.strength.log_twins import with_watches
from logged import session

APP = session(0, "back-squat 3x5 @80", id="app", source="strong", minutes=None)
WATCHED = session(0, "?exercise 3x5", id="watch", source="watch", start=18 * 60 + 4, minutes=41, mean_hr_bpm=117)


def test_the_app_knows_the_sets_and_the_watch_the_heart() -> None:
    (one,), count = with_watches((APP, WATCHED))
    assert count == 1
    assert (one.id, one.sets, one.start_min) == ("app", APP.sets, 18 * 60)
    assert (one.mean_hr_bpm, one.minutes) == (117, 41)
    assert with_watches((WATCHED, APP))[0] == (one,)


def test_what_an_app_leaves_open_the_watch_fills_in() -> None:
    (one,), _ = with_watches((replace(APP, start_min=None, sets=()), WATCHED))
    assert (one.start_min, one.sets) == (18 * 60 + 4, WATCHED.sets)


@pytest.mark.parametrize(
    "other",
    [
        session(1, "back-squat 3x5 @80", id="next-day", source="strong"),
        session(0, "back-squat 3x5 @80", id="morning", source="strong", start=7 * 60),
        session(0, "back-squat 3x5 @80", id="watch-2", source="watch"),
    ],
)
def test_what_is_not_the_same_stays(other: object) -> None:
    both = (WATCHED, other)
    assert with_watches(both) == (both, 0)  # type: ignore[arg-type]


def test_one_watch_session_goes_into_one_session() -> None:
    evening = replace(APP, id="evening", start_min=20 * 60)
    kept, count = with_watches((APP, evening, WATCHED))
    assert ([one.id for one in kept], count) == (["app", "evening"], 1)
    assert kept[1] == evening
