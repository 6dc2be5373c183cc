"""A command runs on the day it is told to, and waits as long as on any other."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

TOOL = Path(__file__).resolve().parent.parent / "tools" / "on_day.py"
TOLD = """
import datetime, threading, time
before = time.monotonic()
threading.Event().wait(0.05)
print(datetime.datetime.now(datetime.UTC).isoformat()[:16], time.strftime("%a", time.gmtime()), end=" ")
print(0.05 <= time.monotonic() - before < 30)
"""
needs_compiler = pytest.mark.skipif(
    sys.platform != "linux" or shutil.which("cc") is None, reason="needs Linux and a C compiler"
)


@needs_compiler
def test_another_day_is_told_and_waits_stay_true() -> None:
    command = [sys.executable, TOOL, "2028-02-29 23:30", sys.executable, "-c", TOLD]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "2028-02-29T23:30 Tue True\n"


@needs_compiler
def test_a_command_that_fails_says_so() -> None:
    command = [sys.executable, TOOL, "2028-02-29", sys.executable, "-c", "raise SystemExit(3)"]
    assert subprocess.run(command, check=False).returncode == 3


def test_a_day_that_is_none_is_refused() -> None:
    told = subprocess.run([sys.executable, TOOL, "someday", "date"], capture_output=True, text=True, check=False)
    assert (told.returncode, "tools/on_day.py" in told.stderr) == (2, True)
