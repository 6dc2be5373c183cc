"""A history: every activity once, every fault named, nothing that a bad file can take down."""

from __future__ import annotations

import gzip
import io
import stat
import subprocess
import sys
import zipfile
from datetime import datetime, timedelta, timezone
from pathlib import Path

import msgspec
import pytest

from ironstride.formats import workers
from ironstride.formats.decoding import MEMORY, Decoded, Settings, Task, decode
from ironstride.formats.fit_write import Record, encode_run, encode_strength
from ironstride.formats.history import HistoryRead, read_history
from ironstride.formats.history_cache import HistoryCache, default_folder
from ironstride.formats.workers import CRASHED, Pool, Worker, decode_all
from ironstride.model.running import DoneSet

START = datetime(2026, 9, 1, 7, 30, tzinfo=timezone(timedelta(hours=2)))


def a_run(day: int = 0, speed: float = 3.0, seconds: int = 600, start_s: int = 0, hr: int | None = 140) -> bytes:
    start = START + timedelta(days=day, seconds=start_s)
    return encode_run(start, [Record(t, speed * t, hr_bpm=hr) for t in range(0, seconds + 1, 10)])


def lifting(day: int) -> bytes:
    return encode_strength(START + timedelta(days=day, hours=10), [DoneSet(active=True, reps=5, duration_s=90)])


BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY a%d "%s">' % (i, (b"&a%d;" % (i - 1) if i else b"&a;") * 10) for i in range(9))
    + b"]><gpx><trk><trkseg><trkpt><time>&a8;</time></trkpt></trkseg></trk></gpx>"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    watch = tmp_path / "watch"
    watch.mkdir()
    return watch


def test_the_good_is_read_and_the_bad_is_named(folder: Path) -> None:
    for day in (3, 1, 2):
        (folder / f"{day}.fit").write_bytes(a_run(day))
    (folder / "4.fit.gz").write_bytes(gzip.compress(a_run(4)))
    (folder / "empty.fit").write_bytes(b"")
    (folder / "corrupt.fit").write_bytes(a_run(5)[:150])
    (folder / "bomb.gpx").write_bytes(BOMB)
    (folder / "gym.fit").write_bytes(lifting(1))
    (folder / "table.csv").write_text("date,distance,duration\n2026-10-01,10,50:00\nsoon,1,2\n")
    seen: list[int] = []
    history = read_history([folder], seen.append, time_zone="Europe/Berlin")
    assert [r.source for r in history.runs] == [
        f"watch/{n}" for n in ("1.fit", "2.fit", "3.fit", "4.fit.gz", "table.csv")
    ]
    assert [o.source for o in history.others] == ["watch/gym.fit"]
    assert {u.where: u.why.partition(".")[0] for u in history.skipped} == {
        "watch/empty.fit": "the file is empty",
        "watch/corrupt.fit": "only 30 s of activity could be read",
        "watch/bomb.gpx": "this is not readable XML",
        "watch/table.csv, line 3": "the date could not be read",
    }
    assert history.runs[-1].start.isoformat() == "2026-10-01T00:00:00+02:00"
    assert (history.duplicates, seen) == (0, list(range(1, 10)))


def test_a_zip_a_folder_and_a_file_read_alike(tmp_path: Path, folder: Path) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for day in range(5):
            (folder / f"{day}.fit").write_bytes(a_run(day))
            archive.writestr(f"{day}.fit", a_run(day))
    (tmp_path / "watch.zip").write_bytes(stream.getvalue())
    loose = read_history([folder / f"{day}.fit" for day in range(5)])

    def figures(history: HistoryRead) -> list[tuple[str, float]]:
        return [(r.id, r.distance_m) for r in history.runs]

    assert figures(read_history([folder])) == figures(read_history([tmp_path / "watch.zip"])) == figures(loose)


@pytest.mark.parametrize(
    ("start_s", "speed", "count"),
    [(0, 3.0, 1), (60, 3.0, 1), (61, 3.0, 2), (0, 3.055, 1), (0, 3.08, 2), (-60, 2.95, 1), (-61, 3.0, 2)],
)
def test_one_activity_in_two_files_counts_once(folder: Path, start_s: int, speed: float, count: int) -> None:
    (folder / "a.fit").write_bytes(a_run())
    (folder / "b.fit").write_bytes(a_run(start_s=start_s, speed=speed))
    history = read_history([folder])
    assert (len(history.runs), history.duplicates) == (count, 2 - count)
    assert len({r.id for r in history.runs}) == count


def test_the_fuller_recording_is_kept_and_takes_over_the_title(folder: Path) -> None:
    (folder / "a.fit").write_bytes(a_run(hr=None))
    (folder / "b.fit").write_bytes(a_run())
    (folder / "c.fit").write_bytes(a_run(seconds=3600)[:1500])
    (folder / "d.csv").write_text("date,name,type,distance,duration\n2026-09-01T07:30:00+02:00,Parkrun,Run,1.8,10:00\n")
    history = read_history([folder])
    (run,) = history.runs
    assert (run.source, run.title, run.mean_hr_bpm, history.duplicates) == ("watch/b.fit", "Parkrun", 140, 3)


def test_many_files_without_activities_take_one_line(folder: Path) -> None:
    for i in range(9):
        (folder / f"{i}.csv").write_text(f"a,b\n{i},2\n")
    assert [u.why[:29] for u in read_history([folder]).skipped] == ["9 files like this one hold se"]
    assert len(read_history([folder / "1.csv", folder / "2.csv"]).skipped) == 2


# The cache


def test_a_second_reading_decodes_nothing(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for day in range(3):
        (folder / f"{day}.fit").write_bytes(a_run(day))
    (folder / "bad.fit").write_bytes(b"bad")
    cache = tmp_path / "cache" / "deep"
    first = read_history([folder], cache_folder=cache)
    monkeypatch.setattr(workers, "decode", lambda task: pytest.fail("decoded again"))
    monkeypatch.setattr(workers, "_start", lambda: pytest.fail("decoded again"))
    assert read_history([folder], cache_folder=cache) == first
    (folder / "0.fit").rename(folder / "renamed.fit")
    assert read_history([folder], cache_folder=cache).runs[0].source == "watch/renamed.fit"
    assert [p.name for p in cache.iterdir()] == ["history.json"]
    assert stat.S_IMODE((cache / "history.json").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "damage", [b"", b"{", b"[]", b'{"version":999,"entries":{}}', b'{"version":1,"entries":{"a":7}}']
)
def test_a_damaged_cache_is_made_anew(folder: Path, tmp_path: Path, damage: bytes) -> None:
    (folder / "a.fit").write_bytes(a_run())
    cache = tmp_path / "cache"
    first = read_history([folder], cache_folder=cache)
    whole = (cache / "history.json").read_bytes()
    (cache / "history.json").write_bytes(damage)
    assert read_history([folder], cache_folder=cache) == first
    assert (cache / "history.json").read_bytes() == whole


def test_a_cache_that_cannot_be_written_is_done_without(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where a folder should be")
    (folder / "a.fit").write_bytes(a_run())
    assert len(read_history([folder], cache_folder=tmp_path / "cache").runs) == 1


def test_tables_are_kept_by_zone_and_unit(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("date,distance,duration\n2026-05-01 08:00,6.2,50:00\n")
    starts = {
        read_history([path], time_zone=zone, distance_unit=unit, cache_folder=tmp_path / "c").runs[0].distance_m
        for zone, unit in (("UTC", "km"), ("UTC", "mi"), ("Europe/Berlin", "km"))  # type: ignore[arg-type]
    }
    assert len(starts) == 2
    assert len(msgspec.json.decode((tmp_path / "c" / "history.json").read_bytes())["entries"]) == 3


def test_the_cache_forgets_the_oldest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ironstride.formats.history_cache.MOST_ENTRIES", 2)
    cache = HistoryCache(tmp_path)
    for key in "abc":
        cache.put(key, Decoded(fault=key))
    cache.get("a")
    cache.save()
    again = HistoryCache(tmp_path)
    assert [again.get(k) is not None for k in "abc"] == [True, False, True]


def test_where_the_cache_lies(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IRONSTRIDE_CACHE", "/somewhere/else")
    assert default_folder() == Path("/somewhere/else")
    monkeypatch.delenv("IRONSTRIDE_CACHE")
    assert default_folder().name == "ironstride"


# Workers


def test_workers_and_this_process_read_alike() -> None:
    tasks = [(i, Task(".fit", a_run(i))) for i in range(8)] + [(8, Task(".fit", b"bad")), (9, Task(".csv", b"a\n1\n"))]
    found = dict(decode_all(iter(tasks)))
    assert found == {label: decode(task) for label, task in tasks}
    assert {found[i].runs[0].start.utcoffset() for i in range(8)} == {timedelta(hours=2)}


def test_a_worker_may_not_take_all_memory() -> None:
    worker = Worker()
    try:
        assert worker.decode(Task(".fit", a_run())).runs
        assert worker._process is not None
        limits = Path(f"/proc/{worker._process.pid}/limits")
        if limits.exists():
            assert f"Max address space         {MEMORY}" in limits.read_text()
    finally:
        worker.close()


@pytest.mark.parametrize(
    ("script", "start_s", "fault"),
    [
        ("import time; time.sleep(60)", 0.3, "longer than 0 s"),
        ("import os; os.abort()", 15.0, CRASHED),
        ("print('?' * 9)", 15.0, CRASHED),
    ],
)
def test_a_worker_that_hangs_or_dies_is_replaced(
    monkeypatch: pytest.MonkeyPatch, script: str, start_s: float, fault: str
) -> None:
    real = workers._start
    monkeypatch.setattr(workers, "START_S", start_s)

    def bad() -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )

    monkeypatch.setattr(workers, "_start", bad)
    worker = Worker(file_s=0.2)
    assert fault in worker.decode(Task(".fit", a_run())).fault
    monkeypatch.setattr(workers, "_start", real)
    monkeypatch.setattr(workers, "START_S", 15.0)
    assert worker.decode(Task(".fit", a_run())).runs
    worker.close()


def test_a_worker_gone_before_it_is_asked_is_told_as_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone() -> subprocess.Popen[bytes]:
        process = subprocess.Popen([sys.executable, "-c", ""], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        process.wait()
        return process

    monkeypatch.setattr(workers, "_start", gone)
    assert Worker().decode(Task(".fit", a_run())).fault == CRASHED


def test_an_error_of_the_walk_reaches_the_caller() -> None:
    def tasks():  # type: ignore[no-untyped-def]
        yield 1, Task(".fit", b"")
        raise RuntimeError("the disk is gone")

    pool: Pool[int] = Pool()
    with pytest.raises(RuntimeError, match="the disk is gone"):
        list(pool.map(tasks()))


def test_decoding_tells_faults_and_never_raises() -> None:
    assert decode(Task(".xyz", b"")).fault
    assert decode(Task(".fit", b"")).fault.startswith("the file is empty")
    assert decode(Task(".csv", b"a,b\n1,2\n")).foreign
    text = b"date,distance,duration\n2026-05-01,5,25:00\n"
    assert decode(Task(".csv", text, Settings(time_zone="Nowhere/Land"))).runs[0].start.utcoffset() == timedelta(0)
