"""Reads GPX tracks as runs and other activities."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ironstride.formats.track import Point
from ironstride.formats.xml_track import (
    Elements,
    activity,
    as_number,
    as_seconds,
    child_number,
    child_text,
    forget,
)
from ironstride.model.errors import ImportFailure
from ironstride.model.running import OtherActivity, Run

if TYPE_CHECKING:
    from lxml.etree import _Element

#: What makers write as a track's type for a run; Strava wrote 9 for years.
RUN_TYPES = frozenset({
    "9", "run", "running", "trail_running", "trail running", "trailrun", "street_running", "track_running",
    "virtual_run", "virtualrun", "treadmill_running", "indoor_running", "laufen",
})  # fmt: skip


def read_gpx(data: bytes, where: str) -> tuple[Run | OtherActivity, ...]:
    """Read every track of a GPX file.

    Parameters
    ----------
    data : the file's bytes.
    where : its name, kept as `source` and used in errors.

    Returns
    -------
    One activity a track. A track that does not say its sport is a run when its speed is a runner's. A file cut
    short gives what came before, marked `partial`.

    Raises
    ------
    ImportFailure
        No usable activity could be read.
    """
    elements = Elements(data, ("gpx", "trk", "trkseg", "trkpt", "name", "type"), where)
    tracks = _Tracks()
    for name, element in elements:
        tracks.take(name, element)
    if not elements.whole:
        tracks.end_track()
    if not tracks.found and not tracks.is_gpx:
        raise ImportFailure("this is not a GPX file", where)
    return _activities(tracks, where, partial=not elements.whole)


def _activities(tracks: _Tracks, where: str, *, partial: bool) -> tuple[Run | OtherActivity, ...]:
    """An activity for each track that holds one; the last track's fault when none does."""
    activities: list[Run | OtherActivity] = []
    fault = ImportFailure("it holds no track", where)
    for pieces, kind, title in tracks.found:
        sport = "running" if kind.lower() in RUN_TYPES else kind.lower()
        try:
            activities.append(activity(pieces, sport=sport, title=title, where=where, partial=partial))
        except ImportFailure as error:
            fault = error
    if not activities:
        raise fault
    return tuple(activities)


class _Tracks:
    """Gathers points into segments and segments into tracks as the elements come by."""

    def __init__(self) -> None:
        self.found: list[tuple[list[list[Point]], str, str]] = []
        self.is_gpx = False
        self._pieces: list[list[Point]] = []
        self._points: list[Point] = []
        self._kind = self._title = ""

    def take(self, name: str, element: _Element) -> None:
        """One finished element."""
        if name == "trkpt":
            self.is_gpx = True
            if (point := _point(element)) is not None:
                self._points.append(point)
            forget(element)
        elif name == "trkseg":
            self._end_segment()
        elif name in ("name", "type"):
            self._name(name, element)
        elif name == "trk":
            self.is_gpx = True
            self.end_track()
            element.clear()
        elif name == "gpx":
            self.is_gpx = True

    def end_track(self) -> None:
        """Close the track; one without any segment is dropped."""
        self._end_segment()
        if self._pieces or self._kind or self._title:
            self.found.append((self._pieces, self._kind, self._title))
        self._pieces, self._kind, self._title = [], "", ""

    def _end_segment(self) -> None:
        if self._points:
            self._pieces.append(self._points)
        self._points = []

    def _name(self, name: str, element: _Element) -> None:
        parent = element.getparent()
        if parent is None or not str(parent.tag).endswith("trk"):
            return
        if name == "type":
            self._kind = (element.text or "").strip()
        else:
            self._title = (element.text or "").strip()


def _point(element: _Element) -> Point | None:
    """A track point with a time, else None."""
    time_s = as_seconds(child_text(element, "time"))
    if time_s is None:
        return None
    hr = child_number(element, "hr")
    return Point(
        time_s,
        None,
        child_number(element, "ele"),
        None if hr is None else int(hr),
        as_number(element.get("lat")),
        as_number(element.get("lon")),
    )
