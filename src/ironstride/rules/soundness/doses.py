"""Doses: whatever block an exercise lists has a dose for it, in every week and for everybody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ironstride.catalogue import Catalogue
from ironstride.model.exercise import BlockName
from ironstride.rules.facts_items import exercise_words
from ironstride.rules.soundness.problem import Problem

#: the line of the menu that every block has
USUAL = "full"
#: patterns that are recognised in logs, and the one block they may stand in there
NOT_PLANNED, ASIDE = "conditioning", "accessory"


def doses(catalogue: Catalogue, tables: Mapping[str, Mapping[str, Any]]) -> Iterator[Problem]:
    """Check that each exercise gets a dose in each block it lists, and that no conditioning passes for strength."""
    menu = tables.get("doses", {}).get("dose", [])
    for exercise in catalogue.exercises.values():
        where, words = f"exercise {exercise.id}", exercise_words(exercise)
        for block in exercise.blocks:
            if not any(_always(entry, block, words) for entry in menu):
                mend = f"Take the block out, or give doses.toml an entry measured in {exercise.measure}."
                yield Problem(where, f"lists the block {block}, which has no dose for it", mend)
        if exercise.pattern == NOT_PLANNED and set(exercise.blocks) != {ASIDE}:
            yield Problem(where, f"is {NOT_PLANNED} and stands among the lifts", f"Leave it in {ASIDE}.")


def _always(entry: Mapping[str, Any], block: BlockName, words: frozenset[str]) -> bool:
    """Say whether an entry fits whatever the week and whoever the runner: it asks for words of the exercise only."""
    return (
        entry["line"] == USUAL
        and entry["block"] == block
        and words.issuperset(entry.get("all", ()))
        and (not entry.get("any") or not words.isdisjoint(entry["any"]))
        and not entry.get("none")
    )
