"""Photographs every page of the demo for the docs, phone and desk, light and dark; `--full FOLDER` whole pages."""

from __future__ import annotations

import argparse
import io
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from web.browsing import chromium, open_demo, page_of  # noqa: E402
from web.served import Served  # noqa: E402

if TYPE_CHECKING:
    from playwright.sync_api import Page

TARGET = ROOT / "docs/pictures/web"
#: name of a picture, address, and whether one is logged in to the demo there
PAGES: Sequence[tuple[str, str, bool]] = (
    ("front", "/", False),
    ("login", "/account/login/", False),
    ("signup", "/account/signup/", False),
    ("start", "/start/", True),
    ("today", "/", True),
    ("season", "/season/", True),
    ("gym", "/gym/", True),
    ("log", "/log/", True),
    ("progress", "/progress/", True),
    ("audit", "/audit/", True),
    ("library", "/library/", True),
    ("exercise", "/library/back-squat/", True),
    ("methods", "/methods/", True),
    ("sources", "/sources/", True),
    ("claim", "/sources/S3.02a/", True),
    ("data", "/data/", True),
    ("account", "/account/", True),
    ("coaches", "/coaches/", True),
    ("sessions", "/account/sessions/", True),
    ("runner", "/runner/", True),
    ("factors", "/account/2fa/", True),
)
#: pages looked at and not kept among the docs' pictures
UNKEPT = frozenset({"login", "signup", "coaches", "sessions", "runner", "factors", "start", "claim"})
SCREENS = (("phone", 390, 844), ("desk", 1280, 800))
SCHEMES = ("light", "dark")
#: quality of the committed pictures, and bytes all of them may take
QUALITY, MOST_BYTES = 55, 2_000_000


def main(arguments: Sequence[str]) -> int:
    """Serve the demo, photograph it, and say how much it came to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--full", type=Path, help="whole pages as PNG into this folder instead")
    parser.add_argument("--only", nargs="*", help="names of pages")
    given = parser.parse_args(arguments)
    wanted = given.only or [name for name, _, _ in PAGES if given.full or name not in UNKEPT]
    chosen = [page for page in PAGES if page[0] in wanted]
    folder = given.full or TARGET
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="ironstride-pictures-") as data:
        served = Served(Path(data) / "data", "--demo").start()
        try:
            with chromium() as browser:
                with page_of(browser, served) as page:
                    open_demo(page)
                    state = page.context.storage_state()
                for screen, width, height in SCREENS:
                    for scheme in SCHEMES:
                        look = {"color_scheme": scheme, "viewport": {"width": width, "height": height}}
                        ending = f"{screen}-{scheme}"
                        with page_of(browser, served, **look) as page:
                            _shoot(page, [one for one in chosen if not one[2]], folder, ending, bool(given.full))
                        with page_of(browser, served, storage_state=state, **look) as page:
                            _shoot(page, [one for one in chosen if one[2]], folder, ending, bool(given.full))
        finally:
            served.stop()
    total = sum(path.stat().st_size for path in folder.iterdir())
    print(f"{len(list(folder.iterdir()))} pictures, {total / 1e6:.1f} MB in {folder}")
    return int(not given.full and total > MOST_BYTES)


def _shoot(page: Page, pages: Sequence[tuple[str, str, bool]], folder: Path, ending: str, full: bool) -> None:
    """Photograph pages one after the other; what is being worked out is waited for."""
    from PIL import Image

    for name, path, _ in pages:
        answer = page.goto(path)
        if answer is None or answer.status != 200:
            print(f"{path} answers {answer.status if answer else 'nothing'}", file=sys.stderr)
            continue
        if name == "gym":  # a browser that only borrowed the login believes that its storage was thrown away: once
            page.wait_for_selector("[data-plan]")
            page.reload()
            page.wait_for_selector("[data-plan]")
        if page.query_selector("#job"):
            page.wait_for_selector("#job", state="detached", timeout=120_000)
        page.evaluate("document.fonts.ready")
        target = folder / f"{name}-{ending}"
        if full:
            page.screenshot(path=target.with_suffix(".png"), full_page=True)
        else:
            picture = Image.open(io.BytesIO(page.screenshot()))
            picture.save(target.with_suffix(".webp"), quality=QUALITY, method=6)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
