"""Thresholds: known answers of the tables, and estimates from made histories."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ironstride.model.runner import Runner, Running
from ironstride.model.running import Run
from ironstride.running.efforts import all_out, best_effort, critical_speed
from ironstride.running.thresholds import (
    estimate_thresholds,
    expected_max_hr,
    first_to_second,
    heart_rate_thresholds,
    held_peak,
    honest_efforts,
    max_heart_rate,
    threshold_speed,
)

ON = date(2026, 11, 30)


def run(
    day: int, pieces: list[float], hr: dict[int, float] | None = None, title: str = "", climb_m: float = 0.0
) -> Run:
    """A run so many days before `ON`, of 30 s pieces."""
    duration = 30.0 * len([v for v in pieces if v])
    histogram = hr if hr is not None else {}
    known = sum(histogram.values())
    return Run(
        id=f"run-{day}-{len(pieces)}",
        start=datetime(2026, 11, 30, 8, tzinfo=UTC) - timedelta(days=day),
        duration_s=duration,
        distance_m=30 * sum(pieces),
        climb_m=climb_m,
        mean_hr_bpm=sum(b * s for b, s in histogram.items()) / known if known else None,
        hr_histogram_s=histogram,
        graded_speed_mps=tuple(pieces),
        title=title,
    )


def runner(**given: object) -> Runner:
    return Runner(
        name="A", event="10k", lifting_experience="none", body_mass_kg=60, birth_year=1986, running=Running(**given)
    )  # type: ignore[arg-type]


# Known answers


@pytest.mark.parametrize(("age", "bpm"), [(20, 194), (40, 180), (60, 166)])
def test_expected_maximum(age: int, bpm: float) -> None:
    """Tanaka et al. 2001."""
    assert expected_max_hr(age) == pytest.approx(bpm)


@pytest.mark.parametrize(
    ("sex", "rest", "lt1", "lt2"),
    [
        ("female", None, 167.2, 183.4),
        ("male", None, 157.8, 179.8),
        ("female", 50, 164.75, 182.15),
        ("male", 50, 156.95, 179.45),
        (None, None, 162.5, 181.6),
    ],
)
def test_thresholds_as_printed(
    sex: Literal["female", "male"] | None, rest: float | None, lt1: float, lt2: float
) -> None:
    """Nuuttila et al. 2025, for a maximum of 200 bpm."""
    first, second = heart_rate_thresholds(200, rest, sex)
    assert (first.value, second.value) == (pytest.approx(lt1, abs=0.06), pytest.approx(lt2, abs=0.06))
    assert ("midway" in first.how) == (sex is None)


def test_speed_at_the_first_threshold_as_printed() -> None:
    assert first_to_second("female") == pytest.approx(67.3 / 81)
    assert first_to_second("male") == pytest.approx(64.6 / 81)


def test_critical_speed_of_a_known_line() -> None:
    """3, 7 and 12 minutes on the line 200 m + 4.5 m/s."""
    line = critical_speed({t: 4.5 + 200 / t for t in (180, 420, 720)})
    assert line is not None
    assert (line.speed_mps, line.reserve_m) == (pytest.approx(4.5), pytest.approx(200))
    assert critical_speed({180: 5.0}) is None


@given(st.floats(2.5, 6), st.floats(30, 400))
def test_critical_speed_returns_any_line(speed: float, reserve: float) -> None:
    line = critical_speed({t: speed + reserve / t for t in (180, 300, 600, 1200)})
    assert line is not None
    assert line.speed_mps == pytest.approx(speed, rel=1e-6)
    assert line.reserve_m == pytest.approx(reserve, rel=1e-4)


def test_an_effort_short_of_the_line_was_not_all_out() -> None:
    honest = {t: 4.5 + 150 / t for t in (180, 300, 600, 900)}
    assert all_out(honest, 0.015, (20, 450)) == pytest.approx(honest)
    assert all_out(honest | {1200: 4.3}, 0.015, (20, 450)).keys() == honest.keys()
    assert all_out(honest | {180: 4.4, 420: 4.0}, 0.015, (20, 450)).keys() == {300, 600, 900}
    assert all_out({180: 4.0, 600: 4.0, 1200: 4.0}, 0.015, (20, 450)) == {}


# Best efforts


def test_best_effort_is_the_fastest_stretch() -> None:
    pieces = (3.0, 3.0, 4.0, 5.0, 4.5, 4.5, 5.0, 4.0, 3.0)
    assert best_effort(pieces, 180) == pytest.approx(4.5)
    assert best_effort(pieces, 30) == 5.0
    assert best_effort(pieces, 600) is None


def test_recoveries_and_pauses_end_a_steady_effort() -> None:
    pieces = (5.0, 5.0, 2.0, 5.0, 5.0, 0.0, 4.0, 4.0, 4.0, 4.0)
    assert best_effort(pieces, 120) == pytest.approx((5 + 2 + 5 + 5) / 4)
    assert best_effort(pieces, 120, steady=0.85) == 4.0
    assert best_effort(pieces[:6], 120, steady=0.85) is None


@given(st.lists(st.floats(0, 7), min_size=1, max_size=60), st.integers(1, 20))
def test_best_effort_agrees_with_trying_every_stretch(pieces: list[float], count: int) -> None:
    windows = [pieces[i : i + count] for i in range(len(pieces) - count + 1)]
    even = [sum(w) / count for w in windows if min(w) >= 0.85 * sum(w) / count - 1e-9]
    found = best_effort(tuple(pieces), 30 * count, steady=0.85)
    assert (found or 0.0) == pytest.approx(max(even, default=0.0), abs=1e-6)


# From histories

EASY = {140: 1200.0, 145: 600.0}


def test_what_the_runner_sets_wins() -> None:
    found = estimate_thresholds([], runner(max_hr_bpm=188, rest_hr_bpm=48, threshold_pace_s_per_km=240), ON)
    assert found.max_hr_bpm.value == 188
    assert found.rest_hr_bpm is not None
    assert found.lt2_speed_mps is not None
    assert found.lt2_speed_mps.value == pytest.approx(1000 / 240)
    assert {found.max_hr_bpm.how, found.lt2_speed_mps.how} == {"set in the runner file"}


def test_without_a_history_age_speaks_and_speed_stays_unknown() -> None:
    found = estimate_thresholds([], runner(), ON)
    assert (found.max_hr_bpm.value, found.max_hr_bpm.sources) == (180, ("tanaka-2001",))
    assert found.lt2_speed_mps is found.lt1_speed_mps is None


def test_a_peak_must_be_held() -> None:
    assert held_peak(run(1, [3.0], {150: 60.0, 180: 6.0, 200: 3.0}), 10) == 150
    assert held_peak(run(1, [3.0], {150: 60.0, 180: 6.0, 200: 4.0}), 10) == 180
    assert held_peak(run(1, [3.0]), 10) is None


def test_hard_runs_show_the_maximum_and_spikes_do_not() -> None:
    easy = [run(d, [3.0] * 60, EASY) for d in range(10)]
    hard = [run(20 + d, [3.0] * 20 + [4.0] * 12, {150: 600.0, 176 + d: 60.0}) for d in range(4)]
    spikes = [run(40 + d, [3.0] * 60, {140: 900.0, 230: 60.0}) for d in range(4)]
    assert max_heart_rate(easy, 40).value == 180
    assert max_heart_rate(easy + hard, 40).value == 177
    assert max_heart_rate(easy + hard + spikes, 40).value == 177


def test_a_history_above_the_age_expectation_counts_even_when_easy() -> None:
    easy = [run(d, [3.0] * 60, {140: 900.0, 188 + d: 30.0}) for d in range(5)]
    assert max_heart_rate(easy, 40).value == 190


def test_efforts_count_only_when_the_heart_worked() -> None:
    fast = [4.0] * 40
    assert 600 in honest_efforts([run(1, fast, {172: 900.0, 150: 300.0})], 165)
    assert not honest_efforts([run(1, fast, {140: 1200.0})], 165)


def test_a_lone_record_without_heart_rate_is_not_believed() -> None:
    runs = [run(1, [7.0] * 40), run(2, [3.2] * 40), run(3, [3.1] * 40)]
    assert honest_efforts(runs, 165)[600] == pytest.approx(3.2)


def test_threshold_speed_from_all_out_efforts() -> None:
    hard = {175: 600.0, 140: 600.0}
    runs = [
        run(10 * i, [2.5] * 20 + [4.0 + 150 / t] * (t // 30), hard) for i, t in enumerate((180, 300, 600, 900, 1200))
    ]
    found = threshold_speed(runs, 165, "male", ON)
    assert found is not None
    assert found.value == pytest.approx(4.0, rel=0.02)
    assert found.sources == ("lipkova-2025",)


def test_threshold_speed_from_easy_runs_is_above_them() -> None:
    runs = [run(d, [2.4] * 80, {150: 2400.0}) for d in range(5)]
    found = threshold_speed(runs, 165, "female", ON)
    assert found is not None
    assert found.value == pytest.approx(2.4 * 81 / 67.3, abs=0.001)
    assert "house-heuristic" in found.sources
    assert threshold_speed(runs[:2], 165, "female", ON) is None


def test_old_runs_do_not_count() -> None:
    runs = [run(d, [2.4] * 80) for d in range(4)] + [run(300 + d, [4.0] * 80, {172: 2400.0}) for d in range(4)]
    found = threshold_speed(runs, 165, "male", ON)
    assert found is not None
    assert found.value < 3.1
