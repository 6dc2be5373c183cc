"""Writes a runner as the text of a `runner.toml` that people can read and change."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date

import msgspec

from ironstride.model.runner import Runner
from ironstride.model.words import KG_PER_LB

#: a word before each part of the file, in the order people think of them.
_PARTS: dict[str, str] = {
    "races": "The races. An A race shapes the season, a B race a few days, a C race nothing.",
    "running": "The running: where plan and history lie (paths are relative to this file), or a weekly pattern.",
    "places": "Where you can lift, and what is there. A place without anything is good for body mass.",
    "availability": "When you can lift.",
    "rota": "Night shifts that repeat; day 0 of the cycle is its start.",
    "exceptions": "Dates that differ: away, closed, or short of time.",
    "known_lifts": "Sets you remember; first loads are built on them.",
    "sore": "Sore spots and old injuries; they steer the choice of exercises, nothing is diagnosed.",
    "wishes": "What must hold, whatever it costs.",
    "phases": "Phases of the season you set by hand.",
    "switches": "Sides you take where the sources disagree.",
}
_HEAD = "# A runner for Ironstride. Fields left out have their usual value.\n"
_POUNDS = "# Masses are in pounds.\n"
#: pounds become kilograms to the ten-thousandth of a milligram, so that every 0.01 lb stays exact and comes back.
MASS_DIGITS = 10


def write_runner(runner: Runner) -> str:
    """Return the text of a runner file; `read_runner` gives the same runner back.

    Masses are written in the runner's own unit. In pounds they come back to within 0.1 microgram, which is exact for
    whatever was read from a file in the first place.

    Parameters
    ----------
    runner : the runner to write.

    Returns
    -------
    str
        TOML 1.0 with comments; fields left at their default are left out.
    """
    tree: dict[str, object] = msgspec.to_builtins(runner, builtin_types=(date,))
    if runner.mass_unit == "lb":
        tree = {_lb_name(name, value): _in_pounds(name, value) for name, value in tree.items()}
    plain = {name: value for name, value in tree.items() if not _is_table(value)}
    text = _HEAD + (_POUNDS if runner.mass_unit == "lb" else "") + "\n" + _fields(plain)
    for name in (*_PARTS, *(name for name in tree if name not in _PARTS)):
        if name in tree and name not in plain:
            text += f"\n# {_PARTS[name]}\n" if name in _PARTS else "\n"
            text += "\n".join(_tables(name, tree[name]))
    return text


def _is_table(value: object) -> bool:
    """Tell whether a value of the file's top level gets a heading of its own."""
    return isinstance(value, dict) or (isinstance(value, (list, tuple)) and any(isinstance(v, dict) for v in value))


def _tables(name: str, value: object) -> Iterator[str]:
    """Yield the tables a part of the file is written as."""
    if isinstance(value, dict) and name == "places":
        for place, things in value.items():
            yield f"[places.{_key(place)}]\n{_fields(things)}"
    elif isinstance(value, dict):
        yield f"[{_key(name)}]\n{_fields(value)}"
    elif isinstance(value, (list, tuple)):
        for entry in value:
            yield f"[[{_key(name)}]]\n{_fields(entry)}"


def _fields(fields: dict[str, object]) -> str:
    """Return `name = value` lines."""
    return "".join(f"{_key(name)} = {_value(value)}\n" for name, value in fields.items())


def _key(name: str) -> str:
    """Return a key, bare where TOML allows it."""
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else toml_text(name)


def toml_text(text: str) -> str:
    """Return a basic string; JSON's escapes are TOML's but for the delete character."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _value(value: object) -> str:
    """Return a value on one line, or a list of tables with one a line."""
    match value:
        case bool():
            return str(value).lower()
        case str():
            return toml_text(value)
        case date():
            return value.isoformat()
        case dict():
            return "{ " + ", ".join(f"{_key(name)} = {_value(inner)}" for name, inner in value.items()) + " }"
        case list() | tuple() if any(isinstance(entry, dict) for entry in value):
            return "[\n" + "".join(f"    {_value(entry)},\n" for entry in value) + "]"
        case list() | tuple():
            return "[" + ", ".join(_value(entry) for entry in value) + "]"
        case _:
            return repr(value)


def _lb_name(name: str, value: object) -> str:
    """Return the name of a mass as a file in pounds spells it."""
    mass = isinstance(value, (int, float)) or (isinstance(value, (list, tuple)) and bool(value))
    return f"{name[:-2]}lb" if mass and (name == "kg" or name.endswith("_kg")) else name


def _in_pounds(name: str, value: object) -> object:
    """Return a value with its masses, and those of the tables inside it, in pounds."""
    if isinstance(value, dict):
        return {_lb_name(inner, entry): _in_pounds(inner, entry) for inner, entry in value.items()}
    if isinstance(value, (list, tuple)):
        return [_in_pounds(name, entry) for entry in value]
    if name.endswith("kg") and isinstance(value, (int, float)):
        pounds = value / KG_PER_LB
        return round(pounds, 6) if round(round(pounds, 6) * KG_PER_LB, MASS_DIGITS) == value else pounds
    return value
