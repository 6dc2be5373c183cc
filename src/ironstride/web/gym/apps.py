"""The app of gym."""

from __future__ import annotations

from django.apps import AppConfig


class Gym(AppConfig):
    """See the package."""

    name = "ironstride.web.gym"
    label = "gym"
