"""Finds the catalogue's exercise for a name as apps, watches and people spell it, or says that it does not know."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Literal

from msgspec import Struct

from ironstride.catalogue.load import catalogue
from ironstride.model.log import LoggedSide
from ironstride.strength.name_words import Spelling, loose, names_table, plain, spelling

#: the answer for what is no strength work; such sets stay in the log and are asked about no more.
NOT_STRENGTH = "not-strength"
#: a watch that knows only the category writes this behind its name.
KIND_NOT_TOLD = ", kind not told"
How = Literal["remembered", "alias", "translated", "words", "nearest", "manner", "typing", "none"]
#: how sure each way is (heuristics of ours); below `SURE` a name is not resolved but guessed at.
CONFIDENCE: Mapping[How, float] = {
    "remembered": 1.0, "alias": 1.0, "translated": 0.95, "words": 0.95, "nearest": 0.85, "manner": 0.85, "typing": 0.82,
    "none": 0.0,
}  # fmt: skip
SURE = 0.8
#: a mistyped word is this like the right one, per cent, and has this many letters.
LIKE, TYPED = 84.0, 5
#: as many guesses at most, each at least this like the name, 0 to 1
MOST_GUESSES, LEAST_ALIKE = 3, 0.55


class NameAnswer(Struct, frozen=True, omit_defaults=True):
    """What the runner said a name means.

    Attributes
    ----------
    exercise : the catalogue's id, or `not-strength`.
    load_times, load_plus_kg : what a load typed under this name is to be multiplied by, and what comes on top: 2 and
        20 for plates of one side of a bar of 20 kg.
    """

    exercise: str
    load_times: float = 1.0
    load_plus_kg: float = 0.0


class Guess(Struct, frozen=True):
    """An exercise that a name might mean, and how alike they are, 0 to 1."""

    exercise: str
    likeness: float


class Resolution(Struct, frozen=True, kw_only=True):
    """What a name means.

    Attributes
    ----------
    exercise : the catalogue's id, `not-strength`, or empty when not known; then `guesses` has the best three.
    how, confidence : which way it was found and how sure that is, 0 to 1.
    side : the one side the name speaks of.
    each_side : the name says that its loads or repetitions are those of one side.
    note : what is different, when it is only the nearest.
    """

    exercise: str
    how: How
    confidence: float
    side: LoggedSide | None = None
    each_side: bool = False
    note: str = ""
    guesses: tuple[Guess, ...] = ()


class _Index(Struct, frozen=True):
    """All known spellings."""

    exact: dict[str, str]
    whole: dict[tuple[frozenset[str], tuple[str, ...]], str]
    movement: dict[tuple[str, ...], frozenset[str]]
    vocabulary: frozenset[str]
    spoken: dict[str, str]


def resolve(name: str, answers: Mapping[str, NameAnswer] | None = None) -> Resolution:
    """Find the exercise a name means.

    Parameters
    ----------
    name : as its source spells it.
    answers : what the runner has said before, by name; capitals and marks do not matter.

    Returns
    -------
    Resolution
        In this order: an earlier answer; a name or alias of the catalogue; the same words in another order, with
        equipment in brackets, abbreviations and plurals; the nearest exercise where the table names one; the same
        without words on grip and tempo; the same with a mistyped word mended. Anything less sure is no resolution.
    """
    if answers:
        said = _answers(answers).get(plain(name))
        if said is not None:
            words = spelling(name)
            return _found(said.exercise, "remembered", words)
    return _resolve(name)


@lru_cache(maxsize=4096)
def variant(exercise: str, name: str) -> str:
    """What an exercise's loads can be compared within: its id, and the equipment named where it is another.

    `machine-lateral-raise/machine` and `machine-lateral-raise` (by cable) are one exercise of the catalogue, but their
    loads tell little about each other. A name without an exercise stands for itself.
    """
    if exercise not in catalogue().exercises:
        return exercise or loose(name)
    own = catalogue().exercises[exercise].load_type
    other = sorted(thing for thing in spelling(name).equipment if thing != own and not own.startswith(f"{thing}-"))
    return "/".join((exercise, *other))


def _answers(answers: Mapping[str, NameAnswer]) -> dict[str, NameAnswer]:
    return {plain(name): answer for name, answer in answers.items()}


@cache
def _resolve(name: str) -> Resolution:
    """Find a name without earlier answers."""
    index, words = _index(), spelling(name)
    if name.endswith(KIND_NOT_TOLD):
        return Resolution(exercise="", how="none", confidence=0.0, guesses=_of_category(name))
    bare = plain(name)
    if bare in index.exact:
        return _found(index.exact[bare], "alias", words)
    if (translated := names_table().translated.get(loose(name))) is not None:
        return _found(translated, "translated", words)
    near = _near().get(bare)
    if near is not None:
        return _found(near[0], "nearest", words, near[1])
    if found := _by_words(words):
        return _found(found, "words", words)
    if found := _by_words(_without_manner(words)):
        return _found(found, "manner", words, _taken_as(found))
    mended = _mended(words)
    if mended is not None and (found := _by_words(mended)):
        return _found(found, "typing", words, _taken_as(found))
    return Resolution(
        exercise="", how="none", confidence=0.0, side=words.side, each_side=words.each_side, guesses=_guesses(words)
    )


def _found(exercise: str, how: How, words: Spelling, note: str = "") -> Resolution:
    return Resolution(
        exercise=exercise,
        how=how,
        confidence=CONFIDENCE[how],
        side=words.side,
        each_side=words.each_side,
        note=note,
    )


def _taken_as(exercise: str) -> str:
    return f"taken as {catalogue().exercises[exercise].name.lower()}"


@cache
def _near() -> dict[str, tuple[str, str]]:
    return {plain(name): (near.exercise, near.note) for near in names_table().near for name in near.names}


@cache
def _index() -> _Index:
    """Index every name and alias, by letters and by words; what two exercises share tells of neither."""
    exact = {plain(name): NOT_STRENGTH for name in names_table().not_strength.names}
    whole: dict[tuple[frozenset[str], tuple[str, ...]], set[str]] = {}
    movement: dict[tuple[str, ...], set[str]] = {}
    spoken: dict[str, str] = {}
    for exercise in catalogue().exercises.values():
        for name in (exercise.id, exercise.name, *exercise.aliases):
            exact[plain(name)] = exercise.id
            words = spelling(name)
            whole.setdefault((words.equipment, words.movement), set()).add(exercise.id)
            movement.setdefault(words.movement, set()).add(exercise.id)
            spoken.setdefault(" ".join(sorted({*words.movement, *words.equipment})), exercise.id)
    for exercise in catalogue().exercises.values():
        exact[plain(exercise.name)] = exact[plain(exercise.id)] = exercise.id
    return _Index(
        exact,
        {key: next(iter(ids)) for key, ids in whole.items() if len(ids) == 1},
        {words: frozenset(ids) for words, ids in movement.items() if words},
        frozenset(word for words in movement for word in words) | names_table().equipment.keys(),
        spoken,
    )


def _by_words(words: Spelling) -> str:
    """The exercise with these very words, or with these words of movement and a load that fits the equipment."""
    index = _index()
    if found := index.whole.get((words.equipment, words.movement)):
        return found
    candidates = index.movement.get(words.movement, frozenset())
    if words.equipment:
        fitting = {ex for ex in candidates if all(_fits(ex, thing) for thing in words.equipment)}
    else:
        fitting = set(candidates)
    return next(iter(fitting)) if len(fitting) == 1 else ""


def _fits(exercise: str, thing: str) -> bool:
    return catalogue().exercises[exercise].load_type in names_table().equipment[thing]


def _without_manner(words: Spelling) -> Spelling:
    """The words without grips and tempo, and without a posture where that does not make another exercise."""
    manner = names_table().manner
    kept = [word for word in words.movement if word not in manner.words]
    if not manner.posture_matters & set(kept):
        kept = [word for word in kept if word not in manner.posture]
    return Spelling(tuple(kept), words.equipment, words.side, words.each_side)


def _mended(words: Spelling) -> Spelling | None:
    """The words with those nobody knows exchanged for the one known word they are a misspelling of."""
    from rapidfuzz import fuzz, process

    index = _index()
    known = sorted(index.vocabulary)
    mended = []
    for word in words.movement:
        if word in index.vocabulary:
            mended.append(word)
            continue
        best = process.extractOne(word, known, scorer=fuzz.ratio, score_cutoff=LIKE) if len(word) >= TYPED else None
        if best is None:
            return None
        mended.append(best[0])
    things = names_table().equipment
    return Spelling(
        tuple(sorted({word for word in mended if word not in things})),
        words.equipment | {word for word in mended if word in things},
        words.side,
        words.each_side,
    )


def _guesses(words: Spelling) -> tuple[Guess, ...]:
    """The three exercises whose spellings are most alike; fewer where there is no likeness to speak of."""
    from rapidfuzz import fuzz, process

    query = " ".join(sorted({*words.movement, *words.equipment}))
    best: dict[str, float] = {}
    spoken = _index().spoken
    for text, score, _ in process.extract(query, list(spoken), scorer=fuzz.token_set_ratio, limit=30):
        likeness = (score + fuzz.ratio(query, text)) / 200
        best[spoken[text]] = max(best.get(spoken[text], 0.0), round(likeness, 3))
    alike = [pair for pair in best.items() if pair[1] >= LEAST_ALIKE]
    ranked = sorted(alike, key=lambda pair: (-pair[1], pair[0]))
    return tuple(Guess(exercise, likeness) for exercise, likeness in ranked[:MOST_GUESSES])


def _of_category(name: str) -> tuple[Guess, ...]:
    """Exercises of the watch's category, the simplest first."""
    category = name.removesuffix(KIND_NOT_TOLD).replace(" ", "_")
    found = [e for e in catalogue().exercises.values() if e.watch.category == category]
    found.sort(key=lambda e: ("strength" not in e.blocks, e.skill, e.id))
    return tuple(Guess(exercise.id, 0.5) for exercise in found[:MOST_GUESSES])
