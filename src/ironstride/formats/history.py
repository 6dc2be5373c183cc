"""Reads a runner's whole history from folders, archives and single files: every activity once, every fault named."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Literal, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from ironstride.formats.archive import Limits, walk
from ironstride.formats.decoding import Decoded, Settings, Task
from ironstride.formats.history_cache import HistoryCache
from ironstride.formats.workers import decode_all
from ironstride.model.running import OtherActivity, Run, Unread

#: Two recordings are one activity when they start this close together and are this alike in length.
SAME_START_S, SAME_DISTANCE = 60.0, 0.02
#: More runs than this on one day are a mistake in the files: a wrong date, a table of laps.
MOST_RUNS_A_DAY = 12
#: Sound files without activities are named one by one up to this many.
FEW_FOREIGN = 3

Progress = Callable[[int], None]
A = TypeVar("A", Run, OtherActivity)


class HistoryRead(Struct, frozen=True, kw_only=True):
    """Everything read: activities by start, what was skipped and why, how many were found more than once."""

    runs: tuple[Run, ...] = ()
    others: tuple[OtherActivity, ...] = ()
    skipped: tuple[Unread, ...] = ()
    duplicates: int = 0


def read_history(
    paths: Iterable[Path],
    progress: Progress | None = None,
    *,
    time_zone: str = "UTC",
    distance_unit: Literal["km", "mi"] = "km",
    cache_folder: Path | None = None,
    limits: Limits | None = None,
) -> HistoryRead:
    """Read FIT, GPX, TCX and CSV files, loose, in folders, gzipped or in zip archives.

    Parameters
    ----------
    paths : files and folders.
    progress : called with the number of files done so far.
    time_zone : IANA name; for tables whose dates tell no zone.
    distance_unit : for tables whose distances tell no unit.
    cache_folder : where summaries are kept (see `history_cache.default_folder`); None keeps none.
    limits : how much is read at most.

    Returns
    -------
    HistoryRead. Nothing is raised for a bad file: it is in `skipped`. An activity found in several files counts
    once: same start within 60 s and same distance within 2 % (or one that is cut short or knows no distance); the
    fullest recording is kept. Days with more than `MOST_RUNS_A_DAY` runs are left out, and named there too.
    """
    settings = Settings(time_zone, distance_unit)
    gathered = _Gathered(HistoryCache(cache_folder), settings, progress)
    for name_and_key, decoded in decode_all(gathered.tasks(paths, limits)):
        name, key = name_and_key
        gathered.cache.put(key, decoded)
        gathered.take(name, decoded)
    gathered.cache.save()
    runs, twice = _once(gathered.runs, _same_run)
    others, twice_others = _once(gathered.others, _same_other)
    runs, crowded = _without_crowded_days(runs)
    skipped = sorted(gathered.skipped + gathered.foreign_files() + crowded, key=lambda u: (u.where, u.why))
    return HistoryRead(runs=runs, others=others, skipped=tuple(skipped), duplicates=twice + twice_others)


class _Gathered:
    """What has been read so far; `take` may be called from the threads that feed the workers."""

    def __init__(self, cache: HistoryCache, settings: Settings, progress: Progress | None) -> None:
        self.cache, self._settings, self._progress = cache, settings, progress
        self.runs: list[Run] = []
        self.others: list[OtherActivity] = []
        self.skipped: list[Unread] = []
        self._foreign: list[Unread] = []
        self._done = 0
        self._lock = threading.Lock()

    def tasks(self, paths: Iterable[Path], limits: Limits | None) -> Iterator[tuple[tuple[str, str], Task]]:
        """The files that the cache does not know, labelled with name and key; the others are taken at once."""
        for member in walk(paths, limits):
            if isinstance(member, Unread):
                self.skipped.append(member)
                continue
            key = self.cache.key(member.data, member.suffix, self._settings)
            known = self.cache.get(key)
            if known is not None:
                self.take(member.name, known)
            else:
                yield (member.name, key), Task(member.suffix, member.data, self._settings)

    def take(self, name: str, decoded: Decoded) -> None:
        """Add what one file held, under its name."""
        with self._lock:
            self.runs += [replace(r, source=name) for r in decoded.runs]
            self.others += [replace(o, source=name) for o in decoded.others]
            self.skipped += [replace(u, where=name + u.where) for u in decoded.unread]
            if decoded.fault:
                (self._foreign if decoded.foreign else self.skipped).append(
                    Unread(where=name, text="", why=decoded.fault)
                )
            self._done += 1
            if self._progress is not None:
                self._progress(self._done)

    def foreign_files(self) -> list[Unread]:
        """Sound files that hold no activity: each by name, or all in one line when they are many."""
        foreign = sorted(self._foreign, key=lambda u: u.where)
        if len(foreign) <= FEW_FOREIGN:
            return foreign
        why = f"{len(foreign)} files like this one hold settings, wellness, workouts or other tables, no activity"
        return [Unread(where=foreign[0].where, text="", why=why)]


def unique_runs(runs: list[Run]) -> tuple[Run, ...]:
    """Give each run once, by start, the fullest recording of it, under an id of its own."""
    return _once(runs, _same_run)[0]


def _once(activities: list[A], same: Callable[[A, A], bool]) -> tuple[tuple[A, ...], int]:
    """Each activity once, by start, under an id of its own; and how many were left out."""
    kept: list[A] = []
    for activity in sorted(activities, key=lambda a: (a.start, a.source)):
        place = _place_of_same(kept, activity, same)
        if place is None:
            kept.append(activity)
        else:
            kept[place] = _fuller(kept[place], activity)
    kept.sort(key=lambda a: (a.start, a.source))
    seen: dict[str, int] = {}
    for i, activity in enumerate(kept):
        seen[activity.id] = seen.get(activity.id, 0) + 1
        if seen[activity.id] > 1:
            kept[i] = replace(activity, id=f"{activity.id}-{seen[activity.id]}")
    return tuple(kept), len(activities) - len(kept)


def _without_crowded_days(runs: tuple[Run, ...]) -> tuple[tuple[Run, ...], list[Unread]]:
    """Leave out the days with more runs than anybody does, each named."""
    days = Counter(run.start.date() for run in runs)
    crowded = [
        Unread(
            where=next(run.source for run in runs if run.start.date() == day),
            text="",
            why=f"{number} runs on {day}, more than {MOST_RUNS_A_DAY}. Check the dates in it",
        )
        for day, number in days.items()
        if number > MOST_RUNS_A_DAY
    ]
    return tuple(run for run in runs if days[run.start.date()] <= MOST_RUNS_A_DAY), crowded


def _place_of_same(kept: list[A], activity: A, same: Callable[[A, A], bool]) -> int | None:
    """Where the same activity already stands among those that began shortly before."""
    for place in range(len(kept) - 1, -1, -1):
        if (activity.start - kept[place].start).total_seconds() > 2 * SAME_START_S:
            return None
        if same(kept[place], activity):
            return place
    return None


def _close(a: Run | OtherActivity, b: Run | OtherActivity) -> bool:
    return abs((a.start - b.start).total_seconds()) <= SAME_START_S


def _same_run(a: Run, b: Run) -> bool:
    """One run in two files: a file cut short and one without a distance are judged by the start alone."""
    if not _close(a, b):
        return False
    if a.partial or b.partial or not a.distance_m or not b.distance_m:
        return True
    return abs(a.distance_m - b.distance_m) <= SAME_DISTANCE * max(a.distance_m, b.distance_m)


def _same_other(a: OtherActivity, b: OtherActivity) -> bool:
    return _close(a, b) and a.is_strength == b.is_strength


def _fuller(a: A, b: A) -> A:
    """The recording that knows more; a run takes over the other's title when it has none."""
    better, worse = (b, a) if _worth(b) > _worth(a) else (a, b)
    if isinstance(better, Run) and isinstance(worse, Run) and not better.title and worse.title:
        return replace(better, title=worse.title)
    return better


def _worth(activity: Run | OtherActivity) -> tuple[float, ...]:
    if isinstance(activity, OtherActivity):
        return (len(activity.sets), activity.duration_s)
    heart = 2 if activity.hr_histogram_s else int(activity.mean_hr_bpm is not None)
    return (not activity.partial, heart, len(activity.graded_speed_mps), activity.distance_m)
