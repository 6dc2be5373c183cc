"""Writes every line figure of the catalogue onto one page to look at: `tools/look_at_figures.py out.html`."""

from __future__ import annotations

import sys
from html import escape
from pathlib import Path

from ironstride.catalogue.figures import figures
from ironstride.pictures.figure import figure_svg
from ironstride.pictures.palette import page_css


def main(target: str) -> None:
    """Write the page."""
    drawn = {figure.id: figure for figure in figures().values()}
    cells = "".join(
        f"<figure>{figure_svg(one, one.id, key=one.id)}<figcaption>{escape(one.id)}</figcaption></figure>"
        for one in drawn.values()
    )
    style = f"{page_css()}body{{display:flex;flex-wrap:wrap;gap:24px;align-items:end;background:var(--paper)}}"
    style += "figure{margin:0}svg{height:auto}figcaption{color:var(--soft);font:12px sans-serif}"
    Path(target).write_text(f"<!doctype html><style>{style}</style>{cells}", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
