"""What is promised of logged sets: every promise names the tests that hold it, and these are there."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec

from ironstride.model.log import LoggedSession, LoggedSet, PutSession, PutSet, Remove
from ironstride.web.accounts.models import User
from ironstride.web.log.things import history
from web.conftest import Login

HERE = Path(__file__).parent
DOCS = HERE.parent.parent / "docs" / "explanation" / "web.md"
PROMISES = 7


def test_every_promise_names_tests_that_exist() -> None:
    text = DOCS.read_text(encoding="utf-8").partition("## Never lose a set")[2].partition("\n## ")[0]
    rows = [line for line in text.splitlines() if re.match(r"\| \d", line)]
    assert len(rows) == PROMISES
    for row in rows:
        named = re.findall(r"`(test_\w+)\.(test_\w+)`", row)
        assert named, row
        for file, test in named:
            assert f"def {test}(" in (HERE / f"{file}.py").read_text(encoding="utf-8"), test


def test_what_was_deleted_stays_so_when_a_phone_returns_after_ninety_days(login: Login, alice: User) -> None:
    then = datetime(2027, 3, 2, 18, 30, tzinfo=UTC)
    day = LoggedSession(id="s1", date=then.date())
    kept, gone, late = (LoggedSet(id=name, exercise="step-up", reps=8) for name in ("kept", "gone", "late"))
    here = [
        PutSession(entry="a1", session=day, at=then),
        PutSet(entry="a2", session="s1", set=kept, at=then),
        PutSet(entry="a3", session="s1", set=gone, at=then),
    ]
    forgotten = [*here, PutSet(entry="b1", session="s1", set=late, at=then + timedelta(minutes=5))]
    client = login(alice)

    def send(device: str, entries: list[object]) -> set[str]:
        batch = {"account": str(alice.public), "device": device, "entries": entries}
        answer = client.post("/api/sync", msgspec.json.encode(batch), content_type="application/json")
        assert answer.status_code == 200
        return set(answer.json()["acked"])

    assert send("here", list(here)) == {"a1", "a2", "a3"}
    assert send("here", [Remove(entry="a4", id="gone", at=then + timedelta(days=1))]) == {"a4"}
    # the other phone wrote down the same workout, was offline for ninety days, and its clock is a day behind
    assert send("drawer", list(forgotten)) == {"a1", "a2", "a3", "b1"}
    assert send("drawer", list(reversed(forgotten))) == {"a1", "a2", "a3", "b1"}
    (session,) = history(alice).sessions
    assert {one.id for one in session.sets} == {"kept", "late"}
    assert send("here", [Remove(entry="a5", id="s1", at=then + timedelta(days=91))]) == {"a5"}
    assert send("drawer", list(forgotten)) == {"a1", "a2", "a3", "b1"}
    assert not history(alice).sessions
