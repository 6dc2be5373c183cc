"""The words of workout titles: folding text, and finding the longest known phrases in it."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Literal

from msgspec import Struct

from ironstride.catalogue.tables import table_as
from ironstride.model.runner import Event, Experience
from ironstride.model.running import Intensity

Means = Literal[
    "easy",
    "long",
    "tempo",
    "interval",
    "sprint",
    "hills",
    "race",
    "run",
    "strides",
    "rest",
    "strength",
    "other",
    "life",
    "quiet",
]

_LONGEST_PHRASE = 6
_TOKEN = re.compile(r"§\w+§|[^\W_]+|[&+/]")
#: Characters read as another before folding: quotes, dashes, signs of multiplication, letters without a decomposition.
_LIGATURES = {"ø": "o", "Ø": "o", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "ł": "l", "Ł": "l", "đ": "d", "Đ": "d"}
_ALIKE = str.maketrans(
    dict.fromkeys("’‘`´′‵ʹʼ", "'")
    | dict.fromkeys("“”„″‶ʺ", '"')
    | dict.fromkeys("‐‑‒–—―−", "-")
    | dict.fromkeys("×✕✖⨯", "x")
    | dict.fromkeys("•·|¦", ";")
    | dict.fromkeys("~≈_§", " ")
    | {"½": ".5", "¼": ".25", "¾": ".75"}
    | _LIGATURES
)


class WordGroup(Struct, frozen=True, forbid_unknown_fields=True):
    """Words of one meaning; heavier groups win, and a confidence below `ask_below` is asked about."""

    means: Means
    words: tuple[str, ...]
    weight: int = 0
    confidence: float = 0.9
    run: bool = False
    sport: str = ""


class Target(Struct, frozen=True, forbid_unknown_fields=True):
    """Names of a race speed, and the percentages of it from which work is `interval` or `tempo`."""

    words: tuple[str, ...]
    interval: int
    tempo: int


class AroundWork(Struct, frozen=True, forbid_unknown_fields=True):
    """What surrounds work whose session gives no total."""

    minutes: int
    recovery_share: float


class LongestOfWeek(Struct, frozen=True, forbid_unknown_fields=True):
    """From when the longest of a week's unlabelled runs is its long run."""

    minutes: int
    factor: float


class EasyPace(Struct, frozen=True, forbid_unknown_fields=True):
    """Easy pace from a known pace, or without one; and classes of a stated pace by its share of easy pace."""

    over_threshold: float
    over_goal: dict[Event, float]
    usual: dict[Experience, float]
    easy_from: float
    tempo_from: float


class RaceWords(Struct, frozen=True, forbid_unknown_fields=True):
    """Words by which a race is the goal, a race on the way to it, or a test, and titles of nothing else; distances of
    the events, and how near a race's distance comes to its event's to fit it (a share)."""

    goal: tuple[str, ...]
    tune_up: tuple[str, ...]
    training: tuple[str, ...]
    plain: tuple[str, ...]
    fit: float
    event_m: dict[Event, float]


class TitleTables(Struct, frozen=True, forbid_unknown_fields=True):
    """`catalogue/data/tables/titles.toml` as it lies on disk."""

    source: str
    ask_below: float
    hard_pace_s_per_km: float
    long_from_minutes: int
    long_from_metres: int
    usual_minutes: dict[Intensity | Literal["strength", "other"], int]
    around_work: AroundWork
    longest_of_week: LongestOfWeek
    easy_pace: EasyPace
    race_distances_m: dict[str, float]
    races: RaceWords
    words: tuple[WordGroup, ...]
    units: dict[str, tuple[str, ...]]
    shapes: dict[str, tuple[str, ...]]
    targets: tuple[Target, ...]


class Hit(Struct, frozen=True):
    """A known phrase found in a title, at its token position."""

    phrase: str
    group: WordGroup
    at: int


def fold(text: str) -> str:
    """Return `text` without case, accents, pictures and doubled blanks, with one kind of quote, dash and times sign."""
    plain = unicodedata.normalize("NFKD", text.translate(_ALIKE).upper().casefold().translate(_ALIKE))
    kept = (" " if unicodedata.category(c) in ("So", "Cc", "Zl", "Zp") else c for c in plain)
    plain = "".join(c for c in kept if unicodedata.category(c) not in ("Mn", "Me", "Cf", "Cs", "Co", "Cn", "Sk"))
    plain = re.sub(r"''", '"', plain)
    plain = re.sub(r"(?<=\d),(?=\d{1,2}(?!\d))", ".", plain)
    plain = re.sub(r"(?<=\d)\s*\*\s*(?=\d)", "x", plain)
    return " ".join(plain.split())


@lru_cache(maxsize=1)
def tables() -> TitleTables:
    """Return the title tables, read and checked once.

    Raises
    ------
    CatalogueError
        When the file breaks its schema.
    """
    return table_as("titles", TitleTables)


def tokens(folded: str) -> list[str]:
    """Split folded text into words, numbers and the signs `&`, `+`, `/`."""
    return _TOKEN.findall(folded)


@lru_cache(maxsize=1)
def _phrases() -> tuple[dict[tuple[str, ...], WordGroup], tuple[tuple[str, WordGroup], ...]]:
    whole: dict[tuple[str, ...], WordGroup] = {}
    stems: list[tuple[str, WordGroup]] = []
    for group in tables().words:
        for word in group.words:
            if "*" in word:
                stems.append((fold(word), group))
            else:
                whole.setdefault(tuple(tokens(fold(word))), group)
    return whole, tuple(sorted(stems, key=lambda pair: -len(pair[0])))


def _stem(token: str) -> WordGroup | None:
    """Find the group of a compound such as "tempolopning"; another sport comes first, then the heavier meaning."""
    found: WordGroup | None = None
    for stem, group in _phrases()[1]:
        part = stem.strip("*")
        if token.endswith(part) if stem[0] == "*" else token.startswith(part):
            if group.means in ("strength", "other"):
                return group
            if found is None or group.weight > found.weight:
                found = group
    return found


def find(folded: str) -> tuple[tuple[Hit, ...], tuple[str, ...]]:
    """Find the longest known phrases of a folded title, left to right.

    Returns
    -------
    hits, unknown : phrases found, and the words of three letters or more that belong to none.
    """
    whole = _phrases()[0]
    words = tokens(folded)
    hits: list[Hit] = []
    unknown: list[str] = []
    at = 0
    while at < len(words):
        for length in range(min(_LONGEST_PHRASE, len(words) - at), 0, -1):
            group = whole.get(tuple(words[at : at + length]))
            if group is None and length == 1:
                group = _stem(words[at])
            if group is not None:
                hits.append(Hit(" ".join(words[at : at + length]), group, at))
                at += length
                break
        else:
            if len(words[at]) >= 3 and words[at].isalpha():
                unknown.append(words[at])
            at += 1
    return tuple(hits), tuple(unknown)


def alternation(words: tuple[str, ...]) -> str:
    """Return a regular expression that matches any of `words`, folded, longest first."""
    folded = sorted({fold(word) for word in words}, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"[\s-]+") for word in folded)


def is_another(distance_m: float | None, race_m: float | None) -> bool:
    """Tell whether a distance is plainly not that of a race; one that is not known may be."""
    if not distance_m or not race_m:
        return False
    return abs(distance_m / race_m - 1) > tables().races.fit
