"""Decide the days: which slots carry which kind of session, over the whole season, proven optimal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, timedelta

from msgspec.structs import replace

from ironstride.model.session import Session
from ironstride.model.timeline import Event
from ironstride.model.words import clock
from ironstride.planning.slots import Slot
from ironstride.planning.task import Task
from ironstride.planning.wishes import demands, named_wishes
from ironstride.rules.draft import Draft
from ironstride.rules.facts import timeline
from ironstride.rules.facts_sessions import session_events
from ironstride.rules.model import Model
from ironstride.rules.ruleset import RuleSet
from ironstride.running.season import monday

#: a full session trains the legs; an upper one leaves them out.
TEMPLATES = ("full", "upper")
LETTERS = "ABCDEFG"


def candidates(task: Task, slots: Sequence[Slot], leg_places: Callable[[date], frozenset[str]]) -> tuple[Session, ...]:
    """Give a session for each slot and template; places without a leg lift that day offer `upper` only.

    A session is named by date, hour and template; where several places offer the same hour, from the second place on
    by a number, too.
    """
    found = []
    offered: Counter[tuple[date, int]] = Counter()
    for slot in slots:
        offered[slot.date, slot.start_min] += 1
        number = offered[slot.date, slot.start_min]
        name = f"{slot.date.isoformat()}-{clock(slot.start_min).replace(':', '')}" + f"-{number}" * (number > 1)
        week = task.season.week_of(slot.date)
        for template in TEMPLATES:
            if template == "full" and slot.place not in leg_places(slot.date):
                continue
            found.append(
                Session(
                    id=f"{name}-{template}",
                    date=slot.date,
                    start=clock(slot.start_min),
                    minutes=slot.minutes,
                    slot_minutes=slot.minutes,
                    place=slot.place,
                    phase=week.phase,
                    template=template,
                    mesocycle=week.mesocycle,
                )
            )
    return tuple(found)


def draft_schedule(task: Task, sessions: Sequence[Session], rules: RuleSet, guarded: Sequence[str] = ()) -> Draft:
    """Build the model over candidate sessions; wishes, and rules named in `guarded`, hold where their guard is 1."""
    axis = timeline(task.runner, task.season, task.runs, (), task.exercises, task.others)
    index = {day.date: number for number, day in enumerate(axis.days)}
    model = Model()
    literals = {session.id: model.literal(session.id) for session in sessions}
    wishes = named_wishes(task.runner)
    guards = {code: model.literal(f"guard:{code}") for code in (*guarded, *wishes)}
    events: list[Event] = list(axis.events)
    for session in sessions:
        events += session_events(session, index[session.date], task.runner, task.exercises)
    draft = Draft(replace(axis, events=tuple(events)), literals, model, guards)
    _one_a_day(sessions, literals, model)
    for name, wish in wishes.items():
        for demand in demands(wish, task.season, sessions):
            terms = [(literals[session], 1) for session in demand.sessions]
            model.linear(terms, demand.low, demand.high, guards[name])
    rules.constrain(draft, "schedule")
    return draft


def named(task: Task, sessions: Sequence[Session]) -> tuple[Session, ...]:
    """Order sessions and give each its week number and its letter within the week."""
    result = []
    seen: dict[object, int] = {}
    for session in sorted(sessions, key=lambda s: (s.date, s.start)):
        start = monday(session.date)
        number = seen[start] = seen.get(start, -1) + 1
        week = (start - task.season.weeks[0].start) // timedelta(days=7) + 1
        result.append(replace(session, letter=LETTERS[min(number, 6)], week=week))
    return tuple(result)


def _one_a_day(sessions: Sequence[Session], literals: dict[str, int], model: Model) -> None:
    by_day: dict[object, list[int]] = {}
    for session in sessions:
        by_day.setdefault(session.date, []).append(literals[session.id])
    for group in by_day.values():
        if len(group) > 1:
            model.linear([(literal, 1) for literal in group], high=1)
