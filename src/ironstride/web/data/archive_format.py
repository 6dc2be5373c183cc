"""The nouns of an export: what `ironstride-export.json` inside the archive holds besides the files it names."""

from __future__ import annotations

from datetime import datetime

from msgspec import Raw, Struct

#: the version of the export this writes and reads
VERSION = 1
MANIFEST = "ironstride-export.json"


class ConsentGiven(Struct, frozen=True):
    """A yes, the words it was given to, and when it ended."""

    kind: str
    words: str
    given: datetime
    withdrawn: datetime | None


class CoachAsked(Struct, frozen=True):
    """A coach as the runner calls them."""

    label: str
    offered: datetime
    accepted: datetime | None
    ended: datetime | None


class FileKept(Struct, frozen=True):
    """A file of an import; `path` inside the archive, empty when its content was not kept."""

    name: str
    kind: str
    size: int
    sha256: str
    result: str
    accepted: bool
    path: str
    questions: str = "[]"
    answers: str = "{}"


class BatchKept(Struct, frozen=True):
    """An import with its files and the ids of the log entries it brought."""

    made: datetime
    undone: datetime | None
    files: tuple[FileKept, ...]
    entries: tuple[str, ...]


class VersionKept(Struct, frozen=True):
    """A version of the runner or the plan: its file in the archive. `batch` counts imports from 0."""

    number: int
    made: datetime
    why: str
    path: str
    batch: int | None
    runner_number: int = 0


class CalendarKept(Struct, frozen=True):
    """A calendar or table of planned runs."""

    name: str
    path: str
    address: str
    batch: int | None


class AuditKept(Struct, frozen=True):
    """An audit: the method it was made by and its file in the archive."""

    method: str
    made: datetime
    log_seq: int
    path: str


class ProposalKept(Struct, frozen=True):
    """A change that was worked out: the numbers of the plan before and after it, and its files in the archive.

    `plan` is empty once the change was kept: the plan it led to is a version like any other.
    """

    made: datetime
    base: int
    number: int | None
    path: str
    plan: str = ""


class ComparisonKept(Struct, frozen=True):
    """The newest comparison of methods: when and on which plan it was made, and its file in the archive."""

    made: datetime
    base: int
    path: str


class Manifest(Struct, frozen=True):
    """Everything that is no file of its own."""

    version: int
    ironstride: str
    email: str
    since: datetime
    language: str
    week_start: int
    consents: tuple[ConsentGiven, ...]
    coaches: tuple[CoachAsked, ...]
    feeds: tuple[datetime, ...]
    batches: tuple[BatchKept, ...]
    runners: tuple[VersionKept, ...]
    plans: tuple[VersionKept, ...]
    calendars: tuple[CalendarKept, ...]
    log_epoch: int
    names: dict[str, str] = {}
    audits: tuple[AuditKept, ...] = ()
    proposals: tuple[ProposalKept, ...] = ()
    comparison: ComparisonKept | None = None


class ActivityKept(Struct, frozen=True):
    """One line of `activities.jsonl`: an activity as our nouns write it, and the import it came with."""

    is_run: bool
    batch: int | None
    activity: Raw
