"""Decodes many files in long-lived worker processes that are replaced when they hang or die."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from queue import SimpleQueue
from typing import Generic, TypeVar

import msgspec

from ironstride.formats.decoding import Decoded, Task, decode, read_frame, write_frame

#: Time a file may take, and what a fresh interpreter may take on top, seconds.
FILE_S, START_S = 5.0, 15.0
T = TypeVar("T")


class Worker:
    """One worker process; it is started when first needed and after every loss.

    A process of our own (`python -m ironstride.formats.decoding`) rather than `multiprocessing`, which would run the
    caller's script a second time.
    """

    def __init__(self, file_s: float = FILE_S) -> None:
        self._file_s = file_s
        self._process: subprocess.Popen[bytes] | None = None

    def decode(self, task: Task) -> Decoded:
        """Decode a file; one that takes too long, or takes the process down, is told as a fault."""
        fresh = self._process is None
        process = self._process = self._process or _start()
        late = threading.Event()

        def stop() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(self._file_s + (START_S if fresh else 0.0), stop)
        timer.start()
        try:
            answer = _ask(process, task)
        finally:
            timer.cancel()
        if answer is None:
            self.close()
            return Decoded(fault=f"it takes longer than {self._file_s:.0f} s to read" if late.is_set() else CRASHED)
        return answer

    def close(self) -> None:
        """End the process."""
        if (process := self._process) is not None:
            self._process = None
            process.kill()
            process.wait()
            for stream in (process.stdin, process.stdout):
                if stream is not None:
                    # what was never read is flushed first, and nobody is there to take it
                    with contextlib.suppress(OSError):
                        stream.close()


CRASHED = "its content crashes the reader or needs too much memory"


def _start() -> subprocess.Popen[bytes]:
    path = os.pathsep.join(p for p in sys.path if p)
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "ironstride.formats.decoding"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": path},
    )


def _ask(process: subprocess.Popen[bytes], task: Task) -> Decoded | None:
    """The worker's answer, or None when it has gone."""
    if process.stdin is None or process.stdout is None:
        return None
    try:
        write_frame(process.stdin, msgspec.msgpack.encode(task))
        frame = read_frame(process.stdout)
        return None if frame is None else msgspec.json.decode(frame, type=Decoded)
    except (OSError, ValueError, msgspec.DecodeError):
        return None


class Pool(Generic[T]):
    """Two workers that take tasks from one iterator.

    Parameters
    ----------
    count : worker processes, 2 at most.
    file_s : seconds a file may take.
    """

    def __init__(self, count: int = 2, file_s: float = FILE_S) -> None:
        self._workers = [Worker(file_s) for _ in range(min(2, count))]
        self._lock = threading.Lock()
        self._stopped = False

    def map(self, tasks: Iterator[tuple[T, Task]]) -> Iterator[tuple[T, Decoded]]:
        """Decode labelled tasks as they come; answers are given in the order in which they are ready.

        An error of the iterator is raised here once the answers before it have been given.
        """
        answers: SimpleQueue[tuple[T, Decoded] | Exception | None] = SimpleQueue()
        threads = [threading.Thread(target=self._run, args=(w, tasks, answers.put)) for w in self._workers]
        for thread in threads:
            thread.start()
        try:
            busy = len(threads)
            while busy:
                answer = answers.get()
                if answer is None:
                    busy -= 1
                elif isinstance(answer, Exception):
                    raise answer
                else:
                    yield answer
        finally:
            self._stopped = True
            for worker in self._workers:
                worker.close()
            for thread in threads:
                thread.join()
            for worker in self._workers:  # a thread may just have started one again
                worker.close()

    def _run(
        self,
        worker: Worker,
        tasks: Iterator[tuple[T, Task]],
        give: Callable[[tuple[T, Decoded] | Exception | None], None],
    ) -> None:
        """Take task after task until there are no more."""
        try:
            while not self._stopped:
                with self._lock:
                    label, task = next(tasks)
                give((label, worker.decode(task)))
        except StopIteration:
            pass
        except Exception as error:
            give(error)
        finally:
            give(None)


def decode_all(tasks: Iterator[tuple[T, Task]], few: int = 3, small: int = 1 << 20) -> Iterator[tuple[T, Decoded]]:
    """Decode labelled tasks: a few small files here, anything more in worker processes.

    Parameters
    ----------
    tasks : label and file; read as they are needed, so that few are in memory at a time.
    few, small : up to so many files of so many bytes together are decoded in this process.
    """
    first: list[tuple[T, Task]] = []
    for labelled in tasks:
        first.append(labelled)
        if len(first) > few or sum(len(t.data) for _, t in first) > small:
            break
    else:
        yield from ((label, decode(task)) for label, task in first)
        return
    pool: Pool[T] = Pool()
    yield from pool.map(_chained(first, tasks))


def _chained(first: list[tuple[T, Task]], rest: Iterator[tuple[T, Task]]) -> Iterator[tuple[T, Task]]:
    while first:
        yield first.pop(0)
    yield from rest
