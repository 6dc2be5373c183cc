"""Erases: an account with everything that was ever kept for it, or one kind of data after its consent ended."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

import msgspec
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django_tasks_db.models import DBTaskResult
from msgspec import Struct
from msgspec.structs import replace

from ironstride.model.runner import Runner
from ironstride.model.running import Run
from ironstride.web.accounts.models import User, digest_of
from ironstride.web.data import spool
from ironstride.web.data.exporting import export_folder
from ironstride.web.log.store import drop
from ironstride.web.runners.stored import forget_everywhere, keep_runner, runner_of, without_health
from ironstride.web.site.erased import remember_erased


def erase(owner: User) -> None:
    """Delete an account: rows that hang on it, its logins, its jobs in the queue, its files, what SQLite remembers.

    Every table of ours hangs on the user and goes with it; a test walks the schema to see that nothing stays.
    """
    if owner.demo_until is None:  # demos go by themselves
        remember_erased(digest_of(str(owner.public)))
    for batch in owner.batches.values_list("pk", flat=True):
        spool.forget(batch)
    (export_folder() / f"{owner.public}.zip").unlink(missing_ok=True)
    with transaction.atomic():
        keys = list(UserSession.objects.filter(user=owner).values_list("session_key", flat=True))
        Session.objects.filter(session_key__in=keys).delete()
        for job in owner.jobs.values_list("pk", flat=True):
            DBTaskResult.objects.filter(args_kwargs__args=[str(job)]).delete()
        owner.delete()
    forget_everywhere()
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:  # deleted pages are overwritten; the write-ahead log must not keep them
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def forget_heart(owner: User) -> None:
    """Delete heart rates: in recorded runs, and the watch files that hold them."""
    for activity in owner.activities.filter(is_run=True).iterator(chunk_size=200):
        run = msgspec.json.decode(activity.content, type=Run)
        bare = replace(run, mean_hr_bpm=None, max_hr_bpm=None, hr_histogram_s={})
        owner.activities.filter(pk=activity.pk).update(content=msgspec.json.encode(bare).decode())
    owner.files.filter(kind="activity").update(content=None)


class _Plan(Struct):
    """As much of a plan as tells whom it was made for."""

    runner: Runner


def _told(owner: User) -> Iterator[Runner]:
    """Give the runner as every version of the runner and of the plan knows them."""
    for content in owner.runner_versions.values_list("content", flat=True).iterator():
        yield msgspec.json.decode(content, type=Runner)
    for packed in owner.plan_versions.values_list("content", flat=True).iterator(chunk_size=5):
        yield msgspec.json.decode(zlib.decompress(packed), type=_Plan).runner


def forget_body(owner: User) -> bool:
    """Delete soreness, pain and self-tests: in the log for good, and in every version of the runner and of the plan.

    Returns
    -------
    bool : the runner had any, so its plans went too and one must be made anew.
    """
    for word in ("complaint", "screen"):
        drop(owner, owner.log_records.filter(content__contains=f'"do":"{word}"'))
    owner.proposals.all().delete()  # a change that was worked out may tell of a sore spot
    runner = runner_of(owner)
    if runner is None or not any(without_health(told) != told for told in _told(owner)):
        return False
    owner.runner_versions.all().delete()
    owner.plan_versions.all().delete()
    keep_runner(owner, without_health(runner), "consent withdrawn")
    return True
