"""Fifty people at once from one light process: sockets, requests made beforehand, and no library that costs a core."""

from __future__ import annotations

import heapq
import random
import select
import socket
import time
from collections.abc import Callable, Iterator, Sequence

import msgspec
from msgspec import Struct

CSRF = "b" * 32
#: what ends an answer's head, and what tells the length of its body
BLANK, LENGTH = b"\r\n\r\n", b"content-length:"
#: seconds after which a request is given up
PATIENCE_S = 30.0


class Account(Struct):
    """Somebody to be: the session cookie and the random id the sync API wants."""

    session: str
    public: str


class Asked(Struct, frozen=True):
    """A request that was made: what for, its status (0: the connection broke), and the seconds to the last byte."""

    what: str
    status: int
    took_s: float


class Load(Struct, frozen=True):
    """What became of a load: every request, how long all took, and the processor time of who asked."""

    asked: tuple[Asked, ...]
    took_s: float
    cpu_s: float


def times(person: Person, count: int) -> tuple[float, ...]:
    """Ask for somebody's next page so many times, one after the other; gives the seconds each took.

    Raises
    ------
    RuntimeError : one was not answered as it should.
    """
    found = []
    for _ in range(count):
        person.send()
        while (one := person.receive()) is None:
            pass
        if one.status != 200:
            raise RuntimeError(f"{one.what}: status {one.status}")
        found.append(one.took_s)
    return tuple(found)


class Person:
    """A browser with one connection that stays open, pages it goes to, and sets it logs.

    Parameters
    ----------
    number : sets what they do, so that two runs ask for the same.
    """

    def __init__(self, port: int, account: Account, number: int, pages: Sequence[str], writes: float) -> None:
        self.port, self.account, self.number, self.writes = port, account, number, writes
        self.random = random.Random(number)
        self.pages = [(page, _head("GET", page, account)) for page in pages]
        self.socket: socket.socket | None = None
        self.received = bytearray()
        self.end = 0
        self.what, self.begun, self.count = "", 0.0, 0

    def send(self) -> int:
        """Send the next request; gives the number of the connection it went over."""
        if self.socket is None:
            self.socket = socket.create_connection(("127.0.0.1", self.port))
            self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if self.random.random() < self.writes:
            self.what, request = "POST /api/sync", self._batch()
        else:
            self.what, request = self.random.choice(self.pages)
        self.received.clear()
        self.end = 0
        self.begun = time.perf_counter()
        self.socket.sendall(request)
        return self.socket.fileno()

    def receive(self) -> Asked | None:
        """Take what has come; gives the request once its answer is whole."""
        assert self.socket is not None
        try:
            part = self.socket.recv(1 << 18)
        except OSError:
            part = b""
        if not part:
            return self.give_up()
        self.received += part
        if not self.end:
            head = self.received.find(BLANK)
            if head < 0:
                return None
            told = self.received[:head].lower().partition(LENGTH)[2]
            self.end = head + len(BLANK) + int(told.partition(b"\r")[0])
        if len(self.received) < self.end:
            return None
        took_s = time.perf_counter() - self.begun
        if b"onnection: close" in self.received[: self.received.index(BLANK)]:
            self.hang_up()
        return Asked(self.what, int(self.received[9:12]), took_s)

    def give_up(self) -> Asked:
        """Count the request under way as failed."""
        self.hang_up()
        return Asked(self.what, 0, time.perf_counter() - self.begun)

    def hang_up(self) -> None:
        """Close the connection."""
        if self.socket is not None:
            self.socket.close()
            self.socket = None

    def _batch(self) -> bytes:
        """Log one set, twenty to a session."""
        self.count += 1
        name = f"{self.number}-{self.count}-{self.random.getrandbits(40)}-{time.time_ns()}"
        done = {"id": name, "exercise": "step-up", "reps": 8, "load_kg": 12.5}
        entry = {"do": "set", "entry": name, "session": f"s-{self.number}-{self.count // 20}", "set": done}
        body = msgspec.json.encode({"account": self.account.public, "device": "bench", "entries": [entry]})
        return _head("POST", "/api/sync", self.account, len(body)) + body


def _head(method: str, path: str, account: Account, length: int = 0) -> bytes:
    """Write the head of a request as a browser would."""
    lines = [f"{method} {path} HTTP/1.1", "Host: localhost", f"Cookie: session={account.session}; csrf={CSRF}"]
    lines += ["Accept-Encoding: gzip, br", "Accept-Language: en"]
    if length:
        lines += [f"X-CSRFToken: {CSRF}", "Content-Type: application/json", f"Content-Length: {length}"]
    return "\r\n".join((*lines, "", "")).encode()


def load(people: Sequence[Person], seconds: float, pause_s: Callable[[random.Random], float]) -> Load:
    """Have people ask, pause and ask again for so many seconds.

    Parameters
    ----------
    pause_s : draws how long somebody pauses between an answer and the next request, s.
    """
    poll = select.epoll()
    begun, cpu = time.perf_counter(), time.process_time()
    due = [(begun + pause_s(one.random), at) for at, one in enumerate(people)]
    heapq.heapify(due)
    waiting: dict[int, int] = {}
    asked: list[Asked] = []
    while True:
        now = time.perf_counter()
        while due and due[0][0] <= now:
            _, at = heapq.heappop(due)
            if now - begun < seconds:
                number = people[at].send()
                waiting[number] = at
                poll.register(number, select.EPOLLIN)
        if not due and not waiting:
            break
        rest_s = due[0][0] - time.perf_counter() if due else PATIENCE_S
        for at, one in _answers(poll, people, waiting, max(0.0, min(rest_s, PATIENCE_S))):
            asked.append(one)
            heapq.heappush(due, (time.perf_counter() + pause_s(people[at].random), at))
    poll.close()
    for one in people:
        one.hang_up()
    return Load(tuple(asked), time.perf_counter() - begun, time.process_time() - cpu)


def _answers(
    poll: select.epoll, people: Sequence[Person], waiting: dict[int, int], rest_s: float
) -> Iterator[tuple[int, Asked]]:
    """Give the answers that are whole, by whose they are; what takes too long is given up."""
    ready = [number for number, _ in poll.poll(rest_s)]
    late = time.perf_counter() - PATIENCE_S
    for number in ready or [number for number, at in waiting.items() if people[at].begun < late]:
        at = waiting[number]
        one = people[at].receive() if ready else people[at].give_up()
        if one is not None:
            del waiting[number]
            if people[at].socket is not None:
                poll.unregister(number)
            yield at, one
