"""Prints rows as one table: fastest and median run beside the limit they are held to."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable
from datetime import UTC, datetime
from statistics import median

from benchmarks.measure import Row

WIDTHS = (43, 10, 10, 9, 5)
HEAD = ("", "fastest", "median", "limit", "")
ABOUT = (
    "Fastest and median of several runs. The fastest is held to the limit: what slows the others is the machine.",
    "Processes run with their bytecode cached, as after any first run; everything else is as a stranger has it.",
)


def heading() -> str:
    """Say where and when this runs, and head the columns."""
    now = f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC"
    machine = f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, Python {platform.python_version()}"
    return "\n".join((f"Ironstride's figures, {now}, {machine}", *ABOUT, load_line("before"), "", _line(HEAD)))


def load_line(when: str) -> str:
    """Say how busy the machine is: well below its cores, or the figures are too high."""
    one, five, fifteen = os.getloadavg()
    busy = " (busy: figures are too high)" if one > (os.cpu_count() or 1) else ""
    return f"Load {when}: {one:.2f}, {five:.2f}, {fifteen:.2f} over 1, 5, 15 minutes{busy}"


def section(title: str, rows: Iterable[Row]) -> None:
    """Print a title and its rows, each as soon as it is measured."""
    print(f"\n{title}", flush=True)
    for row in rows:
        print(row_line(row), flush=True)


def row_line(row: Row) -> str:
    """Write one row."""
    if not row.samples:
        return f"  {row.what:{WIDTHS[0]}}  {row.note}"
    fastest, middle = min(row.samples), median(row.samples)
    limit, held = "", ""
    if row.limit is not None:
        limit, held = _number(row.limit, row.unit), "ok" if fastest <= row.limit else "OVER"
    slower = _number(middle, row.unit) if len(row.samples) > 1 else ""
    cells = (row.what, _number(fastest, row.unit), slower, limit, held)
    return f"{_line(cells)}  {row.note}".rstrip()


def _line(cells: tuple[str, str, str, str, str]) -> str:
    name, *numbers = (f"{cell:>{width}}" for cell, width in zip(cells, WIDTHS, strict=True))
    return f"  {cells[0]:{len(name)}}{''.join(numbers)}"


def _number(value: float, unit: str) -> str:
    digits = 0 if value >= 100 else 1 if value >= 10 else 2
    return f"{value:.{digits}f} {unit}".rstrip()
