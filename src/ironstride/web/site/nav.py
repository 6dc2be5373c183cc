"""What stands in the navigation, and which of it is the page shown."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from msgspec import Struct

from ironstride.web.accounts.access import Subject


class Entry(Struct, frozen=True):
    """One entry of the navigation: its address, its words, and whether it is the page shown or holds it."""

    address: str
    label: str | Promise
    here: bool
    pocket: bool = False


#: view, label, views that count as it (by their beginning), whether it stands in the bar of a phone
ENTRIES: Sequence[tuple[str, str | Promise, tuple[str, ...], bool]] = (
    ("pages:today", _("Today"), ("pages:today", "gym:"), True),
    ("season:season", _("Season"), ("season:",), True),
    ("insight:log", _("Log"), ("insight:log", "insight:session"), True),
    ("insight:progress", _("Progress"), ("insight:progress",), True),
    ("insight:audit", _("Audit"), ("insight:audit",), False),
    ("library:exercises", _("Library"), ("library:exercise",), False),
    ("library:methods", _("Methods"), ("library:method",), False),
    ("library:sources", _("Sources"), ("library:source",), False),
    ("data:data", _("Data"), ("data:",), False),
    ("accounts:account", _("Account"), ("accounts:", "account_", "mfa_"), False),
)
#: what a stranger may read, and what a coach reads of a runner, by the views under `squad/`
PUBLIC = ("library:exercises", "library:methods", "library:sources")
SQUAD = (
    ("pages:squad-today", _("Today")),
    ("season:squad-season", _("Season")),
    ("insight:squad-log", _("Log")),
    ("insight:squad-progress", _("Progress")),
    ("insight:squad-audit", _("Audit")),
)


def entries(request: HttpRequest) -> list[Entry]:
    """Give the entries for who asks: all to those logged in, what is public to others."""
    match = request.resolver_match
    shown = match.view_name if match else ""
    known = request.user.is_authenticated
    return [
        Entry(reverse(view), label, shown.startswith(within), pocket)
        for view, label, within, pocket in ENTRIES
        if known or view in PUBLIC
    ]


def of_runner(subject: Subject, shown: str) -> list[Entry]:
    """Give the pages of a runner one coaches."""
    public = subject.owner.public
    return [Entry(reverse(view, args=[public]), label, shown == view) for view, label in SQUAD]
