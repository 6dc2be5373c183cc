"""Views that belong to no capability: health, and what is said when a form came too late."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ironstride.version import __version__


@require_safe
@login_not_required
def health(request: HttpRequest) -> JsonResponse:
    """Say whether the app can read its database: 200 and the version, or 503."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM accounts_user LIMIT 1")
    except Exception:
        return JsonResponse({"status": "database unreachable", "version": __version__}, status=503)
    return JsonResponse({"status": "ok", "version": __version__})


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that a form is too old to be taken, and what to do."""
    if request.path_info.startswith("/api/"):
        return JsonResponse(
            {"problem": "The form's token is missing or too old. Ask /api/session for one."}, status=403
        )
    return render(request, "site/csrf.html", status=403)
