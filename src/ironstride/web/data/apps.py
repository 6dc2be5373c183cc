"""The app of data."""

from __future__ import annotations

from django.apps import AppConfig


class Data(AppConfig):
    """See the package."""

    name = "ironstride.web.data"
    label = "data"
