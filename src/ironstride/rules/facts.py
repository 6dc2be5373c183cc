"""Lay a season on the timeline: runs, sessions and items as events with the words and numbers rules ask about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from ironstride.model.exercise import Exercise
from ironstride.model.runner import Runner
from ironstride.model.running import OtherTraining, PlannedRun
from ironstride.model.session import Session
from ironstride.model.timeline import Timeline
from ironstride.rules.facts_runner import runner_words
from ironstride.rules.facts_sessions import merged_event, run_event, session_events, session_words
from ironstride.rules.facts_weeks import day_facts, week_facts
from ironstride.running.season import Season, monday

#: phases in which strength is built
BUILDING = frozenset({"base", "build"})


def timeline(
    runner: Runner,
    season: Season,
    runs: Sequence[PlannedRun],
    sessions: Sequence[Session],
    exercises: Mapping[str, Exercise],
    others: Sequence[OtherTraining] = (),
) -> Timeline:
    """Put runs and sessions on one axis of days from the season's first Monday to a week past its end.

    Strength that the running plan holds already counts as a session when the runner merges it; not under a red flag,
    which stops all of it.
    """
    start = season.weeks[0].start
    days = day_facts(runner, season, runs)
    index = {day.date: number for number, day in enumerate(days)}
    with_legs = {monday(session.date) for session in sessions if "leg-strength" in session_words(session, exercises)}
    with_any = Counter(monday(session.date) for session in sessions)
    weeks = week_facts(runner, season, set(with_any), with_legs)
    alone = {
        week.start for week in season.weeks if week.phase in BUILDING and not week.down and with_any[week.start] == 1
    }
    events = [run_event(runner, run, index[run.date]) for run in runs if run.date in index]
    if runner.running.strength_in_plan == "merge" and not runner.red_flags:
        events += [
            merged_event(other, index[other.date]) for other in others if other.is_strength and other.date in index
        ]
    for session in sessions:
        if session.date in index:
            extra = frozenset({"only-session"}) if monday(session.date) in alone else frozenset()
            events += session_events(session, index[session.date], runner, exercises, extra)
    return Timeline(
        days=days,
        weeks=weeks,
        events=tuple(sorted(events, key=lambda event: (event.day, event.start_min or 0, event.of, event.position))),
        tags=runner_words(runner, season),
        amounts=MappingProxyType({}),
        scored_first=(season.first_day - start).days,
        scored_end=(season.last_day - start).days + 1,
    )
