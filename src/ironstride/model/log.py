"""The training log: what was really lifted, felt and measured, as entries that are only ever added.

A log is a list of entries in the order they were accepted. An entry puts a session, a set, a weight, a complaint or a
screen under an id of its maker's choosing; a later entry with the same id corrects it; `Remove` takes it away and
`Undo` makes one entry as if it had never been. Nothing is overwritten, so everything can be undone. The state a log
amounts to is a `History` (`ironstride.strength.history.fold`).
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from msgspec import Meta, Struct

from ironstride.model.exercise import Site

#: made by the client, unique for ever, so that an entry sent twice is one entry
EntryId = Annotated[str, Meta(min_length=1, max_length=100)]
SetKind = Literal["work", "warmup", "drop", "amrap"]
LoggedSide = Literal["left", "right"]
#: a date, where a field is called so itself
Day = date


class LoggedSet(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """One set as it was done. At least one of reps, seconds, contacts and metres is given.

    Attributes
    ----------
    id : the set's own id.
    exercise : the catalogue's id; empty when the name is not known (yet).
    name : the exercise as its source spelt it, kept for ever.
    load_kg : lifted besides the body, bar included, per hand for pairs; negative for help (an assisted pull-up);
        None when not told.
    kind : work, warm-up, drop set, or as many reps as possible. None: the source does not say.
    side : the one side it was done on; None for both at once or not told. A pair of sides is two sets.
    rir : repetitions in reserve, as felt. `to_failure` says the last repetition was not made or could not be beaten.
    planned_reps : what was asked, where the source says.
    rest_s : rest before this set, where known.
    at : when it was done, by the device's clock; with an offset where the device told one.
    superset : sets that share this word within a session were done in turns.
    confirmed : the runner was asked about something unlikely in it and says that it is right.
    """

    id: EntryId
    exercise: str = ""
    name: str = ""
    reps: Annotated[int, Meta(ge=0, le=1000)] | None = None
    seconds: Annotated[float, Meta(ge=0)] | None = None
    contacts: Annotated[int, Meta(ge=0)] | None = None
    metres: Annotated[float, Meta(ge=0)] | None = None
    load_kg: float | None = None
    kind: SetKind | None = None
    side: LoggedSide | None = None
    rir: Annotated[float, Meta(ge=0, le=20)] | None = None
    to_failure: bool = False
    planned_reps: int | None = None
    rest_s: Annotated[int, Meta(ge=0)] | None = None
    at: datetime | None = None
    superset: str = ""
    note: str = ""
    confirmed: bool = False


class LoggedSession(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A session as it was done: local date, minutes after local midnight where known, and its sets in order.

    `planned` is the id of the plan's session it answers; `finished` False while it is under way; `rpe` is the session's
    own, 0-10; `mean_hr_bpm` comes from a watch; `source` says which file or device it came from. `confirmed` says that
    the runner was asked about something unlikely in it (its date, a twin) and says that it is right.
    """

    id: EntryId
    date: date
    start_min: Annotated[int, Meta(ge=0, lt=1440)] | None = None
    minutes: Annotated[float, Meta(ge=0, le=1440)] | None = None
    title: str = ""
    planned: str = ""
    place: str = ""
    rpe: Annotated[float, Meta(ge=0, le=10)] | None = None
    mean_hr_bpm: int | None = None
    finished: bool = True
    note: str = ""
    source: str = ""
    confirmed: bool = False
    sets: tuple[LoggedSet, ...] = ()


class BodyMass(Struct, frozen=True, kw_only=True):
    """Body mass on a morning."""

    id: EntryId
    date: date
    kg: Annotated[float, Meta(gt=20, lt=300)]


class Complaint(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Soreness or pain at a site, 0-10 as felt, with the words that call for a professional."""

    id: EntryId
    date: date
    site: Site
    kind: Literal["sore", "pain"] = "sore"
    side: Literal["left", "right", "both"] = "both"
    severity: Annotated[int, Meta(ge=0, le=10)] = 3
    signs: tuple[Literal["changes-gait", "sharp", "at-night", "at-rest", "on-bone", "swelling", "numb"], ...] = ()
    note: str = ""


class ScreenResult(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The result of a self-test: its id in the table `screens`, the side, the value in the test's own unit."""

    id: EntryId
    date: date
    screen: str
    value: float
    side: LoggedSide | None = None
    note: str = ""


class History(Struct, frozen=True, kw_only=True):
    """What a log amounts to, each kind sorted by date and time; sessions hold their sets."""

    sessions: tuple[LoggedSession, ...] = ()
    body_mass: tuple[BodyMass, ...] = ()
    complaints: tuple[Complaint, ...] = ()
    screens: tuple[ScreenResult, ...] = ()


class Entry(Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="do"):
    """What all entries have: an id, when the device says it was made, the device, and its count there.

    Order is the order of acceptance, never a clock's: `at` is only shown.
    """

    entry: EntryId
    at: datetime | None = None
    device: str = ""
    count: int = 0


class PutSession(Entry, frozen=True, kw_only=True, tag="session"):
    """Begin or correct a session. The sets inside come with it the first time; later they are put one by one."""

    session: LoggedSession


class PutSet(Entry, frozen=True, kw_only=True, tag="set"):
    """Add or correct one set of a session, after the set named in `after` (at the end when empty)."""

    session: EntryId
    set: LoggedSet
    after: str = ""


class PutBodyMass(Entry, frozen=True, kw_only=True, tag="body-mass"):
    """Add or correct a body mass."""

    body_mass: BodyMass


class PutComplaint(Entry, frozen=True, kw_only=True, tag="complaint"):
    """Add or correct soreness or pain."""

    complaint: Complaint


class PutScreen(Entry, frozen=True, kw_only=True, tag="screen"):
    """Add or correct the result of a self-test."""

    screen: ScreenResult


class Remove(Entry, frozen=True, kw_only=True, tag="remove"):
    """Take away the session, set, weight, complaint or screen of this id, for ever unless this entry is undone."""

    id: EntryId


class Undo(Entry, frozen=True, kw_only=True, tag="undo"):
    """Make another entry as if it had never been; undoing an `Undo` brings it back."""

    undone: EntryId


LogEntry = PutSession | PutSet | PutBodyMass | PutComplaint | PutScreen | Remove | Undo
