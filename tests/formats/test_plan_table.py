"""Plan tables in any dialect become dated rows; what could mean two things is asked, never guessed."""

from __future__ import annotations

import contextlib
import csv
import io
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ironstride.formats import table_values as values
from ironstride.formats.plan_table import TableRow, read_plan_table
from ironstride.model.errors import InputError

FIXTURES = Path(__file__).resolve().parents[2].parent / "shared" / "fixtures" / "plan"


def read(text: str | bytes, **options: object) -> tuple[TableRow, ...]:
    data = text.encode() if isinstance(text, str) else text
    return read_plan_table(data, "plan.csv", **options)  # type: ignore[arg-type]


def one(text: str | bytes, **options: object) -> TableRow:
    (row,) = read(text, **options)
    return row


def test_a_row_a_day() -> None:
    row = one("date,workout,minutes,distance,start,type,climb\n2027-04-05,Easy run,45,8.5,18:30,easy,120\n")
    assert row == TableRow(
        date=date(2027, 4, 5),
        title="Easy run",
        line=2,
        kind="easy",
        minutes=45,
        distance_m=8500,
        start_min=1110,
        climb_m=120,
    )


@pytest.mark.parametrize(
    "text",
    [
        "date,title,minutes,distance\n2027-04-05,Easy,45,8.5\n",
        "Datum;Einheit;Dauer (min);Distanz (km)\n05.04.2027;Easy;45;8,5\n",
        "Date;Séance;Durée;Distance (km)\n05/04/2027;Easy;0:45;8,5\n13/04/2027;;;\n",
        "Fecha\tSesión\tDuración\tDistancia\n2027/04/05\tEasy\t0:45:00\t8,5 km\n",
        "Data|Allenamento|Durata|Distanza\n20270405|Easy|45 min|8.5 km\n",
        "Dato;Navn;Title;Tid;Distanse\n5.4.27;x;Easy;45;8,5\n",
        "sep=;\nweek;date;title;duration (h);distance (m)\n1;2027-04-05;Easy;0,75;8500\n",
        "My plan\n\ndate,title,minutes,distance\n\n2027-04-05 06:00,Easy,45 min,8.5\n",
        "date,title,minutes,distance\nMon 5 Apr 2027,Easy,45,8500\n",
        '"date","title","minutes","distance"\n"April 5, 2027","Easy","45","8.5"\n',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1"])
def test_languages_dialects_and_encodings(text: str, encoding: str) -> None:
    rows = read(text.encode(encoding))
    assert [(row.date, row.title, row.minutes, row.distance_m) for row in rows] == [
        (date(2027, 4, 5), "Easy", 45, 8500)
    ]


def test_trainingpeaks_export() -> None:
    head = (
        "Title,WorkoutType,WorkoutDescription,PlannedDuration,PlannedDistanceInMeters,WorkoutDay,"
        "DistanceInMeters,TimeTotalInHours"
    )
    rows = read(
        f'{head}\n"Easy, flat",Run,"Zone 2\nonly",0.75,8000,2027-04-05,,\n'
        "Swim,Swim,,0.5,1500,2027-04-05,,\nRunning,Run,,,,2027-04-06,6938.77,0.7366\n,Day Off,,,,2027-04-07,,\n"
    )
    assert [(row.kind, row.minutes, row.distance_m) for row in rows] == [
        ("Run", 45, 8000),
        ("Swim", 30, 1500),
        ("Run", pytest.approx(44.2, abs=0.01), 6938.77),
        ("Day Off", None, None),
    ]
    assert rows[0].title == "Easy, flat"
    assert rows[0].description == "Zone 2\nonly"
    assert rows[1].line == 4


def test_final_surge_export_names_the_unit_in_a_column() -> None:
    rows = read(
        "Date,ActivityType,WorkoutName,PlannedTimeMinutes,PlannedDistance,mi/km/m/y,WorkoutDescription\n"
        "06/29/2027,Run,Easy,,10,km,\n07/01/2027,Run,Easy,45,3.1,mi,\n"
    )
    assert [row.distance_m for row in rows] == [10000, pytest.approx(3.1 * 1609.344)]
    assert rows[1].date == date(2027, 7, 1)


def test_the_whole_column_decides_the_order_of_day_and_month() -> None:
    assert [row.date.month for row in read("date,title\n3/4/2027,Easy\n15/4/2027,Easy\n")] == [4, 4]
    assert [row.date.day for row in read("date,title\n4/3/2027,Easy\n4/15/2027,Easy\n")] == [3, 15]
    assert one("date,title\n4/4/2027,Easy\n").date == date(2027, 4, 4)
    assert one("date,title\n3/4/2027,Easy\n", day_first=False).date == date(2027, 3, 4)
    with pytest.raises(InputError, match=r"“3/4/2027” could put the day or the month first") as caught:
        read("date,title\n3/4/2027,Easy\n5/4/2027,Long\n")
    assert caught.value.where == "plan.csv, line 2"
    with pytest.raises(InputError, match="is no date"):
        read("date,title\n15/4/2027,Easy\n4/15/2027,Long\n")


def test_hours_of_the_day_and_durations_are_told_apart() -> None:
    assert one("date,title,time\n2027-04-05,Easy,6:30 pm\n").start_min == 1110
    row = one("date,title,time\n2027-04-05,Easy,0:45\n")
    assert (row.start_min, row.minutes) == (None, 45)
    assert one("date,title,time,duration\n2027-04-05,Easy,0:45,1:10\n").start_min == 45
    assert one("date,title\n2027-04-05T06:15,Easy\n").start_min == 375


WEEKS = "Week of,M,T,W,T,F,S,S,Total\n2027-04-05,,Easy 40',,6x400,,,15,20\n2027-04-12,Rest,5,0,,,,18.5,23.5\n"


def test_a_row_a_week() -> None:
    rows = read(WEEKS)
    assert [(row.date.day, row.title) for row in rows] == [
        *((6, "Easy 40'"), (8, "6x400"), (11, "15 km"), (12, "Rest"), (13, "5 km"), (14, "rest"), (18, "18.5 km"))
    ]
    assert rows[2].distance_m == 15000
    assert read(WEEKS, unit="mi")[2].distance_m == pytest.approx(15 * 1609.344)
    assert read(WEEKS.replace("Total", "Total (mi)"))[2].title == "15 mi"


def test_weeks_without_years_follow_the_hint_over_the_turn_of_the_year() -> None:
    text = "Week,Mo,Di,Mi,Do,Fr,Sa,So\nDec 21,,5,,,,,10\nDec 28,,5,,,,,12\nJan 04,,5,,,,,12\n"
    assert [row.date for row in read(text, year_hint=2026)][::2] == [
        date(2026, 12, 22),
        date(2026, 12, 29),
        date(2027, 1, 5),
    ]
    assert read(text, year_hint=2027)[0].date == date(2026, 12, 22)
    with pytest.raises(InputError, match="names no year"):
        read(text)
    with pytest.raises(InputError, match="is a Tuesday in 2027, but the first column is a Monday"):
        read(text.replace("Dec 21", "Dec 28"), year_hint=2027)


def test_weeks_may_begin_on_sunday() -> None:
    rows = read("Week of,S,M,T,W,T,F,S\n2027-04-04,10,,5,,,,8\n")
    assert [row.date.day for row in rows] == [4, 6, 10]


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "empty"),
        (b"\n \n", "empty"),
        (b"PK\x03\x04rest of a workbook", "workbook"),
        (b"\x0e\x10\0\0.FIT", "not a text file"),
        (b"hello", "names the columns"),
        (b'{"plan": []}', "names the columns"),
        (b"a,b,c\n1,2,3\n", "names the columns"),
        (b"title,minutes\nEasy,45\n", "no column holds the dates"),
        (b"date,title\nsoon,Easy\n", "“soon” is no date"),
        (b"date,title\n2027-02-30,Easy\n", "is no date"),
        (b"date,title,minutes\n2027-04-05,Easy,-45\n", "minutes of -45 are less than nothing"),
        (b"date,title,distance\n2027-04-05,Easy,-4\n", "less than nothing"),
        (b"M,T,W,T,F,S,S\n,5,,,,,\n", "no column says which week"),
        (b"Week of,M,T,W,T,F,S,S\n2027-04-05,-5,,,,,,\n", "less than nothing"),
        (b'date,title\n2027-04-05,"' + b"x" * 200_000, "is no row of a table"),
    ],
)
def test_bad_tables_say_what_is_wrong(data: bytes, what: str) -> None:
    with pytest.raises(InputError) as caught:
        read(data)
    assert what in caught.value.what
    assert caught.value.where.startswith("plan.csv")
    assert caught.value.mend


def test_size_and_length_are_bounded() -> None:
    with pytest.raises(InputError, match="26 MB"):
        read(b"date,title\n" + b"x" * 26_000_000)
    with pytest.raises(InputError, match="50000 rows"):
        read("date,title\n" + "2027-04-05,Easy\n" * 50_001)


def test_lines_that_only_part_the_plan_are_passed_over() -> None:
    rows = read("date,title,minutes\nWeek 1: base,,\n2027-04-05,Easy,45\n,Total,45\n\nWeek 2,,\n2027-04-12,Easy,45\n")
    assert len(rows) == 2


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("10", 10),
        ("10.5", 10.5),
        ("10,5", 10.5),
        ("1,234.5", 1234.5),
        ("1.234,5", 1234.5),
        ("6,060", 6060),
        ("-16", -16),
    ],
)
def test_numbers(cell: str, number: float) -> None:
    assert values.number(cell) == number
    assert values.number(f"{cell} x") is None


CELLS = st.text(alphabet="abcxyzé0123456789.,:;/-'\" \t\n", max_size=12)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.lists(CELLS, min_size=1, max_size=9), max_size=5), st.sampled_from([",", ";", "\t"]), st.booleans())
def test_whatever_the_cells_only_an_input_error_comes_out(rows: list[list[str]], delimiter: str, weekly: bool) -> None:
    head = ["Week of", *"MTWTFSS"] if weekly else ["date", "title", "minutes", "distance", "start", "climb", "type"]
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows([head, *rows])
    found: tuple[TableRow, ...] = ()
    with contextlib.suppress(InputError):
        found = read(text.getvalue(), year_hint=2027)
    assert all((row.minutes or 0) >= 0 and (row.distance_m or 0) >= 0 for row in found)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=120), st.booleans())
def test_whatever_the_bytes_too(noise: bytes, headed: bool) -> None:
    with contextlib.suppress(InputError):
        read(b"date,title,minutes\n2027-04-05," + noise if headed else noise)


DAYS = st.lists(st.tuples(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.integers(1, 600)), min_size=1, max_size=9)


@settings(max_examples=40, deadline=None)
@given(DAYS, st.sampled_from(["%Y-%m-%d", "%d.%m.%Y", "%Y%m%d", "%d %B %Y"]))
def test_dates_come_back_as_written(days: list[tuple[date, int]], form: str) -> None:
    text = "date;title;minutes\n" + "".join(f"{day.strftime(form)};Easy;{minutes}\n" for day, minutes in days)
    assert sorted((row.date, row.minutes) for row in read(text)) == sorted(days)


@pytest.mark.skipif(not FIXTURES.is_dir(), reason="the shared fixtures are not here")
def test_real_tables() -> None:
    weekly = read((FIXTURES / "trainingplan_run_weekly.csv").read_bytes(), year_hint=2024, unit="mi")
    assert (len(weekly), weekly[0].date, weekly[-1].date) == (96, date(2023, 10, 31), date(2024, 3, 14))
    assert max(row.distance_m or 0 for row in weekly) == pytest.approx(18 * 1609.344)
    export = read(next(FIXTURES.glob("trainingpeaks_*.csv")).read_bytes())
    assert {row.kind for row in export} == {"Run", "Swim", "Bike", "Strength", "Other"}
