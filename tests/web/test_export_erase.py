"""Export is complete and comes back equal; erasure leaves nothing, in any table of the schema."""

from __future__ import annotations

import csv
import io
import zipfile
import zlib
from datetime import date
from pathlib import Path

import msgspec
import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models
from django.test import Client

from ironstride.formats.plan_json import plan_bytes
from ironstride.model.log import (
    BodyMass,
    Complaint,
    LoggedSession,
    LoggedSet,
    PutBodyMass,
    PutComplaint,
    PutSession,
    Undo,
)
from ironstride.web.accounts.consents import QUESTIONS, set_consent
from ironstride.web.accounts.models import Consent, User
from ironstride.web.data.erasing import erase
from ironstride.web.data.exporting import sets_table, write_export
from ironstride.web.data.feeds import open_feed
from ironstride.web.data.models import Batch, NameMeaning
from ironstride.web.jobs.models import Job
from ironstride.web.jobs.queue import start
from ironstride.web.log.store import append
from ironstride.web.log.things import history
from ironstride.web.runners.models import RunningFile
from ironstride.web.runners.stored import keep_plan
from ironstride.web.season.compared import Compared
from ironstride.web.season.models import Comparison, Proposal
from ironstride.web.season.proposed import Proposed
from sample_plan import sample_plan
from web.conftest import Jobs, Login
from web.served import PASSWORD
from web.test_data import FILES, calendar, send, upload

DAY = date(2026, 1, 2)


def lived_in(login: Login, user: User, work_off: Jobs) -> Client:
    """Fill an account with some of everything."""
    client = login(user)
    done = LoggedSession(id="s", date=DAY, sets=(LoggedSet(id="x", reps=5, note="=1+1"),))
    append(
        user,
        [PutSession(entry="e1", session=done), PutBodyMass(entry="e2", body_mass=BodyMass(id="m", date=DAY, kg=61))],
    )
    send(client, work_off, *(upload(path.name, path.read_bytes()) for path in FILES), upload("plan.ics", calendar()))
    second = send(client, work_off, upload("bad.fit", b"bad"), upload("c.ics", calendar().replace(b"Easy", b"Long")))
    append(user, [PutComplaint(entry="e3", complaint=Complaint(id="c", date=DAY, site="calf"))], second)
    append(user, [Undo(entry="e4", undone="e2")])
    keep_plan(user, sample_plan("Another name"), "again")
    RunningFile.objects.create(
        owner=user, name="far.ics", content=calendar(), address="https://plans.example.org/x.ics"
    )
    open_feed(user)
    changed = Proposed(changes=("missed 2026-01-02",))
    plan = zlib.compress(plan_bytes(sample_plan("Another name")))
    Proposal.objects.create(owner=user, base=1, content=msgspec.json.encode(changed).decode(), plan=plan)
    Comparison.objects.create(owner=user, base=1, content=msgspec.json.encode(Compared(seasons=())).decode())
    NameMeaning.objects.create(owner=user, name="Pistols", exercise="single-leg-squat")
    start(user, "audit")
    work_off()
    User.objects.filter(pk=user.pk).update(language="de", week_start=6)
    user.refresh_from_db()
    EmailAddress.objects.create(user=user, email=user.email, primary=True)
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "x"})
    return client


def exported(user: User) -> dict[str, bytes]:
    """Give the files of an export."""
    stream = io.BytesIO()
    write_export(user, stream)
    with zipfile.ZipFile(stream) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.usefixtures("season")
def test_an_export_comes_back_equal(login: Login, alice: User, charlie: User, work_off: Jobs) -> None:
    lived_in(login, alice, work_off)
    first = exported(alice)
    stream = io.BytesIO()
    write_export(alice, stream)
    set_consent(charlie, "training", yes=True)
    client = login(charlie)
    client.post("/data/import", {"files": [SimpleUploadedFile("ironstride.zip", stream.getvalue())]})
    (job,) = work_off()
    assert job.problem == ""
    second = exported(User.objects.get(pk=charlie.pk))
    manifest = "ironstride-export.json"
    assert {name for name in first if "before/" not in name} == {name for name in second if "before/" not in name}
    for name, content in first.items():
        if name != manifest and "before/" not in name:
            assert second[name] == content, name
    assert history(charlie) == history(alice)
    assert {"changes/0001.json", "changes/0001-plan.json", "comparison.json"} <= set(second)
    charlie.refresh_from_db()
    assert (charlie.language, charlie.week_start) == ("de", 6)
    assert Consent.objects.filter(owner=charlie, withdrawn=None).count() == len(QUESTIONS)
    assert charlie.batches.count() == alice.batches.count()
    batch = charlie.batches.order_by("pk").last()
    assert batch is not None
    client.post(f"/data/imports/{batch.pk}/undo")  # and what an import brought is still known as such
    work_off()
    assert history(charlie).complaints == ()


def test_the_export_holds_what_a_person_can_read(login: Login, alice: User, season: object, work_off: Jobs) -> None:
    lived_in(login, alice, work_off)
    found = exported(alice)
    assert {"README.txt", "runner.toml", "plan.json", "log.jsonl", "log.csv", "activities.jsonl"} <= set(found)
    originals = [content for name, content in found.items() if name.startswith("originals/")]
    assert len(originals) == len(FILES) + 2  # the watch files and both calendars, but not the bad file
    (row,) = csv.DictReader(io.StringIO(found["log.csv"].decode()))
    assert (row["date"], row["reps"], row["note"]) == ("2026-01-02", "5", "'=1+1")


def test_cells_that_a_spreadsheet_would_run_are_made_harmless() -> None:
    notes = ["=1", "+1", "-1", "@x", "\tx", "\rx", "plain"]
    sets = tuple(LoggedSet(id=str(n), reps=1, note=note) for n, note in enumerate(notes))
    rows = list(csv.DictReader(io.StringIO(sets_table([LoggedSession(id="s", date=DAY, sets=sets)]), newline="")))
    assert [row["note"] for row in rows] == [f"'{note}" for note in notes[:-1]] + ["plain"]


def test_damaged_and_strange_exports_change_nothing(login: Login, charlie: User, work_off: Jobs) -> None:
    set_consent(charlie, "training", yes=True)
    client = login(charlie)
    for content in (b"{}", b"[", b'{"version": 99}'):
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            archive.writestr("ironstride-export.json", content)
        client.post("/data/import", {"files": [SimpleUploadedFile("x.zip", stream.getvalue())]})
        (job,) = work_off()
        assert "export" in job.problem
        charlie.batches.all().delete()


def rows_of(user_pk: int, keys: set[str]) -> dict[str, int]:
    """Walk every table for rows that lead to a user, directly or by way of others."""
    found: dict[type[models.Model], set[object]] = {User: {user_pk}}
    fresh = True
    while fresh:
        fresh = False
        for model in apps.get_models(include_auto_created=True):
            for field in model._meta.concrete_fields:
                if isinstance(field, models.ForeignKey) and found.get(field.related_model):  # type: ignore[call-overload]
                    rows = set(
                        model._base_manager.filter(**{f"{field.name}__in": found[field.related_model]}).values_list(
                            "pk", flat=True
                        )  # type: ignore[index]
                    )
                    if not rows <= found.get(model, set()):
                        found.setdefault(model, set()).update(rows)
                        fresh = True
    counts = {model._meta.label: len(rows) for model, rows in found.items() if rows and model is not User}
    if User.objects.filter(pk=user_pk).exists():
        counts["accounts.User"] = 1
    if sessions := Session.objects.filter(session_key__in=keys).count():
        counts["sessions.Session"] = sessions
    return counts


@pytest.mark.usefixtures("season")
def test_erasure_leaves_no_row_anywhere(login: Login, alice: User, bob: User, work_off: Jobs, tmp_path: Path) -> None:
    client = lived_in(login, alice, work_off)
    start(alice, "plan")
    key = client.session.session_key
    assert key is not None
    UserSession.objects.create(user=alice, session_key=key, ip="127.0.0.1", user_agent="x")
    before = rows_of(alice.pk, {key})
    ours = {
        model._meta.label
        for name in ("accounts", "runners", "log", "data", "jobs", "season")
        for model in apps.get_app_config(name).get_models()
    }
    assert ours <= set(before), "the test must fill every table of ours"
    assert {"account.EmailAddress", "mfa.Authenticator", "usersessions.UserSession", "sessions.Session"} <= set(before)
    pk, address, public = alice.pk, alice.email, str(alice.public)
    erase(alice)
    assert rows_of(pk, {key}) == {}
    assert address not in everything()
    assert public not in everything()
    assert User.objects.filter(pk=bob.pk).exists()


def everything() -> str:
    """Give all text of all tables, for what no key leads to."""
    texts = []
    for model in apps.get_models(include_auto_created=True):
        texts += [str(row) for row in model._base_manager.values_list()]
    return "\n".join(texts)


@pytest.mark.usefixtures("season")
def test_erasing_asks_for_the_address_and_a_fresh_login(login: Login, alice: User) -> None:
    alice.set_password(PASSWORD)
    alice.save(update_fields=["password"])
    client = login(alice)
    answer = client.post("/data/erase", {"email": alice.email})
    assert answer.status_code == 302
    assert "reauthenticate" in answer["Location"]
    assert User.objects.filter(pk=alice.pk).exists()
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    client.post("/data/erase", {"email": "somebody@example.org"})
    assert User.objects.filter(pk=alice.pk).exists()
    client.post("/data/erase", {"email": alice.email.upper()})
    assert not User.objects.filter(pk=alice.pk).exists()
    assert client.get("/data/").status_code == 302


def test_unfinished_jobs_of_others_stay(login: Login, alice: User, charlie: User) -> None:
    start(alice, "plan")
    start(charlie, "plan")
    erase(alice)
    assert Job.objects.count() == 1
    assert Batch.objects.count() == 0
