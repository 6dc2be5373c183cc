"""The lines of a runner's calendars and tables, read from disk and freed of doubles, before they are understood."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from ironstride.formats.ics import MADE_UID, read_calendar
from ironstride.formats.ics_lines import MAX_BYTES
from ironstride.formats.plan_table import read_plan_table
from ironstride.model.errors import InputError
from ironstride.model.runner import Runner
from ironstride.model.timeline import DAY_MIN
from ironstride.running.title_words import fold, tables, tokens


class PlanEntry(Struct, frozen=True, kw_only=True):
    """One line of a calendar or table before it is understood; `minutes` are planned, `slot` is a calendar's block."""

    date: date
    title: str
    uid: str
    source: str
    #: place in the file, by which workouts of a day without hours keep their order.
    order: int = 0
    #: the file gave it an identity of its own.
    names_itself: bool = False
    description: str = ""
    kind: str = ""
    start_min: int | None = None
    minutes: float | None = None
    slot: int | None = None
    distance_m: float | None = None
    climb_m: float | None = None
    #: days an all-day event lasts.
    days: int = 1


def late(start_min: int | None) -> int:
    """Return the start for sorting; an unknown hour comes last."""
    return DAY_MIN if start_min is None else start_min


def plan_files(runner: Runner, folder: Path, calendars: Sequence[Path]) -> Iterable[tuple[str, Path]]:
    """Yield name and path of each calendar or table.

    Raises
    ------
    InputError
        For an address instead of a file.
    """
    for name in runner.running.calendar:
        if "://" in name:
            raise InputError(
                "a calendar's address is not opened from here", "running.calendar", "Download it as an .ics file"
            )
        yield name, folder / name
    for path in calendars:
        yield path.name, path


def read_entries(path: Path, name: str, runner: Runner, first: date, last: date) -> list[PlanEntry]:
    """Read one calendar or table, told apart by its content.

    Raises
    ------
    InputError
        For a file that cannot be opened or read, or holds nothing between the two dates.
    """
    data = _bytes(path, name)
    head = data[:4096].upper().replace(b"\0", b"")
    if b"BEGIN:VCALENDAR" in head or path.suffix.lower() in (".ics", ".ical", ".ifb", ".icalendar"):
        found = _from_calendar(data, name, runner, first, last)
    else:
        found = _from_table(data, name, runner, first, last)
    if not found:
        raise InputError(
            f"it holds no events between {first} and {last}",
            name,
            "Check the dates in the file, or first_day and weeks in the runner file",
        )
    return found


def _from_calendar(data: bytes, name: str, runner: Runner, first: date, last: date) -> list[PlanEntry]:
    return [
        PlanEntry(
            date=event.date,
            title=event.title,
            uid=event.uid,
            source=name,
            order=at,
            names_itself=not event.uid.startswith(MADE_UID),
            description=event.description,
            start_min=event.start_min,
            minutes=event.estimated_s / 60 if event.estimated_s else None,
            slot=event.minutes,
            days=event.days,
        )
        for at, event in enumerate(read_calendar(data, name, runner.time_zone, first, last))
    ]


def _from_table(data: bytes, name: str, runner: Runner, first: date, last: date) -> list[PlanEntry]:
    return [
        PlanEntry(
            date=row.date,
            title=row.title,
            uid=f"row-{digest(row.kind, row.title, str(row.start_min))}",
            source=name,
            order=row.line,
            description=row.description,
            kind=row.kind,
            start_min=row.start_min,
            minutes=row.minutes,
            distance_m=row.distance_m,
            climb_m=row.climb_m,
        )
        for row in read_plan_table(data, name, year_hint=first.year, unit=runner.distance_unit)
        if first <= row.date <= last
    ]


def _bytes(path: Path, name: str) -> bytes:
    try:
        if not path.exists():
            raise InputError("there is no such file", name, "Check its name and folder; paths start at the runner file")
        if not path.is_file():
            raise InputError("this is no file", name, "Give the calendar itself (.ics) or a table (.csv)")
        if path.stat().st_size > MAX_BYTES:
            raise InputError("the file is larger than 25 MB", name, "Export only the season you want to plan")
        return path.read_bytes()
    except (OSError, ValueError) as error:
        raise InputError(
            f"the file cannot be opened ({type(error).__name__})", name, "Check its permissions"
        ) from error


def digest(*parts: str) -> str:
    """Return a short stable name for some words: the same on every machine and in every order of files."""
    return hashlib.blake2s("|".join(parts).encode("utf-8", "replace"), digest_size=6).hexdigest()


def half_of_day(title: str) -> str:
    """Tell what a title says at its beginning: `a` for the morning, `p` for the evening, `m` for nothing."""
    said = set(tokens(fold(title))[:2])
    shapes = tables().shapes
    return "a" if said & set(shapes["morning"]) else "p" if said & set(shapes["evening"]) else "m"


def entry_id(entry: PlanEntry) -> str:
    """Return the identity of a workout: its date, its half of the day, and a digest of uid and date."""
    return f"{entry.date}-{half_of_day(entry.title)}-{digest(entry.uid, str(entry.date))}"


def merged(entries: list[PlanEntry]) -> list[PlanEntry]:
    """Take out doubles: one workout in two files, or once as planned (all day) and once as done (with its hour).

    Two workouts of the same title on one day in one file stay two.
    """
    groups: dict[tuple[date, str], list[PlanEntry]] = defaultdict(list)
    for entry in sorted(entries, key=_rank):
        groups[entry.date, fold(f"{entry.kind}: {entry.title}" if entry.kind else entry.title)].append(entry)
    kept: list[PlanEntry] = []
    for group in groups.values():
        timed: dict[int, PlanEntry] = {}
        for entry in group:
            if entry.start_min is not None:
                timed.setdefault(entry.start_min, entry)
        by_source: dict[str, list[PlanEntry]] = defaultdict(list)
        for entry in group:
            again = entry.names_itself and any(entry.uid == one.uid for one in by_source[entry.source])
            if entry.start_min is None and not again:
                by_source[entry.source].append(entry)
        untimed = max(by_source.values(), key=len, default=[])
        kept += [_filled(one, untimed[at] if at < len(untimed) else None) for at, one in enumerate(timed.values())]
        kept += untimed[len(timed) :]
    return sorted(kept, key=_in_day)


def _in_day(entry: PlanEntry) -> tuple[date, int, str, str, int]:
    """Order of a day: by the hour, then what is said to be of the morning, then as the file has it."""
    return entry.date, late(entry.start_min), half_of_day(entry.title), entry.source, entry.order


def _rank(entry: PlanEntry) -> tuple[date, int, bool, str, str, int]:
    return entry.date, late(entry.start_min), entry.minutes is None, entry.uid, entry.source, entry.order


def _filled(timed: PlanEntry, day: PlanEntry | None) -> PlanEntry:
    if day is None:
        return timed
    return replace(
        timed,
        minutes=day.minutes or timed.minutes,
        distance_m=day.distance_m or timed.distance_m,
        climb_m=day.climb_m or timed.climb_m,
        description=day.description or timed.description,
    )
