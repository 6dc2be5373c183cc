"""Answer why a session or an exercise stands where it does, and why not on another day: by pricing the other choices.

Every answer is by counterfactual. The model the plan came from is built again from the stored plan, the other choices
are priced in it, and a rule is a reason only when without it one of them would have been strictly cheaper.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal

from ironstride.catalogue import Catalogue
from ironstride.model.errors import InputError
from ironstride.model.plan import Plan
from ironstride.model.session import Because, Session
from ironstride.model.words import TEMPLATES, long_day_text
from ironstride.planning.answer import Answer, Option, option, voices, worst_first
from ironstride.planning.closed import no_time
from ironstride.planning.moving import moved_here
from ironstride.planning.prices import Change
from ironstride.planning.question_exercise import why_exercise
from ironstride.planning.reasons import because
from ironstride.planning.stored import Days, Opened, days, opened
from ironstride.running.season import monday


def why(plan: Plan, day: date, exercise: str | None = None, data: Catalogue | None = None) -> Answer:
    """Say why there is a session on a day, or why an exercise with its load is in it.

    Parameters
    ----------
    plan : a stored plan.
    day : a date with a session.
    exercise : id, name or alias of one of the session's exercises.
    data : the catalogue; the one that ships when not given.

    Raises
    ------
    InputError : when the plan has no session that day, or the session no such exercise.
    """
    session = _session(plan, day)
    if session is None:
        mend = "Ask `whynot` for a day without one."
        raise InputError(f"there is no session on {long_day_text(day, year=True)}", "date", mend)
    asked = opened(plan, data)
    if exercise is not None:
        return why_exercise(asked, session, exercise)
    found = days(asked)
    changes = dict(_elsewhere(found, session))
    reasons = because(asked.rules, changes.values())
    options = [
        option(asked.rules, plan.runner, _moved_words(found, session, name), change, _swap(session.id, name))
        for name, change in _best(found, changes)
    ]
    start = f"{long_day_text(day)} at {session.start}, {session.place}"
    if any(not one.forbidden and one.price < 0 for one in options):
        text = f"{start}: it stands as it was planned; by today's rules another choice would be better."
    elif reasons:
        text = f"{start}: {reasons[0].text}"
    elif any(not one.forbidden and one.price == 0 for one in options):
        text = f"{start}: other choices that week would be just as good; no rule decides between them."
    else:
        text = f"{start}: every other choice that week costs more, and no single rule decides it."
    return _answer(asked, "why", day, text, reasons, worst_first(options))


def whynot(plan: Plan, day: date, data: Catalogue | None = None) -> Answer:
    """Say what a session on a day would cost, rule by rule, or what forbids it.

    Both ways are priced: one more session, and each session of that week moved there; for each hour offered. On a day
    that offers none the sessions of that week are priced at the hours of their own days.

    Parameters
    ----------
    plan : a stored plan.
    day : any date.
    data : the catalogue; the one that ships when not given.
    """
    words = long_day_text(day, year=True)
    if not plan.first_day <= day <= plan.last_day:
        span = f"{long_day_text(plan.first_day, year=True)} to {long_day_text(plan.last_day, year=True)}"
        return Answer(question="whynot", day=day, text=f"{words} is outside the season, which runs from {span}.")
    session = _session(plan, day)
    if session is not None:
        text = f"There is a session on {words}, at {session.start}. Ask `why` for its reasons."
        return Answer(question="whynot", day=day, text=text)
    asked = opened(plan, data)
    found = days(asked)
    here = [one for one in found.offered.values() if one.date == day]
    if not here:
        return _with_lent_hours(asked, day)
    literals, prices = found.draft.literals, found.prices
    added = [(new, prices.change((literals[new.id],))) for new in here]
    moved = [
        (found.offered[old.id], new, prices.change((literals[old.id], literals[new.id])))
        for old in plan.sessions
        if monday(old.date) == monday(day)
        for new in here
    ]
    options = [
        option(asked.rules, plan.runner, f"One more session, {_at(new)}", change, (f"+{new.id}",))
        for new, change in added
    ]
    ordered = worst_first([*options, *_moved(asked, moved)])
    reasons = because(asked.rules, [change for _, change in added] + [change for *_, change in moved])
    return _answer(asked, "whynot", day, _whynot_text(words, ordered[-1]), reasons, ordered)


def _with_lent_hours(asked: Opened, day: date) -> Answer:
    """Say that a day has no time for a session, and what it would be with the hours of the other days."""
    text = no_time(asked.task, day)
    moves = moved_here(asked, day)
    options = worst_first(_moved(asked, moves))
    if options:
        text = f"{text} With the hours of another day of that week: {options[-1].text}"
    return _answer(asked, "whynot", day, text, because(asked.rules, [change for *_, change in moves]), options)


def _answer(
    asked: Opened,
    question: Literal["why", "whynot"],
    day: date,
    text: str,
    reasons: tuple[Because, ...],
    options: tuple[Option, ...],
) -> Answer:
    return Answer(
        question=question,
        day=day,
        text=text,
        because=reasons,
        options=options,
        voices=voices(asked.rules, reasons, asked.methods),
        notes=(asked.changed,) if asked.changed else (),
    )


def _session(plan: Plan, day: date) -> Session | None:
    return next((session for session in plan.sessions if session.date == day), None)


def _elsewhere(found: Days, session: Session) -> Iterable[tuple[str, Change]]:
    """Price leaving a session out (under an empty name) and every other candidate of its week in its stead."""
    literals, week = found.draft.literals, monday(session.date)
    mine = literals[session.id]
    names = [name for name, one in found.offered.items() if monday(one.date) == week and name != session.id]
    busy = {found.offered[name].date for name in names if found.prices.values[literals[name]]}
    yield "", found.prices.change((mine,))
    for name in names:
        if found.offered[name].date not in busy:
            yield name, found.prices.change((mine, literals[name]))


def _best(found: Days, changes: dict[str, Change]) -> list[tuple[str, Change]]:
    """Keep, for each hour and place, the cheaper kind of session."""
    best: dict[tuple[object, ...], tuple[str, Change]] = {}
    for name, change in changes.items():
        one = found.offered.get(name)
        key = (one.date, one.start, one.place) if one else ()
        if key not in best or change.rank < best[key][1].rank:
            best[key] = (name, change)
    return list(best.values())


def _swap(old: str, new: str) -> tuple[str, ...]:
    return (f"-{old}", f"+{new}") if new else (f"-{old}",)


def _moved_words(found: Days, session: Session, name: str) -> str:
    if not name:
        return "No session at all"
    other = found.offered[name]
    same = (other.date, other.start, other.place) == (session.date, session.start, session.place)
    return f"{TEMPLATES[other.template]} instead" if same else f"{long_day_text(other.date)}, {_at(other)}"


def _moved(asked: Opened, moves: Iterable[tuple[Session, Session, Change]]) -> list[Option]:
    return [
        option(
            asked.rules,
            asked.plan.runner,
            f"{long_day_text(old.date)}'s session moved here, {_at(new)}",
            change,
            _swap(old.id, new.id),
        )
        for old, new, change in moves
    ]


def _at(session: Session) -> str:
    return f"{TEMPLATES[session.template].lower()}, at {session.start} ({session.place})"


def _whynot_text(words: str, best: Option) -> str:
    if best.forbidden:
        return f"No session can stand on {words}. {best.text.partition(': not possible. ')[2]}"
    if best.price == 0:
        return f"{words} is just as good; the plan had to choose one day."
    if best.price < 0:
        return f"{words} would be better by today's rules. Plan anew to move there."
    mildest = best.text.replace("One more", "one more", 1)
    return f"A session on {words} would cost more than it brings. The mildest way: {mildest}"
