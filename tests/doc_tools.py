"""Reads the project's Markdown: files, links, headings, fenced blocks; and loads the tool that makes the pages."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
REFERENCE = DOCS / "reference"
_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
_ANCHOR = re.compile(r'<a id="([^"]+)"></a>')


class Fence(NamedTuple):
    """A fenced block: the page it stands on, its language, its text, and the file its first line names, if one."""

    page: Path
    language: str
    text: str

    @property
    def file(self) -> str:
        """The path in the first line's comment, empty when there is none."""
        match = re.match(r"# ([\w./-]+\.(?:toml|py))\n", self.text)
        return match[1] if match else ""


def markdown() -> list[Path]:
    """Give every page people read, in order."""
    return [*sorted(ROOT.glob("*.md")), *sorted(DOCS.rglob("*.md"))]


@cache
def text(page: Path) -> str:
    """Give a page's text."""
    return page.read_text(encoding="utf-8")


def written() -> list[Path]:
    """Give the pages that people write."""
    return [page for page in markdown() if page.parent != REFERENCE]


def fences(*languages: str) -> Iterator[Fence]:
    """Give the fenced blocks of the pages that people write."""
    for page in written():
        for language, body in _FENCE.findall(text(page)):
            if language in languages:
                yield Fence(page, language, body)


def links(page: Path) -> list[str]:
    """Give where a page's links lead, fenced blocks left out."""
    return _LINK.findall(_FENCE.sub("", text(page)))


@cache
def anchors(page: Path) -> frozenset[str]:
    """Give what can be linked to on a page: its headings and its own anchors."""
    prose = _FENCE.sub("", text(page))
    return frozenset(_ANCHOR.findall(prose)) | {_slug(heading) for heading in _HEADING.findall(prose)}


def commands() -> Iterator[tuple[Path, str]]:
    """Give each command of the pages' shell blocks, comments left out."""
    for fence in fences("sh"):
        for line in fence.text.splitlines():
            if command := line.partition(" #")[0].strip():
                yield fence.page, command


@cache
def make_docs() -> ModuleType:
    """Load the tool that makes the reference."""
    sys.path.insert(0, str(ROOT / "tools"))
    try:
        import make_docs as tool
    finally:
        sys.path.pop(0)
    return tool


def _slug(heading: str) -> str:
    """Name a heading as the pages' host does: small letters, no punctuation, hyphens for spaces."""
    words = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading)
    return re.sub(r"[^\w\- ]", "", words.lower()).strip().replace(" ", "-")
