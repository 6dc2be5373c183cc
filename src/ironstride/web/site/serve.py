"""Serves the app: brings the database up to date, then keeps one web process and one process for jobs alive."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from pathlib import Path
from types import FrameType

from ironstride.model.errors import InputError
from ironstride.web.site.environment import environment
from ironstride.web.site.lock import locked

#: web processes: one a core, for most of a request is Python, and no more than SQLite's one writer can use
PROCESSES = max(1, min(4, os.cpu_count() or 1))
#: requests each of them serves at once; more would only wait for Python
THREADS = 4
#: seconds a process has to end what it does; seconds until a dead one is started again, at most
GRACE_S, LONGEST_PAUSE_S = 15, 30


def prepare() -> None:
    """Bring the database up to date and gather the static files.

    Raises
    ------
    InputError : when the data folder or the database cannot be used.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ironstride.web.site.settings")
    import django
    from django.core.management import call_command
    from django.db import DatabaseError, connections

    django.setup()
    try:
        call_command("migrate", interactive=False, verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    except DatabaseError as error:
        mend = "Check DATABASE_URL, or the rights on the data folder."
        raise InputError(f"the database cannot be used ({type(error).__name__})", "serve", mend) from error
    finally:
        connections.close_all()


def web_command(host: str, port: int) -> list[str]:
    """Give the command line of the web process."""
    shown = f"[{host}]" if ":" in host else host
    options = {
        "--config": "python:ironstride.web.site.gunicorn_conf",
        "--bind": f"{shown}:{port}",
        "--workers": str(PROCESSES),
        "--threads": str(THREADS),
        "--worker-class": "gthread",
        "--timeout": "60",
        "--graceful-timeout": str(GRACE_S - 5),
        "--keep-alive": "15",
        "--log-level": "warning",
    }
    flat = [part for option in options.items() for part in option]
    return [
        sys.executable,
        "-m",
        "gunicorn",
        *flat,
        "--no-control-socket",
        "--preload",
        "ironstride.web.site.wsgi:application",
    ]


def worker_command() -> list[str]:
    """Give the command line of the process for jobs."""
    return [sys.executable, "-m", "ironstride.web.site.worker"]


class Kept:
    """A process that is started again when it dies, each time a little later; a minute of life forgives.

    It shares the lock of the data folder, which so is held until the last of them is gone.
    """

    def __init__(self, name: str, command: list[str], lock: int) -> None:
        self.name, self.command, self.lock = name, command, lock
        self.process: subprocess.Popen[bytes] | None = None
        self._pause_s, self._started, self._next = 0.5, 0.0, 0.0

    def start(self) -> None:
        """Start it, apart from the terminal's signals, which reach us alone; in our session, where niceness counts."""
        path = os.pathsep.join(p for p in sys.path if p)
        env = {**os.environ, "PYTHONPATH": path, "IRONSTRIDE_PARENT": str(os.getpid())}
        self._started = time.monotonic()
        self.process = subprocess.Popen(self.command, env=env, process_group=0, pass_fds=(self.lock,))

    def tend(self) -> None:
        """Start it again when it has died and its pause is over."""
        if self.process is None or self.process.poll() is None:
            return
        now = time.monotonic()
        if not self._next:
            self._pause_s = 0.5 if now - self._started > 60 else min(LONGEST_PAUSE_S, self._pause_s * 2)
            self._next = now + self._pause_s
            print(
                f"ironstride: the {self.name} ended ({self.process.returncode}) and is started again", file=sys.stderr
            )
        elif now >= self._next:
            self._next = 0.0
            self.start()

    def stop(self, grace_s: float) -> None:
        """Ask it to end; after the grace period end it."""
        if self.process is None or self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            self.process.wait(grace_s)
        except subprocess.TimeoutExpired:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def serve(host: str, port: int, jobs: bool = True) -> None:
    """Serve until the process is asked to end.

    Parameters
    ----------
    host, port : what to listen on.
    jobs : also run the process for jobs.

    Raises
    ------
    InputError : when the data folder cannot be used, or the port is taken.
    """
    with locked(environment().data) as lock:
        _check_free(host, port)
        prepare()
        _serve(host, port, jobs, lock)


def _serve(host: str, port: int, jobs: bool, lock: int) -> None:
    stopping = threading.Event()

    def stop(number: int, frame: FrameType | None) -> None:
        stopping.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    kept = [Kept("web process", web_command(host, port), lock)]
    if jobs:
        kept.append(Kept("process for jobs", worker_command(), lock))
    for one in kept:
        one.start()
    try:
        _wait_until_up(kept[0], host, port, stopping)
        _say_where(host, port)
        while not stopping.wait(0.5):
            for one in kept:
                one.tend()
    finally:
        for one in kept:
            one.stop(GRACE_S)


def _check_free(host: str, port: int) -> None:
    """Make sure that nobody else listens there.

    Raises
    ------
    InputError : somebody does, or the name is none of this machine.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            why = f"cannot be listened on ({error.strerror})"
            raise InputError(why, f"{host}:{port}", "Another server? Try --port 8001.") from error


def _wait_until_up(web: Kept, host: str, port: int, stopping: threading.Event) -> None:
    """Wait for the first answer.

    Raises
    ------
    InputError : when the web process ends instead.
    """
    name = "127.0.0.1" if host in ("0.0.0.0", "::") else host
    address = f"http://[{name}]:{port}/health" if ":" in name else f"http://{name}:{port}/health"
    request = urllib.request.Request(address, headers={"Host": environment().hosts[0]})
    for _ in range(300):
        if web.process is None or web.process.poll() is not None:
            raise InputError("the web process did not start", f"{host}:{port}", "What it said stands above.")
        with contextlib.suppress(OSError):
            urllib.request.urlopen(request, timeout=5).close()
            return
        if stopping.wait(0.1):
            return


def _say_where(host: str, port: int) -> None:
    given = environment()
    shown = "localhost" if host in ("127.0.0.1", "0.0.0.0", "::", "::1") else host
    print(f"Ironstride is at {given.address or f'http://{shown}:{port}/'}", flush=True)
    if given.demo:
        print("Press “Try the demo” there to play with an example runner.", flush=True)
    print(f"Everything is kept in {_tilde(given.data)}. Ctrl+C stops it.", flush=True)


def _tilde(path: Path) -> str:
    home = Path.home()
    return f"~/{path.relative_to(home)}" if path.is_relative_to(home) else str(path)
