"""Audits an owner's log beside the runs: the work behind the job `audit`, and its newest report."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from django.utils.translation import gettext_noop
from msgspec import Struct

from ironstride.model.audit import Audit
from ironstride.model.errors import InputError
from ironstride.web.accounts.models import User
from ironstride.web.jobs.kinds import Outcome, Work
from ironstride.web.log.store import log_mark
from ironstride.web.log.things import history
from ironstride.web.runners.models import AuditReport
from ironstride.web.runners.planning import STAGES, make_plan, runs_of
from ironstride.web.runners.stored import keep_plan, keep_runner, runner_of, today

if TYPE_CHECKING:
    from ironstride.cli.audit_reading import Material
    from ironstride.cli.audit_render import Audited


class AskAudit(Struct, frozen=True):
    """Which method to judge by; `all` lays them side by side, empty is the runner's own."""

    method: str = ""


def audit_job(work: Work) -> Outcome:
    """Audit the log and keep the report in place of the one before."""
    asked = msgspec.json.decode(work.asked, type=AskAudit)
    work.progress(gettext_noop("Reading your log"), 0, 2)
    mark = log_mark(work.owner)
    made = audit_of(work.owner, asked.method)
    work.progress(gettext_noop("Writing it down"), 1, 2)
    content = msgspec.json.encode(made).decode()
    fields = {"content": content, "log_seq": mark}
    AuditReport.objects.filter(owner=work.owner, method=asked.method).delete()
    AuditReport.objects.create(owner=work.owner, method=asked.method, **fields)
    return Outcome(text="Audited.", go="/audit/")


def newest_audit(owner: User, method: str = "") -> Audit | None:
    """Give the newest audit by a method; None before the first."""
    content = owner.audits.filter(method=method).values_list("content", flat=True).first()
    return None if content is None else msgspec.json.decode(content, type=Audit)


def audit_of(owner: User, method: str = "") -> Audit:
    """Judge what an owner logged, with what is in doubt left out until it is answered.

    Raises
    ------
    InputError : nothing is logged yet.
    """
    return judged(owner, method).audit


def judged(owner: User, method: str = "") -> Audited:
    """Judge as `audit_of`, and keep what it was made of.

    Raises
    ------
    InputError : nothing is logged yet.
    """
    from ironstride.cli.audit_render import audited

    return audited(material_of(owner), method or None, None, None)


def material_of(owner: User) -> Material:
    """Gather what an owner logged and ran.

    Raises
    ------
    InputError : nothing is logged yet.
    """
    from ironstride.catalogue import catalogue
    from ironstride.cli.audit_logs import settled
    from ironstride.cli.audit_reading import Material
    from ironstride.planning.names import with_ids
    from ironstride.rules.done import described, guessed
    from ironstride.rules.done_runs import as_done, done_runs
    from ironstride.running.load import classify_all
    from ironstride.running.thresholds import estimate_thresholds, max_heart_rate

    runner = runner_of(owner)
    log, told = settled(history(owner), today(runner))
    if not log.sessions:
        raise InputError("there is no session to audit yet", "audit", "Log one, or bring in what your gym app wrote.")
    who = guessed(log, ()) if runner is None else described(with_ids(runner, catalogue().exercises)[0], log)
    runs = sorted(runs_of(owner), key=lambda run: run.start)
    done, max_hr_bpm = as_done(()), None
    if runs:
        last = runs[-1].start
        classified = classify_all(runs, estimate_thresholds(runs, who.runner, last.date()), who.runner)
        done = done_runs(runs, classified, who.runner.time_zone)
        age = last.year - who.runner.birth_year
        max_hr_bpm = max_heart_rate(runs, age, who.runner.running.max_hr_bpm).value
    else:
        who = msgspec.structs.replace(who, unknown=who.unknown | {"runs"})
    return Material(
        history=log,
        runs=done,
        who=who,
        today=today(runner),
        max_hr_bpm=max_hr_bpm,
        described=runner is not None,
        notes=told,
    )


def plan_job(work: Work) -> Outcome:
    """Plan from what an audit found: a runner as the log shows one, or the one described, from today on."""
    from ironstride.audit.start import starting_point
    from ironstride.catalogue import catalogue
    from ironstride.cli.audit_plan import place_of

    work.progress(gettext_noop("Reading your log"), 0, 0)
    material = material_of(work.owner)
    made = judged(work.owner)
    exercises = catalogue().exercises
    done = {one.exercise for session in material.history.sessions for one in session.sets}
    used = {exercises[name].load_type for name in done if name in exercises}
    places = place_of(used, material.who.runner.mass_unit)
    day = today(runner_of(work.owner))
    begun = starting_point(made.done, material.history.sessions, made.audit, exercises, places, day)
    plan = make_plan(work.owner, begun.runner, lambda stage: work.progress(STAGES.get(stage, stage), 0, 0))
    keep_runner(work.owner, begun.runner, "from the audit")
    keep_plan(work.owner, plan, "from the audit")
    return Outcome(text="Planned.", go="/")
