"""The one task the queue knows: do a job, in a process forked for it, so that its fate is its own."""

from __future__ import annotations

import contextlib
import logging
import os
import resource
import signal
import time
import uuid

import msgspec
from django.db import connections
from django.utils import timezone
from django_tasks import task

from ironstride.model.errors import IronstrideError
from ironstride.web.jobs.kinds import KINDS, Outcome, Work, does
from ironstride.web.jobs.models import Job

log = logging.getLogger("ironstride.jobs")
#: address space a job may use, bytes: the solver asks for a third of it
MEMORY = 4 << 30
#: progress is written at most so often, seconds
OFTEN_S = 0.4
OURS = "A fault of ours stopped this. Nothing was lost; please try again."


@task()
def run(job_id: str) -> None:
    """Do a job; its own row tells what came of it."""
    perform(uuid.UUID(job_id))


def enqueue(job: Job) -> None:
    """Hand a job to the process for jobs."""
    run.enqueue(str(job.pk))


def perform(pk: uuid.UUID) -> None:
    """Do a waiting job in a forked process, and end that process when it takes too long."""
    claimed = Job.objects.filter(pk=pk, state=Job.State.WAITING).update(state=Job.State.RUNNING, started=timezone.now())
    if not claimed:
        return
    kind = Job.objects.values_list("kind", flat=True).get(pk=pk)
    connections.close_all()  # neither a SQLite nor a PostgreSQL connection may be shared with a child
    child = os.fork()
    if child == 0:
        _child(pk)
    code = _wait(child, KINDS[kind].limit_s)
    if code is not None and code != 0:
        log.error("job crashed", extra={"job": kind, "status": code})
    late = f"It took longer than {KINDS[kind].limit_s} s and was stopped."
    _finish(pk, problem=late if code is None else OURS)


def _child(pk: uuid.UUID) -> None:
    """Be the forked process: do the work and leave without the parent's clean-up."""
    code = 1
    try:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        work(pk)
        code = 0
    finally:
        with contextlib.suppress(Exception):
            connections.close_all()
        os._exit(code)


def _wait(child: int, limit_s: float) -> int | None:
    """Wait for a child's exit code; None when it had to be killed."""
    deadline = time.monotonic() + limit_s
    pause_s = 0.01
    while time.monotonic() < deadline:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        time.sleep(pause_s)
        pause_s = min(0.1, pause_s * 1.5)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return None


def work(pk: uuid.UUID) -> None:
    """Do a claimed job here and now, and write down what came of it. Faults of ours are logged, never shown."""
    job = Job.objects.select_related("owner").get(pk=pk)
    start = time.perf_counter()
    try:
        outcome = does(job.kind)(Work(job.owner, job.asked.encode(), _Progress(job)))
    except IronstrideError as error:
        _finish(pk, problem=str(error))
        return
    except Exception:
        log.exception("fault", extra={"job": job.kind})
        _finish(pk, problem=OURS)
        return
    _finish(pk, outcome=outcome)
    log.info("job", extra={"job": job.kind, "ms": round(1000 * (time.perf_counter() - start))})


def _finish(pk: uuid.UUID, outcome: Outcome | None = None, problem: str = "") -> None:
    """Close a job that is still under way; what it was told is forgotten."""
    Job.objects.filter(pk=pk, state=Job.State.RUNNING).update(
        state=Job.State.FAILED if outcome is None else Job.State.DONE,
        result="" if outcome is None else msgspec.json.encode(outcome).decode(),
        problem=problem[:500],
        asked="{}",
        finished=timezone.now(),
    )


class _Progress:
    """Writes how far a job is, at most every so often unless the stage is new."""

    def __init__(self, job: Job) -> None:
        self._pk, self._stage, self._at = job.pk, "", 0.0

    def __call__(self, stage: str, done: int = 0, total: int = 0) -> None:
        now = time.monotonic()
        if stage == self._stage and now - self._at < OFTEN_S and done != total:
            return
        self._stage, self._at = stage, now
        Job.objects.filter(pk=self._pk).update(stage=stage[:100], done=done, total=total)


def recover() -> None:
    """Put jobs that a stopped server left behind into the queue once more; what fails twice has failed."""
    Job.objects.filter(state=Job.State.RUNNING, tries__gte=1).update(
        state=Job.State.FAILED, problem=OURS, finished=timezone.now()
    )
    for job in Job.objects.filter(state=Job.State.RUNNING):
        Job.objects.filter(pk=job.pk).update(state=Job.State.WAITING, tries=1)
        enqueue(job)
