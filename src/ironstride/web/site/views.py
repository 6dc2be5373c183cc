"""Views that belong to no capability: health, and what is said when a form came too late."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ironstride.version import __version__
from ironstride.web.jobs.models import Job

#: a job that waits longer says that nobody does jobs
JOBS_LATE_S = 3600


@require_safe
@login_not_required
def health(request: HttpRequest) -> JsonResponse:
    """Say whether the app can read its database, and whether jobs are done: 200 and the version, or 503."""
    try:
        oldest = Job.objects.filter(state=Job.State.WAITING).order_by("made").values_list("made", flat=True).first()
    except DatabaseError:
        return JsonResponse({"status": "the database cannot be read", "version": __version__}, status=503)
    waits_s = 0 if oldest is None else round((timezone.now() - oldest).total_seconds())
    status = "ok" if waits_s < JOBS_LATE_S else "jobs are not done"
    told = {"status": status, "version": __version__, "oldest_job_waits_s": waits_s}
    return JsonResponse(told, status=200 if status == "ok" else 503)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that a form is too old to be taken, and what to do."""
    if request.path_info.startswith("/api/"):
        return JsonResponse(
            {"problem": "The form's token is missing or too old. Ask /api/session for one."}, status=403
        )
    return render(request, "site/csrf.html", status=403)
