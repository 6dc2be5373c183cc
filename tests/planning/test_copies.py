"""What stands alike on several dates is added up once: prices and broken rules are as if each date were looked at."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from random import Random

import pytest
from msgspec.structs import replace

from ironstride.model.timeline import Event, Timeline
from ironstride.planning import compose
from ironstride.planning.compose import Composer
from ironstride.planning.menu import Menu
from ironstride.planning.plan import must
from ironstride.planning.prices import Prices
from ironstride.planning.schedule import named
from ironstride.rules.draft import Draft
from ironstride.rules.model import Model

from .stages import from_file, scheduled

RUNNER = Path(__file__).parents[1] / "personas" / "10-school-runner" / "runner.toml"
TRIALS = 25


def without_copies(
    timeline: Timeline,
    literals: Mapping[str, int],
    model: Model,
    guards: Mapping[str, int] | None = None,
    copies: Mapping[str, str] | None = None,
) -> Draft:
    """Make a draft that is not told of copies."""
    assert copies
    return Draft(timeline, literals, model, guards)


def judged(draft: Draft, chosen: list[int]) -> tuple[int, set[str]]:
    """Give the price of a choice and the rules that must hold and do not."""
    values = Prices(draft, chosen).values
    broken = {
        draft.model.names[linear.guard]
        for linear in draft.model.constraints
        if linear.guard >= 0 and not linear.low <= sum(c * values[v] for v, c in linear.terms) <= linear.high
    }
    return draft.model.value(dict(enumerate(values))), broken


@pytest.mark.slow
@pytest.mark.parametrize("method", ["evidence", "s0", "s3"])
def test_copies_count_as_if_they_were_looked_at(method: str, monkeypatch: pytest.MonkeyPatch) -> None:
    runner, running = from_file(RUNNER)
    season = scheduled(replace(runner, method=method), running, weeks=6)
    sessions = named(season.task, season.chosen)
    first = [session for session in sessions if session.mesocycle == sessions[0].mesocycle]
    composer = Composer(season.task, Menu(season.task), season.rules, (), first)
    guarded = must(season.rules, "composition")
    quick, literals = composer.draft(guarded)
    monkeypatch.setattr(compose, "Draft", without_copies)
    slow, same = composer.draft(guarded)
    assert literals == same
    random = Random(7)
    candidates = list(literals.values())
    for trial in range(TRIALS):
        chosen = sorted(random.sample(candidates, trial))
        assert judged(quick, chosen) == judged(slow, chosen)


def test_copies_share_the_words_of_the_first() -> None:
    runner, running = from_file(RUNNER)
    season = scheduled(runner, running, weeks=6)
    sessions = named(season.task, season.chosen)
    draft, _ = Composer(season.task, Menu(season.task), season.rules, (), sessions).draft()
    by_id: dict[str, Event] = {event.id: event for event in draft.timeline.events}
    assert draft.copies
    for copy, first in draft.copies.items():
        one, other = by_id[copy], by_id[first]
        assert (one.tags, one.amounts, one.position) == (other.tags, other.amounts, other.position)
        assert draft.literals[copy] == draft.literals[first]
