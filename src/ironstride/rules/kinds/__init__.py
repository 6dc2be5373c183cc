"""The kinds of rule, one file each; a new file here is a new kind."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from msgspec import Struct

from ironstride.rules.kinds.base import Kind


@cache
def kinds() -> dict[str, Kind[Struct]]:
    """Give every kind by its id, found by walking this folder."""
    found: dict[str, Kind[Struct]] = {}
    for module in sorted(info.name for info in pkgutil.iter_modules(__path__)):
        names = vars(importlib.import_module(f"{__name__}.{module}")).values()
        for value in names:
            if isinstance(value, type) and issubclass(value, Kind) and value is not Kind:
                found[value.id] = value()
    return found
