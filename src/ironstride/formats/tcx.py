"""Reads TCX activities as runs and others."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from msgspec import Struct, field

from ironstride.formats.track import Point
from ironstride.formats.xml_track import (
    SHORTEST_S,
    Elements,
    activity,
    as_seconds,
    child_number,
    child_text,
    forget,
    local_name,
    other,
)
from ironstride.model.errors import ImportFailure
from ironstride.model.running import OtherActivity, Run

if TYPE_CHECKING:
    from lxml.etree import _Element


class _Activity(Struct):
    """What has been gathered of one activity: pieces of track, lap totals, steps per minute."""

    pieces: list[list[Point]] = field(default_factory=list)
    points: list[Point] = field(default_factory=list)
    lap_s: float = 0.0
    lap_m: float = 0.0
    hr_seconds: float = 0.0
    hr_beats: float = 0.0
    begin: str = ""
    cadences: list[float] = field(default_factory=list)
    sport: str = ""
    title: str = ""


def read_tcx(data: bytes, where: str) -> tuple[Run | OtherActivity, ...]:
    """Read every activity of a TCX file.

    Parameters
    ----------
    data : the file's bytes; blanks before the XML declaration, which some exports have, are passed over.
    where : its name, kept as `source` and used in errors.

    Returns
    -------
    One activity each; one without track points is made of its laps' totals. A file cut short gives what came
    before, marked `partial`.

    Raises
    ------
    ImportFailure
        No usable activity could be read.
    """
    names = ("Trackpoint", "Track", "Lap", "Activity", "TrainingCenterDatabase")
    elements = Elements(data.lstrip(), names, where)
    found: list[_Activity] = []
    current, is_tcx = _Activity(), False
    for name, element in elements:
        is_tcx = True
        if name == "Trackpoint" and not current.sport:
            current.sport = _sport_above(element)
        if name == "Activity":
            _end_activity(current, element)
            found.append(current)
            current = _Activity()
        elif name != "TrainingCenterDatabase":
            _gather(current, name, element)
    if not elements.whole and (current.points or current.pieces):
        current.pieces.append(current.points)
        found.append(current)
    if not is_tcx:
        raise ImportFailure("this is not a TCX file", where)
    return _activities(found, where, partial=not elements.whole)


def _activities(found: list[_Activity], where: str, *, partial: bool) -> tuple[Run | OtherActivity, ...]:
    """The activities that are of use; the last one's fault when none is."""
    activities: list[Run | OtherActivity] = []
    fault = ImportFailure("it holds no activity", where)
    for one in found:
        try:
            activities.append(_recorded(one, where, partial) if any(one.pieces) else _from_laps(one, where))
        except ImportFailure as error:
            fault = error
    if not activities:
        raise fault
    return tuple(activities)


def _gather(current: _Activity, name: str, element: _Element) -> None:
    """Add a finished track point, track or lap to the activity."""
    if name == "Trackpoint":
        _add_point(current, element)
        forget(element)
    elif name == "Track":
        current.pieces.append(current.points)
        current.points = []
    elif name == "Lap":
        lap_s = child_number(element, "TotalTimeSeconds") or 0.0
        current.begin = current.begin or (element.get("StartTime") or "")
        current.lap_s += lap_s
        current.lap_m += child_number(element, "DistanceMeters") or 0.0
        mean = next((child_number(e, "Value") for e in element.iter("{*}AverageHeartRateBpm")), None)
        if mean:
            current.hr_seconds += lap_s
            current.hr_beats += lap_s * mean
        element.clear()


def _add_point(current: _Activity, element: _Element) -> None:
    time_s = as_seconds(child_text(element, "Time"))
    if time_s is None:
        return
    hr = next((child_number(e, "Value") for e in element.iter("{*}HeartRateBpm")), None)
    current.points.append(
        Point(
            time_s,
            child_number(element, "DistanceMeters"),
            child_number(element, "AltitudeMeters"),
            None if hr is None else int(hr),
            child_number(element, "LatitudeDegrees"),
            child_number(element, "LongitudeDegrees"),
        )
    )
    legs = child_number(element, "RunCadence") or child_number(element, "Cadence")
    if legs and legs >= 50:
        current.cadences.append(2 * legs)


def _end_activity(current: _Activity, element: _Element) -> None:
    """Name, sport and start of an activity, from its own element."""
    current.sport = element.get("Sport") or current.sport
    current.title = child_text(element, "Notes") or child_text(element, "Name")
    current.begin = child_text(element, "Id") or current.begin
    element.clear()


def _sport_above(element: _Element) -> str:
    """The sport of the activity around an element, for a file that ends before the activity does."""
    for ancestor in element.iterancestors():
        if local_name(ancestor) == "Activity":
            return ancestor.get("Sport") or ""
    return ""


def _recorded(one: _Activity, where: str, partial: bool) -> Run | OtherActivity:
    sport = one.sport.lower()
    return activity(
        one.pieces,
        sport=sport,
        title=one.title,
        where=where,
        partial=partial,
        cadence_spm=round(sum(one.cadences) / len(one.cadences), 1) if one.cadences else None,
        indoor=sport == "running" and not any(p.lat_deg is not None for piece in one.pieces for p in piece),
    )


def _from_laps(one: _Activity, where: str) -> Run | OtherActivity:
    """An activity without track points: its laps' totals are all there is."""
    begin_s = as_seconds(one.begin)
    if begin_s is None or one.lap_s < SHORTEST_S:
        raise ImportFailure(f"only {one.lap_s:.0f} s of activity could be read", where)
    start = datetime.fromtimestamp(begin_s, UTC)
    if one.sport.lower() != "running":
        return other(start, one.lap_s, one.sport.lower() or "unknown", where)
    return Run(
        id=f"run-{start:%Y%m%dT%H%M%SZ}",
        start=start,
        duration_s=round(one.lap_s, 1),
        distance_m=round(one.lap_m, 1),
        mean_hr_bpm=round(one.hr_beats / one.hr_seconds, 1) if one.hr_seconds else None,
        title=one.title,
        source=where,
    )
