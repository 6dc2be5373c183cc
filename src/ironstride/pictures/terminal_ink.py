"""Measures, cuts, wraps and colours text for terminals, counting columns rather than characters."""

from __future__ import annotations

import os
import textwrap
import unicodedata

#: ANSI colours of 256 by what they mean; textures and words say the same without colour.
COLOURS = {
    "easy": 180, "long": 173, "tempo": 130, "fast": 124, "race": 160, "iron": 67, "cinder": 160, "soft": 245,
}  # fmt: skip
#: a space that does not break a line.
HARD_SPACE = "\u00a0"


def colour_wanted(is_terminal: bool) -> bool:
    """Whether to colour: on a terminal whose reader did not ask for none (no-color.org)."""
    return is_terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def columns(text: str) -> int:
    """Columns a text takes in a terminal; wide characters take two, combining ones none."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def fit(text: str, room: int) -> str:
    """The text in at most `room` columns, cut with an ellipsis; what cannot be printed becomes a space."""
    text = "".join(c if c.isprintable() else " " for c in text)
    if columns(text) <= room:
        return text
    while text and columns(text) > room - 1:
        text = text[:-1]
    return text.rstrip() + "…" if room > 0 else ""


def pad(text: str, room: int, right: bool = False) -> str:
    """The text cut or filled with spaces to exactly `room` columns, flush left or right."""
    text = fit(text, room)
    space = " " * (room - columns(text))
    return space + text if right else text + space


def wrap(text: str, width: int, indent: str = "") -> list[str]:
    """The text in lines of at most `width` columns; hard spaces hold together and come out as spaces."""
    if not text.strip():
        return []
    room = width
    while True:
        lines = textwrap.wrap(text, room, initial_indent=indent, subsequent_indent=indent)
        if room < 12 or all(columns(line) <= width for line in lines):
            return [fit(line, width) for line in lines]
        room -= 1


class Ink:
    """Adds colour to a text, or leaves it alone."""

    def __init__(self, colour: bool) -> None:
        self.colour = colour

    def __call__(self, text: str, what: str) -> str:
        if not self.colour or not text.strip():
            return text
        return f"\x1b[1m{text}\x1b[0m" if what == "bold" else f"\x1b[38;5;{COLOURS[what]}m{text}\x1b[0m"
