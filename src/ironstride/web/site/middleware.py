"""What happens to every request: a log line, the reader's language, the login that is asked by default, headers."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils import translation

from ironstride.model.errors import IronstrideError
from ironstride.web.accounts.models import User

#: addresses that take files
UPLOADS = ("/data/import", "/start/")
Handler = Callable[[HttpRequest], HttpResponseBase]
log = logging.getLogger("ironstride.web")


class Queries:
    """Counts what the database is asked, beginnings of transactions too."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, execute: Callable[..., object], *asked: object) -> object:
        self.count += 1
        return execute(*asked)


class RequestLog:
    """Write one line a request: the route's pattern (never the path, which holds ids), status, time and queries.

    Static files, and a server that is asked how it is and is well, are no news.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        start, queries = time.perf_counter(), Queries()
        with connection.execute_wrapper(queries):
            response = self.get_response(request)
        fine = response.status_code == 200
        if request.path_info.startswith("/static/") or (request.path_info == "/health" and fine):
            return response
        match = request.resolver_match
        log.info(
            "request",
            extra={
                "route": match.route if match else "?",
                "method": request.method,
                "status": response.status_code,
                "ms": round((time.perf_counter() - start) * 1000, 1),
                "queries": queries.count,
            },
        )
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """Tell of a fault by its kind and places in the code."""
        if isinstance(exception, IronstrideError):
            return
        match = request.resolver_match
        where = {"route": match.route if match else "?"}
        log.error("fault", extra=where, exc_info=(type(exception), exception, exception.__traceback__))


class BodyLimit:
    """Refuse bodies by what they say of their length, before anything reads them."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        try:
            length = int(request.META.get("CONTENT_LENGTH") or 0)
        except ValueError:
            return HttpResponse("The length is no number.", status=400, content_type="text/plain")
        most = settings.UPLOAD_MOST if request.path_info in UPLOADS else settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        if length > most:
            problem = f"More than {most >> 20} MB at once. Send less."
            return JsonResponse({"problem": problem}, status=413)
        return self.get_response(request)


class Language:
    """Speak the language of the account, else the browser's."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        chosen = request.user.language if isinstance(request.user, User) else ""
        translation.activate(chosen or translation.get_language_from_request(request))
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", translation.get_language() or "en")
        return response


class LoginRequired(LoginRequiredMiddleware):
    """Ask for a login everywhere but where a view says `login_not_required`; programs get 401 and one line."""

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> HttpResponse:  # type: ignore[override]
        if request.path_info.startswith("/api/"):
            return JsonResponse({"problem": "Log in first."}, status=401)
        return super().handle_no_permission(request, view_func)


class Problems:
    """Turn what is wrong with somebody's input, wherever a view finds it, into a page, or JSON, of one line."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer errors of ours; any other is a fault and goes on."""
        if not isinstance(exception, IronstrideError):
            return None
        if request.path_info.startswith("/api/"):
            return JsonResponse({"problem": str(exception)}, status=400)
        return render(request, "site/problem.html", {"problem": str(exception)}, status=400)


class Headers:
    """Keep pages out of every cache unless a view said otherwise, and features of the browser nobody asked for shut."""

    POLICY = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), interest-cohort=()"

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("Permissions-Policy", self.POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response
