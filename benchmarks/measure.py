"""Takes samples: of a call in this process, and of a whole child process with its memory."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from msgspec import Struct

ROOT = Path(__file__).resolve().parent.parent
KIB_PER_MIB = 1024
T = TypeVar("T")


class Row(Struct, frozen=True):
    """One line of the table: what was measured, its samples, the most it may be, and what else is worth saying."""

    what: str
    samples: tuple[float, ...] = ()
    unit: str = ""
    limit: float | None = None
    note: str = ""


class Child(Struct, frozen=True):
    """What a finished process took: wall and processor time and peak memory, its own and its children's."""

    wall_s: float
    cpu_s: float
    peak_mib: float


def timed(call: Callable[[], T], runs: int) -> tuple[tuple[float, ...], T]:
    """Give the seconds each of so many calls took, and what the last one gave."""
    seconds = []
    for _ in range(runs):
        begun = time.perf_counter()
        result = call()
        seconds.append(time.perf_counter() - begun)
    return tuple(seconds), result


def run_child(arguments: Sequence[str], bytecode: Path) -> Child:
    """Run Python with these arguments as a process of its own, from the repository's folder.

    Its bytecode is kept in the folder given, so that, as on any machine after the first run, nothing is compiled.

    Raises
    ------
    RuntimeError : when the process fails; with its last line.
    """
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = str(bytecode)
    with tempfile.TemporaryFile() as said:
        begun = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, *arguments], cwd=ROOT, env=environment, stdout=said, stderr=subprocess.STDOUT
        )
        _, status, usage = os.wait4(process.pid, 0)
        wall_s = time.perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            raise RuntimeError(f"{' '.join(arguments)}: {said.read().decode().strip().splitlines()[-1:]}")
    return Child(wall_s, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / KIB_PER_MIB)
