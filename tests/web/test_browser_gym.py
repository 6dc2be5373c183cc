"""Gym mode in a real browser: whatever happens to the signal, the page, the storage or the server, no set is lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ironstride.web.site.serve import web_command
from web.gym_phone import AT_HAND, Runner, log_one, phone, ready, saved, server_with_demo
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


def tabs(opened: Any, count: int) -> list[Any]:
    """Begin a session in one tab and open it in others."""
    first, *others = pages = [opened.new_page() for _ in range(count)]
    begin(first)
    for tab in others:
        tab.goto("/gym/")
        tab.wait_for_selector("#what")
    return pages


def begin(page: Any) -> None:
    """Open gym mode with a signal and begin the first session offered."""
    page.goto("/gym/")
    ready(page)
    page.locator("[data-plan]").first.click()
    page.wait_for_selector("#what")


def test_two_phones_on_one_workout(server: Served, browser: Any) -> None:
    runner = Runner(server, "two@example.org")
    with phone(browser, runner) as one, phone(browser, runner) as other:
        here, there = one.new_page(), other.new_page()
        begin(here)
        begin(there)
        other.set_offline(True)
        log_one(here)
        saved(here)
        log_one(there)
        log_one(there)
        there.wait_for_selector("#status:has-text('on this phone')")
        other.set_offline(False)
        saved(there)
        (session,) = runner.sessions()
        first = [one for one in session["sets"] if one["exercise"] == session["sets"][0]["exercise"]]
        count = sum(one.get("side") != "right" for one in first)
        assert count > 1  # both began with the same exercise, and the sets of both stand
        for page in (here, there):
            page.goto("/gym/")
            page.wait_for_selector(f".overview li:first-child:has-text('{count}/')")
        shown = [page.locator(".overview").inner_text() for page in (here, there)]
        assert shown[0] == shown[1]
    assert len(session["sets"]) == len(set(runner.stored_sets())) >= 3


def test_a_logout_waits_for_what_is_not_sent(server: Served, browser: Any) -> None:
    runner = Runner(server, "leaving@example.org")
    with phone(browser, runner) as opened:
        page = opened.new_page()
        begin(page)
        opened.route("**/api/sync", lambda route: route.abort())
        log_one(page)
        page.goto("/")
        page.click("details.more summary")
        page.click(".pocket form[action$='/logout/'] button")
        page.wait_for_url("**/gym/leaving")
        page.wait_for_selector("#waiting li")
        assert runner.stored_sets() == []
        opened.unroute("**/api/sync")
        page.click("#send")  # once all is sent, the logout goes through
        page.wait_for_selector("a[href*='login']")
        assert len(runner.stored_sets()) >= 1
        left = page.evaluate(KEPT)
        assert left == {"kept": [], "entries": 0}


#: what lies in the browser's storage
KEPT = """() => new Promise((done) => { const asked = indexedDB.open('ironstride');
asked.onsuccess = () => { const tx = asked.result.transaction(['kept', 'entries']);
  const keys = tx.objectStore('kept').getAllKeys(), count = tx.objectStore('entries').count();
  tx.oncomplete = () => { asked.result.close(); done({kept: keys.result, entries: count.result}); }; }; })"""


def test_sets_given_up_by_name_are_gone(server: Served, browser: Any) -> None:
    runner = Runner(server, "given-up@example.org")
    with phone(browser, runner) as opened:
        page = opened.new_page()
        begin(page)
        opened.route("**/api/sync", lambda route: route.abort())
        log_one(page)
        page.goto("/gym/leaving")
        page.wait_for_selector("#waiting li")
        page.click("#give-up")
        page.wait_for_selector("a[href*='login']")
        assert page.evaluate(KEPT) == {"kept": [], "entries": 0}
    assert runner.stored_sets() == []


def test_storage_that_was_thrown_away_is_told(server: Served, browser: Any) -> None:
    runner = Runner(server, "evicted@example.org")
    with phone(browser, runner) as opened:
        page = opened.new_page()
        begin(page)
        log_one(page)
        saved(page)
        page.goto("/health")
        page.evaluate("() => new Promise((done) => { indexedDB.deleteDatabase('ironstride').onsuccess = done; })")
        page.goto("/gym/")
        page.wait_for_selector(".notice:has-text('threw away')")
        page.locator("[data-plan]", has_text="Go on").first.click()
        page.wait_for_selector("#what")
        assert "1/" in page.locator(".overview li").first.inner_text()


def test_a_server_killed_while_sets_come_in(server: Served, browser: Any) -> None:
    runner = Runner(server, "killed@example.org")
    with phone(browser, runner) as opened:
        page = opened.new_page()
        begin(page)
        for _ in range(2):
            log_one(page)
            server.kill()
            log_one(page)
            again(server)
        saved(page)
        page.reload()
        page.wait_for_selector("#what")
        assert page.locator(".done-set .state:has-text('On this phone')").count() == 0
    (session,) = runner.sessions()
    assert len(session["sets"]) == len(runner.stored_sets()) == len(set(runner.stored_sets())) >= 4


def test_a_login_that_ended_keeps_the_sets(server: Served, browser: Any) -> None:
    runner = Runner(server, "expired@example.org")
    with phone(browser, runner) as opened:
        page = opened.new_page()
        begin(page)
        opened.clear_cookies()
        log_one(page)
        page.wait_for_selector("#status:has-text('Log in')")
        opened.add_cookies(runner.cookies())
        page.evaluate("() => dispatchEvent(new Event('online'))")
        saved(page)
    assert len(runner.stored_sets()) >= 1


def test_a_clock_a_day_ahead_is_noticed(server: Served, browser: Any) -> None:
    runner = Runner(server, "clock@example.org")
    with phone(browser, runner, timezone_id="Europe/Berlin") as opened:  # where the demo lives
        opened.add_init_script(
            "const Real = Date; Date = class extends Real { constructor(...a) { a.length ? super(...a) : "
            "super(Real.now() + 864e5); } static now() { return Real.now() + 864e5; } };"
        )
        page = opened.new_page()
        begin(page)
        page.wait_for_selector(".notice:has-text('24 h off')")
        log_one(page)
        saved(page)
        told = page.evaluate("() => fetch('/api/gym/now?device=x').then((answer) => answer.json())")
        assert [one["date"] for one in runner.sessions()] == [told["today"]]


def to_a_lift_with_others_like_it(page: Any) -> str:
    """Go on until the sheet of swaps has a choice; gives the name of the lift it is for."""
    while True:
        while not page.locator("[data-rir]").count():
            log_one(page)
        lift: str = page.inner_text("#what")
        page.click("#swap")
        page.wait_for_selector(".sheet")
        if page.locator(".choices [data-exercise]").count():
            return lift
        page.click("#shut")
        page.click("#skip")
        page.wait_for_function("before => document.getElementById('what')?.textContent !== before", arg=lift)


def test_swap_change_take_back_and_finish(server: Served, browser: Any) -> None:
    runner = Runner(server, "thumb@example.org")
    with phone(browser, runner) as opened:
        page = opened.new_page()
        begin(page)
        lift = to_a_lift_with_others_like_it(page)
        page.locator(".choices [data-exercise]").first.click()
        page.wait_for_function("before => document.getElementById('what')?.textContent !== before", arg=lift)
        other = page.inner_text("#what")
        log_one(page)
        page.click("#undo")
        page.wait_for_selector(".toast:has-text('taken out')")
        log_one(page)
        while not (page.locator(".done-set").count() and page.locator("#rest").count()):  # no rest after a warm-up
            log_one(page)
        page.click("#rest-over")
        page.wait_for_selector("#rest", state="detached")
        page.locator(".done-set").last.click()
        page.fill("#edit-amount", "3")
        page.click("#keep")
        page.wait_for_selector(".done-set:has-text('3')")
        page.click("#finish")
        page.click("[data-rpe='7']")
        page.wait_for_selector("#kept:has-text('Saved')")
    (session,) = runner.sessions()
    assert session.get("finished", True)
    assert session["rpe"] == 7
    assert any(one.get("reps") == 3 for one in session["sets"])
    assert other.lower().replace(" ", "-")[:6] in {one["exercise"][:6] for one in session["sets"]}


def test_a_session_without_a_plan(server: Served, browser: Any) -> None:
    runner = Runner(server, "free@example.org", planned=False)
    with phone(browser, runner) as opened:
        page = opened.new_page()
        page.goto("/gym/")
        page.click("#free")
        page.click("#add")
        page.fill("#search", "back squat")
        page.click("[data-exercise='back-squat']")
        page.click("#load")
        page.fill("#load-field", "60")
        page.click("#take")
        log_one(page)
        saved(page)
    (session,) = runner.sessions()
    assert [(one["exercise"], one["load_kg"]) for one in session["sets"]] == [("back-squat", 60.0)]


def test_two_tabs_and_a_full_disk(server: Served, browser: Any) -> None:
    runner = Runner(server, "tabs@example.org")
    full = {"status": 507, "json": {"problem": "The server's disk is full."}}
    with phone(browser, runner) as opened:
        page, other = tabs(opened, 2)
        opened.route("**/api/sync", lambda route: route.fulfill(**full))
        first = page.inner_text("#what")
        while page.inner_text("#what") == first:  # the last set of an exercise moves both on
            log_one(page)
        page.wait_for_selector("#status:has-text('disk is full')")
        other.wait_for_function(f"want => ({AT_HAND})() === want", arg=page.evaluate(AT_HAND))
        assert runner.stored_sets() == []
        opened.unroute("**/api/sync")
        saved(page)
        saved(other)
    assert len(runner.stored_sets()) == len(set(runner.stored_sets())) >= 1


#: the set at hand and what is dialled for it
DIALLED = "() => [...document.querySelectorAll('#what, .which, .dials')].map((one) => one.textContent).join()"
COUNTS = "() => document.querySelector('.overview').textContent"


def more_of_it(page: Any) -> None:
    """Dial one more than asked."""
    page.locator(".dial:not(.load) button").last.click()


def test_a_tab_with_something_dialled_keeps_its_place_and_logs_no_set_twice(server: Served, browser: Any) -> None:
    runner = Runner(server, "dialled@example.org")
    with phone(browser, runner) as opened:
        page, other = tabs(opened, 2)
        more_of_it(other)
        dialled = other.evaluate(DIALLED)
        log_one(page)
        saved(page)
        other.wait_for_function(f"want => ({COUNTS})() === want", arg=page.evaluate(COUNTS))
        assert other.evaluate(DIALLED) == dialled
        count = len(runner.stored_sets())
        tap = other.locator("[data-rir='2'], #done").first
        tap.click()
        other.wait_for_selector(".notice:has-text('logged already')")
        assert other.evaluate(AT_HAND) == page.evaluate(AT_HAND)
        saved(other)
    assert len(runner.stored_sets()) == count


def test_a_sheet_and_a_note_stay_while_another_tab_logs(server: Served, browser: Any) -> None:
    runner = Runner(server, "sheet@example.org")
    with phone(browser, runner) as opened:
        page, other, third = tabs(opened, 3)
        other.click("#add")
        other.fill("#search", "back squat")
        third.click("#finish")
        third.fill("#note", "slept badly")
        log_one(page)
        saved(page)
        saved(other)
        saved(third)
        assert other.input_value("#search") == "back squat"
        assert third.input_value("#note") == "slept badly"
        other.click("#shut")  # nothing was dialled: the tab goes where the other is
        other.wait_for_function(f"want => ({AT_HAND})() === want", arg=page.evaluate(AT_HAND))


def test_two_taps_at_once_in_two_tabs_log_one_set(server: Served, browser: Any) -> None:
    runner = Runner(server, "at-once@example.org")
    with phone(browser, runner) as opened:
        page, other = tabs(opened, 2)
        both = """() => { new BroadcastChannel('both').onmessage = () =>
            document.querySelector("[data-rir='2'], #done").click(); }"""
        for tab in (page, other):
            tab.evaluate(both)
        at_hand = page.evaluate(AT_HAND)
        third = opened.new_page()
        third.goto("/health")
        third.evaluate("() => new BroadcastChannel('both').postMessage('now')")
        for tab in (page, other):
            tab.wait_for_function(f"before => ({AT_HAND})() !== before", arg=at_hand)
            saved(tab)
        other.wait_for_function(f"want => ({AT_HAND})() === want", arg=page.evaluate(AT_HAND))
    (session,) = runner.sessions()
    assert sum(one.get("side") != "right" for one in session["sets"]) == 1


def test_a_session_thrown_away_in_another_tab_takes_no_later_set_with_it(server: Served, browser: Any) -> None:
    runner = Runner(server, "thrown-here@example.org")
    with phone(browser, runner) as opened:
        page, other, third = tabs(opened, 3)
        log_one(page)
        more_of_it(other)
        for press in ("#more", "#throw", "#sure"):
            page.click(press)
        for tab in (page, third):  # one that only shows goes to the start
            tab.wait_for_selector("[data-plan]")
        log_one(other)
        saved(other)
    (session,) = runner.sessions()
    assert session["id"].endswith("-2")
    assert len(session["sets"]) in (1, 2)


def test_a_session_thrown_away_elsewhere_takes_no_later_set_with_it(server: Served, browser: Any) -> None:
    runner = Runner(server, "thrown@example.org")
    with phone(browser, runner) as one, phone(browser, runner) as other:
        here, there = one.new_page(), other.new_page()
        begin(here)
        log_one(here)
        saved(here)
        begin(there)
        other.set_offline(True)
        for press in ("#more", "#throw", "#sure"):
            here.click(press)
        here.wait_for_selector("[data-plan]")
        log_one(there)
        there.wait_for_selector("#status:has-text('on this phone')")
        other.set_offline(False)
        saved(there)
        there.goto("/gym/")
        there.wait_for_selector(".notice:has-text('thrown away')")
        saved(there)
    (session,) = runner.sessions()
    assert session["id"].endswith("-2")
    assert len(session["sets"]) in (1, 2)
