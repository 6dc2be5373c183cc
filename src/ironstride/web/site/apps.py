"""The app of site."""

from __future__ import annotations

from django.apps import AppConfig


class Site(AppConfig):
    """See the package."""

    name = "ironstride.web.site"
    label = "site"
