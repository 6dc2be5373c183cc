"""The command as a program: its exit codes, its one line of complaint, and that nothing half-made is left behind."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from running_cli import Outcome, ironstride

from ironstride.cli.main import COMMANDS
from ironstride.cli.output import deliver
from ironstride.model.errors import InputError

PROGRAM = (sys.executable, "-m", "ironstride.cli.main")
SCHOOL = Path(__file__).parents[1] / "personas" / "10-school-runner" / "runner.toml"


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    with pytest.MonkeyPatch.context() as patch:
        return ironstride(patch, "plan", SCHOOL, "--format", "json").out


def folder(tmp_path: Path, **changes: str) -> Path:
    """Give a folder with the school runner's file, some lines of it changed (or left out where empty)."""
    lines = SCHOOL.read_text(encoding="utf-8").splitlines()
    for name, line in changes.items():
        lines = [line if old.startswith(f"{name} =") else old for old in lines]
    home = tmp_path / "me"
    home.mkdir()
    (home / "runner.toml").write_text("\n".join(lines), encoding="utf-8")
    return home


def refused(outcome: Outcome, *words: str) -> None:
    """Expect one line on standard error that holds these words, nothing else, and exit code 2."""
    assert outcome.code == 2, outcome
    assert outcome.out == b""
    assert outcome.err.startswith("ironstride: ")
    assert outcome.err.count("\n") == 1, outcome.err
    assert all(word in outcome.err for word in words), outcome.err


# ---------------------------------------------------------------- as a program of its own


@pytest.mark.slow
def test_the_program_plans_into_a_pipe() -> None:
    done = subprocess.run((*PROGRAM, "plan", str(SCHOOL), "--format", "json"), capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["sessions"]


def test_a_reader_that_goes_away_is_no_matter() -> None:
    with subprocess.Popen(
        (*PROGRAM, "plan", str(SCHOOL), "--format", "html"), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdout is not None
        running.stdout.close()
        assert running.stderr is not None
        told = running.stderr.read()
    assert told == b""


def test_the_program_refuses_in_one_line(tmp_path: Path) -> None:
    done = subprocess.run((*PROGRAM, "plan", str(tmp_path / "nobody")), capture_output=True, check=False, text=True)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert "nobody" in done.stderr


# ---------------------------------------------------------------- options


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("nothing",), ("nothing", "ironstride --help")),
        (("plan",), ("RUNNER", "ironstride plan --help")),
        (("plan", SCHOOL, "--weeks", "0"), ("--weeks", "104")),
        (("plan", SCHOOL, "--weeks", "soon"), ("--weeks", "soon")),
        (("plan", SCHOOL, "--format", "papyrus"), ("--format", "html")),
        (("plan", SCHOOL, "--method", "s9"), ("s9", "evidence")),
        (("plan", SCHOOL, "--runs", "nowhere"), ("nowhere", "--runs")),
        (("plan", SCHOOL, "--calendar", "nowhere.ics"), ("nowhere.ics",)),
        (("plan", SCHOOL, "-o", "."), ("directory",)),
        (("show", "nowhere.json"), ("nowhere.json", "path")),
        (("check", "."), ("directory",)),
        (("show", SCHOOL), ("runner.toml", "JSON")),
        (("init", SCHOOL), ("file",)),
    ],
    ids=lambda value: "-".join(str(word) for word in value if word != SCHOOL)[:40],
)
def test_a_wrong_word_is_told_in_one_line(
    monkeypatch: pytest.MonkeyPatch, words: tuple[object, ...], told: tuple[str, ...]
) -> None:
    refused(ironstride(monkeypatch, *words), *told)


def test_alone_it_shows_what_it_can_do(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = ironstride(monkeypatch)
    assert all(command in shown.err + shown.out.decode() for command in COMMANDS)


@pytest.mark.slow
def test_timings_leave_the_plan_as_it_is(monkeypatch: pytest.MonkeyPatch, plan: bytes) -> None:
    timed = ironstride(monkeypatch, "plan", SCHOOL, "--format", "json", "--timings")
    assert (timed.code, timed.out) == (0, plan)
    assert {"schedule", "compose", "prescribe", "audit"} <= json.loads(timed.err).keys()


@pytest.mark.parametrize(
    ("form", "begins"),
    [("terminal", "Sam"), ("json", "{"), ("html", "<!doctype html>"), ("ics", "BEGIN:VCALENDAR"), ("md", "# Sam")],
)
def test_a_plan_comes_in_every_format(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, form: str, begins: str) -> None:
    target = tmp_path / "season"
    made = ironstride(monkeypatch, "plan", SCHOOL, "--format", form, "-o", target)
    assert (made.code, made.out) == (0, b"")
    assert str(target) in made.err
    assert target.read_text(encoding="utf-8").lower().startswith(begins.lower())
    assert list(tmp_path.iterdir()) == [target]


# ---------------------------------------------------------------- what is written, is written whole


def test_what_stood_there_stays_when_planning_fails(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    target = tmp_path / "plan.json"
    target.write_text("the old plan")
    refused(ironstride(monkeypatch, "plan", SCHOOL, "--method", "s9", "-o", target), "s9")
    assert target.read_text() == "the old plan"


def test_a_file_that_cannot_be_put_in_place_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "plan.json").mkdir()
    with pytest.raises(InputError, match="cannot be written"):
        deliver(b"data", tmp_path / "plan.json")
    assert [path.name for path in tmp_path.iterdir()] == ["plan.json"]


def test_a_written_file_may_be_read_by_others(tmp_path: Path) -> None:
    deliver(b"one", tmp_path / "plan.json")
    deliver(b"two", tmp_path / "plan.json")
    assert (tmp_path / "plan.json").read_bytes() == b"two"
    assert (tmp_path / "plan.json").stat().st_mode & 0o444 == 0o444


# ---------------------------------------------------------------- absurd seasons


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"first_day": "first_day = 9999-12-20"}, ("first_day", "9999")),
        ({"first_day": "first_day = 0001-01-01"}, ("first_day", "0001")),
        ({"date": "date = 9999-01-01", "weeks": ""}, ("races[0].date", "9999")),
        ({"date": "date = 2199-01-01", "weeks": ""}, ("2199", "104 weeks")),
        ({"first_day": "first_day = 2027-05-03"}, ("races[0].date", "2027-03-27")),
        ({"weeks": "weeks = 105"}, ("weeks", "104")),
        ({"body_mass_kg": "body_mass_kg = 1200"}, ("body_mass_kg", "1200")),
        ({"birth_year": "birth_year = 1776"}, ("birth_year", "1776")),
        ({"time_zone": 'time_zone = "Middle-earth/Shire"'}, ("time_zone", "Shire")),
    ],
    ids=lambda value: next(iter(value.values())) if isinstance(value, dict) else "",
)
def test_an_absurd_runner_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, changes: dict[str, str], words: tuple[str, ...]
) -> None:
    home = folder(tmp_path, **changes)
    refused(ironstride(monkeypatch, "plan", home, "-o", home / "plan.json"), *words)
    assert [path.name for path in home.iterdir()] == ["runner.toml"]


@pytest.mark.parametrize(
    ("where", "value"),
    [
        (("first_day",), "0001-01-01"),
        (("last_day",), "9999-12-31"),
        (("last_day",), "2020-01-01"),
        (("weeks", 0, "start"), "0001-01-01"),
        (("runs", 0, "date"), "9999-12-31"),
        (("runs", 0, "minutes"), 2**40),
        (("runs", 0, "start_min"), -1),
        (("sessions", 0, "date"), "0001-01-01"),
        (("sessions", 0, "minutes"), 2**40),
        (("sessions", 0, "slot_minutes"), -5),
        (("sessions", 0, "start"), "25:00"),
        (("runner", "body_mass_kg"), 1e9),
        (("method",), "nobody"),
        (("sessions",), {"none": 1}),
    ],
    ids=lambda value: ".".join(map(str, value)) if isinstance(value, tuple) else str(value)[:12],
)
def test_an_absurd_plan_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, plan: bytes, where: tuple[str | int, ...], value: object
) -> None:
    tree: Any = json.loads(plan)
    inner = tree
    for step in where[:-1]:
        inner = inner[step]
    inner[where[-1]] = value
    (tmp_path / "plan.json").write_text(json.dumps(tree))
    refused(ironstride(monkeypatch, "check", tmp_path / "plan.json"), str(where[-1]))


@pytest.mark.parametrize("sevenths", range(7))
def test_a_plan_cut_off_anywhere_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, plan: bytes, sevenths: int
) -> None:
    (tmp_path / "plan.json").write_bytes(plan[: len(plan) * sevenths // 7])
    refused(ironstride(monkeypatch, "show", tmp_path / "plan.json"), "plan.json")


def test_a_plan_by_another_hand_may_hold_what_we_do_not_know(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, plan: bytes
) -> None:
    tree = json.loads(plan)
    tree["sessions"][0]["blocks"][0]["items"][0]["exercise"] = "somebody-elses-lift"
    tree["sessions"][1].update(date="2029-01-01", place="the moon", blocks=[])
    tree["runner"]["places"] = {}
    (tmp_path / "plan.json").write_text(json.dumps(tree))
    judged = ironstride(monkeypatch, "check", tmp_path / "plan.json")
    assert judged.code in (0, 1)
    assert "Not judged: sessions[0].blocks[0].items[0].exercise: no exercise 'somebody-elses-lift'" in judged.err
    assert "Not judged: sessions[1].date: 2029-01-01 is outside the season" in judged.err
    assert "Not judged: sessions[1].place: the runner has no place 'the moon'. Known: none." in judged.err
    for form in ("terminal", "html", "md", "ics"):
        assert ironstride(monkeypatch, "show", tmp_path / "plan.json", "--format", form).code == 0


def test_exercises_the_catalogue_does_not_know_are_asked_about(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    home = folder(tmp_path, conditions='dislikes = ["Split squat", "Zottman curls"]')
    told = json.loads(ironstride(monkeypatch, "plan", home, "--format", "json").out)
    assert told["runner"]["dislikes"] == ["split-squat", "Zottman curls"]
    (unread,) = [entry for entry in told["unread"] if entry["where"] == "dislikes"]
    assert unread["text"] == "Zottman curls"
    used = {item["exercise"] for s in told["sessions"] for block in s["blocks"] for item in block["items"]}
    assert "split-squat" not in used


BY_HAND = {
    "schema": 1,
    "runner": {
        "name": "Ana",
        "event": "10k",
        "lifting_experience": "novice",
        "body_mass_kg": 60,
        "birth_year": 1990,
        "places": {"home": {"dumbbells": {"from_kg": 2, "to_kg": 20, "step_kg": 2}}},
        "availability": [{"days": ["mon"], "start": "19:00", "end": "20:00", "place": "home"}],
    },
    "runs": [
        {"date": "2027-01-05", "start": "18:00", "intensity": "interval", "minutes": 60},
        {"date": "2027-01-10", "intensity": "long", "minutes": 100},
    ],
    "sessions": [
        {
            "date": "2027-01-04",
            "start": "19:00",
            "minutes": 40,
            "blocks": [
                {
                    "block": "strength",
                    "items": [{"exercise": "goblet-squat", "sets": [{"reps": 8, "load_kg": 16, "rir": 2}]}],
                }
            ],
        }
    ],
}


def by_hand(tmp_path: Path, **changes: Any) -> Path:
    """Write a plan that says no more than a hand would, with its first session changed."""
    tree = json.loads(json.dumps(BY_HAND))
    tree["sessions"][0].update(changes)
    path = tmp_path / "hand.json"
    path.write_text(json.dumps(tree))
    return path


def test_a_plan_written_by_hand_is_judged_and_shown(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = by_hand(tmp_path)
    judged = ironstride(monkeypatch, "check", path)
    assert judged.code == 1
    assert "22 h lie" in judged.out.decode()
    shown = ironstride(monkeypatch, "show", path)
    assert shown.code == 0
    assert "Goblet squat" in shown.out.decode()
    for form in ("json", "html", "ics", "md"):
        assert ironstride(monkeypatch, "show", path, "--format", form).code == 0


def test_a_day_far_from_the_running_is_no_season(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    refused(ironstride(monkeypatch, "check", by_hand(tmp_path, date="2031-01-04")), "is no season")
