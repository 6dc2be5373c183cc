"""Reads and writes `runner.toml`, the file that holds one runner."""

from __future__ import annotations

from operator import attrgetter
from pathlib import Path

from msgspec import structs

from ironstride.formats.runner_checks import problems
from ironstride.formats.runner_text import MASS_DIGITS, write_runner
from ironstride.formats.struct_errors import decode
from ironstride.formats.toml_errors import Trail, Trouble, holds, input_error, read_toml, shown_path
from ironstride.model.errors import InputError
from ironstride.model.runner import Runner
from ironstride.model.words import KG_PER_LB

__all__ = ["FILE_NAME", "problems", "read_runner", "write_runner"]

FILE_NAME = "runner.toml"


def read_runner(path: Path) -> Runner:
    """Read a runner from a file, or from a folder that holds `runner.toml`.

    With `mass_unit = "lb"` every mass of the file is in pounds, whether its name ends in `_lb` or in `_kg`, and is
    converted here, after TOML is decoded and before bounds are checked; the `Runner` always holds kilograms. Fields
    whose name ends in `_km` are in kilometres whatever `distance_unit` says, which only chooses what plans show. Races
    come back in order of date.

    Parameters
    ----------
    path : a `.toml` file or a folder.

    Returns
    -------
    Runner
        Checked field by field and against itself.

    Raises
    ------
    InputError
        The file cannot be read, is not TOML, or a field is unknown, missing or does not fit: on one line the file,
        the line where it can be found, the field, what was expected and how to mend it.
    """
    file = path / FILE_NAME if path.is_dir() else path
    if path.is_dir() and not file.exists():
        raise InputError(f"no {FILE_NAME} in this folder", shown_path(path), "Make one there with `ironstride init`.")
    written, text = read_toml(file)
    tree = written
    if written.get("mass_unit") == "lb":
        tree = {_kg_name(name, value): _in_kilograms(name, value) for name, value in written.items()}
    found = decode(tree, Runner)
    trouble = found if isinstance(found, Trouble) else next(problems(found), None)
    if trouble is not None or isinstance(found, Trouble):
        trouble = trouble or Trouble((), "cannot be read")
        raise input_error(file, text, structs.replace(trouble, trail=_as_written(written, trouble.trail)))
    return structs.replace(found, races=tuple(sorted(found.races, key=attrgetter("date"))))


def _in_kilograms(name: str, value: object) -> object:
    """Return a value of a file in pounds with its masses, and those of the tables inside it, in kilograms."""
    if isinstance(value, dict):
        return {_kg_name(inner, entry): _in_kilograms(inner, entry) for inner, entry in value.items()}
    if isinstance(value, list):
        return [_in_kilograms(name, entry) for entry in value]
    if name.endswith(("kg", "lb")) and isinstance(value, (int, float)) and not isinstance(value, bool):
        return round(value * KG_PER_LB, MASS_DIGITS) if abs(value) < 1e9 else value
    return value


def _kg_name(name: str, value: object) -> str:
    """Return the model's name of a field that may be spelt with `lb`; names that runners choose hold no masses."""
    mass = isinstance(value, (int, float)) or (isinstance(value, list) and not any(isinstance(v, dict) for v in value))
    return f"{name[:-2]}kg" if mass and (name == "lb" or name.endswith("_lb")) else name


def _as_written(tree: object, trail: Trail) -> Trail:
    """Return the way to a value with `lb` where the file spells it so."""
    written: Trail = ()
    for step in trail:
        if isinstance(tree, dict) and isinstance(step, str) and step not in tree and f"{step[:-2]}lb" in tree:
            step = f"{step[:-2]}lb"
        there = holds(tree, (step,))
        tree = tree[step] if there else None  # type: ignore[index]
        written = (*written, step)
    return written
