"""The app of the library."""

from __future__ import annotations

from django.apps import AppConfig


class Library(AppConfig):
    """See the package."""

    name = "ironstride.web.library"
    label = "library"
