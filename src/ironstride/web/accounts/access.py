"""Whose data a page shows: the reader's own, or that of a runner who asked them in as a coach."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import TypeAlias, TypeVar

from allauth.account.decorators import reauthentication_required
from django.http import Http404, HttpRequest, HttpResponseBase
from msgspec import Struct

from ironstride.web.accounts.models import Coaching, User

RunnerId: TypeAlias = uuid.UUID | None


class Subject(Struct, frozen=True):
    """The runner whose page it is, and whether the reader may change it."""

    owner: User
    own: bool


def reader(request: HttpRequest) -> User:
    """Give the account that reads; views are only reached with one."""
    assert isinstance(request.user, User)
    return request.user


def subject(request: HttpRequest, runner: RunnerId = None) -> Subject:
    """Give whose data to show: one's own, or the runner's whose coach one is.

    Parameters
    ----------
    runner : the public id in the address of a squad page; None on one's own pages.

    Raises
    ------
    Http404 : there is no such runner, or they did not ask this reader in; both look the same.
    """
    who = reader(request)
    if runner is None:
        return Subject(who, own=True)
    asked_in = Coaching.objects.filter(
        owner__public=runner, owner__is_active=True, coach=who, accepted__isnull=False, ended__isnull=True
    )
    found = asked_in.select_related("owner").first()
    if found is None:
        raise Http404
    return Subject(found.owner, own=False)


V = TypeVar("V", bound=Callable[..., HttpResponseBase])


def fresh_login(view: V) -> V:
    """Ask for the password or passkey again when that is longer ago than a quarter of an hour; demos have neither."""
    guarded: V = reauthentication_required(view)
    return guarded
