"""What happens without being asked: connected calendars are looked at again, and what is over is forgotten."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from ironstride.web.accounts.models import User
from ironstride.web.data import spool
from ironstride.web.data.connecting import STALE
from ironstride.web.data.erasing import erase
from ironstride.web.jobs.models import Job
from ironstride.web.jobs.queue import OPEN, start
from ironstride.web.season.models import Proposal

#: how long finished jobs are kept, rows of the queue, and changes nobody kept
KEPT, QUEUE_KEPT, PROPOSED = timedelta(days=30), timedelta(hours=1), timedelta(days=2)


def tick() -> None:
    """Forget what is over and ask for news of calendars."""
    from django_tasks_db.models import DBTaskResult

    now = timezone.now()
    spool.sweep()
    Job.objects.filter(finished__lt=now - KEPT).delete()
    DBTaskResult.objects.finished().filter(finished_at__lt=now - QUEUE_KEPT).delete()
    Proposal.objects.filter(number=None, made__lt=now - PROPOSED).delete()
    for over in User.objects.filter(demo_until__lt=now)[:50]:
        erase(over)
    stale = User.objects.filter(running_files__fetched__lt=now - STALE, is_active=True).exclude(
        jobs__kind="refresh", jobs__state__in=OPEN
    )
    for owner in stale.distinct()[:100]:
        start(owner, "refresh")
