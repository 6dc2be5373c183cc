"""The season's ribbon for desk and phone, drawn once for each version of a plan and what of it is done."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from uuid import UUID

from django.utils.safestring import SafeString, mark_safe
from msgspec import Struct

from ironstride.pictures.ribbon import season_ribbon
from ironstride.web.accounts.models import User
from ironstride.web.runners.stored import KeptPlan, decoded, forgotten_with_plans
from ironstride.web.season.reading import DESK, PHONE


class Ribbons(Struct, frozen=True):
    """The same ribbon twice, as SVG."""

    desk: SafeString
    phone: SafeString


def ribbons(kept: KeptPlan, owner: User, done: Iterable[str]) -> Ribbons:
    """Draw a plan's ribbon.

    Parameters
    ----------
    done : ids of the sessions that are done; they are drawn solid.
    """
    return _drawn(kept.pk, owner.public, frozenset(done))


@lru_cache(maxsize=256)
def _drawn(pk: int, owner: UUID, done: frozenset[str]) -> Ribbons:
    plan = decoded(pk, owner)
    return Ribbons(
        desk=mark_safe(season_ribbon(plan, DESK, done=done, standalone=False, key="desk")),
        phone=mark_safe(season_ribbon(plan, PHONE, done=done, standalone=False, key="phone")),
    )


forgotten_with_plans(_drawn.cache_clear)
