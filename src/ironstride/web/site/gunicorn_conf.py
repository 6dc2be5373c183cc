"""What gunicorn does besides serving: it ends when the process that started it is gone."""

from __future__ import annotations

from typing import Any

from ironstride.web.site.orphan import end_with_parent


def on_starting(server: Any) -> None:
    """Watch over the parent from gunicorn's first process, which ends the others."""
    end_with_parent()
