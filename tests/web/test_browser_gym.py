"""Gym mode in a real browser: whatever happens to the signal, the page, the storage or the server, no set is lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ironstride.web.site.serve import web_command
from web.gym_phone import Runner, log_one, phone, ready, saved, server_with_demo
from web.served import Served

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve the app for this module alone, since its tests kill it."""
    server = server_with_demo(tmp_path_factory.mktemp("gym") / "data")
    yield server
    server.stop()


def again(server: Served) -> None:
    """Start the web process anew."""
    server.start(web_command("127.0.0.1", server.port))


def test_a_session_without_a_signal_from_a_cold_start(server: Served, browser: Any, tmp_path: Path) -> None:
    runner = Runner(server, "cellar@example.org")
    with phone(browser, runner, tmp_path / "phone") as first:
        page = first.pages[0]
        page.goto("/")
        ready(page)
    server.kill()
    with phone(browser, runner, tmp_path / "phone") as second:
        page = second.pages[0]
        page.goto("/gym/")
        page.locator("[data-plan]").first.click()
        for _ in range(3):
            log_one(page)
        page.wait_for_selector("#status:has-text('on this phone')")
        at_hand = page.inner_text("#what")
    with phone(browser, runner, tmp_path / "phone") as third:  # the page was killed; the session goes on where it was
        page = third.pages[0]
        page.goto("/")
        page.wait_for_selector("#what")
        assert page.inner_text("#what") == at_hand
        log_one(page)
        again(server)
        saved(page)
        assert page.locator(".done-set .state").all_inner_texts().count("On this phone") == 0
    (session,) = runner.sessions()
    assert len(session["sets"]) == len(set(runner.stored_sets())) == len(runner.stored_sets()) >= 4
    assert session["planned"]
    assert not session["finished"]
