"""A strength session: blocks of items, each item a list of sets."""

from __future__ import annotations

from datetime import date
from typing import Literal

from msgspec import Struct

from ironstride.model.exercise import BlockName

Side = Literal["left", "right", "each"]
#: a date, where a field is called so itself
Day = date


class Set(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """One set. Exactly one of reps, seconds, contacts and metres is given; with side `each` it is done on both sides.

    `load_kg` is what is lifted besides the body (per hand for pairs); None means no load or not known yet. `failed`
    is said of a set that was done: nothing was left, or the last repetition was not made.
    """

    reps: int | None = None
    seconds: int | None = None
    contacts: int | None = None
    metres: int | None = None
    warmup: bool = False
    side: Side | None = None
    load_kg: float | None = None
    percent_1rm: float | None = None
    rir: float | None = None
    rest_s: int = 0
    tempo: str = ""
    height_cm: int | None = None
    note: str = ""
    failed: bool = False


class Item(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One exercise of a session with its sets; `seconds` is what a stopwatch would show, rests and set-up included."""

    exercise: str
    pattern: str
    sets: tuple[Set, ...]
    seconds: int = 0
    first_time: bool = False
    #: the next lighter load the place makes, so that the smallest step there is can be told from a jump
    lighter_kg: float | None = None
    #: the heaviest load of the day however well it goes, where the week, a race or a pause bounds it
    most_kg: float | None = None
    chance: float | None = None
    note: str = ""


class Block(Struct, frozen=True, kw_only=True):
    block: BlockName
    items: tuple[Item, ...]


class Because(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One reason in plain words, the rule that gave it and the sources behind it."""

    text: str
    rule: str = ""
    sources: tuple[str, ...] = ()


class Session(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A strength session on a date. `slot_minutes` is the time kept free for it, `minutes` what it takes.

    A session that was done may not know its hour (`start` is empty) or its length (both are 0). `planned_date` is where
    it stood first, when a change moved it. `done` says that it happened and holds what the log says was lifted, not
    what was planned.
    """

    id: str
    date: date
    start: str
    minutes: int
    slot_minutes: int
    place: str
    phase: str
    template: str
    letter: str = "A"
    week: int = 0
    mesocycle: int = 0
    blocks: tuple[Block, ...] = ()
    because: tuple[Because, ...] = ()
    title: str = ""
    planned_date: Day | None = None
    done: bool = False

    @property
    def has_power(self) -> bool:
        """Whether it jumps, hops or throws."""
        return any(block.block == "power" and block.items for block in self.blocks)
