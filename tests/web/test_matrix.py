"""Every route × {anonymous, owner, coach, outsider}: the answer is the one of `matrix.toml`, and nothing leaks.

The matrix names for each route what GET and POST answer to each of the four, in that order, when they ask for what is
Alice's. A route that is not in it fails. Beyond the status: only Alice, and her coach on squad pages, ever get to read
what is hers, and only she can change it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Literal

import msgspec
import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from msgspec.structs import replace

from ironstride.model.log import LoggedSession, PutSession
from ironstride.web.accounts.coaching import invite
from ironstride.web.accounts.models import Coaching, User
from ironstride.web.data.feeds import open_feed
from ironstride.web.data.models import Batch, ImportedFile
from ironstride.web.jobs.models import Job
from ironstride.web.log.store import append
from ironstride.web.runners.models import RunningFile
from ironstride.web.runners.stored import keep_plan, keep_runner
from ironstride.web.season.models import Proposal
from ironstride.web.season.proposed import Clash, Proposed
from sample_plan import sample_plan
from web.conftest import Login
from web.test_export_erase import exported, rows_of

WHO = ("anonymous", "owner", "coach", "outsider")
METHODS: tuple[Literal["GET", "POST"], ...] = ("GET", "POST")
MATRIX: dict[str, dict[str, list[int]]] = tomllib.loads((Path(__file__).parent / "matrix.toml").read_text())
#: what stands somewhere in Alice's data and nowhere else
SECRET = "Zephyrine Quillfeather"
#: pages that show whoever holds a link what the link is for
BY_LINK = ("invitation/<str:secret>", "feed/<str:secret>.ics")


def routes(patterns: list[URLPattern | URLResolver] | None = None, before: str = "") -> Iterator[str]:
    """Give every route there is."""
    for one in get_resolver().url_patterns if patterns is None else patterns:
        here = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from routes(one.url_patterns, here)
        else:
            yield here


def test_every_route_stands_in_the_matrix() -> None:
    assert sorted(set(MATRIX)) == sorted(set(routes()))
    assert all(len(row.get(method, [])) == len(WHO) for row in MATRIX.values() for method in METHODS)


class Fixture:
    """Alice with one of everything a route may name."""

    def __init__(self, alice: User) -> None:
        plan = sample_plan(SECRET)
        keep_runner(alice, replace(plan.runner, name=SECRET), "test")
        keep_plan(alice, plan, "test")
        note = LoggedSession(id="s", date=date(2027, 1, 2), title=SECRET, note=SECRET)
        append(alice, [PutSession(entry="e", session=note)])
        self.batch = Batch.objects.create(owner=alice)
        ImportedFile.objects.create(batch=self.batch, owner=alice, name=f"{SECRET}.fit", size=1, sha256="x", result="y")
        self.calendar = RunningFile.objects.create(owner=alice, name=f"{SECRET}.ics", content=b"x")
        told = Proposed(changes=(f"missed {plan.first_day} {SECRET}",), clash=Clash(SECRET))
        self.proposal = Proposal.objects.create(owner=alice, base=1, content=msgspec.json.encode(told).decode())
        self.week = plan.weeks[0].start.isoformat()
        self.job = Job.objects.create(owner=alice, kind="plan", state=Job.State.FAILED, problem=SECRET)
        codes = {"seed": "x", "used_mask": 0}  # a passkey of a real device cannot be written by hand
        self.key = Authenticator.objects.create(user=alice, type=Authenticator.Type.RECOVERY_CODES, data=codes)
        self.coaching = Coaching.objects.create(owner=alice, label=SECRET, digest="open")
        self.feed, self.invitation = open_feed(alice), invite(alice, "new")
        self.alice = alice

    def path(self, route: str) -> str:
        """Fill in a route with what is Alice's."""
        keys = {
            "jobs/": self.job.pk,
            "api/jobs": self.job.pk,
            "data/imports": self.batch.pk,
            "data/cal": self.calendar.pk,
        }
        keys |= {"season/changes": self.proposal.pk}
        keys |= {"coaches/": self.coaching.pk, "account/2fa": self.key.pk}
        pk = next((str(value) for start, value in keys.items() if route.startswith(start)), "")
        secret = self.feed if route.startswith("feed/") else self.invitation
        filled = route.replace("<uuid:runner>", str(self.alice.public)).replace("<str:secret>", secret)
        filled = re.sub(r"<(uuid|int):pk>", pk, filled).replace("<date:day>", self.week)
        filled = filled.replace("^confirm-email/(?P<key>[-:\\w]+)/$", "confirm-email/key/")
        filled = filled.replace(
            "^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$", "password/reset/key/1-set/"
        )
        names = {
            "<slug:exercise>": "back-squat",
            "<slug:method>": "evidence",
            "<str:source>": "S3.02a",
            "<str:session>": "s",
        }
        for pattern, name in names.items():
            filled = filled.replace(pattern, name)
        assert "<" not in filled, f"say in test_matrix what to put for {route}"
        return f"/{filled}"


def may_change(route: str, number: int) -> bool:
    """Tell whether a request may touch what hangs on Alice: her own, by a link she gave, or a coach who leaves."""
    return number == 1 or route in BY_LINK or (number == 2 and route.endswith("leave"))


def faults(answer: Any, route: str, number: int, status: int, alice: User) -> Iterator[str]:
    """Say what is wrong with an answer."""
    if answer.status_code != status:
        yield f"answers {answer.status_code}, not {status}"
    body = b"" if answer.streaming else answer.content
    may_read = number == 1 or route in BY_LINK or (number == 2 and route.startswith("squad/"))
    if not may_read and (SECRET.encode() in body or alice.email.encode() in body):
        yield "tells what is Alice's"
    if answer.status_code == 302 and not answer["Location"].startswith("/"):
        yield "leads elsewhere"


@pytest.mark.slow
@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("number", range(len(WHO)), ids=WHO)
def test_matrix(
    number: int, method: Literal["GET", "POST"], login: Login, alice: User, bob: User, charlie: User
) -> None:
    fixture = Fixture(alice)
    who = [None, alice, bob, charlie][number]
    before = rows_of(alice.pk, set())
    wrong = []
    for route, row in MATRIX.items():
        mark = transaction.savepoint()
        client = Client() if who is None else login(who)
        answer = client.get(fixture.path(route)) if method == "GET" else client.post(fixture.path(route))
        wrong += [f"{route}: {what}" for what in faults(answer, route, number, row[method][number], alice)]
        if not may_change(route, number) and rows_of(alice.pk, set()) != before:
            wrong.append(f"{route}: changed what is Alice's")
        transaction.savepoint_rollback(mark)
    assert wrong == []


def test_a_coach_reads_until_it_is_ended(login: Login, alice: User, bob: User, charlie: User) -> None:
    Fixture(alice)
    page = f"/squad/{alice.public}/"
    assert SECRET in login(bob).get(page).content.decode()
    assert login(charlie).get(page).status_code == 404
    Coaching.objects.filter(coach=bob).update(ended="2020-01-01T00:00Z")
    assert login(bob).get(page).status_code == 404


def test_an_invitation_works_once_and_not_for_oneself(login: Login, alice: User, charlie: User) -> None:
    secret = invite(alice, "Charlie")
    login(alice).post(f"/invitation/{secret}")
    assert not alice.coaches.filter(coach=alice).exists()
    login(charlie).post(f"/invitation/{secret}")
    assert alice.coaches.filter(coach=charlie, ended=None).count() == 1
    other = User.objects.create_user("dora@example.org")
    assert login(other).post(f"/invitation/{secret}").status_code == 404


def test_the_export_of_a_coach_holds_nothing_of_the_runner(alice: User, bob: User) -> None:
    Fixture(alice)
    assert all(SECRET.encode() not in content for content in exported(bob).values())
    assert settings.DEBUG is False
