"""Writes a plan's strength sessions as a calendar (RFC 5545), the whole session in each event's description."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from ironstride.formats.ics_earlier import Event, carried, earlier_events
from ironstride.model import words
from ironstride.model.errors import InputError
from ironstride.model.plan import Plan
from ironstride.model.session import Item, Session

#: octets of a content line, its line break not counted (RFC 5545, section 3.1).
LINE_OCTETS = 75


def plan_ics(plan: Plan, names: Mapping[str, str], revision: int = 0, earlier: bytes = b"") -> bytes:
    """The sessions as a calendar that phones subscribe to or import.

    Times are in UTC, converted from the runner's time zone date by date, so that no VTIMEZONE is needed. Nothing in
    it depends on the clock: the same plan gives the same bytes upon the same earlier file. An event is known by the
    runner, the week it was first planned in and its letter there, so one that moved, or holds something else now, is
    the same event.

    Parameters
    ----------
    plan : the plan.
    names : names of exercises by id.
    revision : which writing of this plan it is; a higher one makes calendars take over changed events (SEQUENCE).
    earlier : the calendar written before, if any: events that changed since count up, those gone are called off.

    Returns
    -------
    bytes : UTF-8 with CRLF line breaks, lines folded at 75 octets.

    Raises
    ------
    InputError : a time zone that is not known.
    """
    zone, whose = _zone(plan.runner.time_zone), _whose(plan.runner.name)
    sessions = sorted(plan.sessions, key=lambda s: (s.date, s.start, s.id))
    events = [
        Event(uid, (*_event(session, uid, plan, names, zone),)).written(revision, _stamp(plan, revision))
        for session, uid in zip(sessions, _uids(sessions, whose), strict=True)
    ]
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Ironstride//Plan//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(f'Strength, {plan.runner.name}')}",
    ]
    for event in carried(events, earlier_events(earlier, whose), partial(_stamp, plan)):
        lines += event.lines
    lines.append("END:VCALENDAR")
    return b"".join(piece + b"\r\n" for line in lines for piece in _folded(line))


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise InputError(
            f"the time zone {name!r} is not known", "runner file, time_zone", "Write it like Europe/Berlin."
        ) from None


def _stamp(plan: Plan, writing: int) -> str:
    """Give a DTSTAMP that is later for a later writing and knows no clock."""
    return _utc(datetime.combine(plan.first_day, time(), UTC) + timedelta(minutes=writing))


def _whose(runner: str) -> str:
    """Give the end of a runner's UIDs: two may share a calendar, and their names are nobody else's business."""
    return f"-{hashlib.sha256(runner.encode('utf-8', 'ignore')).hexdigest()[:8]}@ironstride"


def _uids(sessions: Sequence[Session], whose: str) -> Iterator[str]:
    """Name events for good."""
    seen: dict[str, int] = {}
    for session in sessions:
        year, week, _ = (session.planned_date or session.date).isocalendar()
        name = f"{year}-w{week:02}-{session.letter.lower()}"
        number = seen[name] = seen.get(name, 0) + 1
        yield f"{name}{f'-{number}' if number > 1 else ''}{whose}"


def _event(session: Session, uid: str, plan: Plan, names: Mapping[str, str], zone: ZoneInfo) -> list[str]:
    start = _moment(session.date, words.minutes_of(session.start), zone)
    end = start + timedelta(minutes=session.minutes)
    title = f"Lift {session.letter}: {words.session_name(session)}"
    return [
        "BEGIN:VEVENT",
        f"UID:{_text(uid)}",
        "DTSTAMP:",
        "SEQUENCE:",
        f"DTSTART:{_utc(start)}",
        f"DTEND:{_utc(end)}",
        f"SUMMARY:{_text(title)}",
        *((f"LOCATION:{_text(session.place)}",) if session.place else ()),
        f"DESCRIPTION:{_text(session_description(session, plan.runner.mass_unit, names))}",
        f"CATEGORIES:Strength,{_text(session.phase)}",
        "STATUS:CONFIRMED",
        "TRANSP:OPAQUE",
        "END:VEVENT",
    ]


def _moment(day: date, minutes: int, zone: ZoneInfo) -> datetime:
    """A local minute of a day in UTC; one that the clock change skips comes out an hour later, as clocks do."""
    local = datetime.combine(day, time(), zone) + timedelta(minutes=minutes)
    return local.astimezone(UTC)


def _utc(moment: datetime) -> str:
    return moment.strftime("%Y%m%dT%H%M%SZ")


def session_description(session: Session, unit: words.MassUnit, names: Mapping[str, str]) -> str:
    """A session in plain lines: minutes, each block with its items and sets, and why it stands there."""
    lines = [f"{session.minutes} of {session.slot_minutes} min, {session.phase}"]
    for block, notes in zip(session.blocks, words.notes_once(session), strict=True):
        lines += ["", block.block.upper()]
        for item, note in zip(block.items, notes, strict=True):
            lines += _item(item, note, unit, names)
    if session.because:
        lines += ["", "WHY", *(words.sentence(because.text) for because in session.because)]
    return "\n".join(lines)


def _item(item: Item, note: str, unit: words.MassUnit, names: Mapping[str, str]) -> Iterator[str]:
    new = " (new)" if item.first_time else ""
    yield f"{words.name_of(item.exercise, names)}{new}: {words.sets_line(item.sets, unit)}"
    if warm := words.warmups_text(item.sets, unit):
        yield f"  warm-up {warm}"
    if note:
        yield f"  {note}"


def _text(value: str) -> str:
    """A value escaped as TEXT (RFC 5545, section 3.3.11); control characters but line breaks are left out."""
    value = value.replace("\r\n", "\n").replace("\r", "\n").encode("utf-8", "ignore").decode("utf-8")
    value = "".join(c for c in value if c in "\n\t" or (c >= " " and c != "\x7f"))
    return value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> Iterator[bytes]:
    """The line in pieces of at most 75 octets, characters kept whole; pieces after the first start with a space."""
    piece = b""
    for character in line:
        octets = character.encode("utf-8")
        if len(piece) + len(octets) > LINE_OCTETS:
            yield piece
            piece = b" "
        piece += octets
    yield piece
