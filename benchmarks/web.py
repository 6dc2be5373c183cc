"""The web app as it is served: pages with ten years of data, and fifty clients of whom three in ten write."""

from __future__ import annotations

import asyncio
import os
import random
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from statistics import median, quantiles

import msgspec
from msgspec import Struct

from benchmarks.measure import ROOT, Row

CLIENTS, SECONDS, WRITES = 50, 10.0, 0.3
#: ten years of strength, three sessions a week of 28 sets
YEARS, PER_WEEK, SETS = 10, 3, 28
#: pages read under load; squad and job pages are of the same making
PAGES = ("/", "/season/", "/log/", "/library/", "/data/", "/account/", "/api/sync?since=1")
#: pages read one by one beside these, once what they work out beside the request is there
ALONE = ("/progress/", "/audit/", "/log/?page=40", "/methods/", "/sources/", "/gym/")
#: seconds a page may take to be worked out
PATIENCE_S = 180
CSRF = "b" * 32


class Account(Struct):
    """Somebody to be: the session cookie and the random id the sync API wants."""

    session: str
    public: str


def rows(folder: Path) -> Iterator[Row]:
    """Serve an app with accounts that have lived, and measure it."""
    environment = {**os.environ, "IRONSTRIDE_DATA": str(folder / "web"), "PYTHONPATH": str(ROOT / "src")}
    fill = [sys.executable, "-m", "benchmarks.web_accounts", str(CLIENTS), str(YEARS), str(PER_WEEK), str(SETS)]
    made = subprocess.run(fill, env=environment, cwd=ROOT, check=True, capture_output=True).stdout
    accounts = msgspec.json.decode(made, type=list[Account])
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    serve = [sys.executable, "-m", "ironstride.cli.main", "serve", "--data", str(folder / "web"), "--port", str(port)]
    with (folder / "web.log").open("wb") as log:
        server = subprocess.Popen(serve, env=environment, stdout=log, stderr=log)
        try:
            _wait(port)
            yield from _one_by_one(port, accounts[0])
            yield from _under_load(port, accounts)
        finally:
            server.terminate()
            server.wait(30)


def _wait(port: int) -> None:
    for _ in range(300):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=2).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("the server did not start")


def _one_by_one(port: int, account: Account) -> Iterator[Row]:
    for page in (*PAGES, *ALONE):
        _settled(port, account, page)
        samples = asyncio.run(_times(port, account, page, 15))
        yield Row(f"{page}, {YEARS} years of sets", samples, "ms", 100.0)


def _settled(port: int, account: Account, page: str) -> None:
    """Wait until a page is no longer working anything out."""
    request = urllib.request.Request(f"http://127.0.0.1:{port}{page}", headers={"Cookie": f"session={account.session}"})
    for _ in range(PATIENCE_S):
        with urllib.request.urlopen(request, timeout=30) as answer:
            if b'id="job"' not in answer.read():
                return
        time.sleep(1)
    raise RuntimeError(f"{page} is never done")


async def _times(port: int, account: Account, page: str, count: int) -> tuple[float, ...]:
    client = Client(port, account, 0)
    await client.ask("GET", page)
    return tuple([1000 * (await client.ask("GET", page))[1] for _ in range(count)])


def _under_load(port: int, accounts: list[Account]) -> Iterator[Row]:
    begun = time.perf_counter()
    done = asyncio.run(_all(port, accounts))
    took = time.perf_counter() - begun
    times = [1000 * seconds for status, seconds in done if status == 200]
    errors = len(done) - len(times)
    what = f"{CLIENTS} clients, {WRITES:.0%} writes, {took:.0f} s"
    yield Row(f"{what}: errors", (float(errors),), "", 0.0, f"of {len(done)} requests")
    yield Row(f"{what}: p95", (quantiles(times, n=20)[18],), "ms", 250.0, f"median {median(times):.0f} ms")
    yield Row(f"{what}: requests a second", note=f"{len(done) / took:.0f} (at least 150 asked)")


async def _all(port: int, accounts: list[Account]) -> list[tuple[int, float]]:
    clients = [Client(port, account, number) for number, account in enumerate(accounts)]
    end = time.perf_counter() + SECONDS
    parts = await asyncio.gather(*(client.live(end) for client in clients))
    return [one for part in parts for one in part]


class Client:
    """A browser with one connection that stays open."""

    def __init__(self, port: int, account: Account, number: int) -> None:
        self.port, self.account, self.number = port, account, number
        self.random = random.Random(number)
        self.streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
        self.count = 0

    async def live(self, end: float) -> list[tuple[int, float]]:
        """Read and write until the end; gives status and seconds of each request."""
        done = []
        while time.perf_counter() < end:
            if self.random.random() < WRITES:
                done.append(await self.ask("POST", "/api/sync", self.batch()))
            else:
                done.append(await self.ask("GET", self.random.choice(PAGES)))
            await asyncio.sleep(self.random.random() * 0.05)
        return done

    def batch(self) -> bytes:
        """Log one set."""
        self.count += 1
        name = f"{self.number}-{self.count}-{self.random.getrandbits(40)}"
        done = {"id": name, "exercise": "step-up", "reps": 8, "load_kg": 12.5}
        entry = {"do": "set", "entry": name, "session": f"s-{self.count // 20}", "set": done}
        return msgspec.json.encode({"account": self.account.public, "device": "bench", "entries": [entry]})

    async def ask(self, method: str, path: str, body: bytes = b"") -> tuple[int, float]:
        """Send a request; gives the status and the seconds it took."""
        begun = time.perf_counter()
        if self.streams is None:
            self.streams = await asyncio.open_connection("127.0.0.1", self.port)
        reader, writer = self.streams
        head = f"{method} {path} HTTP/1.1\r\nHost: localhost\r\nCookie: session={self.account.session}; csrf={CSRF}\r\n"
        if body:
            head += f"X-CSRFToken: {CSRF}\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n"
        try:
            writer.write(f"{head}\r\n".encode() + body)
            answer = await reader.readuntil(b"\r\n\r\n")
            length = next(line for line in answer.lower().split(b"\r\n") if line.startswith(b"content-length:"))
            await reader.readexactly(int(length.split(b":")[1]))
        except (OSError, asyncio.IncompleteReadError):
            self.streams = None
            return 0, time.perf_counter() - begun
        if b"connection: close" in answer.lower():
            writer.close()
            self.streams = None
        return int(answer.split(b" ", 2)[1]), time.perf_counter() - begun
