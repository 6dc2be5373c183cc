"""The app as it is really served: its own processes and data folder, spoken to over HTTP."""

from __future__ import annotations

import contextlib
import http.client
import http.cookiejar
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from pathlib import Path
from typing import Any

import msgspec

PASSWORD = "iron-and-cinder-7"


def free_port() -> int:
    """Give a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Served:
    """A server of its own.

    Parameters
    ----------
    folder : its data folder.
    options : further options of `ironstride serve`.
    """

    def __init__(self, folder: Path, *options: str) -> None:
        self.folder, self.options = folder, options
        self.port = free_port()
        self.process: subprocess.Popen[bytes] | None = None
        self.output = folder.parent / f"{folder.name}.log"

    @property
    def address(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.port}"

    def environment(self) -> dict[str, str]:
        """Give the environment it runs in."""
        path = os.pathsep.join(p for p in sys.path if p)
        given = {"PYTHONPATH": path, "IRONSTRIDE_DATA": str(self.folder)}
        given["DJANGO_SETTINGS_MODULE"] = "ironstride.web.site.settings"
        return {**{k: v for k, v in os.environ.items() if not k.startswith("IRONSTRIDE_")}, **given}

    def start(self, command: list[str] | None = None) -> Served:
        """Start it, by `ironstride serve` unless told otherwise, and wait until it answers."""
        serve = [sys.executable, "-m", "ironstride.cli.main", "serve", "--data", str(self.folder)]
        command = command or [*serve, "--port", str(self.port), *self.options]
        with self.output.open("ab") as output:
            self.process = subprocess.Popen(
                command, env=self.environment(), start_new_session=True, stdout=output, stderr=output
            )
        for _ in range(2400):
            try:
                urllib.request.urlopen(f"{self.address}/health", timeout=5).close()
            except OSError:
                assert self.process.poll() is None, self.output.read_text()[-2000:]
                time.sleep(0.05)
            else:
                return self
        raise AssertionError("the server did not answer: " + self.output.read_text()[-2000:])

    def kill(self) -> None:
        """End its processes without a word, as a power cut would."""
        assert self.process is not None
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> int:
        """Ask it to end, and give the exit code."""
        assert self.process is not None
        if self.process.poll() is None:
            self.process.terminate()
        return self.process.wait(30)


class Browser:
    """Keeps cookies and fills in forms."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.jar = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))
        self.account = self.token = ""

    def get(self, path: str) -> str:
        """Read a page."""
        with self.opener.open(self.address + path, timeout=30) as answer:
            return str(answer.read().decode())

    def submit(self, path: str, form: dict[str, str], page: str = "") -> str:
        """Send a form with the token of its page."""
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.get(page or path))
        assert found is not None
        data = urllib.parse.urlencode({**form, "csrfmiddlewaretoken": found[1]}).encode()
        request = urllib.request.Request(self.address + path, data, {"Referer": self.address + path})
        with self.opener.open(request, timeout=30) as answer:
            return str(answer.read().decode())

    def sign_up(self, email: str) -> None:
        """Open an account, agree to what is needed, and remember what the sync API wants to know."""
        self.submit("/account/signup/", {"email": email, "password1": PASSWORD, "password2": PASSWORD})
        self.submit("/data/consents", {"consent": "training"}, page="/data/")
        told = msgspec.json.decode(self.get("/api/session").encode())
        self.account, self.token = told["account"], told["csrf"]

    def sync(self, entries: list[dict[str, object]], device: str = "phone") -> Any:
        """Send entries; raises OSError or HTTPException when the server goes meanwhile."""
        body = msgspec.json.encode({"account": self.account, "device": device, "entries": entries})
        headers = {"X-CSRFToken": self.token, "Content-Type": "application/json"}
        headers["Cookie"] = "; ".join(f"{cookie.name}={cookie.value}" for cookie in self.jar)
        connection = http.client.HTTPConnection(self.address.removeprefix("http://"), timeout=10)
        try:
            connection.request("POST", "/api/sync", body, headers)
            answer = connection.getresponse()
            return answer.status, msgspec.json.decode(answer.read())
        finally:
            connection.close()
