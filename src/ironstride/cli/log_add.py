"""Puts typed lifts into a log, and walks through a planned session set by set."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import click
from msgspec import Struct
from msgspec.structs import replace

from ironstride.catalogue.load import catalogue
from ironstride.cli.log_line import TypedLift, TypedSet, read_sets
from ironstride.cli.log_store import LogStore, now
from ironstride.model.errors import InputError
from ironstride.model.log import LogEntry, LoggedSession, LoggedSet, LoggedSide, PutSession, PutSet
from ironstride.model.plan import Plan
from ironstride.model.session import Item, Session, Set
from ironstride.model.words import MassUnit, amount_text, load_text
from ironstride.strength.exercise_names import NOT_STRENGTH, resolve
from ironstride.strength.log_answers import new_id

#: a guess less alike than this helps nobody (a heuristic of ours).
LIKELY = 0.65
SKIP, STOP = "-", "q"


class Occasion(Struct, frozen=True, kw_only=True):
    """What is said of a session besides its sets."""

    day: date
    start_min: int | None = None
    minutes: float | None = None
    rpe: float | None = None
    title: str = ""
    place: str = ""
    note: str = ""
    planned: str = ""


def add_lifts(store: LogStore, lifts: tuple[TypedLift, ...], occasion: Occasion, again: bool) -> LoggedSession:
    """Add lifts to the day's session, or begin one.

    Parameters
    ----------
    again : begin another session although the day has one.

    Raises
    ------
    InputError : a name that is not known, with the best guesses; nothing is written then.
    """
    sets = [one for lift in lifts for one in _sets(store, lift)]
    open_session = None if again else store.session_of(occasion.day)
    if open_session is None:
        session = _begun(occasion, tuple(sets))
        store.add([PutSession(entry=new_id(), at=now(), device=store.device, session=session)])
        return session
    entries: list[LogEntry] = []
    head = _told(open_session, occasion)
    if head != open_session:
        entries.append(PutSession(entry=new_id(), at=now(), device=store.device, session=replace(head, sets=())))
    entries += [PutSet(entry=new_id(), at=now(), device=store.device, session=open_session.id, set=one) for one in sets]
    store.add(entries)
    return replace(head, sets=tuple(sets))


def _begun(occasion: Occasion, sets: tuple[LoggedSet, ...]) -> LoggedSession:
    return LoggedSession(
        id=new_id(),
        date=occasion.day,
        start_min=occasion.start_min,
        minutes=occasion.minutes,
        rpe=occasion.rpe,
        title=occasion.title,
        place=occasion.place,
        note=occasion.note,
        planned=occasion.planned,
        source="terminal",
        sets=sets,
    )


def _told(session: LoggedSession, occasion: Occasion) -> LoggedSession:
    """A session with what is newly said of it."""
    return replace(
        session,
        start_min=session.start_min if occasion.start_min is None else occasion.start_min,
        minutes=session.minutes if occasion.minutes is None else occasion.minutes,
        rpe=session.rpe if occasion.rpe is None else occasion.rpe,
        title=occasion.title or session.title,
        place=occasion.place or session.place,
        note=occasion.note or session.note,
        planned=occasion.planned or session.planned,
    )


def exercise_of(name: str, store: LogStore) -> tuple[str, LoggedSide | None]:
    """The exercise and side a typed name means.

    Raises
    ------
    InputError : when it is not known.
    """
    found = resolve(name, store.names())
    if found.exercise == NOT_STRENGTH:
        raise InputError(f"{name!r} is no strength work", mend="Runs come from your watch: --runs.")
    if not found.exercise:
        exercises = catalogue().exercises
        like = [guess.exercise for guess in found.guesses if guess.likeness >= LIKELY]
        guesses = ", ".join(exercises[exercise].name.lower() for exercise in like)
        mend = f"Perhaps {guesses}?" if guesses else "`ironstride catalogue` knows the names."
        raise InputError(f"no exercise is called {name!r}", mend=mend)
    return found.exercise, found.side


def _sets(store: LogStore, lift: TypedLift) -> list[LoggedSet]:
    exercise, side = exercise_of(lift.name, store)
    return [as_logged(one, exercise, lift.name, side) for one in lift.sets]


def as_logged(one: TypedSet, exercise: str, name: str, side: LoggedSide | None = None) -> LoggedSet:
    """A typed set as the log keeps it; repetitions of what is counted in contacts are contacts as well."""
    counted = catalogue().exercises[exercise].measure == "contacts"
    return LoggedSet(
        id=new_id(),
        exercise=exercise,
        name=name,
        reps=one.reps,
        contacts=one.reps if counted else None,
        seconds=one.seconds,
        metres=one.metres,
        load_kg=one.load_kg,
        kind=one.kind,
        side=one.side or side,
        rir=one.rir,
        to_failure=one.to_failure,
    )


def planned_session(plan: Plan, day: date) -> Session:
    """The plan's session of a day.

    Raises
    ------
    InputError : when there is none, naming the next.
    """
    found = next((session for session in plan.sessions if session.date == day), None)
    if found is None:
        later = min((s.date for s in plan.sessions if s.date > day), default=None)
        mend = f"The next is on {later}: --date {later}." if later else "The plan has no later one."
        raise InputError(f"the plan has no session on {day}", "--date", mend)
    return found


def walk(
    store: LogStore, planned: Session, unit: MassUnit, ask: Callable[[str, str], str], rpe: Callable[[], float | None]
) -> LoggedSession:
    """Go through a planned session: every set is on disk as soon as it is answered.

    Parameters
    ----------
    ask : shows the exercise and the set as planned and returns what was typed: nothing (done as planned),
        `5 100 @2`, `-` (left out) or `q` (stop here).
    rpe : asks how hard the session was.
    """
    session = LoggedSession(
        id=new_id(), date=planned.date, title=planned.title, planned=planned.id, place=planned.place, finished=False,
        source="terminal",
    )  # fmt: skip
    started = now()
    if started.date() == planned.date:
        session = replace(session, start_min=60 * started.hour + started.minute)
    put(store, session)
    stopped = not all(_walk_item(store, session, item, unit, ask) for item in planned.items)
    minutes = round((now() - started).total_seconds() / 60, 1)
    told = minutes if session.start_min is not None and minutes >= 1 else None
    session = replace(session, finished=not stopped, minutes=told, rpe=None if stopped else rpe())
    put(store, session)
    return next(s for s in store.history.sessions if s.id == session.id)


def put(store: LogStore, session: LoggedSession) -> None:
    """Begin or correct a session."""
    store.add([PutSession(entry=new_id(), at=now(), device=store.device, session=session)])


def _walk_item(
    store: LogStore, session: LoggedSession, item: Item, unit: MassUnit, ask: Callable[[str, str], str]
) -> bool:
    """Ask about the sets of one exercise; False when the runner stops."""
    name = catalogue().exercises[item.exercise].name if item.exercise in catalogue().exercises else item.exercise
    for number, planned in enumerate(item.sets, 1):
        typed = _answer(f"{name}, {number} of {len(item.sets)}", planned, unit, ask)
        if typed is None:
            return False
        entries: list[LogEntry] = []
        for one in typed:
            logged = _as_planned(one, planned, item.exercise, name)
            entries.append(PutSet(entry=new_id(), at=now(), device=store.device, session=session.id, set=logged))
        if entries:
            store.add(entries)
    return True


def _answer(called: str, planned: Set, unit: MassUnit, ask: Callable[[str, str], str]) -> tuple[TypedSet, ...] | None:
    """What was done instead of a planned set; () for nothing, None to stop."""
    like = TypedSet(
        reps=planned.reps if planned.reps is not None else planned.contacts,
        seconds=planned.seconds,
        metres=planned.metres,
        load_kg=planned.load_kg,
        kind="warmup" if planned.warmup else "work",
    )
    while True:
        text = ask(called, f"{amount_text(planned)} {load_text(planned, unit)}".strip()).strip()
        if text.lower() == STOP:
            return None
        if text == SKIP:
            return ()
        try:
            typed = read_sets(text, unit, like) if text else (like,)
        except InputError as error:
            click.secho(f"  {error}", fg="red")
            continue
        if planned.side == "each" and all(one.side is None for one in typed):
            typed = tuple(replace(one, side=side) for one in typed for side in _BOTH)
        elif planned.side in ("left", "right"):
            typed = tuple(replace(one, side=one.side or planned.side) for one in typed)
        return typed


_BOTH: tuple[LoggedSide, LoggedSide] = ("left", "right")


def _as_planned(one: TypedSet, planned: Set, exercise: str, name: str) -> LoggedSet:
    counts = planned.contacts is not None
    return LoggedSet(
        id=new_id(),
        exercise=exercise,
        name=name,
        reps=None if counts else one.reps,
        contacts=one.reps if counts else None,
        seconds=one.seconds,
        metres=one.metres,
        load_kg=one.load_kg,
        kind=one.kind,
        side=one.side,
        rir=one.rir,
        to_failure=one.to_failure,
        planned_reps=planned.reps,
        rest_s=planned.rest_s or None,
    )
