"""How a job stands: a page that reloads itself by script or by hand, and the same as JSON."""

from __future__ import annotations

import uuid

import msgspec
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ironstride.web.accounts.access import reader
from ironstride.web.jobs.kinds import KINDS, Outcome
from ironstride.web.jobs.models import Job
from ironstride.web.site.told import spoken


@require_safe
def job(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Show how far a job is; one that is done leads on to its page."""
    found = get_object_or_404(Job, pk=pk, owner=reader(request))
    outcome = msgspec.json.decode(found.result, type=Outcome) if found.result else Outcome()
    if found.state == Job.State.DONE and outcome.go:
        return redirect(outcome.go)
    context = {
        "job": found,
        "title": _(KINDS[found.kind].title),
        "stage": _(found.stage) if found.stage else "",
        "outcome": outcome,
        "open": found.finished is None,
    }
    return render(request, "jobs/job.html", context)


@require_safe
def job_json(request: HttpRequest, pk: uuid.UUID) -> JsonResponse:
    """Say how far a job is."""
    found = get_object_or_404(Job, pk=pk, owner=reader(request))
    return JsonResponse(
        {
            "state": found.state,
            "stage": _(found.stage) if found.stage else "",
            "done": found.done,
            "total": found.total,
            "problem": spoken(found.problem),
        }
    )
