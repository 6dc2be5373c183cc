"""Pain and soreness as the log tells them: what stops training, what spares a site, and facts instead of scores."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import cache

from msgspec import Struct

from ironstride.catalogue.tables import table_as
from ironstride.model.body import Side
from ironstride.model.exercise import Site
from ironstride.model.log import Complaint, History
from ironstride.model.runner import Clearance, RedFlag
from ironstride.model.words import day_text, number, plural


class _Sore(Struct, frozen=True):
    severity: int
    days: int
    again_days: int
    within_days: int


class _Pain(Struct, frozen=True):
    severity: int
    days: int


class _Look(Struct, frozen=True):
    signs: tuple[str, ...]


class _Facts(Struct, frozen=True):
    days: int
    hard_session_rpe: float


class _Table(Struct, frozen=True):
    refer: dict[str, str]
    look: _Look
    sore: _Sore
    pain: _Pain
    facts: _Facts


@cache
def _table() -> _Table:
    return table_as("readiness", _Table)


class Raised(Struct, frozen=True):
    """A sign that stops training until a professional has looked, and the complaint that told of it."""

    flag: RedFlag
    complaint: Complaint


class Spared(Struct, frozen=True):
    """A site that is spared from a day to another, both included.

    `lasting` sites count as sore in the plan; the others only change the sessions of these days. `look` says that it
    is worth a professional's look, too.
    """

    site: Site
    side: Side
    since: date
    until: date
    severity: int
    lasting: bool
    look: bool = False


def raised(history: History, cleared: Iterable[Clearance], on: date) -> tuple[Raised, ...]:
    """Give the signs told up to a day that stop training, the first of each kind, unless cleared since."""
    done = {clearance.flag: clearance.on for clearance in sorted(cleared, key=lambda one: one.on)}
    found: dict[RedFlag, Raised] = {}
    for complaint in history.complaints:
        for sign in complaint.signs:
            flag = _flag(sign)
            if flag is None or complaint.date > on or complaint.date <= done.get(flag, date.min):
                continue
            found.setdefault(flag, Raised(flag, complaint))
    return tuple(found.values())


def pain_days() -> int:
    """Give for how many days after the last complaint pain spares a site (table `readiness`)."""
    return _table().pain.days


def _flag(sign: str) -> RedFlag | None:
    flags: dict[str, RedFlag] = {
        "pain-changes-gait": "pain-changes-gait",
        "sharp-pain": "sharp-pain",
        "night-pain": "night-pain",
        "bone-stress-signs": "bone-stress-signs",
        "chest-pain": "chest-pain",
    }
    return flags.get(_table().refer.get(sign, ""))


def spared(history: History, on: date) -> tuple[Spared, ...]:
    """Give the sites that are spared on a day, by site.

    A complaint of severity 0 says that the site is quiet again and ends those before it.
    """
    by_site: dict[Site, list[Complaint]] = {}
    for complaint in history.complaints:
        if complaint.date <= on:
            by_site.setdefault(complaint.site, []).append(complaint)
    found = [_spared(complaints, on) for _, complaints in sorted(by_site.items())]
    return tuple(one for one in found if one is not None)


def _spared(complaints: Sequence[Complaint], on: date) -> Spared | None:
    """Say whether one site is spared: complaints in order of date."""
    quiet = max((n for n, one in enumerate(complaints) if one.severity == 0), default=-1)
    open_ = [one for one in complaints[quiet + 1 :] if _matters(one)]
    if not open_:
        return None
    last = open_[-1]
    lasting = _is_lasting(open_)
    days = _table().pain.days if lasting else _table().sore.days
    until = last.date + timedelta(days=days)
    if on > until:
        return None
    sides = {one.side for one in open_ if one.date >= last.date}
    return Spared(
        site=last.site,
        side=sides.pop() if len(sides) == 1 else "both",
        since=_since(open_, timedelta(days=days)),
        until=until,
        severity=max(one.severity for one in open_ if one.date == last.date),
        lasting=lasting,
        look=any(sign in _table().look.signs for sign in last.signs),
    )


def _since(complaints: Sequence[Complaint], longest: timedelta) -> date:
    """Give the first day of complaints that followed each other without a longer quiet stretch up to the last."""
    since = complaints[-1].date
    for one in reversed(complaints):
        if since - one.date > longest:
            break
        since = one.date
    return since


def _matters(complaint: Complaint) -> bool:
    """Say whether a complaint is strong enough to change anything, or tells of a sign."""
    least = _table().pain.severity if complaint.kind == "pain" else _table().sore.severity
    return complaint.severity >= least or bool(complaint.signs)


def _is_lasting(complaints: Sequence[Complaint]) -> bool:
    """Say whether it is more than a sore muscle: pain, a sign, or soreness that comes again."""
    last, sore = complaints[-1], _table().sore
    if last.kind == "pain" or last.signs:
        return True
    days = [(last.date - one.date).days for one in complaints]
    return any(sore.again_days <= apart <= sore.within_days for apart in days)


def facts(history: History, on: date) -> tuple[str, ...]:
    """Say what the log tells of the last days, one sentence each; nothing when there is nothing worth saying."""
    limits = _table().facts
    first = on - timedelta(days=limits.days)
    lately = [one for one in history.sessions if first <= one.date <= on]
    found = []
    if history.sessions and not lately:
        last = max((one.date for one in history.sessions if one.date <= on), default=None)
        if last is not None:
            found.append(f"Your last session was {plural((on - last).days, 'day')} ago, on {day_text(last)}.")
    hard = [one for one in lately if one.rpe is not None and one.rpe >= limits.hard_session_rpe]
    if hard:
        rpe = number(hard[-1].rpe or 0.0)
        found.append(f"The session of {day_text(hard[-1].date)} felt like {rpe} of 10.")
    for complaint in history.complaints:
        if first <= complaint.date <= on and complaint.severity:
            side = "" if complaint.side == "both" else f"{complaint.side} "
            sort = "painful" if complaint.kind == "pain" else "sore"
            when = day_text(complaint.date)
            found.append(f"{when}: {side}{complaint.site} {sort}, {complaint.severity} of 10.")
    return tuple(found)
