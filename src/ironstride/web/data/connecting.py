"""Calendars that are connected by their address: the first fetch, and looking for news."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlsplit

import msgspec
from django.utils import timezone
from django.utils.translation import gettext_noop
from msgspec import Struct

from ironstride.formats.ics import read_calendar
from ironstride.model.errors import InputError
from ironstride.web.accounts.models import User
from ironstride.web.data.fetching import fetch, normalised
from ironstride.web.data.reading import AHEAD, BACK
from ironstride.web.jobs.kinds import Outcome, Work
from ironstride.web.runners.models import RunningFile
from ironstride.web.runners.stored import runner_of, today

#: calendars are looked at again after so long; so many may be connected
STALE, MOST = timedelta(hours=12), 10


class Connect(Struct, frozen=True):
    """The address to connect."""

    address: str


def connect_job(work: Work) -> Outcome:
    """Fetch a calendar for the first time and keep it with its address."""
    asked = msgspec.json.decode(work.asked, type=Connect)
    if work.owner.running_files.exclude(address="").count() >= MOST:
        raise InputError(f"{MOST} calendars are connected already", "address", "Take one away first.")
    address = normalised(asked.address)
    work.progress(gettext_noop("Fetching the calendar"), 0, 0)
    fetched = fetch(address)
    _check(work.owner, fetched.content or b"")
    name = f"{urlsplit(address).hostname}.ics"
    taken = set(work.owner.running_files.values_list("name", flat=True))
    name = next(n for n in (name, *(f"{i}-{name}" for i in range(2, 99))) if n not in taken)
    RunningFile.objects.create(
        owner=work.owner, name=name, address=address, content=fetched.content, etag=fetched.etag, fetched=timezone.now()
    )
    return Outcome(text="Connected.", go="/data/")


def refresh_job(work: Work) -> Outcome:
    """Look for news in every connected calendar."""
    work.progress(gettext_noop("Fetching your calendars"), 0, 0)
    count = refresh(work.owner)
    return Outcome(text=f"{count} changed.", go="/data/")


def refresh(owner: User) -> int:
    """Fetch connected calendars again; returns how many changed. A fault is kept beside the calendar that has it."""
    changed = 0
    for file in owner.running_files.exclude(address=""):
        try:
            fetched = fetch(file.address, file.etag)
            if fetched.content is not None:
                _check(owner, fetched.content)
        except InputError as error:
            owner.running_files.filter(pk=file.pk).update(problem=str(error)[:300], fetched=timezone.now())
            continue
        fields: dict[str, object] = {"problem": "", "fetched": timezone.now()}
        if fetched.content is not None and fetched.content != bytes(file.content):
            fields |= {"content": fetched.content, "etag": fetched.etag}
            changed += 1
        owner.running_files.filter(pk=file.pk).update(**fields)
    return changed


def _check(owner: User, content: bytes) -> None:
    """Refuse what is no calendar."""
    runner = runner_of(owner)
    zone, day = (runner.time_zone if runner else "UTC"), today(runner)
    read_calendar(content, "the calendar", zone, day - BACK, day + AHEAD)
