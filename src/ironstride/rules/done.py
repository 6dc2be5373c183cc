"""Lay what was really done on the timeline: logged sessions and recorded runs, with what nobody knows left unknown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from msgspec import Struct
from msgspec.structs import replace

from ironstride.model.exercise import Exercise
from ironstride.model.log import History, LoggedSession
from ironstride.model.runner import Experience, Runner
from ironstride.model.running import PlannedRun, Race
from ironstride.model.timeline import DAY_MIN, Day, Event, Timeline, Week
from ironstride.model.words import minutes_of
from ironstride.rules.done_events import Context, session_events
from ironstride.rules.done_progress import ladders, progress
from ironstride.rules.done_runs import DoneRuns
from ironstride.rules.done_session import DoneSession, Strength, done_session
from ironstride.rules.done_sets import numbers
from ironstride.rules.facts_runner import runner_words
from ironstride.rules.facts_sessions import run_event, session_words
from ironstride.rules.facts_weeks import day_facts, week_words
from ironstride.running.season import Season, monday, read_season
from ironstride.strength.screens import joined

#: what is not known of a runner nobody described, who is taken for an adult
NOBODY = frozenset({"running", "age:60+", "mass", "event", "terrain", "pace"})
#: whoever logs lifting has lifted, so that only `level:none` is out of the question
LEVELS = frozenset({"level:novice", "level:intermediate", "level:advanced"})
#: words of days and weeks that only the running tells (taper, race and transition follow from the races alone)
RUN_DAYS = ("rest-day", "run-day", "easy-day", "long-day", "hard-day")
RUN_WEEKS = ("intense", "low-intensity", "down", "after-down", "phase:base", "phase:build")
#: weeks before one without lifting that still make it a week to miss
LATELY_WEEKS = 3
#: weeks before a race over which its sessions are counted
SEASON_WEEKS = 26


class Who(Struct, frozen=True, kw_only=True):
    """Whose log it is, and which words (`age:60+`) and groups of words (`level`) nobody told."""

    runner: Runner
    unknown: frozenset[str] = frozenset()


class Done(Struct, frozen=True, kw_only=True):
    """What was done, as the rules see it.

    Attributes
    ----------
    axis : the timeline.
    sessions, runs : what stands on it.
    season : weeks with phase and intensity, read from the runs and the runner's races.
    who : whose it is.
    """

    axis: Timeline
    sessions: tuple[DoneSession, ...]
    runs: DoneRuns
    season: Season
    who: Who


def guessed(history: History, races: Sequence[Race] = (), time_zone: str = "UTC") -> Who:
    """Stand in for a runner nobody described: only what the log itself shows is known.

    A log with sessions in half a year's weeks shows an intermediate lifter at least; a shorter one shows nothing, for
    nobody knows what was lifted before it began.
    """
    weeks = {monday(session.date) for session in history.sessions if session.sets}
    level: Experience = "intermediate" if len(weeks) >= numbers("level")["intermediate_weeks"] else "novice"
    unknown = NOBODY | (LEVELS if level == "novice" else frozenset())
    unknown -= {"mass"} if history.body_mass else set()
    runner = Runner(
        name="you",
        event="10k",
        lifting_experience=level,
        body_mass_kg=history.body_mass[-1].kg if history.body_mass else 70.0,
        birth_year=1985,
        time_zone=time_zone,
        races=tuple(races),
        screens=joined((), history.screens),
    )
    return Who(runner=runner, unknown=unknown)


def described(runner: Runner, history: History) -> Who:
    """Take a runner who told everything at their word, with the self-tests of the log."""
    return Who(runner=replace(runner, screens=joined(runner.screens, history.screens)))


def done_sessions(
    sessions: Iterable[LoggedSession],
    exercises: Mapping[str, Exercise],
    strength: Strength = lambda exercise, day: None,
    body_mass_kg: float = 0.0,
) -> tuple[DoneSession, ...]:
    """Read logged sessions, by date and hour; one still under way is left out."""
    made = [done_session(one, exercises, strength, body_mass_kg) for one in sessions if one.finished]
    return tuple(sorted(made, key=lambda one: (one.session.date, one.session.start, one.session.id)))


def lay(
    who: Who,
    sessions: Sequence[DoneSession],
    runs: DoneRuns,
    exercises: Mapping[str, Exercise],
    *,
    first: date | None = None,
    last: date | None = None,
    max_hr_bpm: float | None = None,
) -> Done:
    """Lay sessions and runs on one axis of days.

    Parameters
    ----------
    who : the runner and what is not known of them.
    sessions, runs : as they were done.
    exercises : the catalogue's, by id.
    first, last : the days that are judged; the first and the last day of anything done if not given.
    max_hr_bpm : for the share of it a session's mean heart rate was; unknown without.

    Raises
    ------
    ValueError : when nothing was done and no days are given.
    """
    dates = [one.session.date for one in sessions] + [run.date for run in runs.runs]
    begin, end = first or min(dates), last or max(dates)
    runs = raced(runs, who.runner.races)
    season = read_season(who.runner, runs.runs, begin, end)
    days = _days(who.runner, season, runs)
    index = {day.date: number for number, day in enumerate(days)}
    here = [one for one in sessions if one.session.date in index]
    weeks = _weeks(who.runner, season, runs, here, exercises)
    context = Context(
        runner=who.runner,
        exercises=exercises,
        max_hr_bpm=max_hr_bpm,
        weeks=weeks,
        beats=progress(here, exercises, who.runner.body_mass_kg),
        ladders=ladders(here, exercises),
    )
    laid = [_run(who.runner, runs, run, index[run.date], here) for run in runs.runs if run.date in index]
    laid += [_unrun(race, index[race.date], here) for race in who.runner.races if _missed(race, runs, index)]
    for one in here:
        laid += session_events(one, index[one.session.date], context)
    start = season.weeks[0].start
    axis = Timeline(
        days=days,
        weeks=weeks,
        events=tuple(sorted(laid, key=lambda event: (event.day, event.start_min or 0, event.of, event.position))),
        tags=_tags(who, season),
        scored_first=(season.first_day - start).days,
        scored_end=(season.last_day - start).days + 1,
    )
    return Done(axis=axis, sessions=tuple(here), runs=runs, season=season, who=who)


def _tags(who: Who, season: Season) -> frozenset[str]:
    return runner_words(who.runner, season, who.unknown)


def _days(runner: Runner, season: Season, runs: DoneRuns) -> tuple[Day, ...]:
    """Describe the days; outside the running that is known, nobody can say whether a day was one of rest."""
    unclassed = {run.date for run in runs.runs if run.id in runs.unclassed}
    found = []
    for day in day_facts(runner, season, runs.runs):
        if not runs.knows(day.date):
            found.append(replace(day, tags=_unknown(day.tags, (*RUN_DAYS, *RUN_WEEKS))))
        elif day.date in unclassed:
            found.append(replace(day, tags=_unknown(day.tags, ("easy-day", "long-day", "hard-day"))))
        else:
            found.append(day)
    return tuple(found)


def _unknown(tags: frozenset[str], words: Iterable[str]) -> frozenset[str]:
    """Take words back and mark them as unknown."""
    gone = frozenset(words)
    return (tags - gone) | {f"{word}:?" for word in gone}


def _weeks(
    runner: Runner,
    season: Season,
    runs: DoneRuns,
    sessions: Sequence[DoneSession],
    exercises: Mapping[str, Exercise],
) -> tuple[Week, ...]:
    lifting = {monday(one.session.date) for one in sessions}
    legs = {monday(one.session.date) for one in sessions if "leg-strength" in session_words(one.session, exercises)}
    found = []
    for number, week in enumerate(season.weeks):
        words = week_words(runner, season, number)
        middle = week.start + timedelta(days=3)
        if not runs.knows(middle):
            words = _unknown(words, RUN_WEEKS)
        own = {"lifting"} if week.start in lifting else set()
        own |= {"legs"} if week.start in legs else set()
        lately = (week.start - timedelta(days=7 * back) for back in range(LATELY_WEEKS + 1))
        own |= {"lifting-lately"} if any(start in lifting for start in lately) else set()
        found.append(Week(number, number * 7, number * 7 + 7, words | own, mesocycle=week.mesocycle, scored=week.full))
    return tuple(found)


def _run(runner: Runner, runs: DoneRuns, run: PlannedRun, day: int, sessions: Sequence[DoneSession]) -> Event:
    """Put a run on the timeline with what only a log knows of it."""
    event = run_event(runner, run, day)
    amounts = {**event.amounts}
    if run.id in runs.reach_permille:
        amounts["reach_permille"] = runs.reach_permille[run.id]
    if "race-A" in event.tags:
        amounts |= _before(run.date, sessions)
    tags = event.tags if run.id not in runs.unclassed else event.tags - {"easy"}
    return replace(event, tags=tags, amounts=amounts)


def _missed(race: Race, runs: DoneRuns, index: Mapping[date, int]) -> bool:
    """Say whether a race of the runner's calendar has no recorded run of its own."""
    return race.date in index and all(run.date != race.date or run.intensity != "race" for run in runs.runs)


def _unrun(race: Race, day: int, sessions: Sequence[DoneSession]) -> Event:
    """Put a race on the timeline that no watch recorded: its day is known, its hour perhaps."""
    start = None if race.start is None else day * DAY_MIN + minutes_of(race.start)
    words = frozenset({"race", "hard", "key", f"race-{race.priority}"})
    amounts = _before(race.date, sessions) if race.priority == "A" else {}
    return Event(f"race-{race.date.isoformat()}", "run", day, start, None, words, amounts)


def raced(runs: DoneRuns, races: Sequence[Race]) -> DoneRuns:
    """Make the longest run of a race's day the race."""
    dates = {race.date for race in races}
    made = list(runs.runs)
    for day in sorted(dates):
        same = [place for place, run in enumerate(made) if run.date == day]
        if same and all(made[place].intensity != "race" for place in same):
            longest = max(same, key=lambda place: made[place].minutes)
            made[longest] = replace(made[longest], intensity="race")
    return replace(runs, runs=tuple(made))


def _before(race: date, sessions: Sequence[DoneSession]) -> dict[str, int]:
    """Count the sessions, and the weeks that held one, of the half year before a race."""
    first = race - timedelta(days=7 * SEASON_WEEKS)
    dates = [one.session.date for one in sessions if first <= one.session.date < race]
    return {"sessions_before": len(dates), "weeks_before": len({monday(day) for day in dates})}
