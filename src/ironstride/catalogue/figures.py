"""The line figures of the catalogue, each once, and the figure of an exercise."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from msgspec import Struct

from ironstride.catalogue.load import DATA, decode, read_toml
from ironstride.model.errors import CatalogueError
from ironstride.model.figure import Figure

FILE = DATA / "figures.toml"


class _Figures(Struct, frozen=True, forbid_unknown_fields=True):
    figure: tuple[Figure, ...]


@cache
def figures() -> Mapping[str, Figure]:
    """Give every figure by the exercises it shows.

    Raises
    ------
    CatalogueError : the file is broken, or an exercise is drawn twice.
    """
    found: dict[str, Figure] = {}
    for figure in decode(FILE, read_toml(FILE), _Figures).figure:
        for exercise in figure.shows:
            if exercise in found:
                raise CatalogueError(f"{exercise} is drawn twice", f"{FILE.name}: {figure.id}", "Take one out.")
            found[exercise] = figure
    return MappingProxyType(found)
