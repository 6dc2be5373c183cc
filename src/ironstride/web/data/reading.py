"""Says what one dropped file is and what it holds: activities, planned runs, lifted sets, a runner, a plan."""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from types import FrameType

from msgspec import Struct
from msgspec.structs import replace

from ironstride.formats.archive import Member
from ironstride.formats.decoding import Decoded, Settings, Task
from ironstride.formats.strength_logs import LogOptions, read_strength_log
from ironstride.formats.watch_log import watch_log
from ironstride.formats.workers import Worker
from ironstride.model.errors import ImportFailure, InputError
from ironstride.model.log import BodyMass, LogEntry, LoggedSession
from ironstride.model.log_question import Question
from ironstride.model.plan import Plan
from ironstride.model.runner import Runner
from ironstride.model.running import OtherActivity, Run
from ironstride.model.words import DistanceUnit, distance_text, plural
from ironstride.web.runners.stored import runner_of_text

#: seconds any one file may take
FILE_S = 20
#: how far back and ahead a calendar is looked into
BACK, AHEAD = timedelta(days=730), timedelta(days=730)


class Found(Struct, frozen=True, kw_only=True):
    """What a file was taken for, what came of it in one line, and what it held. `notes` are things worth saying."""

    kind: str
    result: str
    runs: tuple[Run, ...] = ()
    others: tuple[OtherActivity, ...] = ()
    entries: tuple[LogEntry, ...] = ()
    sessions: tuple[LoggedSession, ...] = ()
    body_mass: tuple[BodyMass, ...] = ()
    questions: tuple[Question, ...] = ()
    is_running_file: bool = False
    runner: Runner | None = None
    plan: Plan | None = None
    notes: tuple[str, ...] = ()


class Reader:
    """Reads one file after the other; activity files in a worker process that is replaced when it hangs or dies."""

    def __init__(self, settings: Settings, today: date) -> None:
        self._settings, self._today = settings, today
        self._worker = Worker()

    def close(self) -> None:
        """End the worker."""
        self._worker.close()

    def read(self, member: Member) -> Found:
        """Read a file.

        Raises
        ------
        InputError : it cannot be read, or takes too long; one line says why.
        """
        with _at_most(FILE_S, member.name):
            match member.suffix:
                case ".ics":
                    return self._calendar(member)
                case ".toml":
                    return _runner(member)
                case ".jsonl":
                    return _log(member)
                case ".json":
                    return self._json(member)
                case ".csv" | ".txt" | ".tsv":
                    return self._table(member)
                case _:
                    return self._activity(member)

    def _activity(self, member: Member) -> Found:
        decoded = self._worker.decode(Task(member.suffix, member.data, self._settings))
        if decoded.fault:
            raise ImportFailure(decoded.fault.rstrip("."), "")
        log = watch_log(decoded.others, member.name)
        return replace(_activities(decoded, self._settings.distance_unit), sessions=log.sessions)

    def _strength(self, member: Member) -> Found:
        """Read a gym app's log.

        Raises
        ------
        ImportFailure : it is none that is known.
        """
        log = read_strength_log(member.data, member.name, LogOptions(time_zone=self._settings.time_zone))
        sets = sum(len(session.sets) for session in log.sessions)
        parts = [f"{plural(len(log.sessions), 'session')}, {plural(sets, 'set')}"] if sets or not log.body_mass else []
        parts += [plural(len(log.body_mass), "body mass", "body masses")] if log.body_mass else []
        parts += [f"{plural(len(log.unread), 'row')} left out: {log.unread[0].why}"] if log.unread else []
        parts += [plural(len(log.questions), "question")] if log.questions else []
        return Found(
            kind="strength",
            result=", ".join(parts),
            sessions=log.sessions,
            body_mass=log.body_mass,
            questions=log.questions,
            notes=log.notes,
        )

    def _json(self, member: Member) -> Found:
        try:
            return _plan(member)
        except InputError as error:
            try:
                return self._strength(member)
            except ImportFailure:
                raise error from None

    def _calendar(self, member: Member) -> Found:
        from ironstride.formats.ics import read_calendar

        first, last = self._today - BACK, self._today + AHEAD
        events = read_calendar(member.data, member.name, self._settings.time_zone, first, last)
        ahead = sum(1 for event in events if event.date >= self._today)
        if not events:
            raise InputError(f"the calendar holds no events between {first} and {last}", member.name)
        return Found(kind="calendar", result=f"a calendar: {plural(ahead, 'event')} ahead", is_running_file=True)

    def _table(self, member: Member) -> Found:
        """A table may hold what was lifted, or what was run, what is planned, or both, as TrainingPeaks exports it."""
        with contextlib.suppress(ImportFailure):
            return self._strength(member)
        planned = self._planned(member)
        decoded = self._worker.decode(Task(".csv", member.data, self._settings))
        if decoded.runs or decoded.others:
            found = _activities(decoded, self._settings.distance_unit)
            more = f", and {plural(planned, 'workout')} planned" if planned else ""
            return replace(found, result=found.result + more, is_running_file=bool(planned))
        if planned:
            return Found(kind="plan", result=f"{plural(planned, 'planned workout')} ahead", is_running_file=True)
        raise ImportFailure(decoded.fault.rstrip(".") or "no rows that could be read", "")

    def _planned(self, member: Member) -> int:
        """Count the rows of a table that lie ahead."""
        from ironstride.formats.plan_table import read_plan_table

        try:
            rows = read_plan_table(member.data, member.name, year_hint=self._today.year)
        except InputError:
            return 0
        return sum(1 for row in rows if row.date >= self._today)


def _activities(decoded: Decoded, unit: DistanceUnit) -> Found:
    parts = [plural(len(decoded.runs), "run")] if decoded.runs else []
    if decoded.others:
        parts.append(plural(len(decoded.others), "other activity", "other activities"))
    if len(decoded.runs) == 1 and not decoded.others:
        run = decoded.runs[0]
        parts = [f"a run of {distance_text(round(run.distance_m / 1000, 1), unit)} on {run.start:%-d %B %Y}"]
    notes = [f"{unread.where}: {unread.why}" for unread in decoded.unread]
    return Found(
        kind="activity",
        result=", ".join(parts) or "no activity",
        runs=decoded.runs,
        others=decoded.others,
        notes=tuple(notes),
    )


def _runner(member: Member) -> Found:
    runner = runner_of_text(member.data.decode("utf-8", "replace"))
    return Found(kind="runner", result="a runner file", runner=runner)


def _plan(member: Member) -> Found:
    from ironstride.formats.plan_json import read_plan

    plan = read_plan(member.data, member.name)
    return Found(kind="season", result=f"a season of {plural(len(plan.sessions), 'session')}", plan=plan)


def _log(member: Member) -> Found:
    from ironstride.formats.log_file import scan

    read = scan(member.data, member.name)
    notes = tuple(f"{unread.where}: {unread.why}" for unread in read.unread)
    result = plural(len(read.entries), "log entry", "log entries")
    return Found(kind="log", result=result, entries=read.entries, notes=notes)


@contextmanager
def _at_most(seconds: int, name: str) -> Iterator[None]:
    """Stop reading a file that takes too long. Works in the main thread of a job's own process."""

    def late(number: int, frame: FrameType | None) -> None:
        raise InputError(f"it takes longer than {seconds} s to read", name)

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
