"""The private address of one's own strength calendar."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from ironstride.web.accounts.models import User, digest_of, new_secret
from ironstride.web.data.models import Feed
from ironstride.web.runners.stored import plan_of


def open_feed(owner: User) -> str:
    """Make the address anew and return its secret, which is shown once; the one before ends."""
    secret = new_secret()
    with transaction.atomic():
        close_feeds(owner)
        Feed.objects.create(owner=owner, digest=digest_of(secret))
    return secret


def close_feeds(owner: User) -> None:
    """End the address."""
    owner.feeds.filter(revoked=None).update(revoked=timezone.now())


def calendar_of(owner: User) -> bytes | None:
    """Write the newest plan as a calendar; None without a plan."""
    from ironstride.catalogue import catalogue
    from ironstride.formats.ics_write import plan_ics

    plan = plan_of(owner)
    if plan is None:
        return None
    revision = owner.plan_versions.order_by("-number").values_list("number", flat=True).first() or 0
    return plan_ics(plan, catalogue().names, revision)
