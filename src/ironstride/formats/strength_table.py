"""Reads the table a gym app exports: any encoding and delimiter, with the line each row stands on."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from ironstride.formats.activity_values import folded
from ironstride.model.errors import ImportFailure

MAX_BYTES = 100_000_000
MAX_ROWS = 1_000_000
#: a row that spans more lines than this has lost its closing quotation mark.
MOST_LINES = 60
MEND = "Export it from the app again, or save the sheet as CSV."


class Line(NamedTuple):
    """A row: the line of the file it begins on, and its cells."""

    number: int
    cells: list[str]


class Sheet(NamedTuple):
    """A table: its name for messages, its header as written, the place of each folded heading, and its rows."""

    where: str
    header: list[str]
    places: dict[str, int]
    lines: list[Line]

    def has(self, *headings: str) -> bool:
        """Tell whether all these headings are there."""
        return all(heading in self.places for heading in headings)

    def place(self, *headings: str) -> int | None:
        """The place of the first of these headings that is there."""
        return next((self.places[heading] for heading in headings if heading in self.places), None)

    def cell(self, line: Line, *headings: str) -> str:
        """A row's cell under the first of these headings that is there; empty when there is none."""
        place = self.place(*headings)
        return line.cells[place].strip() if place is not None and place < len(line.cells) else ""


def read_sheet(data: bytes, where: str) -> Sheet:
    """Read a table: UTF-8, UTF-16 or Windows-1252; commas, semicolons or tabs; quoted or not.

    Headings are folded (small letters, no accents); of headings that stand twice the first counts. Empty rows are
    left out.

    Raises
    ------
    ImportFailure
        It is empty, too large or no table.
    """
    if len(data) > MAX_BYTES:
        raise ImportFailure(f"the file has {len(data) / 1e6:.0f} MB", where, "Export fewer years at a time.")
    lines = _decoded(data, where).splitlines(keepends=True)
    if lines and lines[0].lower().startswith("sep="):
        lines[0] = "\n"
    first = next((line for line in lines if line.strip()), "")
    delimiter = max(",;\t", key=lambda mark: _width(first, mark))
    rows: list[Line] = []
    for row in _rows(lines, delimiter, where):
        if any(cell.strip() for cell in row.cells):
            rows.append(row)
        if len(rows) > MAX_ROWS:
            raise ImportFailure(f"the table has more than {MAX_ROWS:,} rows", where, "Export fewer years at a time.")
    if not rows:
        raise ImportFailure("the file is empty", where, MEND)
    places: dict[str, int] = {}
    for place, heading in enumerate(rows[0].cells):
        places.setdefault(folded(heading), place)
    return Sheet(where, rows[0].cells, places, rows[1:])


def _width(line: str, delimiter: str) -> int:
    """Count a line's cells; none where one of them would be endless."""
    try:
        return len(next(csv.reader([line], delimiter=delimiter), []))
    except csv.Error:
        return 0


def _decoded(data: bytes, where: str) -> str:
    if not data.strip():
        raise ImportFailure("the file is empty", where, MEND)
    is_wide = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    for encoding in ["utf-16"] if is_wide else ["utf-8-sig", "cp1252"]:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise ImportFailure("this is not a text file", where, MEND)


def _rows(lines: list[str], delimiter: str, where: str) -> Iterator[Line]:
    """Split into rows; a line with a quotation mark that is never closed is split by itself, without quotes.

    Such a mark shows by a row over many lines, or over several with more cells than the first row has.
    """
    base, width = 0, 0
    while base < len(lines):
        reader = csv.reader(islice(lines, base, None), delimiter=delimiter)
        before = 0
        try:
            for cells in reader:
                span = reader.line_num - before
                if span > MOST_LINES or (span > 1 and width and len(cells) > width):
                    break
                width = width or len(cells)
                yield Line(base + before + 1, cells)
                before = reader.line_num
            else:
                return
        except csv.Error as error:
            if "field larger" not in str(error):
                at = f"{where}, line {base + before + 1}"
                raise ImportFailure(f"the table is malformed ({error})", at, MEND) from error
        yield Line(base + before + 1, lines[base + before].rstrip("\r\n").replace('"', "").split(delimiter))
        base += before + 1
