"""The one axis of days on which runs, sessions and items stand as events that rules can ask about.

What was done is constant, what is planned is open; an unscored head and tail surround the scored days, so
that neither the first nor the last week is free.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal

from msgspec import Struct

Of = Literal["run", "session", "item"]
DAY_MIN = 24 * 60


class Event(Struct, frozen=True, gc=False):
    """Something that happens: a run, a strength session, or one item (exercise) of a session.

    Attributes
    ----------
    id : unique on the timeline; an item's starts with its session's.
    day : index into `Timeline.days`.
    start_min, end_min : minutes since the midnight that opens day 0; None when the hour is not known.
    tags : words selectors ask for, such as `easy`, `key`, `leg-strength`, `pattern:squat`, `trait:machine`.
        A group that is not known carries `group:?`.
    amounts : integers by name (`minutes`, `sets`, `seconds`, `contacts`, `reps_max`, `rir_tenths`, `rest_s`,
        `percent_tenths`, `load_g`). A name that is missing is unknown; one that is 0 is zero.
    session : the session an item belongs to.
    position : order of an item within its session.
    exercise : what an item is.
    kin : the lifts that speak for each other, of which this is one; empty when it speaks for itself alone.
    """

    id: str
    of: Of
    day: int
    start_min: int | None
    end_min: int | None
    tags: frozenset[str]
    amounts: Mapping[str, int] = {}
    session: str = ""
    position: int = 0
    exercise: str = ""
    kin: str = ""


class Day(Struct, frozen=True):
    """A date with the words that hold for it: `rest-day`, `hard-day`, `phase:base`, `travel` …"""

    date: date
    week: int
    tags: frozenset[str]
    #: days until the next A race (0 on the day), absent when none follows.
    amounts: Mapping[str, int] = {}


class Week(Struct, frozen=True):
    """A Monday week: first day's index, the index after its last, its words (`phase:build`, `intense`, `down` …)."""

    index: int
    first: int
    end: int
    tags: frozenset[str]
    mesocycle: int = -1
    scored: bool = True


class Timeline(Struct, frozen=True):
    """Days, weeks and events, with what holds for the runner throughout.

    `scored_first` and `scored_end` bound the days that are judged; windows that lie wholly outside are not.
    """

    days: tuple[Day, ...]
    weeks: tuple[Week, ...]
    events: tuple[Event, ...]
    tags: frozenset[str] = frozenset()
    amounts: Mapping[str, int] = {}
    scored_first: int = 0
    scored_end: int = 0
