"""Remembers who was erased, outside the database, so that a backup put back does not bring them back."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta

from ironstride.web.site.environment import environment

FILE = "erased.txt"
#: backups older than this are to be gone (docs/how-to/operate.md); so are these lines, some time later
KEPT = timedelta(days=90)


def remember_erased(digest: str) -> None:
    """Note the digest of an erased account's random id, on disk, before the account goes."""
    path = environment().data / FILE
    with path.open("a", encoding="ascii") as file:
        os.fchmod(file.fileno(), 0o600)
        file.write(f"{datetime.now(UTC):%Y-%m-%d} {digest}\n")
        file.flush()
        os.fsync(file.fileno())


def erased_since() -> frozenset[str]:
    """Give the digests noted within the time backups may live."""
    path = environment().data / FILE
    first = f"{datetime.now(UTC) - KEPT:%Y-%m-%d}"
    lines = path.read_text(encoding="ascii").splitlines() if path.exists() else []
    return frozenset(line.partition(" ")[2] for line in lines if line >= first)
