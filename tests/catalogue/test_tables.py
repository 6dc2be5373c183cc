"""The tables of effort, contacts and intensity are what their sources print, to the digit."""

from __future__ import annotations

import pytest

from ironstride.catalogue.tables import table


def test_reserve_and_exertion_are_one_scale() -> None:
    printed = {10.0: (0, 0), 9.5: (0, 1), 9.0: (1, 1), 8.0: (2, 2), 7.0: (3, 3), 6.0: (4, 4)}
    rows = table("rir")["scale"]["rows"]
    assert {row["rpe"]: (row["rir_low"], row["rir_high"]) for row in rows} == printed


def test_the_coaching_chart_is_one_curve() -> None:
    printed = [100, 95.5, 92.2, 89.2, 86.3, 83.7, 81.1, 78.6, 76.2, 73.9]
    assert [cell["percent_1rm"] for cell in table("rir")["rts"]["cells"]] == printed


def test_people_report_about_one_repetition_too_few() -> None:
    said = table("rir")["under_report"]
    assert (said["mean_reps"], said["ci_low_reps"], said["ci_high_reps"]) == (0.95, 0.17, 1.73)


def test_ratings_of_singles_scatter_more_the_lighter_they_are() -> None:
    cells = table("rir")["rating_scatter"]["cells"]
    assert [(cell["percent_1rm"], cell["sd_rpe"]) for cell in cells] == [
        (100, 0.32),
        (90, 0.92),
        (75, 0.97),
        (60, 1.18),
    ]


def test_contacts_a_session_by_level() -> None:
    levels = table("contacts")["session"]["levels"]
    assert [(row["level"], row["low"], row["high"]) for row in levels] == [
        ("novice", 80, 100),
        ("intermediate", 100, 120),
        ("advanced", 120, 140),
    ]


def test_contacts_in_trials_with_runners() -> None:
    contacts = table("contacts")
    assert (contacts["runner_trials"]["low"], contacts["runner_trials"]["high"]) == (30, 228)
    assert contacts["runner_trials_cap"]["jumps"] == 200


def test_what_the_planner_prescribes_stays_inside_the_conventions() -> None:
    """The house starts where the conventions start and stays under their beginners' ceiling for one exercise."""
    house, start = table("doses")["contacts"], table("contacts")["start"]
    assert all(start["low"] <= first <= start["high"] for first in house["start"].values())
    assert max(house["cap"].values()) <= table("contacts")["session"]["levels"][0]["low"]
    assert max(house["grow"].values()) <= table("contacts")["step"]["high_per_session_each_week"]


@pytest.mark.parametrize(
    ("sex", "first", "second"),
    [("women", (83.6, 4.2, 76.5, 67.3), (91.7, 2.2, 88.1)), ("men", (78.9, 4.4, 71.3, 64.6), (89.9, 2.4, 86.3))],
)
def test_thresholds_of_recreational_runners(sex: str, first: tuple[float, ...], second: tuple[float, ...]) -> None:
    lt1, lt2 = table("intensity")["lt1"][sex], table("intensity")["lt2"][sex]
    names = ("hrmax_percent", "hrmax_percent_sd", "hrr_percent", "peak_speed_percent")
    assert tuple(lt1[name] for name in names) == first
    assert tuple(lt2[name] for name in names[:3]) == second


def test_maximal_heart_rate_falls_with_age() -> None:
    formula = table("intensity")["hrmax"]
    assert formula["intercept_bpm"] + formula["slope_bpm_per_year"] * 40 == pytest.approx(180)
