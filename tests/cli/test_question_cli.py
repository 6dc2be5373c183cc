"""`ironstride why` and `whynot`: sentences first, prices and codes on demand, one line for what cannot be asked."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ironstride.cli.main import cli
from ironstride.cli.prepare import plan_for
from ironstride.formats.plan_json import plan_bytes, read_plan
from ironstride.model.errors import InputError
from ironstride.model.plan import Plan

RUNNER = Path(__file__).parents[1] / "personas" / "09-lifter"
CODE = re.compile(r"\b[A-Z]{3}\d{3}\b")


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("plan") / "season.json"
    path.write_bytes(plan_bytes(plan_for(RUNNER, weeks=4)))
    return path


@pytest.fixture(scope="module")
def season(stored: Path) -> Plan:
    return read_plan(stored.read_bytes())


def ask(*words: object) -> Result:
    return CliRunner().invoke(cli, [str(word) for word in words], catch_exceptions=False)


def test_why_says_it_in_a_sentence_without_codes(stored: Path, season: Plan) -> None:
    session = season.sessions[0]
    said = ask("why", stored, session.date).output
    assert said.splitlines()[0].startswith(f"{session.date:%A} {session.date.day}")
    assert "Other choices, worst first:" in said
    assert not CODE.search(said)
    assert max(map(len, said.splitlines())) <= 80


def test_the_one_plan_of_a_folder_need_not_be_named(
    stored: Path, season: Plan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    day = season.sessions[0].date
    free = next(
        day + timedelta(days=n)
        for n in range(1, 7)
        if day + timedelta(days=n) not in {session.date for session in season.sessions}
    )
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError, match="this folder holds no plan"):
        ask("why", day)
    (tmp_path / "other.json").write_text("{}")
    (tmp_path / "mine.json").write_bytes(stored.read_bytes())
    assert ask("why", day).output == ask("why", stored, day).output
    assert ask("why", "--detail", day).output == ask("why", stored, day, "--detail").output
    assert ask("whynot", free).output == ask("whynot", stored, free).output
    (tmp_path / "twin.json").write_bytes(stored.read_bytes())
    with pytest.raises(InputError, match=r"several plans: mine\.json, twin\.json"):
        ask("whynot", free)


def test_detail_shows_prices_and_codes(stored: Path, season: Plan) -> None:
    said = ask("why", stored, season.sessions[0].date, "--detail").output
    assert CODE.search(said)
    assert "price" in said


def test_why_takes_an_exercise_by_its_name(stored: Path, season: Plan) -> None:
    session = next(s for s in season.sessions if any(e.load_kg for b in s.blocks for i in b.items for e in i.sets))
    item = next(i for b in session.blocks for i in b.items if any(entry.load_kg for entry in i.sets))
    said = ask("why", stored, session.date, item.exercise.replace("-", " ").upper()).output
    assert "The load:" in said
    assert "Other choices, worst first:" in said


def test_whynot_answers_every_day_of_a_week(stored: Path, season: Plan) -> None:
    start = season.weeks[1].start
    texts = [ask("whynot", stored, start.replace(day=start.day + n)).output for n in range(3)]
    assert all(text.strip() for text in texts)


def test_json_holds_the_same_answer(stored: Path, season: Plan) -> None:
    answer = json.loads(ask("why", stored, season.sessions[0].date, "--format", "json").output)
    assert answer["question"] == "why"
    assert answer["because"][0]["rule"]


@pytest.mark.parametrize("words", [("why", "tomorrow"), ("whynot", "31.12.2027"), ("why", "1999-01-01")])
def test_what_cannot_be_asked_is_one_line(stored: Path, words: tuple[str, str]) -> None:
    with pytest.raises(InputError) as refused:
        ask(words[0], stored, words[1])
    assert "\n" not in str(refused.value)
    assert refused.value.mend
