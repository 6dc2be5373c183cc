"""Prices of the days a session could be moved to are those `whynot` gives, at one look for a week."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from pathlib import Path

import pytest

from ironstride.model.plan import Plan
from ironstride.planning import plan
from ironstride.planning.change import MovedSession, time_on
from ironstride.planning.moving import week_targets
from ironstride.planning.question import whynot
from ironstride.planning.stored import opened

from .stages import from_file

pytestmark = pytest.mark.slow

PERSONAS = Path(__file__).parents[1] / "personas"
NAMES = ("03-marathon-master", "06-night-shift-nurse")


@cache
def made(name: str) -> Plan:
    """Plan eight weeks for a persona."""
    runner, running = from_file(PERSONAS / name / "runner.toml")
    return plan(runner, running, weeks=8)


@pytest.mark.parametrize("name", NAMES)
def test_prices_are_those_of_whynot(name: str) -> None:
    season = made(name)
    asked = opened(season)
    compared = 0
    for week in season.weeks[1:6:2]:
        for session, days in week_targets(asked, week.start, season.first_day).items():
            old = next(one for one in season.sessions if one.id == session)
            assert [day.date for day in days] == [week.start + timedelta(days=n) for n in range(7)]
            for day in days:
                if day.verdict in ("here", "taken", "closed") or time_on(
                    season.runner, MovedSession(old.date, day.date)
                ):
                    continue
                ways = [one for one in whynot(season, day.date).options if f"-{session}" in one.sessions]
                best = min(ways, key=lambda one: (len(one.forbidden), one.price))
                assert (best.price, bool(best.forbidden)) == (day.price, day.verdict == "never")
                assert sum(day.by_rule.values()) == day.price
                assert bool(day.minds) == (day.verdict in ("never", "little", "worse", "much"))
                compared += 1
    assert compared > 4


@pytest.mark.parametrize("name", NAMES)
def test_what_is_past_does_not_move_and_nothing_moves_there(name: str) -> None:
    season = made(name)
    asked = opened(season)
    session = season.sessions[len(season.sessions) // 2]
    start = session.date - timedelta(days=session.date.weekday())
    found = week_targets(asked, start, session.date)
    assert all(day.date >= session.date for days in found.values() for day in days)
    assert week_targets(asked, start, start + timedelta(days=7)) == {}
