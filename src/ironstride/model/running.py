"""Runs, done and planned, and the races they lead to."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from msgspec import Struct

Intensity = Literal["easy", "long", "tempo", "interval", "sprint", "hills", "race"]
INTENSITIES: tuple[Intensity, ...] = ("easy", "long", "tempo", "interval", "sprint", "hills", "race")
#: Runs that make a day hard.
HARD: frozenset[Intensity] = frozenset({"tempo", "interval", "sprint", "hills", "race"})
#: Runs worth arriving fresh for: the hard ones and the long run.
KEY: frozenset[Intensity] = HARD | {"long"}

Surface = Literal["road", "track", "trail", "treadmill", "grass", "mixed"]


class PlannedRun(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A run on the calendar.

    Attributes
    ----------
    id : unique in the plan.
    date : the day, in the runner's time zone.
    intensity : its class.
    minutes : how long it takes.
    title : what the calendar calls it.
    start_min : its hour in minutes after local midnight; None when the plan gives a day only.
    distance_m : metres, where the plan says so.
    climb_m : metres of ascent, where the plan says so.
    hard_minutes : minutes of it that are hard, where the title tells.
    surface : what it is run on, where the plan says so.
    source : the file or pattern it comes from.
    """

    id: str
    date: date
    intensity: Intensity
    minutes: int
    title: str = ""
    start_min: int | None = None
    distance_m: float | None = None
    climb_m: float | None = None
    hard_minutes: int | None = None
    surface: Surface | None = None
    source: str = ""


class OtherTraining(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A bike ride, a swim, yoga or strength that the runner's plan already holds.

    Attributes
    ----------
    id : unique in the plan.
    date : the day, in the runner's time zone.
    sport : what is done, such as ride, swim, yoga or strength.
    minutes : how long it takes.
    title : what the calendar calls it.
    start_min : its hour in minutes after local midnight; None when the plan gives a day only.
    is_strength : whether it is strength work.
    source : the file it comes from.
    """

    id: str
    date: date
    sport: str
    minutes: int
    title: str = ""
    start_min: int | None = None
    is_strength: bool = False
    source: str = ""


class Unread(Struct, frozen=True, kw_only=True):
    """Something in a plan or a folder that could not be understood, kept to be asked about.

    Attributes
    ----------
    where : the file and the line or day.
    text : what stands there.
    why : why it could not be used.
    guesses : what it might be.
    """

    where: str
    text: str
    why: str
    guesses: tuple[str, ...] = ()


class RunningPlan(Struct, frozen=True, kw_only=True):
    """Everything read from calendars, tables and patterns, sorted by date."""

    runs: tuple[PlannedRun, ...] = ()
    others: tuple[OtherTraining, ...] = ()
    rest_days: tuple[date, ...] = ()
    unread: tuple[Unread, ...] = ()


class Run(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A run as a watch recorded it. `start` is aware; durations count moving time, not pauses."""

    id: str
    start: datetime
    duration_s: float
    distance_m: float
    climb_m: float = 0.0
    descent_m: float = 0.0
    mean_hr_bpm: float | None = None
    max_hr_bpm: float | None = None
    #: seconds spent at each heart rate (bpm), for thresholds and intensity.
    hr_histogram_s: dict[int, float] = {}
    #: grade-adjusted speed of successive 30 s pieces, metres per second.
    graded_speed_mps: tuple[float, ...] = ()
    contact_time_ms: float | None = None
    cadence_spm: float | None = None
    indoor: bool = False
    title: str = ""
    source: str = ""
    partial: bool = False


class DoneSet(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One `set` message of a watch's strength activity; None where the watch was not told."""

    active: bool
    reps: int | None = None
    load_kg: float | None = None
    duration_s: float | None = None
    categories: tuple[str, ...] = ()
    exercise: str = ""
    #: when it began, in the watch's zone.
    at: datetime | None = None


class OtherActivity(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A recorded activity that is not a run: strength, a ride, a swim."""

    id: str
    start: datetime
    duration_s: float
    sport: str
    is_strength: bool = False
    mean_hr_bpm: float | None = None
    sets: tuple[DoneSet, ...] = ()
    source: str = ""


class Race(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A race on the runner's calendar; A races shape the season, B races a few days, C races nothing.

    `found` marks one that a calendar or table holds and the runner did not name.
    """

    date: date
    name: str = ""
    priority: Literal["A", "B", "C"] = "A"
    distance_km: float | None = None
    climb_m: float | None = None
    start: str | None = None
    found: bool = False
