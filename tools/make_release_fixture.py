"""Writes the database of a release as SQL text, for the test that later versions can still open it.

Run it once when a version is released: `python tools/make_release_fixture.py 0.2.0`. What it wrote is never changed.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import sys
import tempfile
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "tests" / "web" / "releases"
#: the account in it; its password stands in tests/web/served.py
EMAIL, PASSWORD = "release@example.org", "iron-and-cinder-7"
SESSIONS = 3


def main(version: str) -> int:
    """Make a database with an account that has lived a little, and write it down."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["IRONSTRIDE_DATA"] = folder
        from ironstride.web.site.serve import prepare

        prepare()
        fill()
        with contextlib.closing(sqlite3.connect(Path(folder) / "ironstride.sqlite3")) as database:
            text = "\n".join(line for line in database.iterdump() if "sqlite_sequence" not in line)
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / f"{version}.sql").write_text(text + "\n", encoding="utf-8")
    return 0


def fill() -> None:
    """Add an account with a runner, a plan, a log and an import."""
    from ironstride.web.accounts.consents import QUESTIONS, set_consent
    from ironstride.web.accounts.models import User
    from ironstride.web.data.models import Batch, ImportedFile
    from ironstride.web.log.store import append
    from ironstride.web.runners.demo import done_until, example
    from ironstride.web.runners.models import RunningFile
    from ironstride.web.runners.planning import make_plan
    from ironstride.web.runners.stored import keep_plan, keep_runner

    user = User.objects.create_user(EMAIL, PASSWORD)
    for kind in QUESTIONS:
        set_consent(user, kind, yes=True)
    runner, calendar = example()
    batch = Batch.objects.create(owner=user)
    ImportedFile.objects.create(batch=batch, owner=user, name="plan.ics", size=1, sha256="0", accepted=True)
    RunningFile.objects.create(owner=user, batch=batch, name="plan.ics", content=calendar.encode())
    keep_runner(user, runner, "release")
    plan = make_plan(user, runner, lambda stage: None)
    keep_plan(user, plan, "release")
    append(user, list(done_until(plan, plan.last_day))[:SESSIONS])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
