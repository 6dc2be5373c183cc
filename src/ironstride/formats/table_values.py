"""Reads the cells of plan tables: dates in many orders, durations, distances, clock times, decimal commas."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

#: Beginnings of month names in English, German, French, Spanish, Italian, Portuguese, Dutch and Scandinavian.
_MONTHS = (
    ("jan", "ene", "gen"),
    ("feb", "fev"),
    ("mar", "mrt", "maa", "mrz", "mae"),
    ("apr", "avr", "abr"),
    ("may", "mai", "mei", "mag", "maj"),
    ("jun", "juin", "giu"),
    ("jul", "juil", "lug"),
    ("aug", "aou", "ago"),
    ("sep", "set"),
    ("oct", "okt", "ott", "out"),
    ("nov",),
    ("dec", "dez", "dic", "des"),
)
_ISO = re.compile(r"(\d{4})[-/.]?(\d{1,2})[-/.]?(\d{1,2})(?:[T ].*)?")
_NUMBERED = re.compile(r"(\d{1,2})([-/.])\s?(\d{1,2})\2\s?(\d{4}|\d{2})(?:\s.*)?")
_NAMED = re.compile(
    r"(?:[^\W\d]+\.?,?\s+)?(?:(\d{1,2})\.?\s*(?:st|nd|rd|th)?\s*(?:de\s+)?([^\W\d]{3,})\.?|([^\W\d]{3,})\.?\s*(\d{1,2}))(?:,?\s*(?:de\s+)?(\d{4}))?(?:\s.*)?"
)
_HOURS = re.compile(r"\b(h|hr|hrs|hours?|heures?|std|stunden|horas?|ore|uur|uren|timmar|timer)\b")
_METRES_PER = {
    "km": 1000.0,
    "k": 1000.0,
    "mi": 1609.344,
    "mile": 1609.344,
    "miles": 1609.344,
    "m": 1.0,
    "y": 0.9144,
    "yd": 0.9144,
}


def plain(text: str) -> str:
    """Return text in lower case without accents and doubled blanks."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c for c in folded if unicodedata.category(c) != "Mn").split())


def number(text: str) -> float | None:
    """Read `10`, `10.5`, `10,5`, `1,234.5`, `1.234,5`; None when it is no number."""
    text = text.strip().replace(" ", " ").replace(" ", "")
    if re.fullmatch(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?", text) and not re.fullmatch(r"[+-]?0,\d{3}", text):
        text = text.replace(",", "")
    elif re.fullmatch(r"[+-]?\d{1,3}(?:\.\d{3})+,\d+", text):
        text = text.replace(".", "").replace(",", ".")
    text = text.replace(",", ".", 1)
    return float(text) if re.fullmatch(r"[+-]?(?:\d{1,9}(?:\.\d{0,20})?|\.\d{1,20})", text) else None


def _month(name: str) -> int | None:
    word = plain(name)
    found = [at for at, starts in enumerate(_MONTHS, 1) for start in starts if word.startswith(start)]
    if word.startswith(("juil", "jul", "lug")):
        return 7
    return found[0] if found else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def order_of(cells: list[str]) -> str | None:
    """Tell from a whole column whether dates like 3/4/2027 put the day or the month first.

    Returns
    -------
    str | None : `dmy`, `mdy`, `` when no date of the column depends on it, None when nothing in the column tells.
    """
    slashed = [match for cell in cells if (match := _NUMBERED.fullmatch(cell.strip())) and not _ISO.fullmatch(cell)]
    unclear = [match for match in slashed if match[2] != "."]
    if not unclear:
        return ""
    if any(int(match[1]) > 12 for match in unclear):
        return "dmy"
    if any(int(match[3]) > 12 for match in unclear):
        return "mdy"
    return "" if all(match[1] == match[3] for match in unclear) else None


def read_date(cell: str, order: str, year_hint: int | None) -> date | None:
    """Read a date cell: ISO, 31.12.2027, by `order` where slashes leave it open, or with a month's name.

    Parameters
    ----------
    cell : the cell's text.
    order : `dmy` or `mdy`, see `order_of`.
    year_hint : year of a date that names none.

    Returns
    -------
    date | None : None when the cell is no date.
    """
    cell = cell.strip()
    if match := _ISO.fullmatch(cell):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if match := _NUMBERED.fullmatch(cell):
        one, two, year = int(match[1]), int(match[3]), int(match[4])
        month_first = order == "mdy" and match[2] != "."
        day, month = (two, one) if month_first else (one, two)
        return _day(year + 2000 if year < 100 else year, month, day)
    if match := _NAMED.fullmatch(cell):
        named = _month(match[2] or match[3])
        year = int(match[5]) if match[5] else year_hint or 0
        return _day(year, named, int(match[1] or match[4])) if named and year else None
    return None


def read_clock(cell: str) -> int | None:
    """Read `18:30`, `6:30 pm`, `18h30`, `2027-01-05 18:30` as minutes after midnight; None when there is none."""
    match = re.search(r"(?<!\d)(\d{1,2})\s*[:h.]\s*(\d{2})(?::\d{2})?\s*([ap]\.?m)?", cell.strip().lower())
    if match is None:
        match = re.fullmatch(r"(\d{1,2})()\s*(?:(a\.?m|p\.?m)|h|uhr)\.?", cell.strip().lower())
    if match is None:
        return None
    hour, minute = int(match[1]), int(match[2] or 0)
    if match[3]:
        hour = hour % 12 + (12 if match[3].startswith("p") else 0)
    return 60 * hour + minute if hour < 24 and minute < 60 else None


def read_minutes(cell: str, heading: str) -> float | None:
    """Read a duration cell in minutes: `45`, `45 min`, `0:45`, `1:05:00`, `1h05`, or hours when the heading says so.

    Returns
    -------
    float | None : None when the cell is empty or no duration; negative numbers are kept for the caller to refuse.
    """
    text = plain(cell).replace("'", " min")
    if match := re.fullmatch(r"(\d{1,3}):(\d{2})(?::(\d{2}))?", text):
        big, small = int(match[1]), int(match[2])
        if match[3]:
            return 60.0 * big + small + int(match[3]) / 60
        return big + small / 60 if big >= 10 else 60.0 * big + small
    if match := re.fullmatch(r"(\d{1,2})\s*h\s*(\d{1,2})\s*(?:min|m)?", text):
        return 60.0 * int(match[1]) + int(match[2])
    bare = re.fullmatch(r"([+-]?[\d.,]+)\s*([a-z]*)\.?", text)
    value = number(bare[1]) if bare else None
    if bare is None or value is None:
        return None
    hours = _HOURS.search(bare[2]) if bare[2] else _HOURS.search(plain(heading).replace("_", " "))
    return value * 60 if hours else value


def unit_of(heading: str) -> str | None:
    """Tell the unit of distance a heading names: `km`, `mi` or `m`."""
    text = plain(heading)
    if re.search(r"\b(mi|mile|miles|meilen|miglia|millas|milles)\b", text):
        return "mi"
    if re.search(r"\b(km|kms|kilomet\w*|kilom\w*|chilom\w*|quilom\w*)\b", text):
        return "km"
    return "m" if re.search(r"(\bm\b|in_?met(er|re)s|\bmet(er|re)s?\b|\bmetros\b|\bmetri\b)", text) else None


def read_distance(cell: str, unit: str) -> float | None:
    """Read a distance cell in metres: `10`, `10,5 km`, `6 mi`, `8000` (as metres when nobody runs that many km).

    Parameters
    ----------
    cell : the cell's text.
    unit : `km`, `mi` or `m`, for a cell that names none.
    """
    match = re.fullmatch(r"([+-]?[\d.,]+)\s*([a-z]*)\.?", plain(cell))
    value = number(match[1]) if match else None
    if match is None or value is None:
        return None
    named = match[2] or unit
    if not match[2] and unit != "m" and value >= 400:
        named = "m"
    return value * _METRES_PER[named] if named in _METRES_PER else None
