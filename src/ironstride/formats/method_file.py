"""Reads a runner's own method: a TOML file that takes over another method and changes a few of its rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from ironstride.formats.struct_errors import decode
from ironstride.formats.toml_errors import Trail, Trouble, input_error, read_toml
from ironstride.model.rule import Method

#: what a catalogue has against a method: the way to it, what is wrong, the mend
Problem = tuple[Trail, str, str]


def read_method(path: Path, problems: Callable[[Method], Iterable[Problem]] = lambda method: ()) -> Method:
    """Read a method from a file; `id` is the file's name when not given.

    Parameters
    ----------
    path : a `.toml` file.
    problems : says what does not fit the catalogue; the first is raised with its line.

    Raises
    ------
    InputError
        The file cannot be read, is not TOML, or a field or a rule does not fit: on one line the file, the line, the
        field, what was expected and how to mend it.
    """
    tree, text = read_toml(path)
    slug = "-".join(path.stem.lower().replace("_", " ").split())
    named = {"id": slug, "name": slug.replace("-", " ").capitalize(), "summary": "", **tree}
    found = decode(named, Method)
    if isinstance(found, Trouble):
        raise input_error(path, text, found)
    for trail, what, mend in problems(found):
        raise input_error(path, text, Trouble(trail, what, mend))
    return found
