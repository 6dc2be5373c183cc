"""Every bad input gets one line that says what, where and how to mend it; exit code 2; nothing is written."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from pathlib import Path

import pytest
from running_cli import Outcome, ironstride

RUNNER = """
name = "Test"
event = "10k"
lifting_experience = "novice"
body_mass_kg = 70
birth_year = 1990
first_day = 2027-01-04
weeks = 3
{top}
[running]
{running}
[places.home]
dumbbells = {{ from_kg = 2, to_kg = 20, step_kg = 2 }}
bands = true
box_heights_cm = [30]
[[availability]]
days = ["tue", "fri"]
start = "18:00"
end = "19:00"
"""
PATTERN = (
    'pattern = [{ day = "mon", minutes = 40, intensity = "easy" }, { day = "sat", minutes = 80, intensity = "long" }]'
)
EVENT = "BEGIN:VEVENT\r\nUID:{n}\r\nDTSTART:20270105T0{h}0000\r\nSUMMARY:Easy 30'\r\nEND:VEVENT\r\n"


def calendar(events: str) -> str:
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//t//EN\r\n{events}END:VCALENDAR\r\n"


def folder(tmp_path: Path, running: str = PATTERN, top: str = "", text: str | None = None) -> Path:
    home = tmp_path / "me"
    home.mkdir(exist_ok=True)
    (home / "runner.toml").write_text(text if text is not None else RUNNER.format(running=running, top=top))
    return home


def refused(outcome: Outcome, *words: str) -> None:
    assert outcome.code == 2, outcome
    assert outcome.out == b""
    assert outcome.err.count("\n") == 1, outcome.err
    assert "Traceback" not in outcome.err
    for word in words:
        assert word in outcome.err


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IRONSTRIDE_CACHE", str(tmp_path / "cache"))


def planned(monkeypatch: pytest.MonkeyPatch, home: Path, *more: object) -> Outcome:
    target = home / "plan.json"
    outcome = ironstride(monkeypatch, "plan", home, "--format", "json", "-o", target, *more)
    assert target.exists() == (outcome.code == 0)
    return outcome


def test_a_sound_one_is_planned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = folder(tmp_path)
    assert planned(monkeypatch, home).code == 0
    plan = json.loads((home / "plan.json").read_bytes())
    assert plan["sessions"]
    assert plan["solver"]["status"] == "OPTIMAL"


@pytest.mark.parametrize(
    ("top", "running", "words"),
    [
        ('wrong_key = "x"', PATTERN, ("runner.toml", "wrong_key")),
        ('time_zone = "Mars/Olympus"', PATTERN, ("runner.toml", "Mars/Olympus")),
        ('method = "s9"', PATTERN, ("s9", "evidence")),
        ('sex = "yes"', PATTERN, ("runner.toml", "sex")),
        ("home_climb_m_per_km = -4", PATTERN, ("runner.toml", "home_climb_m_per_km")),
        ("", 'calendar = ["none.ics"]', ("none.ics",)),
        ("", "", ("run",)),
        ('[[wishes]]\non = 2027-01-06\nrest_on = 2027-01-07', PATTERN, ("runner.toml", "wish")),
    ],
)  # fmt: skip
def test_a_runner_file_that_cannot_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, top: str, running: str, words: tuple[str, ...]
) -> None:
    refused(planned(monkeypatch, folder(tmp_path, running, top)), *words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("name = ", ("runner.toml",)),
        ("", ("runner.toml",)),
        ("name = 5", ("runner.toml", "name")),
        (RUNNER.format(top="", running=PATTERN).replace("70", "9000"), ("runner.toml", "body_mass_kg")),
        (RUNNER.format(top="", running=PATTERN).replace('"19:00"', '"17:00"'), ("runner.toml", "end")),
        (RUNNER.format(top="", running=PATTERN).replace("[places.home]", "[places.elsewhere]"), ("home",)),
    ],
)
def test_a_broken_runner_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, words: tuple[str, ...]
) -> None:
    refused(planned(monkeypatch, folder(tmp_path, text=text)), *words)


def test_a_runner_file_that_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refused(ironstride(monkeypatch, "plan", tmp_path / "nowhere"), "nowhere")
    refused(ironstride(monkeypatch, "plan", tmp_path), "runner.toml")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", ("plan.ics",)),
        (b"\x00\xff\x00", ("plan.ics",)),
        (calendar("").encode(), ("plan.ics", "no events")),
        (calendar(EVENT.format(n=1, h=7)).encode()[:90], ("plan.ics",)),
        (calendar("".join(EVENT.format(n=n, h=n % 10) for n in range(40))).encode(), ("2027-01-05",)),
        (calendar(EVENT.format(n=1, h=7).replace("SUMMARY", "RRULE:FREQ=SECONDLY\r\nSUMMARY")).encode(), ("plan.ics",)),
        (calendar(EVENT.format(n=1, h=7).replace("DTSTART:", "DTSTART;TZID=Mars/Olympus:")).encode(), ("Mars",)),
    ],
)  # fmt: skip
def test_a_calendar_that_cannot_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: bytes, words: tuple[str, ...]
) -> None:
    home = folder(tmp_path, 'calendar = ["plan.ics"]')
    (home / "plan.ics").write_bytes(data)
    refused(planned(monkeypatch, home), *words)


def bomb() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("run.gpx", b"0" * 60_000_000)
    return held.getvalue()


ENTITIES = b'<?xml version="1.0"?><!DOCTYPE g [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><gpx>&b;</gpx>'


BAD_FILES = {
    "empty.fit": b"",
    "noise.fit": b"\x0e\x10\x00\x00 noise",
    "cut.fit.gz": gzip.compress(b"x" * 100)[:20],
    "bomb.zip": bomb(),
    "entities.gpx": ENTITIES,
    "torn.tcx": b"<TrainingCenterDatabase><Activities><Activ",
    "forty.csv": b"Date,Type,Distance,Duration\n"
    + b"".join(b"2026-10-01 %02d:%02d,Run,3,00:12:00\n" % (n // 2, n % 2 * 30) for n in range(40)),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_watch_file_is_named_and_skipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    home = folder(tmp_path, f'{PATTERN}\nhistory = ["watch"]')
    (home / "watch").mkdir()
    (home / "watch" / name).write_bytes(BAD_FILES[name])
    assert planned(monkeypatch, home).code == 0
    unread = json.loads((home / "plan.json").read_bytes())["unread"]
    assert any(name in entry["where"] for entry in unread), unread


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_watch_file_asked_for_by_name_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    (tmp_path / name).write_bytes(BAD_FILES[name])
    refused(planned(monkeypatch, folder(tmp_path, PATTERN), "--runs", tmp_path / name), name)


def test_a_file_that_holds_no_activity_is_refused_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "notes.txt").write_text("ran well", encoding="utf-8")
    refused(planned(monkeypatch, folder(tmp_path, PATTERN), "--runs", tmp_path / "notes.txt"), "notes.txt")


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"[]", b'{"schema": 99}', b'{"schema": 1}', b"\xff\xfe"],
    ids=["empty", "cut", "list", "newer", "bare", "binary"],
)
@pytest.mark.parametrize("command", ["show", "check"])
def test_a_plan_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, data: bytes) -> None:
    plan = tmp_path / "plan.json"
    plan.write_bytes(data)
    refused(ironstride(monkeypatch, command, plan), "plan.json")


def test_output_that_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "no" / "folder" / "plan.json"
    refused(ironstride(monkeypatch, "plan", folder(tmp_path), "--format", "json", "-o", target), "plan.json")


def test_wishes_that_clash_are_named_with_a_way_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wish = "[[wishes]]\non = 2027-01-06"
    refused(planned(monkeypatch, folder(tmp_path, PATTERN, wish)), "Wednesday 6 January", "Ways out")
