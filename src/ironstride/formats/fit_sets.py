"""Reads the sets of a strength session from FIT messages."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo

from ironstride.formats.fit_decode import Message, array, number, seconds, text
from ironstride.model.running import DoneSet

UNKNOWN_CATEGORIES = frozenset({"unknown", "65534", "65535", "None", ""})


def done_sets(messages: list[Message], zone: tzinfo = UTC) -> tuple[DoneSet, ...]:
    """The `set` messages in the order done.

    Parameters
    ----------
    messages : decoded messages of one strength session.
    zone : the watch's.

    Returns
    -------
    Work and rest sets. A load or repetition count of 0 means that nobody typed it in, and stays None; `categories`
    are the watch's guesses, best first; all sets may carry one timestamp, so `start_time` orders them.
    """
    titles = _titles(messages)
    raw = [m for m in messages if m["message_type"] == "set"]
    raw.sort(key=lambda m: (seconds(m, "start_time") or 0.0, number(m, "message_index") or 0.0))
    return tuple(_set(m, titles, zone) for m in raw)


def _set(m: Message, titles: dict[object, str], zone: tzinfo) -> DoneSet:
    start_s = seconds(m, "start_time")
    reps, load_kg = number(m, "repetitions"), number(m, "weight")
    candidates = [c for c in _categories(m) if c not in UNKNOWN_CATEGORIES]
    return DoneSet(
        active=text(m, "set_type") in ("active", "1"),
        reps=int(reps) if reps and reps < 65535 else None,
        load_kg=load_kg if load_kg and load_kg < 4095 else None,
        duration_s=number(m, "duration"),
        categories=tuple(dict.fromkeys(candidates)),
        exercise=_exercise(m, titles),
        at=None if start_s is None else datetime.fromtimestamp(start_s, zone),
    )


def _exercise(m: Message, titles: dict[object, str]) -> str:
    """The exercise's name: as titled in the workout, else the profile's name of the watch's first category.

    Only the first category is what was chosen; a name that goes with a lesser guess is no name.
    """
    step = number(m, "wkt_step_index")
    if step is not None and (name := titles.get(int(step))):
        return name
    category = next(iter(_categories(m)), "")
    subtype = next(iter(array(m, "category_subtype")), None)
    if category in UNKNOWN_CATEGORIES or not isinstance(subtype, int) or subtype >= 65534:
        return ""
    return titles.get((category, subtype)) or _profile_name(category, subtype)


def _categories(m: Message) -> list[str]:
    """The watch's guesses by name; the slow reader gives the numbers of those in an array."""
    return [_name("exercise_category", c) or str(c) if isinstance(c, int) else str(c) for c in array(m, "category")]


def _profile_name(category: str, subtype: int) -> str:
    """The name FIT's own profile gives, such as `goblet_squat`."""
    return _name(f"{category}_exercise_name", subtype)


def _name(table: str, value: int) -> str:
    """The name of a value in one of the profile's tables, '' when it has none."""
    from fitdecode import profile

    known = profile.FIELD_TYPES.get(table)
    return str(known.enum.get(value) or "") if known is not None and known.enum else ""


def _titles(messages: list[Message]) -> dict[object, str]:
    """Exercise titles by (category, number), and by the workout step that names them."""
    titles: dict[object, str] = {}
    for m in messages:
        if m["message_type"] == "exercise_title":
            titles[text(m, "exercise_category"), number(m, "exercise_name")] = text(m, "wkt_step_name")
    for m in messages:
        index = number(m, "message_index")
        key = (text(m, "exercise_category"), number(m, "exercise_name"))
        if m["message_type"] == "workout_step" and index is not None and titles.get(key):
            titles[int(index)] = titles[key]
    return titles
