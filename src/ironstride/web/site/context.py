"""What every template may use besides what its view gives."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

from ironstride.version import __version__
from ironstride.web.site.nav import entries


def site(request: HttpRequest) -> dict[str, object]:
    """Give the version, the navigation, whether a demo is offered and whether strangers may sign up."""
    given, match = settings.GIVEN, request.resolver_match
    return {
        "version": __version__,
        "demo_offered": given.demo,
        "signup_open": given.signup == "open",
        "shown_view": match.view_name if match else "",
        "nav_entries": lambda: entries(request),
    }
