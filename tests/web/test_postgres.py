"""The same on PostgreSQL, where there is one: a cluster of its own, the migrations, and the tests that store most."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

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
