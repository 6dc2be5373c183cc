"""The app of log."""

from __future__ import annotations

from django.apps import AppConfig


class Log(AppConfig):
    """See the package."""

    name = "ironstride.web.log"
    label = "log"
