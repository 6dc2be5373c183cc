"""Journeys through the season in a real browser: drag and replan, the same by keyboard, a clash and its way out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from web.browsing import open_demo, page_of
from web.served import Served
from web.test_browser_pages import ALL, faults

pytestmark = pytest.mark.slow
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def page(served: Served, browser: Any) -> Iterator[Any]:
    """Open the demo on a phone, once for all journeys; each asks about the week after next."""
    with page_of(browser, served, viewport=PHONE, has_touch=True) as opened:
        open_demo(opened)
        yield opened


@pytest.fixture
def week(page: Any) -> str:
    """Give the address of the week after the current one."""
    page.goto("/season/")
    weeks = page.locator(".weeks details")
    opened = weeks.evaluate_all("all => all.map((one) => one.open)").index(True)
    return str(weeks.nth(opened + 1).locator("a.open").get_attribute("href"))


def changed(page: Any) -> str:
    """Wait for the job and give the heading of the page it leads to."""
    page.wait_for_url(lambda url: "/season/changes/" in url, timeout=20_000)
    return str(page.locator("h1").inner_text())


def touched(page: Any, of: tuple[float, float], to: tuple[float, float], steps: int = 6) -> None:
    """Drag with a finger, as the browser hears of it."""
    finger = page.context.new_cdp_session(page)
    between = [[a + (b - a) * n / steps for a, b in zip(of, to, strict=True)] for n in range(steps + 1)]
    for n, (x, y) in enumerate(between):
        kind = "touchMove" if n else "touchStart"
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y}]})
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_a_session_is_dragged_with_its_price_in_sight_and_undone(page: Any, week: str) -> None:
    page.goto(week)
    page.wait_for_selector("#hours[data-ready]", state="attached")
    prices = page.request.get(page.locator("#hours").get_attribute("data-prices")).json()["sessions"]
    of, days = next(iter(prices.items()))
    to = next(day for day, told in days.items() if told["open"])
    lift = page.locator(f"figure.phone g.lift[data-date='{of}'] .hit").bounding_box()
    day = page.locator(f"figure.phone rect.day[data-date='{to}']").bounding_box()
    x, y = lift["x"] + lift["width"] / 2, lift["y"] + 20
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(day["x"] + day["width"] / 2, y + 5, steps=6)
    told = page.locator("#price").inner_text()
    assert days[to]["words"] in told
    for mind in days[to]["minds"]:
        assert mind in told
    page.keyboard.press("Escape")  # thought better of it, and then not
    assert page.locator("#price").is_hidden()
    page.mouse.up()
    touched(page, (x, y), (day["x"] + day["width"] / 2, y + 20))
    assert changed(page) == "Changed"
    assert "Moved" in page.locator("main").inner_text()
    assert faults(page, page.url.partition("#")[0], ALL) == []
    page.click("button:has-text('Undo')")
    page.wait_for_selector(".messages")
    assert "as it was" in page.locator(".messages").inner_text()


def test_the_same_by_keyboard(page: Any, week: str) -> None:
    assert faults(page, week, ALL) == []
    page.locator("a[href*='/season/move/']").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/season/move/**")
    assert faults(page, page.url.partition("#")[0], ALL) == []
    open_days = page.locator("input[name=to]:enabled")
    open_days.first.focus()
    page.keyboard.press("Space")
    assert open_days.first.is_checked()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert changed(page) == "Changed"
    page.locator("button:has-text('Undo')").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".messages")


def test_a_clash_shows_a_way_out_that_leads_on(page: Any) -> None:
    page.goto("/season/change/?do=wish-week")
    page.fill("#wish-week-n", "7")
    page.click("#wish-week button")
    assert changed(page) == "That cannot be"
    assert faults(page, page.url.partition("#")[0], ALL) == []
    page.locator(".ways button").first.click()
    page.wait_for_url("**/jobs/**")
    assert changed(page) in ("Nothing has to change", "This is what would change")
