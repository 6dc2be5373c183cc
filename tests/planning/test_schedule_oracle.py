"""An independent oracle for small schedules: every choice of sessions, priced by `check`, beside the solver's."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, product

import pytest
from hypothesis import given, seed
from hypothesis import strategies as st
from msgspec.structs import replace

from ironstride.model.session import Session

from .stages import Schedule, scheduled
from .strategies import Draw, calendars, cases, plans

SHARDS, EACH = 3, 12
FEWEST, MOST = 5, 10


@st.composite
def small_schedules(draw: Draw) -> Schedule:
    """Draw a schedule of one or two weeks with few candidates; the running goes on for a week after the last one."""
    case = draw(cases())
    weeks = draw(st.integers(1, 2))
    first = case.runner.first_day
    start = first - first.weekday() * (first.resolution) if first else case.running.runs[0].date
    running = draw(calendars(start, weeks + 1))
    windows = case.runner.availability[: draw(st.integers(1, 2))]
    days = tuple(replace(window, days=window.days[:3], first=None) for window in windows)
    runner = replace(
        case.runner, first_day=start, availability=days, exceptions=(), races=case.runner.races[:1], wishes=()
    )
    return scheduled(runner, running, weeks)


@pytest.mark.slow
@pytest.mark.parametrize("shard", range(SHARDS))
def test_no_choice_is_cheaper_than_the_solvers(shard: int) -> None:
    @seed(shard)
    @plans(EACH)
    @given(made=small_schedules().filter(lambda made: FEWEST <= len(made.offered) <= MOST))
    def is_the_cheapest(made: Schedule) -> None:
        allowed = [made.price(choice) for choice in choices(made.offered) if not made.broken(choice)]
        assert min(allowed) == made.solution.objective == made.solution.bound
        assert not made.broken(made.chosen)

    is_the_cheapest()


def choices(offered: tuple[Session, ...]) -> Iterator[tuple[Session, ...]]:
    """Give every subset of the candidates with at most one session a day."""
    by_day = [[None, *group] for _, group in groupby(offered, key=lambda session: session.date)]
    for choice in product(*by_day):
        yield tuple(session for session in choice if session is not None)
