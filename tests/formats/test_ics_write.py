"""Calendars written by us are read back by another program as they were meant."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from ironstride.formats.ics_write import plan_ics
from ironstride.model import words
from ironstride.model.errors import InputError
from sample_exercises import NAMES
from sample_plan import sample_plan


def events(data: bytes) -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(data).walk("VEVENT"))


def test_every_session_comes_back_at_its_hour() -> None:
    plan = sample_plan()
    found = {str(event["UID"]): event for event in events(plan_ics(plan, NAMES))}
    assert set(found) == {f"{session.id}@ironstride" for session in plan.sessions}
    for session in plan.sessions:
        event = found[f"{session.id}@ironstride"]
        start = event["DTSTART"].dt
        assert start.tzinfo is not None
        local = start.astimezone(ZoneInfo("Europe/Berlin"))
        assert (local.date(), f"{local:%H:%M}") == (session.date, session.start)
        assert event["DTEND"].dt - start == timedelta(minutes=session.minutes)
        assert words.session_name(session) in str(event["SUMMARY"])
        assert str(event["LOCATION"]) == session.place


def test_the_description_holds_the_whole_session() -> None:
    plan = sample_plan()
    found = {str(event["UID"]): str(event["DESCRIPTION"]) for event in events(plan_ics(plan, NAMES))}
    for session in plan.sessions:
        text = found[f"{session.id}@ironstride"]
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


def test_an_unknown_time_zone_is_named() -> None:
    plan = sample_plan()
    for zone in ("Middle/Earth", "../../etc/passwd", ""):
        with pytest.raises(InputError, match="time zone"):
            plan_ics(replace(plan, runner=replace(plan.runner, time_zone=zone)), NAMES)
