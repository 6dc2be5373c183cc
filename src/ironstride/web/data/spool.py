"""Uploaded files on disk between the request that brought them and the job that reads them."""

from __future__ import annotations

import contextlib
import shutil
import time
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import Any

import msgspec
from django.conf import settings
from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile

from ironstride.formats.archive import SUFFIXES as WATCH_SUFFIXES
from ironstride.formats.archive import shown

#: what may be dropped, by suffix; anything else is refused before it is kept
SUFFIXES = (*WATCH_SUFFIXES, ".ics", ".zip", ".gz", ".json", ".jsonl", ".toml", ".txt", ".tsv")
NAMES = "names.json"
#: spooled files older than this belong to no job any more, seconds
OLD_S = 86_400


def folder_of(batch: int) -> Path:
    """Give the folder of an import's files."""
    return Path(settings.FILE_UPLOAD_TEMP_DIR) / f"batch-{batch}"


def spool(batch: int, files: Iterable[UploadedFile[Any]]) -> list[str]:
    """Put uploaded files where the job finds them, under numbers; their names are only kept to be shown.

    Returns
    -------
    list[str] : names that were refused for what they are.
    """
    folder = folder_of(batch)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    names: dict[str, str] = {}
    refused: list[str] = []
    for number, file in enumerate(files):
        name = shown(file.name or "file")
        suffix = "".join(PurePosixPath(name.lower()).suffixes[-2:]) if name.lower().endswith(".gz") else _suffix(name)
        if _suffix(name) not in SUFFIXES:
            refused.append(name)
            continue
        kept = folder / f"{number:05d}{suffix[-12:]}"
        if isinstance(file, TemporaryUploadedFile):
            shutil.move(file.temporary_file_path(), kept)
            file.close()
        else:
            kept.write_bytes(file.read())
        names[kept.name] = name
    (folder / NAMES).write_bytes(msgspec.json.encode(names))
    return refused


def _suffix(name: str) -> str:
    return PurePosixPath(name.lower()).suffix


def spooled(batch: int) -> Iterator[tuple[Path, str]]:
    """Give the files of an import with the names they came under."""
    folder = folder_of(batch)
    if not (folder / NAMES).exists():
        return
    for kept, name in msgspec.json.decode((folder / NAMES).read_bytes(), type=dict[str, str]).items():
        if (folder / kept).exists():
            yield folder / kept, name


def forget(batch: int) -> None:
    """Take an import's spooled files away."""
    shutil.rmtree(folder_of(batch), ignore_errors=True)


def sweep() -> None:
    """Take away what no job will read any more."""
    base = Path(settings.FILE_UPLOAD_TEMP_DIR)
    for folder in base.glob("*") if base.is_dir() else ():
        with contextlib.suppress(OSError):
            if time.time() - folder.stat().st_mtime > OLD_S:
                shutil.rmtree(folder) if folder.is_dir() else folder.unlink()
