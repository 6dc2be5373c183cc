"""`ironstride methods` and a runner's own method file: shown, compared, checked with one line, planned by."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from ironstride.catalogue import catalogue
from ironstride.cli.main import cli
from ironstride.cli.prepare import named_method, plan_for
from ironstride.formats.plan_json import read_plan
from ironstride.model.errors import InputError
from ironstride.model.rule import Method
from ironstride.planning.compare import rule_differences, season_of

RUNNER = Path(__file__).parents[1] / "personas" / "10-school-runner"
MINE = """\
extends = "evidence"
summary = "No jumps, and twice a week."
without = ["COV213", "COV214"]

[change.FRQ101]
weight = 900
why = "consistency before everything"
"""
#: what is wrong with a file, and what its one line says
BROKEN = {
    'extends = "evidenc"': r"line 1, extends: no method 'evidenc'. Did you mean 'evidence'\?",
    'summary = "x"': "`extends` is missing",
    'extends = "evidence"\nwihtout = []': r'line 2, wihtout: "wihtout" is not a field here. Did you mean `without`\?',
    'extends = "evidence"\nrules = ["COV999"]': r"line 2, rules\[0\]: no rule 'COV999'. Did you mean",
    'extends = "evidence"\nwithout = ["COV213", "SAF101"]': r"without\[1\]: SAF101 is there for safety and stays",
    'extends = "evidence"\nblocks = ["strenght"]': r"blocks\[0\]: no block 'strenght'. Known: mobility",
    'extends = "evidence"\nid = "s3"': "'s3' is a method that ships with Ironstride",
    'extends = "evidence"\n[change.FRQ101]\nweight = "much"': "line 3, change.FRQ101.weight: expected a whole number",
    'extends = "evidence"\n[change.FRQ101]\nweight = -1\nwhy = "x"': "expected a number from 0 to 100000, found -1",
    'extends = "evidence"\n[change.FRQ101]\nweight = 9': "neither `source` nor `why`",
    'extends = "evidence"\n[change.FRQ101]\nlevel = "safety"\nwhy = "x"': "only the catalogue's own rules",
    'extends = "evidence"\n[change.SAF101]\nlevel = "info"\nwhy = "x"': "SAF101 is there for safety and stays as it is",
    'extends = "evidence"\n[change.FRQ101]\nwhy = "x"\n[change.FRQ101.params]\nmin = "two"': "line 5, .*min: expected",
    'extends = "evidence"\n[switches]\naim = "up"': "switch 'aim' has no side 'up'",
    "extends = [": "not TOML",
}


def said(*words: object) -> str:
    return CliRunner().invoke(cli, [str(word) for word in words], catch_exceptions=False).output


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    path = tmp_path / "my-method.toml"
    path.write_text(MINE, encoding="utf-8")
    return path


def test_every_method_can_be_shown() -> None:
    assert all(f"{name}: " in said("methods", "list") for name in catalogue().methods)
    for name, method in catalogue().methods.items():
        text = said("methods", "show", name)
        assert text.startswith(method.name)
        assert not re.search(r"\b[A-Z]{3}\d{3}\b", text)
        assert max(map(len, text.splitlines())) <= 80
    assert "FRQ114" in said("methods", "show", "s4", "--detail")


def test_a_method_differs_by_what_its_file_says() -> None:
    data = catalogue()
    assert rule_differences(data, "s3", "s3") == ()
    found = {one.rule: one for one in rule_differences(data, "evidence", "s4")}
    assert found["FRQ114"].how == "adds"
    assert found["FRQ101"].how == "drops"
    assert found["DAY101"].how == "asks more"
    assert found["DAY101"].sources == ("S4.08a",)
    back = {one.rule: one.how for one in rule_differences(data, "s4", "evidence")}
    assert (back["FRQ114"], back["FRQ101"], back["DAY101"]) == ("drops", "adds", "asks less")


@pytest.mark.slow
def test_a_file_of_ones_own_is_shown_compared_and_planned_by(mine: Path, tmp_path: Path) -> None:
    text = said("methods", "show", mine)
    assert "Consistency before everything. (My method)" in " ".join(text.split())
    compared = said("methods", "compare", RUNNER, "--method", "evidence", "--method", mine, "--weeks", 6)
    assert "evidence my-method" in " ".join(compared.split())
    assert "My method, beside Evidence" in compared
    stored = tmp_path / "season.json"
    said("plan", RUNNER, "--method", mine, "--weeks", 6, "--format", "json", "-o", stored)
    season = read_plan(stored.read_bytes())
    assert season.own_method == named_method(str(mine))
    counted = season_of(season, catalogue())
    assert counted.name == "My method"
    assert counted.sessions == len(season.sessions) == sum(counted.days.values())
    said("check", stored)


def test_the_runner_file_may_name_the_method_file(mine: Path) -> None:
    text = (RUNNER / "runner.toml").read_text(encoding="utf-8")
    runner = mine.parent / "runner.toml"
    named = re.sub(r"^method = .*\n", "", text, flags=re.MULTILINE)
    runner.write_text('method = "my-method.toml"\n' + named, encoding="utf-8")
    for path in RUNNER.iterdir():
        if path.name != "runner.toml" and path.is_file():
            (mine.parent / path.name).write_bytes(path.read_bytes())
    assert plan_for(runner, weeks=3).method == "my-method"


@pytest.mark.parametrize("text", BROKEN, ids=range(len(BROKEN)))
def test_a_broken_file_is_told_on_one_line(text: str, tmp_path: Path) -> None:
    path = tmp_path / "broken.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=BROKEN[text]) as refused:
        named_method(str(path))
    assert "\n" not in str(refused.value)
    assert "broken.toml" in str(refused.value)


def test_a_sound_file_is_a_method(mine: Path) -> None:
    found = named_method("my-method.toml", mine.parent)
    assert isinstance(found, Method)
    assert (found.id, found.name, found.extends) == ("my-method", "My method", "evidence")
    assert named_method("s3") == "s3"


@pytest.mark.slow
def test_methods_are_compared_on_the_running_that_is_named(tmp_path: Path) -> None:
    """A calendar on the command line is read as `plan` reads it: with a hard run each day, less is planned."""
    table = tmp_path / "running.csv"
    days = [date(2027, 1, 4) + timedelta(days=number) for number in range(28)]
    table.write_text("date,title,minutes\n" + "".join(f"{day},Intervals 6 x 1 km,60\n" for day in days))
    words = ("methods", "compare", RUNNER, "--method", "evidence", "--method", "s3", "--weeks", 4)
    assert said(*words) != said(*words, "--calendar", table)
    missing = CliRunner().invoke(cli, [str(word) for word in (*words, "--runs", tmp_path / "nowhere")])
    assert isinstance(missing.exception, InputError)
