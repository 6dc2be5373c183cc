"""`ironstride log` keeps what is typed, walked through and imported, and takes it back; errors are one line, exit 2."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from cli.running_cli import Outcome, ironstride
from ironstride.formats.log_file import read_log
from ironstride.formats.plan_json import plan_bytes
from ironstride.model.log import History
from ironstride.strength.history import fold
from sample_plan import sample_plan

STRONG = "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE\n"
ROWS = "".join(
    f'2025-03-0{day} 18:30:05,"Legs",1h,"{name}",{n},{load},5,0,0,"","",\n'
    for day in (1, 3)
    for name, load in (("Squat (Barbell)", 102.5), ("Wobble Thing", 10))
    for n in (1, 2)
)


class Desk:
    """A folder with a log and the commands on it."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder, self.log, self._monkeypatch = folder, folder / "log.jsonl", monkeypatch
        monkeypatch.chdir(folder)

    def run(self, *words: object, typed: tuple[str, ...] = ()) -> Outcome:
        return ironstride(self._monkeypatch, "log", *words, typed=typed)

    def ok(self, *words: object, typed: tuple[str, ...] = ()) -> str:
        done = self.run(*words, typed=typed)
        assert done.code == 0, done.err
        return done.out.decode()

    def refused(self, *words: object) -> str:
        before = self.log.read_bytes() if self.log.exists() else None
        done = self.run(*words)
        assert done.code == 2
        assert done.err.count("\n") == 1
        assert (self.log.read_bytes() if self.log.exists() else None) == before
        return done.err

    @property
    def history(self) -> History:
        return fold(read_log(self.log))


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    for name in ("IRONSTRIDE_LOG", "IRONSTRIDE_UNIT", "IRONSTRIDE_PLAN"):
        monkeypatch.delenv(name, raising=False)
    return Desk(tmp_path, monkeypatch)


def test_a_line_is_a_session_and_the_next_goes_on_with_it(desk: Desk) -> None:
    assert "Back squat: 1) 5 × 100 kg, 2 in reserve" in desk.ok("squat 3x5 100 @2, rdl 3x8 60", "--rpe", "7")
    desk.ok("plank", "3x45s")
    (session,) = desk.history.sessions
    assert (session.rpe, len(session.sets), session.date) == (7.0, 9, date.today())
    assert {one.exercise for one in session.sets} == {"back-squat", "romanian-deadlift", "front-plank"}
    desk.ok("squat 5 60", "--new")
    assert len(desk.history.sessions) == 2


def test_fixing_undoing_and_bringing_back(desk: Desk) -> None:
    desk.ok("squat 2x5 100", "--date", "2027-03-01")
    desk.ok("fix", "2", "6", "102.5", "@1")
    assert [one.load_kg for one in desk.history.sessions[0].sets] == [100.0, 102.5]
    desk.ok("fix", "2027-03-01/1", "remove")
    assert len(desk.history.sessions[0].sets) == 1
    desk.ok("undo")
    desk.ok("undo")
    assert [one.load_kg for one in desk.history.sessions[0].sets] == [100.0, 100.0]
    desk.ok("undo", "--redo")
    assert [one.reps for one in desk.history.sessions[0].sets] == [5, 6]
    desk.ok("undo")
    desk.ok("undo")
    assert desk.history == History()
    assert "nothing to take back" in desk.refused("undo")


def test_weight_soreness_pain_and_screens(desk: Desk) -> None:
    desk.ok("weight", "68.4", "--date", "2027-03-01")
    desk.ok("weight", "150lb", "--date", "2027-03-02")
    desk.ok("sore", "calf", "left", "4")
    desk.ok("pain", "shin", "6", "at-night", "--note", "after the long run")
    desk.ok("screen", "knee-to-wall", "left", "9,5")
    found = desk.history
    assert [round(mass.kg, 1) for mass in found.body_mass] == [68.4, 68.0]
    assert {(c.kind, c.site, c.side, c.severity, c.signs) for c in found.complaints} == {
        ("sore", "calf", "left", 4, ()), ("pain", "shin", "both", 6, ("at-night",)),
    }  # fmt: skip
    assert [(s.screen, s.side, s.value) for s in found.screens] == [("knee_to_wall", "left", 9.5)]


def test_an_import_is_asked_told_checked_answered_and_taken_back(desk: Desk) -> None:
    file = desk.folder / "strong.csv"
    file.write_text(STRONG + ROWS + "nonsense,,,,,,,,,,,\n", encoding="utf-8")
    assert "--unit kg" in desk.refused("import", file)
    told = desk.ok("import", file, "--unit", "kg")
    assert "2 sessions, 8 sets in 9 rows" in told
    assert "line 10: the date could not be read" in told
    assert "8 sets known already" in desk.ok("import", file, "--unit", "kg")
    listed = desk.ok("check")
    assert "Wobble Thing" in listed
    question = next(word for word in listed.split() if word.startswith("name-"))
    assert "is no answer" in desk.refused("answer", question, "nothing-like-it")
    desk.ok("answer", question, "bosu-squat")
    assert {one.exercise for s in desk.history.sessions for one in s.sets} == {"back-squat", "bosu-squat"}
    assert '"Wobble Thing" = "bosu-squat"' in (desk.folder / "log.names.toml").read_text(encoding="utf-8")
    assert "Nothing is open" in desk.ok("check")
    assert "8 sets known already" in desk.ok("import", file, "--unit", "kg")
    desk.ok("undo")
    desk.ok("undo")
    assert desk.history.sessions == ()


def test_a_red_flag_is_answered_at_once(desk: Desk) -> None:
    assert "professional" in desk.ok("pain", "shin", "6", "at-night")
    assert "professional" not in desk.ok("sore", "calf", "4")


def test_questions_are_asked_one_after_the_other(desk: Desk) -> None:
    file = desk.folder / "strong.csv"
    odd = ROWS.replace("Wobble Thing", "Bicep Curl (Barbell)").replace("1,10,", "1,410,").replace("2,10,", "2,420,")
    file.write_text(STRONG + ROWS + odd.replace("18:30", "07:15"), encoding="utf-8")
    desk.ok("import", file, "--unit", "kg")
    told = desk.ok("check", "--ask", typed=("lb", "nonsense", "right", "", "remove", "not-strength"))
    assert "is no answer" in told
    curls = [one for s in desk.history.sessions for one in s.sets if one.exercise == "barbell-curl"]
    assert sorted(round(one.load_kg or 0) for one in curls) == [186, 410, 420]
    assert '"Wobble Thing" = "not-strength"' in (desk.folder / "log.names.toml").read_text(encoding="utf-8")


def test_what_is_exported_is_imported(desk: Desk) -> None:
    desk.ok("squat 3x5 100 @2, lunge 8 20 each, pull-up 5 -20", "--date", "2027-03-01", "--start", "18:30")
    desk.ok("export", "out.csv")
    desk.ok("export", "copy.jsonl")
    assert fold(read_log(desk.folder / "copy.jsonl")) == desk.history
    desk.ok("import", "out.csv", "--log", "other.jsonl")
    (made,) = fold(read_log(desk.folder / "other.jsonl")).sessions
    (own,) = desk.history.sessions
    assert [(o.exercise, o.reps, o.load_kg, o.side, o.rir) for o in made.sets] == [
        (o.exercise, o.reps, o.load_kg, o.side, o.rir) for o in own.sets
    ]


def test_walking_through_a_planned_session(desk: Desk) -> None:
    plan = sample_plan()
    (desk.folder / "plan.json").write_bytes(plan_bytes(plan))
    planned = plan.sessions[0]
    count = sum(len(item.sets) for block in planned.blocks for item in block.items)
    asked = ("--plan", "plan.json", "--date", planned.date.isoformat())
    typed = ("", "-", "what?", "3 41 @1", *("",) * (count - 3), "8")
    desk.ok(*asked, typed=typed)
    (session,) = desk.history.sessions
    assert (session.planned, session.finished, session.rpe) == (planned.id, True, 8.0)
    assert any((one.load_kg, one.rir) == (41.0, 1.0) for one in session.sets)
    assert all(one.exercise for one in session.sets)
    desk.ok(*asked, typed=("", "q"))
    assert [s.finished for s in desk.history.sessions].count(False) == 1
    free = next(d for n in range(9) if (d := planned.date + timedelta(days=n)) not in {s.date for s in plan.sessions})
    assert "has no session" in desk.refused("--plan", "plan.json", "--date", free.isoformat())


def test_showing(desk: Desk) -> None:
    assert "holds no session" in desk.ok("show")
    desk.ok("squat 5 100", "--date", "2027-03-01")
    assert "220.5 lb" in desk.ok("show", "--unit", "lb")
    assert desk.ok("--log", "log.jsonl", "show") == desk.ok("show", "--log=log.jsonl") == desk.ok("show")
    shown = json.loads(desk.ok("show", "--format", "json"))
    assert shown["sessions"][0]["sets"][0]["exercise"] == "back-squat"


@pytest.mark.parametrize(
    "words",
    [
        [], ["squat"], ["wibble 5 100"], ["squat 5 zz"], ["squat 5 100", "--date", "soon"], ["running 5"],
        ["fix", "1", "5"], ["answer", "x", "y"], ["weight", "5"], ["sore", "left"], ["sore", "calf", "very"],
        ["screen", "jumping", "3"],
        ["screen", "knee-to-wall", "left", "900"], ["screen", "heel-raise", "left", "-3"],
        ["screen", "knee-to-wall"], ["import", "none.csv"], ["undo"],
        ["squat 5 100", "--plan", "none.json"], ["import", ".", "--column", "date"],
    ],
)  # fmt: skip
def test_bad_input_is_one_line_and_writes_nothing(desk: Desk, words: list[str]) -> None:
    desk.refused(*words)


def test_a_damaged_log_is_named_and_a_foreign_file_left_alone(desk: Desk) -> None:
    desk.ok("squat 5 100")
    desk.log.write_bytes(desk.log.read_bytes() + b'{"do":"torn')
    done = desk.run("show")
    assert (done.code, "cut off" in done.err) == (0, True)
    desk.ok("squat 5 105")
    assert len(desk.history.sessions[0].sets) == 2
    other = desk.folder / "notes.txt"
    other.write_text("dear diary\n", encoding="utf-8")
    assert "training log" in desk.refused("squat 5 100", "--log", other)
