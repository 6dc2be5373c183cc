"""The open table of sets comes back as it was written, and no cell of it is a formula."""

from __future__ import annotations

import csv
import io
from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from ironstride.formats.sets_table import sets_table
from ironstride.formats.strength_logs import read_strength_log
from ironstride.model.log import LoggedSession, LoggedSet

TEXT = st.text(alphabet="abc =+-@'\",;ß\t", max_size=8).map(str.strip)
SETS = st.builds(
    LoggedSet,
    id=st.just("x"),
    name=TEXT.filter(bool),
    reps=st.integers(1, 50),
    seconds=st.none() | st.integers(1, 600).map(float),
    metres=st.none() | st.integers(1, 5000).map(float),
    load_kg=st.none() | st.integers(1, 2000).map(lambda n: n / 8),
    kind=st.sampled_from([None, "work", "warmup", "drop"]),
    side=st.sampled_from([None, "left", "right"]),
    rir=st.none() | st.integers(0, 12).map(lambda n: n / 2),
    superset=st.sampled_from(["", "1", "=a"]),
)
SESSIONS = st.builds(
    LoggedSession,
    id=st.just("s"),
    date=st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    start_min=st.none() | st.integers(0, 1439),
    title=TEXT,
    note=TEXT,
    sets=st.lists(SETS, min_size=1, max_size=5).map(tuple),
)


def bare(one: LoggedSet) -> LoggedSet:
    return replace(one, id="", note="")


@given(SESSIONS)
def test_sets_come_back(session: LoggedSession) -> None:
    log = read_strength_log(sets_table([session]))
    (read,) = log.sessions
    assert (read.date, read.start_min, read.title, read.note) == (
        session.date, session.start_min, session.title, session.note,
    )  # fmt: skip
    assert [bare(one) for one in read.sets] == [bare(one) for one in session.sets]
    assert log.unread == ()


@given(SESSIONS)
def test_no_text_is_a_formula(session: LoggedSession) -> None:
    rows = list(csv.DictReader(io.StringIO(sets_table([session]).decode())))
    for row in rows:
        for column in ("title", "description", "exercise_title", "exercise_notes", "superset_id"):
            assert not row[column].startswith(("=", "+", "-", "@", "\t"))
