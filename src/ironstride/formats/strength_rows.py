"""Gathers the rows of any gym app's export into sessions with stable ids, and accounts for every row."""

from __future__ import annotations

import hashlib
import math
import re
from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from msgspec import Struct
from msgspec.structs import replace

from ironstride.formats.activity_values import Order, folded, moment, slash_order
from ironstride.formats.log_units import Unit, date_question, likely_unit, unit_question
from ironstride.formats.strength_table import Line
from ironstride.model.log import BodyMass, LoggedSession, LoggedSet, LoggedSide, SetKind
from ironstride.model.log_question import Question
from ironstride.model.running import Unread
from ironstride.model.words import KG_PER_LB

#: years in which somebody may have lifted and written it down.
YEARS = (1970, 2200)
_ASSISTED = re.compile(r"\bassist|\bunterstutzt|\basistid")
MOST_REPS = 1000
NO_AMOUNT = "it tells neither repetitions, time nor distance"
NO_DATE = "the date could not be read"
OPEN_DATE = "the date could be day first or month first"


class LogOptions(Struct, frozen=True, kw_only=True):
    """What a file leaves open and its owner knows.

    Attributes
    ----------
    unit : of loads that name none; `likely` takes what the numbers look like and says so.
    day_first : for dates like 3/4/2026 when nothing in the file tells.
    time_zone : IANA name of the place, for files that tell times in UTC.
    columns : for a table of one's own: our word for a column (`date`, `exercise`, `load` …) to its heading.
    """

    unit: Literal["kg", "lb", "likely"] | None = None
    day_first: bool | None = None
    time_zone: str = "UTC"
    columns: dict[str, str] = {}


class StrengthLog(Struct, frozen=True, kw_only=True):
    """What one file held.

    Attributes
    ----------
    app : who made it: `strong`, `hevy`, `fitnotes`, `liftosaur`, `stronglifts`, `gymrun`, `fitbod`, `wger`, `liftlog`,
        `watch` or `table`.
    sessions : in order of date; exercises by the names of the file, not yet known to the catalogue.
    body_mass : where the file tells it.
    rows : rows of data in the file. Each is either read or named in `unread`.
    unread : rows that hold no set that could be read, and why.
    notes : how things were read that could be read in another way.
    questions : what must be answered before all of it can be used; loads of unknown unit are None until then.
    """

    app: str
    sessions: tuple[LoggedSession, ...] = ()
    body_mass: tuple[BodyMass, ...] = ()
    rows: int = 0
    unread: tuple[Unread, ...] = ()
    notes: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()


class When(NamedTuple):
    """Local date and minutes after midnight (None when no time is told), and the moment where it is told."""

    date: date
    start_min: int | None
    at: datetime | None


class SetRow(Struct, frozen=True, kw_only=True):
    """One set as a file tells it.

    `key` tells two sessions of a day apart; `load` is in `unit`, '' for not told; a reps, seconds or metres of 0 means
    that nothing was typed in, except reps of a set tried `to_failure`.
    """

    when: When
    name: str
    key: str = ""
    title: str = ""
    minutes: float | None = None
    session_note: str = ""
    reps: float | None = None
    seconds: float | None = None
    metres: float | None = None
    load: float | None = None
    unit: Unit | Literal[""] = ""
    kind: SetKind | None = None
    side: LoggedSide | None = None
    rir: float | None = None
    to_failure: bool = False
    planned_reps: int | None = None
    rest_s: int | None = None
    at: datetime | None = None
    superset: str = ""
    note: str = ""


class Reading:
    """Takes the rows of one file and makes its log."""

    def __init__(self, app: str, where: str, options: LogOptions) -> None:
        self.app, self.where, self.options = app, where, options
        self.notes: dict[str, None] = {}
        self.masses: dict[date, float] = {}
        self._rows: list[SetRow] = []
        self._unread: list[Unread] = []
        self._questions: list[Question] = []
        self._lines: set[int] = set()
        self._whens: dict[tuple[str, Order | None], When | str] = {}
        try:
            self._zone = ZoneInfo(options.time_zone)
        except (ZoneInfoNotFoundError, ValueError):
            self._zone = ZoneInfo("UTC")

    def order(self, texts: Iterable[str]) -> Order | None:
        """Whether dates with slashes put the day first: the column's own evidence, else the option, else a question."""
        cells = [text for text in texts if re.match(r"\s*\d{1,2}/\d{1,2}/\d", text)]
        found = slash_order(cells)
        if found is None and cells:
            if self.options.day_first is None:
                self._questions.append(date_question(self.where, cells[0], len(cells)))
                return None
            found = "dmy" if self.options.day_first else "mdy"
        return found

    def when(self, text: str, order: Order | None) -> When | str:
        """A date with or without a time; times in UTC become those of the runner's zone. Else why it is none."""
        if (text, order) not in self._whens:
            self._whens[text, order] = self._when(text, order)
        return self._whens[text, order]

    def _when(self, text: str, order: Order | None) -> When | str:
        bare = re.sub(r"^(\d{4})[/.](\d{1,2})[/.](\d{1,2})", r"\1-\2-\3", text.strip())
        bare = re.sub(r"^(\d{4})-(\d{1,2})-(\d{1,2})(?=.*[ap]\.?m)", r"\3.\2.\1", bare, flags=re.IGNORECASE)
        bare = re.sub(r"\s+([+-]\d{2}:?\d{2})$", r"\1", bare)
        found = moment(bare, order)
        if found is None:
            return OPEN_DATE if order is None and re.match(r"\d{1,2}/\d{1,2}/\d", bare) else NO_DATE
        if not YEARS[0] < found.year < YEARS[1]:
            return "the date cannot be right"
        offset = found.utcoffset()
        if offset is not None and not offset:
            found = found.astimezone(self._zone)
        has_time = bool(re.search(r"\d:\d\d", bare))
        return When(found.date(), 60 * found.hour + found.minute if has_time else None, found if has_time else None)

    def take(self, line: Line, row: SetRow) -> None:
        """Add a set, or name the row when it holds none."""
        amounts = (row.reps, row.seconds, row.metres)
        if not row.name:
            self.refuse(line, "it names no exercise")
        elif row.load is not None and math.isnan(row.load):
            self.refuse(line, "the load is no number")
        elif any(amount is not None and amount < 0 for amount in amounts):
            self.refuse(line, "repetitions, time or distance are less than nothing")
        elif row.reps is not None and row.reps > MOST_REPS:
            self.refuse(line, f"{row.reps:g} repetitions cannot be right")
        elif not any(amounts) and not (row.reps == 0 and row.to_failure):
            self.refuse(line, NO_AMOUNT)
        elif row.rir is not None and math.isnan(row.rir):
            self.refuse(line, "its rating is off the scale; the set is kept without it")
            self._rows.append(replace(row, rir=None))
        else:
            self._lines.add(line.number)
            self._rows.append(row)

    def use(self, line: Line) -> None:
        """Count a row that told something without being a set."""
        self._lines.add(line.number)

    def refuse(self, line: Line, why: str) -> None:
        """Name a row that could not be read."""
        self._lines.add(line.number)
        where = f"{self.where}, line {line.number}"
        self._unread.append(Unread(where=where, text=" ".join(", ".join(line.cells).split())[:200], why=why))

    def log(self) -> StrengthLog:
        """The log of all rows taken."""
        rows, unit = self._rows, self._unit()
        groups: dict[tuple[date, int | None, str], list[SetRow]] = {}
        for row in rows:
            groups.setdefault((row.when.date, row.when.start_min, row.key), []).append(row)
        ids: Counter[str] = Counter()
        sessions = [self._session(group, unit, ids) for group in groups.values()]
        sessions.sort(key=lambda s: (s.date, s.start_min or 0, s.id))
        masses = [
            BodyMass(id=f"{self.app}-{day:%Y%m%d}-body-mass", date=day, kg=kg)
            for day, kg in sorted(self.masses.items())
        ]
        return StrengthLog(
            app=self.app,
            sessions=tuple(sessions),
            body_mass=tuple(masses),
            rows=len(self._lines),
            unread=tuple(self._unread),
            notes=tuple(self.notes),
            questions=tuple(self._questions),
        )

    def _unit(self) -> Unit | None:
        """The unit of loads that name none; asks for it when it is needed and not given."""
        loads = [row.load for row in self._rows if row.load is not None and not row.unit]
        if not loads:
            return None
        guess = likely_unit(loads)
        if self.options.unit == "kg" or self.options.unit == "lb":
            if guess and guess != self.options.unit:
                self.notes[f"The loads look like {guess}, and are read as {self.options.unit} as you said."] = None
            return self.options.unit
        if self.options.unit == "likely":
            unit: Unit = guess or "kg"
            self.notes[
                f"The file names no unit; {len(loads):,} loads are taken as {unit}, which is what they look like."
            ] = None
            return unit
        self._questions.append(unit_question(self.where, guess, loads))
        return None

    def _session(self, group: list[SetRow], unit: Unit | None, ids: Counter[str]) -> LoggedSession:
        first = group[0]
        clock = (
            "" if first.when.start_min is None else f"-{first.when.start_min // 60:02d}{first.when.start_min % 60:02d}"
        )
        mark = f"-{hashlib.sha256(first.key.encode()).hexdigest()[:8]}" if first.key else ""
        name = f"{self.app}-{first.when.date:%Y%m%d}{clock}{mark}"
        ids[name] += 1
        if ids[name] > 1:
            name = f"{name}-{ids[name]}"
        counts: Counter[str] = Counter()
        return LoggedSession(
            id=name,
            date=first.when.date,
            start_min=first.when.start_min,
            minutes=next((row.minutes for row in group if row.minutes), None),
            title=next((row.title for row in group if row.title), "")[:200],
            note=next((row.session_note for row in group if row.session_note), "")[:2000],
            source=self.app,
            sets=tuple(self._set(row, unit, name, counts) for row in group),
        )

    def _set(self, row: SetRow, unit: Unit | None, session: str, counts: Counter[str]) -> LoggedSet:
        slug = _slug(row.name)
        counts[slug] += 1
        reps = int(row.reps) if row.reps or (row.reps == 0 and row.to_failure) else None
        note = row.note[:1000]
        if row.reps and row.reps != reps:
            note = f"{row.reps:g} repetitions. {note}".strip()
        return LoggedSet(
            id=f"{session}.{slug}.{counts[slug]}",
            name=row.name[:200],
            reps=reps,
            seconds=row.seconds or None,
            metres=row.metres or None,
            load_kg=self._load_kg(row, unit),
            kind=row.kind,
            side=row.side,
            rir=row.rir,
            to_failure=row.to_failure,
            planned_reps=row.planned_reps,
            rest_s=row.rest_s,
            at=row.at,
            superset=row.superset,
            note=note,
        )

    def _load_kg(self, row: SetRow, unit: Unit | None) -> float | None:
        """The load in kilograms; what helps counts below zero, whichever way the app writes it."""
        named = row.unit or unit
        if row.load is None or not named:
            return None
        load_kg = round(row.load if named == "kg" else row.load * KG_PER_LB, 4)
        if load_kg > 0 and _is_assisted(row.name):
            self.notes["Loads of assisted lifts are read as help: the more, the easier."] = None
            return -load_kg
        return load_kg


@lru_cache(maxsize=4096)
def _slug(name: str) -> str:
    """A name as part of an id."""
    slug = re.sub(r"[^a-z0-9]+", "-", folded(name)).strip("-")[:32]
    return slug or hashlib.sha256(name.encode()).hexdigest()[:8]


@lru_cache(maxsize=4096)
def _is_assisted(name: str) -> bool:
    return bool(_ASSISTED.search(folded(name)))
