"""Reads an export back into a fresh account, so that everything is as it was."""

from __future__ import annotations

import zipfile
import zlib
from datetime import datetime
from pathlib import Path

import msgspec
from django.db import transaction

from ironstride.formats.log_file import scan
from ironstride.formats.plan_json import read_plan
from ironstride.model.audit import Audit
from ironstride.model.errors import InputError
from ironstride.model.runner import Runner
from ironstride.model.running import OtherActivity, Run
from ironstride.web.accounts.consents import QUESTIONS
from ironstride.web.accounts.models import Consent, User
from ironstride.web.data.archive_format import MANIFEST, VERSION, ActivityKept, Manifest, VersionKept
from ironstride.web.data.models import Activity, Batch, ImportedFile, NameMeaning
from ironstride.web.log.entries import problem
from ironstride.web.log.models import LogHead
from ironstride.web.log.store import append
from ironstride.web.runners.models import AuditReport, PlanVersion, RunnerVersion, RunningFile
from ironstride.web.season.compared import Compared
from ironstride.web.season.models import Comparison, Proposal
from ironstride.web.season.proposed import Proposed

#: bytes any one file of an export may unpack to
MOST_BYTES = 300 << 20
_RUN, _OTHER = msgspec.json.Decoder(Run), msgspec.json.Decoder(OtherActivity)


def is_export(path: Path) -> bool:
    """Tell whether a file is an export of ours."""
    if not zipfile.is_zipfile(path):
        return False
    with zipfile.ZipFile(path) as archive:
        return MANIFEST in archive.namelist()


def is_fresh(owner: User, besides: Batch) -> bool:
    """Tell whether an account is empty but for the import under way."""
    kept = owner.runner_versions.exists() or owner.plan_versions.exists() or owner.log_records.exists()
    return not (kept or owner.running_files.exists() or owner.batches.exclude(pk=besides.pk).exists())


def restore(owner: User, path: Path) -> str:
    """Read an export into an account, all of it or nothing; returns what came of it in one line.

    Raises
    ------
    InputError : it is damaged, or of another version.
    """
    try:
        with zipfile.ZipFile(path) as archive, transaction.atomic():
            return _Restoring(owner, archive).all()
    except (zipfile.BadZipFile, zlib.error, KeyError, msgspec.DecodeError, OSError, ValueError, EOFError) as error:
        raise InputError(f"the export is damaged ({type(error).__name__})", "export", "Export once more.") from None


class _Restoring:
    """Puts the parts of an export into the tables."""

    def __init__(self, owner: User, archive: zipfile.ZipFile) -> None:
        self.owner, self.archive = owner, archive
        self.manifest = msgspec.json.decode(self._read(MANIFEST), type=Manifest)
        if self.manifest.version != VERSION:
            mend = "Update Ironstride to read it."
            raise InputError(f"export version {self.manifest.version} is not the {VERSION} read here", "export", mend)

    def all(self) -> str:
        """Restore everything."""
        found = self.manifest
        self.batches = [Batch.objects.create(owner=self.owner, made=b.made, undone=b.undone) for b in found.batches]
        self._files()
        self._versions()
        for calendar in found.calendars:
            RunningFile.objects.create(
                owner=self.owner,
                name=calendar.name[:200],
                content=self._read(calendar.path),
                address=calendar.address,
                batch=self._batch(calendar.batch),
            )
        entries = self._log()
        activities = self._activities()
        self._account()
        self._names_and_audits()
        self._changes()
        return f"everything: {len(found.plans)} plans, {entries} log entries, {activities} activities"

    def _read(self, name: str) -> bytes:
        info = self.archive.getinfo(name)
        if info.file_size > MOST_BYTES:
            raise InputError(f"{name} unpacks to more than {MOST_BYTES >> 20} MB", "export")
        with self.archive.open(info) as stream:
            data = stream.read(MOST_BYTES + 1)
        if len(data) > MOST_BYTES:
            raise InputError(f"{name} unpacks to more than it says", "export")
        return data

    def _batch(self, number: int | None) -> Batch | None:
        return None if number is None else self.batches[number]

    def _files(self) -> None:
        for batch, kept in zip(self.batches, self.manifest.batches, strict=True):
            for file in kept.files:
                ImportedFile.objects.create(
                    batch=batch,
                    owner=self.owner,
                    name=file.name[:300],
                    kind=file.kind[:20],
                    size=file.size,
                    sha256=file.sha256[:64],
                    result=file.result[:300],
                    accepted=file.accepted,
                    questions=file.questions,
                    answers=file.answers,
                    content=zlib.compress(self._read(file.path), 1) if file.path else None,
                )

    def _versions(self) -> None:
        for version in self.manifest.runners:
            content = self._read(version.path)
            msgspec.json.decode(content, type=Runner)
            RunnerVersion.objects.create(content=content.decode(), **self._version(version))
        for version in self.manifest.plans:
            content = self._read(version.path)
            plan = read_plan(content, version.path)
            PlanVersion.objects.create(
                content=zlib.compress(content, 6),
                runner_number=version.runner_number,
                first_day=plan.first_day,
                last_day=plan.last_day,
                **self._version(version),
            )

    def _version(self, version: VersionKept) -> dict[str, object]:
        return {
            "owner": self.owner,
            "number": version.number,
            "made": version.made,
            "why": version.why[:200],
            "batch": self._batch(version.batch),
        }

    def _log(self) -> int:
        entries = scan(self._read("log.jsonl"), "log.jsonl").entries
        for entry in entries:
            if why := problem(entry):
                raise InputError(f"log entry {entry.entry}: {why}", "export")
        brought = {entry: at for at, kept in enumerate(self.manifest.batches) for entry in kept.entries}
        start = 0
        while start < len(entries):  # runs of entries that came with one import, in order
            at = brought.get(entries[start].entry)
            end = start
            while end < len(entries) and brought.get(entries[end].entry) == at:
                end += 1
            append(self.owner, entries[start:end], self._batch(at))
            start = end
        LogHead.objects.filter(owner=self.owner).update(epoch=self.manifest.log_epoch)
        return len(entries)

    def _activities(self) -> int:
        rows = []
        for line in self._read("activities.jsonl").splitlines():
            kept = msgspec.json.decode(line, type=ActivityKept)
            activity = _RUN.decode(kept.activity) if kept.is_run else _OTHER.decode(kept.activity)
            rows.append(
                Activity(
                    owner=self.owner,
                    batch=self._batch(kept.batch),
                    is_run=kept.is_run,
                    start=activity.start,
                    content=msgspec.json.encode(activity).decode(),
                )
            )
        Activity.objects.bulk_create(rows, batch_size=200)
        return len(rows)

    def _account(self) -> None:
        """Take over settings, and yeses that the new account has not answered itself; coaches are asked in anew."""
        found = self.manifest
        week_start = found.week_start if 0 <= found.week_start <= 6 else 0
        User.objects.filter(pk=self.owner.pk).update(language=found.language[:8], week_start=week_start)
        answered = set(self.owner.consents.values_list("kind", flat=True))
        for one in found.consents:
            if one.kind in QUESTIONS and one.kind not in answered:
                given, withdrawn = _aware(one.given), one.withdrawn
                Consent.objects.create(
                    owner=self.owner, kind=one.kind, words=one.words, given=given, withdrawn=withdrawn
                )

    def _names_and_audits(self) -> None:
        for name, exercise in self.manifest.names.items():
            NameMeaning.objects.create(owner=self.owner, name=name[:200], exercise=exercise[:100])
        for kept in self.manifest.audits:
            content = self._read(kept.path)
            msgspec.json.decode(content, type=Audit)
            fields = {"made": kept.made, "log_seq": kept.log_seq, "content": content.decode()}
            AuditReport.objects.create(owner=self.owner, method=kept.method[:100], **fields)

    def _changes(self) -> None:
        for kept in self.manifest.proposals:
            content = self._read(kept.path)
            msgspec.json.decode(content, type=Proposed)
            plan = None
            if kept.plan:
                plan = self._read(kept.plan)
                read_plan(plan, kept.plan)
                plan = zlib.compress(plan, 6)
            fields = {"made": kept.made, "base": kept.base, "number": kept.number, "plan": plan}
            Proposal.objects.create(owner=self.owner, content=content.decode(), **fields)
        if (compared := self.manifest.comparison) is not None:
            content = self._read(compared.path)
            msgspec.json.decode(content, type=Compared)
            fields = {"made": compared.made, "base": compared.base, "content": content.decode()}
            Comparison.objects.create(owner=self.owner, **fields)


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a moment without a zone")
    return moment
