"""The process for jobs: takes one after the other from the queue until it is asked to end."""

from __future__ import annotations

import os

INTERVAL_S = 0.25


def main() -> None:
    """Run jobs until asked to end."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ironstride.web.site.settings")
    import django

    django.setup()
    from django_tasks_db.management.commands.db_worker import Worker

    from ironstride.web.jobs.tasks import recover
    from ironstride.web.site.orphan import end_with_parent

    end_with_parent()
    recover()
    worker = Worker(
        queue_names=["default"],
        interval=INTERVAL_S,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=f"jobs-{os.getpid()}",
        excluded_queue_names=[],
    )
    worker.configure_signals()
    worker.run()


if __name__ == "__main__":
    main()
