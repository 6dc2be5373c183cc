"""The one door to the catalogue: loads the data files, validates them and holds them by id."""

from __future__ import annotations

import hashlib
import tomllib
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from ironstride.model.audit import Mistake
from ironstride.model.errors import CatalogueError
from ironstride.model.exercise import Exercise
from ironstride.model.rule import Claim, Method, Rule, Source, Switch

DATA = Path(__file__).parent / "data"
T = TypeVar("T", bound=msgspec.Struct)


class Catalogue(msgspec.Struct, frozen=True):
    """Everything the catalogue holds, by id, and a fingerprint of its files."""

    exercises: dict[str, Exercise]
    rules: dict[str, Rule]
    methods: dict[str, Method]
    sources: dict[str, Source]
    claims: dict[str, Claim]
    switches: dict[str, Switch]
    version: str
    mistakes: dict[str, Mistake] = {}

    @property
    def names(self) -> dict[str, str]:
        """What exercises are called, by id."""
        return {exercise.id: exercise.name for exercise in self.exercises.values()}


@cache
def catalogue() -> Catalogue:
    """Load the catalogue that ships with Ironstride.

    Raises
    ------
    CatalogueError : naming the file and the field that breaks the schema.
    """
    return load(DATA)


def load(data: Path) -> Catalogue:
    """Load a catalogue from a folder laid out like ours."""
    claims = [claim for path in _files(data / "claims") for claim in _claims(path)]
    return Catalogue(
        exercises=_by_id(data / "exercises", Exercise, "id"),
        rules=_by_id(data / "rules", Rule, "code"),
        methods=_by_id(data / "methods", Method, "id"),
        sources=_by_id(data / "sources", Source, "id"),
        claims={claim.id: claim for claim in claims},
        switches=_by_id(data / "conflicts", Switch, "id"),
        version=fingerprint(data),
        mistakes=_by_id(data / "mistakes", Mistake, "id"),
    )


def fingerprint(data: Path) -> str:
    """Give a short hash over all data files, in name order."""
    digest = hashlib.sha256()
    for folder in ("exercises", "rules", "methods", "tables", "conflicts", "mistakes"):
        for path in _files(data / folder):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def read_toml(path: Path) -> dict[str, Any]:
    """Read one TOML file; a broken one is a CatalogueError."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CatalogueError(str(error), path.name, "Mend the TOML.") from error


def decode(path: Path, table: object, kind: type[T]) -> T:
    """Turn a table into a noun; a field that does not fit is a CatalogueError."""
    try:
        return msgspec.convert(table, kind, strict=False)
    except msgspec.ValidationError as error:
        raise CatalogueError(str(error), path.name, "Mend the field named.") from error


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.toml"))


def _by_id(folder: Path, kind: type[T], field: str) -> dict[str, T]:
    found: dict[str, T] = {}
    for path in _files(folder):
        noun = decode(path, read_toml(path), kind)
        key = str(getattr(noun, field))
        if key in found:
            raise CatalogueError(f"{key} is defined twice", path.name)
        found[key] = noun
    return found


def _claims(path: Path) -> list[Claim]:
    return [decode(path, table, Claim) for table in read_toml(path).get("claims", [])]
