"""Backs the database up while it is used, and puts a backup back; erasures since then are done again.

The same for SQLite, by its own means, and for PostgreSQL, by its programs.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from ironstride.model.errors import InputError
from ironstride.web.site import backup_postgres
from ironstride.web.site.environment import Environment, environment
from ironstride.web.site.erased import erased_since
from ironstride.web.site.lock import locked
from ironstride.web.site.serve import prepare

#: tables without which a file is no backup of ours
OURS = {"accounts_user", "log_logrecord", "django_migrations"}


def backup(target: Path) -> int:
    """Write a whole, checked copy of the database to a file; the server may run meanwhile.

    Returns
    -------
    int : its size in bytes.

    Raises
    ------
    InputError : there is no database, or the file cannot be written.
    """
    given = environment()
    source = None if given.database_url else _database()
    scratch = target.with_name(f".{target.name}.part")
    scratch.unlink(missing_ok=True)
    try:
        os.close(os.open(scratch, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        if source is None:
            backup_postgres.dump(given.database_url, scratch)
        else:
            with contextlib.closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True, timeout=60)) as database:
                database.execute("VACUUM INTO ?", (str(scratch),))
        _check(scratch)
        _on_disk(scratch)
        scratch.replace(target)
    except (OSError, sqlite3.Error) as error:
        raise InputError(
            f"cannot be backed up ({error})", str(target), "Check the place and its free space."
        ) from error
    finally:
        scratch.unlink(missing_ok=True)
    return target.stat().st_size


def restore(source: Path) -> str:
    """Put a backup in place of the database, bring it up to date, and erase again who asked for it since.

    Returns
    -------
    str : what was done, in one line; the database that was there lies beside under the name that is told.

    Raises
    ------
    InputError : it is no whole backup of ours, or a server runs.
    """
    _check(source)
    given = environment()
    with locked(given.data):
        stamp = f"ironstride-before-{datetime.now(UTC):%Y%m%d-%H%M%S}"
        aside = _put_back_postgres(given, source, stamp) if given.database_url else _put_back(source, stamp)
        told = f" What was there is in {aside.name}." if aside else ""
        prepare()
        again = _erase_again()
    return f"Restored.{told} {again} erasures were done again."


def _put_back(source: Path, stamp: str) -> Path | None:
    """Put a file in place of SQLite's; gives where the one that was there is now."""
    target = _database(must_exist=False)
    fresh = target.with_name("restoring.sqlite3")
    shutil.copyfile(source, fresh)
    fresh.chmod(0o600)
    _on_disk(fresh)
    aside = None
    if target.exists():
        with contextlib.closing(sqlite3.connect(target)) as database:
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        aside = target.rename(target.with_name(f"{stamp}.sqlite3"))
    for ending in ("-wal", "-shm"):
        target.with_name(target.name + ending).unlink(missing_ok=True)
    fresh.replace(target)
    return aside


def _put_back_postgres(given: Environment, source: Path, stamp: str) -> Path:
    """Put a dump in place of PostgreSQL's tables; gives where a dump of those that were there is."""
    aside = given.data / f"{stamp}.dump"
    os.close(os.open(aside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    backup_postgres.dump(given.database_url, aside)
    backup_postgres.put_back(given.database_url, source, given.data / "restoring.sql")
    return aside


def _erase_again() -> int:
    """Erase accounts of the backup that were erased after it was made."""
    from ironstride.web.accounts.models import User, digest_of
    from ironstride.web.data.erasing import erase

    gone = erased_since()
    found = [user for user in User.objects.all() if digest_of(str(user.public)) in gone]
    for user in found:
        erase(user)
    return len(found)


def _database(must_exist: bool = True) -> Path:
    given = environment()
    path = given.data / "ironstride.sqlite3"
    if must_exist and not path.exists():
        raise InputError("there is no database in it", str(given.data), "Name the folder with --data.")
    return path


def _check(path: Path) -> None:
    """Make sure that a file is a whole backup of ours."""
    try:
        if environment().database_url:
            whole, tables = True, backup_postgres.tables_in(path)
        else:
            with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
                whole = database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
                tables = {row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    except sqlite3.Error as error:
        raise InputError(f"this is no backup ({error})", str(path), "Name a file that `backup` wrote.") from None
    if not whole or not tables >= OURS:
        raise InputError("this is no whole backup of Ironstride", str(path), "Name a file that `backup` wrote.")


def _on_disk(path: Path) -> None:
    """Have a file on disk before it takes another's place."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
