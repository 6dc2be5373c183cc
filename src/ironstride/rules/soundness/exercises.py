"""Exercises: ladders, references, equipment that exists, watch names, and words that rules ask for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ironstride.catalogue import Catalogue
from ironstride.model.equipment import HAS_WORDS
from ironstride.model.exercise import BLOCKS, Exercise
from ironstride.rules.facts_items import exercise_words
from ironstride.rules.soundness.problem import Problem, cited

#: equipment a place offers through its lists of loads
LOADED = frozenset(
    {
        "barbell", "trap-bar", "safety-bar", "plate", "dumbbell", "dumbbell-pair", "kettlebell", "kettlebell-pair",
        "cable", "medicine-ball", "pack", "band",
    }
)  # fmt: skip
AVAILABLE = (LOADED | frozenset(HAS_WORDS)) - {"no-space"}
#: groups of item words that only the library of exercises can fill
LIBRARY_GROUPS = frozenset({"trait", "pattern", "plane", "landing", "skill", "measure", "load-type"})


def ladders(catalogue: Catalogue) -> Iterator[Problem]:
    """Check that easier, harder and reference exercises exist, that nothing leads back to itself, and the sources."""
    for exercise in catalogue.exercises.values():
        where = f"exercise {exercise.id}"
        for other in (*exercise.regressions, *exercise.progressions):
            if other not in catalogue.exercises:
                yield Problem(where, f"leads to {other!r}, which is no exercise", "Name one that exists.")
        for other in sorted(set(exercise.regressions) & set(exercise.progressions)):
            yield Problem(where, f"calls {other} both easier and harder", "Keep one of the two.")
        if exercise.id in (*exercise.regressions, *exercise.progressions, exercise.reference):
            yield Problem(where, "leads to itself", "Name another exercise.")
        if exercise.reference is not None and exercise.reference not in catalogue.exercises:
            yield Problem(where, f"refers to {exercise.reference!r}, which is no exercise", "Name one that exists.")
        if (exercise.reference is None) != (exercise.reference_ratio is None):
            yield Problem(where, "has a reference without a ratio, or a ratio without a reference", "Give both.")
        for source in exercise.sources:
            if not cited(catalogue, source):
                yield Problem(where, f"cites {source!r}, which is neither a source nor a claim", "Add the source.")
    for ring in _rings(catalogue.exercises):
        yield Problem(f"exercise {ring[0]}", f"its reference runs in a ring: {' → '.join(ring)}", "Break the ring.")


def orphans(catalogue: Catalogue) -> Iterator[Problem]:
    """Check that every exercise can be done somewhere and stands in a block."""
    for exercise in catalogue.exercises.values():
        where = f"exercise {exercise.id}"
        missing = sorted({word for needed in exercise.equipment for word in needed} - AVAILABLE)
        if missing:
            yield Problem(where, f"needs {', '.join(missing)}, which no place offers", "Use the words of equipment.")
        if not any(AVAILABLE.issuperset(needed) for needed in exercise.equipment):
            yield Problem(where, "can be done at no place", "Give a way of doing it, be it with nothing.")
        if not set(exercise.blocks) & set(BLOCKS):
            yield Problem(where, "stands in no block", f"Blocks are {', '.join(BLOCKS)}.")


def watch_names(catalogue: Catalogue) -> Iterator[Problem]:
    """Check that the FIT profile, as its public decoder holds it, knows what exercises are called on a watch."""
    from fitdecode.profile import FIELD_TYPES

    categories = set(FIELD_TYPES["exercise_category"].enum.values())
    for exercise in catalogue.exercises.values():
        category, name = exercise.watch.category, exercise.watch.name
        if category == "unknown" and not name:
            continue
        known = FIELD_TYPES.get(f"{category}_exercise_name")
        if category not in categories or known is None or name not in known.enum.values():
            where, what = f"exercise {exercise.id}", f"is {category}, {name} on a watch, which FIT does not know"
            yield Problem(where, what, 'Use a category and a name of the FIT profile, or category = "unknown".')


def words_asked_for(catalogue: Catalogue) -> Iterator[Problem]:
    """Check that what rules ask of exercises is carried by one at least."""
    carried = frozenset[str]().union(*map(exercise_words, catalogue.exercises.values()))
    for rule in catalogue.rules.values():
        for word in sorted(set(_words(rule.params))):
            if word.partition(":")[0] in LIBRARY_GROUPS and word not in carried:
                yield Problem(rule.code, f"asks for {word!r}, which no exercise carries", "Mend the word.")


def _words(value: object) -> Iterator[str]:
    if isinstance(value, str):
        if ":" in value:
            yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _words(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _words(part)


def _rings(exercises: Mapping[str, Exercise]) -> Iterator[list[str]]:
    """Give each ring of references once, from its first id."""
    for start in exercises:
        path = [start]
        here = exercises[start].reference
        while here is not None and here in exercises and here not in path:
            path.append(here)
            here = exercises[here].reference
        if here == start and len(path) > 1 and start == min(path):
            yield [*path, start]
