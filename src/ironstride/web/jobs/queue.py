"""Puts jobs into the queue and tells how they stand."""

from __future__ import annotations

import msgspec
from django.db import transaction
from msgspec import Struct

from ironstride.model.errors import InputError
from ironstride.web.accounts.models import User
from ironstride.web.jobs.kinds import KINDS
from ironstride.web.jobs.models import Job
from ironstride.web.jobs.tasks import enqueue

#: jobs of one owner that may wait at once
MOST_OPEN = 20
OPEN = (Job.State.WAITING, Job.State.RUNNING)


class Nothing(Struct, frozen=True):
    """For jobs that need to be told nothing."""


def start(owner: User, kind: str, asked: Struct | None = None) -> Job:
    """Ask for a piece of work; the same asked again while it still waits is the same job.

    Parameters
    ----------
    kind : a name of `KINDS`.
    asked : what its function decodes.

    Raises
    ------
    InputError : too many of the owner's jobs wait already.
    """
    assert kind in KINDS
    content = msgspec.json.encode(asked or Nothing()).decode()
    with transaction.atomic():
        User.objects.select_for_update().get(pk=owner.pk)
        waiting = owner.jobs.filter(kind=kind, state=Job.State.WAITING, asked=content).first()
        if waiting is not None:
            return waiting
        if owner.jobs.filter(state__in=OPEN).count() >= MOST_OPEN:
            raise InputError(f"{MOST_OPEN} jobs of yours wait already", "jobs", "Let them finish first.")
        job = Job.objects.create(owner=owner, kind=kind, asked=content)
        transaction.on_commit(lambda: enqueue(job))
    return job


def running(owner: User) -> Job | None:
    """Give the owner's job under way, the oldest first."""
    return owner.jobs.filter(state__in=OPEN).order_by("made").first()
