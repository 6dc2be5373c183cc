"""Asking a coach in, being asked in, and ending it."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from ironstride.model.errors import InputError
from ironstride.web.accounts.models import INVITATION, Coaching, User, digest_of, new_secret

#: coaches and open invitations a runner may have
MOST = 10


def invite(owner: User, label: str) -> str:
    """Make an invitation and return its secret, which is shown once.

    Raises
    ------
    InputError : too many already.
    """
    with transaction.atomic():
        if owner.coaches.filter(ended=None).count() >= MOST:
            raise InputError(f"{MOST} coaches are asked in already", "coaches", "End one first.")
        secret = new_secret()
        Coaching.objects.create(owner=owner, label=label.strip()[:80] or "Coach", digest=digest_of(secret))
    return secret


def invitation(secret: str) -> Coaching | None:
    """Find an invitation that can still be accepted."""
    since = timezone.now() - INVITATION
    found = Coaching.objects.filter(digest=digest_of(secret), accepted=None, ended=None, offered__gt=since)
    return found.select_related("owner").first()


def accept(coach: User, secret: str) -> Coaching:
    """Accept an invitation; it works once.

    Raises
    ------
    InputError : it cannot be accepted (any more), or is one's own.
    """
    found = invitation(secret)
    if found is None:
        raise InputError("this invitation has ended", "invitation", "Ask the runner for a new one.")
    if found.owner_id == coach.pk:
        raise InputError("this invitation is your own", "invitation", "Send it to your coach.")
    taken = Coaching.objects.filter(pk=found.pk, accepted=None, ended=None)
    if not taken.update(coach=coach, accepted=timezone.now()):
        raise InputError("this invitation was accepted already", "invitation", "Ask the runner for a new one.")
    return found


def end(coaching: Coaching) -> None:
    """End a coach's right to read, or an open invitation; from the next request on."""
    Coaching.objects.filter(pk=coaching.pk, ended=None).update(ended=timezone.now())
