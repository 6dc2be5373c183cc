"""How our installation differs from allauth's usual one: sign-up may be closed."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Closes sign-up where the operator said so."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return bool(settings.GIVEN.signup == "open")
