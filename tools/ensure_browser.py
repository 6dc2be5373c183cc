"""Makes sure that a Chromium is there for the browser tests: finds one, or installs Debian's."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
HINT = "Browser tests need Chromium: install it (Debian: apt-get install chromium), or name one in CHROMIUM."


def found() -> str:
    """Give the path of a Chromium, the one named in `CHROMIUM` first; nothing when there is none."""
    named = os.environ.get("CHROMIUM", "")
    return named or next((path for name in NAMES if (path := shutil.which(name))), "")


def installed() -> bool:
    """Install Debian's Chromium where that is possible without a question."""
    if not shutil.which("apt-get") or os.geteuid() != 0:
        return False
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "-qq", "update"], ["apt-get", "-qq", "install", "-y", "chromium"]):
        if subprocess.run(command, env=quiet, stdout=subprocess.DEVNULL, check=False).returncode:
            return False
    return True


def main() -> int:
    """Find a browser or install one; say what to do when neither works."""
    if found() or (installed() and found()):
        return 0
    print(HINT, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
