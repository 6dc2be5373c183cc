"""Exports of gym apps are read right: units, dates, kinds, sides and times; every row is read or named."""

from __future__ import annotations

import contextlib
import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ironstride.formats.log_units import likely_unit
from ironstride.formats.strength_logs import LogOptions, StrengthLog, read_strength_log
from ironstride.formats.strength_table import read_sheet
from ironstride.model.errors import ImportFailure
from ironstride.model.log import LoggedSet

FIXTURES = Path(__file__).parents[3] / "shared" / "fixtures"
STRONG = "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE\n"
HEVY = (
    "title,start_time,end_time,description,exercise_title,superset_id,exercise_notes,set_index,set_type,weight_kg,"
    "reps,distance_km,duration_seconds,rpe\n"
)
FITNOTES = "Date,Exercise,Category,Weight,Weight Unit,Reps,Distance,Distance Unit,Time,Comment\n"
LIFTOSAUR = (
    "Workout DateTime,Program,Day Name,Exercise,Is Warmup Set?,Required Reps,Completed Reps,Is AMRAP?,Required RPE,"
    "Completed RPE,Log RPE?,Required Weight Value,Required Weight Unit,Completed Weight Value,Completed Weight Unit,"
    "Ask Weight?,Completed Reps Time,Target Muscles,Synergist Muscles,Notes\n"
)
STRONGLIFTS = (
    "\ufeffDate (yyyy/mm/dd),Workout,Workout Name,Program Name,Body Weight (LB),Exercise,Sets×Reps,Start Time (h:mm),"
    "Set 1 (Reps),Set 1 (LB),Set 2 (Reps),Set 2 (LB),Set 3 (Reps),Set 3 (LB)\n"
)


def read(text: str | bytes, **options: object) -> StrengthLog:
    data = text.encode() if isinstance(text, str) else text
    return read_strength_log(data, "file", LogOptions(**options))  # type: ignore[arg-type]


def sets(log: StrengthLog) -> list[LoggedSet]:
    return [one for session in log.sessions for one in session.sets]


def test_strong_asks_for_the_unit_it_does_not_name() -> None:
    text = STRONG + '2027-03-01 18:30:05,"Legs",1h 5m,"Squat (Barbell)",1,102.5,5,0,0,"deep","hot",8.5\n'
    open_log = read(text)
    assert open_log.app == "strong"
    assert [q.kind for q in open_log.questions] == ["unit"]
    assert sets(open_log)[0].load_kg is None
    (session,) = read(text, unit="kg").sessions
    assert (session.date, session.start_min, session.minutes, session.title, session.note) == (
        date(2027, 3, 1), 1110, 65.0, "Legs", "hot",
    )  # fmt: skip
    (one,) = session.sets
    assert (one.name, one.load_kg, one.reps, one.rir, one.note) == ("Squat (Barbell)", 102.5, 5, 1.5, "deep")
    assert sets(read(text, unit="lb"))[0].load_kg == pytest.approx(46.4933, abs=1e-3)
    assert "look like kg" in read(text, unit="lb").notes[0]


@pytest.mark.parametrize("rating", ["99", "11", "-3"])
def test_a_rating_off_the_scale_is_named_and_its_set_kept(rating: str) -> None:
    text = STRONG + f'2027-03-01 18:30:05,"Legs",1h 5m,"Squat (Barbell)",1,102.5,5,0,0,"","",{rating}\n'
    log = read(text, unit="kg")
    (one,) = sets(log)
    assert (one.load_kg, one.reps, one.rir) == (102.5, 5, None)
    (named,) = log.unread
    assert "off the scale" in named.why


def test_strong_with_semicolons_marks_and_rest_rows() -> None:
    text = (
        '"Workout #";"Date";"Workout Name";"Duration (sec)";"Exercise Name";"Set Order";"Weight (lb)";"Reps";"RPE";'
        '"Distance (meters)";"Seconds";"Notes";"Workout Notes"\n'
        '"7";"2027-03-01 18:30:05";"Legs";"1800";"Squat";"W";"45.0";"8.0";"";"";"0.0";"";""\n'
        '"7";"2027-03-01 18:30:05";"Legs";"1800";"Squat";"Rest Timer";"";"";"";"";"90.0";"";""\n'
        '"7";"2027-03-01 18:30:05";"Legs";"1800";"Squat";"1";"225";"5";"8,5";"";"";"";""\n'
        '"7";"2027-03-01 18:30:05";"Legs";"1800";"Squat";"D";"135";"12";"";"";"";"";""\n'
        '"7";"2027-03-01 18:30:05";"Legs";"1800";"Squat";"F";"135";"9";"";"";"";"";""\n'
        '"7";"2027-03-01 18:30:05";"Legs";"1800";"Squat";"Note";"";"";"";"";"";"knee felt fine";""\n'
        '"7";"2027-03-01 18:30:05";"Legs";"1800";"Farmer Walk";"1";"";"";"";"40";"";"";""\n'
        '"7";"2027-03-01 18:30:05";"Legs";"1800";"Plank";"1";"";"";"";"";"75.0";"";""\n'
    )
    log = read(text)
    warm, work, drop, fail, walk, plank = sets(log)
    assert [one.kind for one in (warm, work, drop, fail)] == ["warmup", None, "drop", "work"]
    assert (work.rest_s, work.rir, work.load_kg) == (90, 1.5, pytest.approx(102.058, abs=1e-3))
    assert (fail.to_failure, fail.rir) == (True, 0.0)
    assert (walk.metres, walk.reps) == (40.0, None)
    assert (plank.seconds, plank.load_kg) == (75.0, None)
    assert log.sessions[0].minutes == 30
    assert [u.why for u in log.unread] == ["it is a note and no set"]
    assert log.rows == 8


def test_strong_in_french_and_in_a_language_nobody_listed() -> None:
    row = '2027-03-01 18:30:05,"Jambes",35min,"Squat (Barbell)",1,100,5,0,0,"","",\n'
    french = (
        "Date,Nom de l'entraînement,Durée,Nom de l'exercice,Ordre de la série,Poids,Réps,Distance,Secondes,Notes,"
        "Notes d'entraînement,RPE\n"
    )
    finnish = "Pvm,Treenin nimi,Kesto,Liike,Sarja,Paino,Toistot,Matka,Sekunnit,Muistiinpanot,Treenin muistiot,RPE\n"
    for header in (french, finnish):
        log = read(header + row, unit="kg")
        assert (log.app, log.sessions[0].minutes, sets(log)[0].load_kg) == ("strong", 35, 100.0)


def test_hevy_in_both_date_styles_and_mixed_units() -> None:
    april = '"Push","9 Apr 2027, 17:18","9 Apr 2027, 18:03","",'
    may = '"Push","May 15, 2027, 7:26 PM","May 15, 2027, 8:00 PM","",'
    text = (
        HEVY.replace("distance_km", "distance_miles")
        + april + '"Bench Press","0","slow",0,warmup,40,8,,,\n'
        + april + '"Bench Press","0","slow",1,normal,80,5,,,9\n'
        + april + '"Row","0","",0,dropset,30,12,,,\n'
        + may + '"Carry","","",0,failure,,,0.1,60,\n'
    )  # fmt: skip
    first, second = read(text).sessions
    assert (first.start_min, first.minutes, second.start_min, second.date) == (1038, 45, 1166, date(2027, 5, 15))
    assert [one.kind for one in first.sets] == ["warmup", "work", "drop"]
    assert [one.note for one in first.sets] == ["slow", "", ""]
    assert {one.superset for one in first.sets} == {"0"}
    assert first.sets[1].rir == 1.0
    assert (second.sets[0].metres, second.sets[0].seconds, second.sets[0].to_failure) == (160.93, 60.0, True)
    pounds = read(text.replace("weight_kg", "weight_lbs"))
    assert sets(pounds)[1].load_kg == pytest.approx(36.287, abs=1e-3)


def test_hevy_with_french_dates() -> None:
    text = (
        HEVY + '"Push","18 sept. 2027, 17:31","18 sept. 2027, 18:20","","Tirage Vertical","","",1,"regular",60,10,,,\n'
    )
    (session,) = read(text).sessions
    assert (session.date, session.minutes, session.sets[0].kind) == (date(2027, 9, 18), 49, "work")


def test_fitnotes_day_is_a_session_and_a_comma_in_a_name_is_mended() -> None:
    text = (
        FITNOTES
        + '2027-03-01,Squat,Legs,100.0,kgs,5,,,,"belt"\n'
        + "2027-03-01,Overhead Press (Each Side, Dumbbells),Legs,8.0,kgs,6,,,,\n"
        + "2027-03-01,Running (Outdoor),Cardio,,,,42.19,km,1:59:30,\n"
        + "2027-03-02,Squat,Legs,220.46,lbs,5,,,,\n"
        + "2027-03-02,Squat,Legs,66.14,lbs,,,,,weight\n"
    )
    log = read(text)
    assert [len(s.sets) for s in log.sessions] == [3, 1]
    squat, press, run = log.sessions[0].sets
    assert (press.name, press.load_kg, press.reps) == ("Overhead Press (Each Side, Dumbbells)", 8.0, 6)
    assert (run.metres, run.seconds, squat.note) == (42_190.0, 7170.0, "belt")
    assert log.sessions[1].sets[0].load_kg == pytest.approx(100.0, abs=0.01)
    assert [u.where for u in log.unread] == ["file, line 6"]


@pytest.mark.parametrize(
    ("header", "cells", "load_kg"),
    [
        ("Date,Exercise,Category,Weight (kgs),Reps,Distance,Distance Unit,Time", "2027-03-01,Squat,Legs,60,5,,,", 60.0),
        (
            "Date,Exercise,Category,Weight (lbs),Reps,Distance,Distance Unit,Time",
            "2027-03-01,Squat,Legs,100,5,,,",
            45.359,
        ),
        (
            "Date,Exercise,Category,Weight (kg),Weight (lbs),Reps,Distance,Distance Unit,Time,Notes,Kind",
            "2027-03-01,Squat,Legs,60,132.3,5,,,,,",
            60.0,
        ),
    ],
)
def test_other_headers_of_fitnotes(header: str, cells: str, load_kg: float) -> None:
    log = read(f"{header}\n{cells}\n")
    assert log.app == "fitnotes"
    assert sets(log)[0].load_kg == pytest.approx(load_kg, abs=1e-3)


def test_liftosaur_in_utc_with_sets_that_were_not_done_and_sides() -> None:
    row = '{},P,Day 1,"Squat, Barbell",{},5,{},{},8,{},0,100,kg,{},{},0,,,,\n'
    text = LIFTOSAUR + "".join(
        (
            row.format("2027-03-01T22:30:00.000Z", 1, "", 0, "", "", ""),
            row.format("2027-03-01T22:30:00.000Z", 0, 5, 0, 8, 100, "kg"),
            row.format("2027-03-01T22:30:00.000Z", 0, 7, 1, "", 225, "lb"),
            row.format("2027-03-01T22:30:00.000Z", 0, "8|7", 0, "", 20, "kg"),
        )
    )
    log = read(text, time_zone="Europe/Berlin")
    (session,) = log.sessions
    assert (session.date, session.start_min) == (date(2027, 3, 1), 1410)
    assert [(o.reps, o.kind, o.side, o.rir, o.planned_reps) for o in session.sets] == [
        (5, "work", None, 2.0, 5), (7, "amrap", None, None, 5), (8, "work", "left", None, 5),
        (7, "work", "right", None, 5),
    ]  # fmt: skip
    assert len(log.unread) == 1
    assert read(text, time_zone="Pacific/Auckland").sessions[0].date == date(2027, 3, 2)


def test_stronglifts_sets_side_by_side_and_body_mass() -> None:
    text = (
        STRONGLIFTS
        + "2027/03/01,1,A,5x5,150,Squat,5/0/-,10:56 PM,5,121.3,0,121.3,0,121.3\n"
        + "2027/03/01,1,A,5x5,150,Deadlift,1×4,10:56 PM,4,200,,,,\n"
        + "2027/03/01,2,B,5x5,150,Row,-/-/-,10:58 PM,0,100,0,100,0,100\n"
    )
    log = read(text)
    (session,) = log.sessions
    assert session.start_min == 22 * 60 + 56
    assert [(one.name, one.reps, one.to_failure) for one in session.sets] == [
        ("Squat", 5, False), ("Squat", 0, True), ("Deadlift", 4, False),
    ]  # fmt: skip
    assert session.sets[0].load_kg == pytest.approx(55.02, abs=0.01)
    assert log.body_mass[0].kg == pytest.approx(68.039, abs=1e-3)
    assert [u.why for u in log.unread] == ["none of its sets was done"]


def test_gymrun_fitbod_and_liftlog() -> None:
    gymrun = (
        "Date;Time;Routine;Exercise;Set;Weight;Reps;Duration;Distance;Para6;Note;Type;Book;Version1\n"
        "29.04.2027;12:05:00;Push;Bench Press;2;100;8;;;;;1;1;1\n"
        "29.04.2027;12:00:00;Push;Bench Press;1;100;10;;;;;1;1;1\n"
    )
    log = read(gymrun, unit="kg")
    assert [(s.start_min, len(s.sets)) for s in log.sessions] == [(720, 2)]
    fitbod = (
        "Date,Exercise,Reps,Weight(kg),Duration(s),Distance(m),Incline,Resistance,isWarmup,Note,multiplier\n"
        "2027-03-01 17:00:00 +0000,Deadlift,5,140,0,0,0,0,false,,1\n"
        "2027-03-01 16:50:00 +0000,Deadlift,8,60,0,0,0,0,true,,1\n"
        "2027-03-01 21:00:00 +0000,Plank,0,0,45,0,0,0,false,,1\n"
    )
    log = read(fitbod, time_zone="Europe/Berlin")
    assert [(s.start_min, len(s.sets)) for s in log.sessions] == [(1070, 2), (1320, 1)]
    assert [one.kind for one in sets(log)] == ["warmup", "work", "work"]
    short = "Date,Exercise,Sets,Reps,Weight,isWarmup,Note\n2027-03-01,Squat,3,5,100,False,\n"
    assert [one.reps for one in sets(read(short, unit="kg"))] == [5, 5, 5]
    liftlog = (
        "SessionId,Timestamp,Exercise,Weight,WeightUnit,Reps,TargetReps,Notes\n"
        "b,2027-03-01T10:45:06,Squats,67.5,kg,8,10,\nb,2027-03-01T10:43:00,Squats,60,kg,10,10,\n"
    )
    (session,) = read(liftlog).sessions
    assert (session.start_min, [one.planned_reps for one in session.sets]) == (643, [10, 10])


def test_wger_json_with_numbered_units() -> None:
    entries = [
        {"id": 1, "date": "2027-03-01T18:00:00+01:00", "session": 9, "exercise": 73, "repetitions": "5.00",
         "repetitions_unit": 1, "weight": "100.00", "weight_unit": 1, "rir": "2.0", "rest": 120},
        {"id": 2, "date": "2027-03-01", "session": 9, "exercise_name": "Plank", "repetitions": 45,
         "repetitions_unit": 3, "weight": "0", "weight_unit": 1},
        {"id": 3, "date": "nonsense", "session": 9, "exercise": 73, "repetitions": 5},
    ]  # fmt: skip
    log = read(json.dumps({"count": 3, "results": entries}))
    lifted, plank = sets(log)
    assert (lifted.name, lifted.reps, lifted.load_kg, lifted.rir, lifted.rest_s) == ("wger 73", 5, 100.0, 2.0, 120)
    assert (plank.name, plank.seconds, plank.load_kg) == ("Plank", 45.0, None)
    assert (len(log.sessions), len(log.unread), log.rows) == (1, 1, 3)


def test_a_table_of_ones_own_by_name_or_mapping() -> None:
    text = (
        "Datum;Übung;Gewicht (kg);Wdh;RIR;Seite\n01.03.2027;Kniebeuge;102,5;3x5;2;\n"
        "02.03.2027;Ausfallschritt;20;8|7;;\n"
    )
    log = read(text)
    assert log.app == "table"
    assert [(o.reps, o.side, o.load_kg, o.rir) for o in sets(log)] == [
        *[(5, None, 102.5, 2.0)] * 3, (8, "left", 20.0, None), (7, "right", 20.0, None),
    ]  # fmt: skip
    odd = "when,what,how often,plates\n2027-03-01,Squat,5/5/4,100 lb\n"
    with pytest.raises(ImportFailure, match="--column"):
        read(odd)
    columns = {"date": "when", "exercise": "what", "reps": "how often", "load": "plates"}
    assert [one.reps for one in sets(read(odd, columns=columns))] == [5, 5, 4]
    assert sets(read(odd, columns=columns))[0].load_kg == pytest.approx(45.359, abs=1e-3)
    with pytest.raises(ImportFailure, match="no column 'nowhere'"):
        read(odd, columns={**columns, "rir": "nowhere"})


def test_dates_that_could_be_either_are_asked_about_and_never_guessed() -> None:
    text = "date,exercise,reps,kg\n3/4/2027,Squat,5,100\n5/4/2027,Squat,5,100\n"
    log = read(text)
    assert [q.kind for q in log.questions] == ["date-order"]
    assert (log.sessions, len(log.unread)) == ((), 2)
    assert [s.date.month for s in read(text, day_first=True).sessions] == [4, 4]
    assert [s.date.month for s in read(text, day_first=False).sessions] == [3, 5]
    told = text + "25/4/2027,Squat,5,100\n"
    assert [s.date.month for s in read(told).sessions] == [4, 4, 4]


def test_assisted_loads_are_help() -> None:
    text = HEVY + '"P","9 Apr 2027, 17:18","","","Pull Up (Assisted)","","",0,normal,20,8,,,\n'
    assert sets(read(text))[0].load_kg == -20.0


def test_the_same_file_gives_the_same_ids_and_units_do_not_change_them() -> None:
    text = FITNOTES + "2027-03-01,Squat,Legs,100.0,kgs,5,,,,\n2027-03-01,Squat,Legs,100.0,kgs,5,,,,\n"
    pounds = text.replace("100.0,kgs", "220.46,lbs")
    ids = [one.id for one in sets(read(text))]
    assert ids == [one.id for one in sets(read(pounds))]
    assert len(set(ids)) == 2


def test_bytes_of_any_encoding_and_a_lost_quotation_mark() -> None:
    text = STRONG + "".join(
        f'2027-03-{day:02d} 18:30:05,"Légs",1h,"Squat (Barbell)",1,100,5,0,0,{note},"",\n'
        for day, note in ((1, '""'), (2, '"lost'), (3, '""'))
    ) + "".join(f'2027-04-01 18:30:05,"Legs",1h,Squat,{n},100,5,0,0,"","",\n' for n in range(1, 90))  # fmt: skip
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1252"):
        log = read(text.encode(encoding), unit="kg")
        assert log.rows == 92
        assert len(sets(log)) + len(log.unread) == 92


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n\n",
        b"\x00\x01\x02",
        b"a,b\n1,2\n",
        b"{}",
        b"[]",
        b"[" * 100_000,
        b"PK\x03\x04zip",
        b'{"ironstride_log":1}\n',
    ],
)
def test_what_is_no_log_is_one_line(data: bytes) -> None:
    with pytest.raises(ImportFailure) as told:
        read(data)
    assert "\n" not in str(told.value)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ImportFailure, match="cannot be read"):
        read_strength_log(tmp_path / "none.csv")


HEADERS = st.sampled_from([STRONG, HEVY, FITNOTES, LIFTOSAUR, STRONGLIFTS, "date,exercise,reps,kg\n"])
CELLS = st.sampled_from(
    ["", "2027-03-01", "2027-03-01 18:30:05", "3/4/2027", "9 Apr 2027, 17:18", "Squat", "100", "-5", "1e9", "0", "5",
     "8|7", "3x5", "kgs", "lb", '"', "W", "Rest Timer", "nan", "inf", "1:75:99", "=1+1", "9999999999999999999"]
)  # fmt: skip


@given(HEADERS, st.lists(st.lists(CELLS, max_size=20), max_size=6), st.sampled_from([None, "kg", "lb", "likely"]))
@settings(max_examples=150)
def test_every_row_is_read_or_named(header: str, rows: list[list[str]], unit: str | None) -> None:
    text = header + "".join(",".join(f'"{cell}"' if "," in cell else cell for cell in row) + "\n" for row in rows)
    try:
        log = read(text, unit=unit)
    except ImportFailure:
        return
    assert log.rows == len(read_sheet(text.encode(), "file").lines)
    named = {u.where for u in log.unread}
    assert len(named) == len(log.unread) <= log.rows
    for one in sets(log):
        assert one.reps is not None or one.seconds is not None or one.metres is not None
        assert len(one.id) <= 100
    ids = [one.id for one in sets(log)]
    assert len(ids) == len(set(ids))


@given(st.binary(max_size=300))
@settings(max_examples=100)
def test_no_bytes_bring_anything_but_a_refusal(data: bytes) -> None:
    for made in (data, STRONG.encode() + data, HEVY.encode() + data, b"[" + data):
        with contextlib.suppress(ImportFailure):
            read(made, unit="likely", day_first=True)


def test_units_are_told_by_the_loads() -> None:
    assert likely_unit([6.80388555, 15.0]) == "kg"
    assert likely_unit([77.16, 143.3, 198.42]) == "lb"
    assert likely_unit([45, 95, 135, 225]) == "lb"
    assert likely_unit([40, 60, 62.5, 100]) == "kg"
    assert likely_unit([10, 20, 50]) is None


@pytest.mark.skipif(not FIXTURES.exists(), reason="the shared examples are not here")
@pytest.mark.parametrize(
    ("name", "rows", "sessions", "count", "unread"),
    [
        ("csv_strength/fitnotes-android-export-kgs.csv", 38, 2, 38, 0),
        ("csv_strength/fitnotes-android-export-lbs-edge-cases.csv", 46, 3, 45, 1),
        ("csv_strength/fitnotes-android-export-lbs.csv", 38, 2, 38, 0),
        ("csv_strength/fitnotes_bilallb.csv", 1624, 78, 1624, 0),
        ("csv_strength/gymruntohevy_strong.csv", 3, 1, 3, 0),
        ("csv_strength/strong_7o1234.csv", 709, 61, 707, 2),
        ("csv_strength/stronglifts-export-kg.csv", 15, 5, 53, 0),
        ("csv_strength/stronglifts-export-lb.csv", 15, 5, 53, 0),
        ("csv_strength/visstrong_alt.csv", 9, 1, 9, 0),
        ("csv_strength/visstrong_bad.csv", 2, 0, 0, 2),
        ("csv_strength/visstrong_example.csv", 14, 2, 14, 0),
        ("csv_strength/visstrong_exampleB.csv", 14, 2, 14, 0),
        ("fit_strength/p2g_core_from_watch.fit", 15, 1, 8, 0),
        ("fit_strength/p2g_strength_no_sets.fit", 1, 1, 0, 0),
        ("fit_strength/p2g_yoga.fit", 1, 0, 0, 1),
    ],
)
def test_the_shared_examples_are_read_to_the_row(name: str, rows: int, sessions: int, count: int, unread: int) -> None:
    log = read_strength_log(FIXTURES / name, options=LogOptions(unit="likely"))
    assert (log.rows, len(log.sessions), len(sets(log)), len(log.unread)) == (rows, sessions, count, unread)
