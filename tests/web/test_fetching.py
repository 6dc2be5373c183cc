"""Calendars by address: https to public machines only, by what the name really leads to, little and quickly."""

from __future__ import annotations

import http.client
import socket
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from ironstride.model.errors import InputError
from ironstride.web.accounts.models import User
from ironstride.web.data import fetching
from ironstride.web.data.fetching import fetch, is_public, normalised, public_numbers
from ironstride.web.runners.models import RunningFile
from web.conftest import Jobs, Login
from web.test_data import calendar

PRIVATE = (
    "127.0.0.1", "10.0.0.1", "172.16.5.4", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
    "255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "fd12::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
    "2002:7f00:1::", "64:ff9b::7f00:1", "ff02::1", "2001:db8::1", "192.0.2.1", "198.18.0.1", "240.0.0.1",
)  # fmt: skip


@pytest.mark.parametrize("number", PRIVATE)
def test_numbers_that_are_not_public(number: str) -> None:
    assert not is_public(number)


@pytest.mark.parametrize("number", ["93.184.216.34", "1.1.1.1", "2606:4700::1111"])
def test_numbers_that_are(number: str) -> None:
    assert is_public(number)


@pytest.mark.parametrize(
    "address",
    [
        "", "http://plans.example.org/x.ics", "file:///etc/passwd", "ftp://x.org/", "https://", "https://a@b.org/x",
        "https://u:p@b.org/x", "https://b.org:8443/x", "https://b.org:x/", "gopher://b.org", "//b.org/x",
        "https://b.org/a b", "https://b.org/\r\nHost: x", "https://b.org\\@127.0.0.1/", "javascript:alert(1)",
        "https://" + "x" * 3000,
    ],
)  # fmt: skip
def test_addresses_that_are_not_fetched(address: str) -> None:
    with pytest.raises(InputError):
        normalised(address)


def test_webcal_becomes_https() -> None:
    assert normalised(" webcal://plans.example.org/ical/abc.ics?k=1#x ") == "https://plans.example.org/ical/abc.ics?k=1"


def names(monkeypatch: pytest.MonkeyPatch, numbers: list[str]) -> None:
    """Let every name lead to some numbers."""

    real = socket.getaddrinfo

    def looked_up(host: str, port: int, *more: Any, **named: Any) -> list[Any]:
        if host == "127.0.0.1":
            return list(real(host, port, *more, **named))
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (number, port)) for number in numbers]

    monkeypatch.setattr(socket, "getaddrinfo", looked_up)


def test_a_name_with_one_private_number_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    names(monkeypatch, ["93.184.216.34", "127.0.0.1"])
    with pytest.raises(InputError, match="not public"):
        public_numbers("plans.example.org")


class _Machine(BaseHTTPRequestHandler):
    """A calendar's machine with a few bad habits."""

    def do_GET(self) -> None:
        if self.path == "/moved":
            self._say(302, b"", {"Location": "/good"})
        elif self.path == "/inside":
            self._say(302, b"", {"Location": "http://127.0.0.1/secret"})
        elif self.path == "/circle":
            self._say(302, b"", {"Location": "/circle"})
        elif self.path == "/large":
            self._say(200, b"x" * (fetching.MOST_BYTES + 1), {})
        elif self.path == "/good" and self.headers.get("If-None-Match") == '"1"':
            self._say(304, b"", {})
        elif self.path == "/good":
            self._say(200, calendar(), {"ETag": '"1"'})
        else:
            self._say(404, b"", {})

    def _say(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Serve in place of the public machine, without TLS; gives the numbers that were connected to."""
    server = HTTPServer(("127.0.0.1", 0), _Machine)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    used: list[str] = []

    def connection(host: str, number: str, deadline: float) -> http.client.HTTPConnection:
        used.append(number)
        return http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=5)

    monkeypatch.setattr(fetching, "_connection", connection)
    names(monkeypatch, ["93.184.216.34"])
    yield used
    server.shutdown()
    server.server_close()


def test_a_calendar_is_fetched_from_the_number_that_was_checked(machine: list[str]) -> None:
    got = fetch("https://plans.example.org/moved")
    assert got.content == calendar()
    assert fetch("https://plans.example.org/good", got.etag).content is None
    assert set(machine) == {"93.184.216.34"}


@pytest.mark.parametrize(
    ("path", "why"), [("inside", "no address"), ("circle", "on and on"), ("large", "larger"), ("gone", "404")]
)
@pytest.mark.usefixtures("machine")
def test_what_goes_wrong_is_one_line_without_the_address(path: str, why: str) -> None:
    with pytest.raises(InputError, match=why) as error:
        fetch(f"https://plans.example.org/{path}")
    assert "plans.example.org" not in str(error.value)


@pytest.mark.usefixtures("machine")
def test_connecting_and_looking_for_news(login: Login, alice: User, work_off: Jobs) -> None:
    client = login(alice)
    client.post("/data/calendars", {"address": "webcal://plans.example.org/good"})
    (job,) = work_off()
    assert (job.problem, job.asked) == ("", "{}")
    file = RunningFile.objects.get()
    assert (file.name, file.etag, bytes(file.content)) == ("plans.example.org.ics", '"1"', calendar())
    assert "plans.example.org/good" not in client.get("/data/").content.decode()
    RunningFile.objects.update(address="https://plans.example.org/gone")
    client.post("/data/calendars/refresh")
    work_off()
    file.refresh_from_db()
    assert "404" in file.problem
    assert bytes(file.content) == calendar()


@pytest.mark.parametrize("address", ["http://127.0.0.1/", "https://localhost/x", "https://169.254.169.254/latest"])
def test_machines_inside_are_not_asked(
    login: Login, alice: User, work_off: Jobs, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    refuse: Callable[..., object] = lambda *given: asked.append(given)  # noqa: E731
    monkeypatch.setattr(fetching, "_connection", refuse)
    login(alice).post("/data/calendars", {"address": address})
    for job in work_off():
        assert "not public" in job.problem or "not known" in job.problem
    assert asked == []
    assert RunningFile.objects.count() == 0
