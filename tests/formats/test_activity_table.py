"""Tables of activities: each maker's dialect, several languages, and rows that cannot be read."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ironstride.formats.activity_table import TableRead, read_table
from ironstride.formats.activity_values import durations, moment, number, slash_order, sport_words
from ironstride.formats.not_an_activity import NotAnActivity
from ironstride.model.errors import ImportFailure

BERLIN = ZoneInfo("Europe/Berlin")

STRAVA = """\
Activity ID,Activity Date,Activity Name,Activity Type,Activity Description,Elapsed Time,Distance,Max Heart Rate,\
Relative Effort,Commute,Filename,Elapsed Time,Moving Time,Distance,Elevation Gain,Max Heart Rate,Average Heart Rate
1,"Jan 4, 2026, 2:57:37 PM",Parkrun,Run,,1900,5.02,171,10,false,1.fit.gz,1900.0,1850.0,5020.4,44.0,171.0,152.0
2,"Jan 5, 2026, 6:00:00 PM",Lift,Weight Training,,3000,0,,,false,,3000.0,,0,,,
3,"Jan 6, 2026, 6:00:00 AM",Commute,Ride,,1500,8.1,,,true,,1500.0,1480.0,8100.0,20,,
"""
GARMIN_FRENCH = """\
Type d'activité,Date,Favori,Titre,Distance,Calories,Durée,Fréquence cardiaque moyenne,Fréquence cardiaque maximale,\
Ascension totale,Pas,Temps de déplacement
Course à pied,2026-08-10 10:52:21,false,"Sortie du matin","3,95","407","00:35:20","151","182","7","4,404","00:35:08"
Tapis roulant,2026-08-11 10:52:21,false,"Tapis","5,00","407","00:30:00","--","--","--","4,404","00:30:00"
Musculation,2026-06-20 10:04:15,false,"Musculation","0,00","540","00:57:59","129","164","--","--","00:50:21"
"""
GARMIN_NORSE = """\
Aktivitetstype,Dato,Favoritt,Tittel,Distanse,Kalorier,Tid,Gjennomsnittlig puls,Stigning totalt
Løping,2026-07-01 18:23:45,false,"Ålesund løping","5,02","412","00:28:15","156","64"
Styrketrening,2026-06-30 17:00:00,false,"Push A","0,00","310","00:52:10","--","--"
"""
INTERVALS = """\
id,start_date_local,name,type,moving_time,distance,elapsed_time,total_elevation_gain,max_heartrate,average_heartrate
i1,2026-05-01T06:00:00,Easy,Run,2400,6500.0,2500,33,160,140
i2,2026-05-02T06:00:00,Mill,VirtualRun,1800,5000.0,1800,0,,
"""
PLAIN = """\
date;distance (km);duration;hr
2026-05-01;10,2;55:10;150
2026-05-03;5;00:30:00;--
soon;5;30:00;
2026-05-04;4;;
"""
STRAVA_2018 = """\
id,date,name,type,description,elapsed_time,distance,commute,gear,filename
1,2018-05-05 10:11:12,Run,Run,,1900,5012.3,,,x
"""


def read(text: str, distance_unit: Literal["km", "mi"] = "km") -> TableRead:
    return read_table(text.encode(), "t.csv", BERLIN, distance_unit)


def test_strava_takes_the_exact_columns_of_those_with_one_name() -> None:
    table = read(STRAVA)
    (run,) = table.runs
    assert table.dialect == "strava"
    assert (run.start.isoformat(), run.title) == ("2026-01-04T14:57:37+00:00", "Parkrun")
    assert (run.duration_s, run.distance_m, run.climb_m) == (1850, 5020.4, 44)
    assert (run.mean_hr_bpm, run.max_hr_bpm) == (152, 171)
    assert [(o.sport, o.is_strength, o.duration_s) for o in table.others] == [
        ("strength", True, 3000),
        ("ride", False, 1480),
    ]


def test_strava_of_old_is_in_metres() -> None:
    assert read(STRAVA_2018).runs[0].distance_m == 5012.3


def test_garmin_in_french_with_decimal_commas() -> None:
    table = read(GARMIN_FRENCH)
    assert table.dialect == "garmin"
    first, mill = table.runs
    assert first.start == datetime(2026, 8, 10, 10, 52, 21, tzinfo=BERLIN)
    assert (first.duration_s, first.distance_m, first.climb_m, first.indoor) == (2108, 3950, 7, False)
    assert (mill.mean_hr_bpm, mill.indoor) == (None, True)
    assert [o.is_strength for o in table.others] == [True]


def test_garmin_in_norwegian() -> None:
    table = read(GARMIN_NORSE)
    assert [(r.distance_m, r.mean_hr_bpm, r.climb_m) for r in table.runs] == [(5020, 156, 64)]
    assert [o.is_strength for o in table.others] == [True]


def test_garmin_in_miles_when_the_runner_thinks_in_miles() -> None:
    assert read(GARMIN_NORSE, "mi").runs[0].distance_m == pytest.approx(5.02 * 1609.344, abs=0.1)


def test_intervals() -> None:
    table = read(INTERVALS)
    assert table.dialect == "intervals"
    assert [(r.duration_s, r.distance_m, r.mean_hr_bpm, r.indoor) for r in table.runs] == [
        (2400, 6500, 140, False),
        (1800, 5000, None, True),
    ]


def test_a_plain_table_and_its_faults() -> None:
    table = read(PLAIN)
    assert [(r.duration_s, r.distance_m) for r in table.runs] == [(3310, 10200), (1800, 5000)]
    assert [(u.where, u.why) for u in table.unread] == [
        ("t.csv, line 4", "the date could not be read"),
        ("t.csv, line 5", "the duration is missing or cannot be right"),
    ]


def test_a_distance_nobody_runs_is_named() -> None:
    table = read(PLAIN + "2026-05-06;1016;1:55:10;150\n")
    assert len(table.runs) == 2
    assert ("t.csv, line 6", "the distance cannot be right for the duration") in [
        (u.where, u.why) for u in table.unread
    ]


def test_plain_tables_say_their_units() -> None:
    text = "Date,Time,Miles,Minutes,Avg HR\n2026-05-01,06:30,6.2,50,150\n2026-05-02,06:30,3.1,25,150\n"
    first, _ = read(text.replace("Time", "Start time")).runs
    assert first.start.isoformat() == "2026-05-01T06:30:00+02:00"
    assert (first.distance_m, first.duration_s) == (pytest.approx(6.2 * 1609.344, abs=0.1), 3000)


def test_dates_with_slashes_are_read_only_when_the_table_tells_the_order() -> None:
    rows = "date,distance,duration\n{},10,50:00\n3/4/2026,10,50:00\n"
    assert [r.start.month for r in read(rows.format("25/4/2026")).runs] == [4, 4]
    assert [r.start.month for r in read(rows.format("4/25/2026")).runs] == [4, 3]
    assert ["day first" in u.why for u in read(rows.format("5/4/2026")).unread] == [True, True]


def test_encodings_and_a_mark_at_the_start() -> None:
    for encoding in ("utf-8-sig", "utf-16", "cp1252"):
        assert read_table(GARMIN_FRENCH.encode(encoding), "t.csv").runs[0].title == "Sortie du matin"


@pytest.mark.parametrize(
    "text",
    [
        "Date,Workout Name,Duration,Exercise Name,Weight,Reps,Distance\n2026-01-01,A,1h,Squat,60,5,0\n",
        "Bike ID,Bike Name\n1,Red\n",
        "date,weight\n2026-01-01,61\n",
    ],
)
def test_sound_tables_of_other_things_are_no_activities(text: str) -> None:
    with pytest.raises(NotAnActivity):
        read(text)


@pytest.mark.parametrize("data", [b"", b"\n \n", b"\xff\xfe\x00", b"\x00\x01\x02\x03", b'date,duration\n"'])
def test_rubbish_is_refused(data: bytes) -> None:
    with pytest.raises(ImportFailure):
        read_table(data, "bad.csv")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("6,060", 6060), ("7,00", 7), ("0,123", 0.123), ("1.234,5", 1234.5), ("1,234.5", 1234.5), ("'-16", -16),
        ("--", None), ("", None), ("5.2 km", 5.2), ("12\u00a0345", 12345), ("x", None), ("1,234,567", 1234567),
        ("1.5E+02", 150), ("1e9", 1e9), ("1,5E1", 15), ("1E999", None), ("5 each", 5), ("12ea", 12),
    ],
)  # fmt: skip
def test_numbers(text: str, value: float | None) -> None:
    assert number(text) == value


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("Jan 4, 2020, 2:57:37 PM", "2020-01-04T14:57:37"),
        ("Jan 4, 2020, 12:05:00 AM", "2020-01-04T00:05:00"),
        ("22 May 2024, 08:19:26", "2024-05-22T08:19:26"),
        ("2018-05-05 10:11:12", "2018-05-05T10:11:12"),
        ("04.01.2020, 14:57:37", "2020-01-04T14:57:37"),
        ("1. Jan. 2026", "2026-01-01T00:00:00"),
        ("29 févr. 2024 à 10:11", "2024-02-29T10:11:00"),
        ("15 août 2024, 10:11:12", "2024-08-15T10:11:12"),
        ("12 de mar. de 2024, 10:11:12", "2024-03-12T10:11:12"),
        ("3 ene 2024", "2024-01-03T00:00:00"),
        ("13/4/2026 10:00", "2026-04-13T10:00:00"),
        ("31 Feb 2024", None),
        ("never", None),
    ],
)
def test_dates(text: str, iso: str | None) -> None:
    found = moment(text, "dmy")
    assert (found.isoformat() if found else None) == iso


def test_durations() -> None:
    assert durations(["00:31:40", "45:12", "1h 02m", "35min", "00:28:10.5", "--"], None) == [
        1900, 2712, 3720, 2100, 1690.5, None,
    ]  # fmt: skip
    assert durations(["40", "65"], None) == [2400, 3900]
    assert durations(["2400", "3600"], None) == [2400, 3600]
    assert durations(["0:45", "1:10"], None) == [2700, 4200]


def test_slashes_and_sports() -> None:
    assert (slash_order(["1/13/2026"]), slash_order(["13/1/2026"]), slash_order(["1/2/2026"])) == ("mdy", "dmy", None)
    assert "run" in sport_words("TrailRun")
    assert "lob" in sport_words("Løb på løbebånd")
    assert "weighttraining" in sport_words("Weight Training")


@given(st.one_of(st.binary(max_size=200), st.text(max_size=200).map(lambda t: PLAIN.encode() + t.encode())))
@settings(max_examples=150, deadline=None)
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        table = read_table(data, "fuzz.csv")
    except ImportFailure:
        return
    assert all(r.duration_s >= 60 and r.start.tzinfo for r in table.runs)


@pytest.mark.parametrize("header", ["Distance [km]", "distance km", "distance_km", "Distance in km", "Distance (km)"])
def test_a_header_may_end_in_its_unit(header: str) -> None:
    (run,) = read(f"date,duration_min,{header}\n2026-05-01,30,5\n").runs
    assert (run.distance_m, run.duration_s) == (5000, 1800)
