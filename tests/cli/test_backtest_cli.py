"""`ironstride backtest` reads logs of any maker, prints its tables, and says in one line what it cannot read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from running_cli import ironstride

from ironstride.formats.log_file import log_bytes
from ironstride.model.log import PutSession
from simulated_log import simulated_log

pytestmark = pytest.mark.slow

FIXTURES = Path(__file__).resolve().parents[2] / ".." / "shared" / "fixtures" / "csv_strength"


@pytest.fixture
def own_log(tmp_path: Path) -> Path:
    sessions = simulated_log("straight", seed=5, count=12).sessions
    path = tmp_path / "log.jsonl"
    path.write_bytes(log_bytes(PutSession(entry=f"e{one.id}", session=one) for one in sessions))
    return path


@pytest.fixture
def strong(tmp_path: Path) -> Path:
    lines = ["Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE"]
    for day in range(1, 13):
        for order, reps in enumerate((8, 8, 7), 1):
            lines.append(f'2027-03-{day:02} 18:00:00,"Legs",1h,"Squat (Barbell)",{order},{60 + day},{reps},0,0,"","",')
    path = tmp_path / "strong.csv"
    path.write_text("\n".join(lines) + "\n")
    return path


def test_a_log_of_our_own_is_backtested(monkeypatch: pytest.MonkeyPatch, own_log: Path) -> None:
    told = ironstride(monkeypatch, "backtest", own_log)
    out = told.out.decode()
    assert told.code == 0
    assert "Sets whose effort is known" in out
    assert all(name in out for name in ("Ironstride", "Epley", "Brzycki", "Lombardi", "Wathen", "RTS", "last time"))


def test_an_app_export_is_backtested_and_pooled_as_json(
    monkeypatch: pytest.MonkeyPatch, own_log: Path, strong: Path
) -> None:
    told = ironstride(monkeypatch, "backtest", own_log, strong, "--unit", "kg", "--format", "json")
    assert told.code == 0
    reports = json.loads(told.out)
    first, second, both = reports.values()
    assert both["all_sets"]["sets"] == first["all_sets"]["sets"] + second["all_sets"]["sets"]
    assert "Back squat" in second["by_exercise"]


@pytest.mark.parametrize("text", ["", "not,a\nlog,1\n", "\0\1"])
def test_what_cannot_be_read_is_one_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, text: str) -> None:
    path = tmp_path / "bad.csv"
    path.write_text(text)
    told = ironstride(monkeypatch, "backtest", path)
    assert told.code == 2
    assert told.err.startswith("ironstride: ")
    assert len(told.err.splitlines()) == 1


@pytest.mark.parametrize("name", ["strong_7o1234.csv", "fitnotes_bilallb.csv"])
def test_two_long_public_logs_are_forecast_better_than_by_any_peer(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    if not (FIXTURES / name).exists():
        pytest.skip("the public logs are not here")
    told = ironstride(monkeypatch, "backtest", FIXTURES / name, "--format", "json")
    report = next(iter(json.loads(told.out).values()))
    for table in (report["all_sets"], report["effort_known"]):
        ours, _, *peers = table["rows"]
        assert ours["log_score"] > max(peer["log_score"] for peer in peers)
        assert ours["error_reps"] < min(peer["error_reps"] for peer in peers)
        assert 0.75 <= ours["held"] <= 0.85
