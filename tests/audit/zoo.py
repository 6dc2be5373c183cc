"""Reads the zoo: written logs, a few lines of TOML each, week after week the same but for what grows."""

from __future__ import annotations

import re
import tomllib
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from ironstride.catalogue import catalogue
from ironstride.model.log import History, LoggedSession, ScreenResult
from ironstride.model.runner import WEEKDAYS
from ironstride.model.running import PlannedRun, Race
from ironstride.model.words import minutes_of
from ironstride.rules.done import Done, Who, done_sessions, guessed, lay
from ironstride.rules.done_runs import DoneRuns, as_done
from ironstride.rules.done_strength import strength_of
from logged import DAY, MONDAY, sets

ZOO = Path(__file__).parent / "zoo"
GROWS = re.compile(r"@(?P<start>[\d.]+)\+(?P<step>[\d.]+)")


class Animal(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A written log.

    Attributes
    ----------
    about : what it shows, in a sentence.
    method : whose rules judge it.
    family : the family of mistakes it belongs to.
    caught : the findings of that family it must be caught by, and no other.
    edge : what is replaced in the file to come out on the other side.
    then : what it is caught by there.
    base : the file whose sessions and runs it takes over where it has none.
    weeks : how many.
    sessions, runs : what stands in a week: `day`, `at`, `minutes`; `sets`; `intensity`; `weeks = "0::2"` picks weeks.
    races : days of A races, counted from the first Monday.
    runner : words about the runner: event, birth_year, home_climb_m_per_km.
    max_hr_bpm : maximal heart rate.
    screens : results of self-tests on the first day.
    """

    about: str
    method: str
    family: str
    caught: tuple[str, ...] = ()
    edge: tuple[tuple[str, str], ...] = ()
    then: tuple[str, ...] = ()
    base: str = ""
    weeks: int = 26
    sessions: tuple[dict[str, Any], ...] = ()
    runs: tuple[dict[str, Any], ...] = ()
    races: tuple[dict[str, Any], ...] = ()
    runner: dict[str, Any] = {}
    max_hr_bpm: float | None = None
    screens: dict[str, float] = {}


def animals() -> list[str]:
    """Names of all logs of the zoo."""
    return sorted(path.stem for path in ZOO.glob("*.toml"))


def animal(name: str, other_side: bool = False) -> Animal:
    """Read a log; `other_side` gives it as it stands just on the other side of the edge."""
    text = (ZOO / f"{name}.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    if table.get("base"):
        base_text = (ZOO / f"{table['base']}.toml").read_text(encoding="utf-8")
        table = {**{key: tomllib.loads(base_text).get(key, ()) for key in ("sessions", "runs")}, **table}
    made = msgspec.convert(table, Animal)
    if not other_side:
        return made
    parts = ("sessions", "runs", "races", "weeks", "runner")
    told = msgspec.json.encode({key: table[key] for key in parts if key in table})
    changed = told.decode()
    for before, after in made.edge:
        assert before in changed, f"{name}: {before!r} is not there to be replaced"
        changed = changed.replace(before, after)
    return msgspec.convert({**table, **msgspec.json.decode(changed)}, Animal)


def history(one: Animal) -> History:
    """Write the log out, session by session."""
    made = [_session(week, number, entry) for number, entry in enumerate(one.sessions) for week in _weeks(one, entry)]
    return History(
        sessions=tuple(sorted(made, key=lambda session: (session.date, session.start_min or 0, session.id))),
        screens=tuple(
            ScreenResult(id=name, date=MONDAY, screen=name, value=value) for name, value in one.screens.items()
        ),
    )


def running(one: Animal) -> DoneRuns:
    """Write the runs out."""
    return as_done(
        PlannedRun(
            id=f"run-{week}-{number}",
            date=MONDAY + timedelta(days=7 * week + WEEKDAYS.index(entry["day"])),
            intensity=entry["intensity"],
            minutes=entry["minutes"],
            start_min=_minute(entry.get("at", "06:30")),
        )
        for number, entry in enumerate(one.runs)
        for week in _weeks(one, entry)
    )


def done(one: Animal, log: History | None = None, runs: DoneRuns | None = None) -> Done:
    """Lay a log on the timeline as the audit does."""
    exercises = catalogue().exercises
    log = history(one) if log is None else log
    who = _who(one, log)
    strength = strength_of(log.sessions, who.runner, exercises)
    sessions = done_sessions(log.sessions, exercises, strength, who.runner.body_mass_kg)
    last = MONDAY + timedelta(days=7 * one.weeks - 1)
    return lay(who, sessions, running(one) if runs is None else runs, exercises, first=MONDAY, last=last,
               max_hr_bpm=one.max_hr_bpm)  # fmt: skip


def _who(one: Animal, log: History) -> Who:
    races = tuple(
        Race(
            date=MONDAY + DAY * entry["on"],
            priority="A",
            distance_km=entry.get("distance_km"),
            climb_m=entry.get("climb_m"),
        )
        for entry in one.races
    )
    who = guessed(log, races)
    told = {"event": "event", "birth_year": "age:60+", "home_climb_m_per_km": "terrain"}
    unknown = who.unknown - {told[name] for name in one.runner if name in told}
    return replace(who, runner=replace(who.runner, **one.runner), unknown=unknown)


def _weeks(one: Animal, entry: dict[str, Any]) -> range:
    first, _, rest = str(entry.get("weeks", "0")).partition(":")
    end, _, step = rest.partition(":")
    return range(int(first), int(end or one.weeks), int(step or 1))


def _session(week: int, number: int, entry: dict[str, Any]) -> LoggedSession:
    lines = [GROWS.sub(lambda match: _grown(match, week), line) for line in entry.get("sets", ())]
    return LoggedSession(
        id=f"lift-{week:03d}-{number}",
        date=MONDAY + timedelta(days=7 * week + WEEKDAYS.index(entry["day"])),
        start_min=_minute(entry.get("at", "18:00")),
        minutes=entry.get("minutes", 50),
        mean_hr_bpm=entry.get("hr"),
        sets=sets(*lines),
    )


def _grown(match: re.Match[str], week: int) -> str:
    """Add the step for every week, to a quarter of a kilogram."""
    return f"@{round(4 * (float(match['start']) + week * float(match['step']))) / 4}"


def _minute(clock: str) -> int | None:
    return None if clock == "?" else minutes_of(clock)
