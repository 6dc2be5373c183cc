"""The app of pages."""

from __future__ import annotations

from django.apps import AppConfig


class Pages(AppConfig):
    """See the package."""

    name = "ironstride.web.pages"
    label = "pages"
