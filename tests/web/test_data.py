"""Files in and out: results per file, copies recognised, imports taken back, archives that mean harm."""

from __future__ import annotations

import gzip
import io
import zipfile
from datetime import UTC, date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from ironstride.formats.ics_write import plan_ics
from ironstride.formats.log_file import log_bytes
from ironstride.model.log import LoggedSession, LoggedSet, PutSession
from ironstride.web.accounts.consents import set_consent
from ironstride.web.accounts.models import User
from ironstride.web.data import spool
from ironstride.web.data.models import Batch
from ironstride.web.log.store import append
from ironstride.web.log.things import history
from ironstride.web.runners.planning import runs_of
from sample_plan import sample_plan
from web.conftest import Jobs, Login

WATCH = Path(__file__).resolve().parents[2] / "examples" / "novice-half" / "watch"
FILES = sorted(path for path in WATCH.rglob("*") if path.is_file())[:3]
FIT = gzip.decompress(FILES[0].read_bytes())


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    """Give a file as a browser sends it."""
    return SimpleUploadedFile(name, content)


def send(client: Client, work_off: Jobs, *files: SimpleUploadedFile) -> Batch:
    """Drop files and read them."""
    answer = client.post("/data/import", {"files": list(files)})
    assert answer.status_code == 302
    (job,) = work_off()
    assert job.problem == ""
    return Batch.objects.latest("pk")


def results(batch: Batch) -> dict[str, tuple[bool, str]]:
    """Give what came of each file."""
    return {file.name: (file.accepted, file.result) for file in batch.files.all()}


def calendar() -> bytes:
    """Write a calendar that lies ahead."""
    day = date.today() + timedelta(days=9)
    event = f"BEGIN:VEVENT\r\nUID:1\r\nDTSTART;VALUE=DATE:{day:%Y%m%d}\r\nSUMMARY:Easy 40'\r\nEND:VEVENT\r\n"
    return f"BEGIN:VCALENDAR\r\n{event}END:VCALENDAR\r\n".encode()


def test_every_file_gets_its_result(login: Login, alice: User, work_off: Jobs) -> None:
    files = [upload(path.name, path.read_bytes()) for path in FILES]
    batch = send(login(alice), work_off, *files, upload("plan.ics", calendar()), upload("bad.fit", b"not a watch file"))
    found = results(batch)
    assert all(found[path.name][0] for path in FILES)
    assert "1 event ahead" in found["plan.ics"][1]
    assert found["bad.fit"][0] is False
    assert found["bad.fit"][1]
    assert len(runs_of(alice)) == len(FILES)
    assert alice.running_files.count() == 1
    assert list(spool.spooled(batch.pk)) == []
    page = login(alice).get(f"/data/imports/{batch.pk}").content.decode()
    assert all(path.name in page for path in FILES)


def test_copies_are_recognised_and_taking_back_brings_nothing_back_twice(
    login: Login, alice: User, work_off: Jobs
) -> None:
    client = login(alice)
    one = upload(FILES[0].name, FILES[0].read_bytes())  # the same, gzipped
    first = send(client, work_off, one)
    second = send(client, work_off, upload("renamed.fit", FIT))
    assert "a copy of" in results(second)["renamed.fit"][1]
    assert len(runs_of(alice)) == 1
    client.post(f"/data/imports/{first.pk}/undo")
    work_off()
    first.refresh_from_db()
    assert first.undone is not None
    assert runs_of(alice) == []
    assert not any(file.content for file in first.files.all())
    third = send(client, work_off, upload("again.fit", FIT))
    assert results(third)["again.fit"][0]


def test_the_same_run_in_two_files_counts_once_until_one_is_taken_back(
    login: Login, alice: User, work_off: Jobs
) -> None:
    client = login(alice)
    send(client, work_off, upload("a.fit", FIT))
    (run,) = runs_of(alice)
    start, metres = run.start.astimezone(UTC), round(run.distance_m)
    row = f"1,{start:%Y-%m-%dT%H:%M:%S},Same,Run,{round(run.duration_s)},{metres}"
    second = send(
        client, work_off, upload("b.csv", f"id,start_date_local,name,type,moving_time,distance\n{row}\n".encode())
    )
    assert alice.activities.count() == 2
    assert len(runs_of(alice)) == 1
    client.post(f"/data/imports/{second.pk}/undo")
    work_off()
    assert len(runs_of(alice)) == 1


def test_a_log_comes_in_and_can_be_taken_back(login: Login, alice: User, work_off: Jobs) -> None:
    done = LoggedSession(id="s", date=date(2027, 1, 2), sets=(LoggedSet(id="x", reps=5),))
    client = login(alice)
    append(alice, [PutSession(entry="own", session=LoggedSession(id="own", date=date(2027, 1, 3)))])
    batch = send(client, work_off, upload("log.jsonl", log_bytes([PutSession(entry="e", session=done)])))
    assert [session.id for session in history(alice).sessions] == ["s", "own"]
    client.post(f"/data/imports/{batch.pk}/undo")
    work_off()
    assert [session.id for session in history(alice).sessions] == ["own"]


def zipped(*members: tuple[str, bytes]) -> bytes:
    """Pack an archive."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return stream.getvalue()


def test_archives_that_mean_harm_harm_nobody(login: Login, alice: User, work_off: Jobs, tmp_path: Path) -> None:
    bomb = zipped(("bomb.fit", b"\0" * 60_000_000))
    tricks = zipped(("../../evil.fit", b"x"), ("/etc/evil.fit", b"x"), ("ok.fit", FIT))
    nested = zipped(("inner.zip", bomb))
    client = login(alice)
    batch = send(
        client,
        work_off,
        upload("bomb.zip", bomb),
        upload("tricks.zip", tricks),
        upload("nested.zip", nested),
        upload("no.zip", b"PK\x03\x04 not really"),
    )
    found = results(batch)
    assert found["tricks.zip/ok.fit"][0]
    assert [accepted for accepted, _ in found.values()].count(True) == 1
    assert "bomb" in found["bomb.zip/bomb.fit"][1]
    assert "leads out" in found["tricks.zip/../../evil.fit"][1]
    assert all(result for _, result in found.values())


@pytest.mark.parametrize("name", ["page.html", "script.svg", "x", "program.exe"])
def test_what_nobody_can_read_is_not_even_kept(login: Login, alice: User, work_off: Jobs, name: str) -> None:
    client = login(alice)
    client.post("/data/import", {"files": [upload(name, b"<script>alert(1)</script>")]})
    work_off()
    assert alice.files.count() == 0
    assert name in client.get("/data/").content.decode()


def test_names_are_shown_harmless(login: Login, alice: User, work_off: Jobs) -> None:
    batch = send(login(alice), work_off, upload("<img src=x onerror=alert(1)>.fit", b"x"))
    page = login(alice).get(f"/data/imports/{batch.pk}").content.decode()
    assert "<img" not in page


def test_without_consent_nothing_is_read_and_no_heart_rate_is_kept(login: Login, charlie: User, work_off: Jobs) -> None:
    client = login(charlie)
    client.post("/data/import", {"files": [upload("a.fit", FIT)]})
    assert work_off() == []
    set_consent(charlie, "training", yes=True)
    batch = send(client, work_off, upload("a.fit", FIT))
    (run,) = runs_of(charlie)
    assert run.mean_hr_bpm is None
    assert run.hr_histogram_s == {}
    assert batch.files.get().content is None


def test_taking_a_yes_back_deletes_what_it_kept(login: Login, alice: User, work_off: Jobs, season: object) -> None:
    client = login(alice)
    send(client, work_off, upload("a.fit", FIT))
    assert runs_of(alice)[0].hr_histogram_s
    client.post("/data/consents", {"consent": ["training"]})
    assert not runs_of(alice)[0].hr_histogram_s
    assert alice.files.get().content is None
    assert alice.consents.filter(withdrawn=None).count() == 1


def test_a_feed_works_until_it_is_ended(login: Login, alice: User, season: object) -> None:
    client = login(alice)
    page = client.post("/data/feed").content.decode()
    address = page.partition('value="http://testserver')[2].partition('"')[0]
    answer = Client().get(address)
    assert answer.status_code == 200
    assert answer.content.count(b"BEGIN:VEVENT") == len(sample_plan().sessions)
    assert answer.content == plan_ics(sample_plan(), _names(), 1)
    assert address.split("/")[-1][:20] not in client.get("/data/").content.decode()
    client.post("/data/feed/revoke")
    assert Client().get(address).status_code == 404
    assert Client().get("/feed/guess.ics").status_code == 404


def _names() -> dict[str, str]:
    from ironstride.catalogue import catalogue

    return {exercise.id: exercise.name for exercise in catalogue().exercises.values()}


def test_room_is_limited_for_each_account(login: Login, alice: User, settings: Any) -> None:
    settings.KEPT_MOST = 10
    answer = login(alice).post("/data/import", {"files": [upload("a.fit", FIT)]})
    assert answer.status_code == 400
    assert "more room" in answer.content.decode()
    assert not alice.batches.exists()


def test_too_many_jobs_wait_for_nobody(login: Login, alice: User) -> None:
    client = login(alice)
    answers = [client.post("/data/calendars", {"address": f"https://x{n}.org/a.ics"}).status_code for n in range(21)]
    assert answers == [302] * 20 + [400]
