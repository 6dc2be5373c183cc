"""The app of runners."""

from __future__ import annotations

from django.apps import AppConfig
from django.core.signals import request_started


class Runners(AppConfig):
    """See the package."""

    name = "ironstride.web.runners"
    label = "runners"

    def ready(self) -> None:
        """Look before every request whether somebody was erased."""
        from ironstride.web.runners.stored import forget_if_told

        request_started.connect(forget_if_told, dispatch_uid="forget")
