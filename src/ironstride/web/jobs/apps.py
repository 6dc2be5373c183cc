"""The app of jobs."""

from __future__ import annotations

from django.apps import AppConfig


class Jobs(AppConfig):
    """See the package."""

    name = "ironstride.web.jobs"
    label = "jobs"
