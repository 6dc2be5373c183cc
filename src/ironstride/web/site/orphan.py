"""Ends a process whose parent has gone, so that a killed server leaves nothing behind."""

from __future__ import annotations

import os
import signal
import threading
import time


def end_with_parent() -> None:
    """Watch the parent named in the environment; when it is gone, ask this process to end."""
    named = os.environ.get("IRONSTRIDE_PARENT", "")
    if named and int(named) == os.getppid():
        threading.Thread(target=_watch, args=(int(named),), daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(0.5)
    os.kill(os.getpid(), signal.SIGTERM)
