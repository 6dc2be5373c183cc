"""Makes the web app's palette from `ironstride.pictures.palette`; with `--check` it only says whether it is stale."""

from __future__ import annotations

import sys
from pathlib import Path

from ironstride.pictures.palette import FONT, page_css

FILE = Path(__file__).resolve().parent.parent / "src/ironstride/web/site/static/site/palette.css"


def palette() -> str:
    """Give the palette's variables and picture classes as the web app has them."""
    head = "/* Made by tools/make_palette.py from ironstride.pictures.palette; change it there. */\n"
    return f"{head}:root{{--font:{FONT}}}\n{page_css()}\n"


def main(arguments: list[str]) -> int:
    """Write the file, or say that it is stale."""
    if "--check" not in arguments:
        FILE.write_text(palette(), encoding="utf-8")
        return 0
    stale = not FILE.exists() or FILE.read_text(encoding="utf-8") != palette()
    if stale:
        print(f"stale: {FILE.name}")
    return int(stale)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
