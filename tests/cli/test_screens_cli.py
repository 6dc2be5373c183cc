"""`ironstride screens` and `ironstride replan --log`, from the command line."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Protocol

import pytest
from running_cli import Outcome, ironstride

from ironstride.formats.log_file import log_bytes
from ironstride.formats.plan_json import plan_bytes, read_plan
from ironstride.model.log import LoggedSession, LoggedSet, PutScreen, PutSession, ScreenResult
from ironstride.planning import plan as plan_season
from planning.stages import from_file

RUNNER = Path(__file__).parents[2] / "examples" / "novice-half" / "runner.toml"


@cache
def planned() -> bytes:
    """Plan the example once."""
    return plan_bytes(plan_season(*from_file(RUNNER)))


class Run(Protocol):
    """Runs the command line with these words."""

    def __call__(self, *words: object) -> Outcome: ...


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Give the command line."""
    return lambda *words: ironstride(monkeypatch, *words)


def test_all_tests_are_listed_and_each_says_how_it_is_done(run: Run) -> None:
    listed = run("screens")
    assert listed.code == 0
    assert "heel-raise" in listed.out.decode()
    one = run("screens", "heel-raise", "--runner", RUNNER)
    assert "metronome" in one.out.decode()
    assert "No results yet." in one.out.decode()


def test_results_of_the_log_are_read(run: Run, tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    log.write_bytes(
        log_bytes(
            [
                PutScreen(
                    entry="e", screen=ScreenResult(id="s", date=date(2027, 1, 4), screen="front-plank", value=50)
                ),
            ]
        )
    )
    said = run("screens", "--runner", RUNNER, "--log", str(log))
    assert "Front plank: 50 s" in said.out.decode()


@pytest.mark.parametrize(
    "arguments",
    [("screens", "moon"), ("screens", "--log", "no-such.jsonl"), ("screens", "--runner", "no-such.toml")],
)
def test_bad_input_is_one_line(run: Run, arguments: tuple[str, ...]) -> None:
    told = run(*arguments)
    assert told.code == 2
    assert told.err.count("\n") == 1


@pytest.mark.slow
def test_replan_follows_a_log(run: Run, tmp_path: Path) -> None:
    plan, log, new = tmp_path / "plan.json", tmp_path / "log.jsonl", tmp_path / "new.json"
    plan.write_bytes(planned())
    first = read_plan(plan.read_bytes()).sessions[0]
    sets = tuple(
        LoggedSet(id=f"s{n}", exercise=item.exercise, reps=8, load_kg=item.sets[-1].load_kg, rir=3)
        for n, item in enumerate(item for block in first.blocks for item in block.items)
    )
    log.write_bytes(log_bytes([PutSession(entry="e", session=LoggedSession(id="a", date=first.date, sets=sets))]))
    today = first.date.replace(day=first.date.day).isoformat()
    picture = tmp_path / "changes.svg"
    told = run("replan", str(plan), "--log", str(log), "--today", today, "-o", str(new), "--picture", picture)
    assert told.code == 0, told.err
    assert picture.read_text().startswith("<svg")
    assert "Done" in told.out.decode()
    followed = read_plan(new.read_bytes())
    assert followed.sessions[0].done
    assert followed.followed is not None
    why = run("why", str(new), followed.sessions[1].date.isoformat())
    assert why.code == 0, why.err


def test_progress_tells_of_the_lifts_and_draws_them(run: Run, tmp_path: Path) -> None:
    plan, log, page = tmp_path / "plan.json", tmp_path / "log.jsonl", tmp_path / "page.html"
    plan.write_bytes(planned())
    days = [session.date for session in read_plan(plan.read_bytes()).sessions[:3]]
    log.write_bytes(
        log_bytes(
            [
                PutSession(
                    entry=f"e{n}",
                    session=LoggedSession(
                        id=f"a{n}",
                        date=day,
                        sets=(LoggedSet(id=f"s{n}", exercise="goblet-squat", reps=8, load_kg=20.0 + n, rir=2),),
                    ),
                )
                for n, day in enumerate(days)
            ]
        )
    )
    words = ("progress", str(plan), "--log", str(log), "--today", days[-1].isoformat())
    told = run(*words)
    assert told.code == 0, told.err
    assert "Goblet squat" in told.out.decode()
    assert "times body mass" in told.out.decode()
    assert run(*words, "--format", "html", "-o", str(page)).code == 0
    assert page.read_text().count("<svg") >= 4


@pytest.mark.parametrize("content", [b"", b"{}\n", b"not json\n", b"\xff\xfe"])
def test_a_broken_log_is_one_line_and_writes_nothing(run: Run, tmp_path: Path, content: bytes) -> None:
    plan, log, new = tmp_path / "plan.json", tmp_path / "log.jsonl", tmp_path / "new.json"
    plan.write_bytes(planned())
    log.write_bytes(content)
    told = run("replan", str(plan), "--log", str(log), "--today", "2026-12-14", "-o", str(new))
    if told.code:
        assert told.code == 2
        assert told.err.count("\n") == 1
        assert not new.exists()


def test_replan_wants_a_change_or_a_log(run: Run, tmp_path: Path) -> None:
    told = run("replan", str(tmp_path / "plan.json"))
    assert told.code == 2
    assert "--log" in told.err
