"""Reads running plans kept as tables (CSV in any dialect): platform exports, a row a day, or a row a week."""

from __future__ import annotations

import csv
import io
import re
from datetime import date, timedelta
from typing import Literal, NamedTuple

from msgspec import Struct

from ironstride.formats import table_values as values
from ironstride.formats.table_headings import COLUMNS, DAY_NAMES, EITHER, WEEK, WEEKDAYS
from ironstride.model.errors import InputError

MAX_BYTES = 25_000_000
_MAX_ROWS = 50_000
_HEADER_WITHIN = 15
_AS_TABLE = "Give a table whose first row names its columns, such as date, title, minutes, distance, start"


class TableRow(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One workout of a table: `kind` is the word of a sport or intensity column, `line` the line in the file."""

    date: date
    title: str
    line: int
    description: str = ""
    kind: str = ""
    minutes: float | None = None
    distance_m: float | None = None
    start_min: int | None = None
    climb_m: float | None = None


class _Sheet(NamedTuple):
    where: str
    header: list[str]
    rows: list[tuple[int, list[str]]]


def read_plan_table(
    data: bytes,
    where: str,
    *,
    year_hint: int | None = None,
    unit: Literal["km", "mi"] = "km",
    day_first: bool | None = None,
) -> tuple[TableRow, ...]:
    """Read a plan's table: a TrainingPeaks workouts export, a row a day, or a row a week.

    Parameters
    ----------
    data : the file's bytes; commas, semicolons, tabs or bars; UTF-8, UTF-16 or Latin-1.
    where : the file's name for messages.
    year_hint : year of the first date, for dates that name none.
    unit : unit of distances that name none in heading or cell.
    day_first : decides dates like 3/4/2027 when the whole column leaves them open.

    Returns
    -------
    tuple[TableRow, ...] : sorted by date, then line.

    Raises
    ------
    InputError
        For files that are no tables, dates that cannot be read or decided, and negative numbers.
    """
    sheet = _sheet(data, where)
    week_columns = _week_columns(sheet.header)
    if week_columns:
        rows = _weeks(sheet, week_columns, year_hint, unit, day_first)
    else:
        rows = _days(sheet, year_hint, unit, day_first)
    return tuple(sorted(rows, key=lambda row: (row.date, row.line)))


def _decode(data: bytes, where: str) -> str:
    if not data.strip():
        raise InputError("the file is empty", where, "Export or save the table again")
    if len(data) > MAX_BYTES:
        raise InputError(f"the file has {len(data) / 1e6:.0f} MB", where, "Export only the season you want to plan")
    if data[:4] == b"PK\x03\x04":
        raise InputError("this is a workbook or an archive, not a table of text", where, "Save the sheet as .csv")
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace")
    if b"\0" in data:
        raise InputError("this is not a text file", where, "Give a calendar (.ics) or a table saved as .csv")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _sheet(data: bytes, where: str) -> _Sheet:
    text = _decode(data, where)
    best: tuple[int, int, list[tuple[int, list[str]]]] | None = None
    for delimiter in ",;\t|":
        rows = _rows(text, delimiter, where)
        for at, (_, cells) in enumerate(rows[:_HEADER_WITHIN]):
            score = len(_columns(cells)) + (10 if _week_columns(cells) else 0)
            if score >= 2 and (best is None or score > best[0]):
                best = (score, at, rows)
    if best is None:
        raise InputError("no row names the columns of a plan", where, _AS_TABLE)
    _, at, rows = best
    if not (_week_columns(rows[at][1]) or "date" in _columns(rows[at][1])):
        raise InputError("no column holds the dates", where, _AS_TABLE)
    return _Sheet(where, rows[at][1], rows[at + 1 :])


def _rows(text: str, delimiter: str, where: str) -> list[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows: list[tuple[int, list[str]]] = []
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append((reader.line_num, [cell.strip() for cell in cells]))
            if len(rows) > _MAX_ROWS:
                raise InputError(f"the table has more than {_MAX_ROWS} rows", where, "Keep one season's rows")
    except csv.Error as error:
        raise InputError(f"line {reader.line_num} is no row of a table ({error})", where, _AS_TABLE) from error
    return rows


def _heading(cell: str) -> str:
    return re.sub(r"\s*[(\[/].*$", "", values.plain(cell).replace("_", " ")).strip(" .:#")


def _columns(header: list[str]) -> dict[str, int]:
    """Name the columns of a header; the first column of a name counts, and exact headings come before bare units."""
    found: dict[str, int] = {}
    for at, cell in enumerate(header):
        heading = "unit" if values.plain(cell) == "mi/km/m/y" else _heading(cell)
        if len(heading) > 40:
            continue
        for name, words in COLUMNS.items():
            if heading and heading in words and name not in found:
                found[name] = at
                break
    return found


def _week_columns(header: list[str]) -> tuple[int, int] | None:
    """Find seven weekday headings in a row; returns the first one's column and weekday (Monday is 0)."""
    folded = [_heading(cell) for cell in header]
    for at in range(len(folded) - 6):
        for first in (0, 6, 5):
            if all(folded[at + step] in WEEKDAYS[(first + step) % 7] for step in range(7)):
                return at, first
    return None


def _order(sheet: _Sheet, column: int, day_first: bool | None) -> str:
    order = values.order_of([cells[column] for _, cells in sheet.rows if column < len(cells)])
    if order is None and day_first is None:
        line, cell = next(
            (ln, c[column]) for ln, c in sheet.rows if column < len(c) and re.search(r"\d[-/]\d", c[column])
        )
        raise InputError(
            f"“{cell}” could put the day or the month first, and no other date tells",
            f"{sheet.where}, line {line}",
            "Write the dates as 2027-04-05",
        )
    return order or ("mdy" if day_first is False else "dmy")


def _cell(cells: list[str], column: int | None) -> str:
    return cells[column] if column is not None and column < len(cells) else ""


def _days(sheet: _Sheet, year_hint: int | None, unit: str, day_first: bool | None) -> list[TableRow]:
    columns = _columns(sheet.header)
    _settle_time(sheet, columns)
    order = _order(sheet, columns["date"], day_first)
    rows: list[TableRow] = []
    year = year_hint
    for line, cells in sheet.rows:
        cell = _cell(cells, columns["date"])
        rest = [c for at, c in enumerate(cells) if c and at != columns["date"]]
        if not cell or not rest:
            continue
        day = values.read_date(cell, order, year)
        if (
            day is not None
            and rows
            and year_hint
            and (rows[-1].date - day).days > 180
            and not re.search(r"\d{4}", cell)
        ):
            year = day.year + 1
            day = values.read_date(cell, order, year)
        if day is None:
            raise InputError(f"“{cell[:40]}” is no date", f"{sheet.where}, line {line}", "Write dates as 2027-04-05")
        rows.append(_day_row(sheet, columns, cells, line, day, unit))
    return rows


def _settle_time(sheet: _Sheet, columns: dict[str, int]) -> None:
    """A column headed "time" holds durations when nothing in it is later than five in the morning."""
    if "start" not in columns or "minutes" in columns or _heading(sheet.header[columns["start"]]) not in EITHER:
        return
    clocks = [values.read_clock(_cell(cells, columns["start"])) for _, cells in sheet.rows]
    if all(clock is None or clock < 300 for clock in clocks):
        columns["minutes"] = columns.pop("start")


def _day_row(sheet: _Sheet, columns: dict[str, int], cells: list[str], line: int, day: date, unit: str) -> TableRow:
    def cell(name: str) -> str:
        return _cell(cells, columns.get(name))

    def heading(name: str) -> str:
        return sheet.header[columns[name]] if name in columns else ""

    hours = "hours" if _heading(heading("minutes")) == "plannedduration" else heading("minutes")
    minutes = values.read_minutes(cell("minutes"), hours)
    if minutes is None:
        minutes = values.read_minutes(cell("done_minutes"), "hours")
    named = values.plain(cell("unit")).rstrip("s")
    distance = values.read_distance(cell("distance"), named or values.unit_of(heading("distance")) or unit)
    if distance is None:
        distance = values.read_distance(cell("done_distance"), "m")
    climb = values.number(re.sub(r"\s*(m|hm)$", "", values.plain(cell("climb"))))
    at = f"{sheet.where}, line {line}, {day}"
    for name, value in (("minutes", minutes), ("distance", distance), ("climb", climb)):
        if value is not None and value < 0:
            raise InputError(f"{name} of {value:g} are less than nothing", at, "Mend the number")
    start = values.read_clock(cell("start")) if "start" in columns else values.read_clock(cell("date")[10:])
    return TableRow(
        date=day,
        title=" ".join(cell("title").split())[:200],
        line=line,
        description=cell("description")[:4000],
        kind=cell("kind")[:60],
        minutes=minutes or None,
        distance_m=distance or None,
        start_min=start,
        climb_m=climb,
    )


def _weeks(
    sheet: _Sheet, days: tuple[int, int], year_hint: int | None, unit: str, day_first: bool | None
) -> list[TableRow]:
    column, first_weekday = days
    label = next((at for at in range(column) if _heading(sheet.header[at]) in WEEK), None)
    if label is None:
        raise InputError(
            "no column says which week a row is", sheet.where, "Add a column “Week of” with its first date"
        )
    order = _order(sheet, label, day_first)
    named = next((u for cell in sheet.header if (u := values.unit_of(cell)) in ("km", "mi")), None)
    rows: list[TableRow] = []
    before: date | None = None
    for line, cells in sheet.rows:
        cell = _cell(cells, label)
        if not cell or not any(_cell(cells, column + step) for step in range(7)):
            continue
        start = _week_start(sheet, line, cell, order, first_weekday, year_hint, before)
        before = start
        rows += [
            _week_cell(sheet, line, text, start + timedelta(days=step), named or unit)
            for step in range(7)
            if (text := _cell(cells, column + step))
        ]
    return rows


def _week_start(
    sheet: _Sheet, line: int, cell: str, order: str, weekday: int, year_hint: int | None, before: date | None
) -> date:
    """Read the date a week starts on; without a year, the one near the hint (or the week before) on that weekday."""
    at = f"{sheet.where}, line {line}"
    near = before.year if before else year_hint
    if near is None and values.read_date(cell, order, None) is None and values.read_date(cell, order, 2024):
        raise InputError(f"“{cell[:40]}” names no year", at, "Write the week's first date as 2027-04-05")
    years = [None] if near is None else [near, near + 1] if before else [near, near - 1, near + 1]
    found = [day for year in years if (day := values.read_date(cell, order, year))]
    if before:
        found = [day for day in found if day > before]
    elif year_hint and not re.search(r"\d{4}", cell):  # a season may begin the year before its first date's
        found = [day for day in found if date(year_hint - 1, 7, 1) <= day <= date(year_hint + 1, 6, 30)]
    if not found:
        raise InputError(f"“{cell[:40]}” is no date", at, "Write the week's first date as 2027-04-05")
    fitting = [day for day in found if day.weekday() == weekday]
    if not fitting:
        raise InputError(
            f"“{cell[:40]}” is a {DAY_NAMES[found[0].weekday()]} in {found[0].year}, "
            f"but the first column is a {DAY_NAMES[weekday]}",
            at,
            "Give each week the date of its first column, with the year",
        )
    return fitting[0]


def _week_cell(sheet: _Sheet, line: int, text: str, day: date, unit: str) -> TableRow:
    bare = values.number(text)
    if bare is None:
        return TableRow(date=day, title=" ".join(text.split())[:200], line=line)
    if bare < 0:
        raise InputError(
            f"a distance of {bare:g} is less than nothing", f"{sheet.where}, line {line}, {day}", "Mend it"
        )
    if bare == 0:
        return TableRow(date=day, title="rest", line=line)
    return TableRow(date=day, title=f"{bare:g} {unit}", line=line, distance_m=values.read_distance(text, unit))
