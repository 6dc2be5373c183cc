"""The refusal of a sound file that holds something else than activities, so that it need not be named one by one."""

from __future__ import annotations

from ironstride.model.errors import ImportFailure


class NotAnActivity(ImportFailure):
    """Settings, wellness, a workout, a course, a table of bicycles: fine, but nothing to import."""
