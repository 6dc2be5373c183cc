"""The demo: the example runner with the season moved so that today lies in its sixth week, sets logged up to now."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

from django.utils import timezone
from msgspec.structs import replace

from ironstride.model.errors import InputError
from ironstride.model.log import LogEntry, LoggedSession, LoggedSet, PutSession
from ironstride.model.plan import Plan
from ironstride.model.runner import Runner
from ironstride.model.session import Session, Set
from ironstride.web.accounts.models import User
from ironstride.web.jobs.kinds import Outcome, Work
from ironstride.web.log.store import append
from ironstride.web.runners.models import RunningFile
from ironstride.web.runners.planning import make_plan, told_by
from ironstride.web.runners.stored import keep_plan, keep_runner, today

EXAMPLE = "novice-half"
#: weeks of the season that lie behind on the day the demo is opened, and how long the account lives
WEEKS_BEHIND, LIFE = 5, timedelta(days=1)
_DATE = re.compile(r"(?<=[:;,=])(\d{4})(\d\d)(\d\d)(?=[T\r\n,]|$)", re.MULTILINE)


def demo_account() -> User:
    """Add an account to play with; nobody knows a password for it, and a day later it is erased."""
    user = User.objects.create_user(f"demo-{secrets.token_hex(8)}@demo.invalid")
    User.objects.filter(pk=user.pk).update(demo_until=timezone.now() + LIFE)
    user.refresh_from_db()
    return user


def demo_job(work: Work) -> Outcome:
    """Fill a demo account: the example's runner and calendar, a plan, and the sets of the weeks behind."""
    runner, calendar = example()
    day = today(runner)
    shift = day - timedelta(days=day.weekday(), weeks=WEEKS_BEHIND) - (runner.first_day or day)
    runner = moved(runner, shift)
    RunningFile.objects.create(owner=work.owner, name="plan.ics", content=moved_calendar(calendar, shift).encode())
    keep_runner(work.owner, runner, "the example")
    plan = make_plan(work.owner, runner, told_by(work))
    keep_plan(work.owner, plan, "the example")
    append(work.owner, list(done_until(plan, day)))
    return Outcome(text="Play.", go="/")


def example() -> tuple[Runner, str]:
    """Read the example's runner and calendar, from the installed package or from the project's folder.

    Raises
    ------
    InputError : when neither is there.
    """
    from ironstride.formats.runner_file import read_runner

    here = Path(__file__).resolve()
    places = (here.parents[2] / "examples" / EXAMPLE, here.parents[4] / "examples" / EXAMPLE)
    folder = next((place for place in places if place.is_dir()), None)
    if folder is None:
        raise InputError("the example runner is not installed", "demo")
    return read_runner(folder), (folder / "plan.ics").read_text(encoding="utf-8")


def moved(runner: Runner, by: timedelta) -> Runner:
    """Move a runner's season in time; whole weeks keep the weekdays."""
    return replace(
        runner,
        first_day=runner.first_day and runner.first_day + by,
        races=tuple(replace(race, date=race.date + by) for race in runner.races),
        running=replace(runner.running, history=()),
    )


def moved_calendar(text: str, by: timedelta) -> str:
    """Move every date of a calendar."""

    def later(match: re.Match[str]) -> str:
        return f"{date(int(match[1]), int(match[2]), int(match[3])) + by:%Y%m%d}"

    return _DATE.sub(later, text)


def done_until(plan: Plan, day: date) -> Iterator[LogEntry]:
    """Log the sessions before a day as they were planned; the second of them was skipped, as happens."""
    behind = [session for session in plan.sessions if session.date < day]
    for number, session in enumerate(behind):
        if number != 1:
            yield PutSession(entry=f"demo-{session.id}", session=_done(session), device="demo", count=number)


def _done(session: Session) -> LoggedSession:
    begin = datetime.fromisoformat(f"{session.date}T{session.start}:00")
    sets: list[LoggedSet] = []
    for block in session.blocks:
        for item in block.items:
            for number, planned in enumerate(item.sets):
                name = f"{session.id}-{block.block}-{item.exercise}-{number}"
                sets += _done_set(planned, name, item.exercise, begin + timedelta(minutes=2 * len(sets)))
    return LoggedSession(
        id=f"demo-{session.id}",
        date=session.date,
        start_min=begin.hour * 60 + begin.minute,
        minutes=float(session.minutes),
        title=session.title,
        planned=session.id,
        place=session.place,
        rpe=6.0,
        sets=tuple(sets),
    )


def _done_set(planned: Set, name: str, exercise: str, at: datetime) -> list[LoggedSet]:
    done = LoggedSet(
        id=name,
        exercise=exercise,
        reps=planned.reps,
        seconds=planned.seconds,
        contacts=planned.contacts,
        metres=planned.metres,
        load_kg=planned.load_kg,
        kind="warmup" if planned.warmup else "work",
        rir=None if planned.warmup else planned.rir,
        planned_reps=planned.reps,
        at=at,
    )
    if planned.side != "each":
        return [done]
    return [replace(done, id=f"{name}-l", side="left"), replace(done, id=f"{name}-r", side="right")]
