"""Reads calendars (.ics) of training platforms and of people's own into dated events in the runner's time zone."""

from __future__ import annotations

import hashlib
from datetime import date, datetime, timedelta, tzinfo

from msgspec import Struct

from ironstride.formats import ics_lines
from ironstride.formats.ics_lines import Component, read_duration, read_moment
from ironstride.model.errors import InputError
from ironstride.model.timeline import DAY_MIN

#: Beginning of an identity made here because the calendar gave none.
MADE_UID = "made-"
#: An all-day event lasts no longer than this.
MOST_DAYS = 366
_RECURRING = ("RRULE", "RDATE", "RECURRENCE-ID")


class CalendarEvent(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One event on one date of the runner's own clock.

    Attributes
    ----------
    uid : as the calendar gives it (occurrences of a series share it), made of title and start when it gives none.
    start_min : minutes after local midnight, None for an all-day event.
    minutes : length of a timed event, None when the calendar gives none.
    estimated_s : the platform's own estimate of the moving time, seconds.
    days : how many days an all-day event lasts.
    """

    uid: str
    title: str
    date: date
    description: str = ""
    start_min: int | None = None
    minutes: int | None = None
    estimated_s: int | None = None
    categories: tuple[str, ...] = ()
    days: int = 1


def read_calendar(data: bytes, where: str, zone: str, first: date, last: date) -> tuple[CalendarEvent, ...]:
    """Read the events of a calendar that start between two dates.

    Times in UTC or with a zone are told by the runner's clock, floating times stay as they are; recurring events are
    spread out; cancelled ones are left out. Plain events cost no library; recurring ones, and zones known only to
    the file itself, go through icalendar and recurring_ical_events (0.3 s to import).

    Parameters
    ----------
    data : the file's bytes, at most 25 MB.
    where : the file's name for messages.
    zone : the runner's IANA time zone, such as `Europe/Paris`.
    first, last : first and last date wanted, both included.

    Returns
    -------
    tuple[CalendarEvent, ...] : sorted by date, hour, title and uid.

    Raises
    ------
    InputError
        For anything that is not a whole calendar, and for rules that would never end.
    """
    own = ics_lines.known_zone(zone)
    if own is None:
        raise InputError(f"“{zone}” is no time zone", "time_zone", "Use a name such as Europe/Paris or America/Denver")
    parts = ics_lines.split(ics_lines.decode(data, where), where)
    for event in parts.events:
        if "DTSTART" not in event.properties:
            raise InputError(f"the event “{_title(event)}” has no start", where, "Give it a date, or take it out")
        if "UID" not in event.properties:
            event.properties["UID"] = ics_lines.Property({}, _made_uid(event))
            event.lines.insert(1, f"UID:{event.properties['UID'].value}")
    recurring, plain = _part(parts.events)
    found = [event for one in plain for event in _plain(one, where, own, first, last)]
    if recurring:
        from ironstride.formats.ics_recurrence import expand

        for one, start, end in expand(recurring, parts, where, first, last):
            found += _event(one, start, end, where, own, first, last)
    return tuple(sorted(found, key=lambda e: (e.date, -1 if e.start_min is None else e.start_min, e.title, e.uid)))


def _title(event: Component) -> str:
    return " ".join(event.text("SUMMARY").split())[:120]


def _made_uid(event: Component) -> str:
    said = f"{_title(event)}|{event.properties['DTSTART'].value.strip()}"
    return MADE_UID + hashlib.blake2s(said.encode("utf-8", "replace"), digest_size=8).hexdigest()


def _part(events: list[Component]) -> tuple[list[Component], list[Component]]:
    """Part the events that need the libraries (series, their exceptions, odd zones) from the plain ones."""
    series = {e.text("UID") for e in events if any(name in e.properties for name in _RECURRING)}
    hard: list[Component] = []
    plain: list[Component] = []
    for event in events:
        zone = event.properties["DTSTART"].params.get("TZID")
        odd = bool(zone) and ics_lines.known_zone(str(zone)) is None
        (hard if odd or event.text("UID") in series else plain).append(event)
    return hard, plain


def _plain(event: Component, where: str, own: tzinfo, first: date, last: date) -> list[CalendarEvent]:
    start = read_moment(event.properties["DTSTART"])
    if start is None:
        raise InputError(
            f"the start of “{_title(event)}” is no date: “{event.properties['DTSTART'].value[:40]}”",
            where,
            "Mend the event in the calendar it comes from",
        )
    end: date | datetime | None = None
    if "DTEND" in event.properties:
        end = read_moment(event.properties["DTEND"])
    elif "DURATION" in event.properties and isinstance(start, datetime):
        length = read_duration(event.properties["DURATION"].value)
        try:
            end = start + length if length is not None else None
        except OverflowError:
            end = None
    return _event(event, start, end, where, own, first, last)


def _event(
    event: Component,
    start: date | datetime,
    end: date | datetime | None,
    where: str,
    own: tzinfo,
    first: date,
    last: date,
) -> list[CalendarEvent]:
    """Make the event of one occurrence, or none when it is cancelled or outside the dates wanted."""
    if event.text("STATUS").upper() == "CANCELLED":
        return []
    day, start_min = start, None
    if isinstance(start, datetime):
        try:
            local = start.astimezone(own) if start.tzinfo else start
        except (OverflowError, ValueError):
            return []
        day, start_min = local.date(), 60 * local.hour + local.minute
    if not first <= day <= last:
        return []
    minutes = _minutes(event, start, end, where)
    days = _whole_days(start, end, start_min, minutes)
    return [
        CalendarEvent(
            uid=event.text("UID")[:200],
            title=_title(event),
            description=event.text("DESCRIPTION")[:4000],
            date=day,
            start_min=None if days else start_min,
            minutes=None if days else minutes,
            days=days or 1,
            estimated_s=_estimated(event.text("X-WORKOUT-ESTIMATED-DURATION")),
            categories=tuple(word.strip() for word in event.text("CATEGORIES").split(",") if word.strip()),
        )
    ]


def _whole_days(start: date | datetime, end: date | datetime | None, start_min: int | None, minutes: int | None) -> int:
    """Give the days of an all-day event, also of one written from midnight to midnight; 0 for one with hours."""
    if not isinstance(start, datetime):
        return 1 if end is None or isinstance(end, datetime) else max(1, min(MOST_DAYS, (end - start).days))
    if start_min != 0 or minutes is None:
        return 0
    days = round(minutes / DAY_MIN)
    return min(MOST_DAYS, days) if abs(minutes - DAY_MIN * days) <= 60 else 0


def _minutes(event: Component, start: date | datetime, end: date | datetime | None, where: str) -> int | None:
    if not isinstance(start, datetime) or not isinstance(end, datetime):
        return None
    if (start.tzinfo is None) != (end.tzinfo is None):
        end = end.replace(tzinfo=start.tzinfo)
    length = end - start
    if length < timedelta(0):
        raise InputError(
            f"“{_title(event)}” on {start.date()} ends before it starts", where, "Mend the event's end in its calendar"
        )
    return round(length.total_seconds() / 60) or None


def _estimated(value: str) -> int | None:
    if value.isascii() and value.isdigit() and len(value) <= 6:
        return int(value) or None
    length = read_duration(value)
    return round(length.total_seconds()) if length and length > timedelta(0) else None
