"""What gunicorn does besides serving: it ends with the process that started it, and shares what every page needs."""

from __future__ import annotations

import gc
from typing import Any

from ironstride.web.site.orphan import end_with_parent


def on_starting(server: Any) -> None:
    """Watch over the parent, load what every page needs before forking, and leave it out of the search for cycles."""
    from ironstride.catalogue import catalogue

    end_with_parent()
    catalogue()
    gc.collect()
    gc.freeze()


def post_worker_init(worker: Any) -> None:
    """Search for cycles seldom."""
    gc.set_threshold(50_000)
