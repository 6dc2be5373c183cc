"""The sync API: acknowledged means stored, refused is told why, nothing is stored twice or for somebody else."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ironstride.web.accounts.consents import set_consent
from ironstride.web.accounts.models import User
from ironstride.web.data.models import Batch
from ironstride.web.log.store import withdraw
from web.conftest import Login


def entry(number: int, **more: object) -> dict[str, object]:
    """Give an entry that begins a session, as a device writes it."""
    session = {"id": f"s-{number}", "date": "2027-01-02", "planned": "x"}
    return {"do": "session", "entry": f"e-{number}", "device": "phone", "count": number, "session": session, **more}


def post(client: Client, user: User, entries: list[Any], account: str | None = None) -> Any:
    """Send a batch."""
    batch = {"account": account or str(user.public), "device": "phone", "entries": entries}
    return client.post("/api/sync", json.dumps(batch), content_type="application/json")


def test_what_is_acknowledged_can_be_read_back_in_order(login: Login, alice: User) -> None:
    client = login(alice)
    answer = post(client, alice, [entry(1), entry(2)])
    assert answer.status_code == 200
    assert answer.json() == {"acked": ["e-1", "e-2"], "rejected": [], "seq": 2, "epoch": 0}
    given = client.get("/api/sync?since=1").json()
    assert [one["seq"] for one in given["entries"]] == [2]
    assert given["entries"][0]["entry"]["session"]["id"] == "s-2"
    assert (given["seq"], given["anew"], given["more"]) == (2, False, False)


def test_a_batch_sent_again_is_acknowledged_and_not_doubled(login: Login, alice: User) -> None:
    client = login(alice)
    post(client, alice, [entry(1), entry(2)])
    again = post(client, alice, [entry(2), entry(3), entry(1), entry(3)]).json()
    assert again["acked"] == ["e-2", "e-3", "e-1"]
    assert again["seq"] == 3
    assert alice.log_records.count() == 3


def test_bad_entries_are_named_and_hold_up_no_other(login: Login, alice: User) -> None:
    bad = [{"do": "fly", "entry": "e-9"}, 7, {**entry(4), "session": {"id": "s", "date": "2027-13-40"}}]
    late = {**entry(5), "session": {"id": "s", "date": "9999-01-01"}}
    answer = post(login(alice), alice, [entry(1), *bad, late, entry(2)]).json()
    assert answer["acked"] == ["e-1", "e-2"]
    assert [(one["entry"], one["at"]) for one in answer["rejected"]] == [("e-9", 1), ("", 2), ("e-4", 3), ("e-5", 4)]
    assert all(one["why"] and "\n" not in one["why"] for one in answer["rejected"])


def test_an_id_taken_by_another_entry_is_refused(login: Login, alice: User) -> None:
    client = login(alice)
    post(client, alice, [entry(1)])
    answer = post(client, alice, [{**entry(2), "entry": "e-1"}]).json()
    assert answer["acked"] == []
    assert "already" in answer["rejected"][0]["why"]


def test_entries_of_another_account_are_not_taken(login: Login, alice: User, charlie: User) -> None:
    answer = post(login(charlie), charlie, [entry(1)], account=str(alice.public))
    assert answer.status_code == 409
    assert alice.log_records.count() == charlie.log_records.count() == 0


def test_a_coach_reads_no_log_over_the_api(login: Login, alice: User, bob: User) -> None:
    post(login(alice), alice, [entry(1)])
    assert login(bob).get("/api/sync").json()["entries"] == []


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'{"account":1}', b"\xff\xfe", b"[" * 100_000])
def test_what_is_no_batch_is_said_in_one_line(login: Login, alice: User, body: bytes) -> None:
    answer = login(alice).post("/api/sync", body, content_type="application/json")
    assert answer.status_code == 400
    assert "\n" not in answer.json()["problem"]


def test_too_many_and_too_large(login: Login, alice: User) -> None:
    client = login(alice)
    assert post(client, alice, [entry(n) for n in range(1001)]).status_code == 400
    assert post(client, alice, [entry(1, note="x" * 5_000_000)]).status_code == 413
    wordy = {**entry(1), "session": {"id": "s", "date": "2027-01-02", "note": "x" * 300_000}}
    assert "larger" in post(client, alice, [wordy]).json()["rejected"][0]["why"]


def test_logged_out_is_401_and_one_line(client: Client, db: None) -> None:
    for answer in (client.get("/api/sync"), client.post("/api/sync", b"{}", content_type="application/json")):
        assert answer.status_code == 401
        assert "Log in" in answer.json()["problem"]


def test_a_post_needs_the_token_of_the_session(alice: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(alice, backend="allauth.account.auth_backends.AuthenticationBackend")
    body = json.dumps({"account": str(alice.public), "device": "d", "entries": [entry(1)]})
    assert client.post("/api/sync", body, content_type="application/json").status_code == 403
    told = client.get("/api/session").json()
    assert told["account"] == str(alice.public)
    headers = {"X-CSRFToken": told["csrf"]}
    assert client.post("/api/sync", body, content_type="application/json", headers=headers).status_code == 200


def test_pain_is_kept_only_with_consent(login: Login, alice: User) -> None:
    complaint = {"do": "complaint", "entry": "c", "complaint": {"id": "c", "date": "2027-01-02", "site": "calf"}}
    set_consent(alice, "body", yes=False)
    answer = post(login(alice), alice, [complaint, entry(1)]).json()
    assert answer["acked"] == ["e-1"]
    assert "consent" in answer["rejected"][0]["why"]
    set_consent(alice, "body", yes=True)
    assert post(login(alice), alice, [complaint]).json()["acked"] == ["c"]


@pytest.mark.parametrize(("fault", "status"), [("database or disk is full", 507), ("database is locked", 503)])
def test_a_database_that_cannot_write_acknowledges_nothing(
    login: Login, alice: User, monkeypatch: pytest.MonkeyPatch, fault: str, status: int
) -> None:
    def fails(*_: object) -> None:
        raise OperationalError(fault)

    monkeypatch.setattr("ironstride.web.log.store.remember", fails)
    answer = post(login(alice), alice, [entry(1)])
    assert answer.status_code == status
    assert "Nothing was stored" in answer.json()["problem"]
    assert alice.log_records.count() == 0


def test_many_entries_come_in_pieces(login: Login, alice: User) -> None:
    client = login(alice)
    for start in (0, 600):
        post(client, alice, [entry(n) for n in range(start, start + 600)])
    first = client.get("/api/sync").json()
    assert (len(first["entries"]), first["more"]) == (1000, True)
    rest = client.get(f"/api/sync?since={first['entries'][-1]['seq']}").json()
    assert (len(rest["entries"]), rest["more"]) == (200, False)


def test_after_an_import_was_undone_the_log_is_read_anew(login: Login, alice: User) -> None:
    client = login(alice)
    post(client, alice, [entry(1)])
    batch = Batch.objects.create(owner=alice)
    alice.log_records.update(batch=batch)
    post(client, alice, [entry(2)])
    withdraw(alice, batch)
    given = client.get("/api/sync?since=2&epoch=0").json()
    assert (given["anew"], given["epoch"], [one["seq"] for one in given["entries"]]) == (True, 1, [2])
    assert client.get("/api/sync?since=2&epoch=1").json()["entries"] == []
    assert client.get("/api/sync?since=x").status_code == 400
    assert client.get("/api/sync?since=-1").status_code == 400


def test_syncing_asks_the_database_little(login: Login, alice: User, django_assert_max_num_queries: Any) -> None:
    client = login(alice)
    post(client, alice, [entry(1)])
    with django_assert_max_num_queries(22):
        post(client, alice, [entry(2)])
    with django_assert_max_num_queries(4):
        client.get("/api/sync?since=1")
    assert connection.vendor


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=20)
    | st.dates().map(str),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=12,
)
FIELDS = ("do", "entry", "at", "device", "count", "session", "set", "after", "id", "undone", "body_mass", "complaint")
WORDS = ("session", "set", "remove", "undo", "body-mass", "complaint", "screen")
ENTRIES = st.dictionaries(st.sampled_from(FIELDS), JSON | st.sampled_from(WORDS), max_size=6)


@pytest.mark.slow
@pytest.mark.django_db
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(entries=st.lists(ENTRIES | JSON, max_size=4), valid=st.booleans())
def test_whatever_is_sent_is_answered_and_never_with_a_fault(login: Login, entries: list[Any], valid: bool) -> None:
    user = User.objects.get_or_create(email="fuzz@example.org")[0]
    set_consent(user, "training", yes=True)
    client = login(user)
    answer = post(client, user, [*entries, entry(1)], account=None if valid else "x")
    assert answer.status_code == (200 if valid else 409)
    if valid:
        told = answer.json()
        assert "e-1" in told["acked"]
        assert len(told["acked"]) + len(told["rejected"]) >= 1
    assert client.get("/api/sync").status_code == 200
