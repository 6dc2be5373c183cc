"""What makes gym mode open without a signal: the shell, the list of exercises, the service worker, the manifest."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path

import msgspec
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from ironstride.catalogue.words import languages
from ironstride.version import __version__
from ironstride.web.gym.pack import drawings, exercises
from ironstride.web.gym.words import words
from ironstride.web.site.told import language

HERE = Path(__file__).resolve().parent
SITE = HERE.parent / "site" / "static" / "site"
#: the worker's own text stands in front of nothing else, so it is not kept by itself
WORKER = HERE / "static" / "gym" / "worker.js"
LONG = "public, max-age=31536000, immutable"


def shell_context() -> dict[str, object]:
    """Give what the page of gym mode needs besides the session, the same for everybody."""
    return {"words": words(), "exercises": exercises_address(), "version": __version__}


def exercises_address() -> str:
    """Give the address of the list of exercises in the language asked for; it changes with what the list holds."""
    digest = hashlib.sha256(_exercise_list(language())).hexdigest()[:12]
    return f"{reverse('gym:exercises')}?v={digest}" + (f"&in={language()}" if language() else "")


@cache
def _exercise_list(asked: str) -> bytes:
    return msgspec.json.encode({"exercises": exercises(asked), "drawings": drawings(asked)})


@require_safe
@login_not_required
def shell(request: HttpRequest) -> HttpResponse:
    """Give the page of gym mode with nothing of anybody in it; the worker keeps it for when there is no signal."""
    return HttpResponse(_shell())


@require_safe
@login_not_required
@gzip_page
def exercise_list(request: HttpRequest) -> HttpResponse:
    """Give all exercises of the catalogue and how they are drawn; nothing of anybody."""
    asked = request.GET.get("in", "")
    made = _exercise_list(asked if asked in languages() else "")
    answer = HttpResponse(made, content_type="application/json")
    answer["Cache-Control"] = LONG
    return answer


@require_safe
@login_not_required
def worker(request: HttpRequest) -> HttpResponse:
    """Give the service worker, with the version and the list of what it keeps written in front."""
    files = kept_files()
    told = json.dumps([translation.get_language(), files, _shell(), WORKER.read_text(encoding="utf-8")])
    version = hashlib.sha256(told.encode()).hexdigest()[:16]
    head = (
        f"const VERSION = {json.dumps(version)};\nconst SHELL = {json.dumps(reverse('gym:shell'))};\n"
        f"const GYM = {json.dumps(reverse('gym:gym'))};\nconst FILES = {json.dumps(files)};\n"
    )
    answer = HttpResponse(head + WORKER.read_text(encoding="utf-8"), content_type="text/javascript")
    answer["Cache-Control"] = "no-cache"
    return answer


def _shell() -> str:
    """Make the page without the request, so that nothing of whoever asks can get into it."""
    return render_to_string("gym/shell.html", shell_context())


def kept_files() -> list[str]:
    """Give the addresses of all that gym mode needs."""
    return [*(static(name) for name in _static_names()), exercises_address()]


@cache
def _static_names() -> tuple[str, ...]:
    own = [f"gym/{path.name}" for path in sorted((HERE / "static" / "gym").iterdir()) if path != WORKER]
    site = [
        path.relative_to(SITE.parent).as_posix()
        for path in sorted(SITE.rglob("*"))
        if path.suffix in {".css", ".woff2", ".svg"}
    ]
    return (*own, *site)


@require_safe
@login_not_required
def manifest(request: HttpRequest) -> JsonResponse:
    """Describe the app to phones that put it on the home screen."""
    told = {
        "name": "Ironstride",
        "short_name": "Ironstride",
        "description": _("Strength for runners"),
        "id": "/",
        "start_url": reverse("pages:today"),
        "scope": "/",
        "display": "standalone",
        "background_color": "#fbf8f3",
        "theme_color": "#fbf8f3",
        "icons": [
            {"src": static("gym/icon.svg"), "sizes": "any", "type": "image/svg+xml", "purpose": "any"},
            {"src": static("gym/icon-192.png"), "sizes": "192x192", "type": "image/png", "purpose": "any"},
            {"src": static("gym/icon-512.png"), "sizes": "512x512", "type": "image/png", "purpose": "any maskable"},
        ],
        "shortcuts": [{"name": _("Gym"), "url": reverse("gym:gym")}],
    }
    answer = JsonResponse(told)
    answer["Content-Type"] = "application/manifest+json"
    answer["Cache-Control"] = "no-cache"
    return answer
