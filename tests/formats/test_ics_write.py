"""Calendars written by us are read back by another program as they were meant."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from ironstride.formats.ics_write import plan_ics
from ironstride.model import words
from ironstride.model.errors import InputError
from ironstride.model.plan import Plan
from ironstride.model.session import Session
from sample_exercises import NAMES
from sample_plan import sample_plan


def events(data: bytes) -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(data).walk("VEVENT"))


def by_session(data: bytes, plan: Plan) -> list[tuple[Session, icalendar.Event]]:
    """Give each session of a plan with its event; sessions and events come in the same order."""
    return list(zip(sorted(plan.sessions, key=lambda s: (s.date, s.start)), events(data), strict=True))


def uids(data: bytes, status: str = "CONFIRMED") -> list[str]:
    return [str(event["UID"]) for event in events(data) if event["STATUS"] == status]


def test_every_session_comes_back_at_its_hour() -> None:
    plan = sample_plan()
    assert len(set(uids(plan_ics(plan, NAMES)))) == len(plan.sessions)
    for session, event in by_session(plan_ics(plan, NAMES), plan):
        start = event["DTSTART"].dt
        assert start.tzinfo is not None
        local = start.astimezone(ZoneInfo("Europe/Berlin"))
        assert (local.date(), f"{local:%H:%M}") == (session.date, session.start)
        assert event["DTEND"].dt - start == timedelta(minutes=session.minutes)
        assert words.session_name(session) in str(event["SUMMARY"])
        assert str(event["LOCATION"]) == session.place


def test_the_description_holds_the_whole_session() -> None:
    plan = sample_plan()
    for session, event in by_session(plan_ics(plan, NAMES), plan):
        text = str(event["DESCRIPTION"])
        for block in session.blocks:
            assert block.block.upper() in text
            for item in block.items:
                assert NAMES[item.exercise] in text
                assert words.sets_line(item.sets) in text
                assert words.warmups_text(item.sets) in text
        assert all(because.text in text for because in session.because)


def test_hours_follow_the_clock_change() -> None:
    plan = sample_plan()
    by_day = {event["DTSTART"].dt.date(): event["DTSTART"].dt for event in events(plan_ics(plan, NAMES))}
    assert by_day[date(2026, 3, 24)] == datetime(2026, 3, 24, 17, 15, tzinfo=UTC)  # 18:15 in winter
    assert by_day[date(2026, 3, 31)] == datetime(2026, 3, 31, 16, 15, tzinfo=UTC)  # 18:15 in summer


def test_a_session_in_the_skipped_hour_keeps_its_length() -> None:
    plan = sample_plan()
    skipped = replace(plan.sessions[0], date=date(2026, 3, 29), start="02:30", minutes=45)
    (event,) = events(plan_ics(replace(plan, sessions=(skipped,)), NAMES))
    assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(minutes=45)


@settings(max_examples=80)
@given(st.text(max_size=200), st.text(max_size=80))
def test_any_text_survives_folding_and_escaping(text: str, title: str) -> None:
    plan = sample_plan()
    one = replace(plan.sessions[0], title=title, because=(replace(plan.sessions[0].because[0], text=text),))
    data = plan_ics(replace(plan, sessions=(one,)), NAMES)
    lines = data.split(b"\r\n")
    assert lines[-1] == b""
    assert all(len(line) <= 75 for line in lines)
    assert all(b"\r" not in line and b"\n" not in line for line in lines)
    data.decode("utf-8")
    (event,) = events(data)
    printable = "".join(
        c for c in text.replace("\r\n", "\n").replace("\r", "\n") if c in "\n\t" or (c >= " " and c != "\x7f")
    )
    assert words.sentence(text) == "" or printable.strip() in str(event["DESCRIPTION"]) or "\x85" in text


def test_bytes_depend_on_the_plan_and_not_on_the_clock() -> None:
    data = plan_ics(sample_plan(), NAMES)
    sample_plan.cache_clear()
    assert plan_ics(sample_plan(), dict(reversed(NAMES.items()))) == data


def test_a_later_revision_replaces_the_earlier_one() -> None:
    first, second = (events(plan_ics(sample_plan(), NAMES, revision=n))[0] for n in (0, 3))
    assert first["UID"] == second["UID"]
    assert (int(first["SEQUENCE"]), int(second["SEQUENCE"])) == (0, 3)
    assert second["DTSTAMP"].dt > first["DTSTAMP"].dt


def moved(plan: Plan, days: int, **more: Any) -> Plan:
    """Give a plan whose first session stands on another day of its week, and is another one."""
    first = plan.sessions[0]
    day = first.date + timedelta(days)
    one = replace(first, id=f"{day}-0700-upper", date=day, start="07:00", template="upper", **more)
    return replace(plan, sessions=(one, *plan.sessions[1:]))


def test_a_session_that_moved_is_the_same_event() -> None:
    plan = sample_plan()
    before = uids(plan_ics(plan, NAMES))
    assert uids(plan_ics(moved(plan, 1), NAMES)) == before
    first = plan.sessions[0].date
    assert sorted(uids(plan_ics(moved(plan, 7, planned_date=first), NAMES))) == sorted(before)


def test_two_runners_may_share_a_calendar() -> None:
    plan = sample_plan()
    other = replace(plan, runner=replace(plan.runner, name="Jonas"))
    assert not set(uids(plan_ics(plan, NAMES))) & set(uids(plan_ics(other, NAMES)))
    assert len(set(uids(plan_ics(replace(plan, sessions=plan.sessions[:1] * 3), NAMES)))) == 3


def test_written_over_the_earlier_file_what_changed_counts_up_and_what_went_is_called_off() -> None:
    plan = sample_plan()
    first = plan_ics(plan, NAMES)
    assert plan_ics(plan, NAMES, earlier=first) == first
    fewer = moved(replace(plan, sessions=plan.sessions[:-1]), 1)
    second = plan_ics(fewer, NAMES, earlier=first)
    assert {str(e["UID"]): int(e["SEQUENCE"]) for e in events(second) if e["SEQUENCE"]} == dict.fromkeys(
        [uids(first)[0], uids(first)[-1]], 1
    )
    assert uids(second, "CANCELLED") == uids(first)[-1:]
    assert plan_ics(fewer, NAMES, earlier=second) == second
    third = plan_ics(plan, NAMES, earlier=second)
    assert uids(third) == uids(first)
    assert {int(e["SEQUENCE"]) for e in events(third)} == {0, 2}


@pytest.mark.parametrize("earlier", [b"", b"\xff\x00", b"BEGIN:VEVENT", b"BEGIN:VEVENT\r\nUID:x\r\nEND:VEVENT\r\n"])
def test_what_was_no_calendar_of_ours_changes_nothing(earlier: bytes) -> None:
    assert plan_ics(sample_plan(), NAMES, earlier=earlier) == plan_ics(sample_plan(), NAMES)


def test_an_unknown_time_zone_is_named() -> None:
    plan = sample_plan()
    for zone in ("Middle/Earth", "../../etc/passwd", ""):
        with pytest.raises(InputError, match="time zone"):
            plan_ics(replace(plan, runner=replace(plan.runner, time_zone=zone)), NAMES)
