"""The app of runners."""

from __future__ import annotations

from django.apps import AppConfig


class Runners(AppConfig):
    """See the package."""

    name = "ironstride.web.runners"
    label = "runners"
