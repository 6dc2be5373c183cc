"""Runs a command, and all that it starts, on another day and hour: `tools/on_day.py "2027-03-28 00:30" pytest tests`.

The time is UTC. Only what tells the date is shifted: timeouts and waits stay true. Needs Linux and a C compiler.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from math import ceil
from pathlib import Path

SOURCE = Path(__file__).with_suffix(".c")


def main(arguments: list[str]) -> int:
    """Compile the shifted clock into a folder that goes again, and run the command with it."""
    try:
        asked = datetime.fromisoformat(arguments[0]).replace(tzinfo=UTC)
        command = [arguments[1], *arguments[2:]]
    except (IndexError, ValueError):
        print(__doc__, file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="ironstride-day-") as folder:
        clock = Path(folder) / "clock.so"
        subprocess.run(["cc", "-O2", "-shared", "-fPIC", "-o", clock, SOURCE], check=True)
        already_s = int(os.environ.get("SHIFT_S", "0"))
        shift_s = already_s + ceil((asked - datetime.now(UTC)).total_seconds())
        shifted = {**os.environ, "LD_PRELOAD": str(clock), "SHIFT_S": str(shift_s)}
        return subprocess.run(command, env=shifted, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
