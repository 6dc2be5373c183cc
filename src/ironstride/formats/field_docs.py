"""Reads what the docstrings say of each field of a model, for error messages, schemas and reference pages."""

from __future__ import annotations

import inspect
import re
from typing import Literal, get_args, get_origin, get_type_hints

from msgspec import Struct

from ironstride.model.running import Race

_FIELD = re.compile(r"^(\w+(?:, \w+)*) : (.+)$")
#: fields of nouns whose docstring describes them in a sentence only.
_TOLD_HERE: dict[type[Struct], dict[str, str]] = {
    Race: {
        "date": "the day of the race.",
        "name": "what it is called.",
        "priority": "A races shape the season, B races a few days, C races nothing.",
        "distance_km": "how long it is, in kilometres.",
        "climb_m": "metres of ascent of the course.",
        "start": 'when the gun goes, such as "10:00".',
        "found": "set in plans for a race that a calendar holds and you did not name. Leave it out of a runner file.",
    }
}


def summary(struct: type[Struct]) -> str:
    """Return a Struct's docstring up to its first section, on one line."""
    text = inspect.getdoc(struct) or ""
    return " ".join(re.split(r"\n\w+\n-+\n", text, maxsplit=1)[0].split())


def field_docs(struct: type[Struct]) -> dict[str, str]:
    """Return what the `Attributes` section of a Struct's docstring says of each field, each on one line.

    Parameters
    ----------
    struct : a noun of the model.

    Returns
    -------
    dict of str to str
        Field name to sentence; fields that are not described are absent.
    """
    docs: dict[str, str] = dict(_TOLD_HERE.get(struct, {}))
    text = inspect.getdoc(struct) or ""
    if "Attributes\n----------\n" not in text:
        return docs
    names: tuple[str, ...] = ()
    for line in text.split("Attributes\n----------\n", 1)[1].splitlines():
        if match := _FIELD.match(line):
            names = tuple(match[1].split(", "))
            docs |= dict.fromkeys(names, match[2])
        elif line.startswith(" "):
            docs |= {name: f"{docs[name]} {line.strip()}" for name in names}
    return docs


def choices(struct: type[Struct], field: str) -> tuple[str, ...]:
    """Return the words a field may hold in the order the model declares them; empty when it holds anything else."""
    hint = get_type_hints(struct, include_extras=True)[field]
    return tuple(dict.fromkeys(_literals(hint)))


def _literals(hint: object) -> list[str]:
    """Collect the words of every `Literal` inside a type hint, in order."""
    if get_origin(hint) is Literal:
        return [str(word) for word in get_args(hint)]
    if get_origin(hint) is dict:
        names, values = get_args(hint)
        return _literals(values) or _literals(names)
    return [word for part in get_args(hint) for word in _literals(part)]
