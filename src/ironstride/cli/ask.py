"""The two-minute interview that makes a runner file: what is asked, why, and the runner the answers make."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Literal, Protocol, cast, get_args
from zoneinfo import ZoneInfo

from msgspec import Struct, structs

from ironstride.cli.answers import (
    propose_days,
    read_birth_year,
    read_choice,
    read_clock,
    read_days,
    read_mass,
    read_minutes,
    read_name,
    read_race_date,
    read_running,
    read_sore,
)
from ironstride.cli.found_races import named_races, race_question
from ironstride.cli.presets import PRESETS, Preset, place_name, preset_place
from ironstride.model.errors import InputError
from ironstride.model.runner import Availability, Event, Experience, Runner, Running, Weekday
from ironstride.model.running import Race
from ironstride.model.timeline import DAY_MIN

EVENTS: tuple[str, ...] = get_args(Event)
EXPERIENCES: tuple[str, ...] = get_args(Experience)
#: running below this many minutes a week counts as a novice's (a heuristic of ours; the file can say otherwise).
_NOVICE_MINUTES = 150
#: a season long enough to gain strength before the race; without a race, the first block to plan.
_USUAL_WEEKS, _WEEKS_WITHOUT_RACE = 16, 12
_TRIES = 5


#: finds a calendar by its name, and its races by the event; gives its name as the runner file needs it
Look = Callable[[str, Event], tuple[str, tuple[Race, ...]]]


class HistorySummary(Protocol):
    """What the interview likes to know from a watch; whatever is missing or None is asked without a proposal."""

    @property
    def weekdays(self) -> tuple[Weekday, ...] | None:
        """Weekdays usually run on."""

    @property
    def long_run_day(self) -> Weekday | None:
        """Weekday of the longest runs."""

    @property
    def weekly_minutes(self) -> float | None:
        """Minutes run in a usual week."""

    @property
    def usual_start(self) -> str | None:
        """Usual clock time of a run's start, HH:MM."""

    @property
    def climb_m_per_km(self) -> float | None:
        """Metres climbed for each kilometre."""

    @property
    def max_hr_bpm(self) -> int | None:
        """Highest heart rate seen."""


class Question(Struct, frozen=True):
    """One question of the interview.

    Attributes
    ----------
    id : key of its answer.
    text : the question.
    why : one sentence on what the answer changes.
    proposal : taken when the answer is empty; empty when there is nothing to propose.
    choices : the answers there are; empty when anything may be written.
    kind : what to write: a word to choose, text, a date, a number or a clock time.
    problem : why the last answer would not do.
    """

    id: str
    text: str
    why: str
    proposal: str = ""
    choices: tuple[str, ...] = ()
    kind: Literal["choice", "text", "date", "number", "time"] = "text"
    problem: str = ""


def questions(history: HistorySummary | None, today: date | None = None) -> list[Question]:
    """Return the questions in order, with what the history proposes for their answers.

    Parameters
    ----------
    history : what a watch knows; None without one.
    today : the day of the interview.
    """
    return [*_about_running(history, today or date.today()), *_about_lifting()]


def _about_running(history: HistorySummary | None, today: date) -> list[Question]:
    """Return the questions on the race and the running."""
    race = today + timedelta(weeks=_USUAL_WEEKS)
    race += timedelta(days=6 - race.weekday())
    return [
        Question("name", "What shall the plan call you?", "It stands at the top of the plan.", "Runner"),
        Question(
            "event",
            f"What do you train for: {', '.join(EVENTS)}?",
            "An 800 m and an ultra ask for different strength.",
            "10k",
            EVENTS,
            "choice",
        ),
        Question(
            "running",
            "What is your running week? Days with kind and minutes, or a calendar file (.ics, .csv).",
            "Lifting goes where it does not spoil intervals, long runs and rest.",
            _usual_week(history),
        ),
        Question(
            "race_date",
            "When is the race? A date, or none.",
            "Strength is built weeks before a race and kept light just before it.",
            race.isoformat(),
            kind="date",
        ),
    ]


def _about_lifting() -> list[Question]:
    """Return the questions on the body, the things at hand and the time."""
    return [
        Question(
            "lifting",
            "How much have you lifted? none, novice (months), intermediate (a year or two), advanced (years).",
            "It decides how gently you start and how heavy it may get.",
            "none",
            EXPERIENCES,
            "choice",
        ),
        Question("body_mass", "Your body mass? 68, or 150 lb.", "First loads are a share of it.", kind="number"),
        Question(
            "birth_year",
            "Which year were you born in?",
            "The young and the older recover and gain differently.",
            kind="number",
        ),
        Question(
            "sore",
            "Is anything sore? Such as: left achilles, knee until 2027-01-24. Or none.",
            "Exercises that would bother it are left out; nothing is diagnosed.",
            "none",
        ),
        Question(
            "equipment",
            "What can you lift with: nothing, step and band, dumbbells to 20 kg, barbell at home, full gym?",
            "The plan asks only for what is there and for weights that exist.",
            "step and band",
            tuple(PRESETS),
            "choice",
        ),
        Question("days", "Which days could you lift?", "Two well-placed days beat four crowded ones.", "mon thu"),
        Question(
            "start", "From what time?", "Some hours between a run and a lift make both better.", "18:30", kind="time"
        ),
        Question(
            "minutes", "How many minutes, all in?", "A session fits the time, rests included.", "45", kind="number"
        ),
    ]


def build_runner(
    answers: Mapping[str, str],
    history: HistorySummary | None = None,
    today: date | None = None,
    found: Sequence[Race] = (),
) -> Runner:
    """Make a runner of the answers; what is not answered takes its question's proposal.

    Parameters
    ----------
    answers : question id to answer, as typed; also `time_zone`, which is not asked.
    history : what a watch knows; None without one.
    today : the day of the interview.
    found : races of the calendar; the one on the race's date lends it its name, the others become B races.

    Returns
    -------
    Runner
        One A race at most, one place, one window; the file can say more.

    Raises
    ------
    InputError
        An answer that is missing or cannot be read; `where` is the question's id.
    """
    today = today or date.today()
    typed = {q.id: answers.get(q.id, "").strip() or q.proposal for q in questions(history, today)}
    for name, answer in typed.items():
        try:
            _READERS[name](answer, today)
        except InputError as error:
            raise InputError(error.what, name, error.mend) from None
    return _assemble(typed, answers.get("time_zone") or "UTC", history, today, found)


def run_interview(
    ask: Callable[[Question], str],
    history: HistorySummary | None = None,
    today: date | None = None,
    look: Look | None = None,
) -> Runner:
    """Ask every question and make a runner of the answers.

    An answer that cannot be read brings its question again with the problem; the days proposed follow the running
    week just given.

    Parameters
    ----------
    ask : shows a question and returns the answer as typed; an empty one takes the proposal.
    history : what a watch knows; None without one.
    today : the day of the interview.
    look : finds a calendar and its races; raises InputError when it cannot be read.

    Raises
    ------
    InputError
        The same question had five answers that could not be read.
    """
    today = today or date.today()
    answers = {"time_zone": local_time_zone()}
    found: tuple[Race, ...] = ()
    for question in questions(history, today):
        if question.id == "days":
            runs = read_running(answers["running"])
            proposed = propose_days(() if isinstance(runs, str) else runs)
            question = structs.replace(question, proposal=" ".join(proposed))
        if question.id == "race_date":
            text, proposal = race_question(question.text, question.proposal, found)
            question = structs.replace(question, text=text, proposal=proposal)
        if question.id == "running" and look is not None:
            answers[question.id], found = _looked(ask, question, today, answers["event"], look)
            continue
        answers[question.id] = _answer(ask, question, today)
    return build_runner(answers, history, today, found)


def _looked(
    ask: Callable[[Question], str], question: Question, today: date, event: str, look: Look
) -> tuple[str, tuple[Race, ...]]:
    """Ask for the running week until it can be read, and look for races when it is a calendar."""
    wrong = InputError("no answer", question.id)
    for _ in range(_TRIES):
        answer = _answer(ask, question, today)
        try:
            runs = read_running(answer)
            return look(runs, cast(Event, read_choice(event, EVENTS))) if isinstance(runs, str) else (answer, ())
        except InputError as error:
            wrong = error
            question = structs.replace(question, problem=str(error))
    raise wrong


def _answer(ask: Callable[[Question], str], question: Question, today: date) -> str:
    """Ask one question until its answer can be read."""
    wrong = InputError("no answer", question.id)
    for _ in range(_TRIES):
        answer = ask(question).strip() or question.proposal
        try:
            _READERS[question.id](answer, today)
        except InputError as error:
            wrong = InputError(error.what, question.id, error.mend)
            question = structs.replace(question, problem=str(error))
        else:
            return answer
    raise wrong


def _assemble(
    typed: Mapping[str, str], time_zone: str, history: HistorySummary | None, today: date, found: Sequence[Race]
) -> Runner:
    """Make the runner of answers that can all be read."""
    event = cast(Event, read_choice(typed["event"], EVENTS))
    race_date = read_race_date(typed["race_date"], today)
    body_mass_kg, unit = read_mass(typed["body_mass"])
    runs = read_running(typed["running"])
    preset = cast(Preset, read_choice(typed["equipment"], tuple(PRESETS)))
    place = place_name(preset)
    first_day, weeks = _horizon(race_date, today, isinstance(runs, str))
    weekly = getattr(history, "weekly_minutes", None)
    if weekly is None and not isinstance(runs, str):
        weekly = sum(run.minutes for run in runs)
    return Runner(
        name=read_name(typed["name"]),
        event=event,
        running_experience="novice" if weekly is not None and weekly < _NOVICE_MINUTES else "intermediate",
        lifting_experience=cast(Experience, read_choice(typed["lifting"], EXPERIENCES)),
        body_mass_kg=body_mass_kg,
        birth_year=read_birth_year(typed["birth_year"], today),
        time_zone=time_zone,
        mass_unit=unit,
        first_day=first_day,
        weeks=weeks,
        home_climb_m_per_km=getattr(history, "climb_m_per_km", None),
        races=named_races(race_date, event, found),
        sore=read_sore(typed["sore"]),
        places={place: preset_place(preset, unit)},
        availability=(_window(typed, place),),
        running=Running(
            calendar=(runs,) if isinstance(runs, str) else (),
            pattern=() if isinstance(runs, str) else runs,
            usual_start=getattr(history, "usual_start", None) or "07:00",
            max_hr_bpm=getattr(history, "max_hr_bpm", None),
        ),
    )


def _window(typed: Mapping[str, str], place: str) -> Availability:
    """Return the one window of the interview, which ends at midnight at the latest."""
    start, minutes = read_clock(typed["start"]), read_minutes(typed["minutes"])
    end = int(start[:2]) * 60 + int(start[3:]) + minutes
    if end > DAY_MIN:
        raise InputError(f"{minutes} minutes from {start} run past midnight", "minutes", "Start earlier.")
    return Availability(days=read_days(typed["days"]), start=start, end=f"{end // 60:02d}:{end % 60:02d}", place=place)


def _horizon(race: date | None, today: date, calendar: bool) -> tuple[date, int | None]:
    """Return the first day, next Monday unless the race comes before, and the weeks up to the race.

    Without a race a calendar says itself how long the season is.
    """
    first_day = today + timedelta(days=-today.weekday() % 7)
    if race is None:
        return first_day, None if calendar else _WEEKS_WITHOUT_RACE
    first_day = first_day if first_day <= race else today
    return first_day, (race - first_day).days // 7 + 1


def _usual_week(history: HistorySummary | None) -> str:
    """Return the running week to propose: the watch's, or three runs."""
    days: tuple[Weekday, ...] = getattr(history, "weekdays", None) or ("tue", "thu", "sun")
    long_day: Weekday = getattr(history, "long_run_day", None) or days[-1]
    weekly = getattr(history, "weekly_minutes", None) or 40 * (len(days) + 0.5)
    minutes = max(10, round(weekly / (len(days) + 0.5) / 5) * 5)
    runs = [f"{day} long {round(minutes * 0.3) * 5}" if day == long_day else f"{day} easy {minutes}" for day in days]
    return ", ".join(runs)


def local_time_zone() -> str:
    """Return the tz database name of this machine's clock, UTC when it cannot be told."""
    linked = os.path.realpath("/etc/localtime").rpartition("zoneinfo/")[2]
    for name in (os.environ.get("TZ", ""), linked):
        try:
            return ZoneInfo(name).key
        except (KeyError, ValueError, OSError):
            continue
    return "UTC"


#: reads the answer to each question; raises InputError when it cannot.
_READERS: dict[str, Callable[[str, date], object]] = {
    "name": lambda answer, today: read_name(answer),
    "event": lambda answer, today: read_choice(answer, EVENTS),
    "race_date": read_race_date,
    "running": lambda answer, today: read_running(answer),
    "lifting": lambda answer, today: read_choice(answer, EXPERIENCES),
    "body_mass": lambda answer, today: read_mass(answer),
    "birth_year": read_birth_year,
    "sore": lambda answer, today: read_sore(answer),
    "equipment": lambda answer, today: read_choice(answer, tuple(PRESETS)),
    "days": lambda answer, today: read_days(answer),
    "start": lambda answer, today: read_clock(answer),
    "minutes": lambda answer, today: read_minutes(answer),
}
