"""Puts done sessions and their exercises on the timeline; a number the log does not tell is left out, never zero."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from datetime import date

from msgspec import Struct

from ironstride.model.exercise import Exercise, Site
from ironstride.model.runner import Runner
from ironstride.model.session import Item
from ironstride.model.timeline import Event, Week
from ironstride.rules.done_session import DoneSession
from ironstride.rules.facts_items import item_amounts, item_words, passing_sites
from ironstride.rules.facts_sessions import item_event, session_span, session_words

#: weeks in which nobody is asked to add weight
EASED = ("intense", "down", "phase:taper", "phase:race", "phase:transition")


class Context(Struct):
    """What every session of a log shares.

    Attributes
    ----------
    runner, exercises, weeks : whose they are, what they hold and when they stood.
    max_hr_bpm : for the share of it a session's mean was.
    beats : by session and place of the item, whether it topped the weeks before; absent where nothing stands beside it.
    ladders : by sort of load, all loads the log shows of it, lightest first.
    words : one copy of each set of words there is.
    """

    runner: Runner
    exercises: Mapping[str, Exercise]
    max_hr_bpm: float | None
    weeks: Sequence[Week]
    beats: Mapping[tuple[str, int], bool]
    ladders: Mapping[str, Sequence[float]]
    words: dict[tuple[object, ...], frozenset[str]] = {}


def session_events(one: DoneSession, day: int, context: Context) -> list[Event]:
    """Put a session and its items on the timeline."""
    session = one.session
    start, end = session_span(session, day)
    words = session_words(session, context.exercises) - ({"slot:short"} if not session.minutes else set())
    if one.unread:
        words |= {"exercise:?"}
    amounts = {"turns": one.turns}
    if session.minutes:
        amounts |= {"minutes": session.minutes, "slot_minutes": session.slot_minutes}
    if one.rest_s is not None:
        amounts["rest_s"] = one.rest_s
    if one.hr_bpm is not None and context.max_hr_bpm:
        amounts["hr_permille"] = round(1000 * one.hr_bpm / context.max_hr_bpm)
    words = context.words.setdefault((words,), words)
    events = [Event(session.id, "session", day, start, end, words, amounts)]
    eased = day // 7 < len(context.weeks) and not context.weeks[day // 7].tags.isdisjoint(EASED)
    spared = passing_sites(context.runner, session.date)
    position = 0
    seen: dict[str, int] = {}
    for block in session.blocks:
        for item in block.items:
            exercise = context.exercises.get(item.exercise)
            beat = context.beats.get((session.id, position))
            item_tags = _item_words(context, block.block, item, exercise, session.date, (beat, eased, spared))
            number = seen[item.exercise] = seen.get(item.exercise, -1) + 1
            variant = f"-{number + 1}" if number else ""
            known = known_amounts(item, exercise, session.slot_minutes)
            below_g = _below_g(context, exercise, known.get("load_g"))
            known |= {} if below_g is None else {"below_g": below_g}
            events.append(item_event(session, day, block.block, position, item, exercise, item_tags, known, variant))
            position += 1
    return events


def _below_g(context: Context, exercise: Exercise | None, load_g: int | None) -> int | None:
    """Give the next lighter load the log ever shows of the same sort: the smallest step there was."""
    if exercise is None or load_g is None:
        return None
    ladder = context.ladders.get(exercise.load_type, ())
    at = bisect_left(ladder, load_g / 1000 - 1e-6)
    return round(ladder[at - 1] * 1000) if at else None


def _item_words(
    context: Context,
    block: str,
    item: Item,
    exercise: Exercise | None,
    day: date,
    then: tuple[bool | None, bool, frozenset[Site]],
) -> frozenset[str]:
    """Give an item's words, one copy of equal ones; `then`: whether it beat what was before, in an eased week, and
    the sites that complained for a time."""
    beat, eased, spared = then
    work = [one for one in item.sets if not one.warmup]
    key = (block, item.exercise, any(one.load_kg for one in work), beat, eased, spared)
    known = context.words.get(key)
    if known is None:
        words = item_words(block, item, exercise, context.runner, day)
        words |= {"beats:yes" if beat else "beats:no"} if beat is not None else frozenset()
        words |= {"eased-week"} if eased else frozenset()
        known = context.words[key] = words
    return known


def known_amounts(item: Item, exercise: Exercise | None, slot_minutes: int) -> dict[str, int]:
    """Add up what is known of an item's dose.

    Of several work sets the most, the fewest or the sum is known only when all of them tell; the reserve is also known
    when one of them went to failure, for there is no less than nothing.
    """
    amounts = item_amounts(item, exercise, slot_minutes)
    if not item.seconds or not slot_minutes:
        _forget(amounts, "duration_s", "slot_permille")
    if exercise is None:
        _forget(amounts, "contacts", "hold_s")
    static = exercise is not None and "static" in exercise.traits
    jumps = exercise is not None and exercise.contacts_per_rep
    for one in item.sets:
        if one.warmup:
            continue
        if one.reps is None:
            _forget(amounts, "reps_max", *(("contacts",) if jumps and one.contacts is None else ()))
        if static and one.seconds is None:
            _forget(amounts, "hold_s")
        if one.rir is None and amounts.get("rir_tenths") != 0:
            _forget(amounts, "rir_tenths")
        if one.percent_1rm is None:
            _forget(amounts, "percent_tenths")
        if one.load_kg is None:
            _forget(amounts, "load_g")
    return amounts


def _forget(amounts: dict[str, int], *names: str) -> None:
    for name in names:
        amounts.pop(name, None)
