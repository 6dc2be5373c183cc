"""Learns what a runner is able to lift from the training log."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta

from ironstride.model.exercise import Exercise
from ironstride.model.log import History, LoggedSession
from ironstride.model.runner import Runner
from ironstride.strength.ability import Ability, ability
from ironstride.strength.state import StrengthState
from ironstride.strength.state_numbers import numbers


def learn(
    history: History,
    runner: Runner,
    exercises: Mapping[str, Exercise],
    on: date,
    run_ends: Sequence[datetime] = (),
) -> Ability:
    """Learn from every set logged up to and on a day.

    Parameters
    ----------
    history : the log; sessions after `on` are left out.
    runner : experience, age, body mass and remembered lifts make the first belief.
    exercises : the catalogue's, by id.
    on : the day asked for; drift and loss since the last set are in the answer.
    run_ends : when runs ended, by the local clock: legs are tired for hours after.

    Returns
    -------
    Ability
        What `ability` gives when nothing is logged.
    """
    if not history.sessions:
        return ability(runner, exercises, on.year)
    return learned_state(history, runner, exercises, on, run_ends).ability(on)


def learned_state(
    history: History,
    runner: Runner,
    exercises: Mapping[str, Exercise],
    on: date,
    run_ends: Sequence[datetime] = (),
) -> StrengthState:
    """The state after every set up to a day, ready for the next one; arguments as in `learn`."""
    sessions = [session for session in history.sessions if session.date <= on]
    state = StrengthState(runner, exercises, min((session.date for session in sessions), default=on))
    _feed(state, sessions, history, run_ends)
    return state


def learn_on(
    history: History,
    runner: Runner,
    exercises: Mapping[str, Exercise],
    days: Sequence[date],
    run_ends: Sequence[datetime] = (),
) -> tuple[Ability, ...]:
    """Learn what was believed on each of several days, in one pass; the same as `learn` for each of them.

    Parameters
    ----------
    days : in order; the other arguments as in `learn`.
    """
    first = min((session.date for session in history.sessions), default=None)
    if first is None:
        return tuple(ability(runner, exercises, day.year) for day in days)
    state = StrengthState(runner, exercises, first)
    found, fed = [], 0
    for day in days:
        if day < first:
            found.append(StrengthState(runner, exercises, day).ability(day))
            continue
        until = bisect_right(history.sessions, day, lo=fed, key=lambda session: session.date)
        _feed(state, history.sessions[fed:until], history, run_ends)
        fed = until
        found.append(state.ability(day))
    return tuple(found)


def _feed(
    state: StrengthState, sessions: Sequence[LoggedSession], history: History, run_ends: Sequence[datetime]
) -> None:
    """Learn from every set of some sessions, in order."""
    weighed = [one.date for one in history.body_mass]
    hours = numbers().after_run.hours
    for session in sessions:
        at = bisect_right(weighed, session.date)
        if at:
            state.body_mass_kg = history.body_mass[at - 1].kg
        after_run = bool(run_ends) and runs_before(session, run_ends, hours)
        for entry in session.sets:
            state.update(session, entry, after_run)


def runs_before(session: LoggedSession, run_ends: Sequence[datetime], hours: float) -> bool:
    """Say whether a run ended within so many hours before a session began; an unknown start says no."""
    if session.start_min is None:
        return False
    start = datetime.combine(session.date, time()) + timedelta(minutes=session.start_min)
    return any(timedelta() <= start - end.replace(tzinfo=None) <= timedelta(hours=hours) for end in run_ends)
