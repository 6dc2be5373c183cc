"""Erases an account and everything that was ever kept for it."""

from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django_tasks_db.models import DBTaskResult

from ironstride.web.accounts.models import User


def erase(owner: User) -> None:
    """Delete an account: rows that hang on it, its logins and its jobs in the queue, and what SQLite still remembers.

    Every table of ours hangs on the user and goes with it; a test walks the schema to see that nothing stays.
    """
    with transaction.atomic():
        keys = list(UserSession.objects.filter(user=owner).values_list("session_key", flat=True))
        Session.objects.filter(session_key__in=keys).delete()
        for job in owner.jobs.values_list("pk", flat=True):
            DBTaskResult.objects.filter(args_kwargs__args=[str(job)]).delete()
        owner.delete()
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:  # deleted pages are overwritten; the write-ahead log must not keep them
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
