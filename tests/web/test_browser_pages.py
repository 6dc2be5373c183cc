"""Every page of the matrix in a real browser, phone and desk, light and dark: accessible, quiet, and its own width."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

import pytest

import ironstride.web
from web.browsing import open_demo, page_of
from web.served import Served
from web.test_matrix import MATRIX

pytestmark = pytest.mark.slow
#: a page that ends the login once nothing waits to be sent, and one that is empty without script; the gym's own tests
#: look at both
GYMS = ("gym/leaving", "gym/shell")
#: pages a logged-in runner gets by an address without an id; anonymous ones are looked at logged out
OWN = sorted(
    route for route, row in MATRIX.items()
    if row["GET"][1] == 200 and not set("<(^.") & set(route) and route not in GYMS
    and not route.startswith(("api/", "health", "account/2fa/"))
)  # fmt: skip
OUT = sorted(
    route for route, row in MATRIX.items()
    if row["GET"][0] == 200 and not set("<(^.") & set(route) and (route == "" or route not in (*OWN, *GYMS))
    and not route.startswith(("api/", "health"))
)  # fmt: skip
#: pages that name something of the catalogue, the same for everybody
NAMED = [
    "library/back-squat/",
    "methods/s3/",
    "sources/beattie-2017/",
    "sources/S3.02a/",
    "library/?text=squat&verdict=discouraged",
]
#: WCAG 2.2 A and AA as axe knows them
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ALL: dict[str, object] = {"runOnly": TAGS}
#: what may differ in the dark and on a wide screen; structure is the same
LOOKS: dict[str, object] = {"runOnly": {"type": "rule", "values": ["color-contrast", "target-size", "region", "list"]}}
#: the scheme and the width of a screen, and what is looked at there
SCREENS = [("light", 390, ALL), ("dark", 1280, LOOKS)]


def violations(page: Any, rules: dict[str, object]) -> list[dict[str, Any]]:
    """Ask axe; once more where the page was just being replaced by what it had waited for."""
    from axe_playwright_python.sync_playwright import Axe
    from playwright.sync_api import Error

    try:
        found: list[dict[str, Any]] = Axe().run(page, options=rules).response["violations"]
    except Error:
        page.wait_for_load_state()
        found = Axe().run(page, options=rules).response["violations"]
    return found


def faults(page: Any, path: str, rules: dict[str, object]) -> list[str]:
    """Say what is wrong with a page for those who cannot see it, or not well, and whether it is too wide."""
    answer = page.goto(path)
    if answer.status != 200 or "html" not in answer.headers.get("content-type", ""):
        return []
    if page.query_selector("#job"):
        page.wait_for_selector("#job", state="detached", timeout=60_000)
    found = violations(page, rules)
    wrong = [f"{path}: {one['id']} {[node['target'] for node in one['nodes']][:3]}" for one in found]
    too_wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    return [*wrong, *([f"{path}: wider than the screen"] if too_wide else [])]


@pytest.mark.parametrize(("scheme", "width", "rules"), SCREENS)
def test_pages_of_a_runner(served: Served, browser: Any, scheme: str, width: int, rules: dict[str, object]) -> None:
    with page_of(browser, served, color_scheme=scheme, viewport={"width": width, "height": 844}) as page:
        open_demo(page)
        page.goto("/log/")
        assert faults(page, page.get_attribute(".week .day", "href") or "", rules) == []
        assert [fault for route in [*OWN, *NAMED] for fault in faults(page, f"/{route}", rules)] == []


@pytest.mark.parametrize(("scheme", "width", "rules"), SCREENS)
def test_pages_of_a_stranger(served: Served, browser: Any, scheme: str, width: int, rules: dict[str, object]) -> None:
    with page_of(browser, served, color_scheme=scheme, viewport={"width": width, "height": 844}) as page:
        assert [fault for route in OUT for fault in faults(page, f"/{route}", rules)] == []


def test_the_keyboard_reaches_everything_and_is_seen(served: Served, browser: Any) -> None:
    with page_of(browser, served, viewport={"width": 390, "height": 844}, reduced_motion="reduce") as page:
        open_demo(page)
        page.goto("/library/")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.id") == "text"
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
        page.focus(".pocket summary")
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('details.more') !== null")
        moving = "[...document.querySelectorAll('*')].some(e => parseFloat(getComputedStyle(e).transitionDuration) > 0)"
        assert not page.evaluate(moving)


def test_all_scripts_together_are_small() -> None:
    import allauth.mfa

    web = Path(ironstride.web.__file__).parent
    ours = list(web.rglob("static/**/*.js"))
    theirs = list(Path(allauth.mfa.__file__).parent.rglob("static/**/*.js"))
    assert len(ours) > 20
    assert theirs
    assert sum(len(gzip.compress(path.read_bytes())) for path in (*ours, *theirs)) < 100_000


def test_pages_are_read_and_steered_without_script(served: Served, browser: Any) -> None:
    with page_of(browser, served, viewport={"width": 390, "height": 844}) as page:
        open_demo(page)
        state = page.context.storage_state()
    with page_of(
        browser, served, viewport={"width": 390, "height": 844}, java_script_enabled=False, storage_state=state
    ) as page:
        page.goto("/log/")
        page.click(".pocket summary")
        page.click(".pocket details a:has-text('Library')")
        page.select_option("#pattern", "calf")
        page.click("main button:has-text('Show')")
        assert "pattern=calf" in page.url
        page.click(".shelf a >> nth=0")
        assert page.inner_text("h2 >> nth=0") == "How it is done"
