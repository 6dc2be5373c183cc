"""Several phones on one account, every misfortune of a network, and an oracle: no set is lost, none is doubled."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest
from django.test import Client
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from ironstride.model.log import LogEntry, LoggedSession, LoggedSet, PutSession, PutSet, Remove, Undo
from ironstride.strength.history import fold
from ironstride.web.accounts.consents import set_consent
from ironstride.web.accounts.models import User
from ironstride.web.log.store import all_entries
from ironstride.web.log.things import history

pytestmark = pytest.mark.slow

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
PHONES = st.sampled_from([0, 1, 2])
#: what may happen to a request on its way
FATES = st.sampled_from(["arrives", "lost", "answer lost", "arrives twice"])


class Phone:
    """A device as gym mode is one: an outbox on disk, a count, a clock that is wrong, a session that may end."""

    def __init__(self, name: str, user: User, clock_hours: float) -> None:
        self.name, self.user = name, user
        self.clock = timedelta(hours=clock_hours)
        self.client = Client()
        self.client.force_login(user, backend=BACKEND)
        self.outbox: list[LogEntry] = []
        self.count = 0
        self.seen: dict[int, LogEntry] = {}
        self.epoch = 0

    def put(self, make: Any) -> LogEntry:
        """Write an entry to the outbox first of all."""
        self.count += 1
        at = datetime(2027, 3, 2, 18, 30, tzinfo=UTC) + self.clock
        entry: LogEntry = make(entry=f"{self.name}-{self.count}", at=at, device=self.name, count=self.count)
        self.outbox.append(entry)
        return entry

    def body(self, entries: list[LogEntry]) -> str:
        """Write a batch."""
        batch = {"account": str(self.user.public), "device": self.name, "entries": msgspec.to_builtins(entries)}
        return json.dumps(batch)

    def hear(self, answer: Any) -> None:
        """Take acknowledged entries, and only those, out of the outbox."""
        if answer.status_code == 200:
            acked = set(answer.json()["acked"])
            self.outbox = [entry for entry in self.outbox if entry.entry not in acked]


class Phones(RuleBasedStateMachine):
    """The account, its phones, and what they ever logged."""

    def __init__(self) -> None:
        super().__init__()
        number = User.objects.count()
        self.user = User.objects.create_user(f"u{number}@example.org")
        self.other = User.objects.create_user(f"v{number}@example.org")
        set_consent(self.user, "training", yes=True)
        self.phones = [Phone(f"p{n}", self.user, hours) for n, hours in enumerate((0.0, -24.0, 24.0))]
        self.logged: dict[str, LogEntry] = {}
        self.acked: set[str] = set()
        self.sent: list[str] = []

    def post(self, phone: Phone, body: str) -> Any:
        answer = phone.client.post("/api/sync", body, content_type="application/json")
        if answer.status_code == 200:
            self.acked |= set(answer.json()["acked"])
            assert answer.json()["rejected"] == []
        return answer

    def note(self, entry: LogEntry) -> None:
        self.logged[entry.entry] = entry

    @rule(phone=PHONES, session=st.sampled_from(["mon", "thu"]), reps=st.integers(1, 12))
    def lift(self, phone: int, session: str, reps: int) -> None:
        """Do a set of a workout that may be open on two phones."""
        p = self.phones[phone]
        day = LoggedSession(id=session, date=datetime(2027, 3, 2, tzinfo=UTC).date(), finished=False)
        self.note(p.put(lambda **given: PutSession(session=day, **given)))
        done = LoggedSet(id=f"{p.name}-set-{p.count}", exercise="step-up", reps=reps)
        self.note(p.put(lambda **given: PutSet(session=session, set=done, **given)))

    @precondition(lambda self: self.logged)
    @rule(phone=PHONES, data=st.data())
    def take_back(self, phone: int, data: st.DataObject) -> None:
        """Remove a set somebody logged, or undo an entry."""
        entry = self.logged[data.draw(st.sampled_from(sorted(self.logged)))]
        p = self.phones[phone]
        if isinstance(entry, PutSet):
            name = entry.set.id
            self.note(p.put(lambda **given: Remove(id=name, **given)))
        else:
            self.note(p.put(lambda **given: Undo(undone=entry.entry, **given)))

    @rule(phone=PHONES, fate=FATES, part=st.integers(1, 5), backwards=st.booleans())
    def send(self, phone: int, fate: str, part: int, backwards: bool) -> None:
        """Send a part of the outbox, perhaps in a wrong order, over a bad network."""
        p = self.phones[phone]
        entries = p.outbox[-part:][::-1] if backwards else p.outbox[:part]
        body = p.body(entries)
        self.sent.append(body)
        if fate == "lost":
            return
        answer = self.post(p, body)
        if fate == "arrives twice":
            self.post(p, body)
        if fate != "answer lost":
            p.hear(answer)

    @precondition(lambda self: self.sent)
    @rule(phone=PHONES, data=st.data())
    def an_old_request_comes_late(self, phone: int, data: st.DataObject) -> None:
        """Deliver something that was sent long ago."""
        self.post(self.phones[phone], data.draw(st.sampled_from(self.sent)))

    @rule(phone=PHONES)
    def the_session_ends(self, phone: int) -> None:
        """Log the phone out from elsewhere: what is unsent stays."""
        p = self.phones[phone]
        p.client.logout()
        before = list(p.outbox)
        answer = self.post(p, p.body(p.outbox))
        assert answer.status_code == 401
        p.hear(answer)
        assert p.outbox == before
        p.client.force_login(self.user, backend=BACKEND)

    @rule(phone=PHONES)
    def somebody_else_logs_in(self, phone: int) -> None:
        """Another account on the same phone gets nothing of what is unsent."""
        p = self.phones[phone]
        p.client.force_login(self.other, backend=BACKEND)
        before = list(p.outbox)
        answer = self.post(p, p.body(p.outbox))
        assert answer.status_code == 409
        p.hear(answer)
        assert p.outbox == before
        p.client.force_login(self.user, backend=BACKEND)

    @rule(phone=PHONES)
    def read(self, phone: int) -> None:
        """Read what the others did."""
        p = self.phones[phone]
        since = max(p.seen, default=0)
        given = p.client.get(f"/api/sync?since={since}&epoch={p.epoch}").json()
        for one in given["entries"]:
            assert one["seq"] not in p.seen
            p.seen[one["seq"]] = msgspec.convert(one["entry"], LogEntry)

    @invariant()
    def what_is_acknowledged_is_stored_once(self) -> None:
        stored = list(self.user.log_records.order_by("seq").values_list("seq", "entry"))
        assert [seq for seq, _ in stored] == list(range(1, len(stored) + 1))
        ids = [name for _, name in stored]
        assert len(set(ids)) == len(ids)
        assert self.acked <= set(ids) <= set(self.logged)
        assert not self.other.log_records.exists()

    @invariant()
    def what_is_not_acknowledged_is_still_on_a_phone(self) -> None:
        kept = {entry.entry for phone in self.phones for entry in phone.outbox}
        assert set(self.logged) - kept <= self.acked

    def teardown(self) -> None:
        """The network is back: everything arrives, and all see the same."""
        for phone in self.phones:
            while phone.outbox:
                answer = self.post(phone, phone.body(phone.outbox[:7]))
                assert answer.status_code == 200
                phone.hear(answer)
        entries = all_entries(self.user)
        assert {entry.entry: entry for entry in entries} == self.logged
        assert history(self.user) == fold(entries)
        for number, phone in enumerate(self.phones):
            self.read(number)
            assert fold(list(phone.seen.values())) == history(self.user)
        super().teardown()


@pytest.mark.django_db
def test_no_set_is_lost_or_doubled() -> None:
    run_state_machine_as_test(Phones, settings=settings(max_examples=20, stateful_step_count=20, deadline=None))


@pytest.mark.slow
@pytest.mark.django_db
def test_no_set_is_lost_or_doubled_at_length() -> None:
    run_state_machine_as_test(Phones, settings=settings(max_examples=100, stateful_step_count=20, deadline=None))
