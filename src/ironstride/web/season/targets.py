"""Remembers what was asked of a version of a plan: what each day costs a session, and why a day is as it is."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from uuid import UUID

from ironstride.planning.answer import Answer
from ironstride.planning.moving import Target, week_targets
from ironstride.planning.question import why, whynot
from ironstride.planning.stored import Opened, opened
from ironstride.running.season import monday
from ironstride.web.accounts.models import User
from ironstride.web.runners.stored import KeptPlan, decoded, forgotten_with_plans


def targets(kept: KeptPlan, owner: User, day: date, today: date) -> dict[date, tuple[Target, ...]]:
    """Give, for each session of a day's week that may still move, the days of that week by what they cost.

    Raises
    ------
    InputError : the plan was made by a catalogue that is no more.
    """
    return _targets(kept.pk, owner.public, monday(day), today)


def open_plan(kept: KeptPlan, owner: User) -> Opened:
    """Open a plan, or give it as it was opened last.

    Raises
    ------
    InputError : the plan was made by a catalogue that is no more.
    """
    return _opened(kept.pk, owner.public)


def answered(kept: KeptPlan, owner: User, day: date, exercise: str | None) -> Answer:
    """Answer why a day's session, or an exercise in it, stands there; or why there is none; each worked out once.

    Raises
    ------
    InputError : the session has no such exercise, or the plan was made by a catalogue that is no more.
    """
    return _answered(kept.pk, owner.public, day, exercise)


@lru_cache(maxsize=256)
def _answered(pk: int, owner: UUID, day: date, exercise: str | None) -> Answer:
    plan = decoded(pk, owner)
    if any(session.date == day for session in plan.sessions):
        return why(plan, day, exercise)
    return whynot(plan, day)


@lru_cache(maxsize=16)
def _opened(pk: int, owner: UUID) -> Opened:
    return opened(decoded(pk, owner))


@lru_cache(maxsize=256)
def _targets(pk: int, owner: UUID, start: date, today: date) -> dict[date, tuple[Target, ...]]:
    found = week_targets(_opened(pk, owner), start, today)
    dates = {session.id: session.date for session in decoded(pk, owner).sessions}
    return {dates[name]: days for name, days in found.items()}


forgotten_with_plans(_answered.cache_clear)
forgotten_with_plans(_opened.cache_clear)
forgotten_with_plans(_targets.cache_clear)
