"""The web app as it is served: pages with ten years of data, and fifty people of whom three in ten write."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from statistics import median, quantiles

import msgspec
from msgspec import Struct

from benchmarks.load import Account, Person, load, times
from benchmarks.measure import ROOT, Row

CLIENTS, SECONDS, WRITES, WARM_S = 50, 10.0, 0.3, 3.0
#: ten years of strength, three sessions a week of 28 sets
YEARS, PER_WEEK, SETS = 10, 3, 28
#: pages read under load; squad and job pages are of the same making
PAGES = ("/", "/season/", "/log/", "/library/", "/data/", "/account/", "/api/sync?since=1")
#: pages read one by one beside these, once what they work out beside the request is there
ALONE = ("/progress/", "/audit/", "/log/?page=40", "/methods/", "/sources/", "/gym/")
#: requests timed of each page; seconds a page may take to be worked out
TIMED, PATIENCE_S = 60, 180
#: most milliseconds of a page's middle run, and of the slowest in twenty requests under load
PAGE_MS, LOADED_MS = 100.0, 250.0
#: the fewest requests a second that count as holding up
ENOUGH = 150


class Pace(Struct, frozen=True):
    """How people go on: in words, and the shortest and longest pause between an answer and the next request, s."""

    words: str
    least_s: float
    most_s: float

    def pause_s(self, random: Random) -> float:
        """Draw a pause."""
        return random.uniform(self.least_s, self.most_s)


#: quicker than anybody reads pages or lifts sets; and as good as never resting, which shows where the machine ends
PACES = (Pace("1 s pauses", 0.5, 1.5), Pace("25 ms pauses", 0.0, 0.05))


class Line(Struct):
    """As much of a log line of the server as tells what a request cost."""

    event: str = ""
    queries: int = 0


class Server:
    """The app as `ironstride serve` runs it, on a data folder, its log lines in a file."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.log = folder / "web.log"
        self.command = [sys.executable, "-m", "ironstride.cli.main", "serve", "--data", str(folder / "web")]
        self.command += ["--port", str(self.port)]
        self.environment = environment

    def __enter__(self) -> Server:
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(self.command, env=self.environment, stdout=log, stderr=log)
        for _ in range(300):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/health", timeout=2).close()
            except OSError:
                time.sleep(0.1)
            else:
                return self
        raise RuntimeError("the server did not start")

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.wait(30)

    def cpu_s(self) -> float:
        """Give the processor time of its processes so far, those for jobs left out."""
        return sum(_cpu_s(pid) for pid in _below(self.process.pid) if b"site.worker" not in _words(pid))

    def queries(self) -> int:
        """Give how many queries the request logged last took."""
        for line in reversed(self.log.read_bytes().splitlines()):
            if line.startswith(b"{") and (told := msgspec.json.decode(line, type=Line)).event == "request":
                return told.queries
        return 0


def rows(folder: Path) -> Iterator[Row]:
    """Serve an app with accounts that have lived, and measure it."""
    environment = {**os.environ, "IRONSTRIDE_DATA": str(folder / "web"), "PYTHONPATH": str(ROOT / "src")}
    fill = [sys.executable, "-m", "benchmarks.web_accounts", str(CLIENTS), str(YEARS), str(PER_WEEK), str(SETS)]
    made = subprocess.run(fill, env=environment, cwd=ROOT, check=True, capture_output=True).stdout
    accounts = msgspec.json.decode(made, type=list[Account])
    with Server(folder, environment) as server:
        yield from _one_by_one(server, accounts[0])
        for pace in PACES:
            yield from _under_load(server, accounts, pace)


def _one_by_one(server: Server, account: Account) -> Iterator[Row]:
    for page in (*PAGES, *ALONE):
        _settled(server.port, account, page)
        yield _alone(server, Person(server.port, account, 0, (page,), 0.0), page)
    yield _alone(server, Person(server.port, account, 0, PAGES, 1.0), "a set logged")


def _alone(server: Server, person: Person, what: str) -> Row:
    """Time one kind of request; its processor time and queries beside it."""
    times(person, 3)
    queries, cpu_s = server.queries(), server.cpu_s()
    samples = times(person, TIMED)
    cpu_ms = 1000 * (server.cpu_s() - cpu_s) / TIMED
    person.hang_up()
    note = f"{cpu_ms:.1f} ms of processor, {queries} queries"
    return Row(f"{what}, {YEARS} years of sets", tuple(1000 * one for one in samples), "ms", PAGE_MS, note)


def _settled(port: int, account: Account, page: str) -> None:
    """Wait until a page is no longer working anything out."""
    request = urllib.request.Request(f"http://127.0.0.1:{port}{page}", headers={"Cookie": f"session={account.session}"})
    for _ in range(PATIENCE_S):
        with urllib.request.urlopen(request, timeout=30) as answer:
            if b'id="job"' not in answer.read():
                return
        time.sleep(1)
    raise RuntimeError(f"{page} is never done")


def _under_load(server: Server, accounts: Sequence[Account], pace: Pace) -> Iterator[Row]:
    people = [Person(server.port, one, number, PAGES, WRITES) for number, one in enumerate(accounts)]
    load(people, WARM_S, pace.pause_s)
    cpu_s = server.cpu_s()
    done = load(people, SECONDS, pace.pause_s)
    cpu_s = server.cpu_s() - cpu_s
    asked = len(done.asked)
    took = [1000 * one.took_s for one in done.asked if one.status == 200]
    what = f"{CLIENTS} clients {WRITES:.0%} writes, {pace.words}"
    yield Row(f"{what}: errors", (float(asked - len(took)),), "", 0.0, f"of {asked} requests")
    yield Row(f"{what}: p95", (quantiles(took, n=20)[18],), "ms", LOADED_MS, f"median {median(took):.0f} ms")
    share = f"{100 * cpu_s / done.took_s:.0f} % of a core served, {100 * done.cpu_s / done.took_s:.0f} % asked"
    told = f"{asked / done.took_s:.0f}, {1000 * cpu_s / asked:.1f} ms of processor each; {share}"
    yield Row(f"{what}: a second", note=told if pace is PACES[0] else f"{told} (at least {ENOUGH} wanted)")


def _below(pid: int) -> Iterator[int]:
    """Give a process and all that it started, by what the kernel tells."""
    yield pid
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == pid:
            yield from _below(int(stat.parent.name))


def _words(pid: int) -> bytes:
    return Path(f"/proc/{pid}/cmdline").read_bytes()


def _cpu_s(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
