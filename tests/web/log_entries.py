"""Draws log entries that speak of few ids, so that they often speak of the same."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

from hypothesis import strategies as st

from ironstride.model.log import (
    BodyMass,
    Complaint,
    LogEntry,
    LoggedSession,
    LoggedSet,
    PutBodyMass,
    PutComplaint,
    PutSession,
    PutSet,
    Remove,
    Undo,
)

DAYS = st.dates(date(2027, 1, 1), date(2027, 1, 5))
SETS = st.builds(
    LoggedSet,
    id=st.sampled_from([f"set-{n}" for n in range(6)]),
    exercise=st.just("step-up"),
    reps=st.integers(1, 12),
    load_kg=st.sampled_from([10.0, 12.5, None]),
    kind=st.sampled_from(["work", "warmup"]),
)
SESSION_IDS = st.sampled_from(["s-1", "s-2", "s-3"])
SESSIONS = st.builds(
    LoggedSession,
    id=SESSION_IDS,
    date=DAYS,
    start_min=st.sampled_from([None, 600]),
    sets=st.lists(SETS, max_size=3).map(tuple),
)
#: clocks that are up to a day wrong, in any zone
CLOCKS = st.builds(
    lambda hours, zone: datetime(2027, 1, 3, 12, tzinfo=timezone(timedelta(hours=zone))) + timedelta(hours=hours),
    st.integers(-24, 24),
    st.integers(-11, 13),
)


def contents(entry_ids: st.SearchStrategy[str]) -> st.SearchStrategy[LogEntry]:
    """Draw entries under the ids given, which an `Undo` may also name."""
    put: dict[str, st.SearchStrategy[object]] = {"entry": entry_ids, "at": CLOCKS}
    named = st.sampled_from(["s-1", "s-2", "set-0", "set-1", "set-2", "m-1", "c-1", "never"])
    return st.one_of(
        st.builds(PutSession, session=SESSIONS, **put),
        st.builds(PutSet, session=SESSION_IDS, set=SETS, after=st.sampled_from(["", "set-0", "set-3"]), **put),
        st.builds(PutSet, session=SESSION_IDS, set=SETS, **put),
        st.builds(PutBodyMass, body_mass=st.builds(BodyMass, id=st.just("m-1"), date=DAYS, kg=st.just(61.5)), **put),
        st.builds(
            PutComplaint, complaint=st.builds(Complaint, id=st.just("c-1"), date=DAYS, site=st.just("calf")), **put
        ),
        st.builds(Remove, id=named, **put),
        st.builds(Undo, undone=entry_ids, **put),
    )
