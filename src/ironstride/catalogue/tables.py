"""The numeric tables of the catalogue, read by name and kept in memory."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, TypeVar

import msgspec

from ironstride.catalogue.load import DATA, decode, read_toml
from ironstride.model.errors import CatalogueError

TABLES = DATA / "tables"
T = TypeVar("T", bound=msgspec.Struct)


@cache
def table_names() -> tuple[str, ...]:
    """Names of all tables, in alphabetical order."""
    return tuple(sorted(path.stem for path in TABLES.glob("*.toml")))


@cache
def table(name: str) -> Mapping[str, Any]:
    """Read one table as TOML holds it.

    Every number in it has the source named by the nearest `source` above it; `derived` marks numbers computed from
    printed ones and `uncertain` numbers recalled without a check. The result is shared: do not change it.

    Parameters
    ----------
    name : file name without its ending, such as `repetitions` or `intensity`.

    Raises
    ------
    CatalogueError : there is no such table, or its file is broken.
    """
    if name not in table_names():
        raise CatalogueError(f"there is no table {name!r}", "catalogue tables", f"Known: {', '.join(table_names())}.")
    return MappingProxyType(read_toml(TABLES / f"{name}.toml"))


def table_as(name: str, shape: type[T]) -> T:
    """Read one table into a Struct that names the parts wanted; other parts are left out.

    Raises
    ------
    CatalogueError : there is no such table, or a part of it is missing or does not fit.
    """
    return decode(TABLES / f"{name}.toml", dict(table(name)), shape)
