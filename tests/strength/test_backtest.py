"""The backtest is fair to its peers, and forecasts beat them on lifters whose habits nobody tuned for."""

from __future__ import annotations

import math

import pytest

from ironstride.catalogue import catalogue
from ironstride.model.log import History, LoggedSession
from ironstride.model.runner import Runner
from ironstride.strength.backtest import COMPETITORS, OURS, Report, backtest
from ironstride.strength.backtest_peers import COMPARED, LAST, Past, chances, expected_counts, tune
from ironstride.strength.formulas import FORMULAS
from simulated_log import Style, simulated_log

pytestmark = pytest.mark.slow

RUNNER = Runner(name="T", event="10k", lifting_experience="intermediate", body_mass_kg=70.0, birth_year=1990)


def report(history: History) -> Report:
    return backtest(history, RUNNER, catalogue().exercises)


@pytest.mark.parametrize("style", ["straight", "pyramid", "rated"])
def test_forecasts_beat_every_peer(style: Style) -> None:
    found = report(simulated_log(style, seed=7))
    ours = found.all_sets.row(OURS)
    assert found.all_sets.sets > 100
    for peer in (*COMPARED, LAST):
        assert ours.log_score > found.all_sets.row(peer).log_score, peer
    assert ours.error_reps <= found.all_sets.best_peer.error_reps
    assert 0.74 < ours.held < 0.92


def test_the_future_changes_no_forecast() -> None:
    log = simulated_log("pyramid", seed=3, count=24)
    rewritten = (
        *log.sessions[:-1],
        LoggedSession(id="x", date=log.sessions[-1].date, sets=log.sessions[-1].sets[::-1]),
    )
    whole, other = report(log), report(History(sessions=rewritten))
    last = len(log.sessions[-1].sets)
    ours = [[one.logs[OURS] for one in found.predictions[:-last]] for found in (whole, other)]
    assert ours[0] == ours[1]


def test_an_empty_and_a_tiny_log_are_no_trouble() -> None:
    assert report(History()).all_sets.sets == 0
    tiny = report(simulated_log("straight", seed=1, count=1))
    assert tiny.first_time == 2
    assert all(math.isfinite(row.log_score) for row in tiny.all_sets.rows)
    assert [row.competitor for row in tiny.all_sets.rows] == list(COMPETITORS)


@pytest.mark.parametrize("name", COMPARED)
def test_a_formula_expects_what_it_says(name: str) -> None:
    past = [Past(0, 100.0, 5, 5.0)]
    one_rep_max = FORMULAS[name](100.0, 5)
    counts = expected_counts(past, 1, 100.0, 0.0)[name]
    assert counts == pytest.approx((5.0,) * 4, abs=0.01)
    eight = one_rep_max / FORMULAS[name](1.0, 8)
    assert expected_counts(past, 1, eight, 0.0)[name][0] == pytest.approx(8.0, abs=0.01)
    assert expected_counts(past, 1, eight, 2.0)[name][0] == pytest.approx(6.0, abs=0.01)


def test_last_time_means_what_it_says() -> None:
    past = [Past(0, 50.0, 12, 12.0), Past(0, 60.0, 8, 8.0), Past(1, 50.0, 11, 11.0)]
    same_load, nearest, same_place, before, _ = expected_counts(past, 1, 60.0, 0.0)[LAST]
    assert (same_load, nearest, same_place, before) == (8.0, 8.0, 8.0, 11.0)


def test_a_peer_is_tuned_to_the_variant_and_spread_that_fit() -> None:
    expected = [(5.0, 10.0)] * 30
    tuned = tune(expected, [9, 10, 11] * 10, with_factor=False)
    assert tuned.variant == 1
    law = chances(tuned, (5.0, 10.0))
    assert law.sum() == pytest.approx(1.0)
    assert int(law.argmax()) == 10
    assert sum(law[8:13]) > 0.8
