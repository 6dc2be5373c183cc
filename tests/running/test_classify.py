"""Classes of runs: each pattern by pace and heart rate, and honest doubt where little is known."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ironstride.model.running import INTENSITIES, Run
from ironstride.running.classify import Classified, Context, classify, context_of, zones_min
from ironstride.running.thresholds import Figure, Thresholds

START = datetime(2026, 11, 30, 8, tzinfo=UTC)
#: Threshold speed 4 m/s, so that shares are easy to read; thresholds at 150 and 170 bpm.
THRESHOLDS = Thresholds(
    max_hr_bpm=Figure(190, ""),
    lt1_hr_bpm=Figure(150, ""),
    lt2_hr_bpm=Figure(170, ""),
    lt1_speed_mps=Figure(3.24, ""),
    lt2_speed_mps=Figure(4.0, ""),
)
USUAL = Context(longest_min=80, usual_min=45)


def run(shares: list[float], hr: dict[int, float] | None = None, **other: Any) -> Run:
    """A run of 30 s pieces at shares of threshold speed."""
    moving = 30.0 * len([s for s in shares if s])
    fields: dict[str, Any] = {
        "id": "r", "start": START, "duration_s": moving, "distance_m": 120 * sum(shares), "hr_histogram_s": hr or {},
        "graded_speed_mps": tuple(4.0 * s for s in shares),
    }  # fmt: skip
    if hr:
        fields["mean_hr_bpm"] = sum(b * s for b, s in hr.items()) / sum(hr.values())
    return Run(**{**fields, **other})


def seen(one: Run, context: Context = USUAL) -> Classified:
    return classify(one, THRESHOLDS, context)


WARM, HOME = [0.7] * 30, [0.68] * 20
CASES: dict[str, tuple[list[float], dict[int, float] | None, dict[str, Any], str]] = {
    "easy": ([0.72] * 90, {135: 2700.0}, {}, "easy"),
    "easy with strides": ([0.7] * 80 + [1.1, 0.6] * 4 + [0.68] * 5, {138: 2600.0}, {}, "easy"),
    "six kilometres": (WARM + ([1.05] * 6 + [0.5] * 4) * 6 + HOME, {140: 1900.0, 173: 1300.0}, {}, "interval"),
    "ten quarters": (WARM + ([1.02, 1.12, 0.8] + [0.5] * 2) * 10 + HOME, {145: 2000.0, 172: 900.0}, {}, "interval"),
    "quarters with standing rests": (WARM + [1.02, 1.12, 1.05, 0.0] * 10 + HOME, {150: 1800.0}, {}, "interval"),
    "sprints": (WARM + [1.3, 0.5, 0.4] * 8 + HOME, {140: 1900.0}, {}, "sprint"),
    "tempo": (WARM + [0.96] * 50 + HOME, {142: 1500.0, 168: 1500.0}, {}, "tempo"),
    "cruise intervals": (WARM + ([0.97] * 20 + [0.65] * 2) * 3 + HOME, {145: 1500.0, 168: 1900.0}, {}, "interval"),
    "tempo that cost nothing": (WARM + [0.96] * 50 + HOME, {130: 3000.0}, {}, "easy"),
    "easy pace in great heat": ([0.72] * 90, {160: 1500.0, 175: 1200.0}, {}, "tempo"),
    "hill repetitions": (WARM + ([1.05] * 4 + [0.5] * 4) * 8 + HOME, {145: 2400.0}, {"climb_m": 320.0}, "hills"),
    "easy in the hills": ([0.72] * 90, {140: 2700.0}, {"climb_m": 300.0}, "easy"),
    "long": ([0.74] * 150, {140: 4500.0}, {}, "long"),
    "five kilometres flat out": ([1.02] * 41, {165: 200.0, 178: 1030.0}, {"distance_m": 5030.0}, "race"),
    "five easy kilometres": ([0.75] * 56, {140: 1680.0}, {"distance_m": 5030.0}, "easy"),
    "half marathon raced": ([0.92] * 191, {172: 5730.0}, {"distance_m": 21150.0}, "race"),
    "called a race": (WARM + [0.9] * 60, {150: 2700.0}, {"title": "10 km race"}, "race"),
}


@pytest.mark.parametrize("name", CASES)
def test_patterns(name: str) -> None:
    shares, hr, other, expected = CASES[name]
    found = seen(run(shares, hr, **other))
    assert found.intensity == expected, found.why
    assert found.basis == "pace and heart rate"
    assert found.why


@pytest.mark.parametrize("name", ["easy", "six kilometres", "sprints", "tempo", "hill repetitions", "long"])
def test_pace_alone_tells_the_same(name: str) -> None:
    shares, _, other, expected = CASES[name]
    found = seen(run(shares, None, **other))
    assert (found.intensity, found.basis, found.unknown) == (expected, "pace", ("no heart rate",))


@pytest.mark.parametrize(
    ("hr", "other", "expected"),
    [
        ({140: 2700.0}, {}, "easy"),
        ({140: 1500.0, 174: 900.0}, {}, "tempo"),
        ({140: 1500.0, 174: 900.0}, {"title": "6 x 1000 m"}, "interval"),
        ({140: 4500.0}, {"duration_s": 4500.0}, "long"),
        ({160: 2700.0}, {}, "easy"),
    ],
)
def test_heart_rate_alone(hr: dict[int, float], other: dict[str, Any], expected: str) -> None:
    found = seen(run([], hr, **({"duration_s": sum(hr.values()), "distance_m": 0.0} | other)))
    assert (found.intensity, found.basis) == (expected, "heart rate")
    assert found.unknown == ("no distance",)


@pytest.mark.parametrize(
    ("other", "expected", "basis"),
    [
        ({"mean_hr_bpm": 140.0, "distance_m": 8000.0}, "easy", "averages"),
        ({"mean_hr_bpm": 168.0, "distance_m": 8000.0}, "tempo", "averages"),
        ({"distance_m": 7000.0}, "easy", "averages"),
        ({"distance_m": 10_400.0}, "tempo", "averages"),
        ({"distance_m": 7000.0, "title": "8 x 400 m"}, "interval", "title"),
        ({"distance_m": 5000.0, "duration_s": 1230.0, "mean_hr_bpm": 176.0}, "race", "averages"),
        ({"title": "parkrun race"}, "race", "title"),
        ({"duration_s": 6000.0}, "long", "duration"),
        ({"title": "Easy run"}, "easy", "title"),
        ({}, None, "nothing"),
    ],
)
def test_little_is_known(other: dict[str, Any], expected: str | None, basis: str) -> None:
    found = seen(run([], None, **({"duration_s": 2700.0, "distance_m": 0.0} | other)))
    assert (found.intensity, found.basis) == (expected, basis), found.why
    assert found.unknown
    assert found.zones_min is None
    assert found.hard_minutes is None


def test_heart_rate_for_a_few_minutes_is_no_heart_rate() -> None:
    assert seen(run([0.72] * 90, {178: 700.0})).basis == "pace"


def test_long_is_relative_to_the_runner() -> None:
    fifty = run([0.72] * 110, {135: 3300.0})
    assert seen(fifty, Context(longest_min=60, usual_min=35)).intensity == "long"
    assert seen(fifty, Context(longest_min=90, usual_min=40)).intensity == "easy"
    assert seen(fifty, Context(longest_min=60, usual_min=50)).intensity == "easy"
    assert seen(fifty, Context()).intensity == "easy"
    assert seen(run([0.72] * 190, {135: 5700.0}), Context()).intensity == "long"


def test_the_eight_weeks_before_are_the_context() -> None:
    def at(days: int, minutes: float) -> Run:
        return Run(id=f"r{days}", start=START - timedelta(days=days), duration_s=60 * minutes, distance_m=1)

    history = [at(0, 300), at(1, 40), at(30, 50), at(55, 90), at(57, 200), at(-3, 250)]
    assert context_of(history[0], history) == Context(90, 50)
    assert context_of(at(100, 10), history) == Context()


def test_zones_by_heart_and_by_pace() -> None:
    hr = {149: 600.0, 150: 300.0, 169: 300.0, 170: 120.0, 185: 60.0}
    assert zones_min(run([0.7] * 46, hr), THRESHOLDS) == (10, 10, 3)
    assert zones_min(run([0.7] * 10 + [0.0] + [0.85] * 6 + [1.0] * 4), THRESHOLDS) == (5, 3, 2)
    assert seen(run([0.7] * 46, hr)).hard_minutes == 13


@given(
    shares=st.lists(st.floats(0, 1.6), max_size=200),
    hr=st.dictionaries(st.integers(60, 200), st.floats(1, 2000), max_size=20),
    climb=st.floats(0, 2000),
    distance=st.floats(0, 60_000),
    title=st.sampled_from(["", "Race", "6 x 800", "Morning Run", "Tempo", "???"]),
)
def test_every_run_gets_a_class_or_a_reason(
    shares: list[float], hr: dict[int, float], climb: float, distance: float, title: str
) -> None:
    one = run(shares, hr, climb_m=climb, distance_m=distance, title=title, duration_s=30.0 * len(shares))
    found = seen(one)
    assert found.intensity in (*INTENSITIES, None)
    assert found.why
    assert found.intensity is not None or found.unknown
    if found.zones_min is not None:
        assert min(found.zones_min) >= 0
