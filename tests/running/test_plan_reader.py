"""Calendars, tables and patterns join into one running plan; assumptions are asked about, bad inputs are named."""

from __future__ import annotations

import random
import re
import runpy
from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest

from ironstride.model.errors import InputError
from ironstride.model.runner import Runner
from ironstride.model.running import PlannedRun, RunningPlan
from ironstride.running.plan_reader import read_running_plan
from ironstride.running.title_words import tables
from ironstride.running.titles import read_title, split_title

ROOT = Path(__file__).resolve().parents[2]
FIXTURES = ROOT.parent / "shared" / "fixtures" / "plan"
FIRST, LAST = date(2027, 1, 4), date(2027, 2, 28)


def runner(**fields: object) -> Runner:
    base = {"name": "R", "event": "10k", "lifting_experience": "none", "body_mass_kg": 65, "birth_year": 1990}
    return msgspec.convert({**base, **fields}, Runner)


def ics(*events: str) -> str:
    body = "".join(f"BEGIN:VEVENT\n{event}\nEND:VEVENT\n" for event in events)
    return f"BEGIN:VCALENDAR\n{body}END:VCALENDAR\n"


def timed(day: date, title: str, hour: int = 18, minutes: int = 60) -> str:
    start = f"{day:%Y%m%d}T{hour:02d}0000"
    return f"DTSTART:{start}\nDURATION:PT{minutes}M\nSUMMARY:{title}"


def allday(day: date, title: str) -> str:
    return f"DTSTART;VALUE=DATE:{day:%Y%m%d}\nSUMMARY:{title}"


def plan(folder: Path, files: dict[str, str | bytes], **fields: object) -> RunningPlan:
    for name, content in files.items():
        (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    running = {"calendar": list(files), **fields.pop("running", {})}  # type: ignore[dict-item]
    return read_running_plan(runner(running=running, **fields), folder, first=FIRST, last=LAST)


def runs(found: RunningPlan) -> list[tuple[int, str, int]]:
    return [(run.date.day, run.intensity, run.minutes) for run in found.runs]


def test_a_calendar_becomes_runs_rest_strength_and_other_sports(tmp_path: Path) -> None:
    events = (
        timed(date(2027, 1, 5), "Easy 40'"),
        timed(date(2027, 1, 7), "6x400m w/ 90'' jog", minutes=50),
        allday(date(2027, 1, 8), "Rest day"),
        timed(date(2027, 1, 9), "Gym", minutes=45),
        allday(date(2027, 1, 9), "Bike 90 min"),
        timed(date(2027, 1, 10), "Long run w/ 5k MP", hour=9, minutes=100),
        timed(date(2027, 1, 11), "Dentist"),
    )
    found = plan(tmp_path, {"plan.ics": ics(*events)})
    assert runs(found) == [(5, "easy", 40), (7, "interval", 50), (10, "long", 100)]
    assert found.runs[0].start_min == 1080
    assert found.runs[0].source == "plan.ics"
    assert found.runs[1].hard_minutes == pytest.approx(11, abs=1)
    assert (found.runs[2].hard_minutes or 0) > 0
    assert found.rest_days == (date(2027, 1, 8),)
    assert [(o.sport, o.minutes, o.is_strength) for o in found.others] == [("strength", 45, True), ("bike", 90, False)]
    assert [(one.text, one.why) for one in found.unread] == [("Dentist", "not placed: “dentist” is no training")]
    assert found.unread[0].where == "plan.ics, 2027-01-11"


def test_identities_are_stable_and_no_order_of_files_matters(tmp_path: Path) -> None:
    days = [FIRST + timedelta(days=n) for n in range(0, 28, 2)]
    one = ics(*(f"UID:u{n}\n{timed(day, 'Easy 40 min')}" for n, day in enumerate(days)))
    two = "date,title,minutes\n" + "".join(f"{day},Tempo 20',50\n" for day in days[::3])
    three = ics(*(allday(day, "Easy 30'") for day in days[1::4]))
    files = {"a.ics": one, "b.csv": two, "c.ics": three}
    found = plan(tmp_path, dict(files))
    assert len({run.id for run in found.runs}) == len(found.runs) == 14 + 5 + 4
    for seed in range(3):
        names = random.Random(seed).sample(list(files), 3)
        again = plan(tmp_path, {name: files[name] for name in names})
        assert again == found
    assert plan(tmp_path, {"a.ics": one}).runs == tuple(run for run in found.runs if run.source == "a.ics")


def test_doubles_are_taken_out_but_two_runs_of_a_day_stay(tmp_path: Path) -> None:
    day = date(2027, 1, 5)
    both = plan(tmp_path, {"a.ics": ics(timed(day, "Easy 40'")), "b.ics": ics(timed(day, "EASY  40’"))})
    assert runs(both) == [(5, "easy", 40)]
    planned = f"UID:p\n{allday(day, 'Run: Easy')}\nDESCRIPTION:Planned Time: 0:40"
    done = f"UID:d\n{timed(day, 'Run: Easy', minutes=47)}"
    (run,) = plan(tmp_path, {"a.ics": ics(planned, done)}).runs
    assert (run.start_min, run.minutes) == (1080, 40)
    twice = plan(tmp_path, {"b.csv": f"date,title\n{day},Easy 30'\n{day},Easy 30'\n"})
    assert runs(twice) == [(5, "easy", 30)] * 2
    assert len({run.id for run in twice.runs}) == 2
    assert (
        len(plan(tmp_path, {"a.ics": ics(f"UID:x\n{allday(day, 'Easy')}", f"UID:x\n{allday(day, 'Easy')}")}).runs) == 1
    )


def test_what_is_stated_outranks_what_is_reckoned(tmp_path: Path) -> None:
    day = date(2027, 1, 5)
    found = [
        plan(tmp_path, {"a.ics": ics(event)}, goal_pace_s_per_km=300).runs[0].minutes
        for event in (
            timed(day, "Easy 40'") + "\nX-WORKOUT-ESTIMATED-DURATION:2100",
            timed(day, "Easy 40'"),
            timed(day, "Easy 10 km"),
            timed(day, "10 km @ 5:00"),
            timed(day, "6x800", minutes=70),
            allday(day, "6x800"),
            allday(day, "Easy"),
        )
    ]
    easy = 300 * tables().easy_pace.over_goal["10k"]
    work = 4.8 * easy / tables().easy_pace.over_threshold / 60
    assert found == [35, 40, round(10 * easy / 60), 50, 70, pytest.approx(1.5 * work + 25, abs=1), 40]


def test_a_given_easy_pace_is_used(tmp_path: Path) -> None:
    (tmp_path / "a.ics").write_text(ics(allday(date(2027, 1, 5), "Easy 10 km")))
    found = read_running_plan(runner(), tmp_path, [tmp_path / "a.ics"], first=FIRST, last=LAST, easy_pace_s_per_km=330)
    assert found.runs[0].minutes == 55


def test_a_stated_pace_is_told_from_the_runners_own(tmp_path: Path) -> None:
    events = ics(*(allday(date(2027, 1, 5 + n), f"8 km @ {pace}") for n, pace in enumerate(("6:30", "5:20", "4:30"))))
    assert [run.intensity for run in plan(tmp_path, {"a.ics": events}, goal_pace_s_per_km=300).runs] == [
        *("easy", "tempo", "interval")
    ]
    assert [run.intensity for run in plan(tmp_path, {"a.ics": events}).runs] == ["easy"] * 3


def test_assumptions_are_asked_once_for_each_wording(tmp_path: Path) -> None:
    events = [allday(date(2027, 1, 5 + n), f"{n + 3} km steady run") for n in range(4)]
    events += [allday(date(2027, 1, 12), "Easy run"), allday(date(2027, 1, 14), "Easy run")]
    found = plan(tmp_path, {"a.ics": ics(*events)})
    assert [(one.text, one.where) for one in found.unread] == [
        ("3 km steady run", "a.ics, 2027-01-05 and 3 more"),
        ("Easy run", "a.ics, 2027-01-12 and 1 more"),
    ]
    assert found.unread[0].why.startswith("taken as easy")
    assert found.unread[1].why == "no time or distance: taken as 40 min"
    told = plan(tmp_path, {"a.ics": ics(*events[:4])}, running={"titles": {"steady run": "tempo"}})
    assert not told.unread
    assert {run.intensity for run in told.runs} == {"tempo"}


def test_titles_given_by_hand_may_be_rest_strength_or_another_sport(tmp_path: Path) -> None:
    titles = {"Sofa": "rest", "Kettle": "strength", "Choir": "other", "Woods": "hills"}
    events = ics(*(allday(date(2027, 1, 5 + n), title) for n, title in enumerate(titles)))
    found = plan(tmp_path, {"a.ics": events}, running={"titles": titles})
    assert found.rest_days == (date(2027, 1, 5),)
    assert [(one.sport, one.is_strength) for one in found.others] == [("strength", True), ("other", False)]
    assert [run.intensity for run in found.runs] == ["hills"]


def test_the_race_is_known_by_its_name(tmp_path: Path) -> None:
    races = [{"date": "2027-02-28", "name": "Valley Ten", "distance_km": 10}]
    found = plan(tmp_path, {"a.ics": ics(allday(LAST, "Valley Ten (bib 12)"))}, races=races)
    assert [(run.intensity, run.date) for run in found.runs] == [("race", LAST)]


def test_the_longest_of_bare_distances_is_the_long_run(tmp_path: Path) -> None:
    text = "Week of,M,T,W,T,F,S,S\n2027-01-04,,5,8,5,,,16\n2027-01-11,,5,8,5,,,9\n"
    found = plan(tmp_path, {"a.csv": text})
    assert [(run.date.day, run.distance_m) for run in found.runs if run.intensity == "long"] == [(10, 16000)]
    assert "longest run of its week" in " ".join(one.why for one in found.unread)


def test_two_workouts_in_one_title_and_their_order(tmp_path: Path) -> None:
    day = date(2027, 1, 5)
    found = plan(
        tmp_path, {"a.ics": ics(allday(day, "AM: 5 km easy / PM: 10 km tempo run"), allday(day, "Easy 30' + gym"))}
    )
    assert [(run.intensity, run.title) for run in found.runs] == [
        *(("easy", "5 km easy"), ("tempo", "10 km tempo run"), ("easy", "Easy 30'"))
    ]
    assert [one.is_strength for one in found.others] == [True]
    rows = f"date,title,minutes\n{day},Track 10x400,60\n{day},AM easy,30\n{day},PM jog,20\n{day},Easy,25\n"
    listed = plan(tmp_path, {"a.csv": rows}).runs
    assert [run.title for run in listed] == ["AM easy", "Track 10x400", "Easy", "PM jog"]
    assert sorted(run.id for run in listed)[0] == listed[0].id


def test_a_column_of_sport_or_intensity_decides(tmp_path: Path) -> None:
    day = date(2027, 1, 5)
    rows = f"date,title,type,minutes\n{day},Session 1,Bike,60\n{day},Session 2,Tempo,50\n{day},Session 3,Day Off,\n"
    found = plan(tmp_path, {"a.csv": rows})
    assert [one.sport for one in found.others] == ["bike"]
    assert [run.intensity for run in found.runs] == ["tempo"]
    assert found.rest_days == ()


PATTERN = [
    {"day": "tue", "minutes": 40, "intensity": "easy", "start": "18:30"},
    {"day": "sun", "minutes": 60, "intensity": "long", "grow_minutes": 10, "max_minutes": 85, "first": "2027-01-11"},
    {"day": "thu", "minutes": 50, "intensity": "interval", "last": "2027-01-21"},
]


def test_a_weekly_pattern_grows_and_ends(tmp_path: Path) -> None:
    found = plan(tmp_path, {}, running={"pattern": PATTERN})
    by_class: dict[str, list[PlannedRun]] = {}
    for run in found.runs:
        by_class.setdefault(run.intensity, []).append(run)
    assert [run.minutes for run in by_class["long"]] == [60, 70, 80, 85, 85, 85, 85]
    assert {run.start_min for run in by_class["easy"]} == {1110}
    assert len(by_class["easy"]) == 8
    assert [run.date.day for run in by_class["interval"]] == [7, 14, 21]
    later = read_running_plan(runner(running={"pattern": PATTERN}), tmp_path, first=date(2027, 1, 25), last=LAST)
    assert [run.minutes for run in later.runs if run.intensity == "long"] == [80, 85, 85, 85, 85]
    assert {run.id for run in later.runs} < {run.id for run in found.runs}


def test_a_calendar_takes_the_place_of_the_patterns_run(tmp_path: Path) -> None:
    events = ics(timed(date(2027, 1, 5), "Easy 25'"), timed(date(2027, 1, 12), "Track 10x400"))
    found = plan(tmp_path, {"a.ics": events}, running={"pattern": PATTERN[:1]})
    assert runs(found)[:3] == [(5, "easy", 25), (12, "interval", 60), (12, "easy", 40)]


def test_utc_times_are_told_by_the_runners_clock(tmp_path: Path) -> None:
    event = "DTSTART:20270105T173000Z\nDURATION:PT40M\nSUMMARY:Easy"
    assert plan(tmp_path, {"a.ics": ics(event)}, time_zone="Europe/Paris").runs[0].start_min == 1110


# Bad inputs


def bad(folder: Path, files: dict[str, str | bytes], **fields: object) -> InputError:
    with pytest.raises(InputError) as caught:
        plan(folder, files, **fields)
    assert caught.value.mend
    return caught.value


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        ("a.ics", b"", "empty"),
        ("a.csv", b"", "empty"),
        ("a.ics", ics(allday(date(2027, 1, 5), "Easy"))[:-30], "breaks off"),
        ("a.ics", b"\x0e\x20\x84\x52.FIT", "not a calendar"),
        ("a.csv", b"\x0e\x20\0\0.FIT", "not a text file"),
        ("a.ics", "BEGIN:VCALENDAR\nEND:VCALENDAR\n", "holds no events between 2027-01-04 and 2027-02-28"),
        ("a.ics", ics(allday(date(2026, 1, 5), "Easy")), "holds no events"),
        ("a.csv", "date,title\n2026-01-05,Easy\n", "holds no events"),
        ("a.csv", "date,title,minutes\n2027-01-05,Easy,-40\n", "less than nothing"),
        ("a.csv", "date,title,minutes\n2027-01-05,Easy,4000\n", "“Easy” on 2027-01-05 would take 67 h"),
        ("a.csv", "date,title,distance\n2027-01-05,Easy,300 km\n", "more than 20 h"),
        ("a.ics", ics(*(timed(date(2027, 1, 5), f"Easy {n + 20}'") for n in range(40))), "40 runs on 2027-01-05"),
    ],
)
def test_bad_files_are_named(tmp_path: Path, name: str, content: str | bytes, what: str) -> None:
    error = bad(tmp_path, {name: content})
    assert what in error.what
    assert name in error.where


def test_files_that_cannot_be_opened_are_named(tmp_path: Path) -> None:
    (tmp_path / "folder.ics").mkdir()
    for name, what in (
        ("missing.ics", "no such file"),
        ("folder.ics", "no file"),
        ("webcal://example.org/secret-token.ics", "address"),
        ("nul\0byte.ics", "no such file"),
        ("x" * 300 + ".ics", "cannot be opened"),
    ):
        with pytest.raises(InputError, match=what) as caught:
            read_running_plan(runner(running={"calendar": [name]}), tmp_path, first=FIRST, last=LAST)
        assert caught.value.mend
        assert "secret" not in str(caught.value)


def test_a_wrong_zone_and_a_season_that_ends_before_it_begins(tmp_path: Path) -> None:
    assert "Mars/Base" in bad(tmp_path, {}, time_zone="Mars/Base").what
    with pytest.raises(InputError, match="ends"):
        read_running_plan(runner(), tmp_path, first=LAST, last=FIRST)


def test_nothing_planned_is_an_empty_plan(tmp_path: Path) -> None:
    assert plan(tmp_path, {}) == RunningPlan()


# The examples


def example(name: str, first: date, last: date) -> RunningPlan:
    folder = ROOT / "examples" / name
    (calendar,) = [path for path in folder.iterdir() if path.name in ("plan.ics", "trainingpeaks.csv")]
    return read_running_plan(runner(goal_pace_s_per_km=300), folder, [calendar], first=first, last=last)


def test_the_novices_book_plan() -> None:
    data = (ROOT / "examples" / "novice-half" / "plan.ics").read_bytes()
    assert b"UID" not in data
    assert b"DTSTAMP" not in data
    found = example("novice-half", date(2026, 11, 30), date(2027, 4, 4))
    assert not found.unread
    assert len(found.runs) == 54
    assert {run.date.weekday() for run in found.runs} == {1, 3, 6}
    hard = [run for run in found.runs if run.intensity in ("interval", "tempo")]
    assert hard[0].date == date(2027, 1, 7)
    longs = [run.minutes for run in found.runs if run.intensity == "long"]
    assert (longs[0], max(longs), longs[-1]) == (70, 120, 75)
    assert found.runs[-1].intensity == "race"
    assert found.runs[-1].date == date(2027, 4, 4)
    assert len(found.rest_days) == 18


def test_the_club_runners_training_log() -> None:
    found = example("club-5k", date(2027, 6, 7), date(2027, 9, 12))
    assert [one.text for one in found.unread] == ["Welcome to the season block"]
    weeks: dict[int, int] = {}
    for run in found.runs:
        weeks[(run.date - date(2027, 6, 7)).days // 7] = weeks.get((run.date - date(2027, 6, 7)).days // 7, 0) + 1
    assert weeks == {**dict.fromkeys(range(13), 7), 13: 6}
    races = [run.date for run in found.runs if run.intensity == "race"]
    assert races == [date(2027, 6, 19) + timedelta(weeks=2 * n) for n in range(7)]
    assert {one.sport for one in found.others} == {"swim", "bike"}
    tuesday = [run.intensity for run in found.runs if run.date == date(2027, 6, 8)]
    assert tuesday == ["easy", "interval"]


def test_the_examples_come_out_of_their_script_byte_for_byte() -> None:
    script = runpy.run_path(str(ROOT / "tools" / "make_example_calendars.py"))
    assert script["book_calendar"]() == (ROOT / "examples" / "novice-half" / "plan.ics").read_bytes()
    assert script["training_log"]() == (ROOT / "examples" / "club-5k" / "trainingpeaks.csv").read_bytes()


# Published plans


@pytest.mark.skipif(not FIXTURES.is_dir(), reason="the shared fixtures are not here")
def test_published_plans_are_read() -> None:
    titles = [
        re.sub(r"\{([\d.\-]+):[\d.\-]+\}", r"\1 mi", match)
        for path in FIXTURES.glob("calendarhack_*.yaml")
        for match in re.findall(r"- title: ['\"]?(.*?)['\"]?$", path.read_text(), re.MULTILINE)
    ]
    readings = [read_title(part) for title in titles for part in split_title(title)]
    assert len(readings) > 180
    assert not [reading for reading in readings if reading.kind == "unread"]
    book = read_running_plan(
        runner(running={"calendar": ["no_uid_plan.ics"]}), FIXTURES, first=date(2023, 9, 1), last=date(2023, 10, 31)
    )
    assert (len(book.runs), len(book.rest_days)) == (35, 7)
    assert len({run.id for run in book.runs}) == 35
    assert book.runs[-1].intensity == "race"


@pytest.mark.parametrize(
    ("title", "minutes"), [("RACE DAY", 213), ("A race: Rome", 213), ("Cross country race", 40), ("Race 10 km", 50)]
)
def test_a_race_day_without_a_length_is_as_long_as_the_event(tmp_path: Path, title: str, minutes: int) -> None:
    found = plan(tmp_path, {"plan.ics": ics(allday(date(2027, 1, 10), title))}, event="marathon")
    assert runs(found) == [(10, "race", minutes)]
    assert bool(found.unread) == ("10 km" not in title)


def test_a_long_run_of_which_only_a_part_is_said_is_no_shorter_than_usual(tmp_path: Path) -> None:
    found = plan(tmp_path, {"plan.ics": ics(allday(date(2027, 1, 10), "Long run w/ 10k MP"))})
    assert runs(found) == [(10, "long", 90)]
    assert [one.why for one in found.unread] == ["no time or distance: taken as 90 min"]


def test_a_rest_of_several_days_rests_on_each(tmp_path: Path) -> None:
    rest = "DTSTART;VALUE=DATE:20270111\nDTEND;VALUE=DATE:20270114\nSUMMARY:Off"
    found = plan(tmp_path, {"plan.ics": ics(rest, allday(date(2027, 1, 12), "Easy 30'"))})
    assert [day.day for day in found.rest_days] == [11, 13]
