"""Writes logged sessions as people read them: by week, by exercise, each set in the runner's unit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import groupby

from django.utils.translation import gettext as _
from msgspec import Struct

from ironstride.catalogue import catalogue
from ironstride.model.log import LoggedSession, LoggedSet
from ironstride.model.words import MassUnit, clock, mass_text, number
from ironstride.web.site.told import spoken

#: exercises named in one line of the list
MOST_NAMED = 6


class SetShown(Struct, frozen=True):
    """A set as the page of its session shows it."""

    set: LoggedSet
    number: str
    load: str
    amount: str
    more: tuple[str, ...]


class Lifted(Struct, frozen=True):
    """The sets of one exercise in a row."""

    exercise: str
    name: str
    known: bool
    sets: tuple[SetShown, ...]


class Line(Struct, frozen=True):
    """A session as a line of the list."""

    session: LoggedSession
    start: str
    sets: int
    lifts: tuple[tuple[str, str], ...]
    more: int


class Week(Struct, frozen=True):
    """The sessions of a week, the newest first."""

    start: date
    lines: tuple[Line, ...]
    sets: int


def by_week(sessions: Iterable[LoggedSession], unit: MassUnit, week_start: int) -> list[Week]:
    """Group sessions that come newest first by week.

    Parameters
    ----------
    unit : of masses.
    week_start : the first day of the week, Monday 0.
    """

    def begin(one: LoggedSession) -> date:
        return one.date - timedelta(days=(one.date.weekday() - week_start) % 7)

    weeks = []
    for start, held in groupby(sessions, begin):
        lines = tuple(line(one, unit) for one in held)
        weeks.append(Week(start, lines, sum(one.sets for one in lines)))
    return weeks


def line(one: LoggedSession, unit: MassUnit) -> Line:
    """Write a session in one line: each exercise with its work."""
    work = [entry for entry in one.sets if entry.kind != "warmup"]
    by_name: dict[str, list[LoggedSet]] = {}
    for entry in work:
        by_name.setdefault(entry.exercise or entry.name, []).append(entry)
    lifts = [(name_of(held[0]), work_text(held, unit)) for held in by_name.values()]
    start = "" if one.start_min is None else clock(one.start_min)
    return Line(one, start, len(work), tuple(lifts[:MOST_NAMED]), max(0, len(lifts) - MOST_NAMED))


def name_of(one: LoggedSet) -> str:
    """Give an exercise's name, the source's own where the catalogue does not know it."""
    known = catalogue().exercises.get(one.exercise)
    return spoken(known.name) if known else one.name or one.exercise


def work_text(sets: Sequence[LoggedSet], unit: MassUnit) -> str:
    """Write sets of one exercise: `3 × 5, 80 kg`; a span where they differ."""
    amounts = list(dict.fromkeys(amount_text(one) for one in sets))
    loads = sorted({one.load_kg for one in sets if one.load_kg is not None})
    amount = amounts[0] if len(amounts) == 1 else f"{amounts[0]} … {amounts[-1]}"
    text = f"{len(sets)} × {amount}"
    if len(loads) == 1:
        text += f", {mass_text(loads[0], unit)}"
    elif loads:
        text += f", {mass_text(loads[0], unit)}–{mass_text(loads[-1], unit)}"
    return text


def amount_text(one: LoggedSet) -> str:
    """Write how much of it was done: `5`, `30 s`, `20 m`, `40 contacts`."""
    if one.reps is not None:
        return str(one.reps)
    if one.seconds is not None:
        return f"{number(one.seconds)} s"
    if one.metres is not None:
        return f"{number(one.metres)} m"
    if one.contacts is not None:
        return _("%(n)s contacts") % {"n": one.contacts}
    return "–"


def by_exercise(one: LoggedSession, unit: MassUnit) -> list[Lifted]:
    """Give a session's sets by exercise in the order they were done."""
    found = []
    for (exercise, name), held in groupby(one.sets, lambda entry: (entry.exercise, entry.name)):
        sets = list(held)
        known = exercise in catalogue().exercises
        count, shown = 0, []
        for entry in sets:
            count += entry.kind != "warmup"
            label = "" if entry.kind == "warmup" else str(count)
            load = "" if entry.load_kg is None else mass_text(entry.load_kg, unit)
            shown.append(SetShown(entry, label, load, amount_text(entry), tuple(_details(entry))))
        found.append(Lifted(exercise, name_of(sets[0]) or name, known, tuple(shown)))
    return found


def _details(one: LoggedSet) -> Iterable[str]:
    """Say what else is known of a set."""
    kinds = {"warmup": _("warm-up"), "drop": _("drop set"), "amrap": _("as many as possible")}
    sides = {"left": _("left"), "right": _("right")}
    if one.kind in kinds:
        yield kinds[one.kind]
    if one.side is not None:
        yield sides[one.side]
    if one.to_failure:
        yield _("to failure")
    elif one.rir is not None:
        yield _("%(n)s in reserve") % {"n": number(one.rir)}
    if one.planned_reps is not None and one.reps is not None and one.planned_reps != one.reps:
        yield _("%(n)s asked") % {"n": one.planned_reps}
    if one.note:
        yield one.note
