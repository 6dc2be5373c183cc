"""Reading a watch's history: Ironstride beside the public decoders on the same files."""

from __future__ import annotations

import gzip
import importlib
import io
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from benchmarks.measure import ROOT, Row, timed
from ironstride.formats.decoding import Task, decode
from ironstride.formats.history import read_history

FOLDER = ROOT / "examples" / "club-5k" / "watch"
FILES = 100
RUNS = 3


def imports(folder: Path) -> Iterator[Row]:
    """Time 100 activity files: imported with a cold and a warm cache, and decoded alone by us and by others."""
    paths = sorted(FOLDER.glob("*.fit.gz"))[:FILES]
    unpacked = [gzip.decompress(path.read_bytes()) for path in paths]
    scale = 100 / len(paths)
    caches = [folder / f"cache-{number}" for number in range(RUNS)]
    cold = [timed(partial(read_history, paths, cache_folder=cache), 1)[0][0] for cache in caches]
    warm, read = timed(partial(read_history, paths, cache_folder=caches[0]), RUNS)
    note = f"{len(read.runs)} runs of {len(paths)} files, two processes"
    yield Row("100 files imported, cold cache", _scaled(cold, scale), "s", None, note)
    yield Row("100 files imported, warm cache", _scaled(warm, scale), "s", None, "known by their bytes, not decoded")
    ours, _ = timed(lambda: [decode(Task(".fit", data)) for data in unpacked], RUNS)
    yield Row("100 files decoded and summed, one process", _scaled(ours, scale), "s")
    for name, decoder in (("fitdecode", fitdecode), ("fitparse", fitparse)):
        yield _beside(name, decoder, unpacked, scale, min(cold), min(ours))


def fitdecode(data: bytes) -> int:
    """Decode every message with fitdecode."""
    module = importlib.import_module("fitdecode")
    with module.FitReader(io.BytesIO(data)) as reader:
        return sum(1 for _ in reader)


def fitparse(data: bytes) -> int:
    """Decode every message with fitparse."""
    module = importlib.import_module("fitparse")
    return sum(1 for _ in module.FitFile(io.BytesIO(data)).get_messages())


def _beside(
    name: str, decoder: Callable[[bytes], int], files: list[bytes], scale: float, cold_s: float, ours_s: float
) -> Row:
    what = f"100 files decoded only, {name}"
    try:
        decoder(files[0])
    except ImportError:
        return Row(what, note="not installed here, left out")
    seconds, _ = timed(lambda: [decoder(data) for data in files], 1)
    times = f"{seconds[0] / ours_s:.1f} times our decoding, {seconds[0] / cold_s:.1f} times our whole cold import"
    return Row(what, _scaled(seconds, scale), "s", None, times)


def _scaled(seconds: list[float] | tuple[float, ...], scale: float) -> tuple[float, ...]:
    return tuple(one * scale for one in seconds)
