"""Puts runs, sessions and their items on the timeline as events."""

from __future__ import annotations

from collections.abc import Mapping

from ironstride.model.exercise import Exercise
from ironstride.model.runner import Runner
from ironstride.model.running import HARD, KEY, OtherTraining, PlannedRun
from ironstride.model.session import Item, Session
from ironstride.model.timeline import DAY_MIN, Event
from ironstride.model.words import minutes_of
from ironstride.rules.facts_items import is_leg_lift, item_amounts, item_words
from ironstride.rules.select import MERGED
from ironstride.strength.relatives import family

#: a slot of this many minutes holds a whole session
WHOLE_SLOT_MIN = 35


def run_event(runner: Runner, run: PlannedRun, day: int) -> Event:
    """Put a run on the timeline; a run without an hour takes none (the reader of the plan filled in usual hours)."""
    words: set[str] = {run.intensity}
    words |= {"hard"} if run.intensity in HARD else set()
    words |= {"key"} if run.intensity in KEY else set()
    words |= {f"race-{race.priority}" for race in runner.races if race.date == run.date and run.intensity == "race"}
    start = None if run.start_min is None else day * DAY_MIN + run.start_min
    end = None if start is None else start + run.minutes
    return Event(run.id, "run", day, start, end, frozenset(words), {"minutes": run.minutes})


def merged_event(other: OtherTraining, day: int) -> Event:
    """Count strength of the running plan as a session; what is in it is not known, so no rule on legs counts it."""
    start = None if other.start_min is None else day * DAY_MIN + other.start_min
    end = None if start is None else start + other.minutes
    words = frozenset({MERGED, "slot:short"})
    return Event(f"merged-{other.id}", "session", day, start, end, words, {"minutes": other.minutes})


def session_words(session: Session, exercises: Mapping[str, Exercise]) -> frozenset[str]:
    """Say what sort of session it is: read from its items, or from its template while it has none."""
    words = {f"template:{session.template}", f"place:{session.place}"}
    words.add("slot:whole" if session.slot_minutes >= WHOLE_SLOT_MIN else "slot:short")
    if not session.blocks:
        return frozenset(words | ({"leg-strength"} if session.template == "full" else set()))
    for block in session.blocks:
        for item in block.items:
            exercise = exercises.get(item.exercise)
            if block.block == "strength" and exercise is not None and is_leg_lift(exercise):
                words.add("leg-strength")
            if block.block == "power":
                words.add("power")
    return frozenset(words)


def session_events(
    session: Session,
    day: int,
    runner: Runner,
    exercises: Mapping[str, Exercise],
    extra: frozenset[str] = frozenset(),
) -> list[Event]:
    """Put a session and its items on the timeline; the session, with `extra` words, holds its whole slot."""
    start, end = session_span(session, day)
    words = session_words(session, exercises) | extra
    amounts = {"minutes": session.minutes, "slot_minutes": session.slot_minutes}
    events = [Event(session.id, "session", day, start, end, words, amounts)]
    position = 0
    for block in session.blocks:
        for item in block.items:
            exercise = exercises.get(item.exercise)
            words = item_words(block.block, item, exercise, runner, session.date)
            amounts = item_amounts(item, exercise, session.slot_minutes)
            events.append(item_event(session, day, block.block, position, item, exercise, words, amounts))
            position += 1
    return events


def session_span(session: Session, day: int) -> tuple[int | None, int | None]:
    """Give start and end of a session's slot in minutes of the timeline; None where its hour or length is not known."""
    if not session.start:
        return None, None
    start = day * DAY_MIN + minutes_of(session.start)
    return start, start + session.slot_minutes if session.slot_minutes else None


def item_event(
    session: Session,
    day: int,
    block: str,
    position: int,
    item: Item,
    exercise: Exercise | None,
    words: frozenset[str],
    amounts: Mapping[str, int],
    variant: str = "",
) -> Event:
    """Put one item on the timeline with its words, its dose's numbers and its family; `variant` ends its id."""
    start, end = session_span(session, day)
    return Event(
        id=f"{session.id}/{block}/{item.exercise}{variant}",
        of="item",
        day=day,
        start_min=start,
        end_min=end,
        tags=words,
        amounts=amounts,
        session=session.id,
        position=position,
        exercise=item.exercise,
        kin=family(exercise) if exercise is not None else "",
    )
