"""Reads and writes the small file that remembers what the runner said exercise names mean."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from pathlib import Path

import msgspec
from msgspec import Struct

from ironstride.formats.runner_text import toml_text
from ironstride.model.errors import InputError


class StoredAnswer(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """One name's answer: a catalogue id or `not-strength`, and what its typed loads are multiplied by and lack."""

    exercise: str
    load_times: float = 1.0
    load_plus_kg: float = 0.0


def read_name_answers(path: Path) -> dict[str, StoredAnswer]:
    """Read the answers by name; a file that is not there holds none.

    Raises
    ------
    InputError
        The file cannot be read or is not what we write.
    """
    try:
        tree = tomllib.loads(path.read_text(encoding="utf-8"))
        return {
            name: StoredAnswer(value) if isinstance(value, str) else msgspec.convert(value, StoredAnswer)
            for name, value in tree.items()
        }
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", str(path), "Check the path.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError, RecursionError) as error:
        what = " ".join(str(error).split())[:160]
        raise InputError(what, str(path), 'A line is "name" = "exercise-id".') from None


def name_answers_text(answers: Mapping[str, StoredAnswer]) -> str:
    """The file's text: one line a name, in alphabetical order."""
    lines = ["# What exercise names of your logs mean: a catalogue id, or not-strength.\n"]
    for name, answer in sorted(answers.items()):
        value = json.dumps(answer.exercise)
        if answer != StoredAnswer(answer.exercise):
            loads = f"load_times = {answer.load_times!r}, load_plus_kg = {answer.load_plus_kg!r}"
            value = f"{{ exercise = {value}, {loads} }}"
        lines.append(f"{toml_text(name)} = {value}\n")
    return "".join(lines)
