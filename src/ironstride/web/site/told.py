"""Says a page in the reader's language: what the core and the catalogue say in English, wherever it stands on it.

Pages are made of the app's own texts, which go through gettext, and of sentences, names and pictures that come from
the core in English. Those are translated here, once for all pages, in the text and the labels of the finished page.
What stands in an element with `lang="en"` (a source's words) or `translate="no"` (a runner's own) stays as it is.
"""

from __future__ import annotations

import re
from html import escape, unescape

from django.utils.translation import get_language

from ironstride.catalogue.german import dotted_text
from ironstride.catalogue.translated import loosely, said
from ironstride.catalogue.words import languages

_TAG = re.compile(r"(<!--.*?-->|<[^>]*>)", re.DOTALL)
_NAME = re.compile(r"<(/?)([a-zA-Z][\w-]*)")
_LABEL = re.compile(r'(?<= )((?:aria-label|title|alt)=")([^"]+)(")')
_KEPT = re.compile(r'\s(?:lang="en"|translate="no")')
#: elements whose content is no text to read
_RAW = frozenset({"script", "style", "textarea"})
_LETTERS = re.compile(r"[A-Za-z]{2}|\d\.\d|\d,\d{3}")


def language() -> str:
    """Name the reader's language if the core speaks it; empty for English."""
    asked = (get_language() or "").partition("-")[0]
    return asked if asked in languages() else ""


def spoken(text: str) -> str:
    """Say a text of the core in the reader's language, for what reaches a page through a script."""
    asked = language()
    return said(text, asked) if asked else text


def told(html: str) -> str:
    """Say a piece of a page in the reader's language."""
    asked = language()
    if not asked:
        return html
    pieces = _TAG.split(html)
    kept, depth = "", 0
    for at, piece in enumerate(pieces):
        if at % 2 == 0:
            if depth == 0 and _LETTERS.search(piece):
                pieces[at] = _said(piece, asked)
            continue
        match = _NAME.match(piece)
        if match is None:
            continue
        closing, name = match.groups()
        if depth:
            if name == kept and not piece.endswith("/>"):
                depth += -1 if closing else 1
            continue
        if not closing and (name in _RAW or _KEPT.search(piece)) and not piece.endswith("/>"):
            kept, depth = name, 1
            continue
        if '="' in piece:
            pieces[at] = _LABEL.sub(lambda found: f"{found[1]}{_said(found[2], asked)}{found[3]}", piece)
    return "".join(pieces)


def _said(text: str, asked: str) -> str:
    plain = unescape(text)
    found = loosely(plain, asked)
    if asked == "de":
        found = dotted_text(found)
    return text if found == plain else escape(found)
