"""Reads an import's files into the tables, each with its result; and takes a whole import back."""

from __future__ import annotations

import hashlib
import logging
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import msgspec
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop
from msgspec import Struct
from msgspec.structs import replace

from ironstride.formats.archive import SUFFIXES as WATCH_SUFFIXES
from ironstride.formats.archive import Limits, Member, walk
from ironstride.formats.decoding import Settings
from ironstride.model.errors import InputError
from ironstride.model.log import LogEntry, PutComplaint, PutScreen
from ironstride.model.running import OtherActivity, Run, Unread
from ironstride.strength.exercise_names import NameAnswer
from ironstride.strength.log_merge import Merger
from ironstride.strength.log_names import name_sets
from ironstride.web.accounts.consents import agreed
from ironstride.web.accounts.models import User
from ironstride.web.data import spool
from ironstride.web.data.models import Activity, Batch, ImportedFile
from ironstride.web.data.questions import encoded, meanings
from ironstride.web.data.reading import Found, Reader
from ironstride.web.data.restoring import is_export, is_fresh, restore
from ironstride.web.jobs.kinds import Outcome, Progress, Work
from ironstride.web.log.store import all_entries, append, withdraw
from ironstride.web.runners.models import RunningFile
from ironstride.web.runners.stored import keep_plan, keep_runner, runner_of, today, without_health

log = logging.getLogger("ironstride.import")
#: what an archive is searched for
LIMITS = Limits(suffixes=(*WATCH_SUFFIXES, ".ics", ".toml", ".json", ".jsonl", ".txt", ".tsv"), total=2 << 30)
#: files stored in one transaction, and bytes after which it is time to
TOGETHER, TOGETHER_BYTES = 20, 16 << 20
#: parts of our own export that tell nothing new when it is dropped into an account that is not empty
OWN_NOTES = ("ironstride-export.json", "log.csv", "README.txt", "activities.jsonl")
OWN_FOLDERS = frozenset({"plan-versions", "runner-versions", "audits"})


class Import(Struct, frozen=True):
    """Which import to read, or to take back."""

    batch: int


def import_job(work: Work) -> Outcome:
    """Read an import's files."""
    asked = msgspec.json.decode(work.asked, type=Import)
    return import_batch(work.owner, asked.batch, work.progress)


def undo_job(work: Work) -> Outcome:
    """Take back all an import brought."""
    asked = msgspec.json.decode(work.asked, type=Import)
    work.progress(gettext_noop("Taking the import back"), 0, 0)
    undo(work.owner, work.owner.batches.get(pk=asked.batch))
    return Outcome(text="Taken back.", go=f"/data/imports/{asked.batch}")


def import_batch(owner: User, batch_pk: int, progress: Progress) -> Outcome:
    """Read the spooled files of an import and store what they hold; a fault of one file concerns that file alone."""
    batch = owner.batches.get(pk=batch_pk, undone=None)
    progress(gettext_noop("Looking at the files"), 0, 0)
    for path, _ in spool.spooled(batch.pk):
        if is_export(path) and is_fresh(owner, batch):
            text = restore(owner, path)
            spool.forget(batch.pk)
            batch.delete()
            return Outcome(text=f"Restored {text}.", go="/")
    total = _how_many(batch)
    storing = _Storing(owner, batch)
    try:
        for done, member in enumerate(_members(batch)):
            progress(gettext_noop("Reading"), done, max(total, done))
            storing.take(member)
    finally:
        storing.close()
    spool.forget(batch.pk)
    accepted = batch.files.filter(accepted=True).count()
    log.info("import", extra={"files": accepted, "rejected": batch.files.count() - accepted})
    return Outcome(text=f"{accepted} of {batch.files.count()} files read.", go=f"/data/imports/{batch.pk}")


def undo(owner: User, batch: Batch) -> None:
    """Take back all an import brought; the list of its files stays, without their content."""
    with transaction.atomic():
        withdraw(owner, batch)
        batch.activities.all().delete()
        for rows in (owner.running_files, owner.runner_versions, owner.plan_versions):
            rows.filter(batch=batch).delete()
        batch.files.update(content=None, accepted=False, questions="[]", result="taken back")
        Batch.objects.filter(pk=batch.pk).update(undone=timezone.now())


def _how_many(batch: Batch) -> int:
    """Count the files ahead, those in archives by the archive's own list."""
    count = 0
    for path, _ in spool.spooled(batch.pk):
        if path.suffix == ".zip" and zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                names = archive.namelist()[: LIMITS.members]
            count += sum(1 for name in names if Path(name.lower().removesuffix(".gz")).suffix in LIMITS.suffixes)
        else:
            count += 1
    return count


def _members(batch: Batch) -> Iterator[Member | Unread]:
    """Give every file with the name it came under."""
    for path, name in spool.spooled(batch.pk):
        for member in walk([path], LIMITS):
            if isinstance(member, Unread):
                yield replace(member, where=name + member.where.removeprefix(path.name))
            else:
                yield member._replace(name=name + member.name.removeprefix(path.name))


class _Storing:
    """Stores what files hold, several together."""

    def __init__(self, owner: User, batch: Batch) -> None:
        self.owner, self.batch = owner, batch
        runner = runner_of(owner)
        self.today: date = today(runner)
        zone, unit = (runner.time_zone, runner.distance_unit) if runner else ("UTC", "km")
        self.reader = Reader(Settings(zone, unit), self.today)
        self.heart, self.body = agreed(owner, "heart"), agreed(owner, "body")
        self.waiting: list[tuple[ImportedFile, Found | None, bytes]] = []
        self.known = dict(owner.files.filter(accepted=True).values_list("sha256", "batch__made"))
        self.merger: Merger | None = None
        self.names: dict[str, NameAnswer] = {}
        # a job that was stopped begins anew: what it stored before is known and not read again
        self.done = set(batch.files.values_list("name", "sha256"))

    def take(self, member: Member | Unread) -> None:
        """Read one file and keep it with its result."""
        if isinstance(member, Unread):
            self._keep(self._row(member.where, "", b"", result=member.why), None)
            return
        digest = hashlib.sha256(member.data).hexdigest()
        row = self._row(member.name, digest, member.data)
        parts = Path(member.name).parts
        if (row.name, digest) in self.done or parts[-1] in OWN_NOTES or OWN_FOLDERS & set(parts):
            return
        if digest in self.known:
            row.kind, row.result = "copy", f"a copy of a file imported on {self.known[digest]:%-d %B %Y}"
            self._keep(row, None)
            return
        try:
            found = self.reader.read(member)
        except InputError as error:
            row.result = _line(error, member.name)
            self._keep(row, None)
            return
        self.known[digest] = timezone.now()
        row.kind, row.accepted, row.questions = found.kind, True, encoded(found.questions)
        row.result = "; ".join((found.result, *found.notes[:2]))[:300]
        packed = zlib.compress(member.data, 1)
        if self.heart or found.kind != "activity":
            row.content = packed
        self._keep(row, found, packed)

    def close(self) -> None:
        """Store the rest and end the reader."""
        self.reader.close()
        self._store()

    def _row(self, name: str, digest: str, data: bytes, result: str = "") -> ImportedFile:
        return ImportedFile(
            batch=self.batch, owner=self.owner, name=name[:300], sha256=digest, size=len(data), result=result[:300]
        )

    def _keep(self, row: ImportedFile, found: Found | None, packed: bytes = b"") -> None:
        self.waiting.append((row, found, packed))
        if len(self.waiting) >= TOGETHER or sum(len(one[2]) for one in self.waiting) > TOGETHER_BYTES:
            self._store()

    def _store(self) -> None:
        """Put what waits into the tables, all of it or nothing."""
        waiting, self.waiting = self.waiting, []
        with transaction.atomic():
            for row, found, packed in waiting:
                if found is not None:
                    self._put(row, found, packed)
            ImportedFile.objects.bulk_create([row for row, _, _ in waiting])

    def _put(self, row: ImportedFile, found: Found, packed: bytes) -> None:
        activities: list[Run | OtherActivity] = [*(self._bare(run) for run in found.runs), *found.others]
        Activity.objects.bulk_create(
            Activity(
                owner=self.owner,
                batch=self.batch,
                is_run=isinstance(activity, Run),
                start=activity.start,
                content=msgspec.json.encode(replace(activity, source=row.name)).decode(),
            )
            for activity in activities
        )
        entries = [e for e in found.entries if self.body or not isinstance(e, (PutComplaint, PutScreen))]
        entries += self._merged(found)
        if entries:
            added = append(self.owner, entries, self.batch)
            if added.rejected:
                row.result = f"{row.result}; {len(added.rejected)} not taken: {added.rejected[0].why}"[:300]
        if found.is_running_file:
            name, content = Path(row.name).name[:200], zlib.decompress(packed)
            RunningFile.objects.create(owner=self.owner, batch=self.batch, name=name, content=content)
        if found.runner is not None:
            runner = found.runner if self.body else without_health(found.runner)
            keep_runner(self.owner, runner, f"from {row.name}", self.batch)
        if found.plan is not None:
            keep_plan(self.owner, found.plan, f"from {row.name}", self.batch)

    def _merged(self, found: Found) -> Sequence[LogEntry]:
        """Give what a strength log adds to the log: what is known is left, what the runner mended stays."""
        if not found.sessions and not found.body_mass:
            return ()
        if self.merger is None:
            self.merger, self.names = Merger(all_entries(self.owner)), meanings(self.owner)
        sessions = found.sessions if self.heart else [replace(one, mean_hr_bpm=None) for one in found.sessions]
        merged = self.merger.add(name_sets(sessions, self.names), found.body_mass, str(self.batch.pk))
        return merged.entries

    def _bare(self, run: Run) -> Run:
        """Leave the heart rate out where nobody agreed to keep it."""
        if self.heart:
            return run
        return replace(run, mean_hr_bpm=None, max_hr_bpm=None, hr_histogram_s={})


def _line(error: InputError, name: str) -> str:
    """Say what is wrong with a file without repeating its name."""
    return str(error).removeprefix(f"{name}: ")[:300]
