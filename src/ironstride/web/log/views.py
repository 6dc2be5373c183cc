"""The sync API: devices send entries and learn which of them are on disk, and read what others sent."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import wraps

import msgspec
from django.db import DatabaseError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.views.decorators.http import require_http_methods, require_safe
from msgspec import Raw, Struct
from msgspec.structs import replace

from ironstride.model.errors import InputError
from ironstride.web.accounts.access import reader
from ironstride.web.accounts.consents import standing
from ironstride.web.log.entries import read_batch, read_entries
from ironstride.web.log.store import append, entries_since, head_of
from ironstride.web.log.together import written

log = logging.getLogger("ironstride.sync")
#: entries given at once, at most
MOST_GIVEN = 1_000


class Given(Struct, frozen=True):
    """An entry with its number."""

    seq: int
    entry: Raw


class Since(Struct, frozen=True):
    """Entries after a number. `anew`: forget what was read before, the log was shortened. `more`: ask again."""

    entries: tuple[Given, ...]
    seq: int
    epoch: int
    anew: bool
    more: bool


def told(status: int, problem: str) -> JsonResponse:
    """Say in one line why a request was not taken."""
    return JsonResponse({"problem": problem}, status=status)


def storage_faults_told(view: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Turn a full disk into 507 and a database that is busy or broken into 503: nothing was stored, send it again."""

    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponse:
        try:
            return view(request)
        except OperationalError as error:
            full = "full" in str(error) or "No space left" in str(error) or "disk I/O" in str(error)
            log.error("storage", extra={"status": 507 if full else 503})
            if full:
                return told(507, "The server's disk is full. Nothing was stored; keep it and try again later.")
            return told(503, "The server is busy. Nothing was stored; try again.")
        except DatabaseError:
            log.exception("storage")
            return told(503, "The server's database failed. Nothing was stored; try again.")

    return guarded


@require_http_methods(["GET", "HEAD", "POST"])
@storage_faults_told
def sync(request: HttpRequest) -> HttpResponse:
    """Take a batch of entries (POST), or give the entries after a number (GET)."""
    return _take(request) if request.method == "POST" else _give(request)


def _take(request: HttpRequest) -> HttpResponse:
    owner = reader(request)
    try:
        batch = read_batch(request.body)
    except InputError as error:
        return told(400, str(error))
    if batch.account != str(owner.public):
        return told(409, "These entries belong to another account. Log in to that one to send them.")
    yes = standing(owner)
    if "training" not in yes:
        return told(403, "Your yes to keeping your training is missing. Give it under Data.")
    entries, rejected = read_entries(batch.entries, health="body" in yes)
    added = written(lambda: append(owner, entries))
    log.info("sync", extra={"entries": len(added.acked), "rejected": len(rejected) + len(added.rejected)})
    return json_answer(replace(added, rejected=(*rejected, *added.rejected)))


def _give(request: HttpRequest) -> HttpResponse:
    try:
        since, epoch = int(request.GET.get("since", "0")), int(request.GET.get("epoch", "0"))
    except ValueError:
        return told(400, "since and epoch are whole numbers.")
    if not 0 <= since < 1 << 62:
        return told(400, "since counts entries from 0.")
    owner = reader(request)
    head = head_of(owner)
    anew = epoch != head.epoch and since > 0
    found = entries_since(owner, 0 if anew else since, MOST_GIVEN + 1)
    given = tuple(Given(seq, Raw(content.encode())) for seq, content in found[:MOST_GIVEN])
    return json_answer(Since(given, head.seq, head.epoch, anew, len(found) > MOST_GIVEN))


@require_safe
def session(request: HttpRequest) -> JsonResponse:
    """Tell a device whose session it is in, and the token its posts must carry in `X-CSRFToken`."""
    owner = reader(request)
    return JsonResponse(
        {"account": str(owner.public), "csrf": get_token(request), "demo": owner.demo_until is not None}
    )


def json_answer(answer: Struct) -> HttpResponse:
    """Answer with one of our nouns as JSON."""
    return HttpResponse(msgspec.json.encode(answer), content_type="application/json")
