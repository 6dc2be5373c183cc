"""Running it: the processes together, backups while it is used, putting one back, and databases of past releases."""

from __future__ import annotations

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from ironstride.web.site.serve import web_command
from web.served import PASSWORD, Browser, Served
from web.test_crash import Writer, entry, stored

RELEASES = sorted((Path(__file__).parent / "releases").glob("*.sql"))


def command(server: Served, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a command of ours on a server's folder."""
    call = [sys.executable, "-m", "ironstride.cli.main", *words, "--data", str(server.folder)]
    return subprocess.run(call, env=server.environment(), capture_output=True, text=True, check=False)


def children(process: int) -> list[int]:
    """Give the processes a process started, by what the kernel tells."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == process and fields[0] != "Z":
            found.append(int(stat.parent.name))
    return found


def gone(process: int, within_s: float = 10) -> bool:
    """Wait for the end of a process."""
    deadline = time.monotonic() + within_s
    while time.monotonic() < deadline:
        try:
            if Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return True
        except OSError:
            return True
        time.sleep(0.1)
    return False


@pytest.mark.slow
def test_processes_live_and_end_together(tmp_path: Path) -> None:
    server = Served(tmp_path / "data", "--demo").start()
    assert server.process is not None
    try:
        second = command(server, "serve", "--port", str(server.port + 1))
        assert second.returncode == 2
        assert "a server runs on this folder" in second.stderr
        first = children(server.process.pid)
        assert len(first) == 2
        jobs = next(pid for pid in first if b"site.worker" in Path(f"/proc/{pid}/cmdline").read_bytes())
        os.kill(jobs, signal.SIGKILL)
        assert gone(jobs)
        browser = Browser(server.address)
        page = browser.submit("/demo/", {}, page="/")  # a job that waits for the process to come back, and is done
        for _ in range(150):
            if "Making a runner" not in page:
                break
            time.sleep(0.2)
            page = browser.get("/")
            page = "Making a runner" if "No season yet" in page else page
        assert "<svg" in page
        assert server.stop() == 0
        assert all(gone(pid) for pid in first)
    finally:
        server.stop()
    server.start()
    assert server.process is not None
    left = children(server.process.pid)
    server.process.kill()
    assert all(gone(pid) for pid in left), "killed, it leaves nothing behind"
    server.process.wait()


@pytest.mark.slow
def test_a_backup_of_a_busy_server_is_whole_and_comes_back(tmp_path: Path) -> None:
    server = Served(tmp_path / "data").start()
    file = tmp_path / "backup.sqlite3"
    try:
        staying, leaving = Browser(server.address), Browser(server.address)
        staying.sign_up("stays@example.org")
        leaving.sign_up("leaves@example.org")
        writers = [Writer(staying, f"w{n}", [], n) for n in range(2)]
        for writer in writers:
            writer.start()
        time.sleep(0.5)
        acked = set[str]().union(*(set(writer.acked) for writer in writers))
        done = command(server, "backup", str(file))
        assert done.returncode == 0, done.stderr
        assert acked, "the backup is to be taken under writes"
        assert command(server, "restore", str(file)).returncode == 2, "not under a running server"
        leaving.submit("/account/reauthenticate/", {"password": PASSWORD})
        leaving.submit("/data/erase", {"email": "leaves@example.org"}, page="/data/")
        threading.Timer(0.2, server.kill).start()
        for writer in writers:
            writer.join()
    finally:
        server.kill()
    assert file.stat().st_mode & 0o077 == 0
    for _ in range(50):  # the lock is held until the last process is gone
        done = command(server, "restore", str(file))
        if "a server runs" not in done.stderr:
            break
        time.sleep(0.1)
    assert done.returncode == 0, done.stderr
    assert "1 erasures were done again" in done.stderr
    assert acked <= set(stored(server.folder))
    assert b"leaves@example.org" not in (server.folder / "ironstride.sqlite3").read_bytes()
    server.start(web_command("127.0.0.1", server.port))
    try:
        again = Browser(server.address)
        again.submit("/account/login/", {"login": "stays@example.org", "password": PASSWORD})
        assert "/api/sync" not in again.get("/api/session")
    finally:
        server.stop()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("IRONSTRIDE_ADDRESS", "strength.example.org"),
        ("IRONSTRIDE_PROXIES", "one"),
        ("DATABASE_URL", "mysql://x/y"),
        ("IRONSTRIDE_DATA", "/proc/none"),
    ],
)
def test_a_wrong_setting_is_one_line(tmp_path: Path, setting: str, value: str) -> None:
    server = Served(tmp_path / "data")
    call = [sys.executable, "-m", "ironstride.cli.main", "serve", "--port", str(server.port)]
    done = subprocess.run(
        call, env={**server.environment(), setting: value}, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr


@pytest.mark.slow
def test_a_port_that_is_taken_is_one_line(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = command(Served(tmp_path / "data"), "serve", "--port", str(taken.getsockname()[1]))
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\x00" + b"x" * 5000])
def test_what_is_no_backup_is_not_put_back(tmp_path: Path, content: bytes) -> None:
    server = Served(tmp_path / "data")
    server.folder.mkdir()
    (tmp_path / "bad").write_bytes(content)
    done = command(server, "restore", str(tmp_path / "bad"))
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1
    assert not (server.folder / "ironstride.sqlite3").exists()


@pytest.mark.slow
@pytest.mark.parametrize("release", RELEASES, ids=lambda path: path.stem)
def test_the_database_of_a_past_release_opens(release: Path, tmp_path: Path) -> None:
    backup = tmp_path / "release.sqlite3"
    with sqlite3.connect(backup) as database:
        database.executescript(release.read_text(encoding="utf-8"))
        seqs = database.execute("SELECT count(*) FROM log_logrecord").fetchone()[0]
    database.close()
    server = Served(tmp_path / "data")
    done = command(server, "restore", str(backup))
    assert done.returncode == 0, done.stderr
    server.start(web_command("127.0.0.1", server.port))
    try:
        browser = Browser(server.address)
        browser.submit("/account/login/", {"login": "release@example.org", "password": PASSWORD})
        assert "<svg" in browser.get("/"), "the plan is shown"
        assert browser.get("/api/sync").count('"seq"') == seqs + 1
        told = browser.get("/api/session").split('"')
        browser.account, browser.token = told[3], told[7]
        assert browser.sync([entry("new")])[0] == 200
    finally:
        server.stop()


def test_there_is_a_fixture_of_the_first_release() -> None:
    assert RELEASES
