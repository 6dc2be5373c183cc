"""What people agree to: the kinds of data, the words they are asked in, and whether they said yes."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from msgspec import Struct

from ironstride.web.accounts.models import Consent, User
from ironstride.web.site.prepared import Prepared


class Question(Struct, frozen=True):
    """A kind of data: what is kept and why, in the words shown, and whether the app works without it."""

    title: str | Promise
    words: str | Promise
    needed: bool


QUESTIONS: Mapping[str, Question] = {
    "training": Question(
        _("Your training"),
        _(
            "Ironstride keeps what you run and lift, your body mass, year of birth and equipment, to plan and to "
            "progress your strength work. It lies on this server only. You can take all of it with you, or erase it, "
            "at any time."
        ),
        needed=True,
    ),
    "heart": Question(
        _("Heart rate"),
        _(
            "Watch files hold your heart rate. With it, easy and hard runs are told apart better. Without your yes it "
            "is left out when files are read."
        ),
        needed=False,
    ),
    "body": Question(
        _("Soreness, pain and self-tests"),
        _(
            "If you say where it hurts, exercises that would bother it are left out. Nothing is diagnosed. Without "
            "your yes none of it is kept."
        ),
        needed=False,
    ),
}


def agreed(owner: User, kind: str) -> bool:
    """Tell whether the owner's yes to a kind of data stands."""
    return kind in standing(owner)


def standing(owner: User) -> frozenset[str]:
    """Give the kinds of data the owner's yes stands for; one query."""
    return frozenset(kind for (kind,) in _STANDING(owner.pk))


_STANDING = Prepared(
    lambda owner: Consent.objects.filter(owner_id=owner, withdrawn=None).values_list("kind"), 7_000_000_001
)


def set_consent(owner: User, kind: str, yes: bool) -> None:
    """Write down a yes with the words it was given to, or a no; what stands stays."""
    with transaction.atomic():
        User.objects.select_for_update().get(pk=owner.pk)
        standing = owner.consents.filter(kind=kind, withdrawn=None)
        if not yes:
            standing.update(withdrawn=timezone.now())
        elif not standing.exists():
            Consent.objects.create(owner=owner, kind=kind, words=str(QUESTIONS[kind].words))
