"""In a real browser: passkeys, the first run to a season, a messy import, export, erasure, pages without script."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import pytest

from web.browsing import open_demo, page_of
from web.served import PASSWORD, Served
from web.test_data import FILES, calendar

pytestmark = pytest.mark.slow


def sign_up(page: Any, email: str) -> None:
    """Open an account."""
    page.goto("/account/signup/")
    page.fill("input[name=email]", email)
    page.fill("input[name=password1]", PASSWORD)
    page.fill("input[name=password2]", PASSWORD)
    page.click("main button")
    page.wait_for_url(re.compile(r":\d+/$"))  # not the form itself, which ends on a slash, too


def test_a_passkey_is_added_and_logs_in(served: Served, browser: Any) -> None:
    with page_of(browser, served) as page:
        devtools = page.context.new_cdp_session(page)
        devtools.send("WebAuthn.enable")
        key = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
        key |= {"isUserVerified": True, "automaticPresenceSimulation": True}
        devtools.send("WebAuthn.addVirtualAuthenticator", {"options": key})
        sign_up(page, "passkey@example.org")
        page.goto("/account/2fa/webauthn/add/")
        if "reauthenticate" in page.url:
            page.fill("input[name=password]", PASSWORD)
            page.click("main button[type=submit]")
        page.fill("input[name=name]", "My key")
        page.check("input[name=passwordless]")
        page.click("#mfa_webauthn_add")
        page.wait_for_url(re.compile("(recovery-codes/|webauthn/$)"))
        page.goto("/account/2fa/webauthn/")
        assert "My key" in page.content()
        page.goto("/account/")
        page.click("main button:has-text('Log out')")
        page.wait_for_selector("nav.guest")
        page.goto("/account/login/")
        page.click("#passkey_login")
        page.wait_for_url(re.compile(r"localhost:\d+/$"))
        assert page.request.get("/api/session").status == 200


def test_from_nothing_to_a_season_and_out_again(served: Served, browser: Any, tmp_path: Any) -> None:
    with page_of(browser, served, accept_downloads=True) as page:
        sign_up(page, "first@example.org")
        page.click("main a.button")
        page.fill("#body_mass", "68")
        page.fill("#birth_year", "1992")
        page.check("input[name=consent][value=training]")
        page.click("main form button")
        page.wait_for_selector("progress")
        page.wait_for_selector("main svg[role=img]", timeout=60_000)

        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w") as packed:
            packed.writestr(f"runs/{FILES[0].name}", FILES[0].read_bytes())
            packed.writestr("runs/broken.fit", b"nothing")
            packed.writestr("../evil.fit", b"x")
            packed.writestr("notes.docx", b"x")
        page.goto("/data/")
        named = [("runs.zip", archive.getvalue()), ("plan.ics", calendar())]
        page.set_input_files(
            "#files", [{"name": n, "mimeType": "application/octet-stream", "buffer": content} for n, content in named]
        )
        page.click("#drop button")
        page.wait_for_selector("td:has-text('a run of')", timeout=60_000)
        assert page.locator("td:has-text('Left out:')").count() == 2
        page.click("button:has-text('Take it back')")
        page.wait_for_selector("td:has-text('taken back')", timeout=60_000)

        page.goto("/data/")
        page.click("button:has-text('Gather it')")
        if "reauthenticate" in page.url:
            page.fill("input[name=password]", PASSWORD)
            page.click("main button[type=submit]")
        page.wait_for_selector("a:has-text('Download')", timeout=60_000)
        with page.expect_download() as download:
            page.click("a:has-text('Download')")
        saved = tmp_path / "mine.zip"
        download.value.save_as(saved)
        with zipfile.ZipFile(saved) as packed:
            assert {"runner.toml", "plan.json", "log.jsonl"} <= set(packed.namelist())

        page.fill("#email", "first@example.org")
        page.click("button.danger")
        page.wait_for_selector("text=Everything is erased")
        assert page.request.get("/api/session").status == 401


DROP = """async ([name, text]) => {
  const transfer = new DataTransfer();
  transfer.items.add(new File([text], name));
  dispatchEvent(new DragEvent("dragover", { dataTransfer: transfer, cancelable: true }));
  dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, cancelable: true }));
}"""


def test_files_dropped_anywhere_on_the_page_are_read(served: Served, browser: Any) -> None:
    with page_of(browser, served) as page:
        open_demo(page)
        page.goto("/data/")
        page.evaluate(DROP, ["spring.ics", calendar().decode()])
        page.wait_for_selector("td:has-text('spring.ics')", timeout=60_000)
        assert "1 file read." in page.inner_text("main")


def test_the_demo_is_one_button_away(served: Served, browser: Any) -> None:
    with page_of(browser, served) as page:
        open_demo(page)


def test_pages_work_without_script(served: Served, browser: Any) -> None:
    with page_of(browser, served, java_script_enabled=False) as page:
        open_demo(page)
        for path in ("/data/", "/account/", "/runner/", "/coaches/", "/squad/"):
            assert page.goto(path).status == 200
