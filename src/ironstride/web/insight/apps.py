"""The app of what one's training shows."""

from __future__ import annotations

from django.apps import AppConfig


class Insight(AppConfig):
    """See the package."""

    name = "ironstride.web.insight"
    label = "insight"
