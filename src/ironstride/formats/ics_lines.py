"""The lines of an iCalendar file: decoding, unfolding, components, values; knows nothing of what they mean."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from msgspec import Struct

from ironstride.model.errors import InputError

MAX_BYTES = 25_000_000
_LINE = re.compile(r'([A-Za-z0-9_-]{1,60})((?:;[^":;]*(?:"[^"]*"[^":;]*)*)*):(.*)', re.DOTALL)
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_MOMENT = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?:[T ](\d{2}):?(\d{2})(?::?(\d{2}))?(?:\.\d+)?(Z?))?")
_DURATION = re.compile(r"([+-]?)P(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,7})M)?(?:(\d{1,8})S)?)?")
_AGAIN = "Export or download the calendar again and try once more"


class Property(Struct, frozen=True):
    """One content line: its parameters (upper-case names) and its raw value."""

    params: dict[str, str]
    value: str


class Component(Struct):
    """A VEVENT: its lines, unfolded, and the first property of each name (upper case)."""

    lines: list[str]
    properties: dict[str, Property]

    def text(self, name: str) -> str:
        """Return a text property without its escapes, empty when absent."""
        found = self.properties.get(name)
        return unescape(found.value).strip() if found else ""


class CalendarParts(Struct):
    """The components of a file that matter: events, zone definitions (lines), the calendar's own zone name."""

    events: list[Component]
    zones: list[str]
    zone_name: str


def decode(data: bytes, where: str) -> str:
    """Return the text of a calendar file, whatever its encoding.

    Raises
    ------
    InputError
        When the file is empty, too large, or no calendar at all.
    """
    if not data.strip():
        raise InputError("the file is empty", where, _AGAIN)
    if len(data) > MAX_BYTES:
        raise InputError(
            f"the file has {len(data) / 1e6:.0f} MB, more than the {MAX_BYTES // 1_000_000} MB a calendar may have",
            where,
            "Export only the season you want to plan",
        )
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = data.decode("utf-16", errors="replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252", errors="replace")
    if "BEGIN:VCALENDAR" not in text[:100_000].upper():
        web = "<html" in text[:2000].lower()
        what = "this is a web page, not a calendar" if web else "this is not a calendar file"
        raise InputError(what, where, "Give an .ics file, or a table with a date column (.csv)")
    return text


def split(text: str, where: str) -> CalendarParts:
    """Split a calendar's text into the components that matter.

    Raises
    ------
    InputError
        When the file ends before its calendar does.
    """
    lines = re.sub(r"\n[ \t]", "", re.sub(r"\r\n?", "\n", text)).split("\n")
    parts = CalendarParts([], [], "")
    stack: list[str] = []
    event: Component | None = None
    for line in lines:
        upper = line[:40].upper().strip()
        if upper.startswith("BEGIN:"):
            stack.append(upper[6:].strip())
            if stack[-1] == "VEVENT":
                event = Component([], {})
        if "VTIMEZONE" in stack:
            parts.zones.append(line)
        elif event is not None:
            event.lines.append(line)
            if stack[-1] == "VEVENT":
                _keep(event, line)
        elif stack == ["VCALENDAR"] and upper.startswith("X-WR-TIMEZONE"):
            parts.zone_name = line.partition(":")[2].strip()
        if upper.startswith("END:") and stack and upper[4:].strip() == stack[-1]:
            ended = stack.pop()
            if ended == "VEVENT" and event is not None:
                parts.events.append(event)
                event = None
    if stack:
        at = f"in the middle of “{event.text('SUMMARY')[:60] or 'an event'}”" if event else "before its end"
        raise InputError(f"the calendar breaks off {at}", where, _AGAIN)
    return parts


def _keep(event: Component, line: str) -> None:
    match = _LINE.fullmatch(line)
    if match is None:
        return
    name = match[1].upper()
    if name not in event.properties:
        event.properties[name] = Property(_params(match[2]) if match[2] else {}, match[3])


def _params(text: str) -> dict[str, str]:
    pairs = (pair.partition("=") for pair in re.findall(r';((?:[^";]|"[^"]*")*)', text))
    return {name.strip().upper(): value.strip().strip('"') for name, _, value in pairs}


def unescape(value: str) -> str:
    """Undo the escapes of a text value: `\\n`, `\\,`, `\\;`, `\\\\`."""
    return _ESCAPE.sub(lambda m: "\n" if m[1] in "nN" else m[1], value)


def known_zone(name: str) -> tzinfo | None:
    """Return the time zone of an IANA name, also behind a maker's prefix; None when there is none of that name."""
    for candidate in (name, "/".join(name.split("/")[-2:])):
        if candidate.upper() in ("UTC", "GMT", "ETC/UTC"):
            return UTC
        try:
            return ZoneInfo(candidate)
        except (KeyError, ValueError, OSError):
            continue
    return None


def read_moment(prop: Property) -> date | datetime | None:
    """Read a date or a date and time: aware when it is in UTC or in a known zone, else naive.

    Returns
    -------
    date | datetime | None : None when the value is neither.
    """
    match = _MOMENT.fullmatch(prop.value.strip())
    if match is None:
        return None
    try:
        day = date(int(match[1]), int(match[2]), int(match[3]))
        if match[4] is None:
            return day
        moment = datetime(day.year, day.month, day.day, int(match[4]) % 24, int(match[5]), min(59, int(match[6] or 0)))
    except ValueError:
        return None
    if match[7]:
        return moment.replace(tzinfo=UTC)
    zone = known_zone(prop.params["TZID"]) if prop.params.get("TZID") else None
    return moment.replace(tzinfo=zone)


def read_duration(value: str) -> timedelta | None:
    """Read a DURATION value such as `PT1H30M`; None when it is none."""
    match = _DURATION.fullmatch(value.strip().upper())
    if match is None or not any(match.groups()[1:]):
        return None
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in match.groups()[1:])
    length = timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
    return -length if match[1] == "-" else length
