"""The process for jobs: takes one after the other from the queue, ticks now and then, until it is asked to end.

It has one thread that uses the database: a fork in the middle of another thread's transaction would leave the child
with locks that nobody holds any more.
"""

from __future__ import annotations

import logging
import os
import time

#: seconds between looks into the queue, and between ticks
INTERVAL_S, TICK_S = 0.25, 600
#: how far jobs step back when pages want the processor, too
NICENESS = 15


def main() -> None:
    """Run jobs until asked to end."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ironstride.web.site.settings")
    import django

    django.setup()
    from django_tasks_db.management.commands.db_worker import Worker

    from ironstride.web.jobs.tasks import recover
    from ironstride.web.site.orphan import end_with_parent

    end_with_parent()
    os.nice(NICENESS)
    recover()
    worker = Worker(
        queue_names=["default"],
        interval=INTERVAL_S,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=f"jobs-{os.getpid()}",
        excluded_queue_names=[],
    )
    worker.configure_signals()
    next_tick = 0.0
    while worker.running:
        worker.run()
        if time.monotonic() >= next_tick:
            next_tick = time.monotonic() + TICK_S
            _tick()
        time.sleep(INTERVAL_S)


def _tick() -> None:
    from ironstride.web.site.tick import tick

    try:
        tick()
    except Exception:
        logging.getLogger("ironstride.jobs").exception("tick")


if __name__ == "__main__":
    main()
