"""A phone for tests: a server of its own that may be killed, runners with a plan, a browser that keeps its storage."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from web.browsing import CHROMIUM
from web.served import Browser, Served

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

SCREEN = {"width": 390, "height": 844}
PLAN = ("runners_planversion", "runners_runnerversion")
_COPIED: list[int] = []


#: what a page shows of the set at hand and of those done
AT_HAND = "() => [...document.querySelectorAll('#what, .which, .overview')].map((one) => one.textContent).join()"


class Runner:
    """Somebody with an account and the demo's plan."""

    def __init__(self, server: Served, email: str, planned: bool = True) -> None:
        self.server = server
        self.login = Browser(server.address)
        self.login.sign_up(email)
        with closing(self._database()) as database:
            sql = "SELECT id FROM accounts_user WHERE email = ?"
            (self.pk,) = database.execute(sql, (email,)).fetchone()
            if planned:
                for table in PLAN:
                    copy_rows(database, table, self.pk)

    def _database(self) -> sqlite3.Connection:
        return sqlite3.connect(self.server.folder / "ironstride.sqlite3", timeout=10)

    def cookies(self) -> list[Any]:
        """Give the login's cookies as a browser takes them."""
        return [
            {"name": one.name, "value": one.value or "", "domain": "localhost", "path": "/", "expires": 2**31}
            for one in self.login.jar
        ]

    def stored_sets(self) -> list[str]:
        """Name the sets on the server's disk in order, each as often as it stands there."""
        return [entry["set"]["id"] for entry in self.stored("set")]

    def stored(self, kind: str) -> list[Any]:
        """Give the entries of a kind on the server's disk."""
        with closing(self._database()) as database:
            sql = "SELECT content FROM log_logrecord WHERE owner_id = ? ORDER BY seq"
            entries = [json.loads(row[0]) for row in database.execute(sql, (self.pk,))]
        return [entry for entry in entries if entry["do"] == kind]

    def sessions(self) -> list[Any]:
        """Give the sessions the log amounts to."""
        with closing(self._database()) as database:
            sql = "SELECT content FROM log_logged WHERE owner_id = ? AND kind = 'session'"
            return [json.loads(row[0]) for row in database.execute(sql, (self.pk,))]


def copy_rows(database: sqlite3.Connection, table: str, owner: int) -> None:
    """Give an owner the first row of a table that another one has: the demo's."""
    columns = [row[1] for row in database.execute(f"PRAGMA table_info({table})") if row[1] not in ("id", "owner_id")]
    names = ", ".join(columns)
    with database:
        database.execute(
            f"INSERT INTO {table} (owner_id, {names}) SELECT ?, {names} FROM {table} ORDER BY id LIMIT 1", (owner,)
        )


def server_with_demo(folder: Path) -> Served:
    """Start a server and let it make the demo's plan."""
    server = Served(folder, "--demo").start()
    demo = Browser(server.address)
    demo.submit("/demo/", {}, page="/")
    for _ in range(300):
        with closing(sqlite3.connect(folder / "ironstride.sqlite3", timeout=10)) as database:
            if database.execute("SELECT count(*) FROM runners_planversion").fetchone()[0]:
                return server
        time.sleep(0.1)
    raise AssertionError("the demo has no plan")


@contextmanager
def phone(browser: Any, runner: Runner, folder: Path | None = None, **more: Any) -> Iterator[BrowserContext]:
    """Open a phone that is logged in; with a folder it keeps what it knows over its own end."""
    address = runner.server.address.replace("127.0.0.1", "localhost")
    options = {"base_url": address, "viewport": SCREEN, **more}
    if folder is None:
        opened = browser.new_context(**options)
    else:
        opened = browser.browser_type.launch_persistent_context(
            folder, executable_path=CHROMIUM, args=["--no-sandbox"], **options
        )
    opened.set_default_timeout(30_000)
    if not opened.cookies():
        opened.add_cookies(runner.cookies())
    try:
        yield opened
    finally:
        opened.close()


def ready(page: Page) -> None:
    """Wait until gym mode would open without a signal."""
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_function(
        """() => new Promise((done) => { const asked = indexedDB.open('ironstride');
        asked.onsuccess = () => { const base = asked.result;
          if (!base.objectStoreNames.contains('kept')) { base.close(); return done(false); }
          const got = base.transaction('kept').objectStore('kept').get('pack');
          got.onsuccess = () => { base.close(); done(Boolean(got.result)); }; }; })"""
    )


def log_one(page: Page) -> None:
    """Log the set at hand, as a thumb would."""
    before = page.evaluate(AT_HAND)
    tap = page.locator("[data-rir='2']") if page.locator("[data-rir='2']").count() else page.locator("#done")
    tap.first.click()
    page.wait_for_function(f"before => ({AT_HAND})() !== before", arg=before)
    page.wait_for_function("() => document.activeElement?.hasAttribute('data-focus')")  # what follows is drawn


def saved(page: Page) -> None:
    """Wait until the page says that all is saved."""
    page.wait_for_function("() => document.getElementById('status').textContent === 'Saved'")
