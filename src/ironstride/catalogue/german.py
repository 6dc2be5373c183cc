"""German numbers and dates, made of the core's English ones: `82,5 kg`, `Di 14. Apr`, `13.–19. April 2026`."""

from __future__ import annotations

import re

_DAYS = {
    "Monday": "Montag", "Tuesday": "Dienstag", "Wednesday": "Mittwoch", "Thursday": "Donnerstag", "Friday": "Freitag",
    "Saturday": "Samstag", "Sunday": "Sonntag",
}  # fmt: skip
_MONTHS = {
    "January": "Januar", "February": "Februar", "March": "März", "April": "April", "May": "Mai", "June": "Juni",
    "July": "Juli", "August": "August", "September": "September", "October": "Oktober", "November": "November",
    "December": "Dezember",
}  # fmt: skip
DAYS = {**_DAYS, **{english[:3]: german[:2] for english, german in _DAYS.items()}}
MONTHS = {**{english[:3]: german[:3] for english, german in _MONTHS.items()}, **_MONTHS}
_UNIT = r"(?:kg|lb|km/h|min/km|km|mi|m|cm|min|h|s|%|RIR|RPE|1RM|kB|MB)(?![A-Za-z])"
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+|\d+"
_SIGN = r"[×@→–—/:·,;()~≈<>≤≥…½%+−?.-]"
#: nothing but numbers, units and signs
VALUE = re.compile(rf"(?=.*[\d×])(?:(?:{_NUMBER}|{_UNIT}|{_SIGN})[\s\u00a0]*)+")
_SWAPPED = re.compile(r"(?<![\d.,:])(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(?![\d:]|[.,]\d)")
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_DAY = "|".join(sorted(DAYS, key=len, reverse=True))
_DATE = rf"(?:(?P<day>{_DAY}) )?(?P<on>\d{{1,2}}) (?P<month>{_MONTH})(?: (?P<year>\d{{4}}))?"
_START = rf"(?P<first>\d{{1,2}})(?: (?P<m1>{_MONTH})(?: (?P<y1>\d{{4}}))?)?"
_SPAN = rf"{_START} ?– ?(?P<last>\d{{1,2}}) (?P<m2>{_MONTH})(?: (?P<y2>\d{{4}}))?"
DATE, SPAN = re.compile(_DATE), re.compile(_SPAN)
#: a date or span inside a pattern, without names of groups
ANY_DATE = re.sub(r"\?P<\w+>", "?:", f"(?:{_SPAN}|{_DATE}|{_DAY}|(?:{_MONTH})(?: \\d{{4}})?)")
#: a day, or a span of days, before a month's German name, still without its dots
_BARE = re.compile(
    rf"(?<![\d.,:])(?:(\d{{1,2}})–)?(\d{{1,2}}) (?=(?:{'|'.join(sorted({*MONTHS.values()}, key=len, reverse=True))})\b)"
)


def dotted_text(text: str) -> str:
    """Write the dots of dates a text already says in German otherwise: `19.–25. Oktober`."""
    return _BARE.sub(lambda one: (f"{one[1]}.–" if one[1] else "") + f"{one[2]}. ", text)


def number_text(text: str) -> str:
    """Write the numbers of a text with decimal comma and dots between thousands: `5.800`, `82,5 kg`."""
    return _SWAPPED.sub(lambda one: one[1].replace(",", ".") + (one[2] or "").replace(".", ","), text)


def date_text(text: str) -> str | None:
    """Write a date, a span of dates, a weekday or a month; None where it is none."""
    if found := SPAN.fullmatch(text):
        start = f"{found['first']}." + (f" {MONTHS[found['m1']]}" if found["m1"] else "")
        start += f" {found['y1']}" if found["y1"] else ""
        joint = " – " if found["m1"] else "–"
        return f"{start}{joint}{found['last']}. {MONTHS[found['m2']]}" + (f" {found['y2']}" if found["y2"] else "")
    if found := DATE.fullmatch(text):
        day = DAYS.get(found["day"] or "", "")
        joint = ", " if len(day) > len("Mo") else " " if day else ""
        return f"{day}{joint}{found['on']}. {MONTHS[found['month']]}" + (f" {found['year']}" if found["year"] else "")
    month, _, year = text.partition(" ")
    if month in MONTHS and (not year or year.isdigit()):
        return f"{MONTHS[month]} {year}".strip()
    return DAYS.get(text)


def value_text(text: str) -> str | None:
    """Write what is nothing but numbers, units and signs, or dates; None for anything else."""
    return number_text(text) if VALUE.fullmatch(text) else date_text(text)
