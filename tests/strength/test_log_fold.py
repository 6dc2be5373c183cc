"""A log folds into one history whatever is repeated, reordered, removed or undone."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from ironstride.model.log import (
    BodyMass,
    Complaint,
    History,
    LogEntry,
    LoggedSession,
    LoggedSet,
    PutBodyMass,
    PutComplaint,
    PutScreen,
    PutSession,
    PutSet,
    Remove,
    ScreenResult,
    Undo,
)
from ironstride.strength.history import fold, waiting_sets

DAY = date(2027, 3, 1)
NAMES = st.sampled_from("abcdef")


def lifted(name: str, reps: int = 5) -> LoggedSet:
    return LoggedSet(id=name, exercise="back-squat", reps=reps, load_kg=60.0)


def session(name: str, *sets: LoggedSet, title: str = "") -> LoggedSession:
    return LoggedSession(id=name, date=DAY, title=title, sets=sets)


SESSIONS = st.builds(
    lambda name, sets, title, day, start: LoggedSession(
        id=f"s-{name}", date=DAY.replace(day=day), start_min=start, title=title, sets=tuple(sets)
    ),
    NAMES,
    st.lists(st.builds(lifted, NAMES, st.integers(1, 9)), max_size=4, unique_by=lambda one: one.id),
    st.sampled_from(["", "A", "B"]),
    st.integers(1, 3),
    st.none() | st.integers(0, 1439),
)
BODIES = st.one_of(
    st.builds(lambda s: ("session", s), SESSIONS),
    st.builds(lambda n, r, s, a: ("set", n, r, s, a), NAMES, st.integers(1, 9), NAMES, st.just("") | NAMES),
    st.builds(lambda n, kg: ("mass", n, kg), NAMES, st.floats(40, 100)),
    st.builds(lambda n, v: ("sore", n, v), NAMES, st.integers(0, 10)),
    st.builds(lambda n, v: ("screen", n, v), NAMES, st.floats(0, 20)),
    st.builds(lambda n: ("remove", n), NAMES | NAMES.map(lambda n: f"s-{n}")),
    st.builds(lambda k: ("undo", k), st.integers(0, 12)),
)


def entry_of(number: int, body: tuple[object, ...]) -> LogEntry:
    name = f"e{number}"
    match body:
        case ("session", LoggedSession() as made):
            return PutSession(entry=name, session=made)
        case ("set", str(one), int(reps), str(at), str(after)):
            return PutSet(entry=name, session=f"s-{at}", set=lifted(one, reps), after=after)
        case ("mass", str(one), float(kg)):
            return PutBodyMass(entry=name, body_mass=BodyMass(id=f"m-{one}", date=DAY, kg=kg))
        case ("sore", str(one), int(severity)):
            return PutComplaint(
                entry=name, complaint=Complaint(id=f"c-{one}", date=DAY, site="calf", severity=severity)
            )
        case ("screen", str(one), float(value)):
            return PutScreen(
                entry=name, screen=ScreenResult(id=f"r-{one}", date=DAY, screen="knee-to-wall", value=value)
            )
        case ("remove", str(one)):
            return Remove(entry=name, id=one)
        case ("undo", int(other)):
            return Undo(entry=name, undone=f"e{other}")
    raise AssertionError(body)


LOGS = st.lists(BODIES, max_size=14).map(lambda bodies: [entry_of(n, body) for n, body in enumerate(bodies)])


def all_ids(history: History) -> list[str]:
    found = [s.id for s in history.sessions] + [one.id for s in history.sessions for one in s.sets]
    return found + [x.id for part in (history.body_mass, history.complaints, history.screens) for x in part]


@given(LOGS, st.data())
def test_entries_sent_again_change_nothing(log: list[LogEntry], data: st.DataObject) -> None:
    again = list(log)
    for _ in range(data.draw(st.integers(0, 5)) if log else 0):
        which = data.draw(st.integers(0, len(log) - 1))
        first = next(n for n, entry in enumerate(again) if entry.entry == log[which].entry)
        again.insert(data.draw(st.integers(first + 1, len(again))), log[which])
    assert fold(again) == fold(log)
    assert fold(log + log) == fold(log)
    assert fold(log[: len(log) // 2] + log) == fold(log)


@given(LOGS, BODIES)
def test_undo_inverts_and_undoing_it_brings_back(log: list[LogEntry], body: tuple[object, ...]) -> None:
    last = entry_of(len(log) + 50, body)
    log = [e for e in log if not (isinstance(e, Undo) and e.undone == last.entry)]
    undo = Undo(entry="u", undone=last.entry)
    redo = Undo(entry="r", undone="u")
    assert fold([*log, last, undo]) == fold(log)
    assert fold([*log, last, undo, redo]) == fold([*log, last])
    assert fold([undo, *log, last]) == fold(log)


@given(LOGS, st.integers(0, 14), NAMES | NAMES.map(lambda n: f"s-{n}"))
def test_what_is_removed_stays_away_wherever_the_removal_stands(log: list[LogEntry], at: int, name: str) -> None:
    remove = Remove(entry="gone", id=name)
    log = [e for e in log if not (isinstance(e, Undo) and e.undone == "gone")]
    removed = fold([*log[:at], remove, *log[at:]])
    assert removed == fold([*log, remove])
    assert name not in all_ids(removed)
    assert set(all_ids(removed)) <= set(all_ids(fold(log)))


@given(LOGS, st.randoms(use_true_random=False))
def test_entries_about_different_things_come_in_any_order(log: list[LogEntry], random: object) -> None:
    seen: set[str] = set()
    apart: list[LogEntry] = []
    for entry in log:
        about = {PutSession: lambda e: {e.session.id} | {one.id for one in e.session.sets}}.get(type(entry))
        names = about(entry) if about else {_id(entry)}
        if not names & seen:
            apart.append(entry)
            seen |= names
    in_order = fold(apart)
    random.shuffle(apart)  # type: ignore[attr-defined]
    shuffled = fold(apart)
    assert sorted(all_ids(shuffled)) == sorted(all_ids(in_order))
    assert shuffled.body_mass == in_order.body_mass
    assert [s.id for s in shuffled.sessions] == [s.id for s in in_order.sessions]


def _id(entry: LogEntry) -> str:
    match entry:
        case PutSet(set=one):
            return one.id
        case PutBodyMass(body_mass=mass):
            return mass.id
        case PutComplaint(complaint=complaint):
            return complaint.id
        case PutScreen(screen=screen):
            return screen.id
        case Undo(undone=undone):
            return f"undo {undone}"
        case Remove(id=name):
            return f"remove {name}"
    return ""


@given(LOGS)
@settings(max_examples=60)
def test_no_set_appears_twice_and_all_is_in_order(log: list[LogEntry]) -> None:
    history = fold(log)
    names = [one.id for s in history.sessions for one in s.sets]
    assert len(names) == len(set(names))
    assert [s.date for s in history.sessions] == sorted(s.date for s in history.sessions)
    assert not set(names) & {put.set.id for put in waiting_sets(log)}


def test_a_set_waits_for_its_session() -> None:
    early = PutSet(entry="1", session="s", set=lifted("b"))
    assert fold([early]) == History()
    assert waiting_sets([early]) == (early,)
    begun = PutSession(entry="2", session=session("s", lifted("a")))
    assert [one.id for one in fold([early, begun]).sessions[0].sets] == ["a", "b"]
    assert fold([early, begun]) == fold([begun, early])
    assert waiting_sets([early, begun]) == ()


def test_correcting_a_session_keeps_its_sets_and_never_brings_old_ones_back() -> None:
    log: list[LogEntry] = [
        PutSession(entry="1", session=session("s", lifted("a"), lifted("b"))),
        PutSet(entry="2", session="s", set=lifted("a", 8)),
        PutSession(entry="3", session=session("s", lifted("a", 5), lifted("c"), lifted("b", 1), title="Legs")),
    ]
    (made,) = fold(log).sessions
    assert made.title == "Legs"
    assert [(one.id, one.reps) for one in made.sets] == [("a", 8), ("c", 5), ("b", 5)]
    (bare,) = fold([*log, PutSession(entry="4", session=session("s"))]).sessions
    assert bare.sets == made.sets


def test_sets_go_after_the_one_they_name() -> None:
    log: list[LogEntry] = [
        PutSession(entry="1", session=session("s", lifted("a"), lifted("b"), lifted("c"))),
        PutSet(entry="2", session="s", set=lifted("d"), after="a"),
        PutSet(entry="3", session="s", set=lifted("e")),
        PutSet(entry="4", session="s", set=lifted("a"), after="c"),
        PutSet(entry="5", session="s", set=lifted("d", 9), after="a"),
    ]
    assert [one.id for one in fold(log[:3]).sessions[0].sets] == ["a", "d", "b", "c", "e"]
    assert [one.id for one in fold(log).sessions[0].sets] == ["b", "c", "a", "d", "e"]


def test_a_set_put_into_another_session_moves_there() -> None:
    log: list[LogEntry] = [
        PutSession(entry="1", session=session("s", lifted("a"), lifted("b"), lifted("c"))),
        PutSession(entry="2", session=session("t")),
        PutSet(entry="3", session="t", set=lifted("b")),
        PutSet(entry="4", session="s", set=lifted("d")),
    ]
    first, second = fold(log).sessions
    assert [one.id for one in first.sets] == ["a", "c", "d"]
    assert [one.id for one in second.sets] == ["b"]


def test_undos_in_a_circle_undo_nothing() -> None:
    begun = PutSession(entry="1", session=session("s"))
    circle = [Undo(entry="2", undone="3"), Undo(entry="3", undone="2"), Undo(entry="4", undone="4")]
    assert fold([begun, *circle]) == fold([begun])


def test_a_long_chain_of_undos_is_no_trouble() -> None:
    begun = PutSession(entry="0", session=session("s"))
    chain = [Undo(entry=str(n + 1), undone=str(n)) for n in range(5001)]
    assert fold([begun, *chain]) == History()
    assert fold([begun, *chain[:-1]]) == fold([begun])
