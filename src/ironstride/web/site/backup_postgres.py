"""Backs a PostgreSQL database up and puts a backup back, by PostgreSQL's own programs."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import IO
from urllib.parse import unquote, urlsplit

from ironstride.model.errors import InputError

#: empties the database of tables, in the transaction that then fills it
EMPTY = """
DO $$ DECLARE one record; BEGIN
FOR one IN SELECT tablename FROM pg_tables WHERE schemaname = current_schema() LOOP
EXECUTE format('DROP TABLE %I CASCADE', one.tablename);
END LOOP; END $$;
"""
MEND = "Check DATABASE_URL; its version must not be newer than pg_dump's."


def dump(address: str, target: Path) -> None:
    """Write a database into a file, as it stands at one moment; the server may run meanwhile.

    Raises
    ------
    InputError : there is no pg_dump, or it fails.
    """
    _run(["pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={target}"], address)


def tables_in(source: Path) -> set[str]:
    """Name the tables of a backup.

    Raises
    ------
    InputError : it is none, or there is no pg_restore.
    """
    lines = _run(["pg_restore", "--list", str(source)]).splitlines()
    return {words[5] for line in lines if (words := line.split())[3:4] == ["TABLE"] and len(words) > 5}


def put_back(address: str, source: Path, scratch: Path) -> None:
    """Replace all tables of a database by those of a backup, in one transaction.

    Parameters
    ----------
    scratch : a file beside which nobody else reads; it is gone afterwards.

    Raises
    ------
    InputError : a program is not there, or fails; then everything is as it was.
    """
    try:
        with os.fdopen(os.open(scratch, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as script:
            script.write(EMPTY.encode())
            script.flush()
            _run(["pg_restore", "--no-owner", "--no-privileges", "--file=-", str(source)], into=script)
        quietly = ["--no-psqlrc", "--quiet", "--output=/dev/null", "--set=ON_ERROR_STOP=1", "--single-transaction"]
        _run(["psql", *quietly, f"--file={scratch}"], address)
    finally:
        scratch.unlink(missing_ok=True)


def _run(words: list[str], address: str = "", into: IO[bytes] | None = None) -> str:
    """Run a program of PostgreSQL's, the password where no list of processes shows it; gives what it said."""
    url = urlsplit(address)
    environment = dict(os.environ)
    if url.password:
        environment["PGPASSWORD"] = unquote(url.password)
    if address:
        user, at, place = url.netloc.rpartition("@")
        words = [*words, f"--dbname={url._replace(netloc=user.partition(':')[0] + at + place).geturl()}"]
    try:
        done = subprocess.run(
            words, env=environment, stdout=into or subprocess.PIPE, stderr=subprocess.PIPE, check=False
        )
    except FileNotFoundError:
        mend = "Install PostgreSQL's client programs (postgresql-client)."
        raise InputError(f"{words[0]} is not installed", "DATABASE_URL", mend) from None
    if done.returncode:
        said = (done.stderr.decode(errors="replace").strip().splitlines() or ["it did not say why"])[0]
        raise InputError(f"{words[0]} failed: {said}", "DATABASE_URL", MEND)
    return "" if done.stdout is None else done.stdout.decode(errors="replace")
