"""Writes everything that belongs to an account into one archive of open formats."""

from __future__ import annotations

import csv
import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import msgspec
from django.conf import settings
from django.utils.translation import gettext_noop

from ironstride.formats.log_file import log_bytes
from ironstride.formats.runner_file import write_runner
from ironstride.model.log import LoggedSession
from ironstride.model.runner import Runner
from ironstride.version import __version__
from ironstride.web.accounts.models import User
from ironstride.web.data.archive_format import (
    MANIFEST,
    VERSION,
    ActivityKept,
    AuditKept,
    BatchKept,
    CalendarKept,
    CoachAsked,
    ComparisonKept,
    ConsentGiven,
    FileKept,
    Manifest,
    ProposalKept,
    VersionKept,
)
from ironstride.web.jobs.kinds import Outcome, Work
from ironstride.web.log.store import all_entries
from ironstride.web.log.things import logged
from ironstride.web.runners.stored import running_files
from ironstride.web.season.models import Comparison

README = """\
Everything Ironstride keeps of you, in open formats.

runner.toml              you, as the command line reads it; runner-versions/ holds the earlier ones
plan.json                your season; plan-versions/ holds the earlier ones
calendars/               your running plans as they came
audits/                  what was found in your log
changes/                 changes of the season that were worked out, kept or not
comparison.json          the methods side by side on your season
log.jsonl                your training log, an entry a line, in the order of acceptance
log.csv                  the sets it amounts to, as a table
activities.jsonl         what your watch recorded, an activity a line
originals/               the files you imported, as they came
ironstride-export.json   the rest: consents, coaches, imports and what came of each file

Drop this archive into a fresh account and everything is as it was.
"""
COLUMNS = (
    "date", "start_min", "session", "title", "exercise", "name", "kind", "side", "load_kg", "reps", "seconds",
    "contacts", "metres", "rir", "to_failure", "rest_s", "session_rpe", "note",
)  # fmt: skip
#: cells that begin so are formulas to a spreadsheet
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def export_job(work: Work) -> Outcome:
    """Write the archive to where the owner fetches it."""
    folder = export_folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"{work.owner.public}.zip"
    scratch = path.with_suffix(".part")
    work.progress(gettext_noop("Writing"), 0, 0)
    with scratch.open("wb") as stream:
        write_export(work.owner, stream)
    scratch.replace(path)
    return Outcome(text="Ready.", go="/data/")


def export_folder() -> Path:
    """Give the folder of finished exports; they are swept away with old uploads."""
    return Path(settings.FILE_UPLOAD_TEMP_DIR) / "exports"


def write_export(owner: User, stream: IO[bytes]) -> None:
    """Write everything of an account as a zip archive.

    Parameters
    ----------
    stream : where to write; need not be seekable.
    """
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("README.txt", README)
        batches = list(owner.batches.order_by("pk"))
        place = {batch.pk: number for number, batch in enumerate(batches)}
        kept = tuple(_batch(archive, number, owner, batch.pk) for number, batch in enumerate(batches))
        manifest = Manifest(
            version=VERSION,
            ironstride=__version__,
            email=owner.email,
            since=owner.since,
            language=owner.language,
            week_start=owner.week_start,
            consents=tuple(ConsentGiven(c.kind, c.words, c.given, c.withdrawn) for c in owner.consents.order_by("pk")),
            coaches=tuple(CoachAsked(c.label, c.offered, c.accepted, c.ended) for c in owner.coaches.order_by("pk")),
            feeds=tuple(owner.feeds.filter(revoked=None).values_list("made", flat=True)),
            batches=kept,
            runners=tuple(_runners(archive, owner, place)),
            plans=tuple(_plans(archive, owner, place)),
            calendars=tuple(_calendars(archive, owner, place)),
            log_epoch=owner.log_head.epoch if hasattr(owner, "log_head") else 0,
            names=dict(owner.name_meanings.order_by("name").values_list("name", "exercise")),
            audits=tuple(_audits(archive, owner)),
            proposals=tuple(_proposals(archive, owner)),
            comparison=_comparison(archive, owner),
        )
        archive.writestr(MANIFEST, msgspec.json.format(msgspec.json.encode(manifest)))
        archive.writestr("log.jsonl", log_bytes(all_entries(owner)))
        archive.writestr("log.csv", sets_table(logged(owner, LoggedSession)))
        with archive.open("activities.jsonl", "w") as lines:
            for line in _activities(owner, place):
                lines.write(line)


def _batch(archive: zipfile.ZipFile, number: int, owner: User, pk: int) -> BatchKept:
    batch = owner.batches.get(pk=pk)
    files = []
    for at, file in enumerate(batch.files.order_by("pk").iterator(chunk_size=10)):
        path = ""
        if file.content is not None:
            path = f"originals/{number + 1:04d}/{at + 1:05d}-{Path(file.name).name}"
            archive.writestr(path, zlib.decompress(file.content))
        told = (file.name, file.kind, file.size, file.sha256, file.result, file.accepted)
        files.append(FileKept(*told, path, file.questions, file.answers))
    entries = owner.log_records.filter(batch=batch).order_by("seq").values_list("entry", flat=True)
    return BatchKept(batch.made, batch.undone, tuple(files), tuple(entries))


def _runners(archive: zipfile.ZipFile, owner: User, place: dict[int, int]) -> Iterator[VersionKept]:
    versions = list(owner.runner_versions.order_by("number"))
    names = [file.name for file in running_files(owner)]
    for version in versions:
        path = f"runner-versions/{version.number:04d}.json"
        archive.writestr(path, version.content)
        yield VersionKept(version.number, version.made, version.why, path, place.get(version.batch_id or 0))
    if versions:
        runner = msgspec.json.decode(versions[-1].content, type=Runner)
        calendar = tuple(f"calendars/{name}" for name in names)
        running = msgspec.structs.replace(runner.running, calendar=calendar)
        archive.writestr("runner.toml", write_runner(msgspec.structs.replace(runner, running=running)))


def _plans(archive: zipfile.ZipFile, owner: User, place: dict[int, int]) -> Iterator[VersionKept]:
    versions = list(owner.plan_versions.order_by("number"))
    for version in versions:
        path = f"plan-versions/{version.number:04d}.json"
        archive.writestr(path, zlib.decompress(version.content))
        batch = place.get(version.batch_id or 0)
        yield VersionKept(version.number, version.made, version.why, path, batch, version.runner_number)
    if versions:
        archive.writestr("plan.json", zlib.decompress(versions[-1].content))


def _calendars(archive: zipfile.ZipFile, owner: User, place: dict[int, int]) -> Iterator[CalendarKept]:
    current = {file.pk for file in running_files(owner)}
    for file in owner.running_files.order_by("pk"):
        base = Path(file.name).name
        path = f"calendars/{base}" if file.pk in current else f"calendars/before/{file.pk}-{base}"
        archive.writestr(path, bytes(file.content))
        yield CalendarKept(file.name, path, file.address, place.get(file.batch_id or 0))


def _audits(archive: zipfile.ZipFile, owner: User) -> Iterator[AuditKept]:
    for number, kept in enumerate(owner.audits.order_by("method")):
        path = f"audits/{number + 1:02d}.json"
        archive.writestr(path, kept.content)
        yield AuditKept(kept.method, kept.made, kept.log_seq, path)


def _proposals(archive: zipfile.ZipFile, owner: User) -> Iterator[ProposalKept]:
    for number, kept in enumerate(owner.proposals.order_by("made", "pk").iterator(chunk_size=10), 1):
        path, plan = f"changes/{number:04d}.json", ""
        archive.writestr(path, kept.content)
        if kept.plan is not None:
            plan = f"changes/{number:04d}-plan.json"
            archive.writestr(plan, zlib.decompress(kept.plan))
        yield ProposalKept(kept.made, kept.base, kept.number, path, plan)


def _comparison(archive: zipfile.ZipFile, owner: User) -> ComparisonKept | None:
    kept = Comparison.objects.filter(owner=owner).first()
    if kept is None:
        return None
    archive.writestr("comparison.json", kept.content)
    return ComparisonKept(kept.made, kept.base, "comparison.json")


def _activities(owner: User, place: dict[int, int]) -> Iterator[bytes]:
    rows = owner.activities.order_by("start", "pk").values_list("is_run", "batch_id", "content")
    for is_run, batch, content in rows.iterator(chunk_size=200):
        kept = ActivityKept(is_run, place.get(batch), msgspec.Raw(content.encode()))
        yield msgspec.json.encode(kept) + b"\n"


def sets_table(sessions: list[LoggedSession]) -> str:
    """Write the sets of sessions as CSV, with cells that a spreadsheet would run made harmless."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for session in sessions:
        for one in session.sets:
            row = (
                session.date, session.start_min, session.id, session.title, one.exercise, one.name, one.kind,
                one.side, one.load_kg, one.reps, one.seconds, one.contacts, one.metres, one.rir,
                "yes" if one.to_failure else "", one.rest_s, session.rpe, one.note,
            )  # fmt: skip
            writer.writerow([_harmless(cell) for cell in row])
    return text.getvalue()


def _harmless(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell
