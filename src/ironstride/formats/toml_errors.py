"""Reads a TOML file and says what is wrong with it in one line: file, line, field, what was expected and the mend."""

from __future__ import annotations

import json
import re
import tomllib
from datetime import date, datetime, time
from difflib import get_close_matches
from pathlib import Path

from msgspec import Struct

from ironstride.model.errors import InputError

#: the way to a value: names of tables and fields, numbers of list entries.
Trail = tuple[str | int, ...]
Tree = dict[str, object]

_LARGEST_FILE = 1_000_000


class Trouble(Struct, frozen=True):
    """One thing that is wrong: the way to it, what it is and how to mend it."""

    trail: Trail
    what: str
    mend: str = ""


def read_toml(path: Path) -> tuple[Tree, str]:
    """Read a TOML file.

    Parameters
    ----------
    path : the file.

    Returns
    -------
    tuple of dict and str
        The decoded tables and the text they came from.

    Raises
    ------
    InputError
        The file cannot be read, is larger than 1 MB, is not UTF-8 or is not TOML.
    """
    where = shown_path(path)
    try:
        if path.exists() and not path.is_file():
            raise InputError("not a file", where, "Give a text file in TOML.")
        if path.stat().st_size > _LARGEST_FILE:
            raise InputError("larger than 1 MB, so surely not meant", where, "Give a text file in TOML.")
        text = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except FileNotFoundError:
        raise InputError("no such file", where, "Check the name, or make one with `ironstride init`.") from None
    except UnicodeDecodeError:
        raise InputError("not text in UTF-8", where, "Save it as UTF-8 in your editor.") from None
    except (OSError, ValueError) as error:
        raise InputError(f"cannot be read ({getattr(error, 'strerror', None) or 'not a name'})", where) from None
    try:
        return tomllib.loads(text), text
    except (ValueError, RecursionError, OverflowError) as error:
        raise _not_toml(error, where) from None


def input_error(path: Path, text: str, trouble: Trouble) -> InputError:
    """Return the error a user sees: file, line where it can be found, field, what and mend."""
    line = line_of(text, trouble.trail)
    parts = [shown_path(path), f"line {line}" if line else "", human(trouble.trail)]
    return InputError(trouble.what, ", ".join(part for part in parts if part), trouble.mend)


def shown_path(path: Path) -> str:
    """Return a path on one line, whatever its name holds."""
    text = str(path)
    return text if text.isprintable() else repr(text)


def human(trail: Trail) -> str:
    """Return the way to a value as people write it: `availability[2].start`."""
    text = ""
    for step in trail:
        if isinstance(step, int):
            text += f"[{step}]"
        else:
            name = step if re.fullmatch(r"[\w-]+", step) else json.dumps(step, ensure_ascii=False)
            text += f".{name}" if text else name
    return text


def line_of(text: str, trail: Trail) -> int | None:
    """Return the line a value begins on, counted from 1, or None when it is not there.

    The first lines of a TOML file are a TOML file again (but for an open bracket), so the line is the one after the
    longest beginning that does not hold the value yet. Found by bisection, with the reader everything else trusts.
    """
    while trail and not holds(_parsed(text), trail):
        trail = trail[:-1]
    if not trail:
        return None
    lines = text.split("\n")
    without, low, high = 0, 0, len(lines)
    while high - low > 1:
        middle = (low + high) // 2
        whole = next(n for n in range(middle, -1, -1) if n == 0 or _parsed("\n".join(lines[:n])) is not None)
        if whole > without and holds(_parsed("\n".join(lines[:whole])), trail):
            high = whole
        else:
            without, low = max(without, whole), middle
    return without + 1


def nearest(word: str, known: tuple[str, ...]) -> str:
    """Return the known word nearest to a mistyped one; empty when none is near."""
    lowered = {name.lower(): name for name in known}
    found = get_close_matches(word.lower(), lowered, n=1, cutoff=0.6)
    return lowered[found[0]] if found else ""


def quoted(value: object) -> str:
    """Return a value on one line as TOML would show it, cut to a readable length."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, int):
        return str(value) if abs(value) < 10**18 else "a very large number"
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 42 else text[:40] + '…"'


def _not_toml(error: Exception, where: str) -> InputError:
    """Return the error for a text that is not TOML, with the line the reader stopped at."""
    text = str(error) if isinstance(error, tomllib.TOMLDecodeError) else "too deep or too large a value"
    at = re.search(r" \(at line (\d+), column (\d+)\)", text)
    what = " ".join(text[: at.start()].split()) if at else text.replace(" (at end of document)", " at the end")
    mend = 'Text and times stand in quotes ("19:30"), dates and numbers do not (2027-04-04, 45).'
    if "overwrite" in what or "twice" in what:
        mend = "The same name is given twice; keep one."
    place = f", line {at[1]}, column {at[2]}" if at else ""
    return InputError(f"not TOML: {what[:1].lower()}{what[1:]}", where + place, mend)


def _parsed(text: str) -> Tree | None:
    """Return the tables of a text, with one open list closed if that helps; None when it is not TOML."""
    for end in ("", "\n]"):
        try:
            return tomllib.loads(text + end)
        except (ValueError, RecursionError, OverflowError):
            continue
    return None


def holds(tree: object, trail: Trail) -> bool:
    """Tell whether a value lies at the end of the way."""
    for step in trail:
        there = step in tree if isinstance(tree, dict) else isinstance(tree, list) and isinstance(step, int)
        if not there or (isinstance(tree, list) and isinstance(step, int) and step >= len(tree)):
            return False
        tree = tree[step]  # type: ignore[index]
    return True
