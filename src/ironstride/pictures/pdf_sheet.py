"""A patch of a PDF page to draw on: points from its top left corner, text that the built-in Helvetica can write."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Literal

from ironstride.pictures import palette

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

INK, SOFT, HAIR = palette.PRINT.ink, palette.PRINT.soft, palette.PRINT.hairline
#: what Helvetica's WinAnsi lacks and a plan may say, in characters it has.
STAND_INS = str.maketrans(
    {"−": "–", "≥": ">=", "≤": "<=", "≈": "~", "→": "-", "✓": "x", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D"}
    | dict.fromkeys("\u202f\u2009\u2002\u2003\u200a\t\r\n", " ")
    | dict.fromkeys("\u2010\u2011", "-")
    | dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff")
)
Anchor = Literal["start", "middle", "end"]
MORE = "…"


def winansi(text: str) -> str:
    """The text in characters of WinAnsi (code page 1252), the encoding of PDF's built-in fonts.

    Letters it lacks lose their accents (`ő` becomes `o`); what has no stand-in becomes a question mark.
    """
    return "".join(_known(letter) for letter in text.translate(STAND_INS))


def _known(letter: str) -> str:
    if letter.isprintable() and _fits(letter):
        return letter
    plain = "".join(part for part in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(part))
    return plain if plain and plain.isprintable() and _fits(plain) else "" if unicodedata.combining(letter) else "?"


def _fits(text: str) -> bool:
    try:
        text.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True


class Sheet:
    """A rectangle of a page.

    Parameters
    ----------
    canvas : the reportlab canvas that is drawn on.
    left, top : corner of the rectangle in points, `top` counted from the page's lower edge upwards.
    width, height : its size in points.
    """

    def __init__(self, canvas: Canvas, left: float, top: float, width: float, height: float) -> None:
        self.canvas, self.left, self.top, self.width, self.height = canvas, left, top, width, height

    def wide(self, text: str, size: float, bold: bool = False) -> float:
        """Width of a text in points."""
        from reportlab.pdfbase.pdfmetrics import stringWidth

        return float(stringWidth(winansi(text), _font(bold), size))

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        *,
        bold: bool = False,
        colour: str = INK,
        anchor: Anchor = "start",
    ) -> float:
        """Write on the baseline `y`; gives the width written."""
        long = self.wide(text, size, bold)
        shift = {"start": 0.0, "middle": long / 2, "end": long}[anchor]
        self.canvas.setFont(_font(bold), size)
        self.canvas.setFillColor(colour)
        self.canvas.drawString(self.left + x - shift, self.top - y, winansi(text))
        return long

    def upright(self, x: float, y: float, text: str, size: float) -> None:
        """Write upwards, centred on `y`, with the baseline at `x`."""
        self.canvas.saveState()
        self.canvas.translate(self.left + x, self.top - y)
        self.canvas.rotate(90)
        self.canvas.setFont(_font(True), size)
        self.canvas.setFillColor(SOFT)
        self.canvas.drawCentredString(0, 0, winansi(text))
        self.canvas.restoreState()

    def fit(self, text: str, room: float, size: float, bold: bool = False) -> str:
        """The text, shortened with an ellipsis when it is longer than `room` points."""
        if self.wide(text, size, bold) <= room:
            return text
        while text and self.wide(text + MORE, size, bold) > room:
            text = text[:-1].rstrip()
        return text + MORE

    def wrap(self, text: str, room: float, size: float, most: int) -> list[str]:
        """The text in lines of at most `room` points; what does not go into `most` lines ends in an ellipsis."""
        lines: list[str] = []
        for word in text.split():
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and self.wide(longer, size) <= room:
                lines[-1] = longer
            elif len(lines) == most:
                lines[-1] = self.fit(f"{longer} {MORE * 9}", room, size)
                return lines
            else:
                lines.append(self.fit(word, room, size))
        return lines

    def line(self, x1: float, y1: float, x2: float, y2: float, thick: float = 0.4, colour: str = HAIR) -> None:
        """A straight line."""
        self.canvas.setStrokeColor(colour)
        self.canvas.setLineWidth(thick)
        self.canvas.line(self.left + x1, self.top - y1, self.left + x2, self.top - y2)

    def dashes(self, x1: float, y1: float, x2: float, y2: float) -> None:
        """A line to cut along."""
        self.canvas.setDash(2, 4)
        self.line(x1, y1, x2, y2)
        self.canvas.setDash()

    def fill(self, x: float, y: float, w: float, h: float, colour: str) -> None:
        """A filled rectangle."""
        self.canvas.setFillColor(colour)
        self.canvas.rect(self.left + x, self.top - y - h, w, h, stroke=0, fill=1)

    def frame(self, x: float, y: float, w: float, h: float, thick: float, colour: str = INK) -> None:
        """A hollow rectangle whose wall lies inside it."""
        thick = min(thick, w / 2, h / 2)
        self.canvas.setStrokeColor(colour)
        self.canvas.setLineWidth(thick)
        left, low = self.left + x + thick / 2, self.top - y - h + thick / 2
        self.canvas.rect(left, low, w - thick, h - thick, stroke=1, fill=0)

    def hatch(self, x: float, y: float, w: float, h: float, step: float = 2.6) -> None:
        """Fine slanting lines that fill a rectangle."""
        canvas = self.canvas
        canvas.saveState()
        edge = canvas.beginPath()
        edge.rect(self.left + x, self.top - y - h, w, h)
        canvas.clipPath(edge, stroke=0, fill=0)
        canvas.setStrokeColor(INK)
        canvas.setLineWidth(0.3)
        for number in range(int((w + h) / step) + 1):
            foot = self.left + x - h + number * step
            canvas.line(foot, self.top - y - h, foot + h, self.top - y)
        canvas.restoreState()

    def flag(self, x: float, y: float, fly: float, solid: bool) -> None:
        """A race's flag at the head of its pole, flying `fly` points to the right (to the left when negative)."""
        path = self.canvas.beginPath()
        path.moveTo(self.left + x, self.top - y)
        path.lineTo(self.left + x + fly, self.top - y - 3.5)
        path.lineTo(self.left + x, self.top - y - 7)
        path.close()
        self.canvas.setStrokeColor(INK)
        self.canvas.setFillColor(INK)
        self.canvas.setLineWidth(0.8)
        self.canvas.drawPath(path, stroke=1, fill=int(solid))


def _font(bold: bool) -> str:
    return "Helvetica-Bold" if bold else "Helvetica"
