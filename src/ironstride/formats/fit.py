"""Reads watch recordings in FIT: runs, strength sessions with their sets, and other activities."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone

from msgspec import Struct

from ironstride.formats.fit_decode import Message, array, decode, number, seconds, text
from ironstride.formats.fit_sets import done_sets
from ironstride.formats.not_an_activity import NotAnActivity
from ironstride.formats.track import Point, analyse, mend_clock
from ironstride.model.errors import ImportFailure
from ironstride.model.running import OtherActivity, Run

INDOOR = frozenset({"treadmill", "indoor_running", "virtual_activity"})
GENERAL_SPORTS = frozenset({"training", "generic", "fitness_equipment", "all", ""})
#: A shorter recording is a button pressed by mistake; a damaged file must hold this much to be of use.
SHORTEST_S, SHORTEST_PARTIAL_S = 60.0, 300.0
DEGREES = 180.0 / 2**31
#: No race has so many legs; a damaged file may claim any number.
MOST_SESSIONS = 20


class Spell(Struct, frozen=True):
    """One session of a file with the messages recorded during it."""

    session: Message
    sport: str
    sub_sport: str
    records: list[Message]
    events: list[Message]
    zone: timezone


def read_fit(data: bytes, where: str) -> Run | OtherActivity:
    """Read one activity from a FIT file; of several (multisport, chained files) the first run, else the first.

    Parameters
    ----------
    data : the file's bytes.
    where : its name, kept as `source` and used in errors.

    Returns
    -------
    A Run (`partial` when the file was cut short or its checksum is wrong) or an OtherActivity.

    Raises
    ------
    ImportFailure
        No usable activity could be read. Nothing else is raised, whatever the bytes.
    """
    activities = read_fit_all(data, where)
    return next((a for a in activities if isinstance(a, Run)), activities[0])


def read_fit_all(data: bytes, where: str) -> tuple[Run | OtherActivity, ...]:
    """Read every activity of a FIT file; parameters and errors as `read_fit`."""
    messages, whole = decode(data, where)
    try:
        return _activities(messages, whole, where)
    except ImportFailure:
        raise
    except (ArithmeticError, LookupError, OSError, TypeError, ValueError) as error:
        raise ImportFailure("its values make no sense", where) from error


def _activities(messages: list[Message], whole: bool, where: str) -> tuple[Run | OtherActivity, ...]:
    """The activities of decoded messages, or why there are none."""
    kind = next((text(m, "type") for m in messages if m["message_type"] == "file_id"), "")
    if kind not in ("", "activity"):
        raise NotAnActivity(f"this is a FIT file of type {kind}, not a recorded activity", where)
    found: list[Run | OtherActivity] = []
    why = "it holds no activity"
    for spell in _spells(messages):
        if not spell.sport:
            why = "it was cut short before the sport was written"
            continue
        activity = _run(spell, messages, whole, where) if spell.sport == "running" else _other(spell, messages, where)
        least_s = SHORTEST_S if whole else SHORTEST_PARTIAL_S
        if activity.duration_s >= least_s or (isinstance(activity, OtherActivity) and activity.sets):
            found.append(activity)
        else:
            why = f"only {activity.duration_s:.0f} s of activity could be read"
    if not found:
        raise ImportFailure(why, where)
    return tuple(found)


def _spells(messages: list[Message]) -> list[Spell]:
    """The sessions with their records; one without a session message when the file ends too early."""
    by_type: dict[str, list[Message]] = {}
    for m in messages:
        by_type.setdefault(str(m["message_type"]), []).append(m)
    records, events = by_type.get("record", []), by_type.get("event", [])
    sport = by_type.get("sport", [{}])[0]
    zone = _zone(by_type.get("activity", []))
    sessions = by_type.get("session", [])[:MOST_SESSIONS]
    if len(sessions) <= 1:
        session = sessions[0] if sessions else {}
        named = text(session, "sport") or text(sport, "sport") or _record_sport(records)
        return [Spell(session, named, _sub_sport(session, sport), records, events, zone)]
    spells = []
    for session in sessions:
        begin, end = seconds(session, "start_time") or 0.0, seconds(session, "timestamp") or 0.0
        during = [[m for m in part if begin <= (seconds(m, "timestamp") or 0.0) <= end] for part in (records, events)]
        spells.append(Spell(session, text(session, "sport"), _sub_sport(session, {}), during[0], during[1], zone))
    return spells


def _record_sport(records: list[Message]) -> str:
    """The sport that some makers write into each record."""
    return next((text(m, "activity_type") for m in records if "activity_type" in m), "")


def _sub_sport(session: Message, sport: Message) -> str:
    return text(session, "sub_sport") or text(sport, "sub_sport")


def _zone(activities: list[Message]) -> timezone:
    """The watch's offset from UTC, where the activity message tells a plausible one; else UTC."""
    for activity in activities:
        utc, local = seconds(activity, "timestamp"), seconds(activity, "local_timestamp")
        if utc is not None and local is not None:
            quarters = round((local - utc) / 900)
            if -48 <= quarters <= 56 and abs(local - utc - quarters * 900) < 60:
                return timezone(timedelta(minutes=15 * quarters))
    return UTC


def _start(spell: Spell, first_s: float | None, where: str) -> datetime:
    """When the activity began, in the watch's zone."""
    begin_s = first_s if first_s is not None else seconds(spell.session, "start_time")
    if begin_s is None:
        raise ImportFailure("it does not say when it was recorded", where)
    return datetime.fromtimestamp(begin_s, spell.zone)


def _run(spell: Spell, messages: list[Message], whole: bool, where: str) -> Run:
    """A Run from a running session: the track's figures, with the watch's own totals where they are better."""
    raw = _points(spell.records)
    points = mend_clock(raw)
    track = analyse(points, _pauses(spell.events))
    start = _start(spell, _first_time(spell, raw, points), where)
    session = spell.session
    timer_s = number(session, "total_timer_time")
    duration_s = track.moving_s if timer_s is None else min(track.moving_s, timer_s)
    if timer_s is not None and track.moving_s < timer_s / 2 and not track.distance_m:
        duration_s = timer_s
    distance_m = number(session, "total_distance") or track.distance_m
    names = {text(m, "wkt_name") for m in messages if m["message_type"] == "workout"} - {""}
    return Run(
        id=f"run-{start.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        start=start,
        duration_s=round(duration_s, 1),
        distance_m=round(distance_m, 1),
        climb_m=_total(session, "total_ascent", track.climb_m),
        descent_m=_total(session, "total_descent", track.descent_m),
        mean_hr_bpm=track.mean_hr_bpm or number(session, "avg_heart_rate"),
        max_hr_bpm=track.max_hr_bpm or number(session, "max_heart_rate"),
        hr_histogram_s=track.hr_histogram_s,
        graded_speed_mps=track.graded_speed_mps,
        contact_time_ms=_contact_time(spell.records, messages),
        cadence_spm=_cadence(spell.records),
        indoor=spell.sub_sport in INDOOR,
        title=min(names, default=""),
        source=where,
        partial=not whole,
    )


def _total(session: Message, name: str, ours: float) -> float:
    """The watch's total, made with its barometer, or ours."""
    theirs = number(session, name)
    return ours if theirs is None else theirs


def _first_time(spell: Spell, raw: Sequence[Point], mended: Sequence[Point]) -> float | None:
    """The start as the session says it, unless the clock jumped; then the first mended point's."""
    if mended and raw[0].time_s != mended[0].time_s:
        return mended[0].time_s
    said = seconds(spell.session, "start_time")
    return said if said is not None or not raw else raw[0].time_s


def _points(records: list[Message]) -> list[Point]:
    """The records as points; a distance that is only packed into three bytes is unpacked."""
    points = []
    packed = _Packed()
    for m in records:
        time_s = seconds(m, "timestamp")
        if time_s is None:
            continue
        distance_m = number(m, "distance")
        if distance_m is None and "compressed_speed_distance" in m:
            distance_m = packed.distance(array(m, "compressed_speed_distance"))
        hr, lat, lon = number(m, "heart_rate"), number(m, "position_lat"), number(m, "position_long")
        points.append(
            Point(
                time_s,
                distance_m,
                number(m, "enhanced_altitude", "altitude"),
                None if hr is None else int(hr),
                None if lat is None else lat * DEGREES,
                None if lon is None else lon * DEGREES,
            )
        )
    return points


class _Packed:
    """Unpacks `compressed_speed_distance`: 12 bits of speed, 12 bits of sixteenths of a metre that roll over."""

    def __init__(self) -> None:
        self.total, self.last = 0, 0

    def distance(self, parts: tuple[object, ...]) -> float | None:
        """Metres since the start after this record, or None when the field is not what it should be."""
        whole = [p for p in parts if isinstance(p, int)]
        if len(whole) != 3:
            return None
        here = (whole[1] >> 4) | (whole[2] << 4)
        self.total += (here - self.last) % 4096
        self.last = here
        return self.total / 16


def _pauses(events: list[Message]) -> list[tuple[float, float]]:
    """Spans between a stop and the next start of the timer; the last stop ends the activity."""
    pauses: list[tuple[float, float]] = []
    stopped: float | None = None
    for m in events:
        at = seconds(m, "timestamp")
        if text(m, "event") != "timer" or at is None:
            continue
        if text(m, "event_type").startswith("stop"):
            stopped = at if stopped is None else stopped
        elif text(m, "event_type") == "start" and stopped is not None:
            if at > stopped:
                pauses.append((stopped, at))
            stopped = None
    return sorted(pauses)


def _mean(values: list[float]) -> float | None:
    return round(sum(values) / len(values), 1) if values else None


def _cadence(records: list[Message]) -> float | None:
    """Mean steps per minute while running; watches count one leg."""
    legs = [(number(m, "cadence") or 0.0) + (number(m, "fractional_cadence") or 0.0) for m in records]
    return _mean([2 * c for c in legs if c >= 50])


def _contact_time(records: list[Message], messages: list[Message]) -> float | None:
    """Mean ground contact, milliseconds: the watch's own, or a foot pod's developer field."""
    names = ["stance_time"]
    for m in messages:
        if m["message_type"] == "field_description" and text(m, "field_name") == "Ground Time":
            names += [f"developer_field_{text(m, 'field_definition_number')}", "Ground Time"]
    values = [number(m, *names) or 0.0 for m in records]
    return _mean([v for v in values if 100 <= v <= 500])


def _other(spell: Spell, messages: list[Message], where: str) -> OtherActivity:
    """Strength, a ride, a swim; sets only where the session was strength."""
    sport = spell.sub_sport if spell.sport in GENERAL_SPORTS and spell.sub_sport not in ("", "generic") else spell.sport
    is_strength = sport == "strength_training"
    first_s = seconds(spell.session, "start_time")
    if first_s is None and spell.records:
        first_s = seconds(spell.records[0], "timestamp")
    start = _start(spell, first_s, where)
    sport = "strength" if is_strength else sport
    recorded = analyse(_points(spell.records), _pauses(spell.events)).moving_s if spell.records else 0.0
    timer_s = number(spell.session, "total_timer_time", "total_elapsed_time")
    return OtherActivity(
        id=f"{sport.replace('_', '-')}-{start.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        start=start,
        duration_s=round(recorded if timer_s is None else timer_s, 1),
        sport=sport,
        is_strength=is_strength,
        mean_hr_bpm=number(spell.session, "avg_heart_rate"),
        sets=done_sets(messages, spell.zone) if is_strength else (),
        source=where,
    )
