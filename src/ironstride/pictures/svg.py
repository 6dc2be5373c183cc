"""A small pen that writes SVG: rectangles, lines, words and hatching, with a title and a description for everyone."""

from __future__ import annotations

import re
from html import escape

from ironstride.pictures import palette

#: widths of characters in a Helvetica-like face, in ems, where they differ much from 0.56.
_NARROW, _WIDE = frozenset("iljtf.,:;'|!()[]rI1 -·"), frozenset("mwMW—@%")
_PIECES = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def text_width(text: str, size: float) -> float:
    """Width of a line of text in pixels, estimated on the safe side for common sans-serif faces."""
    ems = sum(0.34 if c in _NARROW else 0.92 if c in _WIDE else 0.7 if c.isupper() else 0.58 for c in text)
    return ems * size


def cut(text: str, room: float, size: float = 13) -> str:
    """The text, shortened with an ellipsis to the room in pixels."""
    if text_width(text, size) <= room:
        return text
    while text and text_width(text + "…", size) > room:
        text = text[:-1]
    return text.rstrip() + "…"


def clean(text: str) -> str:
    """The text as XML may hold it: control characters taken out, markup escaped."""
    return escape(_PIECES.sub("", text), quote=True)


def slug(text: str) -> str:
    """The text as an id for a page: other characters than letters, digits, `-` and `_` become their code points."""
    return "".join(c if c.isascii() and (c.isalnum() or c in "-_") else f"_{ord(c):x}_" for c in text)


def pixels(value: float) -> str:
    """A coordinate with one decimal at most."""
    text = f"{value:.1f}"
    return text.removesuffix(".0") if text != "-0.0" else "0"


class Pen:
    """Collects the shapes of one picture; classes such as `f-ink` and `s-iron` carry the colours."""

    def __init__(self, key: str) -> None:
        self.key = slug(key)
        self.shapes: list[str] = []
        self._patterns: dict[str, str] = {}

    def rect(self, x: float, y: float, w: float, h: float, css: str, more: str = "", tip: str = "") -> None:
        """A rectangle; a tip shows when a mouse rests on it."""
        end = f"><title>{clean(tip)}</title></rect>" if tip else "/>"
        box = f'x="{pixels(x)}" y="{pixels(y)}" width="{pixels(max(w, 0))}" height="{pixels(max(h, 0))}"'
        self.shapes.append(f'<rect class="{css}" {box}{" " + more if more else ""}{end}')

    def frame(
        self, x: float, y: float, w: float, h: float, css: str, wall: float, more: str = "", tip: str = ""
    ) -> None:
        """A hollow rectangle whose wall grows inwards."""
        wall = min(wall, w / 2, h / 2)
        inset = wall / 2
        extra = f'stroke-width="{pixels(wall)}"' + (f" {more}" if more else "")
        self.rect(x + inset, y + inset, w - wall, h - wall, f"{css} none", extra, tip)

    def line(self, x1: float, y1: float, x2: float, y2: float, css: str, wide: float = 1, more: str = "") -> None:
        """A straight line."""
        ends = f'x1="{pixels(x1)}" y1="{pixels(y1)}" x2="{pixels(x2)}" y2="{pixels(y2)}"'
        self.shapes.append(f'<line class="{css}" {ends} stroke-width="{pixels(wide)}"{" " + more if more else ""}/>')

    def path(self, d: str, css: str, more: str = "") -> None:
        """A path from SVG path data."""
        self.shapes.append(f'<path class="{css}" d="{d}"{" " + more if more else ""}/>')

    def dot(self, x: float, y: float, radius: float, css: str, more: str = "", tip: str = "") -> None:
        """A circle; a tip shows when a mouse rests on it."""
        end = f"><title>{clean(tip)}</title></circle>" if tip else "/>"
        at = f'cx="{pixels(x)}" cy="{pixels(y)}" r="{pixels(radius)}"'
        self.shapes.append(f'<circle class="{css}" {at}{" " + more if more else ""}{end}')

    def text(
        self,
        x: float,
        y: float,
        text: str,
        css: str = "f-ink",
        anchor: str = "start",
        size: int = 13,
        bold: bool = False,
    ) -> None:
        """A line of text on its baseline."""
        place = f'x="{pixels(x)}" y="{pixels(y)}" font-size="{size}"'
        more = ("" if anchor == "start" else f' text-anchor="{anchor}"') + (' font-weight="700"' if bold else "")
        self.shapes.append(f'<text class="{css}" {place}{more}>{clean(text)}</text>')

    def hatch(self, css: str, gap: float = 4, wide: float = 1) -> str:
        """A fill of fine slanted lines of a stroke class; gives the attribute that uses it."""
        name = f"{self.key}-{css}-{pixels(gap).replace('.', '_')}"
        self._patterns[name] = (
            f'<pattern id="{name}" width="{pixels(gap)}" height="{pixels(gap)}" patternUnits="userSpaceOnUse" '
            f'patternTransform="rotate(45)"><line class="{css}" x1="0" y1="0" x2="0" y2="{pixels(gap)}" '
            f'stroke-width="{pixels(wide * 2)}"/></pattern>'
        )
        return f'fill="url(#{name})"'

    def svg(self, width: float, height: float, title: str, desc: str, standalone: bool) -> str:
        """The picture as SVG text; alone it brings its style, inside a page it uses the page's."""
        body = "\n".join(self.shapes)
        defs = f"<defs>{''.join(self._patterns.values())}</defs>\n" if self._patterns else ""
        ground = f'<rect class="f-paper" width="{pixels(width)}" height="{pixels(height)}"/>\n' if standalone else ""
        used = set(re.findall("[fs]-[a-z-]+", ground + body + defs))
        style = f"<style>{palette.svg_css(used)}</style>\n" if standalone else ""
        size = f' width="{pixels(width)}" height="{pixels(height)}"' if standalone else ""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {pixels(width)} {pixels(height)}"{size} role="img" '
            f'aria-labelledby="{self.key}-t {self.key}-d">\n<title id="{self.key}-t">{clean(title)}</title>\n'
            f'<desc id="{self.key}-d">{clean(desc)}</desc>\n{style}{defs}{ground}{body}\n</svg>\n'
        )
