"""Calendars of platforms and people are read by the runner's clock; bad ones say what is wrong, and nothing hangs."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ironstride.formats import ics
from ironstride.formats.ics import CalendarEvent, read_calendar
from ironstride.model.errors import InputError

FIRST, LAST = date(2027, 1, 1), date(2027, 6, 30)


def calendar(*events: str, head: str = "") -> bytes:
    body = "".join(f"BEGIN:VEVENT\n{event}\nEND:VEVENT\n" for event in events)
    return f"BEGIN:VCALENDAR\nVERSION:2.0\n{head}{body}END:VCALENDAR\n".replace("\n", "\r\n").encode()


def read(data: bytes, zone: str = "Europe/Paris") -> tuple[CalendarEvent, ...]:
    return read_calendar(data, "plan.ics", zone, FIRST, LAST)


def one(*lines: str, zone: str = "Europe/Paris", head: str = "") -> CalendarEvent:
    (event,) = read(calendar("\n".join(lines), head=head), zone)
    return event


def test_floating_times_stay() -> None:
    event = one("DTSTART:20270105T183000", "DTEND:20270105T191000", "SUMMARY:Easy 40'")
    assert (event.date, event.start_min, event.minutes, event.title) == (date(2027, 1, 5), 1110, 40, "Easy 40'")


def test_midnight_to_midnight_is_all_day() -> None:
    event = one("DTSTART:20270105T000000", "DTEND:20270106T000000", "SUMMARY:Easy")
    assert (event.start_min, event.minutes, event.days) == (None, None, 1)
    assert one("DTSTART:20270105T000000", "DTEND:20270105T010000", "SUMMARY:Easy").start_min == 0


@pytest.mark.parametrize(
    "lines",
    [
        ("DTSTART;VALUE=DATE:20270111", "DTEND;VALUE=DATE:20270118"),
        ("DTSTART;TZID=Europe/Paris:20270111T000000", "DTEND;TZID=Europe/Paris:20270118T000000"),
    ],
)
def test_an_all_day_event_says_how_many_days_it_lasts(lines: tuple[str, str]) -> None:
    assert one(*lines, "SUMMARY:Rest").days == 7


def test_utc_is_told_by_the_runners_clock() -> None:
    event = one("DTSTART:20270105T233000Z", "DURATION:PT1H15M", "SUMMARY:Run")
    assert (event.date, event.start_min, event.minutes) == (date(2027, 1, 6), 30, 75)
    assert one("DTSTART:20270620T233000Z", "SUMMARY:Run").start_min == 90


def test_zones_are_converted_also_behind_a_prefix_and_by_their_windows_name() -> None:
    for zone in ("America/New_York", "/citadel.org/20210210_1/America/New_York", "Eastern Standard Time"):
        event = one(f"DTSTART;TZID={zone}:20270105T063000", f"DTEND;TZID={zone}:20270105T073000", "SUMMARY:Run")
        assert (event.date, event.start_min, event.minutes) == (date(2027, 1, 5), 750, 60)


def test_a_zone_the_file_defines_itself_is_used() -> None:
    zone = (
        "BEGIN:VTIMEZONE\nTZID:Coach time\nBEGIN:STANDARD\nDTSTART:19700101T000000\n"
        "TZOFFSETFROM:+0300\nTZOFFSETTO:+0300\nEND:STANDARD\nEND:VTIMEZONE\n"
    )
    event = one('DTSTART;TZID="Coach time":20270105T063000', "SUMMARY:Run", head=zone)
    assert event.start_min == 270


def test_all_day_events_have_no_hour_and_no_length() -> None:
    for start in ("DTSTART;VALUE=DATE:20270105", "DTSTART:20270105"):
        event = one(start, "DTEND;VALUE=DATE:20270106", "SUMMARY:Rest")
        assert (event.date, event.start_min, event.minutes) == (date(2027, 1, 5), None, None)


def test_training_platforms_and_folded_lines() -> None:
    event = one(
        "UID:UPCOMING_PLAN_WORKOUT_plan_week_1_LONG_RUN_0",
        "DTSTART;VALUE=DATE:20270105",
        "SUMMARY:🏃 Easy Run with a ver",
        " y long title • 2.3km",
        r"DESCRIPTION:Walk Run • 2.3km\n\n1km\, easy\; 90s",
        "\twalking",
        "X-WORKOUT-ESTIMATED-DURATION:1800",
        "CATEGORIES:Running,Plan",
        "BEGIN:VALARM",
        "DESCRIPTION:not this",
        "END:VALARM",
    )
    assert event.title == "🏃 Easy Run with a very long title • 2.3km"
    assert event.description == "Walk Run • 2.3km\n\n1km, easy; 90swalking"
    assert (event.estimated_s, event.categories) == (1800, ("Running", "Plan"))
    assert one("DTSTART:20270105", "X-WORKOUT-ESTIMATED-DURATION:PT1H").estimated_s == 3600
    assert one("DTSTART:20270105", "X-WORKOUT-ESTIMATED-DURATION:soon").estimated_s is None


def test_identity_is_the_calendars_or_a_stable_one() -> None:
    assert one("UID:abc", "DTSTART:20270105T060000", "SUMMARY:Run").uid == "abc"
    first = one("DTSTART:20270105T060000", "SUMMARY:Run").uid
    assert first.startswith(ics.MADE_UID)
    assert one("DTSTAMP:20260101T000000Z", "SUMMARY:Run", "DTSTART:20270105T060000").uid == first
    assert one("DTSTART:20270105T070000", "SUMMARY:Run").uid != first


def test_cancelled_events_and_other_dates_are_left_out() -> None:
    assert read(calendar("DTSTART:20270105T060000\nSTATUS:CANCELLED", "DTSTART:20261231T235900")) == ()
    assert len(read(calendar("DTSTART:20270101T000000", "DTSTART:20270630T235900", "DTSTART:20270701"))) == 2


def test_events_are_sorted_whatever_their_order() -> None:
    events = [f"UID:{n}\nDTSTART:202701{5 + n // 3:02d}T{6 + n % 3:02d}0000\nSUMMARY:Run {n}" for n in range(9)]
    assert read(calendar(*events)) == read(calendar(*reversed(events)))


SERIES = "UID:s\nDTSTART;TZID=Europe/Paris:20270105T183000\nDTEND;TZID=Europe/Paris:20270105T191500\nSUMMARY:Easy\n"


def test_series_with_exceptions_and_moved_runs() -> None:
    data = calendar(
        SERIES + "RRULE:FREQ=WEEKLY;COUNT=5\nEXDATE;TZID=Europe/Paris:20270112T183000",
        "UID:s\nRECURRENCE-ID;TZID=Europe/Paris:20270119T183000\nDTSTART;TZID=Europe/Paris:20270120T070000\n"
        "DTEND;TZID=Europe/Paris:20270120T080000\nSUMMARY:Moved",
        "UID:s\nRECURRENCE-ID;TZID=Europe/Paris:20270126T183000\nDTSTART;TZID=Europe/Paris:20270126T183000\n"
        "STATUS:CANCELLED\nSUMMARY:Easy",
    )
    found = [(event.date.day, event.start_min, event.minutes, event.title) for event in read(data)]
    assert found == [(5, 1110, 45, "Easy"), (20, 420, 60, "Moved"), (2, 1110, 45, "Easy")]


def test_a_series_keeps_its_hour_over_the_clock_change() -> None:
    events = read(calendar(SERIES + "RRULE:FREQ=WEEKLY"))
    assert len(events) == 26
    assert {event.start_min for event in events} == {1110}


def test_a_series_in_utc_follows_the_calendars_own_zone() -> None:
    data = calendar("DTSTART:20270105T060000Z\nRRULE:FREQ=WEEKLY\nSUMMARY:Run", head="X-WR-TIMEZONE:Europe/Paris\n")
    assert {event.start_min for event in read(data)} == {420}


def test_a_series_without_identity_and_all_day() -> None:
    data = calendar("DTSTART;VALUE=DATE:20270105\nRRULE:FREQ=DAILY;INTERVAL=7;COUNT=3\nSUMMARY:Long run")
    assert [(event.date.day, event.start_min) for event in read(data)] == [(5, None), (12, None), (19, None)]


@pytest.mark.parametrize("start", ["20270105T060000", "20270105T060000Z"])
@pytest.mark.parametrize("end", ["DTEND:20270105T070000", "DURATION:PT1H"])
def test_both_ways_of_reading_agree(start: str, end: str, monkeypatch: pytest.MonkeyPatch) -> None:
    event = f"UID:x\nDTSTART:{start}\n{end}{'Z' if start[-1] == 'Z' and end[1] == 'T' else ''}\nSUMMARY:Run"
    plain = read(calendar(event))
    monkeypatch.setattr(ics, "_part", lambda events: (events, []))
    assert read(calendar(event)) == plain


@pytest.mark.parametrize(
    "rule",
    [
        *("FREQ=SECONDLY", "FREQ=MINUTELY;COUNT=3", "FREQ=HOURLY", "COUNT=3", "FREQ=", "FREQ=FORTNIGHTLY", "nonsense"),
        *(
            "FREQ=DAILY;INTERVAL=0",
            "FREQ=DAILY;INTERVAL=-1",
            "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
            "FREQ=DAILY;BYSETPOS=9",
        ),
        *("FREQ=DAILY;INTERVAL=7;BYDAY=SU", "FREQ=MONTHLY;BYDAY=6MO", "FREQ=YEARLY;BYMONTH=13", "FREQ=WEEKLY;BYDAY=XX"),
        *("FREQ=DAILY;BYYEARDAY=1", "FREQ=YEARLY;BYWEEKNO=5", "FREQ=WEEKLY;BYMONTHDAY=3", "FREQ=DAILY;COUNT=1e9"),
        "FREQ=DAILY;BYHOUR=" + ",".join(map(str, range(24))) + ";BYMINUTE=" + ",".join(map(str, range(60))),
    ],
)
def test_rules_that_never_end_are_refused_at_once(rule: str) -> None:
    begin = time.perf_counter()
    with pytest.raises(InputError, match="Easy") as caught:
        read(calendar(SERIES + f"RRULE:{rule}"))
    assert time.perf_counter() - begin < 0.5
    assert caught.value.where == "plan.ics"
    assert caught.value.mend


def test_a_series_from_the_beginning_of_time_is_refused() -> None:
    with pytest.raises(InputError, match="more than"):
        read(calendar("UID:a\nDTSTART:00010101T000000\nRRULE:FREQ=DAILY\nSUMMARY:Run"))
    many = [f"UID:{n}\nDTSTART:20270105\nRRULE:FREQ=YEARLY" for n in range(400)]
    with pytest.raises(InputError, match="400 repeating events"):
        read(calendar(*many))


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "empty"),
        (b" \r\n", "empty"),
        (b"hello", "not a calendar"),
        (b"<!DOCTYPE html><html><body>Please sign in</body></html>", "web page"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "not a calendar"),
        (calendar("DTSTART:20270105\nSUMMARY:Easy")[:-20], "breaks off"),
        (calendar("DTSTART:20270105\nSUMMARY:Easy")[:60], "breaks off in the middle of"),
        (calendar("SUMMARY:Easy"), "has no start"),
        (calendar("DTSTART:tomorrow\nSUMMARY:Easy"), "is no date"),
        (calendar("DTSTART:20270231\nSUMMARY:Easy"), "is no date"),
        (calendar("DTSTART:20270105T070000\nDTEND:20270105T060000\nSUMMARY:Easy"), "ends before it starts"),
        (calendar("DTSTART;TZID=Mars/Base:20270105T070000\nSUMMARY:Easy"), "Mars/Base"),
        (calendar("DTSTART;TZID=../../etc/passwd:20270105T070000\nSUMMARY:Easy"), "is not known"),
    ],
)
def test_bad_files_say_what_is_wrong(data: bytes, what: str) -> None:
    with pytest.raises(InputError) as caught:
        read(data)
    assert what in caught.value.what
    assert caught.value.where == "plan.ics"
    assert caught.value.mend


def test_a_wrong_zone_of_the_runner_is_named() -> None:
    for zone in ("Mars/Base", "", "../secret", "Europe"):
        with pytest.raises(InputError, match="time zone"):
            read(calendar("DTSTART:20270105"), zone)


def test_too_large_a_file_is_refused() -> None:
    with pytest.raises(InputError, match="25 MB"):
        read(b"BEGIN:VCALENDAR" + b" " * 25_000_000)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1"])
def test_encodings(encoding: str) -> None:
    text = calendar("DTSTART:20270105\nSUMMARY:Séance côtes").decode()
    (event,) = read(text.encode(encoding))
    assert event.title == "Séance côtes"


@pytest.mark.parametrize("break_", ["\n", "\r", "\r\n"])
def test_line_breaks(break_: str) -> None:
    data = calendar("DTSTART:20270105\nSUMMARY:Easy\n  run").decode().replace("\r\n", break_).encode()
    assert read(data)[0].title == "Easy run"


def test_a_season_is_read_quickly() -> None:
    events = [f"DTSTART:2027{1 + n // 28:02d}{1 + n % 28:02d}T063000\nSUMMARY:Easy {n}" for n in range(150)]
    data = calendar(*events)
    best = min(_timed(data) for _ in range(3))
    assert best < 0.06


def _timed(data: bytes) -> float:
    begin = time.perf_counter()
    assert len(read(data)) == 150
    return time.perf_counter() - begin


WHOLE = calendar(
    SERIES + "RRULE:FREQ=WEEKLY;UNTIL=20270301T000000Z;BYDAY=TU,TH\nEXDATE:20270112T173000Z",
    "UID:b\nDTSTART:20270106T060000Z\nDURATION:PT45M\nSUMMARY:Tempo",
    'UID:c\nDTSTART;TZID="Eastern Standard Time":20270107T060000\nSUMMARY:Long\nCATEGORIES:A,B',
    head="X-WR-TIMEZONE:Europe/Paris\n",
)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_whatever_the_bytes_only_an_input_error_comes_out(data: st.DataObject) -> None:
    broken = bytearray(WHOLE)
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(broken) - 1))
        cut = data.draw(st.integers(0, 12))
        broken[at : at + cut] = data.draw(
            st.sampled_from([b"", b"9", b"-", b"\n", b"\r\n ", b";", b":", b'"', b"\0", b"\xff"])
        )
    events: tuple[CalendarEvent, ...] = ()
    with contextlib.suppress(InputError):
        events = read(bytes(broken))
    assert all(FIRST <= event.date <= LAST for event in events)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200), st.booleans())
def test_random_bytes_too(noise: bytes, inside: bool) -> None:
    data = b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:20270105\r\n" + noise if inside else noise
    with contextlib.suppress(InputError):
        read(data + (b"\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n" if inside else b""))


RULE_PARTS = st.dictionaries(
    st.sampled_from(["INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTH", "BYMONTHDAY", "BYSETPOS", "BYHOUR", "WKST"]),
    st.sampled_from(
        ["1", "2", "7", "30", "-1", "366", "99999", "MO", "TU,TH", "-1SU", "5FR", "20270301", "x", "", "2,3"]
    ),
    max_size=4,
)


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY", "HOURLY"]), RULE_PARTS)
def test_no_rule_keeps_it_busy(every: str, parts: dict[str, str]) -> None:
    rule = ";".join([f"FREQ={every}", *(f"{key}={value}" for key, value in parts.items())])
    begin = time.perf_counter()
    with contextlib.suppress(InputError):
        read(calendar(SERIES + f"RRULE:{rule}"))
    assert time.perf_counter() - begin < 1.5


def test_the_libraries_stay_away_from_plain_calendars() -> None:
    code = (
        "import sys; from datetime import date; from ironstride.formats.ics import read_calendar;"
        f"read_calendar({calendar('DTSTART:20270105')!r}, 'a', 'UTC', date(2027, 1, 1), date(2027, 2, 1));"
        "print([name for name in ('icalendar', 'recurring_ical_events', 'dateutil') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
