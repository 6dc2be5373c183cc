"""A real browser for tests: Chromium, a page that minds every policy violation and every request elsewhere."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from web.served import Served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
CHROMIUM = os.environ.get("CHROMIUM") or next((path for name in NAMES if (path := shutil.which(name))), "")

#: how long a page is waited for: long, since several tests may share few cores
PATIENCE_MS = 120_000


@contextmanager
def chromium() -> Iterator[Browser]:
    """Run a browser."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def page_of(browser: Browser, served: Served, **context: object) -> Iterator[Page]:
    """Open a page in a context of its own.

    Raises
    ------
    AssertionError : at the end, when the console told of a fault, or anything was asked of another machine.
    """
    # passkeys belong to a name, not to a number
    opened = browser.new_context(base_url=served.address.replace("127.0.0.1", "localhost"), **context)  # type: ignore[arg-type]
    opened.set_default_timeout(PATIENCE_MS)
    faults: list[str] = []
    page = opened.new_page()
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on(
        "request",
        lambda asked: (
            None
            if f":{served.port}" in asked.url or asked.url.startswith(("data:", "blob:"))
            else faults.append(asked.url)
        ),
    )
    try:
        yield page
        assert faults == [], faults
    finally:
        opened.close()


def open_demo(page: Page) -> None:
    """Press the demo's button and wait for its season."""
    page.goto("/")
    page.click("button:has-text('demo')")
    # the front page has a picture, too
    page.wait_for_selector("main:not(:has(.calls)) svg[role=img]", state="attached", timeout=120_000)
