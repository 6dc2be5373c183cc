"""Gathers what the season's pages show: weeks and days with what became of each session, and why it stands there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from itertools import groupby
from uuid import UUID

from msgspec import Struct

from ironstride.catalogue import catalogue
from ironstride.model.errors import InputError
from ironstride.model.log import History, LoggedSession
from ironstride.model.plan import Plan, PlanWeek
from ironstride.model.running import PlannedRun
from ironstride.model.session import Session
from ironstride.model.words import clock, minutes_text
from ironstride.pictures.page import PageSession, PageWeek, page_week
from ironstride.pictures.palette import group_of
from ironstride.pictures.season import heaviness, races
from ironstride.planning.answer import Voice, voices
from ironstride.planning.settle import settle
from ironstride.running.season import monday
from ironstride.web.accounts.models import User
from ironstride.web.log.things import logged
from ironstride.web.runners.stored import KeptPlan, decoded, forgotten_with_plans
from ironstride.web.season.targets import open_plan

WEEK = timedelta(days=7)
#: widths in pixels pictures are drawn at for a desk and for a phone
DESK, PHONE = 1120, 358
#: voices shown before the rest unfolds
SAYING, AGAINST = 3, 2


class Said(Struct, frozen=True):
    """What a source says on a session's day, how well supported, and whether it disagrees."""

    says: str
    source: str
    certainty: str
    against: bool


class Voices(Struct, frozen=True):
    """Who says so and who disagrees, the surest first; `more` is what a page unfolds."""

    saying: tuple[Said, ...] = ()
    against: tuple[Said, ...] = ()
    more: tuple[Said, ...] = ()


class Shown(Struct, frozen=True):
    """A session as a page shows it: why it stands there in one sentence, and what became of it.

    `state` is done, missed, today or planned; `movable` says whether it may still move.
    """

    session: Session
    page: PageSession
    because: str
    state: str
    heavy: str
    movable: bool
    voices: Voices = Voices()


class RunLine(Struct, frozen=True):
    """A run as a day shows it: its hour if known, its words, minutes, and its step of the ramp of intensities."""

    hour: str
    words: str
    minutes: int
    group: str


class Day(Struct, frozen=True):
    """A day with its runs, other training and sessions."""

    date: date
    runs: tuple[RunLine, ...]
    others: tuple[str, ...]
    sessions: tuple[Shown, ...]
    race: str
    today: bool
    ahead: bool


class Week(Struct, frozen=True):
    """A week: its place from 1, the plan's word on it, its running in words, its sessions."""

    number: int
    week: PlanWeek
    last: date
    running: str
    sessions: tuple[Shown, ...]
    now: bool
    past: bool
    race: str


class Phase(Struct, frozen=True):
    """Neighbouring weeks of one phase."""

    name: str
    weeks: tuple[Week, ...]


def became(owner: User, plan: Plan, today: date) -> dict[str, str]:
    """Say what became of each session of a plan, by its id: done, missed, today or planned. One query."""
    done = logged(owner, LoggedSession, plan.first_day, min(plan.last_day, today))
    settled = settle(plan, History(sessions=tuple(done)), today, catalogue().exercises)
    answered = {one.id for one in settled.answers.values() if one is not None} | {one.id for one in settled.past}
    found = {}
    for one in plan.sessions:
        if one.done or one.id in answered:
            found[one.id] = "done"
        else:
            found[one.id] = "missed" if one.date < today else "today" if one.date == today else "planned"
    return found


def phases(kept: KeptPlan, owner: User, states: Mapping[str, str], today: date) -> list[Phase]:
    """Give the season's weeks phase by phase, sessions without reasons' sources."""
    weeks = [week_of(kept, owner, number, states, today) for number in range(len(kept.plan.weeks))]
    return [Phase(name, tuple(found)) for name, found in groupby(weeks, key=lambda one: one.week.phase)]


def week_of(kept: KeptPlan, owner: User, number: int, states: Mapping[str, str], today: date) -> Week:
    """Give a week by its place from 0."""
    plan, week = kept.plan, kept.plan.weeks[number]
    shown = _page(kept.pk, owner.public, number)
    sessions = sorted((one for one in plan.sessions if monday(one.date) == week.start), key=_order)
    race = next((one.name or "race" for one in races(plan) if monday(one.date) == week.start), "")
    return Week(
        number=number + 1,
        week=week,
        last=week.start + timedelta(days=6),
        running=minutes_text(week.running.minutes),
        sessions=tuple(
            Shown(
                one, page, first_sentence(page), states[one.id], heaviness(one), states[one.id] in ("today", "planned")
            )
            for one, page in zip(sessions, shown.sessions, strict=True)
        ),
        now=week.start <= today < week.start + WEEK,
        past=week.start + WEEK <= today,
        race=race,
    )


@lru_cache(maxsize=1024)
def _page(pk: int, owner: UUID, number: int) -> PageWeek:
    plan = decoded(pk, owner)
    return page_week(plan, number, plan.weeks[number], catalogue().exercises, {})


forgotten_with_plans(_page.cache_clear)


def drawn(
    kept: KeptPlan, owner: User, first: date, states: Mapping[str, str], today: date
) -> tuple[Week, list[Shown]] | None:
    """Give what is drawn of seven days from any weekday on: the training week that holds most of them, and sessions.

    None when the season holds none of the days. Before the first training week and after the last stands the nearest.
    """
    weeks, last = kept.plan.weeks, first + WEEK - timedelta(days=1)
    if last < kept.plan.first_day or first > kept.plan.last_day:
        return None
    touched = [n for n, week in enumerate(weeks) if week.start <= last and week.start + WEEK > first]
    found = [week_of(kept, owner, number, states, today) for number in touched]
    return found[-1], [one for week in found for one in week.sessions if first <= one.session.date <= last]


def days_of(plan: Plan, first: date, shown: Sequence[Shown], said: Mapping[str, Voices], today: date) -> list[Day]:
    """Give those of seven days that the season holds."""
    found = []
    dates = [first + timedelta(days=n) for n in range(7)]
    runs = sorted(plan.runs, key=lambda run: (run.date, run.start_min or 0, run.id))
    for day in (one for one in dates if plan.first_day <= one <= plan.last_day):
        sessions = tuple(
            Shown(
                one.session,
                one.page,
                one.because,
                one.state,
                one.heavy,
                one.movable,
                said.get(one.session.id, Voices()),
            )
            for one in shown
            if one.session.date == day
        )
        others = tuple(
            f"{one.title or one.sport}, {minutes_text(one.minutes)}" for one in plan.others if one.date == day
        )
        race = next((one.name or "Race" for one in plan.runner.races if one.date == day), "")
        lines = tuple(run_line(run) for run in runs if run.date == day)
        found.append(Day(day, lines, others, sessions, race, day == today, day >= today))
    return found


def first_sentence(page: PageSession) -> str:
    """Give the first sentence of the reason that weighs most; empty without one."""
    text = page.reasons[0].text if page.reasons else ""
    head, stop, _rest = text.partition(". ")
    return f"{head}." if stop else text


def run_line(run: PlannedRun) -> RunLine:
    """Put a run as a day shows it."""
    hour = "" if run.start_min is None else clock(run.start_min)
    return RunLine(hour, run.title or run.intensity, run.minutes, group_of(run.intensity))


def voices_of(kept: KeptPlan, owner: User, sessions: Iterable[Session]) -> dict[str, Voices]:
    """Give what the sources say on the reasons of sessions, by id; nothing for plans of a catalogue that is no more."""
    try:
        asked = open_plan(kept, owner)
    except InputError:
        return {}
    held = {bound.rule.code for bound in asked.rules.rules}
    found = {}
    for one in sessions:
        known = [
            why for why in one.because if all(code in held or code.startswith("wish") for code in why.rule.split("+"))
        ]
        found[one.id] = heard(voices(asked.rules, known, asked.methods))
    return found


def heard(voices: Iterable[Voice]) -> Voices:
    """Part voices into those shown and those unfolded."""
    told = [_said(voice) for voice in voices if voice.relation != "silent"]
    saying, against = ([one for one in told if one.against is side] for side in (False, True))
    more = (*saying[SAYING:], *against[AGAINST:])
    return Voices(tuple(saying[:SAYING]), tuple(against[:AGAINST]), more)


def _said(voice: Voice) -> Said:
    return Said(voice.says, cited(voice.source), voice.certainty, voice.relation == "contradicts")


def exercises_of(session: Session) -> list[tuple[str, str]]:
    """Give a session's exercises in order, by id and name."""
    known = catalogue().exercises
    names = dict.fromkeys(item.exercise for item in session.items)
    return [(name, known[name].name if name in known else name) for name in names]


def cited(source: str) -> str:
    """Cite a source or claim in a line; a method by its name."""
    return _citations().get(source, source)


@lru_cache(maxsize=1)
def _citations() -> dict[str, str]:
    from ironstride.cli.render import citations

    return citations()


def _order(session: Session) -> tuple[date, str, str]:
    return session.date, session.start, session.id
