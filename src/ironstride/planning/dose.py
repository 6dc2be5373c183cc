"""The dose of an exercise in a week: sets, repetitions or seconds, reserve and rest, from the menu of doses."""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import cache
from typing import Literal

import msgspec
from msgspec import Struct

from ironstride.catalogue.tables import table
from ironstride.model.exercise import BlockName, Exercise
from ironstride.model.session import Set

Line = Literal["full", "short"]
LINES: tuple[Line, ...] = ("full", "short")
#: how long an evening is, longest first
Evening = Literal["whole", "half", "tight"]
#: a set that moves quickly through space (a sprint, a carry) covers about this many metres a second
METRES_PER_S = 1.2
SWITCH_SIDES_S = 5
#: most jumps of one set, with a load and without
LOADED_JUMPS, JUMPS = 5, 8
#: nobody times an exercise closer than this
ROUND_S = 15


class DoseEntry(Struct, frozen=True, forbid_unknown_fields=True):
    """One entry of the menu: where it fits (`all`, `any`, `none` words) and what it prescribes."""

    line: Line
    block: BlockName
    sets: int
    rir: float
    rest_s: int
    all: tuple[str, ...] = ()
    any: tuple[str, ...] = ()
    none: tuple[str, ...] = ()
    reps: int | None = None
    seconds: int | None = None
    metres: int | None = None
    contacts: int | None = None
    tempo: str = ""

    def fits(self, words: frozenset[str]) -> bool:
        """Say whether the entry is meant for something with these words."""
        return (
            words.issuperset(self.all)
            and words.isdisjoint(self.none)
            and (not self.any or not words.isdisjoint(self.any))
        )


@cache
def _menu() -> dict[tuple[str, str], tuple[DoseEntry, ...]]:
    menu: dict[tuple[str, str], tuple[DoseEntry, ...]] = {}
    for row in table("doses")["dose"]:
        entry = msgspec.convert(row, DoseEntry)
        menu[entry.line, entry.block] = (*menu.get((entry.line, entry.block), ()), entry)
    return menu


@cache
def words_asked() -> frozenset[str]:
    """Give every word the menu asks about."""
    entries = [entry for row in _menu().values() for entry in row]
    return frozenset(word for entry in entries for word in (*entry.all, *entry.any, *entry.none))


def dose(line: Line, block: BlockName, words: frozenset[str]) -> DoseEntry | None:
    """Take the first entry of a line that fits the words; None when the line has none."""
    return next((entry for entry in _menu().get((line, block), ()) if entry.fits(words)), None)


def evening(slot_minutes: int) -> Evening:
    """Say how long an evening of so many minutes is."""
    numbers = table("doses")["evening"]
    return (
        "whole" if slot_minutes >= numbers["whole_min"] else "half" if slot_minutes >= numbers["half_min"] else "tight"
    )


def lines(block: BlockName, length: Evening = "half") -> tuple[Line, ...]:
    """Give the lines a block's menu has; beside the main lifts a whole evening takes the full one, a tight one the
    short one."""
    found = tuple(line for line in LINES if (line, block) in _menu())
    if block == "strength" or len(found) == 1 or length == "half":
        return found
    return ("full",) if length == "whole" else ("short",)


def contacts(level: str, week: int, down: bool) -> int:
    """Count the ground contacts of one power exercise in the week (0 is the first), halved in down weeks."""
    numbers = table("doses")["contacts"]
    planned: int = numbers["start"][level] + numbers["grow"][level] * week
    capped: int = min(planned, numbers["cap"][level])
    return capped // 2 if down else capped


def work_sets(entry: DoseEntry, exercise: Exercise, week_contacts: int) -> tuple[Set, ...]:
    """Write out the work sets without loads; jumps get the week's contacts, spread over their sets."""
    side: Literal["each"] | None = "each" if exercise.unilateral else None
    reps, jumped, sets = entry.reps, entry.contacts, entry.sets
    if exercise.contacts_per_rep and entry.block == "power":
        sides = 2 if exercise.unilateral else 1
        if exercise.measure == "contacts":
            sets, jumped = _crisp(entry.sets, exercise, week_contacts / sides)
        elif exercise.measure == "reps":
            most = LOADED_JUMPS if exercise.loadable else JUMPS
            each = max(1, round(week_contacts / (entry.sets * sides)))
            reps = min(most, max(3, round(each / exercise.contacts_per_rep)))
            jumped = None
    one = Set(
        reps=reps if exercise.measure == "reps" else None,
        seconds=entry.seconds if exercise.measure == "seconds" else None,
        metres=entry.metres if exercise.measure == "metres" else None,
        contacts=jumped if exercise.measure == "contacts" else None,
        side=side,
        rir=entry.rir if entry.block in ("strength", "accessory", "core") and exercise.measure == "reps" else None,
        rest_s=entry.rest_s,
        tempo=entry.tempo or exercise.tempo,
    )
    return (one,) * sets


def _crisp(sets: int, exercise: Exercise, on_a_side: float) -> tuple[int, int]:
    """Give the sets and the contacts of each: hops in rhythm keep their sets, jumps of one full effort each come in
    more and shorter ones."""
    numbers = table("doses")["contacts"]
    most: int = numbers["most_of_a_set"][_effort(exercise)]
    if on_a_side > most * sets:
        sets = min(numbers["most_sets"], math.ceil(on_a_side / most))
    return sets, min(most, max(1, round(on_a_side / sets)))


def _effort(exercise: Exercise) -> Literal["hop", "bound", "jump"]:
    """Tell hops that bounce low, bounds that bounce further or higher, and jumps that begin anew each time."""
    if "elastic" not in exercise.traits or "drop" in exercise.traits:
        return "jump"
    return "hop" if exercise.landing == "low" else "bound"


def stopwatch_s(sets: Iterable[Set], exercise: Exercise) -> int:
    """Add up what a stopwatch would show: set-up, work on both sides, rests between sets, the change to the next."""
    numbers = table("doses")
    total: float = exercise.setup_s
    sets = tuple(sets)
    work = [entry for entry in sets if not entry.warmup]
    warmup_s: float = numbers["warmup_s"]
    total += (len(sets) - len(work)) * warmup_s
    for entry in work:
        total += set_s(entry, exercise)
    change_s: float = numbers["change_s"]
    total = total + sum(entry.rest_s for entry in work[:-1]) + change_s
    return math.ceil(total / ROUND_S) * ROUND_S


def set_s(entry: Set, exercise: Exercise) -> float:
    """Give the seconds one work set takes."""
    per_rep = max(exercise.seconds_per_rep, 5.0) if entry.tempo == "3-1-1" else exercise.seconds_per_rep
    if entry.seconds is not None:
        one = float(entry.seconds)
    elif entry.metres is not None:
        one = entry.metres / METRES_PER_S
    else:
        one = (entry.reps or entry.contacts or 0) * per_rep
    return 2 * one + SWITCH_SIDES_S if entry.side == "each" else one
