"""The app of the season."""

from __future__ import annotations

from django.apps import AppConfig


class Season(AppConfig):
    """See the package."""

    name = "ironstride.web.season"
    label = "season"
