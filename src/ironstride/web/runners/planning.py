"""Makes and changes plans from what the tables hold: the work behind the jobs `plan` and `replan`."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from django.utils.translation import gettext_noop
from msgspec import Struct
from msgspec.structs import replace

from ironstride.model.errors import InputError
from ironstride.model.plan import Plan
from ironstride.model.runner import Runner
from ironstride.model.running import Run, RunningPlan
from ironstride.model.words import plural
from ironstride.web.accounts.models import User
from ironstride.web.jobs.kinds import Outcome, Work
from ironstride.web.log.things import history
from ironstride.web.runners.stored import keep_plan, keep_runner, plan_of, runner_of, running_files, today

if TYPE_CHECKING:
    from ironstride.running.load import HistorySummary

#: how far ahead calendars are looked into before they are taken for last year's
HORIZON_DAYS = 371
#: the planner's stages in the words a runner reads
STAGES = {
    "read": gettext_noop("Reading your season"),
    "schedule": gettext_noop("Finding the days"),
    "compose": gettext_noop("Choosing the exercises"),
    "prescribe": gettext_noop("Setting the loads"),
    "audit": gettext_noop("Checking it with the same rules"),
}
#: what a change of the plan may change of the runner
CHANGING = (
    "races",
    "sore",
    "red_flags",
    "cleared",
    "availability",
    "exceptions",
    "wishes",
    "method",
    "switches",
    "places",
)


class Replan(Struct, frozen=True):
    """Changes as the command line writes them: `move-run 2027-03-07 2027-03-06`; none just follows the log."""

    changes: tuple[str, ...] = ()


def plan_job(work: Work) -> Outcome:
    """Plan the season anew from the newest runner, calendars and history."""
    runner = runner_of(work.owner)
    if runner is None:
        raise InputError("there is no runner yet", "season", "Answer the questions of the first run.")
    made = make_plan(work.owner, runner, told_by(work))
    keep_plan(work.owner, made, "planned anew")
    return Outcome(text=counted(made), go="/")


def replan_job(work: Work) -> Outcome:
    """Change the newest plan as little as possible, following the log; the runner changes with it."""
    from ironstride.planning.change_text import parse_change
    from ironstride.planning.differences import difference_text
    from ironstride.planning.replan import replan
    from ironstride.strength.log_checks import trusted

    asked = msgspec.json.decode(work.asked, type=Replan)
    plan, runner = plan_of(work.owner), runner_of(work.owner)
    if plan is None or runner is None:
        raise InputError("there is no plan yet", "season", "Make one first.")
    work.progress(gettext_noop("Looking for the smallest change"), 0, 0)
    day = today(runner)
    changes = [parse_change(text) for text in asked.changes]
    changed = replan(plan, changes, day, history=trusted(history(work.owner), day))
    if changed.plan == plan:
        return Outcome(text="Nothing has to change.")
    keep_runner(work.owner, as_changed(runner, changed.plan), "change")
    keep_plan(work.owner, changed.plan, "; ".join(asked.changes) or "followed the log")
    return Outcome(text="Changed.", lines=tuple(difference_text(changed.differences).splitlines()))


def as_changed(runner: Runner, plan: Plan) -> Runner:
    """Give the runner as a changed plan knows them; races that only a calendar named stay the calendar's."""
    from ironstride.running.races import own_races

    told = {name: getattr(plan.runner, name) for name in CHANGING} | {"races": own_races(plan.runner)}
    return replace(runner, **told)


def make_plan(owner: User, runner: Runner, told: Callable[[str], None]) -> Plan:
    """Plan for a runner with the owner's calendars and history.

    Raises
    ------
    InputError, NoPlan : one line each, see the planner.
    """
    from ironstride.planning.plan import plan

    told("read")
    running = running_of(owner, runner)
    return plan(runner, running, history_of(owner, runner, today(runner)), progress=told)


def running_of(owner: User, runner: Runner) -> RunningPlan:
    """Read the owner's calendars, tables and weekly pattern over the season's dates."""
    from ironstride.cli.prepare import running_plan

    with tempfile.TemporaryDirectory(prefix="ironstride-") as name:
        folder = Path(name)
        names = []
        for number, file in enumerate(running_files(owner)):
            # what the file is called decides nothing but its suffix, so no name from outside reaches the disk
            kept = f"{number}{Path(file.name).suffix.lower()[:5]}"
            (folder / kept).write_bytes(bytes(file.content))
            if _speaks_of(folder / kept, runner):
                names.append(kept)
        kept_running = replace(runner.running, calendar=tuple(names), history=())
        reading = replace(runner, first_day=runner.first_day or today(runner), running=kept_running)
        return running_plan(reading, folder, (), None)


def _speaks_of(path: Path, runner: Runner) -> bool:
    """Tell whether a calendar holds anything from a season's first day on; last year's need not be in the way."""
    from ironstride.running.plan_entries import read_entries

    first = runner.first_day or today(runner)
    with contextlib.suppress(InputError):
        return bool(read_entries(path, path.name, runner, first, first + timedelta(days=HORIZON_DAYS)))
    return False


def runs_of(owner: User) -> list[Run]:
    """Give the owner's recorded runs by start, each once, however many files it came in."""
    from ironstride.formats.history import unique_runs

    rows = owner.activities.filter(is_run=True).order_by("start", "pk").values_list("content", flat=True)
    return list(unique_runs([msgspec.json.decode(content, type=Run) for content in rows.iterator()]))


def history_of(owner: User, runner: Runner | None, day: date) -> HistorySummary | None:
    """Summarise the owner's recorded runs before the season, or else before a day; None when there are none."""
    runs = runs_of(owner)
    if not runs:
        return None
    from ironstride.running.load import summarise

    who = runner or Runner(name="-", event="10k", lifting_experience="none", body_mass_kg=70, birth_year=1990)
    return summarise(runs, who, who.first_day or day)


def told_by(work: Work) -> Callable[[str], None]:
    """Give what tells a job's progress by the planner's stages."""
    names = list(STAGES)

    def told(stage: str) -> None:
        if stage in STAGES:
            work.progress(STAGES[stage], names.index(stage), len(names))

    return told


def counted(plan: Plan) -> str:
    """Say how much a plan holds: `24 sessions in 12 weeks.`"""
    return f"{plural(len(plan.sessions), 'session')} in {len(plan.weeks)} weeks."
