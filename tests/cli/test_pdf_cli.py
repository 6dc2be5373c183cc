"""`plan` and `show` write a PDF to a file or a pipe, and never to the screen."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest
from running_cli import ironstride

from ironstride.cli.output import deliver
from ironstride.formats.plan_json import plan_bytes
from ironstride.model.errors import InputError
from sample_plan import sample_plan

pytestmark = pytest.mark.slow

NOVICE = Path(__file__).parents[2] / "examples" / "novice-half"


@pytest.fixture
def stored(tmp_path: Path) -> Path:
    path = tmp_path / "plan.json"
    path.write_bytes(plan_bytes(sample_plan()))
    return path


def test_a_stored_plan_as_pdf_the_same_to_a_file_and_a_pipe(stored: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    piped = ironstride(monkeypatch, "show", stored, "--format", "pdf")
    assert (piped.code, piped.out[:5]) == (0, b"%PDF-")
    target = stored.with_suffix(".pdf")
    assert ironstride(monkeypatch, "show", stored, "--format", "pdf", "-o", target).code == 0
    assert target.read_bytes() == piped.out


def test_a_season_is_planned_into_a_pdf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IRONSTRIDE_CACHE", str(tmp_path / "cache"))
    target = tmp_path / "season.pdf"
    done = ironstride(monkeypatch, "plan", NOVICE, "--weeks", "3", "--format", "pdf", "-o", target)
    assert (done.code, done.out) == (0, b"")
    assert target.read_bytes().startswith(b"%PDF-")


def test_a_pdf_is_not_thrown_at_the_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = io.TextIOWrapper(io.BytesIO())
    monkeypatch.setattr(screen, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stdout", screen)
    with pytest.raises(InputError, match=r"Name a file: -o season\.pdf"):
        deliver(b"%PDF-1.4", None)


@pytest.mark.parametrize("form", ["pdf", "html"])
def test_one_week_is_for_the_terminal(stored: Path, monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    told = ironstride(monkeypatch, "show", stored, "--week", "2", "--format", form)
    assert told.code == 2
    assert "Leave out --week or --format." in told.err
