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

    Attributes
    ----------
    reps : repetitions.
    seconds : how long it is held or done.
    contacts : ground contacts of jumps.
    metres : how far something is carried, pushed or run.
    warmup : whether it only leads up to the work sets.
    side : left, right, or each for both sides one after the other; absent for both together.
    load_kg : kilograms besides the body, for each hand where there are two; absent for none, or not known yet.
    percent_1rm : the load in percent of a one-rep maximum that is believed, not measured.
    rir : repetitions in reserve at the end of the set.
    rest_s : seconds of rest after it.
    tempo : seconds down, held and up, such as 3-0-1.
    height_cm : of a box or step, where it matters.
    note : a word on the set.
    failed : said of a done set: nothing was left, or the last repetition was not made.
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
    """One exercise of a session with its sets.

    Attributes
    ----------
    exercise : id of the exercise in the catalogue.
    pattern : its movement pattern.
    sets : in the order they are done.
    seconds : what a stopwatch would show, rests and set-up included.
    first_time : whether the runner meets it here for the first time.
    lighter_kg : the next lighter load the place makes, so that the smallest step there is can be told from a jump.
    most_kg : the heaviest load of the day however well it goes, where the week, a race or a pause bounds it.
    chance : the chance to do all sets as asked, from 0 to 1.
    note : a sentence on how to go about it.
    """

    exercise: str
    pattern: str
    sets: tuple[Set, ...]
    seconds: int = 0
    first_time: bool = False
    lighter_kg: float | None = None
    most_kg: float | None = None
    chance: float | None = None
    note: str = ""


class Block(Struct, frozen=True, kw_only=True):
    """A part of a session.

    Attributes
    ----------
    block : mobility, power, strength, accessory, core or transfer.
    items : exercises in the order they are done.
    """

    block: BlockName
    items: tuple[Item, ...]


class Because(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One reason in plain words, the rule that gave it and the sources behind it.

    Attributes
    ----------
    text : the reason in a sentence.
    rule : code of the rule that gave it.
    sources : ids of the sources and claims behind the rule.
    """

    text: str
    rule: str = ""
    sources: tuple[str, ...] = ()


class Session(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A strength session on a date. `slot_minutes` is the time kept free for it, `minutes` what it takes.

    A session that was done may not know its hour (`start` is empty) or its length (both are 0). `planned_date` is where
    it stood first, when a change moved it. `done` says that it happened and holds what the log says was lifted, not
    what was planned.

    Attributes
    ----------
    id : unique in the plan; stays for as long as day, hour and template do.
    date : the day, in the runner's time zone.
    start : local hour, such as 18:30.
    minutes : what it takes.
    slot_minutes : the time that is free for it.
    place : name of the place in the runner file.
    phase : the phase of its week.
    template : what it trains: full for whole body, upper for all but the legs.
    letter : tells the sessions of a week apart.
    week : number of the week in the season, from 1.
    mesocycle : the block of weeks it belongs to, counted from 0.
    blocks : the parts of the session, in order.
    because : why it stands where it does.
    title : a name of its own, where it has one.
    planned_date : where it stood first, when a change moved it.
    done : whether it was done, and so holds what the log says was lifted.
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
    def items(self) -> list[Item]:
        """Its items in order, block by block."""
        return [item for block in self.blocks for item in block.items]

    @property
    def has_power(self) -> bool:
        """Whether it jumps, hops or throws."""
        return any(block.block == "power" and block.items for block in self.blocks)
