"""Makes the first season: imports what was dropped, makes a runner of the answers, and plans."""

from __future__ import annotations

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from ironstride.cli.ask import build_runner
from ironstride.web.data.importing import import_batch
from ironstride.web.jobs.kinds import Outcome, Work
from ironstride.web.runners.planning import counted, history_of, make_plan, told_by
from ironstride.web.runners.stored import day_in, keep_plan, keep_runner, running_files


class FirstRun(Struct, frozen=True):
    """What the first run asks for: the answers as typed, and the import that goes before, if files were dropped."""

    answers: dict[str, str]
    batch: int | None = None


def first_run_job(work: Work) -> Outcome:
    """Import what was dropped, make the runner of the answers and what the watch shows, and plan."""
    asked = msgspec.json.decode(work.asked, type=FirstRun)
    if asked.batch is not None:
        import_batch(work.owner, asked.batch, work.progress)
    day = day_in(asked.answers.get("time_zone", "UTC"))
    runner = build_runner(asked.answers, history_of(work.owner, None, day), day)
    if running_files(work.owner):
        weeks = runner.weeks if runner.races else None  # without a race, the calendar says how long the season is
        runner = replace(runner, weeks=weeks, running=replace(runner.running, pattern=()))
    made = make_plan(work.owner, runner, told_by(work))
    keep_runner(work.owner, runner, "first answers")
    keep_plan(work.owner, made, "first plan")
    return Outcome(text=counted(made), go="/")
