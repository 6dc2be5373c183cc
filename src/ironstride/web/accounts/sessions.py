"""Logins in the database, as Django keeps them; only reading one, which every request does, is a prepared query."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.models import Session
from django.utils import timezone

from ironstride.web.site.prepared import Prepared

_SESSION = Prepared(
    lambda key, now: Session.objects.filter(session_key=key, expire_date__gt=now).values_list("session_data"),
    "-no key-",
    datetime(1970, 1, 1, tzinfo=UTC),
)


class SessionStore(DatabaseStore):
    """Sessions in Django's table."""

    def load(self) -> dict[str, Any]:
        """Read a session; one that is not there, or over, is empty."""
        found = _SESSION(self.session_key, timezone.now()) if self.session_key else []
        if not found:
            self._session_key = None
            return {}
        data: dict[str, Any] = self.decode(found[0][0])
        return data
