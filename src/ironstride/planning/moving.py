"""Price every day of a week a session could be moved to: what it costs beside the rest as planned, and who minds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from ironstride.model.runner import Runner
from ironstride.model.session import Session
from ironstride.model.words import TEMPLATES
from ironstride.planning.answer import Compared, compared, demand, minding
from ironstride.planning.change import MovedSession, time_on
from ironstride.planning.closed import no_time
from ironstride.planning.menu import leg_places
from ironstride.planning.plan import must
from ironstride.planning.prices import Change, Prices
from ironstride.planning.schedule import candidates, draft_schedule
from ironstride.planning.slots import slots
from ironstride.planning.stored import Opened, bare
from ironstride.planning.wishes import named_wishes
from ironstride.running.season import monday

#: how a day compares with where the session stands: `here` is its own day, `taken` holds another session, `closed` has
#: no hour for one, `never` is what a rule forbids; the rest by price
Verdict = Compared | Literal["here", "taken", "closed"]


class Target(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A day a session could go to: the verdict, the hour it would have, its price, and who minds, in sentences.

    `price` is the difference to the plan as it stands, all else left where it is; `by_rule` its parts. `other` names
    the kind of session it would have to become there, where that differs.
    """

    date: date
    verdict: Verdict
    start: str = ""
    price: int = 0
    other: str = ""
    minds: tuple[str, ...] = ()
    by_rule: dict[str, int] = {}


def week_targets(asked: Opened, start: date, today: date) -> dict[str, tuple[Target, ...]]:
    """Price the days of a week for each of its sessions still to come.

    Parameters
    ----------
    asked : an opened plan.
    start : a Monday.
    today : the first day a session may be moved to, and the first whose session may move.

    Returns
    -------
    dict : by the session's id, the seven days, Monday first; those before today are left out.

    Notes
    -----
    A day that offers no time gets the hours of the session's own day, as the change `move-session` gives them. The
    model is that of the plan with the candidates of this week alone, the sessions of other weeks standing.
    """
    plan = asked.plan
    mine = [one for one in plan.sessions if monday(one.date) == start and one.date >= today and not one.done]
    first, last = max(start, today, plan.first_day), min(start + timedelta(days=6), plan.last_day)
    dates = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    if not mine or not dates:
        return {}
    return {
        session.id: tuple(_target(asked, session, day, changes) for day in dates)
        for session, changes in _priced(asked, mine, dates)
    }


def moved_here(asked: Opened, day: date) -> list[tuple[Session, Session, Change]]:
    """Price moving each session of a free day's week there, to the hours of its own day where this one has none.

    Returns
    -------
    list : the session, the candidate it would become, its price; the cheapest of each, empty where nothing fits.
    """
    week = [one for one in asked.plan.sessions if monday(one.date) == monday(day)]
    return [(session, *min(there, key=_rank)) for session, there in _priced(asked, week, [day]) if there]


def _priced(
    asked: Opened, sessions: Sequence[Session], dates: Sequence[date]
) -> list[tuple[Session, list[tuple[Session, Change]]]]:
    """Price, for each session, every candidate of free dates it could become."""
    plan = asked.plan
    offered = _offered(asked, sessions, dates)
    everyone = {one.id: one for one in plan.sessions} | {one.id: one for names in offered.values() for one in names}
    draft = draft_schedule(asked.task, [bare(one) for one in everyone.values()], asked.rules, guarded=must(asked.rules))
    prices = Prices(draft, [draft.literals[one.id] for one in plan.sessions])
    taken = {one.date for one in plan.sessions}
    found = []
    for session in sessions:
        literal = draft.literals[session.id]
        changes = [
            (one, _forgiven(asked, session, one.date, prices.change((literal, draft.literals[one.id]))))
            for one in offered[session.id]
            if one.date not in taken
        ]
        found.append((session, changes))
    return found


def _rank(pair: tuple[Session, Change]) -> tuple[int, int, str, str]:
    candidate, change = pair
    return *change.rank, candidate.template, candidate.start


def _offered(asked: Opened, sessions: Sequence[Session], dates: Sequence[date]) -> dict[str, tuple[Session, ...]]:
    """Give the candidates of a week for each session, days without time offered getting the session's own hours."""
    task = asked.task
    season = replace(task.season, first_day=dates[0], last_day=dates[-1])
    places = leg_places(task, asked.menu)
    found = {}
    for session in sessions:
        runner = _with_time(task.runner, session, dates)
        found[session.id] = candidates(task, slots(runner, season, task.runs, task.others), places)
    return found


def _with_time(runner: Runner, session: Session, dates: Iterable[date]) -> Runner:
    lent = [window for day in dates for window in time_on(runner, MovedSession(session.date, day))]
    return replace(runner, availability=(*runner.availability, *lent))


def _forgiven(asked: Opened, session: Session, day: date, change: Change) -> Change:
    """Give a price without the wishes that moving a session there takes back."""
    taken_back = {
        name for name, wish in named_wishes(asked.task.runner).items() if wish.rest_on == day or wish.on == session.date
    }
    return replace(change, forbidden=change.forbidden - taken_back)


def _target(asked: Opened, session: Session, day: date, changes: Sequence[tuple[Session, Change]]) -> Target:
    if day == session.date:
        return Target(date=day, verdict="here", start=session.start)
    if any(day == one.date for one in asked.plan.sessions):
        return Target(date=day, verdict="taken")
    here = [pair for pair in changes if pair[0].date == day]
    if not here:
        runner = _with_time(asked.task.runner, session, [day])
        return Target(date=day, verdict="closed", minds=(no_time(replace(asked.task, runner=runner), day),))
    other, change = min(here, key=_rank)
    return Target(
        date=day,
        verdict=compared(change),
        start=other.start,
        price=change.price,
        other=TEMPLATES[other.template].lower() if other.template != session.template else "",
        minds=tuple(demand(asked.rules, asked.plan.runner, code) for code in minding(asked.rules, change)),
        by_rule={code: extra for code, extra in sorted(change.by_rule.items()) if extra},
    )
