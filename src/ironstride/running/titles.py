"""Reads a workout's title: run, rest, strength or another sport; how hard; how long; and how sure that is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from itertools import islice
from typing import Literal, cast

from msgspec import Struct
from msgspec.structs import replace

from ironstride.model.running import INTENSITIES, Intensity
from ironstride.running.title_amounts import Amounts, read_amounts
from ironstride.running.title_words import Hit, alternation, find, fold, is_another, tables, tokens

Kind = Literal["run", "rest", "strength", "other", "unread"]

_FILED = re.compile(r"(?:workout type|activity type|sport|type)\s*:\s*([^\n;]{1,40})", re.IGNORECASE)
_PLANNED_TIME = re.compile(
    r"(?:planned|geplante|planifie\w*|prevista)\s+(?:time|duration|zeit|dauer|\w+)\s*:\s*(\d{1,2}):(\d{2})"
)
_PLANNED_DISTANCE = re.compile(r"planned distance\s*:\s*(\d+(?:\.\d+)?)\s*(km|mi|m)\b")
_FEW_WORDS_CHARS = 160
_LONGEST_CHARS = 300
_MOST_JOINTS = 6
_SHORTEST_MINUTES = 5
_SHORTEST_METRES = 1000


class TitleReading(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a title says. `confidence` runs from 0 to 1; below `tables().ask_below` the runner is to be asked.

    Attributes
    ----------
    kind : run, rest, strength, other (another sport) or unread.
    intensity : the class of a run, None for everything else.
    sport : the other sport's name.
    minutes, distance_m : totals as stated, None when not stated.
    hard_minutes : the work part, when it can be read. repetitions : how many times it is parted in, 0 in one piece.
    pace_s_per_km : a pace stated for the whole.
    reasons : what the reading rests on. guesses : what else it could be, best first.
    """

    kind: Kind
    intensity: Intensity | None = None
    sport: str = ""
    minutes: float | None = None
    distance_m: float | None = None
    hard_minutes: int | None = None
    repetitions: int = 0
    pace_s_per_km: float | None = None
    confidence: float = 0.0
    reasons: tuple[str, ...] = ()
    guesses: tuple[str, ...] = ()


def title_key(title: str) -> str:
    """Return a title's words without its amounts, the same for "2 miles Steady Run" and "3 mi steady run".

    Empty for a title of amounts alone.
    """
    return " ".join(word for word in tokens(read_amounts(fold(title)[:_LONGEST_CHARS]).rest) if word.isalpha())


def read_title(
    title: str,
    description: str = "",
    names: Mapping[str, str] | None = None,
    *,
    hard_pace_s_per_km: float | None = None,
) -> TitleReading:
    """Read a workout's title, helped by its description where the title says too little.

    Parameters
    ----------
    title : as the plan prints it, in any of the languages of `titles.toml`.
    description : a line "Workout type: …" decides the sport; "Planned Time: 0:40" gives the minutes; otherwise only
        its first line is read, and only when the title leaves a doubt.
    names : classes the runner has given to titles (an intensity, `rest`, `strength` or `other`).
    hard_pace_s_per_km : pace at which work given by distance becomes minutes; the table's when None.

    Returns
    -------
    TitleReading : never raises; what cannot be read is `unread` with the best guesses.
    """
    folded = fold(title)[:_LONGEST_CHARS]
    amounts = read_amounts(folded)
    pace = hard_pace_s_per_km or tables().hard_pace_s_per_km
    given = _given(title, names or {})
    if given:
        reading = _as_said(given)
    else:
        reading = _read(folded, amounts, _filed_as(folded, description))
        reading = _with_description(reading, description)
    return _with_planned(_with_amounts(reading, amounts, pace), description)


def _given(title: str, names: Mapping[str, str]) -> str | None:
    if not names:
        return None
    folded = {fold(name): means for name, means in names.items()}
    return folded.get(fold(title)) or folded.get(title_key(title) or fold(title))


def _as_said(means: str) -> TitleReading:
    if means in INTENSITIES:
        return _run(means, 1.0, "as you said")
    kind = cast(Kind, means) if means in ("rest", "strength", "other") else "unread"
    return TitleReading(kind=kind, sport="other" if kind == "other" else "", confidence=1.0, reasons=("as you said",))


def _run(intensity: Intensity, confidence: float, reason: str, guesses: tuple[str, ...] = ()) -> TitleReading:
    return TitleReading(
        kind="run", intensity=intensity, confidence=confidence, reasons=(reason,), guesses=tuple(dict.fromkeys(guesses))
    )


def _unread(reason: str, guesses: tuple[str, ...] = ()) -> TitleReading:
    return TitleReading(kind="unread", reasons=(reason,), guesses=tuple(dict.fromkeys(guesses)))


@lru_cache(maxsize=1)
def _or() -> re.Pattern[str]:
    return re.compile(rf"\s(?:{alternation(tables().shapes['alternatives'])})\s")


def _filed_as(folded: str, description: str) -> TitleReading | None:
    """Read the sport a log files the workout under: "Run: …" in the title, or "Workout type: Bike" below it."""
    prefix = re.match(r"([a-z][a-z &/+-]{1,24}?)\s*:\s", folded + " ")
    stated = _FILED.search(description[:400])
    for name in ([prefix[1]] if prefix else []) + ([fold(stated[1])] if stated else []):
        if name in {fold(word) for word in tables().shapes["filed_run"]}:
            return _run("easy", 0.5, f"filed as {name}")
        if name in {fold(word) for word in tables().shapes["filed_open"]}:
            continue
        hits, unknown = find(name)
        group = hits[0].group if len(hits) == 1 and not unknown else None
        if group and group.means in ("rest", "strength", "other"):
            return TitleReading(
                kind=cast(Kind, group.means), sport=group.sport, confidence=0.95, reasons=(f"filed as {name}",)
            )
    return None


def _read(folded: str, amounts: Amounts, filed: TitleReading | None) -> TitleReading:
    if filed and filed.kind != "run":
        return filed
    parts = _or().split(folded, maxsplit=1)
    if len(parts) == 2 and (choice := _choice(parts[0], parts[1])):
        return choice
    hits, unknown = find(amounts.rest)
    said = {hit.group.means for hit in hits} - {"quiet"}
    is_run = filed is not None or amounts.strides or any(hit.group.run for hit in hits)
    rest_leads = bool(hits) and hits[0].group.means == "rest"
    if "rest" in said and not is_run and (rest_leads or not (amounts.reps or said & set(INTENSITIES))):
        return TitleReading(kind="rest", confidence=0.95, reasons=(_word(hits, "rest"),))
    if "life" in said and filed is None and not any(hit.group.run and hit.group.means != "race" for hit in hits):
        guesses = tuple(hit.group.means for hit in hits if hit.group.means in INTENSITIES)
        return _unread(f"{_word(hits, 'life')} is no training", guesses)
    beside = _beside(hits) if filed is None else None
    if beside is not None and not (is_run and _run_leads(hits, beside)):
        return _not_a_run(beside, is_run)
    reading = _classify(hits, unknown, amounts, is_run)
    if beside is not None and beside.group.sport != "yoga":  # stretching after a run leaves no doubt
        reading = replace(reading, confidence=min(reading.confidence, 0.65), guesses=(*reading.guesses, beside.phrase))
    return reading


def _beside(hits: tuple[Hit, ...]) -> Hit | None:
    return next((hit for hit in hits if hit.group.means in ("strength", "other")), None)


def _run_leads(hits: tuple[Hit, ...], beside: Hit) -> bool:
    return any(hit.group.run and hit.at < beside.at for hit in hits)


def _choice(first: str, second: str) -> TitleReading | None:
    """Read "rest or cross-training": what is named first stands, the other is a guess."""
    one, two = (_read(part, read_amounts(part), None) for part in (first, second))
    if one.kind == "unread" or not find(read_amounts(second).rest)[0]:
        return None
    sure = 0.8 if one.kind == "rest" else min(one.confidence, 0.65)
    other = two.intensity or two.sport or two.kind
    return replace(
        one, confidence=sure, guesses=(*one.guesses, other), reasons=(*one.reasons, "the first of two choices")
    )


def _word(hits: tuple[Hit, ...], means: str) -> str:
    return f"“{next(hit.phrase for hit in hits if hit.group.means == means)}”"


def _not_a_run(hit: Hit, is_run: bool) -> TitleReading:
    sure = 0.6 if is_run else 0.9
    return TitleReading(
        kind=cast(Kind, hit.group.means),
        sport=hit.group.sport,
        confidence=sure,
        reasons=(f"“{hit.phrase}”",),
        guesses=("run",) if is_run else (),
    )


def _classes(hits: tuple[Hit, ...], rest: str) -> list[tuple[int, Intensity, float, str]]:
    """Weigh the classes a title names; a speed target counts less than a word for the same."""
    found = [
        (hit.group.weight, hit.group.means, hit.group.confidence, f"“{hit.phrase}”")
        for hit in hits
        if hit.group.means in INTENSITIES
    ]
    for mark in re.findall(r"§(\w+)§", rest):
        weight = 24 if mark == "easy" else 55
        found.append((weight, cast(Intensity, mark), 0.85, f"a speed that is {mark}"))
    return sorted(found, key=lambda item: -item[0])


def _classify(hits: tuple[Hit, ...], unknown: tuple[str, ...], amounts: Amounts, is_run: bool) -> TitleReading:
    classes = _classes(tuple(hit for hit in hits if not _names_the_plan(hit, amounts)), amounts.rest)
    shape = _shape_class(amounts, strange=bool(unknown) and not classes and not is_run)
    if not classes:
        return shape or _plain(amounts, unknown, is_run, any(hit.group.means == "run" for hit in hits))
    _, best, sure, reason = classes[0]
    if shape and shape.intensity and (best == "easy" or (best == "tempo" and sure <= 0.7)):
        if best == "easy" and _is_short(amounts):
            return _run("easy", 0.75, f"{reason}, a few short quick ones do not make it hard", (shape.intensity,))
        return shape
    if amounts.strides and best == "sprint":
        return _strides(amounts, named=True)
    others = tuple(item[1] for item in classes if item[1] != best)
    if best == "hills" and "easy" in others and not amounts.reps:
        return _run("hills", 0.6, reason, others)
    if best in ("easy", "tempo") and _is_long(amounts):
        return _run("long", 0.75, "long in all but name", (best,))
    if sure < 0.8 and unknown and not _has_amount(amounts):
        if not is_run:
            return _unread(f"{reason} among unknown words", (best, *others))
        sure = min(sure, 0.65)
    return _run(best, sure, reason, others)


def _names_the_plan(hit: Hit, amounts: Amounts) -> bool:
    """Tell whether "Marathon" names what is trained for: a run of another length is not the race."""
    return hit.group.means == "race" and is_another(amounts.distance_m, tables().race_distances_m.get(hit.phrase))


def _is_short(amounts: Amounts) -> bool:
    if amounts.rep is None:
        return False
    quick = amounts.rep.value <= 30 if amounts.rep.dimension == "s" else amounts.rep.value <= 120
    return quick and amounts.work_s + amounts.work_m / 5 <= 300


def _is_long(amounts: Amounts) -> bool:
    table = tables()
    unbroken = 0.0 if amounts.reps else amounts.work_m
    metres = max(amounts.distance_m or 0.0, unbroken)
    return (amounts.minutes or 0) >= table.long_from_minutes or metres >= table.long_from_metres


def _has_amount(amounts: Amounts) -> bool:
    return amounts.minutes is not None or amounts.distance_m is not None or amounts.reps > 0


def _strides(amounts: Amounts, *, named: bool) -> TitleReading:
    if named or (amounts.minutes or 0) >= 25 or (amounts.distance_m or 0) >= 4000:
        return _run("easy", 0.8, "strides at the end of a run do not make it hard", ("sprint",))
    return _run("sprint", 0.6, "strides alone", ("easy",))


def _shape_class(amounts: Amounts, *, strange: bool) -> TitleReading | None:
    """Class of repetitions by the length of one, when no word names it."""
    rep = amounts.rep
    if not amounts.reps or rep is None or (amounts.bare and strange):
        return None
    seconds = rep.value if rep.dimension == "s" else rep.value * tables().hard_pace_s_per_km / 1000
    length = f"{rep.value:.0f} m" if rep.dimension == "m" else f"{rep.value / 60:.3g} min"
    reason = f"{amounts.reps} × {length}"
    if (rep.dimension == "m" and rep.value <= 120) or (rep.dimension == "s" and seconds <= 20):
        return _run("sprint", 0.65, reason, ("interval", "easy"))
    if seconds >= 540:
        return _run("tempo", 0.75, reason, ("interval",))
    return _run("interval", 0.75 if amounts.bare else 0.85, reason, ("tempo",))


def _plain(amounts: Amounts, unknown: tuple[str, ...], is_run: bool, bare_run: bool) -> TitleReading:
    """A title without any word of effort: "Run", "5 mi", "8 km @ 5:10", "Easy" in an unknown language."""
    if amounts.strides:
        return _strides(amounts, named=bare_run)
    stated = amounts.minutes is not None or amounts.distance_m is not None
    if (is_run and (stated or not unknown)) or (stated and not unknown):
        if _is_long(amounts):
            return _run("long", 0.65, "no word of effort, but long", ("easy",))
        return _run("easy", 0.55, "no word of effort", ("long", "tempo"))
    if is_run:
        return _unread("a run among unknown words", ("easy",))
    return _unread("no known word", _near(unknown))


def _near(unknown: tuple[str, ...]) -> tuple[str, ...]:
    """Guess by spelling: classes whose words look like the unknown ones."""
    from difflib import get_close_matches

    known = {fold(w): g.means for g in tables().words if g.means != "quiet" for w in g.words if len(w) >= 5}
    near = [match for word in unknown[:6] for match in get_close_matches(word, known, n=2, cutoff=0.8)]
    return tuple(dict.fromkeys(known[match] for match in near))


def _with_description(reading: TitleReading, description: str) -> TitleReading:
    """Let the first line of the description settle a doubt; prose settles nothing."""
    if reading.confidence >= tables().ask_below or not description:
        return reading
    lines = (line.strip() for line in description.splitlines())
    line = next((line for line in lines if line and not _FILED.match(line) and "://" not in line), "")
    if not line or len(line) > _FEW_WORDS_CHARS:
        return reading
    folded = fold(line)
    amounts = read_amounts(folded)
    below = _read(folded, amounts, None)
    strict = reading.kind == "unread" and not any(hit.group.run for hit in find(amounts.rest)[0])
    if below.kind == "unread" or below.confidence < tables().ask_below or strict:
        return reading
    return replace(below, confidence=0.75, reasons=(*below.reasons, "in the description"), guesses=reading.guesses)


def _with_amounts(reading: TitleReading, amounts: Amounts, pace: float) -> TitleReading:
    minutes = amounts.minutes
    if minutes is None and amounts.distance_m and amounts.pace_s_per_km:
        minutes = amounts.distance_m * amounts.pace_s_per_km / 60000
    distance = amounts.distance_m
    if reading.kind == "run" and reading.intensity != "race":  # "800 m, 2 min rest" are no totals of a run
        minutes = None if minutes is not None and minutes < _SHORTEST_MINUTES else minutes
        distance = None if distance is not None and distance < _SHORTEST_METRES else distance
    if distance is None and minutes is None and reading.intensity == "race":
        known = tables().race_distances_m
        distance = next((known[h.phrase] for h in find(amounts.rest)[0] if h.phrase in known), None)
    hard = (amounts.work_s + amounts.work_m * pace / 1000) / 60
    is_hard = reading.kind == "run" and reading.intensity != "easy" and hard > 0
    return replace(
        reading,
        minutes=minutes,
        distance_m=distance,
        hard_minutes=max(1, round(hard)) if is_hard else None,
        repetitions=amounts.reps if is_hard else 0,
        pace_s_per_km=amounts.pace_s_per_km,
    )


def _with_planned(reading: TitleReading, description: str) -> TitleReading:
    """Take the time and distance a log planned, which outrank what the title leaves open."""
    if not description:
        return reading
    folded = fold(description[:2000])
    if planned := _PLANNED_TIME.search(folded):
        reading = replace(reading, minutes=60.0 * int(planned[1]) + int(planned[2]))
    if (planned := _PLANNED_DISTANCE.search(folded)) and reading.distance_m is None:
        metres = {"km": 1000.0, "mi": 1609.344, "m": 1.0}[planned[2]]
        reading = replace(reading, distance_m=float(planned[1]) * metres)
    return reading


@lru_cache(maxsize=1)
def _halves() -> re.Pattern[str]:
    return re.compile(
        r"^\s*(?:am|morning)\s*[:-]\s*(.+?)\s*(?:/|;|\||,|\+)\s*(?:pm|evening)\s*[:-]\s*(.+)$", re.IGNORECASE
    )


def split_title(title: str) -> tuple[str, ...]:
    """Split a title that holds two workouts: "AM: 4 mi easy / PM: 8 mi easy", "Easy 45' + gym".

    A plus, an ampersand or a slash parts two workouts only when one side is a run and the other strength or another
    sport; "Easy + strides" is one run.
    """
    if halves := _halves().match(title):
        return halves[1], halves[2]
    joints = re.finditer(r"\s*(?:\+|&|/|\band\b|\bund\b|\bet\b|\by\b)\s*", title[:_LONGEST_CHARS])
    for joint in islice(joints, _MOST_JOINTS):
        sides = title[: joint.start()].strip(), title[joint.end() :].strip()
        readings = [read_title(side) for side in sides]
        sure = all(reading.confidence >= tables().ask_below for reading in readings)
        kinds = {reading.kind for reading in readings}
        if sure and "run" in kinds and kinds & {"strength", "other"}:
            return sides
    return (title,)
