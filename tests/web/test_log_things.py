"""What is kept of the log, thing by thing, is what folding the whole log gives."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ironstride.model.log import LogEntry, LoggedSession, PutSession, Remove, Undo
from ironstride.strength.history import fold
from ironstride.web.accounts.models import User
from ironstride.web.data.models import Batch
from ironstride.web.log.store import all_entries, append, withdraw
from ironstride.web.log.things import history, logged, one
from web.log_entries import contents

pytestmark = pytest.mark.slow

IDS = st.sampled_from([f"e-{n}" for n in range(30)])


def unique(entries: list[LogEntry]) -> list[LogEntry]:
    """Keep the first entry of each id, as an outbox would have it."""
    once: dict[str, LogEntry] = {}
    for entry in entries:
        once.setdefault(entry.entry, entry)
    return list(once.values())


@pytest.mark.django_db
@settings(max_examples=120)
@given(st.lists(contents(IDS), max_size=14), st.lists(st.integers(1, 4), max_size=14))
def test_things_equal_the_fold_after_every_batch(drawn: list[LogEntry], cuts: list[int]) -> None:
    owner = User.objects.create_user(f"u{User.objects.count()}@example.org")
    entries = unique(drawn)
    done = 0
    for size in [*cuts, len(entries)]:
        append(owner, entries[done : done + size])
        done += size
        assert history(owner) == fold(all_entries(owner)) == fold(entries[:done])


@pytest.mark.django_db
@settings(max_examples=60)
@given(st.lists(contents(IDS), max_size=10), st.lists(contents(IDS), max_size=10))
def test_an_import_withdrawn_leaves_what_was_there_without_it(own: list[LogEntry], brought: list[LogEntry]) -> None:
    owner = User.objects.create_user(f"u{User.objects.count()}@example.org")
    kept = unique(own)
    ids = {entry.entry for entry in kept}
    batch = Batch.objects.create(owner=owner)
    append(owner, kept[: len(kept) // 2])
    append(owner, [entry for entry in unique(brought) if entry.entry not in ids], batch)
    append(owner, kept[len(kept) // 2 :])
    withdraw(owner, batch)
    assert history(owner) == fold(kept) == fold(all_entries(owner))


def session(name: str, entry: str) -> PutSession:
    """Begin a session."""
    from datetime import date

    return PutSession(entry=entry, session=LoggedSession(id=name, date=date(2027, 1, 2)))


def test_one_thing_and_the_newest(alice: User) -> None:
    append(alice, [session("a", "1"), session("b", "2"), session("c", "3"), Remove(entry="4", id="b")])
    assert one(alice, LoggedSession, "b") is None
    found = one(alice, LoggedSession, "a")
    assert found is not None
    assert found.id == "a"
    assert [s.id for s in logged(alice, LoggedSession, newest=1)] == ["c"]


def test_an_undo_may_come_before_what_it_undoes(alice: User) -> None:
    append(alice, [Undo(entry="u2", undone="u1")])
    append(alice, [Undo(entry="u1", undone="p")])
    append(alice, [session("a", "p")])
    assert [s.id for s in history(alice).sessions] == ["a"]
    append(alice, [Undo(entry="u3", undone="u2")])
    assert history(alice).sessions == ()


def test_logs_of_two_people_are_apart(alice: User, charlie: User) -> None:
    append(alice, [session("a", "1")])
    append(charlie, [session("a", "1"), Remove(entry="2", id="a")])
    assert len(history(alice).sessions) == 1
    assert history(charlie).sessions == ()
