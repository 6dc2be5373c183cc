"""Works out how strength is going, outside the request: each lift with its band, records, volume week by week."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import msgspec
from django.utils import timezone
from django.utils.translation import gettext_noop
from msgspec import Struct
from msgspec.structs import replace

from ironstride.catalogue import catalogue
from ironstride.model.log import History, LoggedSet
from ironstride.model.plan import Plan
from ironstride.model.words import MassUnit
from ironstride.planning.trend import Strength
from ironstride.version import __version__
from ironstride.web.accounts.models import User
from ironstride.web.insight.models import ProgressReport
from ironstride.web.jobs.kinds import Outcome, Work
from ironstride.web.log.store import log_mark
from ironstride.web.log.things import history
from ironstride.web.runners.auditing import judged
from ironstride.web.runners.stored import plan_of, runner_of, today

#: lifts whose course is drawn, and exercises whose records are told
MOST_LIFTS, MOST_RECORDS = 6, 40
#: widths in pixels pictures are drawn at: one of two on a desk, one on a phone, one as wide as the desk
DESK, PHONE, WHOLE = 540, 358, 1080
#: repetitions beyond which a set says little of a single
MOST_REPS = 12


class LiftShown(Struct, frozen=True):
    """A lift with what is believed of it, in kilograms besides the body, and its pictures for desk and phone."""

    exercise: str
    name: str
    low_kg: float
    middle_kg: float
    high_kg: float
    change_kg: float
    since: date
    sure: bool
    desk: str
    phone: str


class Record(Struct, frozen=True):
    """The best sets of an exercise: the heaviest, the most of it, and how often it was done."""

    exercise: str
    name: str
    sessions: int
    last: date
    heaviest: LoggedSet | None = None
    heaviest_on: date | None = None
    longest: LoggedSet | None = None
    longest_on: date | None = None


class Progress(Struct, frozen=True):
    """All of it. `volume` are the pictures of volume and intensity by week, for desk and phone."""

    on: date
    body_mass_kg: float
    mass_unit: MassUnit
    lifts: tuple[LiftShown, ...]
    records: tuple[Record, ...]
    volume: tuple[str, str] | None


def progress_job(work: Work) -> Outcome:
    """Work it out and keep it in place of the one before."""
    work.progress(gettext_noop("Reading your log"), 0, 2)
    mark = log_mark(work.owner)
    made = progress_of(work.owner)
    work.progress(gettext_noop("Writing it down"), 1, 2)
    content = zlib.compress(msgspec.json.encode(made), 6)
    ProgressReport.objects.update_or_create(
        owner=work.owner,
        defaults={
            "made": timezone.now(),
            "log_seq": mark,
            "version": __version__,
            "content": content,
        },
    )
    return Outcome(text="Worked out.", go="/progress/")


def kept(report: ProgressReport) -> Progress:
    """Read what was worked out."""
    return msgspec.json.decode(zlib.decompress(report.content), type=Progress)


def progress_of(owner: User) -> Progress:
    """Work out an owner's progress from the log and, where there is one, the plan."""
    from ironstride.strength.log_checks import trusted

    runner = runner_of(owner)
    day = today(runner)
    held = trusted(history(owner), day)
    plan = _as_done(plan_of(owner), held, day) or _record(owner)
    mass_kg = held.body_mass[-1].kg if held.body_mass else runner.body_mass_kg if runner else 70.0
    unit: MassUnit = runner.mass_unit if runner else "kg"
    lifts = () if plan is None else _lifts(plan, held, day, mass_kg)
    return Progress(day, mass_kg, unit, lifts, records(held), None if plan is None else _volume(plan))


def _as_done(plan: Plan | None, held: History, day: date) -> Plan | None:
    """Give the plan with its past as it was done; nothing when it lies wholly ahead or behind."""
    from ironstride.planning.settle import settle

    if plan is None or not plan.first_day <= day <= plan.last_day:
        return None
    past = settle(plan, held, day, catalogue().exercises).past
    done = {session.date for session in past}
    ahead = [one for one in plan.sessions if one.date > day or (one.date == day and day not in done)]
    return replace(plan, sessions=(*past, *ahead))


def _record(owner: User) -> Plan | None:
    """Give what was done in the last year in the shape of a plan; nothing when nothing was."""
    from ironstride.audit.record import record
    from ironstride.model.errors import InputError

    try:
        made = judged(owner)
    except InputError:
        return None
    return record(made.done, made.audit.judged_from)


def _lifts(plan: Plan, held: History, day: date, mass_kg: float) -> tuple[LiftShown, ...]:
    from ironstride.planning.trend import lifts_done, strength_over_time

    data = catalogue()
    courses = strength_over_time(plan, held, lifts_done(held, data, plan.first_day, day), day, data)
    return tuple(_lift(plan, name, course, mass_kg) for name, course in list(courses.items())[:MOST_LIFTS])


def _lift(plan: Plan, exercise: str, course: Sequence[Strength], mass_kg: float) -> LiftShown:
    from ironstride.pictures.load_line import BeliefPoint, load_line
    from ironstride.planning.trend import has_changed

    name = catalogue().exercises[exercise].name
    # what was done may have ended long ago: today's numbers are told, not drawn outside the picture
    drawn = [one for one in course if one.day <= plan.last_day]
    band = [BeliefPoint(one.day, one.low_kg, one.middle_kg, one.high_kg) for one in drawn]
    first, last = course[0], course[-1]
    desk, phone = (
        load_line(
            plan,
            exercise,
            width,
            name=name,
            standalone=False,
            key=f"{exercise}-{width}",
            band=band,
            body_mass_kg=mass_kg,
        )
        for width in (DESK, PHONE)
    )
    return LiftShown(
        exercise=exercise,
        name=name,
        low_kg=last.low_kg,
        middle_kg=last.middle_kg,
        high_kg=last.high_kg,
        change_kg=last.middle_kg - first.middle_kg,
        since=first.day,
        sure=has_changed(first, last),
        desk=desk,
        phone=phone,
    )


def _volume(plan: Plan) -> tuple[str, str]:
    from ironstride.pictures.volume import volume_by_week

    desk, phone = (volume_by_week(plan, width, standalone=False, key=f"volume-{width}") for width in (WHOLE, PHONE))
    return desk, phone


def records(held: History) -> tuple[Record, ...]:
    """Give the best sets of each exercise, those done most first."""
    done: dict[str, list[tuple[date, LoggedSet]]] = {}
    days: dict[str, set[date]] = {}
    for session in held.sessions:
        for one in session.sets:
            if one.kind != "warmup" and (one.exercise or one.name):
                done.setdefault(one.exercise or one.name, []).append((session.date, one))
                days.setdefault(one.exercise or one.name, set()).add(session.date)
    most = sorted(days, key=lambda name: (-len(days[name]), name))[:MOST_RECORDS]
    return tuple(_best(name, done[name], days[name]) for name in most)


def _best(exercise: str, done: Sequence[tuple[date, LoggedSet]], days: set[date]) -> Record:
    known = catalogue().exercises.get(exercise)
    name = known.name if known else exercise
    loaded = [(one.load_kg or 0.0, one.reps or 0, -day.toordinal(), day, one) for day, one in done if one.load_kg]
    heaviest = max(loaded, default=None, key=lambda found: found[:3])
    amounts = [(_amount(one), -day.toordinal(), day, one) for day, one in done if _amount(one)]
    longest = max(amounts, default=None, key=lambda found: found[:2])
    return Record(
        exercise=exercise if known else "",
        name=name,
        sessions=len(days),
        last=max(days),
        heaviest=heaviest[4] if heaviest else None,
        heaviest_on=heaviest[3] if heaviest else None,
        longest=longest[3] if longest else None,
        longest_on=longest[2] if longest else None,
    )


def _amount(one: LoggedSet) -> float:
    return float(one.reps or one.seconds or one.metres or one.contacts or 0)


def is_old(report: ProgressReport, mark: int, wait: Mapping[str, timedelta]) -> bool:
    """Tell whether what was worked out should be worked out anew: the log or the program went on since.

    Parameters
    ----------
    mark : the log's mark now.
    wait : `least`: how long it is left in peace though the log went on; `most`: when a day makes a difference.
    """
    age = timezone.now() - report.made
    return report.version != __version__ or (mark != report.log_seq and age > wait["least"]) or age > wait["most"]
