"""An import adds what is new once, follows the file where it changed, and never touches what was put by hand."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from ironstride.model.log import BodyMass, LogEntry, LoggedSession, LoggedSet, PutSet, Remove, Undo
from ironstride.strength.history import fold
from ironstride.strength.log_merge import IMPORT, Merger, merge

DAY = date(2027, 3, 1)


def session(*reps: int, name: str = "s") -> LoggedSession:
    sets = tuple(
        LoggedSet(id=f"{name}.{n}", exercise="back-squat", name="Squat", reps=r, load_kg=60.0)
        for n, r in enumerate(reps)
    )
    return LoggedSession(id=name, date=DAY, sets=sets)


FILES = st.lists(
    st.lists(st.integers(1, 9), min_size=1, max_size=4).map(lambda reps: session(*reps))
    | st.lists(st.integers(1, 9), min_size=1, max_size=4).map(lambda reps: session(*reps, name="t")),
    max_size=4,
)


@given(FILES)
def test_files_imported_again_in_any_number_add_nothing(files: list[LoggedSession]) -> None:
    log: list[LogEntry] = []
    for one in files:
        log += merge(log, [one]).entries
    before = fold(log)
    for one in files:
        again = merge(log, [one])
        assert again.entries == ()
        assert again.known_sets == len(one.sets)
    assert fold(log) == before
    together = Merger(())
    assert [e.entry for one in files for e in together.add([one], (), "").entries] == [e.entry for e in log]


def test_a_later_export_adds_its_new_sets_in_their_places_and_follows_changes() -> None:
    log = list(merge((), [session(5, 5)], source="a").entries)
    later = session(5, 6, 7)
    merged = merge(log, [later], source="b")
    assert (merged.new_sessions, merged.new_sets, merged.changed_sets, merged.known_sets) == (0, 1, 1, 1)
    assert [one.reps for one in fold([*log, *merged.entries]).sessions[0].sets] == [5, 6, 7]
    assert all(entry.device.startswith(IMPORT) for entry in merged.entries)


def test_what_was_mended_or_removed_by_hand_stays() -> None:
    made = session(5, 5, 5)
    log: list[LogEntry] = list(merge((), [made]).entries)
    log.append(PutSet(entry="h", session="s", set=replace(made.sets[0], reps=8), device="terminal"))
    log.append(Remove(entry="r", id="s.1"))
    merged = merge(log, [session(6, 6, 6)])
    assert (merged.kept_sets, merged.changed_sets) == (2, 1)
    assert [one.reps for one in fold([*log, *merged.entries]).sessions[0].sets] == [8, 6]
    log.append(Remove(entry="q", id="s"))
    assert merge(log, [session(6, 6, 6)]).entries == ()


def test_an_import_that_was_undone_can_come_again() -> None:
    log: list[LogEntry] = list(merge((), [session(5)], [BodyMass(id="m", date=DAY, kg=70.0)]).entries)
    log += [Undo(entry=f"u{n}", undone=entry.entry) for n, entry in enumerate(log)]
    assert fold(log).sessions == ()
    again = merge(log, [session(5)], [BodyMass(id="m", date=DAY, kg=70.0)])
    assert (again.new_sessions, len(again.entries)) == (1, 2)
    assert len(fold([*log, *again.entries]).sessions) == 1


def test_rounding_of_pounds_and_a_name_learned_since() -> None:
    made = session(5)
    bare = replace(made, sets=(replace(made.sets[0], exercise=""),))
    log = list(merge((), [bare]).entries)
    assert merge(log, [bare]).entries == ()
    named = merge(log, [replace(made, sets=(replace(made.sets[0], load_kg=59.98),))])
    assert named.changed_sets == 1
    log += named.entries
    assert merge(log, [made]).entries == ()
    assert merge(log, [bare]).entries == ()
