"""Spreads out recurring calendar events through recurring_ical_events, after turning away rules that never end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from ironstride.formats.ics_lines import CalendarParts, Component, read_moment
from ironstride.model.errors import InputError

_MAX_SERIES = 300
_MAX_OCCURRENCES = 20_000
_MAX_DATES = 5_000
#: Days from one occurrence to the next.
_PERIOD_DAYS = {"DAILY": 1.0, "WEEKLY": 7.0, "MONTHLY": 28.0, "YEARLY": 365.0}
_PARTS = {
    "DAILY": {"BYDAY", "BYMONTH", "BYMONTHDAY"},
    "WEEKLY": {"BYDAY", "BYMONTH"},
    "MONTHLY": {"BYDAY", "BYMONTH", "BYMONTHDAY", "BYSETPOS"},
    "YEARLY": {"BYDAY", "BYMONTH", "BYMONTHDAY", "BYSETPOS"},
}
_ALWAYS = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYHOUR", "BYMINUTE", "BYSECOND"}
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_MONTH_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_MEND = "Repeat it by day, week, month or year, or list the dates as single events"


def expand(
    events: list[Component], parts: CalendarParts, where: str, first: date, last: date
) -> Iterator[tuple[Component, date | datetime, date | datetime | None]]:
    """Yield each occurrence between two dates (one day of slack for time zones) as event, start and end.

    Raises
    ------
    InputError
        For rules below a day, rules without end in sight, unknown time zones, and whatever the libraries refuse.
    """
    if len(events) > _MAX_SERIES:
        raise InputError(
            f"{len(events)} repeating events are more than the {_MAX_SERIES} a training plan may have", where, _MEND
        )
    for event in events:
        _check(event, where, last)
    text = _calendar(events, parts)
    try:
        import icalendar
        import recurring_ical_events

        calendar = icalendar.Calendar.from_ical(text)
        query = recurring_ical_events.of(calendar)
        found = query.between(first - timedelta(days=1), last + timedelta(days=2))
        spread = [(int(o["X-IRONSTRIDE-AT"]), o["DTSTART"].dt, o["DTEND"].dt if "DTEND" in o else None) for o in found]
    except Exception as error:  # whatever the libraries throw is told as one message
        raise InputError(f"its repeating events cannot be read ({type(error).__name__})", where, _MEND) from error
    for at, start, end in spread:
        zone = events[at].properties["DTSTART"].params.get("TZID")
        if zone and isinstance(start, datetime) and start.tzinfo is None:
            raise InputError(
                f"“{zone[:60]}”, the time zone of “{events[at].text('SUMMARY')[:60]}”, is not known",
                where,
                "Use a zone name such as Europe/Paris in the calendar",
            )
        yield events[at], start, end


def _calendar(events: list[Component], parts: CalendarParts) -> str:
    """Write the few events as a calendar of their own, each with the number it has in the list."""
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Ironstride//EN"]
    if parts.zone_name:
        head.append(f"X-WR-TIMEZONE:{parts.zone_name}")
    body: list[str] = []
    for at, event in enumerate(events):
        body += [event.lines[0], f"X-IRONSTRIDE-AT:{at}", *(line for line in event.lines[1:] if line.strip())]
    return "\r\n".join([*head, *parts.zones, *body, "END:VCALENDAR", ""])


def _check(event: Component, where: str, last: date) -> None:
    """Turn away what would keep the expansion busy: sub-daily rules, endless counts, rules that never come true."""
    title = event.text("SUMMARY")[:60]
    start = read_moment(event.properties["DTSTART"])
    if start is None:
        raise InputError(f"the start of “{title}” is no date", where, "Mend the event in the calendar it comes from")
    day = start.date() if isinstance(start, datetime) else start
    for line in event.lines:
        name, _, value = line.partition(":")
        name = name.upper().partition(";")[0].strip()
        if name == "EXRULE" or (name in ("RDATE", "EXDATE") and value.count(",") > _MAX_DATES):
            raise InputError(f"“{title}” lists its dates in a way that is not read here", where, _MEND)
        if name == "RRULE":
            _check_rule(value, day, last, f"“{title}”", where)


def _check_rule(value: str, start: date, last: date, title: str, where: str) -> None:
    rule = {k.strip().upper(): v.strip().upper() for k, _, v in (part.partition("=") for part in value.split(";")) if k}
    every = rule.get("FREQ", "")
    if every not in _PERIOD_DAYS:
        raise InputError(f"{title} repeats “{every.lower()[:20] or 'without saying how'}”", where, _MEND)
    interval, count = rule.get("INTERVAL", "1"), rule.get("COUNT", "100000")
    if not all(re.fullmatch(r"\d{1,6}", number) for number in (interval, count)) or int(interval) == 0:
        raise InputError(f"{title} repeats in a way that is not read here", where, _MEND)
    days = rule.get("BYDAY", "").split(",")
    if set(rule) - _ALWAYS - _PARTS[every] or _never(rule, every, start, int(interval), days):
        raise InputError(f"{title} repeats in a way that is not read here", where, _MEND)
    times = max(1, len(days)) if every != "DAILY" else 1
    for part in ("BYHOUR", "BYMINUTE", "BYSECOND", "BYMONTHDAY"):
        times *= max(1, len(rule.get(part, "").split(","))) if part != "BYMONTHDAY" or every != "DAILY" else 1
    span = max(0, (last - start).days) + 1
    if min(span / (_PERIOD_DAYS[every] * int(interval)) * times, int(count) * times) > _MAX_OCCURRENCES:
        raise InputError(f"{title} repeats more than {_MAX_OCCURRENCES} times", where, _MEND)


def _never(rule: dict[str, str], every: str, start: date, interval: int, days: list[str]) -> bool:
    """Tell rules that no date fulfils, on which an expansion would search to the end of the calendar."""
    numbers = {k: rule[k].split(",") for k in ("BYMONTH", "BYMONTHDAY", "BYSETPOS") if k in rule}
    if not all(re.fullmatch(r"[+-]?\d{1,2}", number) for values in numbers.values() for number in values):
        return True
    if any(abs(int(number)) > 5 for number in numbers.get("BYSETPOS", [])):
        return True
    most = {"DAILY": 0, "WEEKLY": 0, "MONTHLY": 5, "YEARLY": 53}[every]
    named = [re.fullmatch(r"([+-]?\d{1,2})?(?:MO|TU|WE|TH|FR|SA|SU)", day) for day in days if "BYDAY" in rule]
    if any(match is None or abs(int(match[1] or 0)) > most for match in named):
        return True
    months = [int(number) for number in numbers.get("BYMONTH", [])] or list(range(1, 13))
    longest = max((_MONTH_DAYS[month - 1] for month in months if 1 <= month <= 12), default=0)
    if not longest or any(abs(int(number)) > longest for number in numbers.get("BYMONTHDAY", [])):
        return True
    if every == "DAILY" and "BYDAY" in rule:
        reached = {_DAYS[(start.weekday() + step * interval) % 7] for step in range(7)}
        return not any(day[-2:] in reached for day in days)
    return False
