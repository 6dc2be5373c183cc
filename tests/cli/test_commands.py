"""The commands do what they say: every format, one week, an audit with its exit code, the tour."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from running_cli import ironstride

ROOT = Path(__file__).parent.parent.parent
NOVICE = ROOT / "examples" / "novice-half"


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("plan") / "plan.json"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("IRONSTRIDE_CACHE", str(target.parent / "cache"))
        assert ironstride(patch, "plan", NOVICE, "--format", "json", "-o", target).code == 0
    return target


def test_help_names_every_command(monkeypatch: pytest.MonkeyPatch) -> None:
    from ironstride.cli.main import COMMANDS

    told = ironstride(monkeypatch, "--help")
    assert told.code == 0
    assert all(f"  {command}" in told.out.decode() for command in COMMANDS)


@pytest.mark.parametrize(
    ("form", "holds"),
    [
        ("terminal", "Week 1 of 18"),
        ("json", '"schema": 1'),
        ("html", "<!doctype html>"),
        ("ics", "BEGIN:VCALENDAR"),
        ("md", "# "),
    ],
)
def test_a_plan_is_shown_in_every_format(plan: Path, monkeypatch: pytest.MonkeyPatch, form: str, holds: str) -> None:
    shown = ironstride(monkeypatch, "show", plan, "--format", form)
    assert shown.code == 0
    assert holds.lower() in shown.out.decode().lower()


def test_showing_json_gives_the_very_plan_back(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert ironstride(monkeypatch, "show", plan, "--format", "json").out == plan.read_bytes()


def test_a_week_by_number_and_by_date(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    by_number = ironstride(monkeypatch, "show", plan, "--week", "9")
    by_date = ironstride(monkeypatch, "show", plan, "--week", "2027-01-28")
    assert by_number.out == by_date.out
    assert b"Week 9 of 18" in by_number.out
    assert ironstride(monkeypatch, "show", plan, "--week", "40").code == 2


def test_a_plan_passes_its_own_check(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert ironstride(monkeypatch, "check", plan).code == 0


def test_a_leg_session_on_the_eve_of_intervals_fails_the_check(
    plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = json.loads(plan.read_bytes())
    intervals = next(run for run in made["runs"] if run["intensity"] == "interval")
    eve = date.fromisoformat(intervals["date"]) - timedelta(days=1)
    session = next(s for s in made["sessions"] if s["template"] == "full" and s["date"] > "2027-01-01")
    session.update(date=eve.isoformat(), start="20:00")
    broken = tmp_path / "broken.json"
    broken.write_text(json.dumps(made))
    told = ironstride(monkeypatch, "check", broken)
    assert told.code == 1
    assert "No leg strength in the 24 hours before a run that matters" in told.out.decode()
    found = json.loads(ironstride(monkeypatch, "check", broken, "--format", "json").out)
    assert any(f["rule"] == "GAP101" and f["verdict"] == "fail" for f in found)


def test_another_method_judges_the_same_plan(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own, other = (
        json.loads(ironstride(monkeypatch, "check", plan, "--format", "json", *more).out)
        for more in ((), ("--method", "s0"))
    )
    assert {f["rule"] for f in other} - {f["rule"] for f in own}


@pytest.mark.slow
def test_the_tour_writes_every_format(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("IRONSTRIDE_CACHE", str(tmp_path / "cache"))
    told = ironstride(monkeypatch, "tour", "--out", tmp_path / "out")
    assert told.code == 0
    assert {path.suffix for path in (tmp_path / "out").iterdir()} == {".json", ".html", ".ics", ".md"}
    assert "Next:" in told.out.decode()


def test_the_interview_finds_the_races_of_a_calendar(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from ironstride.cli.ask import questions
    from ironstride.formats.runner_file import read_runner

    race = date.today() + timedelta(days=60)
    days = {race - timedelta(days=30): "10 km race", race: "City race", race - timedelta(days=3): "Easy 40'"}
    events = (
        f"BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:{day:%Y%m%d}\r\nSUMMARY:{said}\r\nEND:VEVENT" for day, said in days.items()
    )
    (tmp_path / "plan.ics").write_text("\r\n".join(("BEGIN:VCALENDAR", *events, "END:VCALENDAR")), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    answers = {"body_mass": "70", "birth_year": "1988", "running": "plan.ics"}
    typed = [answers.get(question.id, "") for question in questions(None)]
    told = ironstride(monkeypatch, "init", tmp_path / "me", typed=typed)
    assert told.code == 0
    assert f"Your calendar holds {min(days)} (10 km race), {race} (City race)." in told.out.decode()
    found = read_runner(tmp_path / "me")
    assert [(one.date, one.name, one.priority) for one in found.races] == [
        (min(days), "10 km race", "B"),
        (race, "City race", "A"),
    ]
    assert found.running.calendar == ("../plan.ics",)
    none = [{**answers, "race_date": "none"}.get(question.id, "") for question in questions(None)]
    assert ironstride(monkeypatch, "init", tmp_path / "me", "--force", typed=none).code == 0
    assert [one.priority for one in read_runner(tmp_path / "me").races] == ["B", "B"]
    lost = [
        {**answers, "running": name}.get(question.id, "") for question in questions(None) for name in ("nowhere.ics",)
    ]
    assert ironstride(monkeypatch, "init", tmp_path / "you", typed=lost).code != 0


def test_the_interview_leads_to_a_plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from ironstride.cli.ask import questions

    answers = {"body_mass": "70", "birth_year": "1988"}
    typed = [answers.get(question.id, "") for question in questions(None)]
    assert ironstride(monkeypatch, "init", tmp_path / "me", typed=typed).code == 0
    made = ironstride(monkeypatch, "plan", tmp_path / "me", "--weeks", "3", "--format", "json")
    assert made.code == 0
    assert json.loads(made.out)["sessions"]


def test_the_watch_files_of_the_interview_are_planned_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from ironstride.cli.ask import questions
    from ironstride.formats.runner_file import read_runner

    (tmp_path / "watch.csv").write_text("date,duration,distance (km)\n2026-11-01,30:00,5\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    answers = {"body_mass": "70", "birth_year": "1988"}
    typed = [answers.get(question.id, "") for question in questions(None)]
    assert ironstride(monkeypatch, "init", "me", "--runs", "watch.csv", typed=typed).code == 0
    assert read_runner(tmp_path / "me").running.history == ("../watch.csv",)
