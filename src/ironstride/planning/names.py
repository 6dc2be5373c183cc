"""Find the exercises a runner names, by id, name or alias, and say which the catalogue does not know."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches

from msgspec.structs import replace

from ironstride.model.exercise import Exercise
from ironstride.model.runner import Runner
from ironstride.model.running import Unread

_BETWEEN = re.compile(r"[^a-z0-9]+")
#: guesses shown for a name that is not known
GUESSES = 3


def with_ids(runner: Runner, exercises: Mapping[str, Exercise]) -> tuple[Runner, tuple[Unread, ...]]:
    """Replace the names of exercises by their ids; dislikes may name a pattern of movement, too.

    Returns
    -------
    runner, unread : the runner, and the names no exercise goes by, with the nearest ones as guesses.
    """
    ids = {_slug(name): one.id for one in exercises.values() for name in (*one.aliases, one.name)}
    ids |= {name: name for name in exercises}
    patterns = {one.pattern: one.pattern for one in exercises.values()}
    unread: list[Unread] = []

    def found(name: str, where: str, known: Mapping[str, str]) -> str:
        slug = _slug(name)
        if slug not in known:
            guesses = tuple(get_close_matches(slug, sorted(known), GUESSES))
            unread.append(Unread(where=where, text=name, why="the catalogue has no such exercise", guesses=guesses))
        return known.get(slug, name)

    changed = replace(
        runner,
        dislikes=tuple(found(name, "dislikes", ids | patterns) for name in runner.dislikes),
        favourites=tuple(found(name, "favourites", ids) for name in runner.favourites),
        known_lifts=tuple(
            replace(lift, exercise=found(lift.exercise, "known_lifts", ids)) for lift in runner.known_lifts
        ),
    )
    return changed, tuple(unread)


def exercise_id(name: str, exercises: Mapping[str, Exercise]) -> str:
    """Give the id of an exercise named by id, name or alias; what is not known comes back as it was."""
    slug = _slug(name)
    if slug in exercises:
        return slug
    return next((one.id for one in exercises.values() if slug in map(_slug, (one.name, *one.aliases))), name)


def _slug(name: str) -> str:
    return _BETWEEN.sub("-", name.casefold()).strip("-")
