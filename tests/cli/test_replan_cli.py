"""Tests of `ironstride replan` and `ironstride plan --what-if`: the difference is shown, and kept only when asked."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from ironstride.cli.main import cli
from ironstride.formats.plan_json import plan_bytes, read_plan
from ironstride.model.errors import InputError
from ironstride.planning import plan
from personas import persona_paths
from planning.stages import from_file

SCHOOL = persona_paths()[-1]


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Store a short season."""
    path = tmp_path_factory.mktemp("plan") / "plan.json"
    path.write_bytes(plan_bytes(plan(*from_file(SCHOOL))))
    return path


def test_the_difference_is_shown_and_nothing_kept(stored: Path) -> None:
    before = stored.read_bytes()
    sessions = read_plan(before).sessions
    day = sessions[4].date.isoformat()
    done = CliRunner().invoke(cli, ["replan", str(stored), "--change", f"missed {day}", "--today", day])
    assert done.exit_code == 0, done.output
    assert "Moved" in done.stdout or "Dropped" in done.stdout
    assert all(len(line) <= 80 for line in done.stdout.splitlines())
    assert stored.read_bytes() == before


def test_the_new_plan_is_written(stored: Path, tmp_path: Path) -> None:
    sessions = read_plan(stored.read_bytes()).sessions
    day, out = sessions[4].date.isoformat(), tmp_path / "new.json"
    changes = ["--change", "sore calf left", "--change", f"minutes {day} 20"]
    done = CliRunner().invoke(cli, ["replan", str(stored), *changes, "--today", day, "-o", str(out)])
    assert done.exit_code == 0, done.output
    assert read_plan(out.read_bytes()).runner.sore[-1].site == "calf"


@pytest.mark.parametrize("arguments", [["--change", "fly"], ["--change", "sore calf", "--today", "soon"]])
def test_mistakes_are_one_line(stored: Path, arguments: list[str]) -> None:
    done = CliRunner().invoke(cli, ["replan", str(stored), *arguments])
    assert isinstance(done.exception, InputError)
    assert "\n" not in str(done.exception)


@pytest.mark.slow
def test_what_if_shows_the_difference_only() -> None:
    done = CliRunner().invoke(cli, ["plan", str(SCHOOL), "--what-if", "wish per-week 1", "--what-if", "sore calf"])
    assert done.exit_code == 0, done.output
    assert "What it costs" in done.stdout
    assert "Week 1" not in done.stdout
