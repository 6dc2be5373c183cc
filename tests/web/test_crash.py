"""The real server, killed in the middle of writing, and a disk that is full: what was acknowledged is there, once."""

from __future__ import annotations

import http.client
import random
import sqlite3
import threading
import time
from collections import Counter
from pathlib import Path

import msgspec
import pytest

from ironstride.web.site.serve import web_command
from web.served import Browser, Served

ROUNDS, WRITERS = 20, 3


def entry(name: str) -> dict[str, object]:
    """Give an entry with some weight; `x-NAME` takes the set of NAME back."""
    if name.startswith("x-"):
        return {"do": "remove", "entry": name, "id": f"set-{name[2:]}"}
    done = {"id": f"set-{name}", "exercise": "step-up", "reps": 8, "note": "x" * 200}
    return {"do": "set", "entry": name, "session": f"s-{name[:-1]}", "set": done}


class Writer(threading.Thread):
    """A phone that logs and sends until the server is gone; what was not acknowledged it keeps for the next round."""

    def __init__(self, browser: Browser, name: str, outbox: list[str], seed: int) -> None:
        super().__init__()
        self.browser, self.label, self.outbox = browser, name, outbox
        self.random = random.Random(seed)
        self.acked: set[str] = set()

    def run(self) -> None:
        for number in range(10_000):
            self.outbox += [f"{self.label}-{number}-{n}" for n in range(self.random.randint(1, 4))]
            part = self.random.sample(self.outbox, self.random.randint(1, len(self.outbox)))[:40]
            try:
                status, answer = self.browser.sync([entry(name) for name in part])
            except (OSError, http.client.HTTPException, msgspec.DecodeError):
                return
            if status == 200:
                self.acked |= set(answer["acked"])
                self.outbox += [f"x-{one}" for one in answer["acked"] if one[-1] == "3" and not one.startswith("x-")]
                self.outbox[:] = [name for name in self.outbox if name not in self.acked]


def stored(folder: Path) -> Counter[str]:
    """Count every entry on disk, after a check of the file."""
    with sqlite3.connect(folder / "ironstride.sqlite3") as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        seqs = [row[0] for row in database.execute("SELECT seq FROM log_logrecord ORDER BY seq")]
        assert len(set(seqs)) == len(seqs)
        assert database.execute("SELECT seq FROM log_loghead").fetchone() in (None, (max(seqs, default=0),))
        return Counter(row[0] for row in database.execute("SELECT entry FROM log_logrecord"))


def stored_order(folder: Path) -> dict[str, int]:
    """Give the number of every entry on disk."""
    with sqlite3.connect(folder / "ironstride.sqlite3") as database:
        return dict(database.execute("SELECT entry, seq FROM log_logrecord"))


@pytest.mark.slow
def test_killed_twenty_times_no_set_is_lost_or_doubled(tmp_path: Path) -> None:
    server = Served(tmp_path / "data").start()
    browser = Browser(server.address)
    browser.sign_up("crash@example.org")
    server.stop()
    acked: set[str] = set()
    outboxes: list[list[str]] = [[] for _ in range(WRITERS)]
    for round_ in range(ROUNDS):
        server.start(web_command("127.0.0.1", server.port))
        writers = [Writer(browser, f"r{round_}w{n}", outboxes[n], 100 * round_ + n) for n in range(WRITERS)]
        for writer in writers:
            writer.start()
        time.sleep(0.2 + random.Random(round_).random() * 0.4)
        server.kill()
        for writer in writers:
            writer.join()
            acked |= writer.acked
        found = stored(server.folder)
        assert not acked - set(found), f"round {round_}: lost"
        assert max(found.values(), default=1) == 1, f"round {round_}: doubled"
    assert len(acked) > 2 * ROUNDS
    order = stored_order(server.folder)
    taken_back = {one for one in acked if one.startswith("x-")}
    assert taken_back, "some sets are to be taken back"
    assert all(order[one] > order[one[2:]] for one in taken_back), "what was taken back does not come after"


@pytest.mark.slow
def test_a_full_disk_is_told_and_nothing_is_acknowledged(tmp_path: Path) -> None:
    server = Served(tmp_path / "data").start()
    try:
        browser = Browser(server.address)
        browser.sign_up("full@example.org")
    finally:
        server.stop()
    settings = tmp_path / "full_settings.py"
    settings.write_text(
        "from ironstride.web.site.settings import *\n"
        "DATABASES['default']['OPTIONS']['init_command'] += 'PRAGMA max_page_count=160;'\n"
    )
    full = Served(tmp_path / "data")
    full.port = server.port
    environment = full.environment()
    environment |= {"DJANGO_SETTINGS_MODULE": "full_settings", "PYTHONPATH": f"{tmp_path}:{environment['PYTHONPATH']}"}
    full.environment = lambda: environment  # type: ignore[method-assign]
    full.start(web_command("127.0.0.1", full.port))
    acked: set[str] = set()
    try:
        for number in range(2_000):
            name = f"e-{number}"
            status, answer = browser.sync([entry(name)])
            if status != 200:
                break
            acked |= set(answer["acked"])
        assert status == 507
        assert "Nothing was stored" in answer["problem"]
        assert len(acked) > 10
        status, given = browser.sync([entry("e-0")])  # reading and what is known already still work
        assert (status, given["acked"]) == (200, ["e-0"])
    finally:
        full.stop()
    assert set(stored(full.folder)) == acked
