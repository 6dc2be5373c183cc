"""The runner: who they are, what they have, when they can, and what they want."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from msgspec import Meta, Struct

from ironstride.model.body import Sore
from ironstride.model.equipment import Place
from ironstride.model.exercise import Condition
from ironstride.model.running import Intensity, Race
from ironstride.model.words import minutes_of

Event = Literal["800m", "1500m", "5k", "10k", "half-marathon", "marathon", "ultra"]
Experience = Literal["none", "novice", "intermediate", "advanced"]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEKDAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
RedFlag = Literal["bone-stress-signs", "pain-changes-gait", "night-pain", "sharp-pain", "chest-pain"]
Clock = Annotated[str, Meta(pattern=r"^([01]\d|2[0-3]):[0-5]\d$|^24:00$")]
#: a date, where a field is called so itself.
Day = date
#: shortest session there is, minutes.
SHORTEST = 10
#: unavailable dates whose reason begins so hold training that did not happen; loads after them start lower.
MISSED = "missed"


class Clearance(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A red flag that a professional has looked at and cleared.

    Attributes
    ----------
    flag : which one.
    on : the day it was cleared; signs told in the log up to that day are done with.
    """

    flag: RedFlag
    on: date


class Screened(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """The result of a self-test; `ironstride screens` lists the tests and says how to do them.

    Attributes
    ----------
    screen : the test, by its id.
    date : when.
    value : in the test's own unit.
    side : the side it was done on, for tests of one side.
    """

    screen: Annotated[str, Meta(min_length=1)]
    date: Day
    value: float
    side: Literal["left", "right"] | None = None


class Availability(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Weekdays with a window of clock time for strength.

    Attributes
    ----------
    days : weekdays, mon to sun.
    start : when the window opens.
    end : when it closes; 24:00 is midnight.
    place : where, by the name under `[places]`.
    minutes : longest session inside the window; the whole window if not given.
    first : first date it holds.
    last : last date it holds.
    on : with a rota: `night` holds only on dates whose night is worked, `off` only on dates free of nights (neither
        the night before nor the one after is worked).
    """

    days: Annotated[tuple[Weekday, ...], Meta(min_length=1)]
    start: Clock
    end: Clock
    place: str = "home"
    minutes: Annotated[int, Meta(ge=10, le=180)] | None = None
    first: date | None = None
    last: date | None = None
    on: Literal["any", "night", "off"] = "any"

    def __post_init__(self) -> None:
        """Refuse a window that closes before it opens.

        Raises
        ------
        ValueError
            The message is `field: what is wrong. How to mend it.`, here and in the other nouns of this module.
        """
        length = minutes_of(self.end) - minutes_of(self.start)
        if length <= 0:
            raise ValueError(
                f"end: {self.end} is not after the start, {self.start}. A window past midnight is written as two."
            )
        if length < SHORTEST:
            raise ValueError(
                f"end: the window is {length} minutes long; a session takes at least {SHORTEST}. Widen it."
            )
        _ordered(self.first, self.last)


class DateException(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Dates that differ: nothing possible, or another place (a hotel), or fewer minutes.

    Attributes
    ----------
    first : first date.
    last : last date.
    reason : shown in the plan beside these dates.
    unavailable : no strength at all on these dates.
    place : train here instead.
    only_place : touches only availability at this place (a gym that is closed).
    minutes : longest session on these dates.
    """

    first: date
    last: date
    reason: str = ""
    unavailable: bool = False
    place: str | None = None
    only_place: str | None = None
    minutes: Annotated[int, Meta(ge=10, le=180)] | None = None

    def __post_init__(self) -> None:
        """Refuse dates in the wrong order and exceptions that say nothing or two things."""
        _ordered(self.first, self.last)
        if self.unavailable and (self.place is not None or self.minutes is not None):
            raise ValueError("unavailable: true leaves no session, so place and minutes have no meaning. Keep one.")
        if not self.unavailable and self.place is None and self.minutes is None:
            raise ValueError(
                "unavailable: nothing differs on these dates. Say unavailable = true, a place, or minutes."
            )


class Rota(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Night shifts that repeat.

    Attributes
    ----------
    start : first date of a cycle.
    cycle_days : length of the cycle in days.
    nights : day numbers within the cycle, 0 being `start`, whose night is worked.
    """

    start: date
    cycle_days: Annotated[int, Meta(ge=2, le=120)]
    nights: tuple[int, ...]

    def __post_init__(self) -> None:
        """Refuse nights outside the cycle or named twice."""
        for night in self.nights:
            if not 0 <= night < self.cycle_days:
                raise ValueError(
                    f"nights: {night} lies outside the cycle, whose days are 0 to {self.cycle_days - 1}. Count from 0."
                )
        if len(set(self.nights)) < len(self.nights):
            raise ValueError("nights: the same night stands there twice. Keep it once.")


class KnownLift(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Any set ever done: load x reps, with reps in reserve where remembered.

    Attributes
    ----------
    exercise : name or id from the exercise catalogue.
    load_kg : what was lifted besides the body, bar included, one dumbbell of a pair; 0 for body mass alone.
    reps : repetitions done.
    rir : repetitions that were still in the tank.
    date : when.
    """

    exercise: str
    load_kg: Annotated[float, Meta(ge=0, le=600)]
    reps: Annotated[int, Meta(ge=1, le=50)]
    rir: Annotated[float, Meta(ge=0, le=10)] | None = None
    date: date | None = None


class PatternRun(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One run of a weekly pattern, between two dates if given.

    Attributes
    ----------
    day : weekday of the run.
    minutes : how long it takes, the first time.
    intensity : what kind of run it is.
    start : when it starts, if not at the usual time.
    first : first date it holds; the first day of the plan if not given.
    last : last date it holds.
    grow_minutes : minutes added week by week, counted from the first.
    max_minutes : where the growth ends.
    title : a name for it.
    """

    day: Weekday
    minutes: Annotated[int, Meta(ge=5, le=1440)]
    intensity: Intensity
    start: Clock | None = None
    first: date | None = None
    last: date | None = None
    grow_minutes: Annotated[int, Meta(ge=-60, le=60)] = 0
    max_minutes: Annotated[int, Meta(ge=5, le=1440)] | None = None
    title: str = ""

    def __post_init__(self) -> None:
        """Refuse dates in the wrong order and a longest run shorter than the first."""
        _ordered(self.first, self.last)
        if self.max_minutes is not None and self.max_minutes < self.minutes:
            raise ValueError(
                f"max_minutes: {self.max_minutes} is less than the first run's {self.minutes} minutes. Swap them."
            )


class Running(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Where the running plan and history lie and how to read them. Paths are relative to the runner file.

    Attributes
    ----------
    calendar : calendars and tables that hold the running plan (.ics, .csv).
    history : folders or files of what was run (.fit and exports).
    pattern : a weekly pattern, instead of or beside a calendar.
    usual_start : start of a run whose plan gives only the day.
    usual_second_start : start of the second run of such a day.
    usual_start_by_day : a weekday may have its own usual start: `{ sun = "09:00" }`.
    strength_in_plan : strength the plan already holds: keep it and plan around, replace it, or merge (count it and plan
        the rest).
    max_hr_bpm : highest heart rate ever seen.
    rest_hr_bpm : heart rate at rest.
    threshold_pace_s_per_km : pace that can be held for an hour, in seconds for one kilometre.
    titles : the class of titles that could not be read: `"Kenyan hills" = "hills"`; also `rest`, `other`, `strength`.
    """

    calendar: tuple[str, ...] = ()
    history: tuple[str, ...] = ()
    pattern: tuple[PatternRun, ...] = ()
    usual_start: Clock = "07:00"
    usual_second_start: Clock = "18:00"
    usual_start_by_day: dict[Weekday, Clock] = {}
    strength_in_plan: Literal["keep", "replace", "merge"] = "keep"
    max_hr_bpm: Annotated[int, Meta(ge=100, le=240)] | None = None
    rest_hr_bpm: Annotated[int, Meta(ge=25, le=110)] | None = None
    threshold_pace_s_per_km: Annotated[float, Meta(ge=120, le=900)] | None = None
    titles: dict[str, Intensity | Literal["rest", "other", "strength"]] = {}

    def __post_init__(self) -> None:
        """Refuse a resting heart rate that is not below the highest."""
        if self.max_hr_bpm is not None and self.rest_hr_bpm is not None and self.rest_hr_bpm >= self.max_hr_bpm:
            raise ValueError(f"rest_hr_bpm: {self.rest_hr_bpm} is not below the highest, {self.max_hr_bpm}. Swap them.")


class PhaseOverride(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A span of dates whose phase the runner sets by hand.

    Attributes
    ----------
    first : first date.
    last : last date.
    phase : the phase of these dates.
    """

    first: date
    last: date
    phase: Literal["base", "build", "peak", "taper", "race", "transition"]

    def __post_init__(self) -> None:
        """Refuse dates in the wrong order."""
        _ordered(self.first, self.last)


class Wish(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Something that must hold, however much it costs; give exactly one of `on`, `rest_on` and `per_week`.

    Attributes
    ----------
    on : a date that must hold a strength session.
    legs : with `on`: the session must train the legs.
    rest_on : a date that must hold none.
    per_week : sessions every whole week must hold, taper and race weeks apart.
    """

    on: date | None = None
    legs: bool = False
    rest_on: date | None = None
    per_week: Annotated[int, Meta(ge=1, le=7)] | None = None

    def __post_init__(self) -> None:
        if sum(part is not None for part in (self.on, self.rest_on, self.per_week)) != 1:
            raise ValueError("wish: it says not one thing. Give exactly one of on, rest_on and per_week.")


class Runner(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One runner, as `runner.toml` holds it.

    Attributes
    ----------
    name : what the plan calls you.
    event : what you train for.
    running_experience : how long and how seriously you have been running.
    lifting_experience : how long you have been lifting: never, for months, for a year or two, heavy for years.
    body_mass_kg : body mass.
    birth_year : the year you were born in.
    sex : only where a table of the catalogue tells the sexes apart; may stay unsaid.
    time_zone : where your clock stands, by its tz database name such as Europe/Berlin.
    mass_unit : unit of masses; with lb every mass of the file is in pounds, and plans show pounds.
    distance_unit : unit plans show distances in; numbers of the file keep the unit in their name.
    method : whose rules to plan by: evidence, or another method of the catalogue, or one of your own.
    switches : sides taken where the sources disagree: `switch = "side"`.
    first_day : first day of the plan, any weekday; today if not given.
    weeks : length of the plan; it follows from the races if not given.
    home_climb_m_per_km : metres climbed for each kilometre on your usual runs.
    goal_pace_s_per_km : seconds for one kilometre at goal pace; it decides between heavy and springy work (see the
        evidence on 12 km/h).
    races : races on the calendar. A races shape the season, B races a few days, C races nothing. Those that only a
        calendar or table holds are found there.
    sore : sore spots and old injuries.
    conditions : conditions that change what is sensible.
    red_flags : signs that stop training until a professional has looked; never switched off.
    cleared : red flags told in the training log that a professional has cleared since.
    screens : results of self-tests; they steer accessory work and when loaded rotation begins.
    power_behind : blocks of power work that were missed, by which its ladder is climbed later.
    places : where you can train, each by a name of your choice.
    availability : when you can train.
    exceptions : dates that differ.
    rota : night shifts that repeat.
    known_lifts : any set you remember; first loads are built on it.
    dislikes : exercises to leave out, by name or id.
    favourites : exercises to prefer, by name or id.
    wanted_sessions_per_week : how many strength sessions you would like; the plan says why if it gives fewer.
    wishes : what must hold whatever it costs; wishes that clash are named.
    phases : phases of the season set by hand.
    running : your running, planned and done.
    """

    name: Annotated[str, Meta(min_length=1, max_length=200)]
    event: Event
    running_experience: Experience = "intermediate"
    lifting_experience: Experience
    body_mass_kg: Annotated[float, Meta(ge=25, le=250)]
    birth_year: Annotated[int, Meta(ge=1910, le=2020)]
    sex: Literal["female", "male"] | None = None
    time_zone: str = "UTC"
    mass_unit: Literal["kg", "lb"] = "kg"
    distance_unit: Literal["km", "mi"] = "km"
    method: str = "evidence"
    switches: dict[str, str] = {}
    first_day: date | None = None
    weeks: Annotated[int, Meta(ge=1, le=104)] | None = None
    home_climb_m_per_km: Annotated[float, Meta(ge=0, le=150)] | None = None
    goal_pace_s_per_km: Annotated[float, Meta(ge=120, le=900)] | None = None
    races: tuple[Race, ...] = ()
    sore: tuple[Sore, ...] = ()
    conditions: tuple[Condition, ...] = ()
    red_flags: tuple[RedFlag, ...] = ()
    cleared: tuple[Clearance, ...] = ()
    screens: tuple[Screened, ...] = ()
    power_behind: Annotated[int, Meta(ge=0, le=50)] = 0
    places: dict[str, Place] = {}
    availability: tuple[Availability, ...] = ()
    exceptions: tuple[DateException, ...] = ()
    rota: tuple[Rota, ...] = ()
    known_lifts: tuple[KnownLift, ...] = ()
    dislikes: tuple[str, ...] = ()
    favourites: tuple[str, ...] = ()
    wanted_sessions_per_week: Annotated[int, Meta(ge=1, le=7)] | None = None
    wishes: tuple[Wish, ...] = ()
    phases: tuple[PhaseOverride, ...] = ()
    running: Running = Running()


def _ordered(first: date | None, last: date | None) -> None:
    """Raise ValueError when the last date lies before the first."""
    if first is not None and last is not None and last < first:
        raise ValueError(f"last: {last} is before the first, {first}. Swap them.")
