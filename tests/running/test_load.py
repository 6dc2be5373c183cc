"""Load and summary: published figures of the formulas, weeks, habits, and the two example runners."""

from __future__ import annotations

import math
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from ironstride.formats.history import HistoryRead, read_history
from ironstride.model.runner import Runner
from ironstride.model.running import Run
from ironstride.running.classify import Classified
from ironstride.running.impulse import (
    banister_per_min,
    banister_trimp,
    edwards_points,
    loads,
    session_rpe_load,
    usual_rpe,
)
from ironstride.running.load import HistorySummary, summarise, training_weeks, usual_clock
from ironstride.running.thresholds import Figure, Thresholds

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
THRESHOLDS = Thresholds(max_hr_bpm=Figure(200, ""), lt1_hr_bpm=Figure(160, ""), lt2_hr_bpm=Figure(180, ""))
MONDAY = date(2026, 3, 2)


def runner(**fields: Any) -> Runner:
    base: dict[str, Any] = {
        "name": "A", "event": "10k", "lifting_experience": "none", "body_mass_kg": 60, "birth_year": 1990,
    }  # fmt: skip
    return Runner(**{**base, **fields})


def run(day: int, minutes: float, hr: int | None = 140, clock: str = "07:00", speed: float = 3.0, **other: Any) -> Run:
    """An even run so many days after the first Monday."""
    hour, minute = (int(p) for p in clock.split(":"))
    start = datetime(2026, 3, 2, hour, minute, 7, tzinfo=UTC) + timedelta(days=day)
    fields: dict[str, Any] = {
        "id": f"run-{day}-{clock}", "start": start, "duration_s": 60 * minutes, "distance_m": speed * 60 * minutes,
        "graded_speed_mps": (speed,) * round(2 * minutes),
    }  # fmt: skip
    if hr:
        fields |= {"hr_histogram_s": {hr: 60 * minutes}, "mean_hr_bpm": float(hr)}
    return Run(**{**fields, **other})


# Published figures


@pytest.mark.parametrize(
    ("x", "man", "woman"), [(0.5, 0.84, 0.99), (0.7, 1.72, 1.94), (0.9, 3.24, 3.48), (0.0, 0.0, 0.0)]
)
def test_banister_per_minute(x: float, man: float, woman: float) -> None:
    assert banister_per_min(x, "male") == pytest.approx(man, abs=0.006)
    assert banister_per_min(x, "female") == pytest.approx(woman, abs=0.006)


def test_banister_over_a_run() -> None:
    half_hour_each = {120: 1800.0, 148: 1800.0}
    expected = 30 * 0.5 * 0.64 * math.exp(0.96) + 30 * 0.7 * 0.64 * math.exp(1.344)
    assert banister_trimp(half_hour_each, 190, 50, "male") == pytest.approx(expected)
    assert banister_trimp({40: 600.0}, 190, 50, "male") == 0


def test_edwards() -> None:
    """Ten minutes in each tenth from 50 % of 200 bpm up: 10 * (1 + 2 + 3 + 4 + 5); below 50 % nothing."""
    histogram = dict.fromkeys((95, 100, 130, 150, 179, 200), 600.0)
    assert edwards_points(histogram, 200) == pytest.approx(10 * (1 + 2 + 3 + 4 + 5))
    assert edwards_points({119: 60.0, 120: 60.0}, 200) == pytest.approx(1 + 2)


def test_session_rpe() -> None:
    assert session_rpe_load(6, 45) == 270
    hard, easy, unknown = (
        usual_rpe(Classified(run="r", intensity=i, minutes=1))  # type: ignore[arg-type]
        for i in ("race", "easy", None)
    )
    assert hard > unknown > easy


# One unit for all


def classes(runs: list[Run]) -> dict[str, Classified]:
    return {r.id: Classified(run=r.id, intensity="easy", minutes=r.duration_s / 60) for r in runs}


def test_load_by_heart_rate_fills_in_the_few_that_know_none() -> None:
    runs = [run(d, 60, 150) for d in range(4)] + [run(9, 30, None)]
    found = loads(runs, classes(runs), THRESHOLDS)
    assert found.unit == "edwards"
    assert [found.by_run[r.id] for r in runs] == pytest.approx([180] * 4 + [90])
    assert "1 runs without heart rate" in found.how
    assert found.total([runs[0].id, runs[4].id, "?"]) == 270


def test_load_by_effort_when_too_few_know_their_heart_rate() -> None:
    runs = [run(0, 60, 150), run(1, 60, None), run(2, 30, None)]
    found = loads(runs, classes(runs), THRESHOLDS, {runs[2].id: 8})
    assert found.unit == "session-rpe"
    assert [found.by_run[r.id] for r in runs] == [180, 180, 240]


# Weeks


def weeks_of(runs: list[Run]) -> tuple[Any, ...]:
    by_id = classes(runs)
    return training_weeks(runs, by_id, loads(runs, by_id, THRESHOLDS), UTC)


def test_weeks_begin_on_monday_and_leave_none_out() -> None:
    weeks = weeks_of([run(0, 40), run(6, 60), run(7, 30), run(22, 50)])
    assert [(w.start, w.runs, w.running.minutes) for w in weeks] == [
        (MONDAY, 2, 100),
        (MONDAY + timedelta(7), 1, 30),
        (MONDAY + timedelta(14), 0, 0),
        (MONDAY + timedelta(21), 1, 50),
    ]
    assert weeks[0].running.by_intensity == {"easy": 100}
    assert (weeks[0].longest_min, weeks[0].distance_m) == (60, 18_000)
    assert not weeks_of([])


def test_a_week_begins_where_the_runner_lives() -> None:
    late = [run(6, 60, clock="23:30")]
    by_id = classes(late)
    week = training_weeks(late, by_id, loads(late, by_id, THRESHOLDS), ZoneInfo("Europe/Berlin"))[0]
    assert week.start == MONDAY + timedelta(7)


def test_down_weeks_are_told_from_the_two_before() -> None:
    minutes = [100, 110, 90, 110, 120, 80, 120]
    weeks = weeks_of([run(7 * i, m) for i, m in enumerate(minutes)])
    assert [w.down for w in weeks] == [False, False, True, False, False, True, False]


# The summary


def test_habits_of_day_and_hour() -> None:
    runs = []
    for week in range(10):
        runs += [run(7 * week + 1, 40, clock=f"06:{30 + week % 3}"), run(7 * week + 6, 80, clock="09:10")]
        if week % 2 == 0:
            runs += [run(7 * week + 1, 30, clock="18:00"), run(7 * week + 3, 40, clock="07:00")]
        if week < 3:
            runs.append(run(7 * week + 5, 30))
    found = summarise(runs, runner(), MONDAY + timedelta(weeks=10))
    assert found.weekdays == ("tue", "thu", "sun")
    assert {d: (t.start, t.second_start, t.share) for d, t in found.days.items()} == {
        "tue": ("06:30", "18:00", 1.0),
        "thu": ("07:00", None, 0.5),
        "sun": ("09:10", None, 1.0),
    }
    assert (found.long_run_day, found.days["sun"].intensity) == ("sun", "long")
    assert (found.usual_start, found.usual_second_start) == ("07:00", "18:00")
    assert (found.first, found.last) == (MONDAY + timedelta(1), MONDAY + timedelta(69))
    assert found.runs_per_week == pytest.approx(3.3)
    assert found.weekly_minutes == 170
    assert found.max_hr_bpm is None


def test_longest_run_of_thirty_days_and_climb() -> None:
    runs = [run(0, 200), run(40, 90, climb_m=200.0), run(60, 60), run(62, 60, indoor=True, climb_m=0.0)]
    found = summarise(runs, runner(), MONDAY + timedelta(days=70))
    assert (found.longest_30d_min, found.longest_30d_m) == (90, 16_200)
    assert found.climb_m_per_km == pytest.approx(200 / (16.2 + 10.8 + 36), abs=0.05)


def test_no_runs_and_runs_to_come() -> None:
    for runs in ([], [run(10, 40)]):
        found = summarise(runs, runner(), MONDAY)
        assert (found.first, found.weeks, found.weekdays, found.weekly_minutes) == (None, (), None, None)
        assert (found.longest_30d_min, found.usual_start, found.climb_m_per_km) == (None, None, None)


def test_clock_times() -> None:
    assert usual_clock([419, 421, 1000]) == "07:00"
    assert usual_clock([]) is None
    assert usual_clock([1439]) == "23:55"
    assert usual_clock([430, 1090]) == "07:10"
    assert usual_clock([430, 470]) == "07:30"


def test_dates_without_an_hour_tell_no_hour() -> None:
    runs = [run(d, 40, start=datetime(2026, 3, 2, tzinfo=UTC) + timedelta(days=d)) for d in range(9)]
    assert summarise(runs, runner(), MONDAY + timedelta(days=9)).usual_start is None


# The example runners


def example(name: str) -> HistoryRead:
    watch = EXAMPLES / name / "watch"
    if not watch.is_dir():
        pytest.skip("the example histories are not here")
    return read_history([watch])


def test_the_novice() -> None:
    history = example("novice-half")
    found = summarise(history.runs, runner(birth_year=1992, time_zone="Europe/Berlin"), date(2026, 11, 30))
    assert [u.where for u in history.skipped] == ["watch/2026-10-01-broken.fit.gz"]
    assert found.weekdays == ("tue", "thu", "sun")
    assert (found.long_run_day, found.usual_start, found.days["sun"].start) == ("sun", "07:10", "09:30")
    assert {c.intensity for c in found.classified} == {"easy", "long"}
    assert found.climb_m_per_km is not None
    assert found.climb_m_per_km < 3
    assert found.weekly_minutes is not None
    assert 100 < found.weekly_minutes < 150
    assert sum(w.down for w in found.weeks) == 4


@pytest.fixture(scope="module")
def tom() -> tuple[HistoryRead, HistorySummary]:
    history = example("club-5k")
    return history, summarise(history.runs, runner(birth_year=2000, time_zone="Europe/London"), date(2027, 6, 7))


@pytest.mark.slow
def test_the_club_runner_is_read(tom: tuple[HistoryRead, HistorySummary]) -> None:
    history, found = tom
    assert [u.where for u in history.skipped] == ["watch/2027-02-14-broken.fit.gz"]
    assert history.duplicates == 1
    assert [o.is_strength for o in history.others] == [True] * 8
    assert found.weekdays == ("tue", "wed", "thu", "sat", "sun")
    assert (found.days["tue"].start, found.days["tue"].second_start) == ("06:30", "11:35")
    assert 6 < found.runs_per_week <= 7
    empty = [w.start for w in found.weeks if not w.runs]
    assert empty == [date(2027, 1, 18)]


def test_the_club_runner_is_understood(tom: tuple[HistoryRead, HistorySummary]) -> None:
    """The tool that made the files knows what each run was; the classifier must find it from the recording."""
    history, found = tom
    zone = ZoneInfo("Europe/London")
    starts = {r.id: r.start.astimezone(zone) for r in history.runs}
    slots: dict[str, Counter[str | None]] = {}
    for c in found.classified:
        slots.setdefault(f"{starts[c.run]:%a} {starts[c.run].hour // 10}", Counter())[c.intensity] += 1
    assert set(slots["Tue 1"]) == {"interval", "easy"}
    assert set(slots["Thu 1"]) == {"tempo"}
    assert set(slots["Sun 0"]) == {"long", "easy"}
    assert slots["Sun 0"]["long"] > 30
    assert {slot: set(slots[slot]) for slot in ("Tue 0", "Wed 0", "Thu 0")} == {
        s: {"easy"} for s in ("Tue 0", "Wed 0", "Thu 0")
    }
    assert slots["Sat 1"]["race"] == slots["Sat 1"]["hills"] == 12
    assert set(slots["Sat 1"]) == {"race", "hills", "easy"}


def test_the_club_runners_threshold_is_near_the_one_he_was_made_with(tom: tuple[HistoryRead, HistorySummary]) -> None:
    thresholds = tom[1].thresholds
    assert thresholds.lt2_speed_mps is not None
    assert thresholds.lt2_speed_mps.value == pytest.approx(4.95, rel=0.02)
    assert thresholds.max_hr_bpm.value == pytest.approx(194, abs=6)
    assert tom[1].max_hr_bpm == thresholds.max_hr_bpm.value
