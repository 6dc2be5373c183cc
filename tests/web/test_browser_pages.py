"""Every page of the matrix in a real browser, phone and desk, light and dark: accessible, quiet, and its own width."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

import pytest

import ironstride.web
from web.browsing import open_demo, page_of
from web.gym_phone import AT_HAND
from web.served import PASSWORD, Served
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
#: what is right is not told at length
FOUND = {"resultTypes": ["violations"]}
ALL: dict[str, object] = {"runOnly": TAGS, **FOUND}
#: what may differ in the dark and on a wide screen; structure is the same
RULES = ["color-contrast", "target-size", "region", "list"]
LOOKS: dict[str, object] = {"runOnly": {"type": "rule", "values": RULES}, **FOUND}
PHONE = {"width": 390, "height": 844}
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


#: what is wrong with the focus as it stands: no mark of it, off the screen, or under something else
UNSEEN = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const style = getComputedStyle(one), name = `${one.tagName} ${one.id || one.name || one.textContent.trim()}`;
  if (style.outlineStyle === "none" && style.boxShadow === "none") return `${name}: not marked`;
  const {x, y, width, height} = one.getClientRects()[0] ?? one.getBoundingClientRect();
  const seen = width && x >= 0 && y >= 0 && x + width <= innerWidth + 1 && y + Math.min(height, 44) <= innerHeight;
  if (!seen) return `${name}: off the screen`;
  const top = document.elementFromPoint(x + width / 2, Math.min(y + height / 2, innerHeight - 1));
  return one.contains(top) ? null : `${name}: under ${top?.tagName} ${top?.className}`;
}"""


def tab_to(page: Any, wanted: str, key: str = "Tab") -> None:
    """Press Tab until what is wanted has the focus; whatever has it on the way must be seen."""
    for _ in range(100):
        page.keyboard.press(key)
        assert page.evaluate(UNSEEN) is None, page.url
        if page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
            return
    raise AssertionError(f"the keyboard does not reach {wanted}")


def press(page: Any, wanted: str, then: str, key: str = "Enter", way: str = "Tab") -> None:
    """Go to something by Tab, press a key on it, and wait for what it brings."""
    tab_to(page, wanted, way)
    page.keyboard.press(key)
    page.wait_for_selector(then, state="attached")


def at_hand(page: Any, wanted: str) -> None:
    """Go to what logs the set at hand by Tab, press Enter, and wait for the next set."""
    tab_to(page, wanted)
    before = page.evaluate(AT_HAND)
    page.keyboard.press("Enter")
    page.wait_for_function(f"before => ({AT_HAND})() !== before", arg=before)
    page.wait_for_selector("#what:focus")


def test_a_first_season_by_keyboard_alone(served: Served, browser: Any) -> None:
    with page_of(browser, served, viewport=PHONE) as page:
        page.goto("/account/signup/")
        for name, text in (("email", "keys@example.org"), ("password1", PASSWORD), ("password2", PASSWORD)):
            tab_to(page, f"input[name={name}]")
            page.keyboard.type(text)
        page.keyboard.press("Enter")
        page.wait_for_selector("main a.button[href='/start/']")
        press(page, "main a.button[href='/start/']", "#body_mass")
        tab_to(page, "[name=running]")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowUp")
        assert page.is_checked("[name=running][value=pattern]")
        tab_to(page, "#event")
        before = page.input_value("#event")
        page.keyboard.press("ArrowDown")
        assert page.input_value("#event") != before
        for name, text in (("body_mass", "68"), ("birth_year", "1992")):
            tab_to(page, f"#{name}")
            page.keyboard.type(text)
        tab_to(page, "[name=consent][value=training]")
        page.keyboard.press("Space")
        press(page, "main form button", "main svg[role=img]")
        for _ in range(60):  # everything the season's page has, there and back
            page.keyboard.press("Tab")
            assert page.evaluate(UNSEEN) is None
        tab_to(page, ".mark", "Shift+Tab")


def test_a_gym_set_by_keyboard_alone(served: Served, browser: Any) -> None:
    with page_of(browser, served, viewport=PHONE) as page:
        page.goto("/")
        press(page, "main form[action$='/demo/'] button", "main:not(:has(.calls)) svg[role=img]")
        page.goto("/gym/")
        page.wait_for_selector("[data-plan]")
        press(page, "[data-plan]", "#what:focus")
        while not page.locator("[data-rir]").count():
            at_hand(page, "#done")
        tab_to(page, "#more-load")
        loads = [page.inner_text("#load")]
        for _ in range(2):  # the focus stays on what is pressed, and a set at hand drawn anew does not lose it
            page.keyboard.press("Space")
            loads.append(page.inner_text("#load"))
            assert page.evaluate("document.activeElement.id") == "more-load"
        assert len(set(loads)) == 3
        at_hand(page, "[data-rir='2']")
        tab_to(page, "#rest-over")
        tab_to(page, "#longer", "Shift+Tab")
        page.keyboard.press("Enter")
        page.wait_for_selector("#longer:focus")
        tab_to(page, "#rest-over")
        page.keyboard.press("Space")
        page.wait_for_selector("#rest", state="detached")
        page.wait_for_selector("#what:focus")
        name = page.inner_text("#what")
        press(page, "#swap", ".sheet")
        press(page, "#shut", "#swap")
        assert page.evaluate("document.activeElement.id") == "swap"  # where it was opened from
        page.keyboard.press("Enter")
        page.wait_for_selector(".sheet")
        while not page.locator(".choices [data-exercise]").count():  # this place has nothing like it
            press(page, "#shut", "#swap")
            press(page, "#skip", "#what:focus")
            name = page.inner_text("#what")
            press(page, "#swap", ".sheet")
        press(page, ".choices [data-exercise]", "#what")
        other = page.inner_text("#what")
        assert other != name
        page.wait_for_selector("#what:focus")
        tab_to(page, "#skip")
        page.keyboard.press("Enter")
        page.wait_for_function("name => document.getElementById('what').textContent !== name", arg=other)


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
