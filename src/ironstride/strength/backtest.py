"""Backtests forecasts on a log: each set is predicted from the sets before it only, beside what lifters use today."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np
from msgspec import Struct

from ironstride.model.exercise import Exercise
from ironstride.model.log import History, LoggedSet
from ironstride.model.runner import Runner
from ironstride.strength.backtest_peers import COMPARED, LAST, Past, Tuned, chances, expected_counts, tune
from ironstride.strength.state_forecast import Forecast, Forecaster, middle, shortest

OURS = "ironstride"
#: the believed strength alone, without habits: what planning stands on
STRENGTH = "strength-alone"
COMPETITORS = (OURS, STRENGTH, *COMPARED, LAST)
#: fewest sets of known effort in the earlier half that a peer is tuned on; with fewer, all sets are taken
FEWEST = 10
#: share of outcomes the intervals are meant to hold
HELD = 0.8
#: why nobody forecasts a set
FIRST_TIME, NO_LOAD = "first time", "no load"


class Prediction(Struct, frozen=True):
    """One set, and what every competitor said of it beforehand.

    `logs` are log chances of the count that came (nats); `errors` the distance of the middle of the forecast from it in
    repetitions; `held` whether the interval held it. All by competitor.
    """

    exercise: str
    load_kg: float
    reps: int
    effort_known: bool
    logs: Mapping[str, float]
    errors: Mapping[str, float]
    held: Mapping[str, bool]


class Row(Struct, frozen=True):
    """A competitor over some sets: mean log score (nats a set, higher is better), mean error in repetitions, share of
    outcomes inside its 80 % intervals."""

    competitor: str
    log_score: float
    error_reps: float
    held: float


class Table(Struct, frozen=True):
    """All competitors over the same sets."""

    sets: int
    rows: tuple[Row, ...]

    def row(self, competitor: str) -> Row:
        """One competitor's row."""
        return next(row for row in self.rows if row.competitor == competitor)

    @property
    def best_peer(self) -> Row:
        """The competitor with the best log score that is not ours."""
        return max((row for row in self.rows if row.competitor not in (OURS, STRENGTH)), key=lambda row: row.log_score)


class Report(Struct, frozen=True):
    """A backtest: sets of the later half, pooled, of known effort and by exercise.

    `first_time` counts sets of lifts never done before and `no_load` sets that move no mass known of: nobody forecasts
    those. `tuned_on` counts the sets of the earlier half.
    """

    all_sets: Table
    effort_known: Table
    by_exercise: dict[str, Table]
    tuned_on: int
    first_time: int
    no_load: int
    predictions: tuple[Prediction, ...]


class _Asked(Struct, frozen=True):
    """One set with our forecast and the peers' expectations."""

    name: str
    load_kg: float
    reps: int
    forecast: Forecast
    expected: dict[str, tuple[float, ...]]


def backtest(
    history: History,
    runner: Runner,
    exercises: Mapping[str, Exercise],
    progress: Callable[[int], None] = lambda done: None,
) -> Report:
    """Predict each set of a log from the past only and compare with the peers on its later half.

    Peers are tuned on the earlier half (variant, factor, spread); ours learns as it goes and is tuned to nothing here.

    Parameters
    ----------
    history : the log.
    runner : experience and body mass; sets of body mass alone need it.
    exercises : the catalogue's, by id.
    progress : told the number of sets done so far.
    """
    asked, untold = [], Counter[str]()
    for one in _asked(history, runner, exercises):
        if isinstance(one, str):
            untold[one] += 1
        else:
            asked.append(one)
            progress(len(asked))
    half = len(asked) // 2
    return _reported(_predicted(asked, half), half, untold[FIRST_TIME], untold[NO_LOAD])


def pooled(reports: Sequence[Report]) -> Report:
    """All sets of several logs as one report; each log's peers stay tuned to it."""
    return _reported(
        [one for report in reports for one in report.predictions],
        sum(report.tuned_on for report in reports),
        sum(report.first_time for report in reports),
        sum(report.no_load for report in reports),
    )


def _asked(history: History, runner: Runner, exercises: Mapping[str, Exercise]) -> Iterator[_Asked | str]:
    """Ask everybody about each set before it is told; a word where nobody can answer."""
    if not history.sessions:
        return
    forecaster, past = Forecaster(runner, exercises, history.sessions[0].date), _Pasts()
    days = [weighed.date for weighed in history.body_mass]
    for session in history.sessions:
        if weighed := bisect_right(days, session.date):
            forecaster.state.body_mass_kg = history.body_mass[weighed - 1].kg
        for entry in session.sets:
            if not entry.reps:
                continue
            total = _total_kg(forecaster, entry)
            if total <= 0:
                yield NO_LOAD
                continue
            key = forecaster.state.lifts.of(entry).key
            expected = past.expected(key, session.id, total, entry)
            forecast = forecaster.next(session, entry, entry.reps)
            past.add(key, session.id, total, entry)
            if forecast is None or expected is None:
                yield FIRST_TIME
                continue
            name = exercises[entry.exercise].name if entry.exercise in exercises else entry.name
            yield _Asked(name, entry.load_kg or 0.0, entry.reps, forecast, expected)


def _reported(predictions: list[Prediction], tuned_on: int, first_time: int, no_load: int) -> Report:
    known = [one for one in predictions if one.effort_known]
    by_exercise = _by_exercise(predictions)
    return Report(table(predictions), table(known), by_exercise, tuned_on, first_time, no_load, tuple(predictions))


def table(predictions: Sequence[Prediction]) -> Table:
    """Average predictions by competitor."""
    count = len(predictions)
    rows = tuple(
        Row(
            name,
            math.fsum(one.logs[name] for one in predictions) / max(count, 1),
            math.fsum(one.errors[name] for one in predictions) / max(count, 1),
            sum(one.held[name] for one in predictions) / max(count, 1),
        )
        for name in COMPETITORS
    )
    return Table(count, rows)


def _predicted(asked: Sequence[_Asked], half: int) -> list[Prediction]:
    """Tune the peers on the earlier half, for all sets and for those of known effort, and score the later half."""
    tuned: dict[bool, dict[str, Tuned]] = {}
    for known in (False, True):
        earlier = [one for one in asked[:half] if one.forecast.effort_known or not known]
        if len(earlier) < FEWEST:
            earlier = list(asked[:half])
        reps = [one.reps for one in earlier]
        tuned[known] = {
            name: tune([one.expected[name] for one in earlier], reps, name != LAST) for name in (*COMPARED, LAST)
        }
    return [_scored(one, tuned) for one in asked[half:]]


def _scored(one: _Asked, tuned: Mapping[bool, Mapping[str, Tuned]]) -> Prediction:
    forecast = one.forecast
    logs = {OURS: math.log(forecast.chance(one.reps))}
    errors = {OURS: float(abs(forecast.middle - one.reps))}
    held = {OURS: forecast.low <= one.reps <= forecast.high}
    laws = {STRENGTH: np.array(forecast.by_strength)}
    for name, peer in tuned[forecast.effort_known].items():
        laws[name] = chances(peer, one.expected[name])
    for name, law in laws.items():
        low, high = shortest(law, HELD)
        logs[name] = math.log(law[min(one.reps, len(law) - 1)])
        errors[name] = float(abs(middle(law) - one.reps))
        held[name] = low <= one.reps <= high
    return Prediction(one.name, one.load_kg, one.reps, forecast.effort_known, logs, errors, held)


def _by_exercise(predictions: Sequence[Prediction]) -> dict[str, Table]:
    names: dict[str, list[Prediction]] = {}
    for one in predictions:
        names.setdefault(one.exercise, []).append(one)
    return {name: table(found) for name, found in sorted(names.items(), key=lambda item: -len(item[1]))}


def _total_kg(forecaster: Forecaster, entry: LoggedSet) -> float:
    lifts = forecaster.state.lifts
    return lifts.total_kg(lifts.of(entry), entry.load_kg, forecaster.state.body_mass_kg)


class _Pasts:
    """Earlier sets, lift by lift, as the peers see them."""

    def __init__(self) -> None:
        self._sets: dict[str, list[Past]] = {}
        self._sessions: dict[str, tuple[str, int]] = {}

    def expected(
        self, key: str, session: str, total_kg: float, entry: LoggedSet
    ) -> dict[str, tuple[float, ...]] | None:
        """What the peers expect; None for the first set of a lift."""
        past = self._sets.get(key)
        if past is None:
            return None
        return expected_counts(past[-60:], self._number(key, session), total_kg, entry.rir or 0.0)

    def add(self, key: str, session: str, total_kg: float, entry: LoggedSet) -> None:
        """Remember a set."""
        number = self._number(key, session)
        self._sessions[key] = (session, number)
        reps = entry.reps or 0
        self._sets.setdefault(key, []).append(Past(number, total_kg, reps, reps + (entry.rir or 0.0)))

    def _number(self, key: str, session: str) -> int:
        last, number = self._sessions.get(key, ("", -1))
        return number if last == session else number + 1


__all__ = [
    "COMPETITORS",
    "LAST",
    "OURS",
    "STRENGTH",
    "Prediction",
    "Report",
    "Row",
    "Table",
    "backtest",
    "pooled",
    "table",
]
