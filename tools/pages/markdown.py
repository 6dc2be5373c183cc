"""Small pieces of Markdown that all pages are put together from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

MADE = "<!-- Made by tools/make_docs.py; run `make docs` instead of changing this page. -->"
#: what the catalogue's files hold where a sentence is still to come
UNWRITTEN = "TO-WRITE"


def page(title: str, *parts: str) -> str:
    """Put a page together: its title, the word on who made it, and the parts with a blank line between."""
    return "\n\n".join([f"# {title}", MADE, *(part.strip("\n") for part in parts if part.strip())]) + "\n"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Write a table; bars and line breaks inside cells are made harmless."""
    lines = [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}"]
    lines += [f"| {' | '.join(cell(text) for text in row)} |" for row in rows]
    return "\n".join(lines)


def cell(text: str) -> str:
    """Make a text fit a table's cell; an empty one becomes a dash."""
    return " ".join(text.split()).replace("|", "\\|") or "–"


def said(text: str, otherwise: str = "Nothing recorded.") -> str:
    """Give a sentence of the catalogue, or what to say where there is none yet."""
    if text.strip() == UNWRITTEN:
        return "Not written yet."
    return text.strip() or otherwise


def sentence(text: str) -> str:
    """Give a text with a capital first letter and a full stop."""
    text = " ".join(text.split())
    if not text:
        return text
    return text[0].upper() + text[1:] + ("" if text[-1] in ".!?:" else ".")


def code(text: object) -> str:
    """Give a word as code."""
    return f"`{text}`"


def codes(words: Iterable[object], joint: str = ", ") -> str:
    """Give words as code, one after the other."""
    return joint.join(code(word) for word in words)


def listing(words: Sequence[str], joint: str = "and") -> str:
    """Join words as people do: one, two and three."""
    return f" {joint} ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def anchor(name: str) -> str:
    """Give an anchor that keeps an id as it is."""
    return f'<a id="{name}"></a>'


def plural(count: int, one: str, many: str = "") -> str:
    """Give `1 rule` or `12 rules`."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def first_paragraph(doc: str | None) -> str:
    """Give the first paragraph of a docstring on one line."""
    return " ".join(re.split(r"\n\s*\n", (doc or "").strip(), maxsplit=1)[0].split())


def default_text(field: Any) -> str:
    """Say what holds when a field of a Struct (as msgspec inspects it) is left out."""
    if field.required:
        return "must be there"
    if (
        field.default is msgspec.NODEFAULT
        or field.default in (None, "", ())
        or isinstance(field.default, msgspec.Struct)
    ):
        return ""
    return code(msgspec.json.encode(field.default).decode())
