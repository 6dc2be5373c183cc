"""Tests reading and writing of runner files: round trips, units, every kind of mistake, and the published schemas."""

from __future__ import annotations

import importlib.util
import json
import tempfile
import tomllib
from datetime import date, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import structs

from ironstride.formats.runner_checks import problems
from ironstride.formats.runner_file import read_runner, write_runner
from ironstride.formats.toml_errors import line_of
from ironstride.model.body import Sore
from ironstride.model.equipment import HAS_WORDS, Bar, Place, Steps
from ironstride.model.errors import InputError
from ironstride.model.runner import (
    WEEKDAYS,
    Availability,
    DateException,
    KnownLift,
    PatternRun,
    PhaseOverride,
    Rota,
    Runner,
    Running,
)
from ironstride.model.running import INTENSITIES, Race

ROOT = Path(__file__).resolve().parents[2]
LB = 0.45359237

GOOD = """\
name = "Ada"
event = "10k"
lifting_experience = "none"
body_mass_kg = 60
birth_year = 1990

[places.home]
dumbbells = { from_kg = 2.5, to_kg = 20, step_kg = 2.5 }

[[availability]]
days = ["mon"]
start = "19:00"
end = "20:00"
"""


def read_text(text: str | bytes) -> Runner:
    """Read a runner from text through a file."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "runner.toml"
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_runner(Path(folder))


def complaint(text: str | bytes) -> str:
    """Return the one line a bad file is answered with, without its folder."""
    with pytest.raises(InputError) as caught:
        read_text(text)
    line = str(caught.value)
    assert "\n" not in line
    return line[line.index("runner.toml") :]


def changed(old: str, new: str) -> str:
    """Return the good file with one thing exchanged."""
    assert GOOD.count(old) == 1
    return GOOD.replace(old, new)


TOP = "birth_year = 1990"
END = 'end = "20:00"'

MISTAKES: dict[str, tuple[str, str]] = {
    "wrong type": (
        changed("= 60", '= "heavy"'),
        'runner.toml, line 4, body_mass_kg: expected a number from 25 to 250, found "heavy"',
    ),
    "pounds typed as kilograms": (
        changed("= 60", "= 300"),
        "runner.toml, line 4, body_mass_kg: expected a number from 25 to 250, found 300. "
        'If these are pounds, add mass_unit = "lb".',
    ),
    "kilograms in a file of pounds": (
        changed(TOP, TOP + '\nmass_unit = "lb"'),
        'runner.toml, line 4, body_mass_kg: with mass_unit = "lb" this is 27 kg. '
        'Write every mass in pounds, or set mass_unit = "kg".',
    ),
    "bounds in pounds": (
        changed(" = 60", ' = 600\nmass_unit = "lb"').replace("body_mass_kg", "body_mass_lb"),
        "runner.toml, line 4, body_mass_lb: expected a number from 55.12 to 551.2 lb, found 600",
    ),
    "unknown word": (
        changed('"10k"', '"half marathon"'),
        "runner.toml, line 2, event: expected one of 800m, 1500m, 5k, 10k, half-marathon, marathon, ultra, "
        'found "half marathon". Did you mean "half-marathon"?',
    ),
    "missing field": (
        changed(TOP + "\n", ""),
        "runner.toml: `birth_year` is missing. Add it: the year you were born in.",
    ),
    "missing in a table": (
        changed(END + "\n", ""),
        "runner.toml, line 10, availability[0]: `end` is missing. Add it: when it closes; 24:00 is midnight.",
    ),
    "unknown key": (
        changed(END, END + "\nminuts = 40"),
        'runner.toml, line 14, availability[0].minuts: "minuts" is not a field here. Did you mean `minutes`?',
    ),
    "key of the top below a heading": (
        changed(END, END + "\nweeks = 4"),
        'runner.toml, line 14, availability[0].weeks: "weeks" is not a field here. '
        "Move `weeks` to the top of the file, above the first [table].",
    ),
    "key of a table at the top": (
        changed(TOP, TOP + '\nusual_start = "07:00"'),
        'runner.toml, line 6, usual_start: "usual_start" is not a field here. Put it under [running].',
    ),
    "end before start": (
        changed(END, 'end = "18:00"'),
        "runner.toml, line 13, availability[0].end: 18:00 is not after the start, 19:00. "
        "A window past midnight is written as two.",
    ),
    "clock time of no clock": (
        changed('"19:00"', '"7 pm"'),
        'runner.toml, line 12, availability[0].start: expected a time in quotes such as "19:30", found "7 pm"',
    ),
    "one word for a list": (
        changed('["mon"]', '"mon"'),
        "runner.toml, line 11, availability[0].days: expected a list with at least one entry, "
        'found "mon". Put it in brackets: ["mon"].',
    ),
    "one table for a list": (
        changed("[[availability]]", "[availability]"),
        "runner.toml, line 10, availability: expected a list, found a table. Write it as [[availability]].",
    ),
    "place that is not there": (
        changed(END, END + '\nplace = "gym"'),
        'runner.toml, line 14, availability[0].place: no place is called "gym". '
        "Add [places.gym]; it may stay empty, for body mass alone.",
    ),
    "place of an exception": (
        changed(END, END + '\n[[exceptions]]\nfirst = 2027-01-01\nlast = 2027-01-02\nplace = "hom"'),
        'runner.toml, line 17, exceptions[0].place: no place is called "hom". Did you mean "home"?',
    ),
    "exception backwards": (
        changed(END, END + "\n[[exceptions]]\nfirst = 2027-01-03\nlast = 2027-01-02\nunavailable = true"),
        "runner.toml, line 16, exceptions[0].last: 2027-01-02 is before the first, 2027-01-03. Swap them.",
    ),
    "unknown time zone": (
        changed(TOP, TOP + '\ntime_zone = "Europe/Belrin"'),
        'runner.toml, line 6, time_zone: no time zone is called "Europe/Belrin". Did you mean "Europe/Berlin"?',
    ),
    "unknown thing": (
        changed("[places.home]", '[places.home]\nhas = ["rack", "benhc"]'),
        'runner.toml, line 8, places.home.has[1]: "benhc" is not a known thing. Did you mean "bench"?',
    ),
    "thing with loads of its own": (
        changed("[places.home]", '[places.home]\nhas = ["barbell"]'),
        'runner.toml, line 8, places.home.has[0]: "barbell" is not a known thing. '
        "Use the place's own field `barbell`, which says what loads there are.",
    ),
    "wrong deep inside a named table": (
        changed("from_kg = 2.5", 'from_kg = "light"'),
        'runner.toml, line 8, places.home.dumbbells.from_kg: expected a number from 0 to 500, found "light"',
    ),
    "step of nothing": (
        changed("step_kg = 2.5", "step_kg = 0.001"),
        "runner.toml, line 8, places.home.dumbbells.step_kg: 0.001 makes more than 1000 loads. Give a larger step.",
    ),
    "race before the first day": (
        changed(TOP, TOP + "\nfirst_day = 2027-02-03\nraces = [\n{ date = 2027-03-01 },\n{ date = 2027-01-01 },\n]"),
        "runner.toml, line 9, races[1].date: 2027-01-01 is before the first day of the plan, 2027-02-03. "
        "Leave out races gone by, or begin the plan earlier.",
    ),
    "two races on a day": (
        changed(TOP, TOP + "\nraces = [\n{ date = 2027-03-01 },\n{ date = 2027-03-01 },\n]"),
        "runner.toml, line 8, races[1].date: 2027-03-01 already has a race (races[0]). Keep one race a day.",
    ),
    "race without a gun": (
        changed(TOP, TOP + '\nraces = [{ date = 2027-03-01, start = "ten" }]'),
        'runner.toml, line 6, races[0].start: expected a time in quotes such as "10:00", found "ten"',
    ),
    "race of no length": (
        changed(TOP, TOP + "\nraces = [{ date = 2027-03-01, distance_km = nan }]"),
        "runner.toml, line 6, races[0].distance_km: "
        "expected a distance in kilometres above 0 and up to 1000, found nan",
    ),
    "lift of less than nothing": (
        changed(END, END + '\n[[known_lifts]]\nexercise = "back-squat"\nload_kg = -5\nreps = 5'),
        "runner.toml, line 16, known_lifts[0].load_kg: expected a number from 0 to 600, found -5",
    ),
    "rota without nights to match": (
        changed(END, END + '\non = "night"'),
        'runner.toml, line 14, availability[0].on: "night" needs a rota. Add [[rota]], or leave `on` out.',
    ),
    "night outside the cycle": (
        changed(END, END + "\n[[rota]]\nstart = 2027-01-04\ncycle_days = 7\nnights = [7]"),
        "runner.toml, line 17, rota[0].nights: 7 lies outside the cycle, whose days are 0 to 6. Count from 0.",
    ),
    "weekday that is none": (
        changed(TOP, TOP + '\nrunning = { usual_start_by_day = { mo = "07:00" } }'),
        'runner.toml, line 6, running.usual_start_by_day.mo: "mo" is not one of mon, tue, wed, thu, fri, sat, sun. '
        'Did you mean "mon"?',
    ),
    "title of no class": (
        changed(TOP, TOP + '\n[running.titles]\n"Park run" = "easy"\n"Kenyan hills" = "hils"'),
        'runner.toml, line 8, running.titles."Kenyan hills": expected one of easy, long, tempo, interval, sprint, '
        'hills, race, rest, other, strength, found "hils". Did you mean "hills"?',
    ),
    "phases that overlap": (
        changed(
            END,
            END + '\n[[phases]]\nfirst = 2027-01-04\nlast = 2027-02-01\nphase = "base"'
            '\n[[phases]]\nfirst = 2027-02-01\nlast = 2027-03-01\nphase = "build"',
        ),
        "runner.toml, line 19, phases[1].first: 2027-02-01 lies in phases[0] too. "
        "Let one phase end the day before the next begins.",
    ),
    "time without quotes": (
        changed('"19:00"', "19:00"),
        "runner.toml, line 12, column 11: not TOML: expected newline or end of document after a statement. "
        'Text and times stand in quotes ("19:30"), dates and numbers do not (2027-04-04, 45).',
    ),
    "the same name twice": (
        changed(TOP, TOP + "\nbirth_year = 1991"),
        "runner.toml, line 6, column 18: not TOML: cannot overwrite a value. The same name is given twice; keep one.",
    ),
    "empty file": ("", "runner.toml: `name` is missing. Add it: what the plan calls you."),
    "too deep": (
        "[[" * 5000,
        "runner.toml, line 1, column 3: not TOML: invalid initial character for a key part. "
        'Text and times stand in quotes ("19:30"), dates and numbers do not (2027-04-04, 45).',
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_told_on_one_line(mistake: str) -> None:
    text, said = MISTAKES[mistake]
    assert complaint(text) == said


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nobody.toml: no such file. Check the name"):
        read_runner(tmp_path / "nobody.toml")


def test_a_folder_without_a_runner(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no runner.toml in this folder. Make one there"):
        read_runner(tmp_path)


@pytest.mark.parametrize(
    "text", [b"\xff\xfe\x00", b"name = \x00", b"a = " + b"9" * 5000, b"x = [" * 3000, b"#" * 1_000_001]
)
def test_bytes_that_are_no_runner_give_an_error_of_ours(text: bytes) -> None:
    complaint(text)


def test_a_name_no_file_can_have() -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_runner(Path("run\0ner.toml"))


def test_midnight_closes_a_window() -> None:
    assert read_text(changed(END, 'end = "24:00"')).availability[0].end == "24:00"


def test_a_byte_order_mark_and_windows_line_ends_are_no_trouble() -> None:
    assert read_text(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode()) == read_text(GOOD)


def test_races_come_back_in_order() -> None:
    races = read_text(changed(TOP, TOP + "\nraces = [{ date = 2027-03-02 }, { date = 2027-03-01 }]")).races
    assert [race.date.day for race in races] == [1, 2]


def test_any_weekday_may_be_the_first() -> None:
    for day in range(1, 8):
        assert read_text(changed(TOP, f"{TOP}\nfirst_day = 2027-02-0{day}")).first_day == date(2027, 2, day)


@pytest.mark.parametrize("suffix", ["kg", "lb"])
def test_pounds_become_kilograms(suffix: str) -> None:
    text = f"""
name = "Ada"
event = "10k"
lifting_experience = "none"
mass_unit = "lb"
distance_unit = "mi"
goal_pace_s_per_km = 300
body_mass_{suffix} = 150
birth_year = 1990
[[races]]
date = 2027-04-04
distance_km = 10
[places.gym]
barbell = {{ bar_{suffix} = 45, plates_{suffix} = [45, 25, 10, 5, 2.5], max_{suffix} = 225 }}
dumbbells = {{ from_{suffix} = 5, to_{suffix} = 50, step_{suffix} = 5 }}
kettlebells = {{ {suffix} = [26, 35] }}
medicine_balls_{suffix} = [6]
box_heights_cm = [30]
[[known_lifts]]
exercise = "back-squat"
load_{suffix} = 135
reps = 5
"""
    runner = read_text(text)
    gym = runner.places["gym"]
    assert gym.barbell is not None
    assert gym.dumbbells is not None
    assert gym.kettlebells is not None
    assert runner.body_mass_kg == pytest.approx(68.0388555, abs=1e-9)
    assert runner.known_lifts[0].load_kg == pytest.approx(135 * LB, abs=1e-9)
    assert gym.barbell.bar_kg == pytest.approx(45 * LB, abs=1e-9)
    assert gym.barbell.plates_kg == pytest.approx([lb * LB for lb in (45, 25, 10, 5, 2.5)], abs=1e-9)
    assert gym.dumbbells.to_kg == pytest.approx(50 * LB, abs=1e-9)
    assert gym.kettlebells.kg == pytest.approx([26 * LB, 35 * LB], abs=1e-9)
    assert gym.medicine_balls_kg == pytest.approx([6 * LB], abs=1e-9)
    assert gym.box_heights_cm == (30,)
    assert (runner.races[0].distance_km, runner.goal_pace_s_per_km) == (10, 300)
    written = write_runner(runner)
    assert "body_mass_lb = 150.0" in written
    assert "plates_lb = [45.0, 25.0, 10.0, 5.0, 2.5]" in written
    assert read_text(written) == runner


def test_a_place_named_like_a_mass_keeps_its_name() -> None:
    text = GOOD.replace("places.home", "places.my_lb").replace("= 60", '= 132\nmass_unit = "lb"')
    assert set(read_text(text + 'place = "my_lb"\n').places) == {"my_lb"}


def test_lines_are_found_in_every_way_of_writing() -> None:
    text = (
        'a.b = 1\nc = [\n  { d = 1 },\n  # a word\n  { d = 2 },\n]\n[e]\nf = """\nx\n"""\n[[g]]\nh = 1\n[[g]]\nh = 2\n'
    )
    expected = {("a", "b"): 1, ("c", 0, "d"): 3, ("c", 1, "d"): 5, ("e", "f"): 8, ("g", 0, "h"): 12, ("g", 1, "h"): 14}
    assert {trail: line_of(text, trail) for trail in expected} == expected
    assert line_of(text, ("e", "missing")) == 7
    assert line_of(text, ("missing",)) is None


# round trips ------------------------------------------------------------------------------------------------------

WORDS = st.text(max_size=12)
NAMES = st.text(min_size=1, max_size=12).filter(lambda text: bool(text.strip()))
DATES = st.dates(date(2026, 1, 1), date(2029, 1, 1))
CLOCKS = st.builds("{:02d}:{:02d}".format, st.integers(0, 23), st.integers(0, 59))
DAYS = st.lists(st.sampled_from(WEEKDAYS), min_size=1, max_size=7, unique=True).map(tuple)


def spans() -> st.SearchStrategy[tuple[date, date]]:
    """Draw a first and a last date."""
    return st.builds(lambda first, days: (first, first + timedelta(days)), DATES, st.integers(0, 60))


def masses(unit: str, low: int, high: int) -> st.SearchStrategy[float]:
    """Draw masses in quarters of the unit, as kilograms."""
    return st.integers(low * 4, high * 4).map(lambda n: n / 4 if unit == "kg" else round(n / 4 * LB, 10))


@st.composite
def places(draw: st.DrawFn, unit: str) -> Place:
    """Draw a place with things in the unit's steps."""
    plate = masses(unit, 1, 25)
    steps = st.one_of(
        st.none(),
        st.builds(lambda a, n, s: Steps(from_kg=a, to_kg=a + n * s, step_kg=s), plate, st.integers(1, 20), plate)
        if unit == "kg"
        else st.none(),
        st.lists(plate, min_size=1, max_size=4).map(lambda kg: Steps(kg=tuple(kg))),
    )
    bar = st.builds(Bar, bar_kg=masses(unit, 10, 25), plates_kg=st.lists(plate, max_size=6).map(tuple))
    return Place(
        barbell=draw(st.none() | bar),
        trap_bar=draw(st.none() | st.builds(Bar, bar_kg=masses(unit, 10, 25), max_kg=st.just(150.0), step_kg=plate)),
        dumbbells=draw(steps),
        dumbbell_pairs=draw(st.booleans()),
        pack_kg=draw(steps),
        medicine_balls_kg=tuple(draw(st.lists(plate, max_size=2))),
        bands=draw(st.booleans()),
        box_heights_cm=tuple(draw(st.lists(st.integers(5, 150), max_size=3))),
        has=tuple(draw(st.lists(st.sampled_from(HAS_WORDS), max_size=3))),
    )


@st.composite
def runners(draw: st.DrawFn) -> Runner:
    """Draw a runner who contradicts nothing."""
    unit = draw(st.sampled_from(["kg", "lb"]))
    where = draw(st.dictionaries(NAMES, places(unit), min_size=1, max_size=3))
    place = st.sampled_from(sorted(where))
    windows = st.builds(
        lambda days, hour, length, at, minutes: Availability(
            days=days, start=f"{hour:02d}:00", end=f"{hour + length:02d}:00", place=at, minutes=minutes
        ),
        DAYS, st.integers(0, 20), st.integers(1, 4), place, st.none() | st.integers(10, 180),
    )  # fmt: skip
    away = st.builds(
        lambda span, at, reason: DateException(first=span[0], last=span[1], place=at, reason=reason),
        spans(),
        place,
        WORDS,
    )
    runs = st.builds(
        PatternRun,
        day=st.sampled_from(WEEKDAYS),
        minutes=st.integers(5, 300),
        intensity=st.sampled_from(INTENSITIES),
        start=st.none() | CLOCKS,
        grow_minutes=st.integers(-10, 10),
        title=WORDS,
    )
    race_days = sorted(draw(st.sets(DATES, max_size=3)))
    return Runner(
        name=draw(NAMES),
        event=draw(st.sampled_from(["800m", "10k", "ultra"])),
        lifting_experience=draw(st.sampled_from(["none", "advanced"])),
        body_mass_kg=draw(masses(unit, 80, 250)),
        birth_year=draw(st.integers(1910, 2020)),
        time_zone=draw(st.sampled_from(["UTC", "Europe/Berlin"])),
        mass_unit=unit,
        switches=draw(st.dictionaries(WORDS, WORDS, max_size=2)),
        home_climb_m_per_km=draw(st.none() | st.floats(0, 150)),
        races=tuple(
            Race(date=day, name=draw(WORDS), climb_m=draw(st.none() | st.floats(0, 9000))) for day in race_days
        ),
        sore=tuple(draw(st.lists(st.builds(Sore, site=st.sampled_from(["knee", "achilles"]), note=WORDS), max_size=2))),
        places=where,
        availability=tuple(draw(st.lists(windows, max_size=3))),
        exceptions=tuple(draw(st.lists(away, max_size=2))),
        rota=tuple(
            draw(st.lists(st.builds(Rota, start=DATES, cycle_days=st.just(9), nights=st.just((0, 3))), max_size=1))
        ),
        known_lifts=tuple(
            draw(
                st.lists(
                    st.builds(KnownLift, exercise=NAMES, load_kg=masses(unit, 0, 200), reps=st.just(5)), max_size=2
                )
            )
        ),
        dislikes=tuple(draw(st.lists(WORDS, max_size=2))),
        phases=draw(
            st.just(()) | spans().map(lambda span: (PhaseOverride(first=span[0], last=span[1], phase="base"),))
        ),
        running=Running(
            pattern=tuple(draw(st.lists(runs, max_size=3))),
            usual_start_by_day=draw(st.dictionaries(st.sampled_from(WEEKDAYS), CLOCKS, max_size=2)),
            titles=draw(st.dictionaries(WORDS, st.sampled_from(["easy", "rest"]), max_size=2)),
        ),
    )


@pytest.mark.slow
@given(runners())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_what_is_written_is_read_again(runner: Runner) -> None:
    assert list(problems(runner)) == []
    text = write_runner(runner)
    assert read_text(text) == runner
    assert write_runner(read_text(text)) == text


@pytest.mark.slow
@given(st.data())
@settings(max_examples=150, deadline=None)
def test_a_damaged_file_is_read_or_told(data: st.DataObject) -> None:
    text = (ROOT / "examples" / "novice-half" / "runner.toml").read_text(encoding="utf-8")
    text = "\n".join(line.partition("#")[0] for line in text.splitlines())
    at = data.draw(st.integers(0, len(text)))
    piece = data.draw(
        st.sampled_from(['"', "[", "]", "{", "}", "=", ",", "-", "9", "nan", "\n", "true", "x", "é", "[[a]]"])
    )
    damaged = text[:at] + piece + text[at + data.draw(st.integers(0, 6)) :]
    try:
        read_text(damaged)
    except InputError as error:
        assert "\n" not in str(error)  # noqa: PT017
        assert error.what  # noqa: PT017


# the published schemas --------------------------------------------------------------------------------------------


def make_schemas() -> ModuleType:
    """Load the tool that makes schemas and reference."""
    spec = importlib.util.spec_from_file_location("make_schemas", ROOT / "tools" / "make_schemas.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_schemas_and_reference_are_what_the_model_makes_of_them() -> None:
    assert make_schemas().stale() == [], "run tools/make_schemas.py"


def test_every_field_is_described() -> None:
    page = (ROOT / "docs" / "reference" / "runner-file.md").read_text(encoding="utf-8")
    for _, noun, _ in make_schemas().SECTIONS:
        for field in noun.__struct_fields__:
            assert f"| `{field}` |" in page


def plain_json(tree: object) -> Any:
    """Return decoded TOML as JSON would hold it."""
    return json.loads(json.dumps(tree, default=lambda value: value.isoformat()))


def test_the_schema_accepts_what_the_reader_accepts() -> None:
    schema = json.loads((ROOT / "src/ironstride/catalogue/data/schema/runner.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    runner = read_text(GOOD)
    pounds = structs.replace(runner, mass_unit="lb", known_lifts=(KnownLift(exercise="x", load_kg=100 * LB, reps=5),))
    for text in (GOOD, write_runner(runner), write_runner(pounds)):
        assert list(validator.iter_errors(plain_json(tomllib.loads(text)))) == []
    for text in (changed("= 60", "= 300"), changed(TOP + "\n", ""), changed(END, END + "\nminuts = 40")):
        assert list(validator.iter_errors(plain_json(tomllib.loads(text)))) != []
