"""The same on PostgreSQL, where there is one: a cluster of its own, the migrations, what stores most, backups."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from web.served import PASSWORD, Browser, Served
from web.test_crash import entry
from web.test_operations import command

HERE = Path(__file__).parent
PLACES = [shutil.which("pg_ctl"), *sorted(map(str, Path("/usr/lib/postgresql").glob("*/bin/pg_ctl")))]
PG_CTL = next((place for place in PLACES if place), "")


def as_user(words: list[str]) -> list[str]:
    """Give a command as a user PostgreSQL agrees to run for; it refuses root."""
    return ["runuser", "-u", "postgres", "--", *words] if os.geteuid() == 0 else words


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[str]:
    """Run a cluster; gives the address of its database."""
    if not PG_CTL or (os.geteuid() == 0 and shutil.which("runuser") is None):
        pytest.skip("no PostgreSQL here")
    folder = Path("/tmp") / f"ironstride-pg-{os.getpid()}"  # sockets need a short path that its user may enter
    subprocess.run(as_user(["mkdir", "-m", "700", str(folder)]), check=True)
    data = str(folder / "data")
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "check": True}
    try:
        subprocess.run(as_user([PG_CTL, "initdb", "-D", data, "-o", "-A trust -U postgres"]), **quiet)  # type: ignore[call-overload]
        options = f"-c listen_addresses= -k {folder} -c fsync=off"
        start = [PG_CTL, "-D", data, "-w", "-l", str(folder / "log"), "-o", options, "start"]
        subprocess.run(as_user(start), **quiet)  # type: ignore[call-overload]
        try:
            yield f"postgres://postgres@/postgres?host={folder}"
        finally:
            subprocess.run(as_user([PG_CTL, "-D", data, "-m", "immediate", "stop"]), **quiet)  # type: ignore[call-overload]
    finally:
        subprocess.run(as_user(["rm", "-rf", str(folder)]), check=True)


@pytest.mark.slow
def test_on_postgres(cluster: str) -> None:
    tests = [str(HERE / f"test_{name}.py") for name in ("sync", "export_erase", "log_things", "data")]
    env = {**os.environ, "IRONSTRIDE_TEST_DATABASE": cluster, "IRONSTRIDE_TEST_MIGRATIONS": "1"}
    call = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-m", "not slow", *tests]
    done = subprocess.run(call, env=env, capture_output=True, text=True, check=False, cwd=HERE.parent.parent)
    assert done.returncode == 0, done.stdout[-3000:]


class OnPostgres(Served):
    """A server whose database is a cluster's."""

    def __init__(self, folder: Path, database: str) -> None:
        super().__init__(folder)
        self.database = database

    def environment(self) -> dict[str, str]:
        return {**super().environment(), "DATABASE_URL": self.database}


@pytest.mark.slow
def test_a_backup_comes_back_without_who_was_erased_since(cluster: str, tmp_path: Path) -> None:
    if shutil.which("pg_dump") is None:
        pytest.skip("no PostgreSQL client here")
    server = OnPostgres(tmp_path / "data", cluster).start()
    file = tmp_path / "backup.dump"
    try:
        staying, leaving = Browser(server.address), Browser(server.address)
        staying.sign_up("stays@example.org")
        leaving.sign_up("leaves@example.org")
        assert staying.sync([entry("before")])[0] == leaving.sync([entry("mine")])[0] == 200
        done = command(server, "backup", str(file))
        assert done.returncode == 0, done.stderr
        assert file.stat().st_mode & 0o077 == 0
        assert staying.sync([entry("after")])[0] == 200
        assert command(server, "restore", str(file)).returncode == 2, "not under a running server"
        leaving.submit("/account/reauthenticate/", {"password": PASSWORD})
        leaving.submit("/data/erase", {"email": "leaves@example.org"}, page="/data/")
    finally:
        server.stop()
    wrong = tmp_path / "wrong.dump"
    wrong.write_bytes(b"no backup")
    done = command(server, "restore", str(wrong))
    assert (done.returncode, len(done.stderr.strip().splitlines())) == (2, 1), done.stderr
    done = command(server, "restore", str(file))
    assert done.returncode == 0, done.stderr
    assert "1 erasures were done again" in done.stderr
    with psycopg.connect(cluster) as database:
        assert database.execute("SELECT email FROM accounts_user").fetchall() == [("stays@example.org",)]
        assert database.execute("SELECT entry FROM log_logrecord").fetchall() == [("before",)]
    assert len(list(server.folder.glob("ironstride-before-*.dump"))) == 1
    assert not (server.folder / "restoring.sql").exists()
    server.start()
    try:
        assert staying.sync([entry("before"), entry("after")])[1]["acked"] == ["before", "after"]
    finally:
        server.stop()
