"""What gunicorn does besides serving: it ends with the process that started it, and spares the collector the code."""

from __future__ import annotations

import gc
from typing import Any

from ironstride.web.site.orphan import end_with_parent


def on_starting(server: Any) -> None:
    """Watch over the parent from gunicorn's first process, which ends the others."""
    end_with_parent()


def post_worker_init(worker: Any) -> None:
    """Load what every page needs, and leave it out of the search for cycles from then on."""
    from ironstride.catalogue import catalogue

    catalogue()
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000)
