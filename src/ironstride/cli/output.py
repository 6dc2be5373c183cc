"""Where results go: the terminal with its width and colours, or a file written whole or not at all."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

from ironstride.model.errors import InputError


def width() -> int:
    """Give the columns to write for; 80 when the output is no terminal and nothing says otherwise."""
    return shutil.get_terminal_size((80, 24)).columns


def colour() -> bool:
    """Say whether to colour: on a terminal, unless NO_COLOR is set or the terminal is dumb."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def read_bytes(path: Path) -> bytes:
    """Read a file.

    Raises
    ------
    InputError : when it cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", str(path), "Check the path.") from error


def json_bytes(value: object) -> bytes:
    """Give a noun as JSON for people and programs."""
    import msgspec

    return msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n"


def deliver(data: bytes, path: Path | None) -> None:
    """Write to a file (whole or not at all), or to standard output without one.

    Raises
    ------
    InputError : when the file cannot be written, or a PDF would go to the screen.
    """
    if path is None and data.startswith(b"%PDF") and sys.stdout.isatty():
        raise InputError("a PDF is no text for the screen", "--format pdf", "Name a file: -o season.pdf.")
    if path is None:
        sys.stdout.buffer.write(data)
        return
    scratch: Path | None = None
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
            scratch = Path(file.name)
            file.write(data)
        scratch.chmod(0o666 & ~_umask())
        scratch.replace(path)
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror}", str(path), "Choose another place with -o.") from error
    finally:
        if scratch is not None:
            scratch.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
