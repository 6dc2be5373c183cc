"""The log file keeps what was acknowledged, names what is damaged, and reads back what was written."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ironstride.catalogue.load import DATA
from ironstride.formats.log_file import append, entry_line, log_bytes, read_log, scan, scan_log
from ironstride.model.errors import InputError
from ironstride.model.log import (
    BodyMass,
    Complaint,
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

DAY = date(2027, 3, 1)
SETS = st.builds(
    LoggedSet,
    id=st.uuids().map(str),
    name=st.text(max_size=12).filter(lambda t: t.isprintable()),
    reps=st.none() | st.integers(0, 50),
    load_kg=st.none() | st.floats(-100, 400, allow_nan=False),
    kind=st.sampled_from([None, "work", "warmup", "drop", "amrap"]),
    side=st.sampled_from([None, "left", "right"]),
    at=st.none() | st.datetimes(timezones=st.none() | st.timezones()),
    note=st.text(alphabet='a\nß\u2028"\\ 人', max_size=8),
)
ENTRIES: st.SearchStrategy[LogEntry] = st.one_of(
    st.builds(
        PutSession,
        entry=st.uuids().map(str),
        session=st.builds(
            LoggedSession, id=st.uuids().map(str), date=st.just(DAY), sets=st.lists(SETS, max_size=3).map(tuple)
        ),
    ),
    st.builds(PutSet, entry=st.uuids().map(str), session=st.just("s"), set=SETS),
    st.builds(
        PutBodyMass,
        entry=st.uuids().map(str),
        body_mass=st.builds(BodyMass, id=st.just("m"), date=st.dates(), kg=st.floats(30, 200)),
    ),
    st.builds(Remove, entry=st.uuids().map(str), id=st.just("a")),
    st.builds(Undo, entry=st.uuids().map(str), undone=st.just("a")),
)
SOME: tuple[LogEntry, ...] = (
    PutSession(entry="1", at=datetime(2027, 3, 1, 18), session=LoggedSession(id="s", date=DAY, title="Légs")),
    PutSet(entry="2", session="s", set=LoggedSet(id="a", exercise="back-squat", reps=5, load_kg=60.0)),
    PutComplaint(entry="3", complaint=Complaint(id="c", date=DAY, site="calf", side="left", severity=4)),
    PutScreen(entry="4", screen=ScreenResult(id="k", date=DAY, screen="knee-to-wall", value=9.5, side="left")),
)


@given(st.lists(ENTRIES, max_size=6))
def test_a_log_comes_back_as_it_was_written(entries: list[LogEntry]) -> None:
    read = scan(log_bytes(entries), "log")
    assert read.unread == ()
    assert log_bytes(read.entries) == log_bytes(entries)


@given(st.lists(ENTRIES, min_size=1, max_size=4))
def test_lines_fit_the_published_schema(entries: list[LogEntry]) -> None:
    schema = json.loads((DATA / "schema" / "log.schema.json").read_text(encoding="utf-8"))
    check = jsonschema.Draft202012Validator(schema)
    for line in log_bytes(entries).splitlines():
        check.validate(json.loads(line))
    assert not check.is_valid({"do": "something else", "entry": "1"})


def test_appending_adds_at_the_end(tmp_path: Path) -> None:
    log = tmp_path / "mine.jsonl"
    assert read_log(log) == ()
    append(log, SOME[:1])
    append(log, SOME[1:])
    append(log, ())
    assert read_log(log) == SOME
    assert log.read_bytes().splitlines()[0] == b'{"ironstride_log":1}'
    if os.name == "posix":
        assert log.stat().st_mode & 0o077 == 0


@given(st.data())
def test_a_log_cut_off_anywhere_loses_only_what_was_cut(data: st.DataObject) -> None:
    whole = log_bytes(SOME)
    size = data.draw(st.integers(1, len(whole)))
    read = scan(whole[:size], "log")
    assert read.entries == SOME[: len(read.entries)]
    assert len(read.entries) >= whole[:size].count(b"\n") - 1
    assert len(read.unread) <= 1


@pytest.mark.parametrize("size", [1, 10, 21, 30, 100, 250, 370])
def test_appending_to_a_log_cut_off_puts_the_torn_line_aside(tmp_path: Path, size: int) -> None:
    log = tmp_path / "mine.jsonl"
    whole = log_bytes(SOME)
    log.write_bytes(whole[:size])
    kept = scan_log(log).entries
    append(log, SOME[3:])
    assert read_log(log) == (*kept, SOME[3])
    torn = tmp_path / "mine.jsonl.torn"
    stored = log.read_bytes() + (torn.read_bytes() if torn.exists() else b"")
    tail = whole[:size].rpartition(b"\n")[2]
    assert tail in stored


def test_a_damaged_line_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    log = tmp_path / "mine.jsonl"
    lines = log_bytes(SOME).splitlines(keepends=True)
    log.write_bytes(lines[0] + lines[1] + b'{"do":"set","entry":"x"}\n' + b"\xff\xfe\n" + b"".join(lines[2:]))
    read = scan_log(log)
    assert read.entries == SOME
    assert [u.where.rpartition(", ")[2] for u in read.unread] == ["line 3", "line 4"]
    with pytest.raises(InputError, match="line 3"):
        read_log(log)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"Date,Exercise\n2027-03-01,Squat\n", "training log"),
        (b'{"ironstride_log":2}\n', "format 2"),
        (b"\ndear diary\n", "training log"),
        (b"[" * 100_000, "training log"),
    ],
)
def test_other_files_are_refused_and_left_alone(tmp_path: Path, data: bytes, said: str) -> None:
    log = tmp_path / "mine.jsonl"
    log.write_bytes(data)
    with pytest.raises(InputError, match=said):
        read_log(log)
    with pytest.raises(InputError, match=said):
        append(log, SOME)
    assert log.read_bytes() == data


def test_a_full_disk_adds_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = tmp_path / "mine.jsonl"
    append(log, SOME[:2])
    before = log.read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("ironstride.formats.log_file.os.fsync", full)
    with pytest.raises(InputError, match="nothing was added: No space left"):
        append(log, SOME[2:])
    assert log.read_bytes() == before


def test_a_text_that_is_not_unicode_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    log = tmp_path / "mine.jsonl"
    bad = PutSet(entry="x", session="s", set=LoggedSet(id="y", reps=1, note="\ud800"))
    with pytest.raises(InputError, match="Unicode"):
        append(log, [*SOME, bad])
    assert not log.exists()


def test_a_line_never_holds_a_line_break() -> None:
    noted = PutSet(entry="x", session="s", set=LoggedSet(id="y", reps=1, note="a\nb\r\n"))
    assert entry_line(noted).count(b"\n") == 1


WRITER = """
import sys
from datetime import date
from pathlib import Path
from ironstride.formats.log_file import append
from ironstride.model.log import LoggedSet, PutSet
for n in range(100_000):
    one = LoggedSet(id=f"{sys.argv[2]}-{n}", reps=5, note="x" * (n % 700))
    append(Path(sys.argv[1]), [PutSet(entry=one.id, session="s", set=one)])
    sys.stdout.write(f"{one.id}\\n")
    sys.stdout.flush()
"""


def writer(log: Path, name: str) -> subprocess.Popen[str]:
    paths = os.pathsep.join(path for path in sys.path if path)
    command = [sys.executable, "-c", WRITER, str(log), name]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": paths})


@pytest.mark.skipif(os.name != "posix", reason="locks and kills are tried where they are known")
def test_writers_that_are_killed_lose_nothing_they_acknowledged_and_double_nothing(tmp_path: Path) -> None:
    log = tmp_path / "mine.jsonl"
    acknowledged: set[str] = set()
    for turn in range(2):
        writers = [writer(log, f"{turn}{side}") for side in "ab"]
        for one in writers:
            assert one.stdout is not None
            acknowledged |= {one.stdout.readline().strip() for _ in range(15)}
        for one in writers:
            one.kill()
            assert one.stdout is not None
            acknowledged |= {line.strip() for line in one.stdout if line.endswith("\n")}
            one.wait()
            one.stdout.close()
    append(log, SOME)
    kept = [entry.entry for entry in read_log(log)]
    assert acknowledged <= set(kept)
    assert len(kept) == len(set(kept))
