"""Reads dropped files into the tables."""

from __future__ import annotations

from ironstride.web.accounts.models import User
from ironstride.web.jobs.kinds import Outcome, Progress, Work


def import_batch(owner: User, batch: int, progress: Progress) -> Outcome:
    """Read the files of an import."""
    return Outcome()


def import_job(work: Work) -> Outcome:
    """Read the files of an import."""
    return Outcome()
